/* Who said it: for every quotation the cue, the words that name the speaker, the entity they
 * stand for, the source and the kind.
 *
 * A cue in the reporter's own words decides: before the quotation or behind it, whichever
 * belongs to it more closely. A quotation without one belongs to the speaker of the quotation
 * before it, in the same paragraph or in the one before when nothing else is said; then to the
 * subject of the sentence before. */
#include "speech.h"

/* Put a quotation into another group, with the paragraphs behind it that continue it. */
static void regroup(struct finder *finder, struct quote *quote, uint32_t group)
{
	uint32_t old = quote->group;
	const struct quote *end = finder->quotes + finder->quote_count;
	for (; old != group && quote < end && quote->group == old; quote++)
		quote->group = group;
}

void speaker_carry(
	struct finder *finder, struct quote *quote, const struct quote *from, uint8_t percent)
{
	quote->speaker = from->speaker;
	quote->speaker_name = from->speaker_name;
	quote->speaker_words = from->speaker_words;
	quote->source = from->source;
	regroup(finder, quote, from->group);
	quote->confidence = (uint8_t)(from->confidence * percent / 100);
}

struct str party_name(
	const struct finder *finder, const struct party *party, struct range words)
{
	if (party->entity != ENTITY_NONE)
		return finder->entities[party->entity].canonical;
	return finder_text(finder, range_length(party->antecedent) ? party->antecedent : words);
}

void speaker_set_words(struct finder *finder, struct quote *quote, const struct party *party,
	struct range words, uint8_t confidence)
{
	quote->speaker = party->entity;
	quote->speaker_words = words;
	quote->speaker_name = party_name(finder, party, words);
	/* "he" and "the minister" may be somebody else; "officials" are just that */
	bool resolved = party->guessed && party->entity != ENTITY_NONE;
	quote->confidence = (uint8_t)(resolved ? confidence * 19 / 20 : confidence);
	if (party->name == NAME_NONE)
		return;
	struct mention *mention = &finder->names[party->name].mention;
	if (mention->type == ENTITY_PLACE)
		mention->metonym = true;
}

void speaker_set(const struct scene *scene, struct quote *quote, const struct party *party,
	uint8_t confidence)
{
	speaker_set_words(
		scene->finder, quote, party, scene_range(scene, party->words), confidence);
}

static bool nested(const struct finder *finder, size_t index, size_t first)
{
	for (size_t i = index; i > first && index - i < 16; i--)
		if (finder->quotes[i - 1].outer.end > finder->quotes[index].outer.start)
			return true;
	return false;
}

/* How many of the article's first entities a label is looked for in. */
#define CAST 200

/* The person an article names "Andrei Orlov" and the transcript "PRESIDENT ORLOV". */
static uint32_t person_labelled(const struct finder *finder, struct str label)
{
	struct str surname = scene_last_word(label);
	size_t reach = finder->entity_count < CAST ? finder->entity_count : CAST;
	for (size_t i = 0; i < reach && surname.len > 1; i++) {
		const struct entity *entity = &finder->entities[i];
		if (entity->type == ENTITY_PERSON && entity->canonical.len > surname.len &&
			str_equal_ascii_nocase(scene_last_word(entity->canonical), surname))
			return (uint32_t)i;
	}
	return ENTITY_NONE;
}

/* A turn of a transcript names its speaker itself. */
static bool by_label(const struct scene *scene, struct quote *quote)
{
	struct range label = turn_label(scene->finder, quote);
	if (!range_length(label))
		return false;
	struct finder *finder = scene->finder;
	quote->kind = QUOTE_DIRECT;
	quote->speaker_words = label;
	bool letter = range_length(label) < 2; /* "Q" */
	quote->speaker = person_labelled(finder, finder_text(finder, label));
	bool known = quote->speaker != ENTITY_NONE || letter;
	for (size_t i = finder_name_from(finder, label.start);
		!known && i < finder->name_count &&
		finder->names[i].mention.range.start < label.end;
		i++)
		if (finder->names[i].mention.type == ENTITY_PERSON)
			quote->speaker = finder->names[i].mention.entity;
	quote->speaker_name = quote->speaker != ENTITY_NONE
				      ? finder->entities[quote->speaker].canonical
				      : finder_text(finder, label);
	quote->confidence = 85;
	return true;
}

/* “However,” he said, “...”: a short beginning of speech that is interrupted at once. */
static bool opens_speech(const struct scene *scene, const struct quote *quote,
	struct span tokens, const struct attribution *found)
{
	struct span before = scene_before(scene, tokens);
	struct str inner = finder_text(scene->finder, quote->range);
	return attribution_has_party(found) && before.start >= before.end &&
	       found->cue >= tokens.end && found->cue < tokens.end + 8 && inner.s[0] >= 'A' &&
	       inner.s[0] <= 'Z' &&
	       (str_ends(inner, STR(",")) || scene_is(scene, tokens.end, " , he she "));
}

/* Two segments of one utterance; the clause that the cue interrupts is no fragment. */
static void join(struct quote *quote, const struct quote *last)
{
	bool interrupted = last->kind == QUOTE_DIRECT && last->cue.start > last->outer.end;
	quote->group = last->group;
	if (interrupted)
		quote->kind = QUOTE_DIRECT;
}

/* ‘Not one metre’: Orlov on the border talks. */
static bool by_heading(const struct scene *scene, struct quote *quote, struct span tokens)
{
	enum block_kind kind = scene->finder->document->blocks[scene->block].kind;
	if ((kind != BLOCK_TITLE && kind != BLOCK_HEADING) ||
		!scene_is(scene, tokens.end, " : — – - "))
		return false;
	struct party party = subject_right(scene, tokens.end + 1, scene->tokens.count);
	if (party.name == NAME_NONE)
		return false;
	speaker_set(scene, quote, &party, 60);
	return true;
}

/* A block quotation whose author stands below it. */
static bool by_credit(const struct scene *scene, struct quote *quote)
{
	struct finder *finder = scene->finder;
	const struct document *document = finder->document;
	size_t next = scene->block + 1, offset;
	while (next < document->block_count && next < scene->block + 3 &&
		!finder_reads(finder, next))
		next++;
	if (document->blocks[scene->block].kind != BLOCK_QUOTATION ||
		next >= document->block_count || !turn_credits(finder, next, &offset))
		return false;
	struct scene credit = {0};
	scene_enter(&credit, finder, next, finder->quote_count, finder->quote_count);
	size_t from = 0;
	while (from < credit.tokens.count && credit.tokens.items[from].start < offset)
		from++;
	struct party party = subject_right(&credit, from, credit.tokens.count);
	if (!party.words.end)
		return false;
	speaker_set_words(finder, quote, &party, scene_range(&credit, party.words), 80);
	return true;
}

static bool is_unclosed(const struct quote *quote)
{
	return quote->outer.end == quote->range.end && quote->outer.start < quote->range.start;
}

/* Whether the next quotation continues this one. */
static bool goes_on(const struct finder *finder, size_t index)
{
	return index + 1 < finder->quote_count &&
	       finder->quotes[index + 1].group == finder->quotes[index].group;
}

/* How far into a quotation that was never closed its end is looked for, in tokens. */
#define CUT_REACH 80

/* “We wait, Orlov said. The talks ...: the closing mark is missing before the cue. */
static void cut_at_cue(struct scene *scene, struct quote *quote)
{
	struct span tokens = scene_quote_tokens(scene, quote);
	size_t reach = tokens.start + CUT_REACH < tokens.end ? tokens.start + CUT_REACH
							     : tokens.end;
	for (size_t i = tokens.start + 2; i + 2 < reach; i++) {
		if (!scene_is(scene, i, " , ? ! "))
			continue;
		uint32_t mark = scene->quote_at[i];
		size_t end = i + 1;
		for (; end < reach && !(end > i + 1 && scene->tokens.items[end].sentence_start);
			end++)
			scene->quote_at[end] = 0;
		struct attribution found = cue_after(scene, (struct span){i + 1, end});
		bool close = attribution_has_party(&found) && found.cue < i + 10 &&
			     (found.party.name != NAME_NONE ||
				     scene_is(scene, found.party.words.start, " he she they "));
		if (!close) {
			for (size_t j = i + 1; j < end; j++)
				scene->quote_at[j] = mark;
			continue;
		}
		for (; end < tokens.end; end++)
			scene->quote_at[end] = 0;
		quote->range.end = quote->outer.end =
			scene_range(scene, (struct span){i, i + 1}).end;
		return;
	}
}

static void attribute(struct scene *scene, size_t index, size_t first, bool single_style)
{
	struct finder *finder = scene->finder;
	struct quote *quote = &finder->quotes[index];
	if (nested(finder, index, first)) {
		quote->kind = QUOTE_SCARE;
		quote->confidence = 60;
		return;
	}
	if (by_label(scene, quote))
		return;
	if (is_unclosed(quote) && !goes_on(finder, index))
		cut_at_cue(scene, quote);
	struct span tokens = scene_quote_tokens(scene, quote);
	struct span before = scene_before(scene, tokens);
	struct span after = scene_after(scene, tokens);
	struct attribution found = cue_find(scene, quote, tokens, before, after);
	quote->kind = kind_of(scene, quote, tokens,
		attribution_has_party(&found) ? found.cue : TOKEN_NONE, single_style);
	if (quote->kind != QUOTE_DIRECT && opens_speech(scene, quote, tokens, &found))
		quote->kind = QUOTE_DIRECT;
	if (quote->kind == QUOTE_SCARE) {
		/* "Beijing has advocated a “dual-suspension” approach": whose term it is. */
		if (attribution_has_party(&found) && found.cue < tokens.start &&
			tokens.start - found.cue <= 3 && found.cue + 1 < tokens.start)
			speaker_set(scene, quote, &found.party, 50);
		quote->confidence = 60;
		return;
	}
	if (!attribution_has_party(&found)) {
		if (!by_heading(scene, quote, tokens) && !by_credit(scene, quote))
			context_guess(scene, index, first, tokens);
		return;
	}
	speaker_set(scene, quote, &found.party, found.confidence);
	quote->cue = scene_range(scene, (struct span){found.cue, found.cue + 1});
	quote->source = range_length(found.source)
				? found.source
				: source_find(scene, before, after, &found.party);
	const struct quote *last = index > first ? &finder->quotes[index - 1] : NULL;
	if (last && last->kind != QUOTE_SCARE && last->cue.start == quote->cue.start &&
		range_length(last->cue))
		join(quote, last);
}

void speakers_learn_style(struct finder *finder, size_t index)
{
	const struct quote *quote = &finder->quotes[index];
	struct style *style = &finder->style;
	struct str outer = finder_text(finder, quote->outer);
	if (quote->outer.start < style->end)
		return; /* inside another one */
	style->end = quote->outer.end;
	if (str_starts(outer, STR("‘")) ||
		(str_starts(outer, STR("'")) && !str_starts(outer, STR("''"))))
		style->single++;
	else if (quote->outer.start < quote->range.start)
		style->doubled++;
}

/* Whether the article quotes with single marks: more of them outside than double ones. */
static bool uses_single(const struct finder *finder)
{
	return finder->style.single > finder->style.doubled * 2;
}

void speakers_find(struct finder *finder, size_t block)
{
	struct range range = finder->document->blocks[block].range;
	size_t first = finder_quotes_before(finder, range.start);
	size_t end = first;
	while (end < finder->quote_count && finder->quotes[end].outer.start < range.end)
		end++;
	if (first == end)
		return;
	struct scene scene = {0};
	scene_enter(&scene, finder, block, first, end);
	for (size_t i = first; i < end; i++)
		attribute(&scene, i, first, uses_single(finder));
	arena_reset(finder->scratch);
}

/* The first paragraphs of a quotation whose cue comes at its end. */
void speakers_complete(struct finder *finder, size_t index)
{
	if (index == 0)
		return;
	const struct quote *next = &finder->quotes[finder->quote_count - index];
	struct quote *quote = &finder->quotes[finder->quote_count - index - 1];
	bool better = !range_length(quote->speaker_words) ||
		      (!range_length(quote->cue) && range_length(next->cue));
	if (quote->group == next->group && better && quote->kind != QUOTE_SCARE &&
		range_length(next->speaker_words))
		speaker_carry(finder, quote, next, 95);
}

/* How sure the words are one quotation, in per cent: the marks say so fully, half of them less,
 * and where one is missing without a paragraph that goes on, hardly. */
static unsigned span_certainty(const struct finder *finder, size_t index)
{
	const struct quote *quote = &finder->quotes[index];
	bool opened = quote->outer.start < quote->range.start;
	bool closed = quote->outer.end > quote->range.end;
	bool continues = index > 0 && finder->quotes[index - 1].group == quote->group;
	char mark = finder->document->text.s[quote->outer.start];
	if (opened && closed)
		return mark == '\'' ? 90 : 100;
	if (opened)
		return goes_on(finder, index) ? 90 : 55;
	return closed || continues ? 80 : 90; /* run on, or set apart by the layout */
}

#define CERTAINTY_NOBODY 50 /* speech, but whose */
#define CERTAINTY_SCARE 60

/* A quotation is as sure as its span times its speaker. */
void speakers_settle(struct finder *finder, size_t index)
{
	struct quote *quote = &finder->quotes[index];
	unsigned speaker = range_length(quote->speaker_words) ? quote->confidence
							      : CERTAINTY_NOBODY;
	if (quote->kind == QUOTE_SCARE)
		speaker = CERTAINTY_SCARE;
	quote->confidence = (uint8_t)(span_certainty(finder, index) * speaker / 100);
}
