/* What holds of every document, whatever the bytes it was made of. Asserts, so that fuzzers and
 * tests can both use it. */
#ifndef TESTS_SUPPORT_INVARIANTS_H
#define TESTS_SUPPORT_INVARIANTS_H

#include "attache/text/document.h"

/* Text is valid UTF-8 without CR; blocks are sorted, apart, within their limit, trimmed, and no
 * text lies outside of them but blanks; tokens and sentences lie in their block, in order, the
 * sentences beginning where tokens say so; emphases, title and map lie within the text;
 * everything begins and ends between characters. */
void document_check(const struct document *document);

/* The same document by either way of building. */
void document_check_same(const struct document *a, const struct document *b);

#endif
