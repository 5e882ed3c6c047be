/* Pictures of the screen, to be read by people: tests/golden/expected/screen. What must hold
 * whatever the findings are is asserted in test_manners.c. */
#include "screen.h"
#include "test.h"

static const char *const hotline[] = {"data/samples/hotline.txt", NULL};
static const char *const both[] = {
	"data/samples/hotline.txt", "data/samples/river-pact.md", NULL};

/* One article, one script, one file of pictures. */
static void picture(const char *name, unsigned rows, unsigned columns, const char *script)
{
	struct screen *screen = screen_open(rows, columns, hotline);
	screen_run(screen, script);
	screen_check(screen, name);
	screen_close(screen);
}

static void test_layouts(void **state)
{
	(void)state;
	static const char script[] = "dump\n"
				     "wait\n"
				     "print ==== everything found\n"
				     "dump\n"
				     "keys ] ]\n"
				     "print ==== the second quote\n"
				     "dump\n"
				     "keys 2 j\n"
				     "print ==== among the quotes\n"
				     "dump\n";
	picture("layout-120x40", 40, 120, script);
	picture("layout-80x24", 24, 80, script);
	picture("layout-40x12", 12, 40, script);
	picture("layout-200x50", 50, 200, script);
	picture("layout-portrait-80x60", 60, 80, script);
	picture("layout-tiny-19x4", 4, 19, script);
}

static void test_roles(void **state)
{
	(void)state;
	picture("roles-80x24", 24, 80,
		"wait\nkeys ] ] :\ntype tag warning\nkeys Enter /\ntype steel\nkeys Enter\n"
		"dump roles\n");
}

/* Names that are not as sure as the option asks are plain text and dim in the sidebar. */
static void test_doubts(void **state)
{
	(void)state;
	picture("doubts-80x24", 24, 80,
		"wait\ncommand set doubtful 100\ndump roles\n"
		"command set doubtful 0\ndump roles\n");
}

static void test_sidebar(void **state)
{
	(void)state;
	picture("sidebar-80x24", 24, 80,
		"wait\nprint ==== following the article\nkeys ] ]\ndump\n"
		"print ==== walking the entities\nkeys 1 j j j\ndump\n"
		"print ==== filtered\nkeys f\ntype chin\ndump\n"
		"print ==== the filter stays\nkeys Enter\ndump\n"
		"print ==== narrower\nkeys Esc < < <\ndump\n"
		"print ==== hidden\nkeys \\\ndump\n");
}

static void test_tagging(void **state)
{
	(void)state;
	picture("tagging-100x30", 30, 100,
		"wait\nkeys 3 ] t\nprint ==== the picker\ndump\n"
		"keys w\nprint ==== one letter tags\ndump\n"
		"keys t /\ntype conc\nprint ==== finding\ndump\n"
		"keys Enter\nprint ==== two tags\ndump\n"
		"keys Esc ] .\nprint ==== again, and on\ndump\n"
		"keys u\nprint ==== undone\ndump\n"
		"keys C-r\nprint ==== redone\ndump\n");
}

static void test_notes(void **state)
{
	(void)state;
	picture("notes-100x30", 30, 100,
		"wait\nkeys 3 ] ] m\ntype steel: the reef\nprint ==== a note\ndump\n"
		"keys M-Enter\ntype and a second line\nprint ==== of two lines\ndump\n"
		"keys Enter\nprint ==== saved\ndump\n"
		"keys s\nprint ==== the speaker\ndump\n"
		"keys C-u\ntype li\nprint ==== completed\ndump\n"
		"keys Tab Enter\nprint ==== corrected\ndump\n"
		"keys d\nprint ==== deleted\ndump\n"
		"keys y\nprint ==== copied\ndump clipboard\n");
}

static void test_searching(void **state)
{
	(void)state;
	picture("search-80x24", 24, 80,
		"wait\nkeys /\ntype re\nprint ==== while typing\ndump\n"
		"type ef\nprint ==== more of it\ndump\n"
		"keys Enter n n\nprint ==== the third\ndump\n"
		"keys N N N\nprint ==== wrapped\ndump\n"
		"keys /\ntype zanzibar\nprint ==== not there\ndump\n"
		"keys Enter\nprint ==== said\ndump\n"
		"keys /\ntype (ship\nkeys Enter\nprint ==== no expression\ndump\n"
		"keys Esc g ] *\nprint ==== mentions of the speaker\ndump\n");
}

static void test_selecting(void **state)
{
	(void)state;
	picture("selection-80x24", 24, 80,
		"wait\n:5 first\nkeys v w w w\nprint ==== three words\ndump roles\n"
		"keys )\nprint ==== a sentence\ndump\n"
		"keys o b\nprint ==== the other end\ndump\n"
		"keys t w Esc\nprint ==== tagged\ndump\n");
}

static void test_help(void **state)
{
	(void)state;
	picture("help-80x24", 24, 80,
		"wait\nkeys ?\nprint ==== help\ndump\nkeys Space\nprint ==== a page on\ndump\n"
		"keys /\ntype undo\nprint ==== searched\ndump\nkeys Enter ?\n"
		"print ==== closed\ndump\n");
}

static void test_command_line(void **state)
{
	(void)state;
	picture("command-80x24", 24, 80,
		"wait\nkeys :\ntype th\nprint ==== completion\ndump\n"
		"keys Tab\nprint ==== completed\ndump\n"
		"keys C-u\ntype theme nig\nkeys Tab\nprint ==== its argument\ndump\nkeys "
		"Enter\n"
		"keys :\ntype tga\nkeys Enter\nprint ==== did you mean\ndump\n"
		"keys :\ntype set mesure 50\nkeys Enter\nprint ==== an option\ndump\n"
		"keys :\ntype set measure 999\nkeys Enter\nprint ==== out of range\ndump\n"
		"keys C-t\nprint ==== no such key\ndump\n");
}

static void test_measure_and_furniture(void **state)
{
	(void)state;
	picture("measure-100x24", 24, 100,
		"wait\nkeys -\nprint ==== narrower\ndump\nkeys + + +\nprint ==== wider\ndump\n"
		"keys = z\nprint ==== the furniture opened\ndump\n"
		"keys z G\nprint ==== folded, the end\ndump\n");
}

static void test_several_articles(void **state)
{
	(void)state;
	struct screen *screen = screen_open(24, 80, both);
	screen_run(screen, "wait\ndump\nkeys C-n\nwait\nprint ==== the next\ndump\n"
			   "keys C-n\nprint ==== no more\ndump\n");
	screen_check(screen, "articles-80x24");
	screen_close(screen);
}

static void test_comparing(void **state)
{
	(void)state;
	struct screen *screen = screen_open(30, 120, both);
	screen_run(screen, "wait\n:compare river-pact.md\nwait\nkeys ]\ndump\n"
			   "keys Tab ]\nprint ==== the other one\ndump\n");
	screen_check(screen, "compare-120x30");
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layouts),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_doubts),
		cmocka_unit_test(test_sidebar),
		cmocka_unit_test(test_tagging),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_searching),
		cmocka_unit_test(test_selecting),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_command_line),
		cmocka_unit_test(test_measure_and_furniture),
		cmocka_unit_test(test_several_articles),
		cmocka_unit_test(test_comparing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
