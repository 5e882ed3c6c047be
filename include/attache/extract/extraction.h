/* The extraction: what was found in a document. Immutable, computed from the document and the
 * lexicon only, can be thrown away and redone.
 *
 * All ranges are byte offsets into document.text. Arrays are sorted by start. Furniture blocks
 * are never searched. Every finding is a suggestion; a reader's correction is an annotation and
 * wins. */
#ifndef ATTACHE_EXTRACT_EXTRACTION_H
#define ATTACHE_EXTRACT_EXTRACTION_H

#include "attache/extract/lexicon.h"
#include "attache/text/document.h"

#define ENTITY_NONE ((uint32_t)-1)

enum entity_type {
	ENTITY_PERSON,
	ENTITY_COUNTRY,
	ENTITY_PLACE,
	ENTITY_ORG,
	ENTITY_NORP,
	ENTITY_DATE,
	ENTITY_EVENT,
	ENTITY_LAW,
	ENTITY_TYPES
};

struct mention {
	struct range range; /* without the possessive 's, a leading "the" and titles */
	enum entity_type type;
	uint32_t entity;    /* index into entities */
	bool metonym;       /* a place used for its government */
	uint8_t confidence; /* per cent */
};

struct entity {
	enum entity_type type;
	struct str canonical;      /* the fullest form found: "Cho Tae-yul" */
	struct str country;        /* ISO 3166-1 alpha-3, empty when unknown */
	struct str role;           /* "Foreign Minister", empty when the article gives none */
	const struct str *aliases; /* other forms, in order of appearance */
	size_t alias_count;
	const uint32_t *mentions; /* indexes into extraction.mentions, in order */
	size_t mention_count;
	bool metonym; /* at least one mention stands for a government */
};

enum quote_kind { QUOTE_DIRECT, QUOTE_PARTIAL, QUOTE_SCARE, QUOTE_INDIRECT, QUOTE_KINDS };

struct quote {
	struct range range; /* the words, quote marks outside */
	struct range outer; /* with the quote marks */
	enum quote_kind kind;
	uint32_t speaker;           /* entity, or ENTITY_NONE */
	struct str speaker_name;    /* the entity's canonical name, else the words used
				       ("officials") */
	struct range speaker_words; /* the words that name the speaker here; empty when none */
	struct range cue;           /* the speech verb; empty when none */
	struct range source; /* "the Chinese statement"; empty when the reporter heard it */
	uint32_t group;      /* segments of one utterance share it */
	/* Per cent: how sure the words are one quotation times how sure it is whose. About 95:
	 * both marks and a cue beside a name; 90: a pronoun resolved; 60: the speaker of the
	 * paragraph before; below 50: nobody named, or a mark missing. Scare quotes have 60,
	 * indirect statements at most 70. */
	uint8_t confidence;
};

struct extraction {
	const struct mention *mentions;
	size_t mention_count;
	const struct entity *entities; /* in order of first mention */
	size_t entity_count;
	const struct quote *quotes;
	size_t quote_count;
};

/* Work done in steps, so that a huge article never blocks the screen. */
struct extraction_job;
struct extraction_job *extraction_begin(
	const struct document *document, const struct lexicon *lexicon);

/* Work on about `bytes` of text. True when finished. */
bool extraction_step(struct extraction_job *job, size_t bytes);

/* Hand the finished extraction over and free the job; an unfinished job is dropped (NULL). */
struct extraction *extraction_end(struct extraction_job *job);

/* All at once. */
struct extraction *extraction_run(
	const struct document *document, const struct lexicon *lexicon);
void extraction_free(struct extraction *extraction); /* NULL is accepted */

/* The mention that covers offset, or (size_t)-1. */
size_t extraction_mention_at(const struct extraction *extraction, size_t offset);

/* Whether at least one mention of the entity is as sure as a limit of confidence: a name that
 * stands once in doubt and once surely is no doubtful one. */
bool extraction_is_sure(
	const struct extraction *extraction, const struct entity *entity, unsigned limit);

/* Whether a name is the canonical form or an alias of the entity. */
bool entity_is_called(const struct entity *entity, struct str name);

/* The country of the entity that is called so, with or without a title before the name; empty
 * when there is none. */
struct str extraction_country_of(const struct extraction *extraction, struct str name);

const char *entity_type_name(enum entity_type type); /* "PERSON" */
const char *quote_kind_name(enum quote_kind kind);   /* "direct" */

#endif
