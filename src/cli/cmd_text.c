#include "cli.h"

#include "attache/text/document.h"

/* One article's text as it is: what goes into a pipe is exactly what a program that checks
 * positions must see. Of several, each ends its last line, so that the next one does not go on
 * in it. */
static int print_text(struct str text, bool several)
{
	int status = cli_output(text);
	bool ends = text.len == 0 || text.s[text.len - 1] == '\n';
	return status || ends || !several ? status : cli_output(STR("\n"));
}

int cmd_text(const struct cli_arguments *arguments)
{
	struct cli_articles articles;
	int status = cli_articles_gather(arguments, SEARCH_READABLE, &articles), written = 0;
	for (size_t i = 0; !written && i < articles.count; i++) {
		struct error err;
		struct document *document;
		if (!document_load(articles.paths[i], &document, &err)) {
			status = cli_fail(&err);
			continue;
		}
		written = print_text(document->text, articles.count > 1);
		document_free(document);
	}
	cli_articles_free(&articles);
	return written ? written : status;
}
