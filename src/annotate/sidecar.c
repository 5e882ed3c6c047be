#include "attache/annotate/sidecar.h"

#include "attache/annotate/anchor.h"
#include "attache/base/memory.h"

#include "sidecar_text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SIDECAR_MAX_BYTES ((size_t)512 * 1024 * 1024)

struct sidecar {
	char *path;   /* where the article's sidecar lies */
	char *target; /* where saves go: path, or a recovery file */
	bool elsewhere;
	bool broken;             /* what lies at path could not be read: it is never written */
	struct file_stamp stamp; /* of what was last read from or written to target */
	char content[65];        /* its SHA-256; empty when there was no file */
	struct sidecar_text text;
	struct diagnostics diagnostics;
};

/* ---- where it lies
 * ------------------------------------------------------------------------------------ */

static char *state_path(const struct document *document)
{
	struct buffer path = {0};
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if (state && state[0] == '/')
		buffer_format(&path, "%s", state);
	else
		buffer_format(&path, "%s/.local/state", home ? home : "/tmp");
	buffer_format(&path, "/attache/%s.ann.yaml", document->sha256);
	return path.data;
}

/* Whether the folder of the article takes files; without trying, since trying leaves traces. */
static bool folder_is_writable(struct str article)
{
	struct buffer folder = {0};
	size_t name = file_basename(article).len;
	buffer_add(&folder, (struct str){article.s, article.len - name});
	bool writable = access(folder.len ? folder.data : ".", W_OK) == 0;
	buffer_free(&folder);
	return writable;
}

static void choose_path(struct sidecar *sidecar, const struct document *document)
{
	struct buffer beside = {0};
	buffer_add(&beside, document->path);
	buffer_add_cstr(&beside, ".ann.yaml");
	bool is_stdin = str_equal(document->path, STR("-"));
	bool exists = !is_stdin && access(beside.data, F_OK) == 0;
	sidecar->elsewhere = is_stdin || !folder_is_writable(document->path);
	if (sidecar->elsewhere && !(exists && access(beside.data, W_OK) == 0)) {
		sidecar->path = state_path(document);
		/* A sidecar that lies beside a read-only article is still where reading begins.
		 */
		if (exists && access(sidecar->path, F_OK) != 0) {
			free(sidecar->path);
			sidecar->path = memory_string(beside.data, beside.len);
		}
	} else {
		sidecar->elsewhere = false;
		sidecar->path = memory_string(beside.data, beside.len);
	}
	sidecar->target = memory_string(sidecar->path, strlen(sidecar->path));
	buffer_free(&beside);
}

/* A name beside the sidecar that is not taken: X.recovered.ann.yaml, X.recovered-2.ann.yaml ...
 */
static void go_to_recovery(struct sidecar *sidecar)
{
	struct buffer path = {0};
	size_t stem = strlen(sidecar->path) - strlen(".ann.yaml");
	for (unsigned number = 1; number < 10000; number++) {
		buffer_clear(&path);
		buffer_add(&path, (struct str){sidecar->path, stem});
		buffer_add_cstr(&path, ".recovered");
		if (number > 1)
			buffer_format(&path, "-%u", number);
		buffer_add_cstr(&path, ".ann.yaml");
		if (access(path.data, F_OK) != 0)
			break;
	}
	free(sidecar->target);
	sidecar->target = memory_string(path.data, path.len);
	sidecar->stamp = (struct file_stamp){0};
	sidecar->content[0] = '\0';
	buffer_free(&path);
}

/* ---- reading
 * --------------------------------------------------------------------------------------------
 */

/* Check every annotation against the text; what moved or is lost is marked, never dropped. */
static void anchor_all(
	struct sidecar *sidecar, const struct document *document, struct annotations **set)
{
	struct annotations *placed = annotations_new();
	struct anchor_index *index = anchor_index_new(document);
	bool same = strcmp(sidecar->text.sha256, document->sha256) == 0;
	size_t moved = 0, orphaned = 0;
	for (size_t i = 0; i < annotations_count(*set); i++) {
		struct annotation *annotation = annotation_copy(annotations_at(*set, i));
		struct range range = {0, 0};
		struct change inverse;
		if (annotation->kind != ANNOTATION_ARTICLE) {
			enum anchor_result result = anchor_find(
				index, annotation, same, annotation->range.start, &range);
			annotation->range = range;
			bool settled = annotation->status != ANNOTATION_ORPHANED &&
				       annotation->status != ANNOTATION_MOVED;
			if (result == ANCHOR_ORPHANED)
				annotation->status = ANNOTATION_ORPHANED;
			else if (result == ANCHOR_MOVED ||
				 annotation->status == ANNOTATION_ORPHANED)
				annotation->status = ANNOTATION_MOVED;
			moved += settled && annotation->status == ANNOTATION_MOVED;
			orphaned += settled && annotation->status == ANNOTATION_ORPHANED;
		}
		if (annotations_apply(placed, (struct change){NULL, annotation}, &inverse))
			change_free(inverse);
	}
	if (moved)
		diagnostics_add(&sidecar->diagnostics, SEVERITY_NOTE, 0, 0,
			"%zu annotations were found again with some doubt: review them", moved);
	if (orphaned)
		diagnostics_add(&sidecar->diagnostics, SEVERITY_WARNING, 0, 0,
			"%zu annotations no longer fit the text: they are kept as orphans",
			orphaned);
	anchor_index_free(index);
	annotations_free(*set);
	*set = placed;
}

static void remember(struct sidecar *sidecar, struct str content)
{
	file_sha256(content, sidecar->content);
}

bool sidecar_open(const struct document *document, struct sidecar **out,
	struct annotations **set, struct error *err)
{
	struct sidecar *sidecar = memory_zeroed(1, sizeof *sidecar);
	struct buffer bytes = {0};
	choose_path(sidecar, document);
	*out = sidecar;
	if (access(sidecar->path, F_OK) != 0) {
		*set = annotations_new();
		return true;
	}
	bool ok = file_read(sidecar->path, SIDECAR_MAX_BYTES, &bytes, &sidecar->stamp, err);
	if (ok) {
		remember(sidecar, buffer_str(&bytes));
		ok = sidecar_text_parse(&sidecar->text, &bytes, document, set, err);
	}
	if (ok) {
		anchor_all(sidecar, document, set);
		return true;
	}
	diagnostics_add(&sidecar->diagnostics, SEVERITY_ERROR, err->line, err->column,
		"cannot read %s: %s", sidecar->path, err->msg);
	sidecar_text_free(&sidecar->text);
	buffer_free(&bytes);
	sidecar->broken = true;
	go_to_recovery(sidecar);
	*set = annotations_new();
	return true;
}

void sidecar_free(struct sidecar *sidecar)
{
	if (!sidecar)
		return;
	sidecar_text_free(&sidecar->text);
	diagnostics_free(&sidecar->diagnostics);
	free(sidecar->path);
	free(sidecar->target);
	free(sidecar);
}

/* ---- saving
 * ------------------------------------------------------------------------------------------------
 */

/* Whether what lies at target is still what we read or wrote: the stamp first, since it is
 * cheap; a touched but equal file is no conflict. */
static bool is_ours(struct sidecar *sidecar, struct error *err, bool *ours)
{
	struct file_stamp now;
	if (!file_stamp(sidecar->target, &now, err))
		return false;
	*ours = file_stamp_equal(&now, &sidecar->stamp);
	if (*ours || !now.exists)
		return true; /* a file that was removed is written again: its content is in
				memory */
	struct buffer bytes = {0};
	char content[65];
	if (!file_read(sidecar->target, SIDECAR_MAX_BYTES, &bytes, &now, err)) {
		buffer_free(&bytes);
		return false;
	}
	file_sha256(buffer_str(&bytes), content);
	buffer_free(&bytes);
	*ours = strcmp(content, sidecar->content) == 0;
	if (*ours)
		sidecar->stamp = now;
	return true;
}

bool sidecar_save(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err)
{
	bool ours = true, conflict = false;
	if (!is_ours(sidecar, err, &ours))
		return error_within(err, "cannot save %s", sidecar->target);
	struct file_stamp now;
	if (!ours && file_stamp(sidecar->target, &now, err) && now.exists) {
		conflict = true;
		go_to_recovery(sidecar);
	}
	struct sidecar_text next;
	sidecar_text_write(&next, &sidecar->text, document, set);
	if ((sidecar->elsewhere && !file_make_parent(sidecar->target, err)) ||
		!file_write_atomic(
			sidecar->target, buffer_str(&next.text), &sidecar->stamp, err)) {
		sidecar_text_free(&next);
		return false;
	}
	remember(sidecar, buffer_str(&next.text));
	sidecar_text_free(&sidecar->text);
	sidecar->text = next;
	if (conflict)
		return error_set(err, ERR_CONFLICT,
			"%s changed on disk; it is left as it is, your version is saved in %s",
			sidecar->path, sidecar->target);
	return true;
}

bool sidecar_changed(const struct sidecar *sidecar)
{
	struct file_stamp now;
	struct error err;
	return !sidecar->broken && file_stamp(sidecar->target, &now, &err) &&
	       !file_stamp_equal(&now, &sidecar->stamp);
}

const char *sidecar_path(const struct sidecar *sidecar)
{
	return sidecar->path;
}

const char *sidecar_target(const struct sidecar *sidecar)
{
	return sidecar->target;
}

bool sidecar_is_elsewhere(const struct sidecar *sidecar)
{
	return sidecar->elsewhere;
}

const struct diagnostics *sidecar_diagnostics(const struct sidecar *sidecar)
{
	return &sidecar->diagnostics;
}

struct str sidecar_date(const struct sidecar *sidecar)
{
	return str_from(sidecar->text.date);
}

/* ---- the pure halves
 * ------------------------------------------------------------------------------------------ */

bool sidecar_parse(struct str text, const struct document *document, struct annotations **set,
	struct error *err)
{
	struct buffer copy = {0};
	struct sidecar_text parsed;
	buffer_add(&copy, text);
	bool ok = sidecar_text_parse(&parsed, &copy, document, set, err);
	sidecar_text_free(&parsed);
	return ok;
}

bool sidecar_write(struct buffer *out, struct str previous, const struct document *document,
	const struct annotations *set, struct error *err)
{
	struct buffer copy = {0};
	struct sidecar_text parsed, next;
	struct annotations *old;
	buffer_add(&copy, previous);
	if (!sidecar_text_parse(&parsed, &copy, document, &old, err)) {
		sidecar_text_free(&parsed);
		return false;
	}
	sidecar_text_write(&next, &parsed, document, set);
	buffer_add(out, buffer_str(&next.text));
	annotations_free(old);
	sidecar_text_free(&parsed);
	sidecar_text_free(&next);
	return true;
}
