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

/* What is exported of each article, and how. */
struct export_job {
	const struct lexicon *lexicon;
	const struct export_format *format;
	struct export_options options;
	const char *by; /* whose annotations; NULL: everybody's */
	struct sidecars_folder folder;
	size_t index; /* of the next article */
};

/* One article; returns the exit status of what is wrong with it. */
static int add_article(struct target *target, const char *path, struct export_job *job)
{
	struct error err;
	struct annotated annotated;
	if (!annotated_open(&annotated, path, &err))
		return cli_fail(&err);
	int status = 0;
	if (annotated_is_sound(&annotated, &err)) {
		status = annotated_gather(&annotated, &job->folder, job->by);
		annotated_search(&annotated, job->lexicon);
		struct export_article article = annotated_article(&annotated);
		job->format->article(&target->text, &article, &job->options, job->index++);
	} else {
		status = cli_fail(&err);
	}
	annotated_close(&annotated);
	return status;
}

static int export_all(
	const struct cli_articles *articles, struct export_job *job, const char *output)
{
	struct target target = {.path = output};
	int status = 0, written = 0;
	job->options.article_count = articles->count;
	job->format->begin(&target.text, &job->options);
	for (size_t i = 0; !written && i < articles->count; i++) {
		int wrong = add_article(&target, articles->paths[i], job);
		status = wrong ? wrong : status;
		written = flush(&target);
	}
	job->format->end(&target.text, &job->options);
	if (!written && (job->index || !output))
		written = finish(&target);
	buffer_free(&target.text);
	sidecars_folder_free(&job->folder);
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
		struct export_job job = {.lexicon = lexicon,
			.format = format,
			.options = {.raw = cli_given(arguments, "raw")},
			.by = cli_value(arguments, "by")};
		wrong = export_all(&articles, &job, output);
	}
	lexicon_free(lexicon);
	cli_articles_free(&articles);
	return wrong ? wrong : status;
}
