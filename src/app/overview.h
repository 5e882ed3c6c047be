/* The overview: one column that stands for the whole article, each row for its share of the
 * text. Kept until something it shows has changed. */
#ifndef APP_OVERVIEW_H
#define APP_OVERVIEW_H

#include "attache/view/grid.h"
#include "reader.h"

struct overview {
	unsigned rows, version;
	size_t hits, text;
	unsigned char *marks; /* a row: what lies there */
};

void overview_free(struct overview *overview); /* and make it empty */
void overview_draw(struct overview *overview, struct reader *reader, struct grid *grid,
	unsigned row, unsigned column, unsigned rows);

#endif
