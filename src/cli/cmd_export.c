#include "annotated.h"
#include "cli.h"

#include "attache/base/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Where an export goes: to stdout article by article, or into a file at the end. */
struct target {
	const char *path; /* NULL: stdout */
	struct buffer text;
};

/* An export over the article or the sidecar that it is made from would lose them. */
static bool is_input(const struct cli_articles *articles, const char *path)
{
	struct stat target, article;
	if (str_ends(str_from(path), STR(".ann.yaml")))
		return true;
	if (stat(path, &target) != 0)
		return false;
	for (size_t i = 0; i < articles->count; i++)
		if (stat(articles->paths[i], &article) == 0 &&
			article.st_dev == target.st_dev && article.st_ino == target.st_ino)
			return true;
	return false;
}

/* Pass on what was written so far; returns the exit status. */
static int flush(struct target *target)
{
	if (target->path)
		return 0;
	int status = cli_output(buffer_str(&target->text));
	buffer_clear(&target->text);
	return status;
}

static int finish(struct target *target)
{
	struct error err;
	if (!target->path)
		return flush(target);
	return cli_output_file(target->path, buffer_str(&target->text), &err) ? 0
									      : cli_fail(&err);
}

/* One article; returns the exit status of what is wrong with it. */
static int add_article(struct target *target, const char *path, const struct lexicon *lexicon,
	const struct export_format *format, const struct export_options *options, size_t *index)
{
	struct error err;
	struct annotated annotated;
	if (!annotated_open(&annotated, path, &err))
		return cli_fail(&err);
	int status = 0;
	if (annotated_is_sound(&annotated, &err)) {
		annotated_search(&annotated, lexicon);
		struct export_article article = annotated_article(&annotated);
		format->article(&target->text, &article, options, (*index)++);
	} else {
		status = cli_fail(&err);
	}
	annotated_close(&annotated);
	return status;
}

static int export_all(const struct cli_articles *articles, const struct lexicon *lexicon,
	const struct export_format *format, bool raw, const char *output)
{
	struct target target = {.path = output};
	struct export_options options = {.raw = raw, .article_count = articles->count};
	size_t index = 0;
	int status = 0, written = 0;
	format->begin(&target.text, &options);
	for (size_t i = 0; !written && i < articles->count; i++) {
		int wrong = add_article(
			&target, articles->paths[i], lexicon, format, &options, &index);
		status = wrong ? wrong : status;
		written = flush(&target);
	}
	format->end(&target.text, &options);
	if (!written && (index || !output))
		written = finish(&target);
	buffer_free(&target.text);
	return written ? written : status;
}

int cmd_export(const struct cli_arguments *arguments)
{
	struct error err;
	struct cli_articles articles;
	struct lexicon *lexicon = NULL;
	const char *name = cli_value(arguments, "format");
	const char *output = cli_value(arguments, "output");
	const struct export_format *format = name ? export_format_find(str_from(name))
						  : export_formats[0];
	int status = cli_articles_gather(arguments, SEARCH_ANNOTATED, &articles), wrong = 0;
	if (articles.count == 0) {
		/* said already */
	} else if (output && is_input(&articles, output)) {
		error_set(
			&err, ERR_USAGE, "cannot export to %s: it is what is exported", output);
		wrong = cli_fail(&err);
	} else if (!cli_lexicon_open(&lexicon, &err)) {
		wrong = cli_fail(&err);
	} else {
		wrong = export_all(
			&articles, lexicon, format, cli_given(arguments, "raw"), output);
	}
	lexicon_free(lexicon);
	cli_articles_free(&articles);
	return wrong ? wrong : status;
}
