/* Heap memory that is never NULL: when it runs out, the program says so and ends, here and
 * nowhere else. That is honest because every annotation that is called saved is on disk. */
#ifndef ATTACHE_BASE_MEMORY_H
#define ATTACHE_BASE_MEMORY_H

#include <stddef.h>

/* count * size bytes, zeroed; never NULL, checks for overflow. Free with free(). */
void *memory_zeroed(size_t count, size_t size);

/* As realloc for count * size bytes; never NULL for count > 0. */
void *memory_resize(void *old, size_t count, size_t size);

/* NUL-terminated copy of len bytes; free with free(). */
char *memory_string(const char *s, size_t len);

/* Grow an array so that it holds at least `need` items of `size` bytes, doubling its capacity.
 * Returns the (possibly moved) array and updates *capacity. New items are not initialised. */
void *memory_grow(void *items, size_t *capacity, size_t need, size_t size);

/* Small pieces that make `bytes` in all, give or take, are about to be allocated: take the
 * memory from the system now, in one go. Page by page, as it is first touched, costs up to
 * twenty microseconds each in a virtual machine. */
void memory_expect(size_t bytes);

/* Address space for `bytes` zeroed bytes that never moves; memory is taken from the system only
 * for what is written. Give it back with memory_release and the same size. */
void *memory_reserve(size_t bytes);
void memory_release(void *memory, size_t bytes); /* NULL is accepted */

/* The one place that ends the program for want of memory. */
_Noreturn void memory_exhausted(void);

#endif
