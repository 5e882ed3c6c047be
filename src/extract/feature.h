/* What the tagger looks at: one view of a block's tokens, shared by the program and by the
 * trainer, so that both see the same. */
#ifndef ATTACHE_EXTRACT_FEATURE_H
#define ATTACHE_EXTRACT_FEATURE_H

#include "lookup.h"

enum { FEATURE_MOST = 96 };

/* Changes whenever the features do: a model of other features is refused. */
#define TAGGER_FEATURES 1u

/* One token, prepared. */
struct cell {
	uint32_t word, lower, shape; /* hashes */
	uint16_t listed;             /* a bit per lexicon class that covers the token */
	uint8_t rule;                /* label the rules give; LABELS + part when undecided */
	uint8_t inside[LEXICON_CLASSES]; /* 0, or 1 + tagger_part of the longest entry */
	uint8_t memory;                  /* what the document says elsewhere */
	uint8_t head;                    /* type the word gives a name it ends or begins */
	bool candidate, certain, titled, lowered, has_upper;
	uint32_t run_start, run_end; /* the capitalised words it stands among */
};

struct view {
	struct finder *finder;
	struct tokens tokens;
	size_t block;
	struct cell *cells;
	bool headline;
	size_t guess, passed; /* first guess and token behind the last name; names.c's */
};

/* Prepare a block: `the rules have been over the whole document. Memory is the scratch's. */
void view_open(struct view *view, struct finder *finder, size_t block, struct arena *scratch);

/* The next run of tokens at or after `from` that may hold names; false when there is none. All
 * tokens outside runs are outside names. */
bool view_run(const struct view *view, size_t from, size_t *start, size_t *end);

/* Hashes of the features of a token; returns their number, at most FEATURE_MOST. */
size_t view_features(const struct view *view, size_t token, uint64_t *features);

#endif
