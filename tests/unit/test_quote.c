/* Quotation spans, groups and kinds: every style of mark, and what articles do wrong. */
#include "article.h"
#include "test.h"

#define KIND_TEXT 2

static void curly_and_straight_marks(void **state)
{
	(void)state;
	assert_quotes("Foreign Minister Rosa Quispe said: “We came to listen.”", KIND_TEXT,
		"direct|We came to listen.\n");
	assert_quotes("Foreign Minister Rosa Quispe said: \"We came to listen.\"", KIND_TEXT,
		"direct|We came to listen.\n");
	assert_quotes("Berg said the pier was 40\" wide and “ready to be used”.", KIND_TEXT,
		"partial|ready to be used\n");
}

static void mixed_up_marks(void **state)
{
	(void)state;
	assert_quotes("\"The treaty is alive”, Tomas Berg said on Friday.", KIND_TEXT,
		"direct|The treaty is alive\n");
	assert_quotes("“The treaty is alive\", Tomas Berg said on Friday.", KIND_TEXT,
		"direct|The treaty is alive\n");
	assert_quotes("“The treaty is alive“, Tomas Berg said on Friday.", KIND_TEXT,
		"direct|The treaty is alive\n");
	assert_quotes("”The treaty is alive”, Tomas Berg said on Friday.", KIND_TEXT,
		"direct|The treaty is alive\n");
	assert_quotes("''The border is quiet,'' Tomas Berg said on Friday.", KIND_TEXT,
		"direct|The border is quiet,\n");
	assert_quotes("’’The border is quiet,’’ Tomas Berg said on Friday.", KIND_TEXT,
		"direct|The border is quiet,\n");
}

static void foreign_marks(void **state)
{
	(void)state;
	assert_quotes("Tomas Berg said: „We are not for sale.“", KIND_TEXT,
		"direct|We are not for sale.\n");
	assert_quotes("Tomas Berg said: « We are not for sale. »", KIND_TEXT,
		"direct|We are not for sale.\n");
	assert_quotes("Tomas Berg said: »We are not for sale.«", KIND_TEXT,
		"direct|We are not for sale.\n");
}

static void apostrophes_close_nothing(void **state)
{
	(void)state;
	assert_quotes("Peru’s envoy met the ministers’ aides in the ’90s, Lima’s best years.",
		KIND_TEXT, "");
	assert_quotes("‘We won’t be bullied by our neighbours’ demands,’ Tomas Berg said.",
		KIND_TEXT, "direct|We won’t be bullied by our neighbours’ demands,\n");
	assert_quotes(
		"‘Neighbours’ disputes end.’", KIND_TEXT, "direct|Neighbours’ disputes end.\n");
	assert_quotes("'Let 'em come,' Tomas Berg told the Navy's cadets.", KIND_TEXT,
		"direct|Let 'em come,\n");
}

static void single_marks_in_headings_and_inside_double_ones(void **state)
{
	(void)state;
	assert_quotes("Lima rejects ‘empty promises’ as river talks end\n\n"
		      "The talks on the river between Peru and Ecuador ended on Friday.\n",
		KIND_TEXT, "partial|empty promises\n");
	assert_quotes("Tomas Berg said: “He told me ‘not now’ and left.”", KIND_TEXT,
		"direct|He told me ‘not now’ and left.\nscare|not now\n");
}

static void never_closed_ends_with_the_paragraph(void **state)
{
	(void)state;
	assert_quotes("Tomas Berg said: “We have not decided. It is for the cabinet.\n\n"
		      "The cabinet meets on Friday.",
		KIND_TEXT, "direct|We have not decided. It is for the cabinet.\n");
}

static void paragraphs_go_on(void **state)
{
	(void)state;
	assert_quotes("Rosa Quispe said: “The river belongs to both of us.\n\n“It always has.”",
		7,
		"direct|The river belongs to both of us.|Rosa Quispe|Rosa Quispe|said||0\n"
		"direct|It always has.|Rosa Quispe|Rosa Quispe|||0\n");
	assert_quotes("“The river belongs to both of us.\n\n“It always has,” said Rosa Quispe.",
		3,
		"direct|The river belongs to both of us.|Rosa Quispe\n"
		"direct|It always has,|Rosa Quispe\n");
	assert_quotes("Rosa Quispe said: “The river belongs to both of us.\n\nIt always has.” "
		      "She left.",
		3,
		"direct|The river belongs to both of us.|Rosa Quispe\n"
		"direct|It always has.|Rosa Quispe\n");
}

static void an_interrupted_utterance_is_one_group(void **state)
{
	(void)state;
	assert_quotes(
		"“We came to listen,” Rosa Quispe said on Tuesday, “and we leave with a plan.” "
		"Tomas Berg said: “We will see.”",
		7,
		"direct|We came to listen,|Rosa Quispe|Rosa Quispe|said||0\n"
		"direct|and we leave with a plan.|Rosa Quispe|Rosa Quispe|said||0\n"
		"direct|We will see.|Tomas Berg|Tomas Berg|said||1\n");
	assert_quotes("“However,” Rosa Quispe said, “the door is open.”", KIND_TEXT,
		"direct|However,\ndirect|the door is open.\n");
}

static void fragments_are_partial(void **state)
{
	(void)state;
	assert_quotes("Rosa Quispe said Peru was “ready to share the burden”.", KIND_TEXT,
		"partial|ready to share the burden\n");
	assert_quotes("Rosa Quispe called the offer “unacceptable”.", KIND_TEXT,
		"partial|unacceptable\n");
}

static void terms_titles_and_slogans_are_scare(void **state)
{
	(void)state;
	assert_quotes("The so-called “river doctrine” is older than the film “The Long Road”.",
		KIND_TEXT, "scare|river doctrine\nscare|The Long Road\n");
	assert_quotes(
		"The treaty is known as the “Blue Accord” and its book is titled “Our Sea”.",
		KIND_TEXT, "scare|Blue Accord\nscare|Our Sea\n");
	assert_quotes("The Republic of Peru (“Peru”) signed it.", KIND_TEXT, "scare|Peru\n");
	assert_quotes("Ecuador is governed under the “two rivers” model.", KIND_TEXT,
		"scare|two rivers\n");
}

static void transcripts(void **state)
{
	(void)state;
	assert_quotes("The press conference in Oslo went on for an hour.\n\n"
		      "Q: Will there be sanctions?\n\nPRIME MINISTER BERG: Not this year.\n\n"
		      "We shall see in June.\n\nQ: And in July?\n\nPRIME MINISTER BERG: No.",
		4,
		"direct|Will there be sanctions?|Q|Q\n"
		"direct|Not this year.|BERG|PRIME MINISTER BERG\n"
		"direct|We shall see in June.|BERG|PRIME MINISTER BERG\n"
		"direct|And in July?|Q|Q\n"
		"direct|No.|BERG|PRIME MINISTER BERG\n");
	assert_quotes(
		"LIMA: The talks between Peru and Ecuador ended on Friday.", KIND_TEXT, "");
}

static void only_marks_and_empty_ones(void **state)
{
	(void)state;
	assert_quotes("“” \"\" '' ‘’ «»", KIND_TEXT, "");
	assert_quotes("\"", KIND_TEXT, "");
	assert_quotes("“", KIND_TEXT, "");
}

/* Ten thousand times `unit`: read to its end, and the ranges hold. */
static void read_many(const char *unit)
{
	struct buffer text = {0};
	for (unsigned i = 0; i < 10000; i++)
		buffer_add_cstr(&text, unit);
	struct article article = article_read(buffer_str(&text));
	size_t last = 0;
	for (size_t i = 0; i < article.found->quote_count; i++) {
		const struct quote *quote = &article.found->quotes[i];
		assert_true(quote->outer.start >= last);
		assert_true(quote->outer.start <= quote->range.start);
		assert_true(quote->range.start < quote->range.end);
		assert_true(quote->range.end <= quote->outer.end);
		assert_true(quote->outer.end <= article.document->text.len);
		last = quote->outer.start;
	}
	article_close(&article);
	buffer_free(&text);
}

static void hostile_text(void **state)
{
	(void)state;
	read_many("“");
	read_many("“a ");
	read_many("\"");
	read_many("'a ");
	read_many("‘a s’ b ");
	read_many("“a ‘b “c ‘d ");
	read_many("\"No,\" he said, ");
	read_many("Rosa Quispe, said ");
	read_many("Q: Who?\n\n");
	read_many("“Never closed, he said\n\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(curly_and_straight_marks),
		cmocka_unit_test(mixed_up_marks),
		cmocka_unit_test(foreign_marks),
		cmocka_unit_test(apostrophes_close_nothing),
		cmocka_unit_test(single_marks_in_headings_and_inside_double_ones),
		cmocka_unit_test(never_closed_ends_with_the_paragraph),
		cmocka_unit_test(paragraphs_go_on),
		cmocka_unit_test(an_interrupted_utterance_is_one_group),
		cmocka_unit_test(fragments_are_partial),
		cmocka_unit_test(terms_titles_and_slogans_are_scare),
		cmocka_unit_test(transcripts),
		cmocka_unit_test(only_marks_and_empty_ones),
		cmocka_unit_test(hostile_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
