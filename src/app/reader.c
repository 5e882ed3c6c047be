#include "reader.h"

#include "attache/text/segment.h"

#include <stdlib.h>
#include <string.h>

void reader_open(struct reader *reader, struct session *session, unsigned columns)
{
	*reader = (struct reader){.session = session,
		.layout = layout_new(session->document, columns),
		.scratch = arena_new(),
		.rows = 1};
	reader->top = layout_first(reader->layout);
	if (session->document->block_count)
		reader->current = reader_sentence_at(
			reader, session->document->blocks[0].range.start);
}

void reader_close(struct reader *reader)
{
	hits_clear(&reader->hits);
	layout_free(reader->layout);
	arena_free(reader->scratch);
	*reader = (struct reader){0};
}

static bool is_empty(const struct reader *reader)
{
	return reader->session->document->block_count == 0;
}

/* ---- lines on the screen -------------------------------------------------------------------
 */

/* The offset a line stands for; a blank line for the text below it. */
static size_t line_offset(struct reader *reader, struct place place)
{
	const struct line *line = layout_line(reader->layout, place);
	if (line->kind == LINE_BLANK)
		return reader->session->document->blocks[place.block].range.start;
	return line->range.start;
}

/* The lowest place that still fills the screen. */
static struct place lowest_top(struct reader *reader)
{
	struct place last = layout_last(reader->layout);
	return layout_move(reader->layout, last, 1 - (long)reader->rows, NULL);
}

static void set_top(struct reader *reader, struct place top)
{
	struct place lowest = lowest_top(reader);
	reader->top = layout_compare(top, lowest) > 0 ? lowest : top;
}

struct place reader_bottom(struct reader *reader)
{
	return layout_move(reader->layout, reader->top, (long)reader->rows - 1, NULL);
}

struct range reader_visible(struct reader *reader)
{
	if (is_empty(reader))
		return (struct range){0, 0};
	struct place bottom = reader_bottom(reader);
	const struct line *line = layout_line(reader->layout, bottom);
	size_t end = line->kind == LINE_BLANK ? line_offset(reader, bottom) : line->range.end;
	return (struct range){line_offset(reader, reader->top), end};
}

bool reader_shows(struct reader *reader, size_t offset)
{
	struct place place = layout_place(reader->layout, offset);
	return layout_compare(reader->top, place) <= 0 &&
	       layout_compare(place, reader_bottom(reader)) <= 0;
}

void reader_fold(struct reader *reader, bool folded)
{
	if (is_empty(reader) || layout_folded(reader->layout) == folded)
		return;
	size_t offset = line_offset(reader, reader->top);
	layout_set_folded(reader->layout, folded);
	set_top(reader, layout_place(reader->layout, offset));
}

/* Put a place `above` lines below the top of the screen. */
static void scroll_to(struct reader *reader, struct place place, unsigned above)
{
	set_top(reader, layout_move(reader->layout, place, -(long)above, NULL));
}

static void show_at_the_bottom(struct reader *reader, size_t offset)
{
	unsigned below = reader->margin < reader->rows / 2 ? reader->margin : reader->rows / 2;
	scroll_to(reader, layout_place(reader->layout, offset), reader->rows - 1 - below);
}

void reader_resize(struct reader *reader, unsigned rows, unsigned columns)
{
	/* Nobody has scrolled since the last size: what was the first line then is what must
	 * not wander off. */
	bool kept = reader->anchored && layout_compare(reader->top, reader->resized) == 0;
	size_t offset = reader->anchor, current = reader->current.range.start;
	bool seen = !is_empty(reader) && reader->current.kind != OBJECT_NONE &&
		    reader_shows(reader, current);
	if (!kept && !is_empty(reader))
		offset = layout_compare(reader->top, layout_first(reader->layout)) == 0
				 ? 0
				 : line_offset(reader, reader->top);
	reader->rows = rows ? rows : 1;
	layout_set_columns(reader->layout, columns ? columns : 1);
	if (is_empty(reader))
		return;
	set_top(reader,
		offset ? layout_place(reader->layout, offset) : layout_first(reader->layout));
	/* What keys act on stays in sight, at the cost of lines above it. */
	if (seen && !reader_shows(reader, current))
		show_at_the_bottom(reader, current);
	reader->resized = reader->top;
	reader->anchor = offset;
	reader->anchored = true;
}

static bool holds_hit(const void *context, struct range block)
{
	const struct hits *hits = context;
	size_t i = hits_from(hits, block.start);
	if (i > 0 && hits_at(hits, i - 1).end > block.start)
		return true;
	return i < hits_count(hits) && hits_at(hits, i).start < block.end;
}

void reader_grown(struct reader *reader)
{
	layout_set_filter(reader->layout, reader->filtered ? holds_hit : NULL, &reader->hits);
}

void reader_filter(struct reader *reader, bool filtered)
{
	if (is_empty(reader) || (!filtered && !reader->filtered))
		return;
	reader->filtered = filtered;
	reader_grown(reader);
	size_t offset = reader->current.range.start;
	scroll_to(reader, layout_place(reader->layout, offset), reader->rows / 4);
}

/* Scroll so that a range is seen: not at all when it is, else so that a quarter of the screen
 * stands above it. */
static void show(struct reader *reader, struct range range)
{
	unsigned margin = reader->margin;
	if (2 * margin >= reader->rows)
		margin = (reader->rows - 1) / 2;
	struct place start = layout_place(reader->layout, range.start);
	struct place end = layout_place(
		reader->layout, range.end > range.start ? range.end - 1 : range.start);
	long room = (long)reader->rows - 1 - (long)margin;
	struct place high = layout_move(reader->layout, reader->top, (long)margin, NULL);
	struct place low = layout_move(reader->layout, reader->top, room, NULL);
	if (layout_compare(reader->top, layout_first(reader->layout)) == 0)
		high = reader->top;
	if (layout_compare(reader_bottom(reader), layout_last(reader->layout)) == 0)
		low = reader_bottom(reader);
	if (layout_compare(start, high) >= 0 && layout_compare(end, low) <= 0)
		return;
	scroll_to(reader, start, reader->rows / 4 > margin ? reader->rows / 4 : margin);
}

/* ---- the current object --------------------------------------------------------------------
 */

static struct sentences sentences_of(struct reader *reader, size_t block)
{
	struct sentences sentences;
	arena_reset(reader->scratch);
	segment_sentences(reader->scratch, reader->session->document, block, &sentences);
	return sentences;
}

struct object reader_sentence_at(struct reader *reader, size_t offset)
{
	const struct document *document = reader->session->document;
	size_t block = document_block_at(document, offset);
	if (block == BLOCK_NONE)
		return (struct object){.kind = OBJECT_NONE};
	struct object object = {OBJECT_SENTENCE, document->blocks[block].range, block};
	struct sentences sentences = sentences_of(reader, block);
	for (size_t i = 0; i < sentences.count; i++)
		if (i == 0 || sentences.items[i].start <= offset)
			object.range = sentences.items[i];
	return object;
}

struct object reader_object_on(struct reader *reader, struct range range)
{
	const struct session *session = reader->session;
	struct object object = {OBJECT_ANNOTATION, range, 0};
	size_t utterance = utterances_at(&session->utterances, range.start);
	if (utterance != (size_t)-1) {
		struct range whole = session->utterances.items[utterance].range;
		if (whole.start == range.start && whole.end == range.end)
			return (struct object){OBJECT_QUOTE, range, utterance};
	}
	if (session->extraction) {
		size_t mention = extraction_mention_at(session->extraction, range.start);
		if (mention != (size_t)-1 &&
			session->extraction->mentions[mention].range.end == range.end)
			return (struct object){OBJECT_MENTION, range, mention};
	}
	return object;
}

struct object reader_object_at(struct reader *reader, size_t offset)
{
	const struct session *session = reader->session;
	size_t mention = (size_t)-1;
	if (session->extraction)
		mention = extraction_mention_at(session->extraction, offset);
	if (mention != (size_t)-1)
		return (struct object){
			OBJECT_MENTION, session->extraction->mentions[mention].range, mention};
	const struct annotation *annotation = annotations_covering(
		session->annotations, offset);
	if (!annotation)
		annotation = others_covering(&session->others, offset);
	size_t utterance = utterances_at(&session->utterances, offset);
	if (utterance != (size_t)-1) {
		struct range range = session->utterances.items[utterance].range;
		if (!annotation || range_length(annotation->range) >= range_length(range))
			return (struct object){OBJECT_QUOTE, range, utterance};
	}
	if (annotation)
		return (struct object){OBJECT_ANNOTATION, annotation->range, 0};
	return reader_sentence_at(reader, offset);
}

void reader_take(struct reader *reader, struct object object)
{
	reader->current = object;
	if (object.kind != OBJECT_NONE)
		show(reader, object.range);
}

void reader_refresh(struct reader *reader)
{
	struct object *current = &reader->current;
	if (current->kind == OBJECT_QUOTE || current->kind == OBJECT_MENTION ||
		current->kind == OBJECT_ANNOTATION)
		*current = reader_object_on(reader, current->range);
	if (current->kind == OBJECT_ANNOTATION &&
		!annotations_on(reader->session->annotations, current->range) &&
		!others_hold(&reader->session->others, current->range))
		*current = reader_sentence_at(reader, current->range.start);
}

/* The object left the screen: the sentence nearest to where it went is the current one. */
static void follow_screen(struct reader *reader)
{
	if (is_empty(reader) || reader->current.kind == OBJECT_SELECTION)
		return;
	struct place start = layout_place(reader->layout, reader->current.range.start);
	struct place bottom = reader_bottom(reader);
	if (layout_compare(start, reader->top) < 0) {
		size_t offset = line_offset(reader, reader->top);
		struct object first = reader_sentence_at(reader, offset);
		reader->current = first;
		if (first.range.start < offset && reader_step_sentence(reader, true) &&
			!reader_shows(reader, reader->current.range.start))
			reader->current = first;
	} else if (layout_compare(start, bottom) > 0) {
		reader->current = reader_sentence_at(reader, line_offset(reader, bottom));
	}
}

void reader_scroll(struct reader *reader, long lines)
{
	if (is_empty(reader) || lines == 0)
		return;
	long moved;
	struct place lowest = lowest_top(reader);
	struct place top = layout_move(reader->layout, reader->top, lines, &moved);
	if (layout_compare(top, lowest) > 0)
		top = lowest;
	if (layout_compare(top, reader->top) != 0) {
		reader->top = top;
		follow_screen(reader);
	} else if (reader->current.kind != OBJECT_SELECTION) {
		bool forward = lines > 0;
		for (long i = labs(lines); i > 0 && reader_step_sentence(reader, forward); i--)
			;
	}
}

void reader_first(struct reader *reader)
{
	if (is_empty(reader))
		return;
	reader->top = layout_first(reader->layout);
	struct object first = reader_sentence_at(reader, 0);
	reader_jump(reader, first);
	reader->top = layout_first(reader->layout);
}

void reader_last(struct reader *reader)
{
	if (is_empty(reader))
		return;
	reader_jump(reader, reader_sentence_at(reader, reader->session->document->text.len));
	reader->top = lowest_top(reader);
}

/* ---- steps from object to object -----------------------------------------------------------
 */

/* Whether reading stops at a block: what is folded and rules are passed over. */
static bool stops_at(const struct reader *reader, size_t block)
{
	return !layout_folds(reader->layout, block) &&
	       reader->session->document->blocks[block].kind != BLOCK_RULE;
}

static size_t next_block(const struct reader *reader, size_t block, bool forward)
{
	size_t count = reader->session->document->block_count;
	if (forward) {
		for (size_t b = block + 1; b < count; b++)
			if (stops_at(reader, b))
				return b;
	} else {
		for (size_t b = block; b-- > 0;)
			if (stops_at(reader, b))
				return b;
	}
	return BLOCK_NONE;
}

bool reader_step_sentence(struct reader *reader, bool forward)
{
	const struct document *document = reader->session->document;
	if (is_empty(reader))
		return false;
	size_t at = reader->current.range.start;
	size_t block = document_block_at(document, at);
	for (; block != BLOCK_NONE; block = next_block(reader, block, forward)) {
		struct sentences sentences = sentences_of(reader, block);
		for (size_t i = 0; i < sentences.count; i++) {
			size_t n = forward ? i : sentences.count - 1 - i;
			struct range range = sentences.items[n];
			if (forward ? range.start > at : range.start < at) {
				reader_take(
					reader, (struct object){OBJECT_SENTENCE, range, block});
				return true;
			}
		}
	}
	return false;
}

bool reader_step_paragraph(struct reader *reader, bool forward)
{
	const struct document *document = reader->session->document;
	if (is_empty(reader))
		return false;
	size_t at = reader->current.range.start;
	size_t block = document_block_at(document, at);
	if (!forward && at > reader_sentence_at(reader, document->blocks[block].range.start)
					.range.start) {
		reader_take(reader,
			reader_sentence_at(reader, document->blocks[block].range.start));
		return true;
	}
	do
		block = next_block(reader, block, forward);
	while (block != BLOCK_NONE && document->blocks[block].continued);
	if (block == BLOCK_NONE)
		return false;
	reader_take(reader, reader_sentence_at(reader, document->blocks[block].range.start));
	return true;
}

bool reader_step_quote(struct reader *reader, bool forward)
{
	const struct utterances *utterances = &reader->session->utterances;
	size_t at = reader->current.range.start;
	size_t i = utterances_from(utterances, at);
	if (forward) {
		if (reader->current.kind == OBJECT_QUOTE)
			i = utterances_from(utterances, at + 1);
		while (i < utterances->count && !utterances->items[i].number)
			i++;
		if (i == utterances->count)
			return false;
	} else {
		do {
			if (i == 0)
				return false;
			i--;
		} while (!utterances->items[i].number);
	}
	reader_take(reader, (struct object){OBJECT_QUOTE, utterances->items[i].range, i});
	return true;
}

bool reader_step_hit(struct reader *reader, bool forward, bool *wrapped)
{
	size_t count = hits_count(&reader->hits);
	*wrapped = false;
	if (count == 0)
		return false;
	size_t at = reader->current.range.start;
	size_t i = hits_from(&reader->hits, at);
	if (forward) {
		if (i < count && hits_at(&reader->hits, i).start == at &&
			reader->current.kind == OBJECT_HIT)
			i++;
		*wrapped = i == count;
		i = *wrapped ? 0 : i;
	} else {
		*wrapped = i == 0;
		i = *wrapped ? count - 1 : i - 1;
	}
	reader_jump(reader, (struct object){OBJECT_HIT, hits_at(&reader->hits, i), i});
	return true;
}

uint32_t reader_entity(const struct reader *reader)
{
	const struct extraction *extraction = reader->session->extraction;
	const struct object *current = &reader->current;
	if (!extraction)
		return ENTITY_NONE;
	if (current->kind == OBJECT_MENTION)
		return extraction->mentions[current->index].entity;
	if (current->kind == OBJECT_QUOTE) {
		const struct utterance *utterance =
			&reader->session->utterances.items[current->index];
		return extraction->quotes[utterance->first].speaker;
	}
	for (size_t i = 0; i < extraction->mention_count; i++) {
		if (extraction->mentions[i].range.start >= current->range.end)
			break;
		if (range_overlaps(extraction->mentions[i].range, current->range))
			return extraction->mentions[i].entity;
	}
	return ENTITY_NONE;
}

/* ---- jumps ---------------------------------------------------------------------------------
 */

static void note_jump(struct reader *reader, size_t offset)
{
	if (reader->jump_at < reader->jump_count)
		reader->jump_count = reader->jump_at; /* a new way on from here */
	if (reader->jump_count && reader->jumps[reader->jump_count - 1] == offset)
		return;
	if (reader->jump_count == JUMPS_MAX) {
		memmove(reader->jumps, reader->jumps + 1,
			(JUMPS_MAX - 1) * sizeof *reader->jumps);
		reader->jump_count--;
	}
	reader->jumps[reader->jump_count++] = offset;
	reader->jump_at = reader->jump_count;
}

void reader_jump(struct reader *reader, struct object object)
{
	note_jump(reader, reader->current.range.start);
	reader_take(reader, object);
}

bool reader_jump_back(struct reader *reader)
{
	if (reader->jump_at == 0)
		return false;
	size_t here = reader->current.range.start;
	if (reader->jump_at == reader->jump_count && reader->jump_count < JUMPS_MAX)
		reader->jumps[reader->jump_count++] = here; /* the way forward again */
	reader_take(reader, reader_object_at(reader, reader->jumps[--reader->jump_at]));
	return true;
}

bool reader_jump_forward(struct reader *reader)
{
	if (reader->jump_at + 1 >= reader->jump_count)
		return false;
	reader_take(reader, reader_object_at(reader, reader->jumps[++reader->jump_at]));
	return true;
}

unsigned reader_percent(struct reader *reader)
{
	size_t length = reader->session->document->text.len;
	if (length == 0)
		return 100;
	struct place bottom = reader_bottom(reader);
	if (layout_compare(bottom, layout_last(reader->layout)) == 0)
		return 100;
	return (unsigned)(layout_line(reader->layout, bottom)->range.end * 100 / length);
}
