/* Units: what several people annotated, put together. */
#include "annotating.h"

#include "attache/annotate/units.h"

#define TEXT "One minister came. Two ministers left. Three ministers stayed.\n"

static void add(struct annotations *set, const struct document *document, const char *words,
	const char *tag)
{
	struct annotation *annotation = annotating_on(document, words);
	annotation_toggle_tag(annotation, tag);
	annotating_add(set, annotation);
}

static void check_words(const struct annotation *version, const char *words)
{
	if (words)
		assert_string_equal(version->exact, words);
	else
		assert_null(version);
}

/* The third's words overlap only the second's; units stand in the order of the text. */
static void test_versions_of_three(void **state)
{
	(void)state;
	static const char *const expected[3][3] = {
		{"One minister came", "minister came", "One minister"},
		{NULL, "Two ministers left", "ministers left"},
		{"Three ministers stayed", NULL, NULL},
	};
	struct document *document = annotating_document("a.txt", STR(TEXT));
	struct annotations *sets[3];
	struct units units;
	for (size_t i = 0; i < 3; i++)
		sets[i] = annotations_new();
	add(sets[0], document, "Three ministers stayed", "x");
	add(sets[0], document, "One minister came", "x");
	add(sets[1], document, "Two ministers left", "x");
	add(sets[1], document, "minister came", "x");
	add(sets[2], document, "ministers left", "x");
	add(sets[2], document, "One minister", "x");
	units_make(&units, (const struct annotations *const *)sets, 3);
	assert_int_equal(units.count, 3);
	for (size_t unit = 0; unit < 3; unit++)
		for (size_t i = 0; i < 3; i++)
			check_words(units_at(&units, unit)[i], expected[unit][i]);
	check_words(units_first(&units, 1), "Two ministers left");
	assert_false(units_agree(&units, 0));
	units_free(&units);
	for (size_t i = 0; i < 3; i++)
		annotations_free(sets[i]);
	document_free(document);
}

static void test_agreement_is_of_all_and_in_all(void **state)
{
	(void)state;
	struct document *document = annotating_document("a.txt", STR(TEXT));
	struct annotations *sets[] = {annotations_new(), annotations_new(), annotations_new()};
	struct units units;
	for (size_t i = 0; i < 3; i++) {
		add(sets[i], document, "minister came", "x");
		add(sets[i], document, "Two ministers", i == 2 ? "y" : "x");
		if (i < 2)
			add(sets[i], document, "stayed", "x");
	}
	units_make(&units, (const struct annotations *const *)sets, 3);
	assert_int_equal(units.count, 3);
	assert_true(units_agree(&units, 0));
	assert_false(units_agree(&units, 1));
	assert_false(units_agree(&units, 2));
	units_free(&units);
	units_make(&units, (const struct annotations *const *)sets, 2);
	assert_true(units_agree(&units, 1) && units_agree(&units, 2));
	units_free(&units);
	for (size_t i = 0; i < 3; i++)
		annotations_free(sets[i]);
	document_free(document);
}

static void test_nobody_annotated(void **state)
{
	(void)state;
	struct annotations *none = annotations_new();
	struct units units;
	units_make(&units, (const struct annotations *const[]){none, none}, 2);
	assert_int_equal(units.count, 0);
	units_free(&units);
	annotations_free(none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_versions_of_three),
		cmocka_unit_test(test_agreement_is_of_all_and_in_all),
		cmocka_unit_test(test_nobody_annotated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
