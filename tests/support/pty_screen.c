#include "pty_screen.h"

#include "attache/base/clock.h"
#include "attache/base/memory.h"
#include "process.h"
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

struct pty_screen {
	pid_t pid;
	int master; /* -1 when hung up */
	bool ended;
	int status;
	unsigned rows, columns;
	VTerm *vterm;
	VTermScreen *screen;
	struct buffer raw, row;
};

static void set_environment(const char *const *env)
{
	static const char *const foreign[] = {
		"LINES", "COLUMNS", "COLORTERM", "NO_COLOR", "VISUAL", "EDITOR", "TMUX"};
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		unsetenv(foreign[i]);
	setenv("TERM", "xterm-256color", 1);
	for (; env && *env; env++) {
		const char *equals = strchr(*env, '=');
		if (!equals) {
			unsetenv(*env);
			continue;
		}
		char *name = memory_string(*env, (size_t)(equals - *env));
		setenv(name, equals + 1, 1);
		free(name);
	}
}

/* execvp wants pointers it could write through; the child's copy may have them. */
static void execute(const char *const *argv)
{
	size_t count = 0;
	while (argv[count])
		count++;
	char **copy = memory_zeroed(count + 1, sizeof *copy);
	for (size_t i = 0; i < count; i++)
		copy[i] = memory_string(argv[i], strlen(argv[i]));
	execvp(strcmp(argv[0], "attache") == 0 ? process_attache() : argv[0], copy);
	_exit(127);
}

struct pty_screen *pty_start(const char *const *argv, const struct pty_setup *setup)
{
	struct pty_screen *pty = memory_zeroed(1, sizeof *pty);
	struct winsize size = {.ws_row = (unsigned short)setup->rows,
		.ws_col = (unsigned short)setup->columns};
	pty->rows = setup->rows;
	pty->columns = setup->columns;
	pty->vterm = vterm_new((int)setup->rows, (int)setup->columns);
	vterm_set_utf8(pty->vterm, 1);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
	pty->pid = forkpty(&pty->master, NULL, NULL, &size);
	if (pty->pid < 0)
		fail_msg("forkpty: %s", strerror(errno));
	if (pty->pid == 0) {
		set_environment(setup->env);
		execute(argv);
	}
	fcntl(pty->master, F_SETFL, fcntl(pty->master, F_GETFL) | O_NONBLOCK);
	return pty;
}

void pty_hang_up(struct pty_screen *pty)
{
	if (pty->master >= 0)
		close(pty->master);
	pty->master = -1;
}

static void reap(struct pty_screen *pty, int options)
{
	int status;
	if (pty->ended || waitpid(pty->pid, &status, options) != pty->pid)
		return;
	pty->ended = true;
	pty->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void pty_free(struct pty_screen *pty)
{
	reap(pty, WNOHANG);
	if (!pty->ended) {
		kill(pty->pid, SIGKILL);
		reap(pty, 0);
	}
	pty_hang_up(pty);
	vterm_free(pty->vterm);
	buffer_free(&pty->raw);
	buffer_free(&pty->row);
	free(pty);
}

pid_t pty_pid(const struct pty_screen *pty)
{
	return pty->pid;
}

/* Take in what the program writes, for `milliseconds` at most or until something came. Returns
 * false when the terminal's other side is closed. */
static bool take(struct pty_screen *pty, int milliseconds)
{
	char bytes[65536];
	struct pollfd poll_master = {.fd = pty->master, .events = POLLIN};
	if (pty->master < 0)
		return false;
	if (poll(&poll_master, 1, milliseconds) <= 0)
		return true;
	ssize_t got = read(pty->master, bytes, sizeof bytes);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (got <= 0)
		return false;
	buffer_add(&pty->raw, (struct str){bytes, (size_t)got});
	vterm_input_write(pty->vterm, bytes, (size_t)got);
	size_t answer = vterm_output_read(pty->vterm, bytes, sizeof bytes);
	return answer == 0 || write(pty->master, bytes, answer) >= 0;
}

/* Keys are sent while output is taken in: a program that is busy writing must not block us. */
void pty_send(struct pty_screen *pty, struct str bytes)
{
	int64_t deadline = clock_monotonic() + PTY_PATIENCE;
	while (bytes.len > 0 && clock_monotonic() < deadline) {
		ssize_t sent = write(pty->master, bytes.s, bytes.len);
		if (sent > 0) {
			bytes.s += sent;
			bytes.len -= (size_t)sent;
		} else if (errno != EAGAIN && errno != EINTR) {
			fail_msg("cannot send keys: %s", strerror(errno));
		} else {
			take(pty, 5);
		}
	}
	assert_int_equal(bytes.len, 0);
}

void pty_resize(struct pty_screen *pty, unsigned rows, unsigned columns)
{
	struct winsize size = {
		.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	pty->rows = rows;
	pty->columns = columns;
	vterm_set_size(pty->vterm, (int)rows, (int)columns);
	assert_int_equal(ioctl(pty->master, TIOCSWINSZ, &size), 0);
}

/* ---- the screen ----------------------------------------------------------------------------
 */

struct str pty_row(struct pty_screen *pty, unsigned row)
{
	char text[8192];
	VTermRect rect = {.start_row = (int)row,
		.end_row = (int)row + 1,
		.start_col = 0,
		.end_col = (int)pty->columns};
	size_t length = vterm_screen_get_text(pty->screen, text, sizeof text, rect);
	while (length > 0 && text[length - 1] == ' ')
		length--;
	buffer_clear(&pty->row);
	buffer_add(&pty->row, (struct str){text, length});
	return buffer_str(&pty->row);
}

void pty_text(struct pty_screen *pty, struct buffer *out)
{
	for (unsigned row = 0; row < pty->rows; row++) {
		buffer_add(out, pty_row(pty, row));
		buffer_add_byte(out, '\n');
	}
}

void pty_cursor(const struct pty_screen *pty, unsigned *row, unsigned *column)
{
	VTermPos position;
	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &position);
	*row = (unsigned)position.row;
	*column = (unsigned)position.col;
}

static uint32_t rgb(const struct pty_screen *pty, VTermColor colour)
{
	vterm_screen_convert_color_to_rgb(pty->screen, &colour);
	return (uint32_t)colour.rgb.red << 16 | (uint32_t)colour.rgb.green << 8 |
	       colour.rgb.blue;
}

struct pty_cell pty_cell(struct pty_screen *pty, unsigned row, unsigned column)
{
	struct pty_cell out = {0};
	VTermScreenCell cell;
	struct buffer text = {0};
	assert_true(row < pty->rows && column < pty->columns);
	vterm_screen_get_cell(
		pty->screen, (VTermPos){.row = (int)row, .col = (int)column}, &cell);
	for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
		buffer_add_codepoint(&text, cell.chars[i]);
	snprintf(out.text, sizeof out.text, "%s", text.data ? text.data : "");
	buffer_free(&text);
	out.width = (unsigned)cell.width;
	out.bold = cell.attrs.bold;
	out.italic = cell.attrs.italic;
	out.underline = cell.attrs.underline != 0;
	out.reverse = cell.attrs.reverse;
	out.foreground = rgb(pty, cell.fg);
	out.background = rgb(pty, cell.bg);
	return out;
}

struct str pty_raw(const struct pty_screen *pty)
{
	return buffer_str(&pty->raw);
}

/* ---- waiting -------------------------------------------------------------------------------
 */

static bool on_screen(struct pty_screen *pty, const char *text)
{
	for (unsigned row = 0; row < pty->rows; row++)
		if (str_find(pty_row(pty, row), str_from(text)) != (size_t)-1)
			return true;
	return false;
}

static void give_up(struct pty_screen *pty, const char *what, const char *text)
{
	struct buffer picture = {0};
	pty_text(pty, &picture);
	reap(pty, WNOHANG);
	fprintf(stderr, "%s: %s\nprogram: %s %d\n%s", what, text,
		pty->ended ? "ended with" : "runs, pid",
		pty->ended ? pty->status : (int)pty->pid, picture.data ? picture.data : "");
	buffer_free(&picture);
	fail_msg("%s: %s", what, text);
}

static void expect(struct pty_screen *pty, const char *text, bool there)
{
	int64_t deadline = clock_monotonic() + PTY_PATIENCE;
	bool open = true;
	while (on_screen(pty, text) != there) {
		if (!open || clock_monotonic() > deadline)
			give_up(pty, there ? "not on the screen" : "still on the screen", text);
		open = take(pty, 50);
	}
}

void pty_expect(struct pty_screen *pty, const char *text)
{
	expect(pty, text, true);
}

void pty_expect_gone(struct pty_screen *pty, const char *text)
{
	expect(pty, text, false);
}

size_t pty_expect_raw(struct pty_screen *pty, size_t from, struct str bytes)
{
	int64_t deadline = clock_monotonic() + PTY_PATIENCE;
	for (bool open = true;; open = take(pty, 50)) {
		struct str raw = buffer_str(&pty->raw);
		size_t at = str_find(str_slice(raw, (struct range){from, raw.len}), bytes);
		if (at != (size_t)-1)
			return from + at + bytes.len;
		if (!open || clock_monotonic() > deadline)
			give_up(pty, "never written", bytes.s + (bytes.s[0] == '\033'));
	}
}

int pty_wait_exit(struct pty_screen *pty)
{
	int64_t deadline = clock_monotonic() + PTY_PATIENCE;
	bool open = true;
	for (reap(pty, WNOHANG); !pty->ended; reap(pty, WNOHANG)) {
		if (clock_monotonic() > deadline)
			give_up(pty, "has not ended", "");
		if (open)
			open = take(pty, 10);
		else
			poll(NULL, 0, 5);
	}
	while (open && pty->master >= 0) { /* what it said at the end */
		struct pollfd poll_master = {.fd = pty->master, .events = POLLIN};
		if (poll(&poll_master, 1, 0) <= 0 || !take(pty, 0))
			break;
	}
	return pty->status;
}
