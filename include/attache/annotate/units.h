/* Units: what several people annotated, put together: each unit is one thing in the article
 * with the version of everyone who marked it.
 *
 * Annotators are taken in their order, each one's annotations paired (pairing.h) with the
 * units there are so far, by the first version of each; what pairs with none is a unit of its
 * own. */
#ifndef ATTACHE_ANNOTATE_UNITS_H
#define ATTACHE_ANNOTATE_UNITS_H

#include "attache/annotate/annotation.h"

struct units {
	const struct annotation *
		*versions; /* [unit * annotators + annotator]; NULL: not marked */
	size_t count, annotators;
};

/* The versions belong to the sets, which must outlive the units unchanged. Units stand by the
 * place of their first version. */
void units_make(struct units *units, const struct annotations *const *sets, size_t count);
void units_free(struct units *units); /* and make it empty */

/* A unit's versions, by annotator. */
const struct annotation *const *units_at(const struct units *units, size_t unit);

/* Its first version. */
const struct annotation *units_first(const struct units *units, size_t unit);

/* Whether everybody marked it and no two versions differ in anything (pairing.h). */
bool units_agree(const struct units *units, size_t unit);

#endif
