#include "sidebar.h"

#include "attache/base/grapheme.h"
#include "attache/base/memory.h"
#include "sidebar_items.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_LINES 2 /* the tabs; the filter */

void sidebar_close(struct sidebar *sidebar)
{
	for (size_t i = 0; i < SIDEBAR_TABS; i++) {
		free(sidebar->lists[i].items);
		buffer_free(&sidebar->lists[i].filter);
		buffer_free(&sidebar->lists[i].made_of);
	}
	*sidebar = (struct sidebar){0};
}

/* ---- making the lists ----------------------------------------------------------------------
 */

struct item *item_add(struct item_list *list, struct item item)
{
	list->items = memory_grow(
		list->items, &list->capacity, list->count + 1, sizeof *list->items);
	list->items[list->count] = item;
	if (item.kind != ITEM_GROUP)
		list->things++;
	return &list->items[list->count++];
}

/* The item that stands for the same thing as before, else the first one at its place. */
static void keep_current(struct item_list *list, const struct item *before, size_t index)
{
	list->current = index < list->count ? index : (list->count ? list->count - 1 : 0);
	for (size_t i = 0; before && i < list->count; i++)
		if (list->items[i].kind == before->kind &&
			list->items[i].index == before->index &&
			list->items[i].other == before->other)
			list->current = i;
	while (list->current + 1 < list->count && list->items[list->current].kind == ITEM_GROUP)
		list->current++;
	if (list->top > list->current)
		list->top = list->current;
}

static void make(struct sidebar *sidebar, enum sidebar_tab tab, const struct session *session,
	unsigned columns)
{
	struct item_list *list = &sidebar->lists[tab];
	struct buffer made_of = {0};
	buffer_format(&made_of, "%u %u %d %s", session->version, columns, sidebar->indirect,
		list->filter.len ? list->filter.data : "");
	if (str_equal(buffer_str(&made_of), buffer_str(&list->made_of))) {
		buffer_free(&made_of);
		return;
	}
	buffer_free(&list->made_of);
	list->made_of = made_of;
	struct item before = {0};
	bool had = list->current < list->count;
	if (had)
		before = list->items[list->current];
	list->count = list->things = list->total = 0;
	if (tab == TAB_ENTITIES)
		items_of_entities(list, session);
	else if (tab == TAB_QUOTES)
		items_of_quotes(list, session, sidebar->indirect, columns);
	else
		items_of_notes(list, session, columns);
	keep_current(list, had ? &before : NULL, list->current);
}

void sidebar_update(struct sidebar *sidebar, const struct session *session, unsigned columns)
{
	for (unsigned tab = 0; tab < SIDEBAR_TABS; tab++)
		make(sidebar, (enum sidebar_tab)tab, session, columns);
}

void sidebar_resize(struct sidebar *sidebar, unsigned rows)
{
	sidebar->rows = rows > HEAD_LINES ? rows - HEAD_LINES : 1;
}

void sidebar_set_filter(struct sidebar *sidebar, struct str filter)
{
	struct buffer *held = &sidebar->lists[sidebar->tab].filter;
	buffer_clear(held);
	buffer_add(held, filter);
}

struct str sidebar_filter(const struct sidebar *sidebar)
{
	return buffer_str(&sidebar->lists[sidebar->tab].filter);
}

/* ---- the current item ----------------------------------------------------------------------
 */

/* Scroll so that the current item is whole on the screen, with its group's label when it is
 * the group's first. */
static void show_current(struct sidebar *sidebar)
{
	struct item_list *list = &sidebar->lists[sidebar->tab];
	size_t first = list->current;
	if (first > 0 && list->items[first - 1].kind == ITEM_GROUP)
		first--;
	if (first < list->top) {
		list->top = first;
		return;
	}
	unsigned lines = 0;
	size_t top = list->current + 1;
	while (top > list->top && lines + list->items[top - 1].height <= sidebar->rows)
		lines += list->items[--top].height;
	list->top = top > list->current ? list->current : top;
}

void sidebar_select(struct sidebar *sidebar, size_t item)
{
	struct item_list *list = &sidebar->lists[sidebar->tab];
	if (item >= list->count || list->items[item].kind == ITEM_GROUP)
		return;
	list->current = item;
	show_current(sidebar);
}

void sidebar_move(struct sidebar *sidebar, long items)
{
	struct item_list *list = &sidebar->lists[sidebar->tab];
	size_t at = list->current;
	for (long left = labs(items); left > 0; left--) {
		size_t next = at;
		do
			next = items > 0 ? next + 1 : next - 1;
		while (next < list->count && list->items[next].kind == ITEM_GROUP);
		if (next >= list->count)
			break;
		at = next;
	}
	sidebar_select(sidebar, at);
}

void sidebar_page(struct sidebar *sidebar, long pages)
{
	struct item_list *list = &sidebar->lists[sidebar->tab];
	for (long left = labs(pages); left > 0; left--) {
		unsigned lines = 0;
		size_t before;
		do {
			before = list->current;
			sidebar_move(sidebar, pages > 0 ? 1 : -1);
			if (before < list->count)
				lines += list->items[list->current].height;
		} while (list->current != before && lines < sidebar->rows);
	}
}

void sidebar_first(struct sidebar *sidebar)
{
	struct item_list *list = &sidebar->lists[sidebar->tab];
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].kind != ITEM_GROUP) {
			sidebar_select(sidebar, i);
			return;
		}
}

void sidebar_last(struct sidebar *sidebar)
{
	struct item_list *list = &sidebar->lists[sidebar->tab];
	if (list->count)
		sidebar_select(sidebar, list->count - 1);
}

const struct item *sidebar_current(const struct sidebar *sidebar)
{
	const struct item_list *list = &sidebar->lists[sidebar->tab];
	if (list->current >= list->count || list->items[list->current].kind == ITEM_GROUP)
		return NULL;
	return &list->items[list->current];
}

bool sidebar_target(const struct sidebar *sidebar, struct reader *reader, struct object *object)
{
	const struct item *item = sidebar_current(sidebar);
	const struct session *session = reader->session;
	if (!item)
		return false;
	if (item->kind == ITEM_NOTE) {
		const struct annotation *annotation = annotations_at(
			item_set(session, item), item->index);
		if (!annotation_has_place(annotation))
			return false;
		*object = reader_object_on(reader, annotation->range);
	} else if (item->kind == ITEM_QUOTE) {
		*object = (struct object){OBJECT_QUOTE,
			session->utterances.items[item->index].range, item->index};
	} else {
		const struct entity *entity = &session->extraction->entities[item->index];
		size_t mention = entity->mentions[0];
		*object = (struct object){
			OBJECT_MENTION, session->extraction->mentions[mention].range, mention};
	}
	return true;
}

/* The index an item of this kind has when it stands for what the reader is at. */
static size_t index_of_current(const struct reader *reader, enum sidebar_tab tab)
{
	const struct session *session = reader->session;
	if (tab == TAB_ENTITIES) {
		bool named = reader->current.kind == OBJECT_MENTION ||
			     reader->current.kind == OBJECT_QUOTE;
		uint32_t entity = named ? reader_entity(reader) : ENTITY_NONE;
		return entity == ENTITY_NONE ? (size_t)-1 : entity;
	}
	if (tab == TAB_QUOTES) {
		if (reader->current.kind == OBJECT_QUOTE)
			return reader->current.index;
		return utterances_at(&session->utterances, reader->current.range.start);
	}
	const struct annotation *on = annotations_on(
		session->annotations, reader->current.range);
	for (size_t i = 0; on && i < annotations_count(session->annotations); i++)
		if (annotations_at(session->annotations, i) == on)
			return i;
	return (size_t)-1;
}

void sidebar_follow(struct sidebar *sidebar, const struct reader *reader)
{
	struct item_list *list = &sidebar->lists[sidebar->tab];
	size_t index = index_of_current(reader, sidebar->tab);
	for (size_t i = 0; index != (size_t)-1 && i < list->count; i++)
		if (list->items[i].kind != ITEM_GROUP && list->items[i].index == index &&
			!list->items[i].other) {
			sidebar_select(sidebar, i);
			return;
		}
}

size_t sidebar_item_at(const struct sidebar *sidebar, unsigned row)
{
	const struct item_list *list = &sidebar->lists[sidebar->tab];
	if (row < HEAD_LINES)
		return (size_t)-1;
	unsigned line = HEAD_LINES;
	for (size_t i = list->top; i < list->count; i++) {
		line += list->items[i].height;
		if (row < line)
			return i;
	}
	return (size_t)-1;
}

/* ---- drawing -------------------------------------------------------------------------------
 */

static struct str tab_text(
	const struct sidebar *sidebar, unsigned tab, bool wide, struct arena *frame)
{
	static const char *const names[] = {"Entities", "Quotes", "Notes"};
	size_t total = sidebar->lists[tab].total;
	if (wide)
		return arena_format(frame, "%u %s %zu", tab + 1, names[tab], total);
	return arena_format(frame, "%u %.3s %zu", tab + 1, names[tab], total);
}

static bool tabs_fit(const struct sidebar *sidebar, unsigned columns, struct arena *frame)
{
	size_t used = 2 * (SIDEBAR_TABS - 1);
	for (unsigned tab = 0; tab < SIDEBAR_TABS; tab++)
		used += tab_text(sidebar, tab, true, frame).len;
	return used <= columns;
}

enum sidebar_tab sidebar_tab_at(
	const struct sidebar *sidebar, unsigned columns, unsigned column)
{
	struct arena *frame = arena_new();
	bool wide = tabs_fit(sidebar, columns, frame);
	size_t start = 0;
	unsigned tab = 0;
	for (; tab < SIDEBAR_TABS; tab++) {
		size_t width = tab_text(sidebar, tab, wide, frame).len;
		if (column >= start && column < start + width)
			break;
		start += width + 2;
	}
	arena_free(frame);
	return (enum sidebar_tab)tab;
}

static void draw_tabs(const struct sidebar *sidebar, const struct sidebar_look *look,
	struct grid *grid, struct arena *frame)
{
	struct area area = look->area;
	bool wide = tabs_fit(sidebar, area.columns, frame);
	unsigned column = 0;
	for (unsigned tab = 0; tab < SIDEBAR_TABS && column < area.columns; tab++) {
		struct str text = tab_text(sidebar, tab, wide, frame);
		column += grid_put(grid, area.row, area.column + column, area.columns - column,
			text, tab == (unsigned)sidebar->tab ? ROLE_TAB_CURRENT : ROLE_TAB);
		column += 2;
	}
}

static void draw_filter(const struct sidebar *sidebar, const struct sidebar_look *look,
	struct grid *grid, struct arena *frame)
{
	const struct item_list *list = &sidebar->lists[sidebar->tab];
	struct area area = look->area;
	struct str filter = buffer_str(&list->filter);
	if (!filter.len && !look->filtering) {
		grid_put(grid, area.row + 1, area.column, area.columns, STR("f filter"),
			ROLE_HINT);
		return;
	}
	unsigned used = grid_put(grid, area.row + 1, area.column, area.columns,
		arena_format(frame, "f %.*s", STR_ARG(filter)), ROLE_PROMPT);
	if (look->filtering) {
		grid->cursor_row = area.row + 1;
		grid->cursor_column = area.column +
				      (used < area.columns ? used : area.columns - 1);
		grid->cursor_visible = true;
	}
	struct str counts = arena_format(frame, "%zu of %zu", list->things, list->total);
	if (used + 2 + counts.len <= area.columns)
		grid_put(grid, area.row + 1, area.column + area.columns - (unsigned)counts.len,
			(unsigned)counts.len, counts, ROLE_COUNT);
}

static void draw_group(
	const struct item_place *place, const struct session *session, const struct item *item)
{
	enum role role = item->other ? session->others.items[item->other - 1].role : ROLE_GROUP;
	unsigned used = grid_put(place->grid, place->row, place->column, place->columns,
		str_from(item->label), role);
	if (used + 2 < place->columns)
		grid_put(place->grid, place->row, place->column + used + 1,
			place->columns - used - 1,
			arena_format(place->frame, "%zu", item->index), ROLE_COUNT);
}

static void draw_item(
	const struct item_place *place, const struct session *session, const struct item *item)
{
	if (place->current)
		grid_fill(place->grid, place->row, place->column,
			item->height < place->rows ? item->height : place->rows, place->columns,
			ROLE_LIST_CURRENT);
	switch (item->kind) {
	case ITEM_GROUP:
		draw_group(place, session, item);
		break;
	case ITEM_ENTITY:
		item_draw_entity(place, session, item);
		break;
	case ITEM_QUOTE:
		item_draw_quote(place, session, item);
		break;
	case ITEM_NOTE:
		item_draw_note(place, session, item);
		break;
	}
}

static struct str empty_text(const struct sidebar *sidebar, const struct session *session)
{
	if (sidebar->lists[sidebar->tab].total)
		return STR("nothing matches");
	if (sidebar->tab == TAB_NOTES)
		return STR("none yet: t tags, m notes");
	if (session->waits)
		return STR("a large article: :extract looks");
	if (session_has_work(session))
		return STR("still reading …");
	return sidebar->tab == TAB_QUOTES ? STR("no quotes found") : STR("no names found");
}

void sidebar_draw(struct sidebar *sidebar, const struct session *session,
	const struct sidebar_look *look, struct grid *grid, struct arena *frame)
{
	struct area area = look->area;
	struct item_list *list = &sidebar->lists[sidebar->tab];
	draw_tabs(sidebar, look, grid, frame);
	if (area.rows <= HEAD_LINES)
		return;
	draw_filter(sidebar, look, grid, frame);
	if (list->things == 0) {
		grid_put(grid, area.row + HEAD_LINES, area.column, area.columns,
			empty_text(sidebar, session), ROLE_DIM);
		return;
	}
	show_current(sidebar);
	unsigned row = HEAD_LINES;
	for (size_t i = list->top; i < list->count && row < area.rows; i++) {
		struct item_place place = {grid, frame, area.row + row, area.column,
			area.columns, area.rows - row, look->focused && i == list->current,
			look->doubtful};
		draw_item(&place, session, &list->items[i]);
		/* What the reader is at is marked while keys go to the article too. */
		if (i == list->current)
			item_put(&place, 0, 0, 1, STR("▸"), ROLE_HINT_KEY);
		row += list->items[i].height;
	}
}
