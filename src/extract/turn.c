/* Quotations without marks: the turns of a transcript and block quotations. */
#include "speech.h"

/* How many blocks away the next turn of a transcript may be. */
#define TURN_REACH 6
#define LABEL_BYTES 60

/* The length of "PRESIDENT ORLOV", "Q" or "Anna Orlova" before a colon at the block's start;
 * 0 when the block begins otherwise. */
static size_t label_length(const struct finder *finder, size_t block)
{
	struct range range = finder->document->blocks[block].range;
	struct str text = finder->document->text;
	size_t words = 0, capitals = 0, end = range.start;
	bool all_caps = true, word_start = true;

	for (; end < range.end && end - range.start < LABEL_BYTES && text.s[end] != ':';
		end++) {
		char c = text.s[end];

		if (c == ' ') {
			word_start = true;
			continue;
		}
		if (c == '\n' || c == '"' || c == ',' || c == ';')
			return 0;
		if (word_start) {
			words++;
			capitals += c >= 'A' && c <= 'Z';
			word_start = false;
		}
		all_caps = all_caps && !(c >= 'a' && c <= 'z');
	}
	if (end + 1 >= range.end || text.s[end] != ':' || text.s[end + 1] != ' ' || words == 0)
		return 0;
	struct str label = str_slice(text, (struct range){range.start, end});
	bool person = false;
	for (size_t i = finder_name_from(finder, range.start);
		i < finder->name_count && finder->names[i].mention.range.start < end; i++)
		person = person || finder->names[i].mention.type == ENTITY_PERSON;
	static const char *const roles[] = {
		"Q", "A", "Question", "Answer", "Moderator", "Host", "Reporter", "Interviewer"};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		person = person || str_equal_ascii_nocase(label, str_from(roles[i]));
	bool named = (all_caps && words <= 6) || (person && words == capitals && words <= 5);
	return named ? end - range.start : 0;
}

static bool turn_near(const struct finder *finder, size_t block)
{
	size_t from = block > TURN_REACH ? block - TURN_REACH : 0;

	for (size_t i = from; i <= block + TURN_REACH && i < finder->document->block_count; i++)
		if (i != block && finder_reads(finder, i) && label_length(finder, i))
			return true;
	return false;
}

static struct quote *add_unmarked(struct finder *finder, size_t start, size_t end)
{
	struct quote *quote = finder_add_quote(finder);

	*quote = (struct quote){
		.range = {start, end},
		.outer = {start, end},
		.kind = QUOTE_DIRECT,
		.speaker = ENTITY_NONE,
		.group = (uint32_t)finder->quote_count - 1,
	};
	return quote;
}

struct range turn_label(const struct finder *finder, const struct quote *quote)
{
	size_t block = document_block_at(finder->document, quote->range.start);
	size_t start = finder->document->blocks[block].range.start;

	if (quote->outer.start != quote->range.start || quote->range.start == start)
		return (struct range){0, 0};
	size_t length = label_length(finder, block);
	return (struct range){start, start + length};
}

void turns_find(struct finder *finder, size_t block)
{
	const struct block *here = &finder->document->blocks[block];
	struct str text = finder->document->text;

	if (here->kind == BLOCK_QUOTATION) {
		add_unmarked(finder, here->range.start, here->range.end);
		return;
	}
	if (here->kind != BLOCK_PARAGRAPH)
		return;
	size_t label = label_length(finder, block);
	if (label) {
		size_t start = here->range.start + label + 1;

		while (start < here->range.end && text.s[start] == ' ')
			start++;
		if (start < here->range.end && turn_near(finder, block))
			add_unmarked(finder, start, here->range.end);
		return;
	}
	/* A turn of several paragraphs: inside a transcript, what follows a turn belongs to it.
	 */
	if (!finder->quote_count || block == 0 || !turn_near(finder, block))
		return;
	const struct quote *last = &finder->quotes[finder->quote_count - 1];
	bool unmarked = last->outer.start == last->range.start &&
			last->outer.end == last->range.end;
	bool later = false;
	for (size_t i = block + 1;
		i <= block + TURN_REACH && i < finder->document->block_count && !later; i++)
		later = finder_reads(finder, i) && label_length(finder, i) > 0;
	if (unmarked && later &&
		last->range.end == finder->document->blocks[block - 1].range.end &&
		finder->document->blocks[block - 1].kind == BLOCK_PARAGRAPH) {
		uint32_t group = last->group;

		add_unmarked(finder, here->range.start, here->range.end)->group = group;
	}
}
