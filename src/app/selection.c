/* Selection by keyboard: one end moves, `o` takes the other. */
#include "attache/base/grapheme.h"
#include "attache/text/segment.h"
#include "reader.h"

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t';
}

/* End of the word at or behind offset; start of the word before offset. */
static size_t word_end(struct str text, size_t offset)
{
	while (offset < text.len && is_space(text.s[offset]))
		offset++;
	while (offset < text.len && !is_space(text.s[offset]))
		offset++;
	return offset;
}

static size_t word_start_before(struct str text, size_t offset)
{
	while (offset > 0 && is_space(text.s[offset - 1]))
		offset--;
	while (offset > 0 && !is_space(text.s[offset - 1]))
		offset--;
	return offset;
}

/* The start moves on to the start of the next word, the end back to the end of the one before:
 * the selection never ends in blanks. */
static size_t word_start_behind(struct str text, size_t offset)
{
	while (offset < text.len && !is_space(text.s[offset]))
		offset++;
	while (offset < text.len && is_space(text.s[offset]))
		offset++;
	return offset;
}

static size_t word_end_before(struct str text, size_t offset)
{
	while (offset > 0 && !is_space(text.s[offset - 1]))
		offset--;
	while (offset > 0 && is_space(text.s[offset - 1]))
		offset--;
	return offset;
}

static void take_selection(struct reader *reader, struct range selection)
{
	reader->selection = selection;
	reader->current = (struct object){OBJECT_SELECTION, selection, 0};
	/* Scroll to the end that moves. */
	size_t end = reader->at_start ? selection.start : selection.end - 1;
	if (!reader_shows(reader, end)) {
		struct object whole = reader->current;
		reader_take(reader, (struct object){OBJECT_SELECTION, {end, end + 1}, 0});
		reader->current = whole;
	}
}

void reader_select(struct reader *reader)
{
	struct str text = reader->session->document->text;
	size_t start = reader->current.range.start;
	if (reader->current.kind == OBJECT_NONE || text.len == 0)
		return;
	reader->at_start = false;
	take_selection(reader, (struct range){start, word_end(text, start)});
}

void reader_select_range(struct reader *reader, size_t from, size_t to)
{
	struct str text = reader->session->document->text;
	reader->at_start = to < from;
	struct range range = {from < to ? from : to, from < to ? to : from};
	if (range.start >= text.len)
		return;
	range.end = grapheme_next(text, range.end < text.len ? range.end : text.len - 1);
	take_selection(reader, range);
}

/* Where the moving end stands after a step by sentence or screen line. */
static size_t sentence_border(struct reader *reader, size_t end, bool forward)
{
	struct str text = reader->session->document->text;
	bool start = reader->at_start;
	struct object here = reader_sentence_at(reader, start ? end : end - 1);
	if (!start && forward && here.range.end > end)
		return here.range.end;
	if (start && !forward && here.range.start < end)
		return here.range.start;
	size_t probe = forward ? here.range.end : here.range.start;
	while (forward && probe < text.len && is_space(text.s[probe]))
		probe++;
	while (!forward && probe > 0 && is_space(text.s[probe - 1]))
		probe--;
	if (forward ? probe >= text.len : probe == 0)
		return end;
	here = reader_sentence_at(reader, forward ? probe : probe - 1);
	return start ? here.range.start : here.range.end;
}

static size_t line_border(struct reader *reader, size_t end, bool forward)
{
	struct place place = layout_place(reader->layout, reader->at_start ? end : end - 1);
	unsigned column = layout_column(reader->layout, place, end);
	long moved = 0;
	do
		place = layout_move(reader->layout, place, forward ? 1 : -1, &moved);
	while (moved && layout_line(reader->layout, place)->kind != LINE_TEXT);
	if (!moved)
		return end;
	return layout_offset(reader->layout, place, column);
}

static size_t moved_end(
	struct reader *reader, size_t end, enum selection_step step, bool forward)
{
	struct str text = reader->session->document->text;
	switch (step) {
	case SELECT_CLUSTER:
		return forward ? grapheme_next(text, end) : grapheme_previous(text, end);
	case SELECT_WORD:
		if (reader->at_start)
			return forward ? word_start_behind(text, end)
				       : word_start_before(text, end);
		return forward ? word_end(text, end) : word_end_before(text, end);
	case SELECT_SENTENCE:
		return sentence_border(reader, end, forward);
	case SELECT_LINE:
		return line_border(reader, end, forward);
	}
	return end;
}

void reader_extend(struct reader *reader, enum selection_step step, bool forward)
{
	struct range range = reader->selection;
	size_t end = reader->at_start ? range.start : range.end;
	if (reader->current.kind != OBJECT_SELECTION ||
		(forward && end >= reader->session->document->text.len) || (!forward && !end))
		return;
	size_t to = moved_end(reader, end, step, forward);
	if (reader->at_start)
		range.start = to;
	else
		range.end = to;
	if (range.start > range.end) { /* one end went past the other: they change roles */
		range = (struct range){range.end, range.start};
		reader->at_start = !reader->at_start;
	}
	if (range.start < range.end)
		take_selection(reader, range);
}

void reader_other_end(struct reader *reader)
{
	if (reader->current.kind != OBJECT_SELECTION)
		return;
	reader->at_start = !reader->at_start;
	take_selection(reader, reader->selection);
}

void reader_unselect(struct reader *reader)
{
	if (reader->current.kind == OBJECT_SELECTION)
		reader->current = reader_object_at(reader, reader->selection.start);
}
