#include "codebook_tree.h"

#include <stdint.h>

/* An item on its way into the tree; all of these are indices of nodes. */
struct node {
	const struct codebook_item *item;
	size_t above;             /* the family or tag it hangs below */
	size_t first, next, last; /* what hangs below it, in order: families and tags apart */
	size_t place;             /* where it is in the codebook */
	unsigned depth;           /* of its kind */
};

struct tree {
	struct codebook *codebook;
	struct node *nodes;
	size_t count;
	struct codebook_family *families;
	struct codebook_tag *tags;
};

static void odd(const struct tree *tree, const struct codebook_item *item,
	enum codebook_field field, const char *what, struct str name)
{
	const struct codebook_texts *texts = &item->fields[field];
	diagnostics_add(&tree->codebook->diagnostics, SEVERITY_WARNING, texts->line,
		texts->column, "%s \"%.*s\"", what, STR_ARG(name));
}

static size_t find(const struct tree *tree, bool is_family, struct str id)
{
	for (size_t i = 0; id.len && i < tree->count; i++)
		if (tree->nodes[i].item->is_family == is_family &&
			str_equal(codebook_item_text(tree->nodes[i].item, CODEBOOK_ID), id))
			return i;
	return CODEBOOK_NONE;
}

/* What an item says it hangs below; tags that name a family as their parent mean that. */
static size_t parent_of(const struct tree *tree, const struct codebook_item *item)
{
	struct str parent = codebook_item_text(item, CODEBOOK_PARENT);
	size_t found = find(tree, item->is_family, parent);
	if (found == CODEBOOK_NONE && !item->is_family)
		found = find(tree, true, parent);
	if (parent.len && found == CODEBOOK_NONE)
		odd(tree, item, CODEBOOK_PARENT, "unknown parent", parent);
	return found;
}

static size_t family_of(const struct tree *tree, const struct codebook_item *item)
{
	struct str family = codebook_item_text(item, CODEBOOK_FAMILY);
	size_t found = find(tree, true, family);
	if (family.len && found == CODEBOOK_NONE)
		odd(tree, item, CODEBOOK_FAMILY, "unknown family", family);
	return found;
}

/* The family around a node that is no family. */
static size_t family_around(const struct tree *tree, size_t node)
{
	for (size_t steps = 0; node != CODEBOOK_NONE && steps <= tree->count; steps++) {
		if (tree->nodes[node].item->is_family)
			return node;
		node = tree->nodes[node].above;
	}
	return CODEBOOK_NONE;
}

static void cut(struct tree *tree, size_t index, const char *why)
{
	const struct codebook_item *item = tree->nodes[index].item;
	odd(tree, item, CODEBOOK_PARENT, why, codebook_item_text(item, CODEBOOK_PARENT));
	tree->nodes[index].above = CODEBOOK_NONE;
}

/* A circle is cut where it is met first. */
static void cut_circle(struct tree *tree, size_t index)
{
	size_t steps = 0;
	for (size_t at = tree->nodes[index].above; at != CODEBOOK_NONE && steps < tree->count;
		at = tree->nodes[at].above, steps++)
		if (at == index) {
			cut(tree, index, "it would stand below itself: no parent");
			return;
		}
}

static void cut_depth(struct tree *tree, size_t index)
{
	bool is_family = tree->nodes[index].item->is_family;
	unsigned depth = 0;
	for (size_t at = tree->nodes[index].above; at != CODEBOOK_NONE;
		at = tree->nodes[at].above)
		depth += tree->nodes[at].item->is_family == is_family;
	if (depth >= CODEBOOK_DEPTH_MAX)
		cut(tree, index, "too many above it: no parent");
}

static void link_above(struct tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		struct node *node = &tree->nodes[i];
		node->above = parent_of(tree, node->item);
		size_t family = node->item->is_family ? CODEBOOK_NONE
						      : family_of(tree, node->item);
		if (node->above == CODEBOOK_NONE)
			node->above = family;
	}
	for (size_t i = 0; i < tree->count; i++)
		cut_circle(tree, i);
	for (size_t i = 0; i < tree->count; i++)
		cut_depth(tree, i);
	for (size_t i = 0; i < tree->count; i++) {
		const struct codebook_item *item = tree->nodes[i].item;
		size_t own = item->is_family
				     ? CODEBOOK_NONE
				     : find(tree, true,
					       codebook_item_text(item, CODEBOOK_FAMILY));
		if (own != CODEBOOK_NONE && own != family_around(tree, i))
			odd(tree, item, CODEBOOK_FAMILY, "its parent is not in the family",
				codebook_item_text(item, CODEBOOK_FAMILY));
	}
}

/* Append a node to those below another one; `root` holds those below none. */
static void hang(struct tree *tree, struct node *root, size_t index)
{
	struct node *above = tree->nodes[index].above == CODEBOOK_NONE
				     ? root
				     : &tree->nodes[tree->nodes[index].above];
	if (above->last == CODEBOOK_NONE)
		above->first = index;
	else
		tree->nodes[above->last].next = index;
	above->last = index;
}

/* The tint of what has no colour of its own is that of what it hangs below, in the end that of
 * its outermost family's place; none without any family. */
static unsigned tint_of(const struct tree *tree, size_t node)
{
	size_t outermost = node;
	for (; node != CODEBOOK_NONE; node = tree->nodes[node].above) {
		unsigned tint;
		const struct codebook_item *item = tree->nodes[node].item;
		if (codebook_tint(codebook_item_text(item, CODEBOOK_COLOUR), &tint))
			return tint;
		outermost = node;
	}
	size_t before = 0;
	if (!tree->nodes[outermost].item->is_family)
		return CODEBOOK_TINTS;
	for (size_t i = 0; i < outermost; i++)
		before += tree->nodes[i].item->is_family &&
			  tree->nodes[i].above == CODEBOOK_NONE;
	return (unsigned)(before % CODEBOOK_TINTS);
}

static struct str label_of(const struct codebook_item *item)
{
	struct str label = codebook_item_text(item, CODEBOOK_LABEL);
	return label.len ? label : codebook_item_text(item, CODEBOOK_ID);
}

static size_t place_of(const struct tree *tree, size_t node)
{
	return node == CODEBOOK_NONE ? CODEBOOK_NONE : tree->nodes[node].place;
}

static void put_family(struct tree *tree, size_t index)
{
	struct node *node = &tree->nodes[index];
	const struct codebook_item *item = node->item;
	node->place = tree->codebook->family_count++;
	tree->families[node->place] = (struct codebook_family){
		.id = codebook_item_text(item, CODEBOOK_ID),
		.label = label_of(item),
		.define = codebook_item_text(item, CODEBOOK_DEFINE),
		.parent = place_of(tree, node->above),
		.depth = node->depth,
		.single = codebook_item_is_single(item),
		.required = codebook_item_is_required(item),
		.item = item,
	};
}

static void put_tag(struct tree *tree, size_t index)
{
	struct node *node = &tree->nodes[index];
	const struct codebook_item *item = node->item;
	bool below_tag = node->above != CODEBOOK_NONE &&
			 !tree->nodes[node->above].item->is_family;
	node->place = tree->codebook->tag_count++;
	tree->tags[node->place] = (struct codebook_tag){
		.id = codebook_item_text(item, CODEBOOK_ID),
		.label = label_of(item),
		.define = codebook_item_text(item, CODEBOOK_DEFINE),
		.key = codebook_item_text(item, CODEBOOK_KEY),
		.family = place_of(tree, family_around(tree, index)),
		.parent = below_tag ? place_of(tree, node->above) : CODEBOOK_NONE,
		.depth = node->depth,
		.tint = tint_of(tree, index),
		.item = item,
	};
}

static void put_all(struct tree *tree, size_t first, unsigned families, unsigned tags);

/* What hangs in a row: its tags, or its families; below each what hangs there. As deep as
 * CODEBOOK_DEPTH_MAX of each kind. */
static void put_tags(struct tree *tree, size_t first, unsigned families, unsigned tags)
{
	for (size_t i = first; i != CODEBOOK_NONE; i = tree->nodes[i].next)
		if (!tree->nodes[i].item->is_family) {
			tree->nodes[i].depth = tags;
			put_tag(tree, i);
			put_all(tree, tree->nodes[i].first, families, tags + 1);
		}
}

static void put_families(struct tree *tree, size_t first, unsigned families)
{
	for (size_t i = first; i != CODEBOOK_NONE; i = tree->nodes[i].next)
		if (tree->nodes[i].item->is_family) {
			tree->nodes[i].depth = families;
			put_family(tree, i);
			put_all(tree, tree->nodes[i].first, families + 1, 0);
		}
}

static void put_all(struct tree *tree, size_t first, unsigned families, unsigned tags)
{
	put_tags(tree, first, families, tags);
	put_families(tree, first, families);
}

void codebook_tree_make(struct codebook *codebook, struct arena *arena,
	const struct codebook_item *const *items, size_t count)
{
	struct tree tree = {codebook, arena_alloc(arena, count, sizeof *tree.nodes), count,
		arena_alloc(arena, count, sizeof *tree.families),
		arena_alloc(arena, count, sizeof *tree.tags)};
	struct node root = {.first = CODEBOOK_NONE, .last = CODEBOOK_NONE};
	for (size_t i = 0; i < count; i++)
		tree.nodes[i] = (struct node){items[i], CODEBOOK_NONE, CODEBOOK_NONE,
			CODEBOOK_NONE, CODEBOOK_NONE, CODEBOOK_NONE, 0};
	link_above(&tree);
	for (size_t i = 0; i < count; i++)
		hang(&tree, &root, i);
	codebook->families = tree.families;
	codebook->tags = tree.tags;
	codebook->family_count = codebook->tag_count = 0;
	put_families(&tree, root.first, 0);
	put_tags(&tree, root.first, 0, 0);
}
