/* Merging: two versions of an annotation, or of all annotations of an article, that come from
 * one.
 *
 * Annotations are matched by id and merged field by field: what only one side changed is taken
 * from it, tags are merged as sets, the newer `modified` counts. What one side deleted and the
 * other changed stays. Where both changed one field in different ways, both versions are kept:
 * `ours` under its id, `theirs` as a copy with an id of its own, made of its content, and
 * conflict_of naming the first: who meets the same conflict again, here or on another machine,
 * makes the same copy. Of two dates that both sides gave the article, ours counts. */
#ifndef ATTACHE_ANNOTATE_MERGE_H
#define ATTACHE_ANNOTATE_MERGE_H

#include "attache/annotate/annotation.h"

/* The merged annotation; *conflict says that a field was changed on both sides, in which case
 * ours has it. */
struct annotation *annotation_merge(const struct annotation *base,
	const struct annotation *ours, const struct annotation *theirs, bool *conflict);

/* The merged set, the caller's; *conflicts receives the number of conflicts. */
struct annotations *annotations_merge(const struct annotations *base,
	const struct annotations *ours, const struct annotations *theirs, size_t *conflicts);

/* Whether two sets hold the same annotations and date. */
bool annotations_equal(const struct annotations *a, const struct annotations *b);

#endif
