#include "others.h"

#include "attache/annotate/sidecars.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define OTHER_ROLES (ROLE_ANNOTATOR_6 - ROLE_ANNOTATOR_1 + 1)

static void other_free(struct other *other)
{
	free(other->name);
	free(other->label);
	free(other->path);
	annotations_free(other->set);
}

void others_free(struct others *others)
{
	for (size_t i = 0; i < others->count; i++)
		other_free(&others->items[i]);
	free(others->items);
	diagnostics_free(&others->diagnostics);
	*others = (struct others){0};
}

/* ---- reading -------------------------------------------------------------------------------
 */

static struct file_stamp stamp_of(const char *path)
{
	struct file_stamp stamp = {0};
	struct error ignored;
	if (!file_stamp(path, &stamp, &ignored))
		stamp.exists = false;
	return stamp;
}

static struct file_stamp folder_stamp(const struct document *document)
{
	struct str path = document->path;
	path.len -= file_basename(path).len;
	char *folder = memory_string(path.len ? path.s : ".", path.len ? path.len : 1);
	struct file_stamp stamp = stamp_of(folder);
	free(folder);
	return stamp;
}

/* Whether nothing was written since the last look: neither the files nor the folder. */
static bool is_current(const struct others *others, const struct document *document)
{
	struct file_stamp folder = folder_stamp(document);
	bool same = others->folder.exists && file_stamp_equal(&folder, &others->folder);
	for (size_t i = 0; same && i < others->count; i++) {
		struct file_stamp now = stamp_of(others->items[i].path);
		same = file_stamp_equal(&now, &others->items[i].stamp);
	}
	return same;
}

static bool is_own(const struct sidecars_file *file, const char *own)
{
	return own ? file->annotator && strcmp(file->annotator, own) == 0 : !file->annotator;
}

static struct other *find(struct others *others, const char *path)
{
	for (size_t i = 0; i < others->count; i++)
		if (strcmp(others->items[i].path, path) == 0)
			return &others->items[i];
	return NULL;
}

/* One sidecar: kept from before when it is as it was, else read. */
static struct other take(struct others *before, struct others *now,
	const struct sidecars_file *file, const struct document *document, bool *changed)
{
	struct error err;
	struct buffer label = {0};
	const char *name = file->annotator ? file->annotator : OTHERS_SHARED;
	struct other other = {.stamp = stamp_of(file->path)};
	struct other *known = find(before, file->path);
	if (known && file_stamp_equal(&known->stamp, &other.stamp)) {
		other.set = known->set;
		known->set = NULL;
	} else {
		*changed = true;
	}
	if (!other.set && !sidecars_read(file->path, document, &other.set, NULL, &err)) {
		diagnostics_add(&now->diagnostics, SEVERITY_WARNING, err.line, err.column, "%s",
			err.msg);
		other.set = annotations_new();
	}
	buffer_format(&label, "%s (read only)", name);
	other.name = memory_string(name, strlen(name));
	other.label = label.data;
	other.path = memory_string(file->path, strlen(file->path));
	other.role = (enum role)(ROLE_ANNOTATOR_1 + now->count % OTHER_ROLES);
	return other;
}

bool others_refresh(struct others *others, const struct document *document, const char *own,
	const char **changed)
{
	struct sidecars found;
	struct others now = {.folder = folder_stamp(document)};
	bool is_other = false;
	if (is_current(others, document))
		return false;
	sidecars_find(document, &found);
	for (size_t i = 0; i < found.count; i++) {
		bool fresh = false;
		if (is_own(&found.items[i], own))
			continue;
		now.items = memory_resize(now.items, now.count + 1, sizeof *now.items);
		now.items[now.count] = take(others, &now, &found.items[i], document, &fresh);
		now.count++;
		if (fresh && changed)
			*changed = now.items[now.count - 1].name;
		is_other = is_other || fresh;
	}
	is_other = is_other || now.count != others->count;
	sidecars_free(&found);
	others_free(others);
	*others = now;
	return is_other;
}

/* ---- looking -------------------------------------------------------------------------------
 */

bool others_is_placed(const struct annotation *annotation)
{
	return annotation_has_place(annotation) && annotation->status != ANNOTATION_REJECTED &&
	       annotation->status != ANNOTATION_SUGGESTED;
}

const struct annotation *others_on(const struct other *other, struct range range)
{
	const struct annotation *annotation = annotations_on(other->set, range);
	if (!annotation)
		annotation = annotations_covering(other->set, range.start);
	return annotation && others_is_placed(annotation) ? annotation : NULL;
}

const struct annotation *others_covering(const struct others *others, size_t offset)
{
	const struct annotation *best = NULL;
	for (size_t i = 0; i < others->count; i++) {
		const struct annotation *annotation = annotations_covering(
			others->items[i].set, offset);
		if (annotation && others_is_placed(annotation) &&
			(!best || range_length(annotation->range) < range_length(best->range)))
			best = annotation;
	}
	return best;
}

bool others_hold(const struct others *others, struct range range)
{
	bool held = false;
	for (size_t i = 0; !held && i < others->count; i++)
		held = annotations_on(others->items[i].set, range) != NULL;
	return held;
}
