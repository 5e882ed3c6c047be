#include "pattern.h"

#include "attache/base/utf8.h"

#include <string.h>
#include <unictype.h>
#include <uninorm.h>

/* Marks of one kind: the first is what is typed, all of them are found. */
static const struct str kinds[] = {
	{"'‘’‛ʼ′`´", sizeof "'‘’‛ʼ′`´" - 1},
	{"\"“”„‟«»″", sizeof "\"“”„‟«»″" - 1},
};

bool pattern_has_upper_case(struct str pattern)
{
	for (size_t at = 0, length; at < pattern.len; at += length) {
		uint32_t code = utf8_decode(pattern, at, &length);
		if (code == '\\') /* \W is no letter */
			length = utf8_next(pattern, at + length) - at;
		else if (uc_is_general_category(code, UC_UPPERCASE_LETTER))
			return true;
	}
	return false;
}

/* ---- letters -------------------------------------------------------------------------------
 */

/* Letters with a stroke, which Unicode does not take apart. */
static const struct {
	uint32_t letter;
	char base;
} strokes[] = {{0xD8, 'O'}, {0xF8, 'o'}, {0x110, 'D'}, {0x111, 'd'}, {0x126, 'H'}, {0x127, 'h'},
	{0x131, 'i'}, {0x141, 'L'}, {0x142, 'l'}, {0x166, 'T'}, {0x167, 't'}};

/* The ASCII letter under a letter's accents, 0 when there is none. */
static char base_of(uint32_t code)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	for (int depth = 0; code >= 0x80 && depth < 4; depth++) {
		for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
			if (strokes[i].letter == code)
				return strokes[i].base;
		if (uc_canonical_decomposition(code, parts) < 1)
			return '\0';
		code = parts[0];
	}
	bool letter = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
	return letter ? (char)code : '\0';
}

/* Blocks of Unicode that hold the Latin letters with accents. */
static const struct {
	uint32_t first, last;
} latin[] = {{0xC0, 0x24F}, {0x1E00, 0x1EFF}};

/* A letter with any accent, written as one sign or as a letter and its marks. */
static void add_letter(struct buffer *out, char base)
{
	buffer_add_cstr(out, "(?:[");
	buffer_add_byte(out, base);
	for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
		for (uint32_t code = latin[i].first; code <= latin[i].last; code++)
			if (base_of(code) == base)
				buffer_add_codepoint(out, code);
	buffer_add_cstr(out, "]\\p{Mn}*+)");
}

/* ---- the rest ------------------------------------------------------------------------------
 */

static size_t blanks(struct str pattern, size_t at)
{
	size_t length, start = at;
	for (; at < pattern.len; at += length) {
		uint32_t code = utf8_decode(pattern, at, &length);
		if (code != ' ' && code != 0xA0 && code != '\n' && code != '\t')
			break;
	}
	return at - start;
}

static bool is_hyphen(uint32_t code)
{
	return code == '-' || code == 0x2010 || code == 0x2011;
}

static void add_literal(struct buffer *out, struct str sign)
{
	if (sign.len == 1 && strchr("\\^$.[]|()?*+{}#", sign.s[0]))
		buffer_add_byte(out, '\\');
	buffer_add(out, sign);
}

/* The sign at `at`, widened; returns its length. */
static size_t add_sign(
	struct buffer *out, struct str pattern, size_t at, bool literal, bool narrow)
{
	size_t length, blank = blanks(pattern, at);
	if (blank) {
		buffer_add_cstr(out, "\\s+");
		return blank;
	}
	uint32_t code = utf8_decode(pattern, at, &length);
	struct str sign = {pattern.s + at, length};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (str_find(kinds[i], sign) == (size_t)-1)
			continue;
		buffer_add_byte(out, '[');
		buffer_add(out, kinds[i]);
		buffer_add_byte(out, ']');
		return length;
	}
	char base = base_of(code);
	if (base && narrow)
		buffer_add_byte(out, base);
	else if (base)
		add_letter(out, base);
	else if (is_hyphen(code))
		buffer_add_cstr(out, "[-‐‑–]");
	else if (literal)
		add_literal(out, sign);
	else
		buffer_add(out, sign);
	return length;
}

/* Where the first of `stops` stands, with it; the end when there is none. */
static size_t behind(struct str pattern, size_t at, const char *stops)
{
	while (at < pattern.len && !strchr(stops, pattern.s[at]))
		at++;
	return at < pattern.len ? at + 1 : at;
}

static size_t class_length(struct str pattern, size_t at)
{
	size_t end = at + 1;
	if (end < pattern.len && pattern.s[end] == '^')
		end++;
	for (size_t first = end; end < pattern.len; end++) {
		if (pattern.s[end] == ']' && end > first)
			return end + 1 - at;
		if (pattern.s[end] == '[' && end + 1 < pattern.len && pattern.s[end + 1] == ':')
			end = behind(pattern, end + 2, "]") - 1; /* [:alpha:] */
		else if (pattern.s[end] == '\\')
			end++;
	}
	return pattern.len - at;
}

/* An escape with what belongs to it: \x{e9}, \p{Lu}, \k<name>, \xe9, \Q...\E. */
static size_t escape_length(struct str pattern, size_t at)
{
	size_t end = utf8_next(pattern, at + 1);
	if (end >= pattern.len)
		return pattern.len - at;
	char kind = pattern.s[at + 1], next = pattern.s[end];
	if (kind == 'Q') {
		struct str rest = str_slice(pattern, (struct range){end, pattern.len});
		size_t close = str_find(rest, STR("\\E"));
		return (close == (size_t)-1 ? pattern.len : end + close + 2) - at;
	}
	if (strchr("xopPNgk", kind) && next == '{')
		return behind(pattern, end, "}") - at;
	if (strchr("gk", kind) && (next == '<' || next == '\''))
		return behind(pattern, end + 1, ">'") - at;
	if (kind == 'p' || kind == 'P' || kind == 'c')
		return utf8_next(pattern, end) - at;
	for (int digits = 0; kind == 'x' && digits < 2 && end < pattern.len &&
			     strchr("0123456789abcdefABCDEF", pattern.s[end]);
		digits++)
		end++;
	return end - at;
}

/* What is no text at `at`: an escape, a class, the head of a group, a count. 0: it is text. */
static size_t syntax_length(struct str pattern, size_t at)
{
	char next = at + 1 < pattern.len ? pattern.s[at + 1] : '\0';
	switch (pattern.s[at]) {
	case '\\':
		return escape_length(pattern, at);
	case '[':
		return class_length(pattern, at);
	case '{':
		return behind(pattern, at, "}") - at;
	case '(':
		if (next == '*')
			return behind(pattern, at, ")") - at;
		if (next == '?' && at + 2 < pattern.len && strchr("<'P", pattern.s[at + 2]))
			return behind(pattern, at + 3, ">')=!") - at;
		if (next == '?')
			return behind(pattern, at, ":)=!>|") - at;
		return 1;
	default:
		return 0;
	}
}

void pattern_add(struct buffer *out, struct str pattern, bool literal, bool narrow)
{
	for (size_t at = 0; at < pattern.len;) {
		size_t length = literal ? 0 : syntax_length(pattern, at);
		if (length) {
			buffer_add(out, (struct str){pattern.s + at, length});
			at += length;
		} else {
			at += add_sign(out, pattern, at, literal, narrow);
		}
	}
}

bool pattern_is_text(struct str pattern)
{
	for (size_t at = 0; at < pattern.len; at = utf8_next(pattern, at))
		if (syntax_length(pattern, at) || strchr(".*+?|^$)", pattern.s[at]))
			return false;
	return true;
}

size_t pattern_span(struct str pattern, bool literal)
{
	if (!literal && !pattern_is_text(pattern))
		return SIZE_MAX;
	for (size_t at = 0; at < pattern.len; at = utf8_next(pattern, at))
		if (blanks(pattern, at))
			return SIZE_MAX;
	return 4 * pattern.len + 4; /* no sign takes more than four bytes */
}

/* ---- accents -------------------------------------------------------------------------------
 */

/* Plain are ASCII and two blocks of punctuation: U+0080 to U+00BF, C2 xx, where letters have no
 * accents, and U+2000 to U+203F, E2 80 xx, with the quote marks and dashes of all newspapers.
 */
static size_t plain_length(struct str text, size_t at)
{
	unsigned char first = (unsigned char)text.s[at];
	if (first < 0x80)
		return 1;
	if (first == 0xC2)
		return 2;
	return first == 0xE2 && at + 1 < text.len && (unsigned char)text.s[at + 1] == 0x80 ? 3
											   : 0;
}

size_t pattern_next_accent(struct str text, size_t from, size_t end)
{
	while (from < end) {
		uint64_t word;
		for (; end - from >= sizeof word; from += sizeof word) {
			memcpy(&word, text.s + from, sizeof word);
			if (word & 0x8080808080808080u)
				break;
		}
		while (from < end && (unsigned char)text.s[from] < 0x80)
			from++;
		size_t plain = from < end ? plain_length(text, from) : 1;
		if (!plain)
			return from;
		from += plain;
	}
	return end;
}
