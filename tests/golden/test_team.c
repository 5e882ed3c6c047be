/* diff from outside: two people's annotations of one article. */
#include "golden.h"
#include "process.h"
#include "test.h"

#define ARTICLE \
	"Talks resume\n\nThe minister said “the window is closing” and left. Nobody would " \
	"say " \
	"more, and the talks go on.\n"
#define HEAD "version: 1\nannotations:\n"
#define ITEM(id, start, end, exact, more) \
	"- id: \"" id "\"\n  kind: quote\n  start: " start "\n  end: " end \
	"\n  exact: \"" exact "\"\n" more

#define WINDOW(id, more) ITEM(id, "33", "54", "the window is closing", more)

static const char ana[] = HEAD WINDOW(
	"A1", "  speaker: \"minister\"\n  tags: [warning]\n  note: \"on record\"\n")
	ITEM("A2", "66", "87", "Nobody would say more", "  tags: [silence]\n")
		ITEM("A3", "97", "102", "talks", "");
static const char ben[] = HEAD WINDOW(
	"B1", "  speaker: \"minister\"\n  tags: [threat]\n  stance: -1\n")
	ITEM("B2", "66", "82", "Nobody would say", "  tags: [silence]\n")
		ITEM("B3", "0", "12", "Talks resume", "  tags: [title]\n");

#define IN(folder, ...) \
	process_run((const char *const[]){"attache", __VA_ARGS__, NULL}, (folder), \
		(struct str){0})

static char *team_folder(const char *shared)
{
	char *folder = test_folder();
	free(test_file(folder, "a.txt", STR(ARTICLE)));
	free(test_file(folder, "a.txt.ana.ann.yaml", str_from(ana)));
	free(test_file(folder, "a.txt.ben.ann.yaml", str_from(ben)));
	if (shared)
		free(test_file(folder, "a.txt.ann.yaml", str_from(shared)));
	return folder;
}

static void check(struct process process, int status, const char *out, const char *err)
{
	assert_string_equal(process.err.data, err);
	assert_string_equal(process.out.data, out);
	assert_int_equal(process.status, status);
	process_free(&process);
}

static const char differences[] = "+ 0-12 “Talks resume”\n"
				  "    + tags: title\n"
				  "! 33-54 “the window is closing”\n"
				  "    - tags: warning\n"
				  "    + tags: threat\n"
				  "    + stance: -1\n"
				  "    - note: on record\n"
				  "! 66-87 “Nobody would say more”\n"
				  "    - span: 66-87 “Nobody would say more”\n"
				  "    + span: 66-82 “Nobody would say”\n"
				  "- 97-102 “talks”\n";

static void check_diff(struct process process, const char *a, const char *b)
{
	struct buffer expected = {0};
	buffer_format(&expected, "--- %s\n+++ %s\n%s", a, b, differences);
	check(process, 1, expected.data, "");
	buffer_free(&expected);
}

static void test_diff_of_an_article(void **state)
{
	(void)state;
	char *folder = team_folder(NULL);
	check_diff(IN(folder, "diff", "a.txt"), "ana", "ben");
	check_diff(IN(folder, "diff", "--by", "ana,ben", "a.txt"), "ana", "ben");
	check(IN(folder, "diff", "--by", "ana,cleo", "a.txt"), 2, "",
		"attache: no annotations by cleo; there are those by: ana, ben\n");
	check(IN(folder, "diff", "--by", "ana", "a.txt"), 2, "",
		"attache: a.txt is annotated by 1; say which two: --by A,B\n");
	test_folder_remove(folder);
}

static void test_diff_of_sidecars_with_and_without_article(void **state)
{
	(void)state;
	char *folder = team_folder(NULL);
	check_diff(IN(folder, "diff", "a.txt.ana.ann.yaml", "a.txt.ben.ann.yaml"),
		"a.txt.ana.ann.yaml", "a.txt.ben.ann.yaml");
	free(test_file(folder, "one.ann.yaml", str_from(ana)));
	free(test_file(folder, "two.ann.yaml", str_from(ben)));
	check_diff(IN(folder, "diff", "one.ann.yaml", "two.ann.yaml"), "one.ann.yaml",
		"two.ann.yaml");
	check(IN(folder, "diff", "one.ann.yaml", "one.ann.yaml"), 0, "", "");
	free(test_file(folder, "bad.ann.yaml", STR("a: [")));
	check(IN(folder, "diff", "one.ann.yaml", "bad.ann.yaml"), 2, "",
		"attache: cannot read bad.ann.yaml: did not find expected node content (line "
		"2, "
		"column 1)\n");
	check(IN(folder, "diff", "one.ann.yaml", "no.ann.yaml"), 2, "",
		"attache: cannot open no.ann.yaml: No such file or directory\n");
	check(IN(folder, "diff", "one.ann.yaml"), 2, "",
		"attache: diff needs two sidecars or an article; try: attache diff --help\n");
	test_folder_remove(folder);
}

/* The shared sidecar is told by name, and taken apart by `by` where it is the only one. */
static void test_diff_with_the_shared_sidecar(void **state)
{
	(void)state;
	char *folder = team_folder(ana);
	check_diff(IN(folder, "diff", "--by", "shared,ben", "a.txt"), "shared", "ben");
	check_diff(IN(folder, "diff", "a.txt"), "ana", "ben");
	test_folder_remove(folder);
	folder = test_folder();
	free(test_file(folder, "a.txt", STR(ARTICLE)));
	free(test_file(folder, "a.txt.ann.yaml",
		STR(HEAD WINDOW("A1", "  tags: [warning]\n  by: \"ana\"\n")
				WINDOW("B1", "  tags: [threat]\n  by: \"ben\"\n"))));
	check(IN(folder, "diff", "a.txt"), 1,
		"--- ana\n+++ ben\n! 33-54 “the window is closing”\n    - tags: warning\n    + "
		"tags: threat\n",
		"");
	test_folder_remove(folder);
}

static void test_diff_as_json(void **state)
{
	(void)state;
	char *folder = team_folder(NULL);
	struct process process = IN(folder, "diff", "--format", "json", "a.txt");
	assert_int_equal(process.status, 1);
	golden_check("diff.json", buffer_str(&process.out));
	process_free(&process);
	test_folder_remove(folder);
}

/* What is in own sidecars is listed and exported with whose it is; of one id the shared one's
 * version counts, unless somebody's own are asked for. */
static void test_lists_and_exports_of_all_sidecars(void **state)
{
	(void)state;
	char *folder = team_folder(HEAD WINDOW(
		"A1", "  tags: [settled]\n  by: \"ana\"\n  adjudicated-by: \"zoe\"\n"));
	check(IN(folder, "list", "--tag", "settled,warning,threat", "."), 0,
		"./a.txt\t\t1\t\t\tsettled\tthe window is closing\t\t\t\t\tquote\tok\tA1\tana\n"
		"./a.txt\t\t1\tminister\t\tthreat\tthe window is closing\t\t-1\t\t\tquote\tok\t"
		"B1\tben\n",
		"");
	check(IN(folder, "list", "--by", "ana", "--tag", "settled,warning,threat", "a.txt"), 0,
		"a.txt\t\t1\tminister\t\twarning\tthe window is closing\ton "
		"record\t\t\t\tquote\tok\tA1\tana\n",
		"");
	check(IN(folder, "list", "--by", "shared", "a.txt"), 0,
		"a.txt\t\t1\t\t\tsettled\tthe window is closing\t\t\t\t\tquote\tok\tA1\tana\n",
		"");
	struct process process = IN(folder, "export", "--format", "csv", "--by", "ben", ".");
	golden_check("team.csv", buffer_str(&process.out));
	assert_int_equal(process.status, 0);
	process_free(&process);
	free(test_file(folder, "a.txt.ben.ann.yaml", STR("a: [")));
	check(IN(folder, "list", "--by", "ben", "a.txt"), 3, "",
		"attache: cannot read a.txt.ben.ann.yaml: did not find expected node content "
		"(line 2, column 1)\n");
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_diff_of_an_article),
		cmocka_unit_test(test_diff_of_sidecars_with_and_without_article),
		cmocka_unit_test(test_diff_with_the_shared_sidecar),
		cmocka_unit_test(test_diff_as_json),
		cmocka_unit_test(test_lists_and_exports_of_all_sidecars),
	};
	return cmocka_run_group_tests_name("team", tests, NULL, NULL);
}
