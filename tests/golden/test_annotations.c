/* list, export and check from outside, on the sample with its annotations and on what is wrong
 * with sidecars. */
#include "golden.h"
#include "process.h"
#include "test.h"

#include "attache/base/file.h"

#include <sys/stat.h>
#include <unistd.h>

static void copy(const char *from, const char *folder, const char *name)
{
	struct buffer content = test_read(from);
	free(test_file(folder, name, buffer_str(&content)));
	buffer_free(&content);
}

/* A folder with the annotated sample. */
static char *annotated_folder(void)
{
	char *folder = test_folder();
	copy("data/samples/hotline.txt", folder, "hotline.txt");
	copy("tests/golden/input/hotline.txt.ann.yaml", folder, "hotline.txt.ann.yaml");
	return folder;
}

#define IN(folder, ...) \
	process_run((const char *const[]){"attache", __VA_ARGS__, NULL}, (folder), \
		(struct str){0})

/* Ends with this status, says nothing on stderr and what the golden file holds on stdout. */
static void check_golden(struct process process, int status, const char *name)
{
	assert_string_equal(process.err.data, "");
	golden_check(name, buffer_str(&process.out));
	assert_int_equal(process.status, status);
	process_free(&process);
}

static void check_output(struct process process, int status, const char *out, const char *err)
{
	assert_string_equal(process.err.data, err);
	assert_string_equal(process.out.data, out);
	assert_int_equal(process.status, status);
	process_free(&process);
}

/* The fields (from 0) of the lines, to look at one column only. */
static void check_field(struct process process, size_t field, const char *expected)
{
	struct buffer found = {0};
	buffer_add(&found, STR(""));
	for (struct str rest = buffer_str(&process.out), row; str_split(&rest, '\n', &row);) {
		struct str piece = {0};
		size_t count = 0, tabs = 0;
		for (struct str cells = row, cell; str_split(&cells, '\t', &cell); count++)
			if (count == field)
				piece = cell;
		for (size_t i = 0; i < row.len; i++)
			tabs += row.s[i] == '\t';
		assert_int_equal(tabs, 14);
		buffer_add(&found, piece);
		buffer_add_byte(&found, '\n');
	}
	assert_str(buffer_str(&found), expected);
	assert_string_equal(process.err.data, "");
	assert_int_equal(process.status, 0);
	buffer_free(&found);
	process_free(&process);
}

#define TAGS 5
#define SPEAKER 3

static void test_list(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	check_golden(IN(folder, "list", "hotline.txt"), 0, "list.tsv");
	check_golden(IN(folder, "list", "hotline.txt.ann.yaml"), 0, "list.tsv");
	test_folder_remove(folder);
}

static void test_list_by_tag(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	check_field(IN(folder, "list", "--tag", "red-line", "."), TAGS, "red-line,rejection\n");
	check_field(IN(folder, "list", "-t", "red-line,warning", "."), TAGS,
		"red-line,rejection\nwarning\n");
	check_field(IN(folder, "list", "-t", "threat", "."), TAGS, "");
	check_output(IN(folder, "list", "-t", "waring", "."), 5, "",
		"attache: no tag waring (did you mean warning?)\n");
	/* A tag that is used counts, whatever the codebook says. */
	check_field(IN(folder, "list", "-t", "background", "."), TAGS, "background\n");
	test_folder_remove(folder);
}

static void test_list_by_speaker(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	check_field(IN(folder, "list", "--speaker", "Ocampo", "."), SPEAKER, "Teresa Ocampo\n");
	check_field(IN(folder, "list", "-s", "teresa OCAMPO", "."), SPEAKER, "Teresa Ocampo\n");
	check_field(IN(folder, "list", "-s", "Ocamp", "."), SPEAKER, "");
	check_field(IN(folder, "list", "-s", "", "."), TAGS,
		"background\npraise\nred-line,rejection\ncriticism\nwarning\n\ncriticism\n"
		"commitment\n");
	test_folder_remove(folder);
}

static void test_list_by_country(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	check_field(IN(folder, "list", "--country", "PHL", "."), SPEAKER, "Teresa Ocampo\n");
	check_field(IN(folder, "list", "-c", "philippines", "."), SPEAKER, "Teresa Ocampo\n");
	check_field(IN(folder, "list", "-c", "Japan", "-t", "warning", "."), SPEAKER,
		"Haruka Minami\n");
	check_output(IN(folder, "list", "-c", "Ruritania", "."), 5, "",
		"attache: no country Ruritania\n");
	test_folder_remove(folder);
}

static void test_export_formats(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	check_golden(IN(folder, "export", "hotline.txt"), 0, "export.md");
	check_golden(IN(folder, "export", "-f", "csv", "hotline.txt"), 0, "export.csv");
	check_golden(IN(folder, "export", "--format=csv", "--raw", "hotline.txt"), 0,
		"export-raw.csv");
	check_golden(IN(folder, "export", "-f", "json", "hotline.txt"), 0, "export.json");
	check_output(IN(folder, "export", "-f", "xml", "hotline.txt"), 2, "",
		"attache: no format xml; there are: markdown, csv, json\n");
	test_folder_remove(folder);
}

/* One article, or the folder that holds it: the same file, and nothing on stdout. */
static void test_export_into_a_file(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	struct process direct = IN(folder, "export", "-f", "csv", "hotline.txt");
	check_output(
		IN(folder, "export", "-f", "csv", "-o", "notes.csv", "hotline.txt"), 0, "", "");
	struct buffer path = {0};
	buffer_format(&path, "%s/notes.csv", folder);
	struct buffer written = test_read(path.data);
	assert_string_equal(written.data, direct.out.data);
	buffer_free(&written);
	check_output(IN(folder, "export", "-o", "no/such/notes.csv", "hotline.txt"), 5, "",
		"attache: cannot save no/such/notes.csv: No such file or directory\n");
	struct process device = IN(
		folder, "export", "-f", "csv", "-o", "/dev/stdout", "hotline.txt");
	assert_string_equal(device.out.data, direct.out.data);
	process_free(&device);
	process_free(&direct);
	buffer_free(&path);
	test_folder_remove(folder);
}

static void test_export_never_replaces_what_it_reads(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	check_output(IN(folder, "export", "-o", "./hotline.txt", "hotline.txt"), 2, "",
		"attache: cannot export to ./hotline.txt: it is what is exported\n");
	check_output(IN(folder, "export", "-o", "hotline.txt.ann.yaml", "."), 2, "",
		"attache: cannot export to hotline.txt.ann.yaml: it is what is exported\n");
	test_folder_remove(folder);
}

/* One bad article among others: the others are written, the status tells. */
static void test_bad_articles_do_not_stop_the_others(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	free(test_file(folder, "a.txt", STR("He said no.\n")));
	free(test_file(folder, "a.txt.ann.yaml", STR("version: 1\nannotations: [\n")));
	struct process good = IN(folder, "list", "hotline.txt");
	struct process all = IN(folder, "list", "missing.txt", "a.txt", "hotline.txt");
	assert_string_equal(all.out.data, good.out.data);
	assert_true(str_starts(buffer_str(&all.err),
		STR("attache: cannot open missing.txt: No such file or directory\n"
		    "attache: cannot read a.txt.ann.yaml: ")));
	assert_int_equal(all.status, 3);
	struct process exported = IN(folder, "export", "-f", "csv", ".");
	assert_non_null(strstr(exported.out.data, "hotline.txt"));
	assert_null(strstr(exported.out.data, "a.txt,"));
	assert_int_equal(exported.status, 3);
	process_free(&good);
	process_free(&all);
	process_free(&exported);
	test_folder_remove(folder);
}

static void test_check_finds_nothing(void **state)
{
	(void)state;
	char *folder = test_folder();
	copy("data/samples/hotline.txt", folder, "hotline.txt");
	check_output(IN(folder, "check", "hotline.txt"), 0,
		"1 article, 0 annotations: 0 errors, 0 warnings\n", "");
	check_output(IN(folder, "check", "."), 5, "", "attache: no annotated articles in .\n");
	test_folder_remove(folder);
}

static void test_check_finds_what_is_wrong(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	free(test_file(folder, "broken.txt", STR("He said no.\n")));
	free(test_file(folder, "broken.txt.ann.yaml",
		STR("version: 1\nannotations:\n- id: \"01JDCZ8Q9T4KXV0M3R5W7YQ001\"\n"
		    "  kind: quotation\n")));
	free(test_file(folder, "gone.txt.ann.yaml", STR("version: 1\nannotations: []\n")));
	free(test_file(folder, "lost.txt", STR("She said yes.\n")));
	free(test_file(folder, "lost.txt.recovered.ann.yaml", STR("version: 1\n")));
	free(test_file(folder, "twice.txt", STR("The treaty is void, he said.\n")));
	free(test_file(folder, "twice.txt.ann.yaml",
		STR("version: 1\nannotations:\n"
		    "- id: \"01JDCZ8Q9T4KXV0M3R5W7YQ001\"\n  kind: quote\n  start: 0\n"
		    "  end: 18\n  exact: \"The treaty is void\"\n  tags: [waring]\n"
		    "- id: \"01JDCZ8Q9T4KXV0M3R5W7YQ002\"\n  kind: quote\n  start: 0\n"
		    "  end: 18\n  exact: \"The treaty is void\"\n")));
	check_golden(IN(folder, "check", "."), 8, "check.txt");
	test_folder_remove(folder);
}

/* The codebook beside the articles is the one that counts; it is complained of once. */
static void test_check_reads_the_nearest_codebook(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	copy("data/samples/hotline.txt", folder, "same.txt");
	copy("tests/golden/input/hotline.txt.ann.yaml", folder, "same.txt.ann.yaml");
	free(test_file(folder, "codebook.yaml",
		STR("version: 1\ntags:\n- id: warning\n  key: w\n- id: warning\n")));
	struct process process = IN(folder, "check", "hotline.txt", "same.txt");
	char *complaint = strstr(process.out.data, "/codebook.yaml:5:3: warning: ");
	assert_non_null(complaint);
	assert_null(strstr(complaint + 1, "/codebook.yaml:5:3: warning: "));
	assert_non_null(strstr(process.out.data,
		"hotline.txt.ann.yaml:17: warning: no tag \"red-line\" in the codebook\n"));
	assert_null(strstr(process.out.data, "no tag \"warning\""));
	assert_int_equal(process.status, 8);
	process_free(&process);
	test_folder_remove(folder);
}

static void test_nothing_is_written(void **state)
{
	(void)state;
	char *folder = annotated_folder();
	struct buffer path = {0};
	struct stat before, after;
	buffer_format(&path, "%s/hotline.txt.ann.yaml", folder);
	stat(path.data, &before);
	static const char *const names[] = {"list", "export", "check"};
	for (size_t i = 0; i < 3; i++) {
		struct process process = IN(folder, names[i], ".");
		process_free(&process);
	}
	stat(path.data, &after);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	assert_int_equal(unlink(path.data), 0);
	buffer_clear(&path);
	buffer_format(&path, "%s/hotline.txt", folder);
	assert_int_equal(unlink(path.data), 0);
	assert_int_equal(rmdir(folder), 0); /* nothing else lies there */
	free(folder);
	buffer_free(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_list_by_tag),
		cmocka_unit_test(test_list_by_speaker),
		cmocka_unit_test(test_list_by_country),
		cmocka_unit_test(test_export_formats),
		cmocka_unit_test(test_export_into_a_file),
		cmocka_unit_test(test_export_never_replaces_what_it_reads),
		cmocka_unit_test(test_bad_articles_do_not_stop_the_others),
		cmocka_unit_test(test_check_finds_nothing),
		cmocka_unit_test(test_check_finds_what_is_wrong),
		cmocka_unit_test(test_check_reads_the_nearest_codebook),
		cmocka_unit_test(test_nothing_is_written),
	};
	return cmocka_run_group_tests_name("annotations", tests, NULL, NULL);
}
