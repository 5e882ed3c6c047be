/* YAML front matter: what a file says of itself before its text. */
#include "build.h"

#include "attache/base/buffer.h"
#include "attache/base/yaml.h"

#include <string.h>

bool front_may_begin(struct str text)
{
	struct str mark = STR("---\n");
	return text.len < mark.len ? str_starts(mark, text) : str_starts(text, mark);
}

size_t front_end(struct str text, struct range *yaml)
{
	if (!str_starts(text, STR("---\n")))
		return 0;
	for (size_t at = 4; at < text.len;) {
		const char *newline = memchr(text.s + at, '\n', text.len - at);
		size_t end = newline ? (size_t)(newline - text.s) : text.len;
		struct str line = str_trim(str_slice(text, (struct range){at, end}));
		if (str_equal(line, STR("---")) || str_equal(line, STR("..."))) {
			*yaml = (struct range){4, at};
			return newline ? end + 1 : end;
		}
		at = end + 1;
	}
	return 0;
}

/* One line: every run of blanks, no-break spaces among them, becomes one space. */
static struct str one_line(struct arena *arena, struct str value)
{
	struct buffer out = {0};
	bool space = false;
	for (size_t i = 0, length; i < value.len; i += length) {
		uint32_t c = utf8_decode(value, i, &length);
		if (c <= ' ' || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200B)) {
			space = out.len > 0;
			continue;
		}
		if (space)
			buffer_add_byte(&out, ' ');
		space = false;
		buffer_add(&out, (struct str){value.s + i, length});
	}
	struct str line = arena_str(arena, buffer_str(&out));
	buffer_free(&out);
	return line;
}

static void take(
	struct arena *arena, const struct yaml_node *root, const char *key, struct str *value)
{
	const struct yaml_node *node = yaml_member(root, key);
	if (node && node->kind == YAML_SCALAR && value->len == 0)
		*value = one_line(arena, node->text);
}

bool front_read(struct build *build, struct str yaml, struct error *err)
{
	static const char *const dates[] = {"date", "published", "published_time", NULL};
	static const char *const urls[] = {"url", "source_url", "link", NULL};
	static const char *const outlets[] = {"outlet", "source", "site", "publisher", NULL};
	static const char *const bylines[] = {"byline", "author", NULL};
	struct arena *arena = build->arena;
	struct metadata *metadata = &build->document->metadata;
	const struct yaml_node *root;
	if (!yaml_parse(arena, yaml, &root, err))
		return false;
	if (!root || root->kind != YAML_MAPPING)
		return error_set(err, ERR_PARSE, "it holds no keys");
	take(arena, root, "title", &metadata->title);
	for (size_t i = 0; urls[i]; i++)
		take(arena, root, urls[i], &metadata->url);
	for (size_t i = 0; outlets[i]; i++)
		take(arena, root, outlets[i], &metadata->outlet);
	for (size_t i = 0; bylines[i]; i++)
		take(arena, root, bylines[i], &metadata->byline);
	for (size_t i = 0; dates[i] && !metadata->date.len; i++) {
		struct str value = {0};
		take(arena, root, dates[i], &value);
		metadata_date(arena, value, &metadata->date);
	}
	return true;
}
