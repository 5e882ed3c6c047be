/* Hanging the items of a codebook into the tree that families and tags form. */
#ifndef ANNOTATE_CODEBOOK_TREE_H
#define ANNOTATE_CODEBOOK_TREE_H

#include "attache/annotate/codebook_build.h"

/* The codebook together with what it owns. */
struct codebook_whole {
	struct codebook codebook; /* first: a codebook is a whole */
	struct arena *arena;
};

/* Make families and tags of items with ids that differ, in the order of the tree. A parent that
 * does not exist, or that is its own, is told and left out. */
void codebook_tree_make(struct codebook *codebook, struct arena *arena,
	const struct codebook_item *const *items, size_t count);

bool codebook_item_is_single(const struct codebook_item *item);
bool codebook_item_is_required(const struct codebook_item *item);

#endif
