/* Marks: ranges of the document with a role, laid over the text when it is drawn. They know
 * neither quotes nor annotations: whoever draws collects them for the visible range. Later
 * marks and higher priorities win the colour; style bits add up. */
#ifndef ATTACHE_VIEW_MARKS_H
#define ATTACHE_VIEW_MARKS_H

#include "attache/base/arena.h"
#include "attache/view/role.h"

#include <stdint.h>

struct mark {
	struct range range;
	enum role role; /* ROLE_TEXT adds style bits only */
	uint8_t extra;  /* STYLE_... bits */
	uint8_t priority;
};

/* A stretch of text with one look; it ends where the next one starts. */
struct mark_stretch {
	size_t start;
	enum role role;
	uint8_t extra;
};

struct marks {
	struct arena *arena;
	struct mark *items; /* in the order they were added */
	size_t count, capacity;
	struct mark_stretch *stretches; /* made by marks_finish, sorted */
	size_t stretch_count;
};

void marks_init(struct marks *marks, struct arena *arena); /* empty; lives in the arena */
void marks_add(struct marks *marks, struct mark mark);
void marks_finish(struct marks *marks); /* call once, between the last marks_add and marks_at */

/* The looks at an offset, and in *until the offset up to which they hold ((size_t)-1 behind the
 * last mark). ROLE_TEXT where there is no mark. O(log n). */
void marks_at(const struct marks *marks, size_t offset, enum role *role, uint8_t *extra,
	size_t *until);

#endif
