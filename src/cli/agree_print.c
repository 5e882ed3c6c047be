#include "agree_print.h"

#include "attache/base/csv.h"
#include "attache/base/grapheme.h"
#include "attache/base/json.h"
#include "attache/base/memory.h"
#include "attache/base/visible.h"

#include <math.h>
#include <stdlib.h>

/* ---- groups --------------------------------------------------------------------------------
 */

/* All annotators where they are more than two, then each pair. */
struct group {
	const struct comparison *comparison;
	size_t *annotators, count;
};

typedef void take_group(void *context, const struct group *group);

static void each_group(const struct comparison *comparison, take_group *take, void *context)
{
	size_t count = comparison_annotator_count(comparison);
	size_t *annotators = memory_zeroed(count + 2, sizeof *annotators);
	for (size_t i = 0; i < count; i++)
		annotators[i] = i;
	if (count > 2)
		take(context, &(struct group){comparison, annotators, count});
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count; k++) {
			annotators[0] = i;
			annotators[1] = k;
			take(context, &(struct group){comparison, annotators, 2});
		}
	free(annotators);
}

/* Rows of a group: all tags (row 0), then each. */
static struct comparison_measures measure(const struct group *group, size_t row)
{
	return comparison_measure(group->comparison, row ? row - 1 : COMPARISON_ALL_TAGS,
		group->annotators, group->count);
}

static struct str tag_of(const struct group *group, size_t row)
{
	return row ? str_from(comparison_tag(group->comparison, row - 1)) : STR("");
}

static void add_names(struct buffer *out, const struct group *group, const char *between)
{
	for (size_t i = 0; i < group->count; i++)
		buffer_format(out, "%s%s", i ? between : "",
			comparison_annotator(group->comparison, group->annotators[i]));
}

/* ---- as text -------------------------------------------------------------------------------
 */

#define TAG_COLUMNS 20

/* Text of strangers. */
static void add_visible(struct buffer *out, struct str text)
{
	visible_add(out, text, false);
}

static void add_number(struct buffer *out, double value, int columns, int places)
{
	if (isnan(value))
		buffer_format(out, "%*s", columns, "-");
	else
		buffer_format(out, "%*.*f", columns, places, value);
}

static void add_score(struct buffer *out, const struct comparison_score *score)
{
	buffer_add_byte(out, ' ');
	add_number(out, score->precision, 5, 2);
	add_number(out, score->recall, 5, 2);
	add_number(out, score->f1, 5, 2);
}

static void add_tag(struct buffer *out, struct str tag)
{
	struct buffer shown = {0};
	add_visible(&shown, tag.len ? tag : STR("all tags"));
	struct str text = buffer_str(&shown);
	size_t width = grapheme_text_width(text);
	if (width > TAG_COLUMNS) {
		text.len = grapheme_fit(text, TAG_COLUMNS - 1);
		width = grapheme_text_width(text) + 1;
		buffer_add(out, text);
		buffer_add_cstr(out, "…");
	} else {
		buffer_add(out, text);
	}
	buffer_add_repeat(out, ' ', TAG_COLUMNS - width);
	buffer_free(&shown);
}

static void add_row(struct buffer *out, const struct group *group, size_t row)
{
	struct comparison_measures measures = measure(group, row);
	add_tag(out, tag_of(group, row));
	buffer_format(out, "%6zu", measures.units);
	if (group->count == 2)
		add_number(out, measures.kappa, 7, 3);
	add_number(out, measures.alpha, 7, 3);
	if (group->count == 2) {
		add_score(out, &measures.exact);
		add_score(out, &measures.overlap);
	}
	add_number(out, measures.unitizing, 8, 3);
	buffer_add_byte(out, '\n');
}

static void group_as_text(void *context, const struct group *group)
{
	struct buffer *out = context, names = {0};
	size_t articles = measure(group, 0).articles;
	add_names(&names, group, " · ");
	buffer_add_byte(out, '\n');
	add_visible(out, buffer_str(&names));
	buffer_free(&names);
	if (articles == 0) {
		buffer_add_cstr(out, ": no article in common\n");
		return;
	}
	buffer_add_byte(out, '\n');
	if (group->count == 2)
		buffer_format(out, "%*s%-16s%s\n", TAG_COLUMNS + 22, "", "exact", "overlap");
	buffer_format(out, "%*s%s%s\n", TAG_COLUMNS, "",
		group->count == 2 ? " units  kappa  alpha     P    R   F1     P    R   F1"
				  : " units  alpha",
		" alpha-u");
	for (size_t row = 0; row <= comparison_tag_count(group->comparison); row++)
		add_row(out, group, row);
}

static void print_text(struct buffer *out, const struct agree_report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		const struct agree_part *part = &report->parts[i];
		buffer_add_cstr(out, i ? "\n" : "");
		if (part->article)
			add_visible(out, str_from(part->article));
		else
			buffer_format(out, "%zu article%s",
				comparison_article_count(part->comparison),
				comparison_article_count(part->comparison) == 1 ? "" : "s");
		buffer_add_byte(out, '\n');
		each_group(part->comparison, group_as_text, out);
	}
}

/* ---- as CSV --------------------------------------------------------------------------------
 */

struct csv_place {
	struct csv csv;
	const char *article;
};

static void add_scores(struct csv *csv, const struct comparison_score *score)
{
	csv_fraction(csv, score->precision);
	csv_fraction(csv, score->recall);
	csv_fraction(csv, score->f1);
}

static void group_as_csv(void *context, const struct group *group)
{
	struct csv_place *place = context;
	struct csv *csv = &place->csv;
	struct buffer names = {0};
	add_names(&names, group, "|");
	for (size_t row = 0; row <= comparison_tag_count(group->comparison); row++) {
		struct comparison_measures measures = measure(group, row);
		csv_text(csv, str_from(place->article));
		csv_text(csv, buffer_str(&names));
		csv_text(csv, tag_of(group, row));
		csv_integer(csv, (long long)measures.articles);
		csv_integer(csv, (long long)measures.units);
		csv_integer(csv, (long long)measures.agreed);
		csv_fraction(csv, measures.kappa);
		csv_fraction(csv, measures.alpha);
		add_scores(csv, &measures.exact);
		add_scores(csv, &measures.overlap);
		csv_fraction(csv, measures.unitizing);
		csv_end(csv);
	}
	buffer_free(&names);
}

static void print_csv(struct buffer *out, const struct agree_report *report)
{
	buffer_add_cstr(out, "article,annotators,tag,articles,units,agreed,kappa,alpha,"
			     "exact_precision,exact_recall,exact_f1,overlap_precision,"
			     "overlap_recall,overlap_f1,alpha_u\r\n");
	for (size_t i = 0; i < report->count; i++) {
		struct csv_place place = {{.out = out}, report->parts[i].article};
		each_group(report->parts[i].comparison, group_as_csv, &place);
	}
}

/* ---- as JSON -------------------------------------------------------------------------------
 */

static void add_fraction(struct json *json, const char *key, double value)
{
	json_key(json, key);
	json_fraction(json, value);
}

static void add_size(struct json *json, const char *key, size_t value)
{
	json_key(json, key);
	json_size(json, value);
}

static void add_object(struct json *json, const char *key, const struct comparison_score *score)
{
	json_key(json, key);
	json_object(json);
	add_fraction(json, "precision", score->precision);
	add_fraction(json, "recall", score->recall);
	add_fraction(json, "f1", score->f1);
	json_object_end(json);
}

static void add_measures(struct json *json, const struct group *group, size_t row)
{
	struct comparison_measures measures = measure(group, row);
	json_object(json);
	json_optional(json, "tag", tag_of(group, row));
	add_size(json, "units", measures.units);
	add_size(json, "agreed", measures.agreed);
	add_fraction(json, "alpha", measures.alpha);
	add_fraction(json, "alpha_u", measures.unitizing);
	if (group->count == 2) {
		add_fraction(json, "kappa", measures.kappa);
		add_object(json, "exact", &measures.exact);
		add_object(json, "overlap", &measures.overlap);
	}
	json_object_end(json);
}

static void group_as_json(void *context, const struct group *group)
{
	struct json *json = context;
	json_object(json);
	json_key(json, "annotators");
	json_array(json);
	for (size_t i = 0; i < group->count; i++)
		json_string(json, str_from(comparison_annotator(
					  group->comparison, group->annotators[i])));
	json_array_end(json);
	add_size(json, "articles", measure(group, 0).articles);
	json_key(json, "tags");
	json_array(json);
	for (size_t row = 0; row <= comparison_tag_count(group->comparison); row++)
		add_measures(json, group, row);
	json_array_end(json);
	json_object_end(json);
}

static void print_json(struct buffer *out, const struct agree_report *report)
{
	struct json json = {.out = out, .indent = 2};
	json_array(&json);
	for (size_t i = 0; i < report->count; i++) {
		json_object(&json);
		json_optional(&json, "article", str_from(report->parts[i].article));
		json_key(&json, "groups");
		json_array(&json);
		each_group(report->parts[i].comparison, group_as_json, &json);
		json_array_end(&json);
		json_object_end(&json);
	}
	json_array_end(&json);
	buffer_add_byte(out, '\n');
}

const struct agree_format agree_formats[] = {
	{"text", print_text}, {"csv", print_csv}, {"json", print_json}};

const size_t agree_format_count = sizeof agree_formats / sizeof *agree_formats;
