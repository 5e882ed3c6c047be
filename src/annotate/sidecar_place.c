#include "sidecar_place.h"

#include "attache/annotate/sidecar.h"
#include "attache/annotate/sidecars.h"
#include "attache/base/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NUMBERS 1000 /* recovery files of one sidecar in one place */

void sidecar_add_state_folder(struct buffer *path)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if (state && state[0] == '/')
		buffer_format(path, "%s/attache", state);
	else
		buffer_format(path, "%s/.local/state/attache", home ? home : "/tmp");
}

/* Whether the folder of the article takes files; without trying, since trying leaves traces. */
static bool folder_is_writable(struct str article)
{
	struct buffer folder = {0};
	buffer_add(
		&folder, str_slice(article,
				 (struct range){0, article.len - file_basename(article).len}));
	bool writable = access(folder.len ? folder.data : ".", W_OK) == 0;
	buffer_free(&folder);
	return writable;
}

/* ".ana.ann.yaml", or without the annotator. */
static void add_ending(struct buffer *path, const char *annotator)
{
	if (annotator) {
		buffer_add_byte(path, '.');
		sidecars_add_part(path, str_from(annotator));
	}
	buffer_add(path, SIDECAR_SUFFIX);
}

void sidecar_place_find(
	struct sidecar_place *place, const struct document *document, const char *annotator)
{
	struct buffer beside = {0}, state = {0};
	buffer_add(&beside, document->path);
	add_ending(&beside, annotator);
	bool fits = !str_equal(document->path, STR("-")) &&
		    file_basename(buffer_str(&beside)).len <= NAME_MAX;
	*place = (struct sidecar_place){0};
	if (fits && folder_is_writable(document->path)) {
		place->path = beside.data;
		return;
	}
	place->elsewhere = true;
	sidecar_add_state_folder(&state);
	buffer_format(&state, "/%s", document->sha256);
	add_ending(&state, annotator);
	place->path = state.data;
	if (fits && access(beside.data, F_OK) == 0 && access(state.data, F_OK) != 0)
		place->origin = beside.data;
	else
		buffer_free(&beside);
}

void sidecar_place_free(struct sidecar_place *place)
{
	free(place->path);
	free(place->origin);
}

/* ---- recovery files
 * -------------------------------------------------------------------------- */

/* All but the number and the suffix of the recovery files of a sidecar in a place. */
static bool recovery_stem(const char *sidecar, unsigned place, struct buffer *stem)
{
	const char *session = getenv("XDG_RUNTIME_DIR");
	if (place == 0) {
		buffer_add(stem, (struct str){sidecar, strlen(sidecar) - SIDECAR_SUFFIX.len});
		buffer_add_cstr(stem, ".recovered");
		return file_basename(buffer_str(stem)).len + 5 + SIDECAR_SUFFIX.len <= NAME_MAX;
	}
	if (place == 2 && (!session || session[0] != '/'))
		return false;
	if (place == 1)
		sidecar_add_state_folder(stem);
	else
		buffer_format(stem, "%s/attache", session);
	/* The name of the sidecar, wherever it is looked at from. */
	struct str name = file_basename(str_from(sidecar));
	struct buffer full = {0};
	char hex[65];
	buffer_add(&full, (struct str){sidecar, strlen(sidecar) - name.len});
	char *folder = realpath(full.len ? full.data : ".", NULL);
	buffer_clear(&full);
	buffer_format(&full, "%s/%s", folder ? folder : "", folder ? name.s : sidecar);
	file_sha256(buffer_str(&full), hex);
	buffer_format(stem, "/recovered-%.32s", hex);
	free(folder);
	buffer_free(&full);
	return true;
}

static void recovery_name(struct buffer *path, const struct buffer *stem, unsigned number)
{
	buffer_clear(path);
	buffer_add(path, buffer_str(stem));
	if (number > 1)
		buffer_format(path, "-%u", number);
	buffer_add(path, SIDECAR_SUFFIX);
}

char *recovery_path(const char *sidecar, unsigned place)
{
	struct buffer stem = {0}, path = {0};
	unsigned number = 1;
	if (recovery_stem(sidecar, place, &stem))
		for (; number < NUMBERS; number++) {
			recovery_name(&path, &stem, number);
			if (access(path.data, F_OK) != 0)
				break;
		}
	if (number == NUMBERS)
		buffer_free(&path);
	buffer_free(&stem);
	return path.data;
}

void sidecar_recovery_find(const struct sidecar *sidecar, struct sidecar_recoveries *found)
{
	*found = (struct sidecar_recoveries){0};
	for (unsigned place = 0; place < RECOVERY_PLACES; place++) {
		struct buffer stem = {0}, path = {0};
		/* Numbers are given from 1, but those that were settled leave gaps. */
		bool exists = recovery_stem(sidecar_path(sidecar), place, &stem);
		for (unsigned number = 1, gap = 0; exists && gap < 10 && number < NUMBERS;
			number++) {
			recovery_name(&path, &stem, number);
			if (access(path.data, R_OK) != 0) {
				gap++;
				continue;
			}
			gap = 0;
			if (strcmp(path.data, sidecar_target(sidecar)) == 0)
				continue;
			found->paths = memory_resize(
				found->paths, found->count + 1, sizeof *found->paths);
			found->paths[found->count++] = memory_string(path.data, path.len);
		}
		buffer_free(&stem);
		buffer_free(&path);
	}
}

void sidecar_recoveries_free(struct sidecar_recoveries *found)
{
	for (size_t i = 0; i < found->count; i++)
		free(found->paths[i]);
	free(found->paths);
	*found = (struct sidecar_recoveries){0};
}
