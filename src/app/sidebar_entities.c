/* The Entities tab: who and what is named, in groups, the most named first. */
#include "attache/base/grapheme.h"
#include "attache/base/memory.h"
#include "attache/extract/date.h"
#include "sidebar_items.h"

#include <stdlib.h>

static const struct group {
	const char *label;
	unsigned types; /* bits of enum entity_type */
} groups[] = {
	{"People", 1u << ENTITY_PERSON},
	{"Countries", 1u << ENTITY_COUNTRY},
	{"Organisations", 1u << ENTITY_ORG},
	{"Places", 1u << ENTITY_PLACE},
	{"Dates", 1u << ENTITY_DATE},
	{"Other", 1u << ENTITY_NORP | 1u << ENTITY_EVENT | 1u << ENTITY_LAW},
};
#define GROUPS (sizeof groups / sizeof *groups)

static bool matches(const struct item_list *list, const struct entity *entity)
{
	if (item_matches(list, entity->canonical) || item_matches(list, entity->country) ||
		item_matches(list, entity->role))
		return true;
	for (size_t i = 0; i < entity->alias_count; i++)
		if (item_matches(list, entity->aliases[i]))
			return true;
	return false;
}

/* A capital that stands for its government is listed with its country. */
static bool stands_for_government(const struct entity *entity)
{
	return entity->type == ENTITY_PLACE && entity->metonym && entity->country.len;
}

struct ranked {
	size_t entity;
	size_t mentions;
};

static int by_mentions(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	if (a->mentions != b->mentions)
		return a->mentions > b->mentions ? -1 : 1;
	return a->entity < b->entity ? -1 : a->entity > b->entity;
}

static unsigned height_of(const struct entity *entity)
{
	return entity->role.len || stands_for_government(entity) ? 2 : 1;
}

static void add_entity(
	struct item_list *list, const struct extraction *extraction, size_t index, bool under)
{
	item_add(list, (struct item){.kind = ITEM_ENTITY,
			       .height = height_of(&extraction->entities[index]),
			       .index = index,
			       .under = under});
}

/* The capitals of a country behind it. */
static void add_capitals(struct item_list *list, const struct extraction *extraction,
	const bool *shown, size_t country)
{
	struct str code = extraction->entities[country].country;
	for (size_t i = 0; i < extraction->entity_count; i++)
		if (shown[i] && stands_for_government(&extraction->entities[i]) &&
			str_equal(extraction->entities[i].country, code))
			add_entity(list, extraction, i, true);
}

static bool has_country(const struct extraction *extraction, struct str code)
{
	for (size_t i = 0; i < extraction->entity_count; i++)
		if (extraction->entities[i].type == ENTITY_COUNTRY &&
			str_equal(extraction->entities[i].country, code))
			return true;
	return false;
}

/* Whether an entity belongs to a group by itself, not below another one. */
static bool belongs(
	const struct extraction *extraction, size_t index, const struct group *group)
{
	const struct entity *entity = &extraction->entities[index];
	bool countries = group->types & 1u << ENTITY_COUNTRY;
	if (stands_for_government(entity))
		return countries && !has_country(extraction, entity->country);
	return group->types & 1u << entity->type;
}

static void add_group(struct item_list *list, const struct extraction *extraction,
	const bool *shown, const struct group *group, struct ranked *ranked)
{
	size_t count = 0, head = list->count;
	for (size_t i = 0; i < extraction->entity_count; i++)
		if (shown[i] && belongs(extraction, i, group))
			ranked[count++] = (struct ranked){
				i, extraction->entities[i].mention_count};
	bool countries = group->types & 1u << ENTITY_COUNTRY;
	qsort(ranked, count, sizeof *ranked, by_mentions);
	item_add(list, (struct item){.kind = ITEM_GROUP, .height = 1, .label = group->label});
	for (size_t i = 0; i < count; i++) {
		add_entity(list, extraction, ranked[i].entity, false);
		if (countries && extraction->entities[ranked[i].entity].type == ENTITY_COUNTRY)
			add_capitals(list, extraction, shown, ranked[i].entity);
	}
	list->items[head].index = list->count - head - 1;
	if (list->count == head + 1)
		list->count = head;
}

void items_of_entities(struct item_list *list, const struct session *session)
{
	const struct extraction *extraction = session->extraction;
	if (!extraction)
		return;
	list->total = extraction->entity_count;
	bool *shown = memory_zeroed(extraction->entity_count + 1, sizeof *shown);
	struct ranked *ranked = memory_zeroed(extraction->entity_count + 1, sizeof *ranked);
	for (size_t i = 0; i < extraction->entity_count; i++)
		shown[i] = matches(list, &extraction->entities[i]);
	for (size_t i = 0; i < GROUPS; i++)
		add_group(list, extraction, shown, &groups[i], ranked);
	free(shown);
	free(ranked);
}

#define SPARK_COLUMNS 8
#define SPARK_FULL 4 /* mentions that make a bar of full height, when no part has more */

/* Where in the article an entity occurs, as eight bars. */
static struct str sparkline(
	struct arena *frame, const struct session *session, const struct entity *entity)
{
	static const char *const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	unsigned counts[SPARK_COLUMNS] = {0}, most = 0;
	for (size_t i = 0; i < entity->mention_count; i++) {
		size_t offset = session->extraction->mentions[entity->mentions[i]].range.start;
		unsigned *count =
			&counts[offset * SPARK_COLUMNS / (session->document->text.len + 1)];
		if (++*count > most)
			most = *count;
	}
	struct str text = STR("");
	if (most < SPARK_FULL)
		most = SPARK_FULL;
	for (unsigned i = 0; i < SPARK_COLUMNS; i++) {
		unsigned level = (counts[i] * 8 + most - 1) / most;
		text = arena_format(frame, "%.*s%s", STR_ARG(text), bars[level]);
	}
	return text;
}

static size_t governments(const struct session *session, const struct entity *entity)
{
	size_t count = 0;
	for (size_t i = 0; i < entity->mention_count; i++)
		count += session->extraction->mentions[entity->mentions[i]].metonym;
	return count;
}

/* What a date means stands beside it where there is room, and says something new. */
static void draw_value(const struct item_place *place, const struct session *session,
	const struct entity *entity, unsigned column, unsigned columns)
{
	struct range first = session->extraction->mentions[entity->mentions[0]].range;
	struct str value = date_value_at(
		place->frame, session->document, first, session_date(session));
	if (!str_equal(value, entity->canonical) && grapheme_text_width(value) <= columns)
		item_put(place, 0, column, columns, value, ROLE_DIM);
}

void item_draw_entity(
	const struct item_place *place, const struct session *session, const struct item *item)
{
	static const enum role roles[ENTITY_TYPES] = {ROLE_PERSON, ROLE_COUNTRY, ROLE_PLACE,
		ROLE_ORGANISATION, ROLE_NORP, ROLE_DATE, ROLE_OTHER, ROLE_OTHER};
	const struct entity *entity = &session->extraction->entities[item->index];
	unsigned indent = item->under ? 3 : 1;
	unsigned right = 4 + 5 + SPARK_COLUMNS; /* code, count, sparkline */
	bool spark = place->columns >= indent + 12 + right;
	if (!spark)
		right -= SPARK_COLUMNS;
	unsigned name = place->columns > indent + right ? place->columns - indent - right : 1;
	bool sure = extraction_is_sure(session->extraction, entity, place->doubtful);
	enum role role = sure ? roles[entity->type] : ROLE_DIM;
	/* The name of what has no country takes the room of its code. */
	unsigned room = name + (entity->country.len ? 0 : 4);
	unsigned used = item_put(place, 0, indent, room, entity->canonical, role) + 1;
	if (entity->type == ENTITY_DATE && room > used)
		draw_value(place, session, entity, indent + used, room - used);
	unsigned column = indent + name;
	item_put(place, 0, column + 1, 3, entity->country, ROLE_DIM);
	item_put(place, 0, column + 4, 4,
		arena_format(place->frame, "%4zu", entity->mention_count), ROLE_COUNT);
	if (spark)
		item_put(place, 0, column + 9, SPARK_COLUMNS,
			sparkline(place->frame, session, entity), ROLE_SPARKLINE);
	if (entity->role.len)
		item_put_words(place, 1, 1, indent + 2, entity->role, ROLE_DIM);
	else if (item->height > 1)
		item_put_words(place, 1, 1, indent + 2,
			arena_format(place->frame, "for the government, %zu of %zu",
				governments(session, entity), entity->mention_count),
			ROLE_DIM);
}
