/* What the builders of a document share: a growing list of blocks over the text. */
#ifndef ATTACHE_TEXT_BUILD_H
#define ATTACHE_TEXT_BUILD_H

#include "attache/text/document.h"

struct build {
	struct arena *arena;
	struct document *document; /* text is set; blocks are not, until the build ends */
	struct block *blocks;
	size_t count, capacity;
};

/* Add a block (blanks at its ends are trimmed, an empty one is dropped). One longer than
 * BLOCK_MAX_BYTES is cut at blanks into continued blocks. */
void build_block(struct build *build, struct range range, enum block_kind kind, unsigned level);

/* Plain text from `from` on: cut into lines and paragraphs, kinds guessed from their looks. */
void plain_build(struct build *build, size_t from);

/* Mark what is page furniture among the blocks; the text stays as it is. */
void furniture_mark(struct build *build);

#endif
