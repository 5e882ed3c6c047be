/* The interactive program: events go in, one of the parts handles them, a grid comes out. */
#include "app_state.h"

#include "attache/app/config.h"
#include "attache/app/state.h"
#include "attache/base/clock.h"
#include "attache/base/memory.h"
#include "attache/view/theme.h"
#include "xdg.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FINDINGS_BYTES \
	((size_t)640 * 1024) /* what an article of usual length comes to need \
			      */
#define WATCH_TIME 2000      /* ms between two looks at the sidecar on disk */

/* ---- messages and requests -----------------------------------------------------------------
 */

static void show_message(struct app *app, bool is_error)
{
	app->message_is_error = is_error;
	app->message_until = clock_monotonic() + MESSAGE_TIME;
}

void app_say(struct app *app, const char *format, ...)
{
	va_list args;
	buffer_clear(&app->message);
	va_start(args, format);
	buffer_vformat(&app->message, format, args);
	va_end(args);
	show_message(app, false);
}

void app_complain(struct app *app, const struct error *err)
{
	buffer_clear(&app->message);
	buffer_add_cstr(&app->message, err->msg);
	if (err->line)
		buffer_format(&app->message, " (line %u, column %u)", err->line, err->column);
	show_message(app, true);
}

void app_ask(struct app *app, enum app_request request, struct str text)
{
	app->request = request;
	buffer_clear(&app->request_text);
	buffer_add(&app->request_text, text);
	buffer_reserve(&app->request_text, 1);
}

enum app_request app_take_request(struct app *app)
{
	enum app_request request = app->request;
	app->request = REQUEST_NONE;
	return request;
}

struct str app_request_text(const struct app *app)
{
	return buffer_str(&app->request_text);
}

/* ---- what follows from a change --------------------------------------------------------- */

void app_findings_changed(struct app *app)
{
	unsigned columns = app->screen.sidebar.columns ? app->screen.sidebar.columns : 1;
	reader_refresh(&app->reader);
	sidebar_update(&app->sidebar, app->session, columns);
	if (app->focus == FOCUS_ARTICLE)
		sidebar_follow(&app->sidebar, &app->reader);
}

void app_moved(struct app *app)
{
	if (app->focus == FOCUS_ARTICLE || app->reader.current.kind != OBJECT_SENTENCE)
		sidebar_follow(&app->sidebar, &app->reader);
}

/* ---- opening and closing -------------------------------------------------------------------
 */

static unsigned background(const struct app *app)
{
	return app->options.background ? app->options.background : app->background;
}

static struct str theme_for_background(const struct app *app)
{
	switch (background(app)) {
	case BACKGROUND_LIGHT:
		return STR("paper");
	case BACKGROUND_DARK:
		return STR("night");
	default:
		return STR("terminal");
	}
}

/* Where a theme lies: a path as it is, a name among the reader's own themes, then among those
 * that ship. */
static char *theme_path(const struct app *app, struct str name)
{
	struct buffer path = {0};
	if (memchr(name.s, '/', name.len)) {
		buffer_add(&path, name);
		return path.data;
	}
	buffer_format(&path, "themes/%.*s.yaml", STR_ARG(name));
	char *own = xdg_path("XDG_CONFIG_HOME", ".config", path.data);
	if (own && access(own, R_OK) == 0) {
		buffer_free(&path);
		return own;
	}
	free(own);
	buffer_clear(&path);
	buffer_format(&path, "%s/themes/%.*s.yaml", app->data_dir, STR_ARG(name));
	return path.data;
}

bool app_load_theme(struct app *app, struct str name, struct error *err)
{
	struct theme *theme = NULL;
	if (str_equal(name, STR("auto")))
		name = theme_for_background(app);
	char *path = theme_path(app, name);
	bool ok = theme_load(path, &theme, err);
	if (!ok && access(path, F_OK) != 0)
		error_set(err, ERR_NOTFOUND, "no theme %.*s; Tab after :theme lists them",
			STR_ARG(name));
	free(path);
	if (!ok)
		return false;
	static const int most[] = {[COLOURS_NONE] = 0,
		[COLOURS_8] = 8,
		[COLOURS_16] = 16,
		[COLOURS_256] = 256,
		[COLOURS_TRUE] = 1 << 24};
	if (app->options.colours != COLOURS_AUTO)
		theme_reduce(theme, most[app->options.colours]);
	theme_free(app->theme);
	app->theme = theme;
	return true;
}

void app_diagnostics(const struct app *app, struct help_source sources[APP_DIAGNOSTICS])
{
	const struct session *session = app->session;
	sources[0] = (struct help_source){"Article", &session->document->diagnostics};
	sources[1] = (struct help_source){
		"Annotations", session->sidecar ? sidecar_diagnostics(session->sidecar) : NULL};
	sources[4] = (struct help_source){"Other annotators", &session->others.diagnostics};
	sources[2] = (struct help_source){"Codebook", &session->codebook->diagnostics};
	sources[3] = (struct help_source){"Configuration", &app->diagnostics};
}

void app_sidebar_option(struct app *app)
{
	app->sidebar_hidden = app->options.sidebar == SIDEBAR_HIDE;
	if (app->sidebar_hidden)
		app->focus = FOCUS_ARTICLE;
}

static void say_what_is_odd(struct app *app)
{
	if (app->diagnostics.count)
		app_say(app, "%s; :diagnostics lists what is odd",
			app->diagnostics.items[0].message.s);
}

static void load_lexicon(struct app *app)
{
	struct buffer path = {0};
	struct error err;
	buffer_format(&path, "%s/lexicon.bin", app->data_dir);
	if (!lexicon_open(path.data, &app->lexicon, &err)) {
		diagnostics_add(&app->diagnostics, SEVERITY_WARNING, 0, 0,
			"nothing will be found: %s", err.msg);
		say_what_is_odd(app);
	}
	buffer_free(&path);
}

static void load_config(struct app *app, const char *path)
{
	struct error err;
	char *own = path ? NULL : config_default_path();
	const char *chosen = path ? path : own;
	if (chosen && *chosen &&
		!config_load(chosen, &app->options, app->keymap, &app->diagnostics, &err))
		diagnostics_add(
			&app->diagnostics, SEVERITY_ERROR, err.line, err.column, "%s", err.msg);
	free(own);
}

static void load_first_theme(struct app *app)
{
	struct error err;
	if (app_load_theme(app, str_from(app->options.theme), &err))
		return;
	diagnostics_add(&app->diagnostics, SEVERITY_ERROR, err.line, err.column, "%s", err.msg);
	if (app_load_theme(app, STR("terminal"), &err))
		return;
	app->theme = memory_zeroed(1, sizeof *app->theme);
	theme_plain(app->theme);
}

/* What was typed at prompts in earlier runs. */
static void load_state(struct app *app)
{
	char *folder = state_default_folder();
	if (app->no_state || !folder) {
		free(folder);
		return;
	}
	state_history_load(folder, "commands", &app->prompt.histories[PROMPT_COMMAND]);
	state_history_load(folder, "searches", &app->prompt.histories[PROMPT_SEARCH]);
	free(folder);
}

/* A word of welcome in the first run. */
static void welcome(struct app *app)
{
	char *folder = app->no_state ? NULL : state_default_folder();
	if (folder && !file_is_directory(folder) && !app->message.len)
		app_say(app, "welcome: ] goes to the first quote, t tags it, ? shows all keys");
	free(folder);
}

static void save_state(struct app *app)
{
	struct error err;
	char *folder = state_default_folder();
	if (!app->no_state && folder) {
		state_history_save(
			folder, "commands", &app->prompt.histories[PROMPT_COMMAND], &err);
		state_history_save(
			folder, "searches", &app->prompt.histories[PROMPT_SEARCH], &err);
	}
	free(folder);
}

bool app_new(const struct app_setup *setup, struct app **out, struct error *err)
{
	struct app *app = memory_zeroed(1, sizeof *app);
	*out = NULL;
	app->paths = memory_zeroed(setup->path_count, sizeof *app->paths);
	for (size_t i = 0; i < setup->path_count; i++)
		app->paths[i] = memory_string(setup->paths[i], strlen(setup->paths[i]));
	app->path_count = setup->path_count;
	app->data_dir = memory_string(setup->data_dir, strlen(setup->data_dir));
	app->no_state = setup->no_state;
	app->rows = setup->rows;
	app->columns = setup->columns;
	app->frame = arena_new();
	options_init(&app->options);
	app->keymap = keymap_new();
	command_bind_defaults(app->keymap);
	load_config(app, setup->config_path);
	app->adjudicates = setup->adjudicate;
	if (setup->own || setup->adjudicate)
		app->options.annotations = setup->adjudicate ? ANNOTATIONS_SHARED
							     : ANNOTATIONS_OWN;
	app_sidebar_option(app);
	load_first_theme(app);
	app->sidebar.indirect = app->options.indirect;
	if (!app_open(app, 0, err) || (setup->compare && !app_compare(app, 1, err))) {
		app_free(app);
		return false;
	}
	say_what_is_odd(app);
	welcome(app);
	*out = app;
	return true;
}

void app_free(struct app *app)
{
	if (!app)
		return;
	if (app->caught_up)
		save_state(app);
	if (app->session)
		app_settle(app);
	app_compare_end(app);
	app_close(app);
	for (size_t i = 0; i < app->path_count; i++)
		free(app->paths[i]);
	for (size_t i = 0; i < app->last_tag_count; i++)
		free(app->last_tags[i]);
	free(app->paths);
	free(app->data_dir);
	options_free(&app->options);
	keymap_free(app->keymap);
	lexicon_free(app->lexicon);
	theme_free(app->theme);
	diagnostics_free(&app->diagnostics);
	sidebar_close(&app->sidebar);
	picker_free(&app->picker);
	prompt_free(&app->prompt);
	help_close(&app->help);
	arena_free(app->frame);
	buffer_free(&app->message);
	buffer_free(&app->request_text);
	free(app);
}

/* ---- commands ------------------------------------------------------------------------------
 */

bool app_run(struct app *app, struct str line, unsigned count, struct error *err)
{
	struct call call;
	const struct command *command = command_called(line, &call, err);
	if (!command)
		return false;
	if (count) {
		call.count = count;
		call.counted = true;
	}
	return command->run(app, &call, err);
}

bool app_command(struct app *app, struct str line, struct error *err)
{
	line = str_trim(line);
	app_settle(app);
	app_catch_up(app);
	if (line.len == 0)
		return true;
	bool ok = app_run(app, line, 0, err);
	if (!ok)
		app_complain(app, err);
	return ok;
}

enum context app_context(const struct app *app)
{
	if (app->help.page)
		return CONTEXT_HELP;
	if (app->adjudication.open)
		return CONTEXT_ADJUDICATE;
	if (app->reader.current.kind == OBJECT_SELECTION)
		return CONTEXT_SELECT;
	return app->focus == FOCUS_SIDEBAR ? CONTEXT_SIDEBAR : CONTEXT_ARTICLE;
}

/* ---- saving --------------------------------------------------------------------------------
 */

bool app_is_saving(const struct app *app)
{
	return app->session->pending || (app->other.session && app->other.session->pending);
}

void app_settle(struct app *app)
{
	struct error err;
	if (!session_settle(app->session, &err))
		app_complain(app, &err);
	if (app->other.session && !session_settle(app->other.session, &err))
		app_complain(app, &err);
}

/* ---- work between events -------------------------------------------------------------------
 */

bool app_has_work(const struct app *app)
{
	return app_is_saving(app) || !app->caught_up || session_has_work(app->session) ||
	       hits_has_work(&app->reader.hits) ||
	       (app->other.session && session_has_work(app->other.session));
}

/* What was left out before the first frame. */
static void load_rest(struct app *app)
{
	if (app->caught_up)
		return;
	app->caught_up = true;
	memory_expect(FINDINGS_BYTES);
	load_lexicon(app);
	load_state(app);
	app->session->lexicon = app->lexicon;
	if (app->other.session)
		app->other.session->lexicon = app->lexicon;
}

void app_catch_up(struct app *app)
{
	load_rest(app);
	while (session_is_behind(app->session))
		app_step(app);
}

bool app_step(struct app *app)
{
	struct error err = {0};
	if (app_is_saving(app)) {
		app_settle(app);
		return true;
	}
	load_rest(app);
	if (!session_has_work(app->session)) {
		if (hits_has_work(&app->reader.hits))
			hits_step(&app->reader.hits, app->session->document);
		else if (app->other.session)
			session_step(app->other.session, &err);
		if (err.code)
			app_complain(app, &err);
		return true;
	}
	bool was_complete = app->session->document->complete;
	bool had_annotations = app->session->sidecar != NULL;
	bool had_others = app->session->has_others;
	bool changed = session_step(app->session, &err);
	if (!had_annotations && app->session->sidecar)
		app_annotated(app);
	if (!had_others && app->session->has_others)
		app_others_found(app);
	if (!was_complete)
		app_grown(app);
	if (err.code)
		app_complain(app, &err);
	if (changed && was_complete)
		app_findings_changed(app);
	return changed || !was_complete || err.code;
}

int app_timeout(const struct app *app)
{
	if (!app->message.len)
		return WATCH_TIME;
	int64_t left = app->message_until - clock_monotonic();
	return left < 0 ? 0 : left < WATCH_TIME ? (int)left : WATCH_TIME;
}

bool app_finished(const struct app *app)
{
	return app->finished;
}

int app_exit_status(const struct app *app)
{
	return app->exit_status;
}

const struct theme *app_theme(const struct app *app)
{
	return app->theme;
}

bool app_wants_background(const struct app *app)
{
	return strcmp(app->options.theme, "auto") == 0 &&
	       app->options.background == BACKGROUND_AUTO;
}

bool app_wants_mouse(const struct app *app)
{
	return app->options.mouse;
}

const char *app_editor_command(const struct app *app)
{
	return app->options.editor;
}

const char *app_clipboard_command(const struct app *app)
{
	return app->options.clipboard;
}

void app_copy_failed(struct app *app, const char *why)
{
	struct error err;
	error_set(&err, ERR_SYS, "not copied: %s", why);
	app_complain(app, &err);
}
