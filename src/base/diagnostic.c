#include "attache/base/diagnostic.h"

#include "attache/base/buffer.h"
#include "attache/base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

void diagnostics_add(struct diagnostics *list, enum severity severity, unsigned line,
	unsigned column, const char *format, ...)
{
	struct buffer message = {0};
	va_list args;
	va_start(args, format);
	buffer_vformat(&message, format, args);
	va_end(args);
	list->items = memory_grow(
		list->items, &list->capacity, list->count + 1, sizeof *list->items);
	struct str text = buffer_str(&message);
	list->items[list->count++] = (struct diagnostic){
		severity, line, column, {memory_string(text.s, text.len), text.len}};
	buffer_free(&message);
}

void diagnostics_free(struct diagnostics *list)
{
	for (size_t i = 0; i < list->count; i++)
		free((void *)(uintptr_t)list->items[i].message.s);
	free(list->items);
	*list = (struct diagnostics){0};
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {"note", "warning", "error"};
	return names[severity];
}
