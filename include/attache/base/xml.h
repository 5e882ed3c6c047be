/* XML through libxml2: the only module that includes its headers.
 *
 * Reading gives a tree of elements with the place of each in the text. Files come from
 * strangers: a document type (and with it every entity a file could define), nesting beyond
 * XML_MAX_DEPTH and documents beyond XML_MAX_NODES are refused with line and column, in memory
 * bounded by the size of the text; nothing is ever fetched. Entities of XML itself are read.
 *
 * libxml2 is opened when it is first needed: looking it up, and the libraries it stands on,
 * takes longer than all of the program's start. */
#ifndef ATTACHE_BASE_XML_H
#define ATTACHE_BASE_XML_H

#include "attache/base/arena.h"
#include "attache/base/buffer.h"
#include "attache/base/error.h"

#define XML_MAX_DEPTH 64
#define XML_MAX_NODES (256 * 1024) /* elements and attributes */

struct xml_attribute {
	struct str name; /* without its prefix */
	struct str value;
	const struct xml_attribute *next;
};

struct xml_node {
	struct str name;       /* of the element, without its prefix */
	struct str space;      /* its namespace, empty when it has none */
	struct str text;       /* the text directly in it, what children hold left out */
	unsigned line, column; /* of its start tag, 1-based */
	const struct xml_attribute *attributes;
	const struct xml_node *first, *next; /* children, in file order */
};

/* Parse a document. *root is never NULL on success. Nodes live in the arena. */
bool xml_parse(
	struct arena *arena, struct str text, const struct xml_node **root, struct error *err);

/* The value of an attribute, empty when the element has none of that name. */
struct str xml_value(const struct xml_node *node, const char *name);

/* ---- writing ----
 * Indented, UTF-8, one document. What XML cannot hold (control characters) becomes U+FFFD. */
struct xml_writer;

/* NULL, and err, without libxml2. */
struct xml_writer *xml_writer_new(struct error *err);
void xml_open(struct xml_writer *writer, const char *element);
void xml_attribute(struct xml_writer *writer, const char *name, struct str value);
void xml_text(struct xml_writer *writer, struct str text);
void xml_close(struct xml_writer *writer);

/* End all that is open, append the document to out, free the writer. */
void xml_writer_end(struct xml_writer *writer, struct buffer *out);

#endif
