#include "cli.h"

#include "attache/app/app.h"
#include "attache/app/script.h"
#include "attache/base/file.h"
#include "attache/tui/tui.h"

#define SCRIPT_ROWS 24 /* until the script says otherwise */
#define SCRIPT_COLUMNS 80

/* Run a script instead of a terminal; the screens it dumps go to stdout. */
static int run_script(struct app *app, const char *path)
{
	struct error err;
	struct buffer text = {0}, out = {0};
	int status = 0, written;
	if (!file_read(path, 0, &text, NULL, &err) ||
		!script_run(app, buffer_str(&text), &out, &err))
		status = cli_fail(&err);
	written = cli_output(buffer_str(&out));
	buffer_free(&text);
	buffer_free(&out);
	return status ? status : written;
}

enum mode { READ, COMPARE, ADJUDICATE };

static int read_articles(const struct cli_arguments *arguments, enum mode mode)
{
	struct error err;
	struct cli_articles articles;
	struct tui_size size = {.rows = SCRIPT_ROWS, .columns = SCRIPT_COLUMNS};
	struct app *app = NULL;
	const char *script = cli_value(arguments, "script");
	bool ok = cli_articles_find(arguments, SEARCH_READABLE, &articles, &err) &&
		  (script || tui_probe(&size, &err));
	if (ok && mode == COMPARE && articles.count != 2)
		ok = error_set(&err, ERR_USAGE, "two articles can be compared, not %zu",
			articles.count);
	struct app_setup setup = {.paths = (const char *const *)articles.paths,
		.path_count = articles.count,
		.data_dir = cli_data_dir(),
		.config_path = cli_value(arguments, "config"),
		.no_state = script != NULL,
		.own = mode != ADJUDICATE && cli_given(arguments, "own"),
		.adjudicate = mode == ADJUDICATE,
		.compare = mode == COMPARE,
		.rows = size.rows,
		.columns = size.columns};
	int status;
	if (!ok || !app_new(&setup, &app, &err))
		status = cli_fail(&err);
	else
		status = script ? run_script(app, script) : tui_run(app);
	app_free(app);
	cli_articles_free(&articles);
	return status;
}

int cmd_read(const struct cli_arguments *arguments)
{
	return read_articles(arguments, READ);
}

int cmd_compare(const struct cli_arguments *arguments)
{
	return read_articles(arguments, COMPARE);
}

int cmd_adjudicate(const struct cli_arguments *arguments)
{
	return read_articles(arguments, ADJUDICATE);
}
