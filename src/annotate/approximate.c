#include "approximate.h"

#include "attache/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 64

struct block {
	uint64_t plus, minus; /* vertical differences of its rows: +1 and -1 */
};

struct search {
	uint64_t *equal; /* [byte][block]: rows whose pattern byte is this byte */
	struct block *blocks;
	size_t count, rows;
	uint64_t last_row; /* in the last block */
};

static void search_new(struct search *search, struct str pattern, bool backwards)
{
	search->rows = pattern.len;
	search->count = (pattern.len + ROWS - 1) / ROWS;
	search->equal = memory_zeroed(256 * search->count, sizeof *search->equal);
	search->blocks = memory_zeroed(search->count, sizeof *search->blocks);
	search->last_row = (uint64_t)1 << (pattern.len - 1) % ROWS;
	for (size_t i = 0; i < pattern.len; i++) {
		unsigned char byte = (unsigned char)
					     pattern.s[backwards ? pattern.len - 1 - i : i];
		search->equal[byte * search->count + i / ROWS] |= (uint64_t)1 << i % ROWS;
	}
	for (size_t i = 0; i < search->count; i++)
		search->blocks[i].plus = UINT64_MAX;
}

static void search_free(struct search *search)
{
	free(search->equal);
	free(search->blocks);
}

/* One text byte: carries the horizontal difference down through the blocks. `in` is 0 when a
 * match may begin anywhere, 1 when it must begin at the text's start. Returns the change of the
 * last row. */
static int advance(struct search *search, unsigned char byte, int in)
{
	for (size_t i = 0; i < search->count; i++) {
		struct block *block = &search->blocks[i];
		uint64_t equal = search->equal[byte * search->count + i];
		uint64_t vertical = equal | block->minus;
		equal |= in < 0;
		uint64_t horizontal = (((equal & block->plus) + block->plus) ^ block->plus) |
				      equal;
		uint64_t plus = block->minus | ~(horizontal | block->plus);
		uint64_t minus = block->plus & horizontal;
		uint64_t row = i + 1 == search->count ? search->last_row
						      : (uint64_t)1 << (ROWS - 1);
		int out = (plus & row) ? 1 : (minus & row) ? -1 : 0;
		plus = plus << 1 | (in > 0);
		minus = minus << 1 | (in < 0);
		block->plus = minus | ~(vertical | plus);
		block->minus = plus & vertical;
		in = out;
	}
	return in;
}

/* The start that goes with an end: the same search backwards, begun there. */
static size_t start_of(struct str text, struct str pattern, size_t end, size_t distance)
{
	struct search search;
	search_new(&search, pattern, true);
	size_t score = pattern.len, best = pattern.len, start = end;
	for (size_t i = end; i > 0 && end - i < pattern.len + distance; i--) {
		score = (size_t)((long)score +
				 advance(&search, (unsigned char)text.s[i - 1], 1));
		if (score < best) {
			best = score;
			start = i - 1;
		}
	}
	search_free(&search);
	return start;
}

static void keep(
	struct approximate *found, size_t *count, size_t room, struct approximate match)
{
	if (*count < room) {
		found[(*count)++] = match;
		return;
	}
	size_t worst = 0;
	for (size_t i = 1; i < room; i++)
		if (found[i].distance > found[worst].distance)
			worst = i;
	if (found[worst].distance <= match.distance)
		return;
	memmove(found + worst, found + worst + 1, (room - 1 - worst) * sizeof *found);
	found[room - 1] = match;
}

size_t approximate_find(struct str text, struct str pattern, size_t limit,
	struct approximate *found, size_t room)
{
	size_t count = 0;
	if (pattern.len == 0 || room == 0)
		return 0;
	if (limit >= pattern.len)
		limit = pattern.len - 1;
	struct search search;
	search_new(&search, pattern, false);
	size_t score = pattern.len, best = SIZE_MAX, best_end = 0;
	for (size_t i = 0; i <= text.len; i++) {
		/* A neighbourhood ends when its best end lies a pattern's length behind. */
		if (best != SIZE_MAX && (i == text.len || i - best_end > pattern.len / 2)) {
			keep(found, &count, room, (struct approximate){{0, best_end}, best});
			best = SIZE_MAX;
		}
		if (i == text.len)
			break;
		score = (size_t)((long)score + advance(&search, (unsigned char)text.s[i], 0));
		if (score <= limit && score < best) {
			best = score;
			best_end = i + 1;
		}
	}
	search_free(&search);
	for (size_t i = 0; i < count; i++)
		found[i].range.start = start_of(
			text, pattern, found[i].range.end, found[i].distance);
	return count;
}

size_t approximate_distance(struct str a, struct str b)
{
	if (a.len == 0 || b.len == 0)
		return a.len + b.len;
	struct search search;
	search_new(&search, a, false);
	size_t score = a.len;
	for (size_t i = 0; i < b.len; i++)
		score = (size_t)((long)score + advance(&search, (unsigned char)b.s[i], 1));
	search_free(&search);
	return score;
}
