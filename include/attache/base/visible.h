/* News text is hostile: this is the one place where control characters, C1, bidi overrides,
 * zero-width tricks and other unprintables become visible signs. The grid and every output that
 * may reach a terminal (messages, `list`, `text` to a tty) pass through it. */
#ifndef ATTACHE_BASE_VISIBLE_H
#define ATTACHE_BASE_VISIBLE_H

#include "attache/base/buffer.h"

/* The sign (valid UTF-8, one column) that stands for a code point which must not reach a
 * terminal, or an empty str when the code point may be shown as it is. C0 -> U+2400.., DEL ->
 * U+2421, C1 and U+FEFF U+2028/9 bidi controls U+E0000.. -> U+FFFD-like signs; LF and TAB too:
 * callers that lay text out handle them before. */
struct str visible_sign(uint32_t codepoint);

/* Append text with every such code point replaced. `keep_newlines` lets LF and TAB through. */
void visible_add(struct buffer *out, struct str text, bool keep_newlines);

#endif
