/* The screen of the interactive program: where the panes lie, and drawing them all. */
#include "app_state.h"

/* ---- arranging ------------------------------------------------------------------
 */

/* The area of the article that keys go to, or of the one beside it. */
static struct area article_area(const struct app *app, bool active)
{
	struct area left, right, whole = app->screen.article;
	bool alone = !app->other.session || app->screen.mode == SCREEN_NARROW;
	if (alone)
		return active ? whole : (struct area){0};
	compare_split(whole, &left, &right);
	return active == app->other.at_left ? right : left;
}

static struct pane_article article_pane(const struct app *app, bool active)
{
	return pane_article_place(
		article_area(app, active), app->options.measure, app->options.overview);
}

struct pane_article app_article_pane(const struct app *app)
{
	return article_pane(app, true);
}

/* Lines of what lies below the article. */
static unsigned panel_rows(const struct app *app)
{
	if (app->picker.open)
		return picker_rows(&app->picker, app->rows);
	return adjudication_rows(
		&app->adjudication, app->session, app->columns, app->rows, app->frame);
}

void app_arrange(struct app *app)
{
	struct screen_wishes wishes = {.rows = app->rows,
		.columns = app->columns,
		.sidebar_width = app->options.sidebar_width,
		.sidebar = !app->sidebar_hidden && !app->other.session &&
			   !app->adjudication.open,
		.sidebar_forced = app->options.sidebar == SIDEBAR_SHOW,
		.sidebar_focused = app->focus == FOCUS_SIDEBAR && !app->picker.open,
		.hints = app->options.hints,
		.picker_rows = panel_rows(app)};
	app->screen = screen_arrange(&wishes);
	sidebar_resize(&app->sidebar, app->screen.sidebar.rows);
	if (app->screen.mode == SCREEN_TINY || app->screen.article.rows == 0)
		return;
	reader_resize(
		&app->reader, article_area(app, true).rows, app_article_pane(app).measure);
	if (app->other.session)
		reader_resize(&app->other.reader, article_area(app, false).rows,
			article_pane(app, false).measure);
}

/* ---- drawing -------------------------------------------------------------------------------
 */

static void draw_tiny(const struct app *app, struct grid *grid)
{
	grid_put(grid, app->rows / 2, 0, app->columns, STR("too small"), ROLE_DIM);
}

static void draw_divider(const struct app *app, struct grid *grid)
{
	const struct screen *screen = &app->screen;
	if (!screen->has_divider)
		return;
	if (screen->mode == SCREEN_PORTRAIT) {
		for (unsigned c = 0; c < app->columns; c++)
			grid_put(grid, screen->sidebar.row - 1, c, 1, STR("─"), ROLE_BORDER);
		return;
	}
	if (app->options.overview)
		return; /* its column parts the panes already */
	for (unsigned r = 0; r < screen->sidebar.rows; r++)
		grid_put(grid, screen->sidebar.row + r, screen->sidebar.column - 2, 1, STR("│"),
			ROLE_BORDER);
}

/* The line above one of two articles. */
static void draw_head(
	const struct reader *reader, struct area area, enum role role, struct grid *grid)
{
	const struct document *document = reader->session->document;
	struct str name = file_basename(document->path);
	if (area.row > 0)
		grid_put_field(
			grid, area.row - 1, area.column + 1, area.columns - 1, name, role);
}

static void draw_other(struct app *app, struct grid *grid)
{
	struct area area = article_area(app, false);
	if (area.rows == 0)
		return;
	struct pane_article pane = article_pane(app, false);
	draw_head(&app->reader, article_area(app, true), ROLE_TAB_CURRENT, grid);
	draw_head(&app->other.reader, area, ROLE_TAB, grid);
	pane_article_draw(&pane, &app->other.reader, &app->other.overview,
		app->options.doubtful, grid, app->frame);
	grid->cursor_visible = false;
}

static void draw_panes(struct app *app, struct grid *grid)
{
	const struct screen *screen = &app->screen;
	if (app->other.session)
		draw_other(app, grid);
	if (screen->article.rows) {
		struct pane_article pane = app_article_pane(app);
		pane_article_draw(&pane, &app->reader, &app->overview, app->options.doubtful,
			grid, app->frame);
	}
	if (screen->sidebar.rows) {
		struct sidebar_look look = {.area = screen->sidebar,
			.focused = app->focus == FOCUS_SIDEBAR,
			.filtering = app->prompt.kind == PROMPT_FILTER,
			.doubtful = app->options.doubtful};
		sidebar_update(&app->sidebar, app->session, screen->sidebar.columns);
		sidebar_draw(&app->sidebar, app->session, &look, grid, app->frame);
	}
	draw_divider(app, grid);
	if (app->adjudication.open && !app->picker.open && screen->picker.rows)
		adjudication_draw(
			&app->adjudication, app->session, screen->picker, grid, app->frame);
	if (app->picker.open && screen->picker.rows)
		picker_draw(&app->picker, app->session->codebook, app_annotation(app),
			screen->picker, grid, app->frame);
}

static void draw_help(struct app *app, struct grid *grid)
{
	const struct screen *screen = &app->screen;
	unsigned bottom = screen->border_row ? screen->border_row : screen->status_row;
	struct area area = {1, 1, bottom - 1, screen->title.columns - 1};
	if (app->help.page == HELP_COMMANDS) {
		help_draw_commands(&app->help, app->keymap, area, grid, app->frame);
	} else {
		struct help_source sources[APP_DIAGNOSTICS];
		app_diagnostics(app, sources);
		help_draw_diagnostics(
			&app->help, sources, APP_DIAGNOSTICS, area, grid, app->frame);
	}
	grid->cursor_visible = false;
}

static void draw_prompt(struct app *app, struct grid *grid)
{
	unsigned bottom = app->rows - 1;
	unsigned rows = prompt_rows(&app->prompt, app->columns, app->rows / 3);
	struct area area = {bottom + 1 - rows, 0, rows, app->columns};
	prompt_draw(&app->prompt, area, grid);
}

void app_draw(struct app *app, struct grid *grid)
{
	arena_reset(app->frame);
	if (grid->rows != app->rows || grid->columns != app->columns)
		grid_resize(grid, app->rows, app->columns);
	grid_clear(grid);
	if (app->screen.mode == SCREEN_TINY) {
		draw_tiny(app, grid);
		return;
	}
	if (app->help.page) {
		draw_help(app, grid);
	} else {
		draw_panes(app, grid);
	}
	app_draw_bars(app, grid);
	if (app->prompt.kind)
		draw_prompt(app, grid);
}
