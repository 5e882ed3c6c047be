/* What the journal and the JSON export say of an annotation in the same words. */
#ifndef ATTACHE_ANNOTATE_ANNOTATION_JSON_H
#define ATTACHE_ANNOTATE_ANNOTATION_JSON_H

#include "attache/annotate/annotation.h"
#include "attache/base/json.h"

/* A time in milliseconds as "2026-11-23T18:20:00Z"; 0 is left out. */
void annotation_json_time(struct json *json, const char *key, int64_t time);

/* Tags, stance, note, by, created and modified; keys without a value are left out. */
void annotation_json_judgement(struct json *json, const struct annotation *annotation);

#endif
