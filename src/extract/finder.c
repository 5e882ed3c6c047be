#include "finder.h"

#include "attache/base/memory.h"
#include "form.h"
#include "lookup.h"
#include "recall.h"
#include "tagger.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The tokens of one block. */
struct token_slot {
	struct tokens tokens;
	struct listing *listings; /* of as many; NULL: none was asked for yet */
	size_t block;             /* 1 + the block they are of; 0: none yet */
};

void finder_begin(
	struct finder *finder, const struct document *document, const struct lexicon *lexicon)
{
	struct arena *arena = arena_new();
	*finder = (struct finder){.document = document,
		.lexicon = lexicon,
		.arena = arena,
		.scratch = arena_new(),
		.slot_count = TOKENS_REACH,
		.forms = forms_new(lexicon, document->text.len),
		.recall = recall_new(arena, document->text.len),
		.tagger = tagger_open(arena, lexicon)};
	if (document->text.len <= TOKENS_KEPT_BYTES && document->block_count > TOKENS_REACH)
		finder->slot_count = document->block_count;
	finder->slots = memory_zeroed(finder->slot_count, sizeof(*finder->slots));
	for (size_t i = 0; i < TOKENS_REACH; i++)
		finder->token_arenas[i] = arena_new();
}

void finder_end(struct finder *finder)
{
	for (size_t i = 0; i < TOKENS_REACH; i++)
		arena_free(finder->token_arenas[i]);
	arena_free(finder->scratch);
	forms_free(finder->forms);
	free(finder->slots);
	free(finder->guesses);
	free(finder->names);
	entities_end(finder, 0);
	statements_end(finder, 0);
	free(finder->entities);
	free(finder->profiles);
	free(finder->quotes);
	free(finder->lists);
}

/* Where the tokens of a slot are: alone, unless all are kept. */
static struct arena *arena_of(const struct finder *finder, const struct token_slot *slot)
{
	return finder->token_arenas[(size_t)(slot - finder->slots) % TOKENS_REACH];
}

struct tokens finder_tokens(struct finder *finder, size_t block)
{
	struct token_slot *slot = &finder->slots[block % finder->slot_count];
	if (slot->block != block + 1) {
		struct arena *arena = arena_of(finder, slot);
		if (finder->slot_count == TOKENS_REACH)
			arena_reset(arena);
		segment_tokens(arena, finder->document, block, &slot->tokens);
		slot->block = block + 1;
		slot->listings = NULL;
	}
	return slot->tokens;
}

/* The slot that holds these tokens: as a rule the one that was asked for last. */
static struct token_slot *slot_of(struct finder *finder, struct tokens tokens)
{
	size_t slot = finder->last_slot;
	for (size_t i = 0; finder->slots[slot].tokens.items != tokens.items; i++) {
		assert(i < finder->slot_count);
		slot = (slot + 1) % finder->slot_count;
	}
	finder->last_slot = slot;
	return &finder->slots[slot];
}

struct listing *finder_listings(struct finder *finder, struct tokens tokens)
{
	struct token_slot *slot = slot_of(finder, tokens);
	if (!slot->listings)
		slot->listings = arena_alloc(
			arena_of(finder, slot), tokens.count, sizeof *slot->listings);
	return slot->listings;
}

bool finder_reads(const struct finder *finder, size_t block)
{
	enum block_kind kind = finder->document->blocks[block].kind;
	return kind != BLOCK_FURNITURE && kind != BLOCK_RULE;
}

struct str finder_text(const struct finder *finder, struct range range)
{
	return str_slice(finder->document->text, range);
}

struct str finder_folded(struct finder *finder, const struct token *token)
{
	struct str word = finder_word(finder, token);
	bool plain = true;
	for (size_t i = 0; i < word.len && plain; i++)
		plain = !(word.s[i] >= 'A' && word.s[i] <= 'Z') && word.s[i] != '\xe2';
	if (plain)
		return word;
	char *out = arena_alloc(finder->scratch, word.len + 1, 1);
	size_t length = 0;
	for (size_t i = 0; i < word.len; i++) {
		char c = word.s[i];
		if (i + 2 < word.len && memcmp(word.s + i, "\xe2\x80\x99", 3) == 0) {
			c = '\'';
			i += 2;
		}
		out[length++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	return (struct str){out, length};
}

size_t finder_guess_from(const struct finder *finder, size_t offset)
{
	size_t low = 0, high = finder->guess_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (finder->guesses[middle].start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t finder_name_from(const struct finder *finder, size_t offset)
{
	size_t low = 0, high = finder->name_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (finder->names[middle].mention.range.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t finder_name_at(const struct finder *finder, size_t offset)
{
	size_t next = finder_name_from(finder, offset + 1);
	if (next > 0 && range_holds(finder->names[next - 1].mention.range, offset))
		return next - 1;
	return (size_t)-1;
}

size_t finder_quotes_before(const struct finder *finder, size_t offset)
{
	size_t low = 0, high = finder->quote_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (finder->quotes[middle].outer.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct quote *finder_add_quote(struct finder *finder)
{
	finder->quotes = memory_grow(finder->quotes, &finder->quote_capacity,
		finder->quote_count + 1, sizeof(*finder->quotes));
	struct quote *quote = &finder->quotes[finder->quote_count++];
	*quote = (struct quote){.speaker = ENTITY_NONE};
	return quote;
}

struct name *finder_add_name(struct finder *finder)
{
	finder->names = memory_grow(finder->names, &finder->name_capacity,
		finder->name_count + 1, sizeof(*finder->names));
	struct name *name = &finder->names[finder->name_count++];
	*name = (struct name){.mention = {.entity = ENTITY_NONE}};
	return name;
}

struct guess *finder_add_guess(struct finder *finder)
{
	finder->guesses = memory_grow(finder->guesses, &finder->guess_capacity,
		finder->guess_count + 1, sizeof(*finder->guesses));
	struct guess *guess = &finder->guesses[finder->guess_count++];
	*guess = (struct guess){0};
	return guess;
}
