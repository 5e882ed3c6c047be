#include "screen.h"

#include "golden.h"
#include "test.h"

#include "attache/app/script.h"
#include "attache/base/file.h"
#include "attache/base/grapheme.h"
#include "attache/base/memory.h"

#include <limits.h>
#include <unistd.h>

static void change_folder(const char *folder)
{
	if (chdir(folder) != 0)
		fail_msg("cannot go to %s", folder);
}

static const char *data_folder(void)
{
	const char *folder = getenv("ATTACHE_DATADIR");
	assert_non_null(folder);
	return folder;
}

static void start(struct screen *screen)
{
	struct error err = {0};
	struct app_setup setup = {.paths = (const char *const *)screen->names,
		.data_dir = data_folder(),
		.config_path = "",
		.no_state = true,
		.rows = screen->rows,
		.columns = screen->columns};
	while (screen->names[setup.path_count])
		setup.path_count++;
	if (!app_new(&setup, &screen->app, &err))
		fail_msg("%s", err.msg);
}

/* The project's folder; a test that failed may have left the program elsewhere. */
static const char *project_folder(void)
{
	static char folder[PATH_MAX];
	if (!*folder)
		assert_non_null(getcwd(folder, sizeof folder));
	return folder;
}

static struct screen *make(unsigned rows, unsigned columns)
{
	struct screen *screen = memory_zeroed(1, sizeof *screen);
	assert_true(grapheme_locale());
	change_folder(project_folder());
	setenv("ATTACHE_NOW", SCREEN_NOW, 1);
	screen->rows = rows;
	screen->columns = columns;
	char *folder = test_folder();
	screen->folder = realpath(folder, NULL);
	assert_non_null(screen->folder);
	free(folder);
	return screen;
}

struct screen *screen_open(unsigned rows, unsigned columns, const char *const *articles)
{
	struct screen *screen = make(rows, columns);
	size_t count = 0;
	while (articles[count])
		count++;
	screen->names = memory_zeroed(count + 1, sizeof *screen->names);
	for (size_t i = 0; i < count; i++) {
		struct buffer text = test_read(articles[i]);
		struct str name = file_basename(str_from(articles[i]));
		screen->names[i] = memory_string(name.s, name.len);
		free(test_file(screen->folder, screen->names[i], buffer_str(&text)));
		buffer_free(&text);
	}
	change_folder(screen->folder);
	start(screen);
	return screen;
}

struct screen *screen_open_text(unsigned rows, unsigned columns, struct str text)
{
	static const char name[] = "article.txt";
	struct screen *screen = make(rows, columns);
	screen->names = memory_zeroed(2, sizeof *screen->names);
	screen->names[0] = memory_string(name, sizeof name - 1);
	free(test_file(screen->folder, name, text));
	change_folder(screen->folder);
	start(screen);
	return screen;
}

void screen_restart(struct screen *screen)
{
	app_free(screen->app);
	for (size_t i = 0; screen->names[i]; i++) {
		struct buffer sidecar = {0};
		buffer_format(&sidecar, "%s.ann.yaml", screen->names[i]);
		unlink(sidecar.data);
		buffer_free(&sidecar);
	}
	start(screen);
}

void screen_close(struct screen *screen)
{
	app_free(screen->app);
	change_folder(project_folder());
	test_folder_remove(screen->folder);
	for (size_t i = 0; screen->names[i]; i++)
		free(screen->names[i]);
	free(screen->names);
	buffer_free(&screen->pictures);
	free(screen);
}

void screen_run(struct screen *screen, const char *script)
{
	struct error err = {0};
	if (!script_run(screen->app, str_from(script), &screen->pictures, &err))
		fail_msg("line %u, column %u of the script: %s", err.line, err.column, err.msg);
}

struct str screen_picture(struct screen *screen)
{
	static struct buffer picture;
	struct grid *grid = grid_new(1, 1);
	buffer_clear(&picture);
	app_draw(screen->app, grid);
	grid_dump(grid, &picture, false);
	grid_free(grid);
	return buffer_str(&picture);
}

bool screen_shows(struct screen *screen, const char *text)
{
	return str_find(screen_picture(screen), str_from(text)) != (size_t)-1;
}

void screen_check(struct screen *screen, const char *name)
{
	struct buffer path = {0};
	buffer_format(&path, "screen/%s.txt", name);
	change_folder(project_folder());
	golden_check(path.data, buffer_str(&screen->pictures));
	change_folder(screen->folder);
	buffer_clear(&screen->pictures);
	buffer_free(&path);
}
