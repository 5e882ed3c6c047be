/* attache diff: what two people annotated differently. */
#include "annotators.h"
#include "cli.h"

#include "attache/annotate/pairing.h"
#include "attache/base/json.h"
#include "attache/base/visible.h"

#include <string.h>

struct diff {
	const struct annotators *annotators;
	struct buffer out;
	bool colour;
};

/* ---- as text
 * ---------------------------------------------------------------------------------- */

static void begin_line(struct diff *diff, char sign, const char *indent)
{
	const char *colour = sign == '-' ? "\033[31m" : sign == '+' ? "\033[32m" : "\033[1m";
	buffer_format(&diff->out, "%s%s%c ", diff->colour ? colour : "", indent, sign);
}

static void end_line(struct diff *diff)
{
	buffer_add_cstr(&diff->out, diff->colour ? "\033[0m\n" : "\n");
}

/* Text of strangers, on one line. */
static void add_flat(struct diff *diff, const char *text)
{
	struct buffer flat = {0};
	buffer_add_cstr(&flat, text ? text : "");
	for (size_t i = 0; i < flat.len; i++)
		if (flat.data[i] == '\n' || flat.data[i] == '\t' || flat.data[i] == '\r')
			flat.data[i] = ' ';
	visible_add(&diff->out, buffer_str(&flat), false);
	buffer_free(&flat);
}

static void add_place(struct diff *diff, const struct annotation *annotation)
{
	if (annotation->kind == ANNOTATION_ARTICLE)
		buffer_add_cstr(&diff->out, "article");
	else if (annotation->status == ANNOTATION_ORPHANED)
		buffer_add_cstr(&diff->out, "orphan");
	else
		buffer_format(&diff->out, "%zu-%zu",
			annotators_codepoint(diff->annotators, annotation->range.start),
			annotators_codepoint(diff->annotators, annotation->range.end));
	if (annotation->exact) {
		buffer_add_cstr(&diff->out, " “");
		add_flat(diff, annotation->exact);
		buffer_add_cstr(&diff->out, "”");
	}
}

/* The value that a difference is about; false when there is none. */
static bool add_value(
	struct diff *diff, const struct annotation *annotation, enum pair_difference difference)
{
	const char *texts[PAIR_DIFFERENCES] = {
		[PAIR_KIND] = annotation_kind_name(annotation->kind),
		[PAIR_STATUS] = annotation_status_name(annotation->status),
		[PAIR_SPEAKER] = annotation->speaker,
		[PAIR_SOURCE] = annotation->source,
		[PAIR_TARGET] = annotation->target,
		[PAIR_NOTE] = annotation->note};
	switch (difference) {
	case PAIR_SPAN:
		add_place(diff, annotation);
		return true;
	case PAIR_TAGS:
		for (size_t i = 0; i < annotation->tag_count; i++) {
			buffer_add_cstr(&diff->out, i ? ", " : "");
			add_flat(diff, annotation->tags[i]);
		}
		return annotation->tag_count > 0;
	case PAIR_STANCE:
		if (annotation->stance != STANCE_NONE)
			buffer_format(&diff->out, "%d", annotation->stance);
		return annotation->stance != STANCE_NONE;
	default:
		add_flat(diff, texts[difference]);
		return texts[difference] != NULL;
	}
}

static void add_field(struct diff *diff, const struct annotation *annotation, char sign,
	enum pair_difference difference)
{
	size_t before = diff->out.len;
	begin_line(diff, sign, "    ");
	buffer_format(&diff->out, "%s: ", pair_difference_name(difference));
	if (add_value(diff, annotation, difference))
		end_line(diff);
	else
		diff->out.len = before;
}

static void add_line(struct diff *diff, const struct annotation *annotation, char sign)
{
	begin_line(diff, sign, "");
	add_place(diff, annotation);
	end_line(diff);
}

static bool is_worth_telling(const struct annotation *annotation, enum pair_difference what)
{
	switch (what) {
	case PAIR_SPAN:
		return false;
	case PAIR_KIND:
		return annotation->kind != ANNOTATION_QUOTE &&
		       annotation->kind != ANNOTATION_ARTICLE;
	case PAIR_STATUS:
		return annotation->status == ANNOTATION_SUGGESTED ||
		       annotation->status == ANNOTATION_REJECTED;
	default:
		return true;
	}
}

static void print_pair(struct diff *diff, const struct pair *pair)
{
	if (!pair->a || !pair->b) {
		const struct annotation *alone = pair->a ? pair->a : pair->b;
		char sign = pair->a ? '-' : '+';
		add_line(diff, alone, sign);
		for (size_t i = 0; i < PAIR_DIFFERENCES; i++)
			if (is_worth_telling(alone, (enum pair_difference)i))
				add_field(diff, alone, sign, (enum pair_difference)i);
		return;
	}
	add_line(diff, pair->a, '!');
	for (size_t i = 0; i < PAIR_DIFFERENCES; i++) {
		if (!pair_differs(pair, (enum pair_difference)i))
			continue;
		add_field(diff, pair->a, '-', (enum pair_difference)i);
		add_field(diff, pair->b, '+', (enum pair_difference)i);
	}
}

static void print_head(struct diff *diff)
{
	static const char *const signs[] = {"---", "+++"};
	for (size_t i = 0; i < 2; i++) {
		buffer_format(&diff->out, "%s ", signs[i]);
		add_flat(diff, diff->annotators->items[i].name);
		buffer_add_byte(&diff->out, '\n');
	}
}

static bool print_text(struct diff *diff, const struct pairing *pairing)
{
	bool different = false;
	for (size_t i = 0; i < pairing->count; i++) {
		if (pair_is_same(&pairing->pairs[i]))
			continue;
		if (!different)
			print_head(diff);
		print_pair(diff, &pairing->pairs[i]);
		different = true;
	}
	return different;
}

/* ---- as JSON
 * ---------------------------------------------------------------------------------- */

static void add_annotation(
	struct json *json, const struct diff *diff, const struct annotation *annotation)
{
	json_object(json);
	json_optional(json, "id", str_from(annotation->id));
	json_optional(json, "kind", str_from(annotation_kind_name(annotation->kind)));
	json_optional(json, "status", str_from(annotation_status_name(annotation->status)));
	if (annotation_has_place(annotation)) {
		json_key(json, "start");
		json_size(
			json, annotators_codepoint(diff->annotators, annotation->range.start));
		json_key(json, "end");
		json_size(json, annotators_codepoint(diff->annotators, annotation->range.end));
	}
	json_optional(json, "exact", str_from(annotation->exact));
	json_optional(json, "speaker", str_from(annotation->speaker));
	json_optional(json, "source", str_from(annotation->source));
	json_optional(json, "target", str_from(annotation->target));
	if (annotation->tag_count) {
		json_key(json, "tags");
		json_array(json);
		for (size_t i = 0; i < annotation->tag_count; i++)
			json_string(json, str_from(annotation->tags[i]));
		json_array_end(json);
	}
	if (annotation->stance != STANCE_NONE) {
		json_key(json, "stance");
		json_integer(json, annotation->stance);
	}
	json_optional(json, "note", str_from(annotation->note));
	json_optional(json, "by", str_from(annotation->by));
	json_object_end(json);
}

static void add_pair(struct json *json, const struct diff *diff, const struct pair *pair)
{
	const struct annotation *sides[] = {pair->a, pair->b};
	json_object(json);
	if (pair->a && pair->b) {
		json_key(json, "differs");
		json_array(json);
		for (size_t i = 0; i < PAIR_DIFFERENCES; i++)
			if (pair_differs(pair, (enum pair_difference)i))
				json_string(json, str_from(pair_difference_name(
							  (enum pair_difference)i)));
		json_array_end(json);
	}
	for (size_t i = 0; i < 2; i++) {
		if (!sides[i])
			continue;
		json_key(json, i ? "b" : "a");
		add_annotation(json, diff, sides[i]);
	}
	json_object_end(json);
}

static bool print_json(struct diff *diff, const struct pairing *pairing)
{
	struct json json = {.out = &diff->out, .indent = 2};
	bool different = false;
	json_object(&json);
	for (size_t i = 0; i < 2; i++) {
		json_key(&json, i ? "b" : "a");
		json_string(&json, str_from(diff->annotators->items[i].name));
	}
	json_key(&json, "differences");
	json_array(&json);
	for (size_t i = 0; i < pairing->count; i++) {
		if (pair_is_same(&pairing->pairs[i]))
			continue;
		add_pair(&json, diff, &pairing->pairs[i]);
		different = true;
	}
	json_array_end(&json);
	json_object_end(&json);
	buffer_add_byte(&diff->out, '\n');
	return different;
}

/* ---- the subcommand
 * --------------------------------------------------------------------------- */

static bool open_operands(
	struct annotators *annotators, const struct cli_arguments *arguments, struct error *err)
{
	const char *const *operands = arguments->operands;
	const char *by = cli_value(arguments, "by");
	if (arguments->operand_count == 2 && !by && annotators_is_sidecar(operands[0]) &&
		annotators_is_sidecar(operands[1]))
		return annotators_open_files(annotators, operands, 2, err);
	if (arguments->operand_count != 1 || annotators_is_sidecar(operands[0]))
		return error_set(err, ERR_USAGE,
			"diff needs two sidecars or an article; try: attache diff --help");
	struct sidecars_folder folder = {0};
	bool opened = annotators_open(annotators, operands[0], &folder, err);
	sidecars_folder_free(&folder);
	if (!opened)
		return false;
	if (!by && annotators->count > 2)
		annotators_drop_shared(annotators);
	return !by || annotators_choose(annotators, by, err);
}

/* The two to compare; NULL when there are not two. */
static const struct annotator *open_two(
	struct annotators *annotators, const struct cli_arguments *arguments, struct error *err)
{
	if (!open_operands(annotators, arguments, err))
		return NULL;
	if (annotators->count == 2)
		return annotators->items;
	error_set(err, ERR_USAGE, "%s is annotated by %zu; say which two: --by A,B",
		arguments->operands[0], annotators->count);
	return NULL;
}

int cmd_diff(const struct cli_arguments *arguments)
{
	struct error err;
	struct annotators annotators = {0};
	struct diff diff = {.annotators = &annotators};
	const char *format = cli_value(arguments, "format");
	bool as_json = format && strcmp(format, "json") == 0;
	int status = CLI_TROUBLE;
	const struct annotator *two = open_two(&annotators, arguments, &err);
	if (two) {
		struct pairing pairing;
		diff.colour = !as_json && cli_has_colour();
		pairing_make(&pairing, two[0].set, two[1].set);
		bool different = as_json ? print_json(&diff, &pairing)
					 : print_text(&diff, &pairing);
		bool written = as_json ? cli_output(buffer_str(&diff.out)) == 0
				       : cli_output_safe(buffer_str(&diff.out)) == 0;
		status = written ? different : CLI_TROUBLE;
		pairing_free(&pairing);
	} else {
		cli_fail(&err);
	}
	buffer_free(&diff.out);
	annotators_close(&annotators);
	return status;
}
