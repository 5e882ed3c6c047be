#include "test.h"

#include "attache/base/grapheme.h"
#include "attache/view/layout.h"

/* A document made by hand: pieces of text with their kind, so that layout alone is tested. */
struct sample {
	struct document document;
	struct buffer text;
	struct block blocks[64];
};

static void add_block(
	struct sample *sample, const char *gap, struct block block, struct str text)
{
	buffer_add_cstr(&sample->text, gap);
	block.range.start = sample->text.len;
	buffer_add(&sample->text, text);
	block.range.end = sample->text.len;
	assert_true(sample->document.block_count < 64);
	sample->blocks[sample->document.block_count++] = block;
	sample->document.text = buffer_str(&sample->text);
	sample->document.blocks = sample->blocks;
}

static void add(struct sample *sample, const char *gap, enum block_kind kind, const char *text)
{
	add_block(sample, gap, (struct block){.kind = kind, .level = 1}, str_from(text));
}

/* All lines as they would be drawn. */
static struct str picture(struct sample *sample, unsigned columns, bool folded)
{
	static struct buffer out;
	struct layout *layout = layout_new(&sample->document, columns);
	struct place place = layout_first(layout);
	long moved = 1;
	layout_set_folded(layout, folded);
	for (buffer_clear(&out); moved == 1; place = layout_move(layout, place, 1, &moved)) {
		const struct line *line = layout_line(layout, place);
		struct line_piece piece = {0};
		buffer_add(&out, line->lead);
		for (size_t used = grapheme_text_width(line->lead); used < line->indent; used++)
			buffer_add_byte(&out, ' ');
		while (layout_next_piece(layout, line, &piece))
			buffer_add(&out, piece.text);
		if (line->kind == LINE_FOLD)
			buffer_format(&out, "(%u)", line->folded);
		buffer_add_byte(&out, '\n');
	}
	layout_free(layout);
	return buffer_str(&out);
}

static void test_wraps_at_blanks_and_joins_lines(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_PARAGRAPH, "The envoys met\nin  Geneva \n on Monday.");
	add(&sample, "\n\n", BLOCK_PARAGRAPH, "They will meet again.");
	assert_str(picture(&sample, 14, true),
		"The envoys met\nin Geneva on\nMonday.\n\nThey will meet\nagain.\n");
	assert_str(picture(&sample, 13, true),
		"The envoys\nmet in Geneva\non Monday.\n\nThey will\nmeet again.\n");
	assert_str(picture(&sample, 80, true),
		"The envoys met in Geneva on Monday.\n\nThey will meet again.\n");
	buffer_free(&sample.text);
}

static void test_breaks_behind_hyphens_but_not_in_abbreviations(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_PARAGRAPH, "A Seoul-Washington pact and U.S.-led talks");
	assert_str(picture(&sample, 9, true),
		"A Seoul-\nWashingto\nn pact\nand\nU.S.-led\ntalks\n");
	buffer_free(&sample.text);
	/* The same with one letter that is not ASCII: the other way through the code. */
	sample = (struct sample){0};
	add(&sample, "", BLOCK_PARAGRAPH, "Ä Seoul-Washington pact and U.S.-led talks");
	assert_str(picture(&sample, 9, true),
		"Ä Seoul-\nWashingto\nn pact\nand\nU.S.-led\ntalks\n");
	buffer_free(&sample.text);
}

static void test_wide_text_and_combining_marks(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_PARAGRAPH, "外交部长王毅说");
	add(&sample, "\n\n", BLOCK_PARAGRAPH, "cafe\xCC\x81s close");
	assert_str(picture(&sample, 5, true), "外交\n部长\n王毅\n说\n\ncafe\xCC\x81s\nclose\n");
	/* A measure of one column has no room for a wide letter: a sign stands for it. */
	assert_true(str_starts(picture(&sample, 1, true), STR("\xEF\xBF\xBD\n\xEF\xBF\xBD\n")));
	buffer_free(&sample.text);
}

static void test_preformatted_keeps_lines_and_expands_tabs(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_PREFORMATTED, "  Imports\t12\n\nOil\t7 and a long remark");
	assert_str(picture(&sample, 20, true),
		"  Imports       12\n\nOil     7 and a long\nremark\n");
	assert_str(picture(&sample, 1, true), "I\nm\np\no\nr\nt\ns\n1\n2\n\nO\ni\nl\n7\na\nn\nd"
					      "\na\nl\no\nn\ng\nr\ne\nm\na\nr\nk\n");
	buffer_free(&sample.text);
}

static void test_lists_and_quotations_hang(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_LIST_ITEM, "- halt the shelling now");
	add(&sample, "\n", BLOCK_LIST_ITEM, "open the crossings too");
	add(&sample, "\n\n", BLOCK_LIST_ITEM, "10. exchange prisoners");
	add(&sample, "\n\n", BLOCK_QUOTATION, "We keep our word always.");
	add(&sample, "\n\n", BLOCK_QUOTATION, "So they say.");
	add(&sample, "\n", BLOCK_RULE, "###");
	assert_str(picture(&sample, 15, true),
		"- halt the\n  shelling now\n• open the\n  crossings too\n\n10. exchange\n"
		"    prisoners\n\n│ We keep our\n│ word always.\n│ \n│ So they say.\n\n"
		"      ###\n");
	buffer_free(&sample.text);
}

static void test_furniture_folds(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_FURNITURE, "Share this");
	add(&sample, "\n", BLOCK_FURNITURE, "Read More");
	add(&sample, "\n\n", BLOCK_PARAGRAPH, "Text.");
	add(&sample, "\n\n", BLOCK_FURNITURE, "Subscribe");
	assert_str(picture(&sample, 20, true), "(2)\n\nText.\n\n(1)\n");
	assert_str(
		picture(&sample, 20, false), "Share this\nRead More\n\nText.\n\nSubscribe\n");
	struct layout *layout = layout_new(&sample.document, 20);
	struct place place = layout_place(layout, sample.blocks[1].range.start + 2);
	assert_int_equal(layout_line(layout, place)->kind, LINE_FOLD);
	assert_int_equal(layout_compare(place, layout_first(layout)), 0);
	place = layout_place(layout, sample.blocks[3].range.end);
	assert_int_equal(layout_compare(place, layout_last(layout)), 0);
	layout_free(layout);
	buffer_free(&sample.text);
}

static void test_a_continued_block_goes_on_without_a_blank_line(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_PARAGRAPH, "one two");
	add_block(&sample, " ", (struct block){.kind = BLOCK_PARAGRAPH, .continued = true},
		STR("three"));
	assert_str(picture(&sample, 5, true), "one\ntwo\nthree\n");
	buffer_free(&sample.text);
}

static void test_an_empty_document_has_one_blank_line(void **state)
{
	(void)state;
	struct sample sample = {0};
	sample.document.text = STR("");
	assert_str(picture(&sample, 10, true), "\n");
	struct layout *layout = layout_new(&sample.document, 10);
	long moved = 7;
	struct place place = layout_move(layout, layout_last(layout), -3, &moved);
	assert_int_equal(moved, 0);
	assert_int_equal(layout_offset(layout, place, 4), 0);
	assert_int_equal(layout_column(layout, layout_place(layout, 9), 9), 0);
	layout_free(layout);
}

static void test_columns_and_offsets(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_QUOTATION, "a 王\n  b");
	struct layout *layout = layout_new(&sample.document, 40);
	struct place place = layout_first(layout);
	size_t start = sample.blocks[0].range.start;
	const unsigned columns[] = {2, 3, 4, 4, 4, 6, 6, 6, 7, 8};
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		assert_int_equal(layout_column(layout, place, start + i), columns[i]);
	const size_t offsets[] = {0, 0, 0, 1, 2, 2, 5, 8, 8, 8};
	for (unsigned i = 0; i < sizeof offsets / sizeof *offsets; i++)
		assert_int_equal(layout_offset(layout, place, i), start + offsets[i]);
	layout_free(layout);
	buffer_free(&sample.text);
}

/* ---- properties ----------------------------------------------------------------------------
 */

static void random_sample(struct test_random *random, struct sample *sample)
{
	static const char *const words[] = {"the", "envoys", "a", "Seoul-Washington",
		"U.S.-led", "“We", "truce”", "外交部长王毅", "한국", "cafe\xCC\x81",
		"https://post.example/a/b?c=d", "ceasefire,", "—", "10,000",
		"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
		"\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5", "\x1B[31m", "\xE2\x80\x8B",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaa", "!", "- ", "12. ", "\xC2\xA0"};
	static const char *const blanks[] = {" ", " ", " ", "  ", "\n", " \n ", "\t"};
	size_t blocks = 1 + test_random_below(random, 10);
	for (size_t i = 0; i < blocks; i++) {
		struct buffer text = {0};
		size_t count = 1 + test_random_below(random, 30);
		for (size_t j = 0; j < count; j++) {
			if (j > 0)
				buffer_add_cstr(
					&text, blanks[test_random_below(random,
						       sizeof blanks / sizeof *blanks)]);
			buffer_add(&text, str_trim(str_from(words[test_random_below(
						  random, sizeof words / sizeof *words)])));
		}
		struct block block = {
			.kind = (enum block_kind)test_random_below(random, BLOCK_KINDS),
			.level = (unsigned)test_random_below(random, 7),
			.continued = i > 0 && test_random_below(random, 8) == 0};
		add_block(sample,
			i == 0                         ? ""
			: test_random_below(random, 2) ? "\n\n"
						       : "\n",
			block, buffer_str(&text));
		buffer_free(&text);
	}
}

/* Every byte that is no blank is shown by exactly one line, in order; no line is wider than the
 * measure; place is the inverse of the lines' ranges; moving up is the inverse of moving down.
 */
static void check_layout(const struct document *document, unsigned columns, bool folded)
{
	struct layout *layout = layout_new(document, columns);
	layout_set_folded(layout, folded);
	struct place place = layout_first(layout);
	size_t covered = 0;
	long moved = 1, lines = 0;
	for (; moved == 1; place = layout_move(layout, place, 1, &moved), lines++) {
		const struct line *line = layout_line(layout, place);
		struct line_piece piece = {0};
		unsigned width = line->indent;
		size_t shown = line->range.start;
		assert_true(line->range.start <= line->range.end);
		assert_true(line->indent < columns || line->indent == 0);
		assert_true(grapheme_text_width(line->lead) <= line->indent);
		if (line->kind == LINE_BLANK)
			continue;
		for (; covered < line->range.start; covered++)
			assert_non_null(memchr(" \n\t\xC2\xA0", document->text.s[covered], 5));
		while (layout_next_piece(layout, line, &piece)) {
			assert_int_equal(piece.range.start, shown);
			assert_int_equal(piece.column, width);
			assert_int_equal(
				layout_column(layout, place, piece.range.start), piece.column);
			assert_int_equal(
				layout_offset(layout, place, piece.column), piece.range.start);
			shown = piece.range.end;
			width += piece.width;
		}
		assert_true(width <= columns);
		if (line->kind == LINE_TEXT)
			assert_int_equal(shown, line->range.end);
		covered = line->range.end;
		for (size_t i = line->range.start; i < line->range.end; i++)
			assert_int_equal(layout_compare(layout_place(layout, i), place), 0);
	}
	for (; covered < document->text.len; covered++)
		assert_non_null(memchr(" \n\t\xC2\xA0", document->text.s[covered], 5));
	assert_int_equal(layout_compare(place, layout_last(layout)), 0);
	place = layout_move(layout, place, -lines - 5, &moved);
	assert_int_equal(moved, -(lines - 1));
	assert_int_equal(layout_compare(place, layout_first(layout)), 0);
	for (long i = 0; i < lines; i++) {
		struct place there = layout_move(layout, place, i, &moved);
		assert_int_equal(moved, i);
		struct place back = layout_move(layout, there, -i, NULL);
		assert_int_equal(layout_compare(back, place), 0);
	}
	layout_free(layout);
}

static void test_properties_at_every_measure(void **state)
{
	(void)state;
	struct test_random random = {3};
	for (unsigned round = 0; round < 240; round++) {
		struct sample sample = {0};
		random_sample(&random, &sample);
		check_layout(&sample.document, 1 + round % 120, round % 3 != 0);
		buffer_free(&sample.text);
	}
}

/* A line is never broken where the next word would have fitted, and a word that fits a line is
 * never cut. */
static void test_lines_are_full_and_words_whole(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_PARAGRAPH,
		"Officials in the harbour city said on Tuesday that the corridor would stay "
		"open "
		"for grain ships, although neither side had signed anything yet.");
	for (unsigned columns = 9; columns <= 120; columns++) {
		struct layout *layout = layout_new(&sample.document, columns);
		struct place place = layout_first(layout);
		for (;;) {
			struct range range = layout_line(layout, place)->range;
			long moved;
			place = layout_move(layout, place, 1, &moved);
			if (!moved)
				break;
			struct range next = layout_line(layout, place)->range;
			assert_int_equal(next.start, range.end + 1);
			size_t word = next.start;
			while (word < next.end && sample.text.data[word] != ' ')
				word++;
			assert_true(range_length(range) + 1 + word - next.start > columns);
		}
		layout_free(layout);
	}
	buffer_free(&sample.text);
}

/* A huge document costs only what is looked at. */
static void test_a_long_line_is_laid_out_where_it_is_looked_at(void **state)
{
	(void)state;
	struct buffer text = {0};
	while (text.len < 4 * 1024 * 1024)
		buffer_add_cstr(&text, "the corridor stays open for grain ships ");
	struct document *document;
	struct error err;
	assert_true(document_build(STR("long.txt"), buffer_str(&text), &document, &err));
	struct layout *layout = layout_new(document, 72);
	struct place last = layout_last(layout);
	assert_true(last.block > 200);
	assert_true(layout_line(layout, last)->range.end > text.len - 100);
	long moved;
	struct place up = layout_move(layout, last, -10, &moved);
	assert_int_equal(moved, -10);
	assert_int_equal(
		layout_compare(layout_place(layout, layout_line(layout, up)->range.start), up),
		0);
	layout_free(layout);
	document_free(document);
	buffer_free(&text);
}

/* Blocks that begin with a W. */
static bool begins_with_w(const void *context, struct range block)
{
	const struct document *document = context;
	return document->text.s[block.start] == 'W';
}

static void test_a_filter_folds_what_it_hides(void **state)
{
	(void)state;
	struct sample sample = {0};
	static const char *const blocks[] = {"One.", "We two.", "Three.", "Four.", "We five."};
	for (size_t i = 0; i < 5; i++)
		add(&sample, i ? "\n\n" : "", BLOCK_PARAGRAPH, blocks[i]);
	struct layout *layout = layout_new(&sample.document, 20);
	layout_set_filter(layout, begins_with_w, &sample.document);
	assert_true(layout_folds(layout, 0));
	assert_false(layout_folds(layout, 1));
	struct place place = layout_first(layout);
	assert_int_equal(layout_line(layout, place)->kind, LINE_FOLD);
	place = layout_move(layout, place, 4, NULL);
	assert_int_equal(layout_line(layout, place)->kind, LINE_FOLD);
	assert_int_equal(layout_line(layout, place)->folded, 2);
	assert_int_equal(layout_last(layout).block, 4);
	layout_set_filter(layout, NULL, NULL);
	assert_false(layout_folds(layout, 0));
	assert_int_equal(layout_line(layout, layout_first(layout))->kind, LINE_TEXT);
	layout_free(layout);
	buffer_free(&sample.text);
}

static void test_a_no_break_space_beside_a_blank_is_a_blank(void **state)
{
	(void)state;
	struct sample sample = {0};
	add(&sample, "", BLOCK_PARAGRAPH,
		"It ended.\xC2\xA0 The talks went on. \xC2\xA0So did 5\xC2\xA0km of road.");
	assert_str(picture(&sample, 20, true),
		"It ended. The talks\nwent on. So did 5\xC2\xA0km\nof road.\n");
	buffer_free(&sample.text);
}

int main(void)
{
	if (!grapheme_locale())
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wraps_at_blanks_and_joins_lines),
		cmocka_unit_test(test_a_filter_folds_what_it_hides),
		cmocka_unit_test(test_a_no_break_space_beside_a_blank_is_a_blank),
		cmocka_unit_test(test_breaks_behind_hyphens_but_not_in_abbreviations),
		cmocka_unit_test(test_wide_text_and_combining_marks),
		cmocka_unit_test(test_preformatted_keeps_lines_and_expands_tabs),
		cmocka_unit_test(test_lists_and_quotations_hang),
		cmocka_unit_test(test_furniture_folds),
		cmocka_unit_test(test_a_continued_block_goes_on_without_a_blank_line),
		cmocka_unit_test(test_an_empty_document_has_one_blank_line),
		cmocka_unit_test(test_columns_and_offsets),
		cmocka_unit_test(test_properties_at_every_measure),
		cmocka_unit_test(test_lines_are_full_and_words_whole),
		cmocka_unit_test(test_a_long_line_is_laid_out_where_it_is_looked_at),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
