/* The set of an article's annotations: sorted, changed only by annotations_apply(). */
#include "attache/annotate/annotation.h"
#include "attache/base/memory.h"

#include "id_index.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct annotations {
	struct annotation **items; /* sorted by start, end, id */
	size_t count, capacity;
	size_t widest; /* bytes of the longest range ever held: bounds the search backwards */
	uint64_t revision;
	struct id_index by_id;
	char *date;
};

/* Stamps are given once in a process, so that equal ones mean equal content in any two sets. */
static uint64_t last_stamp;

struct annotations *annotations_new(void)
{
	return memory_zeroed(1, sizeof(struct annotations));
}

void annotations_free(struct annotations *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->count; i++)
		annotation_free(set->items[i]);
	id_index_free(&set->by_id);
	free(set->items);
	free(set->date);
	free(set);
}

size_t annotations_count(const struct annotations *set)
{
	return set->count;
}

const struct annotation *annotations_at(const struct annotations *set, size_t index)
{
	assert(index < set->count);
	return set->items[index];
}

uint64_t annotations_revision(const struct annotations *set)
{
	return set->revision;
}

const char *annotations_date(const struct annotations *set)
{
	return set->date;
}

void annotations_set_date(struct annotations *set, const char *date)
{
	free(set->date);
	set->date = date ? memory_string(date, strlen(date)) : NULL;
	set->revision++;
}

static int order(const struct annotation *a, const struct annotation *b)
{
	if (a->range.start != b->range.start)
		return a->range.start < b->range.start ? -1 : 1;
	if (a->range.end != b->range.end)
		return a->range.end < b->range.end ? -1 : 1;
	return strcmp(a->id, b->id);
}

/* Where an annotation stands or would stand. */
static size_t place_of(const struct annotations *set, const struct annotation *annotation)
{
	size_t low = 0, high = set->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (order(set->items[middle], annotation) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool holds(
	const struct annotations *set, size_t place, const struct annotation *annotation)
{
	return place < set->count && strcmp(set->items[place]->id, annotation->id) == 0;
}

const struct annotation *annotations_find(const struct annotations *set, const char *id)
{
	return id_index_find(&set->by_id, id);
}

size_t annotations_from(const struct annotations *set, size_t offset)
{
	size_t low = 0, high = set->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (set->items[middle]->range.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct annotation *annotations_on(const struct annotations *set, struct range range)
{
	for (size_t i = annotations_from(set, range.start);
		i < set->count && set->items[i]->range.start == range.start; i++)
		if (set->items[i]->range.end == range.end &&
			annotation_has_place(set->items[i]))
			return set->items[i];
	return NULL;
}

const struct annotation *annotations_covering(const struct annotations *set, size_t offset)
{
	const struct annotation *best = NULL;
	for (size_t i = annotations_from(set, offset + 1); i > 0; i--) {
		const struct annotation *item = set->items[i - 1];
		if (offset - item->range.start > set->widest)
			break;
		if (range_holds(item->range, offset) && annotation_has_place(item) &&
			(!best || range_length(item->range) < range_length(best->range)))
			best = item;
	}
	return best;
}

static int by_place(const void *a, const void *b)
{
	return order(
		*(const struct annotation *const *)a, *(const struct annotation *const *)b);
}

struct annotations *annotations_build_indexed(
	struct annotation *const *items, size_t count, struct id_index *index)
{
	struct annotations *set = annotations_new();
	set->items = memory_grow(NULL, &set->capacity, count + 1, sizeof *set->items);
	for (; set->count < count; set->count++) {
		struct annotation *item = items[set->count];
		if (!item->stamp)
			item->stamp = ++last_stamp;
		if (range_length(item->range) > set->widest)
			set->widest = range_length(item->range);
		set->items[set->count] = item;
	}
	qsort(set->items, count, sizeof *set->items, by_place);
	set->by_id = *index;
	*index = (struct id_index){0};
	return set;
}

size_t annotations_build(
	struct annotation *const *items, size_t count, struct annotations **out)
{
	struct id_index index = {0};
	size_t taken = 0;
	while (taken < count && id_index_add(&index, items[taken]->id, items[taken]))
		taken++;
	*out = annotations_build_indexed(items, taken, &index);
	return taken;
}

static void insert(struct annotations *set, struct annotation *annotation)
{
	size_t place = place_of(set, annotation);
	set->items = memory_grow(
		set->items, &set->capacity, set->count + 1, sizeof *set->items);
	memmove(set->items + place + 1, set->items + place,
		(set->count - place) * sizeof *set->items);
	set->items[place] = annotation;
	set->count++;
	annotation->stamp = ++last_stamp;
	id_index_add(&set->by_id, annotation->id, annotation);
	if (range_length(annotation->range) > set->widest)
		set->widest = range_length(annotation->range);
}

bool annotations_apply(struct annotations *set, struct change change, struct change *inverse)
{
	size_t place = change.before ? place_of(set, change.before) : 0;
	assert(change.before || change.after);
	if (change.before && !holds(set, place, change.before))
		return false;
	if (change.after &&
		(!change.before || strcmp(change.before->id, change.after->id) != 0) &&
		annotations_find(set, change.after->id))
		return false;
	if (change.before) {
		id_index_remove(&set->by_id, change.before->id);
		annotation_free(set->items[place]);
		set->count--;
		memmove(set->items + place, set->items + place + 1,
			(set->count - place) * sizeof *set->items);
	}
	if (change.after)
		insert(set, annotation_copy(change.after));
	*inverse = (struct change){change.after, change.before};
	set->revision++;
	return true;
}

void change_free(struct change change)
{
	annotation_free(change.before);
	annotation_free(change.after);
}
