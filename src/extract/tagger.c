#include "tagger.h"

#include "tagger_file.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Longer runs of candidates are cut: nothing but a table of capitals is so long. */
enum { RUN_MOST = 256 };

/* Labels that end outside of any name: O, the last of a name, a name of one word; and labels
 * that begin there: O, the first of a name, a name of one word. Any of the former may stand
 * before any of the latter, and nothing else may; the lanes are padded for the processor. */
enum { CLOSED = 1 + 2 * (int)ENTITY_TYPES, LANES = (CLOSED + 3) / 4 * 4 };

struct tagger {
	const struct tagger_header *header;
	const struct tagger_slot *slots;
	const int8_t *rows; /* WEIGHTS each */
	uint32_t mask;
	int32_t fresh[CLOSED][LANES];        /* transitions from closed_label to fresh_label */
	int32_t most[CLOSED], least[CLOSED]; /* of each row of them */
	uint8_t closed_labels[CLOSED], fresh_labels[CLOSED];
};

static int closed_label(int i)
{
	return i == 0 ? LABEL_OUTSIDE
		      : label_of(
				(enum entity_type)((i - 1) / 2), i % 2 ? PART_LAST : PART_UNIT);
}

static int fresh_label(int i)
{
	return i == 0 ? LABEL_OUTSIDE
		      : label_of((enum entity_type)((i - 1) / 2),
				i % 2 ? PART_BEGIN : PART_UNIT);
}

/* Lay out the transitions as the decoder goes through them. */
static void lay_out(struct tagger *tagger)
{
	for (int from = 0; from < CLOSED; from++) {
		int32_t most = INT32_MIN, least = INT32_MAX;
		for (int to = 0; to < CLOSED; to++) {
			int32_t weight = tagger->header->transitions[closed_label(from)]
								    [fresh_label(to)];
			tagger->fresh[from][to] = weight;
			most = weight > most ? weight : most;
			least = weight < least ? weight : least;
		}
		tagger->most[from] = most;
		tagger->least[from] = least;
		tagger->closed_labels[from] = (uint8_t)closed_label(from);
		tagger->fresh_labels[from] = (uint8_t)fresh_label(from);
	}
}

struct tagger *tagger_open(struct arena *arena, const struct lexicon *lexicon)
{
	struct str model = lexicon_model(lexicon);
	const struct tagger_header *h = (const void *)model.s;
	if (model.len < sizeof(*h) || memcmp(h->magic, TAGGER_MAGIC, sizeof(h->magic)) != 0 ||
		h->order != TAGGER_ORDER || h->features != TAGGER_FEATURES ||
		h->labels != LABELS || !h->slot_count || (h->slot_count & (h->slot_count - 1)))
		return NULL;
	uint64_t size = sizeof(*h) + (uint64_t)h->slot_count * sizeof(struct tagger_slot) +
			(uint64_t)h->row_count * WEIGHTS;
	if (size != model.len)
		return NULL;
	struct tagger *tagger = arena_alloc(arena, 1, sizeof(*tagger));
	tagger->header = h;
	tagger->slots = (const void *)(h + 1);
	tagger->rows = (const void *)(tagger->slots + h->slot_count);
	tagger->mask = h->slot_count - 1;
	lay_out(tagger);
	return tagger;
}

static const int8_t *row_of(const struct tagger *tagger, uint64_t feature)
{
	uint16_t check = tagger_check(feature);
	for (uint32_t slot = (uint32_t)feature & tagger->mask, tries = 0; tries <= tagger->mask;
		slot = (slot + 1) & tagger->mask, tries++) {
		const struct tagger_slot *s = &tagger->slots[slot];
		if (!s->check)
			return NULL;
		if (s->check == check && s->row < tagger->header->row_count)
			return tagger->rows + (size_t)s->row * WEIGHTS;
	}
	return NULL;
}

static void score_token(const struct tagger *tagger, const struct view *view, size_t token,
	int32_t scores[LABELS])
{
	uint64_t features[FEATURE_MOST];
	size_t count = view_features(view, token, features);
	int16_t sums[WEIGHTS] = {0};
	/* Finding rows is waiting for memory, so all are asked for before one is needed. */
	for (size_t f = 0; f < count; f++)
		__builtin_prefetch(&tagger->slots[(uint32_t)features[f] & tagger->mask]);
	for (size_t f = 0; f < count; f++) {
		const int8_t *row = row_of(tagger, features[f]);
		if (!row)
			continue;
		for (int w = 0; w < WEIGHTS; w++)
			sums[w] = (int16_t)(sums[w] + row[w]);
	}
	scores[LABEL_OUTSIDE] = 0;
	for (int w = 0; w < WEIGHTS; w++)
		scores[w + 1] = sums[w];
}

/* Viterbi: the best legal sequence of labels of a run. */
struct lattice {
	int32_t scores[RUN_MOST][LABELS];
	int32_t best[RUN_MOST][LABELS];
	uint8_t from[RUN_MOST][LABELS];
	uint8_t labels[RUN_MOST];
};

/* Where nothing can stand, far below any sum of scores and far from overflow. */
#define UNREACHABLE (INT32_MIN / 4)

/* What the best label before a token comes to at least, whatever follows it. */
static int32_t floor_of(const struct tagger *tagger, const int32_t *before)
{
	int best = 0;
	for (int i = 1; i < CLOSED; i++)
		if (before[tagger->closed_labels[i]] > before[tagger->closed_labels[best]])
			best = i;
	return before[tagger->closed_labels[best]] + tagger->least[best];
}

/* Which label before a token is best for each label that begins a name or stands outside.
 * Nearly all labels before it are so bad that no transition makes up for it. */
static void advance_fresh(
	const struct tagger *tagger, const int32_t *before, int32_t *best, uint8_t *from)
{
	int32_t sums[LANES], origins[LANES];
	for (int lane = 0; lane < LANES; lane++) {
		sums[lane] = INT32_MIN;
		origins[lane] = 0;
	}
	int32_t floor = floor_of(tagger, before);
	for (int i = 0; i < CLOSED; i++) {
		int32_t sum_before = before[tagger->closed_labels[i]];
		const int32_t *transitions = tagger->fresh[i];
		if (sum_before + tagger->most[i] < floor)
			continue;
		for (int lane = 0; lane < LANES; lane++) {
			int32_t sum = sum_before + transitions[lane];
			bool better = sum > sums[lane];
			sums[lane] = better ? sum : sums[lane];
			origins[lane] = better ? i : origins[lane];
		}
	}
	for (int lane = 0; lane < CLOSED; lane++) {
		best[tagger->fresh_labels[lane]] = sums[lane];
		from[tagger->fresh_labels[lane]] = tagger->closed_labels[origins[lane]];
	}
}

/* The same for labels inside a name, which only its first or an inner word can precede. */
static void advance_within(
	const struct tagger *tagger, const int32_t *before, int32_t *best, uint8_t *from)
{
	for (unsigned type = 0; type < ENTITY_TYPES; type++) {
		int begin = label_of((enum entity_type)type, PART_BEGIN);
		int inside = label_of((enum entity_type)type, PART_INSIDE);
		for (int to = inside; to <= inside + 1; to++) {
			int32_t first = before[begin] + tagger->header->transitions[begin][to];
			int32_t inner = before[inside] +
					tagger->header->transitions[inside][to];
			best[to] = inner > first ? inner : first;
			from[to] = (uint8_t)(inner > first ? inside : begin);
		}
	}
}

static void advance(const struct tagger *tagger, struct lattice *lattice, size_t i)
{
	int32_t start[LABELS];
	const int32_t *before = i ? lattice->best[i - 1] : start;
	for (int label = 0; label < LABELS; label++)
		start[label] = label == LABEL_OUTSIDE ? 0 : UNREACHABLE;
	advance_fresh(tagger, before, lattice->best[i], lattice->from[i]);
	advance_within(tagger, before, lattice->best[i], lattice->from[i]);
	for (int label = 0; label < LABELS; label++)
		lattice->best[i][label] += lattice->scores[i][label];
}

static void decode(const struct tagger *tagger, struct lattice *lattice, size_t length)
{
	assert(length > 0);
	for (size_t i = 0; i < length; i++)
		advance(tagger, lattice, i);
	int best = LABEL_OUTSIDE;
	for (int label = 1; label < LABELS; label++)
		if (!label_open(label) &&
			lattice->best[length - 1][label] > lattice->best[length - 1][best])
			best = label;
	for (size_t i = length; i-- > 0; best = lattice->from[i][best])
		lattice->labels[i] = (uint8_t)best;
}

/* The odds of single tokens in per cent, and how many names of such odds are right in news that
 * was kept out of training (three folds of 1,700 names each); straight lines between the
 * points. */
static const struct {
	float odds, right;
} calibration[] = {
	{0, 50}, {5, 61}, {20, 69}, {45, 78}, {60, 88}, {75, 93}, {90, 95}, {100, 99}};

static unsigned calibrated(float odds)
{
	size_t i = 1;
	while (odds > calibration[i].odds)
		i++;
	float share = (odds - calibration[i - 1].odds) /
		      (calibration[i].odds - calibration[i - 1].odds);
	return (unsigned)(calibration[i - 1].right +
			  share * (calibration[i].right - calibration[i - 1].right));
}

/* How sure a name is, in per cent: by the token whose best other kind comes nearest. */
static unsigned confidence(
	const struct tagger *tagger, const struct lattice *lattice, size_t from, size_t to)
{
	int32_t margin = INT32_MAX;
	for (size_t i = from; i < to; i++) {
		int mine = lattice->labels[i];
		int32_t other = lattice->scores[i][LABEL_OUTSIDE];
		for (int label = 1; label < LABELS; label++)
			if (label != mine && lattice->scores[i][label] > other)
				other = lattice->scores[i][label];
		if (lattice->scores[i][mine] - other < margin)
			margin = lattice->scores[i][mine] - other;
	}
	return calibrated(100 / (1 + expf(-(float)margin * tagger->header->step)));
}

void tagger_run(const struct tagger *tagger, struct view *view, tagger_found *found)
{
	struct lattice lattice;
	size_t start, end = 0;
	while (view_run(view, end, &start, &end)) {
		if (end - start > RUN_MOST)
			end = start + RUN_MOST;
		size_t length = end - start;
		for (size_t i = 0; i < length; i++)
			score_token(tagger, view, start + i, lattice.scores[i]);
		decode(tagger, &lattice, length);
		for (size_t i = 0; i < length; i++) {
			size_t first = i;
			while (label_open(lattice.labels[i]) && i + 1 < length)
				i++;
			if (lattice.labels[i] != LABEL_OUTSIDE)
				found(view, start + first, start + i + 1,
					label_type(lattice.labels[i]),
					confidence(tagger, &lattice, first, i + 1));
		}
	}
}
