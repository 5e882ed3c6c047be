/* The sidecar's text: what was read is kept byte for byte, and a save splices the annotations
 * that changed into it. Comments, unknown keys, their order and their style survive; a changed
 * note is one hunk. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_TEXT_H
#define ATTACHE_ANNOTATE_SIDECAR_TEXT_H

#include "attache/annotate/annotation.h"
#include "attache/text/document.h"

/* One annotation's lines, from its "- " to the next one's. */
struct sidecar_item {
	char id[ANNOTATION_ID_LENGTH + 1];
	struct range bytes;
	uint64_t written; /* hash of what we would write for the annotation as it was read */
};

struct sidecar_text {
	struct buffer text;
	struct range list;          /* the lines of all items; empty where they would go */
	bool needs_key;             /* `list` stands for the "annotations:" line as well */
	size_t indent;              /* blanks before each "- " */
	struct sidecar_item *items; /* in file order */
	size_t count, capacity;
	bool spliceable; /* items stand in block style, one key a line */
	char sha256[65]; /* of the source, as the file says; empty when it does not */
	char date[11];   /* the article's date, as the reader set it; empty when not */
};

void sidecar_text_free(struct sidecar_text *text);

/* Parse. Takes the bytes of `text` over into out. *set receives annotations whose saved_start
 * and saved_end are set and whose range is the same place in bytes of `document`, not yet
 * checked. */
bool sidecar_text_parse(struct sidecar_text *out, struct buffer *text,
	const struct document *document, struct annotations **set, struct error *err);

/* The text that holds `set`: a fresh one when `previous` is empty, else `previous` with the
 * changes spliced in. *next receives the new text with its items. */
void sidecar_text_write(struct sidecar_text *next, const struct sidecar_text *previous,
	const struct document *document, const struct annotations *set);

#endif
