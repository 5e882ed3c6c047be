/* CSV: the header stands once, columns never change their order. */
#include "format.h"

#include "attache/base/clock.h"
#include "attache/base/csv.h"

static const char *const columns[] = {"id", "file", "title", "outlet", "date", "kind",
	"speaker", "speaker_country", "source", "target", "tags", "stance", "exact", "note",
	"status", "start", "end", "paragraph", "created", "modified", "by"};

static void number_cell(struct csv *row, bool present, long long value)
{
	if (present)
		csv_integer(row, value);
	else
		csv_empty(row);
}

static void time_cell(struct csv *row, int64_t milliseconds)
{
	char time[21] = "";
	if (milliseconds)
		clock_format(milliseconds, time);
	csv_text(row, str_from(time));
}

static void tags_cell(struct csv *row, const struct annotation *annotation)
{
	struct buffer tags = {0};
	for (size_t i = 0; i < annotation->tag_count; i++) {
		if (i)
			buffer_add_byte(&tags, '|');
		buffer_add_cstr(&tags, annotation->tags[i]);
	}
	csv_text(row, buffer_str(&tags));
	buffer_free(&tags);
}

static void add_row(struct buffer *out, const struct export_article *article,
	const struct annotation *annotation, bool raw)
{
	struct export_place place = export_place_of(article, annotation);
	const struct metadata *metadata = &article->document->metadata;
	struct csv row = {.out = out, .raw = raw};
	csv_text(&row, str_from(annotation->id));
	csv_text(&row, article->document->path);
	csv_text(&row, metadata->title);
	csv_text(&row, metadata->outlet);
	csv_text(&row, export_date_of(article));
	csv_text(&row, str_from(annotation_kind_name(annotation->kind)));
	csv_text(&row, str_from(annotation->speaker));
	csv_text(&row, export_country_of(article, annotation));
	csv_text(&row, str_from(annotation->source));
	csv_text(&row, str_from(annotation->target));
	tags_cell(&row, annotation);
	number_cell(&row, annotation->stance != STANCE_NONE, annotation->stance);
	csv_text(&row, place.exact);
	csv_text(&row, str_from(annotation->note));
	csv_text(&row, str_from(annotation_status_name(annotation->status)));
	number_cell(&row, place.positioned, (long long)place.start);
	number_cell(&row, place.positioned, (long long)place.end);
	number_cell(&row, place.paragraph != 0, place.paragraph);
	time_cell(&row, annotation->created);
	time_cell(&row, annotation->modified);
	csv_text(&row, str_from(annotation->by));
	csv_end(&row);
}

static void begin(struct buffer *out, const struct export_options *options)
{
	(void)options;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		buffer_format(out, "%s%s", i ? "," : "", columns[i]);
	buffer_add_cstr(out, "\r\n");
}

static void article_rows(struct buffer *out, const struct export_article *article,
	const struct export_options *options, size_t index)
{
	(void)index;
	for (size_t i = 0; i < annotations_count(article->annotations); i++)
		add_row(out, article, annotations_at(article->annotations, i), options->raw);
}

static void end(struct buffer *out, const struct export_options *options)
{
	(void)out;
	(void)options;
}

const struct export_format export_csv = {.name = "csv",
	.help = "One row per annotation, for spreadsheets and statistics",
	.begin = begin,
	.article = article_rows,
	.end = end};
