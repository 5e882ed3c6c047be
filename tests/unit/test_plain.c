#include "blocks.h"
#include "test.h"

#define WRAPPED_1 \
	"The ministers of both countries met for an hour on Monday, and spoke of the\n"
#define WRAPPED_2 \
	"hot line that was cut in January, of the ship that was lost in March, and of\n"
#define WRAPPED_3 "nothing else.\n"

static void test_hard_wrapped_lines_flow(void **state)
{
	(void)state;
	expect_blocks("Title\n\n" WRAPPED_1 WRAPPED_2 WRAPPED_3 "\nNext one.\n",
		"title|Title\nparagraph|" WRAPPED_1 WRAPPED_2 WRAPPED_3
		"paragraph|Next one.\n");
}

/* Quote marks are three bytes and one column. */
static void test_wrapping_is_told_by_columns(void **state)
{
	(void)state;
	expect_blocks(
		"Title\n\n"
		"The statement made no mention of those remarks. It said the two ministers "
		"had a\n“frank and useful” exchange and that Liang “took note” of Manila’s "
		"request for a\nfull inquiry.\n",
		"title|Title\n"
		"paragraph|"
		"The statement made no mention of those remarks. It said the two ministers had "
		"a\n"
		"“frank and useful” exchange and that Liang “took note” of Manila’s request "
		"for a\n"
		"full inquiry.\n");
}

static void test_long_lines_are_paragraphs(void **state)
{
	(void)state;
	expect_blocks(
		"The first paragraph stands in one line, which is much longer than any line "
		"that a program for mail would ever make.\nThe second one is short.\n",
		"paragraph|The first paragraph stands in one line, which is much longer than "
		"any "
		"line that a program for mail would ever make.\n"
		"paragraph|The second one is short.\n");
}

static void test_ragged_lines_are_kept(void **state)
{
	(void)state;
	expect_blocks("Title\n\nOde to the Reef\nby the crew\nof a patrol boat\n\nBody one.\n",
		"title|Title\n"
		"preformatted|Ode to the Reef\nby the crew\nof a patrol boat\n"
		"paragraph|Body one.\n");
}

static void test_lists(void **state)
{
	(void)state;
	expect_blocks(
		"Title\n\nThey agreed on\n\n- a line\n- a table\n\n1. first\n2) second\n\n"
		"• one\n• two\n",
		"title|Title\n"
		"heading:2|They agreed on\n"
		"list-item:1|- a line\n"
		"list-item:1|- a table\n"
		"list-item:1|1. first\n"
		"list-item:1|2) second\n"
		"list-item:1|• one\n"
		"list-item:1|• two\n");
}

static void test_headings(void **state)
{
	(void)state;
	expect_blocks("Title\n\nWhat comes next\n\nBody one.\n\n“No”\n\n—Anna Kim\n\n"
		      "pilgrims in a square\n\n40 years of talks\n\nQuestion?\n",
		"title|Title\n"
		"heading:2|What comes next\n"
		"paragraph|Body one.\n"
		"paragraph|“No”\n"
		"paragraph|—Anna Kim\n"
		"paragraph|pilgrims in a square\n"
		"heading:2|40 years of talks\n"
		"paragraph|Question?\n");
}

static void test_a_title_is_short_and_no_sentence(void **state)
{
	(void)state;
	expect_blocks("This is a sentence.\n\nBody.\n",
		"paragraph|This is a sentence.\nparagraph|Body.\n");
	expect_blocks("Alone\n", "paragraph|Alone\n");
	expect_blocks("2. The case of Peru\n\nBody.\n", "title|2. The case of Peru\n"
							"paragraph|Body.\n");
	expect_blocks("- one\n- two\n", "list-item:1|- one\nlist-item:1|- two\n");
}

static void test_rules_and_end_marks(void **state)
{
	(void)state;
	expect_blocks("Title\n\nBody.\n\n* * *\n\nMore.\n\n###\n\n-30-\n\n\\###\n",
		"title|Title\nparagraph|Body.\nrule|* * "
		"*\nparagraph|More.\nrule|###\nrule|-30-\n"
		"rule|\\###\n");
}

static void test_quotations(void **state)
{
	(void)state;
	expect_blocks("Title\n\n> We regret it.\n\nBody.\n",
		"title|Title\nquotation:1|> We regret it.\nparagraph|Body.\n");
}

static void test_lines_of_nothing_but_no_break_spaces_part(void **state)
{
	(void)state;
	expect_blocks("Title\n\u00A0\nBody one.\n \u00A0 \nBody two.\n",
		"title|Title\nparagraph|Body one.\nparagraph|Body two.\n");
}

/* A group is decided by its first 64 lines, and stays one paragraph however long it is. */
static void test_a_long_wrapped_paragraph_is_cut_and_continued(void **state)
{
	(void)state;
	struct buffer text = {0};
	for (int i = 0; i < 600; i++)
		buffer_add_cstr(&text, i % 2 ? WRAPPED_1 : WRAPPED_2);
	struct document *document = blocks_read(buffer_str(&text));
	assert_int_equal(document->block_count, 3);
	assert_int_equal(document->paragraph_count, 1);
	for (size_t i = 0; i < document->block_count; i++) {
		assert_int_equal(document->blocks[i].kind, BLOCK_PARAGRAPH);
		assert_int_equal(document->blocks[i].continued, i > 0);
		assert_true(range_length(document->blocks[i].range) <= BLOCK_MAX_BYTES);
	}
	document_free(document);
	buffer_free(&text);
}

/* Without a blank to cut at, a block ends between two characters. */
static void test_a_long_word_is_cut_between_characters(void **state)
{
	(void)state;
	struct buffer text = {0};
	for (int i = 0; i < 8000; i++)
		buffer_add_cstr(&text, "語");
	struct document *document = blocks_read(buffer_str(&text));
	assert_int_equal(document->block_count, 2);
	assert_int_equal(document->blocks[0].range.end, document->blocks[1].range.start);
	assert_int_equal(document->blocks[0].range.end % 3, 0);
	document_free(document);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hard_wrapped_lines_flow),
		cmocka_unit_test(test_wrapping_is_told_by_columns),
		cmocka_unit_test(test_long_lines_are_paragraphs),
		cmocka_unit_test(test_ragged_lines_are_kept),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_a_title_is_short_and_no_sentence),
		cmocka_unit_test(test_rules_and_end_marks),
		cmocka_unit_test(test_quotations),
		cmocka_unit_test(test_lines_of_nothing_but_no_break_spaces_part),
		cmocka_unit_test(test_a_long_wrapped_paragraph_is_cut_and_continued),
		cmocka_unit_test(test_a_long_word_is_cut_between_characters),
	};
	return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
