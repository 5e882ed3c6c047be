/* The set of annotations: order, look-ups, changes and their inverses. */
#include "annotating.h"

static struct annotation *at(const char *id, size_t start, size_t end)
{
	struct annotation *annotation = annotation_new();
	snprintf(annotation->id, sizeof annotation->id, "%s", id);
	annotation->kind = ANNOTATION_SPAN;
	annotation->range = (struct range){start, end};
	return annotation;
}

static void test_names_read_back(void **state)
{
	(void)state;
	for (int i = 0; i < ANNOTATION_KINDS; i++) {
		enum annotation_kind kind;
		assert_true(annotation_kind_from(
			str_from(annotation_kind_name((enum annotation_kind)i)), &kind));
		assert_int_equal(kind, i);
	}
	for (int i = 0; i < ANNOTATION_STATUSES; i++) {
		enum annotation_status status;
		assert_true(annotation_status_from(
			str_from(annotation_status_name((enum annotation_status)i)), &status));
		assert_int_equal(status, i);
	}
	enum annotation_kind kind;
	assert_false(annotation_kind_from(STR("Quote"), &kind));
	assert_false(annotation_kind_from(STR(""), &kind));
}

static void test_ids_are_unique_and_grow(void **state)
{
	(void)state;
	char before[ANNOTATION_ID_LENGTH + 1] = "", id[ANNOTATION_ID_LENGTH + 1];
	for (size_t i = 0; i < 100000; i++) {
		annotation_make_id(id);
		assert_int_equal(strlen(id), ANNOTATION_ID_LENGTH);
		assert_int_equal(
			strspn(id, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), ANNOTATION_ID_LENGTH);
		assert_true(strcmp(before, id) < 0);
		memcpy(before, id, sizeof before);
	}
}

static void test_ids_grow_when_the_clock_goes_back(void **state)
{
	(void)state;
	char later[ANNOTATION_ID_LENGTH + 1], earlier[ANNOTATION_ID_LENGTH + 1];
	setenv("ATTACHE_NOW", "2040-01-01T00:00:00Z", 1);
	annotation_make_id(later);
	setenv("ATTACHE_NOW", "2020-01-01T00:00:00Z", 1);
	annotation_make_id(earlier);
	unsetenv("ATTACHE_NOW");
	assert_true(strcmp(later, earlier) < 0);
}

static void test_tags_toggle_and_keep_their_order(void **state)
{
	(void)state;
	struct annotation *annotation = annotation_new();
	annotation_toggle_tag(annotation, "a");
	annotation_toggle_tag(annotation, "b");
	annotation_toggle_tag(annotation, "c");
	annotation_toggle_tag(annotation, "b");
	assert_int_equal(annotation->tag_count, 2);
	assert_string_equal(annotation->tags[1], "c");
	assert_true(annotation_has_tag(annotation, "a"));
	assert_false(annotation_has_tag(annotation, "b"));
	annotation_free(annotation);
}

static void test_a_copy_owns_everything(void **state)
{
	(void)state;
	struct test_random random = {1};
	struct buffer prose = annotating_prose(&random, 10);
	struct document *document = annotating_document("a.txt", buffer_str(&prose));
	for (size_t i = 0; i < 200; i++) {
		struct annotation *from = annotating_random(&random, document);
		struct annotation *copy = annotation_copy(from), *again = annotation_copy(copy);
		annotation_free(from);
		annotating_expect_same(again, copy);
		annotation_free(copy);
		annotation_free(again);
	}
	document_free(document);
	buffer_free(&prose);
}

static void test_an_empty_text_is_absent(void **state)
{
	(void)state;
	struct annotation *annotation = annotation_new();
	annotation_set(&annotation->note, STR("x"));
	annotation_set(&annotation->note, STR(""));
	assert_null(annotation->note);
	annotation_free(annotation);
}

static void test_the_set_is_sorted(void **state)
{
	(void)state;
	struct annotations *set = annotations_new();
	annotating_add(set, at("d", 5, 9));
	annotating_add(set, at("b", 5, 7));
	annotating_add(set, at("c", 2, 30));
	annotating_add(set, at("a", 5, 9));
	static const char *const order[] = {"c", "b", "a", "d"};
	for (size_t i = 0; i < 4; i++)
		assert_string_equal(annotations_at(set, i)->id, order[i]);
	assert_int_equal(annotations_from(set, 0), 0);
	assert_int_equal(annotations_from(set, 3), 1);
	assert_int_equal(annotations_from(set, 6), 4);
	annotations_free(set);
}

static void test_look_ups_by_id_and_place(void **state)
{
	(void)state;
	struct annotations *set = annotations_new();
	annotating_add(set, at("wide", 0, 100));
	annotating_add(set, at("mid", 10, 50));
	annotating_add(set, at("in", 20, 30));
	struct annotation *orphan = at("lost", 0, 0);
	orphan->status = ANNOTATION_ORPHANED;
	annotating_add(set, orphan);
	assert_string_equal(annotations_find(set, "mid")->id, "mid");
	assert_null(annotations_find(set, "none"));
	assert_string_equal(annotations_on(set, (struct range){10, 50})->id, "mid");
	assert_null(annotations_on(set, (struct range){10, 49}));
	assert_null(annotations_on(set, (struct range){0, 0}));
	assert_string_equal(annotations_covering(set, 25)->id, "in");
	assert_string_equal(annotations_covering(set, 30)->id, "mid");
	assert_string_equal(annotations_covering(set, 99)->id, "wide");
	assert_null(annotations_covering(set, 100));
	annotations_free(set);
}

static void test_changes_that_do_not_fit_change_nothing(void **state)
{
	(void)state;
	struct annotations *set = annotations_new();
	struct change inverse;
	annotating_add(set, at("a", 1, 2));
	uint64_t revision = annotations_revision(set);
	struct annotation *twin = at("a", 3, 4), *stranger = at("b", 1, 2);
	assert_false(annotations_apply(set, (struct change){NULL, twin}, &inverse));
	assert_false(annotations_apply(set, (struct change){stranger, NULL}, &inverse));
	assert_false(annotations_apply(set, (struct change){stranger, twin}, &inverse));
	assert_int_equal(annotations_revision(set), revision);
	assert_int_equal(annotations_count(set), 1);
	annotation_free(twin);
	annotation_free(stranger);
	annotations_free(set);
}

/* A random set of annotations and a list of the ids it holds. */
static void test_ten_thousand_changes_keep_order_and_index(void **state)
{
	(void)state;
	struct test_random random = {7};
	struct annotations *set = annotations_new();
	static bool held[500];
	size_t count = 0;
	for (size_t step = 0; step < 10000; step++) {
		char id[8];
		size_t number = test_random_below(&random, 500);
		size_t start = test_random_below(&random, 1000);
		snprintf(id, sizeof id, "i%zu", number);
		if (!held[number]) {
			annotating_add(set, at(id, start, start + number % 7));
			held[number] = true;
			count++;
		} else if (test_random_below(&random, 2)) {
			annotating_replace(set, at(id, start, start + 3));
		} else {
			annotating_remove(set, id);
			held[number] = false;
			count--;
		}
		assert_int_equal(annotations_count(set), count);
		assert_int_equal(annotations_find(set, id) != NULL, held[number]);
		assert_int_equal(annotations_revision(set), step + 1);
		for (size_t i = 1; step % 100 == 0 && i < count; i++) {
			const struct annotation *a = annotations_at(set, i - 1);
			const struct annotation *b = annotations_at(set, i);
			assert_true(a->range.start < b->range.start ||
				    (a->range.start == b->range.start &&
					    (a->range.end < b->range.end ||
						    (a->range.end == b->range.end &&
							    strcmp(a->id, b->id) < 0))));
			assert_ptr_equal(annotations_find(set, b->id), b);
		}
	}
	annotations_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_read_back),
		cmocka_unit_test(test_ids_are_unique_and_grow),
		cmocka_unit_test(test_ids_grow_when_the_clock_goes_back),
		cmocka_unit_test(test_tags_toggle_and_keep_their_order),
		cmocka_unit_test(test_a_copy_owns_everything),
		cmocka_unit_test(test_an_empty_text_is_absent),
		cmocka_unit_test(test_the_set_is_sorted),
		cmocka_unit_test(test_look_ups_by_id_and_place),
		cmocka_unit_test(test_changes_that_do_not_fit_change_nothing),
		cmocka_unit_test(test_ten_thousand_changes_keep_order_and_index),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
