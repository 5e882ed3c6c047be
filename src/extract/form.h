/* What is known of a word from its letters alone. Articles say the same words again and again:
 * what was found out is remembered until another word takes its place. */
#ifndef ATTACHE_EXTRACT_FORM_H
#define ATTACHE_EXTRACT_FORM_H

#include "attache/extract/extraction.h"

struct form {
	uint64_t first, last; /* its bytes, all of them up to sixteen */
	const char *text;
	uint32_t length;                    /* 0: no word yet */
	uint32_t written, folded;           /* recall_hash as written and in lower case */
	uint32_t list_written, list_folded; /* hashes of it as the lists write it */
	uint32_t shape;                     /* "Xxx" for Wang, "X.X." for U.S., "dd" for 19 */
	uint16_t alone;                     /* a bit per class that lists it */
	bool longer;                        /* longer entries begin with it */
	bool has_upper;                     /* A to Z somewhere */
	uint8_t head, first_head;           /* head_type of it as last and as first word */
};

struct forms;

/* For a text of so many bytes, in which all words lie that forms_find is asked for. */
struct forms *forms_new(const struct lexicon *lexicon, size_t text_length);
void forms_free(struct forms *forms); /* NULL is accepted */

/* Valid until the next call. The word is not empty. */
const struct form *forms_find(struct forms *forms, struct str word);

#endif
