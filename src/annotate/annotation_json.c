#include "attache/annotate/annotation_json.h"

#include "attache/base/clock.h"

void annotation_json_time(struct json *json, const char *key, int64_t time)
{
	char text[21];
	if (time == 0)
		return;
	clock_format(time, text);
	json_key(json, key);
	json_string(json, str_from(text));
}

static void add_tags(struct json *json, const struct annotation *annotation)
{
	if (annotation->tag_count == 0)
		return;
	json_key(json, "tags");
	json_array(json);
	for (size_t i = 0; i < annotation->tag_count; i++)
		json_string(json, str_from(annotation->tags[i]));
	json_array_end(json);
}

void annotation_json_judgement(struct json *json, const struct annotation *annotation)
{
	add_tags(json, annotation);
	if (annotation->stance != STANCE_NONE) {
		json_key(json, "stance");
		json_integer(json, annotation->stance);
	}
	json_optional(json, "note", str_from(annotation->note));
	json_optional(json, "by", str_from(annotation->by));
	annotation_json_time(json, "created", annotation->created);
	annotation_json_time(json, "modified", annotation->modified);
}
