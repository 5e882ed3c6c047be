/* Recovery files: where work goes when it cannot be saved where it belongs, and how it comes
 * back. The first line names the state of the sidecar that the work began from. */
#include "sidecar_state.h"

#include "attache/annotate/merge.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char first_line[] = "# recovered; the sidecar was ";

/* In the place of this run so far, else in the first one that takes it. */
static bool find_refuge(struct sidecar *sidecar, struct str text, struct error *err)
{
	if (sidecar->refuge && file_write_atomic(sidecar->refuge, text, NULL, err))
		return true;
	for (unsigned place = 0; place < RECOVERY_PLACES; place++) {
		char *path = recovery_path(sidecar->place.path, place);
		/* Folders of our own are made; an article's folder that went away is not. */
		if (path && (place == 0 || file_make_parent(path, err)) &&
			file_write_atomic(path, text, NULL, err)) {
			free(sidecar->refuge);
			sidecar->refuge = path;
			return true;
		}
		free(path);
	}
	return false;
}

bool sidecar_take_refuge(struct sidecar *sidecar, const struct document *document,
	const struct annotations *set, struct error *err)
{
	struct sidecar_text next = {0};
	struct buffer text = {0};
	char hex[65];
	struct str known = buffer_str(&sidecar->known.text);
	file_sha256(known, hex);
	sidecar_text_write(&next, &sidecar->known, document, set);
	struct str body = buffer_str(&next.text);
	if (str_starts(body, STR("\xEF\xBB\xBF")))
		body = str_slice(body, (struct range){3, body.len});
	buffer_format(&text, "%s%s\n", first_line, hex);
	buffer_add(&text, body);
	bool ok = find_refuge(sidecar, buffer_str(&text), err);
	buffer_free(&text);
	sidecar_text_free(&next);
	return ok;
}

void sidecar_leave_refuge(struct sidecar *sidecar)
{
	struct file_stamp now;
	struct error err;
	if (sidecar->refuge)
		unlink(sidecar->refuge);
	/* Another session may have gone on with the file that was taken over. */
	if (sidecar->adopted && file_stamp(sidecar->adopted, &now, &err) &&
		file_stamp_equal(&now, &sidecar->adopted_stamp))
		unlink(sidecar->adopted);
	free(sidecar->refuge);
	free(sidecar->adopted);
	sidecar->refuge = sidecar->adopted = NULL;
}

/* Whether the work in a recovery file began from what the set began from. */
static bool same_beginning(const struct sidecar *sidecar, struct str text)
{
	char hex[65];
	struct str line = str_from(first_line);
	file_sha256(buffer_str(&sidecar->known.text), hex);
	return str_starts(text, line) &&
	       str_starts(str_slice(text, (struct range){line.len, text.len}), str_from(hex));
}

bool sidecar_recovery_adopt(struct sidecar *sidecar, const struct document *document,
	struct annotations *set, const char *path, struct sidecar_changes *changes,
	struct error *err)
{
	struct buffer bytes = {0};
	struct sidecar_reading theirs = {0}, base = {0};
	struct file_stamp stamp;
	*changes = (struct sidecar_changes){0};
	bool ok = file_read(path, SIDECAR_MAX_BYTES, &bytes, &stamp, err) &&
		  (sidecar_reading_new(&theirs, buffer_str(&bytes), document, NULL, err) ||
			  error_within(err, "cannot read %s", path));
	if (ok) {
		struct str known = same_beginning(sidecar, buffer_str(&bytes))
					   ? buffer_str(&sidecar->known.text)
					   : STR("");
		ok = sidecar_reading_new(&base, known, document, NULL, err);
	}
	if (ok) {
		struct annotations *merged = annotations_merge(
			base.set, set, theirs.set, &changes->conflicts);
		sidecar_become(set, merged, changes);
		annotations_free(merged);
		free(sidecar->adopted);
		sidecar->adopted = memory_string(path, strlen(path));
		sidecar->adopted_stamp = stamp;
	}
	sidecar_reading_free(&theirs);
	sidecar_reading_free(&base);
	buffer_free(&bytes);
	return ok;
}
