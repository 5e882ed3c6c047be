#include "list_key.h"

#include <string.h>

void list_key_begin(struct list_key *key, size_t room)
{
	key->length = 0;
	key->room = room;
	key->written_hash = key->folded_hash = LEXICON_HASH;
}

bool list_key_add(struct list_key *key, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.s[i];
		if (key->length == key->room)
			return false;
		if (c == '\xe2' && i + 2 < text.len &&
			memcmp(text.s + i, "\xe2\x80\x99", 3) == 0) {
			c = '\'';
			i += 2;
		}
		char folded = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
		key->written[key->length] = c;
		key->folded[key->length++] = folded;
		key->written_hash = lexicon_hash_add(key->written_hash, c);
		key->folded_hash = lexicon_hash_add(key->folded_hash, folded);
	}
	return true;
}

unsigned list_key_classes(const struct list_key *key, const struct lexicon *lexicon)
{
	struct str text = {key->written, key->length};
	unsigned written = lexicon_classes(lexicon, text, key->written_hash), folded = written;
	text.s = key->folded;
	if (key->folded_hash != key->written_hash)
		folded = lexicon_classes(lexicon, text, key->folded_hash);
	unsigned longer = (written | folded) & LEXICON_LONGER;
	return longer | (written & ~LIST_KEY_FOLDED & ~LEXICON_LONGER) |
	       (folded & LIST_KEY_FOLDED);
}

struct str list_key_text(const struct list_key *key, enum lexicon_class class)
{
	bool folded = LIST_KEY_FOLDED >> class & 1;
	return (struct str){folded ? key->folded : key->written, key->length};
}
