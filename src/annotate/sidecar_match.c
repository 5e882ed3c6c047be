#include "sidecar_match.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A walk through both. */
struct walk {
	const struct sidecar_items *items;
	const struct annotations *set;
	size_t item, annotation;
};

/* Whether the places `items_on` and `annotations_on` further on hold the same id. */
static bool meet(const struct walk *walk, size_t items_on, size_t annotations_on)
{
	size_t item = walk->item + items_on, annotation = walk->annotation + annotations_on;
	return item < walk->items->count && annotation < annotations_count(walk->set) &&
	       strcmp(walk->items->items[item].id, annotations_at(walk->set, annotation)->id) ==
		       0;
}

static void leave(struct sidecar_match *match, struct walk *walk)
{
	match->left[match->left_count++] = &walk->items->items[walk->item++];
}

/* Pair what stands in the same order; returns how many of the set were passed over. */
static size_t pair_in_order(struct sidecar_match *match, struct walk *walk)
{
	size_t lonely = 0;
	while (walk->annotation < annotations_count(walk->set)) {
		if (meet(walk, 0, 0)) {
			match->items[walk->annotation++] = &walk->items->items[walk->item++];
			continue;
		}
		bool more = meet(walk, 0, 1), fewer = !more && meet(walk, 1, 0);
		if (!more && walk->item < walk->items->count)
			leave(match, walk);
		if (!fewer) {
			walk->annotation++;
			lonely++;
		}
	}
	while (walk->item < walk->items->count)
		leave(match, walk);
	return lonely;
}

/* What changed its place: the lines that were left, by id. */
static void pair_by_id(struct sidecar_match *match, const struct annotations *set)
{
	struct id_index index = {0};
	size_t still = 0;
	id_index_reserve(&index, match->left_count);
	for (size_t i = 0; i < match->left_count; i++)
		id_index_add(&index, match->left[i]->id, match->left[i]);
	for (size_t i = 0; i < annotations_count(set); i++)
		if (!match->items[i])
			match->items[i] = id_index_find(&index, annotations_at(set, i)->id);
	for (size_t i = 0; i < match->left_count; i++)
		if (!annotations_find(set, match->left[i]->id))
			match->left[still++] = match->left[i];
	match->left_count = still;
	id_index_free(&index);
}

void sidecar_match_make(struct sidecar_match *match, const struct sidecar_items *items,
	const struct annotations *set)
{
	struct walk walk = {.items = items, .set = set};
	*match = (struct sidecar_match){
		.items = memory_zeroed(annotations_count(set), sizeof *match->items),
		.left = memory_zeroed(items->count, sizeof *match->left)};
	size_t lonely = pair_in_order(match, &walk);
	if (lonely && match->left_count)
		pair_by_id(match, set);
}

void sidecar_match_free(struct sidecar_match *match)
{
	free(match->items);
	free(match->left);
	*match = (struct sidecar_match){0};
}
