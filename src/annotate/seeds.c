#include "seeds.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

static size_t hash_of(const struct seeds *seeds, const char *bytes)
{
	uint64_t value;
	memcpy(&value, bytes, sizeof value);
	return (size_t)(value * 0x9E3779B97F4A7C15u >> (64 - seeds->bits));
}

/* A counting sort by hash. */
void seeds_build(struct seeds *seeds, struct str text)
{
	size_t count = text.len < SEED_LENGTH ? 0 : text.len - SEED_LENGTH + 1;
	seeds->bits = 10;
	while (seeds->bits < 22 && (size_t)1 << seeds->bits < count)
		seeds->bits++;
	size_t hashes = (size_t)1 << seeds->bits;
	seeds->heads = memory_zeroed(hashes + 2, sizeof *seeds->heads);
	seeds->places = memory_zeroed(count + 1, sizeof *seeds->places);
	/* Counted one further on: filling moves each head to where the next one begins. */
	for (size_t i = 0; i < count; i++)
		seeds->heads[hash_of(seeds, text.s + i) + 2]++;
	for (size_t i = 2; i < hashes + 2; i++)
		seeds->heads[i] += seeds->heads[i - 1];
	for (size_t i = 0; i < count; i++)
		seeds->places[seeds->heads[hash_of(seeds, text.s + i) + 1]++] = (uint32_t)i;
}

void seeds_free(struct seeds *seeds)
{
	free(seeds->heads);
	free(seeds->places);
	*seeds = (struct seeds){0};
}

size_t seeds_find(const struct seeds *seeds, const char *bytes, const uint32_t **places)
{
	size_t hash = hash_of(seeds, bytes);
	*places = seeds->places + seeds->heads[hash];
	return seeds->heads[hash + 1] - seeds->heads[hash];
}
