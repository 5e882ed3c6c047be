/* Annotations for tests: random ones that hold everything a reader, a paste or another program
 * could put into them, and comparing them whole. */
#ifndef TESTS_SUPPORT_ANNOTATING_H
#define TESTS_SUPPORT_ANNOTATING_H

#include "test.h"

#include "attache/annotate/annotation.h"
#include "attache/text/document.h"

/* A document of that name and text, to be freed by document_free. */
struct document *annotating_document(const char *path, struct str text);

/* About `paragraphs` paragraphs of invented news; the caller's to free. */
struct buffer annotating_prose(struct test_random *random, size_t paragraphs);

/* Text to trip over: quotes, control characters, line ends, emoji, YAML's own signs. Never
 * empty, no NUL. */
void annotating_hostile(struct test_random *random, struct buffer *out);

/* A new annotation with random content, anchored at a random place. */
struct annotation *annotating_random(
	struct test_random *random, const struct document *document);

/* A new annotation on the first place of `words` in the document, anchored. */
struct annotation *annotating_on(const struct document *document, const char *words);

/* Put it into the set; ownership goes to the set. */
void annotating_add(struct annotations *set, struct annotation *annotation);

/* Exchange the annotation of that id by a changed copy. */
void annotating_replace(struct annotations *set, struct annotation *after);

/* Take it out. */
void annotating_remove(struct annotations *set, const char *id);

/* Every field but the saved positions is the same; says which one is not. */
void annotating_expect_same(const struct annotation *actual, const struct annotation *expected);
void annotating_expect_same_sets(
	const struct annotations *actual, const struct annotations *expected);

#endif
