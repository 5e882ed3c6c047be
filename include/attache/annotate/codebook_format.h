/* The formats a codebook is exchanged in: the table, and reading and writing by it.
 *
 * What one format writes it reads back the same. Everything that is said of families and tags
 * goes into each of them; members of YAML that attache does not know stay in YAML only, and
 * remarks in none. The same codebook gives the same bytes. */
#ifndef ATTACHE_ANNOTATE_CODEBOOK_FORMAT_H
#define ATTACHE_ANNOTATE_CODEBOOK_FORMAT_H

#include "attache/annotate/codebook.h"
#include "attache/base/buffer.h"

struct codebook_format {
	const char *name;   /* "qdc" */
	const char *ending; /* of files, ".qdc" */
	const char *help;   /* under 60 columns */
	bool (*read)(
		struct str text, const char *path, struct codebook **out, struct error *err);
	/* Append the codebook to out; ERR_USAGE where the format cannot hold it. */
	bool (*write)(const struct codebook *codebook, struct buffer *out, struct error *err);
};

/* The first, YAML, is what attache itself works with. */
extern const struct codebook_format codebook_formats[];
extern const size_t codebook_format_count;

const struct codebook_format *codebook_format_find(struct str name); /* NULL: none */

/* By the ending of a file's name, of either case; YAML for any other. */
const struct codebook_format *codebook_format_of(struct str path);

/* Read a file ("-": stdin) in a format, or NULL for that of its name. */
bool codebook_load_as(const char *path, const struct codebook_format *format,
	struct codebook **out, struct error *err);

#endif
