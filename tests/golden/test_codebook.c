/* `attache codebook ...` from outside: what is said of codebooks, and their way to other
 * programs and back. */
#include "process.h"
#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

static void check_run(struct process process, int status, const char *out, const char *err)
{
	assert_string_equal(process.err.data, err);
	assert_string_equal(process.out.data, out);
	assert_int_equal(process.status, status);
	process_free(&process);
}

static void test_check_tells_line_and_column_and_sets_the_status(void **state)
{
	(void)state;
	char *folder = test_folder();
	char *good = test_file(folder, "good.yaml", STR("tags:\n- a\n- b\n"));
	char *odd = test_file(folder, "odd.yaml",
		STR("tags:\n- {id: a, key: k}\n- {id: b, key: k, family: none}\n"));
	char *bad = test_file(folder, "bad.qdc", STR("<CodeBook>\n <Codes></CodeBook>"));
	struct buffer expected = {0};
	check_run(ATTACHE("codebook", "check", good), 0,
		"1 codebook, 2 tags, 0 families: 0 errors, 0 warnings\n", "");
	buffer_format(&expected,
		"%s:3:16: warning: the key \"k\" of \"b\" is taken by \"a\"\n"
		"%s:3:27: warning: unknown family \"none\"\n",
		odd, odd);
	struct process process = ATTACHE("codebook", "check", good, odd, bad);
	assert_true(str_starts(buffer_str(&process.out), buffer_str(&expected)));
	buffer_clear(&expected);
	buffer_format(&expected, "%s:2:", bad);
	assert_non_null(strstr(process.out.data, expected.data));
	assert_non_null(strstr(
		process.out.data, "3 codebooks, 4 tags, 0 families: 1 error, 2 warnings\n"));
	assert_int_equal(process.status, 8);
	process_free(&process);
	buffer_free(&expected);
	free(good);
	free(odd);
	free(bad);
	test_folder_remove(folder);
}

/* The codebook that comes with the program says nothing odd, and survives the way to a .qdc and
 * a .csv file and back. */
static void test_the_shipped_codebook_goes_out_and_comes_back(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer file = {0};
	check_run(ATTACHE("codebook", "check", "data/codebook.yaml"), 0,
		"1 codebook, 22 tags, 6 families: 0 errors, 0 warnings\n", "");
	struct process plain = ATTACHE("codebook", "export", "-f", "csv", "data/codebook.yaml");
	static const char *const formats[] = {"qdc", "csv", "yaml"};
	for (size_t i = 0; i < 3; i++) {
		buffer_clear(&file);
		buffer_format(&file, "%s/out.%s", folder, formats[i]);
		check_run(ATTACHE("codebook", "export", "--format", formats[i], "-o", file.data,
				  "data/codebook.yaml"),
			0, "", "");
		struct process back = ATTACHE("codebook", "import", file.data);
		assert_int_equal(back.status, 0);
		assert_string_equal(back.err.data, "");
		char *yaml = test_file(folder, "back.yaml", buffer_str(&back.out));
		struct process again = ATTACHE("codebook", "export", "-f", "csv", yaml);
		assert_string_equal(again.out.data, plain.out.data);
		process_free(&again);
		process_free(&back);
		free(yaml);
	}
	process_free(&plain);
	buffer_free(&file);
	test_folder_remove(folder);
}

static void test_import_from_stdin_and_wrong_calls(void **state)
{
	(void)state;
	struct process process = process_run(
		(const char *const[]){"attache", "codebook", "import", "-f", "csv", "-", NULL},
		NULL, STR("id,key\na,b\nc,b\n"));
	assert_string_equal(process.out.data, "# attache codebook\nversion: 1\ntags:\n"
					      "- {id: \"a\", key: \"b\"}\n- {id: \"c\"}\n");
	assert_string_equal(process.err.data,
		"attache: -:3:3: warning: the key \"b\" of \"c\" is taken by \"a\"\n");
	assert_int_equal(process.status, 0);
	process_free(&process);
	check_run(ATTACHE("codebook", "import"), 2, "",
		"attache: give the one file to import; try: attache codebook import --help\n");
	check_run(ATTACHE("codebook", "chekc"), 2, "",
		"attache: no subcommand codebook chekc; try: attache help codebook\n");
	check_run(ATTACHE("codebook", "export", "-f", "xml"), 2, "",
		"attache: no format xml; there are: yaml, csv, qdc\n");
	struct process bare = ATTACHE("codebook"), help = ATTACHE("help", "codebook");
	assert_string_equal(bare.out.data, help.out.data);
	assert_non_null(strstr(bare.out.data, "Usage: attache codebook check ["));
	process_free(&bare);
	process_free(&help);
}

#define SIDECAR(tags) \
	"version: 1\nannotations:\n- id: \"01JDCZ8Q9T4KXV0M3R5W7YQ001\"\n  kind: span\n" \
	"  status: ok\n  start: 0\n  end: 5\n  exact: \"Words\"\n  tags: " tags "\n" \
	"  created: 2026-11-20T08:00:00Z\n"

/* Two articles, one below the other, and a sidecar of an annotator. */
static char *folder_with_tags(void)
{
	char *made = test_folder(), *folder = realpath(made, NULL), *below;
	assert_non_null(folder);
	free(made);
	struct buffer path = {0};
	buffer_format(&path, "%s/below", folder);
	below = path.data;
	assert_int_equal(mkdir(below, 0700), 0);
	free(test_file(folder, "a.txt", STR("Words of an article.\n")));
	free(test_file(folder, "a.txt.ann.yaml", STR(SIDECAR("[limit, offer]"))));
	free(test_file(folder, "a.txt.ana.ann.yaml", STR(SIDECAR("[limit]"))));
	free(test_file(below, "b.txt", STR("Words of another.\n")));
	free(test_file(below, "b.txt.ann.yaml", STR(SIDECAR("[limit/hard] # mine"))));
	free(test_file(below, "codebook.yaml", STR("tags:\n- {id: red-line, was: bound}\n")));
	free(below);
	return folder;
}

static struct process rename_in(const char *folder, const char *a, const char *b, const char *c)
{
	return process_run(
		(const char *const[]){"attache", "codebook", "rename", a, b, c, NULL}, folder,
		(struct str){0});
}

static void test_rename_says_what_would_change_and_then_changes_it(void **state)
{
	(void)state;
	static const char rows[] = "./a.txt.ann.yaml\t1\n./a.txt.ana.ann.yaml\t1\n"
				   "./below/b.txt.ann.yaml\t1\n";
	static const char warning[] = "attache: there is no tag bound in ";
	char *folder = folder_with_tags();
	struct buffer expected = {0};
	buffer_format(&expected,
		"%s3 annotations in 3 sidecars would change; --write does it\n", rows);
	setenv("XDG_STATE_HOME", folder, 1);
	struct process process = rename_in(folder, "limit", "bound", NULL);
	assert_string_equal(process.out.data, expected.data);
	assert_true(str_starts(buffer_str(&process.err), str_from(warning)));
	assert_int_equal(process.status, 0);
	process_free(&process);
	process = rename_in(folder, "--write", "limit", "bound");
	buffer_clear(&expected);
	buffer_format(&expected, "%s3 annotations in 3 sidecars changed\n", rows);
	assert_string_equal(process.out.data, expected.data);
	process_free(&process);
	process = process_run(
		(const char *const[]){"attache", "list", ".", NULL}, folder, (struct str){0});
	assert_non_null(strstr(process.out.data, "\tbound,offer\t"));
	assert_non_null(strstr(process.out.data, "\tbound/hard\t"));
	process_free(&process);
	process = process_run(
		(const char *const[]){"attache", "log", ".", NULL}, folder, (struct str){0});
	assert_non_null(strstr(process.out.data, "changed tags\trename tag limit to bound\t"));
	process_free(&process);
	unsetenv("XDG_STATE_HOME");
	buffer_free(&expected);
	test_folder_remove(folder);
}

/* What the codebook of each article says. */
static void test_rename_to_what_the_codebook_calls_tags_now(void **state)
{
	(void)state;
	char *folder = folder_with_tags();
	setenv("XDG_STATE_HOME", folder, 1);
	struct process process = rename_in(folder, "--write", "limit", "bound");
	process_free(&process);
	process = rename_in(folder, "limit/hard", "bound", "below");
	assert_string_equal(process.out.data, "0 annotations in 0 sidecars would change\n");
	process_free(&process);
	process = rename_in(folder, "bound/hard", "bound", "-w");
	process_free(&process);
	process = rename_in(folder, "--formerly", "-w", NULL);
	assert_string_equal(process.out.data,
		"./below/b.txt.ann.yaml\t1\n1 annotation in 1 sidecar changed\n");
	process_free(&process);
	unsetenv("XDG_STATE_HOME");
	test_folder_remove(folder);
}

static void test_rename_is_called_wrongly(void **state)
{
	(void)state;
	check_run(ATTACHE("codebook", "rename", "a"), 2, "",
		"attache: give the OLD and the NEW tag; try: attache codebook rename --help\n");
	check_run(ATTACHE("codebook", "rename", "a", "a"), 2, "",
		"attache: OLD and NEW are the same tag\n");
	check_run(ATTACHE("codebook", "rename", "a", "b c"), 2, "",
		"attache: \"b c\" is no tag: it must be one word\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check_tells_line_and_column_and_sets_the_status),
		cmocka_unit_test(test_the_shipped_codebook_goes_out_and_comes_back),
		cmocka_unit_test(test_import_from_stdin_and_wrong_calls),
		cmocka_unit_test(test_rename_says_what_would_change_and_then_changes_it),
		cmocka_unit_test(test_rename_to_what_the_codebook_calls_tags_now),
		cmocka_unit_test(test_rename_is_called_wrongly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
