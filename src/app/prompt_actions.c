/* What typing into the prompt leads to: while it is typed, when it is entered, when it is
 * cancelled. */
#include "app_state.h"
#include "attache/view/theme.h"

void app_prompt(struct app *app, enum prompt_kind kind, struct str text)
{
	prompt_open(&app->prompt, kind, text);
	app_complete(app);
	app_arrange(app);
}

/* The name of the theme in ":theme NAME", to show it while it is chosen. */
static struct str previewed_theme(const struct app *app)
{
	struct str name, arguments;
	command_split(line_edit_text(&app->prompt.edit), &name, &arguments);
	return str_equal(name, STR("theme")) ? arguments : STR("");
}

static void preview_theme(struct app *app)
{
	struct error err;
	struct str name = previewed_theme(app);
	bool loaded = name.len && app_load_theme(app, name, &err);
	if (!loaded && app->previewing)
		app_load_theme(app, str_from(app->options.theme), &err);
	app->previewing = loaded;
}

static void typed(struct app *app)
{
	struct str text = line_edit_text(&app->prompt.edit);
	switch (app->prompt.kind) {
	case PROMPT_COMMAND:
		preview_theme(app);
		break;
	case PROMPT_SEARCH:
		app_search(app, text, true);
		break;
	case PROMPT_PARAGRAPHS:
		app_filter_paragraphs(app, text);
		break;
	case PROMPT_FILTER:
		sidebar_set_filter(&app->sidebar, text);
		app_findings_changed(app);
		break;
	case PROMPT_HELP:
		help_set_filter(&app->help, text);
		break;
	default:
		break;
	}
}

static void enter(struct app *app)
{
	enum prompt_kind kind = app->prompt.kind;
	struct buffer text = {0};
	struct error err;
	bool ok = true;
	buffer_add(&text, line_edit_text(&app->prompt.edit));
	prompt_close(&app->prompt, kind != PROMPT_NOTE);
	app->previewing = false;
	app_arrange(app);
	if (kind == PROMPT_COMMAND)
		ok = app_command(app, buffer_str(&text), &err);
	else if (kind == PROMPT_NOTE)
		ok = app_set_note(app, app->edited, app->edited_kind, buffer_str(&text), &err);
	else if (kind == PROMPT_SPEAKER)
		ok = app_set_speaker(app, buffer_str(&text), &err);
	if (!ok && kind != PROMPT_COMMAND)
		app_complain(app, &err);
	buffer_free(&text);
}

static void cancel(struct app *app)
{
	enum prompt_kind kind = app->prompt.kind;
	struct error err;
	prompt_close(&app->prompt, false);
	buffer_clear(&app->message);
	app_arrange(app);
	if (kind == PROMPT_COMMAND) {
		if (app->previewing)
			app_load_theme(app, str_from(app->options.theme), &err);
		app->previewing = false;
	} else if (kind == PROMPT_SEARCH || kind == PROMPT_PARAGRAPHS) {
		reader_filter(&app->reader, false);
		hits_clear(&app->reader.hits);
		reader_take(&app->reader, app->before_search);
		app_moved(app);
	} else if (kind == PROMPT_FILTER) {
		sidebar_set_filter(&app->sidebar, STR(""));
		app_findings_changed(app);
	} else if (kind == PROMPT_HELP) {
		help_set_filter(&app->help, STR(""));
	}
}

/* Keys that are not the line's own: candidates, and moving in the list that is filtered. */
static bool handle_special(struct app *app, const struct event *event)
{
	if (event->kind != EVENT_KEY)
		return false;
	bool down = event->key == KEYCODE_DOWN, up = event->key == KEYCODE_UP;
	if (event->key == KEYCODE_TABULATOR ||
		event->key == (KEYCODE_TABULATOR | KEYCODE_SHIFT)) {
		if (prompt_choose(&app->prompt, event->key == KEYCODE_TABULATOR))
			typed(app);
		return true;
	}
	if (app->prompt.kind == PROMPT_FILTER && (down || up)) {
		sidebar_move(&app->sidebar, down ? 1 : -1);
		return true;
	}
	if (app->prompt.kind == PROMPT_SPEAKER && (down || up))
		return prompt_choose(&app->prompt, down);
	return false;
}

void app_prompt_handle(struct app *app, const struct event *event)
{
	if (handle_special(app, event))
		return;
	switch (line_edit_handle(&app->prompt.edit, event)) {
	case LINE_CHANGED:
		app_complete(app);
		typed(app);
		if (app->prompt.kind == PROMPT_NOTE)
			app_arrange(app);
		break;
	case LINE_ACCEPTED:
		enter(app);
		break;
	case LINE_CANCELLED:
		cancel(app);
		break;
	case LINE_IGNORED:
	case LINE_MOVED:
		break;
	}
}
