#include "article.h"

#include "test.h"

struct article article_read(struct str text)
{
	return article_read_as(STR("article.txt"), text);
}

struct article article_read_as(struct str name, struct str text)
{
	struct article article = {0};
	struct buffer path = {0};
	struct error err;
	const char *folder = getenv("ATTACHE_DATADIR");
	buffer_format(&path, "%s/lexicon.bin", folder ? folder : "build/release/data");
	assert_true(lexicon_open(path.data, &article.lexicon, &err));
	buffer_free(&path);
	assert_true(document_build(name, text, &article.document, &err));
	article.found = extraction_run(article.document, article.lexicon);
	return article;
}

void article_close(struct article *article)
{
	extraction_free(article->found);
	document_free(article->document);
	lexicon_free(article->lexicon);
}

static size_t group_number(const struct extraction *found, size_t quote)
{
	size_t number = 0;
	for (size_t i = 0; i <= quote; i++) {
		bool first = true;
		for (size_t j = 0; j < i; j++)
			first = first && found->quotes[j].group != found->quotes[i].group;
		if (found->quotes[i].group == found->quotes[quote].group)
			return number;
		number += first;
	}
	return number;
}

/* Line ends within a text are shown as blanks, so that a quotation is a line. */
static void add_line(struct buffer *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		buffer_add_byte(out, text.s[i] == '\n' ? ' ' : text.s[i]);
}

void article_add_quote(
	struct buffer *out, const struct article *article, size_t index, unsigned fields)
{
	const struct quote *quote = &article->found->quotes[index];
	struct str text = article->document->text;
	const struct str values[] = {
		str_from(quote_kind_name(quote->kind)),
		str_slice(text, quote->range),
		quote->speaker_name,
		str_slice(text, quote->speaker_words),
		str_slice(text, quote->cue),
		str_slice(text, quote->source),
	};
	for (unsigned i = 0; i < fields && i < sizeof values / sizeof *values; i++) {
		if (i)
			buffer_add_byte(out, '|');
		add_line(out, values[i]);
	}
	if (fields > sizeof values / sizeof *values)
		buffer_format(out, "|%zu", group_number(article->found, index));
	buffer_add_byte(out, '\n');
}

void article_expect(
	const char *text, unsigned fields, const char *expected, const char *file, int line)
{
	struct article article = article_read(str_from(text));
	struct buffer out = {0};
	for (size_t i = 0; i < article.found->quote_count; i++)
		if (article.found->quotes[i].kind != QUOTE_INDIRECT)
			article_add_quote(&out, &article, i, fields);
	test_str_equal(buffer_str(&out), expected, file, line);
	buffer_free(&out);
	article_close(&article);
}
