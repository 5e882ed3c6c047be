/* Adjudication: the differences between annotators who have sidecars of their own, one by one,
 * and what was decided. A decision is written into the shared sidecar: the version that stands
 * keeps its id and `by`, and adjudicated_by says who decided; of one that nobody's version
 * stands of, the first is there as rejected. So a decision is seen again later, and by all. */
#ifndef APP_ADJUDICATION_H
#define APP_ADJUDICATION_H

#include "area.h"
#include "attache/annotate/units.h"
#include "attache/base/arena.h"
#include "attache/view/grid.h"
#include "session.h"

struct adjudication {
	bool open;
	size_t annotators;
	char **names;
	enum role *roles;
	struct annotations **sets; /* as they were when it began, without suggestions */
	struct units units;
	size_t *differences; /* units */
	size_t count, current;
	struct decision {
		size_t difference; /* where it was made */
		unsigned steps;    /* of the session's history */
	} * decisions;
	size_t decision_count, decision_capacity;
};

/* Begin with what others annotated, at the first difference that is not decided. False when
 * there are not two annotators, or nothing in which they differ or agree. */
bool adjudication_open(
	struct adjudication *adjudication, struct session *session, struct error *err);
void adjudication_close(struct adjudication *adjudication); /* and make it empty */

/* The versions of the current difference, by annotator; NULL: not marked. NULL when there is no
 * difference. */
const struct annotation *const *adjudication_versions(const struct adjudication *adjudication);

/* Whether a difference is decided, and how many are. */
bool adjudication_is_decided(const struct adjudication *adjudication,
	const struct session *session, size_t difference);
size_t adjudication_decided(
	const struct adjudication *adjudication, const struct session *session);

/* Whether a version stands in the shared sidecar as it is. */
bool adjudication_keeps(const struct session *session, const struct annotation *version);

/* Units in which all agree that the shared sidecar does not have yet, and taking them over. */
size_t adjudication_agreed(
	const struct adjudication *adjudication, const struct session *session);
bool adjudication_take_agreed(
	struct adjudication *adjudication, struct session *session, struct error *err);

/* Decide the current difference: for one version by its annotator's index, for all that
 * differ, or for none. */
#define ADJUDICATION_ALL ((size_t)-1)
#define ADJUDICATION_NONE ((size_t)-2)
bool adjudication_decide(struct adjudication *adjudication, struct session *session,
	size_t choice, struct error *err);

/* Take the last decision back and go to it; false with a message when there is none. */
bool adjudication_undo(
	struct adjudication *adjudication, struct session *session, struct error *err);

/* To the next difference or the one before; to the next that is not decided, from the end on
 * to the beginning. False when there is none. */
bool adjudication_step(struct adjudication *adjudication, bool forward);
bool adjudication_next_open(struct adjudication *adjudication, const struct session *session);

/* The panel: lines it would like to have, and drawing it (adjudication_panel.c). */
unsigned adjudication_rows(const struct adjudication *adjudication,
	const struct session *session, unsigned columns, unsigned screen_rows,
	struct arena *frame);
void adjudication_draw(const struct adjudication *adjudication, const struct session *session,
	struct area area, struct grid *grid, struct arena *frame);

#endif
