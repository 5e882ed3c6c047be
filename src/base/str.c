#include "attache/base/str.h"

#include <stdint.h>
#include <string.h>

struct str str_from(const char *cstr)
{
	return cstr ? (struct str){cstr, strlen(cstr)} : (struct str){"", 0};
}

bool str_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}

static unsigned char ascii_lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool str_equal_ascii_nocase(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower(a.s[i]) != ascii_lower(b.s[i]))
			return false;
	return true;
}

int str_compare(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.s, b.s, len) : 0;
	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str text, struct str prefix)
{
	return text.len >= prefix.len && str_equal((struct str){text.s, prefix.len}, prefix);
}

bool str_ends(struct str text, struct str suffix)
{
	return text.len >= suffix.len &&
	       str_equal((struct str){text.s + (text.len - suffix.len), suffix.len}, suffix);
}

size_t str_find(struct str text, struct str needle)
{
	if (needle.len == 0)
		return 0;
	if (text.len < needle.len)
		return SIZE_MAX;
	const char *found = memmem(text.s, text.len, needle.s, needle.len);
	return found ? (size_t)(found - text.s) : SIZE_MAX;
}

size_t str_find_ascii_nocase(struct str text, struct str needle)
{
	for (size_t i = 0; i + needle.len <= text.len; i++)
		if (str_equal_ascii_nocase(
			    str_slice(text, (struct range){i, i + needle.len}), needle))
			return i;
	return (size_t)-1;
}

struct str str_slice(struct str text, struct range range)
{
	return (struct str){text.s + range.start, range.end - range.start};
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str text)
{
	while (text.len && is_blank(text.s[0])) {
		text.s++;
		text.len--;
	}
	while (text.len && is_blank(text.s[text.len - 1]))
		text.len--;
	return text;
}

bool str_split(struct str *rest, char separator, struct str *piece)
{
	if (!rest->s || rest->len == 0)
		return false;
	const char *end = memchr(rest->s, separator, rest->len);
	if (!end) {
		*piece = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	*piece = (struct str){rest->s, (size_t)(end - rest->s)};
	rest->s = end + 1;
	rest->len -= piece->len + 1;
	return true;
}

bool str_is_among(struct str list, char separator, struct str name)
{
	for (struct str piece; str_split(&list, separator, &piece);)
		if (str_equal(str_trim(piece), name))
			return true;
	return false;
}

size_t str_line_start(struct str text, size_t offset)
{
	while (offset > 0 && text.s[offset - 1] != '\n')
		offset--;
	return offset;
}

size_t str_line_end(struct str text, size_t offset)
{
	const char *end = offset < text.len ? memchr(text.s + offset, '\n', text.len - offset)
					    : NULL;
	return end ? (size_t)(end - text.s) + 1 : text.len;
}

bool str_to_size(struct str text, size_t *value)
{
	size_t sum = 0;
	if (text.len == 0)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.s[i] < '0' || text.s[i] > '9')
			return false;
		size_t digit = (size_t)(text.s[i] - '0');
		if (sum > (SIZE_MAX - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	*value = sum;
	return true;
}
