#include "fold.h"

#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <stdlib.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

static void add(struct folded *folded, struct str piece, struct range source, bool with_origin)
{
	if (with_origin) {
		folded->origin = memory_grow(folded->origin, &folded->capacity,
			folded->text.len + piece.len, sizeof *folded->origin);
		for (size_t i = 0; i < piece.len; i++)
			folded->origin[folded->text.len + i] = (struct fold_origin){
				(uint32_t)source.start, (uint32_t)range_length(source)};
	}
	buffer_add(&folded->text, piece);
}

/* What a code point folds to: its own bytes when nothing is listed. */
static struct str fold_one(uint32_t c, struct str own)
{
	switch (c) {
	case 0x2018:
	case 0x2019:
	case 0x201A:
	case 0x201B:
	case 0x02BC:
	case 0x2032:
	case '`':
	case 0x00B4:
		return STR("'");
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x201F:
	case 0x00AB:
	case 0x00BB:
	case 0x2033:
		return STR("\"");
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return STR("-");
	case 0x2026:
		return STR("...");
	case 0x00AD:
	case 0x200B:
	case 0x200C:
	case 0x200D:
	case 0x200E:
	case 0x200F:
	case 0x2060:
	case 0xFEFF:
		return STR("");
	default:
		return own;
	}
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x202F ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

/* The end of the marks that follow the code point before `offset`. */
static size_t marks_end(struct str text, size_t offset)
{
	size_t length;
	while (offset < text.len && (unsigned char)text.s[offset] >= 0x80 &&
		uc_combining_class(utf8_decode(text, offset, &length)) != 0)
		offset += length;
	return offset;
}

void fold_text(struct folded *folded, struct str text, bool with_origin)
{
	*folded = (struct folded){0};
	buffer_reserve(&folded->text, text.len);
	bool blank = false;
	for (size_t i = 0, length; i < text.len; i += length) {
		uint32_t c = utf8_decode(text, i, &length);
		if (is_blank(c)) {
			if (!blank)
				add(folded, STR(" "), (struct range){i, i + length},
					with_origin);
			blank = true;
			continue;
		}
		blank = false;
		struct str own = {text.s + i, length};
		size_t end = c < 0x300 || c > 0x1100 ? marks_end(text, i + length) : i + length;
		if (end == i + length) {
			struct str plain = c < 0x80 && c != '`' ? own : fold_one(c, own);
			add(folded, plain, (struct range){i, end}, with_origin);
			continue;
		}
		length = end - i;
		size_t composed_len = 0;
		uint8_t *composed = u8_normalize(
			UNINORM_NFC, (const uint8_t *)text.s + i, length, NULL, &composed_len);
		if (!composed)
			memory_exhausted();
		add(folded, (struct str){(const char *)composed, composed_len},
			(struct range){i, end}, with_origin);
		free(composed);
	}
}

void fold_free(struct folded *folded)
{
	buffer_free(&folded->text);
	free(folded->origin);
	*folded = (struct folded){0};
}
