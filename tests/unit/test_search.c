#include "test.h"

#include "attache/text/search.h"

static struct document *build(struct str text)
{
	struct document *document;
	struct error err;
	if (!document_build(STR("a.txt"), text, &document, &err))
		fail_msg("%s", err.msg);
	return document;
}

static struct search *compile(const char *pattern)
{
	struct search *search;
	struct error err;
	if (!search_compile(str_from(pattern), &search, &err))
		fail_msg("%s", err.msg);
	return search;
}

/* All hits of the pattern in the text, each in brackets. */
static void expect_hits(const char *pattern, const char *text, const char *hits)
{
	struct document *document = build(str_from(text));
	struct search *search = compile(pattern);
	struct buffer found = {0};
	while (!search_step(search, document, 100))
		;
	assert_null(search_failure(search));
	for (size_t i = 0; i < search_count(search); i++)
		buffer_format(&found, "[%.*s]",
			STR_ARG(str_slice(document->text, search_hit(search, i))));
	assert_str(buffer_str(&found), hits);
	buffer_free(&found);
	search_free(search);
	document_free(document);
}

static void test_case_matters_when_typed(void **state)
{
	(void)state;
	expect_hits("cho", "Cho chose CHO", "[Cho][cho][CHO]");
	expect_hits("Cho", "Cho chose CHO", "[Cho]");
	expect_hits("écho", "ÉCHO écho", "[ÉCHO][écho]");
	expect_hits("\\Wcho", "a CHO b", "[ CHO]");
}

static void test_accents_find_each_other(void **state)
{
	(void)state;
	expect_hits("Pena", "Peña, Pena, Pen\u0303a, PEÑA, pena", "[Peña][Pena][Pen\u0303a]");
	expect_hits("Peña", "Peña, Pena, PEÑA", "[Peña][Pena]");
	expect_hits("erdogan", "Erdoğan and ERDOĞAN", "[Erdoğan][ERDOĞAN]");
	expect_hits("lodz", "Łódź", "[Łódź]");
	expect_hits("pe.a", "Peña", "[Peña]");
	expect_hits("n+a", "Peñña", "[ñña]");
	expect_hits("и", "й и", "[и]");
}

static void test_marks_of_a_kind_are_one(void **state)
{
	(void)state;
	expect_hits("Tae-yul's", "Tae-yul’s Tae‑yul's Taexyul's", "[Tae-yul’s][Tae‑yul's]");
	expect_hits("Tae-yul’s", "Tae-yul's", "[Tae-yul's]");
	expect_hits("\"no\"", "“no” „no“ \"no\" «no»", "[“no”][„no“][\"no\"][«no»]");
}

static void test_a_blank_matches_any_run(void **state)
{
	(void)state;
	expect_hits("the hot line", "the hot\nline, the  hot\tline, the\u00A0hot\n\nline",
		"[the hot\nline][the  hot\tline][the\u00A0hot\n\nline]");
	expect_hits("the  hot", "the hot", "[the hot]");
	expect_hits("a[ ]b", "a b a\nb", "[a b]");
}

static void test_expressions(void **state)
{
	(void)state;
	expect_hits("^the", "the\nnot the\nthe", "[the][the]");
	expect_hits("ends?$", "end\nends here\nends", "[end][ends]");
	expect_hits("(peace|war) talks", "peace talks, war talks", "[peace talks][war talks]");
	expect_hits("\\bun\\b", "UN un under", "[UN][un]");
	expect_hits("\\x{e9}|\\xe8", "é è e", "[é][è]");
	expect_hits("\\p{Lu}\\p{Ll}+", "Ann and Bo", "[Ann][Bo]");
	expect_hits("(?<n>a)b\\k<n>", "aba", "[aba]");
	expect_hits("(?<=é)t", "ét et", "[t]");
	expect_hits("(?#n: e)x(?i:Y)", "xy XY", "[xy]");
	expect_hits("\\Qa.b\\E", "a.b axb", "[a.b]");
	expect_hits("a{2}", "aaa", "[aa]");
	expect_hits("x*", "axxb", "[xx]");
}

static void test_no_expression_is_taken_literally(void **state)
{
	(void)state;
	static const char *const patterns[] = {"(U.S", "[cho", "a**", "a\\"};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct search *search = compile(patterns[i]);
		assert_true(search_is_literal(search));
		search_free(search);
	}
	expect_hits("(U.S", "the (U.S.) and (UxS)", "[(U.S]");
	expect_hits("[Peña", "[Pena", "[[Pena]");
	struct search *search = compile("U.S.");
	assert_false(search_is_literal(search));
	search_free(search);
}

static void test_nothing_to_search_for(void **state)
{
	(void)state;
	struct search *search;
	struct error err = {0};
	assert_false(search_compile(STR(""), &search, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_null(search);
	struct buffer long_pattern = {0};
	buffer_add_repeat(&long_pattern, 'a', 10000);
	assert_false(search_compile(buffer_str(&long_pattern), &search, &err));
	assert_int_equal(err.code, ERR_USAGE);
	buffer_free(&long_pattern);
}

/* Hits on the borders between windows are neither lost nor found twice, whatever the steps. */
static void test_steps_do_not_matter(void **state)
{
	(void)state;
	struct buffer text = {0};
	struct test_random random = {5};
	size_t planted = 0;
	while (text.len < 200 * 1000) {
		size_t gap = test_random_below(&random, 700);
		for (size_t i = 0; i < gap; i++)
			buffer_add_cstr(&text, i % 9 ? "x" : i % 2 ? "é " : "\n");
		buffer_add_cstr(&text, planted % 2 ? "sea lane" : "sea\nlane");
		planted++;
	}
	struct document *document = build(buffer_str(&text));
	for (int round = 0; round < 20; round++) {
		struct search *search = compile("sea lane");
		while (!search_step(search, document, 1 + test_random_below(&random, 20000)))
			;
		assert_int_equal(search_count(search), planted);
		size_t at = 0;
		for (size_t i = 0; i < planted; i++) {
			struct range hit = search_hit(search, i);
			assert_true(hit.start >= at && range_length(hit) == 8);
			at = hit.end;
		}
		search_free(search);
	}
	document_free(document);
	buffer_free(&text);
}

/* What is found near accents, far from them and on the way between is the same. */
static void test_hits_lie_anywhere_among_accents(void **state)
{
	(void)state;
	static const char *const forms[] = {"Pena", "Peña", "Pen\u0303a", "PENA", "Pe\u0301na"};
	static const char *const noise[] = {"x", "“", "’", "é", "ñ", "\u0303", "王", "\u00A0"};
	struct test_random random = {11};
	for (int round = 0; round < 20; round++) {
		struct buffer text = {0};
		size_t starts[4000], lengths[4000], planted = 0;
		size_t rare = 1 + test_random_below(&random, 400);
		while (text.len < 100 * 1000) {
			const char *form = forms[test_random_below(&random, 5)];
			starts[planted] = text.len;
			lengths[planted++] = strlen(form);
			buffer_add_cstr(&text, form);
			buffer_add_byte(&text, 'x');
			for (size_t i = test_random_below(&random, 800); i > 0; i--)
				buffer_add_cstr(
					&text, test_random_below(&random, rare)
						       ? "x"
						       : noise[test_random_below(&random, 8)]);
			buffer_add_byte(&text, 'x');
		}
		struct document *document = build(buffer_str(&text));
		struct search *search = compile(round % 2 ? "peña" : "pen(a|q)");
		while (!search_step(search, document, 1 + test_random_below(&random, 20000)))
			;
		assert_int_equal(search_count(search), planted);
		for (size_t i = 0; i < planted; i++) {
			assert_int_equal(search_hit(search, i).start, starts[i]);
			assert_int_equal(range_length(search_hit(search, i)), lengths[i]);
		}
		search_free(search);
		document_free(document);
		buffer_free(&text);
	}
}

/* Searching as it is typed, from where the shorter word was found, finds the same. */
static void test_a_longer_word_is_searched_for_from_the_shorter_ones_hit(void **state)
{
	(void)state;
	static const char *const typed[] = {
		"s", "se", "sea", "sea ", "sea l", "sea lA", "sea (", "sea (l|m)", "q", "qs"};
	struct buffer text = {0};
	buffer_add_repeat(&text, 'x', 10000);
	buffer_add_cstr(&text, "sése sea sealane sea lane sea lAne sea (l");
	buffer_add_repeat(&text, 'y', 10000);
	struct document *document = build(buffer_str(&text));
	struct search *before = NULL;
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		struct search *fresh = compile(typed[i]), *after = compile(typed[i]);
		if (before)
			search_narrow(after, before);
		search_step(fresh, document, SIZE_MAX);
		search_step(after, document, SIZE_MAX);
		assert_int_equal(search_count(after), search_count(fresh));
		for (size_t h = 0; h < search_count(fresh); h++)
			assert_int_equal(
				search_hit(after, h).start, search_hit(fresh, h).start);
		search_free(fresh);
		search_free(before);
		before = after;
	}
	search_free(before);
	document_free(document);
	buffer_free(&text);
}

static void test_a_growing_document_is_searched_on(void **state)
{
	(void)state;
	struct buffer text = {0};
	struct document *document;
	struct error err;
	for (int i = 0; i < 20000; i++)
		buffer_format(&text, "Line %d tells of a sea lane.\n\n", i);
	assert_true(document_begin(STR("a.txt"), buffer_str(&text), &document, &err));
	struct search *search = compile("sea lane");
	assert_false(search_complete(search));
	size_t last = 0;
	do {
		document_step(document, 70001);
		while (!search_step(search, document, 30000))
			;
		assert_true(search_count(search) > last);
		last = search_count(search);
	} while (!document->complete);
	assert_int_equal(last, 20000);
	search_free(search);
	document_free(document);
	buffer_free(&text);
}

static void test_a_pattern_that_explodes_is_given_up(void **state)
{
	(void)state;
	struct buffer text = {0};
	buffer_add_cstr(&text, "found ");
	buffer_add_repeat(&text, 'a', 5000);
	struct document *document = build(buffer_str(&text));
	struct search *search = compile("found|(a+a+)+b");
	assert_true(search_step(search, document, SIZE_MAX));
	assert_non_null(search_failure(search));
	assert_int_equal(search_count(search), 1);
	search_free(search);
	document_free(document);
	buffer_free(&text);
}

static void test_hits_are_bounded(void **state)
{
	(void)state;
	struct buffer text = {0};
	buffer_add_repeat(&text, 'a', 100 * 1000);
	struct document *document = build(buffer_str(&text));
	struct search *search = compile(".+");
	search_step(search, document, SIZE_MAX);
	assert_in_range(search_count(search), 2, 20);
	for (size_t i = 0; i < search_count(search); i++)
		assert_true(range_length(search_hit(search, i)) <= 2 * SEARCH_REACH);
	search_free(search);
	buffer_add_repeat(&text, 'a', SEARCH_HITS_MAX);
	document_free(document);
	document = build(buffer_str(&text));
	search = compile("a");
	assert_true(search_step(search, document, SIZE_MAX));
	assert_int_equal(search_count(search), SEARCH_HITS_MAX);
	search_free(search);
	document_free(document);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_case_matters_when_typed),
		cmocka_unit_test(test_accents_find_each_other),
		cmocka_unit_test(test_marks_of_a_kind_are_one),
		cmocka_unit_test(test_a_blank_matches_any_run),
		cmocka_unit_test(test_expressions),
		cmocka_unit_test(test_no_expression_is_taken_literally),
		cmocka_unit_test(test_nothing_to_search_for),
		cmocka_unit_test(test_steps_do_not_matter),
		cmocka_unit_test(test_hits_lie_anywhere_among_accents),
		cmocka_unit_test(test_a_longer_word_is_searched_for_from_the_shorter_ones_hit),
		cmocka_unit_test(test_a_growing_document_is_searched_on),
		cmocka_unit_test(test_a_pattern_that_explodes_is_given_up),
		cmocka_unit_test(test_hits_are_bounded),
	};
	return cmocka_run_group_tests_name("search", tests, NULL, NULL);
}
