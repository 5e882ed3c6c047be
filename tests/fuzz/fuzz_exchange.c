/* Any bytes as a codebook from another program: read or refused with a place; what was read is
 * written in every format, and read back with as many families and tags. */
#include "attache/annotate/codebook_format.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

static void check_way_back(
	const struct codebook_format *format, const struct codebook *codebook)
{
	struct buffer out = {0};
	struct codebook *back;
	struct error err = {0};
	if (format->write(codebook, &out, &err)) {
		assert(format->read(buffer_str(&out), "back", &back, &err));
		assert(back->family_count == codebook->family_count);
		assert(back->tag_count == codebook->tag_count);
		codebook_free(back);
	} else {
		assert(err.code == ERR_USAGE && codebook->tag_count == 0);
	}
	buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	for (size_t i = 0; i < codebook_format_count; i++) {
		struct codebook *codebook;
		struct error err = {0};
		if (codebook_formats[i].read(text, "fuzz", &codebook, &err)) {
			for (size_t k = 0; k < codebook_format_count; k++)
				check_way_back(&codebook_formats[k], codebook);
			codebook_free(codebook);
		} else {
			assert(err.line > 0 && err.column > 0 && err.msg[0]);
		}
	}
	return 0;
}
