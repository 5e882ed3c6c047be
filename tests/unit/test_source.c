#include "test.h"

#include "attache/text/source.h"

static bool decode(struct str bytes, struct source *source, struct buffer *out)
{
	size_t mark;
	struct error err = {0};
	if (!source_begin(source, bytes, true, &mark, &err)) {
		assert_int_equal(err.code, ERR_ENCODING);
		return false;
	}
	struct str rest = {bytes.s + mark, bytes.len - mark};
	assert_int_equal(source_decode(source, rest, rest.len, true, out), rest.len);
	assert_true(out->len <= source_bound(bytes.len));
	return true;
}

static void expect(struct str bytes, enum source_encoding encoding, const char *text,
	size_t replaced, size_t returns)
{
	struct source source;
	struct buffer out = {0};
	assert_true(decode(bytes, &source, &out));
	assert_str(buffer_str(&out), text);
	assert_int_equal(source.encoding, encoding);
	assert_int_equal(source.replaced, replaced);
	assert_int_equal(source.carriage_returns, returns);
	buffer_free(&out);
}

static void expect_refused(struct str bytes)
{
	struct source source;
	struct buffer out = {0};
	assert_false(decode(bytes, &source, &out));
	buffer_free(&out);
}

static void test_utf8(void **state)
{
	(void)state;
	expect(STR(""), ENCODING_UTF8, "", 0, 0);
	expect(STR("plain"), ENCODING_UTF8, "plain", 0, 0);
	expect(STR("caf\xC3\xA9 \xF0\x9F\x98\x80"), ENCODING_UTF8, "café \U0001F600", 0, 0);
	expect(STR("\xEF\xBB\xBF"
		   "caf\xC3\xA9"),
		ENCODING_UTF8_BOM, "café", 0, 0);
	expect(STR("\xEF\xBB\xBF"), ENCODING_UTF8_BOM, "", 0, 0);
}

static void test_line_ends(void **state)
{
	(void)state;
	expect(STR("a\r\nb\rc\nd\r\r\ne\n\r"), ENCODING_UTF8, "a\nb\nc\nd\n\ne\n\n", 0, 5);
	expect(STR("\r"), ENCODING_UTF8, "\n", 0, 1);
	expect(STR("\xE9\r\n\xE8\r"), ENCODING_WINDOWS1252, "é\nè\n", 0, 2);
}

static void test_bad_bytes_in_utf8(void **state)
{
	(void)state;
	/* Alone, too short, too long, a surrogate, beyond Unicode. */
	expect(STR("\xC3\xA9\xC3\xA9\xC3\xA9 \xFF"), ENCODING_UTF8, "ééé \uFFFD", 1, 0);
	expect(STR("\xC3\xA9\xC3\xA9\xC3\xA9 \xE2\x80"), ENCODING_UTF8, "ééé \uFFFD\uFFFD", 2,
		0);
	expect(STR("\xC3\xA9\xC3\xA9\xC3\xA9 \xC0\xAF"), ENCODING_UTF8, "ééé \uFFFD\uFFFD", 2,
		0);
	expect(STR("\xEF\xBB\xBF"
		   "\xED\xA0\x80"),
		ENCODING_UTF8_BOM, "\uFFFD\uFFFD\uFFFD", 3, 0);
	expect(STR("\xEF\xBB\xBF"
		   "\xE2\x80\rx"),
		ENCODING_UTF8_BOM, "\uFFFD\uFFFD\nx", 2, 1);
}

static void test_windows_1252(void **state)
{
	(void)state;
	expect(STR("\x93no\x94, the caf\xE9\x92s \x80 5"), ENCODING_WINDOWS1252,
		"“no”, the café’s € 5", 0, 0);
	expect(STR("hole \x81 and \xE9"), ENCODING_WINDOWS1252, "hole \uFFFD and é", 1, 0);
	/* A character of UTF-8 by chance does not make it UTF-8. */
	expect(STR("\xE9 \xE8 \xC3\xA9"), ENCODING_WINDOWS1252, "é è Ã©", 0, 0);
}

static void test_utf16(void **state)
{
	(void)state;
	static const char little[] = "\xFF\xFE"
				     "a\0\xE9\0\x1C\x20\r\0\n\0\x3D\xD8\x00\xDE";
	static const char big[] = "\xFE\xFF\0a\0\xE9\x20\x1C\0\r\0\n\xD8\x3D\xDE\x00";
	expect((struct str){little, sizeof little - 1}, ENCODING_UTF16LE, "aé“\n\U0001F600", 0,
		1);
	expect((struct str){big, sizeof big - 1}, ENCODING_UTF16BE, "aé“\n\U0001F600", 0, 1);
	static const char bare[] = "n\0o\0 \0m\0a\0r\0k\0";
	expect((struct str){bare, sizeof bare - 1}, ENCODING_UTF16LE, "no mark", 0, 0);
	static const char bare_big[] = "\0n\0o\0 \0m\0a\0r\0k";
	expect((struct str){bare_big, sizeof bare_big - 1}, ENCODING_UTF16BE, "no mark", 0, 0);
}

static void test_broken_utf16(void **state)
{
	(void)state;
	static const char lone_high[] = "\xFF\xFE\x3D\xD8x\0";
	static const char lone_low[] = "\xFF\xFE\x00\xDEx\0";
	static const char half[] = "\xFF\xFEx\0y";
	static const char high_at_end[] = "\xFF\xFEx\0\x3D\xD8";
	expect((struct str){lone_high, 6}, ENCODING_UTF16LE, "\uFFFDx", 1, 0);
	expect((struct str){lone_low, 6}, ENCODING_UTF16LE, "\uFFFDx", 1, 0);
	expect((struct str){half, 5}, ENCODING_UTF16LE, "x\uFFFD", 1, 0);
	expect((struct str){high_at_end, 6}, ENCODING_UTF16LE, "x\uFFFD", 1, 0);
}

static void test_nul_stays(void **state)
{
	(void)state;
	struct source source;
	struct buffer out = {0};
	assert_true(decode((struct str){"a\0b", 3}, &source, &out));
	assert_int_equal(out.len, 3);
	assert_memory_equal(out.data, "a\0b", 3);
	buffer_free(&out);
}

static void test_what_is_no_text(void **state)
{
	(void)state;
	expect_refused(STR("%PDF-1.7\n"));
	expect_refused(STR("PK\x03\x04 and so on"));
	expect_refused(STR("\x7F"
			   "ELF\x02\x01"));
	expect_refused(STR("\x1F\x8B\x08"));
	struct buffer noise = {0};
	for (int i = 0; i < 400; i++)
		buffer_add_byte(&noise, (char)(i * 37 % 16));
	expect_refused(buffer_str(&noise));
	/* Small numbers of two bytes each look like UTF-16, but for their values. */
	buffer_clear(&noise);
	for (int i = 0; i < 400; i++) {
		buffer_add_byte(&noise, (char)(1 + i % 7));
		buffer_add_byte(&noise, '\0');
	}
	expect_refused(buffer_str(&noise));
	buffer_free(&noise);
}

/* The encoding is decided by what follows the first byte outside ASCII, however late that is.
 */
static void test_the_window_decides(void **state)
{
	(void)state;
	struct source source;
	struct buffer bytes = {0}, out = {0};
	buffer_add_repeat(&bytes, 'a', 3 * SOURCE_WINDOW);
	buffer_add_cstr(&bytes, "\xC3\xA9");
	buffer_add_repeat(&bytes, 'a', SOURCE_WINDOW);
	buffer_add_cstr(&bytes, "\xE9\xE9\xE9");
	assert_true(decode(buffer_str(&bytes), &source, &out));
	assert_int_equal(source.encoding, ENCODING_UTF8);
	assert_int_equal(source.replaced, 3);
	buffer_clear(&out);
	/* The same bytes within the window are more than the one character. */
	buffer_clear(&bytes);
	buffer_add_repeat(&bytes, 'a', 3 * SOURCE_WINDOW);
	buffer_add_cstr(&bytes, "\xC3\xA9 \xE9\xE9\xE9");
	assert_true(decode(buffer_str(&bytes), &source, &out));
	assert_int_equal(source.encoding, ENCODING_WINDOWS1252);
	assert_int_equal(source.replaced, 0);
	buffer_free(&bytes);
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_bad_bytes_in_utf8),
		cmocka_unit_test(test_windows_1252),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_broken_utf16),
		cmocka_unit_test(test_nul_stays),
		cmocka_unit_test(test_what_is_no_text),
		cmocka_unit_test(test_the_window_decides),
	};
	return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
