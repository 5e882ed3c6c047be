/* The journal: what was changed in annotations, when and by whom, one JSON object on a line,
 * appended to $XDG_STATE_HOME/attache/journal.jsonl. It serves to look back and to bring back
 * what was deleted; the sidecar never depends on it.
 *
 * A change is noted when it is made and written behind the save that put it on disk. So the
 * journal never tells of what was not saved; what it can lack is the last change of a program
 * that was killed between the two, which the sidecar has. Each record is one write to a file
 * opened for appending: records of several programs do not mix. A record that was cut off is
 * ended by the next writer and passed over by readers.
 *
 * At JOURNAL_MAX_BYTES the file becomes journal.1.jsonl, that journal.2.jsonl and so on; of
 * JOURNAL_FILES the oldest goes. */
#ifndef ATTACHE_ANNOTATE_JOURNAL_H
#define ATTACHE_ANNOTATE_JOURNAL_H

#include "attache/annotate/annotation.h"
#include "attache/text/document.h"

#define JOURNAL_MAX_BYTES ((size_t)8 * 1024 * 1024)
#define JOURNAL_FILES 8

struct journal;

/* The journal of an article, in a folder, which is made when something is written; NULL for the
 * usual one. NULL when there is no such folder, and for what came through a pipe. Every
 * function accepts a NULL journal and does nothing. */
struct journal *journal_open(const char *folder, const struct document *document);
void journal_close(struct journal *journal);

/* Note a change that was made. `step` is what undo calls it, `by` who made it, or NULL. Without
 * a document (NULL) the ranges of the annotations count code points. */
void journal_note(struct journal *journal, const struct document *document,
	const struct change *change, const char *step, const char *by);

/* Write what was noted: a save has put it on disk. What could not be written is tried again the
 * next time, unless it is more than JOURNAL_KEPT_BYTES. */
#define JOURNAL_KEPT_BYTES ((size_t)1024 * 1024)
bool journal_write(struct journal *journal, struct error *err);

/* ---- reading -------------------------------------------------------------------------------
 */

enum journal_what { JOURNAL_ADDED, JOURNAL_CHANGED, JOURNAL_DELETED };
const char *journal_what_name(enum journal_what what); /* "added" */

/* Valid while it is handed to the function that takes it. Positions of the annotations are
 * saved_start and saved_end, in code points of the text at that time; their range is empty. */
struct journal_record {
	struct str id, by, step;
	int64_t time;
	enum journal_what what;
	struct str article;                      /* its absolute path */
	struct str sha256;                       /* of its source */
	const struct annotation *before, *after; /* NULL: there was, or is, none */
	struct str line;                         /* all of it, as it stands in the file */
};

/* Which records: NULL, or 0, for any. */
struct journal_query {
	const char *article; /* absolute path; of a folder with "/" at its end: all below it */
	/* Records of an article that has gone from its path are taken too when its source was
	 * this one, or when this set holds their annotation: it was moved. */
	const char *sha256;
	const struct annotations *held;
	const char *id, *by;
	int64_t since; /* milliseconds */
};

typedef void journal_take(void *context, const struct journal_record *record);

/* Hand the records to `take`, the oldest first. *damaged counts lines that are none. A journal
 * that does not exist is empty. */
bool journal_read(const char *folder, const struct journal_query *query, journal_take *take,
	void *context, size_t *damaged, struct error *err);

/* Annotations that were deleted and that the set of the query does not hold, the newest first.
 */
struct journal_deleted {
	struct journal_lost {
		struct annotation *annotation;
		char *by, *sha256; /* who deleted it (NULL: unknown); the source it lay on */
		int64_t time;
	} * items;
	size_t count, capacity;
};
bool journal_deleted_find(const char *folder, const struct journal_query *query,
	struct journal_deleted *deleted, struct error *err);

/* What it is known by: its words, else its note, else its first tag. */
struct str journal_lost_words(const struct journal_lost *lost);

/* The newest one whose id is `text` or whose words, note or tags hold it, in any case of
 * letters; the newest of all for an empty one. NULL when there is none. */
const struct journal_lost *journal_deleted_called(
	const struct journal_deleted *deleted, struct str text);
void journal_deleted_free(struct journal_deleted *deleted);

/* A copy of a deleted annotation, found again on the document, to be put back under its id. */
struct annotation *journal_restored(
	const struct journal_lost *lost, const struct document *document);

/* The folder of the journal, the caller's to free; NULL when there is no home. */
char *journal_default_folder(void);

#endif
