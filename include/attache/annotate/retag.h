/* Renaming tags where they are used: in sets, and in sidecars on disk without their articles.
 * Only the lines of tags change; what an annotator did stays signed and dated by them. */
#ifndef ATTACHE_ANNOTATE_RETAG_H
#define ATTACHE_ANNOTATE_RETAG_H

#include "attache/annotate/annotation.h"
#include "attache/annotate/codebook.h"

/* What becomes of a tag: `from` becomes `to`, and "from/x" becomes "to/x". Where a codebook is
 * given instead, what it says bore another name once bears that of today. */
struct retag {
	const struct codebook *formerly; /* NULL: from and to count */
	struct str from, to;
};

/* Rename the tags of an annotation; of two that are one now, one stays. False when none
 * changed. */
bool retag_annotation(const struct retag *retag, struct annotation *annotation);

/* The change that renames the tags of an annotation, the caller's to apply or free. False, and
 * nothing made, when it has none to rename. */
bool retag_change(
	const struct retag *retag, const struct annotation *annotation, struct change *change);

/* How many annotations of a set it would change. */
size_t retag_count(const struct retag *retag, const struct annotations *set);

/* Takes each change that retag_file made: `before` and `after` without a document, their ranges
 * in code points. */
typedef void retag_take(void *context, const struct change *change);

/* Rename in a sidecar, or only count (write false). What others write meanwhile stays. *count
 * receives the number of annotations. `take` may be NULL, and is called when all is on disk. */
bool retag_file(const struct retag *retag, const char *path, bool write, size_t *count,
	retag_take *take, void *context, struct error *err);

#endif
