#include "invariants.h"
#include "test.h"

#include "attache/base/arena.h"
#include "attache/base/file.h"
#include "attache/text/document.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct document *build(const char *path, struct str bytes)
{
	struct document *document;
	struct error err;
	if (!document_build(str_from(path), bytes, &document, &err))
		fail_msg("%s", err.msg);
	assert_true(document->complete);
	return document;
}

/* Build in random steps; what is there once must stay. */
static struct document *build_stepwise(
	const char *path, struct str bytes, size_t largest, struct test_random *random)
{
	struct document *document;
	struct error err;
	assert_true(document_begin(str_from(path), bytes, &document, &err));
	const char *place = NULL;
	struct block seen = {0};
	size_t count = 0, len = 0;
	while (!document_step(document, 1 + test_random_below(random, largest))) {
		assert_true(document->block_count >= count && document->text.len >= len);
		if (len)
			assert_ptr_equal(document->text.s, place);
		if (count)
			assert_memory_equal(&seen.range, &document->blocks[count - 1].range,
				sizeof seen.range);
		count = document->block_count;
		len = document->text.len;
		place = document->text.s;
		if (count)
			seen = document->blocks[count - 1];
		document_check(document);
	}
	assert_true(document_step(document, 1));
	return document;
}

/* ---- the property --------------------------------------------------------------------------
 */

static void test_any_steps_give_the_same(void **state)
{
	(void)state;
	static const char *const pieces[] = {"word ", "two words ", "é", "“said”", "\n", "\n",
		"\n\n", "\r\n", "\r", "\xFF", "\xE2\x80", "\x93", "- item", "1. ", "> ", "# ",
		"***", "*a* ", "[l](u) ", "```\n", "Read More\n\n", "Twice Told Headline\n\n",
		"Twice Told Headline\n\n", "    ", "By Ann Lee\n\n", "---\n", "title: T\n",
		"A line of prose that is rather long and was broken by a program,\n",
		"A line\n", "Sentence one. "};
	struct test_random random = {11};
	for (int round = 0; round < 4000; round++) {
		struct buffer soup = {0};
		bool binary = test_random_below(&random, 4) == 0;
		for (size_t n = test_random_below(&random, 120); n > 0; n--) {
			const char *piece = pieces[test_random_below(
				&random, sizeof pieces / sizeof *pieces)];
			if (binary || (unsigned char)piece[0] < 0xF0)
				buffer_add_cstr(&soup, piece);
		}
		/* Now and then one line, or one group of lines, beyond every limit. */
		if (round % 50 == 0)
			buffer_add_repeat(&soup, 'x', 20000);
		if (round % 50 == 1)
			for (int i = 0; i < 4000; i++)
				buffer_add_cstr(&soup, pieces[27 + i % 2 * (round % 100 == 1)]);
		if (round % 50 == 2)
			for (int i = 0; i < 4000; i++)
				buffer_add_cstr(&soup, "mot à mot ");
		for (size_t n = test_random_below(&random, 9); n > 0; n--)
			buffer_add_cstr(&soup, pieces[test_random_below(&random,
						       sizeof pieces / sizeof *pieces)]);
		const char *path = round % 2 ? "a.txt" : "a.md";
		struct document *whole = build(path, buffer_str(&soup));
		size_t largest = soup.len > 4000 ? 9000 : 40;
		struct document *steps = build_stepwise(
			path, buffer_str(&soup), largest, &random);
		document_check_same(whole, steps);
		document_free(steps);
		document_free(whole);
		buffer_free(&soup);
	}
}

static void test_utf16_in_any_steps(void **state)
{
	(void)state;
	struct test_random random = {12};
	for (int round = 0; round < 200; round++) {
		struct buffer bytes = {0};
		buffer_add(&bytes, STR("\xFF\xFE"));
		for (size_t n = test_random_below(&random, 200); n > 0; n--) {
			static const struct str units[] = {{"a\0", 2}, {"\r\0", 2}, {"\n\0", 2},
				{"\x3D\xD8", 2}, {"\x00\xDE", 2}, {" \0", 2}, {"\x1C\x20", 2}};
			buffer_add(&bytes, units[test_random_below(&random, 7)]);
		}
		if (round % 3 == 0)
			buffer_add_byte(&bytes, 'x');
		struct document *whole = build("a.txt", buffer_str(&bytes));
		struct document *steps = build_stepwise(
			"a.txt", buffer_str(&bytes), 5, &random);
		document_check_same(whole, steps);
		document_free(steps);
		document_free(whole);
		buffer_free(&bytes);
	}
}

/* ---- files ---------------------------------------------------------------------------------
 */

static void add_prose(struct buffer *out, size_t bytes)
{
	for (size_t n = 0; out->len < bytes; n++) {
		buffer_format(out, "Paragraph %zu says that the talks went on.", n);
		for (size_t k = 0; k < n % 7; k++)
			buffer_add_cstr(out, " Nobody in Lima would confirm it on Monday.");
		buffer_add_cstr(out, "\n\n");
	}
}

static struct document *open_file(const char *path)
{
	struct document *document;
	struct error err;
	if (!document_open(path, &document, &err))
		fail_msg("%s", err.msg);
	return document;
}

static void test_a_large_file_opens_with_its_first_part(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer text = {0};
	add_prose(&text, 2000 * 1000);
	char *path = test_file(folder, "a.txt", buffer_str(&text));
	struct document *document = open_file(path), *loaded;
	struct error err;
	assert_false(document->complete);
	assert_int_equal(document->bytes_total, text.len);
	assert_in_range(document->bytes_done, DOCUMENT_FIRST_BYTES, DOCUMENT_FIRST_BYTES + 4);
	assert_true(document->text.len > DOCUMENT_FIRST_BYTES - 1000 &&
		    document->block_count > 100);
	while (!document_step(document, 100 * 1000))
		;
	assert_true(document_load(path, &loaded, &err));
	document_check_same(loaded, document);
	assert_true(str_equal(document->text, buffer_str(&text)));
	document_free(loaded);
	document_free(document);
	buffer_free(&text);
	free(path);
	test_folder_remove(folder);
}

static void test_a_small_file_is_complete_at_once(void **state)
{
	(void)state;
	char *folder = test_folder();
	char *path = test_file(folder, "a.txt", STR("A Title\n\nBody text here.\n"));
	struct document *document = open_file(path);
	assert_true(document->complete);
	assert_int_equal(document->block_count, 2);
	assert_str(document->metadata.title, "A Title");
	assert_true(document->stamp.exists);
	document_free(document);
	free(path);
	test_folder_remove(folder);
}

static void test_one_long_line_is_many_blocks_at_once(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer text = {0};
	while (text.len < 1000 * 1000)
		buffer_add_cstr(&text, "all of it stands in one line ");
	static const char *const names[] = {"a.txt", "a.md"};
	for (size_t n = 0; n < 2; n++) {
		char *path = test_file(folder, names[n], buffer_str(&text));
		struct document *document = open_file(path);
		assert_in_range(document->block_count, 2, 5);
		while (!document_step(document, 100 * 1000))
			;
		assert_in_range(document->block_count, 60, 130);
		assert_int_equal(document->paragraph_count, 1);
		for (size_t i = 0; i < document->block_count; i++) {
			struct range range = document->blocks[i].range;
			assert_true(range_length(range) <= BLOCK_MAX_BYTES);
			assert_true(document->blocks[i].continued == (i > 0));
		}
		document_free(document);
		free(path);
	}
	buffer_free(&text);
	test_folder_remove(folder);
}

/* Lines without a blank line between them, as an export of headlines has them. */
static void test_lines_without_gaps_come_in_steps(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer text = {0};
	for (int n = 0; text.len < 600 * 1000; n++)
		buffer_format(&text,
			"%d: the minister said that nothing had been agreed so far "
			"and that nothing would be, unless all of it was, in writing.\n",
			n);
	char *path = test_file(folder, "a.txt", buffer_str(&text));
	struct document *document = open_file(path);
	assert_false(document->complete);
	assert_true(document->block_count > 400);
	document_free(document);
	buffer_free(&text);
	free(path);
	test_folder_remove(folder);
}

static void test_a_file_that_shrinks_ends_early(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer text = {0};
	add_prose(&text, 2000 * 1000);
	char *path = test_file(folder, "a.txt", buffer_str(&text));
	struct document *document = open_file(path);
	assert_int_equal(truncate(path, 700 * 1000), 0);
	while (!document_step(document, 100 * 1000))
		;
	assert_int_equal(document->text.len, 700 * 1000);
	assert_int_equal(document->bytes_total, 700 * 1000);
	assert_int_equal(document->diagnostics.count, 1);
	assert_non_null(strstr(document->diagnostics.items[0].message.s, "changed while"));
	document_free(document);
	buffer_free(&text);
	free(path);
	test_folder_remove(folder);
}

static void test_what_is_appended_later_is_left_out(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer text = {0};
	add_prose(&text, 1000 * 1000);
	char *path = test_file(folder, "a.txt", buffer_str(&text));
	struct document *document = open_file(path);
	FILE *file = fopen(path, "ab");
	fputs("A line more.\n", file);
	fclose(file);
	while (!document_step(document, 100 * 1000))
		;
	assert_true(str_equal(document->text, buffer_str(&text)));
	assert_int_equal(document->diagnostics.count, 1);
	document_free(document);
	buffer_free(&text);
	free(path);
	test_folder_remove(folder);
}

static void test_a_fifo_is_read_to_its_end(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer path = {0}, text = {0};
	struct error err;
	buffer_format(&path, "%s/fifo.txt", folder);
	add_prose(&text, 600 * 1000);
	assert_int_equal(mkfifo(path.data, 0600), 0);
	pid_t writer = fork();
	if (writer == 0) {
		FILE *file = fopen(path.data, "wb");
		bool ok = file && fwrite(text.data, 1, text.len, file) == text.len;
		_exit(ok && fclose(file) == 0 ? 0 : 1);
	}
	struct document *document;
	assert_true(document_load(path.data, &document, &err));
	int status;
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_int_equal(status, 0);
	assert_true(str_equal(document->text, buffer_str(&text)));
	assert_int_equal(document->diagnostics.count, 0);
	document_free(document);
	buffer_free(&text);
	buffer_free(&path);
	test_folder_remove(folder);
}

static void expect_failure(const char *path, enum error_code code, const char *words)
{
	struct document *document = NULL;
	struct error err = {0};
	assert_false(document_load(path, &document, &err));
	assert_null(document);
	assert_int_equal(err.code, code);
	if (!strstr(err.msg, words))
		fail_msg("\"%s\" lacks \"%s\"", err.msg, words);
}

static void test_what_cannot_be_read(void **state)
{
	(void)state;
	char *folder = test_folder();
	char *secret = test_file(folder, "secret.txt", STR("words"));
	char *picture = test_file(folder, "map.txt", STR("\x89PNG\r\n\x1A\n    "));
	struct buffer missing = {0};
	buffer_format(&missing, "%s/missing.txt", folder);
	expect_failure(missing.data, ERR_NOTFOUND, "No such file");
	expect_failure(folder, ERR_SYS, "Is a directory");
	expect_failure(picture, ERR_ENCODING, "a PNG picture");
	assert_int_equal(chmod(secret, 0), 0);
	if (access(secret, R_OK) != 0) /* root reads everything */
		expect_failure(secret, ERR_SYS, "Permission denied");
	buffer_free(&missing);
	free(secret);
	free(picture);
	test_folder_remove(folder);
}

static void test_an_empty_file_has_no_blocks(void **state)
{
	(void)state;
	char *folder = test_folder();
	char *path = test_file(folder, "a.txt", STR(""));
	struct document *document = open_file(path);
	assert_true(document->complete);
	assert_int_equal(document->text.len, 0);
	assert_int_equal(document->block_count, 0);
	assert_int_equal(document_block_at(document, 0), BLOCK_NONE);
	assert_string_equal(document->sha256, "e3b0c44298fc1c149afbf4c8996fb924"
					      "27ae41e4649b934ca495991b7852b855");
	document_free(document);
	free(path);
	test_folder_remove(folder);
}

/* ---- encodings that show themselves late ---------------------------------------------------
 */

static void test_ascii_that_turns_out_windows_1252(void **state)
{
	(void)state;
	struct buffer text = {0};
	struct document *document;
	struct error err;
	add_prose(&text, 600 * 1000);
	buffer_add_cstr(&text, "The minister\x92s caf\xE9.\n");
	assert_true(document_begin(STR("a.txt"), buffer_str(&text), &document, &err));
	document_step(document, DOCUMENT_FIRST_BYTES);
	assert_int_equal(document->encoding, ENCODING_UTF8);
	document_step(document, SIZE_MAX);
	assert_int_equal(document->encoding, ENCODING_WINDOWS1252);
	assert_true(str_ends(document->text, STR("The minister’s café.\n")));
	assert_int_equal(document->diagnostics.count, 0);
	document_free(document);
	buffer_free(&text);
}

static void test_utf8_that_goes_bad_late_stays_utf8(void **state)
{
	(void)state;
	struct buffer text = {0};
	buffer_add_cstr(&text, "Café society met.\n\n");
	add_prose(&text, 600 * 1000);
	buffer_add_cstr(&text, "The minister\x92s caf\xE9.\n");
	struct document *document = build("a.txt", buffer_str(&text));
	assert_int_equal(document->encoding, ENCODING_UTF8);
	assert_true(str_ends(document->text, STR("The minister\uFFFDs caf\uFFFD.\n")));
	assert_int_equal(document->diagnostics.count, 1);
	assert_str(document->diagnostics.items[0].message,
		"2 bytes were no UTF-8 and are shown as U+FFFD");
	document_free(document);
	buffer_free(&text);
}

/* Lines are as long as their signs, not as their bytes. */
static void test_wrapped_lines_full_of_curly_quotes_flow(void **state)
{
	(void)state;
	struct document *document = build("a.txt",
		STR("Title of it\n\n"
		    "The statement made no mention of those remarks. It said the two "
		    "ministers had a\n"
		    "“frank and useful” exchange and that Liang “took note” of Manila’s "
		    "request for a joint\n"
		    "inquiry into it.\n"));
	assert_int_equal(document->block_count, 2);
	assert_int_equal(document->blocks[1].kind, BLOCK_PARAGRAPH);
	document_free(document);
}

static void test_block_at(void **state)
{
	(void)state;
	struct document *document = build("a.txt", STR("\n\nOne\n\nTwo two.\n\nThree.\n"));
	assert_int_equal(document->block_count, 3);
	assert_int_equal(document_block_at(document, 0), 0);
	assert_int_equal(document_block_at(document, 5), 0);
	assert_int_equal(document_block_at(document, 7), 1);
	assert_int_equal(document_block_at(document, 999), 2);
	document_free(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_steps_give_the_same),
		cmocka_unit_test(test_utf16_in_any_steps),
		cmocka_unit_test(test_a_large_file_opens_with_its_first_part),
		cmocka_unit_test(test_a_small_file_is_complete_at_once),
		cmocka_unit_test(test_one_long_line_is_many_blocks_at_once),
		cmocka_unit_test(test_lines_without_gaps_come_in_steps),
		cmocka_unit_test(test_a_file_that_shrinks_ends_early),
		cmocka_unit_test(test_what_is_appended_later_is_left_out),
		cmocka_unit_test(test_a_fifo_is_read_to_its_end),
		cmocka_unit_test(test_what_cannot_be_read),
		cmocka_unit_test(test_an_empty_file_has_no_blocks),
		cmocka_unit_test(test_ascii_that_turns_out_windows_1252),
		cmocka_unit_test(test_utf8_that_goes_bad_late_stays_utf8),
		cmocka_unit_test(test_wrapped_lines_full_of_curly_quotes_flow),
		cmocka_unit_test(test_block_at),
	};
	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
