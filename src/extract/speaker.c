/* Who said it: for every quotation the cue, the words that name the speaker, the entity they
 * stand for, the source and the kind.
 *
 * A cue in the reporter's own words decides: before the quotation or behind it, whichever
 * belongs to it more closely. A quotation without one belongs to the speaker of the quotation
 * before it, in the same paragraph or in the one before when nothing else is said; then to the
 * subject of the sentence before. */
#include "speech.h"

struct attribution {
	struct party party;
	size_t cue;          /* TOKEN_NONE when nothing reports speech */
	struct range source; /* known from the cue itself: "Reuters quoted" */
	uint8_t confidence;
};

static struct attribution unattributed(void)
{
	return (struct attribution){
		.party = {.name = NAME_NONE, .entity = ENTITY_NONE}, .cue = TOKEN_NONE};
}

static bool has_party(const struct attribution *found)
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

/* "Reuters quoted Orlov as saying": the speaker is the object, the subject the source. */
static bool quoted_object(
	const struct scene *scene, size_t verb, struct span bounds, struct attribution *found)
{
	if (!scene_is(scene, verb, " saying ") || verb < 3 ||
		!scene_is(scene, verb - 1, " as "))
		return false;
	for (size_t i = verb - 2; i > bounds.start && verb - i < 14; i--) {
		if (!scene_is(scene, i, " quoted cited quotes cites "))
			continue;
		if (scene_is(scene, i - 1, " was were been is are ")) {
			found->party = subject_left(scene, i - 1, bounds);
			return has_party(found);
		}
		found->party = subject_right(scene, i + 1, verb - 1);
		found->source = scene_range(scene, subject_left(scene, i, bounds).words);
		return has_party(found);
	}
	return false;
}

static struct attribution by_verb(
	const struct scene *scene, size_t verb, struct span bounds, bool inverted)
{
	struct attribution found = unattributed();
	found.cue = verb;
	found.confidence = 90;
	if (quoted_object(scene, verb, bounds, &found))
		return found;
	found.party = agent(scene, verb, bounds.end);
	if (!has_party(&found) && inverted)
		found.party = subject_right(scene, verb + 1, bounds.end);
	if (!has_party(&found))
		found.party = subject_left(scene, verb, bounds);
	if (!has_party(&found) && verb > 0 && !scene_outside(scene, verb - 1))
		found.party = subject_right(scene, verb + 1, bounds.end);
	return found;
}

static struct attribution by_accordance(const struct scene *scene, size_t token, size_t end)
{
	struct attribution found = unattributed();
	found.party = subject_right(scene, token + 2, end);
	/* "according to a letter on Monday by the minister" */
	for (size_t i = token + 3; i < end && i < token + 10 && scene_outside(scene, i); i++)
		if (found.party.name == NAME_NONE && scene_is(scene, i, " by from of ") &&
			scene_document(scene, (struct span){token + 2, i})) {
			found.party = subject_right(scene, i + 1, end);
			found.source = scene_range(scene, (struct span){token + 2, i});
			break;
		}
	found.cue = token;
	found.confidence = 75;
	return found;
}

static bool accords(const struct scene *scene, size_t token)
{
	return scene_outside(scene, token) && scene_is(scene, token, " according ") &&
	       scene_is(scene, token + 1, " to ");
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

/* The cue in the words before the quotation that stands nearest to it. */
static struct attribution find_before(const struct scene *scene, struct span before)
{
	size_t accordance = TOKEN_NONE;
	for (size_t i = before.end; i > before.start; i--) {
		size_t here = i - 1;
		if (here == before.start && opens_with_participle(scene, before))
			break;
		if (scene_speaks(scene, here) || scene_attributes(scene, here)) {
			struct attribution found = by_verb(scene, here, before, false);
			if (has_party(&found))
				return found;
		}
		if (accords(scene, here) && accordance == TOKEN_NONE)
			accordance = here;
	}
	return accordance != TOKEN_NONE ? by_accordance(scene, accordance, before.end)
					: unattributed();
}

/* The cue in the words behind: "he said", "said Orlov", "Orlov told reporters". */
static struct attribution find_after(const struct scene *scene, struct span after)
{
	size_t start = after.start;
	while (start < after.end && scene_outside(scene, start) &&
		scene_is(scene, start, " , — – - "))
		start++;
	size_t end = start;
	while (end < after.end && scene_outside(scene, end))
		end++;
	struct span words = {start, end};
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
	return unattributed();
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

static struct attribution find_cue(const struct scene *scene, const struct quote *quote,
	struct span tokens, struct span before, struct span after)
{
	struct attribution ahead = find_before(scene, before);
	bool passive = ahead.cue != TOKEN_NONE && ahead.cue > 0 &&
		       scene_is(scene, ahead.cue - 1, " was were is are been being ");
	if (passive && after.start < after.end && scene_is(scene, after.start, " by ")) {
		struct party by = subject_right(scene, after.start + 1, after.end);
		if (by.words.end)
			ahead.party = by;
	}
	if (opens_with_participle(scene, before) && scene_is(scene, after.start, " , ")) {
		ahead.party = subject_right(scene, after.start + 1, after.end);
		ahead.cue = before.start;
		ahead.confidence = 80;
		return ahead;
	}
	bool led = leads_in(scene, before) && has_party(&ahead);
	bool first = before.start >= before.end || !has_party(&ahead);
	if (!led && (first || leads_out(scene, quote, after))) {
		bool whole = before.start >= before.end;
		struct attribution behind = unattributed();
		if (whole || leads_out(scene, quote, after))
			behind = find_after(scene, after);
		if (has_party(&behind) && (first || tokens.end - tokens.start > 10))
			return behind;
	}
	return ahead;
}

/* ---- without a cue of its own */

static void carry(struct quote *quote, const struct quote *from, uint8_t confidence)
{
	quote->speaker = from->speaker;
	quote->speaker_name = from->speaker_name;
	quote->speaker_words = from->speaker_words;
	quote->source = from->source;
	quote->group = from->group;
	quote->confidence = confidence;
}

static void set_party(const struct scene *scene, struct quote *quote, const struct party *party,
	uint8_t confidence)
{
	struct finder *finder = scene->finder;
	quote->speaker = party->entity;
	quote->speaker_words = scene_range(scene, party->words);
	quote->speaker_name = party->entity != ENTITY_NONE
				      ? finder->entities[party->entity].canonical
				      : finder_text(finder, quote->speaker_words);
	if (party->guessed && confidence > 70)
		confidence = 70;
	quote->confidence = confidence;
	if (party->name == NAME_NONE)
		return;
	struct mention *mention = &finder->names[party->name].mention;
	if (mention->type == ENTITY_PLACE)
		mention->metonym = true;
}

/* The last quotation before `index` that is speech and has a speaker, within the block. */
static const struct quote *spoken_before(
	const struct finder *finder, size_t index, size_t start)
{
	for (size_t i = index; i > start; i--) {
		const struct quote *quote = &finder->quotes[i - 1];
		if (quote->kind != QUOTE_SCARE && range_length(quote->speaker_words))
			return quote;
	}
	return NULL;
}

static void guess(const struct scene *scene, size_t index, size_t first, struct span tokens)
{
	struct finder *finder = scene->finder;
	struct quote *quote = &finder->quotes[index];
	const struct quote *from = spoken_before(finder, index, first);
	if (from && from->kind == QUOTE_DIRECT) {
		carry(quote, from, 65);
		return;
	}
	struct span sentence = {tokens.start, tokens.start};
	while (sentence.start > 0 && sentence.end - sentence.start < 40) {
		sentence.start--;
		if (scene->tokens.items[sentence.start].sentence_start &&
			scene_outside(scene, sentence.start))
			break;
	}
	struct party party = subject_first(scene, sentence);
	if (party.words.end) {
		set_party(scene, quote, &party, 45);
		return;
	}
	if (from) {
		carry(quote, from, 50);
		return;
	}
	if (first == 0 || tokens.start > 0)
		return;
	const struct quote *last = &finder->quotes[first - 1];
	size_t block = document_block_at(finder->document, last->outer.start);
	size_t between = scene->block;
	while (between > 0 && between - 1 > block && !finder_reads(finder, between - 1))
		between--;
	if (between == block + 1 && last->kind == QUOTE_DIRECT &&
		range_length(last->speaker_words))
		carry(quote, last, last->group == quote->group ? 80 : 50);
}

/* ---- one quotation, one block, all */

static bool nested(const struct finder *finder, size_t index, size_t first)
{
	for (size_t i = index; i > first && index - i < 16; i--)
		if (finder->quotes[i - 1].outer.end > finder->quotes[index].outer.start)
			return true;
	return false;
}

/* A turn of a transcript names its speaker itself. */
static bool by_label(const struct scene *scene, struct quote *quote)
{
	struct range label = turn_label(scene->finder, quote);
	if (!range_length(label))
		return false;
	struct finder *finder = scene->finder;
	quote->speaker_words = label;
	quote->speaker_name = finder_text(finder, label);
	quote->confidence = 85;
	for (size_t i = finder_name_from(finder, label.start);
		i < finder->name_count && finder->names[i].mention.range.start < label.end; i++)
		if (finder->names[i].mention.type == ENTITY_PERSON) {
			quote->speaker = finder->names[i].mention.entity;
			quote->speaker_name = finder->entities[quote->speaker].canonical;
		}
	return true;
}

/* “However,” he said, “...”: a short beginning of speech that is interrupted at once. */
static bool opens_speech(const struct scene *scene, const struct quote *quote,
	struct span tokens, const struct attribution *found)
{
	struct span before = scene_before(scene, tokens);
	struct str inner = finder_text(scene->finder, quote->range);
	return has_party(found) && before.start >= before.end && found->cue >= tokens.end &&
	       found->cue < tokens.end + 8 && inner.s[0] >= 'A' && inner.s[0] <= 'Z' &&
	       (str_ends(inner, STR(",")) || scene_is(scene, tokens.end, " , he she "));
}

static void attribute(const struct scene *scene, size_t index, size_t first, bool single_style)
{
	struct finder *finder = scene->finder;
	struct quote *quote = &finder->quotes[index];
	if (nested(finder, index, first)) {
		quote->kind = QUOTE_SCARE;
		quote->confidence = 60;
		return;
	}
	struct span tokens = scene_quote_tokens(scene, quote);
	if (by_label(scene, quote))
		return;
	struct span before = scene_before(scene, tokens);
	struct span after = scene_after(scene, tokens);
	struct attribution found = find_cue(scene, quote, tokens, before, after);
	quote->kind = kind_of(
		scene, quote, tokens, has_party(&found) ? found.cue : TOKEN_NONE, single_style);
	if (quote->kind != QUOTE_DIRECT && opens_speech(scene, quote, tokens, &found))
		quote->kind = QUOTE_DIRECT;
	if (quote->kind == QUOTE_SCARE) {
		/* "Beijing has advocated a “dual-suspension” approach": whose term it is. */
		if (has_party(&found) && found.cue < tokens.start &&
			tokens.start - found.cue <= 3 && found.cue + 1 < tokens.start)
			set_party(scene, quote, &found.party, 50);
		quote->confidence = 60;
		return;
	}
	if (!has_party(&found)) {
		guess(scene, index, first, tokens);
		return;
	}
	set_party(scene, quote, &found.party, found.confidence);
	quote->cue = scene_range(scene, (struct span){found.cue, found.cue + 1});
	quote->source = range_length(found.source)
				? found.source
				: source_find(scene, before, after, &found.party);
	const struct quote *last = index > first ? &finder->quotes[index - 1] : NULL;
	if (last && last->kind != QUOTE_SCARE && last->cue.start == quote->cue.start &&
		range_length(last->cue))
		quote->group = last->group;
}

/* Whether the article quotes with single marks: more of them outside than double ones. */
static bool uses_single(const struct finder *finder)
{
	size_t single = 0, doubled = 0;
	for (size_t i = 0; i < finder->quote_count; i++) {
		struct str outer = finder_text(finder, finder->quotes[i].outer);
		if (str_starts(outer, STR("‘")) ||
			(str_starts(outer, STR("'")) && !str_starts(outer, STR("''"))))
			single++;
		else if (finder->quotes[i].outer.start < finder->quotes[i].range.start)
			doubled++;
	}
	return single > doubled * 2;
}

/* The first paragraphs of a quotation whose cue comes at its end. */
static void complete_groups(struct finder *finder)
{
	for (size_t i = finder->quote_count; i > 1; i--) {
		const struct quote *next = &finder->quotes[i - 1];
		struct quote *quote = &finder->quotes[i - 2];
		if (quote->group == next->group && !range_length(quote->speaker_words) &&
			quote->kind != QUOTE_SCARE && range_length(next->speaker_words))
			carry(quote, next, 80);
	}
}

void speakers_find(struct finder *finder)
{
	bool single_style = uses_single(finder);
	struct scene scene;
	for (size_t first = 0, end; first < finder->quote_count; first = end) {
		size_t block = document_block_at(
			finder->document, finder->quotes[first].outer.start);
		end = first + 1;
		while (end < finder->quote_count &&
			finder->quotes[end].outer.start <
				finder->document->blocks[block].range.end)
			end++;
		scene_enter(&scene, finder, block, first, end);
		for (size_t i = first; i < end; i++)
			attribute(&scene, i, first, single_style);
	}
	complete_groups(finder);
}
