/* YAML through libyaml: the only module that includes <yaml.h>.
 *
 * Reading gives a tree of nodes with the place of each in the text. Files come from strangers:
 * anchors, aliases, tags, duplicate keys, nesting beyond YAML_MAX_DEPTH, scalars beyond
 * YAML_MAX_SCALAR and documents beyond YAML_MAX_NODES are refused with line and column, in
 * memory bounded by the size of the text. Writing is for hand-readable files: one key per line,
 * strings a user typed always quoted. */
#ifndef ATTACHE_BASE_YAML_H
#define ATTACHE_BASE_YAML_H

#include "attache/base/arena.h"
#include "attache/base/buffer.h"
#include "attache/base/error.h"

#include <stdint.h>

#define YAML_MAX_DEPTH 16
#define YAML_MAX_SCALAR (1024 * 1024)
#define YAML_MAX_NODES (4 * 1024 * 1024)

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_node {
	enum yaml_kind kind;
	bool quoted; /* a scalar written in quotes: text even when it looks like a number */
	unsigned line, column; /* 1-based */
	struct range bytes;    /* byte offsets of the node in the text that was parsed */
	struct str text;       /* scalar: its value */
	struct str key;        /* as a member of a mapping: its key */
	struct range key_bytes;
	const struct yaml_node *first, *next; /* children, in file order */
};

/* Parse one YAML document. *root is NULL for an empty one. Nodes live in the arena. */
bool yaml_parse(
	struct arena *arena, struct str text, const struct yaml_node **root, struct error *err);

/* One item of a list in the style that this program writes, one key a line, read without
 * libyaml and an order of magnitude faster: "- id: "x"", then lines of two blanks more, a key
 * and a value in double quotes, a plain word or number, or a list of these in brackets;
 * comments between. Gives the tree that yaml_parse gives for the mapping, or NULL for any text
 * beyond that, which says nothing about it. */
const struct yaml_node *yaml_parse_plain(struct arena *arena, struct str text);

/* The member of a mapping, or NULL. */
const struct yaml_node *yaml_member(const struct yaml_node *mapping, const char *key);

/* Typed views; false (and err with the node's place) when the node is of another shape. */
bool yaml_get_text(const struct yaml_node *node, struct str *value, struct error *err);
bool yaml_get_size(const struct yaml_node *node, size_t *value, struct error *err);
bool yaml_get_integer(const struct yaml_node *node, int64_t *value, struct error *err);
bool yaml_get_boolean(const struct yaml_node *node, bool *value, struct error *err);

/* Append a scalar as YAML: double-quoted, escaped, on one line, valid for any UTF-8 text. */
void yaml_add_quoted(struct buffer *out, struct str value);

#endif
