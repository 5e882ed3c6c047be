/* What can be said of a family or a tag: the table, and the values of an item. */
#include "attache/annotate/codebook_build.h"

#include <stdio.h>
#include <stdlib.h>

#define BOTH .families = true, .tags = true

const struct codebook_field_info codebook_fields[CODEBOOK_FIELDS] = {
	[CODEBOOK_ID] = {"id", BOTH},
	[CODEBOOK_LABEL] = {"label", "name", BOTH},
	[CODEBOOK_FAMILY] = {"family", .tags = true},
	[CODEBOOK_PARENT] = {"parent", BOTH},
	[CODEBOOK_KEY] = {"key", .tags = true},
	[CODEBOOK_COLOUR] = {"colour", "color", BOTH},
	[CODEBOOK_CHOICE] = {"choice", .families = true},
	[CODEBOOK_REQUIRED] = {"required", .families = true},
	[CODEBOOK_DEFINE] = {"define", "definition description", BOTH},
	[CODEBOOK_INCLUDE] = {"include", .list = true, BOTH},
	[CODEBOOK_EXCLUDE] = {"exclude", .list = true, BOTH},
	[CODEBOOK_EXAMPLES] = {"examples", "example", .list = true, BOTH},
	[CODEBOOK_WAS] = {"was", "formerly", .list = true, .tags = true},
	[CODEBOOK_GUID] = {"guid", BOTH},
};

static bool is_among(const char *words, struct str name)
{
	for (struct str rest = str_from(words), word; str_split(&rest, ' ', &word);)
		if (str_equal_ascii_nocase(word, name))
			return true;
	return false;
}

enum codebook_field codebook_field_from(struct str name)
{
	for (unsigned i = 0; i < CODEBOOK_FIELDS; i++) {
		const struct codebook_field_info *info = &codebook_fields[i];
		if (str_equal_ascii_nocase(str_from(info->name), name) ||
			is_among(info->aliases, name))
			return (enum codebook_field)i;
	}
	return CODEBOOK_FIELDS;
}

struct str codebook_item_text(const struct codebook_item *item, enum codebook_field field)
{
	return item->fields[field].count ? item->fields[field].items[0] : STR("");
}

void codebook_item_append(struct codebook_draft *draft, struct codebook_item *item,
	enum codebook_field field, struct str value)
{
	struct codebook_texts *texts = &item->fields[field];
	struct str *items = arena_alloc(draft->arena, texts->count + 1, sizeof *items);
	for (size_t i = 0; i < texts->count; i++)
		items[i] = texts->items[i];
	items[texts->count++] = value;
	texts->items = items;
}

void codebook_item_set(struct codebook_draft *draft, struct codebook_item *item,
	enum codebook_field field, struct str value, unsigned line, unsigned column)
{
	item->fields[field] = (struct codebook_texts){.line = line, .column = column};
	codebook_item_append(draft, item, field, value);
}

/* ---- colours --------------------------------------------------------------------------------
 */

/* In the order of the themes' roles tag.1 to tag.8. */
static const struct {
	const char *name;
	int red, green, blue;
} tints[CODEBOOK_TINTS] = {
	{"red", 0xC0, 0x39, 0x2B},
	{"green", 0x3C, 0x9A, 0x3C},
	{"blue", 0x2F, 0x74, 0xC0},
	{"purple", 0x9B, 0x59, 0xB6},
	{"yellow", 0xD4, 0xA0, 0x17},
	{"teal", 0x16, 0xA0, 0x85},
	{"pink", 0xE0, 0x70, 0x9B},
	{"violet", 0x6C, 0x63, 0xC7},
};

const char *codebook_tint_name(unsigned tint)
{
	return tints[tint].name;
}

void codebook_tint_rgb(unsigned tint, char rgb[8])
{
	snprintf(rgb, 8, "#%02X%02X%02X", (unsigned)tints[tint].red & 0xFF,
		(unsigned)tints[tint].green & 0xFF, (unsigned)tints[tint].blue & 0xFF);
}

static bool parse_rgb(struct str colour, int rgb[3])
{
	if (colour.len != 7 || colour.s[0] != '#')
		return false;
	for (size_t i = 1; i < 7; i++) {
		char c = colour.s[i];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;
		if (digit < 0)
			return false;
		rgb[(i - 1) / 2] = i % 2 ? 16 * digit : rgb[(i - 1) / 2] + digit;
	}
	return true;
}

bool codebook_tint(struct str colour, unsigned *tint)
{
	int rgb[3] = {0}, least = 0;
	for (unsigned i = 0; i < CODEBOOK_TINTS; i++)
		if (str_equal_ascii_nocase(colour, str_from(tints[i].name))) {
			*tint = i;
			return true;
		}
	if (!parse_rgb(colour, rgb))
		return false;
	for (unsigned i = 0; i < CODEBOOK_TINTS; i++) {
		int red = rgb[0] - tints[i].red, green = rgb[1] - tints[i].green,
		    blue = rgb[2] - tints[i].blue;
		int distance = red * red + green * green + blue * blue;
		if (i == 0 || distance < least) {
			least = distance;
			*tint = i;
		}
	}
	return true;
}
