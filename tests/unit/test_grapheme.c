#include "test.h"

#include "attache/base/grapheme.h"

static int set_locale(void **state)
{
	(void)state;
	return grapheme_locale() ? 0 : -1;
}

static void test_clusters(void **state)
{
	(void)state;
	struct str text = STR("e\xCC\x81x👨‍👩‍👧\r\ny");
	assert_int_equal(grapheme_next(text, 0), 3);
	assert_int_equal(grapheme_next(text, 3), 4);
	size_t family_end = 4 + strlen("👨‍👩‍👧");
	assert_int_equal(grapheme_next(text, 4), family_end);
	assert_int_equal(grapheme_next(text, family_end), family_end + 2);
	assert_int_equal(grapheme_previous(text, family_end + 2), family_end);
	assert_int_equal(grapheme_previous(text, family_end), 4);
	struct str flags = STR("🇰🇷🇨🇳");
	assert_int_equal(grapheme_next(flags, 0), 8);
	assert_int_equal(grapheme_previous(flags, 16), 8);
	assert_int_equal(grapheme_previous(text, 3), 0);
}

static void test_widths(void **state)
{
	(void)state;
	assert_int_equal(grapheme_width(STR("a")), 1);
	assert_int_equal(grapheme_width(STR("e\xCC\x81")), 1);
	assert_int_equal(grapheme_width(STR("王")), 2);
	assert_int_equal(grapheme_width(STR("👨‍👩‍👧")), 2);
	assert_int_equal(grapheme_width(STR("\x1b")), 1);
	assert_int_equal(grapheme_text_width(STR("Wang 王毅")), 9);
}

static void test_fit_never_cuts_a_cluster(void **state)
{
	(void)state;
	struct str text = STR("a王e\xCC\x81");
	assert_int_equal(grapheme_fit(text, 0), 0);
	assert_int_equal(grapheme_fit(text, 1), 1);
	assert_int_equal(grapheme_fit(text, 2), 1);
	assert_int_equal(grapheme_fit(text, 3), 4);
	assert_int_equal(grapheme_fit(text, 4), text.len);
	assert_int_equal(grapheme_fit(text, 99), text.len);
}

/* Breaks as a picture: | where a line may end, / where it must. */
static void assert_breaks(const char *text, const char *expected)
{
	char breaks[256];
	struct buffer picture = {0};
	struct str view = str_from(text);
	grapheme_line_breaks(view, breaks);
	for (size_t i = 0; i < view.len; i++) {
		if (breaks[i])
			buffer_add_byte(&picture, breaks[i] == 2 ? '/' : '|');
		buffer_add_byte(&picture, view.s[i]);
	}
	assert_str(buffer_str(&picture), expected);
	buffer_free(&picture);
}

static void test_breaks_of_words(void **state)
{
	(void)state;
	assert_breaks("The U.S.-led talks", "The |U.S.-led |talks");
	assert_breaks("self-ruled island", "self-|ruled |island");
	assert_breaks(
		"see http://a.example/b?c=d-e now", "see |http://a.example/b?c=d-|e |now");
	assert_breaks("$1,000.50 a 3-2 vote", "$1,000.50 |a |3-2 |vote");
	assert_breaks("one\ntwo", "one\n/two");
	assert_breaks("外交部长", "外|交|部|长");
	assert_breaks("“quoted words” so", "“quoted |words” |so");
	assert_breaks("ties—and more", "ties|—|and |more");
	assert_breaks("10\xC2\xA0km away", "10\xC2\xA0km |away");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clusters),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_fit_never_cuts_a_cluster),
		cmocka_unit_test(test_breaks_of_words),
	};
	return cmocka_run_group_tests(tests, set_locale, NULL);
}
