#include "sidecar_text.h"

#include "id_index.h"
#include "sidecar_item.h"
#include "sidecar_match.h"
#include "sidecar_source.h"

#include "attache/base/memory.h"
#include "attache/base/yaml.h"

#include <stdlib.h>
#include <string.h>

#define LARGE ((size_t)1024 * 1024) /* annotations that memory is made ready for */
#define EXPECTED ((size_t)48 * 1024 * 1024)
#define GONE_MAX ((size_t)1024 * 1024)
#define FRAME_MAX ((size_t)1024 * 1024) /* of what is copied to be looked at */

void sidecar_text_free(struct sidecar_text *text)
{
	buffer_free(&text->text);
	buffer_free(&text->gone);
	free(text->items.items);
	free(text->gone_items.items);
	*text = (struct sidecar_text){0};
}

void sidecar_list_free(struct sidecar_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		annotation_free(list->items[i]);
	free(list->items);
	id_index_free(&list->ids);
	*list = (struct sidecar_list){0};
}

struct annotations *sidecar_text_set(const struct sidecar_text *text, struct sidecar_list *list)
{
	struct annotations *set = annotations_build_indexed(
		list->items, list->count, &list->ids);
	if (text->date[0])
		annotations_set_date(set, text->date);
	return set;
}

static void add_item(
	struct sidecar_items *list, const char *id, struct range bytes, uint64_t stamp)
{
	list->items = memory_grow(
		list->items, &list->capacity, list->count + 1, sizeof *list->items);
	struct sidecar_item *item = &list->items[list->count++];
	*item = (struct sidecar_item){.bytes = bytes, .stamp = stamp};
	memcpy(item->id, id, strlen(id) + 1);
}

/* ---- reading
 * ----------------------------------------------------------------------------------------------
 */

static size_t to_byte(
	const struct document *document, struct utf8_place *last, size_t codepoint)
{
	return document ? utf8_to_byte_near(document->map, last, codepoint) : codepoint;
}

static void add_annotation(struct sidecar_list *list, struct annotation *annotation,
	const struct document *document, struct utf8_place *last)
{
	if (annotation_has_place(annotation)) {
		annotation->range.start = to_byte(document, last, annotation->saved_start);
		annotation->range.end = to_byte(document, last, annotation->saved_end);
	}
	list->items = memory_grow(
		list->items, &list->capacity, list->count + 1, sizeof *list->items);
	list->items[list->count++] = annotation;
}

static bool read_head(struct sidecar_text *out, const struct yaml_node *root, struct error *err)
{
	const struct yaml_node *version = yaml_member(root, "version");
	const struct yaml_node *source = yaml_member(root, "source");
	const struct yaml_node *sha256 = yaml_member(source, "sha256");
	const struct yaml_node *date = yaml_member(source, "date");
	size_t number = 1;
	out->has_source = source != NULL;
	if (version && !yaml_get_size(version, &number, err))
		return false;
	if (number != 1)
		return error_set_at(err, ERR_PARSE, version->line, version->column,
			"version %zu is newer than this program; it reads version 1", number);
	if (sha256 && sha256->kind == YAML_SCALAR && sha256->text.len == 64)
		memcpy(out->sha256, sha256->text.s, 64);
	if (date && date->kind == YAML_SCALAR && date->text.len < sizeof out->date)
		memcpy(out->date, date->text.s, date->text.len);
	return true;
}

/* Can items be spliced line by line? Each "- " stands first on its line. */
static bool is_spliceable(struct str text, const struct yaml_node *list)
{
	for (const struct yaml_node *item = list->first; item; item = item->next) {
		size_t start = str_line_start(text, item->bytes.start);
		while (start < text.len && text.s[start] == ' ')
			start++;
		if (item->kind != YAML_MAPPING || start >= text.len || text.s[start] != '-')
			return false;
	}
	return list->first && text.s[list->bytes.start] != '[';
}

static bool read_list(struct sidecar_text *out, const struct yaml_node *list,
	const struct document *document, struct sidecar_list *found, struct error *err)
{
	struct str text = buffer_str(&out->text);
	struct utf8_place last = {0};
	bool ok = true;
	out->spliceable = is_spliceable(text, list);
	for (const struct yaml_node *node = list->first; ok && node; node = node->next) {
		struct annotation *annotation;
		ok = sidecar_item_read(node, &annotation, err);
		if (!ok)
			break;
		size_t start = str_line_start(text, node->bytes.start);
		size_t end = node->next ? str_line_start(text, node->next->bytes.start)
					: list->bytes.end;
		add_item(&out->items, annotation->id, (struct range){start, end}, 0);
		add_annotation(found, annotation, document, &last);
		if (!id_index_add(&found->ids, annotation->id, annotation))
			ok = error_set_at(err, ERR_PARSE, node->line, node->column,
				"the id \"%s\" stands here twice", annotation->id);
	}
	return ok;
}

/* Where the items stand, or would stand. */
static void place_list(
	struct sidecar_text *out, const struct yaml_node *root, const struct yaml_node *list)
{
	struct str text = buffer_str(&out->text);
	if (!list) {
		size_t end = root ? root->bytes.end : text.len;
		out->list = (struct range){end, end};
		out->needs_key = true;
		return;
	}
	bool in_block = out->items.count && out->spliceable;
	if (in_block) {
		size_t dash = out->items.items[0].bytes.start;
		while (text.s[dash] == ' ')
			dash++;
		out->indent = dash - out->items.items[0].bytes.start;
		out->list = (struct range){out->items.items[0].bytes.start,
			out->items.items[out->items.count - 1].bytes.end};
		return;
	}
	/* "annotations: []", or a list in flow style: its lines are replaced whole. */
	bool in_lines = list->kind == YAML_SEQUENCE && text.s[list->bytes.start] != '[';
	out->list = (struct range){str_line_start(text, list->key_bytes.start),
		in_lines ? list->bytes.end : str_line_end(text, list->bytes.end)};
	out->needs_key = true;
}

/* Whether keys can be added to the text: a mapping in lines, its keys at the lines' start, or
 * nothing but comments. */
static bool is_frame(struct str text, const struct yaml_node *root, struct error *err)
{
	struct str line;
	unsigned number = 1;
	if (root && root->kind != YAML_MAPPING)
		return error_set_at(err, ERR_PARSE, root->line, root->column,
			"a sidecar must be a mapping");
	if (root && (text.s[root->bytes.start] == '{' || root->column != 1))
		return error_set_at(err, ERR_PARSE, root->line, root->column,
			"the keys of a sidecar must stand at the start of lines");
	for (; !root && str_split(&text, '\n', &line); number++) {
		line = str_trim(line);
		if (line.len && line.s[0] != '#' && !str_equal(line, STR("\xEF\xBB\xBF")))
			return error_set_at(
				err, ERR_PARSE, number, 1, "a sidecar must be a mapping");
	}
	return true;
}

/* All of the text through libyaml. */
static bool parse_whole(struct sidecar_text *out, const struct document *document,
	struct sidecar_list *found, struct error *err)
{
	struct arena *arena = arena_new();
	const struct yaml_node *root = NULL;
	bool ok = yaml_parse(arena, buffer_str(&out->text), &root, err);
	ok = ok && is_frame(buffer_str(&out->text), root, err);
	ok = ok && (!root || read_head(out, root, err));
	const struct yaml_node *list = ok ? yaml_member(root, "annotations") : NULL;
	bool empty = !list || !list->first;
	bool null = list && list->kind == YAML_SCALAR && !list->quoted &&
		    (list->text.len == 0 || str_equal(list->text, STR("~")) ||
			    str_equal(list->text, STR("null")));
	if (list && list->kind != YAML_SEQUENCE && !null)
		ok = error_set_at(
			err, ERR_PARSE, list->line, list->column, "annotations must be a list");
	else if (ok && !empty)
		ok = read_list(out, list, document, found, err);
	if (ok)
		place_list(out, root, list);
	arena_free(arena);
	return ok;
}

/* ---- reading what we wrote
 * ------------------------------------------------------------------------
 */

static size_t indent_at(struct str text, size_t offset)
{
	size_t at = offset;
	while (at < text.len && text.s[at] == ' ')
		at++;
	return at - offset;
}

/* The end of the item whose "- " stands at `start`, after `indent` blanks: where the next one
 * begins, or where a line begins that belongs to no item. */
static size_t item_end(struct str text, size_t start, size_t indent)
{
	size_t at = str_line_end(text, start);
	for (; at < text.len; at = str_line_end(text, at)) {
		size_t blanks = indent_at(text, at);
		char c = at + blanks < text.len ? text.s[at + blanks] : '\n';
		if (blanks <= indent && c != '#' && c != '\n' && c != '\r')
			break;
	}
	return at;
}

/* The head and what stands behind the list, without the list, are YAML for themselves. */
static bool read_frame(struct sidecar_text *out, struct range list, struct arena *arena)
{
	struct str text = buffer_str(&out->text);
	struct buffer frame = {0};
	struct error err;
	const struct yaml_node *root = NULL, *key = NULL;
	if (list.start + text.len - list.end > FRAME_MAX)
		return false;
	buffer_add(&frame, str_slice(text, (struct range){0, list.start}));
	buffer_add(&frame, str_slice(text, (struct range){list.end, text.len}));
	bool ok = yaml_parse(arena, buffer_str(&frame), &root, &err) && root &&
		  root->kind == YAML_MAPPING;
	if (ok)
		key = yaml_member(root, "annotations");
	ok = ok && key && key->kind == YAML_SCALAR && key->text.len == 0 && !key->quoted &&
	     key->key_bytes.end < list.start &&
	     str_line_end(text, key->key_bytes.end) == list.start;
	ok = ok && read_head(out, root, &err);
	buffer_free(&frame);
	return ok;
}

/* How much memory the annotations of a text may take: with the text no more than EXPECTED,
 * since one that was made to hurt has to be refused within 64 MB. */
static size_t expected(size_t bytes)
{
	size_t room = bytes < EXPECTED ? EXPECTED - bytes : 0;
	return room < 2 * bytes ? room : 2 * bytes;
}

/* Item by item and mostly without libyaml. False, which says nothing about the text, when it is
 * of another style or something is wrong with it. */
static bool parse_items(
	struct sidecar_text *out, const struct document *document, struct sidecar_list *found)
{
	struct str key = STR("\nannotations:\n");
	struct str text = buffer_str(&out->text);
	size_t at = str_find(text, key);
	if (at == SIZE_MAX || at + key.len >= text.len)
		return false;
	struct utf8_place last = {0};
	struct arena *arena = arena_new();
	struct range list = {at + key.len, at + key.len};
	size_t indent = indent_at(text, list.start);
	bool ok = true;
	id_index_reserve(&found->ids, text.len / 512);
	if (text.len > LARGE)
		memory_expect(expected(text.len));
	while (ok && list.end + indent < text.len && indent_at(text, list.end) == indent &&
		text.s[list.end + indent] == '-') {
		struct error err;
		struct annotation *annotation = NULL;
		struct range bytes = {list.end, item_end(text, list.end, indent)};
		const struct yaml_node *root = NULL;
		struct str lines = str_slice(text, bytes);
		arena_reset(arena);
		const struct yaml_node *node = yaml_parse_plain(arena, lines);
		if (!node && yaml_parse(arena, lines, &root, &err) && root &&
			root->kind == YAML_SEQUENCE && is_spliceable(lines, root) &&
			!root->first->next)
			node = root->first;
		ok = node && sidecar_item_read(node, &annotation, &err);
		if (ok) {
			add_item(&out->items, annotation->id, bytes, 0);
			add_annotation(found, annotation, document, &last);
			ok = id_index_add(&found->ids, annotation->id, annotation);
		}
		list.end = bytes.end;
	}
	ok = ok && found->count && read_frame(out, list, arena);
	out->list = list;
	out->indent = indent;
	out->spliceable = true;
	arena_free(arena);
	return ok;
}

/* The last value of a text. */
static const struct yaml_node *last_scalar(const struct yaml_node *node)
{
	while (node && node->kind != YAML_SCALAR) {
		node = node->first;
		while (node && node->next)
			node = node->next;
	}
	return node;
}

/* End the last line of a text that does not, where it belongs to a block scalar: a save that
 * adds something behind it would make the value longer by a line end, so the scalar is told to
 * leave that out ("|-"). */
static void end_last_line(struct buffer *text)
{
	struct arena *arena = arena_new();
	const struct yaml_node *root = NULL;
	struct error err;
	if (!text->len || text->data[text->len - 1] == '\n' ||
		!yaml_parse(arena, buffer_str(text), &root, &err)) {
		arena_free(arena);
		return;
	}
	const struct yaml_node *last = last_scalar(root);
	size_t start = last ? last->bytes.start : 0;
	if (last && (text->data[start] == '|' || text->data[start] == '>')) {
		size_t at = start + 1;
		while (at < text->len && text->data[at] >= '1' && text->data[at] <= '9')
			at++;
		bool told = at < text->len && (text->data[at] == '-' || text->data[at] == '+');
		buffer_splice(text, (struct range){at, at + told}, STR("-"));
		buffer_add_byte(text, '\n');
	}
	arena_free(arena);
}

bool sidecar_text_parse(struct sidecar_text *out, struct buffer *bytes,
	const struct document *document, struct sidecar_list *list, struct error *err)
{
	end_last_line(bytes);
	*out = (struct sidecar_text){.text = *bytes};
	*bytes = (struct buffer){0};
	*list = (struct sidecar_list){0};
	if (parse_items(out, document, list))
		return true;
	sidecar_list_free(list);
	struct buffer text = out->text;
	out->text = (struct buffer){0};
	sidecar_text_free(out);
	out->text = text;
	if (parse_whole(out, document, list, err))
		return true;
	sidecar_list_free(list);
	return false;
}

/* ---- writing
 * ----------------------------------------------------------------------------------------------
 */

static void end_line(struct buffer *text)
{
	if (text->len && text->data[text->len - 1] != '\n')
		buffer_add_byte(text, '\n');
}

/* The lines around the items: the old ones with what they say of the source as it is now. */
static void add_frame(struct buffer *head, struct buffer *tail,
	const struct sidecar_text *previous, const struct document *document, const char *date)
{
	struct str text = buffer_str(&previous->text);
	buffer_add(head, str_slice(text, (struct range){0, previous->list.start}));
	buffer_add(tail, str_slice(text, (struct range){previous->list.end, text.len}));
	end_line(head);
	bool is_new = !previous->has_source && previous->needs_key;
	if (document && is_new)
		sidecar_source_add(head, document, date);
	else if (document)
		sidecar_source_update(head, tail, document, date);
	if (previous->needs_key)
		buffer_add_cstr(head, "annotations:\n");
}

static void bury_item(
	struct sidecar_text *next, const struct buffer *from, const struct sidecar_item *item)
{
	size_t start = next->gone.len;
	if (start + range_length(item->bytes) > GONE_MAX)
		return;
	buffer_add(&next->gone, str_slice(buffer_str(from), item->bytes));
	add_item(&next->gone_items, item->id, (struct range){start, next->gone.len}, 0);
}

/* Keep the lines of what is no longer in the set, and of what went before. */
static void bury(struct sidecar_text *next, const struct sidecar_text *previous,
	const struct sidecar_match *match, const struct annotations *set)
{
	for (size_t i = 0; i < previous->gone_items.count; i++) {
		const struct sidecar_item *item = &previous->gone_items.items[i];
		if (!annotations_find(set, item->id))
			bury_item(next, &previous->gone, item);
	}
	for (size_t i = 0; i < match->left_count; i++)
		bury_item(next, &previous->text, match->left[i]);
}

/* Append one annotation's lines; unchanged ones as they stand in `old`. */
static void add_lines(struct buffer *out, struct str old, const struct sidecar_item *item,
	const struct annotation *annotation, const struct document *document, size_t indent)
{
	/* The last item of a file may lack its line end. */
	if (out->len && out->data[out->len - 1] != '\n')
		buffer_add_byte(out, '\n');
	if (!item)
		sidecar_item_write(out, annotation, document, indent);
	else if (item->stamp == annotation->stamp)
		buffer_add(out, str_slice(old, item->bytes));
	else
		sidecar_item_splice(
			out, str_slice(old, item->bytes), annotation, document, indent);
}

/* The lines of an annotation that was taken out before; the index is made for the first that is
 * looked for. */
static const struct sidecar_item *find_gone(
	const struct sidecar_text *previous, struct id_index *index, const char *id)
{
	const struct sidecar_items *gone = &previous->gone_items;
	if (!previous->spliceable)
		return NULL;
	for (size_t i = 0; index->count == 0 && i < gone->count; i++)
		id_index_add(index, gone->items[i].id, &gone->items[i]);
	return id_index_find(index, id);
}

static void add_items(struct sidecar_text *next, const struct sidecar_text *previous,
	const struct document *document, const struct annotations *set)
{
	static const struct sidecar_items none;
	struct sidecar_match match;
	struct id_index gone = {0};
	sidecar_match_make(&match, previous->spliceable ? &previous->items : &none, set);
	next->items.items = memory_grow(next->items.items, &next->items.capacity,
		annotations_count(set) + 1, sizeof *next->items.items);
	for (size_t i = 0; i < annotations_count(set); i++) {
		const struct annotation *annotation = annotations_at(set, i);
		const struct sidecar_item *item = match.items[i];
		struct str lines = buffer_str(&previous->text);
		size_t start = next->text.len;
		if (!item) {
			item = find_gone(previous, &gone, annotation->id);
			lines = buffer_str(&previous->gone);
		}
		add_lines(&next->text, lines, item, annotation, document, previous->indent);
		add_item(&next->items, annotation->id, (struct range){start, next->text.len},
			annotation->stamp);
	}
	bury(next, previous, &match, set);
	sidecar_match_free(&match);
	id_index_free(&gone);
}

void sidecar_text_write(struct sidecar_text *next, const struct sidecar_text *previous,
	const struct document *document, const struct annotations *set)
{
	static const struct sidecar_text fresh = {.needs_key = true};
	struct str old = buffer_str(&previous->text);
	const char *date = annotations_date(set);
	struct buffer *out = &next->text, tail = {0};
	buffer_free(&next->gone);
	free(next->gone_items.items);
	*next = (struct sidecar_text){.text = next->text,
		.items = {next->items.items, 0, next->items.capacity},
		.indent = previous->indent,
		.has_source = previous->has_source || previous->needs_key || old.len == 0,
		.spliceable = true};
	buffer_clear(out);
	buffer_reserve(out, old.len + 4096);
	if (old.len == 0)
		buffer_add_cstr(out, "# attache annotations\nversion: 1\n");
	add_frame(out, &tail, old.len ? previous : &fresh, document, date);
	next->list.start = out->len;
	add_items(next, previous, document, set);
	if (tail.len)
		end_line(out);
	next->list.end = out->len;
	buffer_add(out, buffer_str(&tail));
	buffer_free(&tail);
	memcpy(next->sha256, document ? document->sha256 : previous->sha256,
		sizeof next->sha256);
	memcpy(next->date, previous->date, sizeof next->date);
	if (document && date && strlen(date) < sizeof next->date)
		memcpy(next->date, date, strlen(date) + 1);
}
