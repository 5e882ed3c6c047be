/* What an open sidecar consists of, for the files that work on it. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_STATE_H
#define ATTACHE_ANNOTATE_SIDECAR_STATE_H

#include "attache/annotate/sidecar.h"

#include "sidecar_place.h"
#include "sidecar_text.h"

/* A hostile file of that size is refused within 64 MB of memory; it holds some 90,000
 * annotations of ours. */
#define SIDECAR_MAX_BYTES ((size_t)48 * 1024 * 1024)

struct sidecar {
	struct sidecar_place place;
	struct file_stamp stamp;   /* of place.path as last read or written */
	struct sidecar_text known; /* what the set was when last read or saved: where merging
				      begins */
	struct sidecar_text spare; /* memory of the text before it */
	bool apart;                /* the file holds more than that: others' changes, merged */
	struct buffer disk;        /* ... and this is what it holds */
	char *refuge;              /* the recovery file of this run; NULL when it needs none */
	bool broken;               /* the file at place.path cannot be parsed */
	bool swept;                /* what killed saves left behind was looked for */
	char *adopted;             /* a recovery file that is in the set, to be removed */
	struct file_stamp adopted_stamp;
	char anchored[65]; /* SHA-256 of the source that the set's places are on */
	struct diagnostics diagnostics;
};

/* A sidecar's text and its annotations, found again on a document. */
struct sidecar_reading {
	struct sidecar_text text;
	struct annotations *set;
};
bool sidecar_reading_new(struct sidecar_reading *reading, struct str bytes,
	const struct document *document, struct diagnostics *diagnostics, struct error *err);

/* As that, but takes the bytes over. */
bool sidecar_reading_take(struct sidecar_reading *reading, struct buffer *bytes,
	const struct document *document, struct diagnostics *diagnostics, struct error *err);
void sidecar_reading_free(struct sidecar_reading *reading);

/* What was found for an annotation; what moved or is lost is marked, never dropped. */
struct anchor_search;
void sidecar_settle(struct annotation *annotation, const struct anchor_search *search);

/* Turn the set into `wanted` and report what changed. */
void sidecar_become(struct annotations *set, const struct annotations *wanted,
	struct sidecar_changes *changes);

/* Write the set to the recovery file of this run, in the first place that takes it. */
bool sidecar_take_refuge(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err);

/* A save succeeded: recovery files that are no longer needed go. */
void sidecar_leave_refuge(struct sidecar *sidecar);

#endif
