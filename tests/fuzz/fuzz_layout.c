/* Any bytes as a document at any measure: the first byte is the measure, the rest the text. No
 * line is wider than the measure, walking covers the text in order, and a grid takes it. */
#include "attache/base/grapheme.h"
#include "attache/view/grid.h"
#include "attache/view/layout.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

static void walk(struct layout *layout, struct grid *grid)
{
	struct place place = layout_first(layout);
	size_t shown = 0;
	long moved = 1;
	for (; moved == 1; place = layout_move(layout, place, 1, &moved)) {
		const struct line *line = layout_line(layout, place);
		struct line_piece piece = {0};
		assert(line->range.start >= shown);
		while (layout_next_piece(layout, line, &piece)) {
			assert(piece.column + piece.width <= layout_columns(layout));
			assert(layout_column(layout, place, piece.range.start) == piece.column);
			assert(grid_put(grid, 0, piece.column, piece.width, piece.text,
				       ROLE_TEXT) == piece.width);
			shown = piece.range.end;
		}
	}
	assert(layout_compare(place, layout_last(layout)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *document;
	struct error err = {0};
	if (size < 1 || size > 20000 || !grapheme_locale())
		return 0;
	unsigned columns = data[0] % 120 + 1u;
	struct str path = data[0] & 128 ? STR("a.md") : STR("a.txt");
	struct str bytes = {(const char *)data + 1, size - 1};
	if (!document_build(path, bytes, &document, &err))
		return 0;
	struct layout *layout = layout_new(document, columns);
	struct grid *grid = grid_new(1, columns);
	walk(layout, grid);
	layout_set_folded(layout, false);
	walk(layout, grid);
	grid_free(grid);
	layout_free(layout);
	document_free(document);
	return 0;
}
