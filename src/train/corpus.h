/* Scored corpora: NAME.txt with NAME.json beside it, {"entities": [{"start", "end", "type"}]}
 * in code points. */
#ifndef ATTACHE_TRAIN_CORPUS_H
#define ATTACHE_TRAIN_CORPUS_H

#include "attache/extract/extraction.h"

struct gold {
	struct range range; /* bytes of the document's text, without a leading "the" */
	struct str type;
};

/* Called for each document of a folder, in order of the names; and once more for the same text
 * with headlines (augment.h). */
typedef bool corpus_document(void *context, const struct document *document,
	const struct gold *gold, size_t count, bool headlines, struct error *err);

/* Every count-th document, beginning with number `index` in order of the names; none when count
 * is 0. */
struct fold {
	unsigned index, count;
};

/* All documents but those of the fold. */
bool corpus_read(const char *folder, struct fold out, corpus_document *each, void *context,
	struct error *err);

#endif
