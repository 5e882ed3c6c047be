/* Approximate search: where in a text a pattern stands with the fewest edits. Myers 1999, "A
 * fast bit-vector algorithm for approximate string matching based on dynamic programming", in
 * blocks of 64 rows for longer patterns. Bytes are compared. */
#ifndef ATTACHE_ANNOTATE_APPROXIMATE_H
#define ATTACHE_ANNOTATE_APPROXIMATE_H

#include "attache/base/str.h"

struct approximate {
	struct range range; /* in the text */
	size_t distance;    /* edits */
};

/* The places with at most `limit` edits, best of each neighbourhood, in order of their ends; at
 * most `room` of them, the best ones. Returns their number. */
size_t approximate_find(struct str text, struct str pattern, size_t limit,
	struct approximate *found, size_t room);

/* Edits between two whole strings. */
size_t approximate_distance(struct str a, struct str b);

#endif
