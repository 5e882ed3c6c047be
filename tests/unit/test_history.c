/* Undo and redo: whatever was done can be taken back, step by step, and done again. */
#include "annotating.h"

#include "attache/annotate/sidecar.h"

struct fixture {
	struct buffer prose;
	struct document *document;
	struct annotations *set;
	struct history *history;
};

static int fixture_open(void **state)
{
	struct test_random random = {3};
	struct fixture *fixture = calloc(1, sizeof *fixture);
	fixture->prose = annotating_prose(&random, 20);
	fixture->document = annotating_document("a.txt", buffer_str(&fixture->prose));
	fixture->set = annotations_new();
	fixture->history = history_new();
	*state = fixture;
	return 0;
}

static int fixture_close(void **state)
{
	struct fixture *fixture = *state;
	history_free(fixture->history);
	annotations_free(fixture->set);
	document_free(fixture->document);
	buffer_free(&fixture->prose);
	free(fixture);
	return 0;
}

static void perform(struct fixture *fixture, struct change change, const char *what)
{
	struct change inverse;
	assert_true(annotations_apply(fixture->set, change, &inverse));
	history_push(fixture->history, inverse, what);
}

/* One random change: a new annotation, another content, another place, or one less. */
static void perform_random(struct fixture *fixture, struct test_random *random)
{
	size_t count = annotations_count(fixture->set);
	struct annotation *after = annotating_random(random, fixture->document);
	if (count == 0 || (count < 100 && test_random_below(random, 3) == 0)) {
		perform(fixture, (struct change){NULL, after}, "add");
		return;
	}
	const struct annotation *before = annotations_at(
		fixture->set, test_random_below(random, count));
	if (test_random_below(random, 3) == 0) {
		annotation_free(after);
		perform(fixture, (struct change){annotation_copy(before), NULL}, "delete");
		return;
	}
	memcpy(after->id, before->id, sizeof after->id);
	perform(fixture, (struct change){annotation_copy(before), after}, "change");
}

/* All of a set as text, and that text as a number. */
static void digest(const struct fixture *fixture, char hex[65])
{
	struct buffer text = {0};
	struct error err = {0};
	assert_true(sidecar_write(&text, STR(""), fixture->document, fixture->set, &err));
	file_sha256(buffer_str(&text), hex);
	buffer_free(&text);
}

static void test_nothing_to_undo(void **state)
{
	struct fixture *fixture = *state;
	struct range where;
	assert_null(history_undo(fixture->history, fixture->set, &where));
	assert_null(history_redo(fixture->history, fixture->set, &where));
}

static void test_undo_says_what_and_where(void **state)
{
	struct fixture *fixture = *state;
	struct range where = {0};
	struct annotation *annotation = annotating_on(fixture->document, "minister");
	struct range range = annotation->range;
	perform(fixture, (struct change){NULL, annotation}, "tag warning");
	assert_string_equal(
		history_undo(fixture->history, fixture->set, &where), "tag warning");
	assert_int_equal(where.start, range.start);
	assert_int_equal(annotations_count(fixture->set), 0);
	where = (struct range){0, 0};
	assert_string_equal(
		history_redo(fixture->history, fixture->set, &where), "tag warning");
	assert_int_equal(where.end, range.end);
	assert_int_equal(annotations_count(fixture->set), 1);
}

static void test_the_date_is_undone_and_redone(void **state)
{
	struct fixture *fixture = *state;
	struct range where = {1, 2};
	perform(fixture, (struct change){NULL, annotating_on(fixture->document, "minister")},
		"tag");
	annotations_set_date(fixture->set, "2026-03-01");
	history_push_date(fixture->history, "2024-05-13", "date 2026-03-01");
	assert_string_equal(
		history_undo(fixture->history, fixture->set, &where), "date 2026-03-01");
	assert_string_equal(annotations_date(fixture->set), "2024-05-13");
	assert_int_equal(where.end, 0);
	assert_null(history_back(fixture->history, true));
	assert_string_equal(history_undo(fixture->history, fixture->set, &where), "tag");
	assert_string_equal(history_redo(fixture->history, fixture->set, &where), "tag");
	assert_string_equal(
		history_redo(fixture->history, fixture->set, &where), "date 2026-03-01");
	assert_string_equal(annotations_date(fixture->set), "2026-03-01");
	assert_int_equal(annotations_count(fixture->set), 1);
}

static void test_a_new_change_clears_redo(void **state)
{
	struct fixture *fixture = *state;
	struct range where;
	perform(fixture, (struct change){NULL, annotating_on(fixture->document, "minister")},
		"a");
	assert_non_null(history_undo(fixture->history, fixture->set, &where));
	perform(fixture, (struct change){NULL, annotating_on(fixture->document, "talks")}, "b");
	assert_null(history_redo(fixture->history, fixture->set, &where));
	assert_string_equal(history_undo(fixture->history, fixture->set, &where), "b");
	assert_null(history_undo(fixture->history, fixture->set, &where));
}

/* A tree of states, walked at random: each state met again is the one left, whole. */
static void test_random_walks_through_time(void **state)
{
	enum { STEPS = 4000 };
	struct fixture *fixture = *state;
	struct test_random random = {11};
	char(*digests)[65] = calloc(STEPS + 1, sizeof *digests);
	size_t now = 0, newest = 0;
	struct range where;
	digest(fixture, digests[0]);
	for (size_t step = 0; step < STEPS; step++) {
		size_t choice = test_random_below(&random, 10);
		if (choice < 5) {
			perform_random(fixture, &random);
			newest = ++now;
			digest(fixture, digests[now]);
			continue;
		}
		char hex[65];
		bool undo = choice < 8;
		const char *what = undo ? history_undo(fixture->history, fixture->set, &where)
					: history_redo(fixture->history, fixture->set, &where);
		assert_int_equal(what != NULL, undo ? now > 0 : now < newest);
		if (what)
			now = undo ? now - 1 : now + 1;
		digest(fixture, hex);
		assert_string_equal(hex, digests[now]);
	}
	while (history_undo(fixture->history, fixture->set, &where))
		now--;
	assert_int_equal(now, 0);
	assert_int_equal(annotations_count(fixture->set), 0);
	free(digests);
}

/* An annotation that somebody else took away in the meantime: its steps lead nowhere, the
 * others still can be walked. */
static void test_steps_on_what_is_gone_are_passed_over(void **state)
{
	struct fixture *fixture = *state;
	struct range where;
	struct annotation *gone = annotating_on(fixture->document, "minister");
	char id[ANNOTATION_ID_LENGTH + 1];
	memcpy(id, gone->id, sizeof id);
	perform(fixture, (struct change){NULL, annotating_on(fixture->document, "talks")},
		"first");
	perform(fixture, (struct change){NULL, gone}, "second");
	annotating_remove(fixture->set, id);
	assert_string_equal(history_undo(fixture->history, fixture->set, &where), "first");
	assert_int_equal(annotations_count(fixture->set), 0);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		CASE(test_nothing_to_undo),
		CASE(test_undo_says_what_and_where),
		CASE(test_a_new_change_clears_redo),
		CASE(test_the_date_is_undone_and_redone),
		CASE(test_random_walks_through_time),
		CASE(test_steps_on_what_is_gone_are_passed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
