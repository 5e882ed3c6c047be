#include "test.h"

static void test_find(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("Seoul-Washington"), STR("Wash")), 6);
	assert_int_equal(str_find(STR("Seoul"), STR("Seoulite")), SIZE_MAX);
	assert_int_equal(str_find(STR("Seoul"), STR("")), 0);
	assert_int_equal(str_find(STR(""), STR("x")), SIZE_MAX);
}

static void test_compare_orders_by_bytes_then_length(void **state)
{
	(void)state;
	assert_true(str_compare(STR("a"), STR("b")) < 0);
	assert_true(str_compare(STR("ab"), STR("a")) > 0);
	assert_int_equal(str_compare(STR(""), STR("")), 0);
	assert_true(str_equal((struct str){NULL, 0}, STR("")));
}

static void test_starts_ends_nocase(void **state)
{
	(void)state;
	assert_true(str_starts(STR("article.txt"), STR("art")));
	assert_false(str_starts(STR("ar"), STR("art")));
	assert_true(str_ends(STR("article.txt"), STR(".txt")));
	assert_false(str_ends(STR("xt"), STR(".txt")));
	assert_true(str_equal_ascii_nocase(STR("READ More"), STR("read mORE")));
	assert_false(str_equal_ascii_nocase(STR("[x"), STR("{x")));
}

static void test_split_gives_lines(void **state)
{
	(void)state;
	struct str rest = STR("a,,b"), piece;
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "a");
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "");
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "b");
	assert_false(str_split(&rest, ',', &piece));
	rest = STR("a,");
	assert_true(str_split(&rest, ',', &piece));
	assert_false(str_split(&rest, ',', &piece));
	rest = STR("");
	assert_false(str_split(&rest, ',', &piece));
}

static void test_trim(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t two words \r\n")), "two words");
	assert_str(str_trim(STR(" \n ")), "");
}

static void test_numbers(void **state)
{
	(void)state;
	size_t value = 7;
	assert_true(str_to_size(STR("18446744073709551615"), &value));
	assert_true(value == SIZE_MAX);
	assert_false(str_to_size(STR("18446744073709551616"), &value));
	assert_false(str_to_size(STR("1x"), &value));
	assert_false(str_to_size(STR("-1"), &value));
	assert_false(str_to_size(STR(""), &value));
	assert_true(value == SIZE_MAX);
}

static void test_find_in_any_case(void **state)
{
	(void)state;
	assert_int_equal(str_find_ascii_nocase(STR("The Red Line"), STR("red l")), 4);
	assert_int_equal(str_find_ascii_nocase(STR("abc"), STR("")), 0);
	assert_int_equal(str_find_ascii_nocase(STR("abc"), STR("abcd")), (size_t)-1);
	assert_int_equal(str_find_ascii_nocase(STR("\xC3\x89"), STR("\xC3\xA9")), (size_t)-1);
}

static void test_lists_and_lines(void **state)
{
	(void)state;
	struct str text = STR("one\n\nthree");
	assert_true(str_is_among(STR("ana, ben"), ',', STR("ben")));
	assert_false(str_is_among(STR("ana, ben"), ',', STR("be")));
	assert_false(str_is_among(STR(""), ',', STR("")));
	assert_int_equal(str_line_start(text, 3), 0);
	assert_int_equal(str_line_start(text, 4), 4);
	assert_int_equal(str_line_start(text, text.len), 5);
	assert_int_equal(str_line_end(text, 0), 4);
	assert_int_equal(str_line_end(text, 3), 4);
	assert_int_equal(str_line_end(text, 4), 5);
	assert_int_equal(str_line_end(text, 7), text.len);
	assert_int_equal(str_line_end(text, text.len), text.len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find_in_any_case),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_compare_orders_by_bytes_then_length),
		cmocka_unit_test(test_starts_ends_nocase),
		cmocka_unit_test(test_split_gives_lines),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_lists_and_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
