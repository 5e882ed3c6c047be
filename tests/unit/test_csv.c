/* CSV: quoting, formulas, numbers. */
#include "test.h"

#include "attache/base/csv.h"

#include <math.h>

static void check_text(struct str text, bool raw, const char *expected)
{
	struct buffer out = {0};
	struct csv csv = {.out = &out, .raw = raw};
	csv_text(&csv, text);
	assert_str(buffer_str(&out), expected);
	buffer_free(&out);
}

static void test_cells_are_quoted_when_they_must_be(void **state)
{
	(void)state;
	check_text(STR("plain text"), false, "plain text");
	check_text(STR("a, b"), false, "\"a, b\"");
	check_text(STR("he said \"no\""), false, "\"he said \"\"no\"\"\"");
	check_text(STR("two\nlines"), false, "\"two\nlines\"");
	check_text(STR("a\0b"), false,
		"a\xEF\xBF\xBD"
		"b");
	check_text(STR(""), false, "");
}

static void test_formulas_are_disarmed(void **state)
{
	(void)state;
	check_text(STR("=1+1"), false, "'=1+1");
	check_text(STR("-1,2"), false, "\"'-1,2\"");
	check_text(STR("=1+1"), true, "=1+1");
}

static void test_rows(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct csv csv = {.out = &out};
	csv_text(&csv, STR("a"));
	csv_integer(&csv, -3);
	csv_fraction(&csv, 2.0 / 3);
	csv_fraction(&csv, (double)NAN);
	csv_empty(&csv);
	csv_end(&csv);
	csv_empty(&csv);
	csv_text(&csv, STR("b"));
	csv_end(&csv);
	assert_str(buffer_str(&out), "a,-3,0.6667,,\r\n,b\r\n");
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells_are_quoted_when_they_must_be),
		cmocka_unit_test(test_formulas_are_disarmed),
		cmocka_unit_test(test_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
