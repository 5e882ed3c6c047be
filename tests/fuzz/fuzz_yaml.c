/* Any bytes as YAML: a tree whose places lie in the text, or a refusal with its place; what the
 * plain reader takes is the same tree. */
#include "attache/base/yaml.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

static void walk(const struct yaml_node *node, struct str text)
{
	assert(node->bytes.start <= node->bytes.end && node->bytes.end <= text.len);
	assert(node->key_bytes.end <= text.len && node->line > 0 && node->column > 0);
	for (const struct yaml_node *child = node->first; child; child = child->next)
		walk(child, text);
}

static void expect_same(const struct yaml_node *a, const struct yaml_node *b)
{
	assert(a->kind == b->kind && a->quoted == b->quoted && str_equal(a->text, b->text) &&
		str_equal(a->key, b->key));
	assert(a->bytes.start == b->bytes.start && a->line == b->line &&
		a->column == b->column);
	assert(a->kind == YAML_MAPPING || a->bytes.end == b->bytes.end);
	assert(a->key_bytes.start == b->key_bytes.start &&
		a->key_bytes.end == b->key_bytes.end);
	const struct yaml_node *x = a->first, *y = b->first;
	for (; x && y; x = x->next, y = y->next)
		expect_same(x, y);
	assert(!x && !y);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct error err = {0};
	const struct yaml_node *root = NULL;
	struct str text = {(const char *)data, size};
	bool ok = yaml_parse(arena, text, &root, &err);
	if (ok && root)
		walk(root, text);
	if (!ok)
		assert(err.line > 0 && err.column > 0 && err.msg[0]);
	const struct yaml_node *plain = yaml_parse_plain(arena, text);
	if (plain) {
		assert(ok && root && root->kind == YAML_SEQUENCE && !root->first->next);
		expect_same(plain, root->first);
	}
	arena_free(arena);
	return 0;
}
