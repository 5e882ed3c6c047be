/* What the program answers when something is asked of it that cannot be, or in an odd place. */
#include "screen.h"
#include "test.h"

#include "attache/base/buffer.h"
#include "attache/base/file.h"

static const char truce[] =
	"Envoys weigh a fragile truce\n\n"
	"The two ministers met in Geneva on Monday.\n\n"
	"“We will not accept a line drawn by others,” Foreign Minister Lena Aru said.\n\n"
	"Tarsk called the remarks “a step back from what was agreed in Oslo”.\n\n"
	"“The window is closing,” Prime Minister Ivo Tarn warned.\n";

static void expect(struct screen *screen, const char *text)
{
	if (!screen_shows(screen, text))
		fail_msg("not on the screen: %s\n%s", text, screen_picture(screen).s);
}

static void expect_not(struct screen *screen, const char *text)
{
	if (screen_shows(screen, text))
		fail_msg("on the screen: %s\n%s", text, screen_picture(screen).s);
}

static void refuse(struct screen *screen, const char *line, const char *answer)
{
	struct error err;
	assert_false(app_command(screen->app, str_from(line), &err));
	expect(screen, answer);
}

static void test_wrong_lines_are_answered(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(30, 110, str_from(truce));
	refuse(screen, "set", "usage: set OPTION");
	refuse(screen, "bind", "usage: bind KEY [COMMAND]");
	refuse(screen, "bind x taag", "no command taag; did you mean tag?");
	refuse(screen, "500", "no paragraph 500");
	refuse(screen, "99999999999999999999999999", "no paragraph 99999");
	refuse(screen, "theme nosuch", "no theme nosuch");
	screen_close(screen);
}

static void test_the_date_that_is_set_gives_monday_its_day(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(30, 130, str_from(truce));
	screen_run(screen, "wait\nkeys 1");
	expect_not(screen, "2026-02-23");
	screen_run(screen, "command date");
	expect(screen, "the article has no date; :date 2026-03-01 gives it one");
	screen_run(screen, "command date March 1, 2026");
	expect(screen, "2026-03-01, as noted in the annotations");
	expect(screen, "1 March 2026"); /* the title's line */
	expect(screen, "2026-02-23");   /* the Monday before */
	screen_run(screen, "keys u");
	expect(screen, "undo: date 2026-03-01");
	expect_not(screen, "2026-02-23");
	screen_run(screen, "keys C-r");
	expect(screen, "2026-02-23");
	screen_run(screen, "command date none");
	expect_not(screen, "2026-02-23");
	refuse(screen, "date Monday", "Monday names no day; write 2026-03-01");
	refuse(screen, "date 2026-02-30", "2026-02-30 names no day");
	screen_close(screen);
}

static void test_a_theme_that_is_none_changes_nothing(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(30, 110, str_from(truce));
	screen_run(screen, "command theme night");
	refuse(screen, "theme nosuch", "no theme nosuch");
	refuse(screen, "theme nosuch", "no theme nosuch");
	screen_run(screen, "command theme");
	expect(screen, "theme night:");
	screen_close(screen);
}

static void test_a_bound_line_may_hold_a_count(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(30, 110, str_from(truce));
	screen_run(screen, "wait\ncommand bind x 2 quote-next\nkeys x");
	expect(screen, "quote 2/3");
	screen_close(screen);
}

static void test_tags_are_chosen_from_the_sidebar_of_a_narrow_screen(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(12, 40, str_from(truce));
	screen_run(screen, "wait\nkeys ] 2 t");
	expect(screen, "tag:");
	expect(screen, "accept a line drawn by");
	screen_run(screen, "keys w");
	expect(screen, "1 Entities");
	screen_run(screen, "resize 40 6\nkeys t");
	expect(screen, "tag:");
	screen_close(screen);
}

static void test_a_hidden_sidebar_comes_when_keys_go_to_it(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(30, 110, str_from(truce));
	screen_run(screen, "wait\ncommand set sidebar hide");
	expect_not(screen, "1 Entities");
	screen_run(screen, "keys Tab");
	expect(screen, "1 Entities");
	screen_run(screen, "command set sidebar hide\nkeys j");
	expect_not(screen, "1 Entities");
	screen_run(screen, "keys \\");
	expect(screen, "1 Entities");
	screen_close(screen);
}

static void test_a_long_note_shows_where_it_is_written(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(40, 80, str_from(truce));
	struct buffer script = {0};
	buffer_add_cstr(&script, "wait\nkeys ] m\n");
	for (unsigned i = 0; i < 30; i++)
		buffer_format(&script, "type line %u\nkeys M-Enter\n", i);
	buffer_add_cstr(&script, "type the last");
	screen_run(screen, script.data);
	expect(screen, "      line 29\n      the last\n");
	expect_not(screen, "      line 14\n");
	buffer_free(&script);
	screen_close(screen);
}

static void test_the_way_to_all_keys_is_always_hinted(void **state)
{
	(void)state;
	static const unsigned sizes[][2] = {{24, 80}, {40, 120}, {12, 40}, {50, 84}, {10, 20}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct screen *screen = screen_open_text(
			sizes[i][0], sizes[i][1], str_from(truce));
		expect(screen, "? help\n");
		screen_run(screen, "keys Tab");
		expect(screen, "? help\n");
		screen_close(screen);
	}
}

static void test_a_message_is_read_whole(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "wait");
	refuse(screen, "theme of-a-name-much-longer-than-most",
		"no theme of-a-name-much-longer-than-most; Tab after :theme lists them\n");
	screen_close(screen);
}

static void test_the_help_finds_any_key_of_a_command(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "keys ? /\ntype C-e\nkeys Enter");
	expect(screen, "One line down");
	expect_not(screen, "One page down");
	screen_close(screen);
}

static void test_the_picker_opened_again_begins_anew(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "wait\nkeys ] t /\ntype warn\ncommand tag");
	expect(screen, "a letter sets one");
	screen_run(screen, "keys w");
	expect(screen, "· warning");
	screen_close(screen);
}

static void test_the_help_goes_to_its_ends(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 110, str_from(truce));
	screen_run(screen, "wait\nkeys ? G");
	expect(screen, ":quit (q x wq qa exit)");
	screen_run(screen, "keys g");
	expect(screen, "\n Move\n");
	screen_run(screen, "keys C-d C-d");
	expect_not(screen, "\n Move\n");
	screen_run(screen, "keys C-u C-u");
	expect(screen, "\n Move\n");
	screen_close(screen);
}

/* However long a note is, two thirds of the screen are the article's. */
static void test_a_long_note_leaves_the_article_in_sight(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	struct buffer script = {0};
	buffer_add_cstr(&script, "wait\nkeys ] m\n");
	for (unsigned i = 0; i < 30; i++)
		buffer_format(&script, "type row-%u\nkeys M-Enter\n", i);
	screen_run(screen, script.data);
	expect(screen, "row-29");
	expect(screen, "row-23");
	expect_not(screen, "row-22");
	expect(screen, "accept a line drawn by");
	buffer_free(&script);
	screen_close(screen);
}

static void test_commands_go_by_the_names_that_editors_have(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "wait\ncommand w");
	expect(screen, "saved");
	screen_run(screen, "command w!");
	expect(screen, "saved");
	screen_run(screen, "command n");
	expect(screen, "last article");
	assert_false(app_finished(screen->app));
	screen_run(screen, "command q");
	assert_true(app_finished(screen->app));
	screen_close(screen);
}

static void test_no_more_colours_than_the_option_says(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "command theme night\ncommand set colours 16");
	for (unsigned role = 0; role < ROLES; role++)
		assert_true(app_theme(screen->app)->styles[role].foreground < 16);
	screen_run(screen, "command set colours auto");
	assert_true(app_theme(screen->app)->styles[ROLE_TEXT].foreground >= COLOUR_RGB);
	screen_close(screen);
}

static void test_the_mouse_goes_not_through_the_help(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(30, 110, str_from(truce));
	screen_run(
		screen, "wait\nkeys ]\nkeys ?\nmouse press 5 90\nmouse release 5 90\nkeys q");
	expect(screen, "quote 1/3");
	screen_close(screen);
}

static void test_what_is_deleted_in_the_list_comes_back_to_it(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(30, 110, str_from(truce));
	screen_run(screen, "wait\nkeys ] t w ] t c ] t o\nkeys [ 3 3 d");
	/* The one that took its place is current in both panes. */
	expect(screen, "▸offer");
	expect(screen, "quote 3/3 · Ivo Tarn · offer");
	screen_run(screen, "keys u");
	expect(screen, "▸commitment");
	expect(screen, "quote 2/3 · Tarsk · commitment");
	screen_close(screen);
}

static void test_keys_on_an_orphan_touch_nothing_else(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(30, 110, str_from(truce));
	screen_run(screen, "wait\nkeys ] ] ] t w");
	free(test_file(screen->folder, "article.txt",
		STR("Envoys weigh a fragile truce\n\nNobody spoke.\n")));
	screen_run(screen, "command reload\nwait\nkeys 3 3");
	expect(screen, "Orphans");
	refuse(screen, "note lost",
		"what is listed is gone from the article: Enter gives it a place, d deletes "
		"it");
	screen_run(screen, "keys d");
	expect(screen, "3 Notes 0");
	screen_run(screen, "keys u");
	expect(screen, "3 Notes 1");
	expect(screen, "Orphans");
	screen_close(screen);
}

static void test_annotations_that_cannot_be_read_are_told(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, STR("Talks\n\n“Enough,” Aru said.\n"));
	free(test_file(screen->folder, "article.txt.ann.yaml", STR("annotations: [ {\n")));
	screen_run(screen, "command edit article.txt\nwait");
	/* Two rows, for one cannot hold it. */
	expect(screen,
		" the annotations on disk cannot be read, new ones are saved beside them;\n"
		" :diagnostics says why\n");
	screen_run(screen, "keys ] t w j");
	expect(screen, "saved to recovery file");
	screen_run(screen, "command diagnostics");
	expect(screen, "\n Annotations\n  2:1 error: cannot read article.txt.ann.yaml");
	screen_run(screen, "keys Esc");
	expect_not(screen, "2:1 error");
	screen_close(screen);
}

static void test_the_picker_is_not_under_hints_of_others(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "wait\nkeys ] t");
	expect_not(screen, "] next quote");
	screen_run(screen, "keys Esc");
	expect(screen, "] next quote");
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrong_lines_are_answered),
		cmocka_unit_test(test_the_date_that_is_set_gives_monday_its_day),
		cmocka_unit_test(test_a_theme_that_is_none_changes_nothing),
		cmocka_unit_test(test_a_bound_line_may_hold_a_count),
		cmocka_unit_test(test_tags_are_chosen_from_the_sidebar_of_a_narrow_screen),
		cmocka_unit_test(test_a_hidden_sidebar_comes_when_keys_go_to_it),
		cmocka_unit_test(test_a_long_note_shows_where_it_is_written),
		cmocka_unit_test(test_the_way_to_all_keys_is_always_hinted),
		cmocka_unit_test(test_a_message_is_read_whole),
		cmocka_unit_test(test_the_help_finds_any_key_of_a_command),
		cmocka_unit_test(test_the_picker_opened_again_begins_anew),
		cmocka_unit_test(test_the_help_goes_to_its_ends),
		cmocka_unit_test(test_a_long_note_leaves_the_article_in_sight),
		cmocka_unit_test(test_commands_go_by_the_names_that_editors_have),
		cmocka_unit_test(test_no_more_colours_than_the_option_says),
		cmocka_unit_test(test_the_mouse_goes_not_through_the_help),
		cmocka_unit_test(test_what_is_deleted_in_the_list_comes_back_to_it),
		cmocka_unit_test(test_keys_on_an_orphan_touch_nothing_else),
		cmocka_unit_test(test_annotations_that_cannot_be_read_are_told),
		cmocka_unit_test(test_the_picker_is_not_under_hints_of_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
