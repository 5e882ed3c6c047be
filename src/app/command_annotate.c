/* Commands that make and change annotations. All of them act on the current object. */
#include "app_state.h"
#include "commands.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the current object as an annotation ---------------------------------------------------
 */

const struct annotation *app_annotation(const struct app *app)
{
	const struct object *current = &app->reader.current;
	if (current->kind == OBJECT_NONE)
		return NULL;
	return annotations_on(app->session->annotations, current->range);
}

static enum annotation_kind kind_of(const struct object *object)
{
	switch (object->kind) {
	case OBJECT_QUOTE:
		return ANNOTATION_QUOTE;
	case OBJECT_MENTION:
		return ANNOTATION_MENTION;
	default:
		return ANNOTATION_SPAN;
	}
}

/* The annotation that is listed where keys go to the list, or NULL. */
static const struct item *chosen_item(const struct app *app)
{
	const struct item *item = sidebar_current(&app->sidebar);
	return app->focus == FOCUS_SIDEBAR && item && item->kind == ITEM_NOTE ? item : NULL;
}

static const struct annotation *annotation_of(const struct app *app, const struct item *item)
{
	const struct others *others = &app->session->others;
	return annotations_at(
		item->other ? others->items[item->other - 1].set : app->session->annotations,
		item->index);
}

/* In the Notes tab the listed annotation, orphans too; else the current object's. */
static const struct annotation *chosen_annotation(const struct app *app)
{
	const struct item *item = chosen_item(app);
	if (item && !item->other)
		return annotations_at(app->session->annotations, item->index);
	return item ? NULL : app_annotation(app);
}

/* A listed orphan is not where the article is: keys must not act on what happens to be there.
 */
static bool has_place(const struct app *app, struct error *err)
{
	const struct item *item = chosen_item(app);
	if (item && item->other && !others_is_placed(annotation_of(app, item)))
		return error_set(
			err, ERR_NOTFOUND, "what is listed has no place in the article");
	const struct annotation *annotation = chosen_annotation(app);
	if (annotation && annotation->status == ANNOTATION_ORPHANED)
		return error_set(err, ERR_NOTFOUND,
			"what is listed is gone from the article: Enter gives it a place, d "
			"deletes it");
	return true;
}

bool app_can_annotate(const struct app *app, struct error *err)
{
	if (!has_place(app, err))
		return false;
	if (app->reader.current.kind == OBJECT_NONE)
		return error_set(err, ERR_NOTFOUND, "nothing here to annotate");
	return session_is_ready(app->session, err);
}

struct annotation *app_draft(const struct app *app)
{
	const struct object *current = &app->reader.current;
	return session_draft(app->session, kind_of(current), current->range);
}

/* Put the annotation in place; the selection has become what was annotated. */
bool app_put(
	struct app *app, struct annotation *annotation, const char *what, struct error *err)
{
	struct range range = annotation->range;
	bool done = session_put(app->session, annotation, what, err);
	if (app->reader.current.kind == OBJECT_SELECTION)
		app->reader.current = reader_object_on(&app->reader, range);
	app_findings_changed(app);
	return done;
}

/* ---- tags ----------------------------------------------------------------------------------
 */

static void remember_tags(struct app *app, const struct annotation *annotation)
{
	for (size_t i = 0; i < app->last_tag_count; i++)
		free(app->last_tags[i]);
	app->last_tag_count = 0;
	for (size_t i = 0; i < annotation->tag_count && i < TAGS_MAX; i++)
		app->last_tags[app->last_tag_count++] = memory_string(
			annotation->tags[i], strlen(annotation->tags[i]));
}

/* An annotation that says nothing any more goes: the last tag was taken off again. */
static bool says_nothing(const struct annotation *annotation)
{
	return annotation->tag_count == 0 && !annotation->note && !annotation->unknown &&
	       annotation->status == ANNOTATION_OK && !annotation->target &&
	       annotation->stance == STANCE_NONE;
}

/* Who corrects what was rejected, suggested or moved has judged it. */
static void settle(struct annotation *annotation)
{
	annotation->status = ANNOTATION_OK;
}

static bool toggle(struct app *app, struct str tag, struct error *err)
{
	if (!app_can_annotate(app, err))
		return false;
	struct annotation *annotation = app_draft(app);
	char *name = memory_string(tag.s, tag.len);
	bool had = annotation_has_tag(annotation, name);
	struct buffer what = {0};
	buffer_format(&what, "%s %s", had ? "tag off" : "tag", name);
	codebook_toggle(app->session->codebook, annotation, name);
	settle(annotation);
	if (!had) {
		picker_remember(&app->picker, name);
		remember_tags(app, annotation);
	}
	const struct annotation *there = app_annotation(app);
	bool done;
	if (had && there && says_nothing(annotation)) {
		annotation_free(annotation);
		done = session_remove(app->session, there, what.data, err);
		app_findings_changed(app);
	} else {
		done = app_put(app, annotation, what.data, err);
	}
	bool known = codebook_find(app->session->codebook, tag) != NULL;
	if (done)
		app_say(app, "%s%s%s", what.data,
			known || had ? "" : " · new: keep it with :codebook-add ",
			known || had ? "" : name);
	buffer_free(&what);
	free(name);
	return done;
}

COMMAND(tag)
{
	if (!app_can_annotate(app, err))
		return false;
	if (call->arguments.len == 0) {
		picker_open(&app->picker, app->session->codebook, app_annotation(app));
		app_arrange(app);
		reader_take(&app->reader, app->reader.current);
		return true;
	}
	for (struct str rest = call->arguments, tag; str_split(&rest, ' ', &tag);)
		if (tag.len && !toggle(app, tag, err))
			return false;
	return true;
}

COMMAND(codebook_add)
{
	struct str id, define;
	char *path;
	command_split(call->arguments, &id, &define);
	if (!id.len)
		return error_set(err, ERR_USAGE, "usage: codebook-add TAG [DEFINITION]");
	bool added = session_add_tag(app->session, id, define, &path, err);
	if (added)
		app_say(app, "%.*s is in %s now", STR_ARG(id), path);
	free(path);
	return added;
}

static void close_picker(struct app *app)
{
	picker_close(&app->picker);
	app_arrange(app);
}

void app_pick(struct app *app, const struct event *event)
{
	struct error err;
	enum picker_outcome outcome = picker_handle(
		&app->picker, app->session->codebook, event);
	bool toggles = outcome == PICKER_TOGGLED || outcome == PICKER_TOGGLED_AND_CLOSED;
	if (outcome == PICKER_CLOSED || outcome == PICKER_TOGGLED_AND_CLOSED)
		close_picker(app);
	if (toggles && !toggle(app, buffer_str(&app->picker.chosen), &err))
		app_complain(app, &err);
}

static bool has_last_tags(const struct app *app, const struct annotation *annotation)
{
	for (size_t i = 0; i < app->last_tag_count; i++)
		if (!annotation || !annotation_has_tag(annotation, app->last_tags[i]))
			return false;
	return true;
}

/* Tag the next one alike: the current quote if it is not tagged so already, else the next;
 * and then on to the one behind it. */
COMMAND(again)
{
	if (app->last_tag_count == 0)
		return error_set(err, ERR_NOTFOUND, "no tag was set yet: t sets one");
	for (unsigned i = 0; i < call->count; i++) {
		if (has_last_tags(app, app_annotation(app)) &&
			!reader_step_quote(&app->reader, true))
			return error_set(err, ERR_NOTFOUND, "no quote behind this one");
		if (!app_can_annotate(app, err))
			return false;
		struct annotation *annotation = app_draft(app);
		for (size_t t = 0; t < app->last_tag_count; t++)
			if (!annotation_has_tag(annotation, app->last_tags[t]))
				codebook_toggle(
					app->session->codebook, annotation, app->last_tags[t]);
		if (!app_put(app, annotation, "tag again", err))
			return false;
		app_say(app, "tagged %s%s", app->last_tags[0],
			app->last_tag_count > 1 ? " …" : "");
		reader_step_quote(&app->reader, true);
	}
	app_moved(app);
	return true;
}

/* ---- notes and speakers --------------------------------------------------------------------
 */

bool app_set_note(struct app *app, struct range range, enum annotation_kind kind,
	struct str note, struct error *err)
{
	struct annotation *annotation = session_draft(app->session, kind, range);
	annotation_set(&annotation->note, str_trim(note));
	bool done = app_put(app, annotation, "note", err);
	if (done)
		app_say(app, str_trim(note).len ? "noted" : "note removed");
	return done;
}

COMMAND(note)
{
	if (!app_can_annotate(app, err))
		return false;
	const struct annotation *annotation = app_annotation(app);
	app->edited = app->reader.current.range;
	app->edited_kind = kind_of(&app->reader.current);
	if (call->arguments.len)
		return app_set_note(app, app->edited, app->edited_kind, call->arguments, err);
	app_prompt(app, PROMPT_NOTE, str_from(annotation ? annotation->note : NULL));
	return true;
}

COMMAND(note_editor)
{
	if (!app_can_annotate(app, err))
		return false;
	const struct annotation *annotation = app_annotation(app);
	const char *folder = getenv("XDG_RUNTIME_DIR");
	struct buffer path = {0};
	buffer_format(&path, "%s/attache-note-XXXXXX", folder && *folder ? folder : "/tmp");
	int fd = mkstemp(path.data);
	bool ok = fd >= 0 && close(fd) == 0 &&
		  file_write_atomic(
			  path.data, str_from(annotation ? annotation->note : NULL), NULL, err);
	if (fd < 0)
		error_set_errno(err, "cannot make %s", path.data);
	if (ok) {
		app->edited = app->reader.current.range;
		app->edited_kind = kind_of(&app->reader.current);
		app_ask(app, REQUEST_EDITOR, buffer_str(&path));
	}
	buffer_free(&path);
	return ok;
}

void app_editor_done(struct app *app, bool saved)
{
	struct error err;
	struct buffer note = {0}, path = {0};
	buffer_add(&path, buffer_str(&app->request_text));
	if (!saved)
		app_say(app, "the editor failed; the note is as it was");
	else if (!file_read(path.data, LINE_EDIT_MAX, &note, NULL, &err) ||
		 !app_set_note(app, app->edited, app->edited_kind, buffer_str(&note), &err))
		app_complain(app, &err);
	unlink(path.data);
	buffer_free(&note);
	buffer_free(&path);
}

bool app_set_speaker(struct app *app, struct str speaker, struct error *err)
{
	if (!app_can_annotate(app, err))
		return false;
	struct annotation *annotation = app_draft(app);
	annotation_set(&annotation->speaker, str_trim(speaker));
	settle(annotation);
	bool done = app_put(app, annotation, "speaker", err);
	if (done)
		app_say(app, "%s%.*s", str_trim(speaker).len ? "speaker: " : "speaker removed",
			STR_ARG(str_trim(speaker)));
	return done;
}

COMMAND(speaker)
{
	if (!app_can_annotate(app, err))
		return false;
	if (call->arguments.len)
		return app_set_speaker(app, call->arguments, err);
	struct annotation *annotation = app_draft(app);
	app_prompt(app, PROMPT_SPEAKER, str_from(annotation->speaker));
	annotation_free(annotation);
	return true;
}

/* ---- deleting -------------------------------------------------------------------------------
 */

COMMAND(delete)
{
	const struct annotation *annotation = chosen_annotation(app);
	if (!annotation)
		return error_set(err, ERR_NOTFOUND,
			chosen_item(app) ? "what others annotated is only read here"
					 : "no annotation here");
	if (!session_remove(app->session, annotation, "delete", err))
		return false;
	app_findings_changed(app);
	app_follow_list(app);
	app_say(app, "deleted; u brings it back");
	return true;
}

/* ---- what was deleted ----------------------------------------------------------------------
 */

static bool restore(
	struct app *app, const struct journal_lost *lost, struct str text, struct error *err)
{
	if (!lost && text.len)
		return error_set(err, ERR_NOTFOUND, "nothing deleted here holds \"%.*s\"",
			STR_ARG(text));
	if (!lost)
		return error_set(err, ERR_NOTFOUND,
			"nothing was deleted here, as far as the "
			"journal tells");
	char id[ANNOTATION_ID_LENGTH + 1];
	memcpy(id, lost->annotation->id, sizeof id);
	bool done = session_restore(app->session, lost, err);
	app_findings_changed(app);
	const struct annotation *back = annotations_find(app->session->annotations, id);
	if (back && back->range.end > back->range.start)
		reader_jump(&app->reader, reader_object_on(&app->reader, back->range));
	app_moved(app);
	if (done)
		app_say(app, "brought back%s; u takes it away again",
			back && back->status == ANNOTATION_ORPHANED
				? ", an orphan: its words are gone"
				: "");
	return done;
}

COMMAND(restore)
{
	struct journal_deleted deleted;
	if (!session_is_ready(app->session, err) ||
		!session_deleted(app->session, &deleted, err))
		return false;
	bool ok = restore(
		app, journal_deleted_called(&deleted, call->arguments), call->arguments, err);
	journal_deleted_free(&deleted);
	return ok;
}

/* ---- undo ----------------------------------------------------------------------------------
 */

static bool travel(struct app *app, const struct call *call,
	const char *(*one)(struct session *session, struct range *where), const char *verb,
	struct error *err)
{
	for (unsigned i = 0; i < call->count; i++) {
		struct range where;
		const char *what = one(app->session, &where);
		if (!what)
			return error_set(err, ERR_NOTFOUND, "nothing to %s", verb);
		if (where.end > where.start)
			reader_jump(&app->reader, reader_object_on(&app->reader, where));
		app_findings_changed(app);
		sidebar_follow(&app->sidebar, &app->reader);
		app_say(app, "%s: %s", verb, what);
	}
	return true;
}

COMMAND(undo)
{
	return travel(app, call, session_undo, "undo", err);
}

COMMAND(redo)
{
	return travel(app, call, session_redo, "redo", err);
}

/* ---- copying -------------------------------------------------------------------------------
 */

static void add_citation(
	const struct app *app, const struct annotation *annotation, struct buffer *out)
{
	const struct metadata *metadata = &app->session->document->metadata;
	struct str words = str_slice(app->session->document->text, annotation->range);
	buffer_add_cstr(out, "“");
	for (size_t i = 0; i < words.len; i++)
		buffer_add_byte(out, words.s[i] == '\n' ? ' ' : words.s[i]);
	buffer_add_cstr(out, "”");
	if (annotation->speaker)
		buffer_format(out, " — %s", annotation->speaker);
	if (annotation->source)
		buffer_format(out, ", via %s", annotation->source);
	const struct str parts[] = {
		metadata->title, metadata->outlet, session_date(app->session)};
	const char *between = " (";
	for (size_t i = 0; i < 3; i++)
		if (parts[i].len) {
			buffer_format(out, "%s%.*s", between, STR_ARG(parts[i]));
			between = ", ";
		}
	if (*between == ',')
		buffer_add_byte(out, ')');
	buffer_add_byte(out, '\n');
}

static bool copy(struct app *app, bool with_note, struct error *err)
{
	if (app->reader.current.kind == OBJECT_NONE)
		return error_set(err, ERR_NOTFOUND, "nothing here to copy");
	if (!has_place(app, err))
		return false;
	struct annotation *annotation = app_draft(app);
	struct buffer text = {0};
	add_citation(app, annotation, &text);
	for (size_t i = 0; with_note && i < annotation->tag_count; i++)
		buffer_format(&text, "%s%s", i ? ", " : "tags: ", annotation->tags[i]);
	if (with_note && annotation->tag_count)
		buffer_add_byte(&text, '\n');
	if (with_note && annotation->note)
		buffer_format(&text, "%s\n", annotation->note);
	app_ask(app, REQUEST_CLIPBOARD, buffer_str(&text));
	app_say(app, "copied %zu bytes", text.len);
	buffer_free(&text);
	annotation_free(annotation);
	return true;
}

COMMAND(copy)
{
	return copy(app, false, err);
}

COMMAND(copy_note)
{
	return copy(app, true, err);
}
