#include "attache/extract/extraction.h"

#include "attache/base/memory.h"
#include "finder.h"

#include <stdlib.h>
#include <string.h>

enum stage {
	STAGE_GUESSES,
	STAGE_MENTIONS,
	STAGE_ENTITIES,
	STAGE_QUOTES,
	STAGE_SPEAKERS,
	STAGE_DONE
};

struct extraction_job {
	struct finder finder;
	enum stage stage;
	size_t block; /* the next one of this stage */
};

/* What extraction_end hands out: the public part first. */
struct result {
	struct extraction public;
	struct arena *arena;
};

struct extraction_job *extraction_begin(
	const struct document *document, const struct lexicon *lexicon)
{
	struct extraction_job *job = memory_zeroed(1, sizeof(*job));
	finder_begin(&job->finder, document, lexicon);
	return job;
}

/* Run one finder over blocks until `*bytes` are used up; true when all blocks are done. */
static bool each_block(struct extraction_job *job, size_t *bytes,
	void (*find)(struct finder *finder, size_t block))
{
	const struct document *document = job->finder.document;
	for (; job->block < document->block_count && *bytes; job->block++) {
		size_t length = range_length(document->blocks[job->block].range);
		if (finder_reads(&job->finder, job->block))
			find(&job->finder, job->block);
		*bytes -= length < *bytes ? length : *bytes;
	}
	if (job->block < document->block_count)
		return false;
	job->block = 0;
	return true;
}

/* The order of the finders: names by rules, names by the tagger, then who they are, then
 * quotations, then who speaks, then what is said without marks. */
bool extraction_step(struct extraction_job *job, size_t bytes)
{
	bytes = bytes ? bytes : 1;
	while (job->stage != STAGE_DONE && bytes) {
		switch (job->stage) {
		case STAGE_GUESSES:
			if (!each_block(job, &bytes, mentions_guess))
				return false;
			break;
		case STAGE_MENTIONS:
			if (!each_block(job, &bytes, mentions_find))
				return false;
			break;
		case STAGE_ENTITIES:
			entities_link(&job->finder);
			break;
		case STAGE_QUOTES:
			if (!each_block(job, &bytes, quotes_find))
				return false;
			break;
		case STAGE_SPEAKERS:
			speakers_find(&job->finder);
			statements_find(&job->finder);
			break;
		case STAGE_DONE:
			break;
		}
		job->stage++;
	}
	return job->stage == STAGE_DONE;
}

/* The public mentions, and which of them belong to each entity. */
static void publish_mentions(struct finder *finder, struct mention *mentions)
{
	uint32_t *lists = arena_alloc(finder->arena, finder->name_count + 1, sizeof(*lists));
	uint32_t **next = arena_alloc(finder->arena, finder->entity_count + 1, sizeof(*next));
	for (size_t i = 0; i < finder->name_count; i++) {
		mentions[i] = finder->names[i].mention;
		finder->entities[mentions[i].entity].mention_count++;
	}
	for (size_t e = 0; e < finder->entity_count; e++) {
		finder->entities[e].mentions = next[e] = lists;
		lists += finder->entities[e].mention_count;
	}
	for (size_t i = 0; i < finder->name_count; i++) {
		struct entity *entity = &finder->entities[mentions[i].entity];
		*next[mentions[i].entity]++ = (uint32_t)i;
		entity->metonym = entity->metonym || mentions[i].metonym;
	}
}

struct extraction *extraction_end(struct extraction_job *job)
{
	struct finder *finder = &job->finder;
	if (job->stage != STAGE_DONE) {
		finder_end(finder);
		arena_free(finder->arena);
		free(job);
		return NULL;
	}
	struct mention *mentions = arena_alloc(
		finder->arena, finder->name_count + 1, sizeof(*mentions));
	for (size_t e = 0; e < finder->entity_count; e++)
		finder->entities[e].mention_count = 0;
	publish_mentions(finder, mentions);
	struct quote *quotes = arena_alloc(
		finder->arena, finder->quote_count + 1, sizeof(*quotes));
	if (finder->quote_count)
		memcpy(quotes, finder->quotes, finder->quote_count * sizeof(*quotes));
	struct result *result = memory_zeroed(1, sizeof(*result));
	result->arena = finder->arena;
	result->public = (struct extraction){.mentions = mentions,
		.mention_count = finder->name_count,
		.entities = finder->entities,
		.entity_count = finder->entity_count,
		.quotes = quotes,
		.quote_count = finder->quote_count};
	finder_end(finder);
	free(job);
	return &result->public;
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
