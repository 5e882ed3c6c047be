#include "invariants.h"

#include "attache/text/segment.h"

#undef NDEBUG
#include <assert.h>
#include <string.h>

static void check_border(struct str text, size_t offset)
{
	assert(offset <= text.len);
	assert(offset == text.len || ((unsigned char)text.s[offset] & 0xC0) != 0x80);
}

static void check_range(struct str text, struct range range)
{
	assert(range.start <= range.end);
	check_border(text, range.start);
	check_border(text, range.end);
}

static bool inside(struct range outer, struct range inner)
{
	return outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
}

/* Nothing to be seen: blanks, no-break spaces, zero-width signs. */
static void check_unseen(struct str text, struct range range)
{
	for (size_t at = range.start, length; at < range.end; at += length) {
		uint32_t c = utf8_decode(text, at, &length);
		assert(c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
			c == 0x3000 || c == 0xFEFF);
	}
}

static void check_tokens(struct arena *arena, const struct document *document, size_t block)
{
	struct range range = document->blocks[block].range;
	struct tokens tokens;
	struct sentences sentences;
	size_t at = range.start, begun = 0;
	segment_tokens(arena, document, block, &tokens);
	segment_sentences(arena, document, block, &sentences);
	for (size_t i = 0; i < tokens.count; i++) {
		const struct token *token = &tokens.items[i];
		struct range word = {token->start, (size_t)token->start + token->length};
		assert(token->length > 0 && word.start >= at && inside(range, word));
		check_range(document->text, word);
		at = word.end;
		begun += token->sentence_start;
	}
	assert(tokens.count == 0 || tokens.items[0].sentence_start);
	assert(begun == sentences.count);
	at = range.start;
	for (size_t i = 0; i < sentences.count; i++) {
		struct range sentence = sentences.items[i];
		assert(sentence.start >= at && sentence.start < sentence.end);
		assert(inside(range, sentence));
		check_range(document->text, sentence);
		at = sentence.end;
	}
}

static void check_block(const struct document *document, size_t index)
{
	const struct block *block = &document->blocks[index];
	struct str text = document->text;
	struct range range = block->range;
	assert(range.start < range.end && range_length(range) <= BLOCK_MAX_BYTES);
	assert((unsigned char)text.s[range.start] > ' ');
	assert((unsigned char)text.s[range.end - 1] > ' ');
	check_range(text, range);
	assert(block->paragraph <= document->paragraph_count);
	assert((block->kind == BLOCK_FURNITURE) == (block->furniture != FURNITURE_NONE));
	assert(!block->continued || index > 0);
	assert(document_block_at(document, range.start) == index);
	assert(document_block_at(document, range.end - 1) == index);
}

void document_check(const struct document *document)
{
	struct str text = document->text;
	struct range between = {0, 0};
	struct arena *arena = arena_new();
	assert(utf8_valid_prefix(text) == text.len);
	assert(text.len == 0 || !memchr(text.s, '\r', text.len));
	for (size_t i = 0; i < document->block_count; i++) {
		between.end = document->blocks[i].range.start;
		assert(between.start <= between.end);
		check_unseen(text, between);
		check_block(document, i);
		check_tokens(arena, document, i);
		between.start = document->blocks[i].range.end;
		arena_reset(arena);
	}
	if (document->complete)
		check_unseen(text, (struct range){between.start, text.len});
	for (size_t i = 0; i < document->emphasis_count; i++) {
		check_range(text, document->emphases[i].range);
		assert(i == 0 || document->emphases[i].range.start >=
					 document->emphases[i - 1].range.start);
	}
	check_range(text, document->metadata.title_range);
	assert(utf8_map_length(document->map) == utf8_count(text));
	assert(document->bytes_done <= document->bytes_total);
	arena_free(arena);
}

static bool same(struct str a, struct str b)
{
	return str_equal(a, b);
}

void document_check_same(const struct document *a, const struct document *b)
{
	assert(same(a->text, b->text) && a->encoding == b->encoding);
	assert(strcmp(a->sha256, b->sha256) == 0);
	assert(a->block_count == b->block_count && a->paragraph_count == b->paragraph_count);
	for (size_t i = 0; i < a->block_count; i++) {
		const struct block *x = &a->blocks[i], *y = &b->blocks[i];
		assert(x->range.start == y->range.start && x->range.end == y->range.end);
		assert(x->kind == y->kind && x->furniture == y->furniture);
		assert(x->level == y->level && x->paragraph == y->paragraph);
		assert(x->continued == y->continued);
	}
	assert(a->emphasis_count == b->emphasis_count);
	for (size_t i = 0; i < a->emphasis_count; i++) {
		const struct emphasis *x = &a->emphases[i], *y = &b->emphases[i];
		assert(x->range.start == y->range.start && x->range.end == y->range.end);
		assert(x->kind == y->kind && same(x->url, y->url));
	}
	assert(same(a->metadata.title, b->metadata.title));
	assert(same(a->metadata.byline, b->metadata.byline));
	assert(same(a->metadata.outlet, b->metadata.outlet));
	assert(same(a->metadata.date, b->metadata.date));
	assert(same(a->metadata.url, b->metadata.url));
	assert(a->diagnostics.count == b->diagnostics.count);
	for (size_t i = 0; i < a->diagnostics.count; i++)
		assert(same(a->diagnostics.items[i].message, b->diagnostics.items[i].message));
	assert(a->bytes_done == b->bytes_done && a->bytes_total == b->bytes_total);
}
