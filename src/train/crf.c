#include "crf.h"

#include "attache/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH_MOST = 256, PAIRS_MOST = LABELS * LABELS };

struct lattice {
	double potentials[LENGTH_MOST][LABELS];
	double alpha[LENGTH_MOST][LABELS], beta[LENGTH_MOST][LABELS];
	double scale[LENGTH_MOST];
	double shift[LENGTH_MOST]; /* what was taken off the scores before exp */
};

struct trainer {
	struct crf *crf;
	const struct crf_data *data;
	const struct crf_options *options;
	uint64_t random;
	double factors[LABELS][LABELS];
	uint8_t pair_from[PAIRS_MOST], pair_to[PAIRS_MOST];
	size_t pair_count;
	uint32_t kept[LENGTH_MOST][96];
	uint32_t kept_count[LENGTH_MOST];
	double scores[LENGTH_MOST][LABELS];
	struct lattice free, held;
	float gradient[LENGTH_MOST][LABELS];
};

struct crf *crf_new(size_t rows)
{
	struct crf *crf = memory_zeroed(1, sizeof(*crf));
	crf->shared = memory_zeroed(rows, sizeof(crf_row));
	crf->target = memory_zeroed(rows, sizeof(crf_row));
	crf->shared_squares = memory_zeroed(rows, sizeof(crf_row));
	crf->target_squares = memory_zeroed(rows, sizeof(crf_row));
	return crf;
}

void crf_free(struct crf *crf)
{
	if (!crf)
		return;
	free(crf->shared);
	free(crf->target);
	free(crf->shared_squares);
	free(crf->target_squares);
	free(crf);
}

/* xorshift64* */
static uint64_t next_random(struct trainer *t)
{
	t->random ^= t->random >> 12;
	t->random ^= t->random << 25;
	t->random ^= t->random >> 27;
	return t->random * 0x2545F4914F6CDD1Du;
}

static void score(struct trainer *t, const struct crf_sequence *sequence)
{
	uint32_t threshold = (uint32_t)((double)t->options->dropout * UINT32_MAX);
	double raise = 1 / (1 - (double)t->options->dropout); /* for those left out */
	for (uint32_t i = 0; i < sequence->length; i++) {
		const struct crf_position *position = &t->data->positions[sequence->first + i];
		float sums[WEIGHTS] = {0};
		uint32_t kept = 0;
		for (uint32_t f = 0; f < position->count; f++) {
			uint32_t row = t->data->features[position->first + f];
			if (row == CRF_NONE || (threshold && next_random(t) >> 32 < threshold))
				continue;
			t->kept[i][kept++] = row;
			const float *shared = t->crf->shared[row];
			for (int w = 0; w < WEIGHTS; w++)
				sums[w] += shared[w];
			if (!sequence->target)
				continue;
			const float *target = t->crf->target[row];
			for (int w = 0; w < WEIGHTS; w++)
				sums[w] += target[w];
		}
		t->kept_count[i] = kept;
		t->scores[i][LABEL_OUTSIDE] = 0;
		for (int w = 0; w < WEIGHTS; w++)
			t->scores[i][w + 1] = (double)sums[w] * raise;
	}
}

static void potentials(const struct trainer *t, const struct crf_sequence *sequence,
	struct lattice *lattice, bool held)
{
	for (uint32_t i = 0; i < sequence->length; i++) {
		uint64_t allowed = held ? t->data->positions[sequence->first + i].allowed
					: (uint64_t)-1;
		double most = -INFINITY;
		for (int y = 0; y < LABELS; y++)
			if (allowed >> y & 1)
				most = fmax(most, t->scores[i][y]);
		lattice->shift[i] = most;
		for (int y = 0; y < LABELS; y++)
			lattice->potentials[i][y] = allowed >> y & 1
							    ? exp(t->scores[i][y] - most)
							    : 0;
	}
}

/* Forward and backward; returns the log of the sum over all paths, or -INFINITY. */
static double sum_paths(const struct trainer *t, uint32_t length, struct lattice *lattice)
{
	double log_sum = 0;
	for (uint32_t i = 0; i < length; i++) {
		double *alpha = lattice->alpha[i];
		memset(alpha, 0, sizeof(lattice->alpha[i]));
		if (i == 0)
			for (int y = 0; y < LABELS; y++)
				alpha[y] = label_follows(LABEL_OUTSIDE, y)
						   ? t->factors[LABEL_OUTSIDE][y]
						   : 0;
		else
			for (size_t p = 0; p < t->pair_count; p++)
				alpha[t->pair_to[p]] +=
					lattice->alpha[i - 1][t->pair_from[p]] *
					t->factors[t->pair_from[p]][t->pair_to[p]];
		double sum = 0;
		for (int y = 0; y < LABELS; y++) {
			alpha[y] *= lattice->potentials[i][y];
			if (i + 1 == length && label_open(y))
				alpha[y] = 0;
			sum += alpha[y];
		}
		if (!(sum > 0))
			return -INFINITY;
		lattice->scale[i] = 1 / sum;
		for (int y = 0; y < LABELS; y++)
			alpha[y] *= lattice->scale[i];
		log_sum += log(sum) + lattice->shift[i];
	}
	for (uint32_t i = length; i-- > 0;) {
		double *beta = lattice->beta[i];
		for (int y = 0; y < LABELS; y++)
			beta[y] = i + 1 == length ? !label_open(y) : 0;
		if (i + 1 == length)
			continue;
		for (size_t p = 0; p < t->pair_count; p++)
			beta[t->pair_from[p]] += t->factors[t->pair_from[p]][t->pair_to[p]] *
						 lattice->potentials[i + 1][t->pair_to[p]] *
						 lattice->beta[i + 1][t->pair_to[p]];
		for (int y = 0; y < LABELS; y++)
			beta[y] *= lattice->scale[i + 1];
	}
	return log_sum;
}

static void step(const struct trainer *t, float *weight, float *square, float gradient)
{
	gradient -= t->options->decay * *weight;
	*square += gradient * gradient;
	*weight += t->options->rate * gradient / sqrtf(*square + 1e-4f);
}

static void step_row(
	const struct trainer *t, float *weights, float *squares, const float *gradient)
{
	float rate = t->options->rate, decay = t->options->decay;
	for (int w = 0; w < WEIGHTS; w++) {
		float g = gradient[w] - decay * weights[w];
		squares[w] += g * g;
		weights[w] += rate * g / sqrtf(squares[w] + 1e-4f);
	}
}

static void step_transitions(struct trainer *t, const struct crf_sequence *sequence)
{
	double expected[LABELS][LABELS] = {{0}};
	const struct lattice *sides[] = {&t->held, &t->free};
	for (int side = 0; side < 2; side++) {
		const struct lattice *l = sides[side];
		double sign = side ? -1 : 1;
		for (int y = 0; y < LABELS; y++)
			expected[0][y] += sign * l->alpha[0][y] * l->beta[0][y];
		for (uint32_t i = 1; i < sequence->length; i++)
			for (size_t p = 0; p < t->pair_count; p++) {
				int a = t->pair_from[p], b = t->pair_to[p];
				expected[a][b] += sign * l->alpha[i - 1][a] * t->factors[a][b] *
						  l->potentials[i][b] * l->beta[i][b] *
						  l->scale[i];
			}
	}
	for (size_t p = 0; p < t->pair_count; p++) {
		int a = t->pair_from[p], b = t->pair_to[p];
		double g = expected[a][b] * (double)sequence->weight;
		if (fabs(g) < 1e-6)
			continue;
		step(t, &t->crf->transitions[a][b], &t->crf->transition_squares[a][b],
			(float)g);
		t->factors[a][b] = exp((double)t->crf->transitions[a][b]);
	}
}

static double learn(struct trainer *t, const struct crf_sequence *sequence)
{
	score(t, sequence);
	potentials(t, sequence, &t->free, false);
	potentials(t, sequence, &t->held, true);
	double held = sum_paths(t, sequence->length, &t->held);
	double all = sum_paths(t, sequence->length, &t->free);
	if (!(held > -INFINITY))
		return 0;
	for (uint32_t i = 0; i < sequence->length; i++) {
		float sum = 0;
		for (int y = 0; y < LABELS; y++) {
			double g = t->held.alpha[i][y] * t->held.beta[i][y] -
				   t->free.alpha[i][y] * t->free.beta[i][y];
			t->gradient[i][y] = (float)g * sequence->weight;
			if (y)
				sum += t->gradient[i][y] * t->gradient[i][y];
		}
		if (sum < t->options->enough)
			continue;
		for (uint32_t f = 0; f < t->kept_count[i]; f++) {
			uint32_t row = t->kept[i][f];
			step_row(t, t->crf->shared[row], t->crf->shared_squares[row],
				&t->gradient[i][1]);
			if (sequence->target)
				step_row(t, t->crf->target[row], t->crf->target_squares[row],
					&t->gradient[i][1]);
		}
	}
	step_transitions(t, sequence);
	return all - held;
}

/* A mean of weights over the way (Polyak and Juditsky 1992). */
struct mean {
	float *sum;
	size_t count;
};

static void mean_add(struct mean *mean, const float *weights, size_t count)
{
	if (!mean->sum)
		mean->sum = memory_zeroed(count, sizeof(*mean->sum));
	for (size_t i = 0; i < count; i++)
		mean->sum[i] += weights[i];
	mean->count++;
}

/* The mean becomes the weights; without any, they stay. */
static void mean_take(struct mean *mean, float *weights, size_t count)
{
	for (size_t i = 0; mean->count && i < count; i++)
		weights[i] = mean->sum[i] / (float)mean->count;
	free(mean->sum);
}

struct means {
	struct mean shared, target, transitions;
};

static void means_add(struct means *means, const struct crf *crf, size_t rows)
{
	mean_add(&means->shared, *crf->shared, rows * WEIGHTS);
	mean_add(&means->target, *crf->target, rows * WEIGHTS);
	mean_add(&means->transitions, *crf->transitions, LABELS * LABELS);
}

static void means_take(struct means *means, struct crf *crf, size_t rows)
{
	mean_take(&means->shared, *crf->shared, rows * WEIGHTS);
	mean_take(&means->target, *crf->target, rows * WEIGHTS);
	mean_take(&means->transitions, *crf->transitions, LABELS * LABELS);
}

void crf_train(struct crf *crf, const struct crf_data *data, const struct crf_options *options)
{
	struct trainer *t = memory_zeroed(1, sizeof(*t));
	*t = (struct trainer){
		.crf = crf, .data = data, .options = options, .random = 88172645463325252u};
	for (int from = 0; from < LABELS; from++)
		for (int to = 0; to < LABELS; to++)
			if (label_follows(from, to)) {
				t->pair_from[t->pair_count] = (uint8_t)from;
				t->pair_to[t->pair_count++] = (uint8_t)to;
				t->factors[from][to] = exp((double)crf->transitions[from][to]);
			}
	struct means means = {0};
	uint32_t *order = memory_zeroed(data->sequence_count + 1, sizeof(*order));
	for (uint32_t i = 0; i < data->sequence_count; i++)
		order[i] = i;
	for (unsigned epoch = 0; epoch < options->epochs; epoch++) {
		double loss = 0;
		for (size_t i = data->sequence_count; i > 1; i--) {
			size_t j = next_random(t) % i;
			uint32_t swap = order[i - 1];
			order[i - 1] = order[j];
			order[j] = swap;
		}
		size_t quarter = data->sequence_count / 4 + 1;
		for (size_t i = 0; i < data->sequence_count; i++) {
			loss += learn(t, &data->sequences[order[i]]);
			if (options->average && (i + 1) % quarter == 0)
				means_add(&means, crf, data->row_count);
		}
		fprintf(stderr, "epoch %u: loss %.0f\n", epoch + 1, loss);
	}
	means_take(&means, crf, data->row_count);
	free(order);
	free(t);
}
