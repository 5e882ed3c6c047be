#include "sidecar_text.h"

#include "sidecar_item.h"

#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/base/yaml.h"

#include <stdlib.h>
#include <string.h>

void sidecar_text_free(struct sidecar_text *text)
{
	buffer_free(&text->text);
	free(text->items);
	*text = (struct sidecar_text){0};
}

static uint64_t hash_of(struct str text)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.s[i]) * 1099511628211u;
	return hash;
}

static uint64_t written_hash(struct buffer *scratch, const struct annotation *annotation,
	const struct document *document)
{
	buffer_clear(scratch);
	sidecar_item_write(scratch, annotation, document, 0);
	return hash_of(buffer_str(scratch));
}

static void add_item(
	struct sidecar_text *text, const char *id, struct range bytes, uint64_t written)
{
	text->items = memory_grow(
		text->items, &text->capacity, text->count + 1, sizeof *text->items);
	struct sidecar_item *item = &text->items[text->count++];
	*item = (struct sidecar_item){.bytes = bytes, .written = written};
	memcpy(item->id, id, strlen(id) + 1);
}

/* ---- reading
 * ----------------------------------------------------------------------------------------------
 */

static size_t line_start(struct str text, size_t offset)
{
	while (offset > 0 && text.s[offset - 1] != '\n')
		offset--;
	return offset;
}

static bool read_head(struct sidecar_text *out, const struct yaml_node *root, struct error *err)
{
	const struct yaml_node *version = yaml_member(root, "version");
	const struct yaml_node *source = yaml_member(root, "source");
	const struct yaml_node *sha256 = yaml_member(source, "sha256");
	const struct yaml_node *date = yaml_member(source, "date");
	size_t number = 1;
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

/* Can items be spliced line by line? Block style, each "- " first on its line. */
static bool is_spliceable(struct str text, const struct yaml_node *list)
{
	for (const struct yaml_node *item = list->first; item; item = item->next) {
		if (item->kind != YAML_MAPPING || !item->first ||
			text.s[item->bytes.start] == '{')
			return false;
		size_t start = line_start(text, item->bytes.start);
		while (start < text.len && text.s[start] == ' ')
			start++;
		if (start >= text.len || text.s[start] != '-')
			return false;
	}
	return list->first && text.s[list->bytes.start] != '[';
}

/* Where lines cannot be copied, the keys that are not ours become lines of their own. */
static void keep_unknown(
	struct annotation *annotation, struct str text, const struct yaml_node *node)
{
	struct buffer lines = {0};
	for (const struct yaml_node *member = node->first; member; member = member->next) {
		if (sidecar_item_knows(member->key))
			continue;
		buffer_add_cstr(&lines, "  ");
		buffer_add(&lines, str_slice(text, member->key_bytes));
		buffer_add_cstr(&lines, ": ");
		buffer_add(&lines, str_trim(str_slice(text, member->bytes)));
		buffer_add_byte(&lines, '\n');
	}
	annotation_set(&annotation->unknown, buffer_str(&lines));
	buffer_free(&lines);
}

static bool read_list(struct sidecar_text *out, const struct yaml_node *list,
	const struct document *document, struct annotations *set, struct error *err)
{
	struct str text = buffer_str(&out->text);
	struct buffer scratch = {0};
	bool ok = true;
	out->spliceable = is_spliceable(text, list);
	for (const struct yaml_node *node = list->first; ok && node; node = node->next) {
		struct annotation *annotation;
		struct change inverse;
		ok = sidecar_item_read(node, &annotation, err);
		if (!ok)
			break;
		annotation->range = (struct range){
			utf8_to_byte(document->map, annotation->saved_start),
			utf8_to_byte(document->map, annotation->saved_end)};
		size_t start = line_start(text, node->bytes.start);
		size_t end = node->next ? line_start(text, node->next->bytes.start)
					: list->bytes.end;
		/* Positions beyond the text cannot be told from its end: write them anew. */
		uint64_t written = written_hash(&scratch, annotation, document);
		if (annotation->saved_end > utf8_map_length(document->map))
			written = 0;
		add_item(out, annotation->id, (struct range){start, end}, written);
		if (!out->spliceable)
			keep_unknown(annotation, text, node);
		if (annotations_apply(set, (struct change){NULL, annotation}, &inverse)) {
			change_free(inverse);
			continue;
		}
		annotation_free(annotation);
		ok = error_set_at(err, ERR_PARSE, node->line, node->column,
			"the id \"%s\" stands here twice", out->items[out->count - 1].id);
	}
	buffer_free(&scratch);
	return ok;
}

/* Where the items stand, or would stand. */
static void place_list(struct sidecar_text *out, const struct yaml_node *list)
{
	struct str text = buffer_str(&out->text);
	if (!list) {
		out->list = (struct range){text.len, text.len};
		out->needs_key = true;
		return;
	}
	bool in_block = out->count && out->spliceable;
	if (in_block) {
		size_t dash = out->items[0].bytes.start;
		while (text.s[dash] == ' ')
			dash++;
		out->indent = dash - out->items[0].bytes.start;
		out->list = (struct range){
			out->items[0].bytes.start, out->items[out->count - 1].bytes.end};
		return;
	}
	/* "annotations: []", or a list in flow style: its lines are replaced whole. */
	const char *end = list->bytes.end < text.len ? memchr(text.s + list->bytes.end, '\n',
							       text.len - list->bytes.end)
						     : NULL;
	out->list = (struct range){line_start(text, list->key_bytes.start),
		end ? (size_t)(end - text.s) + 1 : text.len};
	out->needs_key = true;
}

bool sidecar_text_parse(struct sidecar_text *out, struct buffer *bytes,
	const struct document *document, struct annotations **set, struct error *err)
{
	struct arena *arena = arena_new();
	const struct yaml_node *root = NULL;
	*out = (struct sidecar_text){.text = *bytes};
	*bytes = (struct buffer){0};
	*set = annotations_new();
	bool ok = yaml_parse(arena, buffer_str(&out->text), &root, err);
	if (ok && root && root->kind != YAML_MAPPING)
		ok = error_set_at(err, ERR_PARSE, root->line, root->column,
			"a sidecar must be a mapping");
	ok = ok && (!root || read_head(out, root, err));
	const struct yaml_node *list = ok ? yaml_member(root, "annotations") : NULL;
	bool empty = !list || !list->first;
	if (list && list->kind != YAML_SEQUENCE &&
		!(list->kind == YAML_SCALAR && !list->text.len))
		ok = error_set_at(
			err, ERR_PARSE, list->line, list->column, "annotations must be a list");
	else if (ok && !empty)
		ok = read_list(out, list, document, *set, err);
	if (ok)
		place_list(out, list);
	arena_free(arena);
	if (!ok) {
		annotations_free(*set);
		*set = NULL;
	}
	return ok;
}

/* ---- writing
 * ----------------------------------------------------------------------------------------------
 */

static void add_source(struct buffer *out, const struct document *document)
{
	const struct metadata *metadata = &document->metadata;
	const struct {
		const char *key;
		struct str value;
	} optional[] = {
		{"title", metadata->title}, {"url", metadata->url}, {"date", metadata->date}};
	buffer_add_cstr(out, "source:\n  file: ");
	yaml_add_quoted(out, file_basename(document->path));
	buffer_format(out, "\n  sha256: \"%s\"\n  chars: %zu\n", document->sha256,
		utf8_map_length(document->map));
	for (size_t i = 0; i < sizeof optional / sizeof *optional; i++) {
		if (optional[i].value.len == 0)
			continue;
		buffer_format(out, "  %s: ", optional[i].key);
		yaml_add_quoted(out, optional[i].value);
		buffer_add_byte(out, '\n');
	}
}

/* Replace a scalar of the head; what stands before it has not moved yet, so the last comes
 * first. */
static void replace_scalar(struct buffer *head, const struct yaml_node *node, struct str value)
{
	if (node && node->kind == YAML_SCALAR && node->bytes.end > node->bytes.start)
		buffer_splice(head, node->bytes, value);
}

/* The lines before the items: the old ones with the source's hash and length as they are now.
 */
static void add_head(struct buffer *out, const struct sidecar_text *previous,
	const struct document *document)
{
	struct arena *arena = arena_new();
	struct buffer head = {0};
	const struct yaml_node *root = NULL;
	struct error err;
	struct str text = buffer_str(&previous->text);
	buffer_add(&head, str_slice(text, (struct range){0, previous->list.start}));
	if (head.len && head.data[head.len - 1] != '\n')
		buffer_add_byte(&head, '\n');
	struct str copy = arena_str(arena, buffer_str(&head));
	const struct yaml_node *source = NULL;
	if (yaml_parse(arena, copy, &root, &err))
		source = yaml_member(root, "source");
	if (source) {
		const struct yaml_node *sha256 = yaml_member(source, "sha256");
		const struct yaml_node *chars = yaml_member(source, "chars");
		struct str hash = arena_format(arena, "\"%s\"", document->sha256);
		struct str length = arena_format(arena, "%zu", utf8_map_length(document->map));
		bool order = sha256 && chars && sha256->bytes.start < chars->bytes.start;
		replace_scalar(&head, order ? chars : sha256, order ? length : hash);
		replace_scalar(&head, order ? sha256 : chars, order ? hash : length);
	}
	buffer_add(out, buffer_str(&head));
	if (!source && previous->needs_key)
		add_source(out, document);
	if (previous->needs_key)
		buffer_add_cstr(out, "annotations:\n");
	buffer_free(&head);
	arena_free(arena);
}

static int by_id(const void *a, const void *b)
{
	return strcmp((*(const struct sidecar_item *const *)a)->id,
		(*(const struct sidecar_item *const *)b)->id);
}

/* The previous items sorted by id, for finding them; the caller's to free. */
static const struct sidecar_item **index_items(const struct sidecar_text *previous)
{
	const struct sidecar_item **index = memory_zeroed(previous->count, sizeof *index);
	for (size_t i = 0; i < previous->count; i++)
		index[i] = &previous->items[i];
	qsort(index, previous->count, sizeof *index, by_id);
	return index;
}

static const struct sidecar_item *find_item(
	const struct sidecar_item **index, size_t count, const char *id)
{
	struct sidecar_item key;
	const struct sidecar_item *wanted = &key;
	memcpy(key.id, id, sizeof key.id);
	const struct sidecar_item **found = count ? bsearch(&wanted, index, count,
							    sizeof *index, by_id)
						  : NULL;
	return found ? *found : NULL;
}

void sidecar_text_write(struct sidecar_text *next, const struct sidecar_text *previous,
	const struct document *document, const struct annotations *set)
{
	static const struct sidecar_text fresh = {.needs_key = true};
	struct str old = buffer_str(&previous->text);
	struct buffer scratch = {0}, *out = &next->text;
	*next = (struct sidecar_text){.indent = previous->indent, .spliceable = true};
	if (old.len == 0) {
		buffer_add_cstr(out, "# attache annotations\nversion: 1\n");
		add_head(out, &fresh, document);
	} else {
		add_head(out, previous, document);
	}
	const struct sidecar_item **index = index_items(previous);
	next->list.start = out->len;
	for (size_t i = 0; i < annotations_count(set); i++) {
		const struct annotation *annotation = annotations_at(set, i);
		const struct sidecar_item *item = find_item(
			index, previous->count, annotation->id);
		uint64_t written = written_hash(&scratch, annotation, document);
		size_t start = out->len;
		if (!item || !previous->spliceable)
			sidecar_item_write(out, annotation, document, previous->indent);
		else if (item->written == written)
			buffer_add(out, str_slice(old, item->bytes));
		else
			sidecar_item_splice(out, str_slice(old, item->bytes), annotation,
				document, previous->indent);
		/* The last item of a file may lack its line end. */
		if (out->data[out->len - 1] != '\n')
			buffer_add_byte(out, '\n');
		add_item(next, annotation->id, (struct range){start, out->len}, written);
	}
	next->list.end = out->len;
	buffer_add(out, str_slice(old, (struct range){previous->list.end, old.len}));
	memcpy(next->sha256, document->sha256, sizeof next->sha256);
	memcpy(next->date, previous->date, sizeof next->date);
	free(index);
	buffer_free(&scratch);
}
