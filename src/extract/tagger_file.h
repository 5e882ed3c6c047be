/* The tagger's model on disk: written by src/train, embedded in the compiled lexicon, used in
 * place.
 *
 * header | slots | rows. A slot holds 16 bits of a feature's hash and the number of its row; a
 * row is one weight per label. Weights are steps of `step`; a label's score is the sum of the
 * weights of the features of a token. The label O has no weights: its score is 0. */
#ifndef ATTACHE_EXTRACT_TAGGER_FILE_H
#define ATTACHE_EXTRACT_TAGGER_FILE_H

#include "attache/extract/extraction.h"

#include <stdint.h>

#define TAGGER_MAGIC "atttag1"
#define TAGGER_ORDER 0x01020304u

/* O, then begin, inside, last and unit of each entity type. */
enum tagger_part { PART_BEGIN, PART_INSIDE, PART_LAST, PART_UNIT, PARTS };
enum { LABEL_OUTSIDE = 0, LABELS = 1 + (int)ENTITY_TYPES * PARTS, WEIGHTS = LABELS - 1 };

struct tagger_slot {
	uint16_t check; /* 0: empty */
	uint16_t row;
};

struct tagger_header {
	char magic[8];
	uint32_t order;
	uint32_t features;              /* TAGGER_FEATURES when it was trained */
	uint32_t labels;                /* LABELS */
	uint32_t slot_count, row_count; /* slots: a power of 2 */
	float step;
	int16_t transitions[LABELS][LABELS]; /* from, to; illegal ones are never read */
	int16_t padding;
};

static inline int label_of(enum entity_type type, enum tagger_part part)
{
	return 1 + (int)type * PARTS + (int)part;
}

static inline enum entity_type label_type(int label)
{
	return (enum entity_type)((label - 1) / PARTS);
}

static inline enum tagger_part label_part(int label)
{
	return (enum tagger_part)((label - 1) % PARTS);
}

/* Whether a mention is open behind this label. */
static inline bool label_open(int label)
{
	return label != LABEL_OUTSIDE && label_part(label) <= PART_INSIDE;
}

static inline bool label_follows(int from, int to)
{
	bool within = to != LABEL_OUTSIDE &&
		      (label_part(to) == PART_INSIDE || label_part(to) == PART_LAST);
	if (label_open(from))
		return within && label_type(from) == label_type(to);
	return !within;
}

static inline uint16_t tagger_check(uint64_t feature)
{
	uint16_t check = (uint16_t)(feature >> 48);
	return check ? check : 1;
}

#endif
