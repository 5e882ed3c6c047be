#include "attache/annotate/agreement.h"

#include "attache/base/memory.h"

#include <math.h>
#include <stdlib.h>

/* ---- nominal values
 * --------------------------------------------------------------------------- */

static size_t value_at(const struct agreement_values *values, size_t unit, size_t annotator)
{
	return values->values[unit * values->annotators + annotator];
}

double agreement_kappa(const struct agreement_values *values)
{
	double *first = memory_zeroed(values->categories + 1, sizeof *first);
	double *second = memory_zeroed(values->categories + 1, sizeof *second);
	double both = 0, agreed = 0, chance = 0;
	for (size_t unit = 0; unit < values->units; unit++) {
		size_t a = value_at(values, unit, 0), b = value_at(values, unit, 1);
		if (a == AGREEMENT_MISSING || b == AGREEMENT_MISSING)
			continue;
		both++;
		agreed += a == b;
		first[a]++;
		second[b]++;
	}
	/* In counts, so that agreement by chance alone is found exactly. */
	for (size_t i = 0; i < values->categories; i++)
		chance += first[i] * second[i];
	double kappa = chance < both * both ? (agreed * both - chance) / (both * both - chance)
					    : (double)NAN;
	free(first);
	free(second);
	return kappa;
}

double agreement_alpha(const struct agreement_values *values)
{
	double *totals = memory_zeroed(values->categories + 1, sizeof *totals);
	double *here = memory_zeroed(values->categories + 1, sizeof *here);
	double all = 0, agreed = 0, chance = 0;
	for (size_t unit = 0; unit < values->units; unit++) {
		double judged = 0, pairs = 0;
		for (size_t i = 0; i < values->categories; i++)
			here[i] = 0;
		for (size_t i = 0; i < values->annotators; i++)
			if (value_at(values, unit, i) != AGREEMENT_MISSING) {
				here[value_at(values, unit, i)]++;
				judged++;
			}
		if (judged < 2)
			continue;
		for (size_t i = 0; i < values->categories; i++) {
			totals[i] += here[i];
			pairs += here[i] * (here[i] - 1);
		}
		all += judged;
		agreed += pairs / (judged - 1);
	}
	for (size_t i = 0; i < values->categories; i++)
		chance += totals[i] * (totals[i] - 1);
	double most = all * (all - 1);
	double alpha = chance < most ? ((all - 1) * agreed - chance) / (most - chance)
				     : (double)NAN;
	free(totals);
	free(here);
	return alpha;
}

/* ---- unitizing
 * -------------------------------------------------------------------------------- */

static double square(double x)
{
	return x * x;
}

static double length_of(struct range range)
{
	return (double)range_length(range);
}

/* How far two spans that overlap lie apart at both ends. */
static double apart(struct range a, struct range b)
{
	return square((double)a.start - (double)b.start) +
	       square((double)a.end - (double)b.end);
}

/* What one annotator's spans miss of another's: those that overlap lie apart, and one that
 * lies in a gap of the other whole is missing whole. */
static double disagreement(
	const struct agreement_spans *mine, const struct agreement_spans *other)
{
	double sum = 0;
	size_t from = 0;
	for (size_t i = 0; i < mine->count; i++) {
		bool met = false;
		while (from < other->count && other->spans[from].end <= mine->spans[i].start)
			from++;
		for (size_t k = from;
			k < other->count && other->spans[k].start < mine->spans[i].end; k++) {
			sum += apart(mine->spans[i], other->spans[k]);
			met = true;
		}
		if (!met)
			sum += 2 * square(length_of(mine->spans[i]));
	}
	return sum;
}

/* The ways in which a span of that length fits into the gaps of an annotator. */
static double room(const struct agreement_spans *annotator, double span, size_t length)
{
	double sum = 0;
	size_t start = 0;
	for (size_t i = 0; i <= annotator->count; i++) {
		size_t end = i < annotator->count ? annotator->spans[i].start : length;
		double gap = (double)(end - start);
		if (end > start && gap >= span)
			sum += gap - span + 1;
		start = i < annotator->count ? annotator->spans[i].end : start;
	}
	return sum;
}

static double expected(const struct agreement_spans *annotators, size_t count, size_t length)
{
	double units = 0, within = 0, sum = 0, all = (double)count * (double)length;
	for (size_t i = 0; i < count; i++)
		units += (double)annotators[i].count;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < annotators[i].count; k++) {
			double span = length_of(annotators[i].spans[k]), fits = 0;
			for (size_t other = 0; other < count; other++)
				fits += room(&annotators[other], span, length);
			sum += (units - 1) / 3 *
				       (2 * span * span * span - 3 * span * span + span) +
			       span * span * fits;
			within += span * (span - 1);
		}
	return 2 / (double)length * sum / (all * (all - 1) - within);
}

struct agreement_unitizing agreement_unitize(
	const struct agreement_spans *annotators, size_t count, size_t length)
{
	struct agreement_unitizing result = {NAN, NAN, NAN};
	if (count < 2 || length == 0)
		return result;
	double sum = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++)
			if (i != k)
				sum += disagreement(&annotators[i], &annotators[k]);
	result.observed = sum / ((double)count * (double)(count - 1) * square((double)length));
	result.expected = expected(annotators, count, length);
	if (result.expected > 0)
		result.alpha = 1 - result.observed / result.expected;
	return result;
}
