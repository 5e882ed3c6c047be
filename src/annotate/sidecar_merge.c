#include "attache/annotate/sidecar_merge.h"

#include "sidecar_frame.h"
#include "sidecar_item.h"
#include "sidecar_text.h"

#include "attache/annotate/merge.h"
#include "attache/base/memory.h"
#include "attache/base/yaml.h"

#include <stdlib.h>
#include <string.h>

struct version {
	struct sidecar_text text;
	struct annotations *set;
	struct id_index lines; /* items of the text by id; empty when they cannot be spliced */
};

static bool version_read(struct version *version, struct str bytes, struct error *err)
{
	struct buffer copy = {0};
	struct sidecar_list list;
	buffer_add(&copy, bytes);
	if (!sidecar_text_parse(&version->text, &copy, NULL, &list, err))
		return false;
	version->set = annotations_build_indexed(list.items, list.count, &list.ids);
	struct sidecar_items *items = &version->text.items;
	for (size_t i = 0; i < items->count; i++)
		items->items[i].stamp = list.items[i]->stamp;
	for (size_t i = 0; version->text.spliceable && i < items->count; i++)
		id_index_add(&version->lines, items->items[i].id, &items->items[i]);
	free(list.items);
	return true;
}

static void version_free(struct version *version)
{
	sidecar_text_free(&version->text);
	annotations_free(version->set);
	id_index_free(&version->lines);
}

/* ---- whose lines say an annotation
 * ------------------------------------------------------------
 */

/* One annotation's lines in a version; empty when it has none. */
struct lines {
	struct str text;
	uint64_t stamp;
};

static struct lines lines_of(const struct version *version, const char *id)
{
	const struct sidecar_item *item = id_index_find(&version->lines, id);
	if (!item)
		return (struct lines){0};
	return (struct lines){
		str_slice(buffer_str(&version->text.text), item->bytes), item->stamp};
}

/* Whether a side did more to an annotation's lines than to change values that we know:
 * comments, unknown keys, the order or style of keys. */
static bool is_reworked(
	struct str side, struct str base, const struct annotation *was, size_t indent)
{
	struct buffer back = {0};
	sidecar_item_splice(&back, side, was, NULL, indent);
	bool reworked = !str_equal(buffer_str(&back), base);
	buffer_free(&back);
	return reworked;
}

/* What one side wrote to an annotation and the lines that were taken do not have. */
struct leftovers {
	struct str base, taken;
	size_t indent; /* of the keys */
	struct buffer *out;
};

static void add_leftover(const struct leftovers *to, struct str line)
{
	if (str_find(to->base, line) != SIZE_MAX || str_find(to->taken, line) != SIZE_MAX)
		return;
	buffer_add_repeat(to->out, ' ', to->indent);
	buffer_add(to->out, line);
	buffer_add_byte(to->out, '\n');
}

/* Comments: those on lines of their own, and those behind a value, which get one. */
static void add_comments(const struct leftovers *to, struct str from)
{
	struct arena *arena = arena_new();
	struct error err;
	const struct yaml_node *root = NULL;
	for (struct str rest = from, line; str_split(&rest, '\n', &line);)
		if (str_starts(str_trim(line), STR("#")))
			add_leftover(to, str_trim(line));
	bool ok = yaml_parse(arena, from, &root, &err) && root && root->first;
	for (const struct yaml_node *member = ok ? root->first->first : NULL; member;
		member = member->next) {
		struct str value = str_trim(str_slice(from, member->bytes)), behind;
		size_t end = value.len ? (size_t)(value.s - from.s) + value.len
				       : member->key_bytes.end + 1;
		struct str rest = str_slice(from, (struct range){end, from.len});
		if (str_split(&rest, '\n', &behind) && str_starts(str_trim(behind), STR("#")))
			add_leftover(to, str_trim(behind));
	}
	arena_free(arena);
}

/* The line of an unknown key as the model keeps it, up to its value. */
static struct str key_of(struct str line)
{
	size_t colon = str_find(line, STR(": "));
	return str_slice(line, (struct range){0, colon == SIZE_MAX ? line.len : colon});
}

static bool knows_key(const struct annotation *annotation, struct str key)
{
	for (struct str rest = str_from(annotation->unknown), line;
		str_split(&rest, '\n', &line);)
		if (str_equal(key_of(line), key))
			return true;
	return false;
}

/* Unknown keys that only the other side has. */
static void add_keys(const struct leftovers *to, const struct annotation *taken,
	const struct annotation *was, const struct annotation *other)
{
	for (struct str rest = str_from(other->unknown), line; str_split(&rest, '\n', &line);)
		if (!knows_key(taken, key_of(line)) && !(was && knows_key(was, key_of(line))))
			add_leftover(to, str_trim(line));
}

/* Whether a side changed unknown keys that were there, or took them out. */
static bool changed_unknown(const struct annotation *was, const struct annotation *side)
{
	struct str now = str_from(side->unknown);
	for (struct str rest = str_from(was->unknown), line; str_split(&rest, '\n', &line);)
		if (str_find(now, line) == SIZE_MAX)
			return true;
	return false;
}

/* Append the lines that the merged annotation is spliced into; returns the stamp of what they
 * say. Where both sides did more than change values, ours are taken and what else is theirs is
 * put behind them; theirs where only they changed keys that we do not know. */
static uint64_t add_lines(
	struct buffer *out, const struct version versions[VERSIONS], const char *id)
{
	struct lines lines[VERSIONS];
	const struct annotation *read[VERSIONS];
	for (size_t i = 0; i < VERSIONS; i++) {
		lines[i] = lines_of(&versions[i], id);
		read[i] = annotations_find(versions[i].set, id);
	}
	const struct annotation *was = read[VERSION_BASE];
	struct str base = lines[VERSION_BASE].text, ours = lines[VERSION_OURS].text,
		   theirs = lines[VERSION_THEIRS].text;
	size_t indent = versions[VERSION_OURS].text.indent, from = VERSION_OURS;
	bool both = ours.len && theirs.len && !str_equal(ours, base) &&
		    !str_equal(theirs, base);
	if (!both) {
		from = ours.len == 0 || (theirs.len && str_equal(ours, base)) ? VERSION_THEIRS
									      : VERSION_OURS;
	} else if (was && base.len) {
		both = is_reworked(ours, base, was, indent);
		bool flip = changed_unknown(was, read[VERSION_THEIRS]) &&
			    !changed_unknown(was, read[VERSION_OURS]);
		from = !both || flip ? VERSION_THEIRS : VERSION_OURS;
	}
	buffer_add(out, lines[from].text);
	if (out->len && out->data[out->len - 1] != '\n')
		buffer_add_byte(out, '\n');
	size_t other = from == VERSION_OURS ? VERSION_THEIRS : VERSION_OURS;
	struct leftovers to = {base, lines[from].text, indent + 2, out};
	if (both) {
		add_keys(&to, read[from], was, read[other]);
		add_comments(&to, lines[other].text);
	}
	return both ? 0 : lines[from].stamp;
}

/* The text that the merged set is written over: the frame of both sides, and between its head
 * and its tail the lines of each annotation, from the side that did most to them. */
static void weave(struct sidecar_text *woven, const struct version versions[VERSIONS],
	const struct annotations *merged)
{
	struct buffer tail = {0};
	const struct sidecar_text *texts[VERSIONS];
	for (size_t i = 0; i < VERSIONS; i++)
		texts[i] = &versions[i].text;
	*woven = (struct sidecar_text){.spliceable = true,
		.has_source = true,
		.indent = versions[VERSION_OURS].text.indent};
	sidecar_frame_merge(&woven->text, &tail, texts);
	woven->list.start = woven->text.len;
	for (size_t i = 0; i < annotations_count(merged); i++) {
		const struct annotation *annotation = annotations_at(merged, i);
		const char *id = annotation->id;
		size_t start = woven->text.len;
		uint64_t stamp = 0;
		struct sidecar_items *items = &woven->items;
		if (annotations_find(versions[VERSION_OURS].set, id) ||
			annotations_find(versions[VERSION_THEIRS].set, id))
			stamp = add_lines(&woven->text, versions, id);
		else
			buffer_add(&woven->text,
				lines_of(&versions[VERSION_THEIRS], annotation->conflict_of)
					.text);
		if (woven->text.len == start)
			continue;
		items->items = memory_grow(
			items->items, &items->capacity, items->count + 1, sizeof *items->items);
		struct sidecar_item *item = &items->items[items->count++];
		*item = (struct sidecar_item){
			.bytes = {start, woven->text.len}, .stamp = stamp};
		memcpy(item->id, id, sizeof item->id);
	}
	woven->list.end = woven->text.len;
	buffer_add(&woven->text, buffer_str(&tail));
	buffer_free(&tail);
}

bool sidecar_merge(struct buffer *out, const struct str texts[VERSIONS], size_t *conflicts,
	enum sidecar_version *broken, struct error *err)
{
	struct version versions[VERSIONS] = {0};
	size_t read = 0;
	while (read < VERSIONS && version_read(&versions[read], texts[read], err))
		read++;
	*broken = (enum sidecar_version)read;
	if (read == VERSIONS) {
		struct version *theirs = &versions[VERSION_THEIRS];
		struct sidecar_text woven, written = {0};
		struct annotations *merged = annotations_merge(versions[VERSION_BASE].set,
			versions[VERSION_OURS].set, theirs->set, conflicts);
		/* Lines of another depth do not fit into our list. */
		if (theirs->text.indent != versions[VERSION_OURS].text.indent &&
			versions[VERSION_OURS].lines.count)
			id_index_free(&theirs->lines);
		weave(&woven, versions, merged);
		sidecar_text_write(&written, &woven, NULL, merged);
		buffer_add(out, buffer_str(&written.text));
		annotations_free(merged);
		sidecar_text_free(&woven);
		sidecar_text_free(&written);
	}
	for (size_t i = 0; i < VERSIONS; i++)
		version_free(&versions[i]);
	return read == VERSIONS;
}
