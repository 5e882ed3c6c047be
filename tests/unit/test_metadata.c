#include "blocks.h"
#include "test.h"

#include "attache/base/arena.h"

/* What a plain article says of itself in its first lines. */
static void expect_metadata(
	const char *lines, const char *byline, const char *date, const char *outlet)
{
	struct buffer text = {0};
	buffer_format(&text, "A Title\n\n%s\n\nThe body is here.\n", lines);
	struct document *document = blocks_read(buffer_str(&text));
	assert_str(document->metadata.title, "A Title");
	assert_str(document->metadata.byline, byline);
	assert_str(document->metadata.date, date);
	assert_str(document->metadata.outlet, outlet);
	document_free(document);
	buffer_free(&text);
}

static void test_dates(void **state)
{
	(void)state;
	static const char *const lines[] = {"Saturday, April 4, 2009", "4 April 2009",
		"April 4, 2009", "Apr. 4, 2009", "2009-04-04", "2009-04-04 10:30",
		"Saturday, April 4, 2009\u00A0", "Published: April 4, 2009",
		"Updated on April 4, 2009 at 10:30 AM EST", "Posted April 4, 2009"};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		expect_metadata(lines[i], "", "2009-04-04", "");
}

static void test_what_is_no_date(void **state)
{
	(void)state;
	static const char *const lines[] = {"April", "2009", "April 44, 2009", "May we talk",
		"On April 4, 2009, they met", "2009-44-04", "April 4 4 2009", "12:30"};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		expect_metadata(lines[i], "", "", "");
}

static void test_bylines(void **state)
{
	(void)state;
	expect_metadata("By Ann Lee", "Ann Lee", "", "");
	expect_metadata("BY ANN LEE", "ANN LEE", "", "");
	expect_metadata("By Élise Roy and Bo Li", "Élise Roy and Bo Li", "", "");
	expect_metadata("By Ann Lee | May 13, 2024", "Ann Lee", "2024-05-13", "");
	expect_metadata("May 13, 2024 • By Ann Lee", "Ann Lee", "2024-05-13", "");
	expect_metadata("By the way, they met.", "", "", "");
	expect_metadata("By Monday all was over.", "", "", "");
}

static void test_the_outlet_stands_between_title_and_title(void **state)
{
	(void)state;
	expect_metadata("The Post\n\nA Title", "", "", "The Post");
	expect_metadata("The Post\n\nAnother", "", "", "");
}

static struct document *read_front(const char *yaml)
{
	struct buffer text = {0};
	buffer_format(&text, "---\n%s---\nBody.\n", yaml);
	struct document *document = blocks_read(buffer_str(&text));
	buffer_free(&text);
	return document;
}

static void test_front_matter_in_its_spellings(void **state)
{
	(void)state;
	struct document *document = read_front("title: T\nauthor: Ann Lee\nsource: The Post\n"
					       "published: 2024-05-13\nlink: https://x.org/\n");
	assert_str(document->metadata.title, "T");
	assert_str(document->metadata.byline, "Ann Lee");
	assert_str(document->metadata.outlet, "The Post");
	assert_str(document->metadata.date, "2024-05-13");
	assert_str(document->metadata.url, "https://x.org/");
	assert_str(document->text, "Body.\n");
	document_free(document);
}

static void test_front_matter_that_is_none(void **state)
{
	(void)state;
	struct document *document = read_front("- a\n- b\n");
	assert_int_equal(document->diagnostics.count, 1);
	assert_str(document->metadata.title, "");
	document_free(document);
	document = blocks_read(STR("---\ntitle: T\nno end\n"));
	assert_int_equal(document->diagnostics.count, 0);
	assert_true(str_starts(document->text, STR("---\n")));
	document_free(document);
}

/* Front matter longer than its limit is text, found out without reading on. */
static void test_endless_front_matter(void **state)
{
	(void)state;
	struct buffer text = {0};
	struct document *document;
	struct error err;
	buffer_add_cstr(&text, "---\n");
	while (text.len < 300 * 1000)
		buffer_add_cstr(&text, "key: value\n");
	buffer_add_cstr(&text, "---\nBody.\n");
	assert_true(document_begin(STR("a.txt"), buffer_str(&text), &document, &err));
	document_step(document, 100 * 1000);
	assert_true(document->block_count > 0);
	assert_str(document->metadata.title, "");
	document_free(document);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_what_is_no_date),
		cmocka_unit_test(test_bylines),
		cmocka_unit_test(test_the_outlet_stands_between_title_and_title),
		cmocka_unit_test(test_front_matter_in_its_spellings),
		cmocka_unit_test(test_front_matter_that_is_none),
		cmocka_unit_test(test_endless_front_matter),
	};
	return cmocka_run_group_tests_name("metadata", tests, NULL, NULL);
}
