/* An article with its annotations, as list, export and check see it. Nothing is written. */
#ifndef ATTACHE_CLI_ANNOTATED_H
#define ATTACHE_CLI_ANNOTATED_H

#include "attache/annotate/sidecar.h"
#include "attache/annotate/sidecars.h"
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

/* Take in what annotators have in sidecars of their own, where an annotation is by the one
 * whose file it is unless it says otherwise. Of one id the annotation in the shared sidecar
 * counts. With `by`, "ana,ben", only what is in the own sidecars of these, and what is by them
 * in the shared one ("shared": all of that); then of one id the one in the own sidecar counts.
 * `folder` is for the next article (sidecars.h). Says what cannot be read, and returns the exit
 * status of that. */
int annotated_gather(
	struct annotated *annotated, struct sidecars_folder *folder, const char *by);

/* Look for entities, so that the countries of speakers are known; only when there is a speaker.
 */
void annotated_search(struct annotated *annotated, const struct lexicon *lexicon);

/* What the exports and list read; valid while `annotated` is open. */
struct export_article annotated_article(const struct annotated *annotated);

#endif
