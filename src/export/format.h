/* What the formats share: the rows of the table, and an annotation seen from outside. */
#ifndef ATTACHE_EXPORT_FORMAT_H
#define ATTACHE_EXPORT_FORMAT_H

#include "attache/export/export.h"

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

extern const struct export_format export_markdown, export_csv, export_json;

#endif
