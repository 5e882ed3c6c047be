/* Who speaks when the sentence of a quotation does not say: the speaker of the quotation before
 * it, the subject of the sentence before, the paragraph before that announces it ("The minister
 * wrote:") or, least surely, whom that paragraph was about. */
#include "speech.h"

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
void context_guess(const struct scene *scene, size_t index, size_t first, struct span tokens)
{
	struct finder *finder = scene->finder;
	struct quote *quote = &finder->quotes[index];
	const struct quote *from = spoken_before(finder, index, first);
	if (from && from->kind == QUOTE_DIRECT) {
		speaker_carry(finder, quote, from, 85);
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
		speaker_set(scene, quote, &party, 45);
		return;
	}
	if (from) {
		speaker_carry(finder, quote, from, 65);
		return;
	}
	if (tokens.start > 0 && !scene_is(scene, tokens.start - 1, " > "))
		return;
	struct attribution found = announced(finder, scene, first, true);
	if (!attribution_has_party(&found) && first > 0) {
		const struct quote *last = &finder->quotes[first - 1];
		bool next = block_before(finder, scene->block) ==
			    document_block_at(finder->document, last->outer.start);
		if (next && last->kind == QUOTE_DIRECT && range_length(last->speaker_words)) {
			speaker_carry(
				finder, quote, last, last->group == quote->group ? 98 : 60);
			return;
		}
	}
	if (!attribution_has_party(&found))
		found = announced(finder, scene, first, false);
	if (!attribution_has_party(&found))
		return;
	speaker_set_words(finder, quote, &found.party, found.words, found.confidence);
	quote->cue = found.cue_words;
}
