#include "attache/text/segment.h"

#include "attache/base/utf8.h"

#include <string.h>
#include <unictype.h>

/* ---- characters
 * ------------------------------------------------------------------------------------ */

enum sort { BLANK, LETTER_UPPER, LETTER_LOWER, DIGIT, APOSTROPHE, HYPHEN, FULL_STOP, OTHER };

/* clang-format off */
enum { B = BLANK, U = LETTER_UPPER, L = LETTER_LOWER, D = DIGIT, A = APOSTROPHE, H = HYPHEN,
	S = FULL_STOP, o = OTHER };
static const uint8_t ascii_sorts[128] = {
	o, o, o, o, o, o, o, o, o, B, B, B, B, B, o, o,
	o, o, o, o, o, o, o, o, o, o, o, o, o, o, o, o,
	B, o, o, o, o, o, o, A, o, o, o, o, o, H, S, o, /*   !"#$%&'()*+,-./ */
	D, D, D, D, D, D, D, D, D, D, o, o, o, o, o, o, /* 0123456789:;<=>? */
	o, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* @ABCDEFGHIJKLMNO */
	U, U, U, U, U, U, U, U, U, U, U, o, o, o, o, o, /* PQRSTUVWXYZ[\]^_ */
	o, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* `abcdefghijklmno */
	L, L, L, L, L, L, L, L, L, L, L, o, o, o, o, o, /* pqrstuvwxyz{|}~  */
};
/* clang-format on */

static enum sort sort_of_other(uint32_t c)
{
	if (c == 0x2019 || c == 0x02BC)
		return APOSTROPHE;
	if (c == 0x2010 || c == 0x2011)
		return HYPHEN;
	if (c == 0xA0 || c == 0x202F || c == 0x3000 || (c >= 0x2000 && c <= 0x200B))
		return BLANK;
	if (c == 0x200D) /* joins signs into one */
		return LETTER_LOWER;
	if (c >= 0x2012 && c <= 0x2060)
		return OTHER;
	if (uc_is_upper(c) || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lt))
		return LETTER_UPPER;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M))
		return LETTER_LOWER;
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Nd) ? DIGIT : OTHER;
}

static enum sort sort_of(uint32_t c)
{
	return c < 0x80 ? (enum sort)ascii_sorts[c] : sort_of_other(c);
}

static bool is_word(enum sort sort)
{
	return sort == LETTER_UPPER || sort == LETTER_LOWER || sort == DIGIT;
}

static bool is_letter(enum sort sort)
{
	return sort == LETTER_UPPER || sort == LETTER_LOWER;
}

/* What stands at an offset below `end`, and the character's length; OTHER and 0 at the end. */
static inline enum sort look(struct str text, size_t offset, size_t end, size_t *length)
{
	*length = offset < end;
	if (offset >= end)
		return OTHER;
	unsigned char c = (unsigned char)text.s[offset];
	return c < 0x80 ? (enum sort)ascii_sorts[c]
			: sort_of_other(utf8_decode(text, offset, length));
}

/* ---- word lists
 * ------------------------------------------------------------------------------------ */

static bool listed(struct str word, const char *const *list)
{
	for (; *list; list++)
		if (**list == word.s[0] && str_equal(word, str_from(*list)))
			return true;
	return false;
}

/* Abbreviations that a name or number follows: their full stop ends no sentence. */
static const char *const openers[] = {"Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col",
	"Maj", "Capt", "Cmdr", "Adm", "Sgt", "Sen", "Rep", "Gov", "Amb", "Hon", "Rev", "St",
	"Mt", "Ft", "No", "Nos", "Art", "Fig", "vs", "Vol", "Brig", "Cpl", "Pres", "Sec",
	"Messrs", "Mme", "Mgr", "approx", "ca", "cf", "pp", "Jan", "Feb", "Mar", "Apr", "Jun",
	"Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", NULL};

/* Abbreviations that may end a sentence as well: the next word decides. */
static const char *const closers[] = {
	"Jr", "Sr", "Inc", "Ltd", "Co", "Corp", "Bros", "etc", "al", "Esq", "Ph.D", NULL};

/* Words that begin sentences far more often than names do. */
static const char *const starters[] = {"The", "A", "An", "He", "She", "It", "They", "We", "I",
	"You", "In", "On", "At", "But", "And", "This", "That", "These", "Those", "There", "His",
	"Her", "Its", "Their", "When", "While", "After", "Before", "As", "If", "For", "However",
	"Meanwhile", "Since", "Although", "By", "With", "What", "Who", "No", "Not", "So", "Yet",
	"Both", "Some", "Many", "Last", "Earlier", "Our", "My", "Under", "Despite", "According",
	"To", "From", "Asked", NULL};

/* What follows the hyphen in "US-backed": the compound is no name, so the hyphen is a border.
 */
static const char *const compounds[] = {"backed", "based", "led", "born", "made", "style",
	"era", "wide", "linked", "aligned", "controlled", "funded", "held", "occupied", "run",
	"owned", "related", "sponsored", "trained", "supplied", "brokered", "mediated",
	"imposed", "dominated", "friendly", "speaking", "bound", "allied", "administered",
	"appointed", "supported", "built", "drafted", "proposed", "educated", "level", "day",
	"year", "old", "born", "like", "type", "only", "free", "ruled", "inspired",
	"affiliated", "flagged", "hosted", "leaning", "facing", "area", "sponsor", "installed",
	"annexed", "majority", "wing", "relations", "ties", "approved", "designated", "origin",
	"listed", "mandated", "produced", "launched", "sceptic", "skeptic", "watcher",
	"watchers", "ally", "allies", "specific", "focused", "themed", "first", "turned", NULL};

/* ---- one word
 * ---------------------------------------------------------------------------------------- */

/* Where the run of letters and digits that begins at `start` ends. */
static size_t run_end(struct str text, size_t start, size_t end)
{
	size_t length;
	while (start < end) {
		unsigned char c = (unsigned char)text.s[start];
		if (c < 0x80 ? !is_word(sort_of(c)) : !is_word(look(text, start, end, &length)))
			break;
		start = c < 0x80 ? start + 1 : start + length;
	}
	return start;
}

/* "U.S.", "a.m.", "J.R.": single letters with full stops. Returns the end, or start when it is
 * none. */
static size_t dotted_end(struct str text, size_t start, size_t end)
{
	size_t offset = start, length, pairs = 0;
	while (is_letter(look(text, offset, end, &length)) && offset + length < end &&
		text.s[offset + length] == '.') {
		offset += length + 1;
		pairs++;
	}
	size_t after;
	if (pairs == 1 && is_word(look(text, offset, end, &after)))
		return start;
	if (pairs >= 2 && is_word(look(text, offset, end, &after)) &&
		run_end(text, offset, end) - offset == after)
		return offset + after; /* "U.N" without the last stop */
	return pairs ? offset : start;
}

/* Whether the apostrophe at offset is inside a word: "don't", "O’Brien", and no possessive. */
static bool joins(struct str text, size_t offset, size_t length, size_t end)
{
	size_t after;
	enum sort next = look(text, offset + length, end, &after);
	if (!is_letter(next))
		return false;
	char c = text.s[offset + length];
	bool is_s = c == 's' || c == 'S';
	size_t beyond;
	return !is_s || is_word(look(text, offset + length + after, end, &beyond));
}

static bool joins_hyphen(struct str text, struct range left, size_t right, size_t end)
{
	size_t length, first;
	enum sort side = look(text, right, end, &length);
	if (!is_word(side))
		return false;
	enum sort begin = look(text, left.start, end, &first);
	struct range word = {right, run_end(text, right, end)};
	if (begin == LETTER_UPPER && side == DIGIT)
		return true; /* COVID-19, G-7 */
	if (begin == DIGIT)
		return is_letter(side) && !listed(str_slice(text, word), compounds);
	if (side == LETTER_UPPER)
		return begin == LETTER_UPPER && left.end - left.start <= 2 &&
		       str_slice(text, left).s[left.end - left.start - 1] >= 'a'; /* Al-Asad */
	return !(begin == LETTER_UPPER && listed(str_slice(text, word), compounds));
}

/* The end of the word token that begins at `start`. */
static size_t word_end(struct str text, size_t start, size_t end, bool *number)
{
	size_t dotted = dotted_end(text, start, end), length;
	*number = false;
	if (dotted > start)
		return dotted;
	size_t offset = run_end(text, start, end);
	*number = look(text, start, end, &length) == DIGIT;
	for (;;) {
		enum sort here = look(text, offset, end, &length);
		size_t after;
		if (here == APOSTROPHE && !*number && joins(text, offset, length, end)) {
			offset = run_end(text, offset + length, end);
		} else if (here == HYPHEN && joins_hyphen(text, (struct range){start, offset},
						     offset + length, end)) {
			offset = run_end(text, offset + length, end);
			*number = false;
		} else if (*number && offset < end &&
			   (text.s[offset] == ',' || text.s[offset] == '.' ||
				   text.s[offset] == ':') &&
			   look(text, offset + 1, end, &after) == DIGIT) {
			offset = run_end(text, offset + 1, end);
		} else if (here == FULL_STOP &&
			   (listed(str_slice(text, (struct range){start, offset}), openers) ||
				   listed(str_slice(text, (struct range){start, offset}),
					   closers))) {
			return offset + 1;
		} else {
			return offset;
		}
	}
}

/* "'s" and "’" behind a noun are tokens of their own. Returns the end, or start when it is
 * none. */
static size_t possessive_end(struct str text, size_t start, size_t end)
{
	size_t length, after, beyond;
	if (look(text, start, end, &length) != APOSTROPHE)
		return start;
	enum sort next = look(text, start + length, end, &after);
	if (is_letter(next) && (text.s[start + length] | 0x20) == 's' &&
		!is_word(look(text, start + length + after, end, &beyond)))
		return start + length + after;
	return start + length;
}

/* ---- sentences
 * ------------------------------------------------------------------------------------------ */

static bool is_closing(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 ||
	       c == 0xBB;
}

static bool is_opening(uint32_t c)
{
	return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x201C || c == 0x2018 ||
	       c == 0xAB || c == 0x2014 || c == 0x2013 || c == 0x2026 || c == 0x2022;
}

/* Does a sentence begin with the token at `offset`, when the one before ended in a stop? */
static bool may_begin(struct str text, size_t offset)
{
	size_t length;
	uint32_t c = utf8_decode(text, offset, &length);
	if (is_opening(c))
		return true;
	enum sort sort = sort_of(c);
	return sort == LETTER_UPPER || sort == DIGIT || (c >= 0x3000 && sort == LETTER_LOWER);
}

/* Finds the borders while tokens are made: the state after the last token. */
struct border {
	bool stop;   /* . ! ? … seen, and nothing but closing marks since */
	bool unsure; /* the stop belongs to an abbreviation: only a sure starter ends the
			sentence */
};

static void border_after(struct border *border, struct str token, enum token_kind kind)
{
	if (kind != TOKEN_PUNCTUATION) {
		bool dot = token.s[token.len - 1] == '.';
		struct str bare = {token.s, token.len - 1};
		border->stop = dot && !listed(bare, openers) && bare.len > 1;
		border->unsure = border->stop;
		return;
	}
	size_t length;
	uint32_t c = utf8_decode(token, 0, &length);
	if (c == '.' || c == '!' || c == '?' || c == 0x2026) {
		border->stop = true;
		border->unsure = c == 0x2026;
	} else if (!(border->stop && is_closing(c))) {
		border->stop = false;
	}
}

/* Two letters or more, all of them capitals. */
static bool is_all_caps(struct str word)
{
	size_t capitals = 0;
	for (size_t at = 0, length; at < word.len; at += length) {
		enum sort sort = look(word, at, word.len, &length);
		if (sort == LETTER_LOWER)
			return false;
		capitals += sort == LETTER_UPPER;
	}
	return capitals >= 2;
}

/* Nearly all words: letters of ASCII, and behind them ASCII that joins nothing to a word. Where
 * they end, or offset when the word must be looked at more closely. */
static size_t plain_word_end(struct str text, size_t offset, size_t end, bool *all_upper)
{
	size_t stop = offset;
	*all_upper = true;
	for (; stop < end; stop++) {
		unsigned char c = (unsigned char)text.s[stop];
		enum sort sort = c < 0x80 ? (enum sort)ascii_sorts[c] : APOSTROPHE;
		if (!is_letter(sort))
			return sort == BLANK || sort == OTHER ? stop : offset;
		*all_upper = *all_upper && sort == LETTER_UPPER;
	}
	return stop;
}

/* The token that begins at `offset`, which is no blank. */
static struct token token_at(struct str text, size_t offset, size_t end, bool after_word)
{
	bool all_upper;
	size_t word = plain_word_end(text, offset, end, &all_upper);
	if (word > offset)
		return (struct token){.start = (uint32_t)offset,
			.length = (uint32_t)(word - offset),
			.kind = TOKEN_WORD,
			.capitalised = text.s[offset] <= 'Z',
			.all_caps = all_upper && word - offset >= 2};
	struct token token = {.start = (uint32_t)offset, .kind = TOKEN_PUNCTUATION};
	size_t length;
	enum sort sort = look(text, offset, end, &length);
	size_t stop = offset + length;
	if (is_word(sort)) {
		bool number;
		stop = word_end(text, offset, end, &number);
		token.kind = number ? TOKEN_NUMBER : TOKEN_WORD;
		token.capitalised = sort == LETTER_UPPER;
		token.all_caps = token.capitalised &&
				 is_all_caps(str_slice(text, (struct range){offset, stop}));
	} else if (sort == APOSTROPHE && after_word) {
		stop = possessive_end(text, offset, end);
		if (stop > offset + length)
			token.kind = TOKEN_WORD;
	} else if (sort == FULL_STOP) {
		while (stop < end && text.s[stop] == '.')
			stop++;
	}
	token.length = (uint32_t)(stop - offset);
	return token;
}

void segment_tokens(struct arena *arena, const struct document *document, size_t block,
	struct tokens *tokens)
{
	struct str text = document->text;
	struct range range = document->blocks[block].range;
	bool keeps_lines = document->blocks[block].kind == BLOCK_PREFORMATTED;
	/* Room for words of four letters: as a rule it does not have to grow. */
	size_t count = 0, capacity = range_length(range) / 4 + 8, length;
	struct token *items = arena_take(arena, capacity, sizeof *items);
	struct border border = {.stop = true};
	bool space = false, after_word = false;
	for (size_t offset = range.start; offset < range.end; offset += length) {
		if (look(text, offset, range.end, &length) == BLANK) {
			if (keeps_lines && text.s[offset] == '\n')
				border = (struct border){.stop = true};
			space = true;
			after_word = false;
			continue;
		}
		struct token token = token_at(text, offset, range.end, after_word);
		struct str word = {text.s + offset, token.length};
		bool begins = border.stop && (space || keeps_lines) && may_begin(text, offset);
		if (begins && border.unsure)
			begins = listed(word, starters);
		token.space_before = space;
		token.sentence_start = count == 0 || begins;
		if (count == capacity)
			items = arena_grow(arena, items, &capacity, count + 1, sizeof *items);
		items[count++] = token;
		border_after(&border, word, token.kind);
		after_word = token.kind != TOKEN_PUNCTUATION;
		space = false;
		length = token.length;
	}
	*tokens = (struct tokens){items, count};
}

void segment_sentences(struct arena *arena, const struct document *document, size_t block,
	struct sentences *sentences)
{
	struct tokens tokens;
	segment_tokens(arena, document, block, &tokens);
	struct range *items = NULL;
	size_t count = 0, capacity = 0;
	for (size_t i = 0; i < tokens.count; i++) {
		const struct token *token = &tokens.items[i];
		if (token->sentence_start || count == 0) {
			items = arena_grow(arena, items, &capacity, count + 1, sizeof *items);
			items[count++].start = token->start;
		}
		items[count - 1].end = (size_t)token->start + token->length;
	}
	*sentences = (struct sentences){items, count};
}
