#include "cli.h"

#include "attache/extract/findings.h"

#include <stdlib.h>

/* One article's findings, as soon as it is read: the program is a filter. */
static int extract(const char *path, const struct lexicon *lexicon, bool as_text)
{
	struct error err;
	struct document *document;
	if (!document_load(path, &document, &err))
		return cli_fail(&err);
	struct extraction *extraction = extraction_run(document, lexicon);
	struct str name = findings_name(document->path);
	struct buffer out = {0};
	if (as_text)
		findings_add_text(&out, name, document, extraction);
	else
		findings_add_jsonl(&out, name, document, extraction);
	int status = cli_output(buffer_str(&out));
	buffer_free(&out);
	extraction_free(extraction);
	document_free(document);
	return status;
}

int cmd_extract(const struct cli_arguments *arguments)
{
	struct error err;
	struct cli_articles articles;
	struct lexicon *lexicon = NULL;
	const char *format = cli_value(arguments, "format");
	bool as_text = format && str_equal(str_from(format), STR("text"));
	if (format && !as_text && !str_equal(str_from(format), STR("jsonl"))) {
		error_set(&err, ERR_USAGE, "no format %s; there are: jsonl, text", format);
		return cli_fail(&err);
	}
	char *path = cli_data_path("lexicon.bin");
	int status = 0;
	if (!cli_articles_find(arguments, SEARCH_READABLE, &articles, &err) ||
		!lexicon_open(path, &lexicon, &err))
		status = cli_fail(&err);
	for (size_t i = 0; !status && i < articles.count; i++)
		status = extract(articles.paths[i], lexicon, as_text);
	lexicon_free(lexicon);
	cli_articles_free(&articles);
	free(path);
	return status;
}
