/* A linear-chain conditional random field over the labels of tagger_file.h, trained by
 * stochastic gradients with AdaGrad.
 *
 * A position may allow several labels: what a corpus does not mark is left open, and the
 * likelihood sums over what is allowed (partially observed labels). Weights exist twice, shared
 * by all corpora and for the target corpora alone (Daumé 2007, "Frustratingly easy domain
 * adaptation"); the model written is the sum. */
#ifndef ATTACHE_TRAIN_CRF_H
#define ATTACHE_TRAIN_CRF_H

#include "../extract/tagger_file.h"

#include <stdbool.h>
#include <stddef.h>

struct crf_position {
	size_t first; /* of its features */
	uint32_t count;
	uint64_t allowed; /* a bit per label */
};

struct crf_sequence {
	size_t first; /* of its positions */
	uint32_t length;
	bool target; /* of the target corpora */
	float weight;
};

struct crf_data {
	struct crf_sequence *sequences;
	size_t sequence_count, sequence_capacity;
	struct crf_position *positions;
	size_t position_count, position_capacity;
	uint32_t *features; /* numbers of rows; CRF_NONE for one that is not used */
	size_t feature_count, feature_capacity;
	size_t row_count;
};

#define CRF_NONE ((uint32_t)-1)

typedef float crf_row[WEIGHTS];

struct crf {
	crf_row *shared, *target, *shared_squares, *target_squares;
	float transitions[LABELS][LABELS], transition_squares[LABELS][LABELS];
};

struct crf_options {
	unsigned epochs;
	float rate, decay; /* of AdaGrad; of the weights at each touch */
	float dropout;     /* share of a position's features left out at each visit */
	float enough;      /* a position whose squared error is less teaches nothing more */
	bool average; /* the result is the mean of what the weights were, at every quarter of an
			 epoch */
};

struct crf *crf_new(size_t rows);
void crf_free(struct crf *crf);

/* Train on; prints the likelihood of each epoch to stderr. Deterministic. */
void crf_train(struct crf *crf, const struct crf_data *data, const struct crf_options *options);

#endif
