/* How far somebody has come with an article: which of its quotes were judged. */
#ifndef ATTACHE_APP_PROGRESS_H
#define ATTACHE_APP_PROGRESS_H

#include "attache/annotate/annotation.h"
#include "attache/extract/extraction.h"

struct utterances;

struct progress {
	size_t quotes;      /* that ] visits */
	size_t reviewed;    /* of these: accepted, annotated or rejected */
	size_t annotations; /* in all, orphans too */
	size_t to_check;    /* annotations that moved or were suggested by another program */
	size_t orphans;     /* annotations without a place */
};

/* Of an article as it was searched and annotated. */
void progress_of(const struct extraction *extraction, const struct annotations *set,
	struct progress *progress);

/* The same with the utterances known. */
void progress_count(const struct utterances *utterances, const struct annotations *set,
	struct progress *progress);

/* Whether somebody has to look at an annotation: it moved, or was suggested. */
bool progress_is_open(const struct annotation *annotation);

#endif
