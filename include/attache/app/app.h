/* The whole interactive program as a pure machine: events in, grid out. It knows no terminal,
 * which makes every screen testable and `attache --script` possible. */
#ifndef ATTACHE_APP_APP_H
#define ATTACHE_APP_APP_H

#include "attache/app/event.h"
#include "attache/base/buffer.h"
#include "attache/view/grid.h"
#include "attache/view/theme.h"

struct app;

struct app_setup {
	const char *const *paths; /* articles in reading order; copied */
	size_t path_count;
	const char *data_dir;    /* lexicon, codebook, themes */
	const char *config_path; /* NULL: $XDG_CONFIG_HOME/attache/config.yaml; "" none */
	bool no_state;           /* neither read nor write last positions (scripts, tests) */
	bool own;        /* annotations go to files of the reader's own, whatever the config */
	bool adjudicate; /* decide between annotators, whatever the config */
	bool compare;    /* show the first two articles side by side */
	unsigned rows, columns;
};

/* False when no article could be opened; the message says why. */
bool app_new(const struct app_setup *setup, struct app **out, struct error *err);
void app_free(struct app *app); /* NULL is accepted */

void app_handle(struct app *app, const struct event *event);

/* Whether an event made a change that is not on disk. Draw a frame, which says so, then settle:
 * the reader sees what the key did before the disk has it, and no further event is handled
 * until it does. */
bool app_is_saving(const struct app *app);
void app_settle(struct app *app);

/* Draw the current state; the grid takes the app's size. */
void app_draw(struct app *app, struct grid *grid);

/* A command line as after ":", "theme night". False with the message that the status line
 * shows. */
bool app_command(struct app *app, struct str line, struct error *err);

bool app_finished(const struct app *app);
int app_exit_status(const struct app *app);

/* Long work: true when app_step() has something to do now; it does a few milliseconds of it and
 * returns true when the screen should be drawn anew. */
bool app_has_work(const struct app *app);
bool app_step(struct app *app);

/* Milliseconds until the app wants EVENT_TICK (a message to expire, files to watch); -1 never.
 */
int app_timeout(const struct app *app);

const struct theme *app_theme(const struct app *app);
bool app_wants_mouse(const struct app *app);
bool app_wants_background(const struct app *app); /* EVENT_BACKGROUND would choose the theme */

/* What the terminal must do for the app; taken (cleared) by the loop after each event. */
enum app_request {
	REQUEST_NONE,
	REQUEST_SUSPEND,
	REQUEST_REDRAW,
	REQUEST_EDITOR,
	REQUEST_CLIPBOARD
};
enum app_request app_take_request(struct app *app);
/* REQUEST_EDITOR: the file to edit; report the outcome with app_editor_done.
 * REQUEST_CLIPBOARD: the text. Valid until the next event. */
struct str app_request_text(const struct app *app);
void app_editor_done(struct app *app, bool saved);

/* The reader's own commands for both, empty when none is set: an editor instead of $VISUAL and
 * $EDITOR; a program that takes what is copied on its standard input. Say what came of a copy
 * with app_copy_failed. */
const char *app_editor_command(const struct app *app);
const char *app_clipboard_command(const struct app *app);
void app_copy_failed(struct app *app, const char *why);

#endif
