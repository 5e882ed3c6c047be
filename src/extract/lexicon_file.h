/* The compiled lexicon on disk: written by src/train/lexicon_compile.c, mapped by lexicon.c.
 *
 * header | entries | slots | firsts | countries | text | model (tagger_file.h). All integers
 * are of this machine (the file is built where it is used; `order` refuses a foreign one).
 * Strings are offset and length in the text. Entries of one form lie together; slots is an
 * open-addressed table from a form's hash to its first entry, firsts one from a first word's
 * hash to the word and the most words an entry has that begins so. */
#ifndef ATTACHE_EXTRACT_LEXICON_FILE_H
#define ATTACHE_EXTRACT_LEXICON_FILE_H

#include "attache/base/str.h"

#include <stdint.h>

#define LEXICON_MAGIC "attlex3"
#define LEXICON_ORDER 0x01020304u
#define LEXICON_ALIGNMENT 64u /* of the model in the file */
#define LEXICON_EMPTY ((uint32_t)-1)

struct lexicon_span {
	uint32_t start, length; /* in the text */
};

struct lexicon_header {
	char magic[8];
	uint32_t order;
	uint32_t classes; /* LEXICON_CLASSES when it was built */
	uint64_t size;    /* of the whole file */
	uint32_t entry_count, slot_count, first_count, country_count; /* slots: powers of 2 */
	uint32_t text_length;  /* the text is padded to LEXICON_ALIGNMENT */
	uint32_t model_length; /* of the tagger's model; 0 without one */
};

struct lexicon_row {
	struct lexicon_span form, canonical, country, attribute;
	uint32_t class;
};

struct lexicon_first {
	struct lexicon_span word; /* length 0: an empty slot */
	uint32_t longest;
};

struct lexicon_country {
	char iso3[4]; /* sorted */
	struct lexicon_span name;
};

/* FNV-1a, 32 bits. */
static inline uint32_t lexicon_hash(struct str text)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.s[i]) * 16777619u;
	return hash;
}

#endif
