/* The sidecar: the YAML file beside the article that holds its annotations
 * (attache-sidecar(5)).
 *
 * Promises kept here: what sidecar_save() acknowledged is on disk; a kill at any instant leaves
 * the old file or the new one; keys we do not know survive; a sidecar that cannot be parsed, or
 * that somebody else changed since it was read, is never overwritten. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_H
#define ATTACHE_ANNOTATE_SIDECAR_H

#include "attache/annotate/annotation.h"
#include "attache/base/diagnostic.h"
#include "attache/text/document.h"

struct sidecar;

/* Open the sidecar of a document: read it if it exists, anchor what it holds on the document,
 * and remember its state on disk. In a folder that cannot be written the sidecar lies in
 * $XDG_STATE_HOME/attache/<sha256>.ann.yaml. *set receives the annotations (the caller's).
 * A sidecar that cannot be parsed gives an empty set, a diagnostic with line and column, and
 * saves go to a recovery file beside it from then on. False only when nothing can be read or
 * made. */
bool sidecar_open(const struct document *document, struct sidecar **out,
	struct annotations **set, struct error *err);
void sidecar_free(struct sidecar *sidecar); /* NULL is accepted */

/* Write the set. ERR_CONFLICT when the file changed on disk since it was read: the set is then
 * kept in a recovery file and the file on disk is left as it is. */
bool sidecar_save(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err);

/* Whether the file on disk is no longer the one that was read or written. */
bool sidecar_changed(const struct sidecar *sidecar);

const char *sidecar_path(const struct sidecar *sidecar); /* where the article's sidecar lies */
const char *sidecar_target(
	const struct sidecar *sidecar); /* where saves go: it, or the recovery file */
bool sidecar_is_elsewhere(const struct sidecar *sidecar); /* not beside the article */
const struct diagnostics *sidecar_diagnostics(const struct sidecar *sidecar);

/* The date the reader set for the article, as "2024-05-13"; empty when none. */
struct str sidecar_date(const struct sidecar *sidecar);

/* Pure halves, for tests, fuzzers and other tools: text -> annotations (placed where the text
 * says, not anchored), and annotations -> text, spliced into `previous` (empty for none). */
bool sidecar_parse(struct str text, const struct document *document, struct annotations **set,
	struct error *err);
bool sidecar_write(struct buffer *out, struct str previous, const struct document *document,
	const struct annotations *set, struct error *err);

#endif
