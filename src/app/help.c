#include "help.h"

#include "attache/app/command.h"
#include "attache/base/grapheme.h"

#define KEY_COLUMNS 16

void help_open(struct help *help, enum help_page page)
{
	help->page = page;
	help->top = 0;
}

void help_close(struct help *help)
{
	buffer_free(&help->filter);
	*help = (struct help){0};
}

void help_set_filter(struct help *help, struct str filter)
{
	buffer_clear(&help->filter);
	buffer_add(&help->filter, filter);
	help->top = 0;
}

void help_scroll(struct help *help, long lines)
{
	size_t far = lines < 0 ? -(size_t)lines : (size_t)lines;
	if (lines < 0)
		help->top -= help->top < far ? help->top : far;
	else
		help->top += far;
}

static bool holds(struct str hay, struct str needle)
{
	return str_find_ascii_nocase(hay, needle) != (size_t)-1;
}

/* A page while it is laid out: once to count its lines, once more to draw them. */
struct writer {
	const struct help *help;
	struct area area;
	struct grid *grid; /* NULL: only count */
	struct arena *frame;
	size_t line;
};

/* Where the next line goes; false when it is not on the screen. */
static bool next_row(struct writer *writer, unsigned *row)
{
	size_t line = writer->line++;
	if (!writer->grid || line < writer->help->top ||
		line - writer->help->top >= writer->area.rows)
		return false;
	*row = writer->area.row + (unsigned)(line - writer->help->top);
	return true;
}

static void write_group(struct writer *writer, const char *name)
{
	unsigned row;
	if (writer->line > 0)
		writer->line++;
	if (next_row(writer, &row))
		grid_put(writer->grid, row, writer->area.column, writer->area.columns,
			str_from(name), ROLE_GROUP);
}

/* The lines are counted: do not show what is beyond them, and say so when there are none. */
static void begin_drawing(
	struct writer *writer, struct help *help, struct grid *grid, struct str nothing)
{
	const struct area *area = &writer->area;
	size_t most = writer->line > area->rows ? writer->line - area->rows : 0;
	if (writer->line == 0)
		grid_put(grid, area->row, area->column, area->columns, nothing, ROLE_DIM);
	help->rows = area->rows;
	help->top = help->top < most ? help->top : most;
	writer->grid = grid;
	writer->line = 0;
}

/* ---- the commands --------------------------------------------------------------------------
 */

static void write_command(struct writer *writer, const struct command *command, struct str keys)
{
	unsigned row, column = writer->area.column;
	if (!next_row(writer, &row))
		return;
	unsigned columns = writer->area.columns;
	struct str name = arena_format(writer->frame, ":%s%s%s%s%s%s", command->name,
		command->aliases ? " (" : "", command->aliases ? command->aliases : "",
		command->aliases ? ")" : "", command->args ? " " : "",
		command->args ? command->args : "");
	grid_put(writer->grid, row, column + 1, KEY_COLUMNS - 2, keys, ROLE_HINT_KEY);
	if (columns <= KEY_COLUMNS)
		return;
	unsigned used = grid_put(writer->grid, row, column + KEY_COLUMNS, columns - KEY_COLUMNS,
		str_from(command->help), ROLE_TEXT);
	unsigned at = KEY_COLUMNS + (used < 54 ? 56 : used + 2);
	if (at + name.len <= columns)
		grid_put(writer->grid, row, column + at, columns - at, name, ROLE_DIM);
}

static struct str keys_of(
	const struct keymap *keymap, const struct command *command, struct arena *frame)
{
	struct buffer keys = {0};
	keymap_keys_of(keymap, str_from(command->name), command->contexts, &keys);
	struct str copy = arena_str(frame, buffer_str(&keys));
	buffer_free(&keys);
	return copy;
}

static bool has_key(struct str keys, struct str wanted)
{
	for (struct str key; str_split(&keys, ' ', &key);)
		if (str_equal(key, wanted))
			return true;
	return false;
}

static bool is_shown(const struct help *help, const struct command *command, struct str keys)
{
	struct str filter = buffer_str(&help->filter);
	return !filter.len || holds(str_from(command->help), filter) ||
	       holds(str_from(command->name), filter) || has_key(keys, filter);
}

static void write_commands(struct writer *writer, const struct keymap *keymap)
{
	const char *group = NULL;
	for (size_t i = 0; i < command_count; i++) {
		const struct command *command = &command_table[i];
		struct str keys = keys_of(keymap, command, writer->frame);
		if (!is_shown(writer->help, command, keys))
			continue;
		if (!group || !str_equal(str_from(group), str_from(command->group)))
			write_group(writer, group = command->group);
		write_command(writer, command, keys);
	}
}

void help_draw_commands(struct help *help, const struct keymap *keymap, struct area area,
	struct grid *grid, struct arena *frame)
{
	struct writer writer = {help, area, NULL, frame, 0};
	write_commands(&writer, keymap);
	begin_drawing(&writer, help, grid, STR("no help holds this text"));
	write_commands(&writer, keymap);
}

/* ---- the diagnostics -----------------------------------------------------------------------
 */

#define INDENT 4u

/* As much of a text as fits, up to a blank where there is one; the rest stays. */
static struct str take_line(struct str *text, unsigned columns)
{
	size_t end = grapheme_fit(*text, columns), blank = end;
	while (end < text->len && blank > 0 && text->s[blank] != ' ')
		blank--;
	end = blank ? blank : end;
	struct str line = str_slice(*text, (struct range){0, end});
	*text = str_trim(str_slice(*text, (struct range){end, text->len}));
	return line;
}

static void write_diagnostic(struct writer *writer, const struct diagnostic *diagnostic)
{
	struct str text = STR("");
	unsigned columns = writer->area.columns, row, indent = 1;
	if (columns <= INDENT)
		return;
	if (diagnostic->line)
		text = arena_format(
			writer->frame, "%u:%u ", diagnostic->line, diagnostic->column);
	text = arena_format(writer->frame, "%.*s%s: %s", STR_ARG(text),
		severity_name(diagnostic->severity), diagnostic->message.s);
	while (text.len) {
		struct str line = take_line(&text, columns - indent);
		if (!line.len)
			return;
		if (next_row(writer, &row))
			grid_put(writer->grid, row, writer->area.column + indent,
				columns - indent, line,
				diagnostic->severity == SEVERITY_ERROR ? ROLE_ERROR
								       : ROLE_TEXT);
		indent = INDENT;
	}
}

static void write_diagnostics(
	struct writer *writer, const struct help_source *sources, size_t count)
{
	struct str filter = buffer_str(&writer->help->filter);
	for (size_t i = 0; i < count; i++) {
		const struct diagnostics *found = sources[i].diagnostics;
		bool grouped = false;
		for (size_t k = 0; found && k < found->count; k++) {
			if (filter.len && !holds(found->items[k].message, filter))
				continue;
			if (!grouped)
				write_group(writer, sources[i].name);
			grouped = true;
			write_diagnostic(writer, &found->items[k]);
		}
	}
}

void help_draw_diagnostics(struct help *help, const struct help_source *sources, size_t count,
	struct area area, struct grid *grid, struct arena *frame)
{
	struct writer writer = {help, area, NULL, frame, 0};
	write_diagnostics(&writer, sources, count);
	begin_drawing(&writer, help, grid,
		help->filter.len ? STR("nothing odd holds this text") : STR("nothing is odd"));
	write_diagnostics(&writer, sources, count);
}
