#include "session.h"

#include "attache/annotate/anchor.h"
#include "attache/annotate/annotator.h"
#include "attache/annotate/codebook_build.h"
#include "attache/annotate/retag.h"
#include "attache/base/clock.h"
#include "attache/base/memory.h"
#include "attache/extract/date.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define READ_STEP (512 * 1024)  /* bytes of the file read at once */
#define EXTRACT_STEP (4 * 1024) /* bytes of text searched at once: about a millisecond */

static_assert(ROLE_TAG_8 - ROLE_TAG_1 + 1 == CODEBOOK_TINTS, "a role for each tint");

/* The codebook that governs the article; none with mistakes stops anybody from reading. */
static void load_codebook(struct session *session)
{
	struct error ignored;
	const char *path = session->document->path.s, *shipped = session->shipped_codebook;
	codebook_free(session->codebook);
	if (!codebook_load_for(path, shipped, &session->codebook, &ignored) &&
		!codebook_load(shipped, &session->codebook, &ignored))
		session->codebook = codebook_new();
	session->has_codebook = true;
}

bool session_open(const struct session_setup *setup, const char *path, struct session **out,
	struct error *err)
{
	struct session *session = memory_zeroed(1, sizeof *session);
	*out = NULL;
	if (!document_open(path, &session->document, err)) {
		free(session);
		return false;
	}
	session->lexicon = setup->lexicon;
	session->waits = session->document->bytes_total > setup->extract_limit;
	session->history = history_new();
	session->annotations = annotations_new();
	session->journals = setup->journals;
	session->owns = setup->own;
	if (setup->by)
		session->chosen_by = memory_string(setup->by, strlen(setup->by));
	session->shipped_codebook = memory_string(setup->codebook, strlen(setup->codebook));
	session->codebook = codebook_new();
	*out = session;
	return true;
}

void session_free(struct session *session)
{
	if (!session)
		return;
	utterances_free(&session->utterances);
	if (session->job)
		extraction_end(session->job);
	extraction_free(session->extraction);
	history_free(session->history);
	annotations_free(session->annotations);
	others_free(&session->others);
	sidecar_free(session->sidecar);
	codebook_free(session->codebook);
	document_free(session->document);
	free(session->shipped_codebook);
	journal_close(session->journal);
	free(session->chosen_by);
	free(session->by);
	free(session);
}

bool session_is_ready(const struct session *session, struct error *err)
{
	if (session->sidecar)
		return true;
	*err = session->no_sidecar;
	if (err->code)
		return error_within(err, "annotations cannot be kept");
	return error_set(err, ERR_LIMIT, "still reading the article; try again soon");
}

static bool wants_sidecar(const struct session *session)
{
	return !session->sidecar && !session->no_sidecar.code;
}

/* Whose sidecar it is; NULL: everybody's. */
static const char *owner_of(const struct session *session)
{
	return session->owns ? session->by : NULL;
}

static bool wants_others(const struct session *session)
{
	return session->sidecar && !session->has_others;
}

static bool wants_extraction(const struct session *session)
{
	return session->lexicon && !session->extraction && !session->waits;
}

/* Whoever annotates is known before the first annotation: git may have to be asked, which takes
 * longer than a key should. */
static bool wants_name(const struct session *session)
{
	return session->sidecar && !session->by_known;
}

void session_extract(struct session *session)
{
	session->waits = false;
}

bool session_has_work(const struct session *session)
{
	return !session->has_codebook || !session->document->complete ||
	       wants_sidecar(session) || wants_others(session) || wants_extraction(session) ||
	       wants_name(session);
}

bool session_is_behind(const struct session *session)
{
	return session->document->complete &&
	       (!session->has_codebook || wants_sidecar(session));
}

const char *session_annotator(struct session *session)
{
	if (!session->by_known)
		session->by = annotator_name(session->chosen_by, session->document->path.s);
	session->by_known = true;
	return session->by;
}

static bool open_sidecar(struct session *session, struct error *err)
{
	struct annotations *set;
	bool named = !session->owns || session_annotator(session) ||
		     error_set(err, ERR_USAGE,
			     "annotations of your own need your name: set the option by");
	if (!named || !sidecar_open_own(session->document, owner_of(session), &session->sidecar,
			      &set, err)) {
		session->no_sidecar = *err;
		return false;
	}
	*err = (struct error){0}; /* what could not be read is among its diagnostics */
	annotations_free(session->annotations);
	session->annotations = set;
	session->version++;
	/* Nobody waits to see that there is nothing: that comes with the findings. */
	return annotations_count(set) > 0 || !wants_extraction(session);
}

bool session_refresh_others(struct session *session, const char **who)
{
	if (!session->sidecar ||
		!others_refresh(&session->others, session->document, owner_of(session), who))
		return false;
	session->version++;
	return true;
}

static bool find_others(struct session *session)
{
	session->has_others = true;
	return session_refresh_others(session, NULL);
}

void session_find_others(struct session *session)
{
	if (wants_others(session))
		find_others(session);
}

size_t session_mine_in_shared(const struct session *session)
{
	size_t mine = 0;
	const struct other *shared = session->others.items;
	if (!session->owns || !session->others.count ||
		strcmp(shared->name, OTHERS_SHARED) != 0)
		return 0;
	for (size_t i = 0; i < annotations_count(shared->set); i++) {
		const char *by = annotations_at(shared->set, i)->by;
		mine += by && strcmp(by, session->by) == 0;
	}
	return mine;
}

static bool extract_on(struct session *session)
{
	if (!session->job)
		session->job = extraction_begin(session->document, session->lexicon);
	if (!extraction_step(session->job, EXTRACT_STEP))
		return false;
	session->extraction = extraction_end(session->job);
	session->job = NULL;
	utterances_make(&session->utterances, session->extraction);
	session->version++;
	return true;
}

bool session_step(struct session *session, struct error *err)
{
	if (!session->has_codebook)
		load_codebook(session);
	if (!session->document->complete)
		return document_step(session->document, READ_STEP);
	if (wants_sidecar(session))
		return open_sidecar(session, err);
	if (wants_others(session))
		return find_others(session);
	if (wants_extraction(session))
		return extract_on(session);
	session_annotator(session);
	return false;
}

/* ---- changes -------------------------------------------------------------------------------
 */

static void fill_from_findings(const struct session *session, struct annotation *annotation)
{
	size_t at = utterances_from(&session->utterances, annotation->range.start);
	if (at == session->utterances.count)
		return;
	const struct utterance *utterance = &session->utterances.items[at];
	if (utterance->range.start != annotation->range.start ||
		utterance->range.end != annotation->range.end)
		return;
	const struct quote *quote = &session->extraction->quotes[utterance->first];
	annotation_set(&annotation->speaker, quote->speaker_name);
	annotation_set(&annotation->source, str_slice(session->document->text, quote->source));
}

struct annotation *session_draft(
	const struct session *session, enum annotation_kind kind, struct range range)
{
	const struct annotation *there = annotations_on(session->annotations, range);
	if (there)
		return annotation_copy(there);
	struct annotation *annotation = annotation_new();
	annotation->kind = kind;
	annotation->range = range;
	anchor_make(annotation, session->document);
	if (kind == ANNOTATION_QUOTE)
		fill_from_findings(session, annotation);
	return annotation;
}

/* Note the change that `back` takes back; NULL when no annotation was changed. */
static void note(struct session *session, const struct change *back, const char *step)
{
	if (!session->journals || !back)
		return;
	struct change made = {back->after, back->before};
	if (!session->journal)
		session->journal = journal_open(NULL, session->document);
	journal_note(
		session->journal, session->document, &made, step, session_annotator(session));
}

/* What lies in a recovery file is not in its place yet: the journal waits for that. */
bool session_save(struct session *session, struct error *err)
{
	session->pending = false;
	session->unsaved = !sidecar_save(
		session->sidecar, session->document, session->annotations, err);
	if (!session->unsaved && !session_saves_to_recovery(session))
		journal_write(session->journal, &session->no_journal);
	return !session->unsaved;
}

bool session_settle(struct session *session, struct error *err)
{
	return !session->pending || session_save(session, err);
}

static void changed(struct session *session)
{
	session->version++;
	session->pending = true;
}

/* Apply a change and remember its inverse. The change is used up. */
static bool change(
	struct session *session, struct change change, const char *what, struct error *err)
{
	struct change inverse;
	if (!annotations_apply(session->annotations, change, &inverse)) {
		change_free(change);
		return error_set(err, ERR_CONFLICT, "the annotation was changed meanwhile");
	}
	note(session, &inverse, what);
	history_push(session->history, inverse, what);
	changed(session);
	return true;
}

bool session_put(struct session *session, struct annotation *annotation, const char *what,
	struct error *err)
{
	struct annotation *before = NULL;
	if (*annotation->id) {
		const struct annotation *there = annotations_find(
			session->annotations, annotation->id);
		before = there ? annotation_copy(there) : NULL;
		annotation->modified = clock_now();
	} else {
		annotation_make_id(annotation->id);
		annotation->created = clock_now();
		annotation_set(&annotation->by, str_from(session_annotator(session)));
	}
	return change(session, (struct change){before, annotation}, what, err);
}

bool session_remove(struct session *session, const struct annotation *annotation,
	const char *what, struct error *err)
{
	struct change removal = {annotation_copy(annotation), NULL};
	return change(session, removal, what, err);
}

size_t session_count_renamed(const struct session *session)
{
	const struct retag retag = {.formerly = session->codebook};
	return retag_count(&retag, session->annotations);
}

size_t session_rename_tags(struct session *session)
{
	const struct retag retag = {.formerly = session->codebook};
	struct change renamed;
	struct error ignored;
	size_t count = 0;
	for (size_t i = 0; i < annotations_count(session->annotations); i++)
		count += retag_change(
				 &retag, annotations_at(session->annotations, i), &renamed) &&
			 change(session, renamed, "rename tags", &ignored);
	return count;
}

static const char *travelled(struct session *session, bool undone, const char *what)
{
	struct buffer step = {0};
	if (!what)
		return NULL;
	buffer_format(&step, "%s: %s", undone ? "undo" : "redo", what);
	note(session, history_back(session->history, undone), step.data);
	buffer_free(&step);
	changed(session);
	return what;
}

const char *session_undo(struct session *session, struct range *where)
{
	return travelled(
		session, true, history_undo(session->history, session->annotations, where));
}

const char *session_redo(struct session *session, struct range *where)
{
	return travelled(
		session, false, history_redo(session->history, session->annotations, where));
}

/* ---- what was deleted ----------------------------------------------------------------------
 */

bool session_deleted(
	const struct session *session, struct journal_deleted *deleted, struct error *err)
{
	char *article = realpath(session->document->path.s, NULL);
	struct journal_query query = {.article = article ? article : "-",
		.sha256 = session->document->sha256,
		.held = session->annotations};
	bool ok = journal_deleted_find(NULL, &query, deleted, err);
	free(article);
	return ok;
}

bool session_restore(
	struct session *session, const struct journal_lost *lost, struct error *err)
{
	struct change restored = {NULL, journal_restored(lost, session->document)};
	restored.after->modified = clock_now();
	return change(session, restored, "restore", err);
}

/* ---- what happens on disk ------------------------------------------------------------------
 */

bool session_source_changed(const struct session *session)
{
	struct file_stamp now;
	struct error err;
	const char *path = session->document->path.s;
	return strcmp(path, "-") != 0 && file_stamp(path, &now, &err) && now.exists &&
	       !file_stamp_equal(&now, &session->document->stamp);
}

bool session_annotations_changed(const struct session *session)
{
	return session->sidecar && sidecar_changed(session->sidecar);
}

static void count_changes(struct session *session, struct sidecar_changes *taken,
	size_t *changes, size_t *conflicts)
{
	*changes += taken->count;
	*conflicts += taken->conflicts;
	sidecar_changes_free(taken);
	session->version++;
}

bool session_reload(
	struct session *session, size_t *changes, size_t *conflicts, struct error *err)
{
	struct sidecar_changes taken;
	*changes = *conflicts = 0;
	if (!sidecar_reload(
		    session->sidecar, session->document, session->annotations, &taken, err))
		return false;
	count_changes(session, &taken, changes, conflicts);
	return true;
}

struct str session_date(const struct session *session)
{
	struct str date = str_from(annotations_date(session->annotations));
	return date_is_day(date) ? date : session->document->metadata.date;
}

void session_set_date(struct session *session, const char *date)
{
	struct buffer what = {0}, before = {0};
	buffer_add(&before, session_date(session));
	buffer_format(&what, "date %s", date[0] ? date : "of the article itself");
	history_push_date(session->history, before.len ? before.data : "", what.data);
	annotations_set_date(session->annotations, date);
	buffer_free(&before);
	buffer_free(&what);
	changed(session);
}

bool session_saves_to_recovery(const struct session *session)
{
	return session->sidecar &&
	       strcmp(sidecar_target(session->sidecar), sidecar_path(session->sidecar)) != 0;
}

size_t session_recoveries(const struct session *session)
{
	struct sidecar_recoveries found;
	if (!session->sidecar)
		return 0;
	sidecar_recovery_find(session->sidecar, &found);
	size_t count = found.count;
	sidecar_recoveries_free(&found);
	return count;
}

bool session_recover(
	struct session *session, size_t *changes, size_t *conflicts, struct error *err)
{
	struct sidecar_recoveries found;
	bool ok = true;
	*changes = *conflicts = 0;
	sidecar_recovery_find(session->sidecar, &found);
	for (size_t i = 0; ok && i < found.count; i++) {
		struct sidecar_changes taken;
		ok = sidecar_recovery_adopt(session->sidecar, session->document,
			session->annotations, found.paths[i], &taken, err);
		for (size_t c = 0; ok && c < taken.count; c++)
			note(session, &taken.inverses[c], "recover");
		if (ok)
			count_changes(session, &taken, changes, conflicts);
	}
	sidecar_recoveries_free(&found);
	return ok && session_save(session, err);
}

static char *path_in_folder(const char *article, const char *name)
{
	struct buffer path = {0};
	const char *slash = strrchr(article, '/');
	if (slash)
		buffer_add(&path, (struct str){article, (size_t)(slash - article) + 1});
	buffer_add_cstr(&path, name);
	return path.data;
}

bool session_add_tag(struct session *session, struct str id, struct str define, char **path,
	struct error *err)
{
	bool own = !str_equal(session->codebook->path, str_from(session->shipped_codebook));
	*path = own ? memory_string(session->codebook->path.s, session->codebook->path.len)
		    : path_in_folder(session->document->path.s, "codebook.yaml");
	if (!codebook_add(session->codebook, *path, id, define, err))
		return false;
	load_codebook(session);
	session->version++;
	return true;
}

/* Every frame asks; the answer changes with the version only. */
const struct progress *session_progress(struct session *session)
{
	if (session->progress_version != session->version) {
		progress_count(&session->utterances, session->annotations, &session->progress);
		session->progress_version = session->version;
	}
	return &session->progress;
}

/* Take a range that lies nearer behind the offset than the nearest so far. */
static void offer_open(size_t offset, struct range range, struct range *nearest, size_t *left)
{
	++*left;
	if (range.start > offset && (nearest->end == 0 || range.start < nearest->start))
		*nearest = range;
}

bool session_next_open(
	const struct session *session, size_t offset, struct range *range, size_t *left)
{
	struct range nearest = {0, 0};
	*left = 0;
	for (size_t i = 0; i < session->utterances.count; i++) {
		const struct utterance *utterance = &session->utterances.items[i];
		if (utterance->number &&
			!annotations_on(session->annotations, utterance->range))
			offer_open(offset, utterance->range, &nearest, left);
	}
	for (size_t i = 0; i < annotations_count(session->annotations); i++) {
		const struct annotation *annotation = annotations_at(session->annotations, i);
		if (progress_is_open(annotation))
			offer_open(offset, annotation->range, &nearest, left);
	}
	*range = nearest;
	return nearest.end > 0;
}

enum role session_role(const struct session *session, const struct annotation *annotation)
{
	if (annotation->status == ANNOTATION_ORPHANED)
		return ROLE_ORPHAN;
	for (size_t i = 0; i < annotation->tag_count; i++) {
		const struct codebook_tag *tag = codebook_find(
			session->codebook, str_from(annotation->tags[i]));
		if (tag && tag->tint < CODEBOOK_TINTS)
			return (enum role)(ROLE_TAG_1 + tag->tint);
	}
	return ROLE_ANNOTATED;
}
