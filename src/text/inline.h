/* Markdown inside one paragraph: marks dropped, what they meant noted. */
#ifndef ATTACHE_TEXT_INLINE_H
#define ATTACHE_TEXT_INLINE_H

#include "attache/base/buffer.h"
#include "attache/text/document.h"

struct emphases {
	struct emphasis *items; /* owned; free() */
	size_t count, capacity;
};

/* Append `raw` without its marks to out; ranges of emphases are offsets in out. Urls live in
 * the arena. Time and memory are linear in raw.len whatever it holds. */
void inline_add(
	struct buffer *out, struct str raw, struct arena *arena, struct emphases *emphases);

#endif
