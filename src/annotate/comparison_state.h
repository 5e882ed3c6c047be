/* What a comparison has collected, for the files that collect and measure. */
#ifndef ATTACHE_ANNOTATE_COMPARISON_STATE_H
#define ATTACHE_ANNOTATE_COMPARISON_STATE_H

#include "attache/annotate/comparison.h"

#include "id_index.h"

/* Names that are known by number. */
struct comparison_names {
	struct comparison_name {
		char *name;
		size_t number;
	} * *items;
	size_t count, capacity;
	struct id_index index;
};

/* What one annotator says of one unit: the number of a set of tags. Units are counted over
 * all articles. */
struct comparison_cell {
	size_t unit, annotator, set;
};

struct comparison_mark {
	size_t article, annotator, set;
	struct range range; /* code points */
};

struct comparison_article {
	bool *present; /* by annotator; as many as there were when it was added */
	size_t annotators;
	size_t length;            /* code points */
	size_t first_cell, cells; /* by unit */
	size_t first_mark, marks;
};

struct comparison {
	bool unmarked;
	struct comparison_names annotators, tags;
	struct comparison_names sets; /* called by their tags' numbers: "3,17," */
	struct comparison_set {
		size_t *tags, count; /* numbers, ascending */
	} * set_tags;                /* by number of the set; number 0 is the empty one */
	size_t set_capacity;
	size_t *order; /* of tags, by name */
	struct comparison_cell *cells;
	size_t cell_count, cell_capacity;
	struct comparison_mark *marks;
	size_t mark_count, mark_capacity;
	struct comparison_article *articles;
	size_t article_count, article_capacity;
	size_t units;
};

/* Whether the annotator annotated the article. */
static inline bool comparison_present(
	const struct comparison_article *article, size_t annotator)
{
	return annotator < article->annotators && article->present[annotator];
}

#endif
