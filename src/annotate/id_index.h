/* Finding things by id: a hash table with open addressing. */
#ifndef ATTACHE_ANNOTATE_ID_INDEX_H
#define ATTACHE_ANNOTATE_ID_INDEX_H

#include <stdbool.h>
#include <stddef.h>

/* A zeroed struct is an empty index. */
struct id_index {
	struct id_slot {
		const char *id; /* NULL: free. Points into what `value` is, which outlives it */
		const void *value;
	} * slots;
	size_t capacity, count;
};

const void *id_index_find(const struct id_index *index, const char *id); /* NULL: none */

/* Make room for `count` in all. */
void id_index_reserve(struct id_index *index, size_t count);

/* False, and nothing changed, when the id is there already. */
bool id_index_add(struct id_index *index, const char *id, const void *value);
void id_index_remove(struct id_index *index, const char *id);
void id_index_free(struct id_index *index);

struct annotation;
struct annotations;

/* As annotations_build, for annotations that are all in the index already, which goes to the
 * set. */
struct annotations *annotations_build_indexed(
	struct annotation *const *items, size_t count, struct id_index *index);

#endif
