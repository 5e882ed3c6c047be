#include "attache/base/csv.h"

#include "attache/base/utf8.h"

#include <math.h>

static void next_cell(struct csv *csv)
{
	if (csv->started)
		buffer_add_byte(csv->out, ',');
	csv->started = true;
}

/* Signs that make a spreadsheet read the cell as a formula. */
static bool looks_like_formula(struct str text)
{
	static const struct str signs = {"=+-@\t\r", 6};
	return text.len && str_find(signs, (struct str){text.s, 1}) != (size_t)-1;
}

/* A formula behind any number of apostrophes, so that one more can always be taken off. */
bool csv_needs_apostrophe(struct str text)
{
	size_t at = 0;
	while (at < text.len && text.s[at] == '\'')
		at++;
	return looks_like_formula(str_slice(text, (struct range){at, text.len}));
}

static bool needs_quotes(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.s[i] == ',' || text.s[i] == '"' || text.s[i] == '\r' ||
			text.s[i] == '\n')
			return true;
	return false;
}

void csv_text(struct csv *csv, struct str text)
{
	next_cell(csv);
	bool quoted = needs_quotes(text);
	if (quoted)
		buffer_add_byte(csv->out, '"');
	if (!csv->raw && csv_needs_apostrophe(text))
		buffer_add_byte(csv->out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.s[i] == '"')
			buffer_add_byte(csv->out, '"');
		if (text.s[i] == '\0')
			buffer_add_codepoint(csv->out, UTF8_REPLACEMENT);
		else
			buffer_add_byte(csv->out, text.s[i]);
	}
	if (quoted)
		buffer_add_byte(csv->out, '"');
}

void csv_integer(struct csv *csv, long long value)
{
	next_cell(csv);
	buffer_format(csv->out, "%lld", value);
}

void csv_fraction(struct csv *csv, double value)
{
	next_cell(csv);
	if (!isnan(value))
		buffer_format(csv->out, "%.4f", value);
}

void csv_empty(struct csv *csv)
{
	next_cell(csv);
}

void csv_end(struct csv *csv)
{
	buffer_add_cstr(csv->out, "\r\n");
	csv->started = false;
}
