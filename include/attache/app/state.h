/* State: what the program remembers between runs and could do without, below
 * $XDG_STATE_HOME/attache: where each article was left, and what was typed at prompts.
 *
 * Several programs may run at once: every change reads the file, changes its own entry, and
 * replaces the file whole, so the worst that can be lost is one position. Lines that are not
 * understood are left out. */
#ifndef ATTACHE_APP_STATE_H
#define ATTACHE_APP_STATE_H

#include "attache/app/line_edit.h"

#define STATE_POSITIONS_MAX 1000 /* the least recently written ones are forgotten */

/* "$XDG_STATE_HOME/attache" or the like; NULL without a home, the caller's to free. In the
 * functions below a folder may be NULL: then nothing is remembered. */
char *state_default_folder(void);

/* An article: by its absolute path and by what it says, so that it is known again when either
 * one has changed. */
struct state_article {
	const char *path;   /* absolute; one with an LF is not remembered */
	const char *sha256; /* hexadecimal, of the file's bytes */
};

/* Where the article was left, a byte offset into its text; false when that is not known. An
 * entry with the same content goes before one with the same path only, whose offset may lie
 * beyond the text of today. */
bool state_position_get(
	const char *folder, const struct state_article *article, size_t *offset);

bool state_position_set(const char *folder, const struct state_article *article, size_t offset,
	struct error *err);

/* The history of a prompt, "commands" or "searches": one entry a line. Saving keeps what other
 * programs have saved meanwhile. */
void state_history_load(const char *folder, const char *name, struct line_history *history);
bool state_history_save(const char *folder, const char *name,
	const struct line_history *history, struct error *err);

#endif
