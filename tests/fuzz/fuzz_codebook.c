/* Any bytes as a codebook: read or refused with a place; every tag is found by its id, every
 * key leads to one tag. */
#include "attache/annotate/codebook.h"
#include "attache/base/file.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	struct codebook *codebook;
	struct error err = {0};
	snprintf(path, sizeof path, "/dev/shm/fuzz_codebook.%d", (int)getpid());
	FILE *file = fopen(path, "wb");
	if (!file)
		return 0;
	fwrite(data, 1, size, file);
	fclose(file);
	if (codebook_load(path, &codebook, &err)) {
		for (size_t i = 0; i < codebook->tag_count; i++) {
			const struct codebook_tag *tag = &codebook->tags[i];
			assert(codebook_find(codebook, tag->id) == tag);
			assert(tag->key.len == 0 || codebook_by_key(codebook, tag->key) == tag);
			assert(tag->family == (size_t)-1 ||
				tag->family < codebook->family_count);
		}
		codebook_free(codebook);
	} else {
		assert(err.line > 0 && err.column > 0 && err.msg[0]);
	}
	unlink(path);
	return 0;
}
