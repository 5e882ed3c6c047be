/* An article with its annotations, as list, export and check see it. Nothing is written. */
#ifndef ATTACHE_CLI_ANNOTATED_H
#define ATTACHE_CLI_ANNOTATED_H

#include "attache/annotate/sidecar.h"
#include "attache/export/export.h"
#include "attache/extract/extraction.h"

struct annotated {
	struct document *document;
	struct sidecar *sidecar;
	struct annotations *annotations;
	struct extraction *extraction; /* NULL until annotated_search() */
};

/* Read an article and its sidecar. A sidecar that cannot be parsed is no failure here:
 * annotated_is_sound() tells. */
bool annotated_open(struct annotated *annotated, const char *path, struct error *err);
void annotated_close(struct annotated *annotated);

/* Whether the sidecar could be read; if not, err holds why. */
bool annotated_is_sound(const struct annotated *annotated, struct error *err);

/* Look for entities, so that the countries of speakers are known; only when there is a speaker.
 */
void annotated_search(struct annotated *annotated, const struct lexicon *lexicon);

/* What the exports and list read; valid while `annotated` is open. */
struct export_article annotated_article(const struct annotated *annotated);

#endif
