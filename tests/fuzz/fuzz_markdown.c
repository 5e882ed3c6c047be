/* Any bytes as a Markdown article, at once and in steps: the first byte seeds the sizes of the
 * steps. What holds of every document holds after each step, and both ways give the same. */
#include "invariants.h"

#undef NDEBUG
#include <assert.h>
#include <stdint.h>

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *whole, *steps;
	struct error err;
	if (size < 1)
		return 0;
	uint32_t random = data[0];
	size_t largest = 1 + size / (1 + random % 8);
	struct str bytes = {(const char *)data + 1, size - 1};
	if (!document_build(STR("a.md"), bytes, &whole, &err)) {
		assert(err.code == ERR_ENCODING);
		return 0;
	}
	document_check(whole);
	assert(document_begin(STR("a.md"), bytes, &steps, &err));
	while (!document_step(steps, 1 + next_random(&random) % largest))
		document_check(steps);
	document_check_same(whole, steps);
	document_free(steps);
	document_free(whole);
	return 0;
}
