#include "attache/app/line_edit.h"

#include "attache/base/grapheme.h"
#include "attache/base/utf8.h"
#include "line_motion.h"

#include <string.h>

#define SHIFT ((uint32_t)KEYCODE_SHIFT)

void line_edit_init(struct line_edit *edit, bool multiline, const struct line_history *history)
{
	*edit = (struct line_edit){.multiline = multiline, .history = history};
}

void line_edit_free(struct line_edit *edit)
{
	buffer_free(&edit->text);
	buffer_free(&edit->cut);
	buffer_free(&edit->typed);
	*edit = (struct line_edit){0};
}

struct str line_edit_text(const struct line_edit *edit)
{
	return buffer_str(&edit->text);
}

/* ---- changing the text ---------------------------------------------------------------------
 */

/* What a text may hold, at most `room` bytes of it, cut at a border of clusters. */
static void add_clean(struct buffer *out, struct str text, bool multiline, size_t room)
{
	size_t before = out->len;
	for (size_t i = 0, length; i < text.len; i += length) {
		uint32_t codepoint = utf8_decode(text, i, &length);
		bool blank = codepoint == '\n' || codepoint == '\t';
		if (blank)
			buffer_add_byte(out, multiline ? (char)codepoint : ' ');
		else if (codepoint >= ' ' && (codepoint < 0x7F || codepoint >= 0xA0))
			buffer_add_codepoint(out, codepoint);
	}
	if (out->len - before > room) {
		struct str all = str_slice(buffer_str(out), (struct range){before, out->len});
		size_t cut = before + line_border_before(all, room + 1);
		buffer_splice(out, (struct range){cut, out->len}, STR(""));
	}
}

void line_edit_replace(struct line_edit *edit, struct range range, struct str text)
{
	struct buffer clean = {0};
	size_t kept = edit->text.len - range_length(range);
	/* A line end behind a pasted line is no part of it. */
	while (!edit->multiline && str_ends(text, STR("\n")))
		text.len--;
	add_clean(
		&clean, text, edit->multiline, kept < LINE_EDIT_MAX ? LINE_EDIT_MAX - kept : 0);
	buffer_splice(&edit->text, range, buffer_str(&clean));
	/* What was put in may have joined its neighbour. */
	edit->cursor = line_border_from(buffer_str(&edit->text), range.start + clean.len);
	edit->walked = 0;
	edit->goal = 0;
	buffer_free(&clean);
}

void line_edit_set(struct line_edit *edit, struct str text)
{
	line_edit_replace(edit, (struct range){0, edit->text.len}, text);
	edit->first = 0;
}

static enum line_edit_outcome insert(struct line_edit *edit, struct str text)
{
	line_edit_replace(edit, (struct range){edit->cursor, edit->cursor}, text);
	return LINE_CHANGED;
}

static enum line_edit_outcome remove_range(struct line_edit *edit, struct range range)
{
	if (range.start == range.end)
		return LINE_MOVED;
	line_edit_replace(edit, range, STR(""));
	return LINE_CHANGED;
}

static enum line_edit_outcome cut_range(struct line_edit *edit, struct range range)
{
	if (range.start < range.end) {
		buffer_clear(&edit->cut);
		buffer_add(&edit->cut, str_slice(buffer_str(&edit->text), range));
	}
	return remove_range(edit, range);
}

static enum line_edit_outcome put_back(struct line_edit *edit)
{
	return edit->cut.len ? insert(edit, buffer_str(&edit->cut)) : LINE_MOVED;
}

/* ---- history -------------------------------------------------------------------------------
 */

/* The entry that begins with what was typed, before (or behind) entry `from`; -1: none. */
static size_t matching_entry(const struct line_edit *edit, size_t from, bool older)
{
	const struct line_history *history = edit->history;
	struct str typed = buffer_str(&edit->typed);
	size_t index = from;
	while (older ? index > 0 : index + 1 < history->count) {
		index = older ? index - 1 : index + 1;
		struct str item = str_from(history->items[index]);
		if (str_starts(item, typed) && !str_equal(item, buffer_str(&edit->text)))
			return index;
	}
	return (size_t)-1;
}

static enum line_edit_outcome walk_history(struct line_edit *edit, bool older)
{
	if (!edit->history || (edit->walked == 0 && !older))
		return LINE_MOVED;
	if (edit->walked == 0) {
		buffer_clear(&edit->typed);
		buffer_add(&edit->typed, buffer_str(&edit->text));
	}
	size_t from = edit->walked && edit->walked <= edit->history->count
			      ? edit->walked - 1
			      : edit->history->count;
	size_t entry = matching_entry(edit, from, older);
	if (entry == (size_t)-1 && older)
		return LINE_MOVED;
	if (entry == (size_t)-1) {
		line_edit_set(edit, buffer_str(&edit->typed));
	} else {
		line_edit_set(edit, str_from(edit->history->items[entry]));
		edit->walked = entry + 1;
	}
	return LINE_CHANGED;
}

/* ---- what is shown -------------------------------------------------------------------------
 */

static size_t width_of(struct str text, size_t start, size_t end)
{
	return grapheme_text_width(str_slice(text, (struct range){start, end}));
}

/* The first border from `start` on with less than `columns` columns between it and `end`. */
static size_t scroll_to(struct str text, size_t start, size_t end, unsigned columns)
{
	size_t width = width_of(text, start, end);
	while (width >= columns && start < end) {
		size_t next = grapheme_next(text, start);
		width -= width_of(text, start, next);
		start = next;
	}
	return start;
}

void line_edit_view(
	struct line_edit *edit, unsigned columns, struct str *visible, unsigned *cursor_column)
{
	struct str text = buffer_str(&edit->text);
	/* When the text got shorter, no more of it is hidden than must be. */
	size_t last = scroll_to(text, 0, text.len, columns);
	if (edit->first > last)
		edit->first = last;
	if (edit->cursor < edit->first)
		edit->first = scroll_to(text, 0, edit->cursor, columns / 2);
	edit->first = scroll_to(
		text, line_border_from(text, edit->first), edit->cursor, columns);
	*visible = str_slice(text, (struct range){edit->first, text.len});
	visible->len = grapheme_fit(*visible, columns);
	*cursor_column = (unsigned)width_of(text, edit->first, edit->cursor);
}

size_t line_edit_rows(struct line_edit *edit, unsigned columns, size_t first,
	struct range *rows, size_t limit)
{
	struct str text = buffer_str(&edit->text);
	size_t count = 0;
	edit->columns = columns;
	for (size_t start = 0; start <= text.len; count++) {
		struct range row = line_next_row(text, columns, &start);
		if (count >= first && count - first < limit)
			rows[count - first] = row;
	}
	return count;
}

void line_edit_place(
	const struct line_edit *edit, unsigned columns, size_t *row, unsigned *column)
{
	struct str text = buffer_str(&edit->text);
	struct range range = {0, 0};
	*row = 0;
	for (size_t start = 0; start <= text.len; (*row)++) {
		range = line_next_row(text, columns, &start);
		if (edit->cursor < start)
			break;
	}
	*column = (unsigned)width_of(text, range.start, edit->cursor);
}

/* ---- up and down -------------------------------------------------------------------------
 */

/* Move by rows, keeping to the column where the walk began. */
static enum line_edit_outcome move_row(struct line_edit *edit, bool up)
{
	unsigned columns = edit->columns ? edit->columns : LINE_EDIT_MAX, column;
	size_t row, landed;
	struct str text = buffer_str(&edit->text);
	line_edit_place(edit, columns, &row, &column);
	if (!edit->goal)
		edit->goal = column + 1;
	if (up && row == 0) {
		edit->cursor = 0;
		return LINE_MOVED;
	}
	struct range range;
	if (!line_row(text, columns, up ? row - 1 : row + 1, &range)) {
		edit->cursor = text.len;
		return LINE_MOVED;
	}
	struct str shown = str_slice(text, range);
	size_t fit = grapheme_fit(shown, edit->goal - 1);
	edit->cursor = line_border_before(text, range.start + fit + 1);
	/* The end of a wrapped row may be the start of the next: stay in this one. */
	line_edit_place(edit, columns, &landed, &column);
	if (landed > (up ? row - 1 : row + 1))
		edit->cursor = line_border_before(text, edit->cursor);
	return LINE_MOVED;
}

/* ---- keys ----------------------------------------------------------------------------------
 */

static enum line_edit_outcome move_to(struct line_edit *edit, size_t offset)
{
	edit->cursor = offset;
	return LINE_MOVED;
}

static enum line_edit_outcome type_key(struct line_edit *edit, uint32_t key)
{
	char bytes[4];
	if (key < ' ' || key >= 0x110000 || (key >= 0x7F && key < 0xA0))
		return LINE_IGNORED;
	size_t length = utf8_encode(key, bytes);
	return insert(edit, (struct str){bytes, length});
}

static enum line_edit_outcome vertical(struct line_edit *edit, bool up)
{
	return edit->multiline ? move_row(edit, up) : walk_history(edit, up);
}

static enum line_edit_outcome move_key(struct line_edit *edit, uint32_t key)
{
	struct str text = buffer_str(&edit->text);
	size_t cursor = edit->cursor;
	switch (key) {
	case KEYCODE_LEFT:
	case 'b' | KEYCODE_CONTROL:
		return move_to(edit, line_border_before(text, cursor));
	case KEYCODE_RIGHT:
	case 'f' | KEYCODE_CONTROL:
		return move_to(edit, grapheme_next(text, cursor));
	case KEYCODE_HOME:
	case 'a' | KEYCODE_CONTROL:
		return move_to(edit, str_line_start(text, cursor));
	case KEYCODE_END:
	case 'e' | KEYCODE_CONTROL:
		return move_to(edit, line_end(text, cursor));
	case KEYCODE_HOME | KEYCODE_CONTROL:
		return move_to(edit, 0);
	case KEYCODE_END | KEYCODE_CONTROL:
		return move_to(edit, text.len);
	case 'b' | KEYCODE_ALT:
	case KEYCODE_LEFT | KEYCODE_CONTROL:
	case KEYCODE_LEFT | KEYCODE_ALT:
		return move_to(edit, line_word_before(text, cursor));
	case 'f' | KEYCODE_ALT:
	case KEYCODE_RIGHT | KEYCODE_CONTROL:
	case KEYCODE_RIGHT | KEYCODE_ALT:
		return move_to(edit, line_word_behind(text, cursor));
	default:
		return LINE_IGNORED;
	}
}

static enum line_edit_outcome change_key(struct line_edit *edit, uint32_t key)
{
	struct str text = buffer_str(&edit->text);
	size_t cursor = edit->cursor;
	switch (key) {
	case KEYCODE_BACKSPACE:
	case 'h' | KEYCODE_CONTROL:
		return remove_range(
			edit, (struct range){line_border_before(text, cursor), cursor});
	case KEYCODE_DELETE:
	case 'd' | KEYCODE_CONTROL:
		return remove_range(edit, (struct range){cursor, grapheme_next(text, cursor)});
	case 'k' | KEYCODE_CONTROL: {
		size_t end = line_end(text, cursor);
		/* At the end of a line its end goes, which joins the next. */
		if (end == cursor && end < text.len)
			end++;
		return cut_range(edit, (struct range){cursor, end});
	}
	case 'u' | KEYCODE_CONTROL:
		return cut_range(edit, (struct range){str_line_start(text, cursor), cursor});
	case 'w' | KEYCODE_CONTROL:
		return cut_range(edit, (struct range){line_blank_before(text, cursor), cursor});
	case KEYCODE_BACKSPACE | KEYCODE_ALT:
		return cut_range(edit, (struct range){line_word_before(text, cursor), cursor});
	case 'd' | KEYCODE_ALT:
		return cut_range(edit, (struct range){cursor, line_word_behind(text, cursor)});
	case 'y' | KEYCODE_CONTROL:
		return put_back(edit);
	default:
		return LINE_IGNORED;
	}
}

static enum line_edit_outcome handle_key(struct line_edit *edit, uint32_t key)
{
	switch (key) {
	case KEYCODE_ESCAPE:
	case 'g' | KEYCODE_CONTROL:
	case 'c' | KEYCODE_CONTROL:
		return LINE_CANCELLED;
	case KEYCODE_RETURN:
		return LINE_ACCEPTED;
	case KEYCODE_RETURN | KEYCODE_ALT:
	case 'j' | KEYCODE_CONTROL:
		return edit->multiline ? insert(edit, STR("\n")) : LINE_ACCEPTED;
	case KEYCODE_UP:
	case 'p' | KEYCODE_CONTROL:
		return vertical(edit, true);
	case KEYCODE_DOWN:
	case 'n' | KEYCODE_CONTROL:
		return vertical(edit, false);
	default:
		break;
	}
	enum line_edit_outcome outcome = move_key(edit, key);
	if (outcome == LINE_IGNORED)
		outcome = change_key(edit, key);
	return outcome == LINE_IGNORED ? type_key(edit, key) : outcome;
}

static bool is_vertical(uint32_t key)
{
	return key == KEYCODE_UP || key == KEYCODE_DOWN || key == ('p' | KEYCODE_CONTROL) ||
	       key == ('n' | KEYCODE_CONTROL);
}

enum line_edit_outcome line_edit_handle(struct line_edit *edit, const struct event *event)
{
	if (event->kind == EVENT_PASTE)
		return event->text.len ? insert(edit, event->text) : LINE_MOVED;
	if (event->kind != EVENT_KEY)
		return LINE_IGNORED;
	uint32_t key = event->key;
	/* S-Tab is the owner's; shift changes nothing about the others. */
	if (key != (KEYCODE_TABULATOR | SHIFT))
		key &= ~SHIFT;
	if (!is_vertical(key))
		edit->goal = 0;
	return handle_key(edit, key);
}
