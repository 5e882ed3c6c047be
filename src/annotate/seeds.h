/* Seeds: where in a text each run of SEED_LENGTH bytes stands. What was edited lightly still
 * shares such runs with what it was, so that only the places they point to need a closer
 * look. */
#ifndef ATTACHE_ANNOTATE_SEEDS_H
#define ATTACHE_ANNOTATE_SEEDS_H

#include "attache/base/str.h"

#include <stdint.h>

#define SEED_LENGTH 8

struct seeds {
	uint32_t *heads;  /* by hash: where its places begin; one more at the end */
	uint32_t *places; /* ascending for each hash */
	unsigned bits;
};

void seeds_build(struct seeds *seeds, struct str text);
void seeds_free(struct seeds *seeds);

/* The places where these SEED_LENGTH bytes may stand (others with their hash are among them).
 */
size_t seeds_find(const struct seeds *seeds, const char *bytes, const uint32_t **places);

#endif
