#include "sidecar_item.h"

#include "attache/base/clock.h"
#include "attache/base/memory.h"
#include "attache/base/utf8.h"

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
};
#define KEYS (sizeof keys / sizeof *keys)

static char **field_of(struct annotation *annotation, const struct key *key)
{
	return (char **)(void *)((char *)annotation + key->field);
}

static size_t key_index(struct str name)
{
	size_t i = 0;
	while (i < KEYS && !str_equal(name, str_from(keys[i].name)))
		i++;
	return i;
}

bool sidecar_item_knows(struct str key)
{
	return key_index(key) < KEYS;
}

/* ---- reading
 * --------------------------------------------------------------------------------------------
 */

static bool read_tags(
	const struct yaml_node *node, struct annotation *annotation, struct error *err)
{
	if (node->kind == YAML_MAPPING)
		return error_set_at(
			err, ERR_PARSE, node->line, node->column, "tags must be a list");
	if (node->kind == YAML_SCALAR) {
		if (node->text.len) {
			char *tag = memory_string(node->text.s, node->text.len);
			if (!annotation_has_tag(annotation, tag))
				annotation_toggle_tag(annotation, tag);
			free(tag);
		}
		return true;
	}
	for (const struct yaml_node *item = node->first; item; item = item->next) {
		struct str text;
		if (!yaml_get_text(item, &text, err))
			return false;
		char *tag = memory_string(text.s, text.len);
		if (text.len && !annotation_has_tag(annotation, tag))
			annotation_toggle_tag(annotation, tag);
		free(tag);
	}
	return true;
}

static bool read_time(const struct yaml_node *node, int64_t *time, struct error *err)
{
	struct str text;
	if (!yaml_get_text(node, &text, err))
		return false;
	char *copy = memory_string(text.s, text.len);
	bool ok = clock_parse(copy, time);
	free(copy);
	if (!ok)
		return error_set_at(err, ERR_PARSE, node->line, node->column,
			"%.*s must be a time such as 2026-11-23T18:20:00Z", STR_ARG(node->key));
	return true;
}

static bool read_name(const struct yaml_node *node, const struct key *key,
	struct annotation *annotation, struct error *err)
{
	struct str text;
	if (!yaml_get_text(node, &text, err))
		return false;
	bool known = key->kind == KEY_KIND ? annotation_kind_from(text, &annotation->kind)
					   : annotation_status_from(text, &annotation->status);
	if (!known)
		return error_set_at(err, ERR_PARSE, node->line, node->column,
			"unknown %s \"%.*s\"", key->name, (int)(text.len > 40 ? 40 : text.len),
			text.s);
	return true;
}

static bool read_member(const struct yaml_node *node, const struct key *key,
	struct annotation *annotation, struct error *err)
{
	struct str text;
	int64_t number;
	switch (key->kind) {
	case KEY_TEXT:
		if (!yaml_get_text(node, &text, err))
			return false;
		if (memchr(text.s, '\0', text.len))
			return error_set_at(err, ERR_PARSE, node->line, node->column,
				"%s holds a NUL character", key->name);
		annotation_set(field_of(annotation, key), text);
		return true;
	case KEY_ID:
		if (!yaml_get_text(node, &text, err))
			return false;
		if (text.len == 0 || text.len > ANNOTATION_ID_LENGTH)
			return error_set_at(err, ERR_PARSE, node->line, node->column,
				"id must have 1 to %d characters", ANNOTATION_ID_LENGTH);
		memcpy(annotation->id, text.s, text.len);
		annotation->id[text.len] = '\0';
		return true;
	case KEY_KIND:
	case KEY_STATUS:
		return read_name(node, key, annotation, err);
	case KEY_START:
		return yaml_get_size(node, &annotation->saved_start, err);
	case KEY_END:
		return yaml_get_size(node, &annotation->saved_end, err);
	case KEY_TAGS:
		return read_tags(node, annotation, err);
	case KEY_STANCE:
		if (!yaml_get_integer(node, &number, err))
			return false;
		if (number < -3 || number > 3)
			return error_set_at(err, ERR_PARSE, node->line, node->column,
				"stance must be between -3 and 3");
		annotation->stance = (int8_t)number;
		return true;
	case KEY_CREATED:
		return read_time(node, &annotation->created, err);
	case KEY_MODIFIED:
		return read_time(node, &annotation->modified, err);
	}
	return true;
}

bool sidecar_item_read(const struct yaml_node *node, struct annotation **out, struct error *err)
{
	if (node->kind != YAML_MAPPING)
		return error_set_at(err, ERR_PARSE, node->line, node->column,
			"an annotation must be a mapping");
	struct annotation *annotation = annotation_new();
	bool ok = true;
	for (const struct yaml_node *member = node->first; ok && member;
		member = member->next) {
		size_t i = key_index(member->key);
		if (i < KEYS)
			ok = read_member(member, &keys[i], annotation, err);
	}
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
				utf8_to_codepoint(document->map,
					key->kind == KEY_START ? annotation->range.start
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
	if (annotation->unknown)
		buffer_add_cstr(out, annotation->unknown);
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

static size_t line_start(struct str text, size_t offset)
{
	while (offset > 0 && text.s[offset - 1] != '\n')
		offset--;
	return offset;
}

static size_t line_end(struct str text, size_t offset)
{
	const char *end = memchr(text.s + offset, '\n', text.len - offset);
	return end ? (size_t)(end - text.s) + 1 : text.len;
}

/* Where the value's own lines end: behind a value in flow or quoted style the line's end (a
 * comment may stand before it), behind a block scalar its last line. */
static size_t value_end(struct str old, const struct yaml_node *member, size_t next)
{
	size_t end = member->bytes.end > member->bytes.start ? member->bytes.end - 1
							     : member->bytes.start;
	size_t at = line_end(old, end < old.len ? end : old.len);
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

void sidecar_item_splice(struct buffer *out, struct str old,
	const struct annotation *annotation, const struct document *document, size_t indent)
{
	struct arena *arena = arena_new();
	struct error err;
	const struct yaml_node *root = NULL;
	if (!yaml_parse(arena, old, &root, &err) || !root || root->kind != YAML_SEQUENCE ||
		!root->first || root->first->kind != YAML_MAPPING) {
		sidecar_item_write(out, annotation, document, indent);
		arena_free(arena);
		return;
	}
	const struct yaml_node *member = root->first->first;
	bool present[KEYS] = {false};
	for (const struct yaml_node *m = member; m; m = m->next)
		if (key_index(m->key) < KEYS)
			present[key_index(m->key)] = true;
	size_t next = 0, dash = indent, column = indent + 2;
	if (member)
		column = member->key_bytes.start - line_start(old, member->key_bytes.start);
	if (member)
		buffer_add(out,
			str_slice(old,
				(struct range){0, line_start(old, member->key_bytes.start)}));
	for (; member; member = member->next, dash = column) {
		size_t from = line_start(old, member->key_bytes.start);
		size_t to = member->next ? line_start(old, member->next->key_bytes.start)
					 : old.len;
		size_t index = key_index(member->key), own = value_end(old, member, to);
		/* New keys stand before the first known key that comes later in our order. */
		for (; index < KEYS && dash == column && next < index; next++)
			if (!present[next])
				add_line(
					out, &keys[next], annotation, document, column, column);
		if (index == KEYS || same_value(member, &keys[index], annotation, document))
			buffer_add(out, str_slice(old, (struct range){from, own}));
		else
			add_changed(out, old, (struct range){from, own}, member, &keys[index],
				annotation, document, column, dash);
		for (; !member->next && next < KEYS; next++)
			if (!present[next])
				add_line(
					out, &keys[next], annotation, document, column, column);
		buffer_add(out, str_slice(old, (struct range){own, to}));
	}
	arena_free(arena);
}
