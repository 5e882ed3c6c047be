/* "Did you mean": the nearest of many names to a mistyped word. A walk over any table:
 *
 *     struct nearest nearest = nearest_to(word);
 *     for (...) nearest_offer(&nearest, rows[i].name);
 *     if (nearest.name) ... */
#ifndef ATTACHE_BASE_NEAREST_H
#define ATTACHE_BASE_NEAREST_H

#include "attache/base/str.h"

struct nearest {
	struct str word;
	const char *name; /* the best so far; NULL: none is near */
	size_t edits;     /* from word to name */
};

struct nearest nearest_to(struct str word);

/* A name is near when at most two edits, and fewer than half its length, turn the word into it
 * (insertion, deletion, replacement, swap of neighbours); the first of equals stays. */
void nearest_offer(struct nearest *nearest, const char *name);

#endif
