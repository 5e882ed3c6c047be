#include "attache/annotate/sidecars.h"

#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/base/utf8.h"
#include "sidecar_place.h"
#include "sidecar_state.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RECOVERED STR("recovered")
#define CUT_DIGITS 16 /* of the hash of a name that is too long */

/* ---- names ---------------------------------------------------------------------------------
 */

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

void sidecars_add_part(struct buffer *out, struct str annotator)
{
	struct buffer part = {0};
	char hex[65];
	for (size_t i = 0; i < annotator.len; i++) {
		char c = annotator.s[i];
		if (is_plain(c) && !(i == 0 && str_starts(annotator, RECOVERED)))
			buffer_add_byte(&part, c);
		else
			buffer_format(&part, "%%%02X", (unsigned char)c);
	}
	if (part.len > SIDECARS_PART_MAX) {
		size_t end = SIDECARS_PART_MAX - CUT_DIGITS - 1;
		while (((unsigned char)part.data[end] & 0xC0) == 0x80)
			end--; /* between two characters */
		file_sha256(annotator, hex);
		buffer_splice(&part, (struct range){end, part.len}, STR("~"));
		buffer_add(&part, (struct str){hex, CUT_DIGITS});
	}
	buffer_add(out, buffer_str(&part));
	buffer_free(&part);
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The name that a part stands for; NULL when it stands for none. */
static char *name_of(struct str part)
{
	struct buffer name = {0};
	bool ok = part.len > 0 && !str_starts(part, RECOVERED);
	for (size_t i = 0; ok && i < part.len; i++) {
		int high = i + 2 < part.len ? digit_of(part.s[i + 1]) : -1;
		int low = i + 2 < part.len ? digit_of(part.s[i + 2]) : -1;
		if (part.s[i] == '%' && high >= 0 && low >= 0 && high + low > 0) {
			buffer_add_byte(&name, (char)(high * 16 + low));
			i += 2;
		} else {
			ok = is_plain(part.s[i]) || part.s[i] == '~';
			buffer_add_byte(&name, part.s[i]);
		}
	}
	if (ok && utf8_valid_prefix(buffer_str(&name)) == name.len)
		return name.data;
	buffer_free(&name);
	return NULL;
}

/* What stands before the last dot of `stem`, when the rest is a part; else empty. */
static struct str without_part(struct str stem, struct str *part)
{
	for (size_t i = stem.len; i > 1; i--)
		if (stem.s[i - 1] == '.') {
			*part = str_slice(stem, (struct range){i, stem.len});
			return str_slice(stem, (struct range){0, i - 1});
		} else if (stem.s[i - 1] == '/') {
			break;
		}
	return STR("");
}

static bool exists(struct str path)
{
	char *copy = memory_string(path.s, path.len);
	bool there = access(copy, F_OK) == 0;
	free(copy);
	return there;
}

/* "a.txt" for "a.txt.recovered" and "a.txt.recovered-2", else the stem itself. */
static struct str without_recovery(struct str stem)
{
	struct str part, rest = without_part(stem, &part);
	if (!rest.len || !str_starts(part, RECOVERED))
		return stem;
	struct str number = str_slice(part, (struct range){RECOVERED.len, part.len});
	for (size_t i = 0; i < number.len; i++)
		if (i == 0 ? number.s[i] != '-' || number.len == 1
			   : number.s[i] < '0' || number.s[i] > '9')
			return stem;
	return rest;
}

char *sidecars_article(const char *path, char **annotator)
{
	struct str stem = str_from(path), part;
	if (annotator)
		*annotator = NULL;
	if (file_basename(stem).len <= SIDECAR_SUFFIX.len || !str_ends(stem, SIDECAR_SUFFIX))
		return NULL;
	stem.len -= SIDECAR_SUFFIX.len;
	stem = without_recovery(stem);
	struct str shorter = without_part(stem, &part);
	char *name = shorter.len && !exists(stem) && exists(shorter) ? name_of(part) : NULL;
	if (name)
		stem = shorter;
	if (annotator)
		*annotator = name;
	else
		free(name);
	return memory_string(stem.s, stem.len);
}

/* ---- finding -------------------------------------------------------------------------------
 */

static bool has(const struct sidecars *found, const char *annotator)
{
	for (size_t i = 0; i < found->count; i++)
		if (str_equal(str_from(found->items[i].annotator), str_from(annotator)))
			return true;
	return false;
}

/* One entry of a folder: taken when its name is `prefix`, ".", a part and the suffix, or the
 * same without a part. */
static void take(struct sidecars *found, struct str folder, struct str prefix, struct str name)
{
	char *annotator = NULL;
	struct buffer path = {0};
	if (!str_starts(name, prefix) || !str_ends(name, SIDECAR_SUFFIX) ||
		name.len < prefix.len + SIDECAR_SUFFIX.len)
		return;
	struct str part = str_slice(
		name, (struct range){prefix.len, name.len - SIDECAR_SUFFIX.len});
	buffer_add(&path, folder);
	buffer_add(&path, name);
	if (part.len) {
		struct str stem = {path.data, path.len - SIDECAR_SUFFIX.len};
		if (part.s[0] == '.' && !exists(stem))
			annotator = name_of(str_slice(part, (struct range){1, part.len}));
	}
	if ((part.len && !annotator) || has(found, annotator)) {
		free(annotator);
		buffer_free(&path);
		return;
	}
	found->items = memory_resize(found->items, found->count + 1, sizeof *found->items);
	found->items[found->count++] = (struct sidecars_file){path.data, annotator};
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void sidecars_folder_free(struct sidecars_folder *folder)
{
	for (size_t i = 0; i < folder->count; i++)
		free(folder->names[i]);
	free(folder->names);
	free(folder->path);
	*folder = (struct sidecars_folder){0};
}

/* Have the names of a folder, "" for the one we are in. */
static void read_folder(struct sidecars_folder *folder, struct str path)
{
	if (folder->path && str_equal(str_from(folder->path), path))
		return;
	sidecars_folder_free(folder);
	folder->path = memory_string(path.len ? path.s : "", path.len);
	DIR *entries = opendir(path.len ? folder->path : ".");
	for (const struct dirent *entry; entries && (entry = readdir(entries));) {
		struct str name = str_from(entry->d_name);
		if (!str_ends(name, SIDECAR_SUFFIX))
			continue;
		folder->names = memory_grow(folder->names, &folder->capacity, folder->count + 1,
			sizeof *folder->names);
		folder->names[folder->count++] = memory_string(name.s, name.len);
	}
	if (entries)
		closedir(entries);
	if (folder->count)
		qsort(folder->names, folder->count, sizeof *folder->names, by_name);
}

/* The first name that is not before `prefix`. */
static size_t from_prefix(const struct sidecars_folder *folder, struct str prefix)
{
	size_t low = 0, high = folder->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare(str_from(folder->names[middle]), prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void search(struct sidecars *found, struct sidecars_folder *folder, struct str path,
	struct str prefix)
{
	read_folder(folder, path);
	for (size_t i = from_prefix(folder, prefix);
		i < folder->count && str_starts(str_from(folder->names[i]), prefix); i++)
		take(found, path, prefix, str_from(folder->names[i]));
}

static int by_annotator(const void *a, const void *b)
{
	const struct sidecars_file *one = a, *other = b;
	if (!one->annotator || !other->annotator)
		return !other->annotator - !one->annotator;
	return strcmp(one->annotator, other->annotator);
}

void sidecars_find(const struct document *document, struct sidecars *found)
{
	struct sidecars_folder folder = {0};
	sidecars_find_in(document, &folder, found);
	sidecars_folder_free(&folder);
}

void sidecars_find_in(
	const struct document *document, struct sidecars_folder *folder, struct sidecars *found)
{
	struct sidecar_place place;
	struct str article = document->path, base = file_basename(article);
	*found = (struct sidecars){0};
	sidecar_place_find(&place, document, NULL);
	if (place.elsewhere) {
		struct str path = str_from(place.path), name = file_basename(path);
		struct sidecars_folder state = {0};
		search(found, &state, str_slice(path, (struct range){0, path.len - name.len}),
			str_from(document->sha256));
		sidecars_folder_free(&state);
	}
	if (!str_equal(article, STR("-")))
		search(found, folder,
			str_slice(article, (struct range){0, article.len - base.len}), base);
	if (found->count)
		qsort(found->items, found->count, sizeof *found->items, by_annotator);
	sidecar_place_free(&place);
}

void sidecars_free(struct sidecars *found)
{
	for (size_t i = 0; i < found->count; i++) {
		free(found->items[i].path);
		free(found->items[i].annotator);
	}
	free(found->items);
	*found = (struct sidecars){0};
}

bool sidecars_read(const char *path, const struct document *document, struct annotations **set,
	struct diagnostics *diagnostics, struct error *err)
{
	struct buffer bytes = {0};
	struct sidecar_reading reading = {0};
	bool ok = file_read(path, SIDECAR_MAX_BYTES, &bytes, NULL, err) &&
		  (sidecar_reading_take(&reading, &bytes, document, diagnostics, err) ||
			  error_within(err, "cannot read %s", path));
	if (ok) {
		*set = reading.set;
		reading.set = NULL;
	}
	sidecar_reading_free(&reading);
	buffer_free(&bytes);
	return ok;
}

bool sidecars_read_bare(
	const char *path, struct annotations **set, char sha256[65], struct error *err)
{
	struct buffer bytes = {0};
	struct sidecar_text text;
	struct sidecar_list list;
	if (!file_read(path, SIDECAR_MAX_BYTES, &bytes, NULL, err)) {
		buffer_free(&bytes);
		return false;
	}
	bool ok = sidecar_text_parse(&text, &bytes, NULL, &list, err);
	if (ok) {
		*set = sidecar_text_set(&text, &list);
		free(list.items);
		memcpy(sha256, text.sha256, sizeof text.sha256);
	} else {
		error_within(err, "cannot read %s", path);
	}
	sidecar_text_free(&text);
	return ok;
}
