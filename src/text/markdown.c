/* Markdown, block by block in one pass over the lines. Written here because positions, list
 * marks and end marks such as \### must come out as our text wants them. */
#include "build.h"
#include "inline.h"

#include "attache/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 8
#define BOLD_HEADING_MAX 120      /* bytes; a longer bold line is text */
#define PIECE_MAX BLOCK_MAX_BYTES /* a longer line is read in pieces of so many bytes */

struct markdown {
	struct build *build;
	struct buffer unread; /* the line that is not complete */
	struct buffer raw;    /* lines of the open block, without their block marks */
	struct buffer text;   /* scratch: one block without marks */
	struct emphases emphases;
	enum block_kind kind;
	unsigned level;
	bool continued;            /* the open block goes on from the one before it */
	enum block_kind last_kind; /* of the block before */
	size_t indents[DEPTH_MAX]; /* of the open list, outermost first */
	unsigned depth;
	bool list_gap; /* a blank line since the last item */
	char fence;    /* the sign of the fence the line is within, or 0 */
	bool mid_line; /* what comes is the rest of a very long line */
};

size_t markdown_bound(size_t bytes)
{
	/* "- a" and its line end, four bytes, become "• a" and two line ends. */
	return bytes > SIZE_MAX / 2 - 8 ? SIZE_MAX : 2 * bytes + 16;
}

/* Sorted by start, the wider first. */
static int compare_emphases(const void *left, const void *right)
{
	const struct emphasis *a = left, *b = right;
	if (a->range.start != b->range.start)
		return a->range.start < b->range.start ? -1 : 1;
	return (a->range.end < b->range.end) - (a->range.end > b->range.end);
}

/* The emphases of the block whose text is about to be added. */
static void take_emphases(struct markdown *md)
{
	struct build *build = md->build;
	struct document *document = build->document;
	size_t count = md->emphases.count, base = document->text.len;
	if (count == 0)
		return;
	qsort(md->emphases.items, count, sizeof *md->emphases.items, compare_emphases);
	build->emphases = memory_grow(build->emphases, &build->emphasis_capacity,
		document->emphasis_count + count, sizeof *build->emphases);
	for (size_t i = 0; i < count; i++) {
		struct emphasis emphasis = md->emphases.items[i];
		emphasis.range.start += base;
		emphasis.range.end += base;
		build->emphases[document->emphasis_count++] = emphasis;
	}
	document->emphases = build->emphases;
	md->emphases.count = 0;
}

/* Nothing but bold words: a heading as many write it. */
static bool is_bold_line(struct str line)
{
	struct str mark = STR("**");
	if (line.len < 6 || line.len > BOLD_HEADING_MAX || !str_starts(line, mark) ||
		!str_ends(line, mark))
		return false;
	struct str inside = str_slice(line, (struct range){2, line.len - 2});
	return !memchr(inside.s, '*', inside.len) && !memchr(inside.s, '\n', inside.len) &&
	       !str_ends(inside, STR("."));
}

static void close_block(struct markdown *md, bool inlines)
{
	struct document *document = md->build->document;
	if (md->kind == BLOCK_PARAGRAPH && is_bold_line(str_trim(buffer_str(&md->raw)))) {
		md->kind = BLOCK_HEADING;
		md->level = 3;
	}
	struct block shape = {.kind = md->kind, .level = md->level, .continued = md->continued};
	if (md->raw.len) {
		bool tight = md->continued || (md->kind == BLOCK_LIST_ITEM && !md->list_gap &&
						      md->last_kind == BLOCK_LIST_ITEM);
		if (document->text.len)
			build_text(md->build, tight ? STR("\n") : STR("\n\n"));
		size_t start = document->text.len;
		struct str text = buffer_str(&md->raw);
		if (inlines) {
			inline_add(&md->text, text, md->build->arena, &md->emphases);
			take_emphases(md);
			text = buffer_str(&md->text);
		}
		build_text(md->build, text);
		build_block(md->build, (struct range){start, document->text.len}, shape);
		md->last_kind = md->kind;
		buffer_clear(&md->raw);
		buffer_clear(&md->text);
	}
	md->kind = BLOCK_PARAGRAPH;
	md->level = 0;
	md->continued = false;
}

/* A block that grows too long goes on in another. */
static void make_room(struct markdown *md, size_t bytes)
{
	enum block_kind kind = md->kind;
	unsigned level = md->level;
	if (md->raw.len == 0 || md->raw.len + bytes <= BLOCK_MAX_BYTES)
		return;
	close_block(md, !md->fence);
	md->kind = kind;
	md->level = level;
	md->continued = true;
}

static void add_line(struct markdown *md, struct str line)
{
	make_room(md, line.len);
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
	if (build_is_blank(line)) {
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
			buffer_add(&md->raw,
				str_trim(str_slice(line, (struct range){mark, line.len})));
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

struct markdown *markdown_new(struct build *build)
{
	struct markdown *md = memory_zeroed(1, sizeof *md);
	md->build = build;
	md->kind = BLOCK_PARAGRAPH;
	md->last_kind = BLOCK_PARAGRAPH;
	build->markdown = true;
	return md;
}

void markdown_free(struct markdown *md)
{
	if (!md)
		return;
	buffer_free(&md->unread);
	buffer_free(&md->raw);
	buffer_free(&md->text);
	free(md->emphases.items);
	free(md);
}

/* A line, or a piece of a very long one. */
static void take(struct markdown *md, struct str line)
{
	struct str bare = str_trim(line);
	if (md->mid_line) {
		if (bare.len)
			add_line(md, md->fence ? line : bare);
	} else if (is_fence(bare) && (!md->fence || md->fence == bare.s[0])) {
		close_block(md, !md->fence);
		md->fence = md->fence ? '\0' : bare.s[0];
		md->kind = md->fence ? BLOCK_PREFORMATTED : BLOCK_PARAGRAPH;
	} else if (md->fence) {
		add_line(md, line);
	} else {
		read_line(md, line);
	}
}

/* The pieces of a line, as long as it is longer than one for sure. */
static void take_front(struct markdown *md, struct str *line)
{
	while (line->len > PIECE_MAX) {
		size_t cut = plain_cut(*line, 0, PIECE_MAX);
		take(md, str_slice(*line, (struct range){0, cut}));
		md->mid_line = true;
		*line = str_slice(*line, (struct range){cut, line->len});
	}
}

void markdown_feed(struct markdown *md, struct str source, bool last)
{
	struct str line;
	while (source.len) {
		const char *newline = memchr(source.s, '\n', source.len);
		size_t len = newline ? (size_t)(newline - source.s) : source.len;
		buffer_add(&md->unread, (struct str){source.s, len});
		source = str_slice(source, (struct range){len + (newline != NULL), source.len});
		line = buffer_str(&md->unread);
		take_front(md, &line);
		if (newline) {
			take(md, line);
			md->mid_line = false;
			buffer_clear(&md->unread);
		} else {
			size_t used = md->unread.len - line.len;
			buffer_splice(&md->unread, (struct range){0, used}, (struct str){0});
		}
	}
	if (!last)
		return;
	line = buffer_str(&md->unread);
	if (line.len)
		take(md, line);
	buffer_clear(&md->unread);
	close_block(md, !md->fence);
	if (md->build->document->text.len)
		build_text(md->build, STR("\n"));
}
