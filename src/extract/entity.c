/* Names to entities: one hash table from words to entities, so that linking stays linear. Each
 * pass looks at one name at a time and takes no longer for the last one than for the first, so
 * that the work can be cut into steps anywhere. */
#include "linking.h"
#include "mention.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

static char blank_as_blank(char c)
{
	return c == '\n' ? ' ' : c;
}

static bool same_words(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (blank_as_blank(a.s[i]) != blank_as_blank(b.s[i]))
			return false;
	return true;
}

static uint32_t key_hash(const struct key *key)
{
	uint32_t hash = (2166136261u ^ key->type) * 16777619u;
	for (size_t i = 0; i < sizeof key->country; i++)
		hash = (hash ^ (unsigned char)key->country[i]) * 16777619u;
	for (size_t i = 0; i < key->text.len; i++)
		hash = (hash ^ (unsigned char)blank_as_blank(key->text.s[i])) * 16777619u;
	return hash;
}

static void grow(struct linking *linking)
{
	struct slot *old = linking->slots;
	size_t old_count = linking->slot_count;
	linking->slot_count = old_count ? 2 * old_count : 256;
	linking->slots = memory_zeroed(linking->slot_count, sizeof *linking->slots);
	for (size_t i = 0; i < old_count; i++) {
		size_t at = old[i].hash & (linking->slot_count - 1);
		while (old[i].value && linking->slots[at].value)
			at = (at + 1) & (linking->slot_count - 1);
		if (old[i].value)
			linking->slots[at] = old[i];
	}
	free(old);
}

uint32_t *linking_value(struct linking *linking, struct key key)
{
	if (linking->used * 2 >= linking->slot_count)
		grow(linking);
	uint32_t hash = key_hash(&key);
	size_t at = hash & (linking->slot_count - 1);
	for (; linking->slots[at].value; at = (at + 1) & (linking->slot_count - 1)) {
		const struct slot *slot = &linking->slots[at];
		if (slot->hash == hash && slot->key.type == key.type &&
			memcmp(slot->key.country, key.country, sizeof key.country) == 0 &&
			same_words(slot->key.text, key.text))
			return &linking->slots[at].value;
	}
	linking->used++;
	linking->slots[at] = (struct slot){.key = key, .hash = hash};
	return &linking->slots[at].value;
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

static struct str words_of(const struct finder *finder, size_t index)
{
	return finder_text(finder, finder->names[index].mention.range);
}

void entities_begin(struct finder *finder, size_t unused)
{
	(void)unused;
	finder->linking = memory_zeroed(1, sizeof *finder->linking);
	free(finder->guesses); /* nobody asks what the rules took for names any more */
	finder->guesses = NULL;
	finder->guess_count = finder->guess_capacity = 0;
}

/* ---- a doubtful name takes the type of the surest name of the same words */

static uint32_t *surest(struct finder *finder, size_t index)
{
	return linking_value(finder->linking,
		(struct key){.text = words_of(finder, index), .type = ENTITY_TYPES});
}

void entities_find_surest(struct finder *finder, size_t index)
{
	const struct name *names = finder->names;
	uint32_t *sure = surest(finder, index);
	if (!*sure || names[*sure - 1].mention.confidence < names[index].mention.confidence)
		*sure = (uint32_t)index + 1;
}

void entities_agree(struct finder *finder, size_t index)
{
	enum { DOUBTFUL = 88 };
	struct mention *mention = &finder->names[index].mention;
	if (mention->confidence >= DOUBTFUL)
		return;
	const struct mention *sure = &finder->names[*surest(finder, index) - 1].mention;
	if (sure->confidence >= DOUBTFUL)
		mention->type = sure->type;
}

/* ---- entities */

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

void entity_add_alias(struct finder *finder, struct entity *entity, struct str text)
{
	if (same_words(entity->canonical, text))
		return;
	for (size_t i = 0; i < entity->alias_count; i++)
		if (same_words(entity->aliases[i], text))
			return;
	if (entity->alias_count == 16)
		return;
	struct str *aliases = arena_alloc(
		finder->arena, entity->alias_count + 1, sizeof(*aliases));
	if (entity->alias_count)
		memcpy(aliases, entity->aliases, entity->alias_count * sizeof(*aliases));
	aliases[entity->alias_count++] = flat(finder->arena, text);
	entity->aliases = aliases;
}

static struct str lower(struct arena *arena, struct str text)
{
	char *s = arena_cstr(arena, text);
	for (size_t i = 0; i < text.len; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] = (char)(s[i] + ('a' - 'A'));
	return (struct str){s, text.len};
}

static uint32_t *entity_of(struct finder *finder, const struct name *name, struct str text)
{
	struct key key = {.text = text, .type = (uint8_t)name->mention.type};
	if (name->mention.type == ENTITY_NORP && name->country.len == sizeof key.country)
		memcpy(key.country, name->country.s, sizeof key.country);
	return linking_value(finder->linking, key);
}

/* Returns the entity + 1. */
static uint32_t entity_new(
	struct finder *finder, const struct name *name, struct str canonical, size_t index)
{
	size_t id = finder->entity_count++;
	finder->entities = memory_grow(finder->entities, &finder->entity_capacity,
		finder->entity_count, sizeof *finder->entities);
	finder->profiles = memory_grow(finder->profiles, &finder->profile_capacity,
		finder->entity_count, sizeof *finder->profiles);
	finder->entities[id] = (struct entity){.type = name->mention.type,
		.canonical = flat(finder->arena, canonical),
		.country = name->country};
	finder->profiles[id] = (struct profile){
		.group = name->mention.type != ENTITY_PERSON, .first = (uint32_t)index};
	return (uint32_t)id + 1;
}

static void learn(struct finder *finder, uint32_t id, const struct name *name, size_t index)
{
	struct entity *entity = &finder->entities[id];
	struct profile *profile = &finder->profiles[id];
	profile->last = (uint32_t)index;
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

/* A single word of a person's name stands for the person named first in full whose last word,
 * else whose first word it is. */
static void enter_words(struct finder *finder, const struct name *name, uint32_t value)
{
	struct str text = finder_text(finder, name->mention.range);
	struct str words[] = {last_word(text), first_word(text)};
	for (int i = 0; i < 2; i++) {
		uint32_t *one = entity_of(finder, name, words[i]);
		if (!*one)
			*one = value;
	}
}

static void link_name(struct finder *finder, size_t index, bool full)
{
	struct name *name = &finder->names[index];
	struct str text = words_of(finder, index);
	bool person = name->mention.type == ENTITY_PERSON;
	if (full != (!person || has_blank(text)))
		return;
	struct str canonical = name->canonical.len ? name->canonical : text;
	uint32_t *value = entity_of(finder, name, canonical);
	bool is_new = !*value;
	if (is_new)
		*value = entity_new(finder, name, canonical, index);
	uint32_t entity = *value;
	if (is_new && person && full)
		enter_words(finder, name, entity);
	name->mention.entity = entity - 1;
	entity_add_alias(finder, &finder->entities[entity - 1], text);
	learn(finder, entity - 1, name, index);
}

void entities_link_full(struct finder *finder, size_t index)
{
	link_name(finder, index, true);
}

void entities_link_short(struct finder *finder, size_t index)
{
	link_name(finder, index, false);
}

/* ---- entities are listed in the order of their first mention */

static uint32_t place_new(struct finder *finder, uint32_t old, size_t index)
{
	struct linking *linking = finder->linking;
	size_t id = linking->count++;
	linking->entities = memory_grow(linking->entities, &linking->entity_capacity,
		linking->count, sizeof *linking->entities);
	linking->profiles = memory_grow(linking->profiles, &linking->profile_capacity,
		linking->count, sizeof *linking->profiles);
	linking->entities[id] = finder->entities[old];
	linking->profiles[id] = finder->profiles[old];
	linking->profiles[id].first = (uint32_t)index;
	return (uint32_t)id + 1;
}

void entities_order(struct finder *finder, size_t index)
{
	struct linking *linking = finder->linking;
	struct mention *mention = &finder->names[index].mention;
	mention->entity = linking_root(linking, mention->entity);
	if (!linking->places)
		linking->places = memory_zeroed(finder->entity_count, sizeof *linking->places);
	uint32_t *place = &linking->places[mention->entity];
	if (!*place)
		*place = place_new(finder, mention->entity, index);
	mention->entity = *place - 1;
	linking->profiles[mention->entity].last = (uint32_t)index;
	linking->entities[mention->entity].mention_count++;
}

void entities_end(struct finder *finder, size_t unused)
{
	(void)unused;
	struct linking *linking = finder->linking;
	if (!linking)
		return;
	free(finder->entities);
	free(finder->profiles);
	finder->entities = linking->entities;
	finder->profiles = linking->profiles;
	finder->entity_count = linking->count; /* fewer where some were joined */
	free(linking->slots);
	free(linking->places);
	free(linking->same);
	free(linking);
	finder->linking = NULL;
}
