#include "test.h"

static void test_empty_buffer_is_an_empty_string(void **state)
{
	(void)state;
	struct buffer out = {0};
	assert_str(buffer_str(&out), "");
	buffer_clear(&out);
	buffer_add(&out, (struct str){NULL, 0});
	assert_string_equal(out.data, "");
	buffer_free(&out);
	assert_null(out.data);
}

static void test_always_ends_in_nul(void **state)
{
	(void)state;
	struct buffer out = {0};
	for (int i = 0; i < 1000; i++) {
		buffer_add_byte(&out, 'x');
		assert_int_equal(strlen(out.data), i + 1);
	}
	buffer_add_repeat(&out, '-', 3);
	buffer_format(&out, "%s %d", "page", 4);
	assert_true(str_ends(buffer_str(&out), STR("x---page 4")));
	buffer_free(&out);
}

static void test_splice_replaces_inserts_and_cuts(void **state)
{
	(void)state;
	struct buffer out = {0};
	buffer_add_cstr(&out, "one two three");
	buffer_splice(&out, (struct range){4, 7}, STR("twenty"));
	assert_string_equal(out.data, "one twenty three");
	buffer_splice(&out, (struct range){0, 4}, STR(""));
	assert_string_equal(out.data, "twenty three");
	buffer_splice(&out, (struct range){12, 12}, STR("!"));
	buffer_splice(&out, (struct range){0, 0}, STR(">"));
	assert_string_equal(out.data, ">twenty three!");
	buffer_free(&out);
}

static void test_codepoints_become_utf8(void **state)
{
	(void)state;
	struct buffer out = {0};
	buffer_add_codepoint(&out, 'a');
	buffer_add_codepoint(&out, 0xE9);
	buffer_add_codepoint(&out, 0x738B);
	buffer_add_codepoint(&out, 0x1F600);
	buffer_add_codepoint(&out, 0xD800);
	buffer_add_codepoint(&out, 0x110000);
	assert_string_equal(out.data, "aé王😀\xEF\xBF\xBD\xEF\xBF\xBD");
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty_buffer_is_an_empty_string),
		cmocka_unit_test(test_always_ends_in_nul),
		cmocka_unit_test(test_splice_replaces_inserts_and_cuts),
		cmocka_unit_test(test_codepoints_become_utf8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
