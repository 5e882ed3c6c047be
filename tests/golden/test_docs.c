/* The documents show what works: each command line of README.md's blocks marked <!-- run -->
 * and of the manual's examples is run, in a copy of the samples with their annotations. */
#include "process.h"
#include "pty_screen.h"
#include "test.h"

/* A folder with data/samples in it, and a folder of programs whose one program is attache. */
static char *workplace(void)
{
	char *relative = test_folder(), *folder = realpath(relative, NULL);
	struct buffer script = {0};
	assert_non_null(folder);
	buffer_format(&script,
		"mkdir '%s/data' '%s/bin' && cp -r data/samples '%s/data' && "
		"cp tests/golden/input/hotline.txt.ann.yaml '%s/data/samples' && "
		"ln -s \"$ATTACHE_PROGRAM\" '%s/bin/attache'",
		folder, folder, folder, folder, folder);
	struct process process = process_run(
		(const char *const[]){"sh", "-c", script.data, NULL}, NULL, (struct str){0});
	assert_string_equal(process.err.data, "");
	process_free(&process);
	buffer_free(&script);
	free(relative);
	return folder;
}

static struct buffer script_of(const char *folder, struct str line)
{
	struct buffer script = {0};
	buffer_format(&script, "cd '%s' && PATH=\"%s/bin:$PATH\" && %.*s", folder, folder,
		STR_ARG(line));
	return script;
}

/* It ends well, says nothing on stderr, and prints something or writes a file. */
static void run_filter(struct str line)
{
	char *folder = workplace();
	struct buffer script = script_of(folder, line);
	struct process process = process_run(
		(const char *const[]){"sh", "-c", script.data, NULL}, NULL, (struct str){0});
	print_message("%.*s: %zu bytes\n", STR_ARG(line), process.out.len);
	assert_string_equal(process.err.data, "");
	assert_int_equal(process.status, 0);
	bool to_file = str_find(line, STR(" -o ")) != (size_t)-1 ||
		       str_find(line, STR(" > ")) != (size_t)-1;
	assert_int_equal(process.out.len == 0, to_file);
	process_free(&process);
	buffer_free(&script);
	test_folder_remove(folder);
}

/* It shows the article on a terminal, and q ends it. */
static void run_reader(struct str line)
{
	char *folder = workplace();
	struct buffer script = script_of(folder, line);
	struct pty_screen *pty = pty_start((const char *const[]){"sh", "-c", script.data, NULL},
		&(struct pty_setup){.rows = 24, .columns = 80});
	pty_expect(pty, "Manila and Beijing Agree");
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	pty_free(pty);
	buffer_free(&script);
	test_folder_remove(folder);
}

/* A subcommand's name stands behind "attache" when it is no reader's line. */
static bool is_filter(struct str line)
{
	static const char *const names[] = {
		"list", "export", "check", "text", "extract", "help"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct buffer call = {0};
		buffer_format(&call, "attache %s ", names[i]);
		bool found = str_find(line, buffer_str(&call)) != (size_t)-1;
		buffer_free(&call);
		if (found)
			return true;
	}
	return false;
}

static void test_readme(void **state)
{
	(void)state;
	struct buffer readme = test_read("README.md");
	bool marked = false, inside = false;
	size_t count = 0;
	for (struct str rest = buffer_str(&readme), line; str_split(&rest, '\n', &line);) {
		if (str_equal(line, STR("<!-- run -->"))) {
			marked = true;
		} else if (str_starts(line, STR("```"))) {
			inside = marked && !inside;
			marked = inside;
		} else if (inside) {
			run_filter(line);
			count++;
		}
	}
	assert_in_range(count, 5, 50);
	buffer_free(&readme);
}

/* A line of the manual without roff's escapes. */
static struct buffer unescaped(struct str line)
{
	struct buffer out = {0};
	for (size_t i = 0; i < line.len; i++)
		if (line.s[i] != '\\')
			buffer_add_byte(&out, line.s[i]);
	return out;
}

static void test_manual(void **state)
{
	(void)state;
	struct buffer page = test_read("man/attache.1");
	size_t filters = 0, readers = 0;
	bool examples = false;
	for (struct str rest = buffer_str(&page), line; str_split(&rest, '\n', &line);) {
		if (str_starts(line, STR(".Sh ")))
			examples = str_equal(line, STR(".Sh EXAMPLES"));
		if (!examples || !str_starts(line, STR(".Dl ")))
			continue;
		struct buffer command = unescaped(str_slice(line, (struct range){4, line.len}));
		if (is_filter(buffer_str(&command))) {
			run_filter(buffer_str(&command));
			filters++;
		} else {
			run_reader(buffer_str(&command));
			readers++;
		}
		buffer_free(&command);
	}
	assert_in_range(filters, 4, 50);
	assert_in_range(readers, 2, 50);
	buffer_free(&page);
}

/* What bash offers behind the words typed so far, sorted, on one line. */
static void check_completion(const char *words, size_t at, const char *expected)
{
	struct buffer script = {0};
	buffer_format(&script,
		"source data/completion.bash\nCOMP_WORDS=(%s)\nCOMP_CWORD=%zu\n_attache\n"
		"printf '%%s\\n' \"${COMPREPLY[@]}\" | sort | tr '\\n' ' '",
		words, at);
	struct process process = process_run(
		(const char *const[]){"bash", "-c", script.data, NULL}, NULL, (struct str){0});
	assert_string_equal(process.err.data, "");
	assert_string_equal(process.out.data, expected);
	process_free(&process);
	buffer_free(&script);
}

static void test_completion(void **state)
{
	(void)state;
	check_completion("attache exp", 1, "export ");
	check_completion("attache ex", 1, "export extract ");
	check_completion("attache export --format ''", 3, "csv json markdown ");
	check_completion("attache export -f c", 3, "csv ");
	check_completion("attache code", 1, "codebook ");
	check_completion("attache codebook ''", 2, "check export import rename ");
	check_completion("attache codebook export --f", 3, "--format ");
	check_completion("attache codebook import -f q", 4, "qdc ");
	check_completion("attache extract --format ''", 3, "jsonl text ");
	check_completion("attache list --sp", 2, "--speaker ");
	check_completion("attache list --tag data/samp", 3, "data/samples ");
	check_completion("attache help ch", 2, "check ");
	check_completion("attache data/samples/hot", 1, "data/samples/hotline.txt ");
	check_completion("attache --scr", 1, "--script ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readme),
		cmocka_unit_test(test_manual),
		cmocka_unit_test(test_completion),
	};
	return cmocka_run_group_tests_name("docs", tests, NULL, NULL);
}
