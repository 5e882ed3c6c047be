/* Who said it: for every quotation the cue, the words that name the speaker, the entity they
 * stand for, the source and the kind.
 *
 * A cue in the reporter's own words decides: before the quotation or behind it, whichever
 * belongs to it more closely. A quotation without one belongs to the speaker of the quotation
 * before it, in the same paragraph or in the one before when nothing else is said; then to the
 * subject of the sentence before. */
#include "speech.h"

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

static void set_words(struct finder *finder, struct quote *quote, const struct party *party,
	struct range words, uint8_t confidence)
{
	quote->speaker = party->entity;
	quote->speaker_words = words;
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

static void set_party(const struct scene *scene, struct quote *quote, const struct party *party,
	uint8_t confidence)
{
	set_words(scene->finder, quote, party, scene_range(scene, party->words), confidence);
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

/* The first quotation of the block that `index` or an earlier one lies in. */
static size_t first_of_block(const struct finder *finder, size_t index, size_t block)
{
	size_t start = finder->document->blocks[block].range.start;
	while (index > 0 && finder->quotes[index - 1].outer.start >= start)
		index--;
	return index;
}

/* The block before this one that is read, or BLOCK_NONE. */
static size_t block_before(const struct finder *finder, size_t block)
{
	for (size_t i = block; i-- > 0 && block - i < 8;)
		if (finder_reads(finder, i))
			return i;
	return BLOCK_NONE;
}

/* The reporter's last sentence of a block. */
static struct span last_sentence(const struct scene *scene)
{
	struct span sentence = {scene->tokens.count, scene->tokens.count};
	while (sentence.start > 0) {
		sentence.start--;
		if (scene->tokens.items[sentence.start].sentence_start)
			break;
	}
	return sentence;
}

/* Whose words a paragraph announces that stands before a quotation: "The minister wrote:", or,
 * less surely, of whom its last sentence speaks. */
static struct attribution announced(
	const struct finder *finder, const struct scene *scene, size_t first, bool by_colon)
{
	struct attribution found = attribution_none();
	size_t block = block_before(finder, scene->block);
	if (block == BLOCK_NONE)
		return found;
	struct str text = finder_text(finder, finder->document->blocks[block].range);
	enum block_kind kind = finder->document->blocks[block].kind;
	bool colon = str_ends(text, STR(":"));
	if (!colon && (by_colon || kind == BLOCK_TITLE || kind == BLOCK_HEADING))
		return found;
	struct scene before = {0};
	scene_enter(&before, scene->finder, block, first_of_block(finder, first, block), first);
	struct span sentence = last_sentence(&before);
	if (colon)
		found = cue_before(&before, sentence);
	if (!attribution_has_party(&found))
		found.party = subject_first(&before, sentence);
	if (!attribution_has_party(&found) && !colon)
		found.party = subject_first(&before, (struct span){0, before.tokens.count});
	found.confidence = colon ? 75 : 40;
	found.words = scene_range(&before, found.party.words);
	if (found.cue != TOKEN_NONE)
		found.cue_words = scene_range(&before, (struct span){found.cue, found.cue + 1});
	return found;
}

/* Nothing in the sentence says whose words these are: the speaker of the quotation before, the
 * subject of the sentence before, what the paragraph before was about. */
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
	if (tokens.start > 0)
		return;
	struct attribution found = announced(finder, scene, first, true);
	if (!attribution_has_party(&found) && first > 0) {
		const struct quote *last = &finder->quotes[first - 1];
		bool next = block_before(finder, scene->block) ==
			    document_block_at(finder->document, last->outer.start);
		if (next && last->kind == QUOTE_DIRECT && range_length(last->speaker_words)) {
			carry(quote, last, last->group == quote->group ? 80 : 50);
			return;
		}
	}
	if (!attribution_has_party(&found))
		found = announced(finder, scene, first, false);
	if (!attribution_has_party(&found))
		return;
	set_words(finder, quote, &found.party, found.words, found.confidence);
	quote->cue = found.cue_words;
}

/* ---- one quotation, one block, all */

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
	for (size_t i = finder_name_from(finder, label.start);
		i < finder->name_count && finder->names[i].mention.range.start < label.end; i++)
		if (quote->speaker == ENTITY_NONE && !letter &&
			finder->names[i].mention.type == ENTITY_PERSON)
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
	set_party(scene, quote, &party, 60);
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
	set_words(finder, quote, &party, scene_range(&credit, party.words), 80);
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
			set_party(scene, quote, &found.party, 50);
		quote->confidence = 60;
		return;
	}
	if (!attribution_has_party(&found)) {
		if (!by_heading(scene, quote, tokens) && !by_credit(scene, quote))
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
		join(quote, last);
}

/* Whether the article quotes with single marks: more of them outside than double ones. */
static bool uses_single(const struct finder *finder)
{
	size_t single = 0, doubled = 0, end = 0;
	for (size_t i = 0; i < finder->quote_count; i++) {
		struct str outer = finder_text(finder, finder->quotes[i].outer);
		if (finder->quotes[i].outer.start < end)
			continue; /* inside another one */
		end = finder->quotes[i].outer.end;
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
		bool better = !range_length(quote->speaker_words) ||
			      (!range_length(quote->cue) && range_length(next->cue));
		if (quote->group == next->group && better && quote->kind != QUOTE_SCARE &&
			range_length(next->speaker_words))
			carry(quote, next, 80);
	}
}

void speakers_find(struct finder *finder)
{
	bool single_style = uses_single(finder);
	struct scene scene = {0};
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
