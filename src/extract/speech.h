/* Who said it: what the parts of the speaker finder share.
 *
 * quote.c finds the spans between marks (mark.c), turn.c transcripts and block quotations.
 * Then, for each: clause.c gives the reporter's words around it, cue.c what in them reports
 * speech, subject.c whose verb that is, referent.c which entity a pronoun or "the minister"
 * means, source.c through whom the words came, kind.c whether they are speech at all.
 * When the sentence does not say, context.c looks around. speaker.c puts it together;
 * statement.c does the same for what is reported without marks. */
#ifndef ATTACHE_EXTRACT_SPEECH_H
#define ATTACHE_EXTRACT_SPEECH_H

#include "finder.h"

#define TOKEN_NONE ((size_t)-1)
#define NAME_NONE ((size_t)-1)

/* A block while its quotations are looked at. */
struct scene {
	struct finder *finder;
	size_t block;
	struct tokens tokens;
	uint32_t *quote_at; /* per token: 1 + index of the outer quotation it lies in, 0
			       outside; marks belong to the quotation */
	uint8_t *facts;     /* per token: what was found out about its word */
};

/* Tokens of the block, half-open. */
struct span {
	size_t start, end;
};

/* Who was found to speak. */
struct party {
	struct span words;       /* empty: nobody */
	size_t name;             /* index into names, or NAME_NONE */
	uint32_t entity;         /* ENTITY_NONE when only the words are known */
	bool guessed;            /* a pronoun or a description */
	struct range antecedent; /* what a pronoun stands for when that has no name: "a member
				    of the delegation"; else empty */
};

/* turn.c: what a block sets apart without marks, "PRESIDENT ORLOV: ...", "Q: ..." or a block
 * quotation, becomes a quotation. */
void turns_find(struct finder *finder, size_t block);
/* The label of a transcript's turn that is this quotation; empty when it is none. */
struct range turn_label(struct finder *finder, const struct quote *quote);
/* Whether the block says whose the block quotation above it is: "— Anna Orlova". Sets the
 * offset behind the dash. */
bool turn_credits(const struct finder *finder, size_t block, size_t *name);

/* clause.c */
/* Turn to a block and its quotations; the memory is the finder's scratch. */
void scene_enter(struct scene *scene, struct finder *finder, size_t block, size_t first_quote,
	size_t quote_end);
bool scene_is(const struct scene *scene, size_t token, const char *words);
struct span scene_quote_tokens(const struct scene *scene, const struct quote *quote);
/* The reporter's words of the sentence before / behind a quotation. */
struct span scene_before(const struct scene *scene, struct span quote);
struct span scene_after(const struct scene *scene, struct span quote);
bool scene_outside(const struct scene *scene, size_t token);
/* A verb that reports speech at this token (a noun such as "the remarks" is none). */
bool scene_speaks(const struct scene *scene, size_t token);
/* A verb that puts a fragment into somebody's mouth: "called it", "accused". */
bool scene_attributes(const struct scene *scene, size_t token);
/* One that does so only when nothing else in the sentence reports speech: "supported". */
bool scene_attributes_weakly(const struct scene *scene, size_t token);
/* A word that only a clause has: a common finite verb, a subject pronoun. */
bool scene_clausal(const struct scene *scene, size_t token);
/* Words for something written: "a statement". */
bool scene_document(const struct scene *scene, struct span words);
size_t scene_name(const struct scene *scene, size_t token);
/* The last of several words: "Minister" of "Foreign Minister". */
struct str scene_last_word(struct str text);
struct range scene_range(const struct scene *scene, struct span span);

/* subject.c: whose verb it is; `bounds` are the reporter's words it is looked for in. */
struct party subject_left(const struct scene *scene, size_t verb, struct span bounds);
struct party subject_right(const struct scene *scene, size_t from, size_t end);
struct party subject_first(const struct scene *scene, struct span bounds);

/* cue.c: what reports a quotation. */
struct attribution {
	struct party party;
	size_t cue;                    /* TOKEN_NONE when nothing reports speech */
	struct range source;           /* known from the cue itself: "Reuters quoted" */
	struct range words, cue_words; /* of party and cue, when they stand in another block */
	uint8_t confidence;
};

struct attribution attribution_none(void);
bool attribution_has_party(const struct attribution *found);
/* `before` and `after` are the reporter's words around it, `tokens` the quotation. */
struct attribution cue_find(const struct scene *scene, const struct quote *quote,
	struct span tokens, struct span before, struct span after);
/* The cue nearest to the end of these words; the cue at their beginning. */
struct attribution cue_before(const struct scene *scene, struct span before);
struct attribution cue_after(const struct scene *scene, struct span after);

/* What a party is called: the entity's name, else the words that name it. */
struct str party_name(
	const struct finder *finder, const struct party *party, struct range words);
/* speaker.c: enter the speaker of a quotation; `confidence` is that in the speaker. */
void speaker_set(const struct scene *scene, struct quote *quote, const struct party *party,
	uint8_t confidence);
void speaker_set_words(struct finder *finder, struct quote *quote, const struct party *party,
	struct range words, uint8_t confidence);
/* The same speaker as that of another quotation, surer of it by this many per cent. */
void speaker_carry(
	struct finder *finder, struct quote *quote, const struct quote *from, uint8_t percent);

/* context.c: the speaker of quotation `index` whose sentence names none; `first` is the first
 * quotation of its block. */
void context_guess(const struct scene *scene, size_t index, size_t first, struct span tokens);

/* referent.c: the entity a pronoun or a description stands for. */
/* `*antecedent` is set when a pronoun stands for somebody without a name. */
uint32_t referent_of(const struct scene *scene, struct span words, struct range *antecedent);

/* source.c: "according to the Chinese statement", "Reuters quoted". */
struct range source_find(const struct scene *scene, struct span before, struct span after,
	const struct party *speaker);

/* kind.c: `cue` is the reporting verb's token or TOKEN_NONE. */
enum quote_kind kind_of(const struct scene *scene, const struct quote *quote,
	struct span tokens, size_t cue, bool single_style);

#endif
