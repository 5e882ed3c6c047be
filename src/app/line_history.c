#include "attache/app/line_edit.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

static void remove_item(struct line_history *history, size_t index)
{
	free(history->items[index]);
	history->count--;
	memmove(history->items + index, history->items + index + 1,
		(history->count - index) * sizeof *history->items);
}

void line_history_add(struct line_history *history, struct str text)
{
	if (str_trim(text).len == 0)
		return;
	char *copy = memory_string(text.s, text.len);
	for (size_t i = history->count; i-- > 0;)
		if (str_equal(str_from(history->items[i]), text))
			remove_item(history, i);
	if (history->count == LINE_HISTORY_MAX)
		remove_item(history, 0);
	history->items = memory_grow(
		history->items, &history->capacity, history->count + 1, sizeof *history->items);
	history->items[history->count++] = copy;
}

void line_history_free(struct line_history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->items[i]);
	free(history->items);
	*history = (struct line_history){0};
}
