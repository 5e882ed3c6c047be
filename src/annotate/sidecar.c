#include "sidecar_state.h"

#include "attache/annotate/anchor.h"
#include "attache/annotate/merge.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOCK_PATIENCE 5000 /* ms */
#define ATTEMPTS 20        /* a save that others keep overtaking */

/* ---- reading
 * --------------------------------------------------------------------------------------------
 */

void sidecar_settle(struct annotation *annotation, const struct anchor_search *search)
{
	annotation->range = search->range;
	if (search->result == ANCHOR_ORPHANED)
		annotation->status = ANNOTATION_ORPHANED;
	else if (search->result == ANCHOR_MOVED || annotation->status == ANNOTATION_ORPHANED)
		annotation->status = ANNOTATION_MOVED;
}

static size_t hint_of(const struct annotation *annotation, const struct document *document)
{
	return annotation->status == ANNOTATION_ORPHANED
		       ? utf8_to_byte(document->map, annotation->saved_start)
		       : annotation->range.start;
}

/* Find all of a list again. Returns, for each, whether its lines say something else now; the
 * caller's to free. */
static bool *anchor_all(const struct sidecar_text *text, const struct sidecar_list *list,
	const struct document *document, struct diagnostics *diagnostics)
{
	struct anchor_index *index = anchor_index_new(document);
	struct anchor_search *searches = memory_zeroed(list->count + 1, sizeof *searches);
	bool *changed = memory_zeroed(list->count + 1, sizeof *changed);
	bool same = strcmp(text->sha256, document->sha256) == 0;
	size_t count = 0, moved = 0, orphaned = 0;
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i]->kind != ANNOTATION_ARTICLE)
			searches[count++] = (struct anchor_search){.annotation = list->items[i],
				.hint = hint_of(list->items[i], document)};
	anchor_find_all(index, same, searches, count);
	for (size_t i = 0, next = 0; i < list->count; i++) {
		struct annotation *annotation = list->items[i];
		enum annotation_status before = annotation->status;
		struct range was = annotation->range;
		if (annotation->kind != ANNOTATION_ARTICLE)
			sidecar_settle(annotation, &searches[next++]);
		changed[i] = !same || annotation->status != before ||
			     annotation->range.start != was.start ||
			     annotation->range.end != was.end;
		moved += annotation->status != before && annotation->status == ANNOTATION_MOVED;
		orphaned += annotation->status != before &&
			    annotation->status == ANNOTATION_ORPHANED;
	}
	if (moved && diagnostics)
		diagnostics_add(diagnostics, SEVERITY_NOTE, 0, 0,
			"%zu annotations were found again with some doubt: review them", moved);
	if (orphaned && diagnostics)
		diagnostics_add(diagnostics, SEVERITY_WARNING, 0, 0,
			"%zu annotations no longer fit the text: they are kept as orphans",
			orphaned);
	anchor_index_free(index);
	free(searches);
	return changed;
}

bool sidecar_reading_take(struct sidecar_reading *reading, struct buffer *bytes,
	const struct document *document, struct diagnostics *diagnostics, struct error *err)
{
	struct sidecar_list list;
	*reading = (struct sidecar_reading){0};
	if (!sidecar_text_parse(&reading->text, bytes, document, &list, err)) {
		sidecar_reading_free(reading);
		return false;
	}
	bool *changed = anchor_all(&reading->text, &list, document, diagnostics);
	reading->set = sidecar_text_set(&reading->text, &list);
	for (size_t i = 0; i < list.count; i++)
		reading->text.items.items[i].stamp = changed[i] ? 0 : list.items[i]->stamp;
	free(changed);
	free(list.items);
	return true;
}

bool sidecar_reading_new(struct sidecar_reading *reading, struct str bytes,
	const struct document *document, struct diagnostics *diagnostics, struct error *err)
{
	struct buffer copy = {0};
	buffer_add(&copy, bytes);
	return sidecar_reading_take(reading, &copy, document, diagnostics, err);
}

void sidecar_reading_free(struct sidecar_reading *reading)
{
	sidecar_text_free(&reading->text);
	annotations_free(reading->set);
	*reading = (struct sidecar_reading){0};
}

bool sidecar_open(const struct document *document, struct sidecar **out,
	struct annotations **set, struct error *err)
{
	return sidecar_open_own(document, NULL, out, set, err);
}

bool sidecar_open_own(const struct document *document, const char *annotator,
	struct sidecar **out, struct annotations **set, struct error *err)
{
	struct sidecar *sidecar = memory_zeroed(1, sizeof *sidecar);
	struct buffer bytes = {0};
	struct sidecar_reading reading = {0};
	sidecar_place_find(&sidecar->place, document, annotator);
	*out = sidecar;
	memcpy(sidecar->anchored, document->sha256, sizeof sidecar->anchored);
	const char *origin = sidecar->place.origin ? sidecar->place.origin
						   : sidecar->place.path;
	if (access(origin, F_OK) != 0) {
		*set = annotations_new();
		return true;
	}
	bool ok = file_read(origin, SIDECAR_MAX_BYTES, &bytes,
			  sidecar->place.origin ? NULL : &sidecar->stamp, err) &&
		  (sidecar_reading_take(
			   &reading, &bytes, document, &sidecar->diagnostics, err) ||
			  error_within(err, "cannot read %s", origin));
	if (!ok) {
		bool too_large = err->code == ERR_LIMIT && !err->line; /* from its first byte */
		diagnostics_add(&sidecar->diagnostics, SEVERITY_ERROR,
			too_large ? 1 : err->line, too_large ? 1 : err->column, "%s", err->msg);
		sidecar->broken = !sidecar->place.origin;
		reading.set = annotations_new();
	}
	*set = reading.set;
	sidecar->known = reading.text;
	buffer_free(&bytes);
	return true;
}

void sidecar_free(struct sidecar *sidecar)
{
	if (!sidecar)
		return;
	sidecar_text_free(&sidecar->known);
	sidecar_text_free(&sidecar->spare);
	sidecar_place_free(&sidecar->place);
	buffer_free(&sidecar->disk);
	diagnostics_free(&sidecar->diagnostics);
	free(sidecar->refuge);
	free(sidecar->adopted);
	free(sidecar);
}

/* ---- saving
 * ------------------------------------------------------------------------------------------------
 */

/* Whether the file holds what the set did not come from; sidecar->disk is that. A file that
 * only was touched holds nothing new, and one that was removed is written again: what it held
 * is in memory. */
static bool look_for_others(struct sidecar *sidecar, bool *others, struct error *err)
{
	struct file_stamp now;
	struct buffer bytes = {0};
	*others = sidecar->apart;
	if (!file_stamp(sidecar->place.path, &now, err))
		return false;
	if (!now.exists)
		sidecar->stamp = now;
	if (file_stamp_equal(&now, &sidecar->stamp))
		return true;
	if (!file_read(sidecar->place.path, SIDECAR_MAX_BYTES, &bytes, &now, err))
		return err->code == ERR_NOTFOUND;
	sidecar->stamp = now;
	sidecar->apart = !str_equal(buffer_str(&bytes), buffer_str(&sidecar->known.text));
	*others = sidecar->apart;
	buffer_free(&sidecar->disk);
	if (*others)
		sidecar->disk = bytes;
	else
		buffer_free(&bytes);
	return true;
}

static bool put_text(
	struct sidecar *sidecar, const struct sidecar_text *text, struct error *err)
{
	return file_replace(sidecar->place.path, buffer_str(&text->text), &sidecar->stamp,
		&sidecar->stamp, err);
}

static void know(struct sidecar *sidecar, struct sidecar_text *text)
{
	sidecar_text_free(&sidecar->known);
	sidecar->known = *text;
	*text = (struct sidecar_text){0};
}

static bool save_alone(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err)
{
	struct sidecar_text known = sidecar->known;
	sidecar_text_write(&sidecar->spare, &known, document, set);
	if (!put_text(sidecar, &sidecar->spare, err))
		return false;
	sidecar->known = sidecar->spare;
	sidecar->spare = known;
	return true;
}

/* A merged text is on disk: what the set came from is the set itself, and the file holds more
 * unless both are alike. */
static void know_merged(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct sidecar_text *merged, bool apart)
{
	struct sidecar_text ours = {0};
	buffer_free(&sidecar->disk);
	sidecar->apart = apart;
	if (!apart) {
		know(sidecar, merged);
		return;
	}
	sidecar_text_write(&ours, &sidecar->known, document, set);
	know(sidecar, &ours);
	sidecar->disk = merged->text;
	merged->text = (struct buffer){0};
}

/* Three versions meet: what the set came from, what it is, what lies on disk. */
static bool save_merged(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err)
{
	struct sidecar_reading base = {0}, theirs = {0};
	size_t conflicts;
	if (!sidecar_reading_new(&theirs, buffer_str(&sidecar->disk), document, NULL, err)) {
		sidecar->broken = true;
		err->code = ERR_CONFLICT;
		return error_within(err, "%s can no longer be read", sidecar->place.path);
	}
	bool ok = sidecar_reading_new(
		&base, buffer_str(&sidecar->known.text), document, NULL, err);
	if (ok) {
		struct sidecar_text next = {0};
		struct annotations *merged = annotations_merge(
			base.set, set, theirs.set, &conflicts);
		sidecar_text_write(&next, &theirs.text, document, merged);
		ok = put_text(sidecar, &next, err);
		if (ok)
			know_merged(
				sidecar, document, set, &next, !annotations_equal(merged, set));
		annotations_free(merged);
		sidecar_text_free(&next);
	}
	sidecar_reading_free(&base);
	sidecar_reading_free(&theirs);
	return ok;
}

static bool save_locked(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err)
{
	bool others, ok = false;
	sidecar->broken = false;
	for (unsigned attempt = 0; !ok && attempt < ATTEMPTS; attempt++) {
		if (!look_for_others(sidecar, &others, err))
			return error_within(err, "cannot save");
		ok = others ? save_merged(sidecar, document, set, err)
			    : save_alone(sidecar, document, set, err);
		if (!ok && (err->code != ERR_CONFLICT || sidecar->broken))
			return false;
	}
	return ok;
}

static bool save_in_place(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err)
{
	int lock;
	if ((sidecar->place.elsewhere && !file_make_parent(sidecar->place.path, err)) ||
		!file_lock(sidecar->place.path, LOCK_PATIENCE, &lock, err))
		return false;
	bool ok = save_locked(sidecar, document, set, err);
	file_unlock(lock);
	if (ok && !sidecar->swept)
		file_sweep(sidecar->place.path);
	sidecar->swept |= ok;
	return ok;
}

/* A file that could not be parsed, and that nobody has mended since. */
static bool is_still_broken(const struct sidecar *sidecar)
{
	struct file_stamp now;
	struct error err;
	return sidecar->broken && sidecar->stamp.exists &&
	       file_stamp(sidecar->place.path, &now, &err) &&
	       file_stamp_equal(&now, &sidecar->stamp);
}

/* The message of a save that failed: what and why without the folders, and where the work is.
 */
static bool fail_save(
	const struct sidecar *sidecar, const struct error *why, bool kept, struct error *err)
{
	struct buffer message = {0};
	struct str path = str_from(sidecar->place.path);
	size_t folders = path.len - file_basename(path).len, at;
	buffer_add_cstr(&message, why->msg);
	while (folders && (at = str_find(buffer_str(&message), path)) != SIZE_MAX)
		buffer_splice(&message, (struct range){at, at + folders}, STR(""));
	if (kept)
		buffer_format(&message, "; your work is kept in %s", sidecar->refuge);
	else
		buffer_add_cstr(&message, "; your work is in memory only");
	error_set_at(err, why->code, why->line, why->column, "%s", message.data);
	buffer_free(&message);
	return false;
}

bool sidecar_save(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err)
{
	struct error why, no_refuge;
	if (is_still_broken(sidecar))
		return sidecar_take_refuge(sidecar, document, set, err);
	if (save_in_place(sidecar, document, set, &why)) {
		sidecar_leave_refuge(sidecar);
		return true;
	}
	bool kept = sidecar_take_refuge(sidecar, document, set, &no_refuge);
	return fail_save(sidecar, &why, kept, err);
}

/* ---- what others did
 * --------------------------------------------------------------------------- */

bool sidecar_changed(const struct sidecar *sidecar)
{
	struct file_stamp now;
	struct error err;
	return sidecar->apart || (file_stamp(sidecar->place.path, &now, &err) && now.exists &&
					 !file_stamp_equal(&now, &sidecar->stamp));
}

static void note_change(struct sidecar_changes *changes, struct annotations *set,
	const struct annotation *before, const struct annotation *after)
{
	struct change inverse, change = {before ? annotation_copy(before) : NULL,
				       after ? annotation_copy(after) : NULL};
	if (!annotations_apply(set, change, &inverse)) {
		change_free(change);
		return;
	}
	changes->inverses = memory_resize(
		changes->inverses, changes->count + 1, sizeof *changes->inverses);
	changes->inverses[changes->count++] = inverse;
}

void sidecar_become(struct annotations *set, const struct annotations *wanted,
	struct sidecar_changes *changes)
{
	const char *date = annotations_date(wanted);
	if (date || annotations_date(set))
		annotations_set_date(set, date);
	for (size_t i = annotations_count(set); i > 0; i--) {
		const struct annotation *held = annotations_at(set, i - 1);
		if (!annotations_find(wanted, held->id))
			note_change(changes, set, held, NULL);
	}
	for (size_t i = 0; i < annotations_count(wanted); i++) {
		const struct annotation *want = annotations_at(wanted, i);
		const struct annotation *held = annotations_find(set, want->id);
		if (!held || !annotation_equal(held, want))
			note_change(changes, set, held, want);
	}
}

void sidecar_changes_free(struct sidecar_changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		change_free(changes->inverses[i]);
	free(changes->inverses);
	*changes = (struct sidecar_changes){0};
}

/* The set's places found again on another source. */
static struct annotations *carry_over(
	const struct annotations *set, const struct document *document)
{
	struct annotations *moved;
	struct sidecar_list list = {.count = annotations_count(set)};
	const struct sidecar_text no_source = {0};
	list.items = memory_zeroed(list.count + 1, sizeof *list.items);
	for (size_t i = 0; i < list.count; i++)
		list.items[i] = annotation_copy(annotations_at(set, i));
	free(anchor_all(&no_source, &list, document, NULL));
	for (size_t i = 0; i < list.count; i++)
		list.items[i]->stamp = 0;
	annotations_build(list.items, list.count, &moved);
	annotations_set_date(moved, annotations_date(set));
	free(list.items);
	return moved;
}

/* The lines of the file that say what the set says need not be written again. */
static void match_items(struct sidecar_reading *reading, const struct annotations *set)
{
	for (size_t i = 0; i < reading->text.items.count; i++) {
		struct sidecar_item *item = &reading->text.items.items[i];
		const struct annotation *held = annotations_find(set, item->id);
		const struct annotation *read = annotations_find(reading->set, item->id);
		bool same = held && read && annotation_equal(held, read);
		item->stamp = same && item->stamp ? held->stamp : 0;
	}
}

bool sidecar_reload(struct sidecar *sidecar, const struct document *document,
	struct annotations *set, struct sidecar_changes *changes, struct error *err)
{
	struct sidecar_reading base = {0}, theirs = {0};
	bool others;
	*changes = (struct sidecar_changes){0};
	if (!look_for_others(sidecar, &others, err))
		return false;
	struct str known = buffer_str(&sidecar->known.text);
	struct str disk = others ? buffer_str(&sidecar->disk) : known;
	bool ok = sidecar_reading_new(&theirs, disk, document, NULL, err) &&
		  sidecar_reading_new(&base, known, document, NULL, err);
	if (ok) {
		struct annotations *ours = strcmp(sidecar->anchored, document->sha256) == 0
						   ? NULL
						   : carry_over(set, document);
		struct annotations *merged = annotations_merge(
			base.set, ours ? ours : set, theirs.set, &changes->conflicts);
		sidecar_become(set, merged, changes);
		annotations_free(merged);
		annotations_free(ours);
		match_items(&theirs, set);
		know(sidecar, &theirs.text);
		memcpy(sidecar->anchored, document->sha256, sizeof sidecar->anchored);
		sidecar->apart = sidecar->broken = false;
		buffer_free(&sidecar->disk);
	} else {
		error_within(err, "cannot read %s", sidecar->place.path);
	}
	sidecar_reading_free(&base);
	sidecar_reading_free(&theirs);
	return ok;
}

/* ---- facts
 * ------------------------------------------------------------------------------------ */

const char *sidecar_path(const struct sidecar *sidecar)
{
	return sidecar->place.path;
}

const char *sidecar_target(const struct sidecar *sidecar)
{
	return sidecar->refuge ? sidecar->refuge : sidecar->place.path;
}

bool sidecar_is_elsewhere(const struct sidecar *sidecar)
{
	return sidecar->place.elsewhere;
}

const struct diagnostics *sidecar_diagnostics(const struct sidecar *sidecar)
{
	return &sidecar->diagnostics;
}

struct str sidecar_date(const struct sidecar *sidecar)
{
	return str_from(sidecar->known.date);
}

/* ---- the pure halves
 * ------------------------------------------------------------------------------------------ */

static bool parse_unanchored(struct str text, const struct document *document,
	struct sidecar_text *parsed, struct annotations **set, struct error *err)
{
	struct buffer copy = {0};
	struct sidecar_list list;
	buffer_add(&copy, text);
	if (!sidecar_text_parse(parsed, &copy, document, &list, err))
		return false;
	*set = sidecar_text_set(parsed, &list);
	free(list.items);
	return true;
}

bool sidecar_parse(struct str text, const struct document *document, struct annotations **set,
	struct error *err)
{
	struct sidecar_text parsed;
	bool ok = parse_unanchored(text, document, &parsed, set, err);
	sidecar_text_free(&parsed);
	return ok;
}

bool sidecar_write(struct buffer *out, struct str previous, const struct document *document,
	const struct annotations *set, struct error *err)
{
	struct sidecar_text parsed, next = {0};
	struct annotations *old;
	if (!parse_unanchored(previous, document, &parsed, &old, err)) {
		sidecar_text_free(&parsed);
		return false;
	}
	sidecar_text_write(&next, &parsed, document, set);
	buffer_add(out, buffer_str(&next.text));
	annotations_free(old);
	sidecar_text_free(&parsed);
	sidecar_text_free(&next);
	return true;
}
