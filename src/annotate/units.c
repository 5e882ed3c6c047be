#include "attache/annotate/units.h"

#include "attache/annotate/pairing.h"
#include "attache/base/memory.h"

#include "id_index.h"

#include <stdlib.h>
#include <string.h>

/* Units on their way: copies of their first versions as a set, to be paired with, and the
 * number of each by its id. */
struct gathering {
	struct units *units;
	size_t capacity;
	struct annotations *firsts;
	struct id_index numbers; /* values: number + 1 */
};

static const struct annotation **row_of(const struct units *units, size_t unit)
{
	return units->versions + unit * units->annotators;
}

static size_t number_of(const struct gathering *gathering, const char *id)
{
	return (size_t)(uintptr_t)id_index_find(&gathering->numbers, id) - 1;
}

static size_t begin_unit(struct gathering *gathering, const struct annotation *first)
{
	struct units *units = gathering->units;
	struct change inverse, change = {.after = annotation_copy(first)};
	annotations_apply(gathering->firsts, change, &inverse);
	change_free(inverse);
	units->versions = memory_grow(units->versions, &gathering->capacity,
		(units->count + 1) * units->annotators, sizeof *units->versions);
	for (size_t i = 0; i < units->annotators; i++)
		row_of(units, units->count)[i] = NULL;
	id_index_add(
		&gathering->numbers, first->id, (const void *)(uintptr_t)(units->count + 1));
	return units->count++;
}

static void add_annotator(
	struct gathering *gathering, const struct annotations *set, size_t annotator)
{
	struct pairing pairing;
	pairing_make(&pairing, gathering->firsts, set);
	/* New units enter the set only when the pairs, which point into it, are done with. */
	for (size_t i = 0; i < pairing.count; i++) {
		const struct pair *pair = &pairing.pairs[i];
		if (pair->a && pair->b)
			row_of(gathering->units,
				number_of(gathering, pair->a->id))[annotator] = pair->b;
	}
	for (size_t i = 0; i < pairing.count; i++)
		if (!pairing.pairs[i].a)
			row_of(gathering->units,
				begin_unit(gathering,
					pairing.pairs[i].b))[annotator] = pairing.pairs[i].b;
	pairing_free(&pairing);
}

/* Put the units in the order of the set of their first versions. */
static void sort(struct gathering *gathering)
{
	struct units *units = gathering->units;
	size_t row = units->annotators;
	const struct annotation **sorted = memory_zeroed(
		units->count * row + 1, sizeof *sorted);
	for (size_t i = 0; i < units->count; i++) {
		size_t from = number_of(gathering, annotations_at(gathering->firsts, i)->id);
		memcpy(sorted + i * row, units->versions + from * row, row * sizeof *sorted);
	}
	free(units->versions);
	units->versions = sorted;
}

void units_make(struct units *units, const struct annotations *const *sets, size_t count)
{
	struct gathering gathering = {.units = units};
	*units = (struct units){.annotators = count};
	gathering.firsts = annotations_new();
	for (size_t i = 0; i < count; i++)
		add_annotator(&gathering, sets[i], i);
	if (units->count)
		sort(&gathering);
	id_index_free(&gathering.numbers);
	annotations_free(gathering.firsts);
}

void units_free(struct units *units)
{
	free(units->versions);
	*units = (struct units){0};
}

const struct annotation *const *units_at(const struct units *units, size_t unit)
{
	return row_of(units, unit);
}

const struct annotation *units_first(const struct units *units, size_t unit)
{
	const struct annotation *const *versions = units_at(units, unit);
	size_t i = 0;
	while (!versions[i])
		i++;
	return versions[i];
}

bool units_agree(const struct units *units, size_t unit)
{
	const struct annotation *const *versions = units_at(units, unit);
	bool agree = true;
	for (size_t i = 0; agree && i < units->annotators; i++) {
		struct pair pair = {versions[0], versions[i]};
		agree = pair_is_same(&pair);
	}
	return agree;
}
