/* Collecting: annotations become units with values, and marks. */
#include "comparison_state.h"

#include "attache/annotate/units.h"
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

static void add_cell(struct comparison *comparison, struct comparison_cell cell)
{
	comparison->cells = memory_grow(comparison->cells, &comparison->cell_capacity,
		comparison->cell_count + 1, sizeof *comparison->cells);
	comparison->cells[comparison->cell_count++] = cell;
}

static void add_mark(struct comparison *comparison, const struct document *document,
	size_t annotator, const struct annotation *annotation)
{
	struct range range = annotation->range;
	if (annotation->kind == ANNOTATION_ARTICLE || range.end <= range.start)
		return;
	if (document)
		range = (struct range){utf8_to_codepoint(document->map, range.start),
			utf8_to_codepoint(document->map, range.end)};
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

/* The units of an article; `annotators` are the numbers of those who made the sets. */
static void add_units(struct comparison *comparison, const struct annotations *const *sets,
	const size_t *annotators, size_t count)
{
	struct comparison_article *article =
		&comparison->articles[comparison->article_count - 1];
	struct units units;
	units_make(&units, sets, count);
	for (size_t unit = 0; unit < units.count; unit++)
		for (size_t i = 0; i < count; i++) {
			const struct annotation *version = units_at(&units, unit)[i];
			if (version)
				add_cell(comparison,
					(struct comparison_cell){comparison->units + unit,
						annotators[i], set_of(comparison, version)});
		}
	article->cells = comparison->cell_count - article->first_cell;
	comparison->units += units.count;
	units_free(&units);
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
	struct annotations **sets = memory_zeroed(count + 1, sizeof *sets);
	size_t *annotators = memory_zeroed(count + 1, sizeof *annotators);
	for (size_t i = 0; i < count; i++) {
		annotators[i] = number_of(&comparison->annotators, parts[i].name);
		sets[i] = standing(parts[i].set);
	}
	article->annotators = comparison->annotators.count;
	article->present = memory_zeroed(article->annotators + 1, sizeof *article->present);
	for (size_t i = 0; i < count; i++) {
		article->present[annotators[i]] = true;
		for (size_t k = 0; k < annotations_count(sets[i]); k++)
			add_mark(comparison, document, annotators[i],
				annotations_at(sets[i], k));
	}
	article->marks = comparison->mark_count - article->first_mark;
	add_units(comparison, (const struct annotations *const *)sets, annotators, count);
	sort_tags(comparison);
	for (size_t i = 0; i < count; i++)
		annotations_free(sets[i]);
	free(sets);
	free(annotators);
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
