#include "attache/text/document.h"

#include "build.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

const char *block_kind_name(enum block_kind kind)
{
	static const char *const names[BLOCK_KINDS] = {"title", "heading", "paragraph",
		"list-item", "quotation", "preformatted", "rule", "furniture"};
	return names[kind];
}

/* The document together with what it owns. */
struct whole {
	struct document document; /* first: a document is a whole */
	struct arena *arena;
	struct buffer bytes;
};

static void number_paragraphs(struct build *build)
{
	unsigned number = 0;
	for (size_t i = 0; i < build->count; i++) {
		struct block *block = &build->blocks[i];
		if (block->kind == BLOCK_FURNITURE || block->kind == BLOCK_RULE ||
			block->kind == BLOCK_TITLE)
			continue;
		block->paragraph = block->continued ? number : ++number;
	}
	build->document->paragraph_count = number;
}

static bool is_markdown(struct str path)
{
	return str_ends(path, STR(".md")) || str_ends(path, STR(".markdown"));
}

/* Cut the text into blocks by its format. Front matter that cannot be read stays text. */
static void cut(struct build *build)
{
	struct document *document = build->document;
	struct str text = document->text;
	struct range yaml;
	struct error err = {0};
	size_t body = front_end(text, &yaml);
	if (body && !front_read(build, str_slice(text, yaml), &err)) {
		diagnostics_add(&document->diagnostics, SEVERITY_WARNING,
			err.line ? err.line + 1 : 1, err.column,
			"front matter is shown as text: %s", err.msg);
		body = 0;
	}
	if (body || is_markdown(document->path))
		markdown_build(build, str_slice(text, (struct range){body, text.len}));
	else
		plain_build(build, 0);
}

static bool fill(struct whole *whole, struct error *err)
{
	struct document *document = &whole->document;
	struct source source;
	struct str bytes = buffer_str(&whole->bytes);
	if (!source_decode(whole->arena, bytes, &source, err))
		return false;
	document->text = source.text;
	document->encoding = source.encoding;
	file_sha256(bytes, document->sha256);
	if (source.replaced)
		diagnostics_add(&document->diagnostics, SEVERITY_WARNING, 0, 0,
			"%zu bytes were no %s and are shown as U+FFFD", source.replaced,
			source_encoding_name(source.encoding));
	struct build build = {.arena = whole->arena, .document = document};
	cut(&build);
	document->map = utf8_map_new(whole->arena, document->text);
	furniture_mark(&build);
	metadata_find(&build);
	number_paragraphs(&build);
	if (build.count && build.blocks[0].kind == BLOCK_TITLE) {
		document->metadata.title_range = build.blocks[0].range;
		if (!document->metadata.title.len)
			document->metadata.title = str_slice(
				document->text, build.blocks[0].range);
	}
	document->blocks = build.blocks;
	document->block_count = build.count;
	return true;
}

/* Takes the bytes over. */
static bool build_from(struct str path, struct buffer *bytes, const struct file_stamp *stamp,
	struct document **out, struct error *err)
{
	struct whole *whole = memory_zeroed(1, sizeof *whole);
	whole->arena = arena_new();
	whole->bytes = *bytes;
	*bytes = (struct buffer){0};
	whole->document.path = arena_str(whole->arena, path);
	whole->document.stamp = *stamp;
	if (!fill(whole, err)) {
		document_free(&whole->document);
		return error_within(err, "cannot read %.*s", STR_ARG(path));
	}
	*out = &whole->document;
	return true;
}

bool document_load(const char *path, struct document **out, struct error *err)
{
	struct buffer bytes = {0};
	struct file_stamp stamp = {0};
	if (!file_read(path, 0, &bytes, &stamp, err)) {
		buffer_free(&bytes);
		return false;
	}
	return build_from(str_from(path), &bytes, &stamp, out, err);
}

bool document_build(struct str path, struct str bytes, struct document **out, struct error *err)
{
	struct buffer copy = {0};
	struct file_stamp stamp = {0};
	buffer_add(&copy, bytes);
	return build_from(path, &copy, &stamp, out, err);
}

void document_free(struct document *document)
{
	if (!document)
		return;
	struct whole *whole = (struct whole *)document;
	diagnostics_free(&document->diagnostics);
	free((void *)(uintptr_t)document->blocks);
	buffer_free(&whole->bytes);
	arena_free(whole->arena);
	free(whole);
}

size_t document_block_at(const struct document *document, size_t offset)
{
	size_t low = 0, high = document->block_count;
	if (high == 0)
		return BLOCK_NONE;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (document->blocks[middle].range.start <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}
