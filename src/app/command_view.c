/* Commands that change how things look, and the help. */
#include "app_state.h"
#include "commands.h"

#include "attache/view/theme.h"

#include <limits.h>

/* ---- options -------------------------------------------------------------------------------
 */

static bool set_option(struct app *app, struct str name, struct str value, struct error *err)
{
	unsigned effects = 0;
	const struct option_row *row = option_find(name);
	struct buffer before = {0};
	if (row)
		options_get(&app->options, row, &before);
	bool ok = options_set(&app->options, name, value, &effects, err);
	if (ok && effects & OPTION_THEME &&
		!app_load_theme(app, str_from(app->options.theme), err)) {
		struct error ignored;
		ok = false;
		options_set(&app->options, name, buffer_str(&before), NULL, &ignored);
	}
	buffer_free(&before);
	if (!ok)
		return false;
	if (str_equal(name, STR("sidebar")))
		app_sidebar_option(app);
	reader_fold(&app->reader, app->options.fold);
	app->reader.margin = app->options.scroll_margin;
	app->sidebar.indirect = app->options.indirect;
	app_arrange(app);
	return true;
}

static bool set_number(struct app *app, const char *name, long value, struct error *err)
{
	struct buffer text = {0};
	buffer_format(&text, "%ld", value < 0 ? 0 : value);
	bool ok = set_option(app, str_from(name), buffer_str(&text), err);
	buffer_free(&text);
	return ok;
}

static bool change_measure(struct app *app, long columns, struct error *err)
{
	if (!set_number(app, "measure", (long)app->options.measure + columns, err))
		return false;
	app_say(app, "measure %u", app->options.measure);
	return true;
}

COMMAND(measure_wider)
{
	return change_measure(app, 2 * (long)call->count, err);
}

COMMAND(measure_narrower)
{
	return change_measure(app, -2 * (long)call->count, err);
}

COMMAND(measure_default)
{
	return set_option(
		app, STR("measure"), str_from(option_find(STR("measure"))->fallback), err);
}

COMMAND(fold)
{
	bool folded = !app->options.fold;
	app_say(app, folded ? "page furniture folded" : "page furniture shown");
	return set_option(app, STR("fold"), folded ? STR("true") : STR("false"), err);
}

COMMAND(theme)
{
	if (call->arguments.len == 0) {
		app_say(app, "theme %s: %.*s", app->options.theme,
			STR_ARG(app->theme->description));
		return true;
	}
	return set_option(app, STR("theme"), call->arguments, err);
}

COMMAND(set)
{
	struct str name, value;
	command_split(call->arguments, &name, &value);
	const struct option_row *row = option_find(name);
	if (!name.len)
		return error_set(err, ERR_USAGE, "usage: set OPTION [VALUE]; Tab lists them");
	if (value.len && row)
		return set_option(app, name, value, err);
	if (!row) {
		const char *nearest = option_nearest(name);
		return error_set(err, ERR_NOTFOUND, "no option %.*s%s%s%s", STR_ARG(name),
			nearest ? "; did you mean " : "", nearest ? nearest : "",
			nearest ? "?" : "");
	}
	struct buffer is = {0}, may = {0};
	options_get(&app->options, row, &is);
	option_add_range(row, &may);
	app_say(app, "%s is %s (%s)", row->name, is.len ? is.data : "empty", may.data);
	buffer_free(&is);
	buffer_free(&may);
	return true;
}

COMMAND(bind)
{
	struct str keys, line;
	command_split(call->arguments, &keys, &line);
	if (!keys.len)
		return error_set(err, ERR_USAGE, "usage: bind KEY [COMMAND]");
	struct call unused;
	return (!line.len || command_called(line, &unused, err)) &&
	       keymap_bind(app->keymap, keys, CONTEXT_ALL, line, err);
}

/* ---- the screen ----------------------------------------------------------------------------
 */

/* What is open goes first: selection, filter, search, the sidebar's focus. */
COMMAND(cancel)
{
	if (app->help.page) {
		help_close(&app->help);
	} else if (app->reader.current.kind == OBJECT_SELECTION) {
		reader_unselect(&app->reader);
	} else if (app_taken_up(app)) {
		app->taken_up[0] = '\0';
		app_say(app, "left as an orphan");
	} else if (sidebar_filter(&app->sidebar).len) {
		sidebar_set_filter(&app->sidebar, STR(""));
		app_findings_changed(app);
	} else if (app->focus == FOCUS_SIDEBAR) {
		app->focus = FOCUS_ARTICLE;
		app_arrange(app);
	} else {
		reader_filter(&app->reader, false);
		hits_clear(&app->reader.hits);
	}
	return true;
}

COMMAND(redraw)
{
	app_ask(app, REQUEST_REDRAW, STR(""));
	return true;
}

COMMAND(prompt)
{
	if (call->arguments.len)
		return app_command(app, call->arguments, err);
	app_prompt(app, PROMPT_COMMAND, STR(""));
	return true;
}

/* ---- the help ------------------------------------------------------------------------------
 */

COMMAND(help)
{
	help_open(&app->help, HELP_COMMANDS);
	return true;
}

COMMAND(help_down)
{
	help_scroll(&app->help, (long)call->count);
	return true;
}

COMMAND(help_up)
{
	help_scroll(&app->help, -(long)call->count);
	return true;
}

COMMAND(help_page_down)
{
	help_scroll(&app->help, (long)app->help.rows);
	return true;
}

COMMAND(help_page_up)
{
	help_scroll(&app->help, -(long)app->help.rows);
	return true;
}

COMMAND(help_first)
{
	help_scroll(&app->help, LONG_MIN);
	return true;
}

COMMAND(help_last)
{
	help_scroll(&app->help, LONG_MAX);
	return true;
}

COMMAND(help_find)
{
	if (!app->help.page)
		help_open(&app->help, HELP_COMMANDS);
	if (call->arguments.len)
		help_set_filter(&app->help, call->arguments);
	else
		app_prompt(app, PROMPT_HELP, buffer_str(&app->help.filter));
	return true;
}
