/* The sidecar's text: what was read is kept byte for byte, and a save splices the annotations
 * that changed into it. Comments, unknown keys, their order and their style survive; a changed
 * note is one hunk. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_TEXT_H
#define ATTACHE_ANNOTATE_SIDECAR_TEXT_H

#include "attache/annotate/annotation.h"
#include "attache/text/document.h"

#include "id_index.h"

/* One annotation's lines, from its "- " to the next one's. */
struct sidecar_item {
	char id[ANNOTATION_ID_LENGTH + 1];
	struct range bytes;
	uint64_t stamp; /* of the annotation that these lines say; 0 when none is known */
};

struct sidecar_items {
	struct sidecar_item *items;
	size_t count, capacity;
};

struct sidecar_text {
	struct buffer text;
	struct range list;          /* the lines of all items; empty where they would go */
	bool needs_key;             /* `list` stands for the "annotations:" line as well */
	size_t indent;              /* blanks before each "- " */
	struct sidecar_items items; /* in file order */
	bool has_source;            /* the key "source" stands somewhere */
	bool spliceable;            /* items stand in block style, one key a line */
	char sha256[65]; /* of the source, as the file says; empty when it does not */
	char date[11];   /* the article's date, as the reader set it; empty when not */
	/* Lines of annotations that were taken out, for the case that they come back. */
	struct buffer gone;
	struct sidecar_items gone_items;
};

void sidecar_text_free(struct sidecar_text *text);

/* Parse. Takes the bytes of `text` over into out. *list receives the annotations in the order
 * of items, the caller's to free each: saved_start and saved_end are set, range is the same
 * place in bytes of `document`, not yet checked, empty at 0 for an orphan. Without a document
 * (NULL) ranges count code points, as the file does. */
struct sidecar_list {
	struct annotation **items;
	size_t count, capacity;
	struct id_index ids; /* of all of them */
};
bool sidecar_text_parse(struct sidecar_text *out, struct buffer *text,
	const struct document *document, struct sidecar_list *list, struct error *err);

/* The set of the list's annotations, which it owns from then on, with the date of the text. */
struct annotations *sidecar_text_set(
	const struct sidecar_text *text, struct sidecar_list *list);

/* Free the list with its annotations. */
void sidecar_list_free(struct sidecar_list *list);

/* The text that holds `set`: a fresh one when `previous` is empty, else `previous` with the
 * changes spliced in. *next receives the new text with its items; the memory of what it held
 * before is used again. Without a document (NULL), for a set that was read without one, what
 * the text says of its source stays. */
void sidecar_text_write(struct sidecar_text *next, const struct sidecar_text *previous,
	const struct document *document, const struct annotations *set);

#endif
