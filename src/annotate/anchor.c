#include "attache/annotate/anchor.h"

#include "approximate.h"
#include "fold.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define CANDIDATES 64 /* places that are weighed; more means the text is no anchor at all */
#define FLOOR_OK 0.95
#define FLOOR_MOVED 0.75
#define AMBIGUOUS 0.05

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
	if (!index->is_folded)
		fold_text(&index->folded, index->document->text, true);
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
	struct candidate *candidate = &finding->candidates[finding->count++];
	candidate->folded = folded;
	candidate->range = to_document(finding->index, folded);
	candidate->score = score_of(finding, folded, quote);
}

/* All places where the folded text stands as it is; those nearest to the hint when there are
 * many. */
static void find_same(struct finding *finding)
{
	struct str text = buffer_str(&finding->index->folded.text);
	struct str exact = buffer_str(&finding->exact.text);
	size_t hint = to_folded(finding->index, finding->hint);
	size_t from = hint > exact.len ? hint - exact.len : 0;
	for (size_t half = CANDIDATES / 2; half < CANDIDATES; half += CANDIDATES / 2 - 1) {
		while (from < text.len && finding->count < half) {
			size_t found = str_find(
				(struct str){text.s + from, text.len - from}, exact);
			if (found == SIZE_MAX)
				break;
			consider(finding,
				(struct range){from + found, from + found + exact.len}, 1);
			from += found + (exact.len ? exact.len : 1);
		}
		from = 0; /* the second time from the text's start */
	}
}

static void find_alike(struct finding *finding)
{
	struct approximate found[8];
	struct str text = buffer_str(&finding->index->folded.text);
	struct str exact = buffer_str(&finding->exact.text);
	size_t limit = exact.len / 4 < 256 ? exact.len / 4 : 256;
	size_t count = approximate_find(text, exact, limit, found, 8);
	for (size_t i = 0; i < count; i++)
		consider(finding, found[i].range,
			1 - (double)found[i].distance / (double)exact.len);
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

static enum anchor_result decide(const struct finding *finding, struct range *range)
{
	const struct candidate *best = best_of(finding, NULL);
	const struct candidate *second = best_of(finding, best);
	if (!best || best->score < FLOOR_MOVED ||
		(second && best->score - second->score < AMBIGUOUS))
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
