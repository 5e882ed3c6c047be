/* The finder: what the finders of one document share while they work.
 *
 * extraction.c runs them in order, one block, name or quotation at a time, all of them before
 * the next finder begins. Whatever is found grows in the finder's arrays; extraction.c turns
 * them into the public struct extraction. A finder may look at what it was called for and at
 * the arrays, never at how the work is cut into steps; what it does for one of them takes a
 * bounded time. */
#ifndef ATTACHE_EXTRACT_FINDER_H
#define ATTACHE_EXTRACT_FINDER_H

#include "attache/base/arena.h"
#include "attache/extract/extraction.h"
#include "attache/text/segment.h"

#define TOKENS_REACH 16
#define TOKENS_KEPT_BYTES ((size_t)128 * 1024)

enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE };

/* A mention in the making: the public part and what the other finders need to know of it. */
struct name {
	struct mention mention; /* .entity is set by entities_link */
	uint32_t block;
	uint32_t token, token_end; /* of the block's tokens, half-open */
	struct range full;  /* with what stands before it: "Chinese Foreign Minister Wang Yi" */
	struct range title; /* "Foreign Minister", "Mr", also of an apposition behind the name
			       ("Wang Yi, China's foreign minister,"); empty when none */
	struct str country; /* ISO alpha-3: of the name itself, or of a person's title */
	struct str canonical; /* the lexicon's fullest form, empty when it knows none */
	enum gender gender;   /* of a person, from "Mr", "Ms" or the given name */
};

/* What the rules take for a name; the tagger has the last word. */
struct guess {
	uint32_t start; /* byte offset */
	uint32_t block;
	uint32_t token, token_end; /* of the block's tokens, half-open */
	enum entity_type type;     /* ENTITY_TYPES: a name of unknown type */
	bool certain;
};

/* What is known of an entity beyond struct entity; same index. */
struct profile {
	enum gender gender;
	struct str title; /* lower case: "foreign minister"; the most telling one found */
	bool group;       /* several people: "the Taliban", a country, an organisation ("they",
			     "it") */
	uint32_t first, last; /* names: first and last mention */
};

struct finder {
	const struct document *document;
	const struct lexicon *lexicon;
	struct arena *arena;          /* lives as long as the extraction */
	struct token_slot *slots;     /* use finder_tokens */
	size_t slot_count, last_slot; /* the latter was asked for last */
	struct arena *token_arenas[TOKENS_REACH];

	struct arena *scratch; /* for one block at a time */
	struct forms *forms;   /* what is known of words */
	struct recall *recall; /* what the rules found in the whole document */
	struct tagger *tagger; /* NULL when the lexicon holds no model: the guesses stand */

	/* these grow outside the arena and end with finder_end */
	struct guess *guesses; /* by the rules, in order */
	size_t guess_count, guess_capacity;
	struct name *names; /* sorted by start, not overlapping */
	size_t name_count, name_capacity;
	struct linking *linking; /* entity.c's between its passes */
	struct entity *entities;
	struct profile *profiles;
	size_t entity_count, entity_capacity, profile_capacity;
	struct quote *quotes; /* in order of the text */
	size_t quote_count, quote_capacity;
	struct transcript {
		size_t paragraphs, labels, first; /* how many; the first label's paragraph */
		bool speech;                      /* one begins with a salutation */
	} transcript;                             /* turn.c's */
	struct style {
		size_t single, doubled, end; /* quotations in such marks; the last one's end */
	} style;                             /* speaker.c's */
	struct statements *statements;       /* statement.c's between its steps */
	struct mention *mentions; /* the public ones and the entities' lists of them, */
	uint32_t *lists;          /* `listed` of which have their place: extraction.c's */
	size_t listed;
};

/* Tokens of a block. Those of an article of TOKENS_KEPT_BYTES or less are kept. Those of a
 * longer one take more room than its text and are kept for a while only: until those of a block
 * TOKENS_REACH or more away are asked for. */
struct tokens finder_tokens(struct finder *finder, size_t block);

/* Make and free what the finders work with; the arena stays. */
void finder_begin(
	struct finder *finder, const struct document *document, const struct lexicon *lexicon);
void finder_end(struct finder *finder);

/* Whether a block is read at all (no furniture, no rule). */
bool finder_reads(const struct finder *finder, size_t block);

/* The text of a range or of a token of the document. */
struct str finder_text(const struct finder *finder, struct range range);
static inline struct str finder_word(const struct finder *finder, const struct token *token)
{
	return (struct str){finder->document->text.s + token->start, token->length};
}

/* The token as the lexicon lists it: lower case, ’ as '. In the scratch; the word itself when
 * nothing had to change. */
struct str finder_folded(struct finder *finder, const struct token *token);

/* Number of tokens from `token` on that form the longest lexicon entry of this class, 0 when
 * none does. Compared in lower case for titles, verbs and words, else as written. `entry` may
 * be NULL. */
size_t finder_match(struct finder *finder, struct tokens tokens, size_t token,
	enum lexicon_class class, struct lexicon_entry *entry);

/* Whether exactly the tokens from..to are listed in this class. `entry` may be NULL. */
bool finder_lists(const struct finder *finder, struct tokens tokens, size_t from, size_t to,
	enum lexicon_class class, struct lexicon_entry *entry);

/* Room for what lookup.c finds out about each of these tokens, zeroed at first. */
struct listing *finder_listings(struct finder *finder, struct tokens tokens);

/* Index of the first guess that starts at or after offset; O(log n). */
size_t finder_guess_from(const struct finder *finder, size_t offset);

/* Index of the name that covers a byte offset (its `range`), or (size_t)-1; O(log n). */
size_t finder_name_at(const struct finder *finder, size_t offset);

/* Index of the first name that starts at or after offset; name_count when none. O(log n). */
size_t finder_name_from(const struct finder *finder, size_t offset);

/* How many quotations start before offset; O(log n). */
size_t finder_quotes_before(const struct finder *finder, size_t offset);

/* A quote with every field but the range left zero is not valid: set speaker = ENTITY_NONE. */
struct quote *finder_add_quote(struct finder *finder);
struct name *finder_add_name(struct finder *finder);
struct guess *finder_add_guess(struct finder *finder);

/* Names of people, places ... in a block by rules, in order. Needs only the block. */
void mentions_guess(struct finder *finder, size_t block);

/* The names of the document by the tagger, which has the rules' guesses among its features.
 * Once per block, in order, after mentions_guess has seen all; replaces the guesses. */
void mentions_find(struct finder *finder, size_t block);

/* Names are joined to entities, which fills entities and profiles: doubtful names take the
 * type of the surest of the same words, full names make entities before short ones look for
 * theirs, entities of several forms of one name are joined (join.c), and the entities are put
 * in the order of their first mention. Each pass goes over
 * all names. */
void entities_begin(struct finder *finder, size_t unused);
void entities_find_surest(struct finder *finder, size_t name);
void entities_agree(struct finder *finder, size_t name);
void entities_link_full(struct finder *finder, size_t name);
void entities_link_short(struct finder *finder, size_t name);
void entities_enter_forms(struct finder *finder, size_t name);
void entities_join(struct finder *finder, size_t name);
void entities_order(struct finder *finder, size_t name);
void entities_end(struct finder *finder, size_t unused);

/* Count the labels by which a transcript is told, in all blocks. */
void turns_count(struct finder *finder, size_t block);

/* The quotations of a block with their kinds and groups, without speakers; after turns_count
 * has seen all. */
void quotes_find(struct finder *finder, size_t block);

/* Put a quotation among those before it by where it starts: quotes_find meets one that runs on
 * from the paragraph before, or that a heading interrupts, after what is nested in it. */
void quotes_order(struct finder *finder, size_t index);

/* Speaker, cue, source of every quote: which marks the article quotes with, then block by
 * block whose words these are, then the quotations whose group says it later (from the last
 * one on), then how sure all that is. Also sets mention.metonym where a place speaks. */
void speakers_learn_style(struct finder *finder, size_t quote);
void speakers_find(struct finder *finder, size_t block);
void speakers_complete(struct finder *finder, size_t quote_from_last);
void speakers_settle(struct finder *finder, size_t quote);

/* Indirect statements, put between the quotes in the order of the text. */
void statements_begin(struct finder *finder, size_t unused);
void statements_find(struct finder *finder, size_t block);
void statements_end(struct finder *finder, size_t unused);

#endif
