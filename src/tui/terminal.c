#include "terminal.h"

#include "attache/base/buffer.h"
#include "attache/base/memory.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#define NCURSES_NOMACROS
#include <ncurses.h>
#include <term.h>
#undef bell /* names of capabilities in term.h */
#undef columns
#undef cursor_visible
#undef lines

#define ESCAPE_DELAY 25 /* ms; ncurses' own default of a second makes Esc crawl */

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"
#define FRAME_BEGIN "\033[?2026h" /* synchronised output: no half-drawn frames */
#define FRAME_END "\033[?2026l"

static struct {
	SCREEN *screen;
	FILE *tty; /* opened by us when stdin is something else */
	int input;
	int colours; /* 0, 8, 16, 256, 1 << 24 */
	bool open, paused, mouse, xterm_like;
	bool entered;       /* the first frame was shown, and with it our own modes set */
	struct grid *shown; /* what the screen holds, NULL: unknown */
	cchar_t *line;      /* one row on its way to ncurses */
	unsigned line_columns;
	attr_t attributes[ROLES];
	int pairs[ROLES];
} terminal;

/* ---- what kind of terminal -----------------------------------------------------------------
 */

static bool starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const char *terminal_type(void)
{
	const char *type = getenv("TERM");
	return type && *type ? type : "unknown";
}

/* The terminfo entry with direct colour, where the terminal says it has that and the entry
 * keeps the first 256 as a palette (the user's own 16 colours must stay the user's). */
static const char *direct_type(const char *type)
{
	const char *said = getenv("COLORTERM");
	if (!said || (strcmp(said, "truecolor") != 0 && strcmp(said, "24bit") != 0))
		return NULL;
	return strcmp(type, "xterm-256color") == 0 || strcmp(type, "xterm") == 0
		       ? "xterm-direct256"
		       : NULL;
}

/* Families that ignore private modes they do not know, which is all that these ask for. */
static bool is_xterm_like(const char *type)
{
	static const char *const families[] = {"xterm", "tmux", "screen", "alacritty", "foot",
		"kitty", "wezterm", "ghostty", "contour", "vte", "konsole", "iterm", "st-",
		"rxvt", "mintty"};
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (starts(type, families[i]))
			return true;
	return false;
}

static int colours_of(int count)
{
	const char *no_colour = getenv("NO_COLOR");
	if (no_colour && *no_colour)
		return 0;
	if (count >= 1 << 24)
		return 1 << 24;
	return count >= 256 ? 256 : count >= 16 ? 16 : count >= 8 ? 8 : 0;
}

static void screen_size(unsigned *rows, unsigned *columns)
{
	struct winsize size;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
		size.ws_col > 0) {
		*rows = size.ws_row;
		*columns = size.ws_col;
	}
}

bool terminal_probe(unsigned *rows, unsigned *columns, struct error *err)
{
	const char *type = terminal_type(), *direct = direct_type(type);
	int status;
	if (!isatty(STDOUT_FILENO))
		return error_set(
			err, ERR_USAGE, "cannot show an article: output is no terminal");
	bool found = direct && setupterm(direct, STDOUT_FILENO, &status) == OK;
	if (!found && setupterm(type, STDOUT_FILENO, &status) != OK)
		return error_set(err, ERR_USAGE,
			"unknown terminal type \"%s\": set TERM to your terminal's name", type);
	bool usable = tigetstr("cup") && tigetstr("clear");
	int rows_usual = tigetnum("lines"), columns_usual = tigetnum("cols");
	*rows = rows_usual > 0 ? (unsigned)rows_usual : 24;
	*columns = columns_usual > 0 ? (unsigned)columns_usual : 80;
	screen_size(rows, columns);
	del_curterm(cur_term);
	if (!usable)
		return error_set(err, ERR_USAGE,
			"terminal type \"%s\" cannot place text on the screen: set TERM to "
			"your "
			"terminal's name",
			type);
	return true;
}

/* ---- bytes of our own ----------------------------------------------------------------------
 */

/* Write around ncurses, whose buffer is empty between frames. Errors are left to the loop,
 * which notices a vanished terminal when it reads. */
static void send(struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes.s, bytes.len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		bytes.s += written;
		bytes.len -= (size_t)written;
	}
}

static void modes_on(void)
{
	if (terminal.xterm_like)
		send(STR(PASTE_ON));
	if (terminal.xterm_like && terminal.mouse)
		send(STR(MOUSE_ON));
}

static void modes_off(void)
{
	if (terminal.xterm_like && terminal.mouse)
		send(STR(MOUSE_OFF));
	if (terminal.xterm_like)
		send(STR(PASTE_OFF));
}

void terminal_set_mouse(bool on)
{
	if (on == terminal.mouse)
		return;
	terminal.mouse = on;
	if (terminal.entered && !terminal.paused && terminal.xterm_like)
		send(on ? STR(MOUSE_ON) : STR(MOUSE_OFF));
}

/* ---- opening and closing -------------------------------------------------------------------
 */

static bool open_input(struct error *err)
{
	if (isatty(STDIN_FILENO)) {
		terminal.tty = stdin;
	} else {
		terminal.tty = fopen("/dev/tty", "re");
		if (!terminal.tty)
			return error_set_errno(err, "cannot read keys from /dev/tty");
	}
	terminal.input = fileno(terminal.tty);
	return true;
}

static void close_input(void)
{
	if (terminal.tty && terminal.tty != stdin)
		fclose(terminal.tty);
	terminal.tty = NULL;
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	leaveok(stdscr, FALSE);
}

/* Until the screen was left once, ncurses 6.4 writes after every movement of the cursor: a
 * frame comes as eighty pieces. So it is left before it is entered, unseen. */
static void leave_once(void)
{
	int output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (output >= 0 && nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0) {
		endwin();
		dup2(output, STDOUT_FILENO);
	}
	if (output >= 0)
		close(output);
	if (nowhere >= 0)
		close(nowhere);
}

/* Whenever the screen is entered anew, ncurses would take back the palette that the user gave
 * the terminal. It looks at its own copy of the entry, which only tigetstr reaches. */
static void keep_palette(void)
{
	char *original = tigetstr("oc");
	if (original && (intptr_t)original != -1)
		*original = '\0';
}

bool terminal_open(struct error *err)
{
	const char *type = terminal_type(), *direct = direct_type(type);
	if (!open_input(err))
		return false;
	set_escdelay(ESCAPE_DELAY);
	use_extended_names(TRUE);
	if (direct)
		terminal.screen = newterm(direct, stdout, terminal.tty);
	if (!terminal.screen)
		terminal.screen = newterm(type, stdout, terminal.tty);
	if (!terminal.screen) {
		close_input();
		return error_set(err, ERR_USAGE, "cannot use a terminal of type \"%s\"", type);
	}
	leave_once();
	keep_palette();
	set_modes();
	terminal.xterm_like = is_xterm_like(type);
	terminal.colours = 0;
	if (has_colors() && start_color() == OK && use_default_colors() == OK)
		terminal.colours = colours_of(COLORS);
	terminal.open = true;
	terminal.paused = terminal.entered = false;
	return true;
}

bool terminal_ask_background(void)
{
	if (terminal.open && terminal.xterm_like)
		send(STR("\033]11;?\033\\"));
	return terminal.open && terminal.xterm_like;
}

void terminal_close(void)
{
	if (!terminal.open)
		return;
	if (!terminal.paused) {
		modes_off();
		endwin();
	}
	delscreen(terminal.screen);
	close_input();
	grid_free(terminal.shown);
	free(terminal.line);
	terminal.screen = NULL;
	terminal.shown = NULL;
	terminal.line = NULL;
	terminal.line_columns = 0;
	terminal.open = terminal.entered = false;
}

int terminal_input(void)
{
	return terminal.input;
}

void terminal_redraw(void)
{
	clearok(curscr, TRUE);
	grid_free(terminal.shown);
	terminal.shown = NULL;
}

void terminal_pause(void)
{
	modes_off();
	def_prog_mode();
	endwin();
	fflush(stdout);
	terminal.paused = true;
}

void terminal_resume(void)
{
	reset_prog_mode();
	terminal.paused = false;
	modes_on();
	terminal_redraw();
}

bool terminal_resize(unsigned *rows, unsigned *columns)
{
	*rows = (unsigned)LINES;
	*columns = (unsigned)COLS;
	screen_size(rows, columns);
	if (*rows == (unsigned)LINES && *columns == (unsigned)COLS)
		return false;
	resizeterm((int)*rows, (int)*columns);
	grid_free(terminal.shown);
	terminal.shown = NULL;
	return true;
}

/* ---- looks ---------------------------------------------------------------------------------
 */

static attr_t attributes_of(unsigned style)
{
	attr_t attributes = A_NORMAL;
	if (style & STYLE_BOLD)
		attributes |= A_BOLD;
	if (style & STYLE_ITALIC)
		attributes |= A_ITALIC;
	if (style & STYLE_UNDERLINE)
		attributes |= A_UNDERLINE;
	if (style & STYLE_REVERSE)
		attributes |= A_REVERSE;
	if (style & STYLE_DIM)
		attributes |= A_DIM;
	return attributes;
}

/* A colour as ncurses wants it. The direct entry takes numbers below 256 for the palette, so
 * the very darkest blues get a trace of green. */
static int colour_number(int32_t colour)
{
	colour = theme_quantise(colour, terminal.colours);
	if (colour < COLOUR_RGB)
		return colour;
	int rgb = colour - COLOUR_RGB;
	return rgb < 256 ? rgb | 0x000100 : rgb;
}

void terminal_set_theme(const struct theme *theme)
{
	struct theme plain;
	if (terminal.colours == 0) { /* what a theme says by colour alone would be lost */
		theme_plain(&plain);
		theme = &plain;
	}
	for (unsigned i = 0; i < ROLES; i++) {
		const struct style *style = &theme->styles[i];
		terminal.attributes[i] = attributes_of(style->attributes);
		terminal.pairs[i] = 0;
		if (terminal.colours > 0 && (style->foreground != COLOUR_DEFAULT ||
						    style->background != COLOUR_DEFAULT)) {
			int pair = alloc_pair(colour_number(style->foreground),
				colour_number(style->background));
			terminal.pairs[i] = pair > 0 ? pair : 0;
		}
	}
	grid_free(terminal.shown);
	terminal.shown = NULL;
}

/* ---- painting ------------------------------------------------------------------------------
 */

/* A cell as ncurses wants it: its code points, NUL-terminated, and its looks. */
static void convert_cell(const struct cell *cell, cchar_t *out)
{
	wchar_t wide[GRID_CLUSTER_MAX + 1];
	size_t count = 0;
	if (cell->length == 1) {
		wide[count++] = (unsigned char)cell->cluster[0];
	} else {
		mbstate_t state = {0};
		for (size_t i = 0; i < cell->length;) {
			size_t length = mbrtowc(
				&wide[count], cell->cluster + i, cell->length - i, &state);
			if (length == 0 || length > cell->length - i)
				break;
			i += length;
			count++;
		}
		if (count == 0)
			wide[count++] = L'?';
	}
	wide[count] = L'\0';
	int pair = terminal.pairs[cell->role];
	attr_t attributes = terminal.attributes[cell->role] | attributes_of(cell->extra);
	setcchar(out, wide, attributes, 0, &pair);
}

static void paint_row(const struct grid *grid, unsigned row)
{
	const struct cell *cells = &grid->cells[(size_t)row * grid->columns];
	int count = 0;
	for (unsigned i = 0; i < grid->columns; i++)
		if (cells[i].width > 0)
			convert_cell(&cells[i], &terminal.line[count++]);
	mvadd_wchnstr((int)row, 0, terminal.line, count);
}

static bool same_cells(const struct cell *a, const struct cell *b, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (a[i].length != b[i].length || a[i].width != b[i].width ||
			a[i].role != b[i].role || a[i].extra != b[i].extra ||
			memcmp(a[i].cluster, b[i].cluster, a[i].length) != 0)
			return false;
	return true;
}

static void refresh_now(void)
{
	wnoutrefresh(stdscr);
	doupdate();
}

/* Write the cells of a link while the terminal is told that what it gets belongs to one
 * (OSC 8). They are blanked first, so that ncurses leaves none of them out. */
static void paint_link(const struct grid *grid, const struct grid *shown)
{
	size_t at = (size_t)grid->link_row * grid->columns + grid->link_column;
	bool same = strcmp(grid->link, shown->link) == 0 && grid->link_row == shown->link_row &&
		    grid->link_column == shown->link_column &&
		    grid->link_columns == shown->link_columns;
	if (!terminal.xterm_like || !grid->link[0] ||
		(same && same_cells(&grid->cells[at], &shown->cells[at], grid->link_columns)))
		return;
	mvhline((int)grid->link_row, (int)grid->link_column, ' ', (int)grid->link_columns);
	refresh_now();
	send(STR("\033]8;;"));
	send(str_from(grid->link));
	send(STR("\033\\"));
	int count = 0;
	for (unsigned i = 0; i < grid->link_columns; i++)
		if (grid->cells[at + i].width > 0)
			convert_cell(&grid->cells[at + i], &terminal.line[count++]);
	mvadd_wchnstr((int)grid->link_row, (int)grid->link_column, terminal.line, count);
	refresh_now();
	send(STR("\033]8;;\033\\"));
}

/* What was drawn is what is shown; the app draws its next frame into the cells before that. */
static void keep_shown(struct grid *grid, bool known)
{
	size_t count = (size_t)grid->rows * grid->columns;
	struct cell *spare = known ? terminal.shown->cells
				   : memory_zeroed(count, sizeof *spare);
	terminal.shown->cells = grid->cells;
	terminal.shown->rows = grid->rows;
	terminal.shown->columns = grid->columns;
	grid->cells = spare;
}

void terminal_paint(struct grid *grid)
{
	bool known = terminal.shown && terminal.shown->rows == grid->rows &&
		     terminal.shown->columns == grid->columns;
	if (terminal.line_columns < grid->columns) {
		terminal.line = memory_resize(
			terminal.line, grid->columns, sizeof *terminal.line);
		terminal.line_columns = grid->columns;
	}
	if (!known) {
		grid_free(terminal.shown);
		terminal.shown = grid_new(0, 0);
		erase();
	}
	if (terminal.xterm_like)
		send(STR(FRAME_BEGIN));
	paint_link(grid, terminal.shown);
	for (unsigned row = 0; row < grid->rows; row++) {
		size_t at = (size_t)row * grid->columns;
		if (known &&
			same_cells(&grid->cells[at], &terminal.shown->cells[at], grid->columns))
			continue;
		paint_row(grid, row);
	}
	keep_shown(grid, known);
	terminal.shown->link_row = grid->link_row;
	terminal.shown->link_column = grid->link_column;
	terminal.shown->link_columns = grid->link_columns;
	memcpy(terminal.shown->link, grid->link, sizeof grid->link);
	curs_set(grid->cursor_visible ? 1 : 0);
	move((int)grid->cursor_row, (int)grid->cursor_column);
	refresh_now();
	if (!terminal.entered)
		modes_on();
	terminal.entered = true;
	if (grid->bell)
		beep();
	if (terminal.xterm_like)
		send(STR(FRAME_END));
}

/* ---- clipboard -----------------------------------------------------------------------------
 */

static void add_base64(struct buffer *out, struct str data)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < data.len; i += 3) {
		size_t left = data.len - i;
		uint32_t group = (uint32_t)(unsigned char)data.s[i] << 16;
		if (left > 1)
			group |= (uint32_t)(unsigned char)data.s[i + 1] << 8;
		if (left > 2)
			group |= (unsigned char)data.s[i + 2];
		buffer_add_byte(out, digits[group >> 18]);
		buffer_add_byte(out, digits[group >> 12 & 63]);
		buffer_add_byte(out, left > 1 ? digits[group >> 6 & 63] : '=');
		buffer_add_byte(out, left > 2 ? digits[group & 63] : '=');
	}
}

bool terminal_copy(struct str text)
{
	if (text.len > TERMINAL_CLIPBOARD_MAX)
		return false;
	struct buffer out = {0};
	buffer_add_cstr(&out, "\033]52;c;");
	add_base64(&out, text);
	buffer_add_cstr(&out, "\033\\");
	send(buffer_str(&out));
	buffer_free(&out);
	return true;
}
