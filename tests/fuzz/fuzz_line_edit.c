/* Bytes as a terminal's input, typed into a line edit: the text stays valid, the cursor on a
 * border, and what is shown within its columns. */
#include "attache/app/line_edit.h"
#include "attache/base/grapheme.h"
#include "attache/base/utf8.h"
#include "attache/tui/input.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

static void check(struct line_edit *edit, unsigned columns)
{
	struct str text = line_edit_text(edit), visible;
	size_t row, border = edit->cursor;
	unsigned column;
	assert(utf8_valid_prefix(text) == text.len && text.len <= LINE_EDIT_MAX);
	while (border > 0 && text.s[border - 1] != '\n')
		border--;
	while (border < edit->cursor)
		border = grapheme_next(text, border);
	assert(border == edit->cursor);
	if (edit->multiline) {
		size_t count = line_edit_rows(edit, columns, 0, NULL, 0);
		line_edit_place(edit, columns, &row, &column);
		assert(row < count && (columns < 3 || column < columns));
	} else {
		line_edit_view(edit, columns, &visible, &column);
		assert(column < columns && grapheme_text_width(visible) <= columns);
	}
}

/* The first byte chooses: several lines or one, and the columns. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct line_history history = {0};
	struct line_edit edit;
	struct input input = {0};
	struct event event;
	if (size == 0 || size > 4096)
		return 0;
	grapheme_locale();
	line_history_add(&history, STR("theme night"));
	line_edit_init(&edit, data[0] & 1, &history);
	input_feed(&input, (struct str){(const char *)data + 1, size - 1});
	while (input_next(&input, true, &event)) {
		line_edit_handle(&edit, &event);
		check(&edit, 1 + (data[0] >> 1) % 40);
	}
	input_free(&input);
	line_edit_free(&edit);
	line_history_free(&history);
	return 0;
}
