/* Which lines of a sidecar say which annotation of a set. Both are in the same order but for
 * what changed since the last save, so that nothing needs to be looked up but that. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_MATCH_H
#define ATTACHE_ANNOTATE_SIDECAR_MATCH_H

#include "attache/annotate/annotation.h"

#include "sidecar_text.h"

struct sidecar_match {
	const struct sidecar_item *
		*items;                   /* of each annotation of the set, NULL: it has none */
	const struct sidecar_item **left; /* lines of what is not in the set, in their order */
	size_t left_count;
};

void sidecar_match_make(struct sidecar_match *match, const struct sidecar_items *items,
	const struct annotations *set);
void sidecar_match_free(struct sidecar_match *match);

#endif
