/* `attache progress`: how far one has come with articles, and with all of them. */
#include "annotated.h"
#include "cli.h"

#include "attache/app/progress.h"
#include "attache/base/grapheme.h"

#define NAME_COLUMNS 40 /* of a path on a terminal */

static void add_counts(struct progress *sum, const struct progress *one)
{
	sum->quotes += one->quotes;
	sum->reviewed += one->reviewed;
	sum->annotations += one->annotations;
	sum->to_check += one->to_check;
	sum->orphans += one->orphans;
}

/* The fields of a row, without its name: numbers only, so that columns line up. */
static void add_numbers(struct buffer *out, const struct progress *progress)
{
	buffer_format(out, "%zu\t%zu\t%zu\t%zu\t%zu\n", progress->reviewed, progress->quotes,
		progress->to_check, progress->orphans, progress->annotations);
}

/* "12 of 31 reviewed · 2 to check · 1 orphan". */
static void add_words(struct buffer *out, const struct progress *progress)
{
	buffer_format(out, "%4zu of %zu reviewed", progress->reviewed, progress->quotes);
	if (progress->to_check)
		buffer_format(out, " · %zu to check", progress->to_check);
	if (progress->orphans)
		buffer_format(out, " · %zu orphan%s", progress->orphans,
			progress->orphans == 1 ? "" : "s");
	buffer_add_byte(out, '\n');
}

static void add_row(
	struct buffer *out, struct str name, const struct progress *progress, bool in_words)
{
	if (!in_words) {
		cli_add_field(out, name);
		add_numbers(out, progress);
		return;
	}
	size_t width = grapheme_text_width(name);
	while (width > NAME_COLUMNS && name.len) { /* the end of a path tells most */
		name = str_slice(name, (struct range){grapheme_next(name, 0), name.len});
		width = grapheme_text_width(name);
	}
	buffer_add(out, name);
	buffer_add_repeat(out, ' ', NAME_COLUMNS - width + 1);
	add_words(out, progress);
}

static bool count_article(const char *path, const struct lexicon *lexicon,
	struct progress *progress, struct error *err)
{
	struct annotated annotated;
	if (!annotated_open(&annotated, path, err))
		return false;
	bool ok = annotated_is_sound(&annotated, err);
	if (ok) {
		annotated.extraction = extraction_run(annotated.document, lexicon);
		progress_of(annotated.extraction, annotated.annotations, progress);
	}
	annotated_close(&annotated);
	return ok;
}

static int count_all(const struct cli_articles *articles, const struct lexicon *lexicon)
{
	struct progress sum = {0}, one;
	struct buffer out = {0};
	struct error err;
	bool in_words = cli_columns() > 0;
	int status = 0, written = 0;
	for (size_t i = 0; !written && i < articles->count; i++) {
		if (!count_article(articles->paths[i], lexicon, &one, &err)) {
			status = cli_fail(&err);
			continue;
		}
		add_counts(&sum, &one);
		add_row(&out, str_from(articles->paths[i]), &one, in_words);
		written = cli_output(buffer_str(&out));
		buffer_clear(&out);
	}
	if (!written && articles->count > 1) {
		add_row(&out, STR("total"), &sum, in_words);
		written = cli_output(buffer_str(&out));
	}
	buffer_free(&out);
	return written ? written : status;
}

int cmd_progress(const struct cli_arguments *arguments)
{
	struct error err;
	struct cli_articles articles;
	struct lexicon *lexicon;
	int status = cli_articles_gather(arguments, SEARCH_READABLE, &articles), wrong = 0;
	if (articles.count && !cli_lexicon_open(&lexicon, &err)) {
		wrong = cli_fail(&err);
	} else if (articles.count) {
		wrong = count_all(&articles, lexicon);
		lexicon_free(lexicon);
	}
	cli_articles_free(&articles);
	return wrong ? wrong : status;
}
