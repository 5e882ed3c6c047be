/* The real program from outside: exit statuses, messages, help, folders, pipes. */
#include "process.h"
#include "test.h"

static bool holds(struct buffer text, const char *part)
{
	bool found = str_find(buffer_str(&text), str_from(part)) != (size_t)-1;
	if (!found)
		print_error("missing: %s\nin: %s\n", part, text.data);
	return found;
}

/* Fails, with this status and this line on stderr and nothing on stdout. */
static void check_failure(struct process process, int status, const char *message)
{
	assert_string_equal(process.err.data, message);
	assert_string_equal(process.out.data, "");
	assert_int_equal(process.status, status);
	process_free(&process);
}

static void test_version(void **state)
{
	(void)state;
	struct process process = ATTACHE("--version");
	assert_int_equal(process.status, 0);
	assert_true(str_starts(buffer_str(&process.out), STR("attache ")));
	assert_string_equal(process.err.data, "");
	process_free(&process);
}

/* Every name that the overview lists has a help text that begins with its synopsis. */
static void test_help_of_each_subcommand(void **state)
{
	(void)state;
	struct process overview = ATTACHE("help");
	size_t found = 0;
	assert_int_equal(overview.status, 0);
	for (struct str rest = buffer_str(&overview.out), line;
		str_split(&rest, '\n', &line);) {
		size_t at = str_find(line, STR("attache "));
		if (at != 7)
			continue;
		struct str name = str_slice(line, (struct range){15, line.len});
		if (name.len == 0 || name.s[0] < 'a' || name.s[0] > 'z')
			continue;
		size_t end = 0;
		while (end < name.len &&
			((name.s[end] >= 'a' && name.s[end] <= 'z') ||
				(name.s[end] == ' ' && end + 1 < name.len &&
					name.s[end + 1] >= 'a' && name.s[end + 1] <= 'z')))
			end++;
		char *word = strndup(name.s, end), *second = strchr(word, ' ');
		if (second)
			*second++ = '\0';
		struct process process = second ? ATTACHE(word, second, "--help")
						: ATTACHE(word, "--help");
		assert_int_equal(process.status, 0);
		struct buffer usage = {0};
		buffer_format(&usage, "Usage: attache %s", word);
		assert_true(str_starts(buffer_str(&process.out), buffer_str(&usage)));
		assert_true(holds(process.out, "\nOptions:\n"));
		for (struct str text = buffer_str(&process.out), row;
			str_split(&text, '\n', &row);)
			assert_in_range(row.len, 0, 96);
		struct process same = second ? ATTACHE("help", word, second)
					     : ATTACHE("help", word);
		assert_string_equal(same.out.data, process.out.data);
		process_free(&same);
		process_free(&process);
		buffer_free(&usage);
		free(word);
		found++;
	}
	assert_in_range(found, 2, 20);
	process_free(&overview);
}

static void test_wrong_calls(void **state)
{
	(void)state;
	check_failure(ATTACHE("text", "--colour"), 2,
		"attache: unknown option --colour; try: attache text --help\n");
	check_failure(ATTACHE("text", "-x"), 2,
		"attache: unknown option -x; try: attache text --help\n");
	check_failure(ATTACHE("text", "--help=yes"), 2,
		"attache: unknown option --help=yes; try: attache text --help\n");
	check_failure(
		ATTACHE("text"), 2, "attache: no article given; try: attache text --help\n");
	check_failure(ATTACHE("help", "txet"), 5,
		"attache: no subcommand txet (did you mean text?)\n");
	check_failure(ATTACHE("help", "parliament"), 5, "attache: no subcommand parliament\n");
}

static void test_missing_file(void **state)
{
	(void)state;
	check_failure(ATTACHE("text", "no-such-article.txt"), 5,
		"attache: cannot open no-such-article.txt: No such file or directory\n");
}

/* The name of a file is a stranger's text: it must not drive the terminal. */
static void test_message_is_safe_for_a_terminal(void **state)
{
	(void)state;
	struct process process = ATTACHE("text", "a\033[31m\nb");
	assert_int_equal(process.status, 5);
	assert_null(strchr(process.err.data, '\033'));
	assert_ptr_equal(
		strchr(process.err.data, '\n'), process.err.data + process.err.len - 1);
	process_free(&process);
}

static void test_binary_is_refused(void **state)
{
	(void)state;
	static char bytes[4096];
	char *folder = test_folder();
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i % 7);
	char *path = test_file(folder, "a.out", (struct str){bytes, sizeof bytes});
	struct process process = ATTACHE("text", path);
	assert_int_equal(process.status, 4);
	assert_true(holds(process.err, path));
	process_free(&process);
	free(path);
	test_folder_remove(folder);
}

static void test_unreadable_file(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct process process = ATTACHE("text", "/proc/self/mem");
	assert_int_equal(process.status, 1);
	assert_string_not_equal(process.err.data, "");
	process_free(&process);
	test_folder_remove(folder);
}

static void test_folder_holds_articles_in_order(void **state)
{
	(void)state;
	char *folder = test_folder();
	static const char *const names[] = {"b.md", "C.TXT", "a.markdown", ".hidden.txt",
		"a.txt.ann.yaml", "codebook.yaml", "picture.png"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct buffer text = {0};
		buffer_format(&text, "%s says no.\n", names[i]);
		free(test_file(folder, names[i], buffer_str(&text)));
		buffer_free(&text);
	}
	struct process process = ATTACHE("text", folder);
	assert_string_equal(
		process.out.data, "C.TXT says no.\na.markdown says no.\nb.md says no.\n");
	assert_int_equal(process.status, 0);
	process_free(&process);
	test_folder_remove(folder);
}

static void test_folder_without_articles(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer message = {0};
	buffer_format(&message, "attache: no articles in %s (.txt, .md, .markdown)\n", folder);
	check_failure(ATTACHE("text", folder), 5, message.data);
	buffer_free(&message);
	test_folder_remove(folder);
}

static void test_text_from_a_pipe(void **state)
{
	(void)state;
	struct process process = process_run(
		(const char *const[]){"attache", "text", "-", NULL}, NULL,
		STR("\xEF\xBB\xBFHe said no.\r\nShe did not.\r\n"));
	assert_string_equal(process.out.data, "He said no.\nShe did not.\n");
	assert_int_equal(process.status, 0);
	process_free(&process);
}

static void test_after_two_dashes_all_are_files(void **state)
{
	(void)state;
	check_failure(ATTACHE("text", "--", "--help"), 5,
		"attache: cannot open --help: No such file or directory\n");
}

static void test_full_disk_is_told(void **state)
{
	(void)state;
	struct process process = process_run(
		(const char *const[]){"sh", "-c", "\"$ATTACHE_PROGRAM\" help >/dev/full", NULL},
		NULL, (struct str){0});
	assert_string_equal(process.err.data,
		"attache: cannot write the output: No space left on device\n");
	assert_int_equal(process.status, 1);
	process_free(&process);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_version),
		cmocka_unit_test(test_help_of_each_subcommand),
		cmocka_unit_test(test_wrong_calls),
		cmocka_unit_test(test_missing_file),
		cmocka_unit_test(test_message_is_safe_for_a_terminal),
		cmocka_unit_test(test_binary_is_refused),
		cmocka_unit_test(test_unreadable_file),
		cmocka_unit_test(test_folder_holds_articles_in_order),
		cmocka_unit_test(test_folder_without_articles),
		cmocka_unit_test(test_text_from_a_pipe),
		cmocka_unit_test(test_after_two_dashes_all_are_files),
		cmocka_unit_test(test_full_disk_is_told),
	};
	return cmocka_run_group_tests_name("cli", tests, NULL, NULL);
}
