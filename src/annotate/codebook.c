#include "attache/annotate/codebook.h"

#include "attache/base/arena.h"
#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/base/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CODEBOOK_MAX_BYTES ((size_t)4 * 1024 * 1024)

/* The codebook together with what it owns. */
struct whole {
	struct codebook codebook; /* first: a codebook is a whole */
	struct arena *arena;
};

static struct str text_of(const struct yaml_node *mapping, const char *key)
{
	const struct yaml_node *node = yaml_member(mapping, key);
	return node && node->kind == YAML_SCALAR ? node->text : STR("");
}

static size_t children(const struct yaml_node *node)
{
	size_t count = 0;
	for (const struct yaml_node *child = node ? node->first : NULL; child;
		child = child->next)
		count++;
	return count;
}

static void read_families(struct whole *whole, const struct yaml_node *list)
{
	struct codebook *codebook = &whole->codebook;
	struct codebook_family *families = arena_alloc(
		whole->arena, children(list), sizeof *families);
	for (const struct yaml_node *node = list ? list->first : NULL; node;
		node = node->next) {
		struct str id = node->kind == YAML_SCALAR ? node->text : text_of(node, "id");
		struct str label = text_of(node, "label");
		if (id.len == 0) {
			diagnostics_add(&codebook->diagnostics, SEVERITY_WARNING, node->line,
				node->column, "a family without id is left out");
			continue;
		}
		families[codebook->family_count++] = (struct codebook_family){
			id, label.len ? label : id};
	}
	codebook->families = families;
}

static size_t family_of(struct codebook *codebook, const struct yaml_node *node)
{
	const struct yaml_node *family = yaml_member(node, "family");
	if (!family)
		return SIZE_MAX;
	for (size_t i = 0; i < codebook->family_count; i++)
		if (str_equal(family->text, codebook->families[i].id))
			return i;
	diagnostics_add(&codebook->diagnostics, SEVERITY_WARNING, family->line, family->column,
		"unknown family \"%.*s\"", STR_ARG(family->text));
	return SIZE_MAX;
}

static void read_tags(struct whole *whole, const struct yaml_node *list)
{
	struct codebook *codebook = &whole->codebook;
	struct codebook_tag *tags = arena_alloc(whole->arena, children(list), sizeof *tags);
	codebook->tags = tags;
	for (const struct yaml_node *node = list ? list->first : NULL; node;
		node = node->next) {
		struct codebook_tag tag = {.family = SIZE_MAX};
		tag.id = node->kind == YAML_SCALAR ? node->text : text_of(node, "id");
		if (tag.id.len == 0) {
			diagnostics_add(&codebook->diagnostics, SEVERITY_WARNING, node->line,
				node->column, "a tag without id is left out");
			continue;
		}
		if (codebook_find(codebook, tag.id)) {
			diagnostics_add(&codebook->diagnostics, SEVERITY_WARNING, node->line,
				node->column,
				"the tag \"%.*s\" stands here twice; the first one counts",
				STR_ARG(tag.id));
			continue;
		}
		tag.label = text_of(node, "label");
		if (tag.label.len == 0)
			tag.label = tag.id;
		tag.define = text_of(node, "define");
		tag.key = text_of(node, "key");
		tag.family = family_of(codebook, node);
		if (tag.key.len && codebook_by_key(codebook, tag.key)) {
			diagnostics_add(&codebook->diagnostics, SEVERITY_WARNING, node->line,
				node->column, "the key \"%.*s\" of \"%.*s\" is taken",
				STR_ARG(tag.key), STR_ARG(tag.id));
			tag.key = STR("");
		}
		tags[codebook->tag_count++] = tag;
	}
}

struct codebook *codebook_new(void)
{
	struct whole *whole = memory_zeroed(1, sizeof *whole);
	whole->codebook.path = STR("");
	whole->arena = arena_new();
	return &whole->codebook;
}

bool codebook_load(const char *path, struct codebook **out, struct error *err)
{
	struct whole *whole = (struct whole *)codebook_new();
	struct buffer bytes = {0};
	const struct yaml_node *root = NULL;
	whole->codebook.path = arena_str(whole->arena, str_from(path));
	bool ok = file_read(path, CODEBOOK_MAX_BYTES, &bytes, NULL, err);
	if (ok && !yaml_parse(whole->arena, buffer_str(&bytes), &root, err))
		ok = error_within(err, "cannot read %s", path);
	const struct yaml_node *tags = ok ? yaml_member(root, "tags") : NULL;
	if (ok && (!tags || tags->kind != YAML_SEQUENCE))
		ok = error_set_at(err, ERR_PARSE, tags ? tags->line : 1,
			tags ? tags->column : 1, "cannot read %s: it has no list of tags",
			path);
	if (ok) {
		read_families(whole, yaml_member(root, "families"));
		read_tags(whole, tags);
		*out = &whole->codebook;
	} else {
		codebook_free(&whole->codebook);
	}
	buffer_free(&bytes);
	return ok;
}

/* Cut the last part off a folder; false at the root. */
static bool go_up(struct buffer *folder)
{
	size_t end = folder->len - file_basename(buffer_str(folder)).len;
	if (end <= 1)
		return false;
	buffer_splice(folder, (struct range){end - 1, folder->len}, STR(""));
	return true;
}

bool codebook_load_for(
	const char *article, const char *fallback, struct codebook **out, struct error *err)
{
	struct buffer folder = {0}, path = {0};
	const char *home = getenv("HOME");
	char *real = realpath(strcmp(article, "-") == 0 ? "." : article, NULL);
	bool found = false;
	if (real) {
		buffer_add_cstr(&folder, real);
		for (bool more = file_is_directory(real) || go_up(&folder); more && !found;
			more = !found && go_up(&folder)) {
			buffer_clear(&path);
			buffer_format(&path, "%s/codebook.yaml", folder.data);
			found = access(path.data, F_OK) == 0;
			if (!found && home && str_equal(buffer_str(&folder), str_from(home)))
				break;
		}
	}
	bool ok = codebook_load(found ? path.data : fallback, out, err);
	free(real);
	buffer_free(&folder);
	buffer_free(&path);
	return ok;
}

void codebook_free(struct codebook *codebook)
{
	if (!codebook)
		return;
	struct whole *whole = (struct whole *)codebook;
	diagnostics_free(&codebook->diagnostics);
	arena_free(whole->arena);
	free(whole);
}

const struct codebook_tag *codebook_find(const struct codebook *codebook, struct str id)
{
	for (size_t i = 0; i < codebook->tag_count; i++)
		if (str_equal(codebook->tags[i].id, id))
			return &codebook->tags[i];
	return NULL;
}

const struct codebook_tag *codebook_by_key(const struct codebook *codebook, struct str key)
{
	for (size_t i = 0; i < codebook->tag_count; i++)
		if (codebook->tags[i].key.len && str_equal(codebook->tags[i].key, key))
			return &codebook->tags[i];
	return NULL;
}
