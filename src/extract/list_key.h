/* Words as the lists have them: put together one by one, looked up in both spellings. */
#ifndef ATTACHE_EXTRACT_LIST_KEY_H
#define ATTACHE_EXTRACT_LIST_KEY_H

#include "attache/extract/lexicon.h"

enum { LIST_KEY_MOST = 160, LIST_KEY_MATCHED = 120 };

/* Classes that are listed in lower case, and looked up so. */
#define LIST_KEY_FOLDED (1u << LEXICON_TITLE | 1u << LEXICON_SPEECH_VERB | 1u << LEXICON_WORD)

/* As written and in lower case; the lists know ' only. */
struct list_key {
	char written[LIST_KEY_MOST], folded[LIST_KEY_MOST];
	size_t length, room;
	uint32_t written_hash, folded_hash;
};

void list_key_begin(struct list_key *key, size_t room);   /* bytes: LIST_KEY_MOST at most */
bool list_key_add(struct list_key *key, struct str text); /* false: it is full */

/* lexicon_classes of the key, each class in its spelling. */
unsigned list_key_classes(const struct list_key *key, const struct lexicon *lexicon);

/* The key as a class lists it. */
struct str list_key_text(const struct list_key *key, enum lexicon_class class);

#endif
