#include "attache/annotate/pairing.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define OVERLAPS_MAX 64 /* that are looked at for one annotation: the first in the text */

/* ---- differences
 * ---------------------------------------------------------------------------- */

static const char *const names[PAIR_DIFFERENCES] = {
	"span", "kind", "status", "tags", "speaker", "source", "target", "stance", "note"};

const char *pair_difference_name(enum pair_difference difference)
{
	return names[difference];
}

static bool same_text(const char *a, const char *b)
{
	return str_equal(str_from(a), str_from(b));
}

static bool same_range(const struct annotation *a, const struct annotation *b)
{
	return a->range.start == b->range.start && a->range.end == b->range.end;
}

static bool same_span(const struct annotation *a, const struct annotation *b)
{
	bool found_again = strcmp(a->id, b->id) == 0 && a->exact &&
			   same_text(a->exact, b->exact);
	return same_range(a, b) || found_again;
}

/* Found with doubt or without, it is there. */
static enum annotation_status standing(const struct annotation *annotation)
{
	return annotation->status == ANNOTATION_MOVED ? ANNOTATION_OK : annotation->status;
}

static bool same_tags(const struct annotation *a, const struct annotation *b)
{
	bool same = a->tag_count == b->tag_count;
	for (size_t i = 0; same && i < a->tag_count; i++)
		same = annotation_has_tag(b, a->tags[i]);
	return same;
}

bool pair_differs(const struct pair *pair, enum pair_difference difference)
{
	const struct annotation *a = pair->a, *b = pair->b;
	if (!a || !b)
		return true;
	switch (difference) {
	case PAIR_SPAN:
		return !same_span(a, b);
	case PAIR_KIND:
		return a->kind != b->kind;
	case PAIR_STATUS:
		return standing(a) != standing(b);
	case PAIR_TAGS:
		return !same_tags(a, b);
	case PAIR_SPEAKER:
		return !same_text(a->speaker, b->speaker);
	case PAIR_SOURCE:
		return !same_text(a->source, b->source);
	case PAIR_TARGET:
		return !same_text(a->target, b->target);
	case PAIR_STANCE:
		return a->stance != b->stance;
	case PAIR_NOTE:
		return !same_text(a->note, b->note);
	case PAIR_DIFFERENCES:
		break;
	}
	return false;
}

bool pair_is_same(const struct pair *pair)
{
	bool same = true;
	for (size_t i = 0; same && i < PAIR_DIFFERENCES; i++)
		same = !pair_differs(pair, (enum pair_difference)i);
	return same;
}

/* ---- pairing
 * -------------------------------------------------------------------------------- */

/* A set on its way into pairs. */
struct side {
	const struct annotations *set;
	size_t count;
	bool *taken;
};

struct work {
	struct side a, b;
	struct pairing *out;
	size_t capacity;
};

static const struct annotation *at(const struct side *side, size_t i)
{
	return annotations_at(side->set, i);
}

static void side_begin(struct side *side, const struct annotations *set)
{
	*side = (struct side){.set = set, .count = annotations_count(set)};
	side->taken = memory_zeroed(side->count + 1, sizeof *side->taken);
}

static void add(struct work *work, const struct annotation *a, const struct annotation *b)
{
	struct pairing *out = work->out;
	out->pairs = memory_grow(
		out->pairs, &work->capacity, out->count + 1, sizeof *out->pairs);
	out->pairs[out->count++] = (struct pair){a, b};
}

static void take(struct work *work, size_t i, size_t k)
{
	work->a.taken[i] = work->b.taken[k] = true;
	add(work, at(&work->a, i), at(&work->b, k));
}

/* ---- what is alike ----------------------------------------------------------------------- */

/* A way to be alike: which annotations can be, and in what they must be equal. */
struct likeness {
	bool (*applies)(const struct annotation *annotation);
	int (*compare)(const struct annotation *a, const struct annotation *b);
};

static bool always(const struct annotation *annotation)
{
	(void)annotation;
	return true;
}

static int compare_ids(const struct annotation *a, const struct annotation *b)
{
	return strcmp(a->id, b->id);
}

static int compare_ranges(const struct annotation *a, const struct annotation *b)
{
	if (a->range.start != b->range.start)
		return a->range.start < b->range.start ? -1 : 1;
	return a->range.end < b->range.end ? -1 : a->range.end > b->range.end;
}

static int compare_kinds_too(const struct annotation *a, const struct annotation *b)
{
	int order = compare_ranges(a, b);
	return order ? order : (int)a->kind - (int)b->kind;
}

/* What has no place: about the article, and orphans that say their words. */
static bool is_placeless(const struct annotation *annotation)
{
	return annotation->kind == ANNOTATION_ARTICLE ||
	       (annotation->status == ANNOTATION_ORPHANED && annotation->exact);
}

static int compare_words(const struct annotation *a, const struct annotation *b)
{
	bool one = a->kind == ANNOTATION_ARTICLE, other = b->kind == ANNOTATION_ARTICLE;
	if (one || other)
		return (int)other - (int)one;
	return strcmp(a->exact, b->exact);
}

static const struct likeness likenesses[] = {{always, compare_ids},
	{annotation_has_place, compare_kinds_too}, {annotation_has_place, compare_ranges},
	{is_placeless, compare_words}};

struct candidate {
	const struct annotation *annotation;
	const struct likeness *likeness;
	size_t index;
};

static int by_likeness(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;
	int order = a->likeness->compare(a->annotation, b->annotation);
	if (order)
		return order;
	return a->index < b->index ? -1 : a->index > b->index;
}

static struct candidate *candidates(
	const struct side *side, const struct likeness *likeness, size_t *count)
{
	struct candidate *out = memory_zeroed(side->count + 1, sizeof *out);
	*count = 0;
	for (size_t i = 0; i < side->count; i++)
		if (!side->taken[i] && likeness->applies(at(side, i)))
			out[(*count)++] = (struct candidate){at(side, i), likeness, i};
	qsort(out, *count, sizeof *out, by_likeness);
	return out;
}

/* Pair those that are alike, the first with the first. */
static void pair_alike(struct work *work, const struct likeness *likeness)
{
	size_t a_count, b_count;
	struct candidate *a = candidates(&work->a, likeness, &a_count);
	struct candidate *b = candidates(&work->b, likeness, &b_count);
	for (size_t i = 0, k = 0; i < a_count && k < b_count;) {
		int order = likeness->compare(a[i].annotation, b[k].annotation);
		if (order == 0)
			take(work, a[i].index, b[k].index);
		i += order <= 0;
		k += order >= 0;
	}
	free(a);
	free(b);
}

/* ---- what overlaps -------------------------------------------------------------------------
 */

struct overlap {
	size_t i, k;
	double share;
};

struct overlaps {
	struct overlap *items;
	size_t count, capacity;
};

/* Shared most first, then in the order of the text. */
static int by_share(const void *x, const void *y)
{
	const struct overlap *a = x, *b = y;
	if (a->share != b->share)
		return a->share > b->share ? -1 : 1;
	if (a->i != b->i)
		return a->i < b->i ? -1 : 1;
	return a->k < b->k ? -1 : a->k > b->k;
}

static double share_of(struct range a, struct range b)
{
	size_t start = a.start > b.start ? a.start : b.start;
	size_t end = a.end < b.end ? a.end : b.end;
	size_t all = range_length(a) + range_length(b) - (end - start);
	return (double)(end - start) / (double)all;
}

/* The indices of what is still to be paired, each leading to the next; the last to `count`.
 * The entry at `count` leads to the first. */
static size_t *chain(const struct side *side)
{
	size_t *next = memory_zeroed(side->count + 1, sizeof *next);
	size_t following = side->count;
	for (size_t i = side->count; i > 0; i--) {
		next[i - 1] = following;
		if (!side->taken[i - 1] && annotation_has_place(at(side, i - 1)))
			following = i - 1;
	}
	next[side->count] = following;
	return next;
}

/* What overlaps one annotation. What ends before it ends before all that follow: it leaves the
 * chain, so that each step finds an overlap or is the last to look there. */
static void find_overlaps(
	const struct work *work, size_t i, size_t *next, struct overlaps *overlaps)
{
	struct range range = at(&work->a, i)->range;
	size_t before = work->b.count, found = 0;
	while (next[before] != work->b.count && found < OVERLAPS_MAX) {
		size_t k = next[before];
		struct range other = at(&work->b, k)->range;
		if (other.start >= range.end)
			break;
		if (other.end <= range.start) {
			next[before] = next[k];
			continue;
		}
		before = k;
		if (!range_overlaps(range, other))
			continue;
		overlaps->items = memory_grow(overlaps->items, &overlaps->capacity,
			overlaps->count + 1, sizeof *overlaps->items);
		overlaps->items[overlaps->count++] = (struct overlap){
			i, k, share_of(range, other)};
		found++;
	}
}

static void pair_by_overlap(struct work *work)
{
	struct overlaps overlaps = {0};
	size_t *next = chain(&work->b);
	for (size_t i = 0; i < work->a.count; i++)
		if (!work->a.taken[i] && annotation_has_place(at(&work->a, i)))
			find_overlaps(work, i, next, &overlaps);
	if (overlaps.count)
		qsort(overlaps.items, overlaps.count, sizeof *overlaps.items, by_share);
	for (size_t n = 0; n < overlaps.count; n++)
		if (!work->a.taken[overlaps.items[n].i] && !work->b.taken[overlaps.items[n].k])
			take(work, overlaps.items[n].i, overlaps.items[n].k);
	free(overlaps.items);
	free(next);
}

/* ---- all -----------------------------------------------------------------------------------
 */

static void add_alone(struct work *work)
{
	for (size_t i = 0; i < work->a.count; i++)
		if (!work->a.taken[i])
			add(work, at(&work->a, i), NULL);
	for (size_t k = 0; k < work->b.count; k++)
		if (!work->b.taken[k])
			add(work, NULL, at(&work->b, k));
}

static int by_place(const void *x, const void *y)
{
	const struct pair *one = x, *two = y;
	const struct annotation *a = one->a ? one->a : one->b, *b = two->a ? two->a : two->b;
	if (a->range.start != b->range.start)
		return a->range.start < b->range.start ? -1 : 1;
	if (a->range.end != b->range.end)
		return a->range.end < b->range.end ? -1 : 1;
	if (!one->a != !two->a)
		return one->a ? -1 : 1;
	return strcmp(a->id, b->id);
}

void pairing_make(
	struct pairing *pairing, const struct annotations *a, const struct annotations *b)
{
	struct work work = {.out = pairing};
	*pairing = (struct pairing){0};
	side_begin(&work.a, a);
	side_begin(&work.b, b);
	for (size_t i = 0; i < sizeof likenesses / sizeof *likenesses; i++)
		pair_alike(&work, &likenesses[i]);
	pair_by_overlap(&work);
	add_alone(&work);
	if (pairing->count)
		qsort(pairing->pairs, pairing->count, sizeof *pairing->pairs, by_place);
	free(work.a.taken);
	free(work.b.taken);
}

void pairing_free(struct pairing *pairing)
{
	free(pairing->pairs);
	*pairing = (struct pairing){0};
}
