#include "attache/base/xml.h"

#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <dlfcn.h>
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY "libxml2.so.2"

/* What is used of the library, under the names it has there. */
static struct {
	__typeof__(xmlCreatePushParserCtxt) *xmlCreatePushParserCtxt;
	__typeof__(xmlCtxtUseOptions) *xmlCtxtUseOptions;
	__typeof__(xmlParseChunk) *xmlParseChunk;
	__typeof__(xmlStopParser) *xmlStopParser;
	__typeof__(xmlFreeParserCtxt) *xmlFreeParserCtxt;
	__typeof__(xmlBufferCreate) *xmlBufferCreate;
	__typeof__(xmlBufferContent) *xmlBufferContent;
	__typeof__(xmlBufferFree) *xmlBufferFree;
	__typeof__(xmlNewTextWriterMemory) *xmlNewTextWriterMemory;
	__typeof__(xmlTextWriterSetIndent) *xmlTextWriterSetIndent;
	__typeof__(xmlTextWriterStartDocument) *xmlTextWriterStartDocument;
	__typeof__(xmlTextWriterStartElement) *xmlTextWriterStartElement;
	__typeof__(xmlTextWriterWriteAttribute) *xmlTextWriterWriteAttribute;
	__typeof__(xmlTextWriterWriteString) *xmlTextWriterWriteString;
	__typeof__(xmlTextWriterEndElement) *xmlTextWriterEndElement;
	__typeof__(xmlTextWriterEndDocument) *xmlTextWriterEndDocument;
	__typeof__(xmlFreeTextWriter) *xmlFreeTextWriter;
} lib;

#define SYMBOL(name) \
	{ \
#name, &lib.name \
	}

static const struct {
	const char *name;
	void *slot; /* the address of a pointer to a function */
} symbols[] = {
	SYMBOL(xmlCreatePushParserCtxt),
	SYMBOL(xmlCtxtUseOptions),
	SYMBOL(xmlParseChunk),
	SYMBOL(xmlStopParser),
	SYMBOL(xmlFreeParserCtxt),
	SYMBOL(xmlBufferCreate),
	SYMBOL(xmlBufferContent),
	SYMBOL(xmlBufferFree),
	SYMBOL(xmlNewTextWriterMemory),
	SYMBOL(xmlTextWriterSetIndent),
	SYMBOL(xmlTextWriterStartDocument),
	SYMBOL(xmlTextWriterStartElement),
	SYMBOL(xmlTextWriterWriteAttribute),
	SYMBOL(xmlTextWriterWriteString),
	SYMBOL(xmlTextWriterEndElement),
	SYMBOL(xmlTextWriterEndDocument),
	SYMBOL(xmlFreeTextWriter),
};

static bool open_library(struct error *err)
{
	static void *handle;
	if (handle)
		return true;
	void *opened = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
	for (size_t i = 0; opened && i < sizeof symbols / sizeof *symbols; i++) {
		void *found = dlsym(opened, symbols[i].name);
		if (!found)
			return error_set(err, ERR_SYS,
				"XML needs a newer libxml2: %s has no %s", LIBRARY,
				symbols[i].name);
		memcpy(symbols[i].slot, &found, sizeof found);
	}
	handle = opened;
	return handle || error_set(err, ERR_SYS, "XML needs libxml2: %s", dlerror());
}

/* ---- reading --------------------------------------------------------------------------------
 */

/* An element that is open. */
struct level {
	struct xml_node *node;
	struct xml_node *last; /* its last child */
	struct buffer text;
};

struct reader {
	struct arena *arena;
	xmlParserCtxtPtr parser;
	struct level levels[XML_MAX_DEPTH];
	size_t depth, nodes;
	struct xml_node *root;
	bool failed;
	struct error *err;
};

static void refuse(struct reader *reader, enum error_code code, unsigned line, unsigned column,
	const char *what)
{
	if (!reader->failed)
		error_set_at(reader->err, code, line, column, "%.*s",
			STR_ARG(str_trim(str_from(what))));
	reader->failed = true;
	lib.xmlStopParser(reader->parser);
}

/* Where the tag begins that the parser stands in: at the `<` nearest before, since there is
 * none in attributes. The parser knows its column, so the way back is no longer than the tag,
 * or than the line that a tag of several lines begins on. */
static void find_tag(const struct reader *reader, unsigned *line, unsigned *column)
{
	const xmlParserInput *input = reader->parser->input;
	unsigned lines = 0, signs = 0;
	const xmlChar *at = input->cur;
	while (at > input->base && *at != '<') {
		at--;
		lines += *at == '\n';
		signs += (*at & 0xC0) != 0x80;
	}
	if (lines)
		for (signs = 0; at > input->base && at[-1] != '\n'; at--)
			signs += (at[-1] & 0xC0) != 0x80;
	unsigned known = input->col > 0 ? (unsigned)input->col : 1;
	*line = input->line > (int)lines ? (unsigned)input->line - lines : 1;
	*column = lines ? signs + 1 : known > signs ? known - signs : 1;
}

static struct str text_of(struct reader *reader, const xmlChar *text)
{
	return text ? arena_str(reader->arena, str_from((const char *)text)) : STR("");
}

/* An attribute is five pointers: name, prefix, namespace, begin and end of its value. */
static void add_attributes(
	struct reader *reader, struct xml_node *node, int count, const xmlChar **attributes)
{
	const struct xml_attribute **end = &node->attributes;
	for (int i = 0; i < count; i++, attributes += 5) {
		struct xml_attribute *attribute = arena_alloc(
			reader->arena, 1, sizeof *attribute);
		struct str value = {
			(const char *)attributes[3], (size_t)(attributes[4] - attributes[3])};
		attribute->name = text_of(reader, attributes[0]);
		attribute->value = arena_str(reader->arena, value);
		*end = attribute;
		end = &attribute->next;
	}
}

static void start_element(void *data, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *space, int space_count, const xmlChar **spaces, int count,
	int default_count, const xmlChar **attributes)
{
	(void)prefix;
	(void)space_count;
	(void)spaces;
	(void)default_count;
	struct reader *reader = data;
	unsigned line, column;
	if (reader->failed)
		return;
	find_tag(reader, &line, &column);
	reader->nodes += 1 + (size_t)count;
	if (reader->depth == XML_MAX_DEPTH) {
		refuse(reader, ERR_LIMIT, line, column, "nested too deep");
		return;
	}
	if (reader->nodes > XML_MAX_NODES) {
		refuse(reader, ERR_LIMIT, line, column, "too many elements");
		return;
	}
	struct xml_node *node = arena_alloc(reader->arena, 1, sizeof *node);
	*node = (struct xml_node){.name = text_of(reader, name),
		.space = text_of(reader, space),
		.line = line,
		.column = column};
	add_attributes(reader, node, count, attributes);
	struct level *outer = reader->depth ? &reader->levels[reader->depth - 1] : NULL;
	if (!outer)
		reader->root = node;
	else if (outer->last)
		outer->last->next = node;
	else
		outer->node->first = node;
	if (outer)
		outer->last = node;
	struct level *level = &reader->levels[reader->depth++];
	level->node = node;
	level->last = NULL;
	buffer_clear(&level->text);
}

static void end_element(
	void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	(void)name;
	(void)prefix;
	(void)space;
	struct reader *reader = data;
	if (reader->failed || reader->depth == 0)
		return;
	struct level *level = &reader->levels[--reader->depth];
	level->node->text = arena_str(reader->arena, buffer_str(&level->text));
}

static void add_text(void *data, const xmlChar *text, int length)
{
	struct reader *reader = data;
	if (!reader->failed && reader->depth && length > 0)
		buffer_add(&reader->levels[reader->depth - 1].text,
			(struct str){(const char *)text, (size_t)length});
}

/* Called before anything within a document type is read. */
static void refuse_type(
	void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	(void)name;
	(void)public_id;
	(void)system_id;
	struct reader *reader = data;
	unsigned line, column;
	find_tag(reader, &line, &column);
	refuse(reader, ERR_PARSE, line, column,
		"a document type stands here, which could define entities: not read");
}

static void take_error(void *data, xmlErrorPtr error)
{
	struct reader *reader = data;
	if (error->level != XML_ERR_WARNING)
		refuse(reader, error->code == XML_ERR_NO_MEMORY ? ERR_LIMIT : ERR_PARSE,
			error->line > 0 ? (unsigned)error->line : 1,
			error->int2 > 0 ? (unsigned)error->int2 : 1,
			error->message ? error->message : "this is no XML");
}

/* Pieces as large as the parser's numbers may be; it is told of the end with the last. */
#define PIECE ((size_t)64 * 1024)

static void feed(struct reader *reader, struct str text)
{
	for (size_t at = 0; !reader->failed; at += PIECE) {
		bool last = text.len - at <= PIECE;
		size_t len = last ? text.len - at : PIECE;
		lib.xmlParseChunk(reader->parser, text.s + at, (int)len, last);
		if (last)
			break;
	}
}

bool xml_parse(
	struct arena *arena, struct str text, const struct xml_node **root, struct error *err)
{
	static const xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = start_element,
		.endElementNs = end_element,
		.characters = add_text,
		.ignorableWhitespace = add_text,
		.cdataBlock = add_text,
		.internalSubset = refuse_type,
		.serror = take_error,
	};
	if (!open_library(err))
		return false;
	if (text.len == 0)
		return error_set_at(err, ERR_PARSE, 1, 1, "this is no XML: it is empty");
	struct reader *reader = memory_zeroed(1, sizeof *reader);
	size_t head = text.len < 4 ? text.len : 4; /* which tell the encoding */
	xmlSAXHandler mine = handler;              /* the library keeps a copy */
	reader->arena = arena;
	reader->err = err;
	reader->parser = lib.xmlCreatePushParserCtxt(&mine, reader, text.s, (int)head, NULL);
	if (!reader->parser)
		memory_exhausted();
	/* Those of XML itself are the only entities left. */
	lib.xmlCtxtUseOptions(reader->parser, XML_PARSE_NOENT | XML_PARSE_NONET);
	feed(reader, str_slice(text, (struct range){head, text.len}));
	if (!reader->failed && (!reader->root || !reader->parser->wellFormed))
		refuse(reader, ERR_PARSE, 1, 1, "this is no XML");
	bool ok = !reader->failed;
	*root = reader->root;
	lib.xmlFreeParserCtxt(reader->parser);
	for (size_t i = 0; i < XML_MAX_DEPTH; i++)
		buffer_free(&reader->levels[i].text);
	free(reader);
	return ok;
}

struct str xml_value(const struct xml_node *node, const char *name)
{
	for (const struct xml_attribute *attribute = node->attributes; attribute;
		attribute = attribute->next)
		if (str_equal(attribute->name, str_from(name)))
			return attribute->value;
	return STR("");
}

/* ---- writing --------------------------------------------------------------------------------
 */

struct xml_writer {
	xmlBufferPtr bytes;
	xmlTextWriterPtr text;
	struct buffer clean;
};

struct xml_writer *xml_writer_new(struct error *err)
{
	if (!open_library(err))
		return NULL;
	struct xml_writer *writer = memory_zeroed(1, sizeof *writer);
	writer->bytes = lib.xmlBufferCreate();
	writer->text = writer->bytes ? lib.xmlNewTextWriterMemory(writer->bytes, 0) : NULL;
	if (!writer->text)
		memory_exhausted();
	lib.xmlTextWriterSetIndent(writer->text, 1);
	lib.xmlTextWriterStartDocument(writer->text, NULL, "UTF-8", NULL);
	return writer;
}

/* The text with what XML cannot hold replaced, NUL-terminated. */
static const xmlChar *clean(struct xml_writer *writer, struct str text)
{
	buffer_clear(&writer->clean);
	buffer_add_cstr(&writer->clean, "");
	for (size_t at = 0, length; at < text.len; at += length) {
		uint32_t code = utf8_decode(text, at, &length);
		bool held = code >= 0x20 ? code != 0xFFFE && code != 0xFFFF
					 : code == '\t' || code == '\n' || code == '\r';
		buffer_add_codepoint(&writer->clean, held ? code : UTF8_REPLACEMENT);
	}
	return (const xmlChar *)writer->clean.data;
}

void xml_open(struct xml_writer *writer, const char *element)
{
	lib.xmlTextWriterStartElement(writer->text, (const xmlChar *)element);
}

void xml_attribute(struct xml_writer *writer, const char *name, struct str value)
{
	lib.xmlTextWriterWriteAttribute(
		writer->text, (const xmlChar *)name, clean(writer, value));
}

void xml_text(struct xml_writer *writer, struct str text)
{
	lib.xmlTextWriterWriteString(writer->text, clean(writer, text));
}

void xml_close(struct xml_writer *writer)
{
	lib.xmlTextWriterEndElement(writer->text);
}

void xml_writer_end(struct xml_writer *writer, struct buffer *out)
{
	lib.xmlTextWriterEndDocument(writer->text);
	lib.xmlFreeTextWriter(writer->text); /* and flush it */
	buffer_add_cstr(out, (const char *)lib.xmlBufferContent(writer->bytes));
	lib.xmlBufferFree(writer->bytes);
	buffer_free(&writer->clean);
	free(writer);
}
