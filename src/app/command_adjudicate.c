/* Commands that decide between annotators. */
#include "app_state.h"
#include "commands.h"

/* Show the place of the current difference. */
static void show_place(struct app *app)
{
	const struct annotation *const *versions = adjudication_versions(&app->adjudication);
	app_findings_changed(app);
	app_arrange(app);
	for (size_t i = 0; versions && i < app->adjudication.annotators; i++)
		if (versions[i] && annotation_has_place(versions[i])) {
			reader_take(&app->reader,
				reader_object_on(&app->reader, versions[i]->range));
			return;
		}
}

bool app_adjudicate(struct app *app, struct error *err)
{
	if (!adjudication_open(&app->adjudication, app->session, err))
		return false;
	if (app->other.session)
		app_compare_end(app);
	app->focus = FOCUS_ARTICLE;
	show_place(app);
	size_t count = app->adjudication.count;
	app_say(app, "%zu difference%s between %zu annotators", count, count == 1 ? "" : "s",
		app->adjudication.annotators);
	return true;
}

COMMAND(adjudicate)
{
	app_catch_up(app);
	session_find_others(app->session);
	return app_adjudicate(app, err);
}

/* A decision was made: on to the next difference without one. */
static bool go_on(struct app *app, bool ok)
{
	struct adjudication *adjudication = &app->adjudication;
	if (ok && !adjudication_next_open(adjudication, app->session)) {
		size_t agreed = adjudication_agreed(adjudication, app->session);
		if (agreed)
			app_say(app, "all decided; a takes over the %zu in which all agree",
				agreed);
		else
			app_say(app, "all decided; Esc ends");
	}
	show_place(app);
	return ok;
}

static bool decide(struct app *app, size_t choice, struct error *err)
{
	return go_on(app, adjudication_decide(&app->adjudication, app->session, choice, err));
}

COMMAND(version)
{
	size_t number;
	if (!app->adjudication.open || !str_to_size(call->arguments, &number) || number == 0)
		return error_set(err, ERR_USAGE, "usage: version N, while adjudicating");
	return decide(app, number - 1, err);
}

COMMAND(version_first)
{
	return decide(app, 0, err);
}

COMMAND(version_second)
{
	return decide(app, 1, err);
}

COMMAND(version_third)
{
	return decide(app, 2, err);
}

COMMAND(version_fourth)
{
	return decide(app, 3, err);
}

COMMAND(version_all)
{
	return decide(app, ADJUDICATION_ALL, err);
}

COMMAND(version_none)
{
	return decide(app, ADJUDICATION_NONE, err);
}

COMMAND(agreed)
{
	size_t count = adjudication_agreed(&app->adjudication, app->session);
	if (!count)
		return error_set(err, ERR_NOTFOUND, "nothing that all agree on is left");
	bool ok = adjudication_take_agreed(&app->adjudication, app->session, err);
	if (ok)
		app_say(app, "took over %zu; u takes them back", count);
	show_place(app);
	return ok;
}

COMMAND(undecide)
{
	bool ok = adjudication_undo(&app->adjudication, app->session, err);
	show_place(app);
	return ok;
}

static bool step(struct app *app, bool forward)
{
	if (!adjudication_step(&app->adjudication, forward))
		app_say(app, forward ? "the last difference" : "the first difference");
	show_place(app);
	return true;
}

COMMAND(difference_next)
{
	return step(app, true);
}

COMMAND(difference_previous)
{
	return step(app, false);
}

COMMAND(adjudicate_end)
{
	size_t left = app->adjudication.count -
		      adjudication_decided(&app->adjudication, app->session);
	adjudication_close(&app->adjudication);
	app_arrange(app);
	app_findings_changed(app);
	if (left)
		app_say(app, "%zu difference%s left; :adjudicate goes on", left,
			left == 1 ? "" : "s");
	return true;
}
