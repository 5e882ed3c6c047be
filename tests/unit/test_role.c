#include "test.h"

#include "attache/view/role.h"
#include "attache/view/theme.h"

static void test_every_role_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROLES; i++) {
		enum role role = ROLES;
		assert_non_null(role_table[i].name);
		assert_true(role_from(str_from(role_name((enum role)i)), &role));
		assert_int_equal(role, i);
		assert_true(strlen(role_table[i].help) > 0 && strlen(role_table[i].help) < 60);
		assert_int_equal(role_table[i].attributes & ~STYLE_ALL, 0);
	}
	enum role role;
	assert_false(role_from(STR("qoute"), &role));
	assert_false(role_from(STR(""), &role));
}

static void test_parents_lead_to_text(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROLES; i++) {
		enum role role = (enum role)i;
		for (unsigned steps = 0; role != ROLE_TEXT; steps++) {
			assert_true(steps < ROLES);
			role = role_table[role].parent;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_role_has_a_name_of_its_own),
		cmocka_unit_test(test_parents_lead_to_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
