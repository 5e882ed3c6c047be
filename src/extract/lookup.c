#include "lookup.h"

#include <string.h>

enum { ROOM = 160, ROOM_TO_MATCH = 120, MOST_PIECES = 8 };

/* Classes that are listed in lower case, and looked up so. */
#define FOLDED (1u << LEXICON_TITLE | 1u << LEXICON_SPEECH_VERB | 1u << LEXICON_WORD)

/* A key in the making, as written and in lower case; the lists know ' only. */
struct key {
	char written[ROOM], folded[ROOM];
	size_t length, room;
	bool same; /* nothing had to be put into lower case */
};

static bool key_add(struct key *key, struct str word)
{
	for (size_t i = 0; i < word.len; i++) {
		char c = word.s[i];
		if (key->length == key->room)
			return false;
		if (c == '\xe2' && i + 2 < word.len &&
			memcmp(word.s + i, "\xe2\x80\x99", 3) == 0) {
			c = '\'';
			i += 2;
		}
		bool upper = c >= 'A' && c <= 'Z';
		key->same = key->same && !upper;
		key->written[key->length] = c;
		key->folded[key->length++] = (char)(upper ? c + ('a' - 'A') : c);
	}
	return true;
}

/* Most words of the entries that begin with the key, for each spelling. */
struct reach {
	unsigned written, folded;
};

static void look_ahead(
	const struct lexicon *lexicon, const struct key *key, struct reach *reach)
{
	unsigned written = lexicon_longest(lexicon, (struct str){key->written, key->length});
	unsigned folded = key->same ? written
				    : lexicon_longest(
					      lexicon, (struct str){key->folded, key->length});
	reach->written = written > reach->written ? written : reach->written;
	reach->folded = folded > reach->folded ? folded : reach->folded;
}

/* The classes that list the key, which has so many blanks. */
static unsigned classes_of(const struct lexicon *lexicon, const struct key *key,
	struct reach reach, unsigned blanks)
{
	unsigned written = 0, folded = 0;
	if (blanks < reach.written)
		written = lexicon_classes(lexicon, (struct str){key->written, key->length});
	if (key->same && blanks < reach.written)
		folded = written;
	else if (blanks < reach.folded)
		folded = lexicon_classes(lexicon, (struct str){key->folded, key->length});
	return (written & ~FOLDED) | (folded & FOLDED);
}

/* From the token on, one token more at a time, as far as the lists may reach. */
static void look_up(const struct finder *finder, struct tokens tokens, size_t token,
	struct listing *listing)
{
	struct key key = {.room = ROOM_TO_MATCH, .same = true};
	struct reach reach = {0, 0};
	unsigned blanks = 0;
	for (size_t i = token; i < tokens.count; i++) {
		const struct token *here = &tokens.items[i];
		if (i > token && here->space_before) {
			blanks++;
			if (blanks >= reach.written && blanks >= reach.folded)
				return;
			if (!key_add(&key, STR(" ")))
				return;
		}
		if (!key_add(&key, finder_word(finder, here)))
			return;
		if (blanks == 0) {
			if (i > token + MOST_PIECES)
				return;
			look_ahead(finder->lexicon, &key, &reach);
		}
		unsigned classes = classes_of(finder->lexicon, &key, reach, blanks);
		if (i == token)
			listing->alone = (uint16_t)classes;
		listing->classes |= (uint16_t)classes;
		for (unsigned class = 0; classes >> class; class ++)
			if (classes >> class & 1)
				listing->length[class] = (uint8_t)(i + 1 - token);
	}
}

const struct listing *lookup_token(struct finder *finder, struct tokens tokens, size_t token)
{
	struct listing *listing = &finder_listings(finder, tokens)[token];
	if (!listing->known)
		look_up(finder, tokens, token, listing);
	listing->known = true;
	return listing;
}

size_t finder_match(struct finder *finder, struct tokens tokens, size_t token,
	enum lexicon_class class, struct lexicon_entry *entry)
{
	if (token >= tokens.count)
		return 0;
	size_t length = lookup_token(finder, tokens, token)->length[class];
	if (length && entry)
		finder_lists(finder, tokens, token, token + length, class, entry);
	return length;
}

bool finder_lists(const struct finder *finder, struct tokens tokens, size_t from, size_t to,
	enum lexicon_class class, struct lexicon_entry *entry)
{
	struct key key = {.room = ROOM, .same = true};
	for (size_t i = from; i < to; i++) {
		bool blank = i > from && tokens.items[i].space_before;
		if ((blank && !key_add(&key, STR(" "))) ||
			!key_add(&key, finder_word(finder, &tokens.items[i])))
			return false;
	}
	bool folded = FOLDED >> class & 1;
	struct str form = {folded ? key.folded : key.written, key.length};
	struct lexicon_entry found[LEXICON_CLASSES];
	size_t count = lexicon_find(finder->lexicon, form, found, LEXICON_CLASSES);
	for (size_t i = 0; i < count; i++)
		if (found[i].class == class) {
			if (entry)
				*entry = found[i];
			return true;
		}
	return false;
}
