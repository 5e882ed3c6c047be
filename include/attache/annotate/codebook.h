/* The codebook: the tags a reader chooses from, in families within families, each with a key, a
 * definition and examples. A `codebook.yaml` in the article's folder or a parent wins over the
 * one shipped in data/.
 *
 * A codebook with mistakes loads: what is odd is a diagnostic with its place, the rest counts.
 * Only a file that cannot be read, is no YAML or has no tags is refused. */
#ifndef ATTACHE_ANNOTATE_CODEBOOK_H
#define ATTACHE_ANNOTATE_CODEBOOK_H

#include "attache/base/diagnostic.h"
#include "attache/base/error.h"
#include "attache/base/str.h"

#define CODEBOOK_NONE ((size_t)-1)
#define CODEBOOK_DEPTH_MAX 16  /* families, and tags below tags, in one another */
#define CODEBOOK_TAGS_MAX 4096 /* and as many families */
#define CODEBOOK_TINTS 8       /* colours that tags are told apart by */
#define CODEBOOK_MAX_BYTES ((size_t)4 * 1024 * 1024) /* of a file */

struct annotation;
struct yaml_node;

/* What can be said of a family or a tag, in the order in which it is written. */
enum codebook_field {
	CODEBOOK_ID,
	CODEBOOK_LABEL,
	CODEBOOK_FAMILY,
	CODEBOOK_PARENT,
	CODEBOOK_KEY,
	CODEBOOK_COLOUR,
	CODEBOOK_CHOICE,
	CODEBOOK_REQUIRED,
	CODEBOOK_DEFINE,
	CODEBOOK_INCLUDE,
	CODEBOOK_EXCLUDE,
	CODEBOOK_EXAMPLES,
	CODEBOOK_WAS,
	CODEBOOK_GUID,
	CODEBOOK_FIELDS
};

struct codebook_field_info {
	const char *name;    /* as a key of YAML */
	const char *aliases; /* other names that are understood, separated by blanks; or NULL */
	bool list;           /* it may have several values */
	bool families, tags; /* whom it is for */
};

/* THE table of fields. */
extern const struct codebook_field_info codebook_fields[CODEBOOK_FIELDS];

struct codebook_texts {
	const struct str *items;
	size_t count;
	unsigned line, column; /* where it stands, 0 when nowhere */
};

/* One family or tag as it was written, its values checked: what is wrong is left out. */
struct codebook_item {
	bool is_family;
	unsigned line, column;
	struct codebook_texts fields[CODEBOOK_FIELDS];
	const struct yaml_node *node; /* the mapping it was read from: it may have other
					 members, which are kept; NULL for none */
};

struct codebook_family {
	struct str id, label; /* the label is the id when absent */
	struct str define;
	size_t parent;  /* the family that holds it, which stands before it; CODEBOOK_NONE */
	unsigned depth; /* 0: in no other */
	bool single;    /* one tag of it at most, those of families within it included */
	bool required;  /* one at least */
	const struct codebook_item *item;
};

struct codebook_tag {
	struct str id;     /* what the sidecar holds: "red-line" */
	struct str label;  /* shown; the id when absent */
	struct str define; /* one sentence */
	struct str key;    /* one character of the picker, empty when none */
	size_t family;     /* the family it stands in, CODEBOOK_NONE */
	size_t parent;     /* the tag it stands below, of the same family; CODEBOOK_NONE */
	unsigned depth;    /* tags above it */
	unsigned tint;     /* which of CODEBOOK_TINTS colours; CODEBOOK_TINTS for none */
	const struct codebook_item *item;
};

/* Families and tags stand in the order of the tree: those within one follow it, tags without a
 * family come last. */
struct codebook {
	struct str path;
	const struct codebook_family *families;
	size_t family_count;
	const struct codebook_tag *tags;
	size_t tag_count;
	const struct yaml_node *root;   /* of the file; NULL when it came from elsewhere */
	struct diagnostics diagnostics; /* keys given twice, unknown families ... */
};

/* A codebook without tags. */
struct codebook *codebook_new(void);

/* Load the codebook that governs an article: nearest codebook.yaml upwards from its folder (the
 * search ends at the file system's root or the user's home), else `fallback`. */
bool codebook_load_for(
	const char *article, const char *fallback, struct codebook **out, struct error *err);
bool codebook_load(const char *path, struct codebook **out, struct error *err);

/* The same from text; `path` is for messages. */
bool codebook_parse(
	struct str text, const char *path, struct codebook **out, struct error *err);

/* Write a codebook that has one more tag, without key and family, to `path`: the text of
 * `codebook` with a line added behind its last tag, everything else byte for byte. ERR_CONFLICT
 * when it has the tag already. */
bool codebook_add(const struct codebook *codebook, const char *path, struct str id,
	struct str define, struct error *err);

void codebook_free(struct codebook *codebook); /* NULL is accepted */

const struct codebook_tag *codebook_find(const struct codebook *codebook, struct str id);
const struct codebook_tag *codebook_by_key(const struct codebook *codebook, struct str key);

/* The tag nearest to a mistyped one, or NULL; before it the one that bore this name once. */
const char *codebook_nearest(const struct codebook *codebook, struct str id);

/* The tag that bore this name once (its `was`), or NULL. */
const struct codebook_tag *codebook_formerly(const struct codebook *codebook, struct str id);

/* ---- choosing ---- */

/* Toggle a tag on an annotation; set, it takes the place of the others in families of which one
 * tag at most may be chosen. Any tag can be set, whether the codebook has it or not. */
void codebook_toggle(
	const struct codebook *codebook, struct annotation *annotation, const char *tag);

/* Whether two tags exclude one another: some family that holds both is `single`. */
bool codebook_excludes(const struct codebook *codebook, const struct codebook_tag *a,
	const struct codebook_tag *b);

/* The first family, from `from` on, of which the annotation lacks a tag that it requires;
 * CODEBOOK_NONE when there is none. Only quotes, and what bears tags, are asked for them, and
 * nothing that is orphaned, rejected or a mere suggestion. */
size_t codebook_missing(
	const struct codebook *codebook, const struct annotation *annotation, size_t from);

#endif
