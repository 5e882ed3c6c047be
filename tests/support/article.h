/* A small article and what is found in it, for tests of extraction. */
#ifndef TESTS_SUPPORT_ARTICLE_H
#define TESTS_SUPPORT_ARTICLE_H

#include "attache/base/buffer.h"
#include "attache/extract/extraction.h"
#include "attache/text/document.h"

struct article {
	struct lexicon *lexicon;
	struct document *document;
	struct extraction *found;
};

/* Read the text as a plain article with the lexicon of the build. */
struct article article_read(struct str text);
struct article article_read_as(struct str name, struct str text); /* "article.md": Markdown */
void article_close(struct article *article);

/* Append one quotation as such a line of `fields` fields. */
void article_add_quote(
	struct buffer *out, const struct article *article, size_t index, unsigned fields);

/* The quotations of a text, indirect statements aside, are exactly these lines of the first
 * `fields` of "kind|text|speaker|words that name him|cue|source|group", groups numbered from 0.
 */
#define assert_quotes(text, fields, expected) \
	article_expect((text), (fields), (expected), __FILE__, __LINE__)
void article_expect(
	const char *text, unsigned fields, const char *expected, const char *file, int line);

#endif
