#include "test.h"

#include "attache/base/clock.h"
#include "attache/base/diagnostic.h"

static void test_format_and_parse_are_inverse(void **state)
{
	(void)state;
	static const int64_t times[] = {0, 951782400000, 1764008415000, 4102444800000};
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		char text[21];
		int64_t back;
		clock_format(times[i], text);
		assert_true(clock_parse(text, &back));
		assert_true(back == times[i]);
	}
	char text[21];
	clock_format(951782400000, text);
	assert_string_equal(text, "2000-02-29T00:00:00Z");
}

static void test_parse_refuses_other_shapes(void **state)
{
	(void)state;
	int64_t time;
	assert_false(clock_parse("", &time));
	assert_false(clock_parse("2026-11-23 18:20:00Z", &time));
	assert_false(clock_parse("2026-11-23T18:20:00+", &time));
	assert_false(clock_parse("2026-13-23T18:20:00Z", &time));
	assert_false(clock_parse("2026-11-23T18:20:00Z ", &time));
}

static void test_environment_fixes_the_time(void **state)
{
	(void)state;
	setenv("ATTACHE_NOW", "2026-11-23T18:20:00Z", 1);
	assert_true(clock_now() == 1795458000000);
	unsetenv("ATTACHE_NOW");
	assert_true(clock_now() > 1700000000000);
	int64_t before = clock_monotonic();
	assert_true(clock_monotonic() >= before);
}

static void test_diagnostics_own_their_messages(void **state)
{
	(void)state;
	struct diagnostics list = {0};
	for (unsigned i = 0; i < 20; i++)
		diagnostics_add(&list, SEVERITY_WARNING, i, 2, "role %u", i);
	assert_int_equal(list.count, 20);
	assert_str(list.items[19].message, "role 19");
	assert_int_equal(list.items[19].line, 19);
	assert_string_equal(severity_name(list.items[0].severity), "warning");
	diagnostics_free(&list);
	assert_int_equal(list.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format_and_parse_are_inverse),
		cmocka_unit_test(test_parse_refuses_other_shapes),
		cmocka_unit_test(test_environment_fixes_the_time),
		cmocka_unit_test(test_diagnostics_own_their_messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
