/* What the word lists say of the tokens of a block: looked up once, read by the rules and by
 * the tagger. */
#ifndef ATTACHE_EXTRACT_LOOKUP_H
#define ATTACHE_EXTRACT_LOOKUP_H

#include "finder.h"

struct listing {
	bool known;
	uint16_t alone;                  /* a bit per class that lists the token alone */
	uint16_t classes;                /* a bit per class that has an entry beginning here */
	uint8_t length[LEXICON_CLASSES]; /* tokens of the longest such entry, else 0 */
};

/* A token's listing, which is found out when first asked for. Valid as long as the tokens. */
const struct listing *lookup_token(struct finder *finder, struct tokens tokens, size_t token);

#endif
