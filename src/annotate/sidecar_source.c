#include "sidecar_source.h"

#include "attache/base/file.h"
#include "attache/base/yaml.h"

#include <string.h>

void sidecar_source_add(struct buffer *out, const struct document *document, const char *date)
{
	const struct metadata *metadata = &document->metadata;
	const struct {
		const char *key;
		struct str value;
	} optional[] = {{"title", metadata->title}, {"url", metadata->url},
		{"date", date ? str_from(date) : metadata->date}};
	buffer_add_cstr(out, "source:\n  file: ");
	yaml_add_quoted(out, file_basename(document->path));
	buffer_format(out, "\n  sha256: \"%s\"\n  chars: %zu\n", document->sha256,
		utf8_map_length(document->map));
	for (size_t i = 0; i < sizeof optional / sizeof *optional; i++) {
		if (optional[i].value.len == 0)
			continue;
		buffer_format(out, "  %s: ", optional[i].key);
		yaml_add_quoted(out, optional[i].value);
		buffer_add_byte(out, '\n');
	}
}

/* ---- edits of the frame
 * ---------------------------------------------------------------------------- */

/* Bytes of the frame to be replaced, and by what. */
struct edit {
	struct range bytes;
	struct str by;
};

struct edits {
	struct edit items[3];
	size_t count;
};

/* In the order of places. */
static void add_edit(struct edits *edits, struct range bytes, struct str by)
{
	size_t at = edits->count++;
	for (; at > 0 && edits->items[at - 1].bytes.start > bytes.start; at--)
		edits->items[at] = edits->items[at - 1];
	edits->items[at] = (struct edit){bytes, by};
}

/* The last comes first: what stands before it has not moved yet. */
static void apply(const struct edits *edits, struct buffer *head, struct buffer *tail)
{
	size_t border = head->len;
	for (size_t i = edits->count; i > 0; i--) {
		struct range bytes = edits->items[i - 1].bytes;
		bool behind = bytes.start > border ||
			      (bytes.start == border && bytes.end > bytes.start);
		size_t shift = behind ? border : 0;
		buffer_splice(behind ? tail : head,
			(struct range){bytes.start - shift, bytes.end - shift},
			edits->items[i - 1].by);
	}
}

/* A line of its own at `at`, where one begins or the text ends. */
static void insert_line(
	struct edits *edits, struct arena *arena, struct str text, size_t at, struct str line)
{
	bool torn = at > 0 && text.s[at - 1] != '\n';
	add_edit(edits, (struct range){at, at},
		arena_format(arena, "%s%.*s\n", torn ? "\n" : "", STR_ARG(line)));
}

static void replace_scalar(struct edits *edits, const struct yaml_node *node, struct str value)
{
	if (node && node->kind == YAML_SCALAR && node->bytes.end > node->bytes.start)
		add_edit(edits, node->bytes, value);
}

/* ---- the date
 * -------------------------------------------------------------------------------------- */

static struct str quoted(struct arena *arena, const char *before, const char *value)
{
	struct buffer out = {0};
	buffer_add_cstr(&out, before);
	yaml_add_quoted(&out, str_from(value));
	struct str copy = arena_str(arena, buffer_str(&out));
	buffer_free(&out);
	return copy;
}

/* The lines from a member's key to the end of its value. */
static struct range lines_of(struct str text, const struct yaml_node *node)
{
	struct str value = str_trim(str_slice(text, node->bytes));
	size_t end = value.len ? (size_t)(value.s - text.s) + value.len : node->key_bytes.end;
	return (struct range){
		str_line_start(text, node->key_bytes.start), str_line_end(text, end)};
}

/* The member that the date is put behind: ours stand in a fixed order. */
static const struct yaml_node *member_before(const struct yaml_node *source)
{
	static const char *const keys[] = {"url", "title", "chars", "sha256", "file"};
	const struct yaml_node *found = NULL;
	for (size_t i = 0; !found && i < sizeof keys / sizeof *keys; i++)
		found = yaml_member(source, keys[i]);
	return found && found->kind == YAML_SCALAR ? found : NULL;
}

static void insert_date(struct edits *edits, struct arena *arena, struct str text,
	const struct yaml_node *source, const char *date)
{
	const struct yaml_node *first = source->first;
	struct str member = quoted(arena, "date: ", date);
	if (source->kind == YAML_SCALAR && !source->quoted && source->text.len == 0) {
		insert_line(edits, arena, text, str_line_end(text, source->key_bytes.end),
			arena_format(arena, "  %.*s", STR_ARG(member)));
	} else if (source->kind == YAML_MAPPING && text.s[source->bytes.start] == '{') {
		size_t at = source->bytes.start + 1;
		add_edit(edits, (struct range){at, at},
			arena_format(arena, "%.*s%s", STR_ARG(member), first ? ", " : ""));
	} else if (source->kind == YAML_MAPPING) {
		const struct yaml_node *before = member_before(source);
		size_t start = str_line_start(text, first->key_bytes.start);
		struct str indent = str_slice(
			text, (struct range){start, first->key_bytes.start});
		if (str_trim(indent).len == 0)
			insert_line(edits, arena, text,
				before ? lines_of(text, before).end : start,
				arena_format(
					arena, "%.*s%.*s", STR_ARG(indent), STR_ARG(member)));
	}
}

static void remove_date(struct edits *edits, struct str text, const struct yaml_node *source,
	const struct yaml_node *old)
{
	/* The only member leaves an empty value behind, as does one in braces. */
	if (text.s[source->bytes.start] == '{' || source->first->next == NULL)
		replace_scalar(edits, old, STR("\"\""));
	else
		add_edit(edits, lines_of(text, old), STR(""));
}

/* "date:" without a value. */
static void fill_date(struct edits *edits, struct arena *arena, struct str text,
	const struct yaml_node *old, const char *date)
{
	size_t at = old->key_bytes.end;
	if (at < text.len && text.s[at] == ':')
		add_edit(edits, (struct range){at + 1, at + 1}, quoted(arena, " ", date));
}

static void set_date(struct edits *edits, struct arena *arena, struct str text,
	const struct yaml_node *source, const char *date)
{
	const struct yaml_node *old = yaml_member(source, "date");
	if (!old && date[0])
		insert_date(edits, arena, text, source, date);
	if (!old || old->kind != YAML_SCALAR || str_equal(old->text, str_from(date)))
		return;
	if (!date[0])
		remove_date(edits, text, source, old);
	else if (range_length(old->bytes))
		replace_scalar(edits, old, quoted(arena, "", date));
	else
		fill_date(edits, arena, text, old, date);
}

/* A text that says nothing of its source. */
static void insert_source(struct edits *edits, struct arena *arena, struct str text,
	const struct yaml_node *root, const char *date)
{
	const struct yaml_node *first = root && root->kind == YAML_MAPPING ? root->first : NULL;
	struct str member = quoted(arena, "source:\n  date: ", date);
	if (first && str_line_start(text, first->key_bytes.start) == first->key_bytes.start)
		insert_line(edits, arena, text, first->key_bytes.start, member);
}

void sidecar_source_update(struct buffer *head, struct buffer *tail,
	const struct document *document, const char *date)
{
	struct arena *arena = arena_new();
	struct error err;
	struct edits edits = {0};
	const struct yaml_node *root = NULL, *source = NULL;
	struct str text = arena_format(
		arena, "%.*s%.*s", STR_ARG(buffer_str(head)), STR_ARG(buffer_str(tail)));
	if (yaml_parse(arena, text, &root, &err))
		source = yaml_member(root, "source");
	if (source) {
		replace_scalar(&edits, yaml_member(source, "sha256"),
			arena_format(arena, "\"%s\"", document->sha256));
		replace_scalar(&edits, yaml_member(source, "chars"),
			arena_format(arena, "%zu", utf8_map_length(document->map)));
		if (date)
			set_date(&edits, arena, text, source, date);
	} else if (date && date[0]) {
		insert_source(&edits, arena, text, root, date);
	}
	apply(&edits, head, tail);
	arena_free(arena);
}
