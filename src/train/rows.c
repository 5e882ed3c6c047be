#include "rows.h"

#include "../extract/feature.h"
#include "attache/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 40000, SLOTS = 1 << 17, COUNT_LEAST = 2 };

struct numbering {
	uint64_t *keys;
	uint32_t *counts, *rows;
	size_t mask;
};

static size_t slot_of(const struct numbering *numbering, uint64_t hash)
{
	size_t slot = (size_t)(hash * 0x9e3779b97f4a7c15u >> 20) & numbering->mask;
	while (numbering->counts[slot] && numbering->keys[slot] != hash)
		slot = (slot + 1) & numbering->mask;
	return slot;
}

uint64_t *rows_number(struct gathered *gathered)
{
	struct crf_data *data = &gathered->data;
	size_t size = 1024;
	while (size < data->feature_count)
		size *= 2;
	struct numbering n = {memory_zeroed(size, sizeof(uint64_t)),
		memory_zeroed(size, sizeof(uint32_t)), memory_zeroed(size, sizeof(uint32_t)),
		size - 1};
	for (size_t i = 0; i < data->feature_count; i++) {
		size_t slot = slot_of(&n, gathered->hashes[i]);
		n.keys[slot] = gathered->hashes[i];
		n.counts[slot]++;
	}
	uint64_t *names = memory_zeroed(size, sizeof(*names));
	data->features = memory_zeroed(data->feature_count + 1, sizeof(*data->features));
	for (size_t i = 0; i < data->feature_count; i++) {
		size_t slot = slot_of(&n, gathered->hashes[i]);
		if (n.counts[slot] >= COUNT_LEAST && !n.rows[slot]) {
			names[data->row_count] = gathered->hashes[i];
			n.rows[slot] = (uint32_t)++data->row_count;
		}
		data->features[i] = n.rows[slot] ? n.rows[slot] - 1 : CRF_NONE;
	}
	free(n.keys);
	free(n.counts);
	free(n.rows);
	return names;
}

struct rank {
	float value;
	uint32_t row;
};

static int by_value(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;
	if (x->value != y->value)
		return x->value < y->value ? 1 : -1;
	return (x->row > y->row) - (x->row < y->row);
}

void rows_prune(struct crf_data *data, struct crf *crf, uint64_t *names)
{
	uint32_t *counts = memory_zeroed(data->row_count + 1, sizeof(*counts));
	for (size_t i = 0; i < data->feature_count; i++)
		if (data->features[i] != CRF_NONE)
			counts[data->features[i]]++;
	struct rank *ranks = memory_zeroed(data->row_count + 1, sizeof(*ranks));
	for (uint32_t row = 0; row < data->row_count; row++) {
		float sum = 0;
		for (int w = 0; w < WEIGHTS; w++) {
			float weight = crf->shared[row][w] + crf->target[row][w];
			sum += weight * weight;
		}
		ranks[row] = (struct rank){sqrtf(sum) * log1pf((float)counts[row]), row};
	}
	qsort(ranks, data->row_count, sizeof(*ranks), by_value);
	size_t kept = data->row_count < ROWS_MOST ? data->row_count : ROWS_MOST;
	uint32_t *rows = memory_zeroed(data->row_count + 1, sizeof(*rows));
	for (size_t i = 0; i < kept; i++)
		rows[ranks[i].row] = 1;
	uint32_t next = 0;
	for (uint32_t row = 0; row < data->row_count; row++) {
		if (!rows[row]) {
			rows[row] = CRF_NONE;
			continue;
		}
		names[next] = names[row];
		memcpy(crf->shared[next], crf->shared[row], sizeof(crf_row));
		memcpy(crf->target[next], crf->target[row], sizeof(crf_row));
		memcpy(crf->shared_squares[next], crf->shared_squares[row], sizeof(crf_row));
		memcpy(crf->target_squares[next], crf->target_squares[row], sizeof(crf_row));
		rows[row] = next++;
	}
	for (size_t i = 0; i < data->feature_count; i++)
		if (data->features[i] != CRF_NONE)
			data->features[i] = rows[data->features[i]];
	fprintf(stderr, "kept %u of %zu features\n", next, data->row_count);
	data->row_count = next;
	free(counts);
	free(ranks);
	free(rows);
}

static float largest_weight(const struct crf *crf, size_t rows)
{
	float largest = 1e-6f;
	for (size_t row = 0; row < rows; row++)
		for (int w = 0; w < WEIGHTS; w++)
			largest = fmaxf(
				largest, fabsf(crf->shared[row][w] + crf->target[row][w]));
	return largest;
}

void rows_write(const struct crf_data *data, const struct crf *crf, const uint64_t *names,
	struct buffer *out)
{
	struct tagger_header header = {.magic = TAGGER_MAGIC,
		.order = TAGGER_ORDER,
		.features = TAGGER_FEATURES,
		.labels = LABELS,
		.slot_count = SLOTS,
		.row_count = (uint32_t)data->row_count};
	header.step = fminf(largest_weight(crf, data->row_count), 4.0f) / 127;
	for (int from = 0; from < LABELS; from++)
		for (int to = 0; to < LABELS; to++)
			header.transitions[from][to] = (int16_t)lrintf(
				crf->transitions[from][to] / header.step);
	buffer_add(out, (struct str){(const char *)&header, sizeof(header)});
	struct tagger_slot *slots = memory_zeroed(SLOTS, sizeof(*slots));
	for (uint32_t row = 0; row < data->row_count; row++) {
		uint32_t slot = (uint32_t)names[row] & (SLOTS - 1);
		while (slots[slot].check)
			slot = (slot + 1) & (SLOTS - 1);
		slots[slot] = (struct tagger_slot){tagger_check(names[row]), (uint16_t)row};
	}
	buffer_add(out, (struct str){(const char *)slots, SLOTS * sizeof(*slots)});
	free(slots);
	for (size_t row = 0; row < data->row_count; row++)
		for (int w = 0; w < WEIGHTS; w++) {
			float steps = (crf->shared[row][w] + crf->target[row][w]) / header.step;
			steps = fminf(127, fmaxf(-127, steps));
			buffer_add_byte(out, (char)(int8_t)lrintf(steps));
		}
}
