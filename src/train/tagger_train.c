/* Build tool: train the tagger. tagger_train LEXICON OUT FOLDER [LEFT-OUT...]
 *
 * FOLDER holds the scored corpora; a corpus named after FOLDER is left out, or of NAME:K/N
 * every N-th document from number K on. LEXICON is the compiled word lists without a model.
 * Deterministic: the same corpora and lists give the same bytes. */
#include "gather.h"
#include "rows.h"

#include "attache/base/file.h"

#include <stdio.h>
#include <stdlib.h>

/* First on all features, to see which matter; then on those that are kept, where the weights
 * are the mean over the way. */
static const struct crf_options broad = {
	.epochs = 6, .rate = 0.1f, .decay = 1e-3f, .dropout = 0.4f, .enough = 1e-4f};
static const struct crf_options fine = {.epochs = 5,
	.rate = 0.05f,
	.decay = 1e-3f,
	.dropout = 0.4f,
	.enough = 1e-4f,
	.average = true};

static void train(struct gathered *gathered, struct buffer *out)
{
	struct crf_data *data = &gathered->data;
	uint64_t *names = rows_number(gathered);
	struct crf *crf = crf_new(data->row_count);
	fprintf(stderr, "%zu sequences, %zu positions, %zu features\n", data->sequence_count,
		data->position_count, data->row_count);
	crf_train(crf, data, &broad);
	rows_prune(data, crf, names);
	crf_train(crf, data, &fine);
	rows_write(data, crf, names, out);
	crf_free(crf);
	free(names);
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: tagger_train LEXICON OUT FOLDER [LEFT-OUT...]\n");
		return 2;
	}
	struct error err;
	struct lexicon *lexicon = NULL;
	struct gathered gathered = {0};
	struct buffer out = {0};
	bool good = lexicon_open(argv[1], &lexicon, &err) &&
		    gather(lexicon, argv[3], argv + 4, argc - 4, &gathered, &err);
	if (good) {
		train(&gathered, &out);
		good = file_write_atomic(argv[2], buffer_str(&out), NULL, &err);
	}
	if (!good)
		fprintf(stderr, "tagger_train: %s\n", err.msg);
	buffer_free(&out);
	lexicon_free(lexicon);
	return good ? 0 : 1;
}
