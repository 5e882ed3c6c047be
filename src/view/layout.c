#include "attache/view/layout.h"

#include "attache/base/grapheme.h"
#include "attache/base/memory.h"
#include "glyph.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Blocks whose lines are kept; block b lives in slot b % SLOTS, so that neighbours never push
 * each other out. */
#define SLOTS 256

#define TAB_STOP 8
#define LEVELS 4

static const char *const bullets[LEVELS] = {
	"\xE2\x80\xA2 ", "  \xE2\x80\xA2 ", "    \xE2\x80\xA2 ", "      \xE2\x80\xA2 "};
static const char *const bars[LEVELS] = {"\xE2\x94\x82 ", "\xE2\x94\x82 \xE2\x94\x82 ",
	"\xE2\x94\x82 \xE2\x94\x82 \xE2\x94\x82 ",
	"\xE2\x94\x82 \xE2\x94\x82 \xE2\x94\x82 \xE2\x94\x82 "};

/* The lines of one block. */
struct slot {
	size_t block; /* BLOCK_NONE: empty */
	struct line *lines;
	size_t count, capacity;
};

struct layout {
	const struct document *document;
	unsigned columns;
	bool folded;
	bool (*shows)(const void *context, struct range block); /* NULL: no filter */
	const void *context;
	struct slot slots[SLOTS];
	char *breaks; /* scratch for one block */
	size_t breaks_capacity;
};

static void forget(struct layout *layout)
{
	for (size_t i = 0; i < SLOTS; i++)
		layout->slots[i].block = BLOCK_NONE;
}

struct layout *layout_new(const struct document *document, unsigned columns)
{
	assert(columns >= 1);
	struct layout *layout = memory_zeroed(1, sizeof *layout);
	layout->document = document;
	layout->columns = columns;
	layout->folded = true;
	forget(layout);
	return layout;
}

void layout_free(struct layout *layout)
{
	if (!layout)
		return;
	for (size_t i = 0; i < SLOTS; i++)
		free(layout->slots[i].lines);
	free(layout->breaks);
	free(layout);
}

void layout_set_columns(struct layout *layout, unsigned columns)
{
	assert(columns >= 1);
	if (columns != layout->columns)
		forget(layout);
	layout->columns = columns;
}

unsigned layout_columns(const struct layout *layout)
{
	return layout->columns;
}

void layout_set_folded(struct layout *layout, bool folded)
{
	if (folded != layout->folded)
		forget(layout);
	layout->folded = folded;
}

bool layout_folded(const struct layout *layout)
{
	return layout->folded;
}

void layout_set_filter(struct layout *layout,
	bool (*shows)(const void *context, struct range block), const void *context)
{
	layout->shows = shows;
	layout->context = context;
	forget(layout);
}

bool layout_folds(const struct layout *layout, size_t block)
{
	const struct block *b = &layout->document->blocks[block];
	return (layout->folded && b->kind == BLOCK_FURNITURE) ||
	       (layout->shows && !layout->shows(layout->context, b->range));
}

/* ---- the pieces of a line ------------------------------------------------------------------
 */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_blank_in(struct str text, size_t offset, size_t end)
{
	return offset < end && is_blank(text.s[offset]);
}

/* Bytes of the blank at an offset, 0 when there is none. A no-break space beside a blank is
 * one too: pages are full of them where somebody typed two blanks between sentences. */
static size_t blank_at(struct str text, size_t offset, size_t end)
{
	if (is_blank_in(text, offset, end))
		return 1;
	if (end - offset < 2 || (unsigned char)text.s[offset] != 0xC2 ||
		(unsigned char)text.s[offset + 1] != 0xA0)
		return 0;
	bool beside = is_blank_in(text, offset + 2, end) ||
		      (offset > 0 && is_blank(text.s[offset - 1]));
	return beside ? 2 : 0;
}

static size_t skip_blanks(struct str text, size_t offset, size_t end)
{
	for (size_t blank; offset < end && (blank = blank_at(text, offset, end)) > 0;)
		offset += blank;
	return offset;
}

/* What stands at `offset` when `used` of `room` columns are taken; range and text and width are
 * set. Flowing text shows a run of blanks as one. A glyph wider than a whole line becomes a
 * sign that fits. */
static struct line_piece piece_at(
	struct str text, size_t offset, size_t end, bool flowing, unsigned used, unsigned room)
{
	struct line_piece piece = {.range = {offset, offset + 1}, .text = STR(" "), .width = 1};
	char byte = text.s[offset];
	if (flowing && blank_at(text, offset, end)) {
		piece.range.end = skip_blanks(text, offset, end);
		return piece;
	}
	if (!flowing && byte == '\t') {
		piece.width = TAB_STOP - used % TAB_STOP;
		if (used < room && piece.width > room - used)
			piece.width = room - used;
		piece.text = str_slice(STR("        "), (struct range){0, piece.width});
		return piece;
	}
	struct glyph glyph = glyph_at(text, offset);
	piece.range.end = glyph.end;
	piece.text = glyph.text;
	piece.width = glyph.width;
	if (glyph.width > room) {
		piece.text = STR("\xEF\xBF\xBD");
		piece.width = 1;
	}
	return piece;
}

static bool flows(const struct layout *layout, size_t block)
{
	return layout->document->blocks[block].kind != BLOCK_PREFORMATTED;
}

bool layout_next_piece(
	const struct layout *layout, const struct line *line, struct line_piece *piece)
{
	if (line->kind != LINE_TEXT)
		return false;
	bool first = piece->width == 0;
	size_t offset = first ? line->range.start : piece->range.end;
	unsigned column = first ? line->indent : piece->column + piece->width;
	if (offset >= line->range.end)
		return false;
	*piece = piece_at(layout->document->text, offset, line->range.end,
		flows(layout, line->block), column - line->indent,
		layout->columns - line->indent);
	piece->column = column;
	return true;
}

/* ---- wrapping ------------------------------------------------------------------------------
 */

/* The way one block is cut: its indents and what is drawn in them. */
struct frame {
	unsigned first, rest; /* indent of the first line, of the others */
	const char *first_lead, *rest_lead;
};

static struct line *add_line(struct slot *slot, enum line_kind kind, struct range range)
{
	slot->lines = memory_grow(
		slot->lines, &slot->capacity, slot->count + 1, sizeof *slot->lines);
	struct line *line = &slot->lines[slot->count++];
	*line = (struct line){
		.kind = kind, .range = range, .lead = STR(""), .block = slot->block};
	return line;
}

static void add_text(
	struct slot *slot, const struct frame *frame, bool first, struct range range)
{
	struct line *line = add_line(slot, LINE_TEXT, range);
	const char *lead = first ? frame->first_lead : frame->rest_lead;
	line->indent = first ? frame->first : frame->rest;
	if (lead)
		line->lead = str_from(lead);
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Break opportunities of a block that is all ASCII: behind blanks, and behind a hyphen between
 * letters. The same as grapheme_line_breaks leaves of UAX 14 for such text, at a fraction of
 * the price. */
static bool ascii_break(struct str text, size_t offset, size_t start)
{
	char before = text.s[offset - 1];
	if (is_blank(before))
		return true;
	return before == '-' && offset >= start + 2 && is_letter(text.s[offset - 2]) &&
	       is_letter(text.s[offset]);
}

struct wrap {
	struct str text;
	struct range block;
	const char *breaks; /* of the block's bytes; NULL when it is all ASCII */
	bool flowing;
};

static bool may_break(const struct wrap *wrap, size_t offset)
{
	if (wrap->breaks)
		return wrap->breaks[offset - wrap->block.start] != 0;
	return ascii_break(wrap->text, offset, wrap->block.start);
}

/* Find the end of the line that starts at `start`, greedily; *next receives where the line
 * after it starts (`end` when there is none). */
static size_t wrap_line(
	const struct wrap *wrap, size_t start, size_t end, unsigned room, size_t *next)
{
	unsigned used = 0;
	size_t cut = start, cut_next = start, text_end = start;
	bool can_cut = false, behind_gap = false;
	for (size_t at = start; at < end;) {
		struct line_piece piece = piece_at(
			wrap->text, at, end, wrap->flowing, used, room);
		bool blank = wrap->flowing ? blank_at(wrap->text, at, end) > 0
					   : is_blank(wrap->text.s[at]);
		if (!blank && at > start && (behind_gap || may_break(wrap, at))) {
			cut = text_end;
			cut_next = at;
			can_cut = true;
		}
		if (!blank && used + piece.width > room) {
			*next = can_cut ? cut_next : at;
			return can_cut ? cut : text_end;
		}
		used += piece.width;
		/* A run of blanks with a no-break space in it parts words all the same. */
		behind_gap = blank && piece.range.end - at > 1 &&
			     memchr(wrap->text.s + at, 0xC2, piece.range.end - at);
		at = piece.range.end;
		if (!blank)
			text_end = at;
	}
	*next = end;
	return text_end;
}

/* Cut [start, end), which holds no line end that must be kept, into lines. */
static void wrap_lines(struct layout *layout, struct slot *slot, const struct wrap *wrap,
	const struct frame *frame, size_t start, size_t end, bool first)
{
	do {
		size_t next, room = layout->columns - (first ? frame->first : frame->rest);
		size_t stop = wrap_line(wrap, start, end, (unsigned)room, &next);
		/* Preformatted text may be indented by more than a line holds. */
		if (stop > start || next >= end)
			add_text(slot, frame, first, (struct range){start, stop});
		first = false;
		start = next;
	} while (start < end);
}

static bool is_ascii_text(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.s[i] >= 0x80)
			return false;
	return true;
}

/* Columns of the sign a list item begins with in the text itself ("- ", "12. "), 0 if none. */
static unsigned marker_width(struct str item)
{
	size_t i = 0;
	if (item.len > 1 && memchr("-*+", item.s[0], 3))
		i = 1;
	else if (str_starts(item, STR("\xE2\x80\xA2")) || str_starts(item, STR("\xE2\x80\x93")))
		return item.len > 3 && item.s[3] == ' ' ? 2 : 0;
	else {
		while (i < item.len && i < 3 && item.s[i] >= '0' && item.s[i] <= '9')
			i++;
		if (i == 0 || i == item.len || !memchr(".)", item.s[i], 2))
			return 0;
		i++;
	}
	return i < item.len && item.s[i] == ' ' ? (unsigned)i + 1 : 0;
}

static struct frame frame_of(const struct layout *layout, const struct block *block)
{
	struct frame frame = {0};
	struct str text = str_slice(layout->document->text, block->range);
	unsigned level = block->level > LEVELS ? LEVELS : block->level;
	/* Half of a narrow pane at most goes into indents. */
	while (level > 0 && level * 4 > layout->columns)
		level--;
	if (block->kind == BLOCK_QUOTATION && level > 0) {
		frame.first = frame.rest = 2 * level;
		frame.first_lead = frame.rest_lead = bars[level - 1];
	} else if (block->kind == BLOCK_LIST_ITEM && level > 0) {
		unsigned marker = marker_width(text);
		frame.rest = 2 * level;
		frame.first = frame.rest;
		if (block->continued) {
			frame.first_lead = NULL;
		} else if (marker > 0 && 2 * level - 2 + marker < layout->columns) {
			frame.first = 2 * level - 2;
			frame.rest = frame.first + marker;
		} else {
			frame.first_lead = bullets[level - 1];
		}
	} else if (block->kind == BLOCK_RULE) {
		size_t width = grapheme_text_width(text);
		if (width < layout->columns)
			frame.first = frame.rest = (layout->columns - (unsigned)width) / 2;
	}
	return frame;
}

static void wrap_block(struct layout *layout, struct slot *slot)
{
	const struct document *document = layout->document;
	const struct block *block = &document->blocks[slot->block];
	struct str text = str_slice(document->text, block->range);
	struct frame frame = frame_of(layout, block);
	struct wrap wrap = {.text = document->text,
		.block = block->range,
		.flowing = flows(layout, slot->block)};
	if (!is_ascii_text(text)) {
		layout->breaks = memory_grow(
			layout->breaks, &layout->breaks_capacity, text.len, 1);
		grapheme_line_breaks(text, layout->breaks);
		wrap.breaks = layout->breaks;
	}
	if (wrap.flowing) {
		size_t start = skip_blanks(
			document->text, block->range.start, block->range.end);
		wrap_lines(layout, slot, &wrap, &frame, start, block->range.end, true);
		return;
	}
	for (size_t start = block->range.start; start < block->range.end;) {
		const char *newline = memchr(
			document->text.s + start, '\n', block->range.end - start);
		size_t end = newline ? (size_t)(newline - document->text.s) : block->range.end;
		wrap_lines(
			layout, slot, &wrap, &frame, start, end, start == block->range.start);
		start = end + 1;
	}
}

/* ---- blocks --------------------------------------------------------------------------------
 */

/* True for a block of which nothing is shown, because the fold line of the run it belongs to
 * stands at an earlier block. */
static bool is_swallowed(const struct layout *layout, size_t block)
{
	return block > 0 && layout_folds(layout, block) && layout_folds(layout, block - 1);
}

/* Is there a blank line before the block? Between list items, quotations and the like only
 * where the text has one too. */
static bool is_apart(const struct layout *layout, size_t index)
{
	if (index == 0 || layout->document->blocks[index].continued)
		return false;
	const struct block *block = &layout->document->blocks[index], *before = block - 1;
	bool alike = block->kind == before->kind &&
		     (block->kind == BLOCK_LIST_ITEM || block->kind == BLOCK_QUOTATION ||
			     block->kind == BLOCK_PREFORMATTED ||
			     block->kind == BLOCK_FURNITURE);
	if (!alike)
		return true;
	unsigned line_ends = 0;
	for (size_t i = before->range.end; i < block->range.start; i++)
		line_ends += layout->document->text.s[i] == '\n';
	return line_ends > 1;
}

static void fold_run(struct layout *layout, struct slot *slot)
{
	size_t end = slot->block;
	while (end < layout->document->block_count && layout_folds(layout, end))
		end++;
	const struct block *blocks = layout->document->blocks;
	struct line *line = add_line(slot, LINE_FOLD,
		(struct range){blocks[slot->block].range.start, blocks[end - 1].range.end});
	line->folded = (unsigned)(end - slot->block);
}

static const struct slot *lines_of(struct layout *layout, size_t block)
{
	struct slot *slot = &layout->slots[block % SLOTS];
	if (slot->block == block)
		return slot;
	slot->block = block;
	slot->count = 0;
	if (is_swallowed(layout, block))
		return slot;
	if (is_apart(layout, block)) {
		size_t start = layout->document->blocks[block].range.start;
		struct line *line = add_line(slot, LINE_BLANK, (struct range){start, start});
		const struct block *blocks = layout->document->blocks;
		if (blocks[block].kind == BLOCK_QUOTATION &&
			blocks[block - 1].kind == BLOCK_QUOTATION) {
			struct frame frame = frame_of(layout, &blocks[block]);
			line->indent = frame.rest;
			line->lead = str_from(frame.rest_lead);
		}
	}
	if (layout_folds(layout, block))
		fold_run(layout, slot);
	else
		wrap_block(layout, slot);
	return slot;
}

/* ---- places --------------------------------------------------------------------------------
 */

const struct line *layout_line(struct layout *layout, struct place place)
{
	static const struct line nothing = {.kind = LINE_BLANK};
	if (layout->document->block_count == 0)
		return &nothing;
	const struct slot *slot = lines_of(layout, place.block);
	assert(place.line < slot->count);
	return &slot->lines[place.line];
}

struct place layout_first(struct layout *layout)
{
	(void)layout;
	return (struct place){0, 0};
}

/* The block at which what is shown of `block` stands. */
static size_t shown_at(const struct layout *layout, size_t block)
{
	while (is_swallowed(layout, block))
		block--;
	return block;
}

struct place layout_last(struct layout *layout)
{
	size_t count = layout->document->block_count;
	if (count == 0)
		return (struct place){0, 0};
	size_t block = shown_at(layout, count - 1);
	return (struct place){block, (unsigned)lines_of(layout, block)->count - 1};
}

struct place layout_place(struct layout *layout, size_t offset)
{
	size_t block = document_block_at(layout->document, offset);
	if (block == BLOCK_NONE)
		return (struct place){0, 0};
	block = shown_at(layout, block);
	const struct slot *slot = lines_of(layout, block);
	size_t low = slot->lines[0].kind == LINE_BLANK, high = slot->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (slot->lines[middle].range.start <= offset)
			low = middle;
		else
			high = middle;
	}
	return (struct place){block, (unsigned)low};
}

static long move_down(struct layout *layout, struct place *place, long lines)
{
	long left = lines;
	struct place at = *place;
	while (left > 0) {
		long below = (long)(lines_of(layout, at.block)->count - at.line) - 1;
		if (left <= below) {
			at.line += (unsigned)left;
			*place = at;
			return lines;
		}
		left -= below;
		at.line += (unsigned)below;
		*place = at;
		do {
			if (++at.block == layout->document->block_count)
				return lines - left;
		} while (is_swallowed(layout, at.block));
		at.line = 0;
		left--;
		*place = at;
	}
	return lines;
}

static long move_up(struct layout *layout, struct place *place, long lines)
{
	long left = lines;
	while (left > 0) {
		long above = (long)place->line;
		if (left <= above) {
			place->line -= (unsigned)left;
			return lines;
		}
		left -= above;
		place->line = 0;
		if (place->block == 0)
			return lines - left;
		place->block = shown_at(layout, place->block - 1);
		place->line = (unsigned)lines_of(layout, place->block)->count - 1;
		left--;
	}
	return lines;
}

struct place layout_move(struct layout *layout, struct place from, long lines, long *moved)
{
	long done = 0;
	if (layout->document->block_count > 0)
		done = lines >= 0 ? move_down(layout, &from, lines)
				  : -move_up(layout, &from, -lines);
	if (moved)
		*moved = done;
	return from;
}

int layout_compare(struct place a, struct place b)
{
	if (a.block != b.block)
		return a.block < b.block ? -1 : 1;
	return a.line < b.line ? -1 : a.line > b.line;
}

unsigned layout_column(struct layout *layout, struct place place, size_t offset)
{
	const struct line *line = layout_line(layout, place);
	struct line_piece piece = {0};
	unsigned column = line->indent;
	while (layout_next_piece(layout, line, &piece)) {
		if (offset < piece.range.end)
			return piece.column;
		column = piece.column + piece.width;
	}
	return column;
}

size_t layout_offset(struct layout *layout, struct place place, unsigned column)
{
	const struct line *line = layout_line(layout, place);
	struct line_piece piece = {0};
	size_t offset = line->range.start;
	while (layout_next_piece(layout, line, &piece)) {
		offset = piece.range.start;
		if (column < piece.column + piece.width)
			break;
	}
	return offset;
}
