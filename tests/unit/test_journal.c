/* The journal: every change that was made, whole, in order, whatever happens to the file. */
#include "annotating.h"

#include "attache/annotate/journal.h"
#include "attache/base/utf8.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct place {
	char *folder, *article, *state;
	struct document *document;
	struct journal *journal;
};

static int open_place(void **state)
{
	struct test_random random = {5};
	struct place *place = calloc(1, sizeof *place);
	struct buffer prose = annotating_prose(&random, 20);
	struct buffer path = {0};
	struct error err;
	place->folder = test_folder();
	place->article = test_file(place->folder, "a.txt", buffer_str(&prose));
	buffer_format(&path, "%s/state", place->folder);
	place->state = path.data;
	assert_true(document_load(place->article, &place->document, &err));
	place->journal = journal_open(place->state, place->document);
	assert_non_null(place->journal);
	buffer_free(&prose);
	*state = place;
	return 0;
}

static int close_place(void **state)
{
	struct place *place = *state;
	journal_close(place->journal);
	document_free(place->document);
	test_folder_remove(place->folder);
	free(place->article);
	free(place->state);
	free(place);
	return 0;
}

static void write_noted(const struct place *place)
{
	struct error err = {0};
	if (!journal_write(place->journal, &err))
		fail_msg("%s", err.msg);
}

static void note_one(const struct place *place, const struct annotation *before,
	const struct annotation *after, const char *step, const char *by)
{
	const struct change change = {
		(struct annotation *)(uintptr_t)before, (struct annotation *)(uintptr_t)after};
	journal_note(place->journal, place->document, &change, step, by);
}

/* ---- replaying -----------------------------------------------------------------------------
 */

struct replay {
	const struct document *document;
	struct annotations *set;
	size_t records;
};

/* A record's annotation, on the text it was made on. */
static struct annotation *placed(const struct replay *replay, const struct annotation *from)
{
	if (!from)
		return NULL;
	struct annotation *annotation = annotation_copy(from);
	if (annotation->kind != ANNOTATION_ARTICLE && annotation->status != ANNOTATION_ORPHANED)
		annotation->range = (struct range){
			utf8_to_byte(replay->document->map, annotation->saved_start),
			utf8_to_byte(replay->document->map, annotation->saved_end)};
	return annotation;
}

static void replay_one(void *context, const struct journal_record *record)
{
	struct replay *replay = context;
	struct change inverse;
	struct change change = {placed(replay, record->before), placed(replay, record->after)};
	if (!annotations_apply(replay->set, change, &inverse))
		fail_msg("record %zu (%.*s) does not follow", replay->records,
			STR_ARG(record->step));
	change_free(inverse);
	replay->records++;
}

static void expect_replay(
	const struct place *place, const struct annotations *set, size_t records)
{
	struct replay replay = {place->document, annotations_new(), 0};
	const struct journal_query all = {.article = NULL};
	struct error err = {0};
	size_t damaged;
	if (!journal_read(place->state, &all, replay_one, &replay, &damaged, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(damaged, 0);
	assert_int_equal(replay.records, records);
	annotating_expect_same_sets(replay.set, set);
	annotations_free(replay.set);
}

static struct change random_change(const struct annotations *set, struct test_random *random,
	const struct document *document)
{
	size_t count = annotations_count(set);
	struct annotation *after = annotating_random(random, document);
	if (count == 0 || (count < 60 && test_random_below(random, 3) == 0))
		return (struct change){NULL, after};
	const struct annotation *before = annotations_at(set, test_random_below(random, count));
	if (test_random_below(random, 3) == 0) {
		annotation_free(after);
		return (struct change){annotation_copy(before), NULL};
	}
	memcpy(after->id, before->id, sizeof after->id);
	return (struct change){annotation_copy(before), after};
}

/* Edits, undo and redo at random; the journal closed and opened anew now and then. What it
 * tells, done again from nothing, gives what there is in the end. */
static void random_life(struct place *place, uint64_t seed, size_t steps)
{
	struct test_random random = {seed};
	struct annotations *set = annotations_new();
	struct history *history = history_new();
	size_t records = 0;
	for (size_t i = 0; i < steps; i++) {
		size_t choice = test_random_below(&random, 10);
		const struct change *back = NULL;
		struct change inverse;
		struct range where;
		if (choice < 6) {
			struct change change = random_change(set, &random, place->document);
			assert_true(annotations_apply(set, change, &inverse));
			history_push(history, inverse, "edit");
			back = history_back(history, false);
		} else if (choice < 8 ? history_undo(history, set, &where) != NULL
				      : history_redo(history, set, &where) != NULL) {
			back = history_back(history, choice < 8);
		}
		if (back) {
			note_one(place, back->after, back->before, "step", "ana");
			records++;
		}
		if (test_random_below(&random, 3) == 0)
			write_noted(place);
		if (test_random_below(&random, 100) == 0) {
			write_noted(place);
			journal_close(place->journal);
			place->journal = journal_open(place->state, place->document);
		}
	}
	write_noted(place);
	expect_replay(place, set, records);
	annotations_free(set);
	history_free(history);
}

static void test_replay_gives_the_final_state(void **state)
{
	random_life(*state, 1, 2500);
}

static void test_replay_gives_the_final_state_of_another_life(void **state)
{
	random_life(*state, 77, 2500);
}

/* ---- the file ------------------------------------------------------------------------------
 */

struct counted {
	size_t records;
	char last_step[64];
};

static void count_one(void *context, const struct journal_record *record)
{
	struct counted *counted = context;
	counted->records++;
	snprintf(counted->last_step, sizeof counted->last_step, "%.*s", STR_ARG(record->step));
}

static struct counted count(
	const struct place *place, struct journal_query query, size_t expected_damaged)
{
	struct counted counted = {0};
	struct error err = {0};
	size_t damaged;
	if (!journal_read(place->state, &query, count_one, &counted, &damaged, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(damaged, expected_damaged);
	return counted;
}

static char *journal_path(const struct place *place, const char *name)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/%s", place->state, name);
	return path.data;
}

static void test_nothing_is_written_before_the_save(void **state)
{
	struct place *place = *state;
	struct annotation *annotation = annotating_on(place->document, "minister");
	note_one(place, NULL, annotation, "tag", "ana");
	assert_int_equal(count(place, (struct journal_query){0}, 0).records, 0);
	write_noted(place);
	assert_int_equal(count(place, (struct journal_query){0}, 0).records, 1);
	write_noted(place);
	assert_int_equal(count(place, (struct journal_query){0}, 0).records, 1);
	annotation_free(annotation);
}

static void test_a_torn_line_costs_itself_only(void **state)
{
	struct place *place = *state;
	struct annotation *annotation = annotating_on(place->document, "minister");
	char *path = journal_path(place, "journal.jsonl");
	struct stat status;
	note_one(place, NULL, annotation, "first", "ana");
	note_one(place, annotation, NULL, "torn", "ana");
	write_noted(place);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(truncate(path, status.st_size - 40), 0);
	assert_string_equal(count(place, (struct journal_query){0}, 1).last_step, "first");
	note_one(place, NULL, annotation, "behind it", "ana");
	write_noted(place);
	struct counted counted = count(place, (struct journal_query){0}, 1);
	assert_int_equal(counted.records, 2);
	assert_string_equal(counted.last_step, "behind it");
	free(path);
	annotation_free(annotation);
}

static void test_several_writers_do_not_mix(void **state)
{
	enum { WRITERS = 6, RECORDS = 150 };
	struct place *place = *state;
	pid_t writers[WRITERS];
	for (size_t w = 0; w < WRITERS; w++) {
		fflush(NULL);
		writers[w] = fork();
		if (writers[w] != 0)
			continue;
		struct error err;
		struct annotation *annotation = annotating_on(place->document, "minister");
		for (size_t i = 0; i < RECORDS; i++) {
			note_one(place, NULL, annotation, "tag", "ana");
			if (!journal_write(place->journal, &err))
				_exit(1);
		}
		_exit(0);
	}
	for (size_t w = 0; w < WRITERS; w++) {
		int status;
		assert_int_equal(waitpid(writers[w], &status, 0), writers[w]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(count(place, (struct journal_query){0}, 0).records, WRITERS * RECORDS);
}

static void test_the_journal_is_bounded(void **state)
{
	struct place *place = *state;
	struct annotation *annotation = annotating_on(place->document, "minister");
	char *newest = journal_path(place, "journal.jsonl");
	char *oldest = journal_path(place, "journal.7.jsonl");
	char *beyond = journal_path(place, "journal.8.jsonl");
	struct stat status;
	struct buffer note = {0};
	buffer_add_repeat(&note, 'x', 1000 * 1000);
	annotation_set(&annotation->note, buffer_str(&note));
	for (size_t i = 0; i < 9 * JOURNAL_FILES + 10; i++) {
		note_one(place, NULL, annotation, "note", "ana");
		write_noted(place);
	}
	assert_int_equal(stat(oldest, &status), 0);
	assert_in_range(status.st_size, JOURNAL_MAX_BYTES, JOURNAL_MAX_BYTES + 1100 * 1000);
	assert_int_equal(stat(newest, &status), 0);
	assert_true((size_t)status.st_size < JOURNAL_MAX_BYTES + 1100 * 1000);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(access(beyond, F_OK), -1);
	free(newest);
	free(oldest);
	free(beyond);
	buffer_free(&note);
	annotation_free(annotation);
}

/* What cannot be written waits for the next time. */
static void test_a_disk_that_refuses_is_tried_again(void **state)
{
	struct place *place = *state;
	struct annotation *annotation = annotating_on(place->document, "minister");
	struct error err;
	free(test_file(place->folder, "state", STR("a file where the folder should be")));
	note_one(place, NULL, annotation, "tag", "ana");
	assert_false(journal_write(place->journal, &err));
	assert_int_equal(unlink(place->state), 0);
	write_noted(place);
	assert_int_equal(count(place, (struct journal_query){0}, 0).records, 1);
	annotation_free(annotation);
}

/* ---- asking --------------------------------------------------------------------------------
 */

static void test_who_and_which_and_since(void **state)
{
	struct place *place = *state;
	struct annotation *one = annotating_on(place->document, "minister");
	struct annotation *other = annotating_on(place->document, "talks");
	setenv("ATTACHE_NOW", "2026-11-23T10:00:00Z", 1);
	note_one(place, NULL, one, "tag", "ana");
	setenv("ATTACHE_NOW", "2026-11-24T10:00:00Z", 1);
	note_one(place, NULL, other, "note", "bob");
	unsetenv("ATTACHE_NOW");
	write_noted(place);
	assert_string_equal(
		count(place, (struct journal_query){.by = "bob"}, 0).last_step, "note");
	assert_int_equal(count(place, (struct journal_query){.by = "bo"}, 0).records, 0);
	assert_string_equal(
		count(place, (struct journal_query){.id = one->id}, 0).last_step, "tag");
	assert_int_equal(
		count(place, (struct journal_query){.since = INT64_C(1795478400000)}, 0)
			.records,
		1);
	annotation_free(one);
	annotation_free(other);
}

static void test_an_article_that_was_moved_keeps_its_past(void **state)
{
	struct place *place = *state;
	struct annotation *annotation = annotating_on(place->document, "minister");
	struct journal_query query = {.sha256 = place->document->sha256};
	char *there = realpath(place->folder, NULL);
	struct buffer moved = {0}, elsewhere = {0};
	buffer_format(&moved, "%s/b.txt", there);
	buffer_format(&elsewhere, "%s/", there);
	note_one(place, NULL, annotation, "tag", "ana");
	write_noted(place);
	query.article = moved.data;
	assert_int_equal(count(place, query, 0).records, 0); /* a copy has its own */
	assert_int_equal(rename(place->article, moved.data), 0);
	assert_int_equal(count(place, query, 0).records, 1);
	query = (struct journal_query){.article = elsewhere.data};
	assert_int_equal(count(place, query, 0).records, 1);
	query.article = "/elsewhere/";
	assert_int_equal(count(place, query, 0).records, 0);
	free(there);
	buffer_free(&moved);
	buffer_free(&elsewhere);
	annotation_free(annotation);
}

/* ---- what was deleted ----------------------------------------------------------------------
 */

static void test_what_was_deleted_comes_back_in_a_changed_text(void **state)
{
	struct place *place = *state;
	struct annotation *gone = annotating_on(place->document, "minister");
	struct annotation *undone = annotating_on(place->document, "talks");
	struct journal_deleted deleted;
	const struct journal_query all = {.article = NULL};
	struct error err;
	annotation_set(&gone->note, STR("weigh this"));
	note_one(place, NULL, gone, "note", "ana");
	note_one(place, gone, NULL, "delete", "bob");
	note_one(place, undone, NULL, "delete", "bob");
	note_one(place, NULL, undone, "undo: delete", "bob");
	write_noted(place);
	assert_true(journal_deleted_find(place->state, &all, &deleted, &err));
	assert_int_equal(deleted.count, 1);
	assert_string_equal(deleted.items[0].by, "bob");
	assert_ptr_equal(journal_deleted_called(&deleted, STR("WEIGH")), &deleted.items[0]);
	assert_null(journal_deleted_called(&deleted, STR("talks are")));

	struct buffer text = {0};
	buffer_add_cstr(&text, "A line on top.\n\n");
	buffer_add(&text, place->document->text);
	struct document *changed = annotating_document("a.txt", buffer_str(&text));
	struct annotation *back = journal_restored(&deleted.items[0], changed);
	assert_string_equal(back->id, gone->id);
	assert_string_equal(back->note, "weigh this");
	assert_str(str_slice(changed->text, back->range), "minister");
	assert_int_equal(back->range.start, gone->range.start + strlen("A line on top.\n\n"));
	annotation_free(back);
	document_free(changed);
	buffer_free(&text);
	journal_deleted_free(&deleted);
	annotation_free(gone);
	annotation_free(undone);
}

static void test_no_journal_is_quiet(void **state)
{
	struct place *place = *state;
	struct error err;
	struct annotation *annotation = annotating_on(place->document, "minister");
	const struct change change = {NULL, annotation};
	journal_note(NULL, place->document, &change, "tag", NULL);
	assert_true(journal_write(NULL, &err));
	journal_close(NULL);
	annotation_free(annotation);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)
	const struct CMUnitTest tests[] = {
		CASE(test_replay_gives_the_final_state),
		CASE(test_replay_gives_the_final_state_of_another_life),
		CASE(test_nothing_is_written_before_the_save),
		CASE(test_a_torn_line_costs_itself_only),
		CASE(test_several_writers_do_not_mix),
		CASE(test_the_journal_is_bounded),
		CASE(test_a_disk_that_refuses_is_tried_again),
		CASE(test_who_and_which_and_since),
		CASE(test_an_article_that_was_moved_keeps_its_past),
		CASE(test_what_was_deleted_comes_back_in_a_changed_text),
		CASE(test_no_journal_is_quiet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
