/* Pages of text that cover the article: the help, every command with the keys that run it now,
 * made from the live keymap; and the diagnostics. */
#ifndef APP_HELP_H
#define APP_HELP_H

#include "area.h"
#include "attache/app/keymap.h"
#include "attache/base/arena.h"
#include "attache/base/diagnostic.h"
#include "attache/view/grid.h"

enum help_page { HELP_CLOSED, HELP_COMMANDS, HELP_DIAGNOSTICS };

struct help {
	enum help_page page;
	struct buffer filter;
	size_t top;    /* first line on the screen, as far as there are lines */
	unsigned rows; /* on the screen, when last drawn */
};

/* Where diagnostics come from: "article", and what was odd there. */
struct help_source {
	const char *name;
	const struct diagnostics *diagnostics; /* NULL: nothing is odd */
};

void help_open(struct help *help, enum help_page page);
void help_close(struct help *help);
void help_set_filter(struct help *help, struct str filter);
void help_scroll(struct help *help, long lines); /* LONG_MIN, LONG_MAX: to the ends */

void help_draw_commands(struct help *help, const struct keymap *keymap, struct area area,
	struct grid *grid, struct arena *frame);
void help_draw_diagnostics(struct help *help, const struct help_source *sources, size_t count,
	struct area area, struct grid *grid, struct arena *frame);

#endif
