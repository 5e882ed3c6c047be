/* The prompt: the line at the bottom that text is typed into, with the candidates that fit what
 * was typed above it. It knows what is typed, not what it is for. */
#ifndef APP_PROMPT_H
#define APP_PROMPT_H

#include "area.h"
#include "attache/app/line_edit.h"
#include "attache/base/arena.h"
#include "attache/view/grid.h"

enum prompt_kind {
	PROMPT_NONE,
	PROMPT_COMMAND,
	PROMPT_SEARCH,
	PROMPT_PARAGRAPHS, /* a search that hides what has no hit */
	PROMPT_FILTER,     /* of the sidebar: typed into its second line */
	PROMPT_HELP,       /* the same in the help */
	PROMPT_NOTE,       /* several lines */
	PROMPT_SPEAKER,
	PROMPT_KINDS
};

#define CANDIDATES_SHOWN 6

struct candidate {
	struct str text, help;
};

struct prompt {
	enum prompt_kind kind;
	struct line_edit edit;
	struct line_history histories[PROMPT_KINDS];

	/* What could stand in `word` of the text instead; in the prompt's own arena. */
	struct arena *arena;
	struct candidate *candidates;
	size_t candidate_count, candidate_capacity;
	struct range word;
	size_t chosen;       /* candidate + 1 that was put in; 0: none */
	struct buffer typed; /* what stood there before */
};

void prompt_open(struct prompt *prompt, enum prompt_kind kind, struct str text);
void prompt_close(struct prompt *prompt, bool remember);
void prompt_free(struct prompt *prompt);

/* A new list of candidates for a range of the text. */
void prompt_offer(struct prompt *prompt, struct range word);
void prompt_add(struct prompt *prompt, struct str text, struct str help); /* copied */

/* Tab and Shift-Tab: put the next candidate in. False when there is none. */
bool prompt_choose(struct prompt *prompt, bool forward);

/* Lines it takes: one, or as many as a note has, `limit` at most. */
unsigned prompt_rows(struct prompt *prompt, unsigned columns, unsigned limit);

/* Draw it into the rows of `area`, the candidates above it as far as there is room. */
void prompt_draw(struct prompt *prompt, struct area area, struct grid *grid);

#endif
