#include "attache/base/visible.h"

#include "attache/base/utf8.h"

#include <unictype.h>

/* Signs of the block U+2400 "control pictures". */
static const char pictures[33][4] = {"␀", "␁", "␂", "␃", "␄", "␅", "␆", "␇", "␈", "␉", "␊", "␋",
	"␌", "␍", "␎", "␏", "␐", "␑", "␒", "␓", "␔", "␕", "␖", "␗", "␘", "␙", "␚", "␛", "␜",
	"␝", "␞", "␟", "␡"};

struct str visible_sign(uint32_t codepoint)
{
	if (codepoint >= 0x20 && codepoint < 0x7F)
		return STR("");
	if (codepoint < 0x20)
		return (struct str){pictures[codepoint], 3};
	if (codepoint == 0x7F)
		return (struct str){pictures[32], 3};
	if (codepoint < 0xA0) /* C1: some terminals obey them even in UTF-8 */
		return STR("\xEF\xBF\xBD");
	switch (codepoint) {
	case 0x00AD: /* soft hyphen */
		return STR("-");
	case 0x061C: /* bidi marks, embeddings, overrides and isolates */
	case 0x200E:
	case 0x200F:
	case 0x202A:
	case 0x202B:
	case 0x202C:
	case 0x202D:
	case 0x202E:
	case 0x2066:
	case 0x2067:
	case 0x2068:
	case 0x2069:
		return STR("\xE2\x80\xA2"); /* a bullet */
	case 0x2028:                        /* line and paragraph separator */
	case 0x2029:
		return STR("\xE2\x90\xA4"); /* U+2424, sign for newline */
	case 0x200D: /* joiners and selectors make emoji and Indic text what they are */
	case 0x200C:
		return STR("");
	default:
		break;
	}
	if (codepoint < 0x300)
		return STR("");
	if (codepoint >= 0xE0000 && codepoint < 0xE0100) /* tags: invisible text */
		return STR("\xEF\xBF\xBD");
	/* Format characters, surrogates, private use and what Unicode has not assigned. */
	if (uc_is_general_category_withtable(
		    codepoint, UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Co |
				       UC_CATEGORY_MASK_Cn))
		return STR("\xEF\xBF\xBD");
	return STR("");
}

void visible_add(struct buffer *out, struct str text, bool keep_newlines)
{
	size_t plain = 0;
	for (size_t i = 0, length; i < text.len; i += length) {
		uint32_t codepoint = utf8_decode(text, i, &length);
		if (keep_newlines && (codepoint == '\n' || codepoint == '\t'))
			continue;
		struct str sign = visible_sign(codepoint);
		if (length == 1 && (unsigned char)text.s[i] >= 0x80)
			sign = STR("\xEF\xBF\xBD"); /* no UTF-8: an argument, a file's name */
		if (sign.len == 0)
			continue;
		buffer_add(out, str_slice(text, (struct range){plain, i}));
		buffer_add(out, sign);
		plain = i + length;
	}
	buffer_add(out, str_slice(text, (struct range){plain, text.len}));
}
