/* A reader at a terminal of one kind or another: what terminals differ in, mouse, clipboard,
 * scripts of other directions, places that are remembered, input and output that are gone. */
#include "pty_screen.h"
#include "test.h"

#include <unistd.h>

static const char article[] =
	"Envoys weigh a fragile truce\n\n"
	"The two ministers met in Geneva on Monday, their first talks since the crossings were "
	"closed.\n\n"
	"“We will not accept a line drawn by others,” Foreign Minister Lena Aru said. “But we "
	"are ready to talk about everything else.”\n\n"
	"China called the remarks “a step back from what was agreed”.\n";

static char *folder, *path;

static int set_up(void **state)
{
	(void)state;
	folder = test_folder();
	path = test_file(folder, "article.txt", str_from(article));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	test_folder_remove(folder);
	free(path);
	return 0;
}

static struct pty_screen *open_with(const char *const *env, unsigned rows, unsigned columns)
{
	const char *argv[] = {"attache", path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){rows, columns, env});
	pty_expect(pty, "ministers met");
	pty_expect(pty, "2 Quo 2"); /* found */
	return pty;
}

static void quit(struct pty_screen *pty)
{
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	pty_free(pty);
}

/* Row and column where a text begins on the screen. */
static void find(struct pty_screen *pty, const char *text, unsigned *row, unsigned *column)
{
	size_t at = SIZE_MAX;
	pty_expect(pty, text);
	for (*row = 0; at == SIZE_MAX; ++*row)
		at = str_find(pty_row(pty, *row), str_from(text));
	--*row;
	for (*column = 0; strncmp(pty_cell(pty, *row, *column).text, text, 1) != 0 ||
			  strncmp(pty_cell(pty, *row, *column + 1).text, text + 1, 1) != 0;)
		++*column;
}

static void mouse(struct pty_screen *pty, char kind, unsigned row, unsigned column, bool up)
{
	struct buffer bytes = {0};
	buffer_format(&bytes, "\033[<%d;%u;%u%c", kind == 'd' ? 32 : 0, column + 1, row + 1,
		up ? 'm' : 'M');
	pty_send(pty, buffer_str(&bytes));
	buffer_free(&bytes);
}

static void test_every_kind_of_terminal(void **state)
{
	(void)state;
	static const char *const types[] = {"TERM=linux", "TERM=xterm", "TERM=xterm-256color",
		"TERM=tmux-256color", "TERM=screen", "TERM=screen-256color", "TERM=vt100"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		const char *env[] = {types[i], NULL};
		struct pty_screen *pty = open_with(env, 24, 80);
		pty_send(pty, STR("]"));
		pty_expect(pty, "quote 1/2");
		pty_send(pty, STR("t"));
		pty_expect(pty, "tag:");
		pty_send(pty, STR("\033"));
		pty_expect_gone(pty, "tag:");
		pty_resize(pty, 40, 120);
		pty_send(pty, STR("]"));
		pty_expect(pty, "quote 2/2");
		quit(pty);
	}
}

static void test_true_colour_is_used_when_the_terminal_says_so(void **state)
{
	(void)state;
	const char *env[] = {"COLORTERM=truecolor", NULL};
	struct pty_screen *pty = open_with(env, 24, 80);
	pty_send(pty, STR(":theme paper\r"));
	pty_expect_gone(pty, ":theme");
	pty_send(pty, STR("]"));
	pty_expect(pty, "quote 1/2");
	quit(pty);
}

static void test_a_click_and_a_drag(void **state)
{
	(void)state;
	unsigned row, column;
	struct pty_screen *pty = open_with(NULL, 24, 80);
	pty_expect(pty, "Lena Aru ");
	find(pty, "accept a line", &row, &column);
	mouse(pty, 'p', row, column, false);
	mouse(pty, 'r', row, column, true);
	pty_expect(pty, "quote 1/2");
	find(pty, "ministers met", &row, &column);
	mouse(pty, 'p', row, column, false);
	mouse(pty, 'd', row, column + 13, false);
	mouse(pty, 'r', row, column + 13, true);
	pty_expect(pty, "selection of");
	quit(pty);
}

static void test_copied_text_goes_to_the_clipboard(void **state)
{
	(void)state;
	struct pty_screen *pty = open_with(NULL, 24, 80);
	pty_send(pty, STR("]"));
	pty_expect(pty, "quote 1/2");
	pty_send(pty, STR("y"));
	/* "We will" behind its quotation mark, in base 64. */
	pty_expect_raw(pty, 0, STR("\033]52;c;4oCcV2Ugd2ls"));
	quit(pty);
}

static void test_text_from_right_to_left_stays_in_logical_order(void **state)
{
	(void)state;
	char *rtl = test_file(folder, "rtl.txt",
		STR("Title of it\n\nThe ministry (وزارة الخارجية) said “שלום לכולם” on Monday, "
		    "it ended.\n"));
	const char *argv[] = {"attache", rtl, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 100, NULL});
	pty_expect(pty, "وزارة الخارجية");
	pty_expect(pty, "שלום לכולם");
	pty_resize(pty, 24, 60);
	pty_expect(pty, "שלום לכולם");
	pty_send(pty, STR("/שלום\r"));
	pty_expect(pty, "1/1");
	quit(pty);
	free(rtl);
}

static void test_a_place_is_remembered(void **state)
{
	(void)state;
	struct buffer text = {0}, home = {0};
	buffer_add_cstr(&text, "Notes from the border\n\n");
	for (unsigned i = 1; i <= 99; i++)
		buffer_format(&text, "Paragraph %u of the communique ends here.\n\n", i);
	char *longer = test_file(folder, "longer.txt", buffer_str(&text));
	buffer_format(&home, "XDG_STATE_HOME=%s/state", folder);
	if (folder[0] != '/') {
		char *absolute = realpath(folder, NULL);
		buffer_clear(&home);
		buffer_format(&home, "XDG_STATE_HOME=%s/state", absolute);
		free(absolute);
	}
	const char *env[] = {home.data, NULL}, *argv[] = {"attache", longer, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, env});
	pty_expect(pty, "Paragraph 1 of");
	pty_send(pty, STR("G"));
	pty_expect(pty, "Paragraph 99 of");
	quit(pty);
	pty = pty_start(argv, &(struct pty_setup){24, 80, env});
	pty_expect(pty, "Paragraph 99 of");
	quit(pty);
	free(longer);
	buffer_free(&text);
	buffer_free(&home);
}

/* The keyboard is the terminal, whatever stdin is. */
static void test_stdin_may_be_closed(void **state)
{
	(void)state;
	static const char *const ways[] = {"<&-", "</dev/null", "<\"$0\""};
	for (size_t i = 0; i < 3; i++) {
		struct buffer line = {0};
		buffer_format(&line, "\"$ATTACHE_PROGRAM\" \"$0\" %s; echo status-$?", ways[i]);
		const char *argv[] = {"sh", "-c", line.data, path, NULL};
		struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
		pty_expect(pty, "2 Quo 2");
		pty_send(pty, STR("]"));
		pty_expect(pty, "quote 1/2");
		pty_send(pty, STR("q"));
		pty_expect(pty, "status-0");
		pty_free(pty);
		buffer_free(&line);
	}
}

static void test_output_that_is_full_or_closed_is_an_error(void **state)
{
	(void)state;
	static const char *const ways[] = {"text \"$0\" >/dev/full", "text \"$0\" >&-",
		"extract \"$0\" >/dev/full", "\"$0\" >/dev/full", "\"$0\" >&-"};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct buffer line = {0};
		buffer_format(&line, "\"$ATTACHE_PROGRAM\" %s; echo status-$?", ways[i]);
		const char *argv[] = {"sh", "-c", line.data, path, NULL};
		struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
		pty_expect(pty, "status-");
		pty_expect_gone(pty, "status-0");
		pty_expect(pty, "attache: ");
		pty_wait_exit(pty);
		pty_free(pty);
		buffer_free(&line);
	}
}

/* Keys typed before the first frame are not lost. */
static void test_keys_typed_ahead_count(void **state)
{
	(void)state;
	const char *argv[] = {"attache", path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
	pty_send(pty, STR("/corridor"));
	pty_expect(pty, "ministers met");
	pty_expect(pty, "/corridor");
	pty_send(pty, STR("\033"));
	pty_expect_gone(pty, "/corridor");
	quit(pty);
}

static void test_a_resize_within_a_prompt_keeps_what_was_typed(void **state)
{
	(void)state;
	struct pty_screen *pty = open_with(NULL, 24, 80);
	pty_send(pty, STR("]"));
	pty_expect(pty, "quote 1/2");
	pty_send(pty, STR("mstep by step"));
	pty_expect(pty, "note: step by step");
	for (unsigned i = 0; i < 20; i++)
		pty_resize(pty, 8 + i, 30 + i * 7);
	pty_resize(pty, 12, 40);
	pty_expect(pty, "note: step by step");
	pty_send(pty, STR("\r"));
	pty_expect_gone(pty, "note: step by step");
	quit(pty);
	struct buffer sidecar_path = {0};
	buffer_format(&sidecar_path, "%s.ann.yaml", path);
	struct buffer sidecar = test_read(sidecar_path.data);
	assert_int_not_equal(str_find(buffer_str(&sidecar), STR("step by step")), SIZE_MAX);
	buffer_free(&sidecar);
	buffer_free(&sidecar_path);
}

#define reading_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		reading_test(test_every_kind_of_terminal),
		reading_test(test_true_colour_is_used_when_the_terminal_says_so),
		reading_test(test_a_click_and_a_drag),
		reading_test(test_copied_text_goes_to_the_clipboard),
		reading_test(test_text_from_right_to_left_stays_in_logical_order),
		reading_test(test_a_place_is_remembered),
		reading_test(test_stdin_may_be_closed),
		reading_test(test_output_that_is_full_or_closed_is_an_error),
		reading_test(test_keys_typed_ahead_count),
		reading_test(test_a_resize_within_a_prompt_keeps_what_was_typed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
