#include "attache/annotate/pairing.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

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

static bool has_place(const struct annotation *annotation)
{
	return annotation->kind != ANNOTATION_ARTICLE &&
	       annotation->status != ANNOTATION_ORPHANED;
}

/* The index of an annotation in its set: those that stand at one place are few. */
static size_t index_of(const struct side *side, const struct annotation *annotation)
{
	size_t i = annotations_from(side->set, annotation->range.start);
	while (at(side, i) != annotation)
		i++;
	return i;
}

static void pair_by_id(struct work *work)
{
	for (size_t i = 0; i < work->a.count; i++) {
		const struct annotation *same = annotations_find(
			work->b.set, at(&work->a, i)->id);
		if (same)
			take(work, i, index_of(&work->b, same));
	}
}

static void pair_by_range(struct work *work, bool any_kind)
{
	for (size_t i = 0; i < work->a.count; i++) {
		const struct annotation *a = at(&work->a, i);
		size_t k = annotations_from(work->b.set, a->range.start);
		for (; !work->a.taken[i] && has_place(a) && k < work->b.count; k++) {
			const struct annotation *b = at(&work->b, k);
			if (b->range.start != a->range.start)
				break;
			if (!work->b.taken[k] && has_place(b) && same_range(a, b) &&
				(any_kind || a->kind == b->kind))
				take(work, i, k);
		}
	}
}

struct overlap {
	size_t i, k;
	double share;
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

static void pair_by_overlap(struct work *work)
{
	struct overlap *overlaps = NULL;
	size_t count = 0, capacity = 0, from = 0;
	for (size_t i = 0; i < work->a.count; i++) {
		const struct annotation *a = at(&work->a, i);
		if (work->a.taken[i] || !has_place(a))
			continue;
		/* Of those that no one needs any more, the first ones are skipped for good. */
		while (from < work->b.count &&
			(work->b.taken[from] ||
				at(&work->b, from)->range.end <= a->range.start))
			from++;
		for (size_t k = from; k < work->b.count; k++) {
			const struct annotation *b = at(&work->b, k);
			if (b->range.start >= a->range.end)
				break;
			if (work->b.taken[k] || !has_place(b) ||
				!range_overlaps(a->range, b->range))
				continue;
			overlaps = memory_grow(
				overlaps, &capacity, count + 1, sizeof *overlaps);
			overlaps[count++] = (struct overlap){
				i, k, share_of(a->range, b->range)};
		}
	}
	if (count)
		qsort(overlaps, count, sizeof *overlaps, by_share);
	for (size_t n = 0; n < count; n++)
		if (!work->a.taken[overlaps[n].i] && !work->b.taken[overlaps[n].k])
			take(work, overlaps[n].i, overlaps[n].k);
	free(overlaps);
}

static bool is_alike(const struct annotation *a, const struct annotation *b)
{
	if (a->kind == ANNOTATION_ARTICLE || b->kind == ANNOTATION_ARTICLE)
		return a->kind == b->kind;
	return a->exact && same_text(a->exact, b->exact);
}

/* What has no place: about the article, and orphans. They stand first in their sets. */
static void pair_placeless(struct work *work)
{
	for (size_t i = 0; i < work->a.count && at(&work->a, i)->range.start == 0; i++)
		for (size_t k = 0; k < work->b.count && at(&work->b, k)->range.start == 0 &&
				   !work->a.taken[i] && !has_place(at(&work->a, i));
			k++)
			if (!work->b.taken[k] && !has_place(at(&work->b, k)) &&
				is_alike(at(&work->a, i), at(&work->b, k)))
				take(work, i, k);
}

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
	pair_by_id(&work);
	pair_by_range(&work, false);
	pair_by_range(&work, true);
	pair_by_overlap(&work);
	pair_placeless(&work);
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
