/* Grapheme clusters, widths and line breaks, over libunistring and the C library's wcwidth (the
 * one ncurses uses, so that layout, grid and terminal agree on columns).
 * Needs a UTF-8 locale: call grapheme_locale() once at start. */
#ifndef ATTACHE_BASE_GRAPHEME_H
#define ATTACHE_BASE_GRAPHEME_H

#include "attache/base/str.h"

/* Choose the user's locale if it is UTF-8, else C.UTF-8. False when neither exists. */
bool grapheme_locale(void);

/* End (byte offset) of the grapheme cluster that starts at `offset`; start of the one before.
 */
size_t grapheme_next(struct str text, size_t offset);
size_t grapheme_previous(struct str text, size_t offset);

/* Columns of one cluster on the terminal: 0, 1 or 2. A tab and other controls count as 1 (they
 * are drawn as one visible sign, see visible.h). */
unsigned grapheme_width(struct str cluster);

/* Columns of a text of one line. */
size_t grapheme_text_width(struct str text);

/* The longest prefix (bytes) of text that fits into `columns`. */
size_t grapheme_fit(struct str text, size_t columns);

/* Line-break opportunities (UAX 14): sets breaks[i] to 1 when a line may end before byte i of
 * text, 2 when it must (after LF), else 0. breaks has text.len items. Filtered: no break inside
 * abbreviations such as U.S.-led, nor inside words that fit a line. */
void grapheme_line_breaks(struct str text, char *breaks);

#endif
