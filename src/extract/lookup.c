#include "lookup.h"

#include "form.h"
#include "list_key.h"

enum { MOST_PIECES = 8 };

static void enter(struct listing *listing, unsigned classes, size_t length)
{
	listing->classes |= (uint16_t)classes;
	for (unsigned class = 0; classes >> class; class ++)
		if (classes >> class & 1)
			listing->length[class] = (uint8_t)length;
}

/* Whether no entry goes on from a word with the token behind it; no is mostly the answer, and
 * found without putting the two together. */
static bool ends_here(const struct finder *finder, const struct token *next, uint32_t written,
	uint32_t folded)
{
	struct str word = finder_word(finder, next);
	if (next->space_before) {
		written = lexicon_hash_add(written, ' ');
		folded = lexicon_hash_add(folded, ' ');
	}
	for (size_t i = 0; i < word.len; i++) {
		char c = word.s[i];
		if (c == '\xe2') /* perhaps ’, which the lists write in another way */
			return false;
		written = lexicon_hash_add(written, c);
		folded = lexicon_hash_add(
			folded, (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
	}
	return !lexicon_may_begin(finder->lexicon, written) &&
	       !lexicon_may_begin(finder->lexicon, folded);
}

/* The entries of several tokens: one more at a time, as far as the lists may reach. */
static void look_up(const struct finder *finder, struct tokens tokens, size_t token,
	struct listing *listing)
{
	struct list_key key;
	unsigned blanks = 0, classes = LEXICON_LONGER;
	list_key_begin(&key, LIST_KEY_MATCHED);
	list_key_add(&key, finder_word(finder, &tokens.items[token]));
	for (size_t i = token + 1; i < tokens.count && (classes & LEXICON_LONGER); i++) {
		const struct token *here = &tokens.items[i];
		blanks += here->space_before;
		if ((here->space_before && !list_key_add(&key, STR(" "))) ||
			!list_key_add(&key, finder_word(finder, here)) ||
			(blanks == 0 && i > token + MOST_PIECES))
			return;
		classes = list_key_classes(&key, finder->lexicon);
		enter(listing, classes & ~LEXICON_LONGER, i + 1 - token);
	}
}

const struct listing *lookup_token(struct finder *finder, struct tokens tokens, size_t token)
{
	struct listing *listing = &finder_listings(finder, tokens)[token];
	if (listing->known)
		return listing;
	const struct form *form = forms_find(
		finder->forms, finder_word(finder, &tokens.items[token]));
	listing->known = true;
	listing->alone = form->alone;
	enter(listing, form->alone, 1);
	if (form->longer && token + 1 < tokens.count &&
		!ends_here(finder, &tokens.items[token + 1], form->list_written,
			form->list_folded))
		look_up(finder, tokens, token, listing);
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
	struct list_key key;
	list_key_begin(&key, LIST_KEY_MOST);
	for (size_t i = from; i < to; i++) {
		bool blank = i > from && tokens.items[i].space_before;
		if ((blank && !list_key_add(&key, STR(" "))) ||
			!list_key_add(&key, finder_word(finder, &tokens.items[i])))
			return false;
	}
	struct str form = list_key_text(&key, class);
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
