#include "attache/base/buffer.h"

#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_free(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
	buffer->len = 0;
	if (buffer->data)
		buffer->data[0] = '\0';
}

void buffer_reserve(struct buffer *buffer, size_t more)
{
	if (more < buffer->capacity - buffer->len)
		return;
	if (more >= SIZE_MAX - buffer->len)
		memory_exhausted();
	buffer->data = memory_grow(buffer->data, &buffer->capacity, buffer->len + more + 1, 1);
}

void buffer_add(struct buffer *buffer, struct str text)
{
	buffer_reserve(buffer, text.len);
	if (text.len)
		memcpy(buffer->data + buffer->len, text.s, text.len);
	buffer->len += text.len;
	buffer->data[buffer->len] = '\0';
}

void buffer_add_byte(struct buffer *buffer, char byte)
{
	buffer_reserve(buffer, 1);
	buffer->data[buffer->len++] = byte;
	buffer->data[buffer->len] = '\0';
}

void buffer_add_cstr(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, str_from(text));
}

void buffer_add_codepoint(struct buffer *buffer, uint32_t codepoint)
{
	char bytes[4];
	size_t len = utf8_encode(codepoint, bytes);
	buffer_add(buffer, (struct str){bytes, len});
}

void buffer_add_repeat(struct buffer *buffer, char byte, size_t count)
{
	buffer_reserve(buffer, count);
	memset(buffer->data + buffer->len, byte, count);
	buffer->len += count;
	buffer->data[buffer->len] = '\0';
}

void buffer_vformat(struct buffer *buffer, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	if (len > 0) {
		buffer_reserve(buffer, (size_t)len);
		vsnprintf(buffer->data + buffer->len, (size_t)len + 1, format, again);
		buffer->len += (size_t)len;
	}
	va_end(again);
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buffer_vformat(buffer, format, args);
	va_end(args);
}

void buffer_splice(struct buffer *buffer, struct range range, struct str text)
{
	assert(range.start <= range.end && range.end <= buffer->len);
	buffer_reserve(buffer, text.len);
	char *place = buffer->data + range.start;
	memmove(place + text.len, buffer->data + range.end, buffer->len - range.end);
	if (text.len)
		memcpy(place, text.s, text.len);
	buffer->len = buffer->len - (range.end - range.start) + text.len;
	buffer->data[buffer->len] = '\0';
}

struct str buffer_str(const struct buffer *buffer)
{
	return (struct str){buffer->data ? buffer->data : "", buffer->len};
}
