#include "attache/base/yaml.h"

#include "attache/base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* libyaml counts characters where it says index, so its marks are turned into bytes on the way:
 * marks only go forward within a parse, or back by the length of a token at most, so a cursor
 * does. */
struct reader {
	struct arena *arena;
	struct str text;
	yaml_parser_t parser;
	struct utf8_map *map;
	struct utf8_place place;
	size_t skipped; /* bytes before it: a byte order mark */
	size_t nodes;
	size_t given;       /* bytes the parser has taken */
	size_t given_then;  /* and how many it had taken at its last event */
	yaml_mark_t behind; /* where that event ended */
	bool starved;
	struct error *err;
};

/* A value takes at most six bytes for one of its own (an escape), and the parser reads ahead.
 */
#define APPETITE ((size_t)6 * YAML_MAX_SCALAR + 64 * 1024)

#define DIRECTIVES_MAX 64

/* Hand the text to libyaml piece by piece. It keeps a scalar in memory while it looks for its
 * end: when there is none in sight, it gets no more. */
static int feed(void *data, unsigned char *out, size_t room, size_t *got)
{
	struct reader *reader = data;
	size_t left = reader->text.len - reader->given;
	reader->starved = left && reader->given - reader->given_then > APPETITE;
	if (reader->starved)
		return 0;
	*got = left < room ? left : room;
	if (*got)
		memcpy(out, reader->text.s + reader->given, *got);
	reader->given += *got;
	return 1;
}

static bool refuse(
	struct reader *reader, const yaml_mark_t *mark, enum error_code code, const char *what)
{
	return error_set_at(reader->err, code, (unsigned)mark->line + 1,
		(unsigned)mark->column + 1, "%s", what);
}

static size_t byte_of(struct reader *reader, const yaml_mark_t *mark)
{
	return reader->skipped + utf8_to_byte_near(reader->map, &reader->place, mark->index);
}

static unsigned line_of(struct str text, size_t offset)
{
	unsigned line = 1;
	for (size_t i = 0; i < offset; i++)
		line += text.s[i] == '\n';
	return line;
}

static unsigned column_of(struct str text, size_t offset)
{
	size_t start = offset;
	while (start > 0 && text.s[start - 1] != '\n')
		start--;
	return (unsigned)utf8_count(str_slice(text, (struct range){start, offset})) + 1;
}

static bool parser_failed(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	if (parser->error == YAML_MEMORY_ERROR)
		return error_set(reader->err, ERR_LIMIT, "not enough memory to read this YAML");
	if (reader->starved)
		return refuse(
			reader, &reader->behind, ERR_LIMIT, "what follows is too long to read");
	if (parser->error == YAML_READER_ERROR) {
		size_t offset = parser->problem_offset < reader->text.len
					? parser->problem_offset
					: reader->text.len;
		return error_set_at(reader->err, ERR_PARSE, line_of(reader->text, offset),
			column_of(reader->text, offset), "%s",
			parser->problem ? parser->problem : "unreadable character");
	}
	return refuse(reader, &parser->problem_mark, ERR_PARSE,
		parser->problem ? parser->problem : "this is no YAML");
}

/* The next event; the caller deletes it. Aliases, anchors and tags end the reading here. */
static bool next_event(struct reader *reader, yaml_event_t *event)
{
	if (!yaml_parser_parse(&reader->parser, event))
		return parser_failed(reader);
	reader->given_then = reader->given;
	reader->behind = event->end_mark;
	const char *problem = NULL;
	if (event->type == YAML_ALIAS_EVENT)
		problem = "aliases are not allowed here";
	else if (event->type == YAML_SCALAR_EVENT && event->data.scalar.anchor)
		problem = "anchors are not allowed here";
	else if (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.anchor)
		problem = "anchors are not allowed here";
	else if (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.anchor)
		problem = "anchors are not allowed here";
	else if (event->type == YAML_SCALAR_EVENT && event->data.scalar.tag)
		problem = "tags are not allowed here";
	else if (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.tag)
		problem = "tags are not allowed here";
	else if (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.tag)
		problem = "tags are not allowed here";
	else if (event->type == YAML_SCALAR_EVENT &&
		 event->data.scalar.length > YAML_MAX_SCALAR)
		problem = "this value is too long";
	if (!problem)
		return true;
	refuse(reader, &event->start_mark, ERR_PARSE, problem);
	yaml_event_delete(event);
	return false;
}

/* A node for the event; NULL when there are too many. */
static struct yaml_node *new_node(struct reader *reader, const yaml_event_t *event)
{
	if (++reader->nodes > YAML_MAX_NODES) {
		refuse(reader, &event->start_mark, ERR_LIMIT, "too many values");
		return NULL;
	}
	struct yaml_node *node = arena_alloc(reader->arena, 1, sizeof *node);
	node->line = (unsigned)event->start_mark.line + 1;
	node->column = (unsigned)event->start_mark.column + 1;
	node->bytes = (struct range){
		byte_of(reader, &event->start_mark), byte_of(reader, &event->end_mark)};
	return node;
}

static struct str scalar_text(const struct reader *reader, const yaml_event_t *event)
{
	return arena_str(reader->arena, (struct str){(const char *)event->data.scalar.value,
						event->data.scalar.length});
}

/* ---- keys of a mapping, to find the double ones in linear time
 * ------------------------------------- */

struct keys {
	struct yaml_node **slots;
	size_t capacity, count;
};

static size_t key_slot(const struct keys *keys, struct str key)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.s[i]) * 1099511628211u;
	size_t slot = (size_t)hash & (keys->capacity - 1);
	while (keys->slots[slot] && !str_equal(keys->slots[slot]->key, key))
		slot = (slot + 1) & (keys->capacity - 1);
	return slot;
}

/* False when the key is there already. */
static bool keys_add(struct reader *reader, struct keys *keys, struct yaml_node *node)
{
	if (2 * (keys->count + 1) > keys->capacity) {
		struct keys old = *keys;
		keys->capacity = old.capacity ? 2 * old.capacity : 16;
		keys->slots = arena_alloc(
			reader->arena, keys->capacity, sizeof(struct yaml_node *));
		for (size_t i = 0; i < old.capacity; i++)
			if (old.slots[i])
				keys->slots[key_slot(keys, old.slots[i]->key)] = old.slots[i];
	}
	size_t slot = key_slot(keys, node->key);
	if (keys->slots[slot])
		return false;
	keys->slots[slot] = node;
	keys->count++;
	return true;
}

/* ---- the tree
 * ------------------------------------------------------------------------------------------ */

/* A container that is still open. */
struct level {
	struct yaml_node *node;
	const struct yaml_node **tail; /* where the next child is hung */
	struct keys keys;
	struct yaml_node *pending; /* of a mapping: its key was read, its value comes */
};

/* Hang a value into its container. */
static void hang(struct level *level, struct yaml_node *node)
{
	if (level->node->kind == YAML_MAPPING) {
		node->key = level->pending->key;
		node->key_bytes = level->pending->key_bytes;
		level->pending = NULL;
	}
	*level->tail = node;
	level->tail = (const struct yaml_node **)(uintptr_t)&node->next;
}

static bool read_key(struct reader *reader, struct level *level, const yaml_event_t *event)
{
	if (event->type != YAML_SCALAR_EVENT)
		return refuse(
			reader, &event->start_mark, ERR_PARSE, "a key must be plain text");
	struct yaml_node *key = new_node(reader, event);
	if (!key)
		return false;
	key->key = scalar_text(reader, event);
	key->key_bytes = key->bytes;
	if (!keys_add(reader, &level->keys, key)) {
		error_set_at(reader->err, ERR_PARSE, key->line, key->column,
			"the key \"%.*s\" stands here twice",
			(int)(key->key.len > 60 ? 60 : key->key.len), key->key.s);
		return false;
	}
	level->pending = key;
	return true;
}

/* Read the content of a document into a tree, without recursion. */
static bool read_tree(struct reader *reader, const struct yaml_node **root)
{
	struct level levels[YAML_MAX_DEPTH];
	size_t depth = 0;
	for (;;) {
		yaml_event_t event;
		struct yaml_node *node = NULL;
		if (!next_event(reader, &event))
			return false;
		bool ok = true, done = false;
		struct level *level = depth ? &levels[depth - 1] : NULL;
		bool closes = event.type == YAML_SEQUENCE_END_EVENT ||
			      event.type == YAML_MAPPING_END_EVENT;
		if (closes) {
			assert(level);
			level->node->bytes.end = byte_of(reader, &event.end_mark);
			depth--;
			done = depth == 0;
		} else if (level && level->node->kind == YAML_MAPPING && !level->pending) {
			ok = read_key(reader, level, &event);
		} else {
			node = new_node(reader, &event);
			ok = node != NULL;
			if (ok && event.type == YAML_SCALAR_EVENT) {
				node->kind = YAML_SCALAR;
				node->text = scalar_text(reader, &event);
				node->quoted = event.data.scalar.style !=
					       YAML_PLAIN_SCALAR_STYLE;
				done = depth == 0;
			} else if (ok) {
				node->kind = event.type == YAML_MAPPING_START_EVENT
						     ? YAML_MAPPING
						     : YAML_SEQUENCE;
				if (depth == YAML_MAX_DEPTH)
					ok = refuse(reader, &event.start_mark, ERR_LIMIT,
						"this is nested too deeply");
			}
			if (ok && level)
				hang(level, node);
			else if (ok)
				*root = node;
			if (ok && node->kind != YAML_SCALAR)
				levels[depth++] = (struct level){
					.node = node, .tail = &node->first};
		}
		yaml_event_delete(&event);
		if (!ok || done)
			return ok;
	}
}

static bool read_stream(struct reader *reader, const struct yaml_node **root)
{
	yaml_event_t event;
	for (;;) {
		if (!next_event(reader, &event))
			return false;
		yaml_event_type_t type = event.type;
		bool directives = type == YAML_DOCUMENT_START_EVENT &&
				  event.data.document_start.tag_directives.start !=
					  event.data.document_start.tag_directives.end;
		yaml_mark_t mark = event.start_mark;
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT)
			return true;
		if (type != YAML_DOCUMENT_START_EVENT)
			continue;
		if (directives)
			return refuse(reader, &mark, ERR_PARSE, "tags are not allowed here");
		if (*root)
			return refuse(
				reader, &mark, ERR_PARSE, "a second document begins here");
		if (!read_tree(reader, root))
			return false;
	}
}

/* libyaml compares each tag directive with all before it: a text full of them takes hours. Tags
 * are refused in any case, so there is no use for more than a few. */
static bool has_few_directives(struct str text, struct error *err)
{
	static const struct str directive = {"\n%TAG", 5};
	size_t at = 0, found;
	for (unsigned count = 0; count < DIRECTIVES_MAX; count++) {
		found = str_find(str_slice(text, (struct range){at, text.len}), directive);
		if (found == SIZE_MAX)
			return true;
		at += found + directive.len;
	}
	return error_set_at(err, ERR_LIMIT, line_of(text, at), 1, "too many tag directives");
}

bool yaml_parse(
	struct arena *arena, struct str text, const struct yaml_node **root, struct error *err)
{
	struct reader reader = {.arena = arena, .text = text, .err = err};
	*root = NULL;
	if (text.len == 0)
		return true;
	const char *nul = memchr(text.s, '\0', text.len);
	if (nul) {
		size_t at = (size_t)(nul - text.s);
		return error_set_at(err, ERR_PARSE, line_of(text, at), column_of(text, at),
			"a NUL byte is no YAML");
	}
	if (!has_few_directives(text, err))
		return false;
	if (!yaml_parser_initialize(&reader.parser))
		return error_set(err, ERR_LIMIT, "not enough memory to read this YAML");
	/* libyaml skips a byte order mark without counting it as a character. */
	size_t skip = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
	reader.text = (struct str){text.s + skip, text.len - skip};
	reader.skipped = skip;
	reader.map = utf8_map_new(arena, reader.text);
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input(&reader.parser, feed, &reader);
	bool ok = read_stream(&reader, root);
	yaml_parser_delete(&reader.parser);
	return ok;
}

/* ---- typed views
 * ------------------------------------------------------------------------------------------ */

const struct yaml_node *yaml_member(const struct yaml_node *mapping, const char *key)
{
	if (!mapping || mapping->kind != YAML_MAPPING)
		return NULL;
	for (const struct yaml_node *node = mapping->first; node; node = node->next)
		if (str_equal(node->key, str_from(key)))
			return node;
	return NULL;
}

static bool wrong(const struct yaml_node *node, const char *want, struct error *err)
{
	if (!node)
		return error_set(err, ERR_PARSE, "%s is missing", want);
	return error_set_at(err, ERR_PARSE, node->line, node->column,
		node->key.len ? "%.*s must be %s" : "%.*sthis must be %s",
		(int)(node->key.len > 60 ? 60 : node->key.len), node->key.s ? node->key.s : "",
		want);
}

bool yaml_get_text(const struct yaml_node *node, struct str *value, struct error *err)
{
	if (!node || node->kind != YAML_SCALAR)
		return wrong(node, "text", err);
	*value = node->text;
	return true;
}

bool yaml_get_size(const struct yaml_node *node, size_t *value, struct error *err)
{
	if (!node || node->kind != YAML_SCALAR || node->quoted ||
		!str_to_size(node->text, value))
		return wrong(node, "a whole number", err);
	return true;
}

bool yaml_get_integer(const struct yaml_node *node, int64_t *value, struct error *err)
{
	size_t size;
	struct str digits = node && node->kind == YAML_SCALAR ? node->text : STR("");
	bool negative = digits.len > 1 && digits.s[0] == '-';
	if (digits.len > 1 && (negative || digits.s[0] == '+'))
		digits = (struct str){digits.s + 1, digits.len - 1};
	if (!node || node->quoted || !str_to_size(digits, &size) || size > INT64_MAX)
		return wrong(node, "a whole number", err);
	*value = negative ? -(int64_t)size : (int64_t)size;
	return true;
}

bool yaml_get_boolean(const struct yaml_node *node, bool *value, struct error *err)
{
	static const char *const yes[] = {"true", "yes", "on"}, *const no[] = {
									"false", "no", "off"};
	for (size_t i = 0; node && node->kind == YAML_SCALAR && !node->quoted && i < 3; i++) {
		*value = str_equal_ascii_nocase(node->text, str_from(yes[i]));
		if (*value || str_equal_ascii_nocase(node->text, str_from(no[i])))
			return true;
	}
	return wrong(node, "true or false", err);
}

/* ---- writing
 * --------------------------------------------------------------------------------------------------
 */

/* Characters that YAML 1.1 does not allow in a stream, or that a reader would take for a line
 * end. */
static bool must_escape(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
	       c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

void yaml_add_quoted(struct buffer *out, struct str value)
{
	size_t plain = 0;
	buffer_add_byte(out, '"');
	for (size_t i = 0, length; i < value.len; i += length) {
		uint32_t c = utf8_decode(value, i, &length);
		if (c != '"' && c != '\\' && !must_escape(c))
			continue;
		buffer_add(out, str_slice(value, (struct range){plain, i}));
		plain = i + length;
		if (c == '"' || c == '\\')
			buffer_format(out, "\\%c", (char)c);
		else if (c == '\n')
			buffer_add_cstr(out, "\\n");
		else if (c == '\t')
			buffer_add_cstr(out, "\\t");
		else if (c < 0x100)
			buffer_format(out, "\\x%02X", (unsigned)c);
		else
			buffer_format(out, "\\u%04X", (unsigned)c);
	}
	buffer_add(out, str_slice(value, (struct range){plain, value.len}));
	buffer_add_byte(out, '"');
}
