/* The grid: the screen as cells. Everything visible passes through it, so a screen is testable
 * as text. A cell holds one grapheme cluster and the role it is drawn in; a wide cluster owns
 * the cell to its right. Nothing that must not reach a terminal gets in: grid_put replaces it
 * (visible.h). */
#ifndef ATTACHE_VIEW_GRID_H
#define ATTACHE_VIEW_GRID_H

#include "attache/base/buffer.h"
#include "attache/view/role.h"

#include <stdint.h>

#define GRID_CLUSTER_MAX 28 /* bytes; longer clusters are cut at a code point */

#define GRID_LINK_MAX 512 /* bytes; a longer URL is no link */

struct cell {
	char cluster[GRID_CLUSTER_MAX];
	uint8_t length; /* bytes; 0 in the right half of a wide cluster */
	uint8_t width;  /* 1 or 2; 0 in the right half of a wide cluster */
	uint8_t role;   /* enum role: colours */
	uint8_t extra;  /* STYLE_... bits added to the role's own */
};

struct grid {
	unsigned rows, columns;
	struct cell *cells; /* rows * columns */
	unsigned cursor_row, cursor_column;
	bool cursor_visible;
	bool bell; /* ring once with this frame */
	/* A stretch of one row that is a link, where the terminal knows links. */
	unsigned link_row, link_column, link_columns;
	char link[GRID_LINK_MAX]; /* a URL of printable ASCII; empty: none */
};

struct grid *grid_new(unsigned rows, unsigned columns);
void grid_free(struct grid *grid);                                    /* NULL is accepted */
void grid_resize(struct grid *grid, unsigned rows, unsigned columns); /* and clear */
void grid_clear(struct grid *grid);

/* Put text of one line at row, column; cut at `columns` columns or the grid's edge. Returns the
 * columns used. A cluster that would be cut in half is left out. Text outside the grid is
 * dropped. */
unsigned grid_put(struct grid *grid, unsigned row, unsigned column, unsigned columns,
	struct str text, enum role role);

/* As grid_put, but a text too long ends in an ellipsis, and the rest of `columns` is filled
 * with blanks. */
void grid_put_field(struct grid *grid, unsigned row, unsigned column, unsigned columns,
	struct str text, enum role role);

/* Fill a rectangle with blanks in a role. */
void grid_fill(struct grid *grid, unsigned row, unsigned column, unsigned rows,
	unsigned columns, enum role role);

/* Change the role (and add style bits) of cells that are there already. */
void grid_paint(struct grid *grid, unsigned row, unsigned column, unsigned columns,
	enum role role, uint8_t extra);

/* Make cells of a row a link to a URL. Anything but an http or https URL of printable ASCII is
 * ignored: what comes from an article must not speak to the terminal. */
void grid_link(
	struct grid *grid, unsigned row, unsigned column, unsigned columns, struct str url);

/* The grid as text, one line per row, blanks at the line ends cut. With roles: behind each row
 * a second line names the runs of roles other than text. The format of screen tests and
 * :dump-screen. */
void grid_dump(const struct grid *grid, struct buffer *out, bool with_roles);

#endif
