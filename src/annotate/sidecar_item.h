/* One annotation as YAML lines: reading its node, writing it, mending lines that are there. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_ITEM_H
#define ATTACHE_ANNOTATE_SIDECAR_ITEM_H

#include "attache/annotate/annotation.h"
#include "attache/base/buffer.h"
#include "attache/base/yaml.h"
#include "attache/text/document.h"

/* Read the mapping of one annotation. */
bool sidecar_item_read(
	const struct yaml_node *node, struct annotation **out, struct error *err);

/* Append its lines (document NULL: its range counts code points), each indented by `indent`
 * blanks, the first with "- ". */
void sidecar_item_write(struct buffer *out, const struct annotation *annotation,
	const struct document *document, size_t indent);

/* Append its lines as they stand in `old`, with the values that changed replaced, keys that
 * went taken out and new keys put in; everything else is copied. */
void sidecar_item_splice(struct buffer *out, struct str old,
	const struct annotation *annotation, const struct document *document, size_t indent);

#endif
