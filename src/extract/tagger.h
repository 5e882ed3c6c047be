/* The tagger: a linear-chain model over the features of feature.h, decoded by Viterbi. */
#ifndef ATTACHE_EXTRACT_TAGGER_H
#define ATTACHE_EXTRACT_TAGGER_H

#include "feature.h"

struct tagger;

/* The model in the lexicon; NULL when there is none or it is of another version. */
struct tagger *tagger_open(struct arena *arena, const struct lexicon *lexicon);

/* Called for each name: its tokens, type and confidence in per cent. */
typedef void tagger_found(
	struct view *view, size_t from, size_t to, enum entity_type type, unsigned confidence);

/* The names in the runs of a view. */
void tagger_run(const struct tagger *tagger, struct view *view, tagger_found *found);

#endif
