/* Commands that review: accept and reject what was found, moved or suggested, give orphans a
 * place, take over the codebook's new names. */
#include "app_state.h"
#include "commands.h"

#include "attache/annotate/anchor.h"
#include "attache/base/utf8.h"

#include <string.h>

/* ---- accept and reject ---------------------------------------------------------------------
 */

/* On to what is to be reviewed next; the verdict is said, and what is left. */
static void go_on(struct app *app, const char *verdict)
{
	struct range next;
	size_t left;
	size_t from = app->reader.current.range.start;
	if (session_next_open(app->session, from, &next, &left))
		reader_take(&app->reader, reader_object_on(&app->reader, next));
	if (!left)
		app_say(app, "%s · nothing is left to review", verdict);
	else if (!next.end)
		app_say(app, "%s · none below, %zu above", verdict, left);
	else
		app_say(app, "%s", verdict);
	if (app->focus == FOCUS_SIDEBAR)
		sidebar_follow(&app->sidebar, &app->reader);
	app_moved(app);
}

static bool review(struct app *app, enum annotation_status status, struct error *err)
{
	if (!app_can_annotate(app, err))
		return false;
	if (!app_annotation(app) && app->reader.current.kind != OBJECT_QUOTE)
		return error_set(
			err, ERR_NOTFOUND, "nothing to review here: ] goes to the next quote");
	struct annotation *annotation = app_draft(app);
	annotation->status = status;
	if (!app_put(app, annotation, status == ANNOTATION_OK ? "accept" : "reject", err))
		return false;
	go_on(app, status == ANNOTATION_OK ? "accepted" : "rejected");
	return true;
}

COMMAND(accept)
{
	return review(app, ANNOTATION_OK, err);
}

COMMAND(reject)
{
	return review(app, ANNOTATION_REJECTED, err);
}

/* ---- orphans -------------------------------------------------------------------------------
 */

const struct annotation *app_taken_up(const struct app *app)
{
	const struct annotation *annotation = NULL;
	if (*app->taken_up)
		annotation = annotations_find(app->session->annotations, app->taken_up);
	return annotation && annotation->status == ANNOTATION_ORPHANED ? annotation : NULL;
}

/* The search for its place begins where it was. */
void app_take_up(struct app *app, const struct annotation *orphan)
{
	const struct document *document = app->session->document;
	memcpy(app->taken_up, orphan->id, sizeof app->taken_up);
	size_t was = utf8_to_byte(document->map, orphan->saved_start);
	app->focus = FOCUS_ARTICLE;
	app_arrange(app);
	if (document->text.len)
		reader_jump(&app->reader,
			reader_sentence_at(&app->reader,
				was < document->text.len ? was : document->text.len - 1));
}

static const struct annotation *next_orphan(const struct app *app)
{
	for (size_t i = 0; i < annotations_count(app->session->annotations); i++) {
		const struct annotation *annotation = annotations_at(
			app->session->annotations, i);
		if (annotation->status == ANNOTATION_ORPHANED)
			return annotation;
	}
	return NULL;
}

COMMAND(attach)
{
	const struct annotation *orphan = app_taken_up(app);
	if (!orphan)
		return error_set(err, ERR_NOTFOUND,
			"%s: Enter on an orphan among the notes (3) takes it up",
			next_orphan(app) ? "no orphan is taken up" : "there are no orphans");
	if (app->reader.current.kind == OBJECT_NONE)
		return error_set(err, ERR_NOTFOUND, "nothing here to attach it to");
	struct annotation *placed = annotation_copy(orphan);
	placed->range = app->reader.current.range;
	placed->status = ANNOTATION_OK;
	anchor_make(placed, app->session->document);
	app->taken_up[0] = '\0';
	if (!app_put(app, placed, "attach", err))
		return false;
	size_t left = session_progress(app->session)->orphans;
	if (left)
		app_say(app, "attached; u takes it off · %zu orphan%s left", left,
			left == 1 ? "" : "s");
	else
		app_say(app, "attached; u takes it off again");
	app_moved(app);
	return true;
}

/* ---- tags that are called otherwise now ----------------------------------------------------
 */

COMMAND(rename_tags)
{
	if (!session_is_ready(app->session, err))
		return false;
	size_t count = session_rename_tags(app->session);
	if (!count)
		return error_set(
			err, ERR_NOTFOUND, "no tag here has another name in the codebook now");
	app_findings_changed(app);
	app_say(app,
		"renamed in %zu annotation%s; for a folder: attache codebook rename --formerly",
		count, count == 1 ? "" : "s");
	return true;
}
