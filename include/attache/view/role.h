/* Roles: what a piece of the screen means. Themes give each role its looks; nothing else in the
 * program knows colours. The table in role.c is the master copy (names, help, default looks).
 */
#ifndef ATTACHE_VIEW_ROLE_H
#define ATTACHE_VIEW_ROLE_H

#include "attache/base/str.h"

enum role {
	ROLE_TEXT,
	ROLE_TITLE,
	ROLE_HEADING,
	ROLE_DIM,
	ROLE_FURNITURE,
	ROLE_PERSON,
	ROLE_COUNTRY,
	ROLE_ORGANISATION,
	ROLE_PLACE,
	ROLE_NORP,
	ROLE_DATE,
	ROLE_OTHER, /* events, laws */
	ROLE_QUOTE,
	ROLE_QUOTE_SCARE,
	ROLE_ANNOTATED, /* text with an annotation */
	ROLE_CURRENT,   /* the current object */
	ROLE_SELECTION,
	ROLE_SEARCH,
	ROLE_SEARCH_CURRENT,
	ROLE_TITLE_BAR,
	ROLE_STATUS,
	ROLE_STATUS_KEY,
	ROLE_HINT,
	ROLE_HINT_KEY,
	ROLE_MESSAGE,
	ROLE_ERROR,
	ROLE_BORDER,
	ROLE_TAB,
	ROLE_TAB_CURRENT,
	ROLE_LIST_CURRENT,
	ROLE_GROUP,
	ROLE_COUNT,
	ROLE_SPARKLINE,
	ROLE_OVERVIEW_QUOTE,
	ROLE_OVERVIEW_NOTE,
	ROLE_OVERVIEW_HIT,
	ROLE_PROMPT,
	ROLE_PICKER,
	ROLE_PICKER_CURRENT,
	ROLE_ORPHAN,
	ROLE_TAG_1, /* the codebook's tag families in order, wrapping after eight */
	ROLE_TAG_2,
	ROLE_TAG_3,
	ROLE_TAG_4,
	ROLE_TAG_5,
	ROLE_TAG_6,
	ROLE_TAG_7,
	ROLE_TAG_8,
	ROLE_ANNOTATOR_1, /* other annotators in the order of their names, wrapping after six */
	ROLE_ANNOTATOR_2,
	ROLE_ANNOTATOR_3,
	ROLE_ANNOTATOR_4,
	ROLE_ANNOTATOR_5,
	ROLE_ANNOTATOR_6,
	ROLES
};

/* One row of the table. A role that a theme does not name looks like its parent with the
 * attributes added; text is its own parent. */
struct role_info {
	const char *name; /* "quote.scare" */
	enum role parent;
	unsigned attributes; /* STYLE_... bits (theme.h) */
	const char *help;    /* what is drawn in it */
};
extern const struct role_info role_table[ROLES];

const char *role_name(enum role role); /* "quote.scare" */
bool role_from(struct str name, enum role *role);

#endif
