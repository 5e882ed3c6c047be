/* Quotation spans.
 *
 * One pass over a block by code points with at most one open outer quotation and one open inner
 * one; every style of mark is known, and what an article does wrong (opened straight and closed
 * curly, “ at both ends, never closed) is told from the neighbours of the mark: an opening one
 * stands before a word, a closing one behind it. Whether a quotation is speech is decided in
 * kind.c, when all is known. */
#include "attache/base/utf8.h"
#include "speech.h"

#include <unictype.h>

enum mark { MARK_NONE, MARK_DOUBLE, MARK_LOW, MARK_ANGLE, MARK_ANGLE_REVERSED, MARK_SINGLE };

#define LEFT_DOUBLE 0x201C
#define RIGHT_DOUBLE 0x201D
#define LOW_DOUBLE 0x201E
#define LEFT_SINGLE 0x2018
#define RIGHT_SINGLE 0x2019
#define LEFT_ANGLE 0xAB
#define RIGHT_ANGLE 0xBB

/* A character and its neighbours; 0 at the block's ends. */
struct place {
	size_t offset, length;
	uint32_t before, here, after, beyond; /* beyond: the one behind `after` */
};

static bool is_blank(uint32_t c)
{
	return c == 0 || c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x202F ||
	       (c >= 0x2000 && c <= 0x200B) || c == 0x3000;
}

static bool is_wordlike(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		       (c >= '0' && c <= '9');
	return uc_is_alnum(c);
}

static uint32_t character_at(struct str text, struct range bounds, size_t offset)
{
	size_t length;

	if (offset < bounds.start || offset >= bounds.end)
		return 0;
	return utf8_decode(text, offset, &length);
}

static struct place place_at(struct str text, struct range bounds, size_t offset)
{
	struct place place = {.offset = offset};

	place.here = utf8_decode(text, offset, &place.length);
	if (offset > bounds.start)
		place.before = character_at(text, bounds, utf8_previous(text, offset));
	size_t next = offset + place.length;
	place.after = character_at(text, bounds, next);
	if (place.after)
		place.beyond = character_at(text, bounds, utf8_next(text, next));
	return place;
}

/* Two apostrophes that stand for one double mark. */
static bool is_doubled(const struct place *place)
{
	return (place->here == '\'' || place->here == RIGHT_SINGLE || place->here == '`' ||
		       place->here == LEFT_SINGLE) &&
	       place->after == place->here;
}

static bool before_word(uint32_t after)
{
	return !is_blank(after) && after != ',' && after != ';' && after != ')';
}

/* What may stand directly before an opening mark. */
static bool opens_after(uint32_t before)
{
	return !is_wordlike(before) && before != '.' && before != ',' && before != '!' &&
	       before != '?' && before != RIGHT_SINGLE && before != '\'' && before != 0x2026 &&
	       before != '%' && before != ')';
}

/* ’90s, ’em, ’tis: an apostrophe although it stands before the word. */
static bool is_elision(struct str text, const struct place *place)
{
	static const char *const words[] = {
		"em", "tis", "twas", "til", "till", "cause", "bout", "n"};
	struct range word = {place->offset + place->length, place->offset + place->length};

	while (word.end < text.len && is_wordlike((unsigned char)text.s[word.end]) &&
		word.end - word.start < 8)
		word.end++;
	struct str found = str_slice(text, word);
	if (found.len >= 2 && found.s[0] >= '0' && found.s[0] <= '9' &&
		str_ends(found, STR("s")))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal_ascii_nocase(found, str_from(words[i])))
			return true;
	return false;
}

static enum mark opening(const struct place *place)
{
	bool word = before_word(place->after);

	switch (place->here) {
	case LEFT_DOUBLE:
		return word ? MARK_DOUBLE : MARK_NONE;
	case RIGHT_DOUBLE:
		return word && is_blank(place->before) ? MARK_DOUBLE : MARK_NONE;
	case '"':
		return word && opens_after(place->before) ? MARK_DOUBLE : MARK_NONE;
	case LOW_DOUBLE:
		return MARK_LOW;
	case LEFT_ANGLE:
		return MARK_ANGLE;
	case RIGHT_ANGLE:
		return word && is_blank(place->before) ? MARK_ANGLE_REVERSED : MARK_NONE;
	default:
		if (is_doubled(place) && opens_after(place->before) &&
			before_word(place->beyond))
			return MARK_DOUBLE;
		return MARK_NONE;
	}
}

static bool closes(enum mark open, const struct place *place)
{
	bool behind_word = !is_blank(place->before);
	bool at_end = !is_wordlike(place->after);

	switch (place->here) {
	case RIGHT_DOUBLE:
		return open == MARK_DOUBLE || open == MARK_LOW;
	case LEFT_DOUBLE:
		return open == MARK_LOW || (open == MARK_DOUBLE && behind_word && at_end);
	case '"':
		return (open == MARK_DOUBLE || open == MARK_LOW) &&
		       (behind_word || !before_word(place->after));
	case RIGHT_ANGLE:
		return open == MARK_ANGLE;
	case LEFT_ANGLE:
		return open == MARK_ANGLE_REVERSED;
	default:
		return open == MARK_DOUBLE && is_doubled(place) && behind_word &&
		       !is_wordlike(place->beyond);
	}
}

/* ---- single marks */

/* How far behind what may be a plural possessive the true end of a quotation is looked for. */
#define SINGLE_LOOK 240

/* How surely a single mark closes: 0 not at all, 1 perhaps a plural possessive, 2 surely. */
static unsigned closes_single(const struct place *place)
{
	if ((place->here != RIGHT_SINGLE && place->here != '\'') || is_blank(place->before) ||
		is_wordlike(place->after) || place->after == place->here)
		return 0;
	if (place->before == 's' && is_blank(place->after) && is_wordlike(place->beyond))
		return 1;
	return 2;
}

/* The end of a single quotation that opens at `offset`: the first sure closing mark, or an
 * unsure one when no sure one follows soon, before the next quotation opens. 0 when never
 * closed; then *searched is how far there is no closing mark. */
static size_t single_close(
	struct str text, struct range bounds, size_t offset, size_t *searched)
{
	size_t unsure = 0;

	for (*searched = offset; offset < bounds.end; *searched = offset) {
		struct place place = place_at(text, bounds, offset);

		if (place.here == LEFT_SINGLE || opening(&place) != MARK_NONE)
			return unsure;
		if (unsure && offset - unsure > SINGLE_LOOK)
			return unsure;
		unsigned certainty = closes_single(&place);
		/* 'the ministers' talks will go on,' he said: sure only behind a comma or the
		 * like; 'hawks' and the minister's plan: the first is it. */
		bool firm = certainty == 2 &&
			    (!unsure || place.before == ',' || place.before == '.' ||
				    place.before == '?' || place.before == '!');
		if (firm)
			return offset;
		if (certainty && !unsure)
			unsure = offset;
		offset += place.length;
	}
	return unsure;
}

static bool opens_single(struct str text, const struct place *place)
{
	if (place->here != LEFT_SINGLE && place->here != '\'')
		return false;
	return opens_after(place->before) && before_word(place->after) && !is_doubled(place) &&
	       !is_elision(text, place);
}

/* ---- the pass over a block */

struct scan {
	struct finder *finder;
	size_t block;
	struct str text;
	struct range bounds;
	size_t outer; /* index of the open quote, or (size_t)-1 */
	enum mark open;
	size_t no_single_before; /* no single quotation that opens before this one can close */
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

	while (quote->range.start < end && text.s[quote->range.start] == ' ')
		quote->range.start++;
	while (end > quote->range.start && text.s[end - 1] == ' ')
		end--;
	quote->range.end = end;
	quote->outer.end = outer_end;
}

/* Whether the last quotation runs on from the paragraph before: it was never closed there. */
static bool left_open(const struct scan *scan)
{
	const struct finder *finder = scan->finder;

	if (!finder->quote_count || scan->block == 0)
		return false;
	const struct quote *last = &finder->quotes[finder->quote_count - 1];
	const struct range *before = &finder->document->blocks[scan->block - 1].range;
	return last->outer.end == last->range.end && last->outer.start < last->range.start &&
	       last->range.end == before->end;
}

/* A closing mark where nothing is open: the quotation of the paragraph before runs on without
 * a new opening mark. */
static bool closes_stray(const struct place *place)
{
	return (place->here == RIGHT_DOUBLE || place->here == '"') &&
	       !is_blank(place->before) && !is_wordlike(place->after);
}

static void open_outer(struct scan *scan, enum mark mark, size_t start, size_t inner)
{
	bool reopened = start == scan->bounds.start && left_open(scan);
	uint32_t group = reopened ? scan->finder->quotes[scan->finder->quote_count - 1].group
				  : 0;

	scan->outer = add(scan, start, inner);
	scan->open = mark;
	if (reopened)
		scan->finder->quotes[scan->outer].group = group;
}

static void close_outer(struct scan *scan, size_t end, size_t outer_end)
{
	finish(scan, scan->outer, end, outer_end);
	scan->outer = (size_t)-1;
	scan->open = MARK_NONE;
}

/* Returns the offset at which to go on. */
static size_t step(struct scan *scan, size_t offset, bool *may_run_on)
{
	struct place place = place_at(scan->text, scan->bounds, offset);
	size_t next = offset + place.length;

	if (place.here < 0x80 && place.here != '"' && place.here != '\'' && place.here != '`')
		return next;
	size_t width = place.length * (is_doubled(&place) ? 2 : 1);
	if (scan->open != MARK_NONE && closes(scan->open, &place)) {
		close_outer(scan, offset, offset + width);
		return offset + width;
	}
	enum mark mark = opening(&place);
	if (mark != MARK_NONE) {
		if (scan->open != MARK_NONE)
			close_outer(scan, offset, offset);
		*may_run_on = false;
		open_outer(scan, mark, offset, offset + width);
		return offset + width;
	}
	if (scan->open == MARK_NONE && *may_run_on && closes_stray(&place)) {
		uint32_t group = scan->finder->quotes[scan->finder->quote_count - 1].group;

		*may_run_on = false;
		size_t index = add(scan, scan->bounds.start, scan->bounds.start);
		scan->finder->quotes[index].group = group;
		finish(scan, index, offset, next);
		return next;
	}
	if (offset >= scan->no_single_before && opens_single(scan->text, &place)) {
		size_t close = single_close(
			scan->text, scan->bounds, next, &scan->no_single_before);

		if (!close)
			return next;
		size_t length;
		utf8_decode(scan->text, close, &length);
		finish(scan, add(scan, offset, next), close, close + length);
		return scan->open == MARK_NONE ? close + length : next;
	}
	return next;
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

void quotes_find(struct finder *finder, size_t block)
{
	const struct block *here = &finder->document->blocks[block];
	struct scan scan = {.finder = finder,
		.block = block,
		.text = finder->document->text,
		.bounds = here->range,
		.outer = (size_t)-1};

	if (!finder_reads(finder, block))
		return;
	size_t first = finder->quote_count;
	bool may_run_on = left_open(&scan);
	size_t offset = here->range.start;
	if (here->continued && may_run_on) {
		open_outer(&scan, MARK_DOUBLE, offset, offset);
		may_run_on = false;
	}
	while (offset < here->range.end)
		offset = step(&scan, offset, &may_run_on);
	if (scan.open != MARK_NONE)
		close_outer(&scan, here->range.end, here->range.end);
	drop_empty(finder, first);
	if (finder->quote_count == first)
		turns_find(finder, block);
}
