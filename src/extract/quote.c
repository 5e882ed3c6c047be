/* Quotation spans.
 *
 * One pass over a block by code points with at most one open outer quotation and one inner one.
 * What articles do wrong (mixed marks, never closed, closed paragraphs later) is mended here as
 * far as the marks tell it; whether a quotation is speech is decided in kind.c, when all is
 * known. Every look ahead is remembered, so that a block of nothing but marks costs no more
 * than prose. */
#include "attache/base/utf8.h"
#include "mark.h"
#include "speech.h"

#include <string.h>

#define QUOTE_NONE ((size_t)-1)

/* How far behind what may be a plural possessive the true end of a quotation is looked for. */
#define SINGLE_LOOK 240
/* The longest double quotation within a single one. */
#define NESTED_BYTES 600
/* How many paragraphs without marks a quotation may run through. */
#define RUN_ON 3

/* The marks that are looked for ahead. */
enum glyph { GLYPH_STRAIGHT, GLYPH_LEFT, GLYPH_RIGHT, GLYPHS };

struct scan {
	struct finder *finder;
	size_t block;
	struct str text;
	struct range bounds;
	size_t outer; /* index of the open quotation, or QUOTE_NONE */
	enum mark open;
	uint32_t glyph;      /* that opened it */
	size_t inner;        /* index of an open double quotation within it, or QUOTE_NONE */
	size_t single_until; /* a single quotation ends here: none opens within it */
	size_t no_single_before; /* no single quotation that opens before this one can close */
	struct range ahead[GLYPHS]; /* from .start on, the next such mark stands at .end */
	bool may_run_on;            /* the quotation of the paragraph before is still open */
};

static size_t add(struct scan *scan, size_t start, size_t inner)
{
	struct quote *quote = finder_add_quote(scan->finder);
	*quote = (struct quote){
		.range = {inner, inner},
		.outer = {start, start},
		.kind = QUOTE_PARTIAL,
		.speaker = ENTITY_NONE,
		.group = (uint32_t)scan->finder->quote_count - 1,
	};
	return scan->finder->quote_count - 1;
}

static void finish(struct scan *scan, size_t index, size_t end, size_t outer_end)
{
	struct quote *quote = &scan->finder->quotes[index];
	struct str text = scan->text;
	bool unclosed = end == outer_end;
	size_t length;
	while (quote->range.start < end &&
		mark_is_blank(utf8_decode(text, quote->range.start, &length)))
		quote->range.start += length;
	while (end > quote->range.start &&
		mark_is_blank(utf8_decode(text, utf8_previous(text, end), &length)))
		end -= length;
	quote->range.end = end;
	quote->outer.end = unclosed ? end : outer_end;
}

/* Where the next mark of this glyph stands at or behind `offset`; the block's end if nowhere.
 */
static size_t ahead(struct scan *scan, enum glyph glyph, size_t offset)
{
	static const char *const marks[GLYPHS] = {"\"", "“", "”"};
	struct range *known = &scan->ahead[glyph];
	if (known->end > offset && known->start <= offset)
		return known->end;
	const char *found = memmem(scan->text.s + offset, scan->bounds.end - offset,
		marks[glyph], strlen(marks[glyph]));
	known->start = offset;
	known->end = found ? (size_t)(found - scan->text.s) : scan->bounds.end;
	return known->end;
}

/* ---- quotations that run over paragraphs */

static bool is_prose(const struct document *document, size_t block)
{
	enum block_kind kind = document->blocks[block].kind;
	return kind == BLOCK_PARAGRAPH || kind == BLOCK_LIST_ITEM || kind == BLOCK_QUOTATION ||
	       kind == BLOCK_PREFORMATTED;
}

/* Whether the last quotation was never closed and only headings and furniture, and at most
 * `most` paragraphs, stand between it and this block. */
static bool left_open(const struct scan *scan, size_t most)
{
	const struct finder *finder = scan->finder;
	const struct document *document = finder->document;
	if (!finder->quote_count || scan->block == 0)
		return false;
	const struct quote *last = &finder->quotes[finder->quote_count - 1];
	if (last->outer.end != last->range.end || last->outer.start >= last->range.start)
		return false;
	size_t passed = 0;
	for (size_t i = scan->block; i-- > 0 && scan->block - i < 8;) {
		if (range_holds(document->blocks[i].range, last->outer.start))
			return last->outer.end == document->blocks[i].range.end;
		if (is_prose(document, i) && ++passed > most)
			return false;
	}
	return false;
}

/* The paragraphs between an open quotation and the one that closes it belong to it. */
static void fill_between(struct scan *scan, uint32_t group)
{
	const struct document *document = scan->finder->document;
	size_t last = scan->finder->quote_count - 1;
	size_t from = document_block_at(document, scan->finder->quotes[last].outer.start);
	for (size_t i = from + 1; i < scan->block; i++) {
		if (!is_prose(document, i))
			continue;
		struct range all = document->blocks[i].range;
		size_t index = add(scan, all.start, all.start);
		scan->finder->quotes[index].group = group;
		finish(scan, index, all.end, all.end);
	}
}

/* A closing mark where nothing is open: the quotation of a paragraph before runs on without
 * a new opening mark. */
static bool closes_stray(const struct place *place)
{
	return (place->here == MARK_RIGHT_DOUBLE || place->here == '"') &&
	       !mark_is_blank(place->before) && !mark_is_wordlike(place->after);
}

static size_t close_run_on(struct scan *scan, const struct place *place)
{
	uint32_t group = scan->finder->quotes[scan->finder->quote_count - 1].group;
	size_t next = place->offset + place->length;
	scan->may_run_on = false;
	fill_between(scan, group);
	size_t index = add(scan, scan->bounds.start, scan->bounds.start);
	scan->finder->quotes[index].group = group;
	finish(scan, index, place->offset, next);
	return next;
}

/* ---- single marks */

/* Behind the double quotation that opens here, or 0 when it is not closed soon. */
static size_t skip_double(struct scan *scan, const struct place *place)
{
	size_t from = place->offset + place->length;
	enum glyph glyph = place->here == '"' ? GLYPH_STRAIGHT : GLYPH_RIGHT;
	size_t close = ahead(scan, glyph, from);
	if (close == scan->bounds.end || close - from > NESTED_BYTES)
		return 0;
	return utf8_next(scan->text, close);
}

/* The end of a single quotation that opens before `offset`: the first sure closing mark, or an
 * unsure one when no sure one follows soon. 0 when never closed; then *searched is how far
 * there is no closing mark. */
static size_t single_close(struct scan *scan, size_t offset, size_t *searched)
{
	size_t unsure = 0;
	bool crossed = false;
	for (*searched = offset; offset < scan->bounds.end; *searched = offset) {
		struct place place = place_at(scan->text, scan->bounds, offset);
		if (place.here == MARK_LEFT_SINGLE || (unsure && offset - unsure > SINGLE_LOOK))
			return unsure;
		if (mark_opening(&place) != MARK_NONE) {
			size_t behind = scan->open == MARK_NONE ? skip_double(scan, &place) : 0;
			if (!behind)
				return unsure;
			crossed = true;
			offset = behind;
			continue;
		}
		unsigned certainty = mark_closes_single(&place);
		/* 'the ministers' talks will go on,' he said: sure only behind a comma or the
		 * like; 'hawks' and the minister's plan: the first is it. */
		bool firm = certainty == 2 &&
			    ((!unsure && !crossed) || place.before == ',' ||
				    place.before == '.' || place.before == '?' ||
				    place.before == '!');
		if (firm)
			return offset;
		if (certainty && !unsure)
			unsure = offset;
		offset += place.length;
	}
	return unsure;
}

/* Whether the next paragraph begins with a single mark too: one quotation of several. */
static bool single_reopens(const struct scan *scan)
{
	const struct document *document = scan->finder->document;
	size_t next = scan->block + 1;
	while (next < document->block_count && !is_prose(document, next) &&
		next < scan->block + 4)
		next++;
	if (next >= document->block_count || !is_prose(document, next))
		return false;
	struct range bounds = document->blocks[next].range;
	struct place place = place_at(scan->text, bounds, bounds.start);
	return mark_opens_single(scan->text, &place);
}

/* Returns the offset at which to go on. */
static size_t open_single(struct scan *scan, const struct place *place)
{
	size_t next = place->offset + place->length;
	size_t close = single_close(scan, next, &scan->no_single_before);
	size_t length;
	if (close) {
		utf8_decode(scan->text, close, &length);
		finish(scan, add(scan, place->offset, next), close, close + length);
		scan->single_until = close + length;
		return next;
	}
	if (scan->open == MARK_NONE && scan->no_single_before == scan->bounds.end &&
		single_reopens(scan)) {
		bool goes_on = place->offset == scan->bounds.start && left_open(scan, 0);
		uint32_t group =
			goes_on ? scan->finder->quotes[scan->finder->quote_count - 1].group : 0;
		size_t index = add(scan, place->offset, next);
		if (goes_on)
			scan->finder->quotes[index].group = group;
		finish(scan, index, scan->bounds.end, scan->bounds.end);
		return scan->bounds.end;
	}
	return next;
}

/* The last paragraph of a quotation that re-opens single marks belongs to those before. */
static void join_single(struct scan *scan, size_t index)
{
	struct quote *quotes = scan->finder->quotes;
	if (index && quotes[index].outer.start == scan->bounds.start &&
		quotes[index].outer.end > quotes[index].range.end) {
		const struct quote *last = &quotes[index - 1];
		struct str mark = str_slice(scan->text, last->outer);
		bool single = str_starts(mark, STR("‘")) || str_starts(mark, STR("'"));
		size_t count = scan->finder->quote_count;
		scan->finder->quote_count = index;
		if (single && left_open(scan, 0))
			quotes[index].group = last->group;
		scan->finder->quote_count = count;
	}
}

/* ---- double marks */

static void open_outer(
	struct scan *scan, enum mark mark, uint32_t glyph, size_t start, size_t inner)
{
	bool reopened = start == scan->bounds.start && left_open(scan, 0);
	uint32_t group = reopened ? scan->finder->quotes[scan->finder->quote_count - 1].group
				  : 0;
	scan->outer = add(scan, start, inner);
	scan->open = mark;
	scan->glyph = glyph;
	if (reopened)
		scan->finder->quotes[scan->outer].group = group;
}

static void close_outer(struct scan *scan, size_t end, size_t outer_end)
{
	if (scan->inner != QUOTE_NONE)
		finish(scan, scan->inner, end, end);
	finish(scan, scan->outer, end, outer_end);
	scan->outer = scan->inner = QUOTE_NONE;
	scan->open = MARK_NONE;
}

/* Whether a double mark here opens a quotation inside the open one, which is set in the other
 * glyph and is closed after it. */
static bool opens_inner(struct scan *scan, const struct place *place)
{
	size_t from = place->offset + place->length;
	if (scan->glyph == MARK_LEFT_DOUBLE && place->here == '"') {
		size_t close = ahead(scan, GLYPH_STRAIGHT, from);
		size_t outer = ahead(scan, GLYPH_RIGHT, from);
		return close < outer && outer < scan->bounds.end &&
		       ahead(scan, GLYPH_LEFT, from) > close;
	}
	if (scan->glyph == '"' && place->here == MARK_LEFT_DOUBLE) {
		size_t close = ahead(scan, GLYPH_RIGHT, from);
		size_t outer = ahead(scan, GLYPH_STRAIGHT, from);
		return close < outer && outer < scan->bounds.end;
	}
	return false;
}

static bool closes_inner(const struct scan *scan, const struct place *place)
{
	return scan->inner != QUOTE_NONE &&
	       place->here == (scan->glyph == '"' ? MARK_RIGHT_DOUBLE : '"');
}

/* A straight mark between blanks opens when the next one does not. */
static bool adrift_opens(struct scan *scan, const struct place *place)
{
	if (!mark_is_adrift(place))
		return false;
	size_t next = ahead(scan, GLYPH_STRAIGHT, place->offset + place->length);
	if (next == scan->bounds.end)
		return false;
	struct place other = place_at(scan->text, scan->bounds, next);
	return mark_opening(&other) == MARK_NONE;
}

/* Returns the offset at which to go on. */
static size_t step(struct scan *scan, size_t offset)
{
	struct place place = place_at(scan->text, scan->bounds, offset);
	size_t width = mark_width(&place), next = offset + width;
	if (closes_inner(scan, &place)) {
		finish(scan, scan->inner, offset, next);
		scan->inner = QUOTE_NONE;
		return next;
	}
	enum mark mark = mark_opening(&place);
	if (mark != MARK_NONE && scan->open != MARK_NONE && opens_inner(scan, &place)) {
		scan->inner = add(scan, offset, next);
		return next;
	}
	if (scan->open != MARK_NONE && mark_closes(scan->open, &place)) {
		close_outer(scan, offset, next);
		return next;
	}
	if (mark == MARK_NONE && scan->open == MARK_NONE &&
		(mark_is_pressed(&place) || adrift_opens(scan, &place)) &&
		!(scan->may_run_on && closes_stray(&place)))
		mark = MARK_DOUBLE;
	if (mark != MARK_NONE) {
		if (scan->open != MARK_NONE)
			close_outer(scan, offset, offset);
		scan->may_run_on = false;
		open_outer(scan, mark, place.here, offset, next);
		return next;
	}
	if (scan->open == MARK_NONE && scan->may_run_on && closes_stray(&place))
		return close_run_on(scan, &place);
	if (offset >= scan->no_single_before && offset >= scan->single_until &&
		mark_opens_single(scan->text, &place))
		return open_single(scan, &place);
	return offset + place.length;
}

/* Drop empty quotations, from `first` on. */
static void drop_empty(struct finder *finder, size_t first)
{
	size_t kept = first;
	for (size_t i = first; i < finder->quote_count; i++)
		if (range_length(finder->quotes[i].range) > 0)
			finder->quotes[kept++] = finder->quotes[i];
	finder->quote_count = kept;
}

/* What a label or a block quotation sets apart was found as the quotation `first`: where marks
 * stand around all of it, and in a block quotation wherever there are marks, they say better
 * what is said. */
static void prefer_marks(struct finder *finder, size_t first, bool block_quotation)
{
	struct quote *quotes = finder->quotes;
	if (!block_quotation && quotes[first + 1].outer.start != quotes[first].range.start)
		return;
	for (size_t i = first + 1; i < finder->quote_count; i++)
		quotes[i - 1] = quotes[i];
	finder->quote_count--;
}

/* No mark begins with another byte: ASCII marks, and the lead bytes of « » and of the rest. */
static bool may_be_mark(char c)
{
	return c == '"' || c == '\'' || c == '`' || c == '\xe2' || c == '\xc2' || c == '\xe3';
}

void quotes_find(struct finder *finder, size_t block)
{
	const struct block *here = &finder->document->blocks[block];
	struct scan scan = {.finder = finder,
		.block = block,
		.text = finder->document->text,
		.bounds = here->range,
		.outer = QUOTE_NONE,
		.inner = QUOTE_NONE};
	size_t first = finder->quote_count;
	size_t offset = here->range.start;
	scan.may_run_on = left_open(&scan, RUN_ON);
	turns_find(finder, block);
	size_t marked = finder->quote_count;
	if (here->continued && left_open(&scan, 0)) {
		open_outer(&scan, MARK_DOUBLE, MARK_LEFT_DOUBLE, offset, offset);
		scan.may_run_on = false;
	}
	while (offset < here->range.end)
		if (may_be_mark(scan.text.s[offset]))
			offset = step(&scan, offset);
		else
			offset++;
	if (scan.open != MARK_NONE)
		close_outer(&scan, here->range.end, here->range.end);
	if (finder->quote_count > first)
		join_single(&scan, first);
	drop_empty(finder, marked);
	if (marked > first && finder->quote_count > marked)
		prefer_marks(finder, first, here->kind == BLOCK_QUOTATION);
}

void quotes_order(struct finder *finder, size_t index)
{
	struct quote *quotes = finder->quotes, moved = quotes[index];
	for (; index > 0 && quotes[index - 1].outer.start > moved.outer.start; index--)
		quotes[index] = quotes[index - 1];
	quotes[index] = moved;
}
