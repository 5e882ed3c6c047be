#include "recall.h"

#include "form.h"

enum { PROBES = 8, KINDS = ENTITY_TYPES + 1, ENTRIES_MOST = 1 << 17, BITS_MOST = 1 << 20 };

struct entry {
	uint32_t hash; /* 0: empty */
	uint8_t counts[KINDS];
};

struct recall {
	struct entry *entries;
	uint32_t entry_mask;
	uint32_t *bits; /* words met in lower case */
	uint32_t bit_mask;
};

static uint32_t power_of_2(size_t wanted, uint32_t most)
{
	uint32_t size = 64;
	while (size < wanted && size < most)
		size *= 2;
	return size;
}

struct recall *recall_new(struct arena *arena, size_t text_length)
{
	struct recall *recall = arena_alloc(arena, 1, sizeof(*recall));
	uint32_t entries = power_of_2(text_length / 16, ENTRIES_MOST);
	uint32_t bits = power_of_2(text_length, BITS_MOST);
	recall->entries = arena_alloc(arena, entries, sizeof(*recall->entries));
	recall->entry_mask = entries - 1;
	recall->bits = arena_alloc(arena, bits / 32, sizeof(*recall->bits));
	recall->bit_mask = bits - 1;
	return recall;
}

static struct entry *entry_of(const struct recall *recall, uint32_t hash)
{
	uint32_t slot = hash ^ hash >> 15;
	for (int i = 0; i < PROBES; i++) {
		struct entry *entry =
			&recall->entries[(slot + (uint32_t)i) & recall->entry_mask];
		if (entry->hash == hash || !entry->hash)
			return entry;
	}
	return NULL;
}

static void count(struct recall *recall, uint32_t hash, unsigned kind)
{
	struct entry *entry = entry_of(recall, hash);
	if (!entry)
		return;
	entry->hash = hash;
	if (entry->counts[kind] < 255)
		entry->counts[kind]++;
}

void recall_add(struct finder *finder, size_t block)
{
	struct recall *recall = finder->recall;
	struct tokens tokens = finder_tokens(finder, block);
	size_t guess = finder_guess_from(finder, finder->document->blocks[block].range.start);
	for (size_t i = 0; i < tokens.count; i++) {
		const struct token *token = &tokens.items[i];
		const struct form *form = forms_find(finder->forms, finder_word(finder, token));
		if (token->kind == TOKEN_WORD && !token->capitalised) {
			uint32_t bit = form->folded & recall->bit_mask;
			recall->bits[bit / 32] |= 1u << (bit % 32);
		}
		while (guess < finder->guess_count && finder->guesses[guess].block == block &&
			finder->guesses[guess].token_end <= i)
			guess++;
		if (!token->capitalised)
			continue;
		bool named = guess < finder->guess_count &&
			     finder->guesses[guess].block == block &&
			     finder->guesses[guess].token <= i;
		if (named && (finder->guesses[guess].certain || !token->sentence_start))
			count(recall, form->written, finder->guesses[guess].type);
		else if (!named && !token->sentence_start)
			count(recall, form->written, ENTITY_TYPES);
	}
}

uint8_t recall_type(const struct recall *recall, uint32_t hash)
{
	const struct entry *entry = entry_of(recall, hash);
	if (!entry || !entry->hash)
		return 0;
	unsigned best = 0, sum = 0;
	for (unsigned kind = 0; kind < KINDS; kind++) {
		sum += entry->counts[kind];
		if (entry->counts[kind] > entry->counts[best])
			best = kind;
	}
	return (uint8_t)(1 + 2 * best + (entry->counts[best] * 10u >= sum * 9u));
}

bool recall_lowered(const struct recall *recall, uint32_t hash)
{
	uint32_t bit = hash & recall->bit_mask;
	return recall->bits[bit / 32] >> (bit % 32) & 1;
}
