#include "line_motion.h"

#include "attache/base/grapheme.h"
#include "attache/base/utf8.h"

#include <unictype.h>

size_t line_end(struct str text, size_t offset)
{
	while (offset < text.len && text.s[offset] != '\n')
		offset++;
	return offset;
}

size_t line_border_from(struct str text, size_t offset)
{
	size_t border = str_line_start(text, offset);
	while (border < offset)
		border = grapheme_next(text, border);
	return border;
}

size_t line_border_before(struct str text, size_t offset)
{
	if (offset == 0)
		return 0;
	/* Behind an LF the last border is the one in front of it. */
	size_t border = str_line_start(text, offset - 1), next = grapheme_next(text, border);
	while (next > border && next < offset) {
		border = next;
		next = grapheme_next(text, border);
	}
	return border;
}

/* ---- words ---------------------------------------------------------------------------------
 */

static bool is_word(struct str text, size_t offset)
{
	size_t length;
	uint32_t codepoint = utf8_decode(text, offset, &length);
	return uc_is_alnum(codepoint) ||
	       uc_is_general_category_withtable(codepoint, UC_CATEGORY_MASK_M);
}

static bool is_blank(struct str text, size_t offset)
{
	return text.s[offset] == ' ' || text.s[offset] == '\t' || text.s[offset] == '\n';
}

size_t line_word_before(struct str text, size_t offset)
{
	bool inside = false;
	while (offset > 0) {
		size_t before = utf8_previous(text, offset);
		bool word = is_word(text, before);
		if (inside && !word)
			break;
		inside = word;
		offset = before;
	}
	return line_border_from(text, offset);
}

size_t line_word_behind(struct str text, size_t offset)
{
	bool inside = false;
	while (offset < text.len) {
		bool word = is_word(text, offset);
		if (inside && !word)
			break;
		inside = word;
		offset = utf8_next(text, offset);
	}
	return line_border_from(text, offset);
}

size_t line_blank_before(struct str text, size_t offset)
{
	while (offset > 0 && is_blank(text, offset - 1))
		offset--;
	while (offset > 0 && !is_blank(text, offset - 1))
		offset--;
	return line_border_from(text, offset);
}

/* ---- rows ----------------------------------------------------------------------------------
 */

/* A blank that is a cluster of its own. */
static bool is_gap(struct str text, size_t offset)
{
	return is_blank(text, offset) && grapheme_next(text, offset) == offset + 1;
}

/* The last place up to `fit` where a row may end: behind a blank, else at the edge. */
static size_t wrap_point(struct str line, size_t fit)
{
	size_t point = 0;
	for (size_t i = 0; i < fit; i = grapheme_next(line, i))
		if (is_gap(line, i))
			point = i + 1;
	return point ? point : fit;
}

struct range line_next_row(struct str text, unsigned columns, size_t *start)
{
	size_t from = *start, end = line_end(text, from);
	struct str line = str_slice(text, (struct range){from, end});
	size_t fit = grapheme_fit(line, columns > 1 ? columns - 1 : 1);
	if (fit < line.len) {
		/* A blank at the edge ends the row and takes no column. */
		bool at_gap = is_gap(line, fit);
		size_t length = at_gap ? fit + 1 : wrap_point(line, fit);
		if (length == 0)
			length = grapheme_next(line, 0);
		/* Behind a blank at the very end the cursor stands in a row of its own. */
		if (at_gap || length < line.len) {
			*start = from + length;
			return (struct range){from, from + (at_gap ? fit : length)};
		}
	}
	*start = end + 1;
	return (struct range){from, end};
}

bool line_row(struct str text, unsigned columns, size_t number, struct range *row)
{
	for (size_t start = 0; start <= text.len; number--) {
		*row = line_next_row(text, columns, &start);
		if (number == 0)
			return true;
	}
	return false;
}
