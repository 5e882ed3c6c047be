#include "attache/base/arena.h"

#include "attache/base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)32 * 1024)
#define ALIGNMENT _Alignof(max_align_t)

/* Chunks form a list, the newest first; a large piece gets a chunk of its own size. */
struct chunk {
	struct chunk *older;
	size_t used, size;
	_Alignas(max_align_t) char bytes[];
};

struct arena {
	struct chunk *newest;
	size_t used;
};

static struct chunk *chunk_new(size_t size, struct chunk *older)
{
	if (size > SIZE_MAX - sizeof(struct chunk))
		memory_exhausted();
	struct chunk *chunk = malloc(sizeof *chunk + size);
	if (!chunk)
		memory_exhausted();
	chunk->older = older;
	chunk->used = 0;
	chunk->size = size;
	return chunk;
}

struct arena *arena_new(void)
{
	struct arena *arena = memory_zeroed(1, sizeof *arena);
	arena->newest = NULL;
	return arena;
}

static void chunks_free(struct chunk *chunk)
{
	while (chunk) {
		struct chunk *older = chunk->older;
		free(chunk);
		chunk = older;
	}
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	chunks_free(arena->newest);
	free(arena);
}

void arena_reset(struct arena *arena)
{
	arena->used = 0;
	if (!arena->newest)
		return;
	chunks_free(arena->newest->older);
	arena->newest->older = NULL;
	arena->newest->used = 0;
}

/* Room for `bytes`, not initialised. */
static char *take(struct arena *arena, size_t bytes)
{
	if (bytes > SIZE_MAX - ALIGNMENT)
		memory_exhausted();
	bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct chunk *chunk = arena->newest;
	if (!chunk || chunk->size - chunk->used < bytes) {
		/* Double with use, so that many small pieces do not mean many chunks. */
		size_t size = chunk && chunk->size < 16 * CHUNK_BYTES ? 2 * chunk->size
								      : CHUNK_BYTES;
		chunk = chunk_new(bytes > size ? bytes : size, chunk);
		arena->newest = chunk;
	}
	char *place = chunk->bytes + chunk->used;
	chunk->used += bytes;
	arena->used += bytes;
	return place;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	return take(arena, count * size);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	return memset(arena_take(arena, count, size), 0, count * size);
}

void *arena_grow(struct arena *arena, void *items, size_t *capacity, size_t need, size_t size)
{
	if (need <= *capacity)
		return items;
	size_t wanted = *capacity < 8 ? 8 : *capacity;
	while (wanted < need) {
		if (wanted > SIZE_MAX / 2)
			memory_exhausted();
		wanted *= 2;
	}
	void *place = arena_alloc(arena, wanted, size);
	if (*capacity)
		memcpy(place, items, *capacity * size);
	*capacity = wanted;
	return place;
}

char *arena_cstr(struct arena *arena, struct str text)
{
	char *copy = take(arena, text.len + 1);
	if (text.len)
		memcpy(copy, text.s, text.len);
	copy[text.len] = '\0';
	return copy;
}

struct str arena_str(struct arena *arena, struct str text)
{
	return (struct str){arena_cstr(arena, text), text.len};
}

struct str arena_format(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *place = take(arena, len < 0 ? 1 : (size_t)len + 1);
	place[0] = '\0';
	if (len >= 0)
		vsnprintf(place, (size_t)len + 1, format, again);
	va_end(again);
	return (struct str){place, len < 0 ? 0 : (size_t)len};
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
