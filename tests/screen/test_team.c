/* Several annotators of one article on the screen: sidecars of one's own, others' shown. */
#include "screen.h"
#include "test.h"

#include <unistd.h>

static const char article[] =
	"The treaty is void\n\n“We will not sign,” said Ana Orlov, the minister. “Not now.”\n\n"
	"Her colleague was milder and spoke of time.\n";

#define HEAD "version: 1\nannotations:\n"
#define ITEM(id, start, end, exact, more) \
	"- id: \"" id "\"\n  kind: quote\n  start: " start "\n  end: " end \
	"\n  exact: \"" exact "\"\n" more
#define SIGN(id, more) ITEM(id, "21", "37", "We will not sign", more)
#define TIME(id, more) ITEM(id, "134", "138", "time", more)

static const char ben[] = HEAD SIGN("B1", "  tags: [threat]\n  note: \"clear\"\n")
	TIME("B2", "  tags: [delay]\n");

static struct screen *open_team(unsigned rows, unsigned columns)
{
	struct screen *screen = screen_open_text(rows, columns, str_from(article));
	free(test_file(screen->folder, "article.txt.ben.ann.yaml", str_from(ben)));
	screen_restart(screen);
	screen_run(screen, "wait\n");
	return screen;
}

static void own_as(struct screen *screen, const char *name)
{
	struct buffer script = {0};
	buffer_format(&script,
		"command set by %s\ncommand set annotations own\ncommand edit article.txt\n"
		"wait\n",
		name);
	screen_run(screen, script.data);
	buffer_free(&script);
}

/* The others' annotations have their own section, colour, gutter sign and place in the status
 * line. */
static void test_others_are_shown(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 110);
	screen_run(screen, "keys 3\nkeys ]\ndump\ndump roles\n");
	assert_true(screen_shows(screen, "quote 1/1 · Ana Orlov · not tagged · ben: threat, "
					 "noted"));
	assert_true(screen_shows(screen, "ben (read only) 2"));
	screen_run(screen, "resize 80 24\nkeys Tab j Enter\ndump\n");
	assert_true(screen_shows(screen, "annotation · ben: delay"));
	screen_check(screen, "team-others");
	screen_close(screen);
}

static void test_own_annotations_go_to_an_own_file(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 110);
	own_as(screen, "ana/o");
	screen_run(screen, "keys ] t w\n");
	assert_true(screen_shows(screen, "saved, own file"));
	assert_true(screen_shows(screen, "· warning · ben: threat, noted"));
	struct buffer own = test_read("article.txt.ana%2Fo.ann.yaml");
	assert_true(str_find(buffer_str(&own), STR("by: \"ana/o\"")) != (size_t)-1);
	assert_int_not_equal(access("article.txt.ann.yaml", F_OK), 0);
	buffer_free(&own);
	screen_close(screen);
}

/* What others have cannot be changed: tagging it makes an annotation of one's own. */
static void test_others_are_only_read(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 110);
	struct buffer before = test_read("article.txt.ben.ann.yaml");
	screen_run(screen, "keys 3 Tab j d\n");
	assert_true(screen_shows(screen, "what others annotated is only read here"));
	screen_run(screen, "keys Enter d\n");
	assert_true(screen_shows(screen, "no annotation here"));
	screen_run(screen, "keys t w\n");
	assert_true(screen_shows(screen, "annotation · warning · ben: delay"));
	struct buffer after = test_read("article.txt.ben.ann.yaml");
	assert_string_equal(after.data, before.data);
	buffer_free(&before);
	buffer_free(&after);
	screen_close(screen);
}

static void test_changes_of_others_come_in(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 110);
	free(test_file(screen->folder, "article.txt.cleo.ann.yaml",
		STR(HEAD SIGN("C1", "  tags: [bluff]\n"))));
	screen_run(screen, "tick\n");
	assert_true(screen_shows(screen, "cleo changed annotations"));
	screen_run(screen, "keys ]\n");
	assert_true(screen_shows(screen, "ben: threat, noted · cleo: bluff"));
	unlink("article.txt.ben.ann.yaml");
	screen_run(screen, "tick\nkeys ]\n");
	assert_false(screen_shows(screen, "ben: threat"));
	assert_true(screen_shows(screen, "cleo: bluff"));
	free(test_file(screen->folder, "article.txt.cleo.ann.yaml", STR("a: [\n")));
	screen_run(screen, "tick\ncommand diagnostics\n");
	assert_true(screen_shows(screen, "cannot read article.txt.cleo.ann.yaml"));
	screen_close(screen);
}

/* Who began in the shared file and goes on in one of their own is told of it. */
static void test_own_annotations_in_the_shared_file(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 110);
	free(test_file(screen->folder, "article.txt.ann.yaml",
		STR(HEAD SIGN("S1", "  tags: [old]\n  by: \"ana\"\n"))));
	own_as(screen, "ana");
	assert_true(screen_shows(
		screen, "1 annotation of yours in the shared file: read only here"));
	screen_run(screen, "keys 3 ]\n");
	assert_true(screen_shows(screen, "shared (read only) 1"));
	assert_true(screen_shows(screen, "not tagged · shared: old"));
	screen_close(screen);
}

static void test_an_own_file_needs_a_name(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 110, str_from(article));
	setenv("ATTACHE_BY", "", 1);
	screen_run(
		screen, "command set annotations own\ncommand edit article.txt\nwait\ndump\n");
	assert_true(screen_shows(
		screen, "annotations of your own need your name: set the option by"));
	assert_true(screen_shows(screen, "read only"));
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_others_are_shown),
		cmocka_unit_test(test_own_annotations_go_to_an_own_file),
		cmocka_unit_test(test_others_are_only_read),
		cmocka_unit_test(test_changes_of_others_come_in),
		cmocka_unit_test(test_own_annotations_in_the_shared_file),
		cmocka_unit_test(test_an_own_file_needs_a_name),
	};
	return cmocka_run_group_tests_name("team on the screen", tests, NULL, NULL);
}
