/* A growing run of bytes; the only way text is built. Always NUL-terminated behind its length.
 * A zeroed struct is an empty buffer: `struct buffer out = {0};` ... buffer_free(&out). */
#ifndef ATTACHE_BASE_BUFFER_H
#define ATTACHE_BASE_BUFFER_H

#include "attache/base/str.h"

#include <stdarg.h>
#include <stdint.h>

struct buffer {
	char *data; /* NULL while nothing was ever added */
	size_t len, capacity;
};

void buffer_free(struct buffer *buffer);  /* and make it empty again */
void buffer_clear(struct buffer *buffer); /* keeps the memory */
void buffer_reserve(struct buffer *buffer, size_t more);
void buffer_add(struct buffer *buffer, struct str text);
void buffer_add_byte(struct buffer *buffer, char byte);
void buffer_add_cstr(struct buffer *buffer, const char *text);
void buffer_add_codepoint(struct buffer *buffer, uint32_t codepoint); /* as UTF-8 */
void buffer_add_repeat(struct buffer *buffer, char byte, size_t count);
void buffer_format(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buffer_vformat(struct buffer *buffer, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Replace the bytes of `range` by `text`. */
void buffer_splice(struct buffer *buffer, struct range range, struct str text);

struct str buffer_str(const struct buffer *buffer); /* valid until the next change */

#endif
