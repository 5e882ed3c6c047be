/* Text entry without a terminal: a prompt of one line, or a note of several. The cursor moves
 * by grapheme clusters, the text is always valid UTF-8 without control characters (but for the
 * LF and TAB of a text of several lines).
 *
 * Keys as in readline: arrows, Home End C-a C-e C-b C-f, words M-b M-f C-Left C-Right,
 * Backspace Delete C-h C-d, cutting C-k C-u C-w M-d M-Backspace and C-y to put it back.
 * Enter accepts, Esc C-g C-c cancel. One line: Up Down C-p C-n walk the history, entries
 * that begin with what was typed. Several lines: Up Down move, M-Enter or C-j breaks the line,
 * C-Home C-End go to the ends. All other keys are the owner's. */
#ifndef ATTACHE_APP_LINE_EDIT_H
#define ATTACHE_APP_LINE_EDIT_H

#include "attache/app/event.h"
#include "attache/base/buffer.h"

#define LINE_EDIT_MAX (64 * 1024) /* bytes; what is typed or pasted beyond is dropped */

/* What was entered before, oldest first. A zeroed struct is an empty history. */
struct line_history {
	char **items;
	size_t count, capacity;
};
#define LINE_HISTORY_MAX 500

/* Add what was entered, unless it is blank; an equal older entry goes, the oldest one too when
 * there are more than LINE_HISTORY_MAX. */
void line_history_add(struct line_history *history, struct str text);
void line_history_free(struct line_history *history);

struct line_edit {
	struct buffer text;
	size_t cursor; /* byte offset, on the border of a grapheme cluster */
	bool multiline;
	const struct line_history *history; /* may be NULL; the owner's */
	/* The rest is line_edit's own. */
	struct buffer cut;   /* for C-y */
	struct buffer typed; /* before the history was walked */
	size_t walked;       /* entry of the history + 1; 0: not walking */
	size_t first;        /* byte offset of what is visible of one line */
	unsigned columns;    /* last drawn, several lines */
	unsigned goal;       /* column + 1 that Up and Down keep to; 0: none */
};

enum line_edit_outcome {
	LINE_IGNORED, /* not for a line edit */
	LINE_MOVED,   /* the cursor, or nothing to do */
	LINE_CHANGED,
	LINE_ACCEPTED,
	LINE_CANCELLED
};

void line_edit_init(struct line_edit *edit, bool multiline, const struct line_history *history);
void line_edit_free(struct line_edit *edit);

/* Replace the text and put the cursor at its end. Control characters are left out; without
 * `multiline` line ends become blanks. */
void line_edit_set(struct line_edit *edit, struct str text);

/* Replace a range of the text (a completion), and put the cursor behind it. */
void line_edit_replace(struct line_edit *edit, struct range range, struct str text);

struct str line_edit_text(const struct line_edit *edit); /* valid until the next change */

/* A key or a paste; other events are ignored. */
enum line_edit_outcome line_edit_handle(struct line_edit *edit, const struct event *event);

/* One line: the piece of the text to show in `columns` columns, scrolled so that the cursor is
 * in it, and the cursor's column therein (below `columns` when that is not 0). */
void line_edit_view(
	struct line_edit *edit, unsigned columns, struct str *visible, unsigned *cursor_column);

/* Several lines: the rows of the text, wrapped at blanks so that the cursor has room in
 * `columns` columns, as byte ranges without their line end. Fills in `limit` rows at most, from
 * row `first` on; returns how many there are in all, at least 1. Up and Down move by these rows
 * from then on. */
size_t line_edit_rows(struct line_edit *edit, unsigned columns, size_t first,
	struct range *rows, size_t limit);

/* The cursor among the rows of line_edit_rows. */
void line_edit_place(
	const struct line_edit *edit, unsigned columns, size_t *row, unsigned *column);

#endif
