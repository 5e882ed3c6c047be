#include "list_filter.h"

#include "attache/base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#define ENTRIES_MAX 16

void list_fold(struct buffer *out, struct str name)
{
	size_t len = 0;
	uint8_t *folded = u8_casefold(
		(const uint8_t *)name.s, name.len, NULL, UNINORM_NFC, NULL, &len);
	/* It fails on what is no UTF-8, which an argument may be. */
	buffer_add(out, folded ? (struct str){(const char *)folded, len} : name);
	free(folded);
}

static bool is_letter_at(struct str text, size_t offset)
{
	size_t length;
	return offset < text.len && uc_is_alnum(utf8_decode(text, offset, &length));
}

/* Whether text holds the words, not as parts of longer words: "Xi" is not in "Xiang". */
static bool holds_words(struct str text, struct str words)
{
	for (size_t from = 0; from <= text.len;) {
		size_t at = str_find(str_slice(text, (struct range){from, text.len}), words);
		if (at == (size_t)-1)
			return false;
		size_t start = from + at, end = start + words.len;
		bool inside = start > 0 && is_letter_at(text, utf8_previous(text, start));
		if (!inside && !is_letter_at(text, end))
			return true;
		from = start + 1;
	}
	return false;
}

static bool has_one_of(const struct annotation *annotation, const char *tags)
{
	for (struct str rest = str_from(tags), tag; str_split(&rest, ',', &tag);)
		for (size_t i = 0; i < annotation->tag_count; i++)
			if (str_equal(str_from(annotation->tags[i]), str_trim(tag)))
				return true;
	return false;
}

static bool is_spoken_by(const struct annotation *annotation, struct str speaker)
{
	struct buffer name = {0};
	list_fold(&name, str_from(annotation->speaker));
	bool holds = holds_words(buffer_str(&name), speaker);
	buffer_free(&name);
	return holds;
}

static struct str name_to_code(const struct lexicon *lexicon, struct str name)
{
	struct lexicon_entry entries[ENTRIES_MAX];
	size_t count = lexicon_find(lexicon, name, entries, ENTRIES_MAX);
	for (size_t i = 0; i < count; i++)
		if (entries[i].class == LEXICON_COUNTRY)
			return entries[i].country;
	return STR("");
}

/* "CHN" for "chn" and "china", which is changed on the way. */
static struct str code_of(const struct lexicon *lexicon, struct buffer *name)
{
	for (size_t i = 0; i < name->len; i++)
		name->data[i] = (char)toupper((unsigned char)name->data[i]);
	if (lexicon_country_name(lexicon, buffer_str(name)).len)
		return buffer_str(name);
	for (size_t i = 1; i < name->len; i++)
		if (name->data[i - 1] != ' ')
			name->data[i] = (char)tolower((unsigned char)name->data[i]);
	return name_to_code(lexicon, buffer_str(name));
}

bool list_filter_country(
	struct list_filter *filter, const struct lexicon *lexicon, const char *country)
{
	struct buffer name = {0};
	struct str code = name_to_code(lexicon, str_from(country));
	buffer_add_cstr(&name, country);
	if (!code.len)
		code = code_of(lexicon, &name);
	bool found = code.len == sizeof filter->country - 1;
	if (found)
		memcpy(filter->country, code.s, code.len);
	buffer_free(&name);
	return found;
}

bool list_filter_takes(const struct list_filter *filter, const struct annotation *annotation,
	struct str country)
{
	return (!filter->tags || has_one_of(annotation, filter->tags)) &&
	       (!filter->speaker.len ||
		       is_spoken_by(annotation, buffer_str(&filter->speaker))) &&
	       (!filter->country[0] || str_equal(str_from(filter->country), country));
}
