/* attache merge from outside: as a command on three files, and as the merge driver of a real
 * git. */
#include "process.h"
#include "test.h"

#include <unistd.h>

#define HEAD "# attache annotations\nversion: 1\nsource:\n  file: \"a.txt\"\nannotations:\n"
#define ITEM(id, start, end, more) \
	"- id: \"" id "\"\n  kind: quote\n  status: ok\n  start: " start "\n  end: " end \
	"\n  exact: \"words\"\n" more "  created: 2026-11-23T18:20:00Z\n"
#define BASE HEAD ITEM("A", "10", "15", "  note: \"base\"\n")

static struct process run(const char *folder, const char *script)
{
	struct buffer line = {0};
	buffer_format(&line, "PATH=\"$(dirname \"$ATTACHE_PROGRAM\"):$PATH\"\n%s", script);
	struct process process = process_run(
		(const char *const[]){"sh", "-ec", line.data, NULL}, folder, (struct str){0});
	buffer_free(&line);
	return process;
}

static void check_file(const char *folder, const char *name, const char *expected)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/%s", folder, name);
	struct buffer text = test_read(path.data);
	assert_str(buffer_str(&text), expected);
	buffer_free(&text);
	buffer_free(&path);
}

/* ---- three files ----------------------------------------------------------------------------
 */

/* The folder with BASE, OURS and THEIRS as base, ours and theirs; NULL: no such file. */
static char *three_files(const char *base, const char *ours, const char *theirs)
{
	char *folder = test_folder();
	if (base)
		free(test_file(folder, "base", str_from(base)));
	if (ours)
		free(test_file(folder, "ours", str_from(ours)));
	free(test_file(folder, "theirs", str_from(theirs)));
	return folder;
}

static void check_merge(char *folder, int status, const char *err, const char *ours)
{
	struct process process = run(folder, "attache merge base ours theirs");
	assert_string_equal(process.err.data, err);
	assert_string_equal(process.out.data, "");
	assert_int_equal(process.status, status);
	if (ours)
		check_file(folder, "ours", ours);
	process_free(&process);
	test_folder_remove(folder);
}

static void test_clean_merge(void **state)
{
	(void)state;
	const char *ours = BASE ITEM("B", "30", "35", "");
	const char *theirs = HEAD ITEM("A", "10", "15", "  note: \"new\"\n");
	check_merge(three_files(BASE, ours, theirs), 0, "",
		HEAD ITEM("A", "10", "15", "  note: \"new\"\n") ITEM("B", "30", "35", ""));
	check_merge(three_files(NULL, BASE, BASE), 0, "", BASE);
	check_merge(three_files("", BASE, BASE), 0, "", BASE);
}

static void test_files_that_cannot_be_read_stop_it(void **state)
{
	(void)state;
	check_merge(three_files(BASE, BASE, "annotations: ["), 2,
		"attache: cannot merge: theirs: did not find expected node content (line 2, "
		"column 1)\n",
		BASE);
	check_merge(three_files(BASE, "no: [", BASE), 2,
		"attache: cannot merge: ours: did not find expected node content (line 2, "
		"column 1)\n",
		"no: [");
	check_merge(three_files(BASE, NULL, BASE), 2,
		"attache: cannot open ours: No such file or directory\n", NULL);
}

static void test_output_elsewhere_leaves_ours(void **state)
{
	(void)state;
	const char *theirs = HEAD ITEM("A", "10", "15", "  note: \"new\"\n");
	char *folder = three_files(BASE, BASE, theirs);
	struct process process = run(folder, "attache merge -o out base ours theirs");
	assert_int_equal(process.status, 0);
	check_file(folder, "ours", BASE);
	check_file(folder, "out", theirs);
	process_free(&process);
	test_folder_remove(folder);
}

/* ---- git ------------------------------------------------------------------------------------
 */

/* Where two branches meet: `ours` and `theirs` replace what was committed (NULL: the file is
 * removed). Ends with the status of git merge. */
static struct process merge_branches(
	char *folder, const char *base, const char *ours, const char *theirs)
{
	static const char setup[] =
		"export HOME=\"$PWD\" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a "
		"GIT_AUTHOR_EMAIL=a@a.invalid GIT_COMMITTER_NAME=a "
		"GIT_COMMITTER_EMAIL=a@a.invalid\n"
		"git init -q -b main .\n"
		"git config merge.attache.driver 'attache merge %O %A %B %P'\n"
		"echo '*.ann.yaml merge=attache' >.gitattributes\n"
		"take() { if test -e $1; then cp $1 a.txt.ann.yaml; else rm a.txt.ann.yaml; "
		"fi; }\n"
		"touch marker\n"
		"if test -e base; then take base; fi\n"
		"git add .gitattributes marker\ngit add a.txt.ann.yaml 2>/dev/null || :\n"
		"git commit -q -m base\n"
		"git checkout -q -b theirs\ntake theirs\ngit add -A a.txt.ann.yaml\n"
		"git commit -q -m theirs\n"
		"git checkout -q main\ntake ours\ngit add -A a.txt.ann.yaml\n"
		"git commit -q -m ours\n"
		"git merge -q -m merged theirs\n";
	if (base)
		free(test_file(folder, "base", str_from(base)));
	if (ours)
		free(test_file(folder, "ours", str_from(ours)));
	if (theirs)
		free(test_file(folder, "theirs", str_from(theirs)));
	return run(folder, setup);
}

static char *git_folder(void)
{
	struct process process = run(NULL, "git --version");
	bool missing = process.status != 0;
	process_free(&process);
	if (missing) {
		print_message("git is missing\n");
		skip();
	}
	return test_folder();
}

static void check_branches(
	const char *base, const char *ours, const char *theirs, const char *merged)
{
	char *folder = git_folder();
	struct process process = merge_branches(folder, base, ours, theirs);
	assert_string_equal(process.err.data, "");
	assert_int_equal(process.status, 0);
	check_file(folder, "a.txt.ann.yaml", merged);
	process_free(&process);
	test_folder_remove(folder);
}

static void test_git_branches_with_different_annotations(void **state)
{
	(void)state;
	check_branches(BASE, BASE ITEM("B", "30", "35", ""),
		BASE ITEM("C", "30", "35", "  tags: [x]\n"),
		BASE ITEM("B", "30", "35", "") ITEM("C", "30", "35", "  tags: [x]\n"));
	check_branches(
		NULL, HEAD ITEM("B", "30", "35", ""), BASE, BASE ITEM("B", "30", "35", ""));
}

static void test_git_branches_with_different_fields(void **state)
{
	(void)state;
	check_branches(BASE, HEAD ITEM("A", "10", "15", "  note: \"ours\"\n"),
		HEAD ITEM("A", "10", "15", "  tags: [x]\n  note: \"base\"\n"),
		HEAD ITEM("A", "10", "15", "  tags: [x]\n  note: \"ours\"\n"));
}

static void test_git_delete_and_change(void **state)
{
	(void)state;
	const char *changed = HEAD ITEM("A", "10", "15", "  note: \"changed\"\n");
	check_branches(BASE, HEAD, changed, changed);
	check_branches(BASE, changed, HEAD, changed);
}

static void test_git_conflict_keeps_both_versions(void **state)
{
	(void)state;
	char *folder = git_folder();
	struct process process = merge_branches(folder, BASE,
		HEAD ITEM("A", "10", "15", "  note: \"ours\"\n"),
		HEAD ITEM("A", "10", "15", "  note: \"theirs\"\n"));
	assert_int_equal(process.status, 1);
	assert_string_equal(process.err.data, "attache: a.txt.ann.yaml: 1 annotation changed "
					      "on both sides; both versions are "
					      "kept\n");
	process_free(&process);
	process = run(folder, "git status --porcelain a.txt.ann.yaml; cat a.txt.ann.yaml");
	assert_true(str_starts(buffer_str(&process.out), STR("UU a.txt.ann.yaml\n")));
	assert_non_null(strstr(process.out.data, "note: \"ours\"\n"));
	assert_non_null(strstr(process.out.data, "note: \"theirs\"\n"));
	assert_non_null(strstr(process.out.data, "conflict-of: \"A\"\n"));
	assert_null(strstr(process.out.data, "<<<<"));
	process_free(&process);
	test_folder_remove(folder);
}

static void test_git_broken_side_is_a_conflict(void **state)
{
	(void)state;
	char *folder = git_folder();
	struct process process = merge_branches(
		folder, BASE, HEAD ITEM("A", "10", "15", "  note: \"ours\"\n"), "a: [\n");
	assert_int_equal(process.status, 1);
	check_file(folder, "a.txt.ann.yaml", HEAD ITEM("A", "10", "15", "  note: \"ours\"\n"));
	process_free(&process);
	process = run(folder, "git status --porcelain a.txt.ann.yaml");
	assert_string_equal(process.out.data, "UU a.txt.ann.yaml\n");
	process_free(&process);
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean_merge),
		cmocka_unit_test(test_files_that_cannot_be_read_stop_it),
		cmocka_unit_test(test_output_elsewhere_leaves_ours),
		cmocka_unit_test(test_git_branches_with_different_annotations),
		cmocka_unit_test(test_git_branches_with_different_fields),
		cmocka_unit_test(test_git_delete_and_change),
		cmocka_unit_test(test_git_conflict_keeps_both_versions),
		cmocka_unit_test(test_git_broken_side_is_a_conflict),
	};
	return cmocka_run_group_tests_name("git", tests, NULL, NULL);
}
