/* A program on a terminal of its own: a pseudo-terminal with libvterm as the screen behind it.
 * Nothing here sleeps: what is expected is waited for, with a deadline, and a test that waits
 * in vain fails with a picture of the screen. */
#ifndef TESTS_SUPPORT_PTY_SCREEN_H
#define TESTS_SUPPORT_PTY_SCREEN_H

#include "attache/base/buffer.h"

#include <sys/types.h>

#define PTY_PATIENCE 10000 /* ms until a wait fails */

struct pty_screen;

struct pty_setup {
	unsigned rows, columns;
	const char *const
		*env; /* "NAME=value" sets, "NAME" unsets; NULL at its end; may be NULL */
};

/* Start argv (NULL at its end; "attache" is the program that was just built) with
 * TERM=xterm-256color. */
struct pty_screen *pty_start(const char *const *argv, const struct pty_setup *setup);

/* End the program if it still runs, and forget the screen. */
void pty_free(struct pty_screen *pty);

void pty_send(struct pty_screen *pty, struct str bytes);
void pty_resize(struct pty_screen *pty, unsigned rows, unsigned columns);
pid_t pty_pid(const struct pty_screen *pty);

/* Close our end, as a terminal window does that is closed. */
void pty_hang_up(struct pty_screen *pty);

/* Wait until the text is on the screen (within one row), or gone from it. */
void pty_expect(struct pty_screen *pty, const char *text);
void pty_expect_gone(struct pty_screen *pty, const char *text);

/* Wait until the bytes have come from the program, counted from `from` in pty_raw; returns the
 * offset behind them. */
size_t pty_expect_raw(struct pty_screen *pty, size_t from, struct str bytes);

/* Wait for the program's end: its exit status, 128 + signal when one ended it. */
int pty_wait_exit(struct pty_screen *pty);

/* What is on the screen: one row without blanks at its end (valid until the next call), and all
 * of it. */
struct str pty_row(struct pty_screen *pty, unsigned row);
void pty_text(struct pty_screen *pty, struct buffer *out);
void pty_cursor(const struct pty_screen *pty, unsigned *row, unsigned *column);

/* Looks of one cell; colours are 0xrrggbb. */
struct pty_cell {
	char text[32];
	unsigned width;
	bool bold, italic, underline, reverse;
	uint32_t foreground, background;
};
struct pty_cell pty_cell(struct pty_screen *pty, unsigned row, unsigned column);

/* All bytes the program has written so far. */
struct str pty_raw(const struct pty_screen *pty);

#endif
