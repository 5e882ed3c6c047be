/* UUIDs of names, against values that Python's uuid module gives. */
#include "test.h"

#include "attache/base/uuid.h"

static void test_names_give_the_uuids_of_the_standard(void **state)
{
	(void)state;
	char uuid[UUID_LENGTH + 1];
	uuid_from_name(STR("tag:warning"), uuid);
	assert_string_equal(uuid, "885cf046-1f59-5fc2-b7b9-238252997544");
	assert_true(uuid_is_valid(str_from(uuid)));
}

static void test_what_is_a_uuid(void **state)
{
	(void)state;
	assert_true(uuid_is_valid(STR("0D62985D-B147-5D01-A9B5-CAE5DCD98342")));
	assert_false(uuid_is_valid(STR("0D62985D-B147-5D01-A9B5-CAE5DCD9834")));
	assert_false(uuid_is_valid(STR("0D62985D-B147-5D01-A9B5-CAE5DCD98342x")));
	assert_false(uuid_is_valid(STR("0D62985DxB147-5D01-A9B5-CAE5DCD98342")));
	assert_false(uuid_is_valid(STR("0D62985D-B147-5D01-A9B5-CAE5DCD9834g")));
	assert_false(uuid_is_valid(STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_give_the_uuids_of_the_standard),
		cmocka_unit_test(test_what_is_a_uuid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
