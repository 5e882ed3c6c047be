/* Who said it: cues before, behind and around a quotation, pronouns, sources, and the clauses
 * that must not steal. */
#include "article.h"
#include "test.h"

#define SPEAKER 3
#define WORDS 4
#define CUE 5
#define SOURCE 6

static void cue_before(void **state)
{
	(void)state;
	assert_quotes("Kenyan Trade Minister Grace Wanjiku said: “The port is open.”", CUE,
		"direct|The port is open.|Grace Wanjiku|Grace Wanjiku|said\n");
	assert_quotes("Tomas Berg, 58, told reporters in Oslo, “We wait.”", CUE,
		"direct|We wait.|Tomas Berg|Tomas Berg|told\n");
	assert_quotes("Tomas Berg told Rosa Quispe that the plan was “too little, too late”.",
		SPEAKER, "partial|too little, too late|Tomas Berg\n");
}

static void cue_behind_and_inverted(void **state)
{
	(void)state;
	assert_quotes("“The port is open,” Grace Wanjiku said.", CUE,
		"direct|The port is open,|Grace Wanjiku|Grace Wanjiku|said\n");
	assert_quotes("“The port is open,” said Grace Wanjiku, the trade minister.", WORDS,
		"direct|The port is open,|Grace Wanjiku|Grace Wanjiku\n");
	assert_quotes("“The port is open,” said the mayor of Mombasa, Joseph Mollel.", WORDS,
		"direct|The port is open,|Joseph Mollel|Joseph Mollel\n");
	assert_quotes(
		"Both sides should aim for calm amid “storms and currents”, Tomas Berg told "
		"his guest on Monday.",
		SPEAKER, "partial|storms and currents|Tomas Berg\n");
}

static void appositions_and_phrases(void **state)
{
	(void)state;
	assert_quotes("Grace Wanjiku, director of the port authority, said: “It is open.”",
		SPEAKER, "direct|It is open.|Grace Wanjiku\n");
	assert_quotes("The mayor of Mombasa, Joseph Mollel, said: “It is open.”", SPEAKER,
		"direct|It is open.|Joseph Mollel\n");
	assert_quotes("Tomas Berg of UNICEF said: “It is open.”", SPEAKER,
		"direct|It is open.|Tomas Berg\n");
	assert_quotes("A senior official in Oslo said: “It is open.”", WORDS,
		"direct|It is open.|A senior official in Oslo|A senior official in Oslo\n");
}

static void passives(void **state)
{
	(void)state;
	assert_quotes("The proposal was described by Tomas Berg as “a step forward”.", SPEAKER,
		"partial|a step forward|Tomas Berg\n");
	assert_quotes("Rosa Quispe was described as “stubborn” by Tomas Berg.", SPEAKER,
		"partial|stubborn|Tomas Berg\n");
}

static void participles_take_the_main_subject(void **state)
{
	(void)state;
	assert_quotes("Rosa Quispe met Tomas Berg on Friday, calling the talks “frank”.",
		SPEAKER, "partial|frank|Rosa Quispe\n");
	assert_quotes("Calling it “a trap”, Rosa Quispe left the room.", SPEAKER,
		"partial|a trap|Rosa Quispe\n");
}

static void relative_clauses_do_not_steal(void **state)
{
	(void)state;
	assert_quotes(
		"The remarks drew protests from Nairobi, which later summoned Tomas Berg and "
		"said his words were “an insult to the nation”.",
		SPEAKER, "partial|an insult to the nation|Nairobi\n");
}

static void pronouns(void **state)
{
	(void)state;
	assert_quotes("Grace Wanjiku met Joseph Mollel in Arusha on Friday.\n\n"
		      "She said the talks were “frank”. He said they were “dull”.",
		WORDS, "partial|frank|Grace Wanjiku|She\npartial|dull|Joseph Mollel|He\n");
	assert_quotes("Ties suffered after remarks Tomas Berg made about the river.\n\n"
		      "In April 2023, he said the river was not “a private lake”.",
		SPEAKER, "partial|a private lake|Tomas Berg\n");
}

static void descriptions(void **state)
{
	(void)state;
	assert_quotes(
		"The trade minister, Grace Wanjiku, spoke first. Tomas Berg was silent.\n\n"
		"“Nothing was signed,” the minister added.",
		WORDS, "direct|Nothing was signed,|Grace Wanjiku|the minister\n");
	assert_quotes("“It is over,” said a spokesman for UNESCO.", SPEAKER,
		"direct|It is over,|UNESCO\n");
}

static void governments_speak(void **state)
{
	(void)state;
	struct article article = article_read(
		STR("Moscow accused the alliance of “playing with fire” in the north."));
	assert_int_equal(article.found->quote_count, 1);
	const struct quote *quote = &article.found->quotes[0];
	assert_str(quote->speaker_name, "Moscow");
	size_t mention = extraction_mention_at(article.found, quote->speaker_words.start);
	assert_true(mention < article.found->mention_count);
	assert_true(article.found->mentions[mention].metonym);
	article_close(&article);
}

static void a_quotation_without_cue_goes_on(void **state)
{
	(void)state;
	assert_quotes("“The port is open,” Grace Wanjiku said. “It stays open.”\n\n"
		      "“We need it.”",
		SPEAKER,
		"direct|The port is open,|Grace Wanjiku\n"
		"direct|It stays open.|Grace Wanjiku\n"
		"direct|We need it.|Grace Wanjiku\n");
}

static void carried_speakers_are_less_certain(void **state)
{
	(void)state;
	struct article article = article_read(
		STR("“The port is open,” Grace Wanjiku said. “It stays open.”"));
	assert_int_equal(article.found->quote_count, 2);
	assert_true(article.found->quotes[0].confidence > article.found->quotes[1].confidence);
	assert_true(article.found->quotes[1].confidence > 0);
	article_close(&article);
}

static void nobody_speaks(void **state)
{
	(void)state;
	struct article article = article_read(STR("“It stays open for all of us.”"));
	assert_int_equal(article.found->quote_count, 1);
	assert_true(article.found->quotes[0].speaker == ENTITY_NONE);
	assert_str(article.found->quotes[0].speaker_name, "");
	article_close(&article);
}

static void sources_are_not_speakers(void **state)
{
	(void)state;
	assert_quotes(
		"“The port is open,” Grace Wanjiku said, according to the Kenyan statement.",
		SOURCE,
		"direct|The port is open,|Grace Wanjiku|Grace Wanjiku|said|the Kenyan "
		"statement\n");
	assert_quotes("“The port is open,” Grace Wanjiku was quoted as saying in a Kenyan "
		      "government statement.",
		SOURCE,
		"direct|The port is open,|Grace Wanjiku|Grace Wanjiku|quoted|"
		"a Kenyan government statement\n");
	assert_quotes("Reuters quoted Tomas Berg as saying “no one wins a trade war”.", SOURCE,
		"partial|no one wins a trade war|Tomas Berg|Tomas Berg|saying|Reuters\n");
	assert_quotes("“The port is open,” Grace Wanjiku told Reuters.", SOURCE,
		"direct|The port is open,|Grace Wanjiku|Grace Wanjiku|told|\n");
}

static void according_to_names_the_speaker(void **state)
{
	(void)state;
	assert_quotes("According to Tomas Berg, the offer was “too little, too late”.", CUE,
		"partial|too little, too late|Tomas Berg|Tomas Berg|According\n");
	assert_quotes("The offer was “too little”, according to a letter by Tomas Berg.",
		SOURCE, "partial|too little|Tomas Berg|Tomas Berg|according|a letter\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cue_before),
		cmocka_unit_test(cue_behind_and_inverted),
		cmocka_unit_test(appositions_and_phrases),
		cmocka_unit_test(passives),
		cmocka_unit_test(participles_take_the_main_subject),
		cmocka_unit_test(relative_clauses_do_not_steal),
		cmocka_unit_test(pronouns),
		cmocka_unit_test(descriptions),
		cmocka_unit_test(governments_speak),
		cmocka_unit_test(a_quotation_without_cue_goes_on),
		cmocka_unit_test(carried_speakers_are_less_certain),
		cmocka_unit_test(nobody_speaks),
		cmocka_unit_test(sources_are_not_speakers),
		cmocka_unit_test(according_to_names_the_speaker),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
