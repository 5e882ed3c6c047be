/* UTF-8: decoding, stepping, and the one pair of functions between byte offsets (inside the
 * program, everywhere) and code points (sidecar, exports, JSON). */
#ifndef ATTACHE_BASE_UTF8_H
#define ATTACHE_BASE_UTF8_H

#include "attache/base/str.h"

#include <stdint.h>

struct arena;

#define UTF8_REPLACEMENT 0xFFFDu

/* Length in bytes of the valid prefix of text (== text.len when all of it is valid). */
size_t utf8_valid_prefix(struct str text);

/* Decode the code point at `offset` of valid text; *length receives its bytes (1-4).
 * Malformed input (only possible above the source layer's guarantee) yields U+FFFD, length 1.
 */
uint32_t utf8_decode(struct str text, size_t offset, size_t *length);

/* Write a code point (surrogates and values above U+10FFFF become U+FFFD); returns 1-4. */
size_t utf8_encode(uint32_t codepoint, char out[4]);

/* Offset of the code point after / before `offset`; stops at the ends. */
size_t utf8_next(struct str text, size_t offset);
size_t utf8_previous(struct str text, size_t offset);

/* Number of code points. */
size_t utf8_count(struct str text);

/* The border between bytes and code points of one text, with a checkpoint every few KB so that
 * a conversion costs O(1) at any size. Lives in the arena; keeps the view. */
struct utf8_map;
struct utf8_map *utf8_map_new(struct arena *arena, struct str text);

/* The text became longer: `text` begins with what the map knows, which ended between two
 * characters. The arena is that of utf8_map_new. */
void utf8_map_extend(struct utf8_map *map, struct arena *arena, struct str text);
size_t utf8_to_codepoint(const struct utf8_map *map, size_t byte_offset);
size_t utf8_to_byte(
	const struct utf8_map *map, size_t codepoint); /* beyond the end: text.len */

/* As utf8_to_byte for places that mostly come in order: quick where the one asked for lies a
 * little behind the last, which *last keeps (zeroed for the first). */
struct utf8_place {
	size_t codepoint, byte;
};
size_t utf8_to_byte_near(const struct utf8_map *map, struct utf8_place *last, size_t codepoint);
size_t utf8_map_length(const struct utf8_map *map); /* code points in all */

#endif
