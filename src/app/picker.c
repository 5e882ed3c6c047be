#include "picker.h"

#include "attache/base/grapheme.h"
#include "attache/base/memory.h"
#include "attache/base/utf8.h"
#include "attache/view/theme.h"

#include <stdlib.h>
#include <string.h>

#define FRAME_LINES 2 /* the filter above, the hints below */
#define LIST_LINES 9
#define DETAIL_LINES 3 /* what the current tag means, where there is room */
#define DETAIL_ROWS 36 /* of the screen */
#define INDENT 2       /* columns of a tag below another */

static bool holds(struct str hay, struct str needle)
{
	return str_find_ascii_nocase(hay, needle) != (size_t)-1;
}

/* How well a tag matches what was typed: 0 not at all, more is better. */
static unsigned rank(const struct codebook_tag *tag, struct str typed)
{
	struct range head = {0, typed.len};
	if (typed.len <= tag->id.len && str_equal_ascii_nocase(str_slice(tag->id, head), typed))
		return 4;
	if (typed.len <= tag->label.len &&
		str_equal_ascii_nocase(str_slice(tag->label, head), typed))
		return 4;
	if (holds(tag->id, typed) || holds(tag->label, typed))
		return 2;
	return holds(tag->define, typed) ? 1 : 0;
}

static size_t index_of(const struct codebook *codebook, const char *id)
{
	const struct codebook_tag *tag = codebook_find(codebook, str_from(id));
	return tag ? (size_t)(tag - codebook->tags) : (size_t)-1;
}

static bool is_recent(const struct picker *picker, const struct codebook *codebook, size_t tag)
{
	for (size_t i = 0; i < RECENT_MAX && picker->recent[i]; i++)
		if (index_of(codebook, picker->recent[i]) == tag)
			return true;
	return false;
}

static void add_row(struct picker *picker, size_t tag)
{
	picker->rows[picker->count++] = tag;
}

/* The tags that match what was typed, the best first; without anything typed all of them, the
 * recent ones first. */
static void match(struct picker *picker, const struct codebook *codebook)
{
	struct str typed = str_trim(line_edit_text(&picker->edit));
	picker->rows = memory_resize(picker->rows,
		codebook->tag_count + picker->strange_count + RECENT_MAX + 1,
		sizeof *picker->rows);
	picker->count = picker->current = picker->top = 0;
	if (typed.len == 0) {
		for (size_t i = 0; i < RECENT_MAX && picker->recent[i]; i++)
			if (index_of(codebook, picker->recent[i]) != (size_t)-1)
				add_row(picker, index_of(codebook, picker->recent[i]));
		for (size_t i = 0; i < codebook->tag_count; i++)
			if (!is_recent(picker, codebook, i))
				add_row(picker, i);
	} else {
		for (unsigned wanted = 4; wanted > 0; wanted--)
			for (size_t i = 0; i < codebook->tag_count; i++)
				if (rank(&codebook->tags[i], typed) == wanted)
					add_row(picker, i);
	}
	for (size_t i = 0; i < picker->strange_count; i++)
		if (holds(str_from(picker->strange[i]), typed))
			add_row(picker, codebook->tag_count + i);
	picker->offers_new = typed.len && !codebook_find(codebook, typed);
}

static size_t row_count(const struct picker *picker)
{
	return picker->count + picker->offers_new;
}

static void forget_strange(struct picker *picker)
{
	for (size_t i = 0; i < picker->strange_count; i++)
		free(picker->strange[i]);
	free(picker->strange);
	picker->strange = NULL;
	picker->strange_count = 0;
}

static void find_strange(struct picker *picker, const struct codebook *codebook,
	const struct annotation *annotation)
{
	forget_strange(picker);
	size_t count = annotation ? annotation->tag_count : 0;
	picker->strange = memory_zeroed(count + 1, sizeof *picker->strange);
	for (size_t i = 0; i < count; i++) {
		const char *tag = annotation->tags[i];
		if (!codebook_find(codebook, str_from(tag)))
			picker->strange[picker->strange_count++] = memory_string(
				tag, strlen(tag));
	}
}

void picker_open(struct picker *picker, const struct codebook *codebook,
	const struct annotation *annotation)
{
	picker_close(picker);
	picker->open = true;
	picker->finding = false;
	find_strange(picker, codebook, annotation);
	line_edit_init(&picker->edit, false, NULL);
	match(picker, codebook);
}

void picker_close(struct picker *picker)
{
	if (picker->open)
		line_edit_free(&picker->edit);
	picker->open = false;
}

void picker_free(struct picker *picker)
{
	picker_close(picker);
	for (size_t i = 0; i < RECENT_MAX; i++)
		free(picker->recent[i]);
	free(picker->rows);
	forget_strange(picker);
	buffer_free(&picker->chosen);
	*picker = (struct picker){0};
}

void picker_remember(struct picker *picker, const char *tag)
{
	char *newest = memory_string(tag, strlen(tag));
	size_t old = 0;
	while (old < RECENT_MAX - 1 && picker->recent[old] &&
		strcmp(picker->recent[old], tag) != 0)
		old++;
	free(picker->recent[old]);
	memmove(picker->recent + 1, picker->recent, old * sizeof *picker->recent);
	picker->recent[0] = newest;
}

static void choose(struct picker *picker, struct str tag)
{
	buffer_clear(&picker->chosen);
	buffer_add(&picker->chosen, tag);
}

/* A tag's name is one word: what was typed with blanks gets hyphens. */
static void choose_new(struct picker *picker)
{
	choose(picker, str_trim(line_edit_text(&picker->edit)));
	for (size_t i = 0; i < picker->chosen.len; i++)
		if (picker->chosen.data[i] == ' ')
			picker->chosen.data[i] = '-';
}

static void move(struct picker *picker, long rows)
{
	long count = (long)row_count(picker), to = (long)picker->current + rows;
	if (count)
		picker->current = (size_t)(to < 0 ? 0 : to >= count ? count - 1 : to);
}

/* The tag of a row; one that the codebook does not have says so. */
static struct codebook_tag row_tag(
	const struct picker *picker, const struct codebook *codebook, size_t row)
{
	static const struct codebook_item nothing;
	size_t tag = picker->rows[row];
	if (tag < codebook->tag_count)
		return codebook->tags[tag];
	struct str id = str_from(picker->strange[tag - codebook->tag_count]);
	return (struct codebook_tag){.id = id,
		.label = id,
		.define = STR("(not in the codebook)"),
		.family = CODEBOOK_NONE,
		.parent = CODEBOOK_NONE,
		.tint = CODEBOOK_TINTS,
		.item = &nothing};
}

static enum picker_outcome enter(struct picker *picker, const struct codebook *codebook)
{
	if (row_count(picker) == 0)
		return PICKER_NOTHING;
	if (picker->current < picker->count)
		choose(picker, row_tag(picker, codebook, picker->current).id);
	else
		choose_new(picker);
	picker->finding = false;
	line_edit_set(&picker->edit, STR(""));
	return PICKER_TOGGLED;
}

/* A key that the list understands, whether one is finding or not. */
static bool moved(struct picker *picker, uint32_t key)
{
	switch (key) {
	case KEYCODE_DOWN:
	case KEYCODE_TABULATOR:
	case 'n' | KEYCODE_CONTROL:
		move(picker, 1);
		return true;
	case KEYCODE_UP:
	case KEYCODE_TABULATOR | KEYCODE_SHIFT:
	case 'p' | KEYCODE_CONTROL:
		move(picker, -1);
		return true;
	case KEYCODE_PAGE_DOWN:
		move(picker, LIST_LINES);
		return true;
	case KEYCODE_PAGE_UP:
		move(picker, -LIST_LINES);
		return true;
	default:
		return false;
	}
}

static enum picker_outcome type(
	struct picker *picker, const struct codebook *codebook, const struct event *event)
{
	switch (line_edit_handle(&picker->edit, event)) {
	case LINE_CHANGED:
		picker->finding = line_edit_text(&picker->edit).len > 0;
		match(picker, codebook);
		break;
	case LINE_CANCELLED:
		return PICKER_CLOSED;
	default:
		break;
	}
	return PICKER_NOTHING;
}

enum picker_outcome picker_handle(
	struct picker *picker, const struct codebook *codebook, const struct event *event)
{
	if (event->kind == EVENT_PASTE)
		return type(picker, codebook, event);
	if (event->kind != EVENT_KEY || moved(picker, event->key))
		return PICKER_NOTHING;
	if (event->key == KEYCODE_RETURN) {
		enum picker_outcome outcome = enter(picker, codebook);
		size_t current = picker->current;
		match(picker, codebook);
		picker->current = current < row_count(picker) ? current : 0;
		return outcome;
	}
	if (picker->finding)
		return type(picker, codebook, event);
	if (event->key == '/') {
		picker->finding = true;
		return PICKER_NOTHING;
	}
	char bytes[4];
	struct str letter = {bytes, 0};
	if (event->key > ' ' && event->key < KEYCODE_SPECIAL)
		letter.len = utf8_encode(event->key, bytes);
	const struct codebook_tag *tag = letter.len ? codebook_by_key(codebook, letter) : NULL;
	if (!tag)
		return type(picker, codebook, event);
	choose(picker, tag->id);
	return PICKER_TOGGLED_AND_CLOSED;
}

unsigned picker_rows(const struct picker *picker, unsigned screen_rows)
{
	size_t rows = row_count(picker);
	return FRAME_LINES + (screen_rows < DETAIL_ROWS ? 0u : DETAIL_LINES) +
	       (unsigned)(rows < 1            ? 1
			  : rows < LIST_LINES ? rows
					      : LIST_LINES);
}

/* ---- drawing -------------------------------------------------------------------------------
 */

/* Text on the picker's own ground, with style bits. */
static unsigned put(struct grid *grid, unsigned row, unsigned column, unsigned columns,
	struct str text, uint8_t style)
{
	unsigned used = grid_put(grid, row, column, columns, text, ROLE_PICKER);
	grid_paint(grid, row, column, used, ROLE_PICKER, style);
	return used;
}

static void draw_head(struct picker *picker, const struct codebook *codebook,
	const struct area *area, struct grid *grid, struct arena *frame)
{
	struct str counts = arena_format(
		frame, "%zu of %zu", picker->count, codebook->tag_count);
	unsigned used = put(
		grid, area->row, area->column + 1, area->columns - 1, STR("tag: "), STYLE_BOLD);
	unsigned column = area->column + 1 + used, room = area->columns - 1 - used, cursor;
	struct str typed;
	line_edit_view(&picker->edit, room, &typed, &cursor);
	unsigned width = put(grid, area->row, column, room, typed, 0);
	if (!typed.len && !picker->finding)
		width = put(grid, area->row, column + 2, room > 2 ? room - 2 : 0,
			STR("a letter sets one, / finds"), STYLE_DIM);
	if (width + counts.len + 4 < room)
		put(grid, area->row, area->column + area->columns - 1 - (unsigned)counts.len,
			(unsigned)counts.len, counts, STYLE_DIM);
	grid->cursor_row = area->row;
	grid->cursor_column = column + cursor;
	grid->cursor_visible = true;
}

struct tag_line {
	struct grid *grid;
	struct area area;
	unsigned row;
	enum role role;
	bool nested; /* the tags stand in their tree */
};

static void draw_tag(const struct tag_line *line, const struct codebook *codebook,
	const struct codebook_tag *tag, bool set)
{
	unsigned left = line->area.column, width = line->area.columns;
	unsigned name = width > 60 ? 16 : 14;
	struct str key = tag->key.len ? tag->key : STR(" ");
	grid_put(line->grid, line->row, left + 1, 1, set ? STR("✓") : STR(" "), line->role);
	grid_put(line->grid, line->row, left + 3, 2, key, line->role);
	grid_paint(line->grid, line->row, left + 3, 1, line->role, STYLE_BOLD);
	unsigned indent = line->nested ? tag->depth * INDENT : 0;
	indent = indent < name / 2 ? indent : name / 2;
	grid_put_field(line->grid, line->row, left + 6 + indent, name - indent, tag->label,
		line->role);
	struct str family = STR("");
	if (width > 66 && tag->family != (size_t)-1)
		family = codebook->families[tag->family].label;
	unsigned right = family.len ? 18 : 1;
	if (width > 6 + name + 1 + right)
		grid_put_field(line->grid, line->row, left + 6 + name + 1,
			width - 6 - name - 1 - right, tag->define, line->role);
	if (family.len)
		grid_put(line->grid, line->row, left + width - 17, 16, family, line->role);
}

/* "Pressure › Threats: what it means". */
static struct str meaning_of(
	const struct codebook *codebook, const struct codebook_tag *tag, struct arena *frame)
{
	struct str text = tag->define;
	const char *behind = ": ";
	for (size_t i = tag->family; i != CODEBOOK_NONE; i = codebook->families[i].parent) {
		text = arena_format(frame, "%.*s%s%.*s", STR_ARG(codebook->families[i].label),
			text.len ? behind : "", STR_ARG(text));
		behind = " › ";
	}
	return text;
}

/* Append "examples: a; b". */
static struct str with_texts(struct str text, const struct codebook_tag *tag,
	enum codebook_field field, const char *name, struct arena *frame)
{
	const struct codebook_texts *texts = &tag->item->fields[field];
	for (size_t i = 0; i < texts->count; i++)
		text = arena_format(frame, "%.*s%s%s%.*s", STR_ARG(text),
			i          ? "; "
			: text.len ? " · "
				   : "",
			i ? "" : name, STR_ARG(texts->items[i]));
	return text;
}

/* What the current tag means, over DETAIL_LINES lines. */
static void draw_detail(const struct tag_line *line, const struct codebook *codebook,
	const struct codebook_tag *tag, struct arena *frame)
{
	struct str text = meaning_of(codebook, tag, frame);
	text = with_texts(text, tag, CODEBOOK_EXAMPLES, "examples: ", frame);
	text = with_texts(text, tag, CODEBOOK_INCLUDE, "also: ", frame);
	text = with_texts(text, tag, CODEBOOK_EXCLUDE, "not: ", frame);
	unsigned columns = line->area.columns - 2;
	for (unsigned i = 0; i < DETAIL_LINES && text.len; i++) {
		size_t fits = grapheme_fit(text, columns), end = fits;
		bool last = i + 1 == DETAIL_LINES;
		while (end > 0 && fits < text.len && text.s[end] != ' ')
			end--;
		end = end && !last ? end : fits;
		grid_put_field(line->grid, line->row + i, line->area.column + 1, columns,
			last ? text : str_slice(text, (struct range){0, end}), ROLE_PICKER);
		text = str_trim(str_slice(text, (struct range){end, text.len}));
	}
}

static void draw_foot(const struct picker *picker, const struct codebook *codebook,
	const struct tag_line *line, struct arena *frame)
{
	struct str text = STR("Enter toggles · Esc done");
	for (size_t i = 0; i < RECENT_MAX && picker->recent[i]; i++) {
		const struct codebook_tag *tag = codebook_find(
			codebook, str_from(picker->recent[i]));
		text = arena_format(frame, "%.*s%s%.*s%s%s", STR_ARG(text),
			i ? "  " : " · recent: ", tag ? (int)tag->key.len : 0,
			tag ? tag->key.s : "", tag && tag->key.len ? " " : "",
			picker->recent[i]);
	}
	put(line->grid, line->row, line->area.column + 1, line->area.columns - 1, text,
		STYLE_DIM);
}

void picker_draw(struct picker *picker, const struct codebook *codebook,
	const struct annotation *annotation, struct area area, struct grid *grid,
	struct arena *frame)
{
	if (area.rows < 2 || area.columns < 8)
		return;
	bool foot = area.rows > 3;
	bool detail = area.rows >= picker_rows(picker, DETAIL_ROWS);
	size_t lines = area.rows - 1 - (foot ? 1 : 0) - (detail ? DETAIL_LINES : 0);
	if (picker->current < picker->top)
		picker->top = picker->current;
	if (picker->current >= picker->top + lines)
		picker->top = picker->current - lines + 1;
	grid_fill(grid, area.row, area.column, area.rows, area.columns, ROLE_PICKER);
	draw_head(picker, codebook, &area, grid, frame);
	bool typed = line_edit_text(&picker->edit).len > 0;
	struct tag_line line = {grid, area, area.row + 1, ROLE_PICKER, false};
	for (size_t i = picker->top; i < row_count(picker) && i < picker->top + lines; i++) {
		line.role = i == picker->current ? ROLE_PICKER_CURRENT : ROLE_PICKER;
		if (line.role == ROLE_PICKER_CURRENT)
			grid_fill(grid, line.row, area.column, 1, area.columns, line.role);
		if (i < picker->count) {
			struct codebook_tag tag = row_tag(picker, codebook, i);
			bool set = annotation &&
				   annotation_has_tag(annotation, arena_cstr(frame, tag.id));
			line.nested = !typed && !is_recent(picker, codebook, picker->rows[i]);
			draw_tag(&line, codebook, &tag, set);
		} else {
			grid_put(grid, line.row, area.column + 3, area.columns - 3,
				arena_format(frame, "+ new tag “%.*s”",
					STR_ARG(str_trim(line_edit_text(&picker->edit)))),
				line.role);
		}
		line.row++;
	}
	line.row = area.row + area.rows - (foot ? 1 : 0) - DETAIL_LINES;
	if (detail && picker->current < picker->count) {
		struct codebook_tag current = row_tag(picker, codebook, picker->current);
		draw_detail(&line, codebook, &current, frame);
	}
	line.row = area.row + area.rows - 1;
	if (foot)
		draw_foot(picker, codebook, &line, frame);
}
