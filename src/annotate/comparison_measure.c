/* Measuring: what was collected, in the shapes that the arithmetic takes. */
#include "comparison_state.h"

#include "attache/annotate/agreement.h"
#include "attache/base/memory.h"

#include <math.h>
#include <stdlib.h>

/* What is measured: a group of annotators on one tag or all. */
struct view {
	const struct comparison *comparison;
	const size_t *annotators;
	size_t count;
	size_t tag; /* its number, or COMPARISON_ALL_TAGS */
};

static bool set_has(const struct comparison *comparison, size_t set, size_t tag)
{
	const struct comparison_set *tags = &comparison->set_tags[set];
	for (size_t i = 0; i < tags->count; i++)
		if (tags->tags[i] == tag)
			return true;
	return false;
}

static size_t value_of(const struct view *view, size_t set)
{
	return view->tag == COMPARISON_ALL_TAGS ? set
						: set_has(view->comparison, set, view->tag);
}

static bool is_common(const struct view *view, const struct comparison_article *article)
{
	size_t present = 0;
	for (size_t i = 0; i < view->count; i++)
		present += comparison_present(article, view->annotators[i]);
	return present >= 2;
}

/* ---- values --------------------------------------------------------------------------------
 */

/* The values of one unit; returns how many there are. */
static size_t fill_unit(const struct view *view, const struct comparison_article *article,
	const struct comparison_cell *cells, size_t count, size_t *values)
{
	size_t judged = 0, marked = 0;
	for (size_t i = 0; i < view->count; i++) {
		bool silent = view->comparison->unmarked &&
			      comparison_present(article, view->annotators[i]);
		values[i] = silent ? value_of(view, 0) : AGREEMENT_MISSING;
		for (size_t k = 0; k < count; k++)
			if (cells[k].annotator == view->annotators[i]) {
				values[i] = value_of(view, cells[k].set);
				marked++;
			}
		judged += values[i] != AGREEMENT_MISSING;
	}
	return marked ? judged : 0;
}

static bool is_agreed(const size_t *values, size_t count)
{
	size_t first = AGREEMENT_MISSING;
	for (size_t i = 0; i < count; i++) {
		if (values[i] == AGREEMENT_MISSING)
			continue;
		if (first != AGREEMENT_MISSING && values[i] != first)
			return false;
		first = values[i];
	}
	return true;
}

static void measure_values(const struct view *view, struct comparison_measures *measures)
{
	const struct comparison *comparison = view->comparison;
	size_t *values = memory_zeroed(comparison->units * view->count + 1, sizeof *values);
	for (size_t i = 0; i < comparison->article_count; i++) {
		const struct comparison_article *article = &comparison->articles[i];
		const struct comparison_cell *cells = comparison->cells + article->first_cell;
		if (!is_common(view, article))
			continue;
		measures->articles++;
		for (size_t first = 0, end; first < article->cells; first = end) {
			size_t *row = values + measures->units * view->count;
			for (end = first + 1;
				end < article->cells && cells[end].unit == cells[first].unit;)
				end++;
			if (fill_unit(view, article, cells + first, end - first, row) < 2)
				continue;
			measures->units++;
			measures->agreed += is_agreed(row, view->count);
		}
	}
	struct agreement_values all = {values, measures->units, view->count,
		view->tag == COMPARISON_ALL_TAGS ? comparison->sets.count : 2};
	if (view->count == 2)
		measures->kappa = agreement_kappa(&all);
	measures->alpha = agreement_alpha(&all);
	free(values);
}

/* ---- spans ---------------------------------------------------------------------------------
 */

struct spans {
	struct range *items;
	size_t count;
};

static int by_place(const void *a, const void *b)
{
	const struct range *one = a, *other = b;
	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	return one->end < other->end ? -1 : one->end > other->end;
}

enum choice { ANY_SPANS, UNTAGGED_SPANS, SPANS_OF_TAG };

/* What an annotator marked in an article, in order, each once. */
static struct spans spans_of(const struct comparison *comparison,
	const struct comparison_article *article, size_t annotator, enum choice choice,
	size_t tag)
{
	struct spans spans = {memory_zeroed(article->marks + 1, sizeof *spans.items), 0};
	size_t kept = 0;
	for (size_t i = 0; i < article->marks; i++) {
		const struct comparison_mark *mark =
			&comparison->marks[article->first_mark + i];
		if (mark->annotator == annotator &&
			(choice == ANY_SPANS || (choice == UNTAGGED_SPANS && mark->set == 0) ||
				(choice == SPANS_OF_TAG &&
					set_has(comparison, mark->set, tag))))
			spans.items[spans.count++] = mark->range;
	}
	qsort(spans.items, spans.count, sizeof *spans.items, by_place);
	for (size_t i = 0; i < spans.count; i++)
		if (i == 0 || by_place(&spans.items[i], &spans.items[kept - 1]) != 0)
			spans.items[kept++] = spans.items[i];
	spans.count = kept;
	return spans;
}

/* Those that overlap become one. */
static void unite(struct spans *spans)
{
	size_t kept = 0;
	for (size_t i = 0; i < spans->count; i++) {
		struct range *last = kept ? &spans->items[kept - 1] : NULL;
		if (!last || spans->items[i].start >= last->end)
			spans->items[kept++] = spans->items[i];
		else if (spans->items[i].end > last->end)
			last->end = spans->items[i].end;
	}
	spans->count = kept;
}

static size_t count_same(const struct spans *a, const struct spans *b)
{
	size_t same = 0;
	for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
		int order = by_place(&a->items[i], &b->items[k]);
		same += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	return same;
}

/* How many of a's touch the united spans of the other. */
static size_t count_met(const struct spans *a, const struct spans *united)
{
	size_t met = 0, k = 0;
	for (size_t i = 0; i < a->count; i++) {
		while (k < united->count && united->items[k].end <= a->items[i].start)
			k++;
		met += k < united->count && united->items[k].start < a->items[i].end;
	}
	return met;
}

static double share(size_t part, size_t whole)
{
	return whole ? (double)part / (double)whole : (double)NAN;
}

/* What was counted for two annotators over all articles. */
struct counts {
	size_t first, second, same, first_met, second_met;
};

static struct comparison_score score(
	const struct counts *counts, size_t first_right, size_t second_right)
{
	struct comparison_score out = {
		share(second_right, counts->second), share(first_right, counts->first), NAN};
	if (counts->first + counts->second == 0)
		return out;
	out.f1 = first_right && second_right
			 ? 2 * out.precision * out.recall / (out.precision + out.recall)
			 : 0;
	return out;
}

static void count_spans(const struct view *view, const struct comparison_article *article,
	struct counts *counts)
{
	enum choice choice = view->tag == COMPARISON_ALL_TAGS ? ANY_SPANS : SPANS_OF_TAG;
	struct spans a = spans_of(
		view->comparison, article, view->annotators[0], choice, view->tag);
	struct spans b = spans_of(
		view->comparison, article, view->annotators[1], choice, view->tag);
	size_t first = a.count, second = b.count;
	counts->first += first;
	counts->second += second;
	counts->same += count_same(&a, &b);
	struct spans all_of_a = {memory_zeroed(first + 1, sizeof *a.items), first};
	for (size_t i = 0; i < first; i++)
		all_of_a.items[i] = a.items[i];
	unite(&a);
	counts->second_met += count_met(&b, &a);
	unite(&b);
	counts->first_met += count_met(&all_of_a, &b);
	free(all_of_a.items);
	free(a.items);
	free(b.items);
}

static void measure_pair(const struct view *view, struct comparison_measures *measures)
{
	struct counts counts = {0};
	for (size_t i = 0; i < view->comparison->article_count; i++)
		if (is_common(view, &view->comparison->articles[i]))
			count_spans(view, &view->comparison->articles[i], &counts);
	measures->exact = score(&counts, counts.same, counts.same);
	measures->overlap = score(&counts, counts.first_met, counts.second_met);
}

/* ---- unitizing -----------------------------------------------------------------------------
 */

struct disagreement {
	double observed, expected;
};

static void add_category(const struct view *view, const struct comparison_article *article,
	enum choice choice, size_t tag, struct disagreement *sum)
{
	struct agreement_spans *parts = memory_zeroed(view->count + 1, sizeof *parts);
	struct spans *spans = memory_zeroed(view->count + 1, sizeof *spans);
	double weight = (double)article->length * (double)article->length;
	size_t count = 0;
	for (size_t i = 0; i < view->count; i++) {
		if (!comparison_present(article, view->annotators[i]))
			continue;
		spans[count] = spans_of(
			view->comparison, article, view->annotators[i], choice, tag);
		unite(&spans[count]);
		parts[count] = (struct agreement_spans){spans[count].items, spans[count].count};
		count++;
	}
	struct agreement_unitizing found = agreement_unitize(parts, count, article->length);
	if (!isnan(found.expected)) {
		sum->observed += weight * found.observed;
		sum->expected += weight * found.expected;
	}
	for (size_t i = 0; i < count; i++)
		free(spans[i].items);
	free(spans);
	free(parts);
}

static void measure_unitizing(const struct view *view, struct comparison_measures *measures)
{
	const struct comparison *comparison = view->comparison;
	struct disagreement sum = {0};
	for (size_t i = 0; i < comparison->article_count; i++) {
		const struct comparison_article *article = &comparison->articles[i];
		if (!is_common(view, article))
			continue;
		if (view->tag != COMPARISON_ALL_TAGS) {
			add_category(view, article, SPANS_OF_TAG, view->tag, &sum);
			continue;
		}
		add_category(view, article, UNTAGGED_SPANS, 0, &sum);
		for (size_t tag = 0; tag < comparison->tags.count; tag++)
			add_category(view, article, SPANS_OF_TAG, tag, &sum);
	}
	if (sum.expected > 0)
		measures->unitizing = 1 - sum.observed / sum.expected;
}

struct comparison_measures comparison_measure(
	const struct comparison *comparison, size_t tag, const size_t *annotators, size_t count)
{
	static const struct comparison_score none = {NAN, NAN, NAN};
	struct view view = {comparison, annotators, count,
		tag == COMPARISON_ALL_TAGS ? tag : comparison->order[tag]};
	struct comparison_measures measures = {
		.kappa = NAN, .alpha = NAN, .exact = none, .overlap = none, .unitizing = NAN};
	measure_values(&view, &measures);
	if (count == 2)
		measure_pair(&view, &measures);
	measure_unitizing(&view, &measures);
	return measures;
}
