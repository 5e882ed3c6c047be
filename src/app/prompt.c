#include "prompt.h"

#include "attache/base/grapheme.h"
#include "attache/base/memory.h"

#define NOTE_ROWS_MAX 16

static const char *const labels[PROMPT_KINDS] = {[PROMPT_COMMAND] = ":",
	[PROMPT_SEARCH] = "/",
	[PROMPT_PARAGRAPHS] = "&",
	[PROMPT_FILTER] = "filter: ",
	[PROMPT_HELP] = "find: ",
	[PROMPT_NOTE] = "note: ",
	[PROMPT_SPEAKER] = "speaker: "};

void prompt_open(struct prompt *prompt, enum prompt_kind kind, struct str text)
{
	prompt_close(prompt, false);
	prompt->kind = kind;
	line_edit_init(&prompt->edit, kind == PROMPT_NOTE, &prompt->histories[kind]);
	line_edit_set(&prompt->edit, text);
	prompt->arena = arena_new();
}

void prompt_close(struct prompt *prompt, bool remember)
{
	if (prompt->kind == PROMPT_NONE)
		return;
	if (remember)
		line_history_add(
			&prompt->histories[prompt->kind], line_edit_text(&prompt->edit));
	line_edit_free(&prompt->edit);
	arena_free(prompt->arena);
	buffer_free(&prompt->typed);
	prompt->arena = NULL;
	prompt->candidates = NULL;
	prompt->candidate_count = prompt->candidate_capacity = prompt->chosen = 0;
	prompt->kind = PROMPT_NONE;
}

void prompt_free(struct prompt *prompt)
{
	prompt_close(prompt, false);
	for (size_t i = 0; i < PROMPT_KINDS; i++)
		line_history_free(&prompt->histories[i]);
}

void prompt_offer(struct prompt *prompt, struct range word)
{
	arena_reset(prompt->arena);
	prompt->candidates = NULL;
	prompt->candidate_count = prompt->candidate_capacity = prompt->chosen = 0;
	prompt->word = word;
}

void prompt_add(struct prompt *prompt, struct str text, struct str help)
{
	prompt->candidates = arena_grow(prompt->arena, prompt->candidates,
		&prompt->candidate_capacity, prompt->candidate_count + 1,
		sizeof *prompt->candidates);
	prompt->candidates[prompt->candidate_count++] = (struct candidate){
		arena_str(prompt->arena, text), arena_str(prompt->arena, help)};
}

bool prompt_choose(struct prompt *prompt, bool forward)
{
	size_t count = prompt->candidate_count;
	if (count == 0)
		return false;
	if (prompt->chosen == 0) {
		buffer_clear(&prompt->typed);
		buffer_add(
			&prompt->typed, str_slice(line_edit_text(&prompt->edit), prompt->word));
	}
	/* Round through all candidates and what was typed. */
	prompt->chosen = (prompt->chosen + (forward ? 1 : count)) % (count + 1);
	struct str text = prompt->chosen ? prompt->candidates[prompt->chosen - 1].text
					 : buffer_str(&prompt->typed);
	line_edit_replace(&prompt->edit, prompt->word, text);
	prompt->word.end = prompt->word.start + text.len;
	return true;
}

unsigned prompt_rows(struct prompt *prompt, unsigned columns, unsigned limit)
{
	if (prompt->kind != PROMPT_NOTE)
		return 1;
	unsigned label = (unsigned)str_from(labels[PROMPT_NOTE]).len;
	size_t count = line_edit_rows(
		&prompt->edit, columns > label + 1 ? columns - label : 1, 0, NULL, 0);
	if (limit > NOTE_ROWS_MAX)
		limit = NOTE_ROWS_MAX;
	return count < limit ? (unsigned)count : limit ? limit : 1;
}

static void draw_candidates(struct prompt *prompt, struct area area, struct grid *grid)
{
	size_t shown = prompt->candidate_count;
	if (shown > CANDIDATES_SHOWN)
		shown = CANDIDATES_SHOWN;
	if (area.row < shown + 2)
		return;
	size_t first = 0;
	if (prompt->chosen > shown)
		first = prompt->chosen - shown;
	unsigned row = area.row - (unsigned)shown, name = area.columns / 3;
	for (size_t i = 0; i < shown; i++, row++) {
		const struct candidate *candidate = &prompt->candidates[first + i];
		bool current = first + i + 1 == prompt->chosen;
		enum role role = current ? ROLE_PICKER_CURRENT : ROLE_PICKER;
		grid_fill(grid, row, area.column, 1, area.columns, role);
		unsigned width = candidate->help.len ? name : area.columns - 2;
		grid_put_field(grid, row, area.column + 2, width, candidate->text, role);
		if (candidate->help.len && area.columns > name + 5)
			grid_put(grid, row, area.column + name + 4, area.columns - name - 4,
				candidate->help, current ? role : ROLE_DIM);
	}
}

static void draw_note(
	struct prompt *prompt, struct area area, unsigned label, struct grid *grid)
{
	struct range rows[NOTE_ROWS_MAX];
	unsigned columns = area.columns > label + 1 ? area.columns - label : 1;
	unsigned column;
	size_t row;
	line_edit_place(&prompt->edit, columns, &row, &column);
	size_t first = row >= area.rows ? row - area.rows + 1 : 0;
	size_t count = line_edit_rows(&prompt->edit, columns, first, rows, NOTE_ROWS_MAX);
	for (unsigned i = 0; first + i < count && i < area.rows; i++)
		grid_put(grid, area.row + i, area.column + label, columns,
			str_slice(line_edit_text(&prompt->edit), rows[i]), ROLE_PROMPT);
	grid->cursor_row = area.row + (unsigned)(row - first);
	grid->cursor_column = area.column + label + column;
}

void prompt_draw(struct prompt *prompt, struct area area, struct grid *grid)
{
	draw_candidates(prompt, area, grid);
	grid_fill(grid, area.row, area.column, area.rows, area.columns, ROLE_PROMPT);
	unsigned label = grid_put(grid, area.row, area.column, area.columns,
		str_from(labels[prompt->kind]), ROLE_HINT_KEY);
	grid->cursor_visible = true;
	if (prompt->kind == PROMPT_NOTE) {
		draw_note(prompt, area, label, grid);
		return;
	}
	struct str visible;
	unsigned cursor, columns = area.columns > label ? area.columns - label : 1;
	line_edit_view(&prompt->edit, columns, &visible, &cursor);
	grid_put(grid, area.row, area.column + label, columns, visible, ROLE_PROMPT);
	grid->cursor_row = area.row;
	grid->cursor_column = area.column + label + cursor;
}
