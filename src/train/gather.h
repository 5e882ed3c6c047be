/* Documents to sequences: what the tagger is trained on. */
#ifndef ATTACHE_TRAIN_GATHER_H
#define ATTACHE_TRAIN_GATHER_H

#include "crf.h"

#include "attache/base/error.h"
#include "attache/extract/lexicon.h"

struct gathered {
	struct crf_data data; /* without `features`, which rows_number() makes */
	uint64_t *hashes;     /* of the features of all positions */
	size_t hash_capacity;
};

/* Read the scored corpora of a folder. Each name of `left_out` leaves out a corpus, or with
 * NAME:K/N every N-th document of it from number K on. Prints to stderr how many marked names
 * there were and how many no run of candidates holds. */
bool gather(const struct lexicon *lexicon, const char *folder, char **left_out, int count,
	struct gathered *out, struct error *err);

#endif
