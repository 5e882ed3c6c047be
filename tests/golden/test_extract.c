/* extract as a filter: many articles side by side, text from stdin, and what goes wrong. */
#include "process.h"
#include "test.h"

#define ARTICLES 40

static struct process run(const char *folder, const char *script)
{
	return process_run(
		(const char *const[]){"sh", "-c", script, NULL}, folder, (struct str){0});
}

#define EXTRACT "\"$ATTACHE_PROGRAM\" extract "

/* Articles of very different length, so that their workers do not end in order. */
static char *folder_of_articles(void)
{
	char *folder = test_folder();
	for (unsigned i = 0; i < ARTICLES; i++) {
		struct buffer text = {0};
		char name[32];
		snprintf(name, sizeof name, "a%02u.txt", i);
		for (unsigned line = 0; line < (i % 7) * 40 + 1; line++)
			buffer_format(&text,
				"“We will not go to Geneva in %u,” President Ana Kovac "
				"said on Monday.\n\n",
				2000 + line);
		free(test_file(folder, name, buffer_str(&text)));
		buffer_free(&text);
	}
	return folder;
}

static void check_same(struct process actual, const struct process *expected)
{
	assert_string_equal(actual.err.data, expected->err.data);
	assert_string_equal(actual.out.data, expected->out.data);
	assert_int_equal(actual.status, expected->status);
	process_free(&actual);
}

/* What "Friday" is in an article without a date of its own. */
static void check_friday(const char *folder, const char *options, const char *day)
{
	struct buffer script = {0};
	buffer_format(&script, EXTRACT "%s a.txt", options);
	struct process process = run(folder, script.data);
	buffer_clear(&script);
	buffer_format(&script, "\"canonical\": \"Friday\", %s%s%s\"confidence\"",
		*day ? "\"value\": \"" : "", day, *day ? "\", " : "");
	assert_true(str_find(buffer_str(&process.out), buffer_str(&script)) != (size_t)-1);
	process_free(&process);
	buffer_free(&script);
}

static void test_the_day_of_an_article_is_the_reader_s_or_given(void **state)
{
	(void)state;
	char *folder = test_folder();
	free(test_file(folder, "a.txt", STR("The port was opened on Friday.\n")));
	check_friday(folder, "", "");
	check_friday(folder, "--date 2024-05-13", "2024-05-10");
	free(test_file(folder, "a.txt.ann.yaml",
		STR("version: 1\nsource:\n  date: \"2025-01-01\"\nannotations: []\n")));
	check_friday(folder, "", "2024-12-27");
	check_friday(folder, "-d 2024-05-13", "2024-12-27");
	struct process wrong = run(folder, EXTRACT "--date 2024-02-30 a.txt");
	assert_int_equal(wrong.status, 2);
	assert_true(str_find(buffer_str(&wrong.err), STR("--date takes a day")) != (size_t)-1);
	process_free(&wrong);
	test_folder_remove(folder);
}

static void test_order_does_not_depend_on_jobs(void **state)
{
	(void)state;
	char *folder = folder_of_articles();
	struct process one = run(folder, EXTRACT "-j 1 .");
	size_t lines = 0;
	for (struct str rest = buffer_str(&one.out), line; str_split(&rest, '\n', &line);) {
		char name[32];
		snprintf(name, sizeof name, "{\"doc\": \"a%02zu\"", lines++);
		assert_true(str_starts(line, str_from(name)));
	}
	assert_int_equal(lines, ARTICLES);
	assert_int_equal(one.status, 0);
	check_same(run(folder, EXTRACT "--jobs=2 ."), &one);
	check_same(run(folder, EXTRACT "-j7 ."), &one);
	check_same(run(folder, EXTRACT "-j 256 ."), &one);
	check_same(run(folder, EXTRACT "."), &one);
	process_free(&one);
	test_folder_remove(folder);
}

/* Errors come in order too, and the articles around them as if they were not there. */
static void test_bad_articles_are_told_of(void **state)
{
	(void)state;
	char *folder = folder_of_articles();
	static char bytes[2048];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i % 5);
	free(test_file(folder, "a01x.txt", (struct str){bytes, sizeof bytes}));
	free(test_file(folder, "a05x.txt", (struct str){bytes, sizeof bytes}));
	struct process one = run(folder, EXTRACT "-j 1 .");
	assert_int_equal(one.status, 4);
	assert_non_null(strstr(one.err.data, "a01x.txt"));
	assert_non_null(strstr(one.err.data, "a05x.txt"));
	assert_true(strstr(one.err.data, "a01x.txt") < strstr(one.err.data, "a05x.txt"));
	check_same(run(folder, EXTRACT "-j 3 ."), &one);
	process_free(&one);
	test_folder_remove(folder);
}

/* A worker that dies over an article (here by our hand, while it waits for a pipe) is told of;
 * the articles before and behind it are not lost. */
static void test_death_of_a_worker_is_told(void **state)
{
	(void)state;
	char *folder = folder_of_articles();
	struct process process = run(folder,
		"mkfifo b.txt\n" EXTRACT "-j 2 a00.txt b.txt a0?.txt & program=$!\n"
		"until children=$(cat /proc/$program/task/$program/"
		"children) && set -- $children && [ $# = 2 ]; do :; "
		"done\n"
		"kill -KILL $2\nwait $program");
	assert_string_equal(process.err.data,
		"attache: cannot work on b.txt: its process ended (Killed)\n");
	assert_int_equal(process.status, 1);
	struct process without = run(folder, EXTRACT "-j 1 a00.txt a0?.txt");
	assert_string_equal(process.out.data, without.out.data);
	process_free(&without);
	process_free(&process);
	test_folder_remove(folder);
}

static void test_records_from_stdin(void **state)
{
	(void)state;
	static const char input[] = "Ana Kovac said no.\0\0“Yes,” Bo Lind said.\n\0";
	struct str bytes = {input, sizeof input - 1};
	static const char expected[] =
		"{\"doc\": \"stdin-1\", \"entities\": [{\"start\": 0, \"end\": 9, ";
	static const char *const jobs[] = {"-j1", "-j3"};
	for (size_t i = 0; i < 2; i++) {
		struct process process = process_run((const char *const[]){"attache", "extract",
							     "--null", jobs[i], "-", NULL},
			NULL, bytes);
		assert_string_equal(process.err.data, "");
		assert_int_equal(process.status, 0);
		assert_true(str_starts(buffer_str(&process.out), str_from(expected)));
		assert_non_null(strstr(process.out.data,
			"\n{\"doc\": \"stdin-2\", \"entities\": [], \"quotes\": []}\n"));
		assert_non_null(strstr(process.out.data, "\n{\"doc\": \"stdin-3\", "));
		assert_null(strstr(process.out.data, "stdin-4"));
		process_free(&process);
	}
}

static void test_records_longer_than_a_read(void **state)
{
	(void)state;
	struct buffer input = {0};
	for (unsigned record = 0; record < 3; record++) {
		for (unsigned i = 0; i < 4000; i++)
			buffer_add_cstr(&input, "President Ana Kovac went to Geneva. ");
		if (record < 2)
			buffer_add_byte(&input, '\0');
	}
	struct process process = process_run(
		(const char *const[]){"attache", "extract", "-0", "-j", "2", NULL}, NULL,
		buffer_str(&input));
	size_t lines = 0, found = 0;
	for (struct str rest = buffer_str(&process.out), line; str_split(&rest, '\n', &line);) {
		size_t len = line.len;
		assert_true(lines == 0 || len == found);
		found = len;
		lines++;
	}
	assert_int_equal(lines, 3);
	process_free(&process);
	buffer_free(&input);
}

/* Several programs side by side, as GNU parallel or xargs start them: each needs an output of
 * its own, since lines longer than a pipe takes at once would mix. */
static void test_under_xargs(void **state)
{
	(void)state;
	char *folder = folder_of_articles();
	struct process process = run(folder,
		"find . -name '*.txt' -print0 | xargs -0 -n 7 -P 2 sh -c '" EXTRACT
		"-j 1 \"$@\" >part.$$' sh && cat part.* | sort");
	struct process plain = run(folder, EXTRACT ". | sort");
	check_same(process, &plain);
	process_free(&plain);
	test_folder_remove(folder);
}

static void expect_refusal(struct process process, const char *message)
{
	assert_string_equal(process.err.data, message);
	assert_int_equal(process.status, 2);
	process_free(&process);
}

static void test_wrong_options(void **state)
{
	(void)state;
	expect_refusal(ATTACHE("extract", "-j", "0", "a.txt"),
		"attache: option --jobs takes a number from 1 to 256, not 0\n");
	expect_refusal(ATTACHE("extract", "-jmany", "a.txt"),
		"attache: option --jobs takes a number from 1 to 256, not many\n");
	expect_refusal(ATTACHE("extract", "--null", "a.txt"),
		"attache: option --null reads the standard input only, not a.txt\n");
	expect_refusal(ATTACHE("extract", "--format", "xml", "a.txt"),
		"attache: no format xml; there are: jsonl, text\n");
}

/* A reader that has seen enough ends the program quietly, and no process stays behind. */
static void test_closed_pipe(void **state)
{
	(void)state;
	char *folder = folder_of_articles();
	struct process process = run(folder,
		"{ " EXTRACT "-j 3 . . . . . . . .; echo $? >&2; } | head -c 1 >/dev/null");
	assert_string_equal(process.err.data, "141\n");
	process_free(&process);
	/* Where SIGPIPE is ignored, it is an error as any other. */
	process = run(folder, "trap '' PIPE\n{ " EXTRACT
			      "-j 3 . . . . . . . .; echo $? >&2; } | head -c 1 >/dev/null");
	assert_string_equal(
		process.err.data, "attache: cannot write the output: Broken pipe\n1\n");
	process_free(&process);
	test_folder_remove(folder);
}

static void test_full_disk(void **state)
{
	(void)state;
	char *folder = folder_of_articles();
	static const char *const jobs[] = {
		EXTRACT "-j1 . >/dev/full", EXTRACT "-j3 . >/dev/full"};
	for (size_t i = 0; i < 2; i++) {
		struct process process = run(folder, jobs[i]);
		assert_string_equal(process.err.data,
			"attache: cannot write the output: No space left on device\n");
		assert_int_equal(process.status, 1);
		process_free(&process);
	}
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_day_of_an_article_is_the_reader_s_or_given),
		cmocka_unit_test(test_order_does_not_depend_on_jobs),
		cmocka_unit_test(test_bad_articles_are_told_of),
		cmocka_unit_test(test_death_of_a_worker_is_told),
		cmocka_unit_test(test_records_from_stdin),
		cmocka_unit_test(test_records_longer_than_a_read),
		cmocka_unit_test(test_under_xargs),
		cmocka_unit_test(test_wrong_options),
		cmocka_unit_test(test_closed_pipe),
		cmocka_unit_test(test_full_disk),
	};
	return cmocka_run_group_tests_name("extract", tests, NULL, NULL);
}
