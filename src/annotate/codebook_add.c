/* A tag made while reading goes into the codebook: one line more, nothing else changed. */
#include "attache/annotate/codebook.h"

#include "attache/base/arena.h"
#include "attache/base/file.h"
#include "attache/base/yaml.h"

static void add_tag(struct buffer *out, struct str indent, struct str id, struct str define)
{
	buffer_add(out, indent);
	buffer_add_cstr(out, "- {id: ");
	yaml_add_quoted(out, id);
	if (define.len) {
		buffer_add_cstr(out, ", define: ");
		yaml_add_quoted(out, define);
	}
	buffer_add_byte(out, '}');
}

/* What stands before the dash of a list's item on its line. */
static struct str indent_of(struct str text, const struct yaml_node *item)
{
	size_t start = item->bytes.start, end;
	while (start > 0 && text.s[start - 1] != '\n')
		start--;
	for (end = start; end < text.len && text.s[end] == ' ';)
		end++;
	return str_slice(text, (struct range){start, end});
}

/* Where a node's own text ends. A collection without brackets ends with its last member; the
 * parser lets it reach on over blank lines and remarks. */
static size_t end_of(struct str text, const struct yaml_node *node)
{
	const struct yaml_node *last = node->first;
	char first = node->bytes.start < text.len ? text.s[node->bytes.start] : '\0';
	if (node->kind == YAML_SCALAR || first == '{' || first == '[' || !last)
		return node->bytes.end;
	while (last->next)
		last = last->next;
	return end_of(text, last);
}

/* Put the tag behind the last one of the list, on a line of its own. */
static bool splice(struct buffer *text, const struct yaml_node *tags, struct str id,
	struct str define, struct error *err)
{
	const struct yaml_node *last = tags->first;
	struct buffer line = {0};
	while (last && last->next)
		last = last->next;
	if (!last || text->data[tags->bytes.start] == '[')
		return error_set_at(err, ERR_PARSE, tags->line, tags->column,
			"the list of tags is not one line a tag; add the tag by hand");
	size_t end = end_of(buffer_str(text), last);
	while (end < text->len && text->data[end] != '\n') /* behind a comment */
		end++;
	buffer_add_byte(&line, '\n');
	add_tag(&line, indent_of(buffer_str(text), tags->first), id, define);
	buffer_splice(text, (struct range){end, end}, buffer_str(&line));
	buffer_free(&line);
	return true;
}

bool codebook_add(const struct codebook *codebook, const char *path, struct str id,
	struct str define, struct error *err)
{
	struct buffer text = {0};
	struct arena *arena = arena_new();
	const struct yaml_node *root = NULL;
	if (codebook_find(codebook, id)) {
		arena_free(arena);
		return error_set(
			err, ERR_CONFLICT, "the codebook has a tag %.*s already", STR_ARG(id));
	}
	bool ok = file_read(codebook->path.s, CODEBOOK_MAX_BYTES, &text, NULL, err) &&
		  yaml_parse(arena, buffer_str(&text), &root, err);
	const struct yaml_node *tags = ok && root && root->kind == YAML_MAPPING
					       ? yaml_member(root, "tags")
					       : NULL;
	if (ok && (!tags || tags->kind != YAML_SEQUENCE))
		ok = error_set(err, ERR_PARSE, "%s has no list of tags", codebook->path.s);
	ok = ok && splice(&text, tags, id, define, err);
	ok = ok && file_write_atomic(path, buffer_str(&text), NULL, err);
	arena_free(arena);
	buffer_free(&text);
	return ok || error_within(err, "cannot add the tag to %s", path);
}
