/* kill -9 at every system call of a save: the sidecar is the old one or the new one, whole, and
 * what the save acknowledged is in it. The saver runs as a traced child; it is killed at the
 * n-th stop, for every n. */
#include "annotating.h"

#include "attache/annotate/sidecar.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char text[] = "Talks resume\n\nThe minister said that the window is closing.\n";

struct scene {
	const char *sidecar;   /* before the saver starts; NULL: none */
	const char *meanwhile; /* written between its reading and its saving; NULL: nothing */
	size_t before, after;  /* annotations that a whole file may hold */
};

struct place {
	char *folder, *article;
	struct buffer sidecar;
};

static struct place place_new(void)
{
	struct place place = {.folder = test_folder()};
	place.article = test_file(place.folder, "article.txt", str_from(text));
	buffer_format(&place.sidecar, "%s.ann.yaml", place.article);
	return place;
}

static void place_free(struct place *place)
{
	test_folder_remove(place->folder);
	free(place->article);
	buffer_free(&place->sidecar);
}

/* The child: everything up to the save, a stop, the save, a byte when it is acknowledged. */
static void save_traced(const struct place *place, const struct scene *scene, int acknowledge)
{
	struct document *document;
	struct sidecar *sidecar;
	struct annotations *set;
	struct change inverse;
	struct error err;
	if (!document_load(place->article, &document, &err) ||
		!sidecar_open(document, &sidecar, &set, &err) ||
		!annotations_apply(set,
			(struct change){NULL, annotating_on(document, "window")}, &inverse))
		_exit(2);
	if (scene->meanwhile)
		free(test_file(
			place->folder, "article.txt.ann.yaml", str_from(scene->meanwhile)));
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(3);
	raise(SIGSTOP);
	if (sidecar_save(sidecar, document, set, &err) && write(acknowledge, "s", 1) == 1)
		_exit(0);
	_exit(1);
}

/* Run the child and kill it at the n-th stop; true when it came to its end before that. */
static bool run_until(
	const struct place *place, const struct scene *scene, unsigned stop, bool *acknowledged)
{
	int ends[2], status = 0;
	char byte;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		save_traced(place, scene, ends[1]);
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 3)
		fail_msg("processes may not be traced here");
	assert_true(WIFSTOPPED(status));
	for (unsigned i = 0; i < stop && !WIFEXITED(status); i++) {
		assert_int_equal(ptrace(PTRACE_SYSCALL, child, NULL, NULL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
	}
	bool ended = WIFEXITED(status);
	if (ended)
		assert_int_equal(WEXITSTATUS(status), 0);
	else
		assert_int_equal(kill(child, SIGKILL), 0);
	if (!ended)
		assert_int_equal(waitpid(child, &status, 0), child);
	*acknowledged = read(ends[0], &byte, 1) == 1;
	close(ends[0]);
	return ended;
}

/* Annotations in the sidecar, which must be whole; 0 when there is none. */
static size_t held(const struct place *place)
{
	struct document *document;
	struct annotations *set;
	struct error err = {0};
	if (access(place->sidecar.data, F_OK) != 0)
		return 0;
	struct buffer content = test_read(place->sidecar.data);
	assert_true(document_load(place->article, &document, &err));
	if (!sidecar_parse(buffer_str(&content), document, &set, &err))
		fail_msg("%u:%u: %s\n%s", err.line, err.column, err.msg, content.data);
	size_t count = annotations_count(set);
	annotations_free(set);
	document_free(document);
	buffer_free(&content);
	return count;
}

/* Hidden files in the folder; made to look old, as time would do it. */
static size_t age_leftovers(const struct place *place)
{
	const struct timespec long_ago[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
	size_t count = 0;
	DIR *entries = opendir(place->folder);
	assert_non_null(entries);
	for (struct dirent *entry; (entry = readdir(entries));) {
		if (entry->d_name[0] != '.' ||
			strspn(entry->d_name, ".") == strlen(entry->d_name))
			continue;
		assert_int_equal(utimensat(dirfd(entries), entry->d_name, long_ago, 0), 0);
		count++;
	}
	closedir(entries);
	return count;
}

/* The next save is as good as any, and takes away what the killed one left. */
static size_t save_again(const struct place *place)
{
	struct document *document;
	struct sidecar *sidecar;
	struct annotations *set;
	struct error err = {0};
	size_t left = age_leftovers(place);
	assert_true(document_load(place->article, &document, &err));
	assert_true(sidecar_open(document, &sidecar, &set, &err));
	size_t count = annotations_count(set);
	annotating_add(set, annotating_on(document, "Talks"));
	if (!sidecar_save(sidecar, document, set, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(held(place), count + 1);
	assert_int_equal(age_leftovers(place), 0);
	sidecar_free(sidecar);
	annotations_free(set);
	document_free(document);
	return left;
}

static void kill_everywhere(const struct scene *scene)
{
	bool ended = false;
	unsigned stop = 1, old = 0, new = 0;
	size_t left = 0;
	for (; !ended && stop < 2000; stop++) {
		struct place place = place_new();
		bool acknowledged;
		if (scene->sidecar)
			free(test_file(place.folder, "article.txt.ann.yaml",
				str_from(scene->sidecar)));
		ended = run_until(&place, scene, stop, &acknowledged);
		size_t count = held(&place);
		if (count != scene->after && (acknowledged || count != scene->before))
			fail_msg("stop %u: %zu annotations%s", stop, count,
				acknowledged ? ", acknowledged" : "");
		old += count == scene->before;
		new += count == scene->after;
		left += save_again(&place);
		place_free(&place);
	}
	assert_true(ended);
	/* The kill came before the rename and behind it: both were seen. */
	if (old < 10 || new < 4)
		fail_msg("%u times the old file, %u times the new one", old, new);
	assert_true(left > 3);
}

#define ONE "annotations:\n- id: a\n  kind: article\n"

static void test_the_first_save(void **state)
{
	(void)state;
	kill_everywhere(&(struct scene){.before = 0, .after = 1});
}

static void test_a_save_over_another(void **state)
{
	(void)state;
	kill_everywhere(&(struct scene){.sidecar = ONE, .before = 1, .after = 2});
}

static void test_a_save_that_merges(void **state)
{
	(void)state;
	kill_everywhere(&(struct scene){.sidecar = ONE,
		.meanwhile = ONE "- id: b\n  kind: article\n",
		.before = 2,
		.after = 3});
}

int main(void)
{
	tzset(); /* not in some children only: their calls are counted */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_first_save),
		cmocka_unit_test(test_a_save_over_another),
		cmocka_unit_test(test_a_save_that_merges),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
