/* Plain text as it is found: hard-wrapped paragraphs, one line a paragraph, ragged lists. */
#include "build.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#define WRAP_MAX 110   /* columns; no hard-wrapped line is longer */
#define RAGGED_MAX 60  /* columns; lines all shorter than this are kept as lines */
#define HEADING_MAX 80 /* columns; a longer line is no heading */
#define BLANK_MAX 250  /* bytes; a longer line of no-break spaces is text */
#define RULE_MAX 250   /* a longer line is no rule */
#define GROUP_MAX 64   /* lines that decide what form a group has */

bool plain_is_rule(struct str line)
{
	static const char *const marks[] = {
		"###", "\\###", "-30-", "ENDS", "(END)", "END", NULL};
	for (size_t i = 0; marks[i]; i++)
		if (str_equal(line, str_from(marks[i])))
			return true;
	size_t signs = 0;
	if (line.len > RULE_MAX)
		return false;
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

/* Columns, roughly: what a program that breaks lines counts. Long lines are not measured. */
static size_t width_of(struct str line)
{
	return line.len > 4 * WRAP_MAX ? line.len : utf8_count(line);
}

/* A heading begins with a capital, a digit or a quotation. */
static bool begins_heading(struct str line)
{
	size_t length;
	uint32_t c = utf8_decode(line, 0, &length);
	if (c < 0x80)
		return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '"' ||
		       c == '\'' || c == '(';
	return c == 0x201C || c == 0x2018 || c == 0xAB || c == 0xBF || c == 0xA1 ||
	       (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N) &&
		       !uc_is_lower(c));
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

/* ---- groups of lines between blank lines --------------------------------------------------
 */

enum form {
	FORM_OPEN,  /* not known yet */
	FORM_LINES, /* each line is a block of its own */
	FORM_WHOLE  /* the lines are one block: they flow, or are kept as they are */
};

struct plain {
	struct build *build;
	size_t start;   /* of the line that is not complete */
	size_t scanned; /* no line end between start and here */
	size_t content; /* end of the last byte of all text that is no blank */
	struct range lines[GROUP_MAX];
	size_t count, longest;
	enum form form;
	bool in_block;      /* a block has begun whose end is not known ... */
	struct range block; /* ... with this much of it still to be added */
	struct block shape;
};

struct plain *plain_new(struct build *build)
{
	struct plain *plain = memory_zeroed(1, sizeof *plain);
	plain->build = build;
	return plain;
}

void plain_free(struct plain *plain)
{
	free(plain);
}

size_t plain_cut(struct str text, size_t start, size_t limit)
{
	for (size_t i = start + limit; i > start + limit / 2; i--)
		if (text.s[i] == ' ' || text.s[i] == '\n')
			return i;
	return utf8_previous(text, start + limit + 1);
}

/* Lines that were broken by a program: all but the last nearly as long as the longest, in the
 * sense that the next line's first word would not have fitted. */
static bool is_hard_wrapped(struct str text, const struct plain *group)
{
	size_t loose = 0;
	if (group->longest > WRAP_MAX || group->count < 2)
		return false;
	for (size_t i = 0; i + 1 < group->count; i++) {
		struct str next = str_slice(text, group->lines[i + 1]);
		const char *blank = memchr(next.s, ' ', next.len);
		struct str word = {next.s, blank ? (size_t)(blank - next.s) : next.len};
		loose += width_of(str_slice(text, group->lines[i])) + 1 + width_of(word) + 4 <
			 group->longest;
	}
	return group->longest >= RAGGED_MAX && loose * 4 <= group->count;
}

static struct block shape_of(struct str line)
{
	if (plain_is_rule(line))
		return (struct block){.kind = BLOCK_RULE};
	if (plain_list_mark(line))
		return (struct block){.kind = BLOCK_LIST_ITEM, .level = 1};
	if (line.s[0] == '>' && line.len > 1)
		return (struct block){.kind = BLOCK_QUOTATION, .level = 1};
	return (struct block){.kind = BLOCK_PARAGRAPH};
}

/* A line that stands alone. */
static struct block shape_alone(const struct build *build, struct str line)
{
	struct block shape = shape_of(line);
	if (shape.kind == BLOCK_PARAGRAPH && build->count > 0 &&
		width_of(line) <= HEADING_MAX && begins_heading(line) && !ends_sentence(line))
		return (struct block){.kind = BLOCK_HEADING, .level = 2};
	return shape;
}

static void begin_block(struct plain *plain, struct range range, struct block shape)
{
	plain->in_block = true;
	plain->block = range;
	plain->shape = shape;
}

static void extend_block(struct plain *plain, size_t end)
{
	plain->block.end = end;
	build_block_front(plain->build, &plain->block, &plain->shape);
}

static void end_block(struct plain *plain)
{
	if (plain->in_block)
		build_block(plain->build, plain->block, plain->shape);
	plain->in_block = false;
}

static void add_line(struct plain *plain, struct range line)
{
	struct str text = plain->build->document->text;
	build_block(plain->build, line, shape_of(str_slice(text, line)));
}

/* Decide the form of the group by the lines it has. */
static void decide(struct plain *plain)
{
	struct str text = plain->build->document->text;
	struct str first = str_slice(text, plain->lines[0]);
	struct range whole = {plain->lines[0].start, plain->lines[plain->count - 1].end};
	struct block kept = {.kind = BLOCK_PREFORMATTED};
	if (is_hard_wrapped(text, plain)) {
		plain->form = FORM_WHOLE;
		begin_block(plain, whole, shape_of(first));
	} else if (plain->longest < RAGGED_MAX && plain->count > 2 && !plain_list_mark(first)) {
		plain->form = FORM_WHOLE;
		begin_block(plain, whole, kept);
	} else {
		plain->form = FORM_LINES;
		for (size_t i = 0; i < plain->count; i++)
			add_line(plain, plain->lines[i]);
	}
	plain->count = plain->longest = 0;
}

/* Lines that none of the other forms can have settle it. */
static void decide_lines(struct plain *plain)
{
	plain->longest = WRAP_MAX + 1;
	if (plain->count)
		decide(plain);
	plain->form = FORM_LINES;
}

static void end_group(struct plain *plain)
{
	struct str text = plain->build->document->text;
	if (plain->form == FORM_OPEN && plain->count == 1)
		build_block(plain->build, plain->lines[0],
			shape_alone(plain->build, str_slice(text, plain->lines[0])));
	else if (plain->form == FORM_OPEN && plain->count)
		decide(plain);
	end_block(plain);
	plain->form = FORM_OPEN;
	plain->count = plain->longest = 0;
}

static void take_line(struct plain *plain, struct range line)
{
	if (plain->in_block) {
		extend_block(plain, line.end);
		if (plain->form == FORM_LINES) /* the end of a very long line */
			end_block(plain);
		return;
	}
	if (plain->form == FORM_OPEN && range_length(line) > BLOCK_MAX_BYTES)
		decide_lines(plain);
	if (plain->form == FORM_LINES) {
		add_line(plain, line);
		return;
	}
	plain->lines[plain->count++] = line;
	size_t width = width_of(str_slice(plain->build->document->text, line));
	if (width > plain->longest)
		plain->longest = width;
	if (plain->count == GROUP_MAX)
		decide(plain);
}

static struct range trim(struct str text, struct range range)
{
	while (range.start < range.end && (unsigned char)text.s[range.start] <= ' ')
		range.start++;
	while (range.end > range.start && (unsigned char)text.s[range.end - 1] <= ' ')
		range.end--;
	return range;
}

/* The last line goes on: what is certain of it is added already. */
static void take_unended(struct plain *plain)
{
	struct str text = plain->build->document->text;
	if (plain->content <= plain->start)
		return;
	while ((unsigned char)text.s[plain->start] <= ' ')
		plain->start++;
	struct range line = {plain->start, plain->content};
	if (!plain->in_block && range_length(line) > BLOCK_MAX_BYTES) {
		if (plain->form == FORM_OPEN)
			decide_lines(plain);
		begin_block(plain, line, shape_of(str_slice(text, line)));
	}
	if (plain->in_block)
		extend_block(plain, line.end);
}

void plain_feed(struct plain *plain, bool last)
{
	struct str text = plain->build->document->text;
	for (size_t i = text.len; i > plain->scanned && i > plain->content; i--) {
		if ((unsigned char)text.s[i - 1] > ' ') {
			plain->content = i;
			break;
		}
	}
	for (;;) {
		const char *newline = memchr(
			text.s + plain->scanned, '\n', text.len - plain->scanned);
		if (!newline && !last)
			break;
		size_t end = newline ? (size_t)(newline - text.s) : text.len;
		struct range line = trim(text, (struct range){plain->start, end});
		if (range_length(line) <= BLANK_MAX && build_is_blank(str_slice(text, line)))
			end_group(plain);
		else
			take_line(plain, line);
		if (!newline)
			break;
		plain->start = plain->scanned = end + 1;
	}
	if (last) {
		end_group(plain);
		return;
	}
	plain->scanned = text.len;
	take_unended(plain);
}
