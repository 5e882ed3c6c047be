#include "cli.h"

#include "attache/text/document.h"

/* The text that all positions refer to, without a line end added: what goes into a pipe is
 * exactly what a program that checks positions must see. */
int cmd_text(const struct cli_arguments *arguments)
{
	struct error err;
	struct cli_articles articles;
	int status = 0;
	if (!cli_articles_find(arguments, SEARCH_READABLE, &articles, &err))
		status = cli_fail(&err);
	for (size_t i = 0; !status && i < articles.count; i++) {
		struct document *document;
		if (document_load(articles.paths[i], &document, &err)) {
			status = cli_output(document->text);
			document_free(document);
		} else {
			status = cli_fail(&err);
		}
	}
	cli_articles_free(&articles);
	return status;
}
