/* Whose verb it is.
 *
 * No parse: the noun phrase that ends before the verb, behind which adverbs, auxiliaries,
 * appositions and relative clauses are stepped over; a verb without its own subject ("and
 * said", ", adding") takes that of the clause it hangs on. All walks are bounded by the
 * reporter's words around one quotation. */
#include "speech.h"

#define PHRASE_REACH 10
#define DEPTH 3

static const char pronouns[] = " he she they it i we ";
static const char determiners[] =
	" the a an his her its their our my this that these those some "
	"many several two three both one another ";
static const char prepositions[] =
	" of for from at in on to with by about into over under against during after before "
	"between among within as amid since until through near outside inside than despite "
	"following regarding per via without toward towards behind above below beneath beside "
	"across along around ";

static struct party nobody(void)
{
	return (struct party){.name = NAME_NONE, .entity = ENTITY_NONE};
}

static const struct name *name_of(const struct scene *scene, size_t name)
{
	return &scene->finder->names[name];
}

static bool may_speak(const struct scene *scene, size_t name)
{
	enum entity_type type = name_of(scene, name)->mention.type;
	return type == ENTITY_PERSON || type == ENTITY_ORG || type == ENTITY_COUNTRY ||
	       type == ENTITY_PLACE || type == ENTITY_NORP;
}

static bool is_person(const struct scene *scene, size_t name)
{
	return name != NAME_NONE && name_of(scene, name)->mention.type == ENTITY_PERSON;
}

static bool is_possessive(const struct scene *scene, size_t token_end)
{
	return scene_is(scene, token_end, " 's ' ’ ") && token_end < scene->tokens.count &&
	       !scene->tokens.items[token_end].space_before;
}

static struct party named(const struct scene *scene, size_t name)
{
	const struct name *found = name_of(scene, name);
	return (struct party){.words = {found->token, found->token_end},
		.name = name,
		.entity = found->mention.entity};
}

static struct party described(const struct scene *scene, struct span words)
{
	struct party party = {.words = words, .name = NAME_NONE, .guessed = true};
	party.entity = referent_of(scene, words, &party.antecedent);
	return party;
}

/* First token of a name with its title, not before `start`. */
static size_t full_start(const struct scene *scene, size_t name, size_t start)
{
	const struct name *found = name_of(scene, name);
	size_t token = found->token;
	while (token > start && scene->tokens.items[token - 1].start >= found->full.start)
		token--;
	return token;
}

static bool is_word(const struct scene *scene, size_t token)
{
	return scene_outside(scene, token) &&
	       scene->tokens.items[token].kind != TOKEN_PUNCTUATION;
}

/* A comma or a dash, also one that is typed as a hyphen between blanks. */
static bool sets_off(const struct scene *scene, size_t token)
{
	if (scene_is(scene, token, " - ") && token + 1 < scene->tokens.count)
		return scene->tokens.items[token].space_before ||
		       scene->tokens.items[token + 1].space_before;
	return scene_is(scene, token, " , — – -- ");
}

static bool ends_phrase(const struct scene *scene, size_t token)
{
	if (scene_is(scene, token, " 's - "))
		return !scene_outside(scene, token) || sets_off(scene, token);
	return !is_word(scene, token) || scene_is(scene, token, prepositions) ||
	       scene_is(scene, token,
		       " and but or that who which when while where if because said yet so "
		       "then thus however meanwhile instead ") ||
	       (scene_name(scene, token) == NAME_NONE && scene_speaks(scene, token));
}

/* Where "worldwide victim group" before a name begins, if a preposition or an article stands
 * before it; else the name's own start. */
static size_t modifiers_start(const struct scene *scene, size_t begin, size_t start)
{
	size_t at = begin;
	while (at > start && begin - at < PHRASE_REACH / 2 && !ends_phrase(scene, at - 1) &&
		!scene_is(scene, at - 1, determiners))
		at--;
	bool stops = at > start && (scene_is(scene, at - 1, determiners) ||
					   scene_is(scene, at - 1, prepositions));
	return stops ? at : begin;
}

/* "Minister of Education" before the name of its holder. */
static bool is_office(const struct scene *scene, size_t token)
{
	return scene_is(scene, token,
		" minister president chairman chairwoman chairperson chair chief head director "
		"secretary ceo leader commander speaker governor mayor chancellor deputy "
		"rector dean commissioner coordinator ");
}

/* Where a list of names that ends with "and Lis" begins: "Orlov, Quispe and Lis"; the last
 * name's begin when none stands before it. `begin` is where that one begins, which is named
 * `name`. */
static size_t list_start(
	const struct scene *scene, size_t begin, size_t start, const struct name *name)
{
	size_t first = begin, at = begin;
	while (at > start + 1 && scene_is(scene, at - 1, first == begin ? " and " : " , ")) {
		size_t last = at - 2;
		if (first == begin && last > start && scene_is(scene, last, " , "))
			last--;
		size_t other = scene_name(scene, last);
		if (other == NAME_NONE || !scene_outside(scene, last) ||
			name_of(scene, other)->mention.type != name->mention.type)
			break;
		at = full_start(scene, other, start);
		while (at > start && scene_is(scene, at - 1, determiners))
			at--;
		first = at;
	}
	return first;
}

static struct party together(struct span words)
{
	return (struct party){.words = words, .name = NAME_NONE, .entity = ENTITY_NONE};
}

static struct party phrase_ending(
	const struct scene *scene, size_t end, size_t start, unsigned depth);

/* "The foreign ministers of Peru and Chile", "Orlov and Lis": nobody alone. `party` is the last
 * of them and begins at `begin`. */
static struct party with_others(const struct scene *scene, struct party party, size_t begin,
	size_t start, unsigned depth)
{
	size_t first = list_start(scene, begin, start, name_of(scene, party.name));
	if (first == begin)
		return party;
	bool opens = first == start || sets_off(scene, first - 1) ||
		     scene_is(scene, first - 1, " that and but while when as because : ; ");
	if (opens)
		return together((struct span){first, party.words.end});
	if (depth >= DEPTH || first < start + 2 ||
		!scene_is(scene, first - 1, " of from for in "))
		return party;
	struct party head = phrase_ending(scene, first - 1, start, depth + 1);
	bool several = head.words.end > head.words.start && head.name == NAME_NONE &&
		       str_ends(finder_word(scene->finder,
					&scene->tokens.items[head.words.end - 1]),
			       STR("s"));
	return several ? together((struct span){head.words.start, party.words.end}) : party;
}

/* The noun phrase whose last token is end - 1. */
static struct party phrase_ending(
	const struct scene *scene, size_t end, size_t start, unsigned depth)
{
	if (end <= start || !scene_outside(scene, end - 1))
		return nobody();
	size_t last = end - 1;
	if (scene_is(scene, last, " ) ")) {
		while (last > start && !scene_is(scene, last, " ( "))
			last--;
		return last > start ? phrase_ending(scene, last, start, depth) : nobody();
	}
	if (scene_is(scene, last, pronouns)) {
		struct party party = described(scene, (struct span){last, end});
		return party;
	}
	if (!is_word(scene, last))
		return nobody();
	if (scene->tokens.items[last].kind == TOKEN_NUMBER &&
		depth < DEPTH) { /* "Orlov, 45," */
		bool age = last > start && scene_is(scene, last - 1, " , ");
		return age ? phrase_ending(scene, last - 1, start, depth + 1) : nobody();
	}
	size_t name = scene_name(scene, last);
	size_t begin;
	struct party party;
	if (name != NAME_NONE && may_speak(scene, name)) {
		begin = modifiers_start(scene, full_start(scene, name, start), start);
		party = named(scene, name);
	} else {
		begin = last;
		while (begin > start && last - begin < PHRASE_REACH &&
			!scene_is(scene, begin, determiners) && !ends_phrase(scene, begin - 1))
			begin--;
		if (ends_phrase(scene, last))
			return nobody();
		party = described(scene, (struct span){begin, end});
	}
	while (begin > start && scene_is(scene, begin - 1, determiners))
		begin--;
	if (party.name != NAME_NONE && begin > start + 1 &&
		scene_is(scene, begin - 1, " and ")) {
		struct party all = with_others(scene, party, begin, start, depth);
		if (all.name == NAME_NONE)
			return all;
	}
	if (is_person(scene, party.name) && begin > start + 1 &&
		begin < full_start(scene, name, start) &&
		scene_is(scene, begin - 1, " of for ") && is_office(scene, begin - 2))
		return party;
	bool hangs = depth < DEPTH && begin >= start + 2 &&
		     scene_is(scene, begin - 1, " of for from at in within to with on ") &&
		     is_word(scene, begin - 2) && !scene_is(scene, begin - 2, prepositions) &&
		     !scene_is(scene, begin - 2, " those that ") &&
		     !scene_speaks(scene, begin - 2);
	if (!hangs)
		return party;
	struct party head = phrase_ending(scene, begin - 1, start, depth + 1);
	if (head.words.start >= head.words.end || scene_is(scene, head.words.start, pronouns))
		return party;
	if (head.name == NAME_NONE) /* "a spokesman" + "for the ministry" */
		return described(scene, (struct span){head.words.start, end});
	return head;
}

/* Adverbs, auxiliaries and dates between a subject and its verb. */
static bool steps_over(const struct scene *scene, size_t token)
{
	if (!scene_outside(scene, token))
		return false;
	size_t name = scene_name(scene, token);
	if (name != NAME_NONE)
		return name_of(scene, name)->mention.type == ENTITY_DATE;
	if (scene_is(scene, token,
		    " has had have also later then been was were is are be being previously "
		    "further "
		    "not never always often once again earlier reportedly simply did does do "
		    "would "
		    "could will may might should must himself herself themselves only today "
		    "yesterday quoted cited as went on to just even since now far so 've 'd "))
		return true;
	struct str word = finder_word(scene->finder, &scene->tokens.items[token]);
	return word.len > 4 && str_ends(word, STR("ly")) &&
	       !scene->tokens.items[token].capitalised;
}

/* "in" of "in April" */
static bool dates(const struct scene *scene, size_t token)
{
	size_t name = scene_name(scene, token + 1);
	return scene_is(scene, token, " in on during at ") && scene_outside(scene, token) &&
	       name != NAME_NONE && name_of(scene, name)->mention.type == ENTITY_DATE;
}

static bool is_participle(const struct scene *scene, size_t token)
{
	struct str word = finder_word(scene->finder, &scene->tokens.items[token]);
	return word.len > 4 && str_ends(word, STR("ing"));
}

/* The comma before `token`, or TOKEN_NONE. */
static size_t comma_before(const struct scene *scene, size_t token, size_t start)
{
	while (token > start) {
		token--;
		if (scene_outside(scene, token) && sets_off(scene, token))
			return token;
	}
	return TOKEN_NONE;
}

/* Whether no preposition or verb stands between. */
static bool plain_between(const struct scene *scene, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (scene_name(scene, i) == NAME_NONE &&
			(scene_is(scene, i, prepositions) || scene_speaks(scene, i)))
			return false;
	return true;
}

/* The person in front of ", who took office after her rival, Adam Lis, resigned, said": of the
 * nearest relative clause that begins between two commas. */
static struct party before_relative(const struct scene *scene, size_t comma, size_t start)
{
	for (size_t i = comma; i > start + 1; i--) {
		if (!scene_outside(scene, i - 1) || scene_is(scene, i - 1, " ; : — "))
			break;
		if (scene_is(scene, i - 1, " who whose ") && scene_is(scene, i - 2, " , "))
			return phrase_ending(scene, i - 2, start, 0);
	}
	return nobody();
}

/* The subject in front of ", director of the centre, said": `comma` is the one before the verb.
 */
static struct party before_apposition(const struct scene *scene, size_t comma, size_t start)
{
	size_t right = comma;
	struct party relative = before_relative(scene, comma, start);
	if (is_person(scene, relative.name))
		return relative;
	for (unsigned i = 0; i < 5; i++) {
		size_t left = comma_before(scene, right, start);
		if (left == TOKEN_NONE)
			break;
		struct party party = phrase_ending(scene, left, start, 0);
		if (is_person(scene, party.name) ||
			scene_is(scene, left + 1, " who which whose "))
			return party;
		/* "The author, doctoral candidate Ivan Orlov, said" */
		size_t inner = scene_name(scene, right - 1);
		if (is_person(scene, inner) && plain_between(scene, left + 1, right))
			return named(scene, inner);
		right = left;
	}
	struct party last = nobody();
	size_t left = comma_before(scene, comma, start);
	if (left != TOKEN_NONE)
		last = phrase_ending(scene, left, start, 0);
	return last;
}

/* The antecedent of "which later summoned ... and said", when no comma ends the relative clause
 * before the verb. */
static struct party antecedent(const struct scene *scene, size_t verb, size_t start)
{
	for (size_t i = verb; i > start + 1; i--) {
		size_t here = i - 1;
		if (!scene_outside(scene, here) || scene_is(scene, here, " , ; : — "))
			return nobody();
		if (scene_is(scene, here, " who which ")) {
			size_t end = here;
			if (end > start && sets_off(scene, end - 1))
				end--;
			/* "officials in Nairobi, who", but "reactions from Seoul, which" */
			bool people = scene_is(scene, here, " who ");
			return phrase_ending(scene, end, start, people ? 0 : DEPTH);
		}
	}
	return nobody();
}

/* The person in front of "in relaying the news to parliament": what stands between him and the
 * verb that follows at `end`. */
static struct party before_doing(const struct scene *scene, size_t end, size_t start)
{
	for (size_t i = end; i > start + 2 && end - i < 12; i--) {
		size_t doing = i - 1;
		if (!scene_outside(scene, doing) || sets_off(scene, doing) ||
			scene_is(scene, doing, " and but that who which ; : "))
			break;
		if (!is_participle(scene, doing) ||
			!scene_is(scene, doing - 1, " in by while when after before upon on "))
			continue;
		struct party party = phrase_ending(scene, doing - 1, start, 0);
		bool person = is_person(scene, party.name) ||
			      (party.words.end &&
				      scene_is(scene, party.words.start, " he she "));
		return person ? party : nobody();
	}
	return nobody();
}

static struct party find_left(
	const struct scene *scene, size_t verb, struct span bounds, unsigned depth)
{
	size_t start = verb;
	while (start > bounds.start && scene_outside(scene, start - 1))
		start--;
	size_t at = verb;
	while (at > start && (steps_over(scene, at - 1) || dates(scene, at - 1)))
		at--;
	if (at == start)
		return start > bounds.start ? nobody() : subject_first(scene, bounds);
	size_t before = at - 1;
	struct party party;
	bool joined = scene_is(scene, before, " and but or ; ");
	if (scene_is(scene, before, " who which that ") && before > start) {
		at = before;
		if (at > start && sets_off(scene, at - 1))
			at--;
		before = at > start ? at - 1 : start;
		joined = false;
	}
	party = before_doing(scene, at, start);
	if (party.words.end)
		return party;
	if (joined || (at + 1 >= verb && is_participle(scene, verb))) {
		if (!joined) {
			/* "with Anna Orlova of Tver calling it" */
			party = phrase_ending(scene, at, start, 0);
			if (is_person(scene, party.name))
				return party;
		}
		party = antecedent(scene, before + 1, start);
		if (party.words.end)
			return party;
		for (size_t i = before; i > start && depth < DEPTH; i--)
			if ((scene_speaks(scene, i) || scene_attributes(scene, i)) &&
				!is_participle(scene, i) &&
				!scene_attributes_weakly(scene, i)) {
				party = find_left(scene, i, bounds, depth + 1);
				if (party.words.end)
					return party;
				break;
			}
		return subject_first(scene, (struct span){bounds.start, verb});
	}
	if (sets_off(scene, before))
		party = before_apposition(scene, before, start);
	else
		party = phrase_ending(scene, at, start, 0);
	if (party.words.end && party.name == NAME_NONE && scene_document(scene, party.words)) {
		/* "The ministry issued a statement which read" */
		struct party author = subject_first(
			scene, (struct span){bounds.start, party.words.start});
		if (author.words.end)
			return author;
	}
	return party.words.end ? party : subject_first(scene, (struct span){start, verb});
}

struct party subject_left(const struct scene *scene, size_t verb, struct span bounds)
{
	return find_left(scene, verb, bounds, 0);
}

/* The person named behind a comma: "Lima's mayor, Rosa Quispe", also when another comma stands
 * within the description. */
static size_t apposed_person(const struct scene *scene, size_t comma, size_t end)
{
	for (size_t i = comma; i < end && i - comma < PHRASE_REACH; i++) {
		if (!scene_outside(scene, i) || scene_is(scene, i, " who which and ") ||
			(scene_name(scene, i) == NAME_NONE && scene_speaks(scene, i)))
			return NAME_NONE;
		if (scene_is(scene, i, " , ") && is_person(scene, scene_name(scene, i + 1)) &&
			!is_possessive(
				scene, name_of(scene, scene_name(scene, i + 1))->token_end))
			return scene_name(scene, i + 1);
	}
	return NAME_NONE;
}

/* "in an interview": where or when it was said, no part of who said it. */
static bool is_occasion(const struct scene *scene, size_t token)
{
	if (!scene_is(scene, token, " in at during on "))
		return false;
	for (size_t i = token + 1; i < token + 5 && is_word(scene, i); i++) {
		if (scene_is(scene, i,
			    " interview statement speech post message video tweet email "
			    "briefing "
			    "conference remarks address letter telephone phone call article "
			    "broadcast television radio podcast communique communiqué rally "
			    "ceremony meeting summit event speaking response reply "))
			return true;
		if (i > token + 1 && scene_is(scene, i, prepositions))
			break;
	}
	return false;
}

/* "the historian and former minister Basile Guissou": the name behind "and", when nothing but
 * a description stands between. */
static size_t person_behind_and(const struct scene *scene, size_t conjunction, size_t end)
{
	for (size_t i = conjunction + 1; i < end && i < conjunction + 6; i++) {
		size_t name = scene_name(scene, i);
		if (is_person(scene, name) && i > conjunction + 1)
			return is_possessive(scene, name_of(scene, name)->token_end) ? NAME_NONE
										     : name;
		if (name != NAME_NONE || ends_phrase(scene, i) ||
			scene_is(scene, i, determiners))
			break;
	}
	return NAME_NONE;
}

struct party subject_right(const struct scene *scene, size_t from, size_t end)
{
	size_t i = from;
	bool object = scene_is(scene, i, " him her them ") && !is_word(scene, i + 1);
	if (i < end && scene_outside(scene, i) && (object || scene_is(scene, i, pronouns)))
		return described(scene, (struct span){i, i + 1});
	size_t first = NAME_NONE;
	bool hangs = false; /* behind "of", "for": what is named there is not the head */
	for (; i < end && i - from < PHRASE_REACH && scene_outside(scene, i); i++) {
		size_t name = scene_name(scene, i);
		bool office = finder_match(
				      scene->finder, scene->tokens, i, LEXICON_TITLE, NULL) > 0;
		if (is_person(scene, name) && !office &&
			!is_possessive(scene, name_of(scene, name)->token_end)) {
			/* "a spokesman for Anna Orlova" is not she */
			if (hangs)
				return described(scene,
					(struct span){from, name_of(scene, name)->token_end});
			return named(scene, name);
		}
		if (name != NAME_NONE && first == NAME_NONE && may_speak(scene, name) &&
			!office)
			first = name;
		if (name != NAME_NONE) {
			if (name_of(scene, name)->mention.type == ENTITY_DATE)
				break;
			continue;
		}
		if (scene_is(scene, i, " , ")) {
			size_t next = i > from ? apposed_person(scene, i, end) : NAME_NONE;
			if (next != NAME_NONE)
				return named(scene, next);
			break;
		}
		if (!is_word(scene, i) && !scene_is(scene, i, " 's - "))
			break;
		if (i > from && scene_is(scene, i, prepositions)) {
			if (!scene_is(scene, i, " of for from at in with to near within ") ||
				is_occasion(scene, i))
				break;
			hangs = true;
		}
		if (i > from && !hangs && first == NAME_NONE && scene_is(scene, i, " and ")) {
			size_t person = person_behind_and(scene, i, end);
			if (person != NAME_NONE)
				return named(scene, person);
		}
		if (scene_is(scene, i, " and but that who which ") ||
			(i > from && scene_speaks(scene, i)))
			break;
	}
	if (i == from || scene_is(scene, from, prepositions) || scene_is(scene, from, " that "))
		return nobody();
	while (i > from + 1 && scene_is(scene, i - 1, prepositions))
		i--;
	if (first != NAME_NONE) {
		const struct name *name = name_of(scene, first);
		bool whole = name->token_end == i ||
			     (name->token <= from + 1 &&
				     scene_is(scene, name->token_end, prepositions));
		if (whole && full_start(scene, first, from) <= from + 1)
			return named(scene, first);
	}
	return described(scene, (struct span){from, i});
}

struct party subject_first(const struct scene *scene, struct span bounds)
{
	for (size_t i = bounds.start; i < bounds.end; i++) {
		if (!scene_outside(scene, i))
			continue;
		if (scene_is(scene, i, " he she they ") &&
			(i == 0 || !scene_is(scene, i - 1, prepositions)))
			return described(scene, (struct span){i, i + 1});
		size_t name = scene_name(scene, i);
		if (name == NAME_NONE || !may_speak(scene, name))
			continue;
		const struct name *found = name_of(scene, name);
		size_t full = full_start(scene, name, bounds.start);
		while (full > bounds.start && scene_is(scene, full - 1, determiners))
			full--;
		bool governed = full > 0 && scene_is(scene, full - 1, prepositions);
		bool subject = found->mention.type != ENTITY_NORP && !governed &&
			       !is_possessive(scene, found->token_end);
		if (subject)
			return named(scene, name);
		i = found->token_end > i ? found->token_end - 1 : i;
	}
	return nobody();
}
