/* What a reader types as an expression for PCRE2. */
#ifndef ATTACHE_TEXT_PATTERN_H
#define ATTACHE_TEXT_PATTERN_H

#include "attache/base/buffer.h"

/* Append the pattern with blanks, marks and letters widened as search.h says. `literal` takes
 * every sign as itself. */
void pattern_add(struct buffer *out, struct str pattern, bool literal);

/* Whether the pattern holds an upper-case letter (escapes such as \W are none). */
bool pattern_has_upper_case(struct str pattern);

#endif
