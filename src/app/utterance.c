#include "utterance.h"

#include "attache/base/memory.h"

#include <stdlib.h>

static bool stands_alone(const struct quote *quote)
{
	return quote->kind == QUOTE_SCARE || quote->kind == QUOTE_INDIRECT;
}

static bool joins(
	const struct utterance *utterance, const struct quote *last, const struct quote *quote)
{
	return utterance && !stands_alone(last) && !stands_alone(quote) &&
	       last->group == quote->group && quote->range.start >= utterance->range.end;
}

void utterances_make(struct utterances *utterances, const struct extraction *extraction)
{
	utterances_free(utterances);
	utterances->items = memory_zeroed(
		extraction->quote_count + 1, sizeof(struct utterance));
	struct utterance *open = NULL;
	for (size_t i = 0; i < extraction->quote_count; i++) {
		const struct quote *quote = &extraction->quotes[i];
		if (joins(open, quote - 1, quote)) {
			open->range.end = quote->range.end;
			open->count++;
			if (quote->kind == QUOTE_DIRECT)
				open->kind = QUOTE_DIRECT;
			continue;
		}
		open = &utterances->items[utterances->count++];
		*open = (struct utterance){
			.range = quote->range, .first = i, .count = 1, .kind = quote->kind};
		if (!stands_alone(quote))
			open->number = ++utterances->visited;
	}
}

void utterances_free(struct utterances *utterances)
{
	free(utterances->items);
	*utterances = (struct utterances){0};
}

size_t utterances_from(const struct utterances *utterances, size_t offset)
{
	size_t low = 0, high = utterances->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (utterances->items[middle].range.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

#define NESTING_MAX 8 /* quotations within quotations that are looked through */

size_t utterances_at(const struct utterances *utterances, size_t offset)
{
	size_t behind = utterances_from(utterances, offset + 1);
	for (size_t i = behind; i > 0 && behind - i < NESTING_MAX; i--)
		if (range_holds(utterances->items[i - 1].range, offset))
			return i - 1;
	return (size_t)-1;
}
