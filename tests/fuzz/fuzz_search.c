/* Any pattern in any text: the first byte is the pattern's length, the second the size of the
 * steps. Hits are sorted, apart, not empty, and the same whatever the steps. */
#include "attache/text/search.h"

#undef NDEBUG
#include <assert.h>
#include <stdint.h>

static void check_hits(const struct search *search, struct str text)
{
	size_t at = 0;
	for (size_t i = 0; i < search_count(search); i++) {
		struct range hit = search_hit(search, i);
		assert(hit.start >= at && hit.start < hit.end && hit.end <= text.len);
		assert(((unsigned char)text.s[hit.start] & 0xC0) != 0x80);
		assert(hit.end == text.len || ((unsigned char)text.s[hit.end] & 0xC0) != 0x80);
		at = hit.end;
	}
}

static void search_in(struct str pattern, const struct document *document, size_t step)
{
	struct search *search, *other;
	struct error err;
	if (!search_compile(pattern, &search, &err))
		return;
	search_step(search, document, SIZE_MAX);
	assert(search_complete(search));
	check_hits(search, document->text);
	assert(search_compile(pattern, &other, &err));
	while (!search_step(other, document, step))
		;
	if (!search_failure(search) && !search_failure(other))
		assert(search_count(search) == search_count(other));
	search_free(other);
	search_free(search);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *pattern, *document;
	struct error err;
	if (size < 2)
		return 0;
	size_t length = data[0] < size - 2 ? data[0] : size - 2;
	struct str typed = {(const char *)data + 2, length};
	struct str text = {typed.s + length, size - 2 - length};
	/* A pattern is valid UTF-8, as everything typed is. */
	if (!document_build(STR("a.txt"), typed, &pattern, &err))
		return 0;
	if (document_build(STR("a.txt"), text, &document, &err)) {
		search_in(pattern->text, document, 1 + (size_t)data[1] * 16);
		document_free(document);
	}
	document_free(pattern);
	return 0;
}
