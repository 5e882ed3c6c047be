/* Where a cursor can go in a text, and the rows the text is shown in: offsets in bytes, no
 * state. */
#ifndef APP_LINE_MOTION_H
#define APP_LINE_MOTION_H

#include "attache/base/str.h"

/* The nearest border of grapheme clusters at or behind `offset`; the last one before it (0 when
 * there is none). Clusters are counted from the start of the line, so that going forth and back
 * meets the same borders. */
size_t line_border_from(struct str text, size_t offset);
size_t line_border_before(struct str text, size_t offset);

/* The end of the line that holds `offset`, its LF not included. */
size_t line_end(struct str text, size_t offset);

/* The start of the word before, the end of the word behind (letters and digits); the start of
 * what stands behind the last blank. */
size_t line_word_before(struct str text, size_t offset);
size_t line_word_behind(struct str text, size_t offset);
size_t line_blank_before(struct str text, size_t offset);

/* The row that begins at *start, wrapped at blanks so that the cursor has a column behind it;
 * *start goes to the next row, or beyond text.len when this is the last. */
struct range line_next_row(struct str text, unsigned columns, size_t *start);

/* The row with this number; false when there are fewer. */
bool line_row(struct str text, unsigned columns, size_t number, struct range *row);

#endif
