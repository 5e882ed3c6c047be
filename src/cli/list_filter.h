/* What `attache list` is asked for: annotations by tag, speaker and country. */
#ifndef ATTACHE_CLI_LIST_FILTER_H
#define ATTACHE_CLI_LIST_FILTER_H

#include "attache/annotate/annotation.h"
#include "attache/base/buffer.h"
#include "attache/extract/lexicon.h"

/* NULL or empty: any. */
struct list_filter {
	const char *tags;      /* separated by commas: one of them */
	struct buffer speaker; /* words of a name, folded by list_fold() */
	char country[4];       /* ISO 3166-1 alpha-3 */
};

/* Append a name folded: case and the composition of accents do not matter. */
void list_fold(struct buffer *out, struct str name);

/* Ask for a country by its code or one of its names; false when there is no such country. */
bool list_filter_country(
	struct list_filter *filter, const struct lexicon *lexicon, const char *country);

/* `country` is that of the annotation's speaker. */
bool list_filter_takes(const struct list_filter *filter, const struct annotation *annotation,
	struct str country);

#endif
