#include "attache/app/state.h"

#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "xdg.h"

#include <stdlib.h>
#include <string.h>

#define STATE_MAX_BYTES (16 * 1024 * 1024)
#define SHA256_LENGTH 64

char *state_default_folder(void)
{
	char *path = xdg_path("XDG_STATE_HOME", ".local/state", "");
	if (path)
		path[strlen(path) - 1] = '\0'; /* the slash */
	return path;
}

/* All of a file of the state; nothing when it cannot be read. */
static struct buffer read_file(const char *folder, const char *name)
{
	struct buffer path = {0}, text = {0};
	struct error err;
	if (folder) {
		buffer_format(&path, "%s/%s", folder, name);
		file_read(path.data, STATE_MAX_BYTES, &text, NULL, &err);
		buffer_free(&path);
	}
	return text;
}

static bool write_file(
	const char *folder, const char *name, const struct buffer *text, struct error *err)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/%s", folder, name);
	bool ok = file_make_parent(path.data, err) &&
		  file_write_atomic(path.data, buffer_str(text), NULL, err);
	file_sweep(path.data);
	buffer_free(&path);
	return ok;
}

/* ---- positions: lines "sha256 offset path", the newest first --------------------------------
 */

struct position {
	struct str sha256, path;
	size_t offset;
};

static bool parse_position(struct str line, struct position *position)
{
	struct str offset;
	if (!str_split(&line, ' ', &position->sha256) || !str_split(&line, ' ', &offset))
		return false;
	position->path = line;
	return position->sha256.len == SHA256_LENGTH && line.len > 1 && line.s[0] == '/' &&
	       str_to_size(offset, &position->offset);
}

bool state_position_get(const char *folder, const struct state_article *article, size_t *offset)
{
	struct buffer text = read_file(folder, "positions");
	struct str sha256 = str_from(article->sha256), path = str_from(article->path);
	int best = 0;
	for (struct str rest = buffer_str(&text), line; str_split(&rest, '\n', &line);) {
		struct position position;
		if (!parse_position(line, &position))
			continue;
		int rank = 2 * str_equal(position.sha256, sha256) +
			   str_equal(position.path, path);
		if (rank > best) {
			best = rank;
			*offset = position.offset;
		}
	}
	buffer_free(&text);
	return best > 0;
}

bool state_position_set(const char *folder, const struct state_article *article, size_t offset,
	struct error *err)
{
	struct str path = str_from(article->path);
	if (!folder || str_find(path, STR("\n")) != (size_t)-1)
		return true;
	struct buffer old = read_file(folder, "positions"), text = {0};
	size_t count = 1;
	buffer_format(&text, "%s %zu %s\n", article->sha256, offset, article->path);
	for (struct str rest = buffer_str(&old), line;
		count < STATE_POSITIONS_MAX && str_split(&rest, '\n', &line);) {
		struct position position;
		if (!parse_position(line, &position) || str_equal(position.path, path))
			continue;
		buffer_add(&text, line);
		buffer_add_byte(&text, '\n');
		count++;
	}
	bool ok = write_file(folder, "positions", &text, err);
	buffer_free(&old);
	buffer_free(&text);
	return ok;
}

/* ---- histories -----------------------------------------------------------------------------
 */

static char *history_name(const char *name)
{
	struct buffer file = {0};
	buffer_format(&file, "history-%s", name);
	return file.data;
}

void state_history_load(const char *folder, const char *name, struct line_history *history)
{
	char *file = history_name(name);
	struct buffer text = read_file(folder, file);
	for (struct str rest = buffer_str(&text), line; str_split(&rest, '\n', &line);)
		line_history_add(history, line);
	buffer_free(&text);
	free(file);
}

bool state_history_save(const char *folder, const char *name,
	const struct line_history *history, struct error *err)
{
	struct line_history merged = {0};
	struct buffer text = {0};
	if (!folder)
		return true;
	state_history_load(folder, name, &merged);
	for (size_t i = 0; i < history->count; i++)
		line_history_add(&merged, str_from(history->items[i]));
	for (size_t i = 0; i < merged.count; i++)
		buffer_format(&text, "%s\n", merged.items[i]);
	char *file = history_name(name);
	bool ok = write_file(folder, file, &text, err);
	free(file);
	buffer_free(&text);
	line_history_free(&merged);
	return ok;
}
