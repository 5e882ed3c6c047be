/* Two articles side by side, as when two readouts of one meeting are compared: keys go to one
 * of them, the other follows on request to the same entity or tag. */
#ifndef APP_COMPARE_H
#define APP_COMPARE_H

#include "area.h"
#include "attache/base/error.h"
#include "attache/base/str.h"
#include "overview.h"
#include "reader.h"

/* The article beside the one that keys go to. */
struct side {
	struct session *session; /* NULL: nothing is compared */
	struct reader reader;
	struct overview overview;
	size_t path;
	bool at_left;
};

/* The object in `other` that is the same as the current one of `reader`: the next annotation
 * with one of its tags, else the next mention of its entity. False when there is none. */
bool compare_find(struct reader *reader, struct reader *other, struct object *object);

/* Cut an area into two panes with a column between them, each below a line for its title. */
void compare_split(struct area whole, struct area *left, struct area *right);

#endif
