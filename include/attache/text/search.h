/* Search: places of a pattern in a document's text. A pattern is a regular expression of PCRE2;
 * while it is none (an unclosed bracket) it is taken literally. It matches any case unless it
 * holds an upper-case letter; a run of blanks in it matches any run of blanks and line ends, so
 * that phrases are found across lines; ' and " match all marks of their kind. */
#ifndef ATTACHE_TEXT_SEARCH_H
#define ATTACHE_TEXT_SEARCH_H

#include "attache/text/document.h"

#define SEARCH_HITS_MAX 1000000 /* hits that are kept; the search is complete then */

struct search;

/* False (ERR_USAGE) when nothing can be searched for, as with a pattern too large. */
bool search_compile(struct str pattern, struct search **out, struct error *err);
void search_free(struct search *search); /* NULL is accepted */

/* Whether the pattern is searched for as it stands, being no regular expression. */
bool search_is_literal(const struct search *search);

/* Search on through about `bytes` of the text of a document, always the same one; true when
 * all of it was searched or SEARCH_HITS_MAX hits were found. */
bool search_step(struct search *search, const struct document *document, size_t bytes);
bool search_complete(const struct search *search);

/* The hits so far: sorted, without overlaps, none of them empty. */
size_t search_count(const struct search *search);
struct range search_hit(const struct search *search, size_t index);

#endif
