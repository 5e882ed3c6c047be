/* JSON: everything that is known of an annotation. Keys without a value are left out. */
#include "format.h"

#include "attache/annotate/annotation_json.h"
#include "attache/base/json.h"

#define INDENT 2

static void add_place(struct json *json, const struct export_article *article,
	const struct annotation *annotation)
{
	struct export_place place = export_place_of(article, annotation);
	if (!place.positioned)
		return;
	json_key(json, "start");
	json_size(json, place.start);
	json_key(json, "end");
	json_size(json, place.end);
	if (place.paragraph) {
		json_key(json, "paragraph");
		json_size(json, place.paragraph);
	}
	json_key(json, "exact");
	json_string(json, place.exact);
	json_optional(json, "prefix", str_from(annotation->prefix));
	json_optional(json, "suffix", str_from(annotation->suffix));
}

static void add_annotation(struct json *json, const struct export_article *article,
	const struct annotation *annotation)
{
	json_object(json);
	json_optional(json, "id", str_from(annotation->id));
	json_optional(json, "kind", str_from(annotation_kind_name(annotation->kind)));
	json_optional(json, "status", str_from(annotation_status_name(annotation->status)));
	add_place(json, article, annotation);
	json_optional(json, "speaker", str_from(annotation->speaker));
	json_optional(json, "speaker_country", export_country_of(article, annotation));
	json_optional(json, "source", str_from(annotation->source));
	json_optional(json, "target", str_from(annotation->target));
	annotation_json_judgement(json, annotation);
	json_optional(json, "conflict_of", str_from(annotation->conflict_of));
	json_optional(json, "adjudicated_by", str_from(annotation->adjudicated_by));
	json_optional(json, "unknown", str_from(annotation->unknown));
	json_object_end(json);
}

static void json_begin(struct buffer *out, const struct export_options *options)
{
	(void)options;
	buffer_add_cstr(out, "{\n  \"version\": 1,\n  \"articles\": [");
}

/* Goes on inside the array that json_begin opened: depth 2, a comma after the first. */
static void json_article(struct buffer *out, const struct export_article *article,
	const struct export_options *options, size_t index)
{
	(void)options;
	const struct document *document = article->document;
	const struct metadata *metadata = &document->metadata;
	struct json json = {
		.out = out, .indent = INDENT, .depth = 2, .filled = {true, index > 0}};
	json_object(&json);
	json_key(&json, "file");
	json_string(&json, document->path);
	json_key(&json, "sha256");
	json_string(&json, str_from(document->sha256));
	json_key(&json, "chars");
	json_size(&json, utf8_map_length(document->map));
	json_optional(&json, "title", metadata->title);
	json_optional(&json, "byline", metadata->byline);
	json_optional(&json, "outlet", metadata->outlet);
	json_optional(&json, "date", export_date_of(article));
	json_optional(&json, "url", metadata->url);
	json_key(&json, "annotations");
	json_array(&json);
	for (size_t i = 0; i < annotations_count(article->annotations); i++)
		add_annotation(&json, article, annotations_at(article->annotations, i));
	json_array_end(&json);
	json_object_end(&json);
}

static void json_end(struct buffer *out, const struct export_options *options)
{
	(void)options;
	buffer_add_cstr(out, "\n  ]\n}\n");
}

const struct export_format export_json = {.name = "json",
	.help = "Everything, for programs",
	.begin = json_begin,
	.article = json_article,
	.end = json_end};
