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

static char other_letter(char c, uint32_t random)
{
	static const char vowels[] = "aeiou", consonants[] = "bdfgklmnprstvz";
	const char *set = strchr(vowels, tolower((unsigned char)c)) ? vowels : consonants;
	char other = set[random % strlen(set)];
	return (char)(isupper((unsigned char)c) ? toupper((unsigned char)other) : other);
}

static void scramble(char *s, size_t length)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)tolower((unsigned char)s[i])) * 16777619u;
	for (size_t i = 0; i < length; i++) {
		hash = hash * 1664525u + 1013904223u;
		if (isalpha((unsigned char)s[i]) && hash >> 30)
			s[i] = other_letter(s[i], hash >> 12);
	}
}

void augment_hyphens(struct buffer *text, struct range range)
{
	for (size_t i = range.start + 1; i + 1 < range.end; i++)
		if (text->data[i] == '-' && islower((unsigned char)text->data[i + 1])) {
			text->data[i] = ' ';
			text->data[i + 1] = (char)toupper((unsigned char)text->data[i + 1]);
		}
}

void augment_name(struct buffer *text, struct range range, augment_keep *keep, void *context)
{
	size_t end;
	for (size_t start = range.start; start < range.end; start = end + 1) {
		end = start;
		while (end < range.end && (isalpha((unsigned char)text->data[end]) ||
						  (unsigned char)text->data[end] >= 0x80))
			end++;
		char *s = text->data + start;
		if (end - start > 3 && isupper((unsigned char)*s) &&
			!keep(context, (struct str){s, end - start}))
			scramble(s, end - start);
	}
}
