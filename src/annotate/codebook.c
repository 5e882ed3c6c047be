#include "codebook_read.h"
#include "codebook_tree.h"

#include "attache/base/file.h"
#include "attache/base/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool codebook_parse(struct str text, const char *path, struct codebook **out, struct error *err)
{
	struct codebook_draft draft;
	codebook_draft_begin(&draft, path);
	const struct yaml_node **root = &draft.codebook->root;
	bool ok = yaml_parse(draft.arena, text, root, err) ||
		  error_within(err, "cannot read %s", path);
	if (ok && codebook_read(&draft, *root, err)) {
		*out = codebook_draft_end(&draft);
		return true;
	}
	codebook_draft_drop(&draft);
	return false;
}

struct codebook *codebook_new(void)
{
	struct codebook_draft draft;
	codebook_draft_begin(&draft, "");
	return codebook_draft_end(&draft);
}

bool codebook_load(const char *path, struct codebook **out, struct error *err)
{
	struct buffer bytes = {0};
	bool ok = file_read(path, CODEBOOK_MAX_BYTES, &bytes, NULL, err) &&
		  codebook_parse(buffer_str(&bytes), path, out, err);
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
	struct codebook_whole *whole = (struct codebook_whole *)codebook;
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
