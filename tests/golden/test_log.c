/* The journal seen from outside: what was done while reading, who did it, and bringing back
 * what was deleted. */
#include "process.h"
#include "test.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char text[] = "Talks resume\n\n“The window is closing,” Minister Lena Aru said on "
			   "Monday.\n\n“We will be back,” she added.\n";

struct place {
	char *folder;
	struct buffer state;
};

static int open_place(void **state)
{
	struct place *place = calloc(1, sizeof *place);
	char *folder = test_folder();
	place->folder = realpath(folder, NULL); /* a state folder counts when it is absolute */
	free(folder);
	free(test_file(place->folder, "a.txt", str_from(text)));
	buffer_format(&place->state, "%s/state", place->folder);
	setenv("XDG_STATE_HOME", place->state.data, 1);
	setenv("ATTACHE_NOW", "2026-11-23T18:20:00Z", 1);
	setenv("ATTACHE_BY", "ana", 1);
	*state = place;
	return 0;
}

static int close_place(void **state)
{
	struct place *place = *state;
	setenv("ATTACHE_BY", "", 1);
	unsetenv("ATTACHE_NOW");
	test_folder_remove(place->folder);
	buffer_free(&place->state);
	free(place);
	return 0;
}

static struct process attache(const struct place *place, const char *const *argv)
{
	return process_run(argv, place->folder, STR(""));
}

#define RUN(place, ...) attache(place, (const char *const[]){"attache", __VA_ARGS__, NULL})

static void read_with(const struct place *place, const char *script)
{
	free(test_file(place->folder, "script", str_from(script)));
	struct process process = RUN(place, "--script", "script", "--config", "", "a.txt");
	assert_str(buffer_str(&process.err), "");
	assert_int_equal(process.status, 0);
	process_free(&process);
}

static size_t lines_of(const struct process *process)
{
	size_t lines = 0;
	for (size_t i = 0; i < process->out.len; i++)
		lines += process->out.data[i] == '\n';
	return lines;
}

static bool says(const struct process *process, const char *words)
{
	return str_find(buffer_str(&process->out), str_from(words)) != (size_t)-1;
}

static const char deleting[] = "wait\nkeys ]\ncommand tag offer\ncommand note weigh this\n"
			       "command delete\n";

static void test_who_did_what(void **state)
{
	struct place *place = *state;
	read_with(place, deleting);
	struct process log = RUN(place, "log", "a.txt");
	assert_int_equal(log.status, 0);
	assert_int_equal(lines_of(&log), 3);
	assert_true(says(&log, "2026-11-23T18:20:00Z\tana\tadded\ttag offer\t01"));
	assert_true(says(&log, "\tana\tchanged note\tnote\t01"));
	assert_true(says(&log, "\tana\tdeleted\tdelete\t01"));
	process_free(&log);
	log = RUN(place, "log", "--by", "bob", "a.txt");
	assert_int_equal(lines_of(&log), 0);
	process_free(&log);
	log = RUN(place, "log", "--since", "2026-11-24", ".");
	assert_int_equal(lines_of(&log), 0);
	process_free(&log);
	log = RUN(place, "log", "-f", "jsonl", "--since", "2026-11-23", ".");
	assert_int_equal(lines_of(&log), 3);
	assert_true(says(&log, "\"note\": \"weigh this\""));
	process_free(&log);
	log = RUN(place, "log", "--since", "yesterday", ".");
	assert_int_equal(log.status, 2);
	process_free(&log);
}

static void test_bringing_back(void **state)
{
	struct place *place = *state;
	read_with(place, deleting);
	struct process log = RUN(place, "log", "--deleted", "a.txt");
	assert_int_equal(lines_of(&log), 1);
	struct str rest = buffer_str(&log.out), id = {0};
	for (int field = 0; field < 5; field++)
		assert_true(str_split(&rest, '\t', &id));
	char *name = memory_string(id.s, id.len);
	process_free(&log);
	log = RUN(place, "log", "--restore", name, "a.txt");
	assert_int_equal(log.status, 0);
	process_free(&log);
	log = RUN(place, "list", "a.txt");
	assert_true(says(&log, "weigh this") && says(&log, name));
	process_free(&log);
	log = RUN(place, "log", "--restore", name, "a.txt");
	assert_true(log.status != 0); /* it is back */
	process_free(&log);
	free(name);
}

static void test_bringing_back_while_reading(void **state)
{
	struct place *place = *state;
	read_with(place, deleting);
	read_with(place, "wait\ncommand restore weigh\n");
	struct process list = RUN(place, "list", "a.txt");
	assert_true(says(&list, "weigh this"));
	process_free(&list);
	read_with(place, "wait\nkeys ]\ncommand delete\ncommand restore\nkeys u C-r\n");
	list = RUN(place, "list", "a.txt");
	assert_true(says(&list, "weigh this"));
	process_free(&list);
	list = RUN(place, "log", "--deleted", "a.txt");
	assert_int_equal(lines_of(&list), 0);
	process_free(&list);
}

static void test_the_journal_can_be_off(void **state)
{
	struct place *place = *state;
	free(test_file(place->folder, "script", str_from(deleting)));
	free(test_file(place->folder, "config", STR("journal: off\nby: \"Zoe\"\n")));
	struct process process = RUN(
		place, "--script", "script", "--config", "config", "a.txt");
	assert_int_equal(process.status, 0);
	process_free(&process);
	process = RUN(place, "log", ".");
	assert_int_equal(process.status, 0);
	assert_int_equal(lines_of(&process), 0);
	process_free(&process);
}

/* The option, then the environment. */
static void test_whose_name(void **state)
{
	struct place *place = *state;
	struct buffer path = {0}, sidecar;
	buffer_format(&path, "%s/a.txt.ann.yaml", place->folder);
	read_with(place, "wait\nkeys ]\ncommand tag offer\n");
	sidecar = test_read(path.data);
	assert_true(str_find(buffer_str(&sidecar), STR("by: \"ana\"")) != (size_t)-1);
	buffer_free(&sidecar);
	unlink(path.data);
	free(test_file(place->folder, "config", STR("by: \"Zoe\"\n")));
	struct process process = RUN(
		place, "--script", "script", "--config", "config", "a.txt");
	process_free(&process);
	sidecar = test_read(path.data);
	assert_true(str_find(buffer_str(&sidecar), STR("by: \"Zoe\"")) != (size_t)-1);
	buffer_free(&sidecar);
	buffer_free(&path);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)
	const struct CMUnitTest tests[] = {
		CASE(test_who_did_what),
		CASE(test_bringing_back),
		CASE(test_bringing_back_while_reading),
		CASE(test_the_journal_can_be_off),
		CASE(test_whose_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
