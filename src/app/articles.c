/* Opening and closing articles, one or two side by side, and where each was left. */
#include "app_state.h"

#include "attache/app/state.h"

#include <stdlib.h>
#include <string.h>

static struct state_article state_key(const struct app *app, char *absolute)
{
	if (!realpath(app->paths[app->path], absolute))
		*absolute = '\0';
	return (struct state_article){absolute, app->session->document->sha256};
}

static bool remembers(const struct app *app)
{
	return !app->no_state && app->options.resume && app->session &&
	       app->session->document->complete && strcmp(app->paths[app->path], "-") != 0;
}

static void remember_position(struct app *app)
{
	char absolute[4096 + 1];
	struct error err;
	if (!remembers(app))
		return;
	struct state_article article = state_key(app, absolute);
	char *folder = state_default_folder();
	state_position_set(folder, &article, app->reader.current.range.start, &err);
	free(folder);
}

static void resume_position(struct app *app)
{
	char absolute[4096 + 1];
	size_t offset;
	if (!remembers(app))
		return;
	struct state_article article = state_key(app, absolute);
	char *folder = state_default_folder();
	if (state_position_get(folder, &article, &offset) && offset &&
		offset < app->session->document->text.len) {
		reader_take(&app->reader, reader_object_at(&app->reader, offset));
		app_say(app, "where you left off; g goes to the beginning");
	}
	free(folder);
}

void app_close(struct app *app)
{
	if (!app->session)
		return;
	remember_position(app);
	prompt_close(&app->prompt, false);
	picker_close(&app->picker);
	adjudication_close(&app->adjudication);
	reader_close(&app->reader);
	overview_free(&app->overview);
	session_free(app->session);
	app->session = NULL;
}

/* A session of which nothing but the text is read: that is what the first frame shows. */
static struct session *begin(const struct app *app, size_t path, struct error *err)
{
	struct buffer codebook = {0};
	struct session *session;
	buffer_format(&codebook, "%s/codebook.yaml", app->data_dir);
	struct session_setup setup = {.lexicon = app->lexicon,
		.codebook = codebook.data,
		.extract_limit = (size_t)app->options.extract_limit * 1000 * 1000,
		.by = app->options.by,
		.own = app->options.annotations == ANNOTATIONS_OWN,
		.journals = app->options.journal};
	bool ok = session_open(&setup, app->paths[path], &session, err);
	buffer_free(&codebook);
	return ok ? session : NULL;
}

static void open_reader(struct app *app, struct reader *reader, struct session *session)
{
	reader_open(reader, session, app->options.measure);
	reader->margin = app->options.scroll_margin;
	layout_set_folded(reader->layout, app->options.fold);
}

static bool cannot_be_read(const struct session *session)
{
	const struct diagnostics *odd = session->sidecar ? sidecar_diagnostics(session->sidecar)
							 : NULL;
	for (size_t i = 0; odd && i < odd->count; i++)
		if (odd->items[i].severity == SEVERITY_ERROR)
			return true;
	return false;
}

bool app_open(struct app *app, size_t path, struct error *err)
{
	struct session *session = begin(app, path, err);
	if (!session)
		return false;
	app_close(app);
	app->session = session;
	app->path = path;
	app->focus = FOCUS_ARTICLE;
	open_reader(app, &app->reader, session);
	app_arrange(app);
	app_findings_changed(app);
	resume_position(app);
	return true;
}

void app_annotated(struct app *app)
{
	size_t renamed;
	if (cannot_be_read(app->session))
		app_say(app,
			"the annotations on disk cannot be read, new ones are saved beside "
			"them; :diagnostics says why");
	else if (session_recoveries(app->session))
		app_say(app,
			"work of an earlier session is not in its place; :recover takes it in");
	else if ((renamed = session_count_renamed(app->session)) > 0)
		app_say(app,
			"tags of %zu annotation%s are called otherwise in the codebook now; "
			":rename-tags",
			renamed, renamed == 1 ? "" : "s");
}

void app_others_found(struct app *app)
{
	struct error err;
	size_t mine = session_mine_in_shared(app->session);
	if (app->adjudicates && !app_adjudicate(app, &err))
		app_complain(app, &err);
	if (mine && !app->message.len)
		app_say(app, "%zu annotation%s of yours in the shared file: read only here",
			mine, mine == 1 ? "" : "s");
}

void app_grown(struct app *app)
{
	reader_grown(&app->reader);
	if (app->reader.current.kind == OBJECT_NONE)
		reader_first(&app->reader);
	/* A reader who has gone somewhere meanwhile is not moved. */
	if (app->session->document->complete && app->reader.current.range.start == 0)
		resume_position(app);
}

/* ---- two side by side ----------------------------------------------------------------------
 */

bool app_compare(struct app *app, size_t path, struct error *err)
{
	struct session *session = begin(app, path, err);
	if (!session)
		return false;
	app_compare_end(app);
	app->other = (struct side){.session = session, .path = path};
	open_reader(app, &app->other.reader, session);
	app->focus = FOCUS_ARTICLE;
	app_arrange(app);
	return true;
}

void app_compare_end(struct app *app)
{
	if (!app->other.session)
		return;
	if (app->other.at_left)
		app_swap(app);
	reader_close(&app->other.reader);
	overview_free(&app->other.overview);
	session_free(app->other.session);
	app->other = (struct side){0};
	app_arrange(app);
}

void app_swap(struct app *app)
{
	struct side here = {.session = app->session,
		.reader = app->reader,
		.overview = app->overview,
		.path = app->path,
		.at_left = !app->other.at_left};
	app->session = app->other.session;
	app->reader = app->other.reader;
	app->overview = app->other.overview;
	app->path = app->other.path;
	app->other = here;
	/* The filter looks at the hits where they are now. */
	reader_filter(&app->reader, app->reader.filtered);
	reader_filter(&app->other.reader, app->other.reader.filtered);
	app_arrange(app);
	app_findings_changed(app);
}
