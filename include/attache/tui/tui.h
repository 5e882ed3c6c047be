/* The interactive program on a real terminal. */
#ifndef ATTACHE_TUI_TUI_H
#define ATTACHE_TUI_TUI_H

#include "attache/app/app.h"

struct tui_size {
	unsigned rows, columns;
};

/* Look at the terminal without touching its screen: false when there is none that can be used
 * (output is no terminal, TERM is unknown or dumb); the message says what to do. Call before
 * app_new, which wants the size. */
bool tui_probe(struct tui_size *size, struct error *err);

/* Run the app until it has finished, been told to end (SIGTERM, SIGHUP) or lost its terminal.
 * The terminal is as before on return. Returns the exit status. */
int tui_run(struct app *app);

#endif
