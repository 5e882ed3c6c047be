#include "attache/view/marks.h"

#include <assert.h>
#include <stdlib.h>

void marks_init(struct marks *marks, struct arena *arena)
{
	*marks = (struct marks){.arena = arena};
}

void marks_add(struct marks *marks, struct mark mark)
{
	assert(mark.role < ROLES);
	if (mark.range.start >= mark.range.end)
		return;
	if (marks->count == marks->capacity)
		marks->items = arena_grow(marks->arena, marks->items, &marks->capacity,
			marks->count + 1, sizeof *marks->items);
	marks->items[marks->count++] = mark;
}

/* A place where a mark begins or ends. */
struct border {
	size_t offset;
	size_t mark;
	bool begins;
};

static int compare_borders(const void *a, const void *b)
{
	const struct border *left = a, *right = b;
	return left->offset < right->offset ? -1 : left->offset > right->offset;
}

static bool wins(const struct marks *marks, size_t challenger, size_t holder)
{
	unsigned a = marks->items[challenger].priority, b = marks->items[holder].priority;
	return a != b ? a > b : challenger > holder;
}

/* The look that the marks in force give together. */
static struct mark_stretch look(
	const struct marks *marks, const size_t *active, size_t count, size_t start)
{
	struct mark_stretch stretch = {.start = start, .role = ROLE_TEXT};
	size_t holder = 0;
	bool held = false;
	for (size_t i = 0; i < count; i++) {
		const struct mark *mark = &marks->items[active[i]];
		stretch.extra |= mark->extra;
		if (mark->role == ROLE_TEXT || (held && !wins(marks, active[i], holder)))
			continue;
		holder = active[i];
		held = true;
		stretch.role = mark->role;
	}
	return stretch;
}

/* Sweep over the borders of all marks, noting the look behind each place where one lies. */
void marks_finish(struct marks *marks)
{
	size_t borders = marks->count * 2, active_count = 0;
	marks->stretch_count = 0;
	if (borders == 0)
		return;
	struct border *border = arena_alloc(marks->arena, borders, sizeof *border);
	size_t *active = arena_alloc(marks->arena, marks->count, sizeof *active);
	marks->stretches = arena_alloc(marks->arena, borders, sizeof *marks->stretches);
	for (size_t i = 0; i < marks->count; i++) {
		border[2 * i] = (struct border){marks->items[i].range.start, i, true};
		border[2 * i + 1] = (struct border){marks->items[i].range.end, i, false};
	}
	qsort(border, borders, sizeof *border, compare_borders);
	for (size_t i = 0; i < borders;) {
		size_t offset = border[i].offset;
		for (; i < borders && border[i].offset == offset; i++) {
			if (border[i].begins) {
				active[active_count++] = border[i].mark;
				continue;
			}
			size_t at = 0;
			while (active[at] != border[i].mark)
				at++;
			active[at] = active[--active_count];
		}
		marks->stretches[marks->stretch_count++] = look(
			marks, active, active_count, offset);
	}
}

void marks_at(const struct marks *marks, size_t offset, enum role *role, uint8_t *extra,
	size_t *until)
{
	size_t low = 0, high = marks->stretch_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (marks->stretches[middle].start <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	*role = low > 0 ? marks->stretches[low - 1].role : ROLE_TEXT;
	*extra = low > 0 ? marks->stretches[low - 1].extra : 0;
	*until = low < marks->stretch_count ? marks->stretches[low].start : (size_t)-1;
}
