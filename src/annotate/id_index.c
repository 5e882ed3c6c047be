#include "id_index.h"

#include "attache/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t home_of(const struct id_index *index, const char *id)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32) & (index->capacity - 1);
}

/* Where the id stands, or the free slot where it would. */
static size_t slot_of(const struct id_index *index, const char *id)
{
	size_t slot = home_of(index, id);
	while (index->slots[slot].id && strcmp(index->slots[slot].id, id) != 0)
		slot = (slot + 1) & (index->capacity - 1);
	return slot;
}

const void *id_index_find(const struct id_index *index, const char *id)
{
	return index->capacity ? index->slots[slot_of(index, id)].value : NULL;
}

void id_index_reserve(struct id_index *index, size_t count)
{
	struct id_index old = *index;
	size_t capacity = old.capacity ? old.capacity : 16;
	while (capacity < 2 * count)
		capacity *= 2;
	if (capacity == old.capacity)
		return;
	index->capacity = capacity;
	index->slots = memory_zeroed(index->capacity, sizeof *index->slots);
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slots[i].id)
			index->slots[slot_of(index, old.slots[i].id)] = old.slots[i];
	free(old.slots);
}

bool id_index_add(struct id_index *index, const char *id, const void *value)
{
	id_index_reserve(index, index->count + 1);
	struct id_slot *slot = &index->slots[slot_of(index, id)];
	if (slot->id)
		return false;
	*slot = (struct id_slot){id, value};
	index->count++;
	return true;
}

/* Knuth 1998, 6.4, algorithm R: what stood behind the gap moves up when its home allows. */
void id_index_remove(struct id_index *index, const char *id)
{
	if (!id_index_find(index, id))
		return;
	size_t mask = index->capacity - 1, gap = slot_of(index, id);
	for (size_t i = (gap + 1) & mask; index->slots[i].id; i = (i + 1) & mask) {
		size_t home = home_of(index, index->slots[i].id);
		if (((i - home) & mask) < ((i - gap) & mask))
			continue;
		index->slots[gap] = index->slots[i];
		gap = i;
	}
	index->slots[gap] = (struct id_slot){0};
	index->count--;
}

void id_index_free(struct id_index *index)
{
	free(index->slots);
	*index = (struct id_index){0};
}
