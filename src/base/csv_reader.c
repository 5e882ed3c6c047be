#include "attache/base/csv_reader.h"

#include "attache/base/buffer.h"
#include "attache/base/csv.h"

void csv_reader_begin(struct csv_reader *reader, struct str text)
{
	static const char separators[] = {',', ';', '\t'};
	size_t counts[sizeof separators] = {0}, most = 0;
	size_t start = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
	for (size_t i = start; i < text.len && text.s[i] != '\n' && text.s[i] != '\r'; i++)
		for (size_t s = 0; s < sizeof separators; s++)
			counts[s] += text.s[i] == separators[s];
	for (size_t s = 1; s < sizeof separators; s++)
		most = counts[s] > counts[most] ? s : most;
	*reader = (struct csv_reader){text, start, 1, 1, separators[most]};
}

static char sign_at(const struct csv_reader *reader)
{
	return reader->at < reader->text.len ? reader->text.s[reader->at] : '\0';
}

static bool at_end(const struct csv_reader *reader)
{
	return reader->at >= reader->text.len;
}

/* One byte on, counting lines and characters; CR LF is one line's end. */
static void step(struct csv_reader *reader)
{
	char c = sign_at(reader);
	reader->at++;
	if (c == '\n' || (c == '\r' && sign_at(reader) != '\n')) {
		reader->line++;
		reader->column = 1;
	} else if (((unsigned char)sign_at(reader) & 0xC0) != 0x80) {
		reader->column++;
	}
}

static bool read_quoted(struct csv_reader *reader, struct buffer *cell, struct error *err)
{
	unsigned line = reader->line, column = reader->column;
	for (step(reader); !at_end(reader); step(reader)) {
		if (sign_at(reader) == '"') {
			step(reader);
			if (sign_at(reader) != '"')
				return true;
		}
		buffer_add_byte(cell, sign_at(reader));
	}
	return error_set_at(err, ERR_PARSE, line, column, "this quote is never closed");
}

static bool ends_cell(const struct csv_reader *reader)
{
	char c = sign_at(reader);
	return at_end(reader) || c == reader->separator || c == '\n' || c == '\r';
}

static bool read_cell(struct csv_reader *reader, struct buffer *cell, struct error *err)
{
	buffer_clear(cell);
	if (sign_at(reader) == '"' && !read_quoted(reader, cell, err))
		return false;
	for (; !ends_cell(reader); step(reader))
		buffer_add_byte(cell, sign_at(reader));
	return true;
}

static struct str without_apostrophe(struct str text)
{
	struct str rest = {text.s + 1, text.len ? text.len - 1 : 0};
	return text.len && text.s[0] == '\'' && csv_needs_apostrophe(rest) ? rest : text;
}

bool csv_reader_row(struct csv_reader *reader, struct arena *arena, struct csv_cell **cells,
	size_t *count, struct error *err)
{
	struct buffer text = {0};
	size_t capacity = 0;
	*cells = NULL;
	*count = 0;
	*err = (struct error){0};
	while (sign_at(reader) == '\n' || sign_at(reader) == '\r')
		step(reader);
	bool more = !at_end(reader), ok = more;
	while (more && ok) {
		struct csv_cell cell = {.line = reader->line, .column = reader->column};
		ok = read_cell(reader, &text, err);
		cell.text = arena_str(arena, without_apostrophe(buffer_str(&text)));
		*cells = arena_grow(arena, *cells, &capacity, *count + 1, sizeof **cells);
		(*cells)[(*count)++] = cell;
		more = !at_end(reader) && sign_at(reader) == reader->separator;
		if (more)
			step(reader);
	}
	buffer_free(&text);
	return ok;
}
