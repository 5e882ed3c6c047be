/* The loop: signals and bytes in, frames out. One thread; signals are blocked except inside
 * pselect, so a handler only ever sets a flag. */
#include "attache/base/clock.h"
#include "attache/tui/input.h"
#include "attache/tui/tui.h"
#include "terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#define ESCAPE_WAIT 25  /* ms after which a lone ESC is the Escape key */
#define DRAIN_MAX 65536 /* bytes read before a frame is drawn */
#define FAILED_STATUS 1

static const int signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGTSTP, SIGCONT};
#define SIGNALS (sizeof signals / sizeof *signals)

static volatile sig_atomic_t caught[SIGNALS];

static void catch_signal(int number)
{
	for (size_t i = 0; i < SIGNALS; i++)
		if (signals[i] == number)
			caught[i] = 1;
}

/* Has the signal come since the last question? */
static bool take_signal(int number)
{
	for (size_t i = 0; i < SIGNALS; i++) {
		if (signals[i] == number && caught[i]) {
			caught[i] = 0;
			return true;
		}
	}
	return false;
}

struct loop {
	struct app *app;
	struct grid *grid;
	struct input input;
	struct style styles[ROLES]; /* as told to the terminal */
	bool styled;
	sigset_t unblocked; /* the mask of the program, and within pselect */
	struct sigaction before[SIGNALS], pipe_before;
	bool ended; /* told to end, or the terminal is gone */
	bool dirty; /* something may have changed on the screen */
};

static void catch_signals(struct loop *loop)
{
	struct sigaction action = {.sa_handler = catch_signal};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigset_t mask;
	sigemptyset(&action.sa_mask);
	sigemptyset(&ignore.sa_mask);
	sigemptyset(&mask);
	for (size_t i = 0; i < SIGNALS; i++) {
		caught[i] = 0;
		sigaddset(&mask, signals[i]);
	}
	sigprocmask(SIG_BLOCK, &mask, &loop->unblocked);
	for (size_t i = 0; i < SIGNALS; i++) {
		sigaction(signals[i], &action, &loop->before[i]);
		sigdelset(&loop->unblocked, signals[i]);
	}
	sigaction(SIGPIPE, &ignore, &loop->pipe_before);
}

static void release_signals(const struct loop *loop)
{
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &loop->before[i], NULL);
	sigaction(SIGPIPE, &loop->pipe_before, NULL);
	sigprocmask(SIG_SETMASK, &loop->unblocked, NULL);
}

/* A terminal that goes away sends SIGHUP more than once, and being told to end twice must not
 * cut off the orderly end that is under way. */
static void ignore_further_ends(struct loop *loop)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigemptyset(&ignore.sa_mask);
	for (size_t i = 0; i < SIGNALS; i++)
		if (signals[i] == SIGTERM || signals[i] == SIGHUP)
			loop->before[i] = ignore;
}

/* ---- what the app asks of the terminal -----------------------------------------------------
 */

static void handle(struct loop *loop, const struct event *event);

static void check_size(struct loop *loop)
{
	struct event event = {.kind = EVENT_RESIZE};
	if (terminal_resize(&event.row, &event.column))
		handle(loop, &event);
}

/* Stop as the shell expects it, and go on when it says so. */
static void suspend(struct loop *loop)
{
	struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
	sigset_t mask, old;
	terminal_pause();
	sigemptyset(&standard.sa_mask);
	sigaction(SIGTSTP, &standard, &ours);
	sigemptyset(&mask);
	sigaddset(&mask, SIGTSTP);
	kill(0, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &mask, &old); /* here the program stops */
	sigprocmask(SIG_SETMASK, &old, NULL);
	sigaction(SIGTSTP, &ours, NULL);
	take_signal(SIGCONT);
	terminal_resume();
	loop->dirty = true;
	check_size(loop);
}

/* Run the user's editor on a file; true when it ended well. */
static bool edit(const struct loop *loop, const char *path)
{
	const char *editor = app_editor_command(loop->app);
	if (!*editor)
		editor = getenv("VISUAL");
	if (!editor || !*editor)
		editor = getenv("EDITOR");
	if (!editor || !*editor)
		editor = "vi";
	pid_t child = fork();
	if (child < 0)
		return false;
	if (child == 0) {
		release_signals(loop);
		dup2(terminal_input(), STDIN_FILENO);
		/* The variable may hold options, so a shell takes it apart. */
		setenv("ATTACHE_EDITOR", editor, 1);
		execl("/bin/sh", "sh", "-c", "eval \"$ATTACHE_EDITOR\" '\"$1\"'", "attache",
			path, (char *)NULL);
		_exit(127);
	}
	int status = 0;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void run_editor(struct loop *loop)
{
	struct buffer path = {0};
	buffer_add(&path, app_request_text(loop->app));
	buffer_reserve(&path, 1);
	terminal_pause();
	bool saved = edit(loop, path.data);
	terminal_resume();
	buffer_free(&path);
	app_editor_done(loop->app, saved);
	check_size(loop);
}

/* Hand text to the reader's clipboard program; true when it took all of it and ended well. */
static bool copy_by_command(const char *command, struct str text)
{
	struct buffer quiet = {0}; /* what it prints must not land on the screen */
	buffer_format(&quiet, "{ %s\n} >/dev/null 2>&1", command);
	FILE *pipe = popen(quiet.data, "w");
	buffer_free(&quiet);
	if (!pipe)
		return false;
	bool written = fwrite(text.s, 1, text.len, pipe) == text.len;
	return pclose(pipe) == 0 && written;
}

static void copy(struct loop *loop)
{
	struct str text = app_request_text(loop->app);
	const char *command = app_clipboard_command(loop->app);
	if (*command && !copy_by_command(command, text))
		app_copy_failed(loop->app, "the clipboard command failed");
	else if (!*command && !terminal_copy(text))
		app_copy_failed(loop->app, "too long for a terminal; set a clipboard command");
}

static void serve(struct loop *loop)
{
	switch (app_take_request(loop->app)) {
	case REQUEST_NONE:
		break;
	case REQUEST_SUSPEND:
		suspend(loop);
		break;
	case REQUEST_REDRAW:
		terminal_redraw();
		break;
	case REQUEST_EDITOR:
		run_editor(loop);
		break;
	case REQUEST_CLIPBOARD:
		copy(loop);
		break;
	}
}

static void handle(struct loop *loop, const struct event *event)
{
	app_handle(loop->app, event);
	loop->dirty = true;
	serve(loop);
}

static bool finished(const struct loop *loop)
{
	return loop->ended || app_finished(loop->app);
}

/* ---- one turn ------------------------------------------------------------------------------
 */

static void end(struct loop *loop)
{
	struct event event = {.kind = EVENT_QUIT};
	loop->ended = true;
	ignore_further_ends(loop);
	app_handle(loop->app, &event);
}

static void draw(struct loop *loop)
{
	const struct theme *theme = app_theme(loop->app);
	if (!loop->styled || memcmp(loop->styles, theme->styles, sizeof loop->styles) != 0) {
		memcpy(loop->styles, theme->styles, sizeof loop->styles);
		loop->styled = true;
		terminal_set_theme(theme);
	}
	terminal_set_mouse(app_wants_mouse(loop->app));
	app_draw(loop->app, loop->grid);
	terminal_paint(loop->grid);
	loop->dirty = false;
}

/* A change goes to disk when it is on the screen, and the screen says when it is there. */
static void settle(struct loop *loop)
{
	if (!app_is_saving(loop->app))
		return;
	app_settle(loop->app);
	draw(loop);
}

static void take_signals(struct loop *loop)
{
	if (take_signal(SIGTERM) || take_signal(SIGHUP)) {
		end(loop);
		return;
	}
	if (take_signal(SIGTSTP))
		suspend(loop);
	if (take_signal(
		    SIGCONT)) { /* stopped without our doing: whatever is on the screen now */
		terminal_pause();
		terminal_resume();
		loop->dirty = true;
		check_size(loop);
	}
	if (take_signal(SIGWINCH)) {
		/* Even back at the size it had, the terminal may have cut what it showed. */
		check_size(loop);
		terminal_redraw();
		loop->dirty = true;
	}
}

static void take_events(struct loop *loop, bool flush)
{
	struct event event;
	while (!finished(loop) && input_next(&loop->input, flush, &event))
		handle(loop, &event);
}

/* Read all that is there, so that a paste or a held key costs one frame, not one per byte. */
static void take_input(struct loop *loop)
{
	size_t total = 0;
	int pending = 0;
	do {
		char bytes[4096];
		ssize_t got = read(terminal_input(), bytes, sizeof bytes);
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			return;
		if (got <= 0) { /* the terminal is gone */
			end(loop);
			return;
		}
		input_feed(&loop->input, (struct str){bytes, (size_t)got});
		take_events(loop, false);
		total += (size_t)got;
	} while (!finished(loop) && total < DRAIN_MAX &&
		 ioctl(terminal_input(), FIONREAD, &pending) == 0 && pending > 0);
}

/* Wait for input, a signal or the time of the next tick; -1, 0 or 1 as pselect. */
static int wait_for_input(const struct loop *loop, int64_t milliseconds)
{
	struct timespec limit = {
		.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000};
	fd_set set;
	FD_ZERO(&set);
	FD_SET(terminal_input(), &set);
	return pselect(terminal_input() + 1, &set, NULL, NULL, milliseconds < 0 ? NULL : &limit,
		&loop->unblocked);
}

static void turn(struct loop *loop)
{
	static const struct event tick = {.kind = EVENT_TICK};
	bool waiting = input_waiting(&loop->input), work = app_has_work(loop->app);
	int64_t until_tick = app_timeout(loop->app), milliseconds = until_tick;
	if (waiting && (milliseconds < 0 || milliseconds > ESCAPE_WAIT))
		milliseconds = ESCAPE_WAIT;
	int64_t start = clock_monotonic();
	int ready = wait_for_input(loop, work && !waiting ? 0 : milliseconds);
	if (ready < 0 && errno != EINTR) {
		end(loop);
		return;
	}
	take_signals(loop);
	if (finished(loop))
		return;
	if (ready > 0) {
		take_input(loop);
		return;
	}
	if (ready == 0 && waiting)
		take_events(loop, true);
	if (until_tick >= 0 && clock_monotonic() - start >= until_tick && !finished(loop))
		handle(loop, &tick);
	if (ready == 0 && work && !finished(loop) && app_step(loop->app))
		loop->dirty = true;
}

bool tui_probe(struct tui_size *size, struct error *err)
{
	return terminal_probe(&size->rows, &size->columns, err);
}

int tui_run(struct app *app)
{
	struct loop loop = {.app = app, .dirty = true};
	struct error err = {0};
	catch_signals(&loop);
	if (!terminal_open(&err)) {
		release_signals(&loop);
		fprintf(stderr, "attache: %s\n", err.msg);
		return FAILED_STATUS;
	}
	loop.grid = grid_new(1, 1);
	check_size(&loop);
	draw(&loop);
	/* Nobody waits for colours: the answer changes them when it comes. */
	if (app_wants_background(app))
		terminal_ask_background();
	while (!finished(&loop)) {
		if (loop.dirty)
			draw(&loop);
		settle(&loop);
		turn(&loop);
	}
	terminal_close();
	release_signals(&loop);
	grid_free(loop.grid);
	input_free(&loop.input);
	return app_exit_status(app);
}
