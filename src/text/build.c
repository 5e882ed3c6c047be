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

static bool may_be_title(const struct build *build)
{
	const struct block *block = &build->blocks[0];
	struct str line = str_slice(build->document->text, block->range);
	if (build->markdown)
		return block->kind == BLOCK_HEADING && block->level == 1;
	/* "2. The case of Peru" may be one, the first item of a list is none. */
	bool alone = block->kind == BLOCK_PARAGRAPH ||
		     (block->kind == BLOCK_LIST_ITEM &&
			     build->blocks[1].kind != BLOCK_LIST_ITEM);
	return alone && line.len <= TITLE_MAX && !str_ends(line, STR("."));
}

static void settle_title(struct build *build)
{
	struct metadata *metadata = &build->document->metadata;
	if (build->count < 2 || !may_be_title(build))
		return;
	build->blocks[0].kind = BLOCK_TITLE;
	metadata->title_range = build->blocks[0].range;
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
		if (i == 0)
			settle_title(build);
		furniture_mark(build, i);
		metadata_find(build, i);
		number(build, &build->blocks[i]);
	}
	document->blocks = build->blocks;
	document->block_count = i;
}
