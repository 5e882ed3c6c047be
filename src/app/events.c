/* Events: what a key, the mouse, a paste or the passing of time does, by what is open. */
#include "app_state.h"

#include "attache/base/clock.h"

#include <string.h>

#define WHEEL_LINES 3

/* ---- keys ----------------------------------------------------------------------------------
 */

/* Digits before a key are a count, unless the digit is bound and no count has begun. With Alt
 * every digit is one. */
static bool takes_count(struct app *app, uint32_t key, bool bound)
{
	key &= ~(uint32_t)KEYCODE_ALT;
	if (key < '0' || key > '9' || (bound && !app->count) || (key == '0' && !app->count))
		return false;
	if (app->count < COMMAND_COUNT_MAX / 10)
		app->count = app->count * 10 + (key - '0');
	return true;
}

static void run_key(struct app *app, struct str line, unsigned count)
{
	struct error err;
	struct buffer copy = {0}; /* the command may bind keys anew */
	buffer_add(&copy, line);
	if (!app_run(app, buffer_str(&copy), count, &err))
		app_complain(app, &err);
	buffer_free(&copy);
}

static void handle_key(struct app *app, uint32_t key)
{
	struct str line = keymap_find(app->keymap, key, app_context(app));
	buffer_clear(&app->message);
	if (takes_count(app, key, line.len > 0))
		return;
	unsigned count = app->count;
	app->count = 0;
	if (line.len == 0) {
		char name[24];
		key_name(key, name);
		if (key != KEYCODE_ESCAPE || !count)
			app_say(app, "%s does nothing here; ? lists all keys", name);
		return;
	}
	run_key(app, line, count);
}

/* ---- the mouse -----------------------------------------------------------------------------
 */

static void click_sidebar(struct app *app, const struct event *event)
{
	struct area area = app->screen.sidebar;
	struct object object;
	if (event->row == area.row) {
		enum sidebar_tab tab = sidebar_tab_at(
			&app->sidebar, area.columns, event->column - area.column);
		if (tab < SIDEBAR_TABS)
			app->sidebar.tab = tab;
		return;
	}
	sidebar_select(&app->sidebar, sidebar_item_at(&app->sidebar, event->row - area.row));
	if (sidebar_target(&app->sidebar, &app->reader, &object))
		reader_jump(&app->reader, object);
}

static void press_article(struct app *app, const struct event *event)
{
	struct pane_article pane = app_article_pane(app);
	size_t offset;
	if (!pane_article_offset(&pane, &app->reader, event->row, event->column, &offset))
		return;
	if (event->mouse == MOUSE_PRESS) {
		reader_take(&app->reader, reader_object_at(&app->reader, offset));
		app->dragging = true;
		app->drag_start = offset;
		app->focus = FOCUS_ARTICLE;
		app_moved(app);
	} else if (app->dragging && offset != app->drag_start) {
		reader_select_range(&app->reader, app->drag_start, offset);
	}
}

static void handle_mouse(struct app *app, const struct event *event)
{
	bool in_sidebar = app->screen.sidebar.rows &&
			  area_holds(app->screen.sidebar, event->row, event->column);
	bool wheel = event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN;
	long lines = event->mouse == MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES;
	if (event->mouse == MOUSE_RELEASE) {
		app->dragging = false;
	} else if (wheel && app->help.page) {
		help_scroll(&app->help, lines);
	} else if (wheel && in_sidebar) {
		sidebar_move(&app->sidebar, lines > 0 ? 1 : -1);
	} else if (wheel) {
		reader_scroll(&app->reader, lines);
		app_moved(app);
	} else if (app->help.page) {
		; /* what it covers is not there to be pressed */
	} else if (in_sidebar && event->mouse == MOUSE_PRESS) {
		click_sidebar(app, event);
	} else if (!in_sidebar) {
		press_article(app, event);
	}
}

/* ---- everything else -----------------------------------------------------------------------
 */

static void handle_tick(struct app *app)
{
	if (app->message.len && clock_monotonic() >= app->message_until)
		buffer_clear(&app->message);
	bool source = session_source_changed(app->session);
	bool changed = source || session_annotations_changed(app->session);
	if (changed && !app->told_of_change)
		app_say(app, "the %s changed on disk; :reload takes it in",
			source ? "article" : "annotations");
	app->told_of_change = changed;
	const char *who = NULL;
	if (session_refresh_others(app->session, &who)) {
		app_findings_changed(app);
		if (who)
			app_say(app, "%s changed annotations%s", who,
				app->adjudication.open ? "; :adjudicate takes that in" : "");
	}
	if (app->session->no_journal.code)
		app_complain(app, &app->session->no_journal);
	app->session->no_journal.code = ERR_NONE;
}

static void handle_background(struct app *app, bool light)
{
	struct error err;
	app->background = light ? BACKGROUND_LIGHT : BACKGROUND_DARK;
	if (app_wants_background(app))
		app_load_theme(app, str_from(app->options.theme), &err);
}

/* What is open takes keys and pastes: prompt, picker, else the panes. */
static void handle_input(struct app *app, const struct event *event)
{
	if (app->prompt.kind)
		app_prompt_handle(app, event);
	else if (app->picker.open)
		app_pick(app, event);
	else if (event->kind == EVENT_KEY)
		handle_key(app, event->key);
	else if (event->kind == EVENT_MOUSE)
		handle_mouse(app, event);
	else
		app_say(app, "pasted text goes into prompts only");
}

/* On a screen too small to show what a key does, no key does anything but end or stop. */
static void handle_unseen(struct app *app, const struct event *event)
{
	struct str line = event->kind == EVENT_KEY
				  ? keymap_find(app->keymap, event->key, app_context(app))
				  : STR("");
	if (!app->prompt.kind && !app->picker.open &&
		(str_equal(line, STR("quit")) || str_equal(line, STR("suspend"))))
		run_key(app, line, 0);
}

void app_handle(struct app *app, const struct event *event)
{
	app_settle(app);
	switch (event->kind) {
	case EVENT_RESIZE:
		app->rows = event->row;
		app->columns = event->column;
		app_arrange(app);
		app_findings_changed(app);
		break;
	case EVENT_KEY:
	case EVENT_PASTE:
	case EVENT_MOUSE:
		app_catch_up(app);
		if (app->screen.mode == SCREEN_TINY)
			handle_unseen(app, event);
		else
			handle_input(app, event);
		break;
	case EVENT_TICK:
		handle_tick(app);
		break;
	case EVENT_FOCUS:
		break;
	case EVENT_BACKGROUND:
		handle_background(app, event->light);
		break;
	case EVENT_QUIT:
		app->finished = true;
		break;
	}
}
