/* CSV in, after RFC 4180: what csv.h writes, and what spreadsheets make of it. */
#ifndef ATTACHE_BASE_CSV_READER_H
#define ATTACHE_BASE_CSV_READER_H

#include "attache/base/arena.h"
#include "attache/base/error.h"

struct csv_cell {
	struct str text;       /* without quotes */
	unsigned line, column; /* 1-based, in code points */
};

/* Rows of a text, which is valid UTF-8 and outlives the reader. */
struct csv_reader {
	struct str text;
	size_t at;
	unsigned line, column;
	char separator;
};

/* The separator is the one of , ; TAB that the first line holds most of. */
void csv_reader_begin(struct csv_reader *reader, struct str text);

/* The next row that is not empty; false at the end, and with err->code set when a quote is
 * never closed. Cells live in the arena; take off them what csv_text put before formulas.
 */
bool csv_reader_row(struct csv_reader *reader, struct arena *arena, struct csv_cell **cells,
	size_t *count, struct error *err);

#endif
