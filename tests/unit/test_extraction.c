/* The extraction as a piece of work: in steps of any size, dropped at any time. */
#include "article.h"
#include "test.h"

#include "attache/extract/findings.h"

/* Texts with every kind of quotation, as paragraphs of one article each. */
static const char *const texts[] = {"tests/unit/cases/articles.txt",
	"tests/unit/cases/indirect.txt", "tests/unit/cases/marks.txt",
	"tests/unit/cases/speakers.txt", "tests/unit/cases/transcripts.txt"};

#define TEXTS (sizeof texts / sizeof *texts)

static struct buffer findings(
	const struct document *document, const struct extraction *extraction)
{
	struct buffer out = {0};
	findings_add_jsonl(&out, STR("x"), document, document->metadata.date, extraction);
	return out;
}

/* Steps of `bytes`, or of a random number of them for 0. */
static struct extraction *extract_in_steps(const struct article *article, size_t bytes)
{
	struct test_random random = {7};
	struct extraction_job *job = extraction_begin(article->document, article->lexicon);
	while (!extraction_step(job, bytes ? bytes : test_random_below(&random, 5000)))
		continue;
	assert_true(extraction_step(job, 1));
	return extraction_end(job);
}

static void findings_do_not_depend_on_the_steps(void **state)
{
	(void)state;
	static const size_t steps[] = {1, 100, 4096, 0};
	for (size_t t = 0; t < TEXTS; t++) {
		struct buffer text = test_read(texts[t]);
		struct article article = article_read(buffer_str(&text));
		struct buffer whole = findings(article.document, article.found);
		assert_true(article.found->mention_count > 20);
		assert_true(article.found->quote_count > 5);
		for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
			struct extraction *found = extract_in_steps(&article, steps[s]);
			struct buffer pieces = findings(article.document, found);
			assert_string_equal(pieces.data, whole.data);
			buffer_free(&pieces);
			extraction_free(found);
		}
		buffer_free(&whole);
		article_close(&article);
		buffer_free(&text);
	}
}

/* How many steps of one byte the work takes. */
static size_t count_steps(const struct article *article)
{
	struct extraction_job *job = extraction_begin(article->document, article->lexicon);
	size_t steps = 1;
	while (!extraction_step(job, 1))
		steps++;
	extraction_free(extraction_end(job));
	return steps;
}

/* No step does the work of many: each paragraph, name and quotation has its own. */
static void steps_grow_with_the_article(void **state)
{
	(void)state;
	struct buffer text = {0};
	size_t paragraphs = 0, steps[2];
	for (size_t i = 0; i < 2; i++) {
		for (; paragraphs < (i + 1) * 50; paragraphs++)
			buffer_format(&text, "“We wait,” Ana Kovac said in Geneva in %zu.\n\n",
				2000 + paragraphs);
		struct article article = article_read(buffer_str(&text));
		assert_int_equal(article.found->quote_count, paragraphs);
		steps[i] = count_steps(&article);
		article_close(&article);
	}
	assert_true(steps[1] - steps[0] > 50 * 10);
	buffer_free(&text);
}

/* The sanitizers see what is not given back. */
static void unfinished_work_can_be_dropped_at_any_time(void **state)
{
	(void)state;
	struct article article = article_read(STR("“We wait,” Ana Kovac said. Kovac left for\n"
						  "Geneva. Kenya said it would wait."));
	size_t steps = count_steps(&article);
	for (size_t stop = 0; stop < steps - 1; stop++) {
		struct extraction_job *job = extraction_begin(
			article.document, article.lexicon);
		for (size_t i = 0; i < stop; i++)
			assert_false(extraction_step(job, 1));
		assert_null(extraction_end(job));
	}
	article_close(&article);
}

static void an_empty_article_has_no_findings(void **state)
{
	(void)state;
	struct article article = article_read(STR(""));
	assert_int_equal(article.found->mention_count, 0);
	assert_int_equal(article.found->entity_count, 0);
	assert_int_equal(article.found->quote_count, 0);
	article_close(&article);
}

static void a_name_over_a_line_end_is_the_same_name(void **state)
{
	(void)state;
	struct article article = article_read(STR("President Robert Kimani left. Kenya thanked "
						  "President Robert\nKimani on Monday."));
	size_t people = 0;
	for (size_t i = 0; i < article.found->entity_count; i++) {
		const struct entity *entity = &article.found->entities[i];
		if (entity->type != ENTITY_PERSON)
			continue;
		people++;
		assert_str(entity->canonical, "Robert Kimani");
		assert_int_equal(entity->mention_count, 2);
		assert_int_equal(entity->alias_count, 0);
	}
	assert_int_equal(people, 1);
	article_close(&article);
}

/* "Ilse Brandt" in doubt, "Brandt" surely: one person who is shown as such at both places. */
static void an_entity_is_as_sure_as_its_surest_mention(void **state)
{
	(void)state;
	struct mention mentions[] = {
		{.confidence = 57}, {.confidence = 20}, {.confidence = 98}};
	const uint32_t hers[] = {0, 2}, other[] = {1};
	struct entity entities[] = {{.mentions = hers, .mention_count = 2},
		{.mentions = other, .mention_count = 1}};
	struct extraction extraction = {.mentions = mentions,
		.mention_count = 3,
		.entities = entities,
		.entity_count = 2};
	assert_true(extraction_is_sure(&extraction, &entities[0], 98));
	assert_false(extraction_is_sure(&extraction, &entities[0], 99));
	assert_true(extraction_is_sure(&extraction, &entities[1], 20));
	assert_false(extraction_is_sure(&extraction, &entities[1], 21));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_do_not_depend_on_the_steps),
		cmocka_unit_test(an_entity_is_as_sure_as_its_surest_mention),
		cmocka_unit_test(steps_grow_with_the_article),
		cmocka_unit_test(unfinished_work_can_be_dropped_at_any_time),
		cmocka_unit_test(an_empty_article_has_no_findings),
		cmocka_unit_test(a_name_over_a_line_end_is_the_same_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
