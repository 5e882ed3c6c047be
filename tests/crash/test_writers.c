/* Eight writers on one article, killed at random and started anew: in the end every annotation
 * that a save acknowledged is there, exactly once. TORTURE_KILLS=10000 for the long form: so
 * many kills that hit a writer while it saves. */
#include "annotating.h"

#include "attache/annotate/sidecar.h"
#include "attache/base/clock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WRITERS 8
#define SECONDS 3
#define MOST 4000      /* annotations; the text grows with them, and with it each save */
#define SAVE_TIME 2000 /* us, about */

static const char text[] = "Talks resume\n\nThe minister said that the window is closing.\n";

struct place {
	char *folder, *article;
	struct buffer sidecar, acknowledged;
	volatile bool *saving; /* of each writer, shared with it */
};

struct tally {
	size_t kills, in_saves, saved;
};

/* A writer's life: add an annotation, save, note its id as acknowledged, go on. Some look at
 * what others did now and then, some never do, some change or take away what they made. */
static void write_on(const struct place *place, unsigned number, uint64_t seed)
{
	struct test_random random = {seed};
	struct document *document;
	struct sidecar *sidecar;
	struct annotations *set;
	struct error err;
	int log = open(
		place->acknowledged.data, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (log < 0 || !document_load(place->article, &document, &err) ||
		!sidecar_open(document, &sidecar, &set, &err))
		_exit(2);
	for (;;) {
		struct change inverse;
		struct sidecar_changes changes;
		char line[ANNOTATION_ID_LENGTH + 2];
		struct annotation *annotation = annotating_on(document, "window");
		snprintf(line, sizeof line, "%s\n", annotation->id);
		if (number % 2 && test_random_below(&random, 3) == 0 &&
			sidecar_reload(sidecar, document, set, &changes, &err))
			sidecar_changes_free(&changes);
		place->saving[number] = true;
		if (!annotations_apply(set, (struct change){NULL, annotation}, &inverse) ||
			!sidecar_save(sidecar, document, set, &err)) {
			fprintf(stderr, "%s\n", err.msg);
			_exit(3);
		}
		place->saving[number] = false;
		/* One write to a file opened for appending is whole. */
		if (write(log, line, sizeof line - 1) != (ssize_t)sizeof line - 1)
			_exit(4);
		size_t count = annotations_count(set);
		struct annotation *after = annotation_copy(
			annotations_at(set, test_random_below(&random, count)));
		annotation_set(&after->note, str_from(line));
		annotation_toggle_tag(after, number % 2 ? "odd" : "even");
		annotating_replace(set, after);
	}
}

static pid_t start(const struct place *place, unsigned number, uint64_t seed)
{
	fflush(NULL);
	place->saving[number] = false;
	pid_t child = fork();
	if (child == 0)
		write_on(place, number, seed);
	assert_true(child > 0);
	return child;
}

/* Most of a writer's life is not saving: wait for its next save to begin, mostly. */
static void await_save(const struct place *place, unsigned number)
{
	for (int i = 0; i < 50 && !place->saving[number]; i++)
		usleep(100);
}

static void stop(pid_t child)
{
	int status;
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status))
		fail_msg("a writer gave up with %d", WEXITSTATUS(status));
}

static size_t count_acknowledged(const struct place *place)
{
	struct stat status;
	if (stat(place->acknowledged.data, &status) != 0)
		return 0;
	return (size_t)status.st_size / (ANNOTATION_ID_LENGTH + 1);
}

/* All acknowledged ids are in the sidecar; one that stood there twice could not be parsed. */
static size_t expect_all(const struct place *place)
{
	struct document *document;
	struct annotations *set;
	struct error err = {0};
	struct buffer content = test_read(place->sidecar.data);
	struct buffer log = test_read(place->acknowledged.data);
	struct str rest = buffer_str(&log), line;
	size_t count = 0;
	assert_true(document_load(place->article, &document, &err));
	if (!sidecar_parse(buffer_str(&content), document, &set, &err))
		fail_msg("%u:%u: %s", err.line, err.column, err.msg);
	for (; str_split(&rest, '\n', &line); count++) {
		char id[ANNOTATION_ID_LENGTH + 1];
		snprintf(id, sizeof id, "%.*s", STR_ARG(line));
		if (!annotations_find(set, id))
			fail_msg("%s was acknowledged and is lost (%zu are there)", id,
				annotations_count(set));
	}
	annotations_free(set);
	document_free(document);
	buffer_free(&content);
	buffer_free(&log);
	return count;
}

/* Whether to go on: until time is up, in the short form, or until saves were hit often enough.
 */
struct goal {
	int64_t deadline;
	size_t in_saves;
};

static bool is_reached(const struct goal *goal, const struct tally *tally)
{
	return goal->in_saves ? tally->in_saves >= goal->in_saves
			      : clock_monotonic() >= goal->deadline;
}

/* One article: writers come and go until it has that many annotations or the goal is reached.
 */
static void one_round(
	struct test_random *random, const struct goal *goal, size_t most, struct tally *tally)
{
	struct place place = {.folder = test_folder()};
	pid_t writers[WRITERS];
	place.article = test_file(place.folder, "article.txt", str_from(text));
	buffer_format(&place.sidecar, "%s.ann.yaml", place.article);
	buffer_format(&place.acknowledged, "%s/acknowledged", place.folder);
	place.saving = mmap(
		NULL, WRITERS, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(place.saving != MAP_FAILED);
	for (unsigned i = 0; i < WRITERS; i++)
		writers[i] = start(&place, i, test_random(random));
	while (!is_reached(goal, tally) && count_acknowledged(&place) < most) {
		unsigned victim = (unsigned)test_random_below(random, WRITERS);
		await_save(&place, victim);
		usleep((useconds_t)test_random_below(random, SAVE_TIME));
		stop(writers[victim]);
		tally->in_saves += place.saving[victim];
		tally->kills++;
		writers[victim] = start(&place, victim, test_random(random));
	}
	for (unsigned i = 0; i < WRITERS; i++)
		stop(writers[i]);
	tally->saved += expect_all(&place);
	munmap((void *)(uintptr_t)place.saving, WRITERS);
	test_folder_remove(place.folder);
	free(place.article);
	buffer_free(&place.sidecar);
	buffer_free(&place.acknowledged);
}

/* Articles with few annotations, whose saves are short, and some with many. */
static void test_nothing_acknowledged_is_lost(void **state)
{
	(void)state;
	const char *kills = getenv("TORTURE_KILLS");
	struct test_random random = {42};
	struct goal goal = {clock_monotonic() + SECONDS * 1000, 0};
	struct tally tally = {0};
	if (kills)
		goal.in_saves = strtoul(kills, NULL, 10);
	do
		one_round(&random, &goal, MOST >> test_random_below(&random, 6), &tally);
	while (!is_reached(&goal, &tally));
	print_message("%zu saves acknowledged, %zu kills, %zu of them within a save\n",
		tally.saved, tally.kills, tally.in_saves);
	assert_true(tally.saved > 20 && tally.in_saves > 10);
}

/* A kill does not show what a disk has, so the long form does not wait for one. */
static void choose_folder(void)
{
	if (getenv("TORTURE_KILLS") && access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 1);
}

int main(void)
{
	choose_folder();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_acknowledged_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
