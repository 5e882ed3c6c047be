#include "annotated.h"
#include "cli.h"
#include "list_filter.h"

#include "attache/annotate/codebook.h"
#include "attache/base/grapheme.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows ----------------------------------------------------------------------------------
 */

static void add_number(struct buffer *row, bool present, int value)
{
	if (present)
		buffer_format(row, "%d", value);
	buffer_add_byte(row, '\t');
}

/* The order of the fields is documented and never changes; new ones come last. */
static void add_row(struct buffer *out, const struct export_article *article,
	const struct annotation *annotation)
{
	struct export_place place = export_place_of(article, annotation);
	struct buffer tags = {0};
	for (size_t i = 0; i < annotation->tag_count; i++)
		buffer_format(&tags, "%s%s", i ? "," : "", annotation->tags[i]);
	cli_add_field(out, article->document->path);
	cli_add_field(out, export_date_of(article));
	add_number(out, place.paragraph != 0, (int)place.paragraph);
	cli_add_field(out, str_from(annotation->speaker));
	cli_add_field(out, export_country_of(article, annotation));
	cli_add_field(out, buffer_str(&tags));
	cli_add_field(out, place.exact);
	cli_add_field(out, str_from(annotation->note));
	add_number(out, annotation->stance != STANCE_NONE, annotation->stance);
	cli_add_field(out, str_from(annotation->target));
	cli_add_field(out, str_from(annotation->source));
	cli_add_field(out, str_from(annotation_kind_name(annotation->kind)));
	cli_add_field(out, str_from(annotation_status_name(annotation->status)));
	cli_add_field(out, str_from(annotation->id));
	cli_add_field(out, str_from(annotation->by));
	out->data[out->len - 1] = '\n';
	buffer_free(&tags);
}

/* ---- on a terminal --------------------------------------------------------------------------
 */

/* What a terminal is shown: these fields, no wider than this; the last takes the rest. */
static const struct {
	size_t field, columns;
} shown[] = {{0, 32}, {2, 4}, {3, 24}, {5, 24}, {6, 0}};

#define SHOWN (sizeof shown / sizeof *shown)
#define FIELD_NOTE 7
#define WORDS_LEAST 20

static struct str field_of(struct str row, size_t field)
{
	struct str piece = {0};
	for (size_t i = 0; i <= field && str_split(&row, '\t', &piece); i++)
		continue;
	return piece;
}

/* About an article as a whole there are no words, but mostly a note. */
static struct str shown_text(struct str row, size_t i)
{
	struct str text = field_of(row, shown[i].field);
	return i == SHOWN - 1 && text.len == 0 ? field_of(row, FIELD_NOTE) : text;
}

static void add_cell(struct buffer *out, struct str text, size_t columns, bool last)
{
	size_t width = grapheme_text_width(text);
	bool cut = width > columns;
	if (cut) {
		text.len = grapheme_fit(text, columns - 1);
		width = grapheme_text_width(text) + 1;
	}
	buffer_add(out, text);
	buffer_add_cstr(out, cut ? "…" : "");
	if (!last)
		buffer_add_repeat(out, ' ', columns - width + 2);
}

/* Rows as columns, cut to the terminal's width. */
static void align(struct buffer *out, struct str rows, size_t columns)
{
	size_t widths[SHOWN] = {0}, used = 0;
	for (struct str rest = rows, row; str_split(&rest, '\n', &row);)
		for (size_t i = 0; i + 1 < SHOWN; i++) {
			size_t width = grapheme_text_width(shown_text(row, i));
			widths[i] = width > widths[i] ? width : widths[i];
		}
	for (size_t i = 0; i + 1 < SHOWN; i++) {
		widths[i] = widths[i] < shown[i].columns ? widths[i] : shown[i].columns;
		widths[i] = widths[i] < columns / 4 ? widths[i] : columns / 4;
		widths[i] = widths[i] ? widths[i] : 1;
		used += widths[i] + 2;
	}
	widths[SHOWN - 1] = columns > used + WORDS_LEAST ? columns - used : WORDS_LEAST;
	for (struct str rest = rows, row; str_split(&rest, '\n', &row);) {
		for (size_t i = 0; i < SHOWN; i++)
			add_cell(out, shown_text(row, i), widths[i], i == SHOWN - 1);
		buffer_add_byte(out, '\n');
	}
}

/* ---- the subcommand -------------------------------------------------------------------------
 */

struct listing {
	const struct lexicon *lexicon;
	struct list_filter filter;
	const char *by; /* whose annotations; NULL: everybody's */
	struct sidecars_folder folder;
	size_t columns; /* 0: no terminal */
	struct buffer rows;
	size_t taken;
};

static int list_article(struct listing *listing, const char *path)
{
	struct error err;
	struct annotated annotated;
	if (!annotated_open(&annotated, path, &err))
		return cli_fail(&err);
	int status = annotated_is_sound(&annotated, &err) ? 0 : cli_fail(&err);
	int wrong = annotated_gather(&annotated, &listing->folder, listing->by);
	annotated_search(&annotated, listing->lexicon);
	struct export_article article = annotated_article(&annotated);
	for (size_t i = 0; i < annotations_count(annotated.annotations); i++) {
		const struct annotation *annotation = annotations_at(annotated.annotations, i);
		if (!list_filter_takes(&listing->filter, annotation,
			    export_country_of(&article, annotation)))
			continue;
		add_row(&listing->rows, &article, annotation);
		listing->taken++;
	}
	annotated_close(&annotated);
	return wrong ? wrong : status;
}

/* Print what there is: at once for a pipe, at the end for a terminal's columns. */
static int flush(struct listing *listing, bool end)
{
	struct buffer aligned = {0};
	if (listing->columns && !end)
		return 0;
	struct str text = buffer_str(&listing->rows);
	if (listing->columns) {
		align(&aligned, text, listing->columns);
		text = buffer_str(&aligned);
	}
	int status = cli_output(text);
	buffer_clear(&listing->rows);
	buffer_free(&aligned);
	return status;
}

/* Nothing has the tag: perhaps because there is no such tag. */
static int check_tags(const char *tags, const char *article)
{
	struct error err;
	struct codebook *codebook;
	int status = 0;
	char *fallback = cli_data_path("codebook.yaml");
	if (!codebook_load_for(article, fallback, &codebook, &err)) {
		free(fallback);
		return cli_fail(&err);
	}
	for (struct str rest = str_from(tags), tag; str_split(&rest, ',', &tag);) {
		tag = str_trim(tag);
		if (codebook_find(codebook, tag))
			continue;
		const char *nearest = codebook_nearest(codebook, tag);
		error_set(&err, ERR_NOTFOUND, "no tag %.*s%s%s%s", STR_ARG(tag),
			nearest ? " (did you mean " : "", nearest ? nearest : "",
			nearest ? "?)" : "");
		status = cli_fail(&err);
	}
	codebook_free(codebook);
	free(fallback);
	return status;
}

static int list_all(struct listing *listing, const struct cli_articles *articles)
{
	int status = 0, written = 0;
	for (size_t i = 0; !written && i < articles->count; i++) {
		int wrong = list_article(listing, articles->paths[i]);
		status = wrong ? wrong : status;
		written = flush(listing, false);
	}
	if (!written)
		written = flush(listing, true);
	if (!written && !status && !listing->taken && listing->filter.tags)
		status = check_tags(listing->filter.tags, articles->paths[0]);
	return written ? written : status;
}

int cmd_list(const struct cli_arguments *arguments)
{
	struct error err;
	struct cli_articles articles;
	struct lexicon *lexicon = NULL;
	const char *speaker = cli_value(arguments, "speaker");
	const char *country = cli_value(arguments, "country");
	struct listing listing = {.by = cli_value(arguments, "by"),
		.filter = {.tags = cli_value(arguments, "tag")},
		.columns = cli_columns()};
	int status = cli_articles_gather(arguments, SEARCH_ANNOTATED, &articles), wrong = 0;
	if (speaker)
		list_fold(&listing.filter.speaker, str_from(speaker));
	if (articles.count == 0) {
		/* said already */
	} else if (!cli_lexicon_open(&lexicon, &err)) {
		wrong = cli_fail(&err);
	} else if (country && !list_filter_country(&listing.filter, lexicon, country)) {
		error_set(&err, ERR_NOTFOUND, "no country %.60s", country);
		wrong = cli_fail(&err);
	} else {
		listing.lexicon = lexicon;
		wrong = list_all(&listing, &articles);
	}
	buffer_free(&listing.filter.speaker);
	buffer_free(&listing.rows);
	sidecars_folder_free(&listing.folder);
	lexicon_free(lexicon);
	cli_articles_free(&articles);
	return wrong ? wrong : status;
}
