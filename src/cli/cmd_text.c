#include "cli.h"

#include "attache/text/document.h"

#define SHOWN_MAX 60 /* code points of a block's text */

static void add_metadata(struct buffer *out, const char *name, struct str value)
{
	if (value.len)
		buffer_format(out, "# %s: %.*s\n", name, STR_ARG(value));
}

/* The beginning of a block on one line. */
static void add_beginning(struct buffer *out, struct str text)
{
	size_t at = 0;
	for (int shown = 0; at < text.len && shown < SHOWN_MAX; shown++) {
		size_t next = utf8_next(text, at);
		if ((unsigned char)text.s[at] <= ' ')
			buffer_add_byte(out, ' ');
		else
			buffer_add(out, str_slice(text, (struct range){at, next}));
		at = next;
	}
	buffer_add_cstr(out, at < text.len ? "…\n" : "\n");
}

static void add_kind(struct buffer *out, const struct block *block)
{
	buffer_add_cstr(out, block_kind_name(block->kind));
	if (block->kind == BLOCK_FURNITURE)
		buffer_format(out, ":%s", furniture_kind_name(block->furniture));
	else if (block->level)
		buffer_format(out, ":%u", block->level);
	if (block->continued)
		buffer_add_cstr(out, "+");
}

/* How the document was read: what is known of it, then a line a block. */
static int print_blocks(const struct document *document)
{
	struct buffer out = {0};
	const struct metadata *metadata = &document->metadata;
	add_metadata(&out, "file", document->path);
	add_metadata(&out, "encoding", str_from(source_encoding_name(document->encoding)));
	add_metadata(&out, "title", metadata->title);
	add_metadata(&out, "byline", metadata->byline);
	add_metadata(&out, "outlet", metadata->outlet);
	add_metadata(&out, "date", metadata->date);
	add_metadata(&out, "url", metadata->url);
	for (size_t i = 0; i < document->diagnostics.count; i++)
		add_metadata(&out, severity_name(document->diagnostics.items[i].severity),
			document->diagnostics.items[i].message);
	for (size_t i = 0; i < document->block_count; i++) {
		const struct block *block = &document->blocks[i];
		buffer_format(&out, "%zu\t%zu\t",
			utf8_to_codepoint(document->map, block->range.start),
			utf8_to_codepoint(document->map, block->range.end));
		add_kind(&out, block);
		buffer_add_byte(&out, '\t');
		if (block->paragraph)
			buffer_format(&out, "%u", block->paragraph);
		buffer_add_byte(&out, '\t');
		add_beginning(&out, str_slice(document->text, block->range));
	}
	int status = cli_output(buffer_str(&out));
	buffer_free(&out);
	return status;
}

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
		written = cli_given(arguments, "blocks")
				  ? print_blocks(document)
				  : print_text(document->text, articles.count > 1);
		document_free(document);
	}
	cli_articles_free(&articles);
	return written ? written : status;
}
