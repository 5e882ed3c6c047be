/* What the lists of the sidebar hold, and what an item of each kind looks like. */
#ifndef APP_SIDEBAR_ITEMS_H
#define APP_SIDEBAR_ITEMS_H

#include "sidebar.h"

/* Append to a list what a tab shows of a session, filtered; count things and total. */
void items_of_entities(struct item_list *list, const struct session *session);
void items_of_quotes(
	struct item_list *list, const struct session *session, bool indirect, unsigned columns);
void items_of_notes(struct item_list *list, const struct session *session, unsigned columns);

/* The set that an item's annotation is in. */
const struct annotations *item_set(const struct session *session, const struct item *item);

struct item *item_add(struct item_list *list, struct item item);

/* Whether a text holds the list's filter: case, accents and quote marks do not matter. */
bool item_matches(const struct item_list *list, struct str text);

/* Where an item is drawn, and how. */
struct item_place {
	struct grid *grid;
	struct arena *frame;
	unsigned row, column, columns;
	unsigned rows; /* lines that fit: the rest of a tall item is cut */
	bool current;
	unsigned doubtful; /* findings below this confidence are dim */
};

void item_draw_entity(
	const struct item_place *place, const struct session *session, const struct item *item);
void item_draw_quote(
	const struct item_place *place, const struct session *session, const struct item *item);
void item_draw_note(
	const struct item_place *place, const struct session *session, const struct item *item);

/* Put text of one line into line `line` of an item, from a column on; returns the columns
 * used. What does not fit ends in an ellipsis. The current item's role wins over `role`. */
unsigned item_put(const struct item_place *place, unsigned line, unsigned column,
	unsigned columns, struct str text, enum role role);

/* Put words of the article, blanks folded, over `lines` lines; an ellipsis when more follow. */
void item_put_words(const struct item_place *place, unsigned line, unsigned lines,
	unsigned indent, struct str words, enum role role);

/* Lines that words take at this width, at most `limit`. */
unsigned item_lines(struct str words, unsigned columns, unsigned limit);

#endif
