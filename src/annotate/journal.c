#include "attache/annotate/journal.h"

#include "attache/annotate/annotation_json.h"
#include "attache/base/clock.h"
#include "attache/base/json.h"
#include "attache/base/memory.h"
#include "attache/base/utf8.h"
#include "journal_file.h"
#include "sidecar_place.h"

#include <stdlib.h>
#include <string.h>

struct journal {
	char *folder, *article; /* the article's absolute path */
	char sha256[65];
	struct buffer noted; /* lines that are not written yet */
};

char *journal_default_folder(void)
{
	struct buffer folder = {0};
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if ((state && state[0] == '/') || (home && home[0] == '/'))
		sidecar_add_state_folder(&folder);
	return folder.data;
}

struct journal *journal_open(const char *folder, const struct document *document)
{
	char *where = folder ? memory_string(folder, strlen(folder)) : journal_default_folder();
	char *article = realpath(document->path.s, NULL);
	if (!where || !article) {
		free(where);
		free(article);
		return NULL;
	}
	struct journal *journal = memory_zeroed(1, sizeof *journal);
	journal->folder = where;
	journal->article = article;
	memcpy(journal->sha256, document->sha256, sizeof journal->sha256);
	return journal;
}

void journal_close(struct journal *journal)
{
	if (!journal)
		return;
	free(journal->folder);
	free(journal->article);
	buffer_free(&journal->noted);
	free(journal);
}

const char *journal_what_name(enum journal_what what)
{
	static const char *const names[] = {"added", "changed", "deleted"};
	return names[what];
}

/* ---- one record ----------------------------------------------------------------------------
 */

/* Without a document places count code points already. */
static size_t codepoint_of(const struct document *document, size_t offset)
{
	return document ? utf8_to_codepoint(document->map, offset) : offset;
}

static void add_place(
	struct json *json, const struct annotation *annotation, const struct document *document)
{
	bool orphan = annotation->status == ANNOTATION_ORPHANED;
	if (annotation->kind == ANNOTATION_ARTICLE)
		return;
	json_key(json, "start");
	json_size(json, orphan ? annotation->saved_start
			       : codepoint_of(document, annotation->range.start));
	json_key(json, "end");
	json_size(json,
		orphan ? annotation->saved_end : codepoint_of(document, annotation->range.end));
}

/* The keys of the sidecar, and `unknown` for the lines of those it does not know. */
static void add_annotation(struct json *json, const char *key,
	const struct annotation *annotation, const struct document *document)
{
	if (!annotation)
		return;
	json_key(json, key);
	json_object(json);
	json_optional(json, "id", str_from(annotation->id));
	json_optional(json, "kind", str_from(annotation_kind_name(annotation->kind)));
	json_optional(json, "status", str_from(annotation_status_name(annotation->status)));
	add_place(json, annotation, document);
	json_optional(json, "exact", str_from(annotation->exact));
	json_optional(json, "prefix", str_from(annotation->prefix));
	json_optional(json, "suffix", str_from(annotation->suffix));
	json_optional(json, "speaker", str_from(annotation->speaker));
	json_optional(json, "source", str_from(annotation->source));
	json_optional(json, "target", str_from(annotation->target));
	annotation_json_judgement(json, annotation);
	json_optional(json, "conflict-of", str_from(annotation->conflict_of));
	json_optional(json, "adjudicated-by", str_from(annotation->adjudicated_by));
	json_optional(json, "unknown", str_from(annotation->unknown));
	json_object_end(json);
}

void journal_note(struct journal *journal, const struct document *document,
	const struct change *change, const char *step, const char *by)
{
	if (!journal)
		return;
	const struct annotation *any = change->after ? change->after : change->before;
	enum journal_what what = !change->before  ? JOURNAL_ADDED
				 : !change->after ? JOURNAL_DELETED
						  : JOURNAL_CHANGED;
	struct json json = {.out = &journal->noted};
	json_object(&json);
	json_optional(&json, "id", str_from(any->id));
	annotation_json_time(&json, "time", clock_now());
	json_optional(&json, "what", str_from(journal_what_name(what)));
	json_optional(&json, "step", str_from(step));
	json_optional(&json, "by", str_from(by));
	json_optional(&json, "article", str_from(journal->article));
	json_optional(&json, "sha256", str_from(journal->sha256));
	add_annotation(&json, "before", change->before, document);
	add_annotation(&json, "after", change->after, document);
	json_object_end(&json);
	buffer_add_byte(&journal->noted, '\n');
}

bool journal_write(struct journal *journal, struct error *err)
{
	bool ok = true;
	if (!journal)
		return true;
	struct str rest = buffer_str(&journal->noted), left = rest, record;
	while (ok && str_split(&rest, '\n', &record)) {
		ok = journal_file_append(journal->folder, record, err);
		if (ok)
			left = rest;
	}
	size_t written = journal->noted.len - (ok ? 0 : left.len);
	if (written < journal->noted.len && left.len > JOURNAL_KEPT_BYTES)
		written = journal->noted.len;
	if (journal->noted.len)
		buffer_splice(&journal->noted, (struct range){0, written}, STR(""));
	return ok;
}
