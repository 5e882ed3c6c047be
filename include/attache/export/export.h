/* Exports: the table of formats. Inside, byte offsets; outside, code points, 0-based, end
 * exclusive. Deterministic: same input, same bytes. */
#ifndef ATTACHE_EXPORT_EXPORT_H
#define ATTACHE_EXPORT_EXPORT_H

#include "attache/annotate/annotation.h"
#include "attache/annotate/codebook.h"
#include "attache/base/buffer.h"
#include "attache/text/document.h"

/* One article as an export sees it. */
struct export_article {
	const struct document *document;
	const struct annotations *annotations;
	/* The country (alpha-3) of a speaker, or empty: the caller knows, from the extraction.
	 */
	struct str (*speaker_country)(const void *context, struct str speaker);
	const void *context;
};

struct export_options {
	bool raw; /* CSV: no apostrophe before cells that a spreadsheet would read as formulas
		   */
};

/* begin once, article for each in order, end once: so that many articles stream. */
struct export_format {
	const char *name; /* "markdown" */
	const char *help;
	void (*begin)(struct buffer *out, const struct export_options *options);
	void (*article)(struct buffer *out, const struct export_article *article,
		const struct export_options *options, size_t index);
	void (*end)(struct buffer *out, const struct export_options *options);
};

extern const struct export_format export_formats[];
extern const size_t export_format_count;
const struct export_format *export_format_find(struct str name); /* NULL when there is none */

#endif
