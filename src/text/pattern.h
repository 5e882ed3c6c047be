/* What a reader types as an expression for PCRE2. */
#ifndef ATTACHE_TEXT_PATTERN_H
#define ATTACHE_TEXT_PATTERN_H

#include "attache/base/buffer.h"

/* Append the pattern with blanks, marks and letters widened as search.h says. `literal` takes
 * every sign as itself. Where `narrow`, letters stand for themselves without accents: that
 * finds the same in text where no letter has any, and is many times quicker. */
void pattern_add(struct buffer *out, struct str pattern, bool literal, bool narrow);

/* Whether all of the pattern is text and nothing in it has a meaning of its own. */
bool pattern_is_text(struct str pattern);

/* Bytes that a hit of the narrow pattern is shorter than; SIZE_MAX when nobody can say. */
size_t pattern_span(struct str pattern, bool literal);

/* Where the next sign stands that may be a letter with an accent, or an accent, or that folds
 * to a letter; `end` when there is none before it. */
size_t pattern_next_accent(struct str text, size_t from, size_t end);

/* Whether the pattern holds an upper-case letter (escapes such as \W are none). */
bool pattern_has_upper_case(struct str pattern);

#endif
