#include "attache/base/grapheme.h"

#include "attache/base/utf8.h"

#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>
#include <wchar.h>

/* The longest cluster that is looked at as a whole; longer ones are cut. */
#define CONTEXT_BYTES ((size_t)256)
#define ZERO_WIDTH_JOINER 0x200Du

bool grapheme_locale(void)
{
	/* Of a locale only the characters count: the other eleven parts are as many files. */
	if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return true;
	return setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8");
}

static bool is_ascii(char byte)
{
	return (unsigned char)byte < 0x80;
}

/* u8_grapheme_next looks at pairs only: it cuts emoji sequences behind their joiners and gives
 * every flag half a cluster of its own. Those, and only those, go through u8_grapheme_breaks.
 */
static bool needs_context(struct str text, size_t start, size_t end)
{
	size_t length;
	uint32_t first = utf8_decode(text, start, &length);
	uint32_t last = utf8_decode(text, utf8_previous(text, end), &length);
	return last == ZERO_WIDTH_JOINER || (first >= 0x1F1E6 && first <= 0x1F1FF);
}

static size_t next_in_context(struct str text, size_t offset)
{
	char breaks[CONTEXT_BYTES];
	size_t len = text.len - offset;
	if (len > CONTEXT_BYTES)
		len = utf8_previous(text, offset + CONTEXT_BYTES) - offset;
	u8_grapheme_breaks((const uint8_t *)text.s + offset, len, breaks);
	for (size_t i = 1; i < len; i++)
		if (breaks[i])
			return offset + i;
	return offset + len;
}

size_t grapheme_next(struct str text, size_t offset)
{
	if (offset >= text.len)
		return text.len;
	/* Two ASCII bytes in a row are two clusters, but for CR LF. */
	if (is_ascii(text.s[offset]) &&
		(offset + 1 == text.len || is_ascii(text.s[offset + 1])) &&
		text.s[offset] != '\r')
		return offset + 1;
	const uint8_t *start = (const uint8_t *)text.s + offset;
	const uint8_t *next = u8_grapheme_next(start, (const uint8_t *)text.s + text.len);
	size_t end = next ? (size_t)(next - (const uint8_t *)text.s) : text.len;
	return needs_context(text, offset, end) ? next_in_context(text, offset) : end;
}

size_t grapheme_previous(struct str text, size_t offset)
{
	if (offset == 0)
		return 0;
	if (is_ascii(text.s[offset - 1]) && (offset == 1 || is_ascii(text.s[offset - 2])) &&
		text.s[offset - 1] != '\n')
		return offset - 1;
	if (offset >= 2 && text.s[offset - 1] == '\n' && text.s[offset - 2] == '\r')
		return offset - 2;
	/* Walk forward from the nearest ASCII byte, which begins a cluster. */
	size_t start = utf8_previous(text, offset);
	while (start > 0 && offset - start < CONTEXT_BYTES && !is_ascii(text.s[start]))
		start = utf8_previous(text, start);
	for (size_t next = grapheme_next(text, start); next < offset;
		next = grapheme_next(text, next))
		start = next;
	return start;
}

unsigned grapheme_width(struct str cluster)
{
	size_t length;
	uint32_t first = utf8_decode(cluster, 0, &length);
	if (length == 0)
		return 0;
	if (first >= 0x20 && first < 0x7F)
		return 1;
	int width = wcwidth((wchar_t)first);
	if (width < 0)
		return 1;
	/* A base of width 1 that a variation selector makes an emoji is still drawn by the
	 * terminal as its parts say: ncurses adds the widths of the code points, so the widest
	 * of them counts. */
	for (size_t i = length; i < cluster.len; i += length) {
		uint32_t next = utf8_decode(cluster, i, &length);
		int more = wcwidth((wchar_t)next);
		if (more > width)
			width = more;
	}
	return (unsigned)width;
}

size_t grapheme_text_width(struct str text)
{
	size_t columns = 0;
	for (size_t i = 0; i < text.len;) {
		size_t next = grapheme_next(text, i);
		columns += grapheme_width((struct str){text.s + i, next - i});
		i = next;
	}
	return columns;
}

size_t grapheme_fit(struct str text, size_t columns)
{
	size_t used = 0, i = 0;
	while (i < text.len) {
		size_t next = grapheme_next(text, i);
		used += grapheme_width((struct str){text.s + i, next - i});
		if (used > columns)
			break;
		i = next;
	}
	return i;
}

/* Within a run of non-blanks libunistring breaks "U.S.-led" and addresses at their punctuation.
 * A break that follows a full stop, slash, colon or similar inside such a run, with ASCII on
 * both sides, is taken back; one after a hyphen between letters stays. */
static bool unwanted_break(struct str text, size_t offset)
{
	char before = text.s[offset - 1], after = text.s[offset];
	if (!is_ascii(before) || !is_ascii(after) || before == ' ' || after == ' ' ||
		before == '\t' || before == '\n')
		return false;
	if (before != '-')
		return true;
	char base = offset >= 2 ? text.s[offset - 2] : ' ';
	return !((base >= 'a' && base <= 'z') || (base >= 'A' && base <= 'Z'));
}

void grapheme_line_breaks(struct str text, char *breaks)
{
	if (text.len == 0)
		return;
	u8_possible_linebreaks((const uint8_t *)text.s, text.len, "UTF-8", breaks);
	for (size_t i = 0; i < text.len; i++) {
		char opportunity = 0;
		if (breaks[i] == UC_BREAK_POSSIBLE)
			opportunity = (char)(i > 0 && !unwanted_break(text, i));
		else if (i > 0 && text.s[i - 1] == '\n')
			opportunity = 2;
		breaks[i] = opportunity;
	}
}
