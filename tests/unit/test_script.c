#include "screen.h"
#include "test.h"

#include "attache/app/script.h"

static const char article[] =
	"Envoys weigh a truce\n\nThe envoys met in Geneva on Monday. They "
	"spoke of “a fragile peace” there.\n";

static struct screen *open_article(void)
{
	return screen_open_text(10, 60, str_from(article));
}

static void test_instructions_reach_the_program(void **state)
{
	(void)state;
	struct screen *screen = open_article();
	screen_run(screen, "# a remark\n\n  \nwait\nresize 80 12\n:set measure 40\n"
			   "keys /\ntype envoys\nprint heading: one\n");
	assert_str(buffer_str(&screen->pictures), "heading: one\n");
	assert_true(screen_shows(screen, "/envoys"));
	screen_run(screen, "paste \" \\\"met\\\" \\\\ in\\t\"\n");
	assert_true(screen_shows(screen, "/envoys \"met\" \\ in"));
	screen_run(screen, "keys Esc\ncommand set measure 30\ntick\nmouse press 3 3\n"
			   "mouse drag 3 8\nmouse release 3 8\nmouse up 3 3\nmouse down 3 3\n");
	assert_false(screen_shows(screen, "/envoys"));
	screen_close(screen);
}

static void test_dump_gives_the_picture(void **state)
{
	(void)state;
	struct screen *screen = open_article();
	screen_run(screen, "wait\ndump\n");
	assert_str(buffer_str(&screen->pictures), screen_picture(screen).s);
	buffer_clear(&screen->pictures);
	screen_run(screen, "dump roles");
	assert_int_not_equal(
		str_find(buffer_str(&screen->pictures), STR("title.bar")), SIZE_MAX);
	buffer_clear(&screen->pictures);
	screen_run(screen, "keys ]\nkeys y\ndump clipboard\n");
	assert_int_not_equal(
		str_find(buffer_str(&screen->pictures), STR("a fragile peace")), SIZE_MAX);
	screen_close(screen);
}

static void test_mistakes_are_told_with_their_place(void **state)
{
	(void)state;
	static const struct {
		const char *script;
		unsigned line, column;
		const char *message;
	} cases[] = {
		{"wait\nkyes j\n", 2, 1, "no instruction \"kyes\"; did you mean keys?"},
		{"frobnicate\n", 1, 1, "no instruction \"frobnicate\""},
		{"keys j Dwon\n", 1, 8, "expected the name of a key, not \"Dwon\""},
		{"keys j\n\n  resize 80\n", 3, 12,
			"expected a number from 1 to 1000, not \"\""},
		{"resize 0 24\n", 1, 8, "expected a number from 1 to 1000, not \"0\""},
		{"mouse hover 3 3\n", 1, 7,
			"expected press, drag, release, up or down, not \"hover\""},
		{"mouse press 3 1001\n", 1, 15,
			"expected a number from 1 to 1000, not \"1001\""},
		{"paste word\n", 1, 7, "expected a text in double quotes, not \"word\""},
		{"paste \"a\\q\"\n", 1, 7,
			"expected a text in double quotes, not \"\"a\\q\"\""},
		{"paste \"\\\"\n", 1, 7, "expected a text in double quotes, not \"\"\\\"\""},
		{"dump colours\n", 1, 6,
			"expected roles, clipboard or nothing, not \"colours\""},
		{"keys q j\n", 1, 8, "the program has ended before this"},
		{"keys q\n# fine\n\nwait\n", 4, 1, "the program has ended before this"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct screen *screen = open_article();
		struct error err = {0};
		assert_false(script_run(
			screen->app, str_from(cases[i].script), &screen->pictures, &err));
		assert_string_equal(err.msg, cases[i].message);
		assert_int_equal(err.line, cases[i].line);
		assert_int_equal(err.column, cases[i].column);
		assert_int_equal(err.code, ERR_PARSE);
		screen_close(screen);
	}
}

static void test_a_failing_command_ends_the_script(void **state)
{
	(void)state;
	struct screen *screen = open_article();
	struct error err = {0};
	assert_false(script_run(screen->app, STR("print before\n:nosuch\nprint after\n"),
		&screen->pictures, &err));
	assert_int_equal(err.line, 2);
	assert_int_equal(err.column, 2);
	assert_int_equal(err.code, ERR_NOTFOUND);
	assert_str(buffer_str(&screen->pictures), "before\n");
	assert_false(script_run(screen->app, STR("type \xFF\n"), &screen->pictures, &err));
	assert_int_equal(err.code, ERR_ENCODING);
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_instructions_reach_the_program),
		cmocka_unit_test(test_dump_gives_the_picture),
		cmocka_unit_test(test_mistakes_are_told_with_their_place),
		cmocka_unit_test(test_a_failing_command_ends_the_script),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
