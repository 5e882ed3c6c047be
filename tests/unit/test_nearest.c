#include "test.h"

#include "attache/base/nearest.h"

static const char *nearest_of(const char *word)
{
	static const char *const names[] = {"measure", "mouse", "fold", "follow", "by"};
	struct nearest nearest = nearest_to(str_from(word));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		nearest_offer(&nearest, names[i]);
	return nearest.name;
}

static void test_a_slip_of_the_finger_finds_the_name(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"mesure", "measure"}, {"meausre", "measure"},
		{"measurre", "measure"}, {"mouze", "mouse"}, {"flod", "fold"},
		{"folow", "follow"}, {"mouse", "mouse"}, {"ny", "by"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(nearest_of(cases[i][0]), cases[i][1]);
}

static void test_what_is_far_from_all_finds_nothing(void **state)
{
	(void)state;
	static const char *const words[] = {"", "zz", "m", "sidebar", "measurement-of-lines",
		"a word that is longer than every name there will ever be"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		assert_null(nearest_of(words[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_slip_of_the_finger_finds_the_name),
		cmocka_unit_test(test_what_is_far_from_all_finds_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
