/* An arena: memory that is handed out piece by piece and given back whole.
 * Everything derived from a document lives in the document's arena and dies with it. */
#ifndef ATTACHE_BASE_ARENA_H
#define ATTACHE_BASE_ARENA_H

#include "attache/base/str.h"

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is accepted */

/* Keep the first chunk and forget all that was handed out (a frame arena, once per draw). */
void arena_reset(struct arena *arena);

/* count * size zeroed bytes, aligned for any type; never NULL, valid until reset or free. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* The same, but for what is written before it is read: not zeroed. */
void *arena_take(struct arena *arena, size_t count, size_t size);

/* Grow an array of the arena, doubling its capacity: a new place, the old items copied, the
 * rest zeroed. The old place stays allocated until the arena goes. */
void *arena_grow(struct arena *arena, void *items, size_t *capacity, size_t need, size_t size);

/* Copies, NUL-terminated behind their length. */
struct str arena_str(struct arena *arena, struct str text);
char *arena_cstr(struct arena *arena, struct str text);

/* Formatted text. */
struct str arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Bytes handed out since new or reset. */
size_t arena_used(const struct arena *arena);

#endif
