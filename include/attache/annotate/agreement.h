/* Agreement between annotators: arithmetic on values and spans, which knows no annotations.
 *
 * Where a measure is not defined, because nothing was compared or because chance alone would
 * agree always (all in one category), it is NAN: to be shown as such, never as 1. */
#ifndef ATTACHE_ANNOTATE_AGREEMENT_H
#define ATTACHE_ANNOTATE_AGREEMENT_H

#include "attache/base/str.h"

/* Values of units by annotators, nominal categories counted from 0: values[unit * annotators +
 * annotator]. */
#define AGREEMENT_MISSING ((size_t)-1) /* this annotator did not judge this unit */

struct agreement_values {
	const size_t *values;
	size_t units, annotators, categories;
};

/* Cohen's kappa of the first two annotators, over the units that both judged. J. Cohen (1960):
 * A coefficient of agreement for nominal scales. Educational and Psychological Measurement
 * 20(1), 37-46. */
double agreement_kappa(const struct agreement_values *values);

/* Krippendorff's alpha for nominal data, any number of annotators, missing values. K.
 * Krippendorff (2011): Computing Krippendorff's Alpha-Reliability, section C. Units that fewer
 * than two judged count for nothing. */
double agreement_alpha(const struct agreement_values *values);

/* The spans that one annotator marked in one category, sorted, none overlapping another. */
struct agreement_spans {
	const struct range *spans;
	size_t count;
};

/* Krippendorff's alpha for unitizing, of one category, over a continuum of `length`: how alike
 * the cutting is. K. Krippendorff (2004): Measuring the reliability of qualitative text
 * analysis data. Quality and Quantity 38, 787-800, appendix. */
struct agreement_unitizing {
	double observed, expected; /* disagreement; alpha is 1 - observed / expected */
	double alpha;
};
struct agreement_unitizing agreement_unitize(
	const struct agreement_spans *annotators, size_t count, size_t length);

#endif
