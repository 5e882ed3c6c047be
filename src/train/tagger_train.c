/* Build tool: train the tagger. tagger_train LEXICON OUT FOLDER [LEFT-OUT...]
 *
 * FOLDER holds the scored corpora; a corpus named after OUT is left out. LEXICON is the
 * compiled word lists without a model. Deterministic: the same corpora and lists give the same
 * bytes. */
#include "corpus.h"
#include "crf.h"

#include "../extract/feature.h"
#include "attache/base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MOST = 40000, SLOTS = 1 << 17, COUNT_LEAST = 2 };

#define TYPE(type) (1u << ENTITY_##type)
enum { NO_NAME = 1u << ENTITY_TYPES }; /* may as well be no name by the project's guide */

struct convention {
	const char *name;
	unsigned types; /* what it means in the project's types */
};

/* What each corpus marks; the types it does not mark stay open everywhere outside its marks. */
static const struct corpus {
	const char *name;
	bool target;
	float weight;
	unsigned open;
	struct convention conventions[9];
} corpora[] = {
	{"fa-train", true, 1.0f, 0,
		{{"PERSON", TYPE(PERSON)}, {"COUNTRY", TYPE(COUNTRY)}, {"PLACE", TYPE(PLACE)},
			{"ORG", TYPE(ORG)}, {"NORP", TYPE(NORP)}, {"DATE", TYPE(DATE)},
			{"EVENT", TYPE(EVENT)}, {"LAW", TYPE(LAW)}}},
	{"gum", false, 0.7f, TYPE(EVENT) | TYPE(LAW),
		{{"PER", TYPE(PERSON)}, {"LOC", TYPE(COUNTRY) | TYPE(PLACE)},
			{"ORG", TYPE(ORG)}, {"NORP", TYPE(NORP)},
			{"DATE", TYPE(DATE) | NO_NAME}}},
	{"uner-ewt", false, 0.7f, TYPE(EVENT) | TYPE(LAW) | TYPE(NORP) | TYPE(DATE),
		{{"PER", TYPE(PERSON)}, {"LOC", TYPE(COUNTRY) | TYPE(PLACE)},
			{"ORG", TYPE(ORG)}}},
	{"crossner-politics", false, 0.7f, TYPE(LAW) | TYPE(NORP) | TYPE(DATE),
		{{"PER", TYPE(PERSON)}, {"LOC", TYPE(COUNTRY) | TYPE(PLACE)},
			{"ORG", TYPE(ORG)}, {"EVENT", TYPE(EVENT) | NO_NAME},
			{"MISC", TYPE(NORP) | TYPE(LAW) | TYPE(EVENT) | NO_NAME}}},
	{"wikigold", false, 0.7f, TYPE(DATE),
		{{"PER", TYPE(PERSON)}, {"LOC", TYPE(COUNTRY) | TYPE(PLACE)},
			{"ORG", TYPE(ORG)},
			{"MISC", TYPE(NORP) | TYPE(LAW) | TYPE(EVENT) | NO_NAME}}},
};

struct training {
	const struct lexicon *lexicon;
	const struct corpus *corpus;
	struct crf_data data;
	uint64_t *hashes; /* of data.features, before they are numbered */
	size_t hash_capacity;
	size_t marks, lost; /* marked names; those that no run of candidates holds */
};

static unsigned types_of(const struct corpus *corpus, struct str type)
{
	for (size_t i = 0; i < 9 && corpus->conventions[i].name; i++)
		if (str_equal(type, str_from(corpus->conventions[i].name)))
			return corpus->conventions[i].types;
	return NO_NAME;
}

/* Countries and places are told apart by the lists. */
static unsigned narrow(
	struct finder *finder, struct tokens tokens, size_t from, size_t to, unsigned types)
{
	if ((types & TYPE(COUNTRY)) == 0 || (types & TYPE(PLACE)) == 0)
		return types;
	return finder_lists(finder, tokens, from, to, LEXICON_COUNTRY, NULL) ? TYPE(COUNTRY)
									     : TYPE(PLACE);
}

static uint64_t labels_of(unsigned types, size_t i, size_t length)
{
	enum tagger_part part = length == 1       ? PART_UNIT
				: i == 0          ? PART_BEGIN
				: i + 1 == length ? PART_LAST
						  : PART_INSIDE;
	uint64_t labels = 0;
	for (unsigned type = 0; type < ENTITY_TYPES; type++)
		if (types >> type & 1)
			labels |= (uint64_t)1 << label_of((enum entity_type)type, part);
	return labels;
}

/* Everything that is none of the types: outside, and any part of the open types. */
static uint64_t labels_open(unsigned types)
{
	uint64_t labels = 1u << LABEL_OUTSIDE;
	for (int label = 1; label < LABELS; label++)
		if (types >> label_type(label) & 1)
			labels |= (uint64_t)1 << label;
	return labels;
}

static void mark(
	struct training *t, struct view *view, const struct gold *gold, uint64_t *allowed)
{
	struct tokens tokens = view->tokens;
	size_t from = 0, to;
	while (from < tokens.count &&
		(size_t)tokens.items[from].start + tokens.items[from].length <=
			gold->range.start)
		from++;
	to = from;
	while (to < tokens.count && tokens.items[to].start < gold->range.end)
		to++;
	if (from == to)
		return;
	const struct token *last = &tokens.items[to - 1];
	bool whole = tokens.items[from].start == gold->range.start &&
		     (size_t)last->start + last->length == gold->range.end;
	for (size_t i = from; i < to; i++)
		whole = whole && view->cells[i].candidate;
	unsigned types = narrow(
		view->finder, tokens, from, to, types_of(t->corpus, gold->type));
	t->marks++;
	t->lost += !whole && (types & NO_NAME) == 0;
	for (size_t i = from; i < to; i++) {
		allowed[i] = whole ? labels_of(types, i - from, to - from) : (uint64_t)-1;
		if (types & NO_NAME)
			allowed[i] |= labels_open(t->corpus->open);
	}
}

static void add_position(
	struct training *t, const struct view *view, size_t token, uint64_t allowed)
{
	uint64_t features[FEATURE_MOST];
	struct crf_data *data = &t->data;
	size_t count = view_features(view, token, features);
	data->positions = memory_grow(data->positions, &data->position_capacity,
		data->position_count + 1, sizeof(*data->positions));
	data->positions[data->position_count++] = (struct crf_position){
		.first = data->feature_count, .count = (uint32_t)count, .allowed = allowed};
	t->hashes = memory_grow(
		t->hashes, &t->hash_capacity, data->feature_count + count, sizeof(*t->hashes));
	memcpy(t->hashes + data->feature_count, features, count * sizeof(*features));
	data->feature_count += count;
}

static void add_block(struct training *t, struct finder *finder, size_t block,
	const struct gold *gold, size_t count, bool headlines)
{
	struct view view;
	struct crf_data *data = &t->data;
	struct range range = finder->document->blocks[block].range;
	view_open(&view, finder, block, finder->scratch);
	if (headlines && !view.headline) {
		arena_reset(finder->scratch);
		return;
	}
	uint64_t *allowed = arena_alloc(
		finder->scratch, view.tokens.count + 1, sizeof(*allowed));
	for (size_t i = 0; i < view.tokens.count; i++)
		allowed[i] = labels_open(t->corpus->open);
	for (size_t i = 0; i < count; i++)
		if (range_overlaps(gold[i].range, range))
			mark(t, &view, &gold[i], allowed);
	size_t start, end = 0;
	while (view_run(&view, end, &start, &end)) {
		if (end - start > 200)
			continue;
		data->sequences = memory_grow(data->sequences, &data->sequence_capacity,
			data->sequence_count + 1, sizeof(*data->sequences));
		data->sequences[data->sequence_count++] = (struct crf_sequence){
			.first = data->position_count,
			.length = (uint32_t)(end - start),
			.target = t->corpus->target,
			.weight = t->corpus->weight};
		for (size_t i = start; i < end; i++)
			add_position(t, &view, i, allowed[i]);
	}
	arena_reset(finder->scratch);
}

static bool add_document(void *context, const struct document *document,
	const struct gold *gold, size_t count, bool headlines)
{
	struct training *t = context;
	struct finder finder;
	finder_begin(&finder, document, t->lexicon);
	for (size_t block = 0; block < document->block_count; block++)
		if (finder_reads(&finder, block))
			mentions_guess(&finder, block);
	for (size_t block = 0; block < document->block_count; block++)
		if (finder_reads(&finder, block))
			add_block(t, &finder, block, gold, count, headlines);
	finder_end(&finder);
	arena_free(finder.arena);
	return true;
}

/* ---- features to rows
 * ------------------------------------------------------------------------ */

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

/* Number the features met often enough; `names` receives the hash of each row. */
static uint64_t *number_features(struct training *t)
{
	struct crf_data *data = &t->data;
	size_t size = 1024;
	while (size < data->feature_count)
		size *= 2;
	struct numbering n = {memory_zeroed(size, sizeof(uint64_t)),
		memory_zeroed(size, sizeof(uint32_t)), memory_zeroed(size, sizeof(uint32_t)),
		size - 1};
	for (size_t i = 0; i < data->feature_count; i++) {
		size_t slot = slot_of(&n, t->hashes[i]);
		n.keys[slot] = t->hashes[i];
		n.counts[slot]++;
	}
	uint64_t *names = memory_zeroed(size, sizeof(*names));
	data->features = memory_zeroed(data->feature_count + 1, sizeof(*data->features));
	for (size_t i = 0; i < data->feature_count; i++) {
		size_t slot = slot_of(&n, t->hashes[i]);
		if (n.counts[slot] >= COUNT_LEAST && !n.rows[slot]) {
			names[data->row_count] = t->hashes[i];
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

/* Keep the rows that matter most, renumber, and forget the others. */
static void prune(struct training *t, struct crf *crf, uint64_t *names)
{
	struct crf_data *data = &t->data;
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

/* ---- the file
 * ---------------------------------------------------------------------------------- */

static float largest_weight(const struct crf *crf, size_t rows)
{
	float largest = 1e-6f;
	for (size_t row = 0; row < rows; row++)
		for (int w = 0; w < WEIGHTS; w++)
			largest = fmaxf(
				largest, fabsf(crf->shared[row][w] + crf->target[row][w]));
	return largest;
}

static void write_model(const struct training *t, const struct crf *crf, const uint64_t *names,
	struct buffer *out)
{
	struct tagger_header header = {.magic = TAGGER_MAGIC,
		.order = TAGGER_ORDER,
		.features = TAGGER_FEATURES,
		.labels = LABELS,
		.slot_count = SLOTS,
		.row_count = (uint32_t)t->data.row_count};
	header.step = fminf(largest_weight(crf, t->data.row_count), 4.0f) / 127;
	for (int from = 0; from < LABELS; from++)
		for (int to = 0; to < LABELS; to++)
			header.transitions[from][to] = (int16_t)lrintf(
				crf->transitions[from][to] / header.step);
	buffer_add(out, (struct str){(const char *)&header, sizeof(header)});
	struct tagger_slot *slots = memory_zeroed(SLOTS, sizeof(*slots));
	for (uint32_t row = 0; row < t->data.row_count; row++) {
		uint32_t slot = (uint32_t)names[row] & (SLOTS - 1);
		while (slots[slot].check)
			slot = (slot + 1) & (SLOTS - 1);
		slots[slot] = (struct tagger_slot){tagger_check(names[row]), (uint16_t)row};
	}
	buffer_add(out, (struct str){(const char *)slots, SLOTS * sizeof(*slots)});
	free(slots);
	for (size_t row = 0; row < t->data.row_count; row++)
		for (int w = 0; w < WEIGHTS; w++) {
			float steps = (crf->shared[row][w] + crf->target[row][w]) / header.step;
			steps = fminf(127, fmaxf(-127, steps));
			buffer_add_byte(out, (char)(int8_t)lrintf(steps));
		}
}

static bool read_corpora(
	struct training *t, const char *folder, char **left_out, int count, struct error *err)
{
	for (size_t i = 0; i < sizeof(corpora) / sizeof(*corpora); i++) {
		bool out = false;
		for (int j = 0; j < count; j++)
			out = out || strcmp(left_out[j], corpora[i].name) == 0;
		if (out)
			continue;
		struct buffer path = {0};
		buffer_format(&path, "%s/%s", folder, corpora[i].name);
		t->corpus = &corpora[i];
		t->marks = t->lost = 0;
		bool good = corpus_read(path.data, add_document, t, err);
		buffer_free(&path);
		if (!good)
			return false;
		fprintf(stderr, "%s: %zu names, %zu out of reach\n", corpora[i].name, t->marks,
			t->lost);
	}
	return true;
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: tagger_train LEXICON OUT FOLDER [LEFT-OUT...]\n");
		return 2;
	}
	struct error err;
	struct lexicon *lexicon = NULL;
	struct training t = {0};
	bool good = lexicon_open(argv[1], &lexicon, &err);
	t.lexicon = lexicon;
	good = good && read_corpora(&t, argv[3], argv + 4, argc - 4, &err);
	if (good) {
		uint64_t *names = number_features(&t);
		struct crf *crf = crf_new(t.data.row_count);
		fprintf(stderr, "%zu sequences, %zu positions, %zu features\n",
			t.data.sequence_count, t.data.position_count, t.data.row_count);
		crf_train(crf, &t.data, &(struct crf_options){8, 0.1f, 1e-3f, 0.4f});
		prune(&t, crf, names);
		crf_train(crf, &t.data, &(struct crf_options){3, 0.05f, 1e-3f, 0.4f});
		struct buffer out = {0};
		write_model(&t, crf, names, &out);
		good = file_write_atomic(argv[2], buffer_str(&out), NULL, &err);
		buffer_free(&out);
		crf_free(crf);
		free(names);
	}
	if (!good)
		fprintf(stderr, "tagger_train: %s\n", err.msg);
	lexicon_free(lexicon);
	return good ? 0 : 1;
}
