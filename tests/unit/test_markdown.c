#include "invariants.h"
#include "test.h"

#include "attache/text/document.h"

static struct document *build(const char *path, struct str bytes)
{
	struct document *document;
	struct error err = {0};
	if (!document_build(str_from(path), bytes, &document, &err))
		fail_msg("%s", err.msg);
	return document;
}

static void expect_text(const char *markdown, const char *text)
{
	struct document *document = build("a.md", str_from(markdown));
	assert_true(str_ends(document->text, STR("\n")));
	assert_str(str_trim(document->text), text);
	document_free(document);
}

static void test_marks_are_dropped(void **state)
{
	(void)state;
	expect_text(
		"A *short* and **bold** and ***both*** word", "A short and bold and both word");
	expect_text("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4");
	expect_text("\\*not\\* `a*b*` &amp; &#8217; &bogus;", "*not* a*b* & ’ &bogus;");
	expect_text("the [pact](https://x.org/a_(b) \"t\") [open", "the pact [open");
	expect_text("![a map](m.png) <b>now</b><br>then 1 < 2", "a map now\nthen 1 < 2");
	expect_text("\\###", "###");
}

static void test_blocks_and_emphases(void **state)
{
	(void)state;
	struct document *document = build("a.md",
		STR("# Talks\n\nOne\ntwo [link](u).\n\n- a\n- b\n  - c\n\n> said\n\n***\n"));
	static const enum block_kind kinds[] = {BLOCK_TITLE, BLOCK_PARAGRAPH, BLOCK_LIST_ITEM,
		BLOCK_LIST_ITEM, BLOCK_LIST_ITEM, BLOCK_QUOTATION, BLOCK_RULE};
	assert_str(document->text, "Talks\n\nOne\ntwo link.\n\n• a\n• b\n• c\n\nsaid\n\n***\n");
	assert_int_equal(document->block_count, 7);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(document->blocks[i].kind, kinds[i]);
	assert_int_equal(document->blocks[4].level, 2);
	assert_int_equal(document->emphasis_count, 1);
	assert_str(str_slice(document->text, document->emphases[0].range), "link");
	assert_str(document->emphases[0].url, "u");
	document_free(document);
}

static void test_front_matter(void **state)
{
	(void)state;
	struct document *document = build(
		"a.txt", STR("---\ntitle: \"The\\_Pact\"\nsource_url: https://x.org/\n"
			     "published_time: 2024-05-13 09:00:00\n---\nBody.\n"));
	assert_str(document->text, "Body.\n");
	assert_str(document->metadata.title, "The Pact");
	assert_str(document->metadata.date, "2024-05-13");
	assert_str(document->metadata.url, "https://x.org/");
	document_free(document);
	document = build("a.txt", STR("---\ntitle: [\n---\nBody.\n"));
	assert_int_equal(document->diagnostics.count, 1);
	assert_str(document->text, "---\ntitle: [\n---\nBody.\n");
	document_free(document);
}

static void test_byline_and_date(void **state)
{
	(void)state;
	struct document *document = build("a.txt",
		STR("A Title\n\nBy Ann Lee\n\nSaturday, April 4, 2009\n\nThe body is here.\n"));
	assert_str(document->metadata.byline, "Ann Lee");
	assert_str(document->metadata.date, "2009-04-04");
	document_free(document);
	document = build("a.txt", STR("A Title\n\nBy May 40, 2009\n\nThe body is here.\n"));
	assert_int_equal(document->metadata.date.len, 0);
	document_free(document);
}

static void test_any_soup_is_covered(void **state)
{
	(void)state;
	static const char *const pieces[] = {"*", "**", "_", "`", "``", "[", "](", ")", "!",
		"<", ">", "&", ";", "#", "# ", "\n", "\n\n", "- ", "1. ", "    ", "> ", "```\n",
		"word", "é", "\\", "---\n", "\xFF", "\r", "By A", "###", "“", "&#10;", "<br>",
		"=="};
	struct test_random random = {7};
	for (int round = 0; round < 20000; round++) {
		struct buffer soup = {0};
		for (size_t n = test_random_below(&random, 40); n > 0; n--)
			buffer_add_cstr(&soup, pieces[test_random_below(&random,
						       sizeof pieces / sizeof *pieces)]);
		struct document *document = build(
			round % 2 ? "a.md" : "a.txt", buffer_str(&soup));
		document_check(document);
		document_free(document);
		buffer_free(&soup);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks_are_dropped),
		cmocka_unit_test(test_blocks_and_emphases),
		cmocka_unit_test(test_front_matter),
		cmocka_unit_test(test_byline_and_date),
		cmocka_unit_test(test_any_soup_is_covered),
	};
	return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
