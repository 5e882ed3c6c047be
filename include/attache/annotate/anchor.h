/* Anchors: exact text with what stands before and after it, and finding the place again when
 * the source has changed.
 *
 * Order: position, exact elsewhere scored by context, folded match (blanks, line breaks, quote
 * marks, dashes, NFC), approximate match (Myers 1999). Score = (50 quote + 20 prefix + 20
 * suffix
 * + 2 position) / 92, after Hypothesis' anchoring; >= 0.95 is ok, >= 0.75 moved, below or
 * ambiguous (two candidates within 0.05) orphaned. */
#ifndef ATTACHE_ANNOTATE_ANCHOR_H
#define ATTACHE_ANNOTATE_ANCHOR_H

#include "attache/annotate/annotation.h"
#include "attache/text/document.h"

#define ANCHOR_CONTEXT 32 /* code points of context, grown to word ends */

/* Fill exact, prefix and suffix of the annotation from its range. */
void anchor_make(struct annotation *annotation, const struct document *document);

enum anchor_result { ANCHOR_OK, ANCHOR_MOVED, ANCHOR_ORPHANED };

/* What a search needs of a document, made on demand and kept for the next one: its text folded,
 * so that blanks, quote marks, dashes and compositions of accents do not matter. */
struct anchor_index;
struct anchor_index *anchor_index_new(const struct document *document);
void anchor_index_free(struct anchor_index *index); /* NULL is accepted */

/* Find the annotation's text in the document. `same_source` says that the source's hash is the
 * one the annotation was made on; hint is the byte offset where it used to start. *range is
 * empty at 0 for an orphan. */
enum anchor_result anchor_find(struct anchor_index *index, const struct annotation *annotation,
	bool same_source, size_t hint, struct range *range);

/* Find many, in the order of their hints. Of several places that are equally good, the one is
 * taken that moved as far as the annotation before or behind it. */
struct anchor_search {
	const struct annotation *annotation;
	size_t hint;
	enum anchor_result result; /* what was found, as anchor_find says it */
	struct range range;
};
void anchor_find_all(struct anchor_index *index, bool same_source,
	struct anchor_search *searches, size_t count);

#endif
