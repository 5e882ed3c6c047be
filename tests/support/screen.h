/* The program without a terminal: scripts in, pictures out. Articles are copied into a fresh
 * folder, so that their sidecars never reach the project. */
#ifndef TESTS_SUPPORT_SCREEN_H
#define TESTS_SUPPORT_SCREEN_H

#include "attache/app/app.h"

#define SCREEN_NOW "2026-11-23T18:20:00Z"

struct screen {
	struct app *app;
	char *folder; /* where the articles are; the working folder while the screen is open */
	struct buffer pictures;
	unsigned rows, columns; /* at the next start */
	char **names;           /* the articles, NULL at the end */
};

/* Open articles (paths in the project, NULL at the end) on a screen of this size, without
 * config and remembered places. */
struct screen *screen_open(unsigned rows, unsigned columns, const char *const *articles);

/* The same on an article of this text, called article.txt. */
struct screen *screen_open_text(unsigned rows, unsigned columns, struct str text);
void screen_close(struct screen *screen);

/* End the program and begin anew on the same files, without what was annotated; the size is
 * kept. */
void screen_restart(struct screen *screen);

/* Run a script (attache/app/script.h) that must succeed; what it prints is appended to
 * screen->pictures. */
void screen_run(struct screen *screen, const char *script);

/* The picture now, valid until the next one; and whether it holds a text. */
struct str screen_picture(struct screen *screen);
bool screen_shows(struct screen *screen, const char *text);

/* Compare all pictures with tests/golden/expected/screen/<name>.txt, and forget them. */
void screen_check(struct screen *screen, const char *name);

#endif
