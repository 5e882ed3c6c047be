#include "attache/annotate/retag.h"

#include "attache/annotate/sidecar.h"
#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "sidecar_state.h"

#include <stdlib.h>
#include <string.h>

#define ATTEMPTS 5         /* while others write too */
#define LOCK_PATIENCE 5000 /* ms */

/* The new name of a tag, the caller's to free; NULL when it keeps its own. */
static char *name_for(const struct retag *retag, struct str tag)
{
	if (retag->formerly) {
		const struct codebook_tag *now = codebook_find(retag->formerly, tag)
							 ? NULL
							 : codebook_formerly(
								   retag->formerly, tag);
		return now ? memory_string(now->id.s, now->id.len) : NULL;
	}
	struct str rest = {tag.s + retag->from.len, tag.len - retag->from.len};
	if (!str_starts(tag, retag->from) || (rest.len && rest.s[0] != '/'))
		return NULL;
	struct buffer name = {0};
	buffer_add(&name, retag->to);
	buffer_add(&name, rest);
	return name.data;
}

bool retag_annotation(const struct retag *retag, struct annotation *annotation)
{
	bool changed = false;
	for (size_t i = 0; i < annotation->tag_count;) {
		char *name = name_for(retag, str_from(annotation->tags[i]));
		bool twice = name && annotation_has_tag(annotation, name);
		changed = changed || name;
		if (twice) {
			annotation_toggle_tag(annotation, annotation->tags[i]);
			free(name);
			continue;
		}
		if (name) {
			free(annotation->tags[i]);
			annotation->tags[i] = name;
		}
		i++;
	}
	return changed;
}

static bool renames(const struct retag *retag, const struct annotation *annotation)
{
	bool found = false;
	for (size_t i = 0; i < annotation->tag_count && !found; i++) {
		char *name = name_for(retag, str_from(annotation->tags[i]));
		found = name != NULL;
		free(name);
	}
	return found;
}

bool retag_change(
	const struct retag *retag, const struct annotation *annotation, struct change *change)
{
	if (!renames(retag, annotation))
		return false;
	*change = (struct change){annotation_copy(annotation), annotation_copy(annotation)};
	return retag_annotation(retag, change->after);
}

size_t retag_count(const struct retag *retag, const struct annotations *set)
{
	size_t count = 0;
	for (size_t i = 0; i < annotations_count(set); i++)
		count += renames(retag, annotations_at(set, i));
	return count;
}

/* ---- a file ---------------------------------------------------------------------------------
 */

struct inverses {
	struct change *items;
	size_t count, capacity;
};

static void free_inverses(struct inverses *inverses)
{
	for (size_t i = 0; i < inverses->count; i++)
		change_free(inverses->items[i]);
	free(inverses->items);
	*inverses = (struct inverses){0};
}

static void rename_all(
	const struct retag *retag, struct annotations *set, struct inverses *inverses)
{
	for (size_t i = 0; i < annotations_count(set); i++) {
		struct change change, inverse;
		if (!retag_change(retag, annotations_at(set, i), &change))
			continue;
		if (!annotations_apply(set, change, &inverse)) {
			change_free(change);
			continue;
		}
		inverses->items = memory_grow(inverses->items, &inverses->capacity,
			inverses->count + 1, sizeof *inverses->items);
		inverses->items[inverses->count++] = inverse;
	}
}

static bool read_set(const char *path, struct buffer *bytes, struct file_stamp *stamp,
	struct annotations **set, struct error *err)
{
	buffer_clear(bytes);
	return file_read(path, SIDECAR_MAX_BYTES, bytes, stamp, err) &&
	       (sidecar_parse(buffer_str(bytes), NULL, set, err) ||
		       error_within(err, "cannot read %s", path));
}

static bool attempt(const struct retag *retag, const char *path, struct inverses *inverses,
	struct error *err)
{
	struct buffer before = {0}, after = {0};
	struct annotations *set = NULL;
	struct file_stamp stamp, now;
	bool ok = read_set(path, &before, &stamp, &set, err);
	if (ok)
		rename_all(retag, set, inverses);
	if (ok && inverses->count)
		ok = sidecar_write(&after, buffer_str(&before), NULL, set, err) &&
		     file_replace(path, buffer_str(&after), &stamp, &now, err);
	if (!ok)
		free_inverses(inverses);
	annotations_free(set);
	buffer_free(&before);
	buffer_free(&after);
	return ok;
}

static bool write_file(const struct retag *retag, const char *path, struct inverses *inverses,
	struct error *err)
{
	int lock;
	bool ok = false;
	if (!file_lock(path, LOCK_PATIENCE, &lock, err))
		return false;
	for (unsigned i = 0; !ok && i < ATTEMPTS; i++) {
		ok = attempt(retag, path, inverses, err);
		if (!ok && err->code != ERR_CONFLICT)
			break;
	}
	file_unlock(lock);
	return ok;
}

bool retag_file(const struct retag *retag, const char *path, bool write, size_t *count,
	retag_take *take, void *context, struct error *err)
{
	struct buffer bytes = {0};
	struct annotations *set = NULL;
	struct file_stamp stamp;
	struct inverses inverses = {0};
	bool ok = read_set(path, &bytes, &stamp, &set, err);
	*count = ok ? retag_count(retag, set) : 0;
	annotations_free(set);
	buffer_free(&bytes);
	if (!ok || !write || *count == 0)
		return ok;
	ok = write_file(retag, path, &inverses, err);
	*count = inverses.count;
	for (size_t i = 0; take && i < inverses.count; i++) {
		const struct change made = {inverses.items[i].after, inverses.items[i].before};
		take(context, &made);
	}
	free_inverses(&inverses);
	return ok;
}
