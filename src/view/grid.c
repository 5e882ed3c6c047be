#include "attache/view/grid.h"

#include "attache/base/memory.h"
#include "glyph.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define ELLIPSIS STR("\xE2\x80\xA6")

static const struct cell blank = {.cluster = " ", .length = 1, .width = 1, .role = ROLE_TEXT};

struct grid *grid_new(unsigned rows, unsigned columns)
{
	struct grid *grid = memory_zeroed(1, sizeof *grid);
	grid_resize(grid, rows, columns);
	return grid;
}

void grid_free(struct grid *grid)
{
	if (!grid)
		return;
	free(grid->cells);
	free(grid);
}

void grid_resize(struct grid *grid, unsigned rows, unsigned columns)
{
	if (grid->rows != rows || grid->columns != columns) {
		free(grid->cells);
		grid->cells = NULL;
		if (rows > 0 && columns > 0)
			grid->cells = memory_zeroed(
				(size_t)rows * columns, sizeof *grid->cells);
		grid->rows = rows;
		grid->columns = columns;
	}
	grid_clear(grid);
}

void grid_clear(struct grid *grid)
{
	size_t count = (size_t)grid->rows * grid->columns;
	for (size_t i = 0; i < count; i++)
		grid->cells[i] = blank;
	grid->cursor_row = grid->cursor_column = 0;
	grid->cursor_visible = false;
	grid->bell = false;
	grid->link[0] = '\0';
}

void grid_link(
	struct grid *grid, unsigned row, unsigned column, unsigned columns, struct str url)
{
	bool web = str_starts(url, STR("http://")) || str_starts(url, STR("https://"));
	if (!web || url.len >= GRID_LINK_MAX || row >= grid->rows || column >= grid->columns)
		return;
	for (size_t i = 0; i < url.len; i++)
		if (url.s[i] <= ' ' || url.s[i] > '~')
			return;
	memcpy(grid->link, url.s, url.len);
	grid->link[url.len] = '\0';
	grid->link_row = row;
	grid->link_column = column;
	grid->link_columns = columns < grid->columns - column ? columns
							      : grid->columns - column;
}

static struct cell *cell_at(struct grid *grid, unsigned row, unsigned column)
{
	return &grid->cells[(size_t)row * grid->columns + column];
}

static void blank_out(struct cell *cell)
{
	cell->cluster[0] = ' ';
	cell->length = cell->width = 1;
}

/* Before cells [column, column + width) are written: a wide cluster that loses one half there
 * must not keep the other. */
static void release(struct grid *grid, unsigned row, unsigned column, unsigned width)
{
	struct cell *first = cell_at(grid, row, column);
	if (first->width == 0 && column > 0)
		blank_out(first - 1);
	struct cell *last = first + width - 1;
	if (last->width == 2 && column + width < grid->columns)
		blank_out(last + 1);
}

static void put_glyph(struct grid *grid, unsigned row, unsigned column,
	const struct glyph *glyph, enum role role)
{
	release(grid, row, column, glyph->width);
	struct cell *cell = cell_at(grid, row, column);
	assert(glyph->text.len > 0 && glyph->text.len <= GRID_CLUSTER_MAX);
	memcpy(cell->cluster, glyph->text.s, glyph->text.len);
	cell->length = (uint8_t)glyph->text.len;
	cell->width = (uint8_t)glyph->width;
	cell->role = (uint8_t)role;
	cell->extra = 0;
	if (glyph->width == 2)
		cell[1] = (struct cell){.role = (uint8_t)role};
}

/* Columns of row from `column` on that a caller who asks for `columns` may write. */
static unsigned room(const struct grid *grid, unsigned row, unsigned column, unsigned columns)
{
	if (row >= grid->rows || column >= grid->columns)
		return 0;
	unsigned left = grid->columns - column;
	return columns < left ? columns : left;
}

unsigned grid_put(struct grid *grid, unsigned row, unsigned column, unsigned columns,
	struct str text, enum role role)
{
	assert(role < ROLES);
	unsigned space = room(grid, row, column, columns), used = 0;
	for (size_t i = 0; i < text.len && used < space;) {
		struct glyph glyph = glyph_at(text, i);
		if (glyph.width > space - used)
			break;
		put_glyph(grid, row, column + used, &glyph, role);
		used += glyph.width;
		i = glyph.end;
	}
	return used;
}

/* Bytes of text that fit into columns. */
static size_t fit(struct str text, unsigned columns)
{
	unsigned used = 0;
	size_t i = 0;
	while (i < text.len) {
		struct glyph glyph = glyph_at(text, i);
		used += glyph.width;
		if (used > columns)
			break;
		i = glyph.end;
	}
	return i;
}

void grid_put_field(struct grid *grid, unsigned row, unsigned column, unsigned columns,
	struct str text, enum role role)
{
	unsigned space = room(grid, row, column, columns), used;
	if (space == 0)
		return;
	if (fit(text, space) == text.len) {
		used = grid_put(grid, row, column, space, text, role);
	} else {
		used = grid_put(grid, row, column, space - 1, text, role);
		used += grid_put(grid, row, column + used, 1, ELLIPSIS, role);
	}
	grid_fill(grid, row, column + used, 1, space - used, role);
}

void grid_fill(struct grid *grid, unsigned row, unsigned column, unsigned rows,
	unsigned columns, enum role role)
{
	const struct glyph space = {STR(" "), 1, 1};
	for (unsigned i = 0; i < rows && i < grid->rows; i++) {
		unsigned width = room(grid, row + i, column, columns);
		for (unsigned j = 0; j < width; j++)
			put_glyph(grid, row + i, column + j, &space, role);
	}
}

void grid_paint(struct grid *grid, unsigned row, unsigned column, unsigned columns,
	enum role role, uint8_t extra)
{
	assert(role < ROLES);
	unsigned width = room(grid, row, column, columns);
	for (unsigned i = 0; i < width; i++) {
		struct cell *cell = cell_at(grid, row, column + i);
		cell->role = (uint8_t)role;
		cell->extra |= extra;
	}
}

/* "  roles: 0-7 title.bar, 12-20 person+underline" for the cells that are not plain text. */
static void dump_roles(const struct cell *row, unsigned columns, struct buffer *out)
{
	static const struct {
		unsigned bit;
		const char *name;
	} extras[] = {
		{1, "bold"}, {2, "italic"}, {4, "underline"}, {8, "reverse"}, {16, "dim"}};
	const char *separator = "  roles: ";
	bool any = false;
	for (unsigned i = 0; i < columns;) {
		unsigned start = i;
		while (i < columns && row[i].role == row[start].role &&
			row[i].extra == row[start].extra)
			i++;
		if (row[start].role == ROLE_TEXT && row[start].extra == 0)
			continue;
		buffer_format(out, "%s%u-%u %s", separator, start, i - 1,
			role_name((enum role)row[start].role));
		for (size_t e = 0; e < sizeof extras / sizeof *extras; e++)
			if (row[start].extra & extras[e].bit)
				buffer_format(out, "+%s", extras[e].name);
		separator = ", ";
		any = true;
	}
	if (any)
		buffer_add_byte(out, '\n');
}

void grid_dump(const struct grid *grid, struct buffer *out, bool with_roles)
{
	for (unsigned i = 0; i < grid->rows; i++) {
		const struct cell *row = &grid->cells[(size_t)i * grid->columns];
		size_t trimmed = out->len;
		for (unsigned j = 0; j < grid->columns; j++) {
			buffer_add(out, (struct str){row[j].cluster, row[j].length});
			if (row[j].length != 1 || row[j].cluster[0] != ' ')
				trimmed = row[j].length ? out->len : trimmed;
		}
		out->len = trimmed;
		buffer_add_byte(out, '\n');
		if (with_roles)
			dump_roles(row, grid->columns, out);
	}
}
