#include "attache/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

_Noreturn void memory_exhausted(void)
{
	static const char message[] =
		"attache: out of memory; every annotation shown as saved is on disk\n";
	ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
	(void)written;
	_exit(1);
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

void *memory_reserve(size_t bytes)
{
	void *memory = mmap(NULL, bytes ? bytes : 1, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (memory == MAP_FAILED)
		memory_exhausted();
	return memory;
}

void memory_release(void *memory, size_t bytes)
{
	if (memory)
		munmap(memory, bytes ? bytes : 1);
}
