/* The help: every command with the keys that run it now, made from the live keymap. */
#ifndef APP_HELP_H
#define APP_HELP_H

#include "area.h"
#include "attache/app/keymap.h"
#include "attache/base/arena.h"
#include "attache/view/grid.h"

struct help {
	bool open;
	struct buffer filter;
	size_t top;   /* first line on the screen */
	size_t lines; /* in all, when last drawn */
	unsigned rows;
};

void help_open(struct help *help);
void help_close(struct help *help);
void help_set_filter(struct help *help, struct str filter);
void help_scroll(struct help *help, long lines);
void help_draw(struct help *help, const struct keymap *keymap, struct area area,
	struct grid *grid, struct arena *frame);

#endif
