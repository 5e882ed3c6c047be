/* Any bytes as an article: what is found lies in the text, in order, on whole code points, and
 * is the same however the work is cut into steps. */
#include "attache/base/utf8.h"
#include "attache/extract/findings.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct lexicon *lexicon(void)
{
	static struct lexicon *open;
	struct error err;
	const char *folder = getenv("ATTACHE_DATADIR");
	struct buffer path = {0};
	if (!open) {
		buffer_format(&path, "%s/lexicon.bin", folder ? folder : "build/release/data");
		bool opened = lexicon_open(path.data, &open, &err);
		assert(opened);
		buffer_free(&path);
	}
	return open;
}

static void check_range(struct str text, struct range range)
{
	assert(range.start <= range.end && range.end <= text.len);
	assert(range.start == text.len || ((unsigned char)text.s[range.start] & 0xC0) != 0x80);
	assert(range.end == text.len || ((unsigned char)text.s[range.end] & 0xC0) != 0x80);
}

static void check_quotes(const struct document *document, const struct extraction *found)
{
	size_t last = 0;
	for (size_t i = 0; i < found->quote_count; i++) {
		const struct quote *quote = &found->quotes[i];
		check_range(document->text, quote->range);
		check_range(document->text, quote->outer);
		check_range(document->text, quote->speaker_words);
		check_range(document->text, quote->cue);
		check_range(document->text, quote->source);
		assert(quote->outer.start >= last);
		assert(quote->outer.start <= quote->range.start);
		assert(quote->range.start < quote->range.end);
		assert(quote->range.end <= quote->outer.end);
		assert(document_block_at(document, quote->range.start) ==
			document_block_at(document, quote->range.end - 1));
		assert(quote->speaker == ENTITY_NONE || quote->speaker < found->entity_count);
		assert(quote->kind < QUOTE_KINDS && quote->confidence <= 100);
		last = quote->outer.start;
	}
}

/* The same work in steps of a few bytes. */
static void check_steps(const struct document *document, const struct extraction *whole)
{
	struct extraction_job *job = extraction_begin(document, lexicon());
	while (!extraction_step(job, 7))
		;
	struct extraction *steps = extraction_end(job);
	struct buffer one = {0}, other = {0};
	findings_add_jsonl(&one, STR("x"), document, document->metadata.date, whole);
	findings_add_jsonl(&other, STR("x"), document, document->metadata.date, steps);
	assert(one.len == other.len && memcmp(one.data, other.data, one.len) == 0);
	buffer_free(&one);
	buffer_free(&other);
	extraction_free(steps);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *document;
	struct error err;
	struct str bytes = {(const char *)data, size};
	struct str name = size % 2 ? STR("x.md") : STR("x.txt");
	if (!document_build(name, bytes, &document, &err))
		return 0;
	struct extraction *found = extraction_run(document, lexicon());
	check_quotes(document, found);
	check_steps(document, found);
	extraction_free(found);
	document_free(document);
	return 0;
}
