/* The compiled lexicon on disk: written by src/train/lexicon_compile.c, mapped by lexicon.c.
 *
 * header | entries | slots | filter | countries | text | model (tagger_file.h). All integers
 * are of this machine (the file is built where it is used; `order` refuses a foreign one).
 * Strings are offset and length in the text. Entries of one form lie together; slots is an
 * open-addressed table from a form's hash to its first entry. The filter has a bit for the hash
 * of whatever an entry begins with up to the border of a word: text that begins no entry is
 * known, with few exceptions, by one look. */
#ifndef ATTACHE_EXTRACT_LEXICON_FILE_H
#define ATTACHE_EXTRACT_LEXICON_FILE_H

#include "attache/extract/lexicon.h"

#define LEXICON_MAGIC "attlex6"
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
	uint32_t entry_count, slot_count, filter_words, country_count; /* powers of 2: the slots
									  and the filter */
	uint32_t text_length;  /* the text is padded to LEXICON_ALIGNMENT */
	uint32_t model_length; /* of the tagger's model; 0 without one */
};

struct lexicon_row {
	struct lexicon_span form, canonical, country, attribute;
	uint32_t class;
};

struct lexicon_slot {
	uint32_t hash;
	uint32_t row;     /* LEXICON_EMPTY: an empty slot */
	uint32_t classes; /* a bit per class that lists the form; LEXICON_LONGER */
};

struct lexicon_country {
	char iso3[4]; /* sorted */
	struct lexicon_span name;
};

/* Where the filter says whether something begins with text of this hash. */
static inline uint32_t lexicon_filter_word(uint32_t hash, uint32_t filter_words)
{
	return hash >> 5 & (filter_words - 1);
}

static inline uint32_t lexicon_filter_bit(uint32_t hash)
{
	return 1u << (hash & 31);
}

#endif
