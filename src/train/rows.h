/* The model's rows: features get numbers, the least telling ones go, and what is left is
 * written as tagger_file.h has it. */
#ifndef ATTACHE_TRAIN_ROWS_H
#define ATTACHE_TRAIN_ROWS_H

#include "gather.h"

#include "attache/base/buffer.h"

/* Number the features met often enough; returns the hash of each row, to be freed. */
uint64_t *rows_number(struct gathered *gathered);

/* Keep the rows that matter most, renumber, and forget the others. */
void rows_prune(struct crf_data *data, struct crf *crf, uint64_t *names);

void rows_write(const struct crf_data *data, const struct crf *crf, const uint64_t *names,
	struct buffer *out);

#endif
