/* What holds whatever the article says and whatever is found in it. */
#include "screen.h"
#include "test.h"

#include "attache/base/grapheme.h"
#include "attache/base/utf8.h"
#include "attache/base/visible.h"

static const char *const hotline[] = {"data/samples/hotline.txt", NULL};

static const char truce[] =
	"Envoys weigh a fragile truce\n\n"
	"The two ministers met in Geneva on Monday, their first talks since the crossings were "
	"closed.\n\n"
	"“We will not accept a line drawn by others,” Foreign Minister Lena Aru said. “But we "
	"are ready to talk about everything else.”\n\n"
	"China called the remarks “a step back from what was agreed”.\n\n"
	"“It is too early to speak of peace,” Wang Yi said in Beijing.\n";

/* The picture without its right part, where the sidebar is. */
static void left_part(struct screen *screen, unsigned columns, struct buffer *out)
{
	struct str picture = screen_picture(screen), line;
	buffer_clear(out);
	for (unsigned row = 0; str_split(&picture, '\n', &line) && row + 3 < screen->rows;
		row++) {
		buffer_add(
			out, str_slice(line, (struct range){0, grapheme_fit(line, columns)}));
		buffer_add_byte(out, '\n');
	}
}

static void test_nothing_moves_when_findings_arrive(void **state)
{
	(void)state;
	static const unsigned sizes[][3] = {{24, 80, 48}, {40, 120, 77}, {12, 40, 37}};
	for (size_t i = 0; i < 3; i++) {
		struct screen *screen = screen_open(sizes[i][0], sizes[i][1], hotline);
		struct buffer before = {0}, after = {0};
		screen_run(screen, "keys j j j j j");
		left_part(screen, sizes[i][2], &before);
		while (app_has_work(screen->app)) {
			app_step(screen->app);
			left_part(screen, sizes[i][2], &after);
			assert_str(buffer_str(&after), before.data);
		}
		buffer_free(&before);
		buffer_free(&after);
		screen_close(screen);
	}
}

/* The first row below the title that shows text. */
static struct str first_text(struct screen *screen)
{
	static struct buffer copy;
	struct str picture = screen_picture(screen), line;
	str_split(&picture, '\n', &line);
	do
		str_split(&picture, '\n', &line);
	while (picture.len &&
		str_trim(str_slice(line, (struct range){0, line.len < 30 ? line.len : 30}))
				.len == 0);
	buffer_clear(&copy);
	buffer_add(&copy, str_slice(line, (struct range){0, grapheme_fit(line, 24)}));
	return str_trim(buffer_str(&copy));
}

static void test_sizes_and_measures_keep_the_place(void **state)
{
	(void)state;
	struct screen *screen = screen_open(24, 80, hotline);
	screen_run(screen, "wait\nkeys Space Space");
	struct buffer before = {0};
	buffer_add(&before, first_text(screen));
	assert_true(before.len > 0);
	screen_run(screen,
		"resize 120 40\nresize 40 12\nresize 15 3\nresize 200 50\nresize 80 24");
	assert_str(first_text(screen), before.data);
	screen_run(screen, "keys - - - - + + + +");
	assert_str(first_text(screen), before.data);
	screen_run(screen, "keys \\ \\");
	assert_str(first_text(screen), before.data);
	buffer_free(&before);
	screen_close(screen);
}

/* The text under the hardware cursor, up to the end of its row, behind a quotation mark. */
static struct str under_cursor(struct screen *screen)
{
	static struct buffer out;
	struct grid *grid = grid_new(1, 1);
	buffer_clear(&out);
	app_draw(screen->app, grid);
	assert_true(grid->cursor_visible);
	for (unsigned column = grid->cursor_column; column < grid->columns; column++) {
		const struct cell *cell =
			&grid->cells[grid->cursor_row * grid->columns + column];
		buffer_add(&out, (struct str){cell->cluster, cell->length});
	}
	grid_free(grid);
	struct str text = buffer_str(&out);
	if (str_starts(text, STR("“")))
		text = str_slice(text, (struct range){STR("“").len, text.len});
	return text;
}

/* What keys act on stays in sight when the screen shrinks, and where it was when it grows. */
static void test_a_smaller_screen_keeps_the_current_quote(void **state)
{
	(void)state;
	struct screen *screen = screen_open(40, 120, hotline);
	screen_run(screen, "wait\nkeys ] ] ] ]");
	struct buffer before = {0};
	buffer_add(&before, screen_picture(screen));
	static const char *const sizes[] = {
		"resize 60 14", "resize 40 12", "resize 30 6", "resize 20 5", "resize 80 10"};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		screen_run(screen, sizes[i]);
		if (!str_starts(under_cursor(screen), STR("frank")))
			fail_msg("%s\n%s", sizes[i], screen_picture(screen).s);
	}
	screen_run(screen, "resize 120 40");
	assert_str(screen_picture(screen), before.data);
	buffer_free(&before);
	screen_close(screen);
}

static void test_the_cursor_stands_on_the_current_object(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "wait\nkeys ]");
	assert_true(str_starts(under_cursor(screen), STR("We will not")));
	screen_run(screen, "keys ]");
	assert_true(str_starts(under_cursor(screen), STR("a step back")));
	screen_run(screen, "keys }");
	assert_true(str_starts(under_cursor(screen), STR("It is too early")));
	screen_run(screen, "keys /\ntype cross");
	assert_true(str_starts(under_cursor(screen), STR(" ")));
	screen_run(screen, "keys Enter");
	assert_true(str_starts(under_cursor(screen), STR("crossings")));
	screen_close(screen);
}

/* 1, 2 and 3 choose a tab and begin no count. */
static void test_counts_repeat_a_movement(void **state)
{
	(void)state;
	struct screen *screen = screen_open(24, 80, hotline);
	screen_run(screen, "wait\nkeys 5 ]");
	assert_true(screen_shows(screen, " quote 5/"));
	screen_run(screen, "keys 4 [");
	assert_true(screen_shows(screen, " quote 1/"));
	screen_run(screen, ":12 quote-next");
	assert_true(screen_shows(screen, " quote 13/"));
	screen_close(screen);
}

static void test_a_phrase_over_two_rows_is_found(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(12, 40, str_from(truce));
	screen_run(screen, "wait\nkeys /\ntype talks since the crossings were\nkeys Enter");
	assert_true(str_starts(under_cursor(screen), STR("talks")));
	/* Small letters find capitals, capitals only themselves. */
	screen_run(screen, "keys /\ntype foreign minister\nkeys Enter");
	assert_true(str_starts(under_cursor(screen), STR("Foreign")));
	screen_run(screen, "keys g /\ntype Talks\nkeys Enter");
	assert_true(screen_shows(screen, "not found"));
	screen_close(screen);
}

static void test_what_is_not_found_leaves_no_hit_behind(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "wait\nkeys /\ntype the\nkeys Enter n /\ntype zanzibar\nkeys Enter");
	assert_true(screen_shows(screen, "not found"));
	assert_false(screen_shows(screen, "/0 "));
	screen_run(screen, "keys n");
	assert_false(screen_shows(screen, "/0 "));
	screen_close(screen);
}

static void test_keys_bound_anew_are_hinted(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "wait\n:bind C-t tag\n:bind t redraw\n:bind x quote-next");
	assert_true(screen_shows(screen, "C-t tag"));
	screen_run(screen, "keys x");
	assert_true(str_starts(under_cursor(screen), STR("We will not")));
	screen_run(screen, "keys C-t");
	assert_true(screen_shows(screen, " tag:"));
	screen_close(screen);
}

static void test_what_is_copied_says_where_it_is_from(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	screen_run(screen, "wait\nkeys ] y\ndump clipboard");
	struct str copied = buffer_str(&screen->pictures);
	assert_true(str_starts(copied, STR("“We will not accept a line drawn by others,”")));
	assert_int_not_equal(str_find(copied, STR("Lena Aru")), SIZE_MAX);
	screen_close(screen);
}

static void test_hostile_text_is_shown_harmless(void **state)
{
	(void)state;
	static const char article[] =
		"Title \033]0;owned\a of it\n\n"
		"A \xE2\x80\xAE reversed \xE2\x81\xA6 word, \033[31mred\033[0m, a C1 "
		"\xC2\x9B"
		"31m, a bell \a and “\x08quoted\x7F” text, said Lena\033[2J Aru.\n";
	struct screen *screen = screen_open_text(24, 80, str_from(article));
	screen_run(screen, "wait\ndump\nkeys ] t w Esc 3 Tab\ndump\nkeys s\ndump\nkeys Esc 1\n"
			   "dump\nkeys ?\ndump\n");
	struct str all = buffer_str(&screen->pictures);
	for (size_t i = 0, length; i < all.len; i += length) {
		uint32_t codepoint = utf8_decode(all, i, &length);
		if (codepoint != '\n')
			assert_int_equal(visible_sign(codepoint).len, 0);
	}
	screen_close(screen);
}

static void test_any_size_is_drawn(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(truce));
	struct grid *grid = grid_new(1, 1);
	screen_run(screen, "wait\nkeys ] 2");
	for (unsigned rows = 1; rows <= 30; rows += rows < 8 ? 1 : 5) {
		for (unsigned columns = 1; columns <= 130; columns += columns < 30 ? 1 : 9) {
			struct event event = {
				.kind = EVENT_RESIZE, .row = rows, .column = columns};
			app_handle(screen->app, &event);
			app_draw(screen->app, grid);
			assert_int_equal(grid->rows, rows);
			assert_int_equal(grid->columns, columns);
		}
	}
	grid_free(grid);
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_moves_when_findings_arrive),
		cmocka_unit_test(test_sizes_and_measures_keep_the_place),
		cmocka_unit_test(test_a_smaller_screen_keeps_the_current_quote),
		cmocka_unit_test(test_the_cursor_stands_on_the_current_object),
		cmocka_unit_test(test_counts_repeat_a_movement),
		cmocka_unit_test(test_a_phrase_over_two_rows_is_found),
		cmocka_unit_test(test_what_is_not_found_leaves_no_hit_behind),
		cmocka_unit_test(test_keys_bound_anew_are_hinted),
		cmocka_unit_test(test_what_is_copied_says_where_it_is_from),
		cmocka_unit_test(test_hostile_text_is_shown_harmless),
		cmocka_unit_test(test_any_size_is_drawn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
