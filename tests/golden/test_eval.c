/* The scorers of tests/eval are right on examples worked out by hand. */
#include "process.h"
#include "test.h"

static void passes(const char *program)
{
	struct process process = process_run(
		(const char *const[]){"python3", "-B", program, NULL}, NULL, (struct str){0});
	if (process.status)
		print_message("%.*s", STR_ARG(buffer_str(&process.err)));
	assert_int_equal(process.status, 0);
	process_free(&process);
}

static void test_bcubed(void **state)
{
	(void)state;
	passes("tests/eval/test_bcubed.py");
}

static void test_errors(void **state)
{
	(void)state;
	passes("tests/eval/test_errors.py");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bcubed), cmocka_unit_test(test_errors)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
