#include "glyph.h"

#include "attache/base/grapheme.h"
#include "attache/base/utf8.h"
#include "attache/base/visible.h"

#include <wchar.h>

/* ncurses keeps a base and four combining marks in a cell and cuts the rest silently. */
#define COMBINING_MAX 4

#define ZERO_WIDTH_JOINER 0x200D
#define SKIN_TONE_FIRST 0x1F3FB
#define SKIN_TONE_LAST 0x1F3FF
#define SELECTOR_FIRST 0xFE00
#define SELECTOR_LAST 0xFE0F

/* The first code point of a glyph: itself, or the sign that stands for it. */
static struct glyph base_glyph(
	struct str text, size_t offset, uint32_t codepoint, size_t length)
{
	struct glyph glyph = {.end = offset + length, .width = 1};
	int columns = wcwidth((wchar_t)codepoint);
	glyph.text = visible_sign(codepoint);
	if (glyph.text.len > 0)
		return glyph;
	if (columns < 0)
		glyph.text = STR("\xEF\xBF\xBD");
	else if (columns == 0) /* a combining mark with nothing to stand on */
		glyph.text = STR("\xE2\x97\x8C");
	else {
		glyph.text = (struct str){text.s + offset, length};
		glyph.width = (unsigned)columns;
	}
	return glyph;
}

struct glyph glyph_at(struct str text, size_t offset)
{
	char byte = text.s[offset];
	if (glyph_is_plain(byte) &&
		(offset + 1 == text.len || (unsigned char)text.s[offset + 1] < 0x80))
		return (struct glyph){{text.s + offset, 1}, offset + 1, 1};
	size_t length;
	uint32_t codepoint = utf8_decode(text, offset, &length);
	struct glyph glyph = base_glyph(text, offset, codepoint, length);
	if (visible_sign(codepoint).len > 0) /* not CR LF as one */
		return glyph;
	size_t cluster_end = grapheme_next(text, offset);
	bool drawn = glyph.text.s == text.s + offset, joined = false;
	unsigned combining = 0;
	while (glyph.end < cluster_end) {
		codepoint = utf8_decode(text, glyph.end, &length);
		bool skin = codepoint >= SKIN_TONE_FIRST && codepoint <= SKIN_TONE_LAST;
		bool selector = codepoint >= SELECTOR_FIRST && codepoint <= SELECTOR_LAST;
		int columns = wcwidth((wchar_t)codepoint);
		if (columns > 0 && !joined && !skin)
			break;
		joined = joined || codepoint == ZERO_WIDTH_JOINER;
		drawn = drawn && !joined && !skin && !selector && columns == 0 &&
			combining < COMBINING_MAX && visible_sign(codepoint).len == 0;
		if (drawn) {
			glyph.text.len += length;
			combining++;
		}
		glyph.end += length;
	}
	return glyph;
}
