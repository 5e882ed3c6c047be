/* Who said it: what the parts of the speaker finder share.
 *
 * quote.c finds the marks, turn.c transcripts and block quotations, clause.c the reporter's
 * words around a quotation, subject.c who a verb belongs to, referent.c which entity a pronoun
 * or "the minister" means, source.c through whom the words came, kind.c whether they are
 * speech, speaker.c puts it together. */
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
	size_t *quote_at; /* per token: 1 + index of the outer quotation it lies in, 0 outside;
			     marks belong to the quotation */
};

/* Tokens of the block, half-open. */
struct span {
	size_t start, end;
};

/* Who was found to speak. */
struct party {
	struct span words; /* empty: nobody */
	size_t name;       /* index into names, or NAME_NONE */
	uint32_t entity;   /* ENTITY_NONE when only the words are known */
	bool guessed;      /* a pronoun or a description */
};

/* turn.c: "PRESIDENT ORLOV: ...", "Q: ..." and block quotations of a block without marks. */
void turns_find(struct finder *finder, size_t block);
/* The label of a transcript's turn that a quote without marks follows; empty when none. */
struct range turn_label(const struct finder *finder, const struct quote *quote);

/* clause.c */
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
/* Words for something written: "a statement". */
bool scene_document(const struct scene *scene, struct span words);
size_t scene_name(const struct scene *scene, size_t token);
struct range scene_range(const struct scene *scene, struct span span);

/* subject.c: whose verb it is; `bounds` are the reporter's words it is looked for in. */
struct party subject_left(const struct scene *scene, size_t verb, struct span bounds);
struct party subject_right(const struct scene *scene, size_t from, size_t end);
struct party subject_first(const struct scene *scene, struct span bounds);

/* referent.c: the entity a pronoun or a description stands for. */
uint32_t referent_of(const struct scene *scene, struct span words);

/* source.c: "according to the Chinese statement", "Reuters quoted". */
struct range source_find(const struct scene *scene, struct span before, struct span after,
	const struct party *speaker);

/* kind.c: `cue` is the reporting verb's token or TOKEN_NONE. */
enum quote_kind kind_of(const struct scene *scene, const struct quote *quote,
	struct span tokens, size_t cue, bool single_style);

#endif
