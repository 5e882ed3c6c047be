/* CSV out, after RFC 4180: rows end in CR LF, a cell is quoted when it must be, quotes are
 * doubled. Text is assumed valid UTF-8. */
#ifndef ATTACHE_BASE_CSV_H
#define ATTACHE_BASE_CSV_H

#include "attache/base/buffer.h"

/* Zero it, set out, add the cells of a row in order and end it; then the next row. */
struct csv {
	struct buffer *out;
	bool raw; /* no apostrophe before cells that a spreadsheet would read as formulas */
	bool started;
};

/* A cell of text that somebody wrote. NUL, which no reader of CSV takes, becomes U+FFFD. */
void csv_text(struct csv *csv, struct str text);
void csv_integer(struct csv *csv, long long value);
void csv_fraction(struct csv *csv, double value); /* four places; empty for NAN */
void csv_empty(struct csv *csv);
void csv_end(struct csv *csv);

/* Whether csv_text puts an apostrophe before a text, unless raw: what a spreadsheet would read
 * as a formula, with or without apostrophes before it. */
bool csv_needs_apostrophe(struct str text);

#endif
