#include "sidecar_frame.h"

#include "attache/base/yaml.h"

#include <string.h>

/* ---- the three frames
 * ---------------------------------------------------------------------------- */

struct frame {
	struct buffer head, tail;
	const struct yaml_node *root; /* of head and tail as one text */
	struct str text;
};

static void end_line(struct buffer *out)
{
	if (out->len && out->data[out->len - 1] != '\n')
		buffer_add_byte(out, '\n');
}

static void frame_read(
	struct frame *frame, const struct sidecar_text *text, struct arena *arena)
{
	struct str all = buffer_str(&text->text);
	struct error err;
	buffer_add(&frame->head, str_slice(all, (struct range){0, text->list.start}));
	buffer_add(&frame->tail, str_slice(all, (struct range){text->list.end, all.len}));
	end_line(&frame->head);
	end_line(&frame->tail);
	if (text->needs_key && all.len)
		buffer_add_cstr(&frame->head, "annotations:\n");
	frame->text = arena_format(arena, "%.*s%.*s", STR_ARG(buffer_str(&frame->head)),
		STR_ARG(buffer_str(&frame->tail)));
	if (!yaml_parse(arena, frame->text, &frame->root, &err))
		frame->root = NULL;
}

static bool same_node(const struct frame *a, const struct yaml_node *x, const struct frame *b,
	const struct yaml_node *y)
{
	if (!x || !y)
		return x == y;
	if (x->kind == YAML_SCALAR && y->kind == YAML_SCALAR)
		return str_equal(x->text, y->text);
	return str_equal(
		str_trim(str_slice(a->text, x->bytes)), str_trim(str_slice(b->text, y->bytes)));
}

static const struct yaml_node *member(const struct yaml_node *mapping, struct str key)
{
	for (const struct yaml_node *node = mapping ? mapping->first : NULL; node;
		node = node->next)
		if (str_equal(node->key, key))
			return node;
	return NULL;
}

/* The lines of a member, from its key to the end of its value's last line. */
static struct str lines_of(const struct frame *frame, const struct yaml_node *node)
{
	struct str text = frame->text, value = str_trim(str_slice(text, node->bytes));
	size_t start = node->key_bytes.start;
	size_t end = value.len ? (size_t)(value.s - text.s) + value.len : node->key_bytes.end;
	while (start > 0 && text.s[start - 1] != '\n')
		start--;
	while (end < text.len && text.s[end] != '\n')
		end++;
	return str_slice(text, (struct range){start, end < text.len ? end + 1 : end});
}

/* ---- both sides changed something
 * ---------------------------------------------------------------- */

/* Whether theirs has a value that they gave it and we did not touch. */
static bool is_their_change(const struct frame frames[VERSIONS],
	const struct yaml_node *const mappings[VERSIONS], const struct yaml_node *theirs)
{
	const struct yaml_node *was = member(mappings[VERSION_BASE], theirs->key);
	const struct yaml_node *ours = member(mappings[VERSION_OURS], theirs->key);
	return !same_node(&frames[VERSION_BASE], was, &frames[VERSION_THEIRS], theirs) &&
	       (!ours || same_node(&frames[VERSION_BASE], was, &frames[VERSION_OURS], ours));
}

/* Put a changed value of theirs over ours, into the head: what stands before it has not moved,
 * since the last comes first. */
static void adopt_values(struct buffer *head, const struct frame frames[VERSIONS],
	const struct yaml_node *const sources[VERSIONS], const struct yaml_node *ours)
{
	if (!ours)
		return;
	adopt_values(head, frames, sources, ours->next);
	const struct yaml_node *theirs = member(sources[VERSION_THEIRS], ours->key);
	if (theirs && theirs->kind == YAML_SCALAR && ours->kind == YAML_SCALAR &&
		ours->bytes.end <= head->len && is_their_change(frames, sources, theirs))
		buffer_splice(head, ours->bytes,
			str_slice(frames[VERSION_THEIRS].text, theirs->bytes));
}

/* New keys of theirs below `source`, as its first lines. */
static void adopt_source(struct buffer *head, const struct frame frames[VERSIONS])
{
	const struct yaml_node *sources[VERSIONS];
	struct buffer fresh = {0};
	for (size_t i = 0; i < VERSIONS; i++) {
		const struct yaml_node *source = yaml_member(frames[i].root, "source");
		sources[i] = source && source->kind == YAML_MAPPING ? source : NULL;
	}
	const struct yaml_node *ours = sources[VERSION_OURS], *theirs = sources[VERSION_THEIRS];
	if (!ours || !theirs || !ours->first || ours->column != theirs->column ||
		frames[VERSION_OURS].text.s[ours->bytes.start] == '{' ||
		frames[VERSION_THEIRS].text.s[theirs->bytes.start] == '{')
		return;
	struct str first = lines_of(&frames[VERSION_OURS], ours->first);
	size_t at = (size_t)(first.s - frames[VERSION_OURS].text.s);
	for (const struct yaml_node *node = theirs->first; node; node = node->next)
		if (!member(ours, node->key) && is_their_change(frames, sources, node))
			buffer_add(&fresh, lines_of(&frames[VERSION_THEIRS], node));
	adopt_values(head, frames, sources, ours->first);
	if (at <= head->len)
		buffer_splice(head, (struct range){at, at}, buffer_str(&fresh));
	buffer_free(&fresh);
}

/* New keys of theirs beside `source`, behind everything else. */
static void adopt_keys(struct buffer *tail, const struct frame frames[VERSIONS])
{
	const struct yaml_node *roots[VERSIONS];
	for (size_t i = 0; i < VERSIONS; i++)
		roots[i] = frames[i].root;
	const struct yaml_node *theirs = roots[VERSION_THEIRS];
	for (const struct yaml_node *node = theirs ? theirs->first : NULL; node;
		node = node->next)
		if (!member(roots[VERSION_OURS], node->key) &&
			is_their_change(frames, roots, node)) {
			end_line(tail);
			buffer_add(tail, lines_of(&frames[VERSION_THEIRS], node));
		}
}

/* ---- the source's hash
 * ---------------------------------------------------------------------------- */

/* The sides are on different states of the article, so no hash says where all places hold. */
static void forget_source(struct buffer *head, const struct sidecar_text *const texts[VERSIONS])
{
	const char *ours = texts[VERSION_OURS]->sha256, *theirs = texts[VERSION_THEIRS]->sha256;
	if (!ours[0] || !theirs[0] || strcmp(ours, theirs) == 0)
		return;
	const char *hashes[] = {ours, theirs, texts[VERSION_BASE]->sha256};
	for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
		size_t at = hashes[i][0] ? str_find(buffer_str(head), str_from(hashes[i]))
					 : SIZE_MAX;
		if (at != SIZE_MAX)
			memset(head->data + at, '0', strlen(hashes[i]));
	}
}

static bool same(const struct buffer *a, const struct buffer *b)
{
	return str_equal(buffer_str(a), buffer_str(b));
}

void sidecar_frame_merge(struct buffer *head, struct buffer *tail,
	const struct sidecar_text *const texts[VERSIONS])
{
	struct frame frames[VERSIONS] = {0};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < VERSIONS; i++)
		frame_read(&frames[i], texts[i], arena);
	struct frame *base = &frames[VERSION_BASE], *ours = &frames[VERSION_OURS],
		     *theirs = &frames[VERSION_THEIRS];
	bool ours_same = same(&ours->head, &base->head) && same(&ours->tail, &base->tail);
	bool theirs_same = same(&theirs->head, &base->head) && same(&theirs->tail, &base->tail);
	bool from_theirs = (ours_same && theirs->head.len) || ours->head.len == 0;
	const struct frame *taken = from_theirs ? theirs : ours;
	buffer_add(head, buffer_str(&taken->head));
	buffer_add(tail, buffer_str(&taken->tail));
	if (!from_theirs && !theirs_same) {
		adopt_source(head, frames);
		adopt_keys(tail, frames);
	}
	forget_source(head, texts);
	for (size_t i = 0; i < VERSIONS; i++) {
		buffer_free(&frames[i].head);
		buffer_free(&frames[i].tail);
	}
	arena_free(arena);
}
