/* What stands around a name: the title before or behind it, its country, its gender, and what
 * the lists know of it. */
#include "mention.h"

#include <string.h>

enum { TITLE_MOST = 7 };

struct around {
	struct finder *finder;
	struct tokens tokens;
	struct name *name;
};

static struct str folded(const struct around *around, size_t i)
{
	return i < around->tokens.count
		       ? finder_folded(around->finder, &around->tokens.items[i])
		       : STR("");
}

static struct range span(const struct around *around, size_t from, size_t to)
{
	const struct token *last = &around->tokens.items[to - 1];
	return (struct range){
		around->tokens.items[from].start, (size_t)last->start + last->length};
}

static bool listed(const struct around *around, size_t i, enum lexicon_class class,
	struct lexicon_entry *entry)
{
	return i < around->tokens.count &&
	       finder_lists(around->finder, around->tokens, i, i + 1, class, entry);
}

/* A seat of government stands for the government when it speaks, acts or has relations; after
 * "in" it is the city. */
static bool is_metonym(const struct around *around, size_t from, size_t to)
{
	struct str before = from ? folded(around, from - 1) : STR("");
	struct str after = folded(around, to);
	if (word_in(before,
		    "in at from near to outside around leave left visit visited visits via "
		    "into reached through"))
		return false;
	if (word_in(before, "with between against urged urges told accused warned"))
		return true;
	if (listed(around, to, LEXICON_SPEECH_VERB, NULL))
		return true;
	return word_in(after,
		"has had is was will would does did wants wanted hopes hoped seeks "
		"sought sees saw considers regards views remains may could should");
}

/* The longest title that ends where the name begins; its first token, or the name's. */
static size_t title_before(struct around *around, struct lexicon_entry *entry)
{
	struct tokens tokens = around->tokens;
	size_t name = around->name->token, end = name, best = name;
	if (end && tokens.items[end - 1].kind == TOKEN_PUNCTUATION &&
		str_equal(folded(around, end - 1), STR(".")))
		end--;
	for (size_t from = end; from-- > 0 && end - from <= TITLE_MOST;) {
		if (tokens.items[from].kind == TOKEN_PUNCTUATION &&
			!str_equal(folded(around, from), STR("-")))
			break;
		if (finder_lists(around->finder, tokens, from, end, LEXICON_TITLE, entry) ||
			(end < name && finder_lists(around->finder, tokens, from, name,
					       LEXICON_TITLE, entry)))
			best = from;
	}
	return best;
}

/* The name right before a token, with or without a possessive: whose minister it is. */
static const struct name *owner_of(const struct around *around, size_t token)
{
	const struct finder *finder = around->finder;
	if (finder->name_count < 2)
		return NULL;
	const struct name *last = &finder->names[finder->name_count - 2];
	bool beside = last->token_end == token ||
		      (last->token_end + 1 == token &&
			      str_equal(folded(around, token - 1), STR("'s")));
	bool same = last->block == around->name->block;
	return same && beside && last->mention.type != ENTITY_PERSON ? last : NULL;
}

static bool take_title_before(struct around *around)
{
	struct name *name = around->name;
	struct lexicon_entry entry = {0};
	size_t title = title_before(around, &entry);
	if (title == name->token)
		return false;
	name->full.start = around->tokens.items[title].start;
	const struct name *owner = owner_of(around, title);
	if (owner) {
		name->full.start = owner->mention.range.start;
		name->country = owner->country;
	}
	if (!str_equal(entry.attribute, STR("relation")))
		name->title = span(around, title, name->token);
	if (str_ends(entry.attribute, STR(" m")))
		name->gender = GENDER_MALE;
	else if (str_ends(entry.attribute, STR(" f")))
		name->gender = GENDER_FEMALE;
	return true;
}

/* "Wang Yi, China's foreign minister," */
static void take_apposition(struct around *around)
{
	struct finder *finder = around->finder;
	size_t i = around->name->token_end + 1;
	struct lexicon_entry country = {0};
	if (!str_equal(folded(around, i - 1), STR(",")))
		return;
	if (word_in(folded(around, i), "the a an his her their"))
		i++;
	if (i >= around->tokens.count)
		return;
	size_t length = finder_match(finder, around->tokens, i, LEXICON_DEMONYM, &country);
	if (!length)
		length = finder_match(finder, around->tokens, i, LEXICON_COUNTRY, &country);
	i += length;
	if (str_equal(folded(around, i), STR("'s")))
		i++;
	if (i >= around->tokens.count)
		return;
	size_t title = finder_match(finder, around->tokens, i, LEXICON_TITLE, NULL),
	       end = i + title;
	if (title && !(end < around->tokens.count && around->tokens.items[end].capitalised)) {
		around->name->title = span(around, i, end);
		around->name->country = country.country;
	}
}

/* "Poland's foreign minister, Kamil Dąbek, said" */
static bool take_title_before_comma(struct around *around)
{
	struct name *name = around->name;
	size_t comma = name->token ? name->token - 1 : 0;
	if (comma < 2 || !str_equal(folded(around, comma), STR(",")) ||
		!str_equal(folded(around, name->token_end), STR(",")))
		return false;
	for (size_t from = comma > TITLE_MOST ? comma - TITLE_MOST : 1; from < comma; from++) {
		struct lexicon_entry title = {0};
		if (!finder_lists(
			    around->finder, around->tokens, from, comma, LEXICON_TITLE, &title))
			continue;
		struct lexicon_entry people = {0};
		bool owned = listed(around, from - 1, LEXICON_DEMONYM, &people);
		const struct name *owner = owner_of(around, from);
		if (!owned && !owner &&
			!word_in(folded(around, from - 1), "the his her their its"))
			return false;
		if (!str_equal(title.attribute, STR("relation")))
			name->title = span(around, from, comma);
		name->country = owner ? owner->country : people.country;
		return true;
	}
	return false;
}

static void describe_person(struct around *around)
{
	struct name *name = around->name;
	struct lexicon_entry entry;
	if (!take_title_before(around) && !take_title_before_comma(around))
		take_apposition(around);
	if (name->gender == GENDER_UNKNOWN && name->token_end - name->token > 1 &&
		listed(around, name->token, LEXICON_GIVEN_NAME, &entry)) {
		if (str_ends(entry.attribute, STR("m")))
			name->gender = GENDER_MALE;
		else if (str_ends(entry.attribute, STR("f")))
			name->gender = GENDER_FEMALE;
	}
}

static void describe_listed(struct around *around)
{
	static const enum lexicon_class classes[ENTITY_TYPES][4] = {
		[ENTITY_COUNTRY] = {LEXICON_COUNTRY, LEXICON_PLACE},
		[ENTITY_PLACE] = {LEXICON_CAPITAL, LEXICON_PLACE, LEXICON_METONYM,
			LEXICON_COUNTRY},
		[ENTITY_ORG] = {LEXICON_ORGANISATION, LEXICON_METONYM},
		[ENTITY_NORP] = {LEXICON_DEMONYM, LEXICON_ORGANISATION},
		[ENTITY_EVENT] = {LEXICON_EVENT},
		[ENTITY_LAW] = {LEXICON_LAW}};
	struct name *name = around->name;
	for (size_t c = 0; c < 4; c++) {
		enum lexicon_class class = classes[name->mention.type][c];
		struct lexicon_entry entry;
		if ((c && !class) || !finder_lists(around->finder, around->tokens, name->token,
					     name->token_end, class, &entry))
			continue;
		name->country = entry.country;
		name->canonical = entry.canonical;
		name->mention.metonym = class == LEXICON_CAPITAL &&
					is_metonym(around, name->token, name->token_end);
		return;
	}
}

/* "PRESIDENT ORLOV", as transcripts have it: the title is no part of the name. */
static void drop_title(struct around *around)
{
	struct name *name = around->name;
	size_t length = finder_match(
		around->finder, around->tokens, name->token, LEXICON_TITLE, NULL);
	size_t next = name->token + length;
	if (length && next < name->token_end && str_equal(folded(around, next), STR(".")))
		next++;
	if (length && next < name->token_end &&
		!listed(around, name->token, LEXICON_GIVEN_NAME, NULL))
		name->token = (uint32_t)next;
}

void name_describe(struct finder *finder, struct tokens tokens, struct name *name)
{
	struct around around = {finder, tokens, name};
	if (name->mention.type == ENTITY_PERSON)
		drop_title(&around);
	name->mention.range = name->full = span(&around, name->token, name->token_end);
	if (name->mention.type == ENTITY_PERSON)
		describe_person(&around);
	else if (name->mention.type != ENTITY_DATE)
		describe_listed(&around);
}
