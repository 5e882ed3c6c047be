/* The terminal through ncurses: a grid goes out, bytes come in. Everything else about the
 * screen is decided elsewhere. There is one terminal, so there is one state, in terminal.c. */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include "attache/base/error.h"
#include "attache/view/grid.h"
#include "attache/view/theme.h"

#define TERMINAL_CLIPBOARD_MAX (64 * 1024) /* bytes; terminals cut or drop longer ones */

/* The size, without touching the screen. */
bool terminal_probe(unsigned *rows, unsigned *columns, struct error *err);

/* Take the screen. Signal handlers must be installed before. */
bool terminal_open(struct error *err);
void terminal_close(void); /* give it back as it was; may be called twice */

int terminal_input(void); /* the descriptor keys come from */

/* Ask the terminal for its size now; true when it has changed. */
bool terminal_resize(unsigned *rows, unsigned *columns);

/* Ask the terminal for its background; the answer comes as EVENT_BACKGROUND, if at all. False
 * when it is none that would answer. */
bool terminal_ask_background(void);

void terminal_set_theme(const struct theme *theme);
void terminal_set_mouse(bool on);

/* Show a grid: only what has changed since the last one is sent, in one piece. The terminal
 * keeps the cells; the grid gets others of the same size, with anything in them. */
void terminal_paint(struct grid *grid);

void terminal_redraw(void); /* the next paint sends everything */

void terminal_pause(void); /* give the screen back for a while, and take it again */
void terminal_resume(void);

/* Put text on the clipboard by OSC 52; false when it is too long. */
bool terminal_copy(struct str text);

#endif
