#include "blocks.h"
#include "test.h"

#include "attache/base/arena.h"
#include "attache/text/segment.h"

/* The tokens of the first block, parted by "|". */
static void expect_tokens(const char *text, const char *expected)
{
	struct document *document = blocks_read(str_from(text));
	struct arena *arena = arena_new();
	struct buffer out = {0};
	struct tokens tokens;
	segment_tokens(arena, document, 0, &tokens);
	for (size_t i = 0; i < tokens.count; i++) {
		if (i)
			buffer_add_byte(&out, '|');
		buffer_add(&out, (struct str){document->text.s + tokens.items[i].start,
					 tokens.items[i].length});
	}
	assert_str(buffer_str(&out), expected);
	buffer_free(&out);
	arena_free(arena);
	document_free(document);
}

/* The sentences of the first block, each on a line. */
static void expect_sentences(const char *text, const char *expected)
{
	struct document *document = blocks_read(str_from(text));
	struct arena *arena = arena_new();
	struct buffer out = {0};
	struct sentences sentences;
	segment_sentences(arena, document, 0, &sentences);
	for (size_t i = 0; i < sentences.count; i++) {
		buffer_add(&out, str_slice(document->text, sentences.items[i]));
		buffer_add_byte(&out, '\n');
	}
	assert_str(buffer_str(&out), expected);
	buffer_free(&out);
	arena_free(arena);
	document_free(document);
}

static void test_words_and_punctuation(void **state)
{
	(void)state;
	expect_tokens("They met, briefly; then left.", "They|met|,|briefly|;|then|left|.");
	expect_tokens("“No,” he said…", "“|No|,|”|he|said|…");
	expect_tokens("He paused... then spoke.", "He|paused|...|then|spoke|.");
	expect_tokens("Café Zürich", "Café|Zürich");
}

static void test_abbreviations_keep_their_stops(void **state)
{
	(void)state;
	expect_tokens("The U.S. and J.R. Smith", "The|U.S.|and|J.R.|Smith");
	expect_tokens("Gen. Li and Dr. Wu", "Gen.|Li|and|Dr.|Wu");
	expect_tokens("at 5 a.m. in the U.S.A today", "at|5|a.m.|in|the|U.S.A|today");
}

static void test_apostrophes(void **state)
{
	(void)state;
	expect_tokens("Xi's plan and Xi’s plan", "Xi|'s|plan|and|Xi|’s|plan");
	expect_tokens("don't O’Brien", "don't|O’Brien");
	expect_tokens("the ministers’ words", "the|ministers|’|words");
}

static void test_hyphens(void **state)
{
	(void)state;
	expect_tokens("Cho Tae-yul", "Cho|Tae-yul");
	expect_tokens("the Seoul-Washington line", "the|Seoul|-|Washington|line");
	expect_tokens("a US-backed plan", "a|US|-|backed|plan");
	expect_tokens("a long-term view of COVID-19", "a|long-term|view|of|COVID-19");
}

static void test_numbers(void **state)
{
	(void)state;
	expect_tokens(
		"10,000 men, 3.5 percent, 12:30, 5.", "10,000|men|,|3.5|percent|,|12:30|,|5|.");
	expect_tokens("the 21st century", "the|21st|century");
}

static void test_flags(void **state)
{
	(void)state;
	struct document *document = blocks_read(STR("The NATO chief left in 2024. He slept."));
	struct arena *arena = arena_new();
	struct tokens tokens;
	segment_tokens(arena, document, 0, &tokens);
	assert_int_equal(tokens.count, 10);
	assert_true(tokens.items[0].sentence_start && tokens.items[0].capitalised);
	assert_false(tokens.items[0].all_caps || tokens.items[0].space_before);
	assert_true(tokens.items[1].all_caps && tokens.items[1].space_before);
	assert_false(tokens.items[2].capitalised || tokens.items[2].sentence_start);
	assert_int_equal(tokens.items[5].kind, TOKEN_NUMBER);
	assert_int_equal(tokens.items[6].kind, TOKEN_PUNCTUATION);
	assert_true(tokens.items[7].sentence_start);
	arena_free(arena);
	document_free(document);
}

static void test_sentences(void **state)
{
	(void)state;
	expect_sentences("They met. They left! Why? Nobody knew.",
		"They met.\nThey left!\nWhy?\nNobody knew.\n");
	expect_sentences("“We will not.” Ocampo left. “Never!” she said.",
		"“We will not.”\nOcampo left.\n“Never!” she said.\n");
	expect_sentences("It was wrapped by\na program. Then it\nended.",
		"It was wrapped by\na program.\nThen it\nended.\n");
}

static void test_what_ends_no_sentence(void **state)
{
	(void)state;
	expect_sentences("Gen. Li of the U.S. Navy met Mr. Wu on Jan. 5 in Ft. Worth.",
		"Gen. Li of the U.S. Navy met Mr. Wu on Jan. 5 in Ft. Worth.\n");
	expect_sentences("The firm, Acme Inc. of Ohio, paid 3.5 million.",
		"The firm, Acme Inc. of Ohio, paid 3.5 million.\n");
	expect_sentences("J. R. Smith came.", "J. R. Smith came.\n");
}

static void test_an_abbreviation_may_end_a_sentence(void **state)
{
	(void)state;
	expect_sentences("They flew to the U.S. The talks failed.",
		"They flew to the U.S.\nThe talks failed.\n");
	expect_sentences(
		"He met Bush Jr. However, he left.", "He met Bush Jr.\nHowever, he left.\n");
}

static void test_kept_lines_are_sentences(void **state)
{
	(void)state;
	struct document *document = blocks_read(
		STR("Title\n\nOde to the Reef\nby the crew\nof a boat\n\nBody.\n"));
	struct arena *arena = arena_new();
	struct sentences sentences;
	assert_int_equal(document->blocks[1].kind, BLOCK_PREFORMATTED);
	segment_sentences(arena, document, 1, &sentences);
	assert_true(sentences.count >= 1);
	assert_str(str_slice(document->text, sentences.items[0]),
		"Ode to the Reef\nby the crew\nof a boat");
	arena_free(arena);
	document_free(document);
}

/* ---- words of plain ASCII are found by a shorter way; a letter of another alphabet leaves it
 */

/* q and s as letters, with what stands in and around words. */
static struct buffer random_words(struct test_random *random, size_t length)
{
	static const char signs[] = "qQsSqQqqssQS71   ..,--''()?!;\"/&:\n";
	struct buffer text = {0};
	while (length--)
		buffer_add_byte(&text, signs[test_random_below(random, sizeof signs - 1)]);
	return text;
}

static bool is_letter(char c)
{
	return c == 'q' || c == 'Q' || c == 's' || c == 'S';
}

/* The text with q and Q inside words as letters of two bytes; places[i] is where byte i has
 * gone. */
static struct buffer with_other_letters(struct str text, size_t *places)
{
	struct buffer out = {0};
	for (size_t i = 0; i < text.len; i++) {
		char c = text.s[i];
		bool inside = i > 0 && i + 1 < text.len && is_letter(text.s[i - 1]) &&
			      is_letter(text.s[i + 1]);
		places[i] = out.len;
		if (inside && (c == 'q' || c == 'Q'))
			buffer_add_cstr(&out, c == 'q' ? "ø" : "Ø");
		else
			buffer_add_byte(&out, c);
	}
	places[text.len] = out.len;
	return out;
}

/* The text as one block. */
static struct tokens cut(struct arena *arena, struct str text, enum block_kind kind)
{
	struct block block = {.range = {0, text.len}, .kind = kind};
	struct document document = {.text = text, .blocks = &block, .block_count = 1};
	struct tokens tokens;
	segment_tokens(arena, &document, 0, &tokens);
	return tokens;
}

static void expect_same_tokens(struct tokens plain, struct tokens other, const size_t *places)
{
	assert_int_equal(plain.count, other.count);
	for (size_t i = 0; i < plain.count; i++) {
		const struct token *a = &plain.items[i], *b = &other.items[i];
		assert_int_equal(places[a->start], b->start);
		assert_int_equal(places[a->start + a->length], b->start + b->length);
		assert_int_equal(a->kind, b->kind);
		assert_int_equal(a->capitalised, b->capitalised);
		assert_int_equal(a->all_caps, b->all_caps);
		assert_int_equal(a->space_before, b->space_before);
		assert_int_equal(a->sentence_start, b->sentence_start);
	}
}

static void words_of_ascii_are_found_as_all_others(void **state)
{
	(void)state;
	struct test_random random = {11};
	for (size_t round = 0; round < 2000; round++) {
		size_t places[256];
		struct arena *arena = arena_new();
		struct buffer plain = random_words(&random, 1 + round % 200);
		struct buffer other = with_other_letters(buffer_str(&plain), places);
		enum block_kind kind = round % 2 ? BLOCK_PREFORMATTED : BLOCK_PARAGRAPH;
		struct tokens tokens = cut(arena, buffer_str(&plain), kind);
		expect_same_tokens(tokens, cut(arena, buffer_str(&other), kind), places);
		buffer_free(&plain);
		buffer_free(&other);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_ascii_are_found_as_all_others),
		cmocka_unit_test(test_words_and_punctuation),
		cmocka_unit_test(test_abbreviations_keep_their_stops),
		cmocka_unit_test(test_apostrophes),
		cmocka_unit_test(test_hyphens),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_what_ends_no_sentence),
		cmocka_unit_test(test_an_abbreviation_may_end_a_sentence),
		cmocka_unit_test(test_kept_lines_are_sentences),
	};
	return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
