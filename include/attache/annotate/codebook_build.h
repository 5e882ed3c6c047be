/* Making a codebook of families and tags that came from anywhere: what a reader of
 * any format hands in. */
#ifndef ATTACHE_ANNOTATE_CODEBOOK_BUILD_H
#define ATTACHE_ANNOTATE_CODEBOOK_BUILD_H

#include "attache/annotate/codebook.h"
#include "attache/base/arena.h"

/* A codebook without anything; items are collected in its arena, which dies with it. */
struct codebook_draft {
	struct codebook *codebook;
	struct arena *arena;
	struct codebook_item *items;
	size_t count, capacity;
};

void codebook_draft_begin(struct codebook_draft *draft, const char *path);

/* One more item, to be filled in before the next is added. NULL, and a diagnostic the first
 * time, when there are too many. */
struct codebook_item *codebook_draft_add(
	struct codebook_draft *draft, bool is_family, unsigned line, unsigned column);

/* Give a field one value, whose text the caller keeps for as long as the arena lives. */
void codebook_item_set(struct codebook_draft *draft, struct codebook_item *item,
	enum codebook_field field, struct str value, unsigned line, unsigned column);

/* One value more. */
void codebook_item_append(struct codebook_draft *draft, struct codebook_item *item,
	enum codebook_field field, struct str value);

/* The first value of a field, or empty. */
struct str codebook_item_text(const struct codebook_item *item, enum codebook_field field);

/* The field of that name, or CODEBOOK_FIELDS. */
enum codebook_field codebook_field_from(struct str name);

/* Check all items, hang them into a tree, and give the codebook out. */
struct codebook *codebook_draft_end(struct codebook_draft *draft);
void codebook_draft_drop(struct codebook_draft *draft); /* instead */

/* The tint of a colour: one of the eight names, or #RRGGBB, which is taken for the nearest.
 * False when it is neither. */
bool codebook_tint(struct str colour, unsigned *tint);

/* The name of a tint. */
const char *codebook_tint_name(unsigned tint);

/* What it looks like, as "#C0392B". */
void codebook_tint_rgb(unsigned tint, char rgb[8]);

#endif
