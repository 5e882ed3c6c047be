/* Names and words that strangers chose: whatever a file is called and an article holds, nothing
 * of it drives a terminal. */
#include "process.h"
#include "pty_screen.h"
#include "test.h"

#include <sys/resource.h>
#include <unistd.h>

/* Colour, clipboard, title, C1's CSI, an override of direction, a bell. */
#define EVIL \
	"\033[31mred\033]52;c;ZXZpbA==\a\033]0;title\a\xC2\x9B" \
	"5n\xE2\x80\xAE" \
	"evil\b\x7F"

static const char sidecar[] =
	"version: 1\nannotations:\n- id: \"01JDCZ8Q9T4KXV0M3R5W7YQ001\"\n  kind: quote\n"
	"  start: 0\n  end: 4\n  exact: \"Talk\"\n  speaker: \"\\e[31mX\\u009B5n\"\n"
	"  note: \"\\e]52;c;ZXZpbA==\\a\"\n  tags: [\"\\u202Etag\\e[2J\"]\n"
	"- id: \"\\e[31m\"\n  kind: quote\n  start: 900\n  end: 904\n"
	"  exact: \"\\e[2Jgone\\u009B5n\"\n";

static char *hostile_folder(const char *name)
{
	char *folder = test_folder();
	struct buffer beside = {0};
	buffer_format(&beside, "%s.ann.yaml", name);
	free(test_file(folder, name, STR("Talks " EVIL " failed, “" EVIL "” he said.\n")));
	free(test_file(folder, beside.data, str_from(sidecar)));
	buffer_free(&beside);
	return folder;
}

/* No byte that a terminal obeys, and no code point that turns a line around. */
static void check_harmless(struct str output, const char *what)
{
	for (size_t i = 0; i < output.len; i++) {
		unsigned char c = (unsigned char)output.s[i];
		bool plain = c >= 0x20 ? c != 0x7F : c == '\n' || c == '\r' || c == '\t';
		if (!plain)
			fail_msg("%s: byte %02x at %zu", what, c, i);
	}
	assert_true(str_find(output, STR("\xC2\x9B")) == (size_t)-1);
	assert_true(str_find(output, STR("\xE2\x80\xAE")) == (size_t)-1);
}

/* All a program writes to a terminal, stderr included. */
static void check_terminal(const char *folder, const char *script)
{
	struct buffer whole = {0};
	buffer_format(&whole, "cd '%s' && %s", folder, script);
	struct pty_screen *pty = pty_start((const char *const[]){"sh", "-c", whole.data, NULL},
		&(struct pty_setup){.rows = 24, .columns = 80});
	pty_wait_exit(pty);
	struct str raw = pty_raw(pty);
	assert_true(raw.len > 0);
	check_harmless(raw, script);
	pty_free(pty);
	buffer_free(&whole);
}

#define PROGRAM "\"$ATTACHE_PROGRAM\" "

static void test_nothing_reaches_a_terminal(void **state)
{
	(void)state;
	static const char *const names[] = {"a\033[31m\nb\xC2\x9B.txt", "-n.txt",
		"\xE2\x80\xAEtxt.exe.txt", "no\xFFutf8.txt", "Żółw — 中文 🕊️.md"};
	static const char *const scripts[] = {PROGRAM "text .", PROGRAM "list .",
		PROGRAM "check .", PROGRAM "export .", PROGRAM "export -f csv .",
		PROGRAM "export -f json .", PROGRAM "extract .",
		PROGRAM "extract --format text .", PROGRAM "extract -j 2 . .",
		"for f in ./*; do " PROGRAM "text \"$f/x\"; done"};
	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		char *folder = hostile_folder(names[n]);
		for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
			check_terminal(folder, scripts[i]);
		test_folder_remove(folder);
	}
}

/* What is made for people is harmless in a pipe too: it may end in a terminal. */
static void test_pages_are_harmless_in_a_pipe(void **state)
{
	(void)state;
	char *folder = hostile_folder("a\033[31m\nb.txt");
	static const char *const scripts[] = {PROGRAM "list .", PROGRAM "check .",
		PROGRAM "extract --format text .", PROGRAM "text '\033[31m' 2>&1"};
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
		struct process process = process_run(
			(const char *const[]){"sh", "-c", scripts[i], NULL}, folder,
			(struct str){0});
		assert_true(process.out.len > 0);
		check_harmless(buffer_str(&process.out), scripts[i]);
		check_harmless(buffer_str(&process.err), scripts[i]);
		process_free(&process);
	}
	test_folder_remove(folder);
}

/* list keeps its promise of one line an annotation, with the same fields. */
static void test_lines_stay_lines(void **state)
{
	(void)state;
	char *folder = hostile_folder("a\tb\nc.txt");
	struct process process = process_run(
		(const char *const[]){"attache", "list", ".", NULL}, folder, (struct str){0});
	size_t lines = 0, tabs = 0;
	for (size_t i = 0; i < process.out.len; i++) {
		lines += process.out.data[i] == '\n';
		tabs += process.out.data[i] == '\t';
	}
	assert_int_equal(lines, 2);
	assert_int_equal(tabs, 2 * 14);
	process_free(&process);
	test_folder_remove(folder);
}

/* A name as long as a file system takes: its sidecar lies elsewhere, everything works. */
static void test_longest_name(void **state)
{
	(void)state;
	char *folder = test_folder(), name[256];
	memset(name, 'n', sizeof name - 1);
	memcpy(name + 251, ".txt", 5);
	free(test_file(folder, name, STR("Talks failed.\n")));
	static const char *const names[] = {"text", "list", "check", "export", "extract"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct process process = process_run(
			(const char *const[]){"attache", names[i], name, NULL}, folder,
			(struct str){0});
		assert_string_equal(process.err.data, "");
		assert_int_equal(process.status, 0);
		process_free(&process);
	}
	test_folder_remove(folder);
}

/* A full disk is told of by every subcommand (a closed pipe: see test_extract.c). */
static void test_full_disk(void **state)
{
	(void)state;
	char *folder = hostile_folder("a.txt");
	static const char *const names[] = {
		"text", "list", "check", "export", "extract", "help"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct buffer script = {0};
		const char *operand = strcmp(names[i], "help") == 0 ? "" : ".";
		buffer_format(&script, PROGRAM "%s %s >/dev/full", names[i], operand);
		struct process process = process_run(
			(const char *const[]){"sh", "-c", script.data, NULL}, folder,
			(struct str){0});
		assert_string_equal(process.err.data,
			"attache: cannot write the output: No space left on device\n");
		assert_int_equal(process.status, 1);
		process_free(&process);
		buffer_free(&script);
	}
	test_folder_remove(folder);
}

/* ---- sidecars that are made to hurt
 * --------------------------------------------------------------- */

#define LARGE ((size_t)45 * 1000 * 1000)
#define HEAD "version: 1\nannotations:\n- id: a\n  kind: article\n"

/* A sidecar of a start, something many times, and an end. */
struct threat {
	const char *start, *again, *end;
	size_t times;
	const char *answer; /* where and why it is refused */
};

/* Written piece by piece: the memory of a child is counted from what its parent had. */
static void put_threat(const char *folder, const struct threat *threat)
{
	char *path = test_file(folder, "a.txt.ann.yaml", str_from(threat->start));
	FILE *file = fopen(path, "ab");
	assert_non_null(file);
	for (size_t i = 0; i < threat->times; i++)
		fputs(threat->again, file);
	fputs(threat->end, file);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static void expect_refused(const char *folder, const char *answer)
{
	struct process process = process_run(
		(const char *const[]){"attache", "check", "a.txt", NULL}, folder,
		(struct str){0});
	struct rusage usage;
	assert_int_equal(process.status, 8);
	if (!strstr(process.out.data, answer))
		fail_msg("want %s, have %s", answer, process.out.data);
	process_free(&process);
	/* The most that any child took so far; the sanitizers take more. */
	getrusage(RUSAGE_CHILDREN, &usage);
#ifndef __SANITIZE_ADDRESS__
	if (usage.ru_maxrss > 64 * 1024)
		fail_msg("%s: %ld MB", answer, usage.ru_maxrss / 1024);
#endif
}

static void test_hostile_sidecars_are_refused_within_64_megabytes(void **state)
{
	(void)state;
	static const struct threat threats[] = {
		{"a: &a [x, x, x]\nb: &b [*a, *a]\n", "", HEAD, 0, ":1:4: error: "},
		{HEAD "  note: \"", "0123456789", "\"\n", LARGE / 10, ":5:7: error: "},
		{HEAD "  note: ", "0123456789", "\n", LARGE / 10, ":5:7: error: "},
		{HEAD "  note: |\n", "    0123456789\n", "", LARGE / 15, ":5:7: error: "},
		{HEAD "  ", "0123456789", ": 1\n", LARGE / 10, ":4:16: error: "},
		{HEAD "  note: &", "0123456789", " 1\n", LARGE / 10, ":5:7: error: "},
		{"# ", "0123456789", "\n" HEAD "  by: []\n", LARGE / 10, ":1:1: error: "},
		{HEAD "  x: ", "[", "\n", LARGE, ":5:19: error: "},
		{HEAD "  x: ", "{a: ", "\n", LARGE / 4, ":5:58: error: "},
		{HEAD "  x:\n    ", "- ", "\n", LARGE / 2, ":6:"},
		{"#\n", "%TAG ! !\n", HEAD, LARGE / 9, ":65:1: error: "},
		{HEAD "  note: a\n  note: b\n", "", "", 0, ":6:3: error: "},
		{HEAD "  note: \"a\001b\"\n", "", "", 0, ":5:11: error: "},
		{HEAD "  note: \"a\xC2\x9B"
		      "b\"\n",
			"", "", 0, ":5:11: error: "},
		{HEAD "  start: {a: b}\n", "", "", 0, ":5:10: error: "},
		{HEAD "  tags: {a: b}\n", "", "", 0, ":5:9: error: "},
		{HEAD, "#0123456789\n", "", LARGE / 9,
			":1:1: error: "}, /* larger than allowed */
	};
	char *folder = test_folder();
	free(test_file(folder, "a.txt", STR("Talks failed.\n")));
	for (size_t i = 0; i < sizeof threats / sizeof *threats; i++) {
		put_threat(folder, &threats[i]);
		expect_refused(folder, threats[i].answer);
	}
	test_folder_remove(folder);
}

/* A scalar of a gigabyte, and a device without an end. */
static void test_endless_sidecars_are_not_read(void **state)
{
	(void)state;
	char *folder = test_folder();
	free(test_file(folder, "a.txt", STR("Talks failed.\n")));
	char *path = test_file(folder, "a.txt.ann.yaml", STR(HEAD "  note: \""));
	assert_int_equal(truncate(path, (off_t)1 << 30), 0);
	expect_refused(folder, ":1:1: error: ");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/dev/zero", path), 0);
	expect_refused(folder, ":1:1: error: ");
	free(path);
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hostile_sidecars_are_refused_within_64_megabytes),
		cmocka_unit_test(test_endless_sidecars_are_not_read),
		cmocka_unit_test(test_nothing_reaches_a_terminal),
		cmocka_unit_test(test_pages_are_harmless_in_a_pipe),
		cmocka_unit_test(test_lines_stay_lines),
		cmocka_unit_test(test_longest_name),
		cmocka_unit_test(test_full_disk),
	};
	return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
