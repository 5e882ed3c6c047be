#include "build.h"

#include "attache/base/memory.h"

#include <string.h>

#define TITLE_MAX 250 /* bytes; a longer first line is no title */

void build_text(struct build *build, struct str text)
{
	struct str *whole = &build->document->text;
	if (text.len > build->room - whole->len)
		memory_exhausted();
	if (text.len)
		memcpy(build->place + whole->len, text.s, text.len);
	whole->len += text.len;
}

bool build_is_blank(struct str line)
{
	for (size_t at = 0, length; at < line.len; at += length) {
		uint32_t c = utf8_decode(line, at, &length);
		bool blank = c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) ||
			     c == 0x202F || c == 0x3000 || c == 0xFEFF;
		if (!blank)
			return false;
	}
	return true;
}

static struct range trim(struct str text, struct range range)
{
	while (range.start < range.end && (unsigned char)text.s[range.start] <= ' ')
		range.start++;
	while (range.end > range.start && (unsigned char)text.s[range.end - 1] <= ' ')
		range.end--;
	return range;
}

static void add(struct build *build, struct range range, struct block shape)
{
	build->blocks = memory_grow(
		build->blocks, &build->capacity, build->count + 1, sizeof *build->blocks);
	shape.range = trim(build->document->text, range);
	build->blocks[build->count++] = shape;
}

void build_block_front(struct build *build, struct range *range, struct block *shape)
{
	struct str text = build->document->text;
	*range = trim(text, *range);
	while (range_length(*range) > BLOCK_MAX_BYTES) {
		struct range piece = {
			range->start, plain_cut(text, range->start, BLOCK_MAX_BYTES)};
		add(build, piece, *shape);
		shape->continued = true;
		range->start = piece.end;
		*range = trim(text, *range);
	}
}

void build_block(struct build *build, struct range range, struct block shape)
{
	build_block_front(build, &range, &shape);
	if (range.start < range.end)
		add(build, range, shape);
}

static bool may_be_title(const struct build *build, size_t index)
{
	const struct block *block = &build->blocks[index];
	struct str line = str_slice(build->document->text, block->range);
	if (build->markdown)
		return block->kind == BLOCK_HEADING && block->level == 1;
	/* "2. The case of Peru" may be one, the first item of a list is none. */
	bool alone = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING ||
		     (block->kind == BLOCK_LIST_ITEM &&
			     build->blocks[index + 1].kind != BLOCK_LIST_ITEM);
	return alone && line.len <= TITLE_MAX && !str_ends(line, STR("."));
}

bool build_has_title(const struct build *build)
{
	return build->title < build->count && build->blocks[build->title].kind == BLOCK_TITLE;
}

/* The title is the first block that is no furniture, if it looks like one. */
static void settle_title(struct build *build, size_t index)
{
	struct metadata *metadata = &build->document->metadata;
	struct block *block = &build->blocks[index];
	if (index != build->title)
		return;
	if (block->kind == BLOCK_FURNITURE) {
		build->title++;
		return;
	}
	if (index + 1 >= build->count || !may_be_title(build, index))
		return;
	block->kind = BLOCK_TITLE;
	block->level = 0;
	metadata->title_range = block->range;
	if (!metadata->title.len)
		metadata->title = str_slice(build->document->text, metadata->title_range);
}

static void number(struct build *build, struct block *block)
{
	struct document *document = build->document;
	if (block->kind == BLOCK_FURNITURE || block->kind == BLOCK_RULE ||
		block->kind == BLOCK_TITLE)
		return;
	if (!block->continued)
		document->paragraph_count++;
	block->paragraph = document->paragraph_count;
}

void build_settle(struct build *build, bool last)
{
	struct document *document = build->document;
	size_t i = document->block_count;
	for (; i < build->count && (last || i + 1 < build->count); i++) {
		furniture_mark(build, i);
		settle_title(build, i);
		metadata_find(build, i);
		number(build, &build->blocks[i]);
	}
	document->blocks = build->blocks;
	document->block_count = i;
}
