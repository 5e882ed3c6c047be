/* Deciding between annotators on the screen: what each key writes into the shared sidecar. */
#include "screen.h"
#include "test.h"

#include <unistd.h>

static const char article[] =
	"The treaty is void\n\n“We will not sign,” said Ana Orlov, the minister. “Not now.”\n\n"
	"Her colleague was milder and spoke of time.\n";

#define HEAD "version: 1\nannotations:\n"
#define ITEM(id, start, end, exact, more) \
	"- id: \"" id "\"\n  kind: span\n  start: " start "\n  end: " end \
	"\n  exact: \"" exact "\"\n" more
#define SIGN(id, more) ITEM(id, "21", "37", "We will not sign", more)
#define MILD(id, more) ITEM(id, "82", "106", "Her colleague was milder", more)
#define TIME(id, more) ITEM(id, "120", "124", "time", more)
#define VOID(id, more) ITEM(id, "14", "18", "void", more)

static const char ana[] = HEAD VOID("A0", "  tags: [claim]\n")
	SIGN("A1", "  tags: [threat]\n  note: \"clear\"\n") MILD("A2", "  tags: [tone]\n");
static const char ben[] = HEAD VOID("B0", "  tags: [claim]\n") SIGN("B1",
	"  tags: [warning]\n  stance: -2\n  by: \"ben\"\n") TIME("B2", "  tags: [delay]\n");

static struct screen *open_team(unsigned rows, unsigned columns)
{
	struct screen *screen = screen_open_text(rows, columns, str_from(article));
	free(test_file(screen->folder, "article.txt.ana.ann.yaml", str_from(ana)));
	free(test_file(screen->folder, "article.txt.ben.ann.yaml", str_from(ben)));
	screen_restart(screen);
	screen_run(screen, "command set by zoe\ncommand edit article.txt\nwait\n");
	return screen;
}

/* The shared sidecar holds these lines one behind the other. */
static bool saved(const char *lines)
{
	if (access("article.txt.ann.yaml", F_OK) != 0)
		return false;
	struct buffer text = test_read("article.txt.ann.yaml");
	bool found = str_find(buffer_str(&text), str_from(lines)) != (size_t)-1;
	buffer_free(&text);
	return found;
}

static void test_pictures(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 80);
	screen_run(screen, "command adjudicate\ndump\ndump roles\nkeys 2\ndump\n");
	screen_run(screen, "resize 120 40\nkeys [\ndump\nresize 44 20\ndump\n");
	screen_check(screen, "adjudicate");
	screen_close(screen);
}

/* Each decision leads to the next difference, from the last on to the first that is open. */
static void test_decisions_are_written(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 80);
	screen_run(screen, "command adjudicate\n");
	assert_true(screen_shows(screen, "difference 1 of 3 · tags, stance, note"));
	assert_true(screen_shows(screen, "3 differences between 2 annotators"));
	screen_run(screen, "keys ] 1\n");
	assert_true(saved("- id: \"A2\"\n"));
	assert_true(saved("  adjudicated-by: \"zoe\"\n"));
	assert_true(screen_shows(screen, "difference 3 of 3 · not marked by ana"));
	screen_run(screen, "keys n\n");
	assert_true(saved("- id: \"B2\"\n  kind: span\n  status: rejected\n"));
	assert_true(screen_shows(screen, "difference 1 of 3"));
	screen_run(screen, "keys 2\n");
	assert_true(saved("- id: \"B1\"\n"));
	assert_true(saved("  by: \"ben\"\n"));
	assert_true(screen_shows(screen, "all decided; a takes over the 1 in which all agree"));
	screen_run(screen, "keys a\n");
	assert_true(saved("- id: \"A0\"\n"));
	assert_false(saved("\"A1\""));
	screen_run(screen, "keys Esc\ncommand adjudicate\n");
	assert_true(screen_shows(screen, "difference 1 of 3 · decided"));
	assert_true(screen_shows(screen, "2 ben ✓"));
	assert_true(screen_shows(screen, "3 decided"));
	screen_close(screen);
}

static void test_both_and_deciding_anew(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 80);
	screen_run(screen, "command adjudicate\nkeys b\n");
	assert_true(saved("\"A1\"") && saved("\"B1\""));
	screen_run(screen, "keys [ 1\n");
	assert_true(saved("\"A1\""));
	assert_false(saved("\"B1\""));
	screen_run(screen, "keys u\n");
	assert_true(saved("\"A1\"") && saved("\"B1\""));
	screen_run(screen, "keys u\n");
	assert_false(saved("\"A1\"") || saved("\"B1\""));
	screen_run(screen, "keys u\n");
	assert_true(screen_shows(screen, "no decision to take back"));
	screen_close(screen);
}

/* Two versions of one id, as they are when both went on from the shared sidecar. */
static void test_both_of_one_id(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 80);
	free(test_file(screen->folder, "article.txt.ben.ann.yaml",
		STR(HEAD SIGN("A1", "  tags: [bluff]\n"))));
	screen_run(screen, "tick\ncommand adjudicate\nkeys ] b\n");
	assert_true(saved("- id: \"A1\"\n"));
	assert_true(saved("tags: [bluff]\n") && saved("tags: [threat]\n"));
	assert_true(saved("  conflict-of: \"A1\"\n  adjudicated-by: \"zoe\"\n"));
	screen_run(screen, "keys [ 2\n");
	assert_false(saved("tags: [threat]\n") || saved("conflict-of"));
	screen_close(screen);
}

/* Decisions of an earlier session, or of somebody else, are where one goes on from. */
static void test_goes_on_where_it_was_left(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 80);
	screen_run(screen, "command adjudicate\nkeys 1 Esc\n");
	assert_true(screen_shows(screen, "2 differences left; :adjudicate goes on"));
	screen_run(screen, "command edit article.txt\nwait\ncommand adjudicate\n");
	assert_true(screen_shows(screen, "difference 2 of 3"));
	assert_true(screen_shows(screen, "1 decided"));
	screen_close(screen);
}

static void test_what_it_needs(void **state)
{
	(void)state;
	struct screen *screen = open_team(24, 100);
	screen_run(screen, "keys : \ntype adjudicate\nkeys Enter\n");
	assert_true(screen_shows(screen, "difference 1 of 3"));
	screen_run(screen, "keys q\n");
	unlink("article.txt.ben.ann.yaml");
	screen_run(screen, "tick\nkeys :\ntype adjudicate\nkeys Enter\n");
	assert_true(screen_shows(screen,
		"nothing to decide: only one annotator has a sidecar of their own beside this "
		"article"));
	screen_run(screen, "command set annotations own\ncommand edit article.txt\nwait\n"
			   "keys :\ntype adjudicate\nkeys Enter\n");
	assert_true(screen_shows(screen, "decisions go to the shared file"));
	screen_close(screen);
}

static void test_four_annotators(void **state)
{
	(void)state;
	struct screen *screen = open_team(40, 120);
	free(test_file(screen->folder, "article.txt.cleo.ann.yaml",
		STR(HEAD SIGN("C1", "  tags: [bluff]\n"))));
	free(test_file(screen->folder, "article.txt.dina.ann.yaml",
		STR(HEAD SIGN("D1", "  tags: [threat]\n  note: \"clear\"\n"))));
	screen_run(screen, "tick\ncommand adjudicate\nkeys ]\ndump\n");
	screen_run(screen, "resize 80 40\ndump\n");
	screen_check(screen, "adjudicate-four");
	screen_run(screen, "keys b\n");
	assert_true(saved("\"A1\"") && saved("\"B1\"") && saved("\"C1\""));
	assert_false(saved("\"D1\"")); /* says what ana says */
	screen_run(screen, "keys [\ncommand version 4\n");
	assert_true(saved("\"D1\""));
	assert_false(saved("\"A1\""));
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_decisions_are_written),
		cmocka_unit_test(test_both_and_deciding_anew),
		cmocka_unit_test(test_both_of_one_id),
		cmocka_unit_test(test_goes_on_where_it_was_left),
		cmocka_unit_test(test_what_it_needs),
		cmocka_unit_test(test_four_annotators),
	};
	return cmocka_run_group_tests_name("adjudication", tests, NULL, NULL);
}
