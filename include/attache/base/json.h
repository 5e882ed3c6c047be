/* JSON out: values appended to a buffer, commas placed by the writer. Text is assumed valid
 * UTF-8 and stays readable (only what JSON demands is escaped). */
#ifndef ATTACHE_BASE_JSON_H
#define ATTACHE_BASE_JSON_H

#include "attache/base/buffer.h"

#include <stdint.h>

#define JSON_DEPTH 16

/* Zero it, set out (and indent = 0 for one line, 2 for readable), then call in order. */
struct json {
	struct buffer *out;
	unsigned indent;
	unsigned depth;
	bool filled[JSON_DEPTH]; /* the open container at this depth already holds a value */
	bool after_key;
};

void json_object(struct json *json); /* { */
void json_object_end(struct json *json);
void json_array(struct json *json); /* [ */
void json_array_end(struct json *json);
void json_key(struct json *json, const char *key);
void json_string(struct json *json, struct str value);
void json_size(struct json *json, size_t value);
void json_integer(struct json *json, int64_t value);
void json_fraction(struct json *json, double value); /* four places; null for NAN */
void json_boolean(struct json *json, bool value);
void json_null(struct json *json);

/* json_key followed by a string; nothing at all when value is empty. */
void json_optional(struct json *json, const char *key, struct str value);

#endif
