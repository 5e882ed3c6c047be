/* Hits: the places of a search, of a pattern or of an entity's mentions, sorted and without
 * overlaps. A pattern is searched through in steps, so the number grows until `complete`. */
#ifndef APP_HITS_H
#define APP_HITS_H

#include "attache/extract/extraction.h"
#include "attache/text/search.h"

struct hits {
	struct search *search; /* of a pattern; NULL for an entity's mentions or no search */
	char *label;           /* what was searched: the pattern or the name; NULL: nothing */
	struct range *items;   /* of an entity; a pattern's belong to its search */
	size_t count;
	size_t origin; /* where the search began, byte offset */
};

void hits_clear(struct hits *hits);

/* Begin to search a pattern. False when it is no valid one. */
bool hits_search(struct hits *hits, struct str pattern, struct error *err);

/* Mentions of an entity, long and short forms alike. */
void hits_of_entity(struct hits *hits, const struct extraction *extraction, uint32_t entity);

bool hits_has_work(const struct hits *hits);
void hits_step(struct hits *hits, const struct document *document);

/* Why the search was given up, NULL when it was not. */
const char *hits_failure(const struct hits *hits);

size_t hits_count(const struct hits *hits);
struct range hits_at(const struct hits *hits, size_t index);

/* Index of the first hit that starts at or behind offset; hits_count when there is none. */
size_t hits_from(const struct hits *hits, size_t offset);

#endif
