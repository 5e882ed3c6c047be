#include "cli.h"

#include "attache/app/app.h"
#include "attache/tui/tui.h"

#include <stdlib.h>

/* Read articles on the terminal. */
int cmd_read(const struct cli_arguments *arguments)
{
	struct error err;
	struct cli_articles articles;
	struct tui_size size;
	struct app *app = NULL;
	int status;
	if (!cli_articles_find(arguments, SEARCH_READABLE, &articles, &err)) {
		status = cli_fail(&err);
	} else if (!tui_probe(&size, &err)) {
		status = cli_fail(&err);
	} else {
		struct app_setup setup = {.paths = (const char *const *)articles.paths,
			.path_count = articles.count,
			.data_dir = cli_data_dir(),
			.config_path = cli_value(arguments, "config"),
			.rows = size.rows,
			.columns = size.columns,
			.colours = size.colours};
		status = app_new(&setup, &app, &err) ? tui_run(app) : cli_fail(&err);
	}
	app_free(app);
	cli_articles_free(&articles);
	return status;
}
