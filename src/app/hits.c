#include "hits.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define SEARCH_STEP (1024 * 1024) /* bytes of text searched at once */

void hits_clear(struct hits *hits)
{
	search_free(hits->search);
	free(hits->label);
	free(hits->items);
	*hits = (struct hits){0};
}

bool hits_search(struct hits *hits, struct str pattern, struct error *err)
{
	struct search *search;
	if (!search_compile(pattern, &search, err))
		return false;
	if (hits->search)
		search_narrow(search, hits->search);
	hits_clear(hits);
	hits->search = search;
	hits->label = memory_string(pattern.s, pattern.len);
	return true;
}

void hits_of_entity(struct hits *hits, const struct extraction *extraction, uint32_t entity)
{
	const struct entity *found = &extraction->entities[entity];
	hits_clear(hits);
	hits->items = memory_zeroed(found->mention_count, sizeof *hits->items);
	for (size_t i = 0; i < found->mention_count; i++)
		hits->items[i] = extraction->mentions[found->mentions[i]].range;
	hits->count = found->mention_count;
	hits->label = memory_string(found->canonical.s, found->canonical.len);
}

bool hits_has_work(const struct hits *hits)
{
	return hits->search && !search_complete(hits->search);
}

void hits_step(struct hits *hits, const struct document *document)
{
	search_step(hits->search, document, SEARCH_STEP);
}

const char *hits_failure(const struct hits *hits)
{
	return hits->search ? search_failure(hits->search) : NULL;
}

size_t hits_count(const struct hits *hits)
{
	return hits->search ? search_count(hits->search) : hits->count;
}

struct range hits_at(const struct hits *hits, size_t index)
{
	return hits->search ? search_hit(hits->search, index) : hits->items[index];
}

size_t hits_from(const struct hits *hits, size_t offset)
{
	size_t low = 0, high = hits_count(hits);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (hits_at(hits, middle).start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
