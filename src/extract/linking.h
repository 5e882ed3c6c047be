/* What entity.c and join.c share while names become entities. */
#ifndef ATTACHE_EXTRACT_LINKING_H
#define ATTACHE_EXTRACT_LINKING_H

#include "finder.h"

/* The words of a name and what sets them apart from the same words elsewhere; line ends count
 * as blanks. */
struct key {
	struct str text;
	char country[3]; /* of a people; else empty */
	uint8_t type;    /* ENTITY_TYPES: the words alone; above: a kind of join.c */
};

struct slot {
	struct key key;
	uint32_t hash;
	uint32_t value; /* entity or name + 1; 0 is empty */
};

struct linking {
	struct slot *slots;
	size_t slot_count, used; /* a power of 2, at most half of it used */
	uint32_t *same;          /* by entity: the entity it was joined to, + 1; join.c's */
	/* the entities in the order of their first mention, and where each has gone, + 1 */
	struct entity *entities;
	struct profile *profiles;
	uint32_t *places;
	size_t count, entity_capacity, profile_capacity;
};

/* What is entered under a key, 0 when nothing is: then the caller enters something. The key's
 * text must live as long as the linking. Valid until the next call. */
uint32_t *linking_value(struct linking *linking, struct key key);

/* The entity that an entity was joined to in the end; itself when to none. */
uint32_t linking_root(const struct linking *linking, uint32_t entity);

void entity_add_alias(struct finder *finder, struct entity *entity, struct str text);

#endif
