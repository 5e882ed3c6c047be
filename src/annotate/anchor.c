#include "attache/annotate/anchor.h"

#include "approximate.h"
#include "fold.h"
#include "seeds.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define CANDIDATES 64 /* places that are weighed; more means the text is no anchor at all */
#define FLOOR_OK 0.95
#define FLOOR_MOVED 0.75
#define AMBIGUOUS 0.05

#define COMMON 64                         /* a seed with more places than this says little */
#define REGIONS 8                         /* where most seeds point to: looked at closely */
#define VOTES 1024                        /* seeds' places that are counted */
#define BUDGET ((size_t)64 * 1024 * 1024) /* bytes that are searched without any seed */

/* ---- making
 * --------------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* The border ANCHOR_CONTEXT code points before or after offset, moved outwards to a word's end.
 */
static size_t context_start(struct str text, size_t offset)
{
	for (size_t i = 0; i < ANCHOR_CONTEXT && offset > 0; i++)
		offset = utf8_previous(text, offset);
	for (size_t i = 0; i < ANCHOR_CONTEXT && offset > 0 && !is_blank(text.s[offset - 1]);
		i++)
		offset = utf8_previous(text, offset);
	return offset;
}

static size_t context_end(struct str text, size_t offset)
{
	for (size_t i = 0; i < ANCHOR_CONTEXT && offset < text.len; i++)
		offset = utf8_next(text, offset);
	for (size_t i = 0; i < ANCHOR_CONTEXT && offset < text.len && !is_blank(text.s[offset]);
		i++)
		offset = utf8_next(text, offset);
	return offset;
}

void anchor_make(struct annotation *annotation, const struct document *document)
{
	struct str text = document->text;
	struct range range = annotation->range;
	annotation_set(&annotation->exact, str_slice(text, range));
	annotation_set(&annotation->prefix,
		str_slice(text, (struct range){context_start(text, range.start), range.start}));
	annotation_set(&annotation->suffix,
		str_slice(text, (struct range){range.end, context_end(text, range.end)}));
	annotation->saved_start = utf8_to_codepoint(document->map, range.start);
	annotation->saved_end = utf8_to_codepoint(document->map, range.end);
}

/* ---- finding
 * ---------------------------------------------------------------------------------------- */

struct anchor_index {
	const struct document *document;
	bool is_folded;
	struct folded folded;
	struct seeds seeds;
	size_t budget;   /* what is left of it, for all annotations together */
	ptrdiff_t drift; /* how far a neighbour stands from where it stood */
	bool twins;      /* the last search found several places, none better */
};

struct anchor_index *anchor_index_new(const struct document *document)
{
	struct anchor_index *index = memory_zeroed(1, sizeof *index);
	index->document = document;
	return index;
}

void anchor_index_free(struct anchor_index *index)
{
	if (!index)
		return;
	fold_free(&index->folded);
	seeds_free(&index->seeds);
	free(index);
}

/* An annotation's texts, folded, and the places found so far. */
struct finding {
	struct anchor_index *index;
	struct folded exact, prefix, suffix;
	size_t hint; /* byte offset in the document */
	struct candidate {
		struct range folded; /* in the folded text */
		struct range range;  /* in the document */
		double score;
	} candidates[CANDIDATES];
	size_t count;
};

static void need_folded(struct anchor_index *index)
{
	if (index->is_folded)
		return;
	fold_text(&index->folded, index->document->text, true);
	seeds_build(&index->seeds, buffer_str(&index->folded.text));
	index->budget = BUDGET;
	index->is_folded = true;
}

/* The first folded byte that comes from `offset` or behind it. */
static size_t to_folded(const struct anchor_index *index, size_t offset)
{
	size_t low = 0, high = index->folded.text.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (index->folded.origin[middle].start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The document's range of a folded one: without the blanks that folding put at its ends. */
static struct range to_document(const struct anchor_index *index, struct range folded)
{
	struct str text = buffer_str(&index->folded.text);
	while (folded.start < folded.end && text.s[folded.start] == ' ')
		folded.start++;
	while (folded.end > folded.start && text.s[folded.end - 1] == ' ')
		folded.end--;
	if (folded.start == folded.end)
		return (struct range){0, 0};
	struct fold_origin first = index->folded.origin[folded.start];
	struct fold_origin last = index->folded.origin[folded.end - 1];
	return (struct range){first.start, (size_t)last.start + last.length};
}

/* How alike two contexts are, 0 to 1; an absent context (the text's edge) asks for nothing. */
static double likeness(struct str a, struct str b)
{
	if (a.len == 0)
		return 1;
	size_t longest = a.len > b.len ? a.len : b.len;
	return 1 - (double)approximate_distance(a, b) / (double)longest;
}

/* (50 quote + 20 prefix + 20 suffix + 2 position) / 92: Hypothesis' weights. */
static double score_of(const struct finding *finding, struct range folded, double quote)
{
	struct str text = buffer_str(&finding->index->folded.text);
	struct str prefix = buffer_str(&finding->prefix.text),
		   suffix = buffer_str(&finding->suffix.text);
	size_t before = folded.start < prefix.len ? folded.start : prefix.len;
	size_t after = text.len - folded.end < suffix.len ? text.len - folded.end : suffix.len;
	double left = likeness(prefix, (struct str){text.s + folded.start - before, before});
	double right = likeness(suffix, (struct str){text.s + folded.end, after});
	size_t place = finding->index->folded.origin[folded.start].start;
	size_t distance = place > finding->hint ? place - finding->hint : finding->hint - place;
	double position = text.len ? 1 - (double)distance / (double)text.len : 1;
	return (50 * quote + 20 * left + 20 * right + 2 * (position < 0 ? 0 : position)) / 92;
}

static void consider(struct finding *finding, struct range folded, double quote)
{
	if (finding->count == CANDIDATES || folded.start >= folded.end)
		return;
	for (size_t i = 0; i < finding->count; i++)
		if (range_overlaps(finding->candidates[i].folded, folded))
			return;
	struct range range = to_document(finding->index, folded);
	if (range.start == range.end)
		return;
	struct candidate *candidate = &finding->candidates[finding->count++];
	candidate->folded = folded;
	candidate->range = range;
	candidate->score = score_of(finding, folded, quote);
}

static bool stands_in(struct str text, struct str words, size_t at)
{
	return text.len >= words.len && at <= text.len - words.len &&
	       memcmp(text.s + at, words.s, words.len) == 0;
}

/* The first of the ascending places that is not before `at`. */
static size_t first_from(const uint32_t *places, size_t count, size_t at)
{
	size_t low = 0;
	while (low < count) {
		size_t middle = low + (count - low) / 2;
		if (places[middle] < at)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

/* All places where the folded text stands as it is; when there are too many those from the hint
 * on, then those from the text's start. */
static void find_same(struct finding *finding)
{
	struct str text = buffer_str(&finding->index->folded.text);
	struct str exact = buffer_str(&finding->exact.text);
	size_t hint = to_folded(finding->index, finding->hint);
	const uint32_t *places;
	size_t from = hint > exact.len ? hint - exact.len : 0;
	if (exact.len >= SEED_LENGTH) {
		size_t count = seeds_find(&finding->index->seeds, exact.s, &places);
		size_t start = first_from(places, count, from);
		for (size_t i = 0; i < count; i++) {
			size_t at = places[(start + i) % count];
			if (stands_in(text, exact, at))
				consider(finding, (struct range){at, at + exact.len}, 1);
		}
		return;
	}
	for (size_t half = CANDIDATES / 2; half <= CANDIDATES; half += CANDIDATES / 2) {
		while (from < text.len && finding->count < half) {
			size_t found = str_find(
				(struct str){text.s + from, text.len - from}, exact);
			if (found == SIZE_MAX)
				break;
			consider(finding,
				(struct range){from + found, from + found + exact.len}, 1);
			from += found + exact.len;
		}
		from = 0; /* the second time from the text's start */
	}
}

/* Where a seed says that the quotation begins. */
struct votes {
	size_t starts[VOTES];
	size_t count;
};

/* The seeds of a piece that stands `before` bytes before the quotation's start (or, negative,
 * behind it). Starts before the text's own are counted as 0. */
static void vote(
	const struct finding *finding, struct str piece, ptrdiff_t before, struct votes *votes)
{
	for (size_t i = 0; i + SEED_LENGTH <= piece.len; i++) {
		const uint32_t *places;
		size_t count = seeds_find(&finding->index->seeds, piece.s + i, &places);
		if (count > COMMON)
			continue;
		for (size_t j = 0; j < count && votes->count < VOTES; j++) {
			ptrdiff_t start = (ptrdiff_t)places[j] - (ptrdiff_t)i + before;
			votes->starts[votes->count++] = start > 0 ? (size_t)start : 0;
		}
	}
}

static int by_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return (x > y) - (x < y);
}

struct region {
	size_t first, last; /* the starts that fell together */
	size_t votes;
};

/* Group starts that lie within `reach` of each other, and keep the groups with most votes. */
static size_t find_regions(struct votes *votes, size_t reach, struct region *regions)
{
	size_t count = 0;
	qsort(votes->starts, votes->count, sizeof *votes->starts, by_size);
	for (size_t i = 0, next; i < votes->count; i = next) {
		for (next = i + 1; next < votes->count &&
				   votes->starts[next] - votes->starts[next - 1] <= reach;)
			next++;
		struct region region = {votes->starts[i], votes->starts[next - 1], next - i};
		size_t place = count < REGIONS ? count++ : REGIONS - 1;
		if (place == REGIONS - 1 && regions[place].votes >= region.votes &&
			count == REGIONS && regions[place].votes)
			continue;
		for (; place > 0 && regions[place - 1].votes < region.votes; place--)
			regions[place] = regions[place - 1];
		regions[place] = region;
	}
	return count;
}

#define SIGN ((size_t)12) /* bytes of context that tell where a quotation begins or ends */

/* A match with edits ends where the fewest are, which may leave out a word that was exchanged
 * at either end. Where the words that stood right before and behind still stand near, the
 * quotation lies between them. */
static struct range between_contexts(
	const struct finding *finding, struct range range, size_t slack)
{
	struct str text = buffer_str(&finding->index->folded.text);
	struct str prefix = buffer_str(&finding->prefix.text);
	struct str suffix = buffer_str(&finding->suffix.text);
	struct range wider = {range.start > slack ? range.start - slack : 0,
		text.len - range.end > slack ? range.end + slack : text.len};
	if (prefix.len >= SIGN) {
		struct str sign = str_slice(
			prefix, (struct range){prefix.len - SIGN, prefix.len});
		for (size_t at = range.start + slack < range.end ? range.start + slack
								 : range.end;
			at >= wider.start + SIGN; at--)
			if (stands_in(text, sign, at - SIGN)) {
				wider.start = range.start = at;
				break;
			}
	}
	if (suffix.len >= SIGN) {
		struct str sign = str_slice(suffix, (struct range){0, SIGN});
		for (size_t at = range.end - range.start > slack ? range.end - slack
								 : range.start;
			at < wider.end; at++)
			if (stands_in(text, sign, at)) {
				range.end = at;
				break;
			}
	}
	return range;
}

/* Consider a match, and how it would be between its contexts. */
static void consider_alike(struct finding *finding, struct range range, size_t distance)
{
	struct str text = buffer_str(&finding->index->folded.text);
	struct str exact = buffer_str(&finding->exact.text);
	struct range between = between_contexts(finding, range, 32 + exact.len / 4);
	if (between.start != range.start || between.end != range.end) {
		size_t longest = range_length(between) > exact.len ? range_length(between)
								   : exact.len;
		size_t other = approximate_distance(exact, str_slice(text, between));
		if (other <= longest / 2)
			consider(finding, between, 1 - (double)other / (double)longest);
	}
	consider(finding, range, 1 - (double)distance / (double)exact.len);
}

static size_t find_alike_in(struct finding *finding, struct range where, size_t limit)
{
	struct approximate found[8];
	struct str text = buffer_str(&finding->index->folded.text);
	struct str exact = buffer_str(&finding->exact.text);
	size_t count = approximate_find(str_slice(text, where), exact, limit, found, 8);
	for (size_t i = 0; i < count; i++)
		consider_alike(finding,
			(struct range){where.start + found[i].range.start,
				where.start + found[i].range.end},
			found[i].distance);
	return count;
}

/* Places with nearly the same words: near what shares seeds with the quotation or with what
 * stood around it; when there is none, and it does not take too long, anywhere. */
static void find_alike(struct finding *finding)
{
	struct region regions[REGIONS] = {0};
	struct votes votes = {.count = 0};
	struct anchor_index *index = finding->index;
	struct str prefix = buffer_str(&finding->prefix.text);
	struct str exact = buffer_str(&finding->exact.text);
	size_t length = index->folded.text.len, found = 0;
	size_t limit = exact.len / 4 < 256 ? exact.len / 4 : 256;
	vote(finding, exact, 0, &votes);
	vote(finding, prefix, (ptrdiff_t)prefix.len, &votes);
	vote(finding, buffer_str(&finding->suffix.text), -(ptrdiff_t)exact.len, &votes);
	size_t count = find_regions(&votes, limit + 16, regions);
	for (size_t i = 0; i < count; i++) {
		size_t slack = limit + 64, end = regions[i].last + exact.len + slack;
		size_t start = regions[i].first < slack ? 0 : regions[i].first - slack;
		if (start < length)
			found += find_alike_in(finding,
				(struct range){start, end < length ? end : length}, limit);
	}
	size_t cost = length * (exact.len / 64 + 1);
	if (found || limit == 0 || cost > index->budget)
		return;
	index->budget -= cost;
	find_alike_in(finding, (struct range){0, length}, limit);
}

static const struct candidate *best_of(
	const struct finding *finding, const struct candidate *except)
{
	const struct candidate *best = NULL;
	for (size_t i = 0; i < finding->count; i++) {
		const struct candidate *candidate = &finding->candidates[i];
		if (candidate != except && (!best || candidate->score > best->score))
			best = candidate;
	}
	return best;
}

/* Of places that are as good as the best, the one that moved as its neighbour did. */
static const struct candidate *neighbourly(
	const struct finding *finding, const struct candidate *best)
{
	ptrdiff_t place = (ptrdiff_t)finding->hint + finding->index->drift;
	for (size_t i = 0; i < finding->count; i++) {
		const struct candidate *candidate = &finding->candidates[i];
		if (best->score - candidate->score < AMBIGUOUS &&
			(ptrdiff_t)candidate->range.start == place)
			return candidate;
	}
	return NULL;
}

static enum anchor_result decide(const struct finding *finding, struct range *range)
{
	const struct candidate *best = best_of(finding, NULL);
	const struct candidate *second = best_of(finding, best);
	if (best && second && best->score - second->score < AMBIGUOUS) {
		best = neighbourly(finding, best);
		finding->index->twins = !best;
	}
	if (!best || best->score < FLOOR_MOVED)
		return ANCHOR_ORPHANED;
	*range = best->range;
	return best->score >= FLOOR_OK ? ANCHOR_OK : ANCHOR_MOVED;
}

/* Whether the words stand at the hint, byte for byte. */
static bool stands_at(const struct document *document, struct str exact, size_t hint)
{
	return hint <= document->text.len && document->text.len - hint >= exact.len &&
	       str_equal(str_slice(document->text, (struct range){hint, hint + exact.len}),
		       exact);
}

enum anchor_result anchor_find(struct anchor_index *index, const struct annotation *annotation,
	bool same_source, size_t hint, struct range *range)
{
	struct str exact = str_from(annotation->exact);
	*range = (struct range){0, 0};
	index->twins = false;
	if (exact.len == 0)
		return ANCHOR_ORPHANED;
	if (same_source && stands_at(index->document, exact, hint)) {
		*range = (struct range){hint, hint + exact.len};
		return ANCHOR_OK;
	}
	need_folded(index);
	struct finding finding = {.index = index, .hint = hint};
	fold_text(&finding.exact, str_trim(exact), false);
	fold_text(&finding.prefix, str_from(annotation->prefix), false);
	fold_text(&finding.suffix, str_from(annotation->suffix), false);
	enum anchor_result result = ANCHOR_ORPHANED;
	if (finding.exact.text.len) {
		find_same(&finding);
		const struct candidate *best = best_of(&finding, NULL);
		/* Good words in poor surroundings may be another speaker's: look for a changed
		 * original with good ones too. */
		if (!best || best->score < FLOOR_OK)
			find_alike(&finding);
		result = decide(&finding, range);
	}
	fold_free(&finding.exact);
	fold_free(&finding.prefix);
	fold_free(&finding.suffix);
	return result;
}

static void find_one(struct anchor_index *index, bool same_source, struct anchor_search *search)
{
	search->result = anchor_find(
		index, search->annotation, same_source, search->hint, &search->range);
	if (search->result == ANCHOR_OK)
		index->drift = (ptrdiff_t)search->range.start - (ptrdiff_t)search->hint;
}

void anchor_find_all(struct anchor_index *index, bool same_source,
	struct anchor_search *searches, size_t count)
{
	bool *again = memory_zeroed(count + 1, sizeof *again);
	index->drift = 0;
	for (size_t i = 0; i < count; i++) {
		find_one(index, same_source, &searches[i]);
		again[i] = index->twins;
	}
	/* What the neighbour before could not settle, the one behind may. */
	for (size_t i = count; i > 0; i--) {
		struct anchor_search *search = &searches[i - 1];
		if (again[i - 1])
			find_one(index, same_source, search);
		else if (search->result == ANCHOR_OK)
			index->drift = (ptrdiff_t)search->range.start - (ptrdiff_t)search->hint;
	}
	index->drift = 0;
	free(again);
}
