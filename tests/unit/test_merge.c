/* Merging by id and field: nothing that anybody wrote is lost. */
#include "annotating.h"

#include "attache/annotate/merge.h"

static struct annotation *plain(const char *id)
{
	struct annotation *annotation = annotation_new();
	snprintf(annotation->id, sizeof annotation->id, "%s", id);
	annotation->range = (struct range){10, 20};
	annotation_set(&annotation->exact, STR("ten to twen"));
	annotation_set(&annotation->note, STR("base"));
	annotation_toggle_tag(annotation, "one");
	annotation_toggle_tag(annotation, "two");
	annotation->created = 1000;
	return annotation;
}

/* Three versions of one annotation, to be changed and merged. */
struct three {
	struct annotation *base, *ours, *theirs, *merged;
	bool conflict;
};

static struct three three_new(void)
{
	return (struct three){plain("A"), plain("A"), plain("A"), NULL, false};
}

static void three_merge(struct three *three)
{
	three->merged = annotation_merge(
		three->base, three->ours, three->theirs, &three->conflict);
}

static void three_free(struct three *three)
{
	annotation_free(three->base);
	annotation_free(three->ours);
	annotation_free(three->theirs);
	annotation_free(three->merged);
}

static void test_different_fields_are_both_taken(void **state)
{
	(void)state;
	struct three three = three_new();
	annotation_set(&three.ours->note, STR("ours"));
	annotation_set(&three.theirs->speaker, STR("theirs"));
	three.theirs->stance = 2;
	three.ours->modified = 5000;
	three.theirs->modified = 9000;
	three_merge(&three);
	assert_false(three.conflict);
	assert_string_equal(three.merged->note, "ours");
	assert_string_equal(three.merged->speaker, "theirs");
	assert_int_equal(three.merged->stance, 2);
	assert_int_equal(three.merged->modified, 9000);
	three_free(&three);
}

static void test_tags_merge_as_sets(void **state)
{
	(void)state;
	struct three three = three_new();
	annotation_toggle_tag(three.ours, "three");
	annotation_toggle_tag(three.ours, "one");
	annotation_toggle_tag(three.theirs, "four");
	annotation_toggle_tag(three.theirs, "two");
	three_merge(&three);
	assert_false(three.conflict);
	assert_int_equal(three.merged->tag_count, 2);
	assert_true(annotation_has_tag(three.merged, "three"));
	assert_true(annotation_has_tag(three.merged, "four"));
	three_free(&three);
}

static void test_the_same_change_twice_is_no_conflict(void **state)
{
	(void)state;
	struct three three = three_new();
	annotation_set(&three.ours->note, STR("same"));
	annotation_set(&three.theirs->note, STR("same"));
	three_merge(&three);
	assert_false(three.conflict);
	assert_string_equal(three.merged->note, "same");
	three_free(&three);
}

static void test_one_field_changed_in_two_ways_is_a_conflict(void **state)
{
	(void)state;
	struct three three = three_new();
	annotation_set(&three.ours->note, STR("ours"));
	annotation_set(&three.theirs->note, STR(""));
	three_merge(&three);
	assert_true(three.conflict);
	assert_string_equal(three.merged->note, "ours");
	three_free(&three);
}

static void test_found_again_differently_is_no_conflict(void **state)
{
	(void)state;
	struct three three = three_new();
	three.ours->range = (struct range){30, 40};
	three.theirs->status = ANNOTATION_ORPHANED;
	three.theirs->range = (struct range){0, 0};
	three_merge(&three);
	assert_false(three.conflict);
	assert_int_equal(three.merged->range.start, 30);
	three_free(&three);
	three = three_new();
	three.ours->range = (struct range){30, 40};
	annotation_set(&three.ours->exact, STR("other words"));
	annotation_set(&three.theirs->exact, STR("still others"));
	three_merge(&three);
	assert_true(three.conflict);
	three_free(&three);
}

/* ---- sets
 * ---------------------------------------------------------------------------------- */

static struct annotations *set_of(const char *ids)
{
	struct annotations *set = annotations_new();
	for (; *ids; ids++) {
		char id[2] = {*ids, '\0'};
		annotating_add(set, plain(id));
	}
	return set;
}

static void note(struct annotations *set, const char *id, const char *text)
{
	struct annotation *after = annotation_copy(annotations_find(set, id));
	annotation_set(&after->note, str_from(text));
	annotating_replace(set, after);
}

/* "A:base B:ours" for every annotation, copies as "A~:theirs". */
static void expect_merged(struct annotations *base, struct annotations *ours,
	struct annotations *theirs, const char *expected, size_t conflicts)
{
	size_t found;
	struct buffer out = {0};
	struct annotations *merged = annotations_merge(base, ours, theirs, &found);
	for (int copies = 0; copies < 2; copies++)
		for (size_t i = 0; i < annotations_count(merged); i++) {
			const struct annotation *annotation = annotations_at(merged, i);
			if (!annotation->conflict_of == (copies == 0))
				buffer_format(&out, "%s%s%s:%s", out.len ? " " : "",
					copies ? annotation->conflict_of : annotation->id,
					copies ? "~" : "", annotation->note);
		}
	buffer_reserve(&out, 1);
	assert_str(buffer_str(&out), expected);
	assert_int_equal(found, conflicts);
	buffer_free(&out);
	annotations_free(base);
	annotations_free(ours);
	annotations_free(theirs);
	annotations_free(merged);
}

static void test_additions_of_both_sides_are_kept(void **state)
{
	(void)state;
	expect_merged(set_of("A"), set_of("AB"), set_of("AC"), "A:base B:base C:base", 0);
	expect_merged(set_of(""), set_of("A"), set_of(""), "A:base", 0);
	expect_merged(set_of(""), set_of("A"), set_of("A"), "A:base", 0);
}

static void test_deletions_count_unless_the_other_side_changed_it(void **state)
{
	(void)state;
	expect_merged(set_of("ABC"), set_of("BC"), set_of("AB"), "B:base", 0);
	struct annotations *ours = set_of("A"), *theirs = set_of("A");
	note(ours, "A", "ours");
	expect_merged(set_of("A"), ours, set_of(""), "A:ours", 0);
	note(theirs, "A", "theirs");
	expect_merged(set_of("A"), set_of(""), theirs, "A:theirs", 0);
}

static void test_a_real_conflict_keeps_both_versions(void **state)
{
	(void)state;
	struct annotations *ours = set_of("AB"), *theirs = set_of("AB");
	note(ours, "A", "ours");
	note(theirs, "A", "theirs");
	note(theirs, "B", "theirs");
	expect_merged(set_of("AB"), ours, theirs, "A:ours B:theirs A~:theirs", 1);
}

static void test_without_a_beginning_what_differs_is_kept_twice(void **state)
{
	(void)state;
	struct annotations *ours = set_of("AB"), *theirs = set_of("AB");
	note(ours, "A", "ours");
	expect_merged(set_of(""), ours, theirs, "A:ours B:base A~:base", 1);
}

/* The copy of a conflict has the same id wherever the two are merged, and is not made again
 * where it is. */
static void test_a_conflict_met_again_makes_the_same_copy(void **state)
{
	(void)state;
	struct annotations *base = set_of("A"), *ours = set_of("A"), *theirs = set_of("A");
	size_t conflicts;
	note(ours, "A", "ours");
	note(theirs, "A", "theirs");
	struct annotations *here = annotations_merge(base, ours, theirs, &conflicts);
	struct annotations *there = annotations_merge(base, ours, theirs, &conflicts);
	assert_true(annotations_equal(here, there));
	struct annotations *again = annotations_merge(base, here, theirs, &conflicts);
	assert_int_equal(conflicts, 1);
	assert_true(annotations_equal(again, here));
	/* Merged the other way round and then with one another: both versions, none lost. */
	struct annotations *other = annotations_merge(base, theirs, ours, &conflicts);
	struct annotations *both = annotations_merge(base, here, other, &conflicts);
	assert_int_equal(annotations_count(both), 3);
	annotations_free(base);
	annotations_free(ours);
	annotations_free(theirs);
	annotations_free(here);
	annotations_free(there);
	annotations_free(again);
	annotations_free(other);
	annotations_free(both);
}

/* Each thing that an annotation says is in the id; where it was found is not. */
static void test_an_id_of_content(void **state)
{
	(void)state;
	char id[ANNOTATION_ID_LENGTH + 1], other[ANNOTATION_ID_LENGTH + 1];
	struct annotation *annotation = plain("A");
	annotation_derive_id(annotation, id);
	assert_int_equal(strlen(id), ANNOTATION_ID_LENGTH);
	annotation->range.start++;
	annotation_derive_id(annotation, other);
	assert_string_equal(other, id);
	annotation_set(&annotation->source, str_from(annotation->note));
	annotation_set(&annotation->note, STR(""));
	annotation_derive_id(annotation, other);
	assert_string_not_equal(other, id);
	annotation_free(annotation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_different_fields_are_both_taken),
		cmocka_unit_test(test_tags_merge_as_sets),
		cmocka_unit_test(test_the_same_change_twice_is_no_conflict),
		cmocka_unit_test(test_one_field_changed_in_two_ways_is_a_conflict),
		cmocka_unit_test(test_found_again_differently_is_no_conflict),
		cmocka_unit_test(test_additions_of_both_sides_are_kept),
		cmocka_unit_test(test_deletions_count_unless_the_other_side_changed_it),
		cmocka_unit_test(test_a_real_conflict_keeps_both_versions),
		cmocka_unit_test(test_a_conflict_met_again_makes_the_same_copy),
		cmocka_unit_test(test_an_id_of_content),
		cmocka_unit_test(test_without_a_beginning_what_differs_is_kept_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
