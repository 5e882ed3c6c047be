#include "annotators.h"

#include "attache/annotate/sidecar.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct annotator *add(
	struct annotators *annotators, struct str name, struct annotations *set)
{
	annotators->items = memory_resize(
		annotators->items, annotators->count + 1, sizeof *annotators->items);
	struct annotator *annotator = &annotators->items[annotators->count++];
	*annotator = (struct annotator){memory_string(name.s, name.len), set};
	return annotator;
}

static void drop(struct annotators *annotators, size_t i)
{
	free(annotators->items[i].name);
	annotations_free(annotators->items[i].set);
	annotators->count--;
	memmove(annotators->items + i, annotators->items + i + 1,
		(annotators->count - i) * sizeof *annotators->items);
}

static struct annotator *find(const struct annotators *annotators, struct str name)
{
	for (size_t i = 0; i < annotators->count; i++)
		if (str_equal(str_from(annotators->items[i].name), name))
			return &annotators->items[i];
	return NULL;
}

void annotators_close(struct annotators *annotators)
{
	while (annotators->count)
		drop(annotators, annotators->count - 1);
	free(annotators->items);
	document_free(annotators->document);
	*annotators = (struct annotators){0};
}

/* ---- an article
 * ------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct annotator *)a)->name, ((const struct annotator *)b)->name);
}

/* One who annotated alone says so in each annotation. */
static void take_apart(struct annotators *annotators)
{
	struct annotations *set = annotators->items[0].set;
	annotators->items[0].set = annotations_new();
	drop(annotators, 0);
	for (size_t i = 0; i < annotations_count(set); i++) {
		const struct annotation *annotation = annotations_at(set, i);
		struct str by = annotation->by ? str_from(annotation->by)
					       : STR(ANNOTATORS_SHARED);
		struct annotator *annotator = find(annotators, by);
		if (!annotator)
			annotator = add(annotators, by, annotations_new());
		struct change inverse, change = {.after = annotation_copy(annotation)};
		annotations_apply(annotator->set, change, &inverse);
		change_free(inverse);
	}
	annotations_free(set);
	if (annotators->count)
		qsort(annotators->items, annotators->count, sizeof *annotators->items, by_name);
}

bool annotators_open(struct annotators *annotators, const char *article,
	struct sidecars_folder *folder, struct error *err)
{
	struct sidecars found = {0};
	*annotators = (struct annotators){0};
	bool ok = document_load(article, &annotators->document, err);
	if (ok)
		sidecars_find_in(annotators->document, folder, &found);
	for (size_t i = 0; ok && i < found.count; i++) {
		const struct sidecars_file *file = &found.items[i];
		struct annotations *set = NULL;
		ok = sidecars_read(file->path, annotators->document, &set, NULL, err);
		if (ok)
			add(annotators,
				str_from(file->annotator ? file->annotator : ANNOTATORS_SHARED),
				set);
	}
	if (ok && found.count == 1 && !found.items[0].annotator)
		take_apart(annotators);
	sidecars_free(&found);
	if (!ok)
		annotators_close(annotators);
	return ok;
}

/* ---- sidecars by name
 * ------------------------------------------------------------------------- */

bool annotators_is_sidecar(const char *path)
{
	return str_ends(str_from(path), STR(".ann.yaml"));
}

/* The article that all of them are about, when it can be read. */
static struct document *common_document(const char *const *paths, size_t count)
{
	struct document *document = NULL;
	struct error err;
	char *article = sidecars_article(paths[0], NULL);
	bool common = article && access(article, R_OK) == 0;
	for (size_t i = 1; common && i < count; i++) {
		char *other = sidecars_article(paths[i], NULL);
		common = other && strcmp(other, article) == 0;
		free(other);
	}
	if (common && !document_load(article, &document, &err))
		document = NULL;
	free(article);
	return document;
}

/* Without the text itself, places can be compared when both are about the same one. */
static bool is_same_text(const char *const *paths, const char *hash, const char *first,
	size_t i, struct error *err)
{
	if (!*hash || !*first || strcmp(hash, first) == 0)
		return true;
	return error_set(err, ERR_USAGE,
		"%s and %s are about different texts: their places cannot be compared",
		paths[0], paths[i]);
}

bool annotators_open_files(struct annotators *annotators, const char *const *paths,
	size_t count, struct error *err)
{
	bool ok = true;
	char first[65] = "";
	*annotators = (struct annotators){.document = common_document(paths, count)};
	for (size_t i = 0; ok && i < count; i++) {
		struct annotations *set = NULL;
		char hash[65] = "";
		ok = annotators->document
			     ? sidecars_read(paths[i], annotators->document, &set, NULL, err)
			     : sidecars_read_bare(paths[i], &set, hash, err);
		if (ok)
			add(annotators, str_from(paths[i]), set);
		ok = ok && is_same_text(paths, hash, first, i, err);
		if (!*first)
			memcpy(first, hash, sizeof first);
	}
	if (!ok)
		annotators_close(annotators);
	return ok;
}

/* ---- choosing
 * --------------------------------------------------------------------------------- */

static bool not_there(const struct annotators *annotators, struct str name, struct error *err)
{
	struct buffer names = {0};
	for (size_t i = 0; i < annotators->count; i++)
		buffer_format(&names, "%s%s", i ? ", " : "", annotators->items[i].name);
	error_set(err, ERR_NOTFOUND, "no annotations by %.*s; there are those by: %s",
		STR_ARG(name), names.len ? names.data : "nobody");
	buffer_free(&names);
	return false;
}

bool annotators_choose(struct annotators *annotators, const char *names, struct error *err)
{
	size_t chosen = 0;
	for (struct str rest = str_from(names), name; str_split(&rest, ',', &name);) {
		struct annotator *found = find(annotators, str_trim(name));
		if (!found)
			return not_there(annotators, str_trim(name), err);
		if (found < annotators->items + chosen)
			return error_set(err, ERR_USAGE, "%s is named twice", found->name);
		struct annotator other = annotators->items[chosen];
		annotators->items[chosen++] = *found;
		*found = other;
	}
	while (annotators->count > chosen)
		drop(annotators, annotators->count - 1);
	return true;
}

void annotators_keep(struct annotators *annotators, const char *names)
{
	for (size_t i = annotators->count; i > 0; i--)
		if (!str_is_among(
			    str_from(names), ',', str_from(annotators->items[i - 1].name)))
			drop(annotators, i - 1);
}

void annotators_drop_shared(struct annotators *annotators)
{
	struct annotator *shared = find(annotators, STR(ANNOTATORS_SHARED));
	if (shared && annotators->count > 1)
		drop(annotators, (size_t)(shared - annotators->items));
}

size_t annotators_codepoint(const struct annotators *annotators, size_t offset)
{
	return annotators->document ? utf8_to_codepoint(annotators->document->map, offset)
				    : offset;
}
