/* Commands about files and the program itself. */
#include "app_state.h"
#include "commands.h"

#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/export/export.h"
#include "attache/extract/date.h"

#include <stdlib.h>

static bool open_by_step(struct app *app, long step, struct error *err)
{
	long to = (long)app->path + step;
	if (to < 0 || to >= (long)app->path_count) {
		app_say(app, step > 0 ? "last article" : "first article");
		return true;
	}
	return app_open(app, (size_t)to, err);
}

COMMAND(next_file)
{
	return open_by_step(app, (long)call->count, err);
}

COMMAND(previous_file)
{
	return open_by_step(app, -(long)call->count, err);
}

/* The index of a path in the list; one that is not there is added. */
static size_t listed(struct app *app, struct str path, bool *added)
{
	*added = false;
	for (size_t i = 0; i < app->path_count; i++)
		if (str_equal(str_from(app->paths[i]), path))
			return i;
	size_t at = app->path_count;
	app->paths = memory_resize(app->paths, app->path_count + 1, sizeof *app->paths);
	app->paths[at] = memory_string(path.s, path.len);
	app->path_count++;
	*added = true;
	return at;
}

static bool open_listed(struct app *app, struct str path,
	bool (*open)(struct app *app, size_t path, struct error *err), struct error *err)
{
	bool added;
	size_t at = listed(app, path, &added);
	if (open(app, at, err))
		return true;
	if (added)
		free(app->paths[--app->path_count]);
	return false;
}

COMMAND(edit)
{
	if (call->arguments.len == 0)
		return error_set(err, ERR_USAGE, "usage: edit FILE");
	return open_listed(app, call->arguments, app_open, err);
}

COMMAND(compare)
{
	if (call->arguments.len)
		return open_listed(app, call->arguments, app_compare, err);
	if (!app->other.session)
		return error_set(err, ERR_USAGE, "usage: compare FILE");
	app_compare_end(app);
	return true;
}

COMMAND(extract)
{
	if (!app->session->waits)
		app_say(app, "names and quotes are looked for by themselves");
	session_extract(app->session);
	return true;
}

COMMAND(same)
{
	struct object object;
	if (!app->other.session)
		return error_set(err, ERR_NOTFOUND,
			"no other article; :compare FILE puts one beside this");
	if (!compare_find(&app->reader, &app->other.reader, &object))
		return error_set(err, ERR_NOTFOUND,
			"the other article has nothing of the same name or tag");
	reader_jump(&app->other.reader, object);
	return true;
}

static void say_taken(struct app *app, const char *verb, size_t changes, size_t conflicts)
{
	app_findings_changed(app);
	if (conflicts)
		app_say(app, "%s %zu changes; %zu conflicts are kept twice, see 3", verb,
			changes, conflicts);
	else
		app_say(app, "%s %zu change%s", verb, changes, changes == 1 ? "" : "s");
}

COMMAND(reload)
{
	size_t changes, conflicts;
	if (!app->session->sidecar || session_source_changed(app->session)) {
		if (!app_open(app, app->path, err))
			return false;
		app_say(app, "read anew");
		return true;
	}
	if (!session_reload(app->session, &changes, &conflicts, err))
		return false;
	say_taken(app, "took in", changes, conflicts);
	return true;
}

COMMAND(recover)
{
	size_t changes, conflicts;
	if (!session_recoveries(app->session))
		return error_set(err, ERR_NOTFOUND, "nothing to recover");
	if (!session_recover(app->session, &changes, &conflicts, err))
		return false;
	say_taken(app, "recovered", changes, conflicts);
	return true;
}

/* "2026-03-01", or a date in words that names a day. */
static struct str day_named(struct arena *arena, struct str words)
{
	const struct str nothing = STR("");
	return date_is_day(words) ? words : date_value(arena, words, nothing, nothing, nothing);
}

static void say_date(struct app *app)
{
	struct str date = session_date(app->session);
	const char *set = annotations_date(app->session->annotations);
	if (!date.len)
		app_say(app, "the article has no date; :date 2026-03-01 gives it one");
	else
		app_say(app, "%.*s, %s", STR_ARG(date),
			set && str_equal(date, str_from(set)) ? "as noted in the annotations"
							      : "as the article says");
}

COMMAND(date)
{
	struct buffer date = {0};
	struct str day = day_named(app->frame, call->arguments);
	if (!session_is_ready(app->session, err))
		return false;
	if (call->arguments.len == 0) {
		say_date(app);
		return true;
	}
	bool none = str_equal(call->arguments, STR("none"));
	if (!none && !date_is_day(day))
		return error_set(err, ERR_USAGE,
			"%.*s names no day; write 2026-03-01, or none for the article's own",
			STR_ARG(call->arguments));
	if (!none)
		buffer_add(&date, day);
	session_set_date(app->session, date.len ? date.data : "");
	buffer_free(&date);
	app_findings_changed(app);
	say_date(app);
	return true;
}

COMMAND(write)
{
	if (!app->session->unsaved) {
		app_say(app, "saved already: %s",
			app->session->sidecar ? sidecar_target(app->session->sidecar)
					      : "nothing to save");
		return true;
	}
	if (!session_save(app->session, err))
		return false;
	app_say(app, "saved %s", sidecar_target(app->session->sidecar));
	return true;
}

static struct str speaker_country(const void *context, struct str speaker)
{
	const struct extraction *extraction = context;
	return extraction ? extraction_country_of(extraction, speaker) : STR("");
}

COMMAND(export)
{
	struct str name, path;
	command_split(call->arguments, &name, &path);
	const struct export_format *format = export_format_find(name);
	if (!format || !path.len)
		return error_set(err, ERR_USAGE, "usage: export FORMAT FILE%s",
			format ? "" : " (markdown, csv, json)");
	if (!session_is_ready(app->session, err))
		return false;
	struct export_options options = {.article_count = 1};
	struct export_article article = {.document = app->session->document,
		.annotations = app->session->annotations,
		.date = session_date(app->session),
		.speaker_country = speaker_country,
		.context = app->session->extraction};
	struct buffer out = {0}, file = {0};
	buffer_add(&file, path);
	format->begin(&out, &options);
	format->article(&out, &article, &options, 0);
	format->end(&out, &options);
	bool ok = file_write_atomic(file.data, buffer_str(&out), NULL, err);
	if (ok)
		app_say(app, "exported to %s", file.data);
	buffer_free(&out);
	buffer_free(&file);
	return ok;
}

COMMAND(dump_screen)
{
	if (call->arguments.len == 0)
		return error_set(err, ERR_USAGE, "usage: dump-screen FILE");
	struct grid *grid = grid_new(app->rows, app->columns);
	struct buffer out = {0}, file = {0};
	buffer_add(&file, call->arguments);
	app_draw(app, grid);
	grid_dump(grid, &out, true);
	bool ok = file_write_atomic(file.data, buffer_str(&out), NULL, err);
	if (ok)
		app_say(app, "screen written to %s", file.data);
	buffer_free(&out);
	buffer_free(&file);
	grid_free(grid);
	return ok;
}

COMMAND(diagnostics)
{
	help_open(&app->help, HELP_DIAGNOSTICS);
	return true;
}

COMMAND(suspend)
{
	app_ask(app, REQUEST_SUSPEND, STR(""));
	return true;
}

COMMAND(quit)
{
	if (app->session->unsaved && !session_save(app->session, err))
		return error_within(err, "not ended (:quit! ends all the same)");
	app->finished = true;
	return true;
}

COMMAND(quit_unsaved)
{
	app->finished = true;
	return true;
}
