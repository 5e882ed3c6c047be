#include "attache/base/utf8.h"

#include "attache/base/arena.h"

#include <string.h>
#include <unistr.h>

#define CHECKPOINT_BYTES ((size_t)4096)

static const uint8_t *bytes(struct str text)
{
	return (const uint8_t *)text.s;
}

size_t utf8_valid_prefix(struct str text)
{
	const uint8_t *bad = u8_check(bytes(text), text.len);
	return bad ? (size_t)(bad - bytes(text)) : text.len;
}

uint32_t utf8_decode(struct str text, size_t offset, size_t *length)
{
	ucs4_t codepoint;
	if (offset >= text.len) {
		*length = 0;
		return 0;
	}
	if ((unsigned char)text.s[offset] < 0x80) {
		*length = 1;
		return (unsigned char)text.s[offset];
	}
	int used = u8_mbtoucr(&codepoint, bytes(text) + offset, text.len - offset);
	if (used <= 0) {
		*length = 1;
		return UTF8_REPLACEMENT;
	}
	*length = (size_t)used;
	return codepoint;
}

size_t utf8_encode(uint32_t codepoint, char out[4])
{
	uint8_t raw[4];
	int used = u8_uctomb(raw, codepoint, sizeof raw);
	if (used <= 0)
		used = u8_uctomb(raw, UTF8_REPLACEMENT, sizeof raw);
	memcpy(out, raw, (size_t)used);
	return (size_t)used;
}

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t utf8_next(struct str text, size_t offset)
{
	if (offset >= text.len)
		return text.len;
	offset++;
	while (offset < text.len && is_continuation(text.s[offset]))
		offset++;
	return offset;
}

size_t utf8_previous(struct str text, size_t offset)
{
	if (offset == 0)
		return 0;
	offset--;
	while (offset > 0 && is_continuation(text.s[offset]))
		offset--;
	return offset;
}

/* Code points are the bytes that continue none; the loop is simple enough for the compiler to
 * vectorise. */
size_t utf8_count(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++)
		count += !is_continuation(text.s[i]);
	return count;
}

#define WINDOW_BYTES ((size_t)64)
#define NEAR 512 /* code points that are stepped over rather than looked up */

struct utf8_map {
	struct str text;
	size_t *counts; /* code points that begin before byte i * CHECKPOINT_BYTES */
	size_t checkpoints, capacity;
	size_t length; /* code points in all */
};

void utf8_map_extend(struct utf8_map *map, struct arena *arena, struct str text)
{
	size_t at = map->text.len;
	size_t checkpoints = text.len / CHECKPOINT_BYTES + 1;
	map->counts = arena_grow(
		arena, map->counts, &map->capacity, checkpoints, sizeof *map->counts);
	for (;;) {
		if (at % CHECKPOINT_BYTES == 0)
			map->counts[at / CHECKPOINT_BYTES] = map->length;
		if (at == text.len)
			break;
		size_t len = CHECKPOINT_BYTES - at % CHECKPOINT_BYTES;
		if (len > text.len - at)
			len = text.len - at;
		map->length += utf8_count((struct str){text.s + at, len});
		at += len;
	}
	map->checkpoints = checkpoints;
	map->text = text;
}

struct utf8_map *utf8_map_new(struct arena *arena, struct str text)
{
	struct utf8_map *map = arena_alloc(arena, 1, sizeof *map);
	utf8_map_extend(map, arena, text);
	return map;
}

size_t utf8_map_length(const struct utf8_map *map)
{
	return map->length;
}

size_t utf8_to_codepoint(const struct utf8_map *map, size_t byte_offset)
{
	if (byte_offset > map->text.len)
		byte_offset = map->text.len;
	size_t checkpoint = byte_offset / CHECKPOINT_BYTES;
	size_t start = checkpoint * CHECKPOINT_BYTES;
	return map->counts[checkpoint] +
	       utf8_count((struct str){map->text.s + start, byte_offset - start});
}

size_t utf8_to_byte(const struct utf8_map *map, size_t codepoint)
{
	if (codepoint >= map->length)
		return map->text.len;
	size_t low = 0, high = map->checkpoints;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (map->counts[middle] <= codepoint)
			low = middle;
		else
			high = middle;
	}
	size_t offset = low * CHECKPOINT_BYTES;
	size_t left = codepoint - map->counts[low];
	/* Whole windows first: counting is many times quicker than stepping. */
	while (map->text.len - offset > WINDOW_BYTES) {
		size_t count = utf8_count((struct str){map->text.s + offset, WINDOW_BYTES});
		if (count > left)
			break;
		left -= count;
		offset += WINDOW_BYTES;
	}
	/* The place may lie inside a character, whose count is then before it. */
	while (offset < map->text.len && is_continuation(map->text.s[offset]))
		offset++;
	while (left-- > 0)
		offset = utf8_next(map->text, offset);
	return offset;
}

size_t utf8_to_byte_near(const struct utf8_map *map, struct utf8_place *last, size_t codepoint)
{
	if (codepoint < last->codepoint || codepoint - last->codepoint > NEAR)
		*last = (struct utf8_place){codepoint, utf8_to_byte(map, codepoint)};
	for (; last->codepoint < codepoint; last->codepoint++)
		last->byte = utf8_next(map->text, last->byte);
	return last->byte;
}
