#include "screen.h"

#define TINY_ROWS 5
#define TINY_COLUMNS 20
#define NARROW_BELOW 60
#define WIDE_FROM 100
#define PORTRAIT_COLUMNS 84 /* at most */
#define PORTRAIT_ROWS 40    /* at least */
#define MEDIUM_SIDEBAR 28
#define BORDER_ROWS 16 /* from this height on the status has a line above it */

static enum screen_mode mode_of(const struct screen_wishes *wishes)
{
	if (wishes->rows < TINY_ROWS || wishes->columns < TINY_COLUMNS)
		return SCREEN_TINY;
	if (wishes->columns <= PORTRAIT_COLUMNS && wishes->rows >= PORTRAIT_ROWS &&
		wishes->columns >= TINY_COLUMNS * 2)
		return SCREEN_PORTRAIT;
	if (wishes->columns < NARROW_BELOW)
		return SCREEN_NARROW;
	return wishes->columns < WIDE_FROM ? SCREEN_MEDIUM : SCREEN_WIDE;
}

static void place_sidebar(
	struct screen *screen, const struct screen_wishes *wishes, struct area body)
{
	screen->article = body;
	if (screen->mode == SCREEN_NARROW) {
		if (wishes->sidebar_focused) {
			screen->sidebar = body;
			screen->article.rows = 0;
		}
		return;
	}
	if (!wishes->sidebar)
		return;
	if (screen->mode == SCREEN_PORTRAIT) {
		unsigned rows = body.rows / 3;
		screen->article.rows = body.rows - rows - 1;
		screen->sidebar = (struct area){
			body.row + body.rows - rows, body.column + 1, rows, body.columns - 2};
		screen->has_divider = true;
		return;
	}
	unsigned width = wishes->sidebar_width;
	if (screen->mode == SCREEN_MEDIUM && width > MEDIUM_SIDEBAR && !wishes->sidebar_forced)
		width = MEDIUM_SIDEBAR;
	if (width > body.columns / 2)
		width = body.columns / 2;
	screen->article.columns = body.columns - width - 2;
	screen->sidebar = (struct area){
		body.row, body.column + body.columns - width, body.rows, width};
	screen->has_divider = true;
}

struct screen screen_arrange(const struct screen_wishes *wishes)
{
	struct screen screen = {.mode = mode_of(wishes)};
	if (screen.mode == SCREEN_TINY)
		return screen;
	unsigned below = 1 + (wishes->hints ? 1 : 0);
	if (wishes->rows >= BORDER_ROWS)
		screen.border_row = wishes->rows - ++below;
	screen.status_row = wishes->rows - (wishes->hints ? 2 : 1);
	screen.hint_row = wishes->hints ? wishes->rows - 1 : 0;
	screen.title = (struct area){0, 0, 1, wishes->columns};
	struct area body = {1, 0, wishes->rows - 1 - below, wishes->columns};
	place_sidebar(&screen, wishes, body);
	if (wishes->picker_rows) {
		unsigned most = screen.article.rows > 4 ? screen.article.rows - 3
							: screen.article.rows;
		unsigned rows = wishes->picker_rows < most ? wishes->picker_rows : most;
		screen.article.rows -= rows;
		screen.picker = (struct area){screen.article.row + screen.article.rows,
			screen.article.column, rows, screen.article.columns};
	}
	return screen;
}
