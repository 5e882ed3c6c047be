/* Which entity a pronoun or a description stands for.
 *
 * Pronouns: the subject of the nearest sentence before that fits in gender and number; what was
 * found for earlier quotations counts as a subject. Descriptions: the person whose office the
 * article gives so, the latest named; a spokesperson stands for his organisation. The look back
 * is bounded by NAMES_BACK names. */
#include "speech.h"

#define NAMES_BACK 60
#define OFFICES_BACK 200

static const struct name *name_at(const struct finder *finder, size_t name)
{
	return &finder->names[name];
}

/* Whether a name stands inside a quotation. */
static bool inside_quote(const struct finder *finder, const struct name *name)
{
	size_t offset = name->mention.range.start, low = finder_quotes_before(finder, offset);
	for (size_t i = low; i > 0 && low - i < 3; i--) /* past those nested in the outer one */
		if (range_holds(finder->quotes[i - 1].outer, offset))
			return true;
	return false;
}

static bool starts_sentence(const struct tokens tokens, size_t token)
{
	return token == 0 || tokens.items[token].sentence_start;
}

/* The token that begins the sentence of `token`. */
static size_t sentence_of(const struct tokens tokens, size_t token)
{
	while (!starts_sentence(tokens, token))
		token--;
	return token;
}

/* Whether the name is no subject: behind a preposition, or a possessive. */
static bool oblique(struct finder *finder, const struct name *name)
{
	struct tokens tokens = finder_tokens(finder, name->block);
	struct scene scene = {.finder = finder, .tokens = tokens};
	if (scene_is(&scene, name->token_end, " 's ' ’ : "))
		return true;
	size_t at = name->token;
	while (at > 0 && tokens.items[at - 1].start >= name->full.start)
		at--;
	while (at > 0 && scene_is(&scene, at - 1, " the a an his her "))
		at--;
	return at > 0 && scene_is(&scene, at - 1,
				 " of for from at in on to with by about into over against "
				 "during after between "
				 "than told met asked urged accused and called as under ");
}

/* "MANILA, March 24 (Reuters) - ": the place where the report was written. */
static bool in_dateline(struct finder *finder, const struct name *name)
{
	enum { REACH = 16 };
	if (name->token >= REACH)
		return false;
	struct tokens tokens = finder_tokens(finder, name->block);
	struct scene scene = {.finder = finder, .tokens = tokens};
	size_t first = finder_name_from(
		finder, finder->document->blocks[name->block].range.start);
	bool place = tokens.items[0].all_caps ||
		     (finder->names[first].token == 0 &&
			     (finder->names[first].mention.type == ENTITY_PLACE ||
				     finder->names[first].mention.type == ENTITY_COUNTRY));
	for (size_t i = 1; place && i < tokens.count && i < REACH; i++) {
		const struct token *token = &tokens.items[i];
		bool dash = scene_is(&scene, i, " — – -- ") ||
			    (scene_is(&scene, i, " - ") && token->space_before) ||
			    (i < 4 && scene_is(&scene, i, " : "));
		if (dash)
			return name->token < i;
		if (token->kind == TOKEN_WORD && !token->capitalised)
			break;
	}
	return false;
}

static bool is_lower_equal(struct str a, struct str b)
{
	return a.len && str_equal_ascii_nocase(a, b);
}

/* Offices, which one person holds and another does not; a leader or a diplomat may be anybody.
 */
static bool is_office(struct str word)
{
	static const char *const words[] = {"president", "minister", "premier", "king", "queen",
		"chancellor", "ambassador", "senator", "mayor", "governor", "general",
		"secretary", "pope", "bishop", "archbishop", "cardinal", "prince", "princess",
		"judge", "congressman", "congresswoman", "commander", "commissioner"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal_ascii_nocase(word, str_from(words[i])))
			return true;
	return false;
}

enum holds { HOLDS_NOT, HOLDS_PERHAPS, HOLDS };

/* Whether a person may be called "the president": `head` is empty for a pronoun. */
static enum holds holds_office(
	const struct finder *finder, const struct name *name, struct str head)
{
	struct str title = finder->profiles[name->mention.entity].title;
	if (!is_office(head) || !title.len || !is_office(scene_last_word(title)))
		return HOLDS_PERHAPS;
	return is_lower_equal(scene_last_word(title), head) ? HOLDS : HOLDS_NOT;
}

static bool fits(
	const struct finder *finder, const struct name *name, enum gender gender, bool group)
{
	const struct profile *profile = &finder->profiles[name->mention.entity];
	if (group)
		return name->mention.type == ENTITY_ORG ||
		       name->mention.type == ENTITY_COUNTRY ||
		       (name->mention.type == ENTITY_PLACE && name->mention.metonym);
	if (name->mention.type != ENTITY_PERSON)
		return false;
	enum gender known = profile->gender != GENDER_UNKNOWN ? profile->gender : name->gender;
	return known == GENDER_UNKNOWN || gender == GENDER_UNKNOWN || known == gender;
}

/* “...,” she told parliament. Quispe also thanked ...: nobody was named before whom the pronoun
 * can mean, so that it means the subject of what follows. */
static uint32_t named_later(
	const struct scene *scene, size_t offset, enum gender gender, struct str head)
{
	struct finder *finder = scene->finder;
	for (size_t i = finder_name_from(finder, offset), seen = 0;
		i < finder->name_count && seen < 12; i++, seen++) {
		const struct name *found = name_at(finder, i);
		if (found->block > scene->block + 1)
			break;
		if (!fits(finder, found, gender, false) || inside_quote(finder, found) ||
			oblique(finder, found))
			continue;
		enum holds holds = holds_office(finder, found, head);
		struct tokens tokens = finder_tokens(finder, found->block);
		size_t sentence = sentence_of(tokens, found->token);
		bool opens = tokens.items[sentence].start >= found->full.start;
		if (!head.len || holds == HOLDS || (holds == HOLDS_PERHAPS && opens))
			return found->mention.entity;
		break;
	}
	return ENTITY_NONE;
}

/* The nearest sentence that has a fitting subject gives its first one; failing that, the
 * nearest fitting name. `head` is empty for a pronoun, else what a person is called. */
static uint32_t pronoun(const struct scene *scene, size_t offset, enum gender gender,
	bool group, struct str head)
{
	struct finder *finder = scene->finder;
	size_t name = finder_name_from(finder, offset), seen = 0;
	uint32_t best = ENTITY_NONE, weak = ENTITY_NONE;
	size_t best_block = BLOCK_NONE, best_sentence = 0;
	while (name > 0 && seen++ < NAMES_BACK) {
		const struct name *found = name_at(finder, --name);
		if (found->block + 4 < scene->block)
			break;
		if (!fits(finder, found, gender, group) || inside_quote(finder, found) ||
			in_dateline(finder, found) ||
			holds_office(finder, found, head) == HOLDS_NOT)
			continue;
		struct tokens tokens = finder_tokens(finder, found->block);
		size_t sentence = sentence_of(tokens, found->token);
		if (best != ENTITY_NONE &&
			(found->block != best_block || sentence != best_sentence))
			break;
		if (oblique(finder, found)) {
			if (weak == ENTITY_NONE && !group)
				weak = found->mention.entity;
			continue;
		}
		best = found->mention.entity;
		best_block = found->block;
		best_sentence = sentence;
	}
	if (best != ENTITY_NONE || weak != ENTITY_NONE || group)
		return best != ENTITY_NONE ? best : weak;
	return named_later(scene, offset, gender, head);
}

/* The speaker of the last quotation before offset, for "I" and "we". */
static uint32_t last_speaker(const struct finder *finder, size_t offset)
{
	size_t low = finder_quotes_before(finder, offset);
	for (size_t i = low; i > 0 && low - i < 8; i--)
		if (finder->quotes[i - 1].speaker != ENTITY_NONE)
			return finder->quotes[i - 1].speaker;
	return ENTITY_NONE;
}

/* "The trade minister, Grace Wanjiku": the name stands behind its office and a comma. Told from
 * the bytes, since it may stand far back. */
static bool apposed_to(const struct finder *finder, const struct name *name, struct str head)
{
	struct str text = finder->document->text;
	size_t end = name->mention.range.start;
	if (end < head.len + 2 || text.s[end - 1] != ' ' || text.s[end - 2] != ',')
		return false;
	end -= 2;
	size_t start = end - head.len;
	bool whole = start == 0 || text.s[start - 1] == ' ' || text.s[start - 1] == '\n';
	return whole && is_lower_equal(str_slice(text, (struct range){start, end}), head);
}

/* Offices of which an article may know several holders: "the prime minister" is no foreign
 * minister. */
static bool divides(struct str word)
{
	static const char *const words[] = {"prime", "foreign", "defence", "defense",
		"interior", "finance", "trade", "vice", "deputy", "economy", "energy", "health",
		"justice", "home"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal_ascii_nocase(word, str_from(words[i])))
			return true;
	return false;
}

static struct str without_last_word(struct str text)
{
	size_t end = text.len - scene_last_word(text).len;
	while (end > 0 && text.s[end - 1] == ' ')
		end--;
	return str_slice(text, (struct range){0, end});
}

/* Whether this office ("Foreign Minister") may be called "the <kind> <head>". */
static bool is_called(struct str office, struct str kind, struct str head)
{
	if (!office.len || !is_lower_equal(scene_last_word(office), head))
		return false;
	struct str its_kind = scene_last_word(without_last_word(office));
	return !divides(kind) || !divides(its_kind) || is_lower_equal(kind, its_kind);
}

/* A description taken apart: "the Polish foreign minister". */
struct described {
	struct str kind, head; /* "foreign", "minister" */
	struct str country;    /* "POL" */
	uint32_t body;         /* the organisation or country named in it */
	bool speaks_for;       /* a spokesman, a statement */
	bool hangs;            /* something hangs on the head: "the minister of" */
	bool definite;         /* "the minister", "her counterpart"; not "a minister" */
};

/* The last person named before who holds the office, of this country when one is given. */
static uint32_t holder(
	const struct scene *scene, size_t offset, const struct described *described)
{
	const struct finder *finder = scene->finder;
	size_t name = finder_name_from(finder, offset);
	bool counterpart = str_equal(described->head, STR("counterpart"));
	for (size_t seen = 0; name > 0 && seen < OFFICES_BACK; seen++) {
		const struct name *found = name_at(finder, --name);
		if (found->mention.type != ENTITY_PERSON)
			continue;
		const struct profile *profile = &finder->profiles[found->mention.entity];
		const struct entity *entity = &finder->entities[found->mention.entity];
		struct str country = described->country;
		if (counterpart && country.len && str_equal(country, entity->country))
			return found->mention.entity;
		bool holds = is_called(profile->title, described->kind, described->head) ||
			     is_called(entity->role, described->kind, described->head) ||
			     apposed_to(finder, found, described->head);
		if (!holds)
			continue;
		if (country.len && entity->country.len && !str_equal(country, entity->country))
			continue;
		return found->mention.entity;
	}
	return ENTITY_NONE;
}

/* What a person may be called who was named before; the gender it tells. */
static bool is_person_noun(struct str head, enum gender *gender)
{
	static const struct {
		const char *word;
		enum gender gender;
	} nouns[] = {{"spokesman", GENDER_MALE}, {"spokeswoman", GENDER_FEMALE},
		{"king", GENDER_MALE}, {"queen", GENDER_FEMALE}, {"actress", GENDER_FEMALE},
		{"businessman", GENDER_MALE}, {"businesswoman", GENDER_FEMALE},
		{"congressman", GENDER_MALE}, {"congresswoman", GENDER_FEMALE},
		{"prince", GENDER_MALE}, {"princess", GENDER_FEMALE}, {"pope", GENDER_MALE},
		{"pontiff", GENDER_MALE}, {"spokesperson", GENDER_UNKNOWN},
		{"diplomat", GENDER_UNKNOWN}, {"official", GENDER_UNKNOWN},
		{"politician", GENDER_UNKNOWN}, {"leader", GENDER_UNKNOWN},
		{"minister", GENDER_UNKNOWN}, {"president", GENDER_UNKNOWN},
		{"premier", GENDER_UNKNOWN}, {"envoy", GENDER_UNKNOWN},
		{"ambassador", GENDER_UNKNOWN}, {"lawmaker", GENDER_UNKNOWN},
		{"senator", GENDER_UNKNOWN}, {"mayor", GENDER_UNKNOWN},
		{"governor", GENDER_UNKNOWN}, {"general", GENDER_UNKNOWN},
		{"commander", GENDER_UNKNOWN}, {"activist", GENDER_UNKNOWN},
		{"analyst", GENDER_UNKNOWN}, {"economist", GENDER_UNKNOWN},
		{"author", GENDER_UNKNOWN}, {"writer", GENDER_UNKNOWN},
		{"singer", GENDER_UNKNOWN}, {"actor", GENDER_UNKNOWN},
		{"lawyer", GENDER_UNKNOWN}, {"judge", GENDER_UNKNOWN},
		{"candidate", GENDER_UNKNOWN}, {"professor", GENDER_UNKNOWN},
		{"scientist", GENDER_UNKNOWN}, {"expert", GENDER_UNKNOWN},
		{"doctor", GENDER_UNKNOWN}, {"journalist", GENDER_UNKNOWN},
		{"bishop", GENDER_UNKNOWN}, {"archbishop", GENDER_UNKNOWN},
		{"cardinal", GENDER_UNKNOWN}, {"monarch", GENDER_UNKNOWN},
		{"veteran", GENDER_UNKNOWN}, {"teacher", GENDER_UNKNOWN},
		{"farmer", GENDER_UNKNOWN}, {"director", GENDER_UNKNOWN},
		{"chief", GENDER_UNKNOWN}, {"secretary", GENDER_UNKNOWN},
		{"negotiator", GENDER_UNKNOWN}, {"commissioner", GENDER_UNKNOWN},
		{"chancellor", GENDER_UNKNOWN}, {"billionaire", GENDER_UNKNOWN},
		{"coach", GENDER_UNKNOWN}, {"player", GENDER_UNKNOWN}};
	*gender = GENDER_UNKNOWN;
	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
		if (str_equal_ascii_nocase(head, str_from(nouns[i].word))) {
			*gender = nouns[i].gender;
			return true;
		}
	return str_ends(head, STR("year-old"));
}

/* Whether one of the last quotations was said by somebody unnamed who is called so too: "the
 * official" after "an official". */
static bool unnamed_before(const struct finder *finder, size_t offset, struct str head)
{
	size_t low = finder_quotes_before(finder, offset);
	for (size_t i = low; i > 0 && low - i < 4; i--) {
		const struct quote *quote = &finder->quotes[i - 1];
		struct str words = finder_text(finder, quote->speaker_words);
		if (quote->outer.start < offset && quote->speaker == ENTITY_NONE &&
			str_find(words, head) != (size_t)-1)
			return true;
	}
	return false;
}

/* "the government of": a body although its name does not end the description. */
static bool is_institution(struct str head)
{
	static const char *const words[] = {"government", "ministry", "parliament", "army",
		"military", "embassy", "party", "council", "office", "department", "agency",
		"authorities", "administration", "leadership", "junta", "navy", "police",
		"court", "commission", "mission", "delegation"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal_ascii_nocase(head, str_from(words[i])))
			return true;
	return false;
}

/* What an organisation may be called that was named before. */
static bool is_body_noun(struct str head)
{
	static const char *const words[] = {"group", "movement", "organisation", "organization",
		"company", "bloc", "militia", "network", "charity", "airline", "firm",
		"alliance", "agency", "committee", "institute", "union"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal_ascii_nocase(head, str_from(words[i])))
			return true;
	return false;
}

static struct described take_apart(const struct scene *scene, struct span words)
{
	const struct finder *finder = scene->finder;
	struct range range = scene_range(scene, words);
	struct described found = {.body = ENTITY_NONE};
	size_t head = words.end - 1;
	for (size_t i = words.start; i < words.end; i++) {
		if (i > words.start && head >= i &&
			scene_is(scene, i, " of for from at in within to with near ")) {
			head = i - 1;
			found.hangs = true;
		}
		found.speaks_for = found.speaks_for ||
				   scene_is(scene, i,
					   " spokesman spokeswoman spokesperson spokespeople "
					   "representative representatives statement lawyer ");
	}
	for (size_t i = finder_name_from(finder, range.start);
		i < finder->name_count && finder->names[i].mention.range.start < range.end;
		i++) {
		const struct name *name = name_at(finder, i);
		if (name->mention.type == ENTITY_ORG || name->mention.type == ENTITY_COUNTRY)
			found.body = name->mention.entity;
		if (name->country.len)
			found.country = name->country;
	}
	found.head = finder_word(finder, &scene->tokens.items[head]);
	if (head > words.start)
		found.kind = finder_word(finder, &scene->tokens.items[head - 1]);
	found.definite = scene_is(scene, words.start, " the this that his her their its ");
	return found;
}

static uint32_t description(const struct scene *scene, struct span words)
{
	const struct finder *finder = scene->finder;
	size_t offset = scene_range(scene, words).start;
	struct described described = take_apart(scene, words);
	enum gender gender;
	if (described.speaks_for && described.body != ENTITY_NONE)
		return described.body;
	bool person = is_person_noun(described.head, &gender);
	if (person && unnamed_before(finder, offset, described.head))
		return ENTITY_NONE;
	uint32_t entity = described.speaks_for && !person ? ENTITY_NONE
							  : holder(scene, offset, &described);
	if (entity != ENTITY_NONE)
		return entity;
	if (!described.hangs && described.definite && is_body_noun(described.head))
		return pronoun(scene, offset, GENDER_UNKNOWN, true, STR(""));
	if (person && described.definite && !described.hangs)
		return pronoun(scene, offset, gender, false, described.head);
	/* "the White House", "Germany's Foreign Ministry" */
	bool named = scene_name(scene, words.end - 1) != NAME_NONE;
	return named && (!described.hangs || is_institution(described.head)) ? described.body
									     : ENTITY_NONE;
}

/* ---- pronouns for somebody without a name */

/* The noun phrase that begins a sentence: up to a comma, a verb or a relative clause. */
static struct span opening_phrase(const struct scene *scene, size_t start)
{
	size_t end = start + 1;
	while (end < scene->tokens.count && end - start < 8 && scene_outside(scene, end) &&
		scene->tokens.items[end].kind != TOKEN_PUNCTUATION &&
		!scene_is(scene, end, " who which that what whether if why how made ") &&
		!scene_clausal(scene, end) && !scene_speaks(scene, end) &&
		!scene_attributes(scene, end))
		end++;
	return (struct span){start, end};
}

static bool has_person_noun(const struct scene *scene, struct span words)
{
	enum gender gender;
	for (size_t i = words.start + 1; i < words.end; i++)
		if (is_person_noun(
			    finder_word(scene->finder, &scene->tokens.items[i]), &gender) ||
			scene_is(scene, i,
				" member executive manager trader banker broker insider "
				"villager priest "
				"imam monk nurse driver shopkeeper fisherman father mother "
				"neighbour "
				"engineer merchant captain pilot consultant strategist "
				"investor "
				"protester demonstrator voter migrant refugee pensioner father "
				"resident source witness man woman employee adviser "
				"aide "
				"soldier officer student survivor worker "))
			return true;
	return false;
}

/* "I asked a Polish general what he made of it. “Read it,” he said": the person asked in the
 * sentence that begins at `start`, which names nobody; else empty. */
static struct span asked_person(const struct scene *scene, size_t start)
{
	static const char verbs[] =
		" asked met told interviewed approached visited called found ";
	for (size_t i = start + 1; i + 2 < scene->tokens.count && i < start + 12; i++) {
		size_t name = scene_name(scene, i);
		if (!scene_outside(scene, i) || scene->tokens.items[i].sentence_start ||
			(name != NAME_NONE &&
				scene->finder->names[name].mention.type == ENTITY_PERSON))
			break;
		struct span words = opening_phrase(scene, i + 1);
		if (scene_is(scene, i, verbs) && scene_is(scene, i + 1, " a an one another ") &&
			has_person_noun(scene, words))
			return words;
	}
	return (struct span){0, 0};
}

/* "A member of the delegation conceded the point. “We know,” he said": the phrase that begins
 * the reporter's sentence before, when the pronoun can only mean that; else empty. */
static struct range unnamed_antecedent(const struct scene *scene, size_t pronoun, bool thing)
{
	size_t start = pronoun;
	while (start > 0 && pronoun - start < 100) {
		start--;
		if (!scene->tokens.items[start].sentence_start || !scene_outside(scene, start))
			continue;
		struct span words = opening_phrase(scene, start);
		if (scene_is(scene, start, " he she it they but and "))
			continue; /* the pronoun's own sentence, or one about the same */
		bool fits = thing ? scene_is(scene, start, " the a an ") &&
					    scene_document(scene, words)
				  : scene_is(scene, start, " a an one another ") &&
					    has_person_noun(scene, words);
		if (!fits)
			words = thing ? (struct span){0, 0} : asked_person(scene, start);
		return scene_range(scene, words);
	}
	return (struct range){0, 0};
}

uint32_t referent_of(const struct scene *scene, struct span words, struct range *antecedent)
{
	size_t offset = scene_range(scene, words).start;
	if (words.end - words.start > 1)
		return description(scene, words);
	bool thing = scene_is(scene, words.start, " it ");
	if (thing || scene_is(scene, words.start, " he she "))
		*antecedent = unnamed_antecedent(scene, words.start, thing);
	if (range_length(*antecedent))
		return ENTITY_NONE;
	if (scene_is(scene, words.start, " he him "))
		return pronoun(scene, offset, GENDER_MALE, false, STR(""));
	if (scene_is(scene, words.start, " she her "))
		return pronoun(scene, offset, GENDER_FEMALE, false, STR(""));
	if (thing)
		return pronoun(scene, offset, GENDER_UNKNOWN, true, STR(""));
	if (scene_is(scene, words.start, " i we "))
		return last_speaker(scene->finder, offset);
	if (scene_is(scene, words.start, " they them "))
		return ENTITY_NONE;
	return description(scene, words);
}
