/* Comparison: the annotations of several people over any number of articles, as the units,
 * values and spans that agreement.h measures.
 *
 * What was annotated makes units (units.h); suggestions and what was rejected are no
 * annotations here. The value of a unit is the set of its tags, or for one tag whether it has
 * it. What somebody did not mark has no value, unless `unmarked` says that it counts as marked
 * with no tag.
 *
 * Spans are those of annotations that have a place in the text. */
#ifndef ATTACHE_ANNOTATE_COMPARISON_H
#define ATTACHE_ANNOTATE_COMPARISON_H

#include "attache/annotate/annotation.h"
#include "attache/text/document.h"

struct comparison;

struct comparison *comparison_new(bool unmarked);
void comparison_free(struct comparison *comparison); /* NULL is accepted */

/* One annotator of an article. */
struct comparison_part {
	const char *name;
	const struct annotations *set;
};

/* Add an article as its annotators see it; what is needed of the sets is copied. Without a
 * document (NULL) the ranges count code points already. */
void comparison_add(struct comparison *comparison, const struct document *document,
	const struct comparison_part *parts, size_t count);

size_t comparison_article_count(const struct comparison *comparison);
size_t comparison_annotator_count(const struct comparison *comparison);
const char *comparison_annotator(const struct comparison *comparison, size_t annotator);
size_t comparison_tag_count(const struct comparison *comparison); /* by the bytes of names */
const char *comparison_tag(const struct comparison *comparison, size_t tag);

/* How well the second annotator's spans are those of the first, who counts as the reference.
 * NAN where there is nothing to measure. */
struct comparison_score {
	double precision, recall, f1;
};

struct comparison_measures {
	size_t articles;      /* that two or more of the group annotated */
	size_t units, agreed; /* units with two or more values; those with one value only */
	double kappa;         /* of two; else NAN */
	double alpha;         /* nominal */
	struct comparison_score exact, overlap; /* of two; else NAN. Overlapping: a span that
						   shares a character with one of the other's */
	/* Alpha for unitizing: the disagreement of all tags over all articles, each by the
	 * square of its length in code points, against what is to be expected. Spans of one
	 * annotator and tag that overlap count as one. */
	double unitizing;
};

#define COMPARISON_ALL_TAGS ((size_t)-1)

/* Measure a group of annotators, on one tag or on all. */
struct comparison_measures comparison_measure(const struct comparison *comparison, size_t tag,
	const size_t *annotators, size_t count);

#endif
