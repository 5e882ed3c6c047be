#include "attache/base/json.h"

#include "attache/base/utf8.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>

static void new_line(struct json *json)
{
	if (!json->indent)
		return;
	buffer_add_byte(json->out, '\n');
	buffer_add_repeat(json->out, ' ', (size_t)json->indent * json->depth);
}

/* What comes before a value or key: a comma unless it is the first, and the indentation. */
static void separate(struct json *json)
{
	if (json->after_key) {
		json->after_key = false;
		return;
	}
	if (json->depth == 0)
		return;
	if (json->filled[json->depth - 1])
		buffer_add_cstr(json->out, json->indent ? "," : ", ");
	json->filled[json->depth - 1] = true;
	new_line(json);
}

static void open_container(struct json *json, char sign)
{
	separate(json);
	assert(json->depth < JSON_DEPTH);
	buffer_add_byte(json->out, sign);
	json->filled[json->depth++] = false;
}

static void close_container(struct json *json, char sign)
{
	assert(json->depth > 0 && !json->after_key);
	json->depth--;
	if (json->filled[json->depth])
		new_line(json);
	buffer_add_byte(json->out, sign);
}

void json_object(struct json *json)
{
	open_container(json, '{');
}

void json_object_end(struct json *json)
{
	close_container(json, '}');
}

void json_array(struct json *json)
{
	open_container(json, '[');
}

void json_array_end(struct json *json)
{
	close_container(json, ']');
}

/* What JSON demands to be escaped, and what no terminal and no YAML reader should meet as it
 * is.
 */
static bool must_escape(uint32_t c)
{
	return c < 0x20 || c == '"' || c == '\\' || (c >= 0x7F && c < 0xA0) || c == 0x2028 ||
	       c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

/* Where what needs no look of its own ends: ASCII that stays as it is. */
static size_t plain_end(struct str value, size_t start)
{
	while (start < value.len) {
		unsigned char c = (unsigned char)value.s[start];
		if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\')
			break;
		start++;
	}
	return start;
}

static void add_quoted(struct buffer *out, struct str value)
{
	size_t plain = 0;
	buffer_add_byte(out, '"');
	for (size_t i = plain_end(value, 0), length; i < value.len;
		i = plain_end(value, i + length)) {
		uint32_t c = utf8_decode(value, i, &length);
		if (!must_escape(c))
			continue;
		buffer_add(out, str_slice(value, (struct range){plain, i}));
		plain = i + length;
		if (c == '"' || c == '\\')
			buffer_format(out, "\\%c", (char)c);
		else if (c == '\n')
			buffer_add_cstr(out, "\\n");
		else if (c == '\t')
			buffer_add_cstr(out, "\\t");
		else
			buffer_format(out, "\\u%04x", (unsigned)c);
	}
	buffer_add(out, str_slice(value, (struct range){plain, value.len}));
	buffer_add_byte(out, '"');
}

void json_key(struct json *json, const char *key)
{
	separate(json);
	add_quoted(json->out, str_from(key));
	buffer_add_cstr(json->out, ": ");
	json->after_key = true;
}

void json_string(struct json *json, struct str value)
{
	separate(json);
	add_quoted(json->out, value);
}

void json_size(struct json *json, size_t value)
{
	char digits[24];
	size_t at = sizeof digits;
	separate(json);
	do
		digits[--at] = (char)('0' + value % 10);
	while (value /= 10);
	buffer_add(json->out, (struct str){digits + at, sizeof digits - at});
}

void json_integer(struct json *json, int64_t value)
{
	separate(json);
	buffer_format(json->out, "%" PRId64, value);
}

void json_fraction(struct json *json, double value)
{
	separate(json);
	if (isnan(value))
		buffer_add_cstr(json->out, "null");
	else
		buffer_format(json->out, "%.4f", value);
}

void json_boolean(struct json *json, bool value)
{
	separate(json);
	buffer_add_cstr(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
	separate(json);
	buffer_add_cstr(json->out, "null");
}

void json_optional(struct json *json, const char *key, struct str value)
{
	if (value.len == 0)
		return;
	json_key(json, key);
	json_string(json, value);
}
