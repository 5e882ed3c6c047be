/* Comparison: units of several annotators, values, spans, over articles. */
#include "annotating.h"

#include "attache/annotate/comparison.h"

#include <math.h>

#define TEXT "One minister came. Two ministers left. Three ministers stayed.\n"

static struct annotation *tagged(
	const struct document *document, const char *words, const char *tag)
{
	struct annotation *annotation = annotating_on(document, words);
	if (tag)
		annotation_toggle_tag(annotation, tag);
	return annotation;
}

static struct comparison_measures measure(
	const struct comparison *comparison, size_t tag, size_t a, size_t b)
{
	return comparison_measure(comparison, tag, (size_t[]){a, b}, 2);
}

/* Three people, of whom nobody marked all: a unit is what any two marked. */
static void test_units_of_three(void **state)
{
	(void)state;
	struct document *document = annotating_document("a.txt", STR(TEXT));
	struct annotations *sets[3];
	for (size_t i = 0; i < 3; i++)
		sets[i] = annotations_new();
	annotating_add(sets[0], tagged(document, "One minister came", "x"));
	annotating_add(sets[1], tagged(document, "minister came", "x"));
	annotating_add(sets[1], tagged(document, "Two ministers left", "y"));
	annotating_add(sets[2], tagged(document, "ministers left", "x"));
	struct comparison *comparison = comparison_new(false);
	comparison_add(comparison, document,
		(struct comparison_part[]){
			{"ana", sets[0]}, {"ben", sets[1]}, {"cleo", sets[2]}},
		3);
	struct comparison_measures all = comparison_measure(
		comparison, COMPARISON_ALL_TAGS, (size_t[]){0, 1, 2}, 3);
	assert_int_equal(comparison_tag_count(comparison), 2);
	assert_string_equal(comparison_tag(comparison, 1), "y");
	assert_int_equal(all.units, 2);
	assert_int_equal(all.agreed, 1);
	assert_true(isnan(all.kappa));
	assert_int_equal(measure(comparison, COMPARISON_ALL_TAGS, 0, 2).units, 0);
	struct comparison_measures pair = measure(comparison, COMPARISON_ALL_TAGS, 0, 1);
	assert_int_equal(pair.units, 1);
	assert_true(pair.exact.f1 == 0);
	assert_true(pair.overlap.recall == 1 && pair.overlap.precision == 0.5);
	comparison_free(comparison);
	for (size_t i = 0; i < 3; i++)
		annotations_free(sets[i]);
	document_free(document);
}

/* What one did not mark is missing, or without a tag when that is asked for. */
static void test_unmarked(void **state)
{
	(void)state;
	struct document *document = annotating_document("a.txt", STR(TEXT));
	struct annotations *ana = annotations_new(), *ben = annotations_new();
	annotating_add(ana, tagged(document, "minister came", "x"));
	annotating_add(ana, tagged(document, "ministers stayed", NULL));
	annotating_add(ben, tagged(document, "minister came", "x"));
	for (int unmarked = 0; unmarked < 2; unmarked++) {
		struct comparison *comparison = comparison_new(unmarked);
		comparison_add(comparison, document,
			(struct comparison_part[]){{"ana", ana}, {"ben", ben}}, 2);
		struct comparison_measures found = measure(comparison, 0, 0, 1);
		assert_int_equal(found.units, unmarked ? 2 : 1);
		assert_int_equal(found.agreed, found.units);
		comparison_free(comparison);
	}
	annotations_free(ana);
	annotations_free(ben);
	document_free(document);
}

static void test_suggestions_and_rejected_do_not_count(void **state)
{
	(void)state;
	struct document *document = annotating_document("a.txt", STR(TEXT));
	struct annotations *ana = annotations_new(), *ben = annotations_new();
	struct annotation *proposed = tagged(document, "minister came", "x");
	struct annotation *refused = tagged(document, "ministers left", "x");
	proposed->status = ANNOTATION_SUGGESTED;
	refused->status = ANNOTATION_REJECTED;
	annotating_add(ana, proposed);
	annotating_add(ana, refused);
	annotating_add(ben, tagged(document, "minister came", "x"));
	annotating_add(ben, tagged(document, "ministers left", "x"));
	struct comparison *comparison = comparison_new(false);
	comparison_add(comparison, document,
		(struct comparison_part[]){{"ana", ana}, {"ben", ben}}, 2);
	struct comparison_measures found = measure(comparison, 0, 0, 1);
	assert_int_equal(found.articles, 1);
	assert_int_equal(found.units, 0);
	assert_true(isnan(found.exact.recall));
	assert_true(found.exact.precision == 0 && found.exact.f1 == 0);
	comparison_free(comparison);
	annotations_free(ana);
	annotations_free(ben);
	document_free(document);
}

/* Only articles that both annotated count for two, whoever else annotated others. */
static void test_articles_in_common(void **state)
{
	(void)state;
	struct document *document = annotating_document("a.txt", STR(TEXT));
	struct annotations *set = annotations_new();
	annotating_add(set, tagged(document, "minister came", "x"));
	annotating_add(set, tagged(document, "ministers left", "y"));
	struct comparison *comparison = comparison_new(false);
	struct comparison_part parts[] = {{"ana", set}, {"ben", set}};
	comparison_add(comparison, document, parts, 2);
	comparison_add(comparison, document, parts, 2);
	parts[1].name = "cleo";
	comparison_add(comparison, document, parts, 2);
	assert_int_equal(comparison_annotator_count(comparison), 3);
	struct comparison_measures found = measure(comparison, COMPARISON_ALL_TAGS, 0, 1);
	assert_int_equal(found.articles, 2);
	assert_int_equal(found.units, 4);
	assert_true(found.kappa == 1 && found.alpha == 1 && found.unitizing == 1);
	assert_true(found.exact.f1 == 1 && found.overlap.f1 == 1);
	assert_int_equal(measure(comparison, COMPARISON_ALL_TAGS, 1, 2).articles, 0);
	comparison_free(comparison);
	annotations_free(set);
	document_free(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_units_of_three),
		cmocka_unit_test(test_unmarked),
		cmocka_unit_test(test_suggestions_and_rejected_do_not_count),
		cmocka_unit_test(test_articles_in_common),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
