/* Findings: an extraction written out for machines (JSON Lines) or for people (a table). */
#ifndef ATTACHE_EXTRACT_FINDINGS_H
#define ATTACHE_EXTRACT_FINDINGS_H

#include "attache/base/buffer.h"
#include "attache/extract/extraction.h"

/* One line: {"doc", "date", "entities": [...], "quotes": [...]}. Offsets are code points of the
 * document's text, ends exclusive, quote marks outside. `name` is the document's name, `date`
 * the article's day ("2024-05-13", empty when unknown), from which what calendar expressions
 * mean (date.h) is counted: "value". */
void findings_add_jsonl(struct buffer *out, struct str name, const struct document *document,
	struct str date, const struct extraction *extraction);

/* The same, but what has come together is taken out of `out` now and then, so that the line of
 * a huge article never stands in memory whole. `drain` empties the buffer; NULL: nothing is
 * taken out. */
typedef void findings_drain(void *to, struct buffer *out);
void findings_drain_jsonl(struct buffer *out, struct str name, const struct document *document,
	struct str date, const struct extraction *extraction, findings_drain *drain, void *to);

/* A page to read: entities by type with counts, then the quotations with their speakers. */
void findings_add_text(struct buffer *out, struct str name, const struct document *document,
	struct str date, const struct extraction *extraction);

/* A path without folder and extension: "news/a.b.txt" is "a.b"; "-" is "stdin". */
struct str findings_name(struct str path);

#endif
