/* Quotations that layout marks instead of quote marks: the turns of a transcript ("PRESIDENT
 * ORLOV: ...", "Q. ...", a name in bold) and block quotations.
 *
 * A label alone proves nothing ("LIMA: The talks ..."): a turn needs another one near it. But
 * an office, a name and a salutation ("President of Peru Rosa Quispe: Dear colleagues,") begin
 * a speech. */
#include "speech.h"

#include <string.h>

/* How many blocks away the next turn of a transcript may be. */
#define TURN_REACH 6
#define LABEL_BYTES 160
/* How many words a label may have, and one that begins with an office and names who holds it:
 * "President of the Republic of Peru Rosa Quispe (through an interpreter)". */
#define LABEL_WORDS 7
#define OFFICE_WORDS 16
/* How long the first line of an address may be: "Mr President, colleagues,". */
#define SALUTATION_BYTES 100

struct label {
	struct range name; /* empty when the block begins otherwise */
	size_t text;       /* where what is said begins */
	bool strong;       /* looks like a speaker on its own */
	bool office;       /* an office and the name of who holds it */
};

static bool is_role(struct str label)
{
	static const char *const roles[] = {"Q", "A", "Question", "Answer", "Moderator", "Host",
		"Reporter", "Interviewer", "Interpreter", "Operator", "Chair"};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (str_equal_ascii_nocase(label, str_from(roles[i])))
			return true;
	return false;
}

/* What no speaker is called although it stands in his place. */
static bool is_no_speaker(struct str label)
{
	static const char *const words[] = {"Note", "Photo", "Image", "Source", "Sources",
		"Update", "Correction", "Read", "Watch", "Related", "Copyright", "Tags",
		"Location", "Date", "Time", "Topic", "Contact", "Subject", "Editor's note",
		"Credit", "Video"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal_ascii_nocase(label, str_from(words[i])))
			return true;
	return false;
}

static bool is_bold(const struct document *document, size_t offset)
{
	size_t low = 0, high = document->emphasis_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (document->emphases[middle].range.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < document->emphasis_count &&
	       document->emphases[low].range.start == offset &&
	       document->emphases[low].kind == EMPHASIS_BOLD;
}

static bool names_person(const struct finder *finder, struct range label)
{
	for (size_t i = finder_name_from(finder, label.start);
		i < finder->name_count && finder->names[i].mention.range.start < label.end; i++)
		if (finder->names[i].mention.type == ENTITY_PERSON)
			return true;
	return false;
}

/* "of" and the like in "President of Peru Rosa Quispe". */
static bool is_small_word(struct str label, size_t at)
{
	static const char *const words[] = {
		"of ", "the ", "and ", "for ", "de ", "to ", "in ", "("};
	struct str rest = str_slice(label, (struct range){at, label.len});
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_starts(rest, str_from(words[i])))
			return true;
	return false;
}

/* Whether an office of at most three words begins at a byte of the label. */
static bool title_at(const struct finder *finder, struct str label, size_t start)
{
	char title[LABEL_BYTES];
	size_t words = 0;
	for (size_t i = 0; start + i < label.len && i < sizeof title; i++) {
		char c = label.s[start + i];
		struct lexicon_entry entry;
		if (c == ' ' &&
			lexicon_find(finder->lexicon, (struct str){title, i}, &entry, 1) &&
			entry.class == LEXICON_TITLE)
			return true;
		if (c == ' ' && ++words == 3)
			return false;
		title[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	return false;
}

/* "Foreign Minister of Peru Rosa Quispe", "Peruvian Foreign Minister Rosa Quispe". */
static bool begins_with_title(const struct finder *finder, struct str label)
{
	const char *blank = memchr(label.s, ' ', label.len);
	return title_at(finder, label, 0) ||
	       (blank && title_at(finder, label, (size_t)(blank - label.s) + 1));
}

/* "NEW DELHI: ..." begins an item of news: the lists know it as a place, written "New Delhi".
 */
static bool is_dateline(const struct finder *finder, struct str label)
{
	char name[LABEL_BYTES];
	if (label.len > sizeof name)
		return false;
	for (size_t i = 0; i < label.len; i++) {
		bool inner = i > 0 && label.s[i - 1] != ' ' && label.s[i - 1] != '-';
		char c = label.s[i];
		name[i] = (char)(inner && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
	}
	struct lexicon_entry entries[LEXICON_CLASSES];
	size_t count = lexicon_find(
		finder->lexicon, (struct str){name, label.len}, entries, LEXICON_CLASSES);
	for (size_t i = 0; i < count; i++)
		if (entries[i].class == LEXICON_PLACE || entries[i].class == LEXICON_CAPITAL ||
			entries[i].class == LEXICON_COUNTRY)
			return true;
	return false;
}

/* Whether the words before a colon may name a speaker; sets what is said of them. */
static bool is_name(const struct finder *finder, struct range range, struct label *found)
{
	struct str label = finder_text(finder, range);
	size_t words = 0, capitals = 0;
	bool all_caps = true, word_start = true;
	for (size_t i = 0; i < label.len; i++) {
		char c = label.s[i];
		if (c == ' ') {
			word_start = true;
			continue;
		}
		if (c == '\n' || c == '"' || c == ',' || c == ';' || c == '?' || c == '!')
			return false;
		if (word_start && !is_small_word(label, i)) {
			words++;
			capitals += (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
		}
		word_start = false;
		all_caps = all_caps && !(c >= 'a' && c <= 'z');
	}
	if (words == 0 || is_no_speaker(label) || is_dateline(finder, label))
		return false;
	bool capital = words == capitals;
	bool titled = capital && words <= OFFICE_WORDS && begins_with_title(finder, label);
	bool person = capital && (titled || words <= LABEL_WORDS) &&
		      names_person(finder, range);
	bool named = capital && words <= LABEL_WORDS;
	found->office = titled && person;
	found->strong = (all_caps && words <= 6) || is_role(label) || person || titled ||
			(named && is_bold(finder->document, range.start));
	return found->strong || (named && words <= 4);
}

/* "Q. Will you", "Q    Will you": a letter without a colon. */
static bool letter_label(struct str text, struct range range, struct label *label)
{
	char first = text.s[range.start];
	if ((first != 'Q' && first != 'A') || range_length(range) < 4)
		return false;
	size_t at = range.start + 1;
	bool stop = text.s[at] == '.';
	at += stop;
	size_t blanks = 0;
	while (at < range.end && (text.s[at] == ' ' || text.s[at] == '\t')) {
		blanks += text.s[at] == '\t' ? 2 : 1;
		at++;
	}
	if (blanks < (stop ? 1U : 2U) || at == range.end)
		return false;
	*label = (struct label){{range.start, range.start + 1}, at, true, false};
	return true;
}

static struct label label_find(const struct finder *finder, size_t block)
{
	struct range range = finder->document->blocks[block].range;
	struct str text = finder->document->text;
	struct label label = {{0, 0}, 0, false, false};
	enum block_kind kind = finder->document->blocks[block].kind;
	if (kind != BLOCK_PARAGRAPH && kind != BLOCK_LIST_ITEM && kind != BLOCK_TITLE)
		return label;
	if (letter_label(text, range, &label))
		return label;
	size_t reach = range_length(range) < LABEL_BYTES ? range_length(range) : LABEL_BYTES;
	const char *colon = memchr(text.s + range.start, ':', reach);
	if (!colon)
		return label;
	size_t end = (size_t)(colon - text.s), next = end + 1;
	if (next >= range.end || (text.s[next] != ' ' && text.s[next] != '\n'))
		return label;
	while (next < range.end && (text.s[next] == ' ' || text.s[next] == '\n'))
		next++;
	struct range name = {range.start, end};
	const char *bracket = memchr(text.s + name.start, '(', range_length(name));
	if (bracket && text.s[end - 1] == ')') /* "(through an interpreter)" */
		name.end = (size_t)(bracket - text.s);
	while (name.end > name.start && text.s[name.end - 1] == ' ')
		name.end--;
	if (next < range.end && is_name(finder, name, &label)) {
		label.name = name;
		label.text = next;
	}
	return label;
}

static bool is_label(const struct label *label)
{
	return range_length(label->name) > 0;
}

/* Whether what a label's holder says begins like a speech: one line that addresses others. */
static bool opens_speech(const struct finder *finder, size_t block, const struct label *label)
{
	struct str said = finder_text(
		finder, (struct range){label->text, finder->document->blocks[block].range.end});
	return label->office && said.len <= SALUTATION_BYTES && str_ends(said, STR(","));
}

/* Whether a block that is read stands next in this direction and has a strong label. */
static bool strong_beside(const struct finder *finder, size_t block, bool forward)
{
	const struct document *document = finder->document;
	size_t at = block;
	for (unsigned i = 0; i < 3; i++) {
		at = forward ? at + 1 : at - 1;
		if (at >= document->block_count)
			return false;
		if (finder_reads(finder, at)) {
			struct label label = label_find(finder, at);
			return is_label(&label) && label.strong;
		}
	}
	return false;
}

static bool turn_after(const struct finder *finder, size_t block)
{
	for (size_t i = block + 1; i <= block + TURN_REACH && i < finder->document->block_count;
		i++) {
		if (!finder_reads(finder, i))
			continue;
		struct label label = label_find(finder, i);
		if (is_label(&label) && label.strong)
			return true;
	}
	return false;
}

static bool turn_near(const struct finder *finder, size_t block)
{
	size_t from = block > TURN_REACH ? block - TURN_REACH : 0;
	for (size_t i = from; i < block; i++) {
		if (!finder_reads(finder, i))
			continue;
		struct label label = label_find(finder, i);
		if (is_label(&label) && label.strong)
			return true;
	}
	return turn_after(finder, block);
}

void turns_count(struct finder *finder, size_t block)
{
	struct transcript *transcript = &finder->transcript;
	if (finder->document->blocks[block].kind != BLOCK_PARAGRAPH)
		return;
	transcript->paragraphs++;
	struct label label = label_find(finder, block);
	if (!is_label(&label) || !label.strong)
		return;
	if (transcript->labels++ == 0)
		transcript->first = transcript->paragraphs;
	transcript->speech = transcript->speech || opens_speech(finder, block, &label);
}

/* Whether the whole document is a transcript: a speech's beginning in it; or labels from its
 * beginning on, and one for each two dozen paragraphs at least. */
static bool is_transcript(const struct finder *finder)
{
	const struct transcript *transcript = &finder->transcript;
	size_t labels = transcript->labels;
	return transcript->speech ||
	       (transcript->first <= 6 &&
		       (labels >= 3 ? labels * 25 >= transcript->paragraphs
				    : labels == 2 && transcript->paragraphs <= 16));
}

/* The label of a block that is a turn: a strong one in a transcript or near another, a weak one
 * between two. */
static struct label turn_of(struct finder *finder, size_t block)
{
	struct label label = label_find(finder, block);
	bool turn = is_label(&label);
	if (turn && label.strong)
		turn = is_transcript(finder) || turn_near(finder, block);
	else if (turn)
		turn = strong_beside(finder, block, true) &&
		       strong_beside(finder, block, false);
	return turn ? label : (struct label){{0, 0}, 0, false, false};
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

struct range turn_label(struct finder *finder, const struct quote *quote)
{
	size_t block = document_block_at(finder->document, quote->range.start);
	struct label label = turn_of(finder, block);
	return is_label(&label) && quote->outer.start == label.text ? label.name
								    : (struct range){0, 0};
}

bool turn_credits(const struct finder *finder, size_t block, size_t *name)
{
	const struct block *here = &finder->document->blocks[block];
	struct str text = finder_text(finder, here->range);
	if ((here->kind != BLOCK_QUOTATION && here->kind != BLOCK_PARAGRAPH) || text.len > 200)
		return false;
	static const char *const dashes[] = {"— ", "– ", "-- ", "- ", "—", "–"};
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (str_starts(text, str_from(dashes[i]))) {
			*name = here->range.start + strlen(dashes[i]);
			return true;
		}
	return false;
}

/* A paragraph without a label inside a transcript belongs to the turn before it. */
static void go_on(struct finder *finder, size_t block)
{
	const struct document *document = finder->document;
	if (!finder->quote_count || block == 0)
		return;
	const struct quote *last = &finder->quotes[finder->quote_count - 1];
	bool unmarked = last->outer.start == last->range.start &&
			last->outer.end == last->range.end;
	if (!unmarked || last->range.end != document->blocks[block - 1].range.end ||
		document->blocks[block - 1].kind != BLOCK_PARAGRAPH ||
		(!is_transcript(finder) && !turn_after(finder, block)))
		return;
	uint32_t group = last->group;
	struct range all = document->blocks[block].range;
	add_unmarked(finder, all.start, all.end)->group = group;
}

/* Behind the "> " by which plain text sets off a block quotation. */
static size_t behind_markers(const struct finder *finder, struct range range)
{
	const char *s = finder->document->text.s;
	size_t start = range.start;
	while (start + 1 < range.end && (s[start] == '>' || s[start] == ' '))
		start++;
	return start;
}

void turns_find(struct finder *finder, size_t block)
{
	const struct block *here = &finder->document->blocks[block];
	size_t name;
	if (here->kind == BLOCK_QUOTATION && !turn_credits(finder, block, &name))
		add_unmarked(finder, behind_markers(finder, here->range), here->range.end);
	if (here->kind != BLOCK_PARAGRAPH && here->kind != BLOCK_TITLE)
		return;
	struct label label = turn_of(finder, block);
	if (is_label(&label))
		add_unmarked(finder, label.text, here->range.end);
	else if (here->kind == BLOCK_PARAGRAPH)
		go_on(finder, block);
}
