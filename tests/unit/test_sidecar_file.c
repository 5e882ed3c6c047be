/* The sidecar on disk: opened, saved, merged, recovered. */
#include "annotating.h"

#include "attache/annotate/sidecar.h"
#include "attache/base/memory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char text[] =
	"Talks resume\n\nThe minister said that the window for diplomacy is "
	"closing. Nobody else said so on that day, and nobody would be named.\n";

/* One reader's view of an article: as many as one likes on one file. */
struct reader {
	struct document *document;
	struct sidecar *sidecar;
	struct annotations *set;
};

static struct reader open_reader(const char *path)
{
	struct reader reader;
	struct error err = {0};
	if (!document_load(path, &reader.document, &err) ||
		!sidecar_open(reader.document, &reader.sidecar, &reader.set, &err))
		fail_msg("%s", err.msg);
	return reader;
}

static void close_reader(struct reader *reader)
{
	sidecar_free(reader->sidecar);
	annotations_free(reader->set);
	document_free(reader->document);
}

static void save(struct reader *reader)
{
	struct error err = {0};
	if (!sidecar_save(reader->sidecar, reader->document, reader->set, &err))
		fail_msg("%s", err.msg);
}

static size_t reload(struct reader *reader)
{
	struct error err = {0};
	struct sidecar_changes changes;
	if (!sidecar_reload(reader->sidecar, reader->document, reader->set, &changes, &err))
		fail_msg("%s", err.msg);
	size_t count = changes.count;
	sidecar_changes_free(&changes);
	return count;
}

/* Tag some words and keep the id. */
static void tag(struct reader *reader, const char *words, const char *name, char *id)
{
	struct annotation *annotation = annotating_on(reader->document, words);
	annotation_toggle_tag(annotation, name);
	memcpy(id, annotation->id, sizeof annotation->id);
	annotating_add(reader->set, annotation);
}

static void note(struct reader *reader, const char *id, const char *words)
{
	struct annotation *after = annotation_copy(annotations_find(reader->set, id));
	annotation_set(&after->note, str_from(words));
	annotating_replace(reader->set, after);
}

/* A folder with an article, removed at the end. */
struct place {
	char *folder, *article, *sidecar;
};

static int place_open(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	char *folder = test_folder();
	place->folder = realpath(folder, NULL);
	free(folder);
	place->article = test_file(place->folder, "article.txt", str_from(text));
	struct buffer path = {0};
	buffer_format(&path, "%s.ann.yaml", place->article);
	place->sidecar = path.data;
	setenv("XDG_STATE_HOME", place->folder, 1);
	unsetenv("XDG_RUNTIME_DIR");
	*state = place;
	return 0;
}

static int place_close(void **state)
{
	struct place *place = *state;
	chmod(place->folder, 0700);
	test_folder_remove(place->folder);
	free(place->article);
	free(place->sidecar);
	free(place);
	return 0;
}

static void put_sidecar(const struct place *place, const char *content)
{
	free(test_file(place->folder, "article.txt.ann.yaml", str_from(content)));
}

#define ID (ANNOTATION_ID_LENGTH + 1)

static void test_nothing_is_written_before_there_is_something(void **state)
{
	struct place *place = *state;
	struct reader reader = open_reader(place->article);
	assert_string_equal(sidecar_path(reader.sidecar), place->sidecar);
	assert_false(sidecar_is_elsewhere(reader.sidecar));
	assert_int_not_equal(access(place->sidecar, F_OK), 0);
	assert_false(sidecar_changed(reader.sidecar));
	close_reader(&reader);
}

static void test_saved_and_read_again(void **state)
{
	struct place *place = *state;
	char id[ID];
	struct reader reader = open_reader(place->article);
	tag(&reader, "the window for diplomacy is closing", "warning", id);
	save(&reader);
	assert_false(sidecar_changed(reader.sidecar));
	struct reader again = open_reader(place->article);
	annotating_expect_same_sets(again.set, reader.set);
	assert_int_equal(sidecar_diagnostics(again.sidecar)->count, 0);
	close_reader(&again);
	close_reader(&reader);
}

static void test_a_changed_source_moves_the_places_along(void **state)
{
	struct place *place = *state;
	char id[ID];
	struct reader reader = open_reader(place->article);
	tag(&reader, "the window for diplomacy is closing", "warning", id);
	tag(&reader, "nobody would be named", "gone", id);
	save(&reader);
	free(test_file(place->folder, "article.txt",
		STR("UPDATED\n\nTalks resume\n\nThe minister said that the window "
		    "for\ndiplomacy is "
		    "closing. Nobody else said so on that day.\n")));
	struct document *now;
	struct error err;
	struct sidecar_changes changes;
	assert_true(document_load(place->article, &now, &err));
	assert_true(sidecar_reload(reader.sidecar, now, reader.set, &changes, &err));
	sidecar_changes_free(&changes);
	assert_string_equal(annotations_at(reader.set, 0)->id, id);
	assert_int_equal(annotations_at(reader.set, 0)->status, ANNOTATION_ORPHANED);
	assert_string_equal(annotations_at(reader.set, 0)->exact, "nobody would be named");
	assert_int_equal(annotations_at(reader.set, 1)->status, ANNOTATION_OK);
	assert_str(str_slice(now->text, annotations_at(reader.set, 1)->range),
		"the window for\ndiplomacy is closing");
	document_free(reader.document);
	reader.document = now;
	save(&reader);
	struct reader again = open_reader(place->article);
	annotating_expect_same_sets(again.set, reader.set);
	/* And back: what was lost is found again. */
	free(test_file(place->folder, "article.txt", str_from(text)));
	struct reader back = open_reader(place->article);
	assert_int_equal(annotations_find(back.set, id)->status, ANNOTATION_MOVED);
	close_reader(&back);
	close_reader(&again);
	close_reader(&reader);
}

static void test_undoing_a_saved_deletion_brings_its_comments_back(void **state)
{
	struct place *place = *state;
	static const char content[] =
		"annotations:\n- id: a\n  # why\n  kind: article\n  x-y: |\n    z\n"
		"- id: \"b\"\n  kind: article\n";
	put_sidecar(place, content);
	struct reader reader = open_reader(place->article);
	struct annotation *removed = annotation_copy(annotations_find(reader.set, "a"));
	annotating_remove(reader.set, "a");
	save(&reader);
	annotating_add(reader.set, removed);
	save(&reader);
	struct buffer now = test_read(place->sidecar);
	assert_str(buffer_str(&now), content);
	buffer_free(&now);
	close_reader(&reader);
}

/* ---- two writers
 * --------------------------------------------------------------------------- */

static void test_two_writers_keep_both_works(void **state)
{
	struct place *place = *state;
	char one[ID], two[ID], three[ID];
	struct reader a = open_reader(place->article), b = open_reader(place->article);
	tag(&a, "Talks", "x", one);
	save(&a);
	tag(&b, "diplomacy", "y", two);
	save(&b);
	tag(&a, "named", "z", three);
	save(&a);
	assert_true(sidecar_changed(a.sidecar));
	assert_int_equal(reload(&a), 1);
	assert_int_equal(reload(&b), 2);
	assert_false(sidecar_changed(a.sidecar));
	annotating_expect_same_sets(a.set, b.set);
	assert_int_equal(annotations_count(a.set), 3);
	close_reader(&a);
	close_reader(&b);
}

static void test_a_date_meets_the_work_of_others(void **state)
{
	struct place *place = *state;
	char one[ID];
	struct reader a = open_reader(place->article), b = open_reader(place->article);
	tag(&a, "Talks", "x", one);
	save(&a);
	annotations_set_date(b.set, "2026-03-01");
	save(&b); /* which merges */
	assert_str(sidecar_date(b.sidecar), "2026-03-01");
	note(&a, one, "seen");
	save(&a);
	reload(&a);
	assert_string_equal(annotations_date(a.set), "2026-03-01");
	reload(&b);
	annotations_set_date(b.set, "");
	save(&b);
	reload(&a);
	struct reader c = open_reader(place->article);
	assert_null(annotations_date(c.set));
	assert_string_equal(annotations_find(c.set, one)->note, "seen");
	close_reader(&a);
	close_reader(&b);
	close_reader(&c);
}

static void test_others_work_survives_many_saves_without_a_reload(void **state)
{
	struct place *place = *state;
	char one[ID], two[ID];
	struct reader a = open_reader(place->article), b = open_reader(place->article);
	tag(&a, "Talks", "x", one);
	save(&a);
	tag(&b, "diplomacy", "y", two);
	save(&b);
	note(&b, two, "first");
	save(&b);
	reload(&a);
	note(&a, two, "by a");
	save(&a);
	annotating_remove(b.set, two);
	save(&b);
	struct reader c = open_reader(place->article);
	assert_non_null(annotations_find(c.set, one));
	assert_string_equal(annotations_find(c.set, two)->note, "by a");
	close_reader(&a);
	close_reader(&b);
	close_reader(&c);
}

static void test_a_conflict_keeps_both_and_says_so(void **state)
{
	struct place *place = *state;
	char id[ID];
	struct reader a = open_reader(place->article);
	tag(&a, "Talks", "x", id);
	save(&a);
	struct reader b = open_reader(place->article);
	note(&a, id, "from a");
	save(&a);
	note(&b, id, "from b");
	save(&b);
	struct reader c = open_reader(place->article);
	assert_int_equal(annotations_count(c.set), 2);
	assert_string_equal(annotations_find(c.set, id)->note, "from b");
	for (size_t i = 0; i < 2; i++) {
		const struct annotation *copy = annotations_at(c.set, i);
		if (strcmp(copy->id, id) == 0)
			continue;
		assert_string_equal(copy->conflict_of, id);
		assert_string_equal(copy->note, "from a");
	}
	reload(&a);
	reload(&b);
	annotating_expect_same_sets(a.set, c.set);
	annotating_expect_same_sets(b.set, c.set);
	close_reader(&a);
	close_reader(&b);
	close_reader(&c);
}

static void test_an_editor_at_work_is_respected(void **state)
{
	struct place *place = *state;
	char id[ID];
	put_sidecar(place, "annotations:\n- id: a\n  kind: article\n  note: old\n");
	struct reader reader = open_reader(place->article);
	put_sidecar(place,
		"# mine\nannotations:\n- id: a\n  kind: article\n  note: new # why\n- id: b\n"
		"  kind: article\n");
	tag(&reader, "Talks", "x", id);
	save(&reader);
	struct buffer now = test_read(place->sidecar);
	assert_true(str_starts(buffer_str(&now),
		STR("# mine\nannotations:\n- id: a\n  kind: article\n"
		    "  note: new # why\n- id: b\n  kind: article\n- id: \"")));
	buffer_free(&now);
	close_reader(&reader);
}

static void test_undo_takes_back_only_what_one_did_oneself(void **state)
{
	struct place *place = *state;
	char id[ID];
	struct range where;
	struct change inverse;
	struct reader a = open_reader(place->article);
	struct history *history = history_new();
	tag(&a, "Talks", "x", id);
	save(&a);
	struct reader b = open_reader(place->article);
	struct annotation *before = annotation_copy(annotations_find(a.set, id));
	struct annotation *after = annotation_copy(before);
	annotation_toggle_tag(after, "mine");
	assert_true(annotations_apply(a.set, (struct change){before, after}, &inverse));
	history_push(history, inverse, "tag mine");
	note(&b, id, "from b");
	save(&b);
	save(&a);
	reload(&a);
	assert_string_equal(history_undo(history, a.set, &where), "tag mine");
	assert_string_equal(annotations_find(a.set, id)->note, "from b");
	assert_false(annotation_has_tag(annotations_find(a.set, id), "mine"));
	assert_string_equal(history_redo(history, a.set, &where), "tag mine");
	assert_string_equal(annotations_find(a.set, id)->note, "from b");
	history_free(history);
	close_reader(&a);
	close_reader(&b);
}

static void test_a_removed_sidecar_is_written_again(void **state)
{
	struct place *place = *state;
	char id[ID];
	struct reader reader = open_reader(place->article);
	tag(&reader, "Talks", "x", id);
	save(&reader);
	assert_int_equal(unlink(place->sidecar), 0);
	tag(&reader, "named", "y", id);
	save(&reader);
	struct reader again = open_reader(place->article);
	assert_int_equal(annotations_count(again.set), 2);
	close_reader(&again);
	close_reader(&reader);
}

static void test_touching_the_file_is_no_change(void **state)
{
	struct place *place = *state;
	char id[ID];
	struct reader reader = open_reader(place->article);
	tag(&reader, "Talks", "x", id);
	save(&reader);
	struct buffer content = test_read(place->sidecar);
	put_sidecar(place, content.data);
	tag(&reader, "named", "y", id);
	save(&reader);
	assert_false(sidecar_changed(reader.sidecar));
	buffer_free(&content);
	close_reader(&reader);
}

/* ---- what cannot be read or written
 * --------------------------------------------------------- */

static void test_a_broken_sidecar_is_never_written(void **state)
{
	struct place *place = *state;
	static const char broken[] = "annotations:\n- id: a\n  note: \"open\n";
	char id[ID];
	put_sidecar(place, broken);
	struct reader reader = open_reader(place->article);
	assert_int_equal(sidecar_diagnostics(reader.sidecar)->count, 1);
	assert_int_equal(sidecar_diagnostics(reader.sidecar)->items[0].line, 4);
	tag(&reader, "Talks", "x", id);
	save(&reader);
	tag(&reader, "named", "y", id);
	save(&reader);
	struct buffer now = test_read(place->sidecar);
	assert_str(buffer_str(&now), broken);
	buffer_free(&now);
	assert_non_null(
		strstr(sidecar_target(reader.sidecar), "article.txt.recovered.ann.yaml"));
	/* Somebody mends it: the work goes where it belongs. */
	put_sidecar(place, "annotations:\n- id: a\n  kind: article\n  note: \"closed\"\n");
	save(&reader);
	assert_string_equal(sidecar_target(reader.sidecar), place->sidecar);
	struct reader again = open_reader(place->article);
	assert_int_equal(annotations_count(again.set), 3);
	struct sidecar_recoveries found;
	sidecar_recovery_find(again.sidecar, &found);
	assert_int_equal(found.count, 0);
	close_reader(&again);
	close_reader(&reader);
}

static void test_a_sidecar_that_breaks_while_open_is_left(void **state)
{
	struct place *place = *state;
	char id[ID];
	struct error err = {0};
	struct reader reader = open_reader(place->article);
	tag(&reader, "Talks", "x", id);
	save(&reader);
	put_sidecar(place, "annotations: [\n<<<<<<< ours\n");
	tag(&reader, "named", "y", id);
	assert_true(sidecar_changed(reader.sidecar));
	assert_false(sidecar_save(reader.sidecar, reader.document, reader.set, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_int_equal(err.line, 3);
	assert_non_null(strstr(err.msg, "can no longer be read"));
	struct buffer now = test_read(place->sidecar);
	assert_str(buffer_str(&now), "annotations: [\n<<<<<<< ours\n");
	buffer_free(&now);
	close_reader(&reader);
	/* The next start offers what was kept. */
	unlink(place->sidecar);
	struct reader again = open_reader(place->article);
	struct sidecar_recoveries found;
	struct sidecar_changes changes;
	sidecar_recovery_find(again.sidecar, &found);
	assert_int_equal(found.count, 1);
	assert_true(sidecar_recovery_adopt(
		again.sidecar, again.document, again.set, found.paths[0], &changes, &err));
	assert_int_equal(changes.count, 2);
	assert_int_equal(changes.conflicts, 0);
	assert_int_equal(access(found.paths[0], F_OK), 0);
	save(&again);
	assert_int_not_equal(access(found.paths[0], F_OK), 0);
	sidecar_changes_free(&changes);
	sidecar_recoveries_free(&found);
	close_reader(&again);
}

static void test_adopting_on_an_unchanged_sidecar_changes_and_deletes(void **state)
{
	struct place *place = *state;
	char one[ID], two[ID];
	struct error err = {0};
	struct reader reader = open_reader(place->article);
	tag(&reader, "Talks", "x", one);
	tag(&reader, "named", "y", two);
	save(&reader);
	struct buffer good = test_read(place->sidecar);
	put_sidecar(place, "]");
	note(&reader, one, "later");
	annotating_remove(reader.set, two);
	assert_false(sidecar_save(reader.sidecar, reader.document, reader.set, &err));
	put_sidecar(place, good.data);
	struct reader again = open_reader(place->article);
	struct sidecar_recoveries found;
	struct sidecar_changes changes;
	sidecar_recovery_find(again.sidecar, &found);
	assert_int_equal(found.count, 1);
	assert_true(sidecar_recovery_adopt(
		again.sidecar, again.document, again.set, found.paths[0], &changes, &err));
	annotating_expect_same_sets(again.set, reader.set);
	sidecar_changes_free(&changes);
	sidecar_recoveries_free(&found);
	buffer_free(&good);
	close_reader(&again);
	close_reader(&reader);
}

static void test_adopting_on_a_changed_sidecar_keeps_both(void **state)
{
	struct place *place = *state;
	char id[ID];
	struct error err = {0};
	struct reader reader = open_reader(place->article);
	tag(&reader, "Talks", "x", id);
	save(&reader);
	struct buffer good = test_read(place->sidecar);
	put_sidecar(place, "]");
	note(&reader, id, "lost");
	assert_false(sidecar_save(reader.sidecar, reader.document, reader.set, &err));
	put_sidecar(place, good.data);
	struct reader other = open_reader(place->article);
	note(&other, id, "newer");
	save(&other);
	struct reader again = open_reader(place->article);
	struct sidecar_recoveries found;
	struct sidecar_changes changes;
	sidecar_recovery_find(again.sidecar, &found);
	assert_true(sidecar_recovery_adopt(
		again.sidecar, again.document, again.set, found.paths[0], &changes, &err));
	assert_int_equal(changes.conflicts, 1);
	assert_int_equal(annotations_count(again.set), 2);
	assert_string_equal(annotations_find(again.set, id)->note, "newer");
	sidecar_changes_free(&changes);
	sidecar_recoveries_free(&found);
	buffer_free(&good);
	close_reader(&again);
	close_reader(&other);
	close_reader(&reader);
}

/* Run as a user whom permissions bind. */
static void as_nobody(void (*run)(const struct place *), const struct place *place)
{
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0)
			_exit(99);
		run(place);
		_exit(0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

#define MUST(condition) \
	do \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
			_exit(1); \
		} \
	while (0)

static void annotate_in_read_only_folder(const struct place *place)
{
	struct error err;
	struct buffer state = {0};
	buffer_format(&state, "%s/open", place->folder);
	setenv("XDG_STATE_HOME", state.data, 1);
	struct reader reader = open_reader(place->article);
	MUST(sidecar_is_elsewhere(reader.sidecar));
	MUST(str_starts(str_from(sidecar_path(reader.sidecar)), buffer_str(&state)));
	MUST(annotations_count(reader.set) == 1);
	struct annotation *annotation = annotating_on(reader.document, "Talks");
	struct change inverse;
	MUST(annotations_apply(reader.set, (struct change){NULL, annotation}, &inverse));
	MUST(sidecar_save(reader.sidecar, reader.document, reader.set, &err));
	struct reader again = open_reader(place->article);
	MUST(annotations_count(again.set) == 2);
}

static void test_a_read_only_folder_keeps_its_annotations_elsewhere(void **state)
{
	struct place *place = *state;
	struct buffer open = {0};
	buffer_format(&open, "%s/open", place->folder);
	assert_int_equal(mkdir(open.data, 0777), 0);
	assert_int_equal(chmod(open.data, 0777), 0);
	put_sidecar(place, "annotations:\n- id: a\n  kind: article\n");
	assert_int_equal(chmod(place->folder, 0555), 0);
	as_nobody(annotate_in_read_only_folder, place);
	buffer_free(&open);
}

static void test_a_folder_that_went_away(void **state)
{
	struct place *place = *state;
	struct buffer folder = {0}, renamed = {0}, article = {0};
	char id[ID];
	struct error err = {0};
	buffer_format(&folder, "%s/a", place->folder);
	buffer_format(&renamed, "%s/b", place->folder);
	assert_int_equal(mkdir(folder.data, 0700), 0);
	char *path = test_file(folder.data, "x.txt", str_from(text));
	struct reader reader = open_reader(path);
	tag(&reader, "Talks", "x", id);
	assert_int_equal(rename(folder.data, renamed.data), 0);
	assert_false(sidecar_save(reader.sidecar, reader.document, reader.set, &err));
	assert_non_null(strstr(err.msg, "your work is kept in"));
	struct buffer kept = test_read(sidecar_target(reader.sidecar));
	assert_int_not_equal(str_find(buffer_str(&kept), str_from(id)), SIZE_MAX);
	buffer_free(&kept);
	assert_int_equal(rename(renamed.data, folder.data), 0);
	save(&reader);
	close_reader(&reader);
	free(path);
	buffer_free(&folder);
	buffer_free(&renamed);
	buffer_free(&article);
}

/* ---- names
 * --------------------------------------------------------------------------------- */

static void test_odd_names(void **state)
{
	struct place *place = *state;
	struct buffer longest = {0}, fitting = {0};
	buffer_add_repeat(&longest, 'x', 255);
	buffer_add_repeat(&fitting, 'y', 246);
	const char *const names[] = {"-dash.txt", "two\nlines", " blank ", "“ünïcode” 😀.txt",
		longest.data, fitting.data};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char id[ID];
		struct buffer other = {0};
		buffer_format(&other, "%s%zu", text, i);
		char *path = test_file(place->folder, names[i], buffer_str(&other));
		struct reader reader = open_reader(path);
		assert_int_equal(sidecar_is_elsewhere(reader.sidecar), strlen(names[i]) > 246);
		tag(&reader, "Talks", "x", id);
		save(&reader);
		note(&reader, id, "again");
		save(&reader);
		struct reader again = open_reader(path);
		annotating_expect_same_sets(again.set, reader.set);
		close_reader(&again);
		close_reader(&reader);
		buffer_free(&other);
		free(path);
	}
	buffer_free(&longest);
	buffer_free(&fitting);
}

static void test_links_stay_links(void **state)
{
	struct place *place = *state;
	struct buffer real = {0};
	char id[ID];
	buffer_format(&real, "%s/real.yaml", place->folder);
	assert_int_equal(symlink("real.yaml", place->sidecar), 0);
	struct reader reader = open_reader(place->article);
	tag(&reader, "Talks", "x", id);
	save(&reader);
	note(&reader, id, "again");
	save(&reader);
	struct stat status;
	assert_int_equal(lstat(place->sidecar, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	struct buffer content = test_read(real.data);
	assert_int_not_equal(str_find(buffer_str(&content), STR("again")), SIZE_MAX);
	buffer_free(&content);
	buffer_free(&real);
	close_reader(&reader);
}

/* An article read through a link: the annotations lie beside the link, which stays one. */
static void test_a_linked_article(void **state)
{
	struct place *place = *state;
	struct buffer folder = {0}, link = {0};
	struct stat status;
	char id[ID];
	buffer_format(&folder, "%s/to-read", place->folder);
	buffer_format(&link, "%s/linked.txt", folder.data);
	assert_int_equal(mkdir(folder.data, 0700), 0);
	assert_int_equal(symlink("../article.txt", link.data), 0);
	struct reader reader = open_reader(link.data);
	assert_false(sidecar_is_elsewhere(reader.sidecar));
	tag(&reader, "Talks", "x", id);
	save(&reader);
	assert_true(lstat(link.data, &status) == 0 && S_ISLNK(status.st_mode));
	assert_int_not_equal(access(place->sidecar, F_OK), 0);
	struct reader again = open_reader(link.data);
	annotating_expect_same_sets(again.set, reader.set);
	close_reader(&again);
	close_reader(&reader);
	buffer_free(&folder);
	buffer_free(&link);
}

/* The sidecar's other name keeps what it had, whole: a save makes a new file. */
static void test_a_sidecar_with_two_names(void **state)
{
	struct place *place = *state;
	struct buffer other = {0};
	char id[ID];
	buffer_format(&other, "%s/backup.yaml", place->folder);
	struct reader reader = open_reader(place->article);
	tag(&reader, "Talks", "x", id);
	save(&reader);
	struct buffer before = test_read(place->sidecar);
	assert_int_equal(link(place->sidecar, other.data), 0);
	note(&reader, id, "again");
	save(&reader);
	struct buffer kept = test_read(other.data), after = test_read(place->sidecar);
	assert_string_equal(kept.data, before.data);
	assert_non_null(strstr(after.data, "again"));
	close_reader(&reader);
	buffer_free(&before);
	buffer_free(&kept);
	buffer_free(&after);
	buffer_free(&other);
}

static void test_an_article_removed_while_open(void **state)
{
	struct place *place = *state;
	char one[ID], two[ID];
	struct reader reader = open_reader(place->article);
	tag(&reader, "Talks", "x", one);
	assert_int_equal(unlink(place->article), 0);
	save(&reader);
	tag(&reader, "named", "y", two);
	save(&reader);
	free(test_file(place->folder, "article.txt", str_from(text)));
	struct reader again = open_reader(place->article);
	annotating_expect_same_sets(again.set, reader.set);
	close_reader(&again);
	close_reader(&reader);
}

/* A file dated in the future, then work by a clock that was put back by years. */
static void test_a_clock_that_goes_back(void **state)
{
	struct place *place = *state;
	const struct timespec future[2] = {{.tv_sec = 2000000000}, {.tv_sec = 2000000000}};
	char one[ID], two[ID];
	setenv("ATTACHE_NOW", "2036-01-01T00:00:00Z", 1);
	struct reader a = open_reader(place->article), b = open_reader(place->article);
	tag(&a, "Talks", "x", one);
	save(&a);
	assert_int_equal(utimensat(AT_FDCWD, place->sidecar, future, 0), 0);
	setenv("ATTACHE_NOW", "2020-01-01T00:00:00Z", 1);
	tag(&b, "diplomacy", "y", two);
	save(&b);
	assert_true(sidecar_changed(a.sidecar));
	reload(&a);
	note(&a, two, "by an old clock");
	save(&a);
	reload(&b);
	annotating_expect_same_sets(a.set, b.set);
	assert_int_equal(annotations_count(a.set), 2);
	close_reader(&a);
	close_reader(&b);
	unsetenv("ATTACHE_NOW");
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, place_open, place_close)
	const struct CMUnitTest tests[] = {
		CASE(test_nothing_is_written_before_there_is_something),
		CASE(test_saved_and_read_again),
		CASE(test_a_changed_source_moves_the_places_along),
		CASE(test_undoing_a_saved_deletion_brings_its_comments_back),
		CASE(test_two_writers_keep_both_works),
		CASE(test_a_date_meets_the_work_of_others),
		CASE(test_others_work_survives_many_saves_without_a_reload),
		CASE(test_a_conflict_keeps_both_and_says_so),
		CASE(test_an_editor_at_work_is_respected),
		CASE(test_undo_takes_back_only_what_one_did_oneself),
		CASE(test_a_removed_sidecar_is_written_again),
		CASE(test_touching_the_file_is_no_change),
		CASE(test_a_broken_sidecar_is_never_written),
		CASE(test_a_sidecar_that_breaks_while_open_is_left),
		CASE(test_adopting_on_an_unchanged_sidecar_changes_and_deletes),
		CASE(test_adopting_on_a_changed_sidecar_keeps_both),
		CASE(test_a_read_only_folder_keeps_its_annotations_elsewhere),
		CASE(test_a_folder_that_went_away),
		CASE(test_odd_names),
		CASE(test_links_stay_links),
		CASE(test_a_linked_article),
		CASE(test_a_sidecar_with_two_names),
		CASE(test_an_article_removed_while_open),
		CASE(test_a_clock_that_goes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
