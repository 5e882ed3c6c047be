/* What stands around a sidecar's list of annotations: version, source, keys and comments of
 * others. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_FRAME_H
#define ATTACHE_ANNOTATE_SIDECAR_FRAME_H

#include "attache/annotate/sidecar_merge.h"

#include "sidecar_text.h"

/* Merge the frames of three texts: *head receives the lines up to and with "annotations:",
 * *tail those behind the list. What only one side changed is taken from it; where both changed
 * something, ours stands, with the values of `source` and the keys that only theirs changed. */
void sidecar_frame_merge(struct buffer *head, struct buffer *tail,
	const struct sidecar_text *const texts[VERSIONS]);

#endif
