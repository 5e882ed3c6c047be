#include "blocks.h"

#include "test.h"

struct document *blocks_read(struct str text)
{
	struct document *document;
	struct error err;
	if (!document_build(STR("article.txt"), text, &document, &err))
		fail_msg("%s", err.msg);
	return document;
}

void blocks_expect(const char *text, const char *expected, const char *file, int line)
{
	struct document *document = blocks_read(str_from(text));
	struct buffer out = {0};
	for (size_t i = 0; i < document->block_count; i++) {
		const struct block *block = &document->blocks[i];
		buffer_add_cstr(&out, block_kind_name(block->kind));
		if (block->kind == BLOCK_FURNITURE)
			buffer_format(&out, ":%s", furniture_kind_name(block->furniture));
		else if (block->level)
			buffer_format(&out, ":%u", block->level);
		buffer_format(&out, "%s|%.*s\n", block->continued ? "+" : "",
			STR_ARG(str_slice(document->text, block->range)));
	}
	test_str_equal(buffer_str(&out), expected, file, line);
	buffer_free(&out);
	document_free(document);
}
