/* What the rules found in the whole document about each capitalised word, so that the tagger
 * can judge one mention by the others. Bounded in size: words beyond it are forgotten. */
#ifndef ATTACHE_EXTRACT_RECALL_H
#define ATTACHE_EXTRACT_RECALL_H

#include "finder.h"

struct recall;
struct recall *recall_new(struct arena *arena, size_t text_length);

/* Add a block whose names the rules have found . */
void recall_add(struct finder *finder, size_t block);

/* What a capitalised word mostly is: 0 when never met, else 1 + 2 * type + (nearly always so);
 * the type ENTITY_TYPES stands for no name. `hash` is recall_hash as written. */
uint8_t recall_type(const struct recall *recall, uint32_t hash);

/* Whether the document has the word in lower case; `hash` is recall_hash in lower case. May
 * say yes to a word it never met, in a long document. */
bool recall_lowered(const struct recall *recall, uint32_t hash);

/* The hash of a word (lexicon_hash_add), as written or with A-Z in lower case; never 0. */
static inline uint32_t recall_hash(struct str word, bool lower)
{
	uint32_t hash = LEXICON_HASH;
	for (size_t i = 0; i < word.len; i++) {
		char c = word.s[i];
		if (lower && c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		hash = lexicon_hash_add(hash, c);
	}
	return hash ? hash : 1;
}

#endif
