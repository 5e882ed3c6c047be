#include "lookup.h"

#include <string.h>

enum { ROOM = 160, ROOM_TO_MATCH = 120, MOST_PIECES = 8 };

/* Classes that are listed in lower case, and looked up so. */
#define FOLDED (1u << LEXICON_TITLE | 1u << LEXICON_SPEECH_VERB | 1u << LEXICON_WORD)

/* A key in the making, as written and in lower case; the lists know ' only. */
struct key {
	char written[ROOM], folded[ROOM];
	size_t length, room;
	uint32_t written_hash, folded_hash;
};

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static void key_begin(struct key *key, size_t room)
{
	key->length = 0;
	key->room = room;
	key->written_hash = key->folded_hash = LEXICON_HASH;
}

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
		char folded = lower(c);
		key->written[key->length] = c;
		key->folded[key->length++] = folded;
		key->written_hash = lexicon_hash_add(key->written_hash, c);
		key->folded_hash = lexicon_hash_add(key->folded_hash, folded);
	}
	return true;
}

/* Whether entries may begin with what has these hashes. */
static bool may_begin(const struct lexicon *lexicon, uint32_t written, uint32_t folded)
{
	return lexicon_may_begin(lexicon, written) ||
	       (folded != written && lexicon_may_begin(lexicon, folded));
}

static unsigned classes_of(const struct lexicon *lexicon, const struct key *key)
{
	struct str text = {key->written, key->length};
	unsigned written = lexicon_classes(lexicon, text, key->written_hash), folded = written;
	text.s = key->folded;
	if (key->folded_hash != key->written_hash)
		folded = lexicon_classes(lexicon, text, key->folded_hash);
	return (written & ~FOLDED) | (folded & FOLDED);
}

/* From the token on, one token more at a time, as far as the lists may reach. */
static void look_up(const struct finder *finder, struct tokens tokens, size_t token,
	struct listing *listing)
{
	struct key key;
	unsigned blanks = 0;
	key_begin(&key, ROOM_TO_MATCH);
	for (size_t i = token; i < tokens.count; i++) {
		const struct token *here = &tokens.items[i];
		bool blank = i > token && here->space_before;
		blanks += blank;
		if ((blank && !key_add(&key, STR(" "))) ||
			!key_add(&key, finder_word(finder, here)) ||
			!may_begin(finder->lexicon, key.written_hash, key.folded_hash) ||
			(blanks == 0 && i > token + MOST_PIECES))
			return;
		unsigned classes = classes_of(finder->lexicon, &key);
		if (i == token)
			listing->alone = (uint16_t)classes;
		listing->classes |= (uint16_t)classes;
		for (unsigned class = 0; classes >> class; class ++)
			if (classes >> class & 1)
				listing->length[class] = (uint8_t)(i + 1 - token);
	}
}

/* What is known of a token from its letters alone. */
static void read_word(const struct lexicon *lexicon, struct str word, struct listing *listing)
{
	uint32_t written = LEXICON_HASH, folded = LEXICON_HASH;
	bool marked = false;
	for (size_t i = 0; i < word.len; i++) {
		marked = marked || word.s[i] == '\xe2';
		written = lexicon_hash_add(written, word.s[i]);
		folded = lexicon_hash_add(folded, lower(word.s[i]));
	}
	listing->may_begin = marked || may_begin(lexicon, written, folded);
	listing->written = written ? written : 1;
	listing->folded = folded ? folded : 1;
}

const struct listing *lookup_token(struct finder *finder, struct tokens tokens, size_t token)
{
	struct listing *listing = &finder_listings(finder, tokens)[token];
	if (listing->known)
		return listing;
	read_word(finder->lexicon, finder_word(finder, &tokens.items[token]), listing);
	if (listing->may_begin)
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
	struct key key;
	key_begin(&key, ROOM);
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
