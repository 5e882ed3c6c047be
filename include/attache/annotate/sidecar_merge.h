/* Merging the texts of three sidecars, without their article: what a version control system
 * asks for. Annotations are merged as merge.h says; comments and unknown keys of both sides
 * are kept. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_MERGE_H
#define ATTACHE_ANNOTATE_SIDECAR_MERGE_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"

/* The three versions: what both sides come from (empty when they have nothing in common), and
 * the sides. */
enum sidecar_version { VERSION_BASE, VERSION_OURS, VERSION_THEIRS, VERSIONS };

/* Append the merged text to out. *conflicts receives the number of annotations that both sides
 * changed in different ways: our version stands under its id, theirs as a copy (conflict-of).
 * Where the sides were saved on different states of their article, the merged text names none
 * of them (a sha256 of zeros): all places are searched again when it is opened.
 * On failure out is as before, and *broken says which version cannot be read. */
bool sidecar_merge(struct buffer *out, const struct str versions[VERSIONS], size_t *conflicts,
	enum sidecar_version *broken, struct error *err);

#endif
