#include "attache/annotate/merge.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- one annotation
 * ------------------------------------------------------------------------ */

static bool same_text(const char *a, const char *b)
{
	return str_equal(str_from(a), str_from(b));
}

/* Which side's value counts, given who changed it. */
static bool takes_theirs(bool ours_same, bool theirs_same, bool agree, bool *conflict)
{
	if (!ours_same && !theirs_same && !agree)
		*conflict = true;
	return ours_same && !theirs_same;
}

static bool same_place(const struct annotation *a, const struct annotation *b)
{
	return a->kind == b->kind && a->status == b->status &&
	       a->range.start == b->range.start && a->range.end == b->range.end &&
	       same_text(a->exact, b->exact) && same_text(a->prefix, b->prefix) &&
	       same_text(a->suffix, b->suffix);
}

/* Where it stands is one thing: kind, status, range and anchor. Two that stand on the same
 * words differ in how they were found again, which is no conflict. */
static void merge_place(struct annotation *merged, const struct annotation *base,
	const struct annotation *theirs, bool *conflict)
{
	bool agree = same_text(merged->exact, theirs->exact) && merged->kind == theirs->kind;
	if (!takes_theirs(same_place(merged, base), same_place(theirs, base), agree, conflict))
		return;
	merged->kind = theirs->kind;
	merged->status = theirs->status;
	merged->range = theirs->range;
	merged->saved_start = theirs->saved_start;
	merged->saved_end = theirs->saved_end;
	annotation_set(&merged->exact, str_from(theirs->exact));
	annotation_set(&merged->prefix, str_from(theirs->prefix));
	annotation_set(&merged->suffix, str_from(theirs->suffix));
}

static void merge_tags(struct annotation *merged, const struct annotation *base,
	const struct annotation *theirs)
{
	for (size_t i = 0; i < base->tag_count; i++)
		if (!annotation_has_tag(theirs, base->tags[i]) &&
			annotation_has_tag(merged, base->tags[i]))
			annotation_toggle_tag(merged, base->tags[i]);
	for (size_t i = 0; i < theirs->tag_count; i++)
		if (!annotation_has_tag(base, theirs->tags[i]) &&
			!annotation_has_tag(merged, theirs->tags[i]))
			annotation_toggle_tag(merged, theirs->tags[i]);
}

struct annotation *annotation_merge(const struct annotation *base,
	const struct annotation *ours, const struct annotation *theirs, bool *conflict)
{
	static const size_t texts[] = {offsetof(struct annotation, speaker),
		offsetof(struct annotation, source), offsetof(struct annotation, target),
		offsetof(struct annotation, note), offsetof(struct annotation, by),
		offsetof(struct annotation, conflict_of),
		offsetof(struct annotation, adjudicated_by),
		offsetof(struct annotation, unknown)};
	struct annotation *merged = annotation_copy(ours);
	*conflict = false;
	merged->stamp = 0;
	merge_place(merged, base, theirs, conflict);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char **mine = (char **)(void *)((char *)merged + texts[i]);
		const char *was = *(
			const char *const *)(const void *)((const char *)base + texts[i]);
		const char *other = *(
			const char *const *)(const void *)((const char *)theirs + texts[i]);
		if (takes_theirs(same_text(*mine, was), same_text(other, was),
			    same_text(*mine, other), conflict))
			annotation_set(mine, str_from(other));
	}
	merge_tags(merged, base, theirs);
	if (takes_theirs(ours->stance == base->stance, theirs->stance == base->stance,
		    ours->stance == theirs->stance, conflict))
		merged->stance = theirs->stance;
	if (ours->created == base->created)
		merged->created = theirs->created;
	if (theirs->modified > merged->modified)
		merged->modified = theirs->modified;
	return merged;
}

/* ---- all of an article
 * --------------------------------------------------------------------- */

struct merge_sides {
	const struct annotations *base, *ours, *theirs;
};

struct merging {
	struct annotation **items;
	size_t count, capacity, conflicts;
};

static void keep(struct merging *merging, struct annotation *annotation)
{
	merging->items = memory_grow(
		merging->items, &merging->capacity, merging->count + 1, sizeof *merging->items);
	merging->items[merging->count++] = annotation;
}

/* An annotation that both sides hold. Without one they come from, only equal ones agree. */
static void merge_both(struct merging *merging, const struct merge_sides *sides,
	const struct annotation *base, const struct annotation *ours,
	const struct annotation *theirs)
{
	bool conflict = true;
	if (annotation_equal(ours, theirs) || (base && annotation_equal(base, ours))) {
		keep(merging, annotation_copy(theirs));
		return;
	}
	if (!base || annotation_equal(base, theirs)) {
		conflict = !base;
		keep(merging, annotation_copy(ours));
	} else {
		keep(merging, annotation_merge(base, ours, theirs, &conflict));
	}
	if (!conflict)
		return;
	merging->conflicts++;
	char id[ANNOTATION_ID_LENGTH + 1];
	annotation_derive_id(theirs, id);
	/* The same conflict was met before, and its copy will be there. */
	bool in_theirs = annotations_find(sides->theirs, id) != NULL;
	if (annotations_find(sides->ours, id) ||
		(in_theirs && !annotations_find(sides->base, id)))
		return;
	if (in_theirs)
		annotation_make_id(id); /* we had deleted it */
	struct annotation *copy = annotation_copy(theirs);
	annotation_set(&copy->conflict_of, str_from(theirs->id));
	memcpy(copy->id, id, sizeof copy->id);
	copy->stamp = 0;
	keep(merging, copy);
}

static bool same_date(const char *a, const char *b)
{
	return !a || !b ? a == b : strcmp(a, b) == 0;
}

/* Where both changed it, ours counts: an article has one date. */
static void merge_date(
	struct annotations *merged, const char *base, const char *ours, const char *theirs)
{
	annotations_set_date(merged, same_date(base, ours) ? theirs : ours);
}

struct annotations *annotations_merge(const struct annotations *base,
	const struct annotations *ours, const struct annotations *theirs, size_t *conflicts)
{
	struct merging merging = {0};
	struct merge_sides sides = {base, ours, theirs};
	struct annotations *merged;
	for (size_t i = 0; i < annotations_count(ours); i++) {
		const struct annotation *our = annotations_at(ours, i);
		const struct annotation *was = annotations_find(base, our->id);
		const struct annotation *their = annotations_find(theirs, our->id);
		if (their)
			merge_both(&merging, &sides, was, our, their);
		else if (!was || !annotation_equal(was, our))
			keep(&merging, annotation_copy(our));
	}
	for (size_t i = 0; i < annotations_count(theirs); i++) {
		const struct annotation *their = annotations_at(theirs, i);
		const struct annotation *was = annotations_find(base, their->id);
		if (!annotations_find(ours, their->id) &&
			(!was || !annotation_equal(was, their)))
			keep(&merging, annotation_copy(their));
	}
	annotations_build(merging.items, merging.count, &merged);
	merge_date(merged, annotations_date(base), annotations_date(ours),
		annotations_date(theirs));
	free(merging.items);
	*conflicts = merging.conflicts;
	return merged;
}

bool annotations_equal(const struct annotations *a, const struct annotations *b)
{
	bool equal = annotations_count(a) == annotations_count(b) &&
		     same_date(annotations_date(a), annotations_date(b));
	for (size_t i = 0; equal && i < annotations_count(a); i++)
		equal = annotation_equal(annotations_at(a, i), annotations_at(b, i));
	return equal;
}
