/* The codebook: the tags a reader chooses from, in families, each with a key and a definition.
 * A `codebook.yaml` in the article's folder or a parent wins over the one shipped in data/. */
#ifndef ATTACHE_ANNOTATE_CODEBOOK_H
#define ATTACHE_ANNOTATE_CODEBOOK_H

#include "attache/base/diagnostic.h"
#include "attache/base/error.h"
#include "attache/base/str.h"

struct codebook_family {
	struct str id, label;
};

struct codebook_tag {
	struct str id;     /* what the sidecar holds: "red-line" */
	struct str label;  /* shown; the id when absent */
	struct str define; /* one sentence */
	struct str key;    /* one character (grapheme) of the picker, empty when none */
	size_t family;     /* index, or (size_t)-1 */
};

struct codebook {
	struct str path;
	const struct codebook_family *families;
	size_t family_count;
	const struct codebook_tag *tags;
	size_t tag_count;
	struct diagnostics diagnostics; /* keys given twice, unknown families ... */
};

/* A codebook without tags. */
struct codebook *codebook_new(void);

/* Load the codebook that governs an article: nearest codebook.yaml upwards from its folder (the
 * search ends at the file system's root or the user's home), else `fallback`. */
bool codebook_load_for(
	const char *article, const char *fallback, struct codebook **out, struct error *err);
bool codebook_load(const char *path, struct codebook **out, struct error *err);

/* Write a codebook that has one more tag, without key and family, to `path`: the text of
 * `codebook` with a line added behind its last tag, everything else byte for byte. ERR_CONFLICT
 * when it has the tag already. */
bool codebook_add(const struct codebook *codebook, const char *path, struct str id,
	struct str define, struct error *err);

void codebook_free(struct codebook *codebook); /* NULL is accepted */

const struct codebook_tag *codebook_find(const struct codebook *codebook, struct str id);
const struct codebook_tag *codebook_by_key(const struct codebook *codebook, struct str key);

#endif
