#include "attache/base/memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE_BYTES ((uintptr_t)4096)
#define HEAP_PIECE_BYTES (16 * 1024 * 1024)
#define MAPPED_BYTES (4 * 1024 * 1024) /* from here on a piece is a mapping of its own */
#define LARGE_BYTES ((size_t)2 * 1024 * 1024)

_Noreturn void memory_exhausted(void)
{
	static const char message[] =
		"attache: out of memory; every annotation shown as saved is on disk\n";
	ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
	(void)written;
	_exit(1);
}

/* What is large is asked for in large pages: each of them is one fault where small ones are
 * 512, which cost more than what is then done with the memory. Only advice: it cannot fail. It
 * covers the first and last page whole, since a mapping that is advised in part is two, which
 * cannot grow without being copied. */
static void advise(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
	uintptr_t into = (uintptr_t)memory & (PAGE_BYTES - 1);
	if (bytes >= LARGE_BYTES)
		madvise((char *)memory - into, into + bytes, MADV_HUGEPAGE);
#else
	(void)memory;
	(void)bytes;
#endif
}

static void populate(void *memory, size_t bytes)
{
	advise(memory, bytes);
#ifdef MADV_POPULATE_WRITE
	uintptr_t start = (uintptr_t)memory & ~(PAGE_BYTES - 1);
	madvise((char *)memory - ((uintptr_t)memory - start), bytes, MADV_POPULATE_WRITE);
#endif
}

void *memory_zeroed(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size);
	if (!memory)
		memory_exhausted();
	return memory;
}

void *memory_resize(void *old, size_t count, size_t size)
{
	void *memory = reallocarray(old, count ? count : 1, size);
	if (!memory)
		memory_exhausted();
	advise(memory, count * size);
	return memory;
}

char *memory_string(const char *s, size_t len)
{
	if (len == SIZE_MAX)
		memory_exhausted();
	char *copy = memory_resize(NULL, len + 1, 1);
	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

void *memory_grow(void *items, size_t *capacity, size_t need, size_t size)
{
	if (need <= *capacity)
		return items;
	size_t wanted = *capacity < 8 ? 8 : *capacity;
	while (wanted < need) {
		if (wanted > SIZE_MAX / 2)
			memory_exhausted();
		wanted *= 2;
	}
	items = memory_resize(items, wanted, size);
	*capacity = wanted;
	return items;
}

/* The heap grows by what is allocated from it and keeps what is freed at its end, so a piece
 * that comes and goes leaves its pages there. A larger one would be a mapping of its own. */
void memory_expect(size_t bytes)
{
	enum { PIECES = 8 };
	void *pieces[PIECES] = {0};
	mallopt(M_MMAP_THRESHOLD, HEAP_PIECE_BYTES + 1);
	mallopt(M_TRIM_THRESHOLD, PIECES * HEAP_PIECE_BYTES);
	for (size_t i = 0; i < PIECES && bytes > 0; i++) {
		size_t size = bytes < HEAP_PIECE_BYTES ? bytes : HEAP_PIECE_BYTES;
		pieces[i] = malloc(size);
		if (pieces[i])
			populate(pieces[i], size);
		bytes -= size;
	}
	for (size_t i = PIECES; i > 0; i--)
		free(pieces[i - 1]);
	mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
}

void *memory_reserve(size_t bytes)
{
	void *memory = mmap(NULL, bytes ? bytes : 1, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED)
		memory_exhausted();
	advise(memory, bytes);
	return memory;
}

void memory_release(void *memory, size_t bytes)
{
	if (memory)
		munmap(memory, bytes ? bytes : 1);
}
