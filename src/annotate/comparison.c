/* Collecting: annotations become units with values, and marks. */
#include "comparison_state.h"

#include "attache/annotate/pairing.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- names ---------------------------------------------------------------------------------
 */

static size_t number_of(struct comparison_names *names, const char *name)
{
	const struct comparison_name *known = id_index_find(&names->index, name);
	if (known)
		return known->number;
	struct comparison_name *added = memory_zeroed(1, sizeof *added);
	*added = (struct comparison_name){memory_string(name, strlen(name)), names->count};
	names->items = memory_grow(
		names->items, &names->capacity, names->count + 1, sizeof *names->items);
	names->items[names->count++] = added;
	id_index_add(&names->index, added->name, added);
	return added->number;
}

static void names_free(struct comparison_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		free(names->items[i]->name);
		free(names->items[i]);
	}
	free(names->items);
	id_index_free(&names->index);
}

static int by_number(const void *a, const void *b)
{
	size_t one = *(const size_t *)a, other = *(const size_t *)b;
	return one < other ? -1 : one > other;
}

/* The number of an annotation's set of tags. */
static size_t set_of(struct comparison *comparison, const struct annotation *annotation)
{
	struct buffer key = {0};
	size_t *tags = memory_zeroed(annotation->tag_count + 1, sizeof *tags), count = 0;
	for (size_t i = 0; i < annotation->tag_count; i++)
		tags[i] = number_of(&comparison->tags, annotation->tags[i]);
	qsort(tags, annotation->tag_count, sizeof *tags, by_number);
	for (size_t i = 0; i < annotation->tag_count; i++)
		if (i == 0 || tags[i] != tags[i - 1])
			tags[count++] = tags[i];
	buffer_add_cstr(&key, "");
	for (size_t i = 0; i < count; i++)
		buffer_format(&key, "%zu,", tags[i]);
	size_t before = comparison->sets.count, set = number_of(&comparison->sets, key.data);
	buffer_free(&key);
	if (set < before) {
		free(tags);
		return set;
	}
	comparison->set_tags = memory_grow(comparison->set_tags, &comparison->set_capacity,
		set + 1, sizeof *comparison->set_tags);
	comparison->set_tags[set] = (struct comparison_set){tags, count};
	return set;
}

/* ---- units ---------------------------------------------------------------------------------
 */

/* An article on its way in. `units` holds the first annotation of each unit, `numbers` the
 * unit of each id in it. */
struct intake {
	struct comparison *comparison;
	const struct document *document;
	struct annotations *units;
	struct comparison_names numbers;
	size_t first; /* unit */
};

static void add_copy(struct annotations *set, const struct annotation *annotation)
{
	struct change inverse, change = {.after = annotation_copy(annotation)};
	annotations_apply(set, change, &inverse);
	change_free(inverse);
}

/* What somebody holds: no proposals of the program, nothing that was turned down. */
static struct annotations *standing(const struct annotations *set)
{
	struct annotations *out = annotations_new();
	for (size_t i = 0; i < annotations_count(set); i++) {
		const struct annotation *annotation = annotations_at(set, i);
		if (annotation->status != ANNOTATION_SUGGESTED &&
			annotation->status != ANNOTATION_REJECTED)
			add_copy(out, annotation);
	}
	return out;
}

static void add_cell(struct intake *intake, size_t annotator, const struct pair *pair)
{
	struct comparison *comparison = intake->comparison;
	const char *id = pair->a ? pair->a->id : pair->b->id;
	if (!pair->a)
		add_copy(intake->units, pair->b);
	size_t unit = intake->first + number_of(&intake->numbers, id);
	comparison->cells = memory_grow(comparison->cells, &comparison->cell_capacity,
		comparison->cell_count + 1, sizeof *comparison->cells);
	comparison->cells[comparison->cell_count++] = (struct comparison_cell){
		unit, annotator, set_of(comparison, pair->b)};
}

static size_t outside(const struct intake *intake, size_t offset)
{
	return intake->document ? utf8_to_codepoint(intake->document->map, offset) : offset;
}

static void add_mark(
	struct intake *intake, size_t annotator, const struct annotation *annotation)
{
	struct comparison *comparison = intake->comparison;
	struct range range = {outside(intake, annotation->range.start),
		outside(intake, annotation->range.end)};
	if (annotation->kind == ANNOTATION_ARTICLE || range.end <= range.start)
		return;
	struct comparison_article *article =
		&comparison->articles[comparison->article_count - 1];
	if (article->length < range.end)
		article->length = range.end;
	comparison->marks = memory_grow(comparison->marks, &comparison->mark_capacity,
		comparison->mark_count + 1, sizeof *comparison->marks);
	comparison->marks[comparison->mark_count++] = (struct comparison_mark){
		comparison->article_count - 1, annotator, set_of(comparison, annotation),
		range};
}

static void add_part(struct intake *intake, size_t annotator, const struct annotations *given)
{
	struct annotations *set = standing(given);
	struct pairing pairing;
	pairing_make(&pairing, intake->units, set);
	for (size_t i = 0; i < pairing.count; i++)
		if (pairing.pairs[i].b)
			add_cell(intake, annotator, &pairing.pairs[i]);
	for (size_t i = 0; i < annotations_count(set); i++)
		add_mark(intake, annotator, annotations_at(set, i));
	pairing_free(&pairing);
	annotations_free(set);
}

static int by_unit(const void *a, const void *b)
{
	const struct comparison_cell *one = a, *other = b;
	if (one->unit != other->unit)
		return one->unit < other->unit ? -1 : 1;
	return one->annotator < other->annotator ? -1 : one->annotator > other->annotator;
}

static int by_tag_name(const void *a, const void *b)
{
	const struct comparison_name *const *one = a, *const *other = b;
	return strcmp((*one)->name, (*other)->name);
}

static void sort_tags(struct comparison *comparison)
{
	size_t count = comparison->tags.count;
	struct comparison_name **sorted = memory_zeroed(count + 1, sizeof *sorted);
	comparison->order = memory_resize(
		comparison->order, count + 1, sizeof *comparison->order);
	for (size_t i = 0; i < count; i++)
		sorted[i] = comparison->tags.items[i];
	qsort(sorted, count, sizeof *sorted, by_tag_name);
	for (size_t i = 0; i < count; i++)
		comparison->order[i] = sorted[i]->number;
	free(sorted);
}

static struct comparison_article *article_begin(
	struct comparison *comparison, const struct document *document)
{
	comparison->articles = memory_grow(comparison->articles, &comparison->article_capacity,
		comparison->article_count + 1, sizeof *comparison->articles);
	struct comparison_article *article = &comparison->articles[comparison->article_count++];
	*article = (struct comparison_article){
		.length = document ? utf8_map_length(document->map) : 0,
		.first_cell = comparison->cell_count,
		.first_mark = comparison->mark_count};
	return article;
}

void comparison_add(struct comparison *comparison, const struct document *document,
	const struct comparison_part *parts, size_t count)
{
	struct comparison_article *article = article_begin(comparison, document);
	struct intake intake = {comparison, document, .first = comparison->units};
	intake.units = annotations_new();
	for (size_t i = 0; i < count; i++)
		number_of(&comparison->annotators, parts[i].name);
	article->annotators = comparison->annotators.count;
	article->present = memory_zeroed(article->annotators + 1, sizeof *article->present);
	for (size_t i = 0; i < count; i++) {
		size_t annotator = number_of(&comparison->annotators, parts[i].name);
		article->present[annotator] = true;
		add_part(&intake, annotator, parts[i].set);
	}
	article->cells = comparison->cell_count - article->first_cell;
	article->marks = comparison->mark_count - article->first_mark;
	article->units = intake.numbers.count;
	comparison->units += article->units;
	if (article->cells)
		qsort(comparison->cells + article->first_cell, article->cells,
			sizeof *comparison->cells, by_unit);
	sort_tags(comparison);
	names_free(&intake.numbers);
	annotations_free(intake.units);
}

/* ---- the whole -----------------------------------------------------------------------------
 */

struct comparison *comparison_new(bool unmarked)
{
	static const struct annotation untagged;
	struct comparison *comparison = memory_zeroed(1, sizeof *comparison);
	comparison->unmarked = unmarked;
	set_of(comparison, &untagged);
	return comparison;
}

void comparison_free(struct comparison *comparison)
{
	if (!comparison)
		return;
	for (size_t i = 0; i < comparison->sets.count; i++)
		free(comparison->set_tags[i].tags);
	for (size_t i = 0; i < comparison->article_count; i++)
		free(comparison->articles[i].present);
	names_free(&comparison->annotators);
	names_free(&comparison->tags);
	names_free(&comparison->sets);
	free(comparison->set_tags);
	free(comparison->order);
	free(comparison->cells);
	free(comparison->marks);
	free(comparison->articles);
	free(comparison);
}

size_t comparison_article_count(const struct comparison *comparison)
{
	return comparison->article_count;
}

size_t comparison_annotator_count(const struct comparison *comparison)
{
	return comparison->annotators.count;
}

const char *comparison_annotator(const struct comparison *comparison, size_t annotator)
{
	return comparison->annotators.items[annotator]->name;
}

size_t comparison_tag_count(const struct comparison *comparison)
{
	return comparison->tags.count;
}

const char *comparison_tag(const struct comparison *comparison, size_t tag)
{
	return comparison->tags.items[comparison->order[tag]]->name;
}
