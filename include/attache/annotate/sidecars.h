/* The sidecars of one article. Beside the shared one, article.txt.ann.yaml, annotators may have
 * their own, article.txt.ana.ann.yaml, which the others only read.
 *
 * The name of an annotator stands in the file's name as it is, but for bytes that would
 * mislead: all of ASCII but letters, digits, "-" and "_" becomes % and two hexadecimal digits,
 * so that the part holds neither dot nor slash; so does the first letter of a part that begins
 * with "recovered", which recovery files are called. Of a longer part than SIDECARS_PART_MAX
 * the beginning stands, then "~" and 16 digits of the SHA-256 of the name. */
#ifndef ATTACHE_ANNOTATE_SIDECARS_H
#define ATTACHE_ANNOTATE_SIDECARS_H

#include "attache/annotate/annotation.h"
#include "attache/base/diagnostic.h"
#include "attache/text/document.h"

#define SIDECARS_PART_MAX 80 /* bytes of a file's name */

struct sidecars_file {
	char *path;
	char *annotator; /* whose it is; NULL: the shared one */
};

struct sidecars {
	struct sidecars_file
		*items; /* the shared one first, the others by the bytes of names */
	size_t count;
};

/* All sidecars of an article that exist now, where sidecar_open() would look for them: beside
 * it, or in the state folder. A file that is another article's sidecar is none: with an article
 * "a.txt.ana" beside "a.txt", "a.txt.ana.ann.yaml" belongs to that. Recovery files are none. */
void sidecars_find(const struct document *document, struct sidecars *found);

/* The names of the sidecars in the folder that was looked at last, for those who look for the
 * sidecars of many articles: a folder is read once, not once for each article in it. What is
 * made there meanwhile is not seen. A zeroed struct is an empty one. */
struct sidecars_folder {
	char *path;   /* NULL: none was looked at */
	char **names; /* by their bytes */
	size_t count, capacity;
};
void sidecars_find_in(const struct document *document, struct sidecars_folder *folder,
	struct sidecars *found);
void sidecars_folder_free(struct sidecars_folder *folder); /* and make it empty */
void sidecars_free(struct sidecars *found);

/* Read one of them, found again on the document as sidecar_open() does it; nothing is written.
 * *set is the caller's. `diagnostics` may be NULL. */
bool sidecars_read(const char *path, const struct document *document, struct annotations **set,
	struct diagnostics *diagnostics, struct error *err);

/* Read a sidecar without its article: places count code points, as it says them. sha256
 * receives the hash of the source that it is about, empty when it does not say. */
bool sidecars_read_bare(
	const char *path, struct annotations **set, char sha256[65], struct error *err);

/* The article that the path of a sidecar or of a recovery file belongs to, the caller's to
 * free; NULL when the path is no sidecar's. *annotator (may be NULL) receives whose it is, the
 * caller's to free, NULL for the shared one. Looks at the disk to tell "a.txt" from
 * "a.txt.ana". */
char *sidecars_article(const char *path, char **annotator);

/* Append the part of a file's name that stands for an annotator. */
void sidecars_add_part(struct buffer *out, struct str annotator);

#endif
