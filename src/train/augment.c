#include "augment.h"

#include <ctype.h>
#include <string.h>

enum { HEADLINE_LEAST = 20, HEADLINE_MOST = 160 };

static bool is_small(struct str word)
{
	static const char *const small[] = {"a", "an", "the", "and", "or", "but", "of", "in",
		"on", "at", "to", "for", "by", "as", "from", "with", "over", "into"};
	for (size_t i = 0; i < sizeof(small) / sizeof(*small); i++)
		if (str_equal(word, str_from(small[i])))
			return true;
	return false;
}

static void capitalise(char *s, size_t length, bool all)
{
	for (size_t i = 0; i < length; i++) {
		bool begins = (i == 0 || s[i - 1] == ' ') && islower((unsigned char)s[i]);
		size_t end = i;
		while (end < length && s[end] != ' ')
			end++;
		if (all || (begins && !is_small((struct str){s + i, end - i})))
			s[i] = (char)toupper((unsigned char)s[i]);
	}
}

/* Where the first sentence of a paragraph ends: before ". " behind a word in small letters. */
static size_t sentence_end(const char *s, size_t length)
{
	for (size_t i = 3; i + 1 < length; i++)
		if (s[i] == '.' && s[i + 1] == ' ' && islower((unsigned char)s[i - 1]) &&
			islower((unsigned char)s[i - 2]) && islower((unsigned char)s[i - 3]))
			return i;
	return length;
}

void augment_headlines(struct buffer *text)
{
	unsigned count = 0;
	for (size_t start = 0; start < text->len;) {
		char *s = text->data + start;
		const char *newline = memchr(s, '\n', text->len - start);
		size_t length = newline ? (size_t)(newline - s) : text->len - start;
		size_t end = sentence_end(s, length);
		if (end >= HEADLINE_LEAST && end <= HEADLINE_MOST) {
			capitalise(s, end, ++count % 4 == 0);
			if (end < length)
				memcpy(s + end, "\n\n", 2);
		}
		start += length + 1;
	}
}
