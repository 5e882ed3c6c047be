/* The sidecar: the YAML file beside the article that holds its annotations
 * (attache-sidecar(5)).
 *
 * Promises kept here: what sidecar_save() acknowledged is on disk; a kill at any instant leaves
 * the old file or the new one; keys and comments we do not know survive; what somebody else
 * wrote in the meantime is merged, never overwritten (merge.h); a sidecar that cannot be parsed
 * is never written; when a save fails, the work goes to a recovery file. */
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

/* The same for the sidecar that an annotator has alone (sidecars.h); NULL: the shared one. */
bool sidecar_open_own(const struct document *document, const char *annotator,
	struct sidecar **out, struct annotations **set, struct error *err);
void sidecar_free(struct sidecar *sidecar); /* NULL is accepted */

/* Write the set. What others wrote since it was read is merged by annotation id; the set itself
 * is left as it is, and sidecar_changed() says that there is something to reload. On failure
 * (ERR_CONFLICT: the file can no longer be parsed) the file on disk is as it was, the set is
 * kept in a recovery file, and the message names both. */
bool sidecar_save(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err);

/* Whether the file on disk holds more than what was read or written. */
bool sidecar_changed(const struct sidecar *sidecar);

/* What came in from elsewhere. */
struct sidecar_changes {
	struct change *inverses; /* one for each annotation, newest last: applied backwards they
				    take it all back */
	size_t count;
	size_t conflicts; /* copies among them: both sides had changed one annotation */
};
void sidecar_changes_free(struct sidecar_changes *changes);

/* Read the file again and merge what others wrote into the set; changes of the set that were
 * not saved stay. `document` may be another one than before, when the source has changed: what
 * the set holds is then found again on it. On failure the set is as it was. */
bool sidecar_reload(struct sidecar *sidecar, const struct document *document,
	struct annotations *set, struct sidecar_changes *changes, struct error *err);

const char *sidecar_path(const struct sidecar *sidecar); /* where the article's sidecar lies */
const char *sidecar_target(
	const struct sidecar *sidecar); /* where saves go: it, or the recovery file */
bool sidecar_is_elsewhere(const struct sidecar *sidecar); /* not beside the article */
const struct diagnostics *sidecar_diagnostics(const struct sidecar *sidecar);

/* The date the reader set for the article as it is in the file, as "2024-05-13"; empty when
 * none. What the set says (annotations_date) gets there by the next save. */
struct str sidecar_date(const struct sidecar *sidecar);

/* ---- recovery: what earlier sessions could not save where it belongs ---- */

struct sidecar_recoveries {
	char **paths;
	size_t count;
};
void sidecar_recovery_find(const struct sidecar *sidecar, struct sidecar_recoveries *found);
void sidecar_recoveries_free(struct sidecar_recoveries *found);

/* Take a recovery file's annotations into the set. When the sidecar is still the one that the
 * lost save would have replaced, the set becomes what the file holds; else both are merged and
 * what differs is kept twice. The file is removed by the next sidecar_save() that succeeds. */
bool sidecar_recovery_adopt(struct sidecar *sidecar, const struct document *document,
	struct annotations *set, const char *path, struct sidecar_changes *changes,
	struct error *err);

/* ---- the pure halves, for tests, fuzzers and other tools ---- */

/* Text -> annotations, placed where the text says, not anchored. Without a document (NULL)
 * their ranges count code points, as the text does. */
bool sidecar_parse(struct str text, const struct document *document, struct annotations **set,
	struct error *err);

/* Annotations -> text, spliced into `previous` (empty for none). */
bool sidecar_write(struct buffer *out, struct str previous, const struct document *document,
	const struct annotations *set, struct error *err);

#endif
