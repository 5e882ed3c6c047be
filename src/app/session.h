/* The session: one open article with all that is known of it. The document comes first; the
 * findings and the annotations follow in steps, so that text is on the screen before anything
 * else is done. A change of an annotation is saved by session_settle(), which belongs right
 * behind the frame that shows it: until then nothing may call it saved. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "attache/annotate/codebook.h"
#include "attache/annotate/journal.h"
#include "attache/annotate/sidecar.h"
#include "attache/app/progress.h"
#include "attache/extract/extraction.h"
#include "attache/view/role.h"
#include "others.h"
#include "utterance.h"

struct session {
	struct document *document;
	const struct lexicon
		*lexicon; /* not owned, may come later; NULL: nothing is extracted */
	bool waits; /* nothing is extracted until session_extract: the article is very large */
	struct extraction_job *job;
	struct extraction *extraction; /* NULL until everything was found */
	struct utterances utterances;  /* of the extraction; empty until then */
	struct codebook *codebook;     /* without tags until the first step */
	bool has_codebook;
	char *shipped_codebook;
	struct sidecar *sidecar; /* NULL until the document is complete */
	struct annotations *annotations;
	bool owns;            /* the sidecar is the reader's own, not the shared one */
	struct others others; /* what others annotated, to be seen only */
	bool has_others;      /* they were looked for */
	struct history *history;
	struct journal *journal; /* NULL until there is something to write, or when it is off */
	bool journals;           /* it is not off */
	struct error no_journal; /* why it could not be written; told once */
	char *chosen_by, *by;    /* who annotates: the option; the name, NULL when unknown */
	bool by_known;           /* the name was looked for */
	bool pending;            /* there is a change that session_settle will save */
	bool unsaved;            /* the last save failed: work is in memory only */
	struct error no_sidecar; /* why there can be no sidecar; code ERR_NONE when there can */
	struct progress progress; /* what session_progress counted at progress_version */
	unsigned progress_version;
	unsigned version; /* grows whenever findings or annotations became others */
};

struct session_setup {
	const struct lexicon *lexicon;
	const char *codebook; /* the one that ships, when no folder has its own */
	const char *by;       /* the option; may be NULL (annotator.h) */
	bool own;             /* annotations go to a sidecar of the reader's own (sidecars.h) */
	bool journals;        /* changes are written into the journal (journal.h) */
	size_t extract_limit; /* bytes: a larger article waits for session_extract */
};

/* False when the article cannot be read. A codebook or sidecar with mistakes is no failure. */
bool session_open(const struct session_setup *setup, const char *path, struct session **out,
	struct error *err);
void session_free(struct session *session); /* NULL is accepted */

/* Work that is left: the codebook, reading on, opening the sidecar, extraction, the name of who
 * reads. One step takes a few milliseconds and returns true when it changed what can be seen.
 */
bool session_has_work(const struct session *session);
bool session_step(struct session *session, struct error *err);

/* Whether codebook and sidecar, which keys ask for, wait for nothing but their step. */
bool session_is_behind(const struct session *session);

/* Whether annotations can be made: the document is complete and there is a place to keep them.
 * The message says why not. */
bool session_is_ready(const struct session *session, struct error *err);

/* Look for names and quotes in an article that waits. */
void session_extract(struct session *session);

/* A copy of the annotation on exactly this range, or a new one of this kind there, its speaker
 * and source taken from the findings. The caller's, to be changed and given to session_put. */
struct annotation *session_draft(
	const struct session *session, enum annotation_kind kind, struct range range);

/* Put an annotation in place of the one with its id, or add it; takes ownership. `what` names
 * the step for undo. False when it is no longer what it was. */
bool session_put(struct session *session, struct annotation *annotation, const char *what,
	struct error *err);
bool session_remove(struct session *session, const struct annotation *annotation,
	const char *what, struct error *err);

/* Undo or redo the newest step; returns its name, NULL when there is nothing. */
const char *session_undo(struct session *session, struct range *where);
const char *session_redo(struct session *session, struct range *where);

/* Annotations that were deleted here and can be put back, and putting one back. */
bool session_deleted(
	const struct session *session, struct journal_deleted *deleted, struct error *err);
bool session_restore(
	struct session *session, const struct journal_lost *lost, struct error *err);

/* Save; true when nothing is left unsaved. What cannot be saved is kept in memory, and saved
 * with the next change. */
bool session_save(struct session *session, struct error *err);

/* Save if there is a change that was not saved yet. */
bool session_settle(struct session *session, struct error *err);

/* Whether the article, or its annotations, were changed on disk by somebody else. */
bool session_source_changed(const struct session *session);
bool session_annotations_changed(const struct session *session);

/* Take in what others wrote into the sidecar; *changes and *conflicts count. */
bool session_reload(
	struct session *session, size_t *changes, size_t *conflicts, struct error *err);

/* The name of who reads, as `by` says it; NULL when it is unknown. */
const char *session_annotator(struct session *session);

/* Look for others' annotations now, if that was not done. */
void session_find_others(struct session *session);

/* Look whether others changed their annotations, and take that in. True when they did; *who
 * receives the name of one of them. */
bool session_refresh_others(struct session *session, const char **who);

/* How many annotations in the shared sidecar are the reader's, who has one of their own. */
size_t session_mine_in_shared(const struct session *session);

/* Whether changes are saved beside the sidecar, which holds what cannot be read. */
bool session_saves_to_recovery(const struct session *session);

/* Work that an earlier session could not save: how many files of it there are, and taking it
 * in. */
size_t session_recoveries(const struct session *session);
bool session_recover(
	struct session *session, size_t *changes, size_t *conflicts, struct error *err);

/* Put a tag into the codebook of the article's folder; the one that ships is copied there
 * first. *path (the caller's) says where it went. */
bool session_add_tag(struct session *session, struct str id, struct str define, char **path,
	struct error *err);

/* The article's day, from which "Monday" is counted: the one the reader set, else its own;
 * empty when neither is known. */
struct str session_date(const struct session *session);

/* How many of its quotes were judged; all zeros until they were found. */
const struct progress *session_progress(struct session *session);

/* What is to be reviewed next behind an offset: a quote that nobody has judged, or an
 * annotation that moved or was suggested. False when there is none. *left receives how many
 * there are in all. */
bool session_next_open(
	const struct session *session, size_t offset, struct range *range, size_t *left);

/* Call tags by the names that the codebook has for them now, where it knows their old ones; a
 * step a piece for undo, saved once. How many annotations would be changed, and were. */
size_t session_count_renamed(const struct session *session);
size_t session_rename_tags(struct session *session);

/* Set the reader's date; an empty one lets the article's own count. */
void session_set_date(struct session *session, const char *date);

/* The role to draw an annotation in: that of its first tag's family. */
enum role session_role(const struct session *session, const struct annotation *annotation);

#endif
