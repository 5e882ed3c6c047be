/* Where a sidecar lies, and where its recovery files do. */
#ifndef ATTACHE_ANNOTATE_SIDECAR_PLACE_H
#define ATTACHE_ANNOTATE_SIDECAR_PLACE_H

#include "attache/text/document.h"

struct sidecar_place {
	char *path;   /* what is written */
	char *origin; /* what is read where path is not there yet: beside an article in a folder
			 that cannot be written. NULL when that is path */
	bool elsewhere; /* path is not beside the article */
};

/* Of the shared sidecar, or of an annotator's own (NULL: the shared one). */
void sidecar_place_find(
	struct sidecar_place *place, const struct document *document, const char *annotator);
void sidecar_place_free(struct sidecar_place *place);

#define SIDECAR_SUFFIX STR(".ann.yaml")

/* Append $XDG_STATE_HOME/attache, or its default below the home. */
void sidecar_add_state_folder(struct buffer *path);

#define RECOVERY_PLACES 3

/* A name that is not taken for a recovery file: beside the sidecar (place 0), in the state
 * folder (1), in the session's own folder (2), for the case that the places before it refuse.
 * NULL when there is no such place. The caller's to free. */
char *recovery_path(const char *sidecar, unsigned place);

#endif
