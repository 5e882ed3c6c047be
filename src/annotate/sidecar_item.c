#include "sidecar_item.h"

#include "attache/base/clock.h"
#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the keys, in the order they are written
 * ------------------------------------------------------- */

enum key_kind {
	KEY_TEXT,
	KEY_ID,
	KEY_KIND,
	KEY_STATUS,
	KEY_START,
	KEY_END,
	KEY_TAGS,
	KEY_STANCE,
	KEY_CREATED,
	KEY_MODIFIED
};

static const struct key {
	const char *name;
	enum key_kind kind;
	size_t field; /* KEY_TEXT: offset of the char * in struct annotation */
} keys[] = {
	{"id", KEY_ID, 0},
	{"kind", KEY_KIND, 0},
	{"status", KEY_STATUS, 0},
	{"start", KEY_START, 0},
	{"end", KEY_END, 0},
	{"exact", KEY_TEXT, offsetof(struct annotation, exact)},
	{"prefix", KEY_TEXT, offsetof(struct annotation, prefix)},
	{"suffix", KEY_TEXT, offsetof(struct annotation, suffix)},
	{"speaker", KEY_TEXT, offsetof(struct annotation, speaker)},
	{"source", KEY_TEXT, offsetof(struct annotation, source)},
	{"target", KEY_TEXT, offsetof(struct annotation, target)},
	{"tags", KEY_TAGS, 0},
	{"stance", KEY_STANCE, 0},
	{"note", KEY_TEXT, offsetof(struct annotation, note)},
	{"by", KEY_TEXT, offsetof(struct annotation, by)},
	{"created", KEY_CREATED, 0},
	{"modified", KEY_MODIFIED, 0},
	{"conflict-of", KEY_TEXT, offsetof(struct annotation, conflict_of)},
	{"adjudicated-by", KEY_TEXT, offsetof(struct annotation, adjudicated_by)},
};
#define KEYS (sizeof keys / sizeof *keys)

static char **field_of(struct annotation *annotation, const struct key *key)
{
	return (char **)(void *)((char *)annotation + key->field);
}

/* Keys mostly come in their order: the search begins behind the one before. */
static size_t key_index(struct str name, size_t before)
{
	for (size_t i = 1; i <= KEYS; i++) {
		size_t at = (before + i) % KEYS;
		if (str_equal(name, str_from(keys[at].name)))
			return at;
	}
	return KEYS;
}

/* ---- reading
 * --------------------------------------------------------------------------------------------
 */

static void add_tag(struct annotation *annotation, struct str text)
{
	char *tag = memory_string(text.s, text.len);
	if (text.len && !annotation_has_tag(annotation, tag))
		annotation_toggle_tag(annotation, tag);
	free(tag);
}

static bool read_tags(
	const struct yaml_node *node, struct annotation *annotation, struct error *err)
{
	struct str text;
	if (node->kind == YAML_MAPPING)
		return error_set_at(
			err, ERR_PARSE, node->line, node->column, "tags must be a list");
	if (node->kind == YAML_SCALAR)
		add_tag(annotation, node->text);
	for (const struct yaml_node *item = node->first; item; item = item->next) {
		if (!yaml_get_text(item, &text, err))
			return false;
		if (memchr(text.s, '\0', text.len))
			return error_set_at(err, ERR_PARSE, item->line, item->column,
				"a tag holds a NUL character");
		add_tag(annotation, text);
	}
	return true;
}

static bool parse_time(struct str text, int64_t *time)
{
	char *copy = memory_string(text.s ? text.s : "", text.len);
	bool ok = clock_parse(copy, time);
	free(copy);
	return ok;
}

/* A value other than a number or a list, from its text; what is wrong with it, else NULL. */
static const char *set_text(
	struct annotation *annotation, const struct key *key, struct str text)
{
	if (text.len && memchr(text.s, '\0', text.len))
		return "must not hold a NUL character";
	switch (key->kind) {
	case KEY_TEXT:
		annotation_set(field_of(annotation, key), text);
		return NULL;
	case KEY_ID:
		if (text.len == 0 || text.len > ANNOTATION_ID_LENGTH)
			return "must have 1 to 26 bytes";
		snprintf(annotation->id, sizeof annotation->id, "%.*s", STR_ARG(text));
		return NULL;
	case KEY_KIND:
		return annotation_kind_from(text, &annotation->kind)
			       ? NULL
			       : "must be quote, mention, span or article";
	case KEY_STATUS:
		return annotation_status_from(text, &annotation->status)
			       ? NULL
			       : "must be ok, moved, orphaned, suggested or rejected";
	case KEY_CREATED:
	case KEY_MODIFIED:
		return parse_time(text, key->kind == KEY_CREATED ? &annotation->created
								 : &annotation->modified)
			       ? NULL
			       : "must be a time such as 2026-11-23T18:20:00Z";
	default:
		return "is no text";
	}
}

/* A number, from its digits; what is wrong with it, else NULL. */
static const char *set_number(
	struct annotation *annotation, const struct key *key, struct str digits)
{
	size_t size;
	bool negative = key->kind == KEY_STANCE && str_starts(digits, STR("-"));
	if (negative || (key->kind == KEY_STANCE && str_starts(digits, STR("+"))))
		digits = str_slice(digits, (struct range){1, digits.len});
	if (!str_to_size(digits, &size))
		return "must be a whole number";
	if (key->kind == KEY_START)
		annotation->saved_start = size;
	else if (key->kind == KEY_END)
		annotation->saved_end = size;
	else if (size > 3)
		return "must lie between -3 and 3";
	else
		annotation->stance = (int8_t)(negative ? -(int)size : (int)size);
	return NULL;
}

static bool is_number(const struct key *key)
{
	return key->kind == KEY_START || key->kind == KEY_END || key->kind == KEY_STANCE;
}

static bool read_member(const struct yaml_node *node, const struct key *key,
	struct annotation *annotation, struct error *err)
{
	struct str text;
	if (key->kind == KEY_TAGS)
		return read_tags(node, annotation, err);
	if (!yaml_get_text(node, &text, err))
		return false;
	const char *wrong = !is_number(key) ? set_text(annotation, key, text)
			    : node->quoted  ? "must be a whole number"
					    : set_number(annotation, key, text);
	if (!wrong)
		return true;
	return error_set_at(
		err, ERR_PARSE, node->line, node->column, "%s %s", key->name, wrong);
}

/* A plain scalar that reads the same wherever it stands. */
static bool is_bare(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.s[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			      (c >= '0' && c <= '9');
		bool inner = c == '.' || c == '+' || c == '-' || c == '_' || c == '~' ||
			     (c == ':' && i + 1 < text.len);
		if (!letter && !(inner && (i > 0 || text.len == 1)) &&
			!(i == 0 && (c == '-' || c == '+' || c == '.') && text.len > 1 &&
				text.s[1] >= '0' && text.s[1] <= '9'))
			return false;
	}
	return text.len > 0 && !(text.len == 1 && (text.s[0] == '-' || text.s[0] == ':'));
}

static void add_scalar(struct buffer *out, struct str text, bool quoted)
{
	if (!quoted && text.len == 0)
		buffer_add_byte(out, '~');
	else if (!quoted && is_bare(text))
		buffer_add(out, text);
	else
		yaml_add_quoted(out, text);
}

/* Any value in flow style, on one line. */
static void add_node(struct buffer *out, const struct yaml_node *node)
{
	if (node->kind == YAML_SCALAR) {
		add_scalar(out, node->text, node->quoted);
		return;
	}
	buffer_add_byte(out, node->kind == YAML_MAPPING ? '{' : '[');
	for (const struct yaml_node *child = node->first; child; child = child->next) {
		if (child != node->first)
			buffer_add_cstr(out, ", ");
		if (node->kind == YAML_MAPPING) {
			add_scalar(out, child->key, false);
			buffer_add_cstr(out, ": ");
		}
		add_node(out, child);
	}
	buffer_add_byte(out, node->kind == YAML_MAPPING ? '}' : ']');
}

bool sidecar_item_read(const struct yaml_node *node, struct annotation **out, struct error *err)
{
	if (node->kind != YAML_MAPPING)
		return error_set_at(err, ERR_PARSE, node->line, node->column,
			"an annotation must be a mapping");
	struct annotation *annotation = annotation_new();
	struct buffer unknown = {0};
	bool ok = true;
	size_t i = 0;
	for (const struct yaml_node *member = node->first; ok && member;
		member = member->next) {
		i = key_index(member->key, i);
		if (i < KEYS) {
			ok = read_member(member, &keys[i], annotation, err);
			continue;
		}
		buffer_add_cstr(&unknown, "  ");
		add_scalar(&unknown, member->key, false);
		buffer_add_cstr(&unknown, ": ");
		add_node(&unknown, member);
		buffer_add_byte(&unknown, '\n');
	}
	annotation_set(&annotation->unknown, buffer_str(&unknown));
	buffer_free(&unknown);
	if (ok && !annotation->id[0])
		ok = error_set_at(err, ERR_PARSE, node->line, node->column, "id is missing");
	if (ok && annotation->saved_end < annotation->saved_start)
		ok = error_set_at(
			err, ERR_PARSE, node->line, node->column, "end lies before start");
	if (!ok) {
		annotation_free(annotation);
		return false;
	}
	*out = annotation;
	return true;
}

/* ---- one value
 * -------------------------------------------------------------------------------------------
 */

static bool has_range(const struct annotation *annotation)
{
	return annotation->kind != ANNOTATION_ARTICLE;
}

/* A tag needs no quotes when it is made of letters, digits and hyphens and is no YAML 1.1 word
 * or number. */
static bool is_plain_tag(struct str tag)
{
	static const char *const words[] = {
		"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
	bool letter = false;
	for (size_t i = 0; i < tag.len; i++) {
		char c = tag.s[i];
		bool small = c >= 'a' && c <= 'z';
		if (!small && !(i > 0 && (c == '-' || (c >= '0' && c <= '9'))))
			return false;
		letter = letter || small;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal(tag, str_from(words[i])))
			return false;
	return letter;
}

/* A place as the file counts; a set that was read without its document counts so already. */
static size_t as_saved(const struct document *document, size_t offset)
{
	return document ? utf8_to_codepoint(document->map, offset) : offset;
}

/* Append "value" of a key; false when it is absent. */
static bool add_value(struct buffer *out, const struct key *key,
	const struct annotation *annotation, const struct document *document)
{
	char time[21];
	bool orphan = annotation->status == ANNOTATION_ORPHANED;
	switch (key->kind) {
	case KEY_TEXT: {
		const char *text = *field_of((struct annotation *)(uintptr_t)annotation, key);
		if (!text)
			return false;
		yaml_add_quoted(out, str_from(text));
		return true;
	}
	case KEY_ID:
		yaml_add_quoted(out, str_from(annotation->id));
		return true;
	case KEY_KIND:
		buffer_add_cstr(out, annotation_kind_name(annotation->kind));
		return true;
	case KEY_STATUS:
		buffer_add_cstr(out, annotation_status_name(annotation->status));
		return true;
	case KEY_START:
	case KEY_END:
		if (!has_range(annotation))
			return false;
		if (orphan)
			buffer_format(out, "%zu",
				key->kind == KEY_START ? annotation->saved_start
						       : annotation->saved_end);
		else
			buffer_format(out, "%zu",
				as_saved(document, key->kind == KEY_START
							   ? annotation->range.start
							   : annotation->range.end));
		return true;
	case KEY_TAGS:
		if (annotation->tag_count == 0)
			return false;
		buffer_add_byte(out, '[');
		for (size_t i = 0; i < annotation->tag_count; i++) {
			struct str tag = str_from(annotation->tags[i]);
			if (i > 0)
				buffer_add_cstr(out, ", ");
			if (is_plain_tag(tag))
				buffer_add(out, tag);
			else
				yaml_add_quoted(out, tag);
		}
		buffer_add_byte(out, ']');
		return true;
	case KEY_STANCE:
		if (annotation->stance == STANCE_NONE)
			return false;
		buffer_format(out, "%d", annotation->stance);
		return true;
	case KEY_CREATED:
	case KEY_MODIFIED: {
		int64_t when = key->kind == KEY_CREATED ? annotation->created
							: annotation->modified;
		if (when == 0)
			return false;
		clock_format(when, time);
		buffer_add_cstr(out, time);
		return true;
	}
	}
	return false;
}

/* Append a key's line, nothing when its value is absent. Keys stand at `column`; the first one
 * has the item's "- " at `dash` before it. */
static void add_line(struct buffer *out, const struct key *key,
	const struct annotation *annotation, const struct document *document, size_t column,
	size_t dash)
{
	struct buffer value = {0};
	if (add_value(&value, key, annotation, document)) {
		/* The last line of a file may lack its end. */
		if (out->len && out->data[out->len - 1] != '\n')
			buffer_add_byte(out, '\n');
		if (dash < column) {
			buffer_add_repeat(out, ' ', dash);
			buffer_add_byte(out, '-');
			buffer_add_repeat(out, ' ', column - dash - 1);
		} else {
			buffer_add_repeat(out, ' ', column);
		}
		buffer_format(out, "%s: ", key->name);
		buffer_add(out, buffer_str(&value));
		buffer_add_byte(out, '\n');
	}
	buffer_free(&value);
}

void sidecar_item_write(struct buffer *out, const struct annotation *annotation,
	const struct document *document, size_t indent)
{
	for (size_t i = 0; i < KEYS; i++)
		add_line(out, &keys[i], annotation, document, indent + 2,
			i == 0 ? indent : indent + 2);
	struct str unknown = str_from(annotation->unknown), line;
	while (str_split(&unknown, '\n', &line)) {
		buffer_add_repeat(out, ' ', indent);
		buffer_add(out, line);
		buffer_add_byte(out, '\n');
	}
}

/* ---- mending what stands there
 * ------------------------------------------------------------------------------ */

/* Whether a key's value in the file says what the annotation says. */
static bool same_value(const struct yaml_node *member, const struct key *key,
	const struct annotation *annotation, const struct document *document)
{
	struct buffer now = {0}, then = {0};
	struct annotation *read = annotation_new();
	struct error err;
	bool same = read_member(member, key, read, &err);
	if (same) {
		/* What the file says, in our spelling: positions are compared as the file
		 * counts. */
		bool position = key->kind == KEY_START || key->kind == KEY_END;
		enum annotation_status status = read->status;
		if (position)
			read->status = ANNOTATION_ORPHANED;
		bool had = add_value(&then, key, read, document);
		read->status = status;
		same = add_value(&now, key, annotation, document) == had &&
		       str_equal(buffer_str(&now), buffer_str(&then));
	}
	annotation_free(read);
	buffer_free(&now);
	buffer_free(&then);
	return same;
}

/* Where the value's own lines end: behind a value in flow or quoted style the line's end (a
 * comment may stand before it), behind a block scalar its last line. */
static size_t value_end(struct str old, const struct yaml_node *member, size_t next)
{
	size_t end = member->bytes.end > member->bytes.start ? member->bytes.end - 1
							     : member->bytes.start;
	size_t at = str_line_end(old, end < old.len ? end : old.len);
	return at < next ? at : next;
}

/* Does the node's range hold the value and nothing else? Block scalars and block lists end
 * where the next token begins, comments between included. */
static bool is_exact(struct str old, const struct yaml_node *member)
{
	if (member->bytes.start >= member->bytes.end)
		return false;
	char sign = old.s[member->bytes.start];
	return member->kind == YAML_SCALAR ? sign != '|' && sign != '>' : sign == '[';
}

/* A changed key: only the value is exchanged where that is possible, so that a comment behind
 * it stays; a value that went takes its lines along. */
static void add_changed(struct buffer *out, struct str old, struct range lines,
	const struct yaml_node *member, const struct key *key,
	const struct annotation *annotation, const struct document *document, size_t column,
	size_t dash)
{
	struct buffer value = {0};
	if (is_exact(old, member) && add_value(&value, key, annotation, document)) {
		buffer_add(
			out, str_slice(old, (struct range){lines.start, member->bytes.start}));
		buffer_add(out, buffer_str(&value));
		buffer_add(out, str_slice(old, (struct range){member->bytes.end, lines.end}));
	} else {
		add_line(out, key, annotation, document, column, dash);
	}
	buffer_free(&value);
}

/* A key that the file leaves out: it stays out while it would say what its absence says. */
static void add_missing(struct buffer *out, const struct key *key,
	const struct annotation *annotation, const struct document *document, size_t column)
{
	static const struct annotation absent = {.stance = STANCE_NONE};
	struct buffer now = {0}, then = {0};
	bool has = add_value(&now, key, annotation, document);
	add_value(&then, key, &absent, document);
	if (has && !str_equal(buffer_str(&now), buffer_str(&then)))
		add_line(out, key, annotation, document, column, column);
	buffer_free(&now);
	buffer_free(&then);
}

void sidecar_item_splice(struct buffer *out, struct str old,
	const struct annotation *annotation, const struct document *document, size_t indent)
{
	struct arena *arena = arena_new();
	struct error err;
	const struct yaml_node *root = NULL;
	if (!yaml_parse(arena, old, &root, &err) || !root || root->kind != YAML_SEQUENCE ||
		!root->first || root->first->kind != YAML_MAPPING ||
		old.s[root->first->bytes.start] == '{') {
		sidecar_item_write(out, annotation, document, indent);
		arena_free(arena);
		return;
	}
	const struct yaml_node *member = root->first->first;
	bool present[KEYS] = {false};
	for (const struct yaml_node *m = member; m; m = m->next)
		if (key_index(m->key, 0) < KEYS)
			present[key_index(m->key, 0)] = true;
	size_t next = 0, dash = indent, column = indent + 2;
	if (member)
		column = member->key_bytes.start - str_line_start(old, member->key_bytes.start);
	if (member)
		buffer_add(out,
			str_slice(old, (struct range){0,
					       str_line_start(old, member->key_bytes.start)}));
	for (; member; member = member->next, dash = column) {
		size_t from = str_line_start(old, member->key_bytes.start);
		size_t to = member->next ? str_line_start(old, member->next->key_bytes.start)
					 : old.len;
		size_t index = key_index(member->key, 0), own = value_end(old, member, to);
		/* New keys stand before the first known key that comes later in our order. */
		for (; index < KEYS && dash == column && next < index; next++)
			if (!present[next])
				add_missing(out, &keys[next], annotation, document, column);
		if (index == KEYS || same_value(member, &keys[index], annotation, document))
			buffer_add(out, str_slice(old, (struct range){from, own}));
		else
			add_changed(out, old, (struct range){from, own}, member, &keys[index],
				annotation, document, column, dash);
		for (; !member->next && next < KEYS; next++)
			if (!present[next])
				add_missing(out, &keys[next], annotation, document, column);
		buffer_add(out, str_slice(old, (struct range){own, to}));
	}
	arena_free(arena);
}
