/* Glyphs: text as the screen's cells take it. The grid and the layout share this one opinion on
 * columns, which is also ncurses' and the terminal's: a glyph is one spacing code point and the
 * marks that combine with it. A cluster of several spacing code points is drawn as several
 * glyphs (a flag, an Indic vowel sign); what a zero-width joiner or a skin tone adds is left
 * out, because terminals disagree on its width. */
#ifndef VIEW_GLYPH_H
#define VIEW_GLYPH_H

#include "attache/base/str.h"

struct glyph {
	struct str text; /* to draw: part of the text, or a static sign; never empty */
	size_t end;      /* offset behind the glyph */
	unsigned width;  /* 1 or 2 */
};

/* The glyph at `offset` < text.len. */
struct glyph glyph_at(struct str text, size_t offset);

/* True for ' ' to '~': one column, and a glyph of its own before another such byte. */
static inline bool glyph_is_plain(char byte)
{
	return byte >= ' ' && byte <= '~';
}

#endif
