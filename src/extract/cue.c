/* What reports a quotation: the verb, "according to" or "in the words of" in the reporter's own
 * words, before the quotation or behind it, whichever belongs to it more closely, and whose it
 * is. */
#include "speech.h"

struct attribution attribution_none(void)
{
	return (struct attribution){
		.party = {.name = NAME_NONE, .entity = ENTITY_NONE}, .cue = TOKEN_NONE};
}

bool attribution_has_party(const struct attribution *found)
{
	return found->party.words.end > found->party.words.start;
}

/* "was described by Johnson as": the agent behind "by", or nobody. */
static struct party agent(const struct scene *scene, size_t verb, size_t end)
{
	struct party none = {.name = NAME_NONE, .entity = ENTITY_NONE};
	if (verb == 0 || !scene_is(scene, verb - 1, " was were been is are being ") ||
		scene_is(scene, verb, " quoted cited "))
		return none;
	for (size_t i = verb + 1; i < end && i < verb + 4; i++)
		if (scene_is(scene, i, " by "))
			return subject_right(scene, i + 1, end);
	return none;
}

/* "State news agency KCNA" for "KCNA". */
static struct span with_modifiers(const struct scene *scene, struct span words, size_t start)
{
	size_t from = words.start;
	while (from > start && words.start - from < 5 && scene_outside(scene, from - 1) &&
		scene->tokens.items[from - 1].kind == TOKEN_WORD &&
		!scene_is(scene, from - 1, " on in by but and when as while that later "))
		from--;
	return (struct span){from, words.end};
}

/* "Reuters quoted Orlov as saying": the speaker is the object, the subject the source. */
static bool quoted_object(
	const struct scene *scene, size_t verb, struct span bounds, struct attribution *found)
{
	if (!scene_is(scene, verb, " saying ") || verb < 3 ||
		!scene_is(scene, verb - 1, " as "))
		return false;
	for (size_t i = verb - 2; i > bounds.start && verb - i < 14; i--) {
		if (!scene_is(scene, i, " quoted cited quotes cites reported quoting citing "))
			continue;
		if (scene_is(scene, i - 1, " was were been is are ")) {
			found->party = subject_left(scene, i - 1, bounds);
			return attribution_has_party(found);
		}
		found->party = subject_right(scene, i + 1, verb - 1);
		found->source = scene_range(
			scene, with_modifiers(scene, subject_left(scene, i, bounds).words,
				       bounds.start));
		return attribution_has_party(found);
	}
	return false;
}

/* "Two editors were accused of": what follows are not the words of its subject. */
static bool is_passive(const struct scene *scene, size_t verb)
{
	struct str word = finder_word(scene->finder, &scene->tokens.items[verb]);
	if (!str_ends(word, STR("ed")) && !scene_is(scene, verb, " told "))
		return false;
	if (scene_is(scene, verb, " quoted cited reported "))
		return false;
	size_t before = verb;
	while (before > 0 && verb - before < 2 && scene_outside(scene, before - 1) &&
		str_ends(finder_word(scene->finder, &scene->tokens.items[before - 1]),
			STR("ly")))
		before--;
	return before > 0 && scene_outside(scene, before - 1) &&
	       scene_is(scene, before - 1, " was were been is are be being ");
}

static struct attribution by_verb(
	const struct scene *scene, size_t verb, struct span bounds, bool inverted)
{
	struct attribution found = attribution_none();
	found.cue = verb;
	found.confidence = 95;
	if (quoted_object(scene, verb, bounds, &found))
		return found;
	found.party = agent(scene, verb, bounds.end);
	if (!attribution_has_party(&found) && is_passive(scene, verb))
		return found;
	if (!attribution_has_party(&found) && inverted)
		found.party = subject_right(scene, verb + 1, bounds.end);
	if (!attribution_has_party(&found))
		found.party = subject_left(scene, verb, bounds);
	if (!attribution_has_party(&found) && verb > 0 && !scene_outside(scene, verb - 1))
		found.party = subject_right(scene, verb + 1, bounds.end);
	return found;
}

/* "According to Orlov", "in the words of Orlov", "for Orlov,": how many words stand before the
 * name; 0 when nothing of the kind begins at this token. */
static size_t accords(const struct scene *scene, size_t token)
{
	if (!scene_outside(scene, token))
		return 0;
	if (scene_is(scene, token, " according ") && scene_is(scene, token + 1, " to "))
		return 2;
	if (scene_is(scene, token, " in ") && scene_is(scene, token + 1, " the ") &&
		scene_is(scene, token + 2, " words view opinion eyes ") &&
		scene_is(scene, token + 3, " of "))
		return 4;
	/* "as laid out by Orlov" */
	if (scene_is(scene, token, " as ") &&
		scene_is(scene, token + 1,
			" described explained laid put expressed stated formulated seen told "))
		for (size_t by = token + 2; by < token + 4; by++)
			if (scene_is(scene, by, " by "))
				return by + 1 - token;
	return 0;
}

static struct attribution by_accordance(const struct scene *scene, size_t token, size_t end)
{
	struct attribution found = attribution_none();
	size_t from = token + accords(scene, token);
	found.party = subject_right(scene, from, end);
	/* "according to a letter on Monday by the minister" */
	for (size_t i = from + 1; i < end && i < token + 10 && scene_outside(scene, i); i++)
		if (found.party.name == NAME_NONE && scene_is(scene, i, " by from of ") &&
			scene_document(scene, (struct span){from, i})) {
			found.party = subject_right(scene, i + 1, end);
			found.source = scene_range(scene, (struct span){from, i});
			break;
		}
	found.cue = token;
	found.confidence = 75;
	return found;
}

/* "For Orlov, the offer is": whose opinion the sentence gives. */
static struct attribution by_opinion(const struct scene *scene, struct span before)
{
	struct attribution found = attribution_none();
	if (!scene_is(scene, before.start, " for ") || before.end < before.start + 3)
		return found;
	struct party party = subject_right(scene, before.start + 1, before.end);
	if (party.name == NAME_NONE || !scene_is(scene, party.words.end, " , ") ||
		scene->finder->names[party.name].mention.type != ENTITY_PERSON)
		return found;
	found.party = party;
	found.cue = before.start;
	found.confidence = 50;
	return found;
}

/* "Calling it “a trap”, the minister ...": whose words they are is said behind. */
static bool opens_with_participle(const struct scene *scene, struct span before)
{
	if (before.start >= before.end)
		return false;
	struct str word = finder_word(scene->finder, &scene->tokens.items[before.start]);
	return str_ends(word, STR("ing")) &&
	       (scene_speaks(scene, before.start) || scene_attributes(scene, before.start));
}

/* The verb of speech to whose complement this verb belongs, no comma between them. */
static struct attribution reported_by(
	const struct scene *scene, size_t verb, struct span before)
{
	for (size_t i = verb; i > before.start; i--) {
		if (!scene_outside(scene, i - 1) || scene_is(scene, i - 1, " , ; : — "))
			break;
		if (scene_speaks(scene, i - 1))
			return by_verb(scene, i - 1, before, false);
	}
	return attribution_none();
}

/* The cue in the words before the quotation that stands nearest to it. */
struct attribution cue_before(const struct scene *scene, struct span before)
{
	size_t accordance = TOKEN_NONE;
	for (size_t i = before.end; i > before.start; i--) {
		size_t here = i - 1;
		if (here == before.start && opens_with_participle(scene, before))
			break;
		if (scene_speaks(scene, here) || scene_attributes(scene, here)) {
			struct attribution found = by_verb(scene, here, before, false);
			if (!attribution_has_party(&found))
				continue;
			/* "Orlov said his party has backed it “for months”" */
			struct attribution outer = attribution_none();
			if (here + 1 < before.end && scene_attributes_weakly(scene, here))
				outer = reported_by(scene, here, before);
			return attribution_has_party(&outer) ? outer : found;
		}
		if (accords(scene, here) && accordance == TOKEN_NONE)
			accordance = here;
	}
	return accordance != TOKEN_NONE ? by_accordance(scene, accordance, before.end)
					: by_opinion(scene, before);
}

/* The reporter's words behind a quotation up to the next one, without the comma between. */
static struct span without_comma(const struct scene *scene, struct span after)
{
	size_t start = after.start;
	while (start < after.end && scene_outside(scene, start) &&
		scene_is(scene, start, " , — – - [ ] ( ) 1 2 3 4 5 6 7 8 9 "))
		start++;
	size_t end = start;
	while (end < after.end && scene_outside(scene, end))
		end++;
	return (struct span){start, end};
}

/* “...” was Orlov’s answer. */
static struct attribution by_answer(const struct scene *scene, struct span words)
{
	struct attribution found = attribution_none();
	if (!scene_is(scene, words.start, " was is were came "))
		return found;
	for (size_t i = words.start + 1; i < words.end && i < words.start + 8; i++) {
		size_t name = scene_name(scene, i);
		if (scene_is(scene, i,
			    " reply answer response verdict message warning assessment "
			    "conclusion advice explanation ") &&
			scene_is(scene, i + 1, " from of by ")) {
			found.party = subject_right(scene, i + 2, words.end);
			found.cue = words.start;
			found.confidence = 60;
			break;
		}
		if (name == NAME_NONE || !scene_is(scene, i + 1, " 's ' ’ "))
			continue;
		const struct name *whose = &scene->finder->names[name];
		if (whose->mention.type != ENTITY_PERSON)
			continue;
		found.party = (struct party){.words = {whose->token, whose->token_end},
			.name = name,
			.entity = whose->mention.entity};
		found.cue = words.start;
		found.confidence = 50;
		break;
	}
	return found;
}

/* A word that may be the past or present tense of a verb no list knows: "chuckled". */
static bool may_be_verb(const struct scene *scene, size_t token)
{
	if (!scene_outside(scene, token) || scene_name(scene, token) != NAME_NONE)
		return false;
	const struct token *here = &scene->tokens.items[token];
	struct str word = finder_word(scene->finder, here);
	return here->kind == TOKEN_WORD && !here->capitalised && word.len > 3 &&
	       (str_ends(word, STR("ed")) || str_ends(word, STR("s")));
}

/* “...,” Orlov chuckled; “...,” chuckled Orlov: a verb that no list knows in the place of a
 * cue, directly beside a name or a pronoun. */
static struct attribution by_place(const struct scene *scene, struct span words)
{
	struct attribution found = attribution_none();
	size_t reach = words.end < words.start + 10 ? words.end : words.start + 10;
	if (may_be_verb(scene, words.start)) {
		found.cue = words.start;
		found.party = subject_right(scene, words.start + 1, words.end);
	}
	for (size_t i = words.start + 1; i < reach && found.cue == TOKEN_NONE; i++)
		if (may_be_verb(scene, i)) {
			found.cue = i;
			found.party = subject_left(scene, i, words);
		}
	struct span who = found.party.words;
	bool stops = found.cue != TOKEN_NONE && scene_is(scene, found.cue + 1, " . , ; ") &&
		     scene_is(scene, who.start, " a an one another the ");
	bool sure = found.party.name != NAME_NONE || stops ||
		    (found.party.entity != ENTITY_NONE && who.end == who.start + 1);
	found.confidence = 60;
	return sure ? found : attribution_none();
}

/* The cue in the words behind: "he said", "said Orlov", "Orlov told reporters". */
struct attribution cue_after(const struct scene *scene, struct span after)
{
	struct span words = without_comma(scene, after);
	size_t start = words.start, end = words.end;
	if (start < end && scene_speaks(scene, start) &&
		!scene_is(scene, start + 1, " that to in at "))
		return by_verb(scene, start, words, true);
	for (size_t i = start; i < end && i < start + 24; i++) {
		if (accords(scene, i))
			return by_accordance(scene, i, end);
		if (scene_is(scene, i, " ; "))
			break;
		if (i > start && scene_speaks(scene, i)) {
			bool inverted = !scene_outside(scene, i - 1);
			return by_verb(scene, i, words, inverted);
		}
	}
	return by_answer(scene, words);
}

/* Whether the reporter's words before lead straight into the quotation. */
static bool leads_in(const struct scene *scene, struct span before)
{
	return before.end > before.start && (scene_is(scene, before.end - 1, " , : that ") ||
						    scene_speaks(scene, before.end - 1) ||
						    scene_attributes(scene, before.end - 1));
}

/* Whether the words behind belong to the quotation: ...," or "...", or a question. */
static bool leads_out(const struct scene *scene, const struct quote *quote, struct span after)
{
	struct str inner = finder_text(scene->finder, quote->range);
	if (after.start >= after.end)
		return false;
	return scene_is(scene, after.start, " , ") || str_ends(inner, STR(",")) ||
	       str_ends(inner, STR("?")) || str_ends(inner, STR("!")) ||
	       str_ends(inner, STR("—")) || scene_speaks(scene, after.start) ||
	       scene_is(scene, after.start, " he she they ");
}

/* “...,” and Orlov confirmed: a new clause with a matter of its own. */
static bool begins_clause(const struct scene *scene, struct span after)
{
	size_t at = after.start + scene_is(scene, after.start, " , ; ");
	return scene_is(scene, at, " and but while whereas although though because so yet or ");
}

/* “...,” or “...”, behind which the reporter must go on with who said it. */
static bool ends_in_comma(
	const struct scene *scene, const struct quote *quote, struct span after)
{
	return after.start < after.end &&
	       (scene_is(scene, after.start, " , ") ||
		       str_ends(finder_text(scene->finder, quote->range), STR(",")));
}

static bool ends_in_ed(const struct scene *scene, size_t token)
{
	return str_ends(finder_word(scene->finder, &scene->tokens.items[token]), STR("ed"));
}

/* The city reasoned, “...”: a verb that no list knows before the comma or the colon. */
static struct attribution by_place_before(const struct scene *scene, struct span before)
{
	struct attribution found = attribution_none();
	if (before.end < before.start + 3 || !scene_is(scene, before.end - 1, " , : ") ||
		!may_be_verb(scene, before.end - 2) || !ends_in_ed(scene, before.end - 2))
		return found;
	found.cue = before.end - 2;
	found.party = subject_left(scene, found.cue, before);
	found.confidence = 60;
	return found;
}

/* The passive verb of "was hailed as" that leads into the quotation, or TOKEN_NONE. */
static size_t passive_before(const struct scene *scene, struct span before)
{
	for (size_t i = before.end; i > before.start && before.end - i < 8; i--)
		if (scene_speaks(scene, i - 1) || scene_attributes(scene, i - 1))
			return is_passive(scene, i - 1) ? i - 1 : TOKEN_NONE;
	return TOKEN_NONE;
}

/* "Rome is “concerned” about the talks, Orlov told reporters": the cue that ends a sentence in
 * which nothing else reports speech. */
static struct attribution cue_trailing(const struct scene *scene, struct span after)
{
	struct attribution found = attribution_none();
	for (size_t i = after.end; i > after.start + 1; i--) {
		size_t verb = i - 1, comma = verb;
		if (!scene_outside(scene, verb))
			break;
		if (!scene_speaks(scene, verb))
			continue;
		while (comma > after.start && verb - comma < 14 &&
			scene_outside(scene, comma) && !scene_is(scene, comma, " , "))
			comma--;
		if (!scene_is(scene, comma, " , ") || !scene_outside(scene, comma) ||
			scene_is(scene, comma + 1,
				" and but or who which that as while when where although "
				"because since if "))
			continue;
		if (comma + 1 < verb)
			found = by_verb(
				scene, verb, (struct span){comma + 1, after.end}, false);
		else if (!str_ends(finder_word(scene->finder, &scene->tokens.items[verb]),
				 STR("ing")))
			found = by_verb(scene, verb, (struct span){verb, after.end}, true);
		found.confidence = 80;
		if (attribution_has_party(&found))
			break;
	}
	return attribution_has_party(&found) ? found : attribution_none();
}

/* Ivan Orlov dared Rome to “try”, saying ...: the subject of the sentence so far. */
static struct attribution by_participle_behind(
	const struct scene *scene, struct span before, struct span after)
{
	struct attribution found = attribution_none();
	size_t at = after.start + scene_is(scene, after.start, " , ");
	if (at >= after.end || !scene_speaks(scene, at) ||
		!str_ends(finder_word(scene->finder, &scene->tokens.items[at]), STR("ing")))
		return found;
	found.party = subject_first(scene, before);
	found.cue = at;
	found.confidence = 65;
	return found;
}

struct attribution cue_find(const struct scene *scene, const struct quote *quote,
	struct span tokens, struct span before, struct span after)
{
	struct attribution ahead = cue_before(scene, before);
	if (!attribution_has_party(&ahead))
		ahead = by_place_before(scene, before);
	if (scene_is(scene, after.start, " by ") && scene_outside(scene, after.start)) {
		size_t verb = passive_before(scene, before);
		struct party by = {.name = NAME_NONE, .entity = ENTITY_NONE};
		if (verb != TOKEN_NONE)
			by = subject_right(scene, after.start + 1, after.end);
		if (by.words.end) {
			ahead.party = by;
			ahead.cue = verb;
			ahead.confidence = 95;
		}
	}
	if (opens_with_participle(scene, before) && scene_is(scene, after.start, " , ")) {
		ahead.party = subject_right(scene, after.start + 1, after.end);
		ahead.cue = before.start;
		ahead.confidence = 80;
		return ahead;
	}
	bool led = leads_in(scene, before) && attribution_has_party(&ahead);
	bool first = before.start >= before.end || !attribution_has_party(&ahead);
	if (!led && (first || leads_out(scene, quote, after))) {
		bool whole = before.start >= before.end;
		struct attribution behind = by_participle_behind(scene, before, after);
		if (attribution_has_party(&behind))
			return behind;
		if (whole || (leads_out(scene, quote, after) && !begins_clause(scene, after)))
			behind = cue_after(scene, after);
		if (whole && !attribution_has_party(&behind) &&
			ends_in_comma(scene, quote, after))
			behind = by_place(scene, without_comma(scene, after));
		if (attribution_has_party(&behind) && (first || tokens.end - tokens.start > 10))
			return behind;
	}
	return first && before.end > before.start ? cue_trailing(scene, after) : ahead;
}
