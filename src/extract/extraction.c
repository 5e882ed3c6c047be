#include "attache/extract/extraction.h"

#include "attache/base/memory.h"
#include "finder.h"

#include <stdlib.h>

/* One pass of the work: over all blocks that are read, all names, ... */
struct pass {
	enum { ONCE, BLOCKS, NAMES, ENTITIES, QUOTES } over;
	void (*visit)(struct finder *finder, size_t index);
};

/* ---- which mentions belong to each entity; the last finder */

static void lists_begin(struct finder *finder, size_t unused)
{
	(void)unused;
	finder->lists = memory_resize(NULL, finder->name_count, sizeof *finder->lists);
	finder->mentions = (struct mention *)(void *)finder->names;
}

static void lists_place(struct finder *finder, size_t index)
{
	struct entity *entity = &finder->entities[index];
	size_t before = finder->listed;
	finder->listed += entity->mention_count;
	entity->mentions = finder->lists + before;
	entity->mention_count = 0;
}

/* The mentions take the place of the names, which nobody needs any more: they are smaller. */
static void lists_fill(struct finder *finder, size_t index)
{
	struct mention mention = finder->names[index].mention;
	struct entity *entity = &finder->entities[mention.entity];
	size_t place = (size_t)(entity->mentions - finder->lists) + entity->mention_count++;
	finder->lists[place] = (uint32_t)index;
	entity->metonym = entity->metonym || mention.metonym;
	finder->mentions[index] = mention;
}

/* ---- the work */

/* The order of the finders: names by rules, names by the tagger, then who they are, then
 * quotations, then who speaks, then what is said without marks. */
static const struct pass passes[] = {
	{BLOCKS, mentions_guess},
	{BLOCKS, mentions_find},
	{ONCE, entities_begin},
	{NAMES, entities_find_surest},
	{NAMES, entities_agree},
	{NAMES, entities_link_full},
	{NAMES, entities_link_short},
	{NAMES, entities_enter_forms},
	{NAMES, entities_join},
	{NAMES, entities_order},
	{ONCE, entities_end},
	{BLOCKS, turns_count},
	{BLOCKS, quotes_find},
	{QUOTES, quotes_order},
	{QUOTES, speakers_learn_style},
	{BLOCKS, speakers_find},
	{QUOTES, speakers_complete},
	{QUOTES, speakers_settle},
	{ONCE, statements_begin},
	{BLOCKS, statements_find},
	{ONCE, statements_end},
	{ONCE, lists_begin},
	{ENTITIES, lists_place},
	{NAMES, lists_fill},
};

#define PASSES (sizeof passes / sizeof *passes)
/* What all but a block costs, in bytes of text. */
#define VISIT_BYTES 16

struct extraction_job {
	struct finder finder;
	size_t pass, next; /* what to visit next */
};

/* What extraction_end hands out: the public part first. */
struct result {
	struct extraction public;
	struct arena *arena;
	uint32_t *lists;
	struct mention *mentions;
	struct entity *entities;
	struct quote *quotes;
};

struct extraction_job *extraction_begin(
	const struct document *document, const struct lexicon *lexicon)
{
	struct extraction_job *job = memory_zeroed(1, sizeof(*job));
	finder_begin(&job->finder, document, lexicon);
	return job;
}

static size_t pass_length(const struct finder *finder, const struct pass *pass)
{
	switch (pass->over) {
	case BLOCKS:
		return finder->document->block_count;
	case NAMES:
		return finder->name_count;
	case ENTITIES:
		return finder->entity_count;
	case QUOTES:
		return finder->quote_count;
	case ONCE:
		break;
	}
	return 1;
}

/* Returns what it cost. */
static size_t visit(struct finder *finder, const struct pass *pass, size_t index)
{
	size_t bytes = VISIT_BYTES;
	if (pass->over == BLOCKS) {
		bytes = range_length(finder->document->blocks[index].range);
		if (!finder_reads(finder, index))
			return bytes;
	}
	pass->visit(finder, index);
	return bytes;
}

bool extraction_step(struct extraction_job *job, size_t bytes)
{
	struct finder *finder = &job->finder;
	bytes = bytes ? bytes : 1;
	for (; job->pass < PASSES; job->pass++, job->next = 0) {
		const struct pass *pass = &passes[job->pass];
		size_t length = pass_length(finder, pass);
		for (; job->next < length && bytes; job->next++) {
			size_t cost = visit(finder, pass, job->next);
			bytes -= cost < bytes ? cost : bytes;
		}
		if (job->next < length)
			return false;
	}
	return true;
}

struct extraction *extraction_end(struct extraction_job *job)
{
	struct finder *finder = &job->finder;
	struct result *result = NULL;
	if (job->pass == PASSES) {
		result = memory_zeroed(1, sizeof(*result));
		*result = (struct result){.arena = finder->arena,
			.lists = finder->lists,
			.mentions = memory_resize(
				finder->mentions, finder->name_count, sizeof *finder->mentions),
			.entities = finder->entities,
			.quotes = finder->quotes};
		result->public = (struct extraction){.mentions = result->mentions,
			.mention_count = finder->name_count,
			.entities = result->entities,
			.entity_count = finder->entity_count,
			.quotes = result->quotes,
			.quote_count = finder->quote_count};
		finder->arena = NULL;
		finder->lists = NULL;
		finder->names = NULL;
		finder->entities = NULL;
		finder->quotes = NULL;
	}
	finder_end(finder);
	arena_free(finder->arena);
	free(job);
	return result ? &result->public : NULL;
}

struct extraction *extraction_run(
	const struct document *document, const struct lexicon *lexicon)
{
	struct extraction_job *job = extraction_begin(document, lexicon);
	while (!extraction_step(job, (size_t)-1))
		;
	return extraction_end(job);
}

void extraction_free(struct extraction *extraction)
{
	if (!extraction)
		return;
	struct result *result = (struct result *)(void *)extraction;
	arena_free(result->arena);
	free(result->lists);
	free(result->mentions);
	free(result->entities);
	free(result->quotes);
	free(result);
}

size_t extraction_mention_at(const struct extraction *extraction, size_t offset)
{
	size_t low = 0, high = extraction->mention_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (extraction->mentions[middle].range.start <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low && range_holds(extraction->mentions[low - 1].range, offset))
		return low - 1;
	return (size_t)-1;
}

bool extraction_is_sure(
	const struct extraction *extraction, const struct entity *entity, unsigned limit)
{
	for (size_t i = 0; i < entity->mention_count; i++)
		if (extraction->mentions[entity->mentions[i]].confidence >= limit)
			return true;
	return false;
}

bool entity_is_called(const struct entity *entity, struct str name)
{
	if (str_equal(entity->canonical, name))
		return true;
	for (size_t i = 0; i < entity->alias_count; i++)
		if (str_equal(entity->aliases[i], name))
			return true;
	return false;
}

static const struct entity *entity_called(const struct extraction *extraction, struct str name)
{
	for (size_t i = 0; i < extraction->entity_count; i++)
		if (entity_is_called(&extraction->entities[i], name))
			return &extraction->entities[i];
	return NULL;
}

struct str extraction_country_of(const struct extraction *extraction, struct str name)
{
	const struct entity *entity = entity_called(extraction, name);
	for (size_t at = 0; !entity && at < name.len; at++)
		if (name.s[at] == ' ')
			entity = entity_called(
				extraction, str_slice(name, (struct range){at + 1, name.len}));
	return entity ? entity->country : STR("");
}

const char *entity_type_name(enum entity_type type)
{
	static const char *const names[ENTITY_TYPES] = {[ENTITY_PERSON] = "PERSON",
		[ENTITY_COUNTRY] = "COUNTRY",
		[ENTITY_PLACE] = "PLACE",
		[ENTITY_ORG] = "ORG",
		[ENTITY_NORP] = "NORP",
		[ENTITY_DATE] = "DATE",
		[ENTITY_EVENT] = "EVENT",
		[ENTITY_LAW] = "LAW"};
	return names[type];
}

const char *quote_kind_name(enum quote_kind kind)
{
	static const char *const names[QUOTE_KINDS] = {[QUOTE_DIRECT] = "direct",
		[QUOTE_PARTIAL] = "partial",
		[QUOTE_SCARE] = "scare",
		[QUOTE_INDIRECT] = "indirect"};
	return names[kind];
}
