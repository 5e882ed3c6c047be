/* What the items of all tabs share: matching the filter, putting words on their lines. */
#include "sidebar_items.h"

#include "attache/base/grapheme.h"
#include "attache/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

/* Append text as it is compared: NFKD, case folded, without marks that combine, quote marks as
 * '. */
static void add_folded(struct buffer *out, struct str text)
{
	size_t length = 0;
	uint8_t *folded = u8_casefold(
		(const uint8_t *)text.s, text.len, NULL, UNINORM_NFKD, NULL, &length);
	struct str view = {(const char *)folded, folded ? length : 0};
	for (size_t at = 0, step; at < view.len; at += step) {
		uint32_t code = utf8_decode(view, at, &step);
		if (code == 0x2018 || code == 0x2019)
			buffer_add_byte(out, '\'');
		else if (code < 0x300 || code > 0x36F)
			buffer_add_codepoint(out, code);
	}
	free(folded);
}

bool item_matches(const struct item_list *list, struct str text)
{
	if (list->filter.len == 0)
		return true;
	struct buffer needle = {0}, hay = {0};
	add_folded(&needle, buffer_str(&list->filter));
	add_folded(&hay, text);
	bool found = str_find(buffer_str(&hay), buffer_str(&needle)) != (size_t)-1;
	buffer_free(&needle);
	buffer_free(&hay);
	return found;
}

unsigned item_put(const struct item_place *place, unsigned line, unsigned column,
	unsigned columns, struct str text, enum role role)
{
	if (line >= place->rows || column >= place->columns)
		return 0;
	if (columns > place->columns - column)
		columns = place->columns - column;
	if (grapheme_text_width(text) > columns)
		text = arena_format(place->frame, "%.*s…",
			(int)grapheme_fit(text, columns ? columns - 1 : 0), text.s);
	return grid_put(place->grid, place->row + line, place->column + column, columns, text,
		place->current ? ROLE_LIST_CURRENT : role);
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t';
}

/* Words with each run of blanks as one, `limit` bytes of them at most. */
static struct str unwrapped(struct arena *frame, struct str words, size_t limit)
{
	char *out = arena_alloc(frame, limit + 1, 1);
	size_t length = 0;
	for (size_t i = 0; i < words.len && length < limit; i++) {
		if (!is_blank(words.s[i]))
			out[length++] = words.s[i];
		else if (length && out[length - 1] != ' ')
			out[length++] = ' ';
	}
	struct str text = {out, length};
	text.len = utf8_valid_prefix(text);
	return text;
}

/* The end of the first line of text: at a blank if there is one. */
static size_t line_end(struct str text, unsigned columns)
{
	size_t fits = grapheme_fit(text, columns);
	if (fits == text.len)
		return fits;
	for (size_t i = fits; i > 0; i--)
		if (text.s[i] == ' ')
			return i;
	return fits;
}

void item_put_words(const struct item_place *place, unsigned line, unsigned lines,
	unsigned indent, struct str words, enum role role)
{
	unsigned columns = place->columns > indent ? place->columns - indent : 1;
	struct str rest = unwrapped(place->frame, words, (size_t)columns * lines * 4 + 16);
	for (unsigned i = 0; i < lines && rest.len; i++) {
		bool last = i + 1 == lines;
		size_t end = last ? rest.len : line_end(rest, columns);
		if (end == 0)
			end = rest.len; /* not even one cluster fits */
		struct str shown = str_slice(rest, (struct range){0, end});
		if (last && grapheme_text_width(shown) > columns) {
			size_t fits = line_end(rest, columns > 1 ? columns - 1 : 1);
			shown = arena_format(place->frame, "%.*s…", (int)fits, rest.s);
		}
		item_put(place, line + i, indent, columns, shown, role);
		rest = str_trim(str_slice(rest, (struct range){end, rest.len}));
	}
}

unsigned item_lines(struct str words, unsigned columns, unsigned limit)
{
	size_t lines = 1 + words.len / (columns ? columns : 1);
	return lines < limit ? (unsigned)lines : limit;
}
