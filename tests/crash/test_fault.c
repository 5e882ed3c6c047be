/* Saving while the system refuses: each call of a save fails once, in each way it can. The old
 * file or the new one is whole, the message says what happened, and the work is kept. */
#include "annotating.h"

#include "fault.h"

#include "attache/annotate/sidecar.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static void (*arm)(const struct fault *);
static unsigned (*seen)(enum fault_call);

static const char text[] = "Talks resume\n\nThe minister said that the window is closing.\n";

struct place {
	char *folder, *article;
	struct buffer sidecar, state;
	struct document *document;
	struct sidecar *open;
	struct annotations *set;
};

static void must_open(struct place *place)
{
	struct error err = {0};
	if (!sidecar_open(place->document, &place->open, &place->set, &err))
		fail_msg("%s", err.msg);
}

static void must_close(struct place *place)
{
	sidecar_free(place->open);
	annotations_free(place->set);
}

/* A folder with an article and a sidecar of one annotation that was saved; one more is in
 * memory. */
static struct place place_new(void)
{
	struct place place = {.folder = test_folder()};
	struct error err = {0};
	char *real = realpath(place.folder, NULL);
	free(place.folder);
	place.folder = real;
	buffer_format(&place.state, "%s/state", place.folder);
	setenv("XDG_STATE_HOME", place.state.data, 1);
	struct buffer beside = {0};
	buffer_format(&beside, "%s/beside", place.folder);
	assert_int_equal(mkdir(beside.data, 0700), 0);
	place.article = test_file(beside.data, "article.txt", str_from(text));
	buffer_free(&beside);
	buffer_format(&place.sidecar, "%s.ann.yaml", place.article);
	assert_true(document_load(place.article, &place.document, &err));
	must_open(&place);
	annotating_add(place.set, annotating_on(place.document, "Talks"));
	assert_true(sidecar_save(place.open, place.document, place.set, &err));
	annotating_add(place.set, annotating_on(place.document, "window"));
	return place;
}

static void place_free(struct place *place)
{
	must_close(place);
	document_free(place->document);
	test_folder_remove(place->folder);
	free(place->article);
	buffer_free(&place->sidecar);
	buffer_free(&place->state);
}

static size_t temporary_files(const char *sidecar)
{
	size_t count = 0;
	struct buffer folder = {0};
	buffer_add_cstr(&folder, sidecar);
	struct str name = file_basename(buffer_str(&folder));
	buffer_splice(&folder, (struct range){folder.len - name.len, folder.len}, STR(""));
	DIR *handle = opendir(folder.data);
	assert_non_null(handle);
	for (struct dirent *entry; (entry = readdir(handle));)
		count += entry->d_name[0] == '.' && entry->d_name[1] != '\0' &&
			 strcmp(entry->d_name, "..") != 0;
	closedir(handle);
	buffer_free(&folder);
	return count;
}

/* Annotations of a file that must be whole. */
static size_t held_by(const struct place *place, const char *path)
{
	struct annotations *set;
	struct error err = {0};
	struct buffer content = test_read(path);
	if (!sidecar_parse(buffer_str(&content), place->document, &set, &err))
		fail_msg("%s: %s", path, err.msg);
	size_t count = annotations_count(set);
	annotations_free(set);
	buffer_free(&content);
	return count;
}

/* A start after the failure: what was kept is offered, taken, saved, and gone. */
static void expect_recovery(const struct place *place)
{
	struct place later = *place;
	struct sidecar_recoveries found;
	struct sidecar_changes changes;
	struct error err = {0};
	must_open(&later);
	sidecar_recovery_find(later.open, &found);
	assert_int_equal(found.count, 1);
	if (!sidecar_recovery_adopt(
		    later.open, later.document, later.set, found.paths[0], &changes, &err) ||
		!sidecar_save(later.open, later.document, later.set, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(changes.conflicts, 0);
	annotating_expect_same_sets(later.set, place->set);
	assert_int_equal(held_by(&later, later.sidecar.data), 2);
	assert_int_not_equal(access(found.paths[0], F_OK), 0);
	sidecar_changes_free(&changes);
	sidecar_recoveries_free(&found);
	must_close(&later);
}

static void expect_message(const struct error *err, const struct fault *fault)
{
	if (!strstr(err->msg, strerror(fault->error)) && fault->error != EWOULDBLOCK)
		fail_msg("call %d, %s: the message is \"%s\"", fault->call,
			strerror(fault->error), err->msg);
}

/* One save with one failure. */
static void save_with(const struct fault *fault)
{
	struct place place = place_new();
	struct error err = {0};
	arm(fault);
	bool saved = sidecar_save(place.open, place.document, place.set, &err);
	arm(&(struct fault){0});
	size_t held = held_by(&place, place.sidecar.data);
	assert_int_equal(annotations_count(place.set), 2);
	assert_int_equal(temporary_files(place.sidecar.data), 0);
	if (saved) {
		assert_int_equal(held, 2);
	} else {
		assert_in_range(held, 1, 2);
		expect_message(&err, fault);
		assert_non_null(strstr(err.msg, "your work is kept in"));
		assert_int_equal(held_by(&place, sidecar_target(place.open)), 2);
		expect_recovery(&place);
	}
	/* And this run goes on as if nothing had been. */
	annotating_add(place.set, annotating_on(place.document, "minister"));
	if (!sidecar_save(place.open, place.document, place.set, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(held_by(&place, place.sidecar.data), 3);
	assert_string_equal(sidecar_target(place.open), place.sidecar.data);
	place_free(&place);
}

/* How often a save makes each call. */
static void count_calls(unsigned *counts)
{
	struct place place = place_new();
	struct error err = {0};
	arm(&(struct fault){.armed = true});
	assert_true(sidecar_save(place.open, place.document, place.set, &err));
	for (int call = 0; call < FAULT_CALLS; call++)
		counts[call] = seen((enum fault_call)call);
	arm(&(struct fault){0});
	place_free(&place);
}

static void test_each_call_failing_once_in_each_way(void **state)
{
	(void)state;
	static const int errors[] = {ENOSPC, EIO, EROFS, EACCES, EINTR};
	unsigned counts[FAULT_CALLS];
	count_calls(counts);
	assert_true(counts[FAULT_MAKE] == 1 && counts[FAULT_RENAME] == 1);
	assert_true(counts[FAULT_FSYNC] == 2 && counts[FAULT_WRITE] >= 1);
	assert_true(counts[FAULT_OPEN] >= 1 && counts[FAULT_CLOSE] >= 2);
	for (int call = 0; call < FAULT_SHORT_WRITE; call++)
		for (unsigned number = 1; number <= counts[call]; number++)
			for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
				save_with(&(struct fault){.armed = true,
					.call = (enum fault_call)call,
					.number = number,
					.error = errors[i]});
}

static void test_interrupted_calls_are_made_again(void **state)
{
	(void)state;
	static const enum fault_call calls[] = {
		FAULT_OPEN, FAULT_MAKE, FAULT_WRITE, FAULT_FSYNC, FAULT_CLOSE, FAULT_FLOCK};
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		struct place place = place_new();
		struct error err = {0};
		arm(&(struct fault){
			.armed = true, .call = calls[i], .number = 1, .error = EINTR});
		if (!sidecar_save(place.open, place.document, place.set, &err))
			fail_msg("call %d: %s", calls[i], err.msg);
		arm(&(struct fault){0});
		assert_int_equal(held_by(&place, place.sidecar.data), 2);
		place_free(&place);
	}
}

static void test_short_writes_are_finished(void **state)
{
	(void)state;
	struct place place = place_new();
	struct error err = {0};
	arm(&(struct fault){.armed = true, .call = FAULT_SHORT_WRITE});
	assert_true(sidecar_save(place.open, place.document, place.set, &err));
	arm(&(struct fault){0});
	assert_int_equal(held_by(&place, place.sidecar.data), 2);
	place_free(&place);
}

static void test_a_full_disk_leaves_the_work_in_memory(void **state)
{
	(void)state;
	struct place place = place_new();
	struct error err = {0};
	arm(&(struct fault){.armed = true,
		.call = FAULT_WRITE,
		.number = 1,
		.forever = true,
		.error = ENOSPC});
	for (size_t i = 0; i < 3; i++) {
		assert_false(sidecar_save(place.open, place.document, place.set, &err));
		assert_non_null(strstr(err.msg, strerror(ENOSPC)));
		assert_non_null(strstr(err.msg, "your work is in memory only"));
	}
	arm(&(struct fault){0});
	assert_int_equal(held_by(&place, place.sidecar.data), 1);
	assert_int_equal(temporary_files(place.sidecar.data), 0);
	assert_true(sidecar_save(place.open, place.document, place.set, &err));
	assert_int_equal(held_by(&place, place.sidecar.data), 2);
	place_free(&place);
}

static void test_a_medium_gone_read_only_sends_the_work_elsewhere(void **state)
{
	(void)state;
	struct place place = place_new();
	struct error err = {0};
	arm(&(struct fault){.armed = true,
		.call = FAULT_MAKE,
		.number = 1,
		.forever = true,
		.error = EROFS,
		.below = "/beside/"});
	assert_false(sidecar_save(place.open, place.document, place.set, &err));
	assert_true(str_starts(str_from(sidecar_target(place.open)), buffer_str(&place.state)));
	annotating_add(place.set, annotating_on(place.document, "minister"));
	assert_false(sidecar_save(place.open, place.document, place.set, &err));
	arm(&(struct fault){0});
	assert_int_equal(held_by(&place, sidecar_target(place.open)), 3);
	assert_int_equal(held_by(&place, place.sidecar.data), 1);
	assert_true(sidecar_save(place.open, place.document, place.set, &err));
	assert_int_equal(held_by(&place, place.sidecar.data), 3);
	place_free(&place);
}

/* Begin again with the library that makes calls fail. */
static void preload(char **argv)
{
	struct buffer library = {0}, options = {0};
	const char *build = getenv("ATTACHE_BUILD"), *old = getenv("ASAN_OPTIONS");
	if (getenv("LD_PRELOAD"))
		return;
	buffer_format(&library, "%s/tests/fault.so", build ? build : "build/release");
	buffer_format(&options, "%s%sverify_asan_link_order=0", old ? old : "", old ? ":" : "");
	setenv("ASAN_OPTIONS", options.data, 1);
	setenv("LD_PRELOAD", library.data, 1);
	execv("/proc/self/exe", argv);
}

int main(int argc, char **argv)
{
	(void)argc;
	preload(argv);
	void *found[] = {dlsym(RTLD_DEFAULT, "fault_arm"), dlsym(RTLD_DEFAULT, "fault_seen")};
	if (!found[0] || !found[1]) {
		fprintf(stderr, "tests/fault.so is not there\n");
		return 1;
	}
	memcpy(&arm, &found[0], sizeof arm);
	memcpy(&seen, &found[1], sizeof seen);
	unsetenv("XDG_RUNTIME_DIR");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_call_failing_once_in_each_way),
		cmocka_unit_test(test_interrupted_calls_are_made_again),
		cmocka_unit_test(test_short_writes_are_finished),
		cmocka_unit_test(test_a_full_disk_leaves_the_work_in_memory),
		cmocka_unit_test(test_a_medium_gone_read_only_sends_the_work_elsewhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
