/* Layout: the document's blocks cut into screen lines. Depends on the document, the width and
 * the fold state only; colour is laid over at draw time, so an annotation never re-wraps.
 *
 * Lines are made block by block, on demand, and kept for the blocks near the last use; nothing
 * is ever computed for the whole document, so opening 100 MB costs what 5 KB cost. */
#ifndef ATTACHE_VIEW_LAYOUT_H
#define ATTACHE_VIEW_LAYOUT_H

#include "attache/text/document.h"

enum line_kind {
	LINE_TEXT,
	LINE_BLANK, /* between blocks */
	LINE_FOLD   /* stands for `folded` blocks: page furniture, or what a filter hides */
};

struct line {
	enum line_kind kind;
	struct range range; /* bytes of document.text shown; blanks at the break are left out */
	unsigned indent;    /* columns before the text */
	struct str lead; /* drawn in the indent: a bullet, "│ " of a quotation; static text */
	size_t block;
	unsigned folded; /* LINE_FOLD: how many blocks are folded */
};

/* A place in the layout: a block and a line within it (line 0 may be the blank line before it).
 * Compare with layout_compare. */
struct place {
	size_t block;
	unsigned line;
};

struct layout;

/* `columns` >= 1: the measure. */
struct layout *layout_new(const struct document *document, unsigned columns);
void layout_free(struct layout *layout); /* NULL is accepted */
void layout_set_columns(struct layout *layout, unsigned columns);
unsigned layout_columns(const struct layout *layout);
void layout_set_folded(struct layout *layout, bool folded); /* furniture; folded at first */
bool layout_folded(const struct layout *layout);

/* Show only blocks for which `shows` is true, each run of others as one fold line; NULL: all
 * blocks. Call again when `shows` would answer differently. */
void layout_set_filter(struct layout *layout,
	bool (*shows)(const void *context, struct range block), const void *context);

/* Whether a block is part of a fold line. */
bool layout_folds(const struct layout *layout, size_t block);

/* The line at a place; the place must be valid (from the functions below). */
const struct line *layout_line(struct layout *layout, struct place place);

struct place layout_first(struct layout *layout);
struct place layout_last(struct layout *layout);

/* The line that shows a byte offset (or the nearest before it; the fold line of folded
 * furniture). */
struct place layout_place(struct layout *layout, size_t offset);

/* Move by lines; stops at the ends. Returns the lines moved in *moved (may be NULL). */
struct place layout_move(struct layout *layout, struct place from, long lines, long *moved);
int layout_compare(struct place a, struct place b);

/* One cluster of a line as it is to be drawn: a line end or a run of blanks is one " ", a tab
 * of preformatted text as many blanks as it takes, a control character its sign. */
struct line_piece {
	struct range range;     /* bytes of document.text it stands for */
	struct str text;        /* what to draw; static or part of document.text */
	unsigned column, width; /* column counts from the line's left edge, indent included */
};

/* Walk a line: zero the piece, then call until false. */
bool layout_next_piece(
	const struct layout *layout, const struct line *line, struct line_piece *piece);

/* Column (from the line's left edge, indent included) of a byte offset within a line, and back.
 * A line end within a paragraph is drawn as one blank; runs of blanks are drawn as one, in
 * ranges too. */
unsigned layout_column(struct layout *layout, struct place place, size_t offset);
size_t layout_offset(struct layout *layout, struct place place, unsigned column);

#endif
