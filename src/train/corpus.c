#include "corpus.h"

#include "attache/base/yaml.h"
#include "augment.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static bool read_gold(const struct document *document, const struct yaml_node *root,
	struct arena *arena, struct gold **out, size_t *count, struct error *err)
{
	const struct yaml_node *list = root ? yaml_member(root, "entities") : NULL;
	size_t capacity = 0;
	*count = 0;
	*out = NULL;
	for (const struct yaml_node *node = list ? list->first : NULL; node;
		node = node->next) {
		size_t start, end;
		struct gold gold;
		if (!yaml_get_size(yaml_member(node, "start"), &start, err) ||
			!yaml_get_size(yaml_member(node, "end"), &end, err) ||
			!yaml_get_text(yaml_member(node, "type"), &gold.type, err))
			return false;
		gold.range = (struct range){
			utf8_to_byte(document->map, start), utf8_to_byte(document->map, end)};
		struct str text = str_slice(document->text, gold.range);
		if (text.len > 4 &&
			str_equal_ascii_nocase((struct str){text.s, 4}, STR("the ")))
			gold.range.start += 4;
		*out = arena_grow(arena, *out, &capacity, *count + 1, sizeof(**out));
		(*out)[(*count)++] = gold;
	}
	return true;
}

/* Offsets are the same in every rendering of the text. */
static bool give(const char *path, struct buffer *text, const struct yaml_node *root,
	corpus_document *each, void *context, bool headlines, struct error *err)
{
	struct arena *arena = arena_new();
	struct document *document = NULL;
	struct gold *gold;
	size_t count;
	if (headlines)
		augment_headlines(text);
	bool good = document_build(str_from(path), buffer_str(text), &document, err) &&
		    read_gold(document, root, arena, &gold, &count, err) &&
		    each(context, document, gold, count, headlines, err);
	document_free(document);
	arena_free(arena);
	return good;
}

static bool read_one(const char *folder, const char *name, corpus_document *each, void *context,
	struct error *err)
{
	struct arena *arena = arena_new();
	struct str stem = {name, strlen(name) - 5};
	struct str json = arena_format(arena, "%s/%s", folder, name);
	struct str text = arena_format(arena, "%s/%.*s.txt", folder, STR_ARG(stem));
	struct buffer bytes = {0}, words = {0};
	const struct yaml_node *root;
	bool good = file_read(json.s, 0, &bytes, NULL, err) &&
		    file_read(text.s, 0, &words, NULL, err) &&
		    yaml_parse(arena, buffer_str(&bytes), &root, err) &&
		    give(text.s, &words, root, each, context, false, err) &&
		    give(text.s, &words, root, each, context, true, err);
	if (!good)
		error_within(err, "%s", json.s);
	buffer_free(&words);
	buffer_free(&bytes);
	arena_free(arena);
	return good;
}

static int is_json(const struct dirent *entry)
{
	return str_ends(str_from(entry->d_name), STR(".json"));
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

bool corpus_read(const char *folder, struct fold out, corpus_document *each, void *context,
	struct error *err)
{
	struct dirent **names;
	int count = scandir(folder, &names, is_json, by_bytes);
	if (count < 0)
		return error_set_errno(err, "cannot read %s", folder);
	bool good = true;
	for (int i = 0; i < count; i++) {
		bool left_out = out.count && (unsigned)i % out.count == out.index;
		good = good &&
		       (left_out || read_one(folder, names[i]->d_name, each, context, err));
		free(names[i]);
	}
	free(names);
	return good;
}
