#include "test.h"

#include "attache/base/utf8.h"
#include "attache/base/visible.h"

static void assert_visible(struct str text, const char *expected)
{
	struct buffer out = {0};
	visible_add(&out, text, false);
	assert_str(buffer_str(&out), expected);
	buffer_free(&out);
}

static void test_escape_sequences_are_signs(void **state)
{
	(void)state;
	assert_visible(STR("a\x1b[2Jb\a"), "a␛[2Jb␇");
	assert_visible(STR("C1 \xC2\x9B"
			   "31m"),
		"C1 \xEF\xBF\xBD"
		"31m");
	assert_visible(STR("del\x7F"), "del␡");
	assert_visible(STR("a\0b"), "a␀b");
}

static void test_bidi_overrides_are_signs(void **state)
{
	(void)state;
	assert_visible(STR("abc\xE2\x80\xAE"
			   "def"),
		"abc•def");
	assert_visible(STR("x\xE2\x81\xA6y"), "x•y");
}

static void test_names_that_are_no_utf8(void **state)
{
	(void)state;
	assert_visible(STR("caf\xE9.txt"), "caf\xEF\xBF\xBD.txt");
}

static void test_good_text_passes(void **state)
{
	(void)state;
	const char *text =
		"Šefčovič said “no” — 王毅 👨‍👩‍👧 שלום e\xCC\x81";
	assert_visible(str_from(text), text);
}

static void test_newlines_on_request(void **state)
{
	(void)state;
	struct buffer out = {0};
	visible_add(&out, STR("a\tb\nc\r"), true);
	assert_str(buffer_str(&out), "a\tb\nc␍");
	buffer_free(&out);
	assert_visible(STR("a\tb\nc"), "a␉b␊c");
}

/* Whatever comes in, no C0, DEL, C1 or bidi control comes out. */
static void test_nothing_hostile_survives(void **state)
{
	(void)state;
	struct test_random random = {42};
	for (int round = 0; round < 2000; round++) {
		char bytes[64];
		size_t len = test_random_below(&random, sizeof bytes);
		for (size_t i = 0; i < len; i++)
			bytes[i] = (char)test_random(&random);
		struct buffer out = {0};
		visible_add(&out, (struct str){bytes, len}, false);
		struct str text = buffer_str(&out);
		assert_int_equal(utf8_valid_prefix(text), text.len);
		for (size_t i = 0, length; i < text.len; i += length)
			assert_int_equal(visible_sign(utf8_decode(text, i, &length)).len, 0);
		buffer_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape_sequences_are_signs),
		cmocka_unit_test(test_bidi_overrides_are_signs),
		cmocka_unit_test(test_names_that_are_no_utf8),
		cmocka_unit_test(test_good_text_passes),
		cmocka_unit_test(test_newlines_on_request),
		cmocka_unit_test(test_nothing_hostile_survives),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
