/* The picker: choosing tags over the bottom of the article. A letter that is a tag's key sets
 * it at once and closes the picker; every other letter, or / first, begins to find tags by
 * name or definition; Enter sets the current one and leaves the picker open for more. */
#ifndef APP_PICKER_H
#define APP_PICKER_H

#include "area.h"
#include "attache/annotate/annotation.h"
#include "attache/annotate/codebook.h"
#include "attache/app/line_edit.h"
#include "attache/base/arena.h"
#include "attache/view/grid.h"

#define RECENT_MAX 5

struct picker {
	bool open;
	bool finding; /* letters are typed into the filter */
	struct line_edit edit;
	size_t *rows; /* tags of the codebook that match, recent ones first; from its count on
			 those of `strange` */
	size_t count;
	bool offers_new; /* the last row is a tag that the codebook does not have */
	char **strange;  /* tags the annotation bore that the codebook does not have */
	size_t strange_count;
	size_t current, top;
	char *recent[RECENT_MAX]; /* newest first */
	struct buffer chosen;     /* the tag that an outcome is about */
};

enum picker_outcome {
	PICKER_NOTHING,
	PICKER_TOGGLED, /* `chosen` is to be set or removed */
	PICKER_TOGGLED_AND_CLOSED,
	PICKER_CLOSED
};

/* `annotation`: whose tags are to be chosen, or NULL. */
void picker_open(struct picker *picker, const struct codebook *codebook,
	const struct annotation *annotation);
void picker_close(struct picker *picker);
void picker_free(struct picker *picker);

enum picker_outcome picker_handle(
	struct picker *picker, const struct codebook *codebook, const struct event *event);

/* A tag was set: it comes first next time. */
void picker_remember(struct picker *picker, const char *tag);

/* Lines it would like to have on a screen of so many. */
unsigned picker_rows(const struct picker *picker, unsigned screen_rows);

/* `annotation`: the one whose tags are shown as set, or NULL. */
void picker_draw(struct picker *picker, const struct codebook *codebook,
	const struct annotation *annotation, struct area area, struct grid *grid,
	struct arena *frame);

#endif
