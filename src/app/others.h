/* The annotations of others on the open article, from sidecars that are only read: those of
 * annotators who have their own, and the shared one for a reader who has. */
#ifndef APP_OTHERS_H
#define APP_OTHERS_H

#include "attache/annotate/annotation.h"
#include "attache/base/diagnostic.h"
#include "attache/base/file.h"
#include "attache/text/document.h"
#include "attache/view/role.h"

#define OTHERS_SHARED "shared" /* what the shared sidecar is called */

struct other {
	char *name;
	char *label; /* "ana (read only)" */
	char *path;
	struct file_stamp stamp;
	struct annotations *set;
	enum role role; /* to draw it in */
};

struct others {
	struct other *items; /* by name, the shared one first */
	size_t count;
	struct file_stamp folder;
	struct diagnostics diagnostics; /* sidecars that cannot be read */
};

/* Read them anew where they changed; `own` is whose sidecar the reader writes, NULL for the
 * shared one. True when something is other than before; *changed (may be NULL) receives the
 * name of one who changed something, valid until the next change. */
bool others_refresh(struct others *others, const struct document *document, const char *own,
	const char **changed);
void others_free(struct others *others); /* and make it empty */

/* Whether an annotation can be seen at its place in the text. */
bool others_is_placed(const struct annotation *annotation);

/* What one of them annotated on exactly this range, or what covers its start; or NULL. */
const struct annotation *others_on(const struct other *other, struct range range);

/* The innermost annotation of any of them that covers offset, or NULL. */
const struct annotation *others_covering(const struct others *others, size_t offset);

/* Whether any of them annotated exactly this range. */
bool others_hold(const struct others *others, struct range range);

#endif
