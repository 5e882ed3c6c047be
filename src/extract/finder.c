#include "finder.h"

#include "attache/base/memory.h"
#include "recall.h"
#include "tagger.h"

#include <stdlib.h>
#include <string.h>

/* The tokens of one block, in memory of their own. */
struct token_slot {
	struct arena *arena;
	struct tokens tokens;
	size_t block; /* 1 + the block they are of; 0: none yet */
};

void finder_begin(
	struct finder *finder, const struct document *document, const struct lexicon *lexicon)
{
	struct arena *arena = arena_new();
	*finder = (struct finder){.document = document,
		.lexicon = lexicon,
		.arena = arena,
		.scratch = arena_new(),
		.slots = memory_zeroed(TOKENS_REACH, sizeof(*finder->slots)),
		.recall = recall_new(arena, document->text.len),
		.tagger = tagger_open(arena, lexicon)};
	for (size_t i = 0; i < TOKENS_REACH; i++)
		finder->slots[i].arena = arena_new();
}

void finder_end(struct finder *finder)
{
	for (size_t i = 0; i < TOKENS_REACH; i++)
		arena_free(finder->slots[i].arena);
	arena_free(finder->scratch);
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

struct tokens finder_tokens(struct finder *finder, size_t block)
{
	struct token_slot *slot = &finder->slots[block % TOKENS_REACH];
	if (slot->block != block + 1) {
		arena_reset(slot->arena);
		segment_tokens(slot->arena, finder->document, block, &slot->tokens);
		slot->block = block + 1;
	}
	return slot->tokens;
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

struct str finder_word(const struct finder *finder, const struct token *token)
{
	return (struct str){finder->document->text.s + token->start, token->length};
}

/* Append a word as the lists spell it: ’ as ', and in lower case when asked. */
static size_t spell(struct str word, bool lower, char *out, size_t room)
{
	size_t length = 0;
	for (size_t i = 0; i < word.len; i++) {
		char c = word.s[i];
		if (i + 2 < word.len && memcmp(word.s + i, "\xe2\x80\x99", 3) == 0) {
			c = '\'';
			i += 2;
		}
		if (lower && c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (length == room)
			return room + 1;
		out[length++] = c;
	}
	return length;
}

struct str finder_folded(struct finder *finder, const struct token *token)
{
	struct str word = finder_word(finder, token);
	bool plain = true;
	for (size_t i = 0; i < word.len && plain; i++)
		plain = !(word.s[i] >= 'A' && word.s[i] <= 'Z') && word.s[i] != '\xe2';
	if (plain)
		return word;
	char *out = arena_alloc(finder->arena, word.len + 1, 1);
	return (struct str){out, spell(word, true, out, word.len)};
}

static bool is_folded(enum lexicon_class class)
{
	return class == LEXICON_TITLE || class == LEXICON_SPEECH_VERB || class == LEXICON_WORD;
}

size_t finder_match(struct finder *finder, struct tokens tokens, size_t token,
	enum lexicon_class class, struct lexicon_entry *entry)
{
	enum { ROOM = 120 };
	char key[ROOM];
	size_t length = 0, best = 0, words = 0;
	unsigned longest = 1;
	for (size_t i = token; i < tokens.count; i++) {
		const struct token *t = &tokens.items[i];
		if (i > token && t->space_before && length < ROOM) {
			key[length++] = ' ';
			words++;
		}
		if (words >= longest)
			break;
		size_t added = spell(
			finder_word(finder, t), is_folded(class), key + length, ROOM - length);
		if (added > ROOM - length)
			break;
		length += added;
		if (words == 0) {
			unsigned more = lexicon_longest(
				finder->lexicon, (struct str){key, length});
			longest = more > longest ? more : longest;
			if (i > token + 8)
				break;
		}
		struct lexicon_entry found[LEXICON_CLASSES];
		size_t count = lexicon_find(
			finder->lexicon, (struct str){key, length}, found, LEXICON_CLASSES);
		for (size_t j = 0; j < count; j++)
			if (found[j].class == class) {
				best = i + 1 - token;
				if (entry)
					*entry = found[j];
			}
	}
	return best;
}

bool finder_lists(struct finder *finder, struct tokens tokens, size_t from, size_t to,
	enum lexicon_class class, struct lexicon_entry *entry)
{
	enum { ROOM = 160 };
	char key[ROOM];
	size_t length = 0;
	for (size_t i = from; i < to; i++) {
		const struct token *t = &tokens.items[i];
		if (i > from && t->space_before && length < ROOM)
			key[length++] = ' ';
		size_t added = spell(
			finder_word(finder, t), is_folded(class), key + length, ROOM - length);
		if (added > ROOM - length)
			return false;
		length += added;
	}
	struct lexicon_entry found[LEXICON_CLASSES];
	size_t count = lexicon_find(
		finder->lexicon, (struct str){key, length}, found, LEXICON_CLASSES);
	for (size_t j = 0; j < count; j++)
		if (found[j].class == class) {
			if (entry)
				*entry = found[j];
			return true;
		}
	return false;
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
