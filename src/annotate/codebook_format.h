/* The rows of the table of formats. */
#ifndef ANNOTATE_CODEBOOK_FORMAT_H
#define ANNOTATE_CODEBOOK_FORMAT_H

#include "attache/annotate/codebook_build.h"
#include "attache/annotate/codebook_format.h"

bool codebook_write_yaml(
	const struct codebook *codebook, struct buffer *out, struct error *err);

bool codebook_parse_csv(
	struct str text, const char *path, struct codebook **out, struct error *err);
bool codebook_write_csv(const struct codebook *codebook, struct buffer *out, struct error *err);

/* REFI-QDA's codebook: a family is a code that cannot be chosen, a tag one that can. */
bool codebook_parse_qdc(
	struct str text, const char *path, struct codebook **out, struct error *err);
bool codebook_write_qdc(const struct codebook *codebook, struct buffer *out, struct error *err);

#endif
