/* Eight writers on one article, killed at random and started anew: in the end every annotation
 * that a save acknowledged is there, exactly once. TORTURE_SECONDS=600 for the long form. */
#include "annotating.h"

#include "attache/annotate/sidecar.h"
#include "attache/base/clock.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define WRITERS 8
#define SECONDS 3
#define MOST 4000 /* annotations; the text grows with them, and with it each save */

static const char text[] = "Talks resume\n\nThe minister said that the window is closing.\n";

struct place {
	char *folder, *article;
	struct buffer sidecar, acknowledged;
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
		if (!annotations_apply(set, (struct change){NULL, annotation}, &inverse) ||
			!sidecar_save(sidecar, document, set, &err)) {
			fprintf(stderr, "%s\n", err.msg);
			_exit(3);
		}
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
	pid_t child = fork();
	if (child == 0)
		write_on(place, number, seed);
	assert_true(child > 0);
	return child;
}

static void stop(pid_t child)
{
	int status;
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status))
		fail_msg("a writer gave up with %d", WEXITSTATUS(status));
}

static size_t lines_of(const char *path)
{
	size_t lines = 0;
	if (access(path, F_OK) != 0)
		return 0;
	struct buffer content = test_read(path);
	for (size_t i = 0; i < content.len; i++)
		lines += content.data[i] == '\n';
	buffer_free(&content);
	return lines;
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

/* One article: writers come and go until there are many annotations or time is up. */
static void one_round(
	struct test_random *random, int64_t deadline, size_t *kills, size_t *saved)
{
	struct place place = {.folder = test_folder()};
	pid_t writers[WRITERS];
	place.article = test_file(place.folder, "article.txt", str_from(text));
	buffer_format(&place.sidecar, "%s.ann.yaml", place.article);
	buffer_format(&place.acknowledged, "%s/acknowledged", place.folder);
	for (unsigned i = 0; i < WRITERS; i++)
		writers[i] = start(&place, i, test_random(random));
	while (clock_monotonic() < deadline && lines_of(place.acknowledged.data) < MOST) {
		unsigned victim = (unsigned)test_random_below(random, WRITERS);
		usleep((useconds_t)test_random_below(random, 20000));
		stop(writers[victim]);
		writers[victim] = start(&place, victim, test_random(random));
		++*kills;
	}
	for (unsigned i = 0; i < WRITERS; i++)
		stop(writers[i]);
	*saved += expect_all(&place);
	test_folder_remove(place.folder);
	free(place.article);
	buffer_free(&place.sidecar);
	buffer_free(&place.acknowledged);
}

static void test_nothing_acknowledged_is_lost(void **state)
{
	(void)state;
	const char *long_form = getenv("TORTURE_SECONDS");
	long seconds = long_form ? strtol(long_form, NULL, 10) : SECONDS;
	struct test_random random = {42};
	int64_t deadline = clock_monotonic() + seconds * 1000;
	size_t kills = 0, saved = 0;
	do
		one_round(&random, deadline, &kills, &saved);
	while (clock_monotonic() < deadline);
	print_message("%zu saves acknowledged, %zu kills\n", saved, kills);
	assert_true(saved > 20 && kills > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_acknowledged_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
