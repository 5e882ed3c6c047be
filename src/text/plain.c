/* Plain text as it is found: hard-wrapped paragraphs, one line a paragraph, ragged lists. */
#include "build.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define WRAP_MAX 110   /* no hard-wrapped line is longer (bytes) */
#define RAGGED_MAX 60  /* lines all shorter than this are kept as lines */
#define TITLE_MAX 250  /* a longer first line is no title */
#define HEADING_MAX 80 /* a longer line is no heading */

static struct range trim(struct str text, struct range range)
{
	while (range.start < range.end && (unsigned char)text.s[range.start] <= ' ')
		range.start++;
	while (range.end > range.start && (unsigned char)text.s[range.end - 1] <= ' ')
		range.end--;
	return range;
}

/* The last blank before `limit`, else the last character border. */
static size_t cut_before(struct str text, size_t start, size_t limit)
{
	for (size_t i = limit; i > start + BLOCK_MAX_BYTES / 2; i--)
		if (text.s[i] == ' ' || text.s[i] == '\n')
			return i;
	return utf8_previous(text, limit + 1);
}

void build_block(struct build *build, struct range range, enum block_kind kind, unsigned level)
{
	struct str text = build->document->text;
	range = trim(text, range);
	for (bool continued = false; range.start < range.end; continued = true) {
		struct range piece = range;
		if (range_length(range) > BLOCK_MAX_BYTES)
			piece.end = cut_before(
				text, range.start, range.start + BLOCK_MAX_BYTES);
		range.start = piece.end;
		range = trim(text, range);
		build->blocks = memory_grow(build->blocks, &build->capacity, build->count + 1,
			sizeof *build->blocks);
		build->blocks[build->count++] = (struct block){.range = trim(text, piece),
			.kind = kind,
			.level = level,
			.continued = continued};
	}
}

/* ---- single lines
 * --------------------------------------------------------------------------------- */

bool plain_is_rule(struct str line)
{
	static const char *const marks[] = {
		"###", "\\###", "-30-", "ENDS", "(END)", "END", NULL};
	for (size_t i = 0; marks[i]; i++)
		if (str_equal(line, str_from(marks[i])))
			return true;
	size_t signs = 0;
	for (size_t i = 0; i < line.len; i++) {
		if (line.s[i] == ' ')
			continue;
		if (!strchr("*-_=#~", line.s[i]) || line.s[i] != line.s[0])
			return false;
		signs++;
	}
	return signs >= 3;
}

/* Bytes of a list item's mark with the blank behind it, 0 when the line is none. */
size_t plain_list_mark(struct str line)
{
	if (line.len > 2 && strchr("*-+", line.s[0]) && line.s[1] == ' ')
		return 2;
	if (str_starts(line, STR("• ")) || str_starts(line, STR("– ")))
		return strlen("• ");
	size_t digits = 0;
	while (digits < line.len && digits < 3 && line.s[digits] >= '0' &&
		line.s[digits] <= '9')
		digits++;
	if (digits && digits + 2 < line.len &&
		(line.s[digits] == '.' || line.s[digits] == ')') && line.s[digits + 1] == ' ')
		return digits + 2;
	return 0;
}

static bool ends_sentence(struct str line)
{
	static const char *const ends[] = {
		".", "!", "?", ":", ";", ",", "”", "\"", "’", "…", ")", NULL};
	for (size_t i = 0; ends[i]; i++)
		if (str_ends(line, str_from(ends[i])))
			return true;
	return false;
}

/* ---- groups of lines between blank lines
 * ------------------------------------------------------------ */

struct group {
	struct range *lines;
	size_t count, capacity;
	size_t longest;
};

/* Lines that were broken by a program: all but the last nearly as long as the longest, in the
 * sense that the next line's first word would not have fitted. */
static bool is_hard_wrapped(struct str text, const struct group *group)
{
	size_t loose = 0;
	if (group->longest > WRAP_MAX || group->count < 2)
		return false;
	for (size_t i = 0; i + 1 < group->count; i++) {
		struct str next = str_slice(text, group->lines[i + 1]);
		const char *blank = memchr(next.s, ' ', next.len);
		size_t word = blank ? (size_t)(blank - next.s) : next.len;
		loose += range_length(group->lines[i]) + 1 + word + 4 < group->longest;
	}
	return group->longest >= RAGGED_MAX && loose * 4 <= group->count;
}

static void flush(struct build *build, struct group *group)
{
	struct str text = build->document->text;
	if (group->count == 0)
		return;
	struct range whole = {group->lines[0].start, group->lines[group->count - 1].end};
	struct str first = str_slice(text, group->lines[0]);
	if (group->count > 1 && !is_hard_wrapped(text, group)) {
		if (group->longest < RAGGED_MAX && group->count > 2 &&
			!plain_list_mark(first)) {
			build_block(build, whole, BLOCK_PREFORMATTED, 0);
			group->count = group->longest = 0;
			return;
		}
		for (size_t i = 0; i < group->count; i++) {
			struct str line = str_slice(text, group->lines[i]);
			build_block(build, group->lines[i],
				plain_is_rule(line)     ? BLOCK_RULE
				: plain_list_mark(line) ? BLOCK_LIST_ITEM
							: BLOCK_PARAGRAPH,
				1);
		}
	} else if (plain_is_rule(first) && group->count == 1) {
		build_block(build, whole, BLOCK_RULE, 0);
	} else if (plain_list_mark(first)) {
		build_block(build, whole, BLOCK_LIST_ITEM, 1);
	} else if (first.s[0] == '>' && first.len > 1) {
		build_block(build, whole, BLOCK_QUOTATION, 1);
	} else if (group->count == 1 && build->count > 0 && first.len <= HEADING_MAX &&
		   !ends_sentence(first)) {
		build_block(build, whole, BLOCK_HEADING, 2);
	} else {
		build_block(build, whole, BLOCK_PARAGRAPH, 0);
	}
	group->count = 0;
	group->longest = 0;
}

void plain_build(struct build *build, size_t from)
{
	struct str text = build->document->text;
	struct group group = {0};
	while (from < text.len) {
		const char *newline = memchr(text.s + from, '\n', text.len - from);
		size_t end = newline ? (size_t)(newline - text.s) : text.len;
		struct range line = trim(text, (struct range){from, end});
		if (line.start == line.end) {
			flush(build, &group);
		} else {
			group.lines = memory_grow(group.lines, &group.capacity, group.count + 1,
				sizeof *group.lines);
			group.lines[group.count++] = line;
			if (range_length(line) > group.longest)
				group.longest = range_length(line);
		}
		from = end + 1;
	}
	flush(build, &group);
	free(group.lines);
	if (build->count > 1 && range_length(build->blocks[0].range) <= TITLE_MAX &&
		build->blocks[0].kind != BLOCK_PREFORMATTED &&
		!str_ends(str_slice(text, build->blocks[0].range), STR(".")))
		build->blocks[0].kind = BLOCK_TITLE;
}
