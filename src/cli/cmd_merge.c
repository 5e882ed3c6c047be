#include "cli.h"

#include "attache/annotate/sidecar_merge.h"
#include "attache/base/file.h"

#define MERGE_MAX_BYTES ((size_t)64 * 1024 * 1024)

/* Read one version; a base that is not there is empty. */
static bool read_version(struct buffer *out, struct file_stamp *stamp, const char *path,
	enum sidecar_version version, struct error *err)
{
	return file_read(path, MERGE_MAX_BYTES, out, stamp, err) ||
	       (version == VERSION_BASE && err->code == ERR_NOTFOUND);
}

static bool write_merged(const char *path, struct str text, const struct file_stamp *ours,
	const char *output, struct error *err)
{
	struct file_stamp now;
	return output ? cli_output_file(output, text, err)
		      : file_replace(path, text, ours, &now, err);
}

static int tell_conflicts(const char *name, size_t conflicts)
{
	if (conflicts)
		cli_warn("%s: %zu annotation%s changed on both sides; both versions are kept",
			name, conflicts, conflicts == 1 ? "" : "s");
	return conflicts ? 1 : 0;
}

int cmd_merge(const struct cli_arguments *arguments)
{
	struct error err;
	struct buffer texts[VERSIONS] = {0}, merged = {0};
	struct str views[VERSIONS];
	struct file_stamp stamps[VERSIONS];
	enum sidecar_version broken;
	size_t conflicts = 0, read = 0;
	const char *const *paths = arguments->operands;
	bool called = arguments->operand_count == 3 || arguments->operand_count == 4;
	bool ok = called || error_set(&err, ERR_USAGE,
				    "merge needs BASE, OURS and THEIRS; try: attache merge "
				    "--help");
	for (; ok && read < VERSIONS; read++) {
		ok = read_version(&texts[read], &stamps[read], paths[read],
			(enum sidecar_version)read, &err);
		views[read] = buffer_str(&texts[read]);
	}
	if (ok && !sidecar_merge(&merged, views, &conflicts, &broken, &err))
		ok = error_within(&err, "cannot merge: %s", paths[broken]);
	ok = ok && write_merged(paths[VERSION_OURS], buffer_str(&merged), &stamps[VERSION_OURS],
			   cli_value(arguments, "output"), &err);
	int status = CLI_TROUBLE;
	if (ok)
		status = tell_conflicts(
			arguments->operand_count == 4 ? paths[3] : paths[VERSION_OURS],
			conflicts);
	else
		cli_fail(&err);
	for (size_t i = 0; i < VERSIONS; i++)
		buffer_free(&texts[i]);
	buffer_free(&merged);
	return status;
}
