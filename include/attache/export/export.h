/* Exports: the table of formats. Inside, byte offsets; outside, code points, 0-based, end
 * exclusive, of the document's text (UTF-8, LF, no BOM: what `attache text` prints).
 * Deterministic: same input, same bytes. Nothing here fails: text goes into a buffer.
 *
 * The text of an annotation is text[start:end] of the document as it is now. Only an orphan,
 * which has no place in it, keeps the words and the positions its sidecar gave. */
#ifndef ATTACHE_EXPORT_EXPORT_H
#define ATTACHE_EXPORT_EXPORT_H

#include "attache/annotate/annotation.h"
#include "attache/base/buffer.h"
#include "attache/text/document.h"

/* One article as an export sees it. */
struct export_article {
	const struct document *document;
	const struct annotations *annotations;
	struct str date; /* the reader's, which wins over the document's; empty when none */
	/* The country (alpha-3) of a speaker, or empty: the caller knows, from the extraction.
	 * NULL when nobody does. */
	struct str (*speaker_country)(const void *context, struct str speaker);
	const void *context;
};

/* ---- an annotation seen from outside ---- */

/* Where an annotation lies, in the units of the world. */
struct export_place {
	bool positioned;    /* false for what is about the whole article */
	size_t start, end;  /* code points; an orphan's are those it had when it was lost */
	unsigned paragraph; /* as shown to the reader; 0 when there is none */
	struct str exact;
};

struct export_place export_place_of(
	const struct export_article *article, const struct annotation *annotation);

/* The country of the annotation's speaker, or empty. */
struct str export_country_of(
	const struct export_article *article, const struct annotation *annotation);

/* The reader's date for the article, else the article's own. */
struct str export_date_of(const struct export_article *article);

/* ---- formats ---- */

struct export_options {
	bool raw; /* CSV: no apostrophe before cells that a spreadsheet would read as formulas
		   */
	size_t article_count; /* how many articles will be written */
};

/* begin once, article for each in order (index counts from 0), end once: so that many articles
 * stream. */
struct export_format {
	const char *name; /* "markdown" */
	const char *help; /* under 60 columns */
	void (*begin)(struct buffer *out, const struct export_options *options);
	void (*article)(struct buffer *out, const struct export_article *article,
		const struct export_options *options, size_t index);
	void (*end)(struct buffer *out, const struct export_options *options);
};

/* The first is the default. */
extern const struct export_format *const export_formats[];
extern const size_t export_format_count;
const struct export_format *export_format_find(struct str name); /* NULL when there is none */

#endif
