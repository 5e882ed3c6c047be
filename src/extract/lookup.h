/* What the word lists say of the tokens of a block: looked up once, read by the rules and by
 * the tagger. */
#ifndef ATTACHE_EXTRACT_LOOKUP_H
#define ATTACHE_EXTRACT_LOOKUP_H

#include "finder.h"

/* Per class, the number of tokens of the longest entry that begins at a token; 0 for none. */
struct hits {
	uint8_t length[LEXICON_CLASSES];
};

/* `hits` has room for every token of the block. */
void lookup_tokens(const struct finder *finder, struct tokens tokens, struct hits *hits);

#endif
