/* What a sidecar says of its source, brought up to date: hash and length of the article, and
 * its date. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_SOURCE_H
#define ATTACHE_ANNOTATE_SIDECAR_SOURCE_H

#include "attache/base/buffer.h"
#include "attache/text/document.h"

/* Append the key `source` of a new sidecar; `date` NULL: the article's own. */
void sidecar_source_add(struct buffer *out, const struct document *document, const char *date);

/* Bring the key up to date in the text around the list of annotations, which is cut into the
 * lines before and behind it. `date` NULL leaves the one that stands there, an empty one takes
 * it out. A `source` of another shape than ours, in braces or empty, is kept so. */
void sidecar_source_update(struct buffer *head, struct buffer *tail,
	const struct document *document, const char *date);

#endif
