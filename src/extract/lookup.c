#include "lookup.h"

#include <string.h>

enum { ROOM = 120, MOST_PIECES = 8 };

/* A key in the making, as written and in lower case; the lists know ' only. */
struct key {
	char written[ROOM], folded[ROOM];
	size_t length;
};

static bool key_add(struct key *key, struct str word)
{
	for (size_t i = 0; i < word.len; i++) {
		char c = word.s[i];
		if (key->length == ROOM)
			return false;
		if (c == '\xe2' && i + 2 < word.len &&
			memcmp(word.s + i, "\xe2\x80\x99", 3) == 0) {
			c = '\'';
			i += 2;
		}
		key->written[key->length] = c;
		key->folded[key->length++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	return true;
}

static bool is_folded(enum lexicon_class class)
{
	return class == LEXICON_TITLE || class == LEXICON_SPEECH_VERB || class == LEXICON_WORD;
}

static void note(const struct lexicon *lexicon, struct str form, bool folded, size_t length,
	struct hits *hits)
{
	struct lexicon_entry found[LEXICON_CLASSES];
	size_t count = lexicon_find(lexicon, form, found, LEXICON_CLASSES);
	for (size_t i = 0; i < count; i++)
		if (is_folded(found[i].class) == folded)
			hits->length[found[i].class] = (uint8_t)length;
}

/* Signs that may stand inside a listed name without a blank before them. */
static bool goes_on(const struct token *token, struct str word)
{
	return token->space_before || token->kind != TOKEN_PUNCTUATION ||
	       memchr("-&.'/", word.s[0], 5) || word.s[0] == '\xe2';
}

static void lookup_at(
	const struct finder *finder, struct tokens tokens, size_t token, struct hits *hits)
{
	struct key key;
	key.length = 0;
	size_t words = 0;
	unsigned longest = 1;
	for (size_t i = token; i < tokens.count && i - token < 255; i++) {
		const struct token *t = &tokens.items[i];
		struct str word = finder_word(finder, t);
		if (i > token && (!goes_on(t, word) || (words == 0 && i > token + MOST_PIECES)))
			return;
		if (i > token && t->space_before && (++words, !key_add(&key, STR(" "))))
			return;
		if (words >= longest || !key_add(&key, word))
			return;
		struct str written = {key.written, key.length},
			   folded = {key.folded, key.length};
		if (words == 0) {
			unsigned more = lexicon_longest(finder->lexicon, written);
			longest = more > longest ? more : longest;
			more = lexicon_longest(finder->lexicon, folded);
			longest = more > longest ? more : longest;
		}
		size_t length = i + 1 - token;
		note(finder->lexicon, folded, true, length, hits);
		if (tokens.items[token].kind != TOKEN_WORD || tokens.items[token].capitalised ||
			words)
			note(finder->lexicon, written, false, length, hits);
	}
}

void lookup_tokens(const struct finder *finder, struct tokens tokens, struct hits *hits)
{
	memset(hits, 0, tokens.count * sizeof(*hits));
	for (size_t i = 0; i < tokens.count; i++)
		if (tokens.items[i].kind != TOKEN_PUNCTUATION)
			lookup_at(finder, tokens, i, &hits[i]);
}
