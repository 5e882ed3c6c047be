/* The lexicon: the word lists of data/ (countries, demonyms, capitals, organisations, titles,
 * speech verbs, given names ...), compiled by the build into one file that is mapped at start
 * and searched in place; nothing is parsed at start-up.
 *
 * Look-up is by words: `lexicon_match` finds the longest entry that begins at a token. */
#ifndef ATTACHE_EXTRACT_LEXICON_H
#define ATTACHE_EXTRACT_LEXICON_H

#include "attache/base/error.h"
#include "attache/base/str.h"

#include <stdint.h>

struct lexicon;

enum lexicon_class {
	LEXICON_COUNTRY,      /* France, the Gambia, U.S. */
	LEXICON_DEMONYM,      /* French, Kurds, Sunni */
	LEXICON_CAPITAL,      /* seats of government: may stand for one */
	LEXICON_PLACE,        /* cities, regions, seas */
	LEXICON_ORGANISATION, /* United Nations, NATO, Reuters */
	LEXICON_METONYM,      /* Kremlin, White House, Downing Street */
	LEXICON_TITLE,        /* foreign minister, president */
	LEXICON_GIVEN_NAME,
	LEXICON_SURNAME,
	LEXICON_SPEECH_VERB, /* said, warned; class and tense in attributes */
	LEXICON_EVENT,
	LEXICON_LAW,
	LEXICON_WORD, /* common words that are no names although capitalised */
	LEXICON_CLASSES
};

struct lexicon_entry {
	enum lexicon_class class;
	struct str form;      /* as listed */
	struct str canonical; /* the fullest form; may equal form */
	struct str country;   /* ISO 3166-1 alpha-3 or empty */
	struct str attribute; /* class dependent: see the header lines of the TSV files */
};

/* Map the compiled lexicon. Long-lived; free with lexicon_free (NULL accepted). */
bool lexicon_open(const char *path, struct lexicon **out, struct error *err);
void lexicon_free(struct lexicon *lexicon);

/* All entries of exactly this form (case-sensitive for names; titles, verbs and common words
 * are listed in lower case and looked up folded). Writes at most `limit` entries, returns their
 * number. */
size_t lexicon_find(const struct lexicon *lexicon, struct str form,
	struct lexicon_entry *entries, size_t limit);

/* FNV-1a, 32 bits: the hash of a text is LEXICON_HASH with its bytes added one by one. */
#define LEXICON_HASH 2166136261u
static inline uint32_t lexicon_hash_add(uint32_t hash, char byte)
{
	return (hash ^ (unsigned char)byte) * 16777619u;
}
uint32_t lexicon_hash(struct str text);

/* Whether an entry may begin with the text of this hash, which ends where a word does. No is
 * sure. */
bool lexicon_may_begin(const struct lexicon *lexicon, uint32_t hash);

/* A bit per class that lists exactly this form, whose hash is known, and LEXICON_LONGER when
 * longer entries begin with it. What nothing begins with is known by one look as a rule; where
 * that look is mistaken, an unlisted form has LEXICON_LONGER in vain. */
#define LEXICON_LONGER (1u << 31)
unsigned lexicon_classes(const struct lexicon *lexicon, struct str form, uint32_t hash);

/* The tagger's model that was compiled in; empty when there is none. Aligned for any type. */
struct str lexicon_model(const struct lexicon *lexicon);

/* ISO alpha-3 -> the country's usual name, or empty. */
struct str lexicon_country_name(const struct lexicon *lexicon, struct str iso3);

#endif
