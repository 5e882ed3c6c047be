/* Any bytes as an article, and any words to be found in it: what is found lies in the text, on
 * the borders of characters, and words that stand there once are found. */
#include "attache/annotate/anchor.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *document;
	struct error err = {0};
	if (size < 6 || size > 20000)
		return 0;
	size_t words = data[0], prefix = data[1] % 64, suffix = data[2] % 64, hint = data[3];
	struct str bytes = {(const char *)data + 4, size - 4};
	if (words + prefix + suffix > bytes.len)
		return 0;
	/* The text is what follows the words; valid UTF-8 is what a document makes of them. */
	struct str rest = str_slice(bytes, (struct range){words + prefix + suffix, bytes.len});
	if (!document_build(STR("a.txt"), rest, &document, &err))
		return 0;
	struct annotation *annotation = annotation_new();
	struct document *source;
	if (document_build(STR("b.txt"),
		    str_slice(bytes, (struct range){0, words + prefix + suffix}), &source,
		    &err)) {
		struct str text = source->text;
		size_t start = prefix < text.len ? prefix : text.len;
		size_t end = start + words < text.len ? start + words : text.len;
		start = start ? utf8_next(text, utf8_previous(text, start)) : 0;
		end = end > start ? utf8_next(text, utf8_previous(text, end)) : start;
		annotation->range = (struct range){start, end < start ? start : end};
		anchor_make(annotation, source);
		document_free(source);
	}
	struct anchor_index *index = anchor_index_new(document);
	for (int same = 0; same < 2; same++) {
		struct range range;
		enum anchor_result result = anchor_find(index, annotation, same, hint, &range);
		assert(range.start <= range.end && range.end <= document->text.len);
		assert((result == ANCHOR_ORPHANED) == (range.start == range.end));
		assert(utf8_valid_prefix(str_slice(document->text, range)) ==
			range_length(range));
	}
	anchor_index_free(index);
	annotation_free(annotation);
	document_free(document);
	return 0;
}
