/* Names to entities: one hash table from keys to entities, so that linking stays linear. */
#include "mention.h"

#include <string.h>

struct slot {
	struct str key;
	uint32_t value; /* entity or name + 1; 0 is empty */
};

struct table {
	struct slot *slots;
	size_t mask;
};

static struct table table_new(struct arena *arena, size_t items)
{
	size_t size = 16;
	while (size < items * 2)
		size *= 2;
	return (struct table){arena_alloc(arena, size, sizeof(struct slot)), size - 1};
}

static struct slot *table_slot(struct table *table, struct str key)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < key.len; i++)
		hash = (hash ^ (unsigned char)key.s[i]) * 16777619u;
	size_t slot = hash & table->mask;
	while (table->slots[slot].value && !str_equal(table->slots[slot].key, key))
		slot = (slot + 1) & table->mask;
	return &table->slots[slot];
}

static struct str last_word(struct str text)
{
	for (size_t i = text.len; i-- > 0;)
		if (text.s[i] == ' ' || text.s[i] == '\n')
			return (struct str){text.s + i + 1, text.len - i - 1};
	return text;
}

static struct str first_word(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.s[i] == ' ' || text.s[i] == '\n')
			return (struct str){text.s, i};
	return text;
}

static bool has_blank(struct str text)
{
	return last_word(text).len != text.len;
}

/* A doubtful name takes the type of the surest name of the same words. */
static void agree(struct finder *finder)
{
	enum { DOUBTFUL = 88 };
	struct table surest = table_new(finder->arena, finder->name_count + 1);
	for (size_t i = 0; i < finder->name_count; i++) {
		const struct mention *mention = &finder->names[i].mention;
		struct str text = finder_text(finder, mention->range);
		struct slot *slot = table_slot(&surest, text);
		if (!slot->value ||
			finder->names[slot->value - 1].mention.confidence < mention->confidence)
			*slot = (struct slot){text, (uint32_t)i + 1};
	}
	for (size_t i = 0; i < finder->name_count; i++) {
		struct mention *mention = &finder->names[i].mention;
		const struct slot *slot = table_slot(
			&surest, finder_text(finder, mention->range));
		const struct mention *sure = &finder->names[slot->value - 1].mention;
		if (mention->confidence < DOUBTFUL && sure->confidence >= DOUBTFUL)
			mention->type = sure->type;
	}
}

static void add_alias(struct finder *finder, struct entity *entity, struct str text)
{
	if (str_equal(entity->canonical, text))
		return;
	for (size_t i = 0; i < entity->alias_count; i++)
		if (str_equal(entity->aliases[i], text))
			return;
	if (entity->alias_count == 16)
		return;
	struct str *aliases = arena_alloc(
		finder->arena, entity->alias_count + 1, sizeof(*aliases));
	if (entity->alias_count)
		memcpy(aliases, entity->aliases, entity->alias_count * sizeof(*aliases));
	aliases[entity->alias_count++] = text;
	entity->aliases = aliases;
}

/* "Wang\nYi" over a line end is one name. */
static struct str flat(struct arena *arena, struct str text)
{
	if (!memchr(text.s, '\n', text.len))
		return text;
	struct str copy = arena_str(arena, text);
	char *s = arena_cstr(arena, copy);
	for (size_t i = 0; i < text.len; i++)
		if (s[i] == '\n')
			s[i] = ' ';
	return (struct str){s, text.len};
}

static struct str lower(struct arena *arena, struct str text)
{
	char *s = arena_cstr(arena, text);
	for (size_t i = 0; i < text.len; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] = (char)(s[i] + ('a' - 'A'));
	return (struct str){s, text.len};
}

static struct str key_of(
	struct finder *finder, const struct name *name, enum entity_type type, struct str text)
{
	return arena_format(finder->arena, "%d %.*s%.*s", (int)type,
		STR_ARG(type == ENTITY_NORP ? name->country : STR("")), STR_ARG(text));
}

static uint32_t entity_new(
	struct finder *finder, const struct name *name, struct str canonical, uint32_t index)
{
	uint32_t id = (uint32_t)finder->entity_count++;
	finder->entities[id] = (struct entity){
		.type = name->mention.type, .canonical = canonical, .country = name->country};
	finder->profiles[id] = (struct profile){
		.group = name->mention.type != ENTITY_PERSON, .first = index};
	return id;
}

static void learn(struct finder *finder, uint32_t id, const struct name *name, uint32_t index)
{
	struct entity *entity = &finder->entities[id];
	struct profile *profile = &finder->profiles[id];
	profile->last = index;
	if (name->gender != GENDER_UNKNOWN && profile->gender == GENDER_UNKNOWN)
		profile->gender = name->gender;
	if (!entity->country.len)
		entity->country = name->country;
	struct str title = finder_text(finder, name->title);
	if (title.len > 3 && title.len > entity->role.len) {
		entity->role = flat(finder->arena, title);
		profile->title = lower(finder->arena, entity->role);
	}
}

/* The entity that a single word of a person's name stands for, by its last word, else its
 * first: the person named last in full. */
static void link_names(struct finder *finder)
{
	struct table table = table_new(finder->arena, finder->name_count * 4 + 1);
	/* Full names first, so that a headline's short form finds the name the text gives. */
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < finder->name_count; i++) {
			struct name *name = &finder->names[i];
			struct str text = flat(
				finder->arena, finder_text(finder, name->mention.range));
			enum entity_type type = name->mention.type;
			bool full = type != ENTITY_PERSON || has_blank(text);
			if (full != (pass == 0))
				continue;
			struct str canonical = name->canonical.len ? name->canonical : text;
			struct slot *slot = table_slot(
				&table, key_of(finder, name, type, canonical));
			if (!slot->value) {
				slot->key = key_of(finder, name, type, canonical);
				slot->value = entity_new(finder, name, canonical, (uint32_t)i) +
					      1;
				uint32_t id = slot->value;
				struct str words[] = {last_word(text), first_word(text)};
				for (int w = 0; w < 2 && type == ENTITY_PERSON && full; w++) {
					struct str key = key_of(finder, name, type, words[w]);
					struct slot *one = table_slot(&table, key);
					if (!one->value)
						*one = (struct slot){key, id};
				}
			}
			name->mention.entity = slot->value - 1;
			add_alias(finder, &finder->entities[slot->value - 1], text);
			learn(finder, slot->value - 1, name, (uint32_t)i);
		}
}

/* Entities are listed in the order of their first mention. */
static void sort_entities(struct finder *finder)
{
	size_t count = finder->entity_count;
	struct entity *entities = arena_alloc(finder->arena, count + 1, sizeof(*entities));
	struct profile *profiles = arena_alloc(finder->arena, count + 1, sizeof(*profiles));
	uint32_t *place = arena_alloc(finder->arena, count + 1, sizeof(*place));
	uint32_t next = 0;
	for (size_t i = 0; i < finder->name_count; i++) {
		uint32_t old = finder->names[i].mention.entity;
		if (!place[old]) {
			entities[next] = finder->entities[old];
			profiles[next] = finder->profiles[old];
			profiles[next].first = (uint32_t)i;
			place[old] = ++next;
		}
		uint32_t id = place[old] - 1;
		finder->names[i].mention.entity = id;
		profiles[id].last = (uint32_t)i;
	}
	finder->entities = entities;
	finder->profiles = profiles;
}

void entities_link(struct finder *finder)
{
	agree(finder);
	finder->entities = arena_alloc(
		finder->arena, finder->name_count + 1, sizeof(*finder->entities));
	finder->profiles = arena_alloc(
		finder->arena, finder->name_count + 1, sizeof(*finder->profiles));
	link_names(finder);
	sort_entities(finder);
}
