/* Names by rules: lists first, then runs of capitalised words with what stands around them. */
#include "mention.h"

#include "form.h"
#include "lookup.h"
#include "recall.h"

#include <string.h>

struct scan {
	struct finder *finder;
	struct tokens tokens;
	size_t block;
	bool headline;    /* nearly every word is capitalised: capitals say nothing */
	size_t title_end; /* where a title ended and a person's name may begin; 0: none */
};

static const struct token *at(const struct scan *scan, size_t i)
{
	return &scan->tokens.items[i];
}

static struct str word(const struct scan *scan, size_t i)
{
	return i < scan->tokens.count ? finder_word(scan->finder, at(scan, i)) : STR("");
}

static struct str folded(const struct scan *scan, size_t i)
{
	return i < scan->tokens.count ? finder_folded(scan->finder, at(scan, i)) : STR("");
}

/* head_type of a token. */
static enum entity_type head(const struct scan *scan, size_t i, bool first)
{
	const struct form *form = forms_find(scan->finder->forms, word(scan, i));
	return (enum entity_type)(first ? form->first_head : form->head);
}

static bool is_cap(const struct scan *scan, size_t i)
{
	return i < scan->tokens.count && at(scan, i)->kind == TOKEN_WORD &&
	       at(scan, i)->capitalised;
}

static bool listed(const struct scan *scan, size_t i, enum lexicon_class class)
{
	return i < scan->tokens.count &&
	       lookup_token(scan->finder, scan->tokens, i)->alone >> class & 1;
}

static void add(struct scan *scan, size_t from, size_t to, enum entity_type type, bool certain)
{
	*finder_add_guess(scan->finder) = (struct guess){.start = at(scan, from)->start,
		.block = (uint32_t)scan->block,
		.token = (uint32_t)from,
		.token_end = (uint32_t)to,
		.type = type,
		.certain = certain};
}

/* The longest listed name at token i; the type through `type`. */
static size_t match_listed(struct scan *scan, size_t i, enum entity_type *type)
{
	static const struct {
		enum lexicon_class class;
		enum entity_type type;
	} order[] = {{LEXICON_COUNTRY, ENTITY_COUNTRY}, {LEXICON_DEMONYM, ENTITY_NORP},
		{LEXICON_CAPITAL, ENTITY_PLACE}, {LEXICON_PLACE, ENTITY_PLACE},
		{LEXICON_METONYM, ENTITY_ORG}, {LEXICON_ORGANISATION, ENTITY_ORG},
		{LEXICON_EVENT, ENTITY_EVENT}, {LEXICON_LAW, ENTITY_LAW}};
	const struct listing *listing = lookup_token(scan->finder, scan->tokens, i);
	size_t best = 0;
	for (size_t c = 0; listing->classes && c < sizeof(order) / sizeof(*order); c++) {
		enum lexicon_class class = order[c].class;
		size_t length = listing->length[class];
		if (length <= best)
			continue;
		best = length;
		*type = order[c].type;
		struct lexicon_entry entry;
		if (class == LEXICON_METONYM &&
			finder_lists(
				scan->finder, scan->tokens, i, i + length, class, &entry) &&
			str_starts(entry.attribute, STR("place")))
			*type = ENTITY_PLACE;
	}
	return best;
}

/* End of the run of capitalised words that begins at i. */
static size_t run_end(struct scan *scan, size_t i)
{
	size_t end = i + 1;
	bool headed = head(scan, i, true) == ENTITY_ORG || head(scan, i, false) != ENTITY_TYPES;
	while (end < scan->tokens.count) {
		struct str w = word(scan, end);
		bool joined = at(scan, end)->space_before || str_equal(w, STR("&"));
		if (joined && is_cap(scan, end) && !at(scan, end)->sentence_start) {
			if (listed(scan, end, LEXICON_WORD) &&
				head(scan, end, false) == ENTITY_TYPES &&
				!is_cap(scan, end + 1) && !headed)
				break;
			headed = headed || head(scan, end, false) != ENTITY_TYPES;
			end++;
			continue;
		}
		size_t next = end + 1;
		if (headed && word_in(w, "of for on") &&
			str_equal(word(scan, next), STR("the")))
			next++;
		bool particle = word_in(w,
			"de del la le bin ibn al el van von der den da dos du "
			"di ul ud y e & bint");
		bool link = headed && word_in(w, "of for on and");
		if (!(particle || link) || !is_cap(scan, next))
			break;
		if (str_equal(w, STR("and")) && head(scan, end - 1, false) != ENTITY_TYPES)
			break;
		if (str_equal(w, STR("of")) &&
			finder_match(scan->finder, scan->tokens, next, LEXICON_COUNTRY, NULL) &&
			!word_in(word(scan, i), "Parliament Bank University Republic Ministry "
						"Department Church"))
			break;
		end = next + 1;
	}
	return end;
}

/* The type of a run that no list knows; ENTITY_TYPES when nothing tells. */
static enum entity_type run_type(struct scan *scan, size_t from, size_t to)
{
	size_t count = to - from;
	bool given = listed(scan, from, LEXICON_GIVEN_NAME);
	if (given && count == 1 && !at(scan, from)->sentence_start)
		return ENTITY_PERSON;
	enum entity_type last = head(scan, to - 1, false);
	if (given && count == 2 && (last == ENTITY_EVENT || last == ENTITY_PLACE))
		return ENTITY_PERSON; /* "Doris Day" */
	enum entity_type type = head(scan, from, true);
	if (count > 1 && type != ENTITY_TYPES)
		return type;
	for (size_t i = from + 1; i < to; i++)
		if (i + 1 == to || word_in(word(scan, i + 1), "of for on")) {
			type = head(scan, i, false);
			if (type != ENTITY_TYPES)
				return type;
		}
	if (given && count > 1)
		return ENTITY_PERSON;
	if (listed(scan, to - 1, LEXICON_SURNAME) &&
		(count > 1 || !at(scan, from)->sentence_start))
		return ENTITY_PERSON;
	if (count > 1 && listed(scan, from, LEXICON_SURNAME))
		return ENTITY_PERSON;
	if (count == 1 && at(scan, from)->all_caps && word(scan, from).len >= 2 &&
		word(scan, from).len <= 6)
		return ENTITY_ORG;
	return ENTITY_TYPES;
}

/* Nothing in the run itself tells: look around. */
static enum entity_type context_type(struct scan *scan, size_t from, size_t to)
{
	struct str before = from ? folded(scan, from - 1) : STR("");
	bool speaks = listed(scan, to, LEXICON_SPEECH_VERB) ||
		      (word_in(folded(scan, to), ", who") &&
			      word_in(folded(scan, to + 1), "who"));
	if (word_in(before, "in near at from outside to across throughout around") &&
		to - from < 3)
		return ENTITY_PLACE;
	if (str_equal(before, STR("the")))
		return to - from > 1 ? ENTITY_ORG : ENTITY_TYPES;
	if (speaks || (to - from >= 2 && to - from <= 4))
		return ENTITY_PERSON;
	if (from && listed(scan, from - 1, LEXICON_SPEECH_VERB))
		return ENTITY_PERSON;
	return ENTITY_TYPES;
}

static size_t find_run(struct scan *scan, size_t i)
{
	if (!is_cap(scan, i))
		return i + 1;
	bool common = listed(scan, i, LEXICON_WORD);
	bool titled = scan->title_end == i && i > 0;
	if (common && !titled && (at(scan, i)->sentence_start || scan->headline))
		return i + 1;
	if (common && !is_cap(scan, i + 1))
		return i + 1;
	if (common && word_in(folded(scan, i), "the a an this that in on and but for it he she "
					       "we they i"))
		return i + 1;
	size_t end = run_end(scan, i);
	/* A listed name that begins inside the run ends it: "Tuesday London", "Paris Reuters".
	 */
	enum entity_type type = run_type(scan, i, end);
	for (size_t cut = i + 1; cut < end; cut++)
		if (type != ENTITY_ORG && type != ENTITY_LAW && type != ENTITY_EVENT &&
			(date_match(scan->finder, scan->tokens, cut) ||
				finder_match(scan->finder, scan->tokens, cut, LEXICON_TITLE,
					NULL) > 0)) {
			end = cut;
			type = run_type(scan, i, end);
			break;
		}
	if (titled && (type == ENTITY_TYPES || type == ENTITY_PERSON || end - i < 3)) {
		add(scan, i, end, ENTITY_PERSON, true);
		return end;
	}
	bool certain = type != ENTITY_TYPES;
	if (!certain && !scan->headline)
		type = context_type(scan, i, end);
	if (type == ENTITY_PERSON)
		certain = certain && end - i > 1;
	add(scan, i, end, type, certain);
	return end;
}

/* A title, with the country before it, opens the way for a name. Returns the end or i. */
static size_t find_title(struct scan *scan, size_t i)
{
	size_t length = finder_match(scan->finder, scan->tokens, i, LEXICON_TITLE, NULL);
	if (!length)
		return i;
	size_t end = i + length;
	if (str_equal(word(scan, end), STR(".")) && !at(scan, end)->space_before)
		end++;
	if (!is_cap(scan, end) || !at(scan, end)->space_before)
		return i;
	scan->title_end = end;
	return end;
}

/* Adds a name of the lists; false when the context says it is none. */
static bool take_listed(struct scan *scan, size_t i, size_t length, enum entity_type type)
{
	size_t end = i + length;
	bool given = listed(scan, i, LEXICON_GIVEN_NAME);
	if (scan->title_end == i && i > 0 && type != ENTITY_COUNTRY && type != ENTITY_NORP)
		return false;
	if (length == 1 && given && is_cap(scan, end) && at(scan, end)->space_before)
		return false;
	if (i && str_equal(word(scan, i - 1), STR("-")) && !at(scan, i)->space_before &&
		word_in(folded(scan, i - 2), "one two pro anti non") &&
		type == ENTITY_COUNTRY && word_in(folded(scan, i - 2), "one two"))
		return false;
	size_t run = run_end(scan, i);
	if (run > end && type != ENTITY_NORP && head(scan, run - 1, false) != ENTITY_TYPES &&
		!finder_match(scan->finder, scan->tokens, end, LEXICON_TITLE, NULL) &&
		!(type == ENTITY_COUNTRY && word_in(word(scan, run - 1), "Ministry Office")))
		return false;
	if (run > end && type == ENTITY_NORP &&
		word_in(word(scan, run - 1),
			"University Airlines Party Congress Senate Embassy "
			"Union Association Federation League Council Times"
			" War Revolution Sea"))
		return false;
	add(scan, i, end, type, true);
	return true;
}

static bool is_headline(const struct scan *scan)
{
	enum block_kind kind = scan->finder->document->blocks[scan->block].kind;
	size_t words = 0, capitals = 0;
	for (size_t i = 0; i < scan->tokens.count; i++)
		if (at(scan, i)->kind == TOKEN_WORD && at(scan, i)->length > 3) {
			words++;
			capitals += at(scan, i)->capitalised;
		}
	return (kind == BLOCK_TITLE || kind == BLOCK_HEADING || scan->tokens.count < 30) &&
	       words > 3 && capitals * 10 >= words * 7;
}

void mentions_guess(struct finder *finder, size_t block)
{
	struct scan scan = {
		.finder = finder, .tokens = finder_tokens(finder, block), .block = block};
	scan.headline = is_headline(&scan);
	for (size_t i = 0; i < scan.tokens.count;) {
		size_t length = date_match(finder, scan.tokens, i);
		if (length) {
			add(&scan, i, i + length, ENTITY_DATE, true);
			i += length;
			continue;
		}
		size_t end = find_title(&scan, i);
		if (end > i) {
			i = end;
			continue;
		}
		enum entity_type type = ENTITY_TYPES;
		length = match_listed(&scan, i, &type);
		if (length && take_listed(&scan, i, length, type)) {
			i += length;
			continue;
		}
		i = find_run(&scan, i);
	}
	recall_add(finder, block);
	arena_reset(finder->scratch);
}
