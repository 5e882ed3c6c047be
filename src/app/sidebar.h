/* The sidebar: three tabs of what is in the article (entities, quotes) and of what the reader
 * made of it (notes). Each tab is a list of items with a current one and a filter. Lists are
 * made again only when findings, annotations, filter or width have changed, and keep their
 * current item then. */
#ifndef APP_SIDEBAR_H
#define APP_SIDEBAR_H

#include "area.h"
#include "attache/base/arena.h"
#include "attache/base/buffer.h"
#include "attache/view/grid.h"
#include "reader.h"

enum sidebar_tab { TAB_ENTITIES, TAB_QUOTES, TAB_NOTES, SIDEBAR_TABS };

enum item_kind { ITEM_GROUP, ITEM_ENTITY, ITEM_QUOTE, ITEM_NOTE };

/* What one item stands for: a group's label, an entity, an utterance or an annotation. */
struct item {
	enum item_kind kind;
	unsigned height;   /* lines on the screen */
	size_t index;      /* entity, utterance, annotation; of a group: how many it holds */
	size_t other;      /* whose annotation: 0 the reader's, n that of others.items[n - 1] */
	const char *label; /* of a group */
	bool under;        /* an entity listed under the one before it */
};

struct item_list {
	struct item *items;
	size_t count, capacity;
	size_t things; /* items that are no groups */
	size_t total;  /* things without the filter */
	size_t current, top;
	struct buffer filter;
	struct buffer made_of; /* what it was made from, to know when it is stale */
};

struct sidebar {
	enum sidebar_tab tab;
	struct item_list lists[SIDEBAR_TABS];
	bool indirect; /* indirect statements are listed too */
	unsigned rows; /* lines of the list on the screen */
};

void sidebar_close(struct sidebar *sidebar);

/* Bring all lists up to date with the session; `columns` is the width. */
void sidebar_update(struct sidebar *sidebar, const struct session *session, unsigned columns);

/* Lines of the screen that it has, its head included. */
void sidebar_resize(struct sidebar *sidebar, unsigned rows);

void sidebar_set_filter(struct sidebar *sidebar, struct str filter);
struct str sidebar_filter(const struct sidebar *sidebar);

/* Move the current item; groups are passed over. */
void sidebar_move(struct sidebar *sidebar, long items);
void sidebar_page(struct sidebar *sidebar, long pages);
void sidebar_first(struct sidebar *sidebar);
void sidebar_last(struct sidebar *sidebar);

/* The current item, or NULL. */
const struct item *sidebar_current(const struct sidebar *sidebar);

/* Where in the article the current item is: the first mention of an entity, a quote, an
 * annotation. False for an orphan and when there is none. */
bool sidebar_target(
	const struct sidebar *sidebar, struct reader *reader, struct object *object);

/* Make the item the current one that stands for what the reader is at: among entities the name
 * there, or who speaks. */
void sidebar_follow(struct sidebar *sidebar, const struct reader *reader);

/* The item shown at a row of the list (0 = its first line), or (size_t)-1. */
size_t sidebar_item_at(const struct sidebar *sidebar, unsigned row);
void sidebar_select(struct sidebar *sidebar, size_t item);

/* The tab whose name is drawn at a column of the sidebar's first line, or SIDEBAR_TABS. */
enum sidebar_tab sidebar_tab_at(
	const struct sidebar *sidebar, unsigned columns, unsigned column);

struct sidebar_look {
	struct area area;
	bool focused;
	bool filtering; /* the filter is being typed */
	unsigned doubtful;
};
void sidebar_draw(struct sidebar *sidebar, const struct session *session,
	const struct sidebar_look *look, struct grid *grid, struct arena *frame);

#endif
