/* Annotations: the only mutable noun and the only thing a user can lose. A set changes only
 * through annotations_apply(), which returns the inverse change, so undo costs nothing. */
#ifndef ATTACHE_ANNOTATE_ANNOTATION_H
#define ATTACHE_ANNOTATE_ANNOTATION_H

#include "attache/base/error.h"
#include "attache/base/str.h"

#include <stdint.h>

enum annotation_kind {
	ANNOTATION_QUOTE,
	ANNOTATION_MENTION,
	ANNOTATION_SPAN,
	ANNOTATION_ARTICLE, /* about the whole article: no range */
	ANNOTATION_KINDS
};

enum annotation_status {
	ANNOTATION_OK,
	ANNOTATION_MOVED,    /* found again with some doubt: to be reviewed */
	ANNOTATION_ORPHANED, /* its text was not found: range is empty at 0 */
	ANNOTATION_SUGGESTED,
	ANNOTATION_REJECTED,
	ANNOTATION_STATUSES
};

#define ANNOTATION_ID_LENGTH 26
#define STANCE_NONE INT8_MIN

/* Text fields are NUL-terminated heap strings owned by the annotation; NULL when absent. */
struct annotation {
	char id[ANNOTATION_ID_LENGTH + 1]; /* ULID, never reused */
	enum annotation_kind kind;
	enum annotation_status status;
	struct range range; /* byte offsets into document.text */
	size_t saved_start,
		saved_end; /* code points as the sidecar gave them; kept for orphans */
	char *exact, *prefix, *suffix; /* the anchor (anchor.h) */
	char *speaker, *source, *target;
	char **tags;
	size_t tag_count;
	int8_t stance; /* -3..3 or STANCE_NONE */
	char *note;
	char *by;
	int64_t created, modified; /* milliseconds since 1970 UTC; modified 0 = never */
	char *conflict_of; /* id of the annotation that this is another version of (merge.h) */
	char *adjudicated_by; /* who decided between annotators that this one stands */
	char *unknown;  /* lines of keys we do not know, as found in the sidecar, each indented
			   by two blanks */
	uint64_t stamp; /* names this content: given by the set that holds it, copied with it; 0
			   when never held. Who changes a copy need not care: a set gives a new
			   one. */
};

struct annotation *annotation_new(void); /* empty, status ok, stance none, id not set */
struct annotation *annotation_copy(const struct annotation *from);
void annotation_free(struct annotation *annotation); /* NULL is accepted */

/* Whether two say the same: all but stamp and saved positions. */
bool annotation_equal(const struct annotation *a, const struct annotation *b);

/* Whether its range says where it stands: it is not about the article, and no orphan. */
bool annotation_has_place(const struct annotation *annotation);

/* Replace a text field (frees the old one); an empty or NULL value makes it absent. */
void annotation_set(char **field, struct str value);
bool annotation_has_tag(const struct annotation *annotation, const char *tag);
void annotation_toggle_tag(struct annotation *annotation, const char *tag);

/* A fresh ULID: 48 bits of clock_now(), 80 random bits. */
void annotation_make_id(char id[ANNOTATION_ID_LENGTH + 1]);

/* The ULID of a copy of an annotation: of its time, and of a hash of all it says but for where
 * it was found. Who copies the same content, on whatever machine, gives the same id. */
void annotation_derive_id(
	const struct annotation *annotation, char id[ANNOTATION_ID_LENGTH + 1]);

const char *annotation_kind_name(enum annotation_kind kind);
const char *annotation_status_name(enum annotation_status status);
bool annotation_kind_from(struct str name, enum annotation_kind *kind);
bool annotation_status_from(struct str name, enum annotation_status *status);

/* The annotations of one article, sorted by start, end, id. */
struct annotations;

struct annotations *annotations_new(void);

/* A set of many at once, which it owns from then on; their stamps are kept where they have one.
 * Of two with one id the second is left with the caller: its index is returned, else count. */
size_t annotations_build(
	struct annotation *const *items, size_t count, struct annotations **out);
void annotations_free(struct annotations *set); /* NULL is accepted */
size_t annotations_count(const struct annotations *set);
const struct annotation *annotations_at(const struct annotations *set, size_t index);
const struct annotation *annotations_find(const struct annotations *set, const char *id);

/* Index of the first annotation whose range starts at or after offset. */
size_t annotations_from(const struct annotations *set, size_t offset);

/* The annotation with exactly this range (not article-wide), or NULL. */
const struct annotation *annotations_on(const struct annotations *set, struct range range);

/* The innermost annotation that covers offset, or NULL. */
const struct annotation *annotations_covering(const struct annotations *set, size_t offset);

/* One change: what stood before, what stands after. before NULL = created, after NULL =
 * deleted. */
struct change {
	struct annotation *before, *after;
};

/* Apply a change; takes ownership of both its annotations. False (and nothing changed, the
 * change still the caller's) when `before` is not what the set holds under that id, or `after`
 * exists. */
bool annotations_apply(struct annotations *set, struct change change, struct change *inverse);
void change_free(struct change change);

/* The day of the article as its reader set it ("2024-05-13"), which annotations on it are dated
 * by: NULL when nobody has said anything, empty when there is to be none. */
const char *annotations_date(const struct annotations *set);
void annotations_set_date(struct annotations *set, const char *date);

/* A counter that grows with every applied change: what is saved is compared with it. */
uint64_t annotations_revision(const struct annotations *set);

/* Undo history: bounded, oldest forgotten. push clears what could be redone. What came in from
 * elsewhere between a change and its undoing stays: a step takes back only what it did. */
struct history;
struct history *history_new(void);
void history_free(struct history *history);
void history_push(struct history *history, struct change inverse, const char *what);

/* The same for the set's date: `before` (not NULL) is what it was. */
void history_push_date(struct history *history, const char *before, const char *what);

/* Undo / redo the newest. Returns what was done ("tag warning"), NULL when there is nothing.
 * *where receives the range it happened at, empty when it was the date. */
const char *history_undo(struct history *history, struct annotations *set, struct range *where);
const char *history_redo(struct history *history, struct annotations *set, struct range *where);

/* The change that takes the step back which history_undo (else history_redo) made just now;
 * valid until the history changes. NULL when it was no annotation. */
const struct change *history_back(const struct history *history, bool undone);

#endif
