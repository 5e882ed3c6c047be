#include "help.h"

#include "attache/app/command.h"

#define KEY_COLUMNS 16

void help_open(struct help *help)
{
	help->open = true;
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
	size_t most = help->lines > help->rows ? help->lines - help->rows : 0;
	long to = (long)help->top + lines;
	help->top = to < 0 ? 0 : (size_t)to > most ? most : (size_t)to;
}

static bool holds(struct str hay, struct str needle)
{
	return str_find_ascii_nocase(hay, needle) != (size_t)-1;
}

/* One line of the help while it is laid out. */
struct writer {
	struct help *help;
	struct area area;
	struct grid *grid;
	size_t line;
};

/* Where the next line goes; false when it is not on the screen. */
static bool next_row(struct writer *writer, unsigned *row)
{
	size_t line = writer->line++;
	if (line < writer->help->top || line - writer->help->top >= writer->area.rows)
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

static void write_command(struct writer *writer, const struct command *command, struct str keys,
	struct arena *frame)
{
	unsigned row, column = writer->area.column;
	if (!next_row(writer, &row))
		return;
	unsigned columns = writer->area.columns;
	struct str name = arena_format(frame, ":%s%s%s", command->name,
		command->args ? " " : "", command->args ? command->args : "");
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

void help_draw(struct help *help, const struct keymap *keymap, struct area area,
	struct grid *grid, struct arena *frame)
{
	struct writer writer = {help, area, grid, 0};
	const char *group = NULL;
	help->rows = area.rows;
	for (size_t i = 0; i < command_count; i++) {
		const struct command *command = &command_table[i];
		struct str keys = keys_of(keymap, command, frame);
		if (!is_shown(help, command, keys))
			continue;
		if (!group || !str_equal(str_from(group), str_from(command->group)))
			write_group(&writer, group = command->group);
		write_command(&writer, command, keys, frame);
	}
	help->lines = writer.line;
	if (writer.line == 0)
		grid_put(grid, area.row, area.column, area.columns,
			STR("no help holds this text"), ROLE_DIM);
	help_scroll(help, 0);
}
