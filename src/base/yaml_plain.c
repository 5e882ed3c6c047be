/* The plain part of YAML, read line by line. Whatever is not surely the same in libyaml's eyes
 * is left to it: a reader of the whole language is a few thousand lines, this is not one. */
#include "attache/base/utf8.h"
#include "attache/base/yaml.h"

#include <string.h>

#define MEMBERS_MAX 64

struct cursor {
	struct arena *arena;
	struct str text;
	size_t at;
	unsigned line;
	size_t line_start;
};

static char here(const struct cursor *cursor)
{
	return cursor->at < cursor->text.len ? cursor->text.s[cursor->at] : '\n';
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static struct yaml_node *new_node(const struct cursor *cursor, enum yaml_kind kind)
{
	struct yaml_node *node = arena_alloc(cursor->arena, 1, sizeof *node);
	node->kind = kind;
	node->line = cursor->line;
	node->column = (unsigned)utf8_count(str_slice(
			       cursor->text, (struct range){cursor->line_start, cursor->at})) +
		       1;
	node->bytes.start = cursor->at;
	return node;
}

/* Text that libyaml takes as it stands: no control characters but tabs, no line ends but LF and
 * CRLF, none of the signs that are a line end or forbidden. Such signs begin with C2, E2 or EF,
 * and all that do are looked at. */
static bool is_clean(struct str text)
{
	bool ascii = true;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.s[i];
		if (c >= ' ' && c < 0x7F)
			continue;
		unsigned char next = i + 1 < text.len ? (unsigned char)text.s[i + 1] : 0;
		unsigned char third = i + 2 < text.len ? (unsigned char)text.s[i + 2] : 0;
		ascii = ascii && c < 0x80;
		if ((c < ' ' && c != '\n' && c != '\t' && !(c == '\r' && next == '\n')) ||
			c == 0x7F || (c == 0xC2 && next < 0xA0) ||
			(c == 0xE2 && next == 0x80 && (third == 0xA8 || third == 0xA9)) ||
			(c == 0xEF && ((next == 0xBB && third == 0xBF) ||
					      (next == 0xBF && third >= 0xBE))))
			return false;
	}
	return ascii || utf8_valid_prefix(text) == text.len;
}

/* A word or number that no context reads otherwise: "quote", "-1", "2026-11-23T18:20:00Z". */
static bool read_word(struct cursor *cursor, struct str *word)
{
	size_t start = cursor->at;
	if (here(cursor) == '-')
		cursor->at++;
	if (!is_word(here(cursor)))
		return false;
	while (is_word(here(cursor)) || here(cursor) == '-' || here(cursor) == '_' ||
		here(cursor) == '.' ||
		(here(cursor) == ':' && cursor->at + 1 < cursor->text.len &&
			is_word(cursor->text.s[cursor->at + 1])))
		cursor->at++;
	*word = str_slice(cursor->text, (struct range){start, cursor->at});
	return true;
}

static bool read_hex(struct cursor *cursor, unsigned digits, uint32_t *value)
{
	*value = 0;
	for (unsigned i = 0; i < digits; i++) {
		char c = here(cursor);
		unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
				 : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
				 : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
							: 16;
		if (digit == 16)
			return false;
		*value = *value << 4 | digit;
		cursor->at++;
	}
	return *value <= 0x10FFFF && (*value < 0xD800 || *value > 0xDFFF);
}

/* What stands behind a backslash, decoded. */
static bool read_escape(struct cursor *cursor, char out[4], size_t *length)
{
	static const char names[] = "\"\\/ntr0abfv", values[] = "\"\\/\n\t\r\0\a\b\f\v";
	char c = here(cursor);
	const char *name = c ? strchr(names, c) : NULL;
	uint32_t codepoint;
	cursor->at++;
	*length = 1;
	out[0] = name ? values[name - names] : '\0';
	if (name && c != 'e')
		return true;
	if (c == 'e') {
		out[0] = '\x1B';
		return true;
	}
	if ((c != 'x' && c != 'u' && c != 'U') || !read_hex(cursor,
							  c == 'x'   ? 2
							  : c == 'u' ? 4
								     : 8,
							  &codepoint))
		return false;
	*length = utf8_encode(codepoint, out);
	return true;
}

static bool read_quoted(struct cursor *cursor, struct str *value)
{
	struct str text = cursor->text;
	size_t start = ++cursor->at, length = 0;
	while (here(cursor) != '"' && here(cursor) != '\n' && here(cursor) != '\\')
		cursor->at++;
	if (here(cursor) == '"') {
		*value = str_slice(text, (struct range){start, cursor->at++});
		return true;
	}
	const char *end = memchr(text.s + start, '\n', text.len - start);
	size_t room = end ? (size_t)(end - text.s) - start : text.len - start;
	char *out = arena_alloc(cursor->arena, room + 4, 1);
	cursor->at = start;
	while (here(cursor) != '"') {
		size_t more = 1;
		if (here(cursor) == '\n' || here(cursor) == '\r')
			return false;
		if (here(cursor) != '\\') {
			out[length] = text.s[cursor->at++];
		} else {
			cursor->at++;
			if (!read_escape(cursor, out + length, &more))
				return false;
		}
		length += more;
	}
	cursor->at++;
	*value = (struct str){out, length};
	return true;
}

static struct yaml_node *read_scalar(struct cursor *cursor)
{
	struct yaml_node *node = new_node(cursor, YAML_SCALAR);
	node->quoted = here(cursor) == '"';
	bool ok = node->quoted ? read_quoted(cursor, &node->text)
			       : read_word(cursor, &node->text);
	node->bytes.end = cursor->at;
	return ok && node->text.len <= YAML_MAX_SCALAR ? node : NULL;
}

static struct yaml_node *read_list(struct cursor *cursor)
{
	struct yaml_node *list = new_node(cursor, YAML_SEQUENCE), *item;
	const struct yaml_node **tail = &list->first;
	cursor->at++;
	while (here(cursor) != ']') {
		item = read_scalar(cursor);
		if (!item || (here(cursor) != ',' && here(cursor) != ']'))
			return NULL;
		*tail = item;
		tail = (const struct yaml_node **)(uintptr_t)&item->next;
		if (here(cursor) == ',') {
			cursor->at++;
			if (here(cursor) != ' ')
				return NULL;
			cursor->at++;
		}
	}
	list->bytes.end = ++cursor->at;
	return list;
}

/* Blanks, a comment, the line's end. */
static bool end_line(struct cursor *cursor)
{
	size_t start = cursor->at;
	while (here(cursor) == ' ')
		cursor->at++;
	if (here(cursor) == '#' && cursor->at > start)
		while (here(cursor) != '\n')
			cursor->at++;
	if (here(cursor) == '\r')
		cursor->at++;
	if (here(cursor) != '\n')
		return false;
	if (cursor->at < cursor->text.len)
		cursor->at++;
	cursor->line++;
	cursor->line_start = cursor->at;
	return true;
}

/* Lines without a key: empty ones, and comments of any indentation. */
static void skip_comments(struct cursor *cursor)
{
	for (struct cursor look = *cursor; look.at < look.text.len; *cursor = look) {
		while (here(&look) == ' ')
			look.at++;
		if (here(&look) == '#')
			while (here(&look) != '\n')
				look.at++;
		else if (here(&look) == '\r')
			look.at++;
		if (here(&look) != '\n')
			return;
		if (!end_line(&look))
			return;
	}
}

static struct yaml_node *read_member(struct cursor *cursor)
{
	struct str key;
	struct range key_bytes = {cursor->at, 0};
	if (!is_word(here(cursor)) || !read_word(cursor, &key) || key.len > 100)
		return NULL;
	key_bytes.end = cursor->at;
	if (here(cursor) != ':' || cursor->at + 1 >= cursor->text.len ||
		cursor->text.s[cursor->at + 1] != ' ')
		return NULL;
	cursor->at += 2;
	struct yaml_node *node = here(cursor) == '[' ? read_list(cursor) : read_scalar(cursor);
	if (!node || !end_line(cursor))
		return NULL;
	node->key = key;
	node->key_bytes = key_bytes;
	return node;
}

static bool is_double(const struct yaml_node *mapping, struct str key)
{
	size_t count = 0;
	for (const struct yaml_node *node = mapping->first; node; node = node->next)
		if (++count > MEMBERS_MAX || str_equal(node->key, key))
			return true;
	return false;
}

const struct yaml_node *yaml_parse_plain(struct arena *arena, struct str text)
{
	struct cursor cursor = {.arena = arena, .text = text, .line = 1};
	if (!is_clean(text))
		return NULL;
	while (here(&cursor) == ' ')
		cursor.at++;
	size_t column = cursor.at + 2;
	if (text.len < column || text.s[cursor.at] != '-' || text.s[cursor.at + 1] != ' ')
		return NULL;
	cursor.at += 2;
	struct yaml_node *mapping = new_node(&cursor, YAML_MAPPING);
	const struct yaml_node **tail = &mapping->first;
	do {
		struct yaml_node *member = read_member(&cursor);
		if (!member || is_double(mapping, member->key))
			return NULL;
		*tail = member;
		tail = (const struct yaml_node **)(uintptr_t)&member->next;
		skip_comments(&cursor);
		size_t start = cursor.at;
		while (here(&cursor) == ' ')
			cursor.at++;
		if (cursor.at < text.len && cursor.at - start != column)
			return NULL;
	} while (cursor.at < text.len);
	mapping->bytes.end = text.len;
	return mapping;
}
