/* Search: places of a pattern in a document's text. A pattern is a regular expression of PCRE2;
 * while it is none (an unclosed bracket) it is taken literally. It matches any case unless it
 * holds an upper-case letter. Outside of classes and escapes
 *   - a run of blanks matches any run of blanks and line ends, so that phrases are found across
 *     lines;
 *   - quote marks, apostrophes and hyphens match all marks of their kind;
 *   - a letter matches itself with any accent, so that Pena and Peña find each other.
 *
 * A hit begins anywhere and ends at most SEARCH_REACH bytes behind where it could begin. A
 * pattern that takes too long (nested repetitions, or SEARCH_TIME ms in all) is given up. */
#ifndef ATTACHE_TEXT_SEARCH_H
#define ATTACHE_TEXT_SEARCH_H

#include "attache/text/document.h"

#define SEARCH_HITS_MAX 1000000 /* hits that are kept; the search is complete then */
#define SEARCH_REACH ((size_t)8 * 1024)
#define SEARCH_TIME 5000

struct search;

/* False (ERR_USAGE) when nothing can be searched for, as with a pattern too large. */
bool search_compile(struct str pattern, struct search **out, struct error *err);
void search_free(struct search *search); /* NULL is accepted */

/* Leave out the text before the first hit of an earlier search of the same document, or what it
 * searched in vain, if it was for the beginning of this one's words: as more is typed, there is
 * nothing there either. Before the first step. */
void search_narrow(struct search *search, const struct search *earlier);

/* Whether the pattern is searched for as it stands, being no regular expression. */
bool search_is_literal(const struct search *search);

/* Search on through about `bytes` of the text of a document, always the same one, which
 * outlives the search; true when search_complete is. */
bool search_step(struct search *search, const struct document *document, size_t bytes);

/* Whether all text that is there was searched (the last SEARCH_REACH bytes of a document that
 * is not complete wait for what follows), SEARCH_HITS_MAX hits were found or the search was
 * given up. When the document grows, there is more to do again. */
bool search_complete(const struct search *search);

/* Why the search was given up, NULL when it was not: "the pattern is too slow". The hits so far
 * stay. */
const char *search_failure(const struct search *search);

/* The hits so far: sorted, without overlaps, none of them empty. */
size_t search_count(const struct search *search);
struct range search_hit(const struct search *search, size_t index);

#endif
