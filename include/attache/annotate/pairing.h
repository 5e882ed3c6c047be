/* Pairing: which annotations of two people are about the same thing, and in what they differ.
 *
 * Paired are, in this order and each once: those of one id; those on exactly the same words,
 * of one kind first; those that overlap, the pair that shares most of what both cover first
 * (Jaccard's index of their ranges); those about the whole article, in their order; orphans
 * with the same words. */
#ifndef ATTACHE_ANNOTATE_PAIRING_H
#define ATTACHE_ANNOTATE_PAIRING_H

#include "attache/annotate/annotation.h"

struct pair {
	const struct annotation *a, *b; /* NULL: the other one stands alone; never both */
};

struct pairing {
	struct pair *pairs; /* by place */
	size_t count;
};

/* The annotations belong to the sets, which must outlive the pairing unchanged. */
void pairing_make(
	struct pairing *pairing, const struct annotations *a, const struct annotations *b);
void pairing_free(struct pairing *pairing);

/* What two annotations may differ in. Who made them and when is no difference, nor is where
 * the same words of one annotation were found, nor that they were found with some doubt. */
enum pair_difference {
	PAIR_SPAN,
	PAIR_KIND,
	PAIR_STATUS,
	PAIR_TAGS, /* as sets */
	PAIR_SPEAKER,
	PAIR_SOURCE,
	PAIR_TARGET,
	PAIR_STANCE,
	PAIR_NOTE,
	PAIR_DIFFERENCES
};

const char *pair_difference_name(enum pair_difference difference); /* "tags" */
bool pair_differs(const struct pair *pair, enum pair_difference difference);
bool pair_is_same(const struct pair *pair); /* both are there and differ in nothing */

#endif
