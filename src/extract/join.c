/* Entities that are one: "National Hurricane Center" and "NHC", "UK Parliament" and "Parliament
 * of the United Kingdom", "Bill de Blasio" and "De Blasio", "Kaczyński" and "Kaczynski". A
 * first pass enters the forms of each entity into the table of linking.h, a second one looks
 * for each entity under its own. Both see one name at a time and do constant work for it. */
#include "linking.h"
#include "mention.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

enum { WORDS_MOST = 10, ROOM = 160 };

#define AMBIGUOUS ((uint32_t)-1)

/* Kinds of keys, beside the entity types. */
enum { FORM_WHOLE = ENTITY_TYPES + 1, FORM_INITIALS, FORM_PART, FORM_ENDS, FORM_PEOPLE };

struct words {
	struct str items[WORDS_MOST];
	size_t count;
	char country[3]; /* of a country before or behind them, which is taken off */
};

static bool is_named(enum entity_type type)
{
	return type == ENTITY_ORG || type == ENTITY_EVENT || type == ENTITY_LAW;
}

/* ---- folding: small letters without accents and signs */

static size_t fold_plain(const uint8_t *s, size_t length, char *out, size_t room)
{
	size_t count = 0;
	for (size_t i = 0; i < length && count < room; i++) {
		bool letter = (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9');
		if (s[i] >= 'A' && s[i] <= 'Z')
			out[count++] = (char)(s[i] + ('a' - 'A'));
		else if (letter || s[i] == '&')
			out[count++] = (char)s[i];
		else if (i + 1 < length && s[i] == 0xc5 && (s[i + 1] & 0xfe) == 0x80)
			out[count++] = 'l', i++; /* Ł, which does not fall apart */
		else if (s[i] >= 0xcc && s[i] <= 0xcd)
			i++; /* an accent */
		else if (s[i] >= 0x80 && s[i] < 0xe2)
			out[count++] = (char)s[i];
		else if (s[i] >= 0x80 && s[i] < 0xc0 && count && (out[count - 1] & 0x80))
			out[count++] = (char)s[i];
	}
	return count;
}

/* Append words from..to to a key. */
static size_t fold(const struct words *words, size_t from, size_t to, char *key, size_t length)
{
	for (size_t i = from; i < to; i++) {
		const uint8_t *s = (const uint8_t *)words->items[i].s;
		size_t size = words->items[i].len;
		bool plain = true;
		for (size_t j = 0; j < size && plain; j++)
			plain = s[j] < 0x80;
		uint8_t apart[4 * ROOM];
		size_t room = sizeof(apart);
		if (!plain && size <= ROOM &&
			u8_normalize(UNINORM_NFD, s, size, apart, &room) == apart)
			length += fold_plain(apart, room, key + length, ROOM - length);
		else
			length += fold_plain(s, size, key + length, ROOM - length);
	}
	return length;
}

/* ---- words */

static void split(struct str text, struct words *words)
{
	*words = (struct words){0};
	for (size_t i = 0; i < text.len && words->count < WORDS_MOST;) {
		size_t end = i;
		while (end < text.len && text.s[end] != ' ' && text.s[end] != '\n')
			end++;
		if (end > i)
			words->items[words->count++] = (struct str){text.s + i, end - i};
		i = end + 1;
	}
}

/* ISO code of the country that words from..to name, as a state or a people. */
static bool country_of(const struct finder *finder, const struct words *words, size_t from,
	size_t to, char out[3])
{
	const char *start = words->items[from].s;
	const struct str last = words->items[to - 1];
	struct str form = {start, (size_t)(last.s + last.len - start)};
	struct lexicon_entry found[LEXICON_CLASSES];
	size_t count = lexicon_find(finder->lexicon, form, found, LEXICON_CLASSES);
	for (size_t i = 0; i < count; i++)
		if ((found[i].class == LEXICON_COUNTRY ||
			    (found[i].class == LEXICON_DEMONYM &&
				    str_equal(found[i].attribute, STR("national")))) &&
			found[i].country.len == 3) {
			memcpy(out, found[i].country.s, 3);
			return true;
		}
	return false;
}

static void drop(struct words *words, size_t from, size_t count)
{
	memmove(words->items + from, words->items + from + count,
		(words->count - from - count) * sizeof(*words->items));
	words->count -= count;
}

/* "UK Parliament", "Parliament of the United Kingdom": the country is set apart. */
static void take_country(const struct finder *finder, struct words *words)
{
	for (size_t length = 2; length >= 1; length--)
		if (words->count > length &&
			country_of(finder, words, 0, length, words->country)) {
			drop(words, 0, length);
			return;
		}
	for (size_t i = 1; i + 1 < words->count; i++) {
		size_t from = i + 1;
		if (!str_equal(words->items[i], STR("of")))
			continue;
		if (from + 1 < words->count && str_equal(words->items[from], STR("the")))
			from++;
		if (country_of(finder, words, from, words->count, words->country)) {
			words->count = i;
			return;
		}
	}
}

/* The first letters of the words that begin with a capital; 0 when they are less than two. */
static size_t initials(const struct words *words, char out[WORDS_MOST])
{
	size_t count = 0;
	for (size_t i = 0; i < words->count; i++)
		if (words->items[i].s[0] >= 'A' && words->items[i].s[0] <= 'Z')
			out[count++] = words->items[i].s[0];
	return count < 2 ? 0 : count;
}

static bool is_acronym(struct str text)
{
	size_t capitals = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.s[i] == ' ' || text.s[i] == '\n')
			return false;
		capitals += text.s[i] >= 'A' && text.s[i] <= 'Z';
	}
	return capitals >= 2 && text.len <= WORDS_MOST && capitals * 2 > text.len;
}

/* ---- the table */

static struct key key_of(struct str text, const char country[3], unsigned kind, unsigned type)
{
	struct key key = {.text = text, .type = (uint8_t)(kind * (ENTITY_TYPES + 1) + type)};
	memcpy(key.country, country, sizeof(key.country));
	return key;
}

/* One form stands for one entity, or for none. */
static void enter(struct finder *finder, const char *text, size_t length, const char country[3],
	unsigned kind, uint32_t entity)
{
	enum entity_type type = finder->entities[entity].type;
	if (!length)
		return;
	struct str kept = arena_str(finder->arena, (struct str){text, length});
	uint32_t *value = linking_value(finder->linking, key_of(kept, country, kind, type));
	if (!*value)
		*value = entity + 1;
	else if (*value != entity + 1)
		*value = kind == FORM_WHOLE || kind == FORM_PEOPLE ? *value : AMBIGUOUS;
}

static const struct name *first_of(const struct finder *finder, size_t index, uint32_t *entity)
{
	*entity = finder->names[index].mention.entity;
	return finder->profiles[*entity].first == index ? &finder->names[index] : NULL;
}

static bool people_key(const struct name *name, char out[3])
{
	if (name->mention.type != ENTITY_NORP || name->country.len != 3 ||
		name->mention.range.end - name->mention.range.start < 4)
		return false;
	memcpy(out, name->country.s, 3);
	return true;
}

static const char nowhere[3];

/* Whether a name may go by its first words: "Boeing Company" and "House of Representatives" do,
 * "House Intelligence Committee" and "Boston University School" do not; of places "Abaco
 * Islands" does, "Paris Airport" does not. */
static bool has_short_form(enum entity_type type, const struct words *words, size_t end)
{
	if (type == ENTITY_PLACE)
		return end + 1 == words->count &&
		       word_in(words->items[end], "Islands Sea Ocean Mountains");
	return str_equal(words->items[end], STR("of")) ||
	       head_type(words->items[end - 1], false) == ENTITY_TYPES;
}

static void enter_parts(struct finder *finder, const struct words *words, uint32_t entity)
{
	bool person = finder->entities[entity].type == ENTITY_PERSON;
	char key[ROOM];
	for (size_t i = 0; i < words->count; i++) {
		if (i || words->country[0])
			enter(finder, key, fold(words, i, words->count, key, 0), nowhere,
				FORM_PART, entity);
		if (person && i && i + 1 < words->count)
			enter(finder, key, fold(words, i, i + 1, key, 0), nowhere, FORM_PART,
				entity);
		if (!person && i + 1 < words->count &&
			has_short_form(finder->entities[entity].type, words, i + 1))
			enter(finder, key, fold(words, 0, i + 1, key, 0), nowhere, FORM_PART,
				entity);
	}
}

void entities_enter_forms(struct finder *finder, size_t index)
{
	uint32_t entity;
	const struct name *name = first_of(finder, index, &entity);
	if (!name || name->mention.type == ENTITY_COUNTRY || name->mention.type == ENTITY_DATE)
		return;
	struct words words;
	char key[ROOM], country[3];
	split(finder->entities[entity].canonical, &words);
	if (words.count == WORDS_MOST)
		return;
	if (people_key(name, country)) {
		size_t length = fold(&words, 0, 1, key, 0);
		enter(finder, key, length < 3 ? length : 3, country, FORM_PEOPLE, entity);
		return;
	}
	if (is_named(name->mention.type)) {
		char letters[WORDS_MOST];
		enter(finder, letters, initials(&words, letters), nowhere, FORM_INITIALS,
			entity);
		take_country(finder, &words);
		enter(finder, letters, initials(&words, letters), nowhere, FORM_INITIALS,
			entity);
	}
	enter(finder, key, fold(&words, 0, words.count, key, 0), words.country, FORM_WHOLE,
		entity);
	if (name->mention.type == ENTITY_NORP)
		return;
	if (name->mention.type == ENTITY_PERSON && words.count > 2) {
		size_t length = fold(&words, 0, 1, key, 0);
		enter(finder, key, fold(&words, words.count - 1, words.count, key, length),
			nowhere, FORM_ENDS, entity);
	}
	if (words.count > 1 || words.country[0])
		enter_parts(finder, &words, entity);
}

uint32_t linking_root(const struct linking *linking, uint32_t entity)
{
	while (linking->same && linking->same[entity])
		entity = linking->same[entity] - 1;
	return entity;
}

static void join(struct finder *finder, uint32_t a, uint32_t b)
{
	struct linking *linking = finder->linking;
	a = linking_root(linking, a);
	b = linking_root(linking, b);
	if (a == b)
		return;
	struct entity *to = &finder->entities[a], *from = &finder->entities[b];
	bool longer = from->canonical.len > to->canonical.len && to->type != ENTITY_NORP;
	uint32_t keep = longer ? b : a, gone = longer ? a : b;
	to = &finder->entities[keep];
	from = &finder->entities[gone];
	linking->same[gone] = keep + 1;
	entity_add_alias(finder, to, from->canonical);
	for (size_t i = 0; i < from->alias_count; i++)
		entity_add_alias(finder, to, from->aliases[i]);
	struct profile *mine = &finder->profiles[keep], *other = &finder->profiles[gone];
	if (mine->gender == GENDER_UNKNOWN)
		mine->gender = other->gender;
	if (!to->country.len)
		to->country = from->country;
	if (from->role.len > to->role.len) {
		to->role = from->role;
		mine->title = other->title;
	}
	if (other->last > mine->last)
		mine->last = other->last;
}

/* Join to what is entered; false when nothing is, or several. */
static bool join_to(struct finder *finder, uint32_t entity, const char *text, size_t length,
	const char country[3], unsigned kind)
{
	if (!length)
		return false;
	struct str kept = arena_str(finder->arena, (struct str){text, length});
	struct key key = key_of(kept, country, kind, finder->entities[entity].type);
	uint32_t *value = linking_value(finder->linking, key);
	if (!*value)
		*value = AMBIGUOUS;
	if (*value == AMBIGUOUS || *value == entity + 1)
		return false;
	join(finder, *value - 1, entity);
	return true;
}

/* Whether a form has a meaning of its own, so that it is no short form of a longer name. */
static bool stands_alone(const struct finder *finder, const struct name *name)
{
	static const char generic[] =
		"Congress Senate House Parliament Assembly Court Government Cabinet Council";
	struct str text = finder_text(finder, name->mention.range);
	if (name->mention.type == ENTITY_PERSON || word_in(text, generic) ||
		str_equal(text, STR("Supreme Court")) ||
		str_equal(text, STR("House of Representatives")))
		return false;
	struct lexicon_entry found[LEXICON_CLASSES];
	size_t count = lexicon_find(finder->lexicon, text, found, LEXICON_CLASSES);
	for (size_t i = 0; i < count; i++)
		if (found[i].class != LEXICON_WORD && found[i].class != LEXICON_TITLE &&
			found[i].class != LEXICON_SURNAME &&
			found[i].class != LEXICON_GIVEN_NAME)
			return true;
	return false;
}

/* "Kurdistan Workers' Party (PKK)", also the other way round, whatever the letters. */
static void join_brackets(struct finder *finder, size_t index)
{
	if (index == 0)
		return;
	const struct mention *mention = &finder->names[index].mention;
	const struct mention *before = &finder->names[index - 1].mention;
	struct range gap = {before->range.end, mention->range.start};
	struct str text = finder->document->text;
	if (mention->type == before->type && is_named(mention->type) &&
		str_equal(str_slice(text, gap), STR(" (")) && mention->range.end < text.len &&
		text.s[mention->range.end] == ')' &&
		is_acronym(finder_text(finder, mention->range)) !=
			is_acronym(finder_text(finder, before->range)))
		join(finder, before->entity, mention->entity);
}

void entities_join(struct finder *finder, size_t index)
{
	struct linking *linking = finder->linking;
	uint32_t entity;
	const struct name *name = first_of(finder, index, &entity);
	if (!linking->same)
		linking->same = memory_zeroed(finder->entity_count, sizeof *linking->same);
	join_brackets(finder, index);
	if (!name || name->mention.type == ENTITY_COUNTRY || name->mention.type == ENTITY_DATE)
		return;
	struct words words;
	char key[ROOM], country[3];
	struct str text = finder->entities[entity].canonical;
	split(text, &words);
	if (words.count == WORDS_MOST)
		return;
	if (people_key(name, country)) {
		size_t length = fold(&words, 0, 1, key, 0);
		join_to(finder, entity, key, length < 3 ? length : 3, country, FORM_PEOPLE);
		return;
	}
	if (is_named(name->mention.type) && is_acronym(text) &&
		join_to(finder, entity, text.s, text.len, nowhere, FORM_INITIALS))
		return;
	if (is_named(name->mention.type))
		take_country(finder, &words);
	size_t length = fold(&words, 0, words.count, key, 0);
	if (join_to(finder, entity, key, length, words.country, FORM_WHOLE))
		return;
	if (name->mention.type == ENTITY_NORP || words.country[0])
		return;
	if (!stands_alone(finder, name) &&
		join_to(finder, entity, key, length, nowhere, FORM_PART))
		return;
	if (name->mention.type != ENTITY_PERSON || words.count < 2)
		return;
	length = fold(&words, 0, 1, key, 0);
	length = fold(&words, words.count - 1, words.count, key, length);
	join_to(finder, entity, key, length, nowhere, FORM_ENDS);
}
