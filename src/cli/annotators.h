/* The annotations of several people on one article, for commands that compare them. */
#ifndef ATTACHE_CLI_ANNOTATORS_H
#define ATTACHE_CLI_ANNOTATORS_H

#include "attache/annotate/annotation.h"
#include "attache/annotate/sidecars.h"
#include "attache/base/error.h"
#include "attache/text/document.h"

struct annotator {
	char *name; /* "ana", or the path of a sidecar that was named */
	struct annotations *set;
};

struct annotators {
	struct document *document; /* NULL when only sidecars were read: then places are code
				      points as they say them */
	struct annotator *items;
	size_t count;
};

/* What annotators of an article's shared sidecar are called when it names none. */
#define ANNOTATORS_SHARED "shared"

/* All who annotated an article: each sidecar of an annotator, and the shared one as "shared".
 * Where there is only the shared one, it is taken apart by who made each annotation (`by`).
 * `folder` remembers where was looked, for the next article. */
bool annotators_open(struct annotators *annotators, const char *article,
	struct sidecars_folder *folder, struct error *err);

/* Two or more sidecars as they are named, found again on the article when they are of one
 * article that is there; else they must be about the same text. */
bool annotators_open_files(struct annotators *annotators, const char *const *paths,
	size_t count, struct error *err);

/* Keep those that "ana,ben" names, in that order. ERR_NOTFOUND names who there is. */
bool annotators_choose(struct annotators *annotators, const char *names, struct error *err);

/* Keep those of them that are there. */
void annotators_keep(struct annotators *annotators, const char *names);

/* Take the shared sidecar out where annotators have their own. */
void annotators_drop_shared(struct annotators *annotators);

void annotators_close(struct annotators *annotators);

/* Whether an operand names a sidecar. */
bool annotators_is_sidecar(const char *path);

/* A byte offset of the document, or what a sidecar says, in code points. */
size_t annotators_codepoint(const struct annotators *annotators, size_t offset);

#endif
