/* A codebook as CSV: a row a family or tag, a column a field. A cell of a field with several
 * values holds one on each line. */
#include "codebook_format.h"

#include "attache/base/csv.h"
#include "attache/base/csv_reader.h"
#include "attache/base/utf8.h"

#define KIND "kind"

/* ---- writing --------------------------------------------------------------------------------
 */

/* Values of a list: their own line ends and backslashes are escaped. */
static void add_value(struct buffer *out, struct str value, bool is_list)
{
	for (size_t i = 0; i < value.len; i++)
		if (is_list && value.s[i] == '\n')
			buffer_add_cstr(out, "\\n");
		else if (is_list && value.s[i] == '\\')
			buffer_add_cstr(out, "\\\\");
		else
			buffer_add_byte(out, value.s[i]);
}

static void add_row(struct csv *csv, const struct codebook_item *item)
{
	struct buffer cell = {0};
	csv_text(csv, item->is_family ? STR("family") : STR("tag"));
	for (unsigned i = 0; i < CODEBOOK_FIELDS; i++) {
		buffer_clear(&cell);
		for (size_t v = 0; v < item->fields[i].count; v++) {
			if (v)
				buffer_add_byte(&cell, '\n');
			add_value(&cell, item->fields[i].items[v], codebook_fields[i].list);
		}
		csv_text(csv, buffer_str(&cell));
	}
	csv_end(csv);
	buffer_free(&cell);
}

bool codebook_write_csv(const struct codebook *codebook, struct buffer *out, struct error *err)
{
	(void)err;
	struct csv csv = {.out = out};
	csv_text(&csv, STR(KIND));
	for (unsigned i = 0; i < CODEBOOK_FIELDS; i++)
		csv_text(&csv, str_from(codebook_fields[i].name));
	csv_end(&csv);
	for (size_t i = 0; i < codebook->family_count; i++)
		add_row(&csv, codebook->families[i].item);
	for (size_t i = 0; i < codebook->tag_count; i++)
		add_row(&csv, codebook->tags[i].item);
	return true;
}

/* ---- reading --------------------------------------------------------------------------------
 */

enum { COLUMN_KIND = CODEBOOK_FIELDS, COLUMN_UNKNOWN };

struct table {
	struct codebook_draft draft;
	unsigned *columns; /* what each holds: a field or one of the above */
	size_t count;
};

static void odd(struct table *table, const struct csv_cell *cell, const char *what)
{
	diagnostics_add(&table->draft.codebook->diagnostics, SEVERITY_WARNING, cell->line,
		cell->column, "%s \"%.*s\"", what, STR_ARG(cell->text));
}

static bool read_header(struct table *table, const struct csv_cell *cells, size_t count,
	const char *path, struct error *err)
{
	bool has_id = false;
	table->columns = arena_alloc(table->draft.arena, count, sizeof *table->columns);
	table->count = count;
	for (size_t i = 0; i < count; i++) {
		unsigned what = codebook_field_from(str_trim(cells[i].text));
		if (str_equal_ascii_nocase(str_trim(cells[i].text), STR(KIND)))
			what = COLUMN_KIND;
		else if (what == CODEBOOK_FIELDS)
			what = COLUMN_UNKNOWN;
		for (size_t before = 0; before < i && what != COLUMN_UNKNOWN; before++)
			if (table->columns[before] == what) {
				odd(table, &cells[i], "this column stands here twice:");
				what = COLUMN_UNKNOWN;
			}
		if (what == COLUMN_UNKNOWN && cells[i].text.len)
			odd(table, &cells[i], "this column is left out:");
		has_id = has_id || what == CODEBOOK_ID;
		table->columns[i] = what;
	}
	return has_id ||
	       error_set_at(err, ERR_PARSE, 1, 1,
		       "cannot read %s: no column in its first row is called id", path);
}

/* Undo add_value. */
static struct str value_of(struct arena *arena, struct str text)
{
	char *value = arena_cstr(arena, text);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		bool escaped = text.s[i] == '\\' && i + 1 < text.len &&
			       (text.s[i + 1] == 'n' || text.s[i + 1] == '\\');
		i += escaped;
		value[len++] = escaped && text.s[i] == 'n' ? '\n' : text.s[i];
	}
	value[len] = '\0';
	return (struct str){value, len};
}

static void read_cell(struct table *table, struct codebook_item *item,
	enum codebook_field field, const struct csv_cell *cell)
{
	const struct codebook_field_info *info = &codebook_fields[field];
	struct str rest = cell->text, line;
	if (rest.len == 0)
		return;
	if (!(item->is_family ? info->families : info->tags)) {
		odd(table, cell,
			item->is_family ? "a family has no such field:"
					: "a tag has no such field:");
		return;
	}
	if (!info->list) {
		codebook_item_set(
			&table->draft, item, field, cell->text, cell->line, cell->column);
		return;
	}
	item->fields[field].line = cell->line;
	item->fields[field].column = cell->column;
	while (str_split(&rest, '\n', &line)) {
		line.len -= str_ends(line, STR("\r"));
		if (line.len)
			codebook_item_append(
				&table->draft, item, field, value_of(table->draft.arena, line));
	}
}

static void read_row(struct table *table, const struct csv_cell *cells, size_t count)
{
	bool is_family = false;
	for (size_t i = 0; i < count && i < table->count; i++)
		if (table->columns[i] == COLUMN_KIND) {
			struct str kind = str_trim(cells[i].text);
			is_family = str_equal_ascii_nocase(kind, STR("family"));
			if (!is_family && kind.len && !str_equal_ascii_nocase(kind, STR("tag")))
				odd(table, &cells[i], "neither family nor tag:");
		}
	if (count > table->count)
		odd(table, &cells[table->count], "more cells than the first row has:");
	struct codebook_item *item = codebook_draft_add(
		&table->draft, is_family, cells[0].line, cells[0].column);
	for (size_t i = 0; item && i < count && i < table->count; i++)
		if (table->columns[i] < CODEBOOK_FIELDS)
			read_cell(
				table, item, (enum codebook_field)table->columns[i], &cells[i]);
}

bool codebook_parse_csv(
	struct str text, const char *path, struct codebook **out, struct error *err)
{
	struct table table = {0};
	struct csv_reader reader;
	struct csv_cell *cells;
	size_t count, valid = utf8_valid_prefix(text);
	codebook_draft_begin(&table.draft, path);
	csv_reader_begin(&reader, str_slice(text, (struct range){0, valid}));
	bool ok = csv_reader_row(&reader, table.draft.arena, &cells, &count, err);
	if (!ok && !err->code)
		error_set_at(err, ERR_PARSE, 1, 1, "cannot read %s: it is empty", path);
	ok = ok && read_header(&table, cells, count, path, err);
	while (ok && csv_reader_row(&reader, table.draft.arena, &cells, &count, err))
		read_row(&table, cells, count);
	if (ok && err->code)
		ok = error_within(err, "cannot read %s", path);
	if (valid < text.len)
		ok = error_set_at(err, ERR_ENCODING, reader.line, reader.column,
			"cannot read %s: these bytes are no UTF-8; save it as \"CSV UTF-8\"",
			path);
	if (ok)
		*out = codebook_draft_end(&table.draft);
	else
		codebook_draft_drop(&table.draft);
	return ok;
}
