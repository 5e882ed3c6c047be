/* Markdown, block by block in one pass over the lines. Written here because positions, list
 * marks and end marks such as \### must come out as our text wants them. */
#include "build.h"
#include "inline.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 8

struct pending {
	struct range range;
	enum block_kind kind;
	unsigned level;
};

struct markdown {
	struct build *build;
	struct buffer text, raw; /* raw: lines of the open block, without their block marks */
	struct emphases emphases;
	struct pending *blocks;
	size_t count, capacity;
	enum block_kind kind;
	unsigned level;
	size_t indents[DEPTH_MAX]; /* of the open list, outermost first */
	unsigned depth;
	bool list_gap; /* a blank line since the last item */
};

static void close_block(struct markdown *md, bool inlines)
{
	if (md->raw.len == 0)
		return;
	bool tight = md->kind == BLOCK_LIST_ITEM && !md->list_gap && md->count &&
		     md->blocks[md->count - 1].kind == BLOCK_LIST_ITEM;
	if (md->text.len)
		buffer_add_cstr(&md->text, tight ? "\n" : "\n\n");
	size_t start = md->text.len;
	if (inlines)
		inline_add(&md->text, buffer_str(&md->raw), md->build->arena, &md->emphases);
	else
		buffer_add(&md->text, buffer_str(&md->raw));
	md->blocks = memory_grow(md->blocks, &md->capacity, md->count + 1, sizeof *md->blocks);
	md->blocks[md->count++] = (struct pending){{start, md->text.len}, md->kind, md->level};
	buffer_clear(&md->raw);
	md->kind = BLOCK_PARAGRAPH;
	md->level = 0;
}

static void add_line(struct markdown *md, struct str line)
{
	if (md->raw.len)
		buffer_add_byte(&md->raw, '\n');
	buffer_add(&md->raw, line);
}

static void whole_line(
	struct markdown *md, struct str line, enum block_kind kind, unsigned level)
{
	close_block(md, true);
	md->kind = kind;
	md->level = level;
	add_line(md, line);
	close_block(md, kind != BLOCK_RULE);
}

static unsigned heading_level(struct str line)
{
	unsigned level = 0;
	while (level < line.len && line.s[level] == '#')
		level++;
	return level >= 1 && level <= 6 && level < line.len && line.s[level] == ' ' ? level : 0;
}

static struct str heading_text(struct str line, unsigned level)
{
	line = str_trim(str_slice(line, (struct range){level, line.len}));
	size_t end = line.len;
	while (end && line.s[end - 1] == '#')
		end--;
	if (end < line.len && (end == 0 || line.s[end - 1] == ' '))
		line.len = end;
	return str_trim(line);
}

static bool is_underline(struct str line, char sign)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.s[i] != sign)
			return false;
	return line.len >= 2;
}

/* The place of an item with this indent in the open list. */
static unsigned list_depth(struct markdown *md, size_t indent)
{
	while (md->depth && md->indents[md->depth - 1] > indent)
		md->depth--;
	if (md->depth == 0 ||
		(md->indents[md->depth - 1] + 1 < indent && md->depth < DEPTH_MAX))
		md->indents[md->depth++] = indent;
	return md->depth;
}

static bool is_fence(struct str line)
{
	return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

static void read_line(struct markdown *md, struct str full)
{
	struct str line = str_trim(full);
	size_t indent = 0;
	while (indent < full.len && (full.s[indent] == ' ' || full.s[indent] == '\t'))
		indent += 1;
	if (line.len == 0) {
		close_block(md, true);
		md->list_gap = true;
		return;
	}
	unsigned quotes = 0;
	while (line.len && line.s[0] == '>') {
		quotes++;
		line = str_trim(str_slice(line, (struct range){1, line.len}));
	}
	if (quotes) {
		if (md->kind != BLOCK_QUOTATION || md->level != quotes || line.len == 0)
			close_block(md, true);
		md->kind = BLOCK_QUOTATION;
		md->level = quotes;
		if (line.len)
			add_line(md, line);
		return;
	}
	unsigned level = heading_level(line);
	size_t mark = plain_list_mark(line);
	bool paragraph = md->raw.len && md->kind == BLOCK_PARAGRAPH;
	if (paragraph && (is_underline(line, '=') || is_underline(line, '-'))) {
		md->kind = BLOCK_HEADING;
		md->level = line.s[0] == '=' ? 1 : 2;
		close_block(md, true);
	} else if (plain_is_rule(line)) {
		whole_line(md,
			line.s[0] == '\\' ? str_slice(line, (struct range){1, line.len}) : line,
			BLOCK_RULE, 0);
	} else if (level) {
		whole_line(md, heading_text(line, level), BLOCK_HEADING, level);
	} else if (mark && !(paragraph && line.s[0] >= '0' && line.s[0] <= '9' &&
				   !str_starts(line, STR("1")))) {
		close_block(md, true);
		md->kind = BLOCK_LIST_ITEM;
		md->level = list_depth(md, indent);
		if (strchr("*+-", line.s[0])) {
			buffer_add_cstr(&md->raw, "• ");
			line = str_trim(str_slice(line, (struct range){mark, line.len}));
			buffer_add(&md->raw, line);
		} else {
			add_line(md, line);
		}
		md->list_gap = false;
	} else {
		if (!md->raw.len && indent == 0)
			md->depth = 0;
		add_line(md, line);
	}
}

/* Sorted by start, the wider first. */
static int compare_emphases(const void *left, const void *right)
{
	const struct emphasis *a = left, *b = right;
	if (a->range.start != b->range.start)
		return a->range.start < b->range.start ? -1 : 1;
	return (a->range.end < b->range.end) - (a->range.end > b->range.end);
}

static void hand_over(struct markdown *md)
{
	struct build *build = md->build;
	struct document *document = build->document;
	document->text = arena_str(build->arena, buffer_str(&md->text));
	for (size_t i = 0; i < md->count; i++)
		build_block(
			build, md->blocks[i].range, md->blocks[i].kind, md->blocks[i].level);
	if (md->emphases.count) {
		struct emphasis *items = arena_alloc(
			build->arena, md->emphases.count, sizeof *items);
		memcpy(items, md->emphases.items, md->emphases.count * sizeof *items);
		qsort(items, md->emphases.count, sizeof *items, compare_emphases);
		document->emphases = items;
		document->emphasis_count = md->emphases.count;
	}
	if (build->count > 1 && build->blocks[0].kind == BLOCK_HEADING &&
		build->blocks[0].level == 1)
		build->blocks[0].kind = BLOCK_TITLE;
}

void markdown_build(struct build *build, struct str source)
{
	struct markdown md = {.build = build, .kind = BLOCK_PARAGRAPH};
	char fence = '\0';
	for (size_t at = 0; at < source.len;) {
		const char *newline = memchr(source.s + at, '\n', source.len - at);
		size_t end = newline ? (size_t)(newline - source.s) : source.len;
		struct str line = str_slice(source, (struct range){at, end});
		struct str bare = str_trim(line);
		if (is_fence(bare) && (!fence || fence == bare.s[0])) {
			close_block(&md, !fence);
			fence = fence ? '\0' : bare.s[0];
			md.kind = fence ? BLOCK_PREFORMATTED : BLOCK_PARAGRAPH;
		} else if (fence) {
			add_line(&md, line);
		} else {
			read_line(&md, line);
		}
		at = end + 1;
	}
	close_block(&md, !fence);
	hand_over(&md);
	buffer_free(&md.text);
	buffer_free(&md.raw);
	free(md.emphases.items);
	free(md.blocks);
}
