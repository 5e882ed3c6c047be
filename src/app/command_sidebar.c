/* Commands of the sidebar. */
#include "app_state.h"
#include "commands.h"

static bool has_sidebar(const struct app *app)
{
	return app->screen.sidebar.rows > 0;
}

static void set_focus(struct app *app, enum focus focus)
{
	app->focus = focus;
	app_arrange(app);
}

/* While two articles are compared there is no room for the sidebar. */
static bool no_sidebar(const struct app *app, struct error *err)
{
	if (!app->other.session)
		return false;
	error_set(err, ERR_NOTFOUND,
		"no sidebar while two articles are open; :compare ends that");
	return true;
}

COMMAND(pane_next)
{
	if (app->other.session) {
		app_swap(app);
		return true;
	}
	if (app->focus == FOCUS_ARTICLE) {
		app->sidebar_hidden = false;
		sidebar_follow(&app->sidebar, &app->reader);
	}
	set_focus(app, app->focus == FOCUS_ARTICLE ? FOCUS_SIDEBAR : FOCUS_ARTICLE);
	return true;
}

/* The tab's key shows it; pressed in the sidebar, or for the tab that is open, it goes there.
 */
static bool show_tab(struct app *app, enum sidebar_tab tab, struct error *err)
{
	if (no_sidebar(app, err))
		return false;
	bool was_open = app->sidebar.tab == tab && has_sidebar(app);
	app->sidebar.tab = tab;
	app->sidebar_hidden = false;
	if (was_open || app->screen.mode == SCREEN_NARROW)
		app->focus = FOCUS_SIDEBAR;
	app_arrange(app);
	sidebar_follow(&app->sidebar, &app->reader);
	return true;
}

COMMAND(entities)
{
	return show_tab(app, TAB_ENTITIES, err);
}

COMMAND(quotes)
{
	return show_tab(app, TAB_QUOTES, err);
}

COMMAND(notes)
{
	return show_tab(app, TAB_NOTES, err);
}

void app_follow_list(struct app *app)
{
	struct object object;
	if (app->focus == FOCUS_SIDEBAR && app->options.follow &&
		sidebar_target(&app->sidebar, &app->reader, &object))
		reader_take(&app->reader, object);
}

static bool moved_in_list(struct app *app)
{
	app_follow_list(app);
	return true;
}

COMMAND(item_down)
{
	sidebar_move(&app->sidebar, (long)call->count);
	return moved_in_list(app);
}

COMMAND(item_up)
{
	sidebar_move(&app->sidebar, -(long)call->count);
	return moved_in_list(app);
}

COMMAND(item_page_down)
{
	sidebar_page(&app->sidebar, (long)call->count);
	return moved_in_list(app);
}

COMMAND(item_page_up)
{
	sidebar_page(&app->sidebar, -(long)call->count);
	return moved_in_list(app);
}

COMMAND(item_first)
{
	sidebar_first(&app->sidebar);
	return moved_in_list(app);
}

COMMAND(item_last)
{
	sidebar_last(&app->sidebar);
	return moved_in_list(app);
}

COMMAND(go)
{
	struct object object;
	const struct item *item = sidebar_current(&app->sidebar);
	if (!item)
		return error_set(err, ERR_NOTFOUND, "nothing to go to");
	const struct annotation *note = item->kind == ITEM_NOTE && !item->other
						? annotations_at(app->session->annotations,
							  item->index)
						: NULL;
	if (note && note->status == ANNOTATION_ORPHANED) {
		app_take_up(app, note);
		return true;
	}
	if (!sidebar_target(&app->sidebar, &app->reader, &object))
		return error_set(err, ERR_NOTFOUND, "this has no place in the article");
	reader_jump(&app->reader, object);
	if (item->kind == ITEM_ENTITY)
		hits_of_entity(
			&app->reader.hits, app->session->extraction, (uint32_t)item->index);
	set_focus(app, FOCUS_ARTICLE);
	return true;
}

COMMAND(filter)
{
	if (no_sidebar(app, err))
		return false;
	if (call->arguments.len) {
		sidebar_set_filter(&app->sidebar, call->arguments);
		app_findings_changed(app);
		return true;
	}
	app->sidebar_hidden = false;
	set_focus(app, FOCUS_SIDEBAR);
	app_prompt(app, PROMPT_FILTER, sidebar_filter(&app->sidebar));
	return true;
}

COMMAND(sidebar)
{
	if (no_sidebar(app, err))
		return false;
	app->sidebar_hidden = has_sidebar(app);
	set_focus(app, FOCUS_ARTICLE);
	return true;
}

static bool widen(struct app *app, int columns, struct error *err)
{
	struct buffer value = {0};
	unsigned width = app->options.sidebar_width;
	buffer_format(&value, "%d", (int)width + columns);
	bool ok = options_set(
		&app->options, STR("sidebar-width"), buffer_str(&value), NULL, err);
	buffer_free(&value);
	app_arrange(app);
	return ok;
}

COMMAND(sidebar_wider)
{
	return widen(app, 2 * (int)call->count, err);
}

COMMAND(sidebar_narrower)
{
	return widen(app, -2 * (int)call->count, err);
}
