/* Any bytes as what a terminal sends, whole and in pieces: keys in range, and an end. */
#include "attache/base/utf8.h"
#include "attache/tui/input.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

static size_t drain(struct input *input, bool flush)
{
	struct event event;
	size_t count = 0;
	for (; input_next(input, flush, &event); count++) {
		uint32_t key = event.key &
			       ~(uint32_t)(KEYCODE_CONTROL | KEYCODE_ALT | KEYCODE_SHIFT);
		assert(event.kind != EVENT_KEY || key < 0x110000 ||
			(key >= KEYCODE_SPECIAL && key <= KEYCODE_FUNCTION + 12));
		assert(event.kind != EVENT_PASTE ||
			utf8_valid_prefix(event.text) == event.text.len);
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input whole = {0}, pieces = {0};
	struct str bytes = {(const char *)data, size};
	input_feed(&whole, bytes);
	size_t count = drain(&whole, false) + drain(&whole, true), sum = 0;
	for (size_t i = 0; i < size; i++) {
		input_feed(&pieces, str_slice(bytes, (struct range){i, i + 1}));
		sum += drain(&pieces, false);
	}
	sum += drain(&pieces, true);
	/* A sequence beyond the limit of length is cut where it is noticed. */
	assert(size > 60 || count == sum);
	assert(!input_waiting(&whole) && !input_waiting(&pieces));
	input_free(&whole);
	input_free(&pieces);
	return 0;
}
