/* The article's pane: a gutter that marks annotated lines, the text in its measure, and a
 * column at the right edge that shows where in the whole article things lie. */
#ifndef APP_PANE_ARTICLE_H
#define APP_PANE_ARTICLE_H

#include "area.h"
#include "attache/base/arena.h"
#include "attache/view/grid.h"
#include "overview.h"
#include "reader.h"

struct pane_article {
	struct area area;
	unsigned left;    /* column of the screen where the text begins */
	unsigned measure; /* columns of the text */
	bool has_overview;
	bool bare; /* no gutter: too narrow */
};

/* Place text of `measure` columns at most in the middle of an area. */
struct pane_article pane_article_place(struct area area, unsigned measure, bool overview);

/* `doubtful`: findings below this confidence (per cent) are not coloured. */
void pane_article_draw(const struct pane_article *pane, struct reader *reader,
	struct overview *overview, unsigned doubtful, struct grid *grid, struct arena *frame);

/* The byte offset shown at a cell of the screen; false when there is no text. */
bool pane_article_offset(const struct pane_article *pane, struct reader *reader, unsigned row,
	unsigned column, size_t *offset);

#endif
