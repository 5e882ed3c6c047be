/* The program on a terminal: what goes over the line, and what happens when the terminal
 * changes, stops, or goes away. */
#include "pty_screen.h"
#include "test.h"

#include "attache/base/clock.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define ENTER_SCREEN STR("\033[?1049h")
#define LEAVE_SCREEN STR("\033[?1049l")

static char *folder;

static const char article[] =
	"Envoys weigh a fragile truce\n\n"
	"The two ministers met in Geneva on Monday, their first talks since the border "
	"crossings were closed in March.\n\n"
	"“We will not accept a line drawn by others,” Foreign Minister Lena Aru said, "
	"according "
	"to the Alvanian statement. “But we are ready to talk about everything else.”\n\n"
	"Asked whether the corridor would reopen, she said only that the decision would come "
	"“when the time comes”.\n\n";

static int set_up(void **state)
{
	(void)state;
	folder = test_folder();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	test_folder_remove(folder);
	return 0;
}

/* The program on a file with this text; the screen shows its first words on return. */
static struct pty_screen *open_text(
	struct str text, const char *first, unsigned rows, unsigned columns)
{
	char *path = test_file(folder, "article.txt", text);
	const char *argv[] = {"attache", path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){rows, columns, NULL});
	pty_expect(pty, first);
	free(path);
	return pty;
}

static struct pty_screen *open_article(unsigned rows, unsigned columns)
{
	return open_text(str_from(article), "ministers met", rows, columns);
}

static void quit(struct pty_screen *pty)
{
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	pty_free(pty);
}

static void test_starts_and_quits(void **state)
{
	(void)state;
	struct pty_screen *pty = open_article(24, 80);
	size_t at = pty_expect_raw(pty, 0, ENTER_SCREEN);
	pty_expect_raw(pty, at, STR("\033[?2004h"));
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	at = pty_expect_raw(pty, at, STR("\033[?2004l"));
	pty_expect_raw(pty, at, LEAVE_SCREEN);
	/* The palette is the user's: no OSC 4, OSC 104 or their like. */
	assert_int_equal(str_find(pty_raw(pty), STR("\033]4")), SIZE_MAX);
	assert_int_equal(str_find(pty_raw(pty), STR("\033]104")), SIZE_MAX);
	pty_free(pty);
}

static void test_a_storm_of_resizes_ends_in_the_last_size(void **state)
{
	(void)state;
	struct pty_screen *pty = open_article(24, 80);
	for (unsigned i = 0; i < 60; i++)
		pty_resize(pty, 10 + i * 7 % 40, 30 + i * 13 % 120);
	pty_resize(pty, 12, 41);
	/* The article wraps at the new width: no row holds what would not fit. */
	pty_expect_gone(pty, "The two ministers met in Geneva on Monday,");
	pty_expect(pty, "The two ministers met");
	pty_resize(pty, 30, 100);
	pty_expect(pty, "The two ministers met in Geneva on Monday,");
	quit(pty);
}

static void test_a_tiny_screen_is_survived(void **state)
{
	(void)state;
	struct pty_screen *pty = open_article(24, 80);
	for (unsigned rows = 1; rows <= 6; rows++) {
		for (unsigned columns = 1; columns <= 22; columns += 3) {
			pty_resize(pty, rows, columns);
			pty_send(pty, STR("jk"));
		}
	}
	pty_resize(pty, 24, 80);
	pty_send(pty, STR("g"));
	pty_expect(pty, "ministers met");
	quit(pty);
}

static void test_starts_on_a_screen_of_one_cell(void **state)
{
	(void)state;
	char *path = test_file(folder, "article.txt", str_from(article));
	const char *argv[] = {"attache", path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){1, 1, NULL});
	pty_expect_raw(pty, 0, ENTER_SCREEN);
	pty_resize(pty, 24, 80);
	pty_expect(pty, "ministers met");
	quit(pty);
	free(path);
}

static void test_stopped_and_continued_it_redraws(void **state)
{
	(void)state;
	struct pty_screen *pty = open_article(24, 80);
	int status;
	assert_int_equal(kill(pty_pid(pty), SIGSTOP), 0);
	assert_int_equal(waitpid(pty_pid(pty), &status, WUNTRACED), pty_pid(pty));
	assert_true(WIFSTOPPED(status));
	size_t before = pty_raw(pty).len;
	pty_resize(pty, 20, 60);
	assert_int_equal(kill(pty_pid(pty), SIGCONT), 0);
	pty_expect_raw(pty, before, STR("ministers"));
	pty_expect(pty, "The two ministers met");
	quit(pty);
}

static void test_suspends_to_the_shell_and_comes_back(void **state)
{
	(void)state;
	char *path = test_file(folder, "article.txt", str_from(article));
	const char *argv[] = {"bash", "--norc", "-mc",
		"\"$ATTACHE_PROGRAM\" \"$0\"; echo shell-again; read -r go; fg >/dev/null; "
		"echo status-$?",
		path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
	pty_expect(pty, "ministers met");
	pty_send(pty, STR("\x1A"));
	size_t at = pty_expect_raw(pty, 0, LEAVE_SCREEN);
	pty_expect(pty, "shell-again");
	pty_send(pty, STR("\n"));
	pty_expect_raw(pty, at, ENTER_SCREEN);
	pty_expect(pty, "ministers met");
	pty_send(pty, STR("q"));
	pty_expect(pty, "status-0");
	assert_int_equal(pty_wait_exit(pty), 0);
	pty_free(pty);
	free(path);
}

static void test_a_resize_while_suspended_is_seen_on_return(void **state)
{
	(void)state;
	char *path = test_file(folder, "article.txt", str_from(article));
	const char *argv[] = {"bash", "--norc", "-mc",
		"\"$ATTACHE_PROGRAM\" \"$0\"; echo shell-again; read -r go; fg >/dev/null",
		path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
	pty_expect(pty, "ministers met");
	pty_send(pty, STR("\x1A"));
	pty_expect(pty, "shell-again");
	pty_resize(pty, 12, 50);
	pty_send(pty, STR("\n"));
	pty_expect(
		pty, "] next quote  t tag  . again  m note  ? help"); /* as 50 columns hold */
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	pty_free(pty);
	free(path);
}

static void test_term_restores_the_terminal(void **state)
{
	(void)state;
	static const int signals[] = {SIGTERM, SIGHUP};
	for (size_t i = 0; i < 2; i++) {
		struct pty_screen *pty = open_article(24, 80);
		size_t at = pty_expect_raw(pty, 0, ENTER_SCREEN);
		assert_int_equal(kill(pty_pid(pty), signals[i]), 0);
		assert_true(pty_wait_exit(pty) < 128);
		pty_expect_raw(pty, at, LEAVE_SCREEN);
		pty_free(pty);
	}
}

/* Processor time of the children waited for, in milliseconds. */
static int64_t children_time(void)
{
	struct rusage usage;
	getrusage(RUSAGE_CHILDREN, &usage);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
	       (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static void test_a_vanished_terminal_ends_it_without_spinning(void **state)
{
	(void)state;
	struct pty_screen *pty = open_article(24, 80);
	int64_t before = children_time();
	pty_hang_up(pty);
	assert_true(pty_wait_exit(pty) < 128);
	assert_true(children_time() - before < 1500);
	pty_free(pty);
}

/* nohup's case: the signal of the hangup never comes, only the end of the input does. */
static void test_a_vanished_terminal_is_noticed_without_a_signal(void **state)
{
	(void)state;
	char *path = test_file(folder, "article.txt", str_from(article));
	const char *argv[] = {
		"sh", "-c", "trap '' HUP; \"$ATTACHE_PROGRAM\" \"$0\"; exit 7", path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
	pty_expect(pty, "ministers met");
	pty_hang_up(pty);
	assert_int_equal(pty_wait_exit(pty), 7);
	pty_free(pty);
	free(path);
}

static void test_keys_in_one_burst_all_count(void **state)
{
	(void)state;
	struct buffer text = {0}, keys = {0};
	for (unsigned i = 1; i <= 200; i++)
		buffer_format(&text, "Paragraph %u of the communique.\n\n", i);
	struct pty_screen *pty = open_text(buffer_str(&text), "Paragraph 1 of", 24, 80);
	for (unsigned i = 0; i < 120; i++)
		buffer_add_cstr(&keys, i % 2 ? "\033[B" : "j");
	pty_send(pty, buffer_str(&keys));
	pty_expect_gone(pty, "Paragraph 1 of");
	pty_send(pty, STR("G"));
	pty_expect(pty, "Paragraph 200 of");
	pty_send(pty, STR("g"));
	pty_expect(pty, "Paragraph 1 of");
	quit(pty);
	buffer_free(&text);
	buffer_free(&keys);
}

static void test_the_wheel_scrolls(void **state)
{
	(void)state;
	struct buffer text = {0};
	for (unsigned i = 1; i <= 200; i++)
		buffer_format(&text, "Paragraph %u of the communique.\n\n", i);
	struct pty_screen *pty = open_text(buffer_str(&text), "Paragraph 1 of", 24, 80);
	pty_expect_raw(pty, 0, STR("\033[?1006h"));
	for (unsigned i = 0; i < 5; i++)
		pty_send(pty, STR("\033[<65;10;10M"));
	pty_expect_gone(pty, "Paragraph 1 of");
	for (unsigned i = 0; i < 9; i++)
		pty_send(pty, STR("\033[<64;10;10M"));
	pty_expect(pty, "Paragraph 1 of");
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	pty_expect_raw(pty, 0, STR("\033[?1006l"));
	pty_free(pty);
	buffer_free(&text);
}

/* A paste into the article is no run of commands: the q in it must not quit. */
static void test_pasted_text_is_not_taken_for_keys(void **state)
{
	(void)state;
	struct pty_screen *pty = open_article(24, 80);
	pty_send(pty, STR("\033[200~q q q\rq\033[201~"));
	pty_resize(pty, 24, 70); /* it still answers */
	pty_expect(pty, "ministers met");
	quit(pty);
}

/* Into a prompt it is text, and its line ends do not enter it. */
static void test_pasted_text_goes_into_a_prompt(void **state)
{
	(void)state;
	struct pty_screen *pty = open_article(24, 80);
	pty_send(pty, STR("/"));
	pty_send(pty, STR("\033[200~corridor\033[201~"));
	pty_expect(pty, "/corridor");
	pty_send(pty, STR("\033"));
	pty_expect_gone(pty, "/corridor");
	quit(pty);
}

static void test_wide_and_combining_text_keeps_its_columns(void **state)
{
	(void)state;
	struct pty_screen *pty = open_text(
		STR("Title of it\n\n王毅说|a cafe\xCC\x81|b "
		    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7|c "
		    "\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5|d 한국|e end.\n"),
		"|e end.", 24, 80);
	unsigned row = 0, start = 0;
	while (str_find(pty_row(pty, row), STR("|e end.")) == SIZE_MAX)
		row++;
	while (strcmp(pty_cell(pty, row, start).text, "王") != 0)
		start++;
	assert_int_equal(pty_cell(pty, row, start).width, 2);
	static const struct {
		unsigned column;
		const char *text;
	} cells[] = {{6, "|"}, {7, "a"}, {12, "e\xCC\x81"}, {13, "|"}, {18, "|"}, {19, "c"}};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		assert_string_equal(
			pty_cell(pty, row, start + cells[i].column).text, cells[i].text);
	quit(pty);
}

/* In logical order, for the terminal may turn it round or not; and nothing beside it moves. */
static void test_right_to_left_text_is_kept_in_its_order(void **state)
{
	(void)state;
	static const char *const letters[] = {"א", "ב", "ג", "د", "ه", "و"};
	struct pty_screen *pty = open_text(
		STR("Title of it\n\nHe said אבג and then دهو|e end.\n"), "|e end.", 24, 80);
	unsigned row = 0, start = 0;
	while (str_find(pty_row(pty, row), STR("|e end.")) == SIZE_MAX)
		row++;
	while (strcmp(pty_cell(pty, row, start).text, "H") != 0)
		start++;
	for (unsigned i = 0; i < 6; i++)
		assert_string_equal(
			pty_cell(pty, row, start + (i < 3 ? 8 : 18) + i).text, letters[i]);
	assert_string_equal(pty_cell(pty, row, start + 24).text, "|");
	quit(pty);
}

static void test_nothing_hostile_reaches_the_terminal(void **state)
{
	(void)state;
	static const char *const attacks[] = {"\033]52;c;aGVsbG8=\a", "\033]0;owned\a",
		"\033[31mred", "\033[2J",
		"\xC2\x9B"
		"31m",
		"\xC2\x9D"
		"0;owned\a",
		"\xE2\x80\xAE", "\xE2\x81\xA6", "\033P+q544e\033\\", "\033[6n", "\x08\x08",
		"\x0E", "\x05"};
	struct buffer text = {0};
	buffer_add_cstr(&text, "Envoys weigh a truce\n\n");
	for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++)
		buffer_format(&text, "The %s delegation left early.\n\n", attacks[i]);
	struct pty_screen *pty = open_text(buffer_str(&text), "delegation left", 60, 100);
	pty_send(pty, STR("G"));
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	struct str raw = pty_raw(pty);
	static const char *const never[] = {"\033]52", "\033]0;", "\033[31mred", "\xC2\x9B",
		"\xC2\x9D", "\xE2\x80\xAE", "\xE2\x81\xA6", "\033P", "\033[6n", "\x0E", "\x05",
		"owned\a"};
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (str_find(raw, str_from(never[i])) != SIZE_MAX)
			fail_msg("attack %zu came through", i);
	pty_free(pty);
	buffer_free(&text);
}

static void test_reads_an_article_from_a_pipe(void **state)
{
	(void)state;
	char *path = test_file(folder, "article.txt", str_from(article));
	const char *argv[] = {
		"sh", "-c", "cat \"$0\" | \"$ATTACHE_PROGRAM\" -; echo status-$?", path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
	pty_expect(pty, "ministers met");
	pty_send(pty, STR("jkq"));
	pty_expect(pty, "status-0");
	assert_int_equal(pty_wait_exit(pty), 0);
	pty_free(pty);
	free(path);
}

static void test_a_terminal_that_cannot_is_refused(void **state)
{
	(void)state;
	static const char *const types[] = {"TERM=dumb", "TERM=no-such-terminal", "TERM"};
	char *path = test_file(folder, "article.txt", str_from(article));
	for (size_t i = 0; i < 3; i++) {
		const char *env[] = {types[i], NULL}, *argv[] = {"attache", path, NULL};
		struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, env});
		int status = pty_wait_exit(pty);
		assert_true(status > 0 && status < 128);
		pty_expect(pty, "attache: ");
		pty_expect(pty, "TERM");
		assert_int_equal(str_find(pty_raw(pty), ENTER_SCREEN), SIZE_MAX);
		pty_free(pty);
	}
	free(path);
}

/* Parameters of SGR sequences that set a colour. */
static unsigned colour_sequences(struct str raw)
{
	unsigned count = 0;
	for (size_t i = 0; i + 2 < raw.len; i++) {
		if (raw.s[i] != '\033' || raw.s[i + 1] != '[')
			continue;
		size_t end = i + 2;
		bool colour = false, start = true;
		for (; end < raw.len && (unsigned char)raw.s[end] < '@'; end++) {
			char digit = raw.s[end],
			     next = end + 1 < raw.len ? raw.s[end + 1] : ' ';
			colour = colour ||
				 (start && (digit == '3' || digit == '4' || digit == '9') &&
					 next >= '0' && next <= '8');
			start = digit == ';';
		}
		count += end < raw.len && raw.s[end] == 'm' && colour;
	}
	return count;
}

static void test_no_color_is_obeyed(void **state)
{
	(void)state;
	char *path = test_file(folder, "article.txt", str_from(article));
	const char *env[] = {"NO_COLOR=1", NULL}, *argv[] = {"attache", path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 110, env});
	pty_expect(pty, "ministers met");
	quit(pty);
	pty = pty_start(argv, &(struct pty_setup){24, 110, env});
	pty_expect(pty, "ministers met");
	pty_send(pty, STR("]"));
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	assert_int_equal(colour_sequences(pty_raw(pty)), 0);
	pty_free(pty);
	free(path);
}

/* Scrolling by one line is cheap over a slow line. */
static void test_scrolling_sends_little(void **state)
{
	(void)state;
	struct buffer text = {0};
	buffer_add_cstr(&text, "Notes from the border\n\n");
	for (unsigned i = 1; i <= 60; i++)
		buffer_format(&text,
			"Paragraph %u: the delegation said that talks on the corridor would go "
			"on "
			"for as long as both sides kept to the terms agreed in the spring, and "
			"that "
			"no date had been set for the next round of them.\n\n",
			i);
	struct pty_screen *pty = open_text(buffer_str(&text), "Paragraph 1:", 40, 120);
	pty_send(pty, STR(" "));
	pty_expect_gone(pty, "Paragraph 1:");
	pty_send(pty, STR(" "));
	pty_expect_gone(pty, "Paragraph 8:");
	size_t before = pty_raw(pty).len;
	pty_send(pty, STR(" "));
	pty_expect_gone(pty, "Paragraph 15:");
	size_t page = pty_raw(pty).len - before;
	if (page > 7000)
		fail_msg("a page took %zu bytes", page);
	quit(pty);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starts_and_quits),
		cmocka_unit_test(test_a_storm_of_resizes_ends_in_the_last_size),
		cmocka_unit_test(test_a_tiny_screen_is_survived),
		cmocka_unit_test(test_starts_on_a_screen_of_one_cell),
		cmocka_unit_test(test_stopped_and_continued_it_redraws),
		cmocka_unit_test(test_suspends_to_the_shell_and_comes_back),
		cmocka_unit_test(test_a_resize_while_suspended_is_seen_on_return),
		cmocka_unit_test(test_term_restores_the_terminal),
		cmocka_unit_test(test_a_vanished_terminal_ends_it_without_spinning),
		cmocka_unit_test(test_a_vanished_terminal_is_noticed_without_a_signal),
		cmocka_unit_test(test_keys_in_one_burst_all_count),
		cmocka_unit_test(test_the_wheel_scrolls),
		cmocka_unit_test(test_pasted_text_is_not_taken_for_keys),
		cmocka_unit_test(test_pasted_text_goes_into_a_prompt),
		cmocka_unit_test(test_wide_and_combining_text_keeps_its_columns),
		cmocka_unit_test(test_right_to_left_text_is_kept_in_its_order),
		cmocka_unit_test(test_nothing_hostile_reaches_the_terminal),
		cmocka_unit_test(test_reads_an_article_from_a_pipe),
		cmocka_unit_test(test_a_terminal_that_cannot_is_refused),
		cmocka_unit_test(test_no_color_is_obeyed),
		cmocka_unit_test(test_scrolling_sends_little),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
