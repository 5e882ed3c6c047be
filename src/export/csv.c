/* CSV after RFC 4180: rows end in CR LF, a cell is quoted when it must be, quotes are doubled,
 * the header stands once. Columns never change their order. */
#include "format.h"

#include "attache/base/clock.h"

static const char *const columns[] = {"id", "file", "title", "outlet", "date", "kind",
	"speaker", "speaker_country", "source", "target", "tags", "stance", "exact", "note",
	"status", "start", "end", "paragraph", "created", "modified", "by"};

/* A row under construction. */
struct row {
	struct buffer *out;
	bool raw;
	bool started;
};

static void next_cell(struct row *row)
{
	if (row->started)
		buffer_add_byte(row->out, ',');
	row->started = true;
}

/* Signs that make a spreadsheet read the cell as a formula. */
static bool looks_like_formula(struct str text)
{
	static const struct str signs = {"=+-@\t\r", 6};
	return text.len && str_find(signs, (struct str){text.s, 1}) != (size_t)-1;
}

static bool needs_quotes(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.s[i] == ',' || text.s[i] == '"' || text.s[i] == '\r' ||
			text.s[i] == '\n')
			return true;
	return false;
}

/* A cell of text that somebody wrote. NUL, which no reader of CSV takes, becomes U+FFFD. */
static void text_cell(struct row *row, struct str text)
{
	next_cell(row);
	bool quoted = needs_quotes(text);
	if (quoted)
		buffer_add_byte(row->out, '"');
	if (!row->raw && looks_like_formula(text))
		buffer_add_byte(row->out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.s[i] == '"')
			buffer_add_byte(row->out, '"');
		if (text.s[i] == '\0')
			buffer_add_codepoint(row->out, UTF8_REPLACEMENT);
		else
			buffer_add_byte(row->out, text.s[i]);
	}
	if (quoted)
		buffer_add_byte(row->out, '"');
}

static void number_cell(struct row *row, bool present, long long value)
{
	next_cell(row);
	if (present)
		buffer_format(row->out, "%lld", value);
}

static void time_cell(struct row *row, int64_t milliseconds)
{
	next_cell(row);
	if (milliseconds == 0)
		return;
	char time[21];
	clock_format(milliseconds, time);
	buffer_add_cstr(row->out, time);
}

static void tags_cell(struct row *row, const struct annotation *annotation)
{
	struct buffer tags = {0};
	for (size_t i = 0; i < annotation->tag_count; i++) {
		if (i)
			buffer_add_byte(&tags, '|');
		buffer_add_cstr(&tags, annotation->tags[i]);
	}
	text_cell(row, buffer_str(&tags));
	buffer_free(&tags);
}

static void add_row(struct buffer *out, const struct export_article *article,
	const struct annotation *annotation, bool raw)
{
	struct export_place place = export_place_of(article, annotation);
	const struct metadata *metadata = &article->document->metadata;
	struct row row = {.out = out, .raw = raw};
	text_cell(&row, str_from(annotation->id));
	text_cell(&row, article->document->path);
	text_cell(&row, metadata->title);
	text_cell(&row, metadata->outlet);
	text_cell(&row, export_date_of(article));
	text_cell(&row, str_from(annotation_kind_name(annotation->kind)));
	text_cell(&row, str_from(annotation->speaker));
	text_cell(&row, export_country_of(article, annotation));
	text_cell(&row, str_from(annotation->source));
	text_cell(&row, str_from(annotation->target));
	tags_cell(&row, annotation);
	number_cell(&row, annotation->stance != STANCE_NONE, annotation->stance);
	text_cell(&row, place.exact);
	text_cell(&row, str_from(annotation->note));
	text_cell(&row, str_from(annotation_status_name(annotation->status)));
	number_cell(&row, place.positioned, (long long)place.start);
	number_cell(&row, place.positioned, (long long)place.end);
	number_cell(&row, place.paragraph != 0, place.paragraph);
	time_cell(&row, annotation->created);
	time_cell(&row, annotation->modified);
	text_cell(&row, str_from(annotation->by));
	buffer_add_cstr(out, "\r\n");
}

static void csv_begin(struct buffer *out, const struct export_options *options)
{
	(void)options;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		buffer_format(out, "%s%s", i ? "," : "", columns[i]);
	buffer_add_cstr(out, "\r\n");
}

static void csv_article(struct buffer *out, const struct export_article *article,
	const struct export_options *options, size_t index)
{
	(void)index;
	for (size_t i = 0; i < annotations_count(article->annotations); i++)
		add_row(out, article, annotations_at(article->annotations, i), options->raw);
}

static void csv_end(struct buffer *out, const struct export_options *options)
{
	(void)out;
	(void)options;
}

const struct export_format export_csv = {.name = "csv",
	.help = "One row per annotation, for spreadsheets and statistics",
	.begin = csv_begin,
	.article = csv_article,
	.end = csv_end};
