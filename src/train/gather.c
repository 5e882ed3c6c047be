#include "gather.h"

#include "augment.h"
#include "corpus.h"

#include "../extract/feature.h"
#include "../extract/lexicon_file.h"
#include "../extract/mention.h"
#include "../extract/recall.h"
#include "attache/base/memory.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 1 << 20 };  /* of the table of common words */
#define RENAMED_SHARE 0.5f /* how much a document with other names weighs */

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
	struct gathered *out;
	float share;        /* of the corpus' weight that the document has */
	bool *common;       /* a flag for each hash of a word */
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
	struct crf_data *data = &t->out->data;
	size_t count = view_features(view, token, features);
	data->positions = memory_grow(data->positions, &data->position_capacity,
		data->position_count + 1, sizeof(*data->positions));
	data->positions[data->position_count++] = (struct crf_position){
		.first = data->feature_count, .count = (uint32_t)count, .allowed = allowed};
	t->out->hashes = memory_grow(t->out->hashes, &t->out->hash_capacity,
		data->feature_count + count, sizeof(*t->out->hashes));
	memcpy(t->out->hashes + data->feature_count, features, count * sizeof(*features));
	data->feature_count += count;
}

static void add_block(struct training *t, struct finder *finder, size_t block,
	const struct gold *gold, size_t count, bool headlines)
{
	struct view view;
	struct crf_data *data = &t->out->data;
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
			.weight = t->corpus->weight * t->share};
		for (size_t i = start; i < end; i++)
			add_position(t, &view, i, allowed[i]);
	}
	arena_reset(finder->scratch);
}

static void add_blocks(struct training *t, const struct document *document,
	const struct gold *gold, size_t count, bool headlines, bool renamed)
{
	struct finder finder;
	finder_begin(&finder, document, t->lexicon);
	for (size_t block = 0; block < document->block_count; block++)
		if (finder_reads(&finder, block))
			mentions_guess(&finder, block);
	for (size_t block = 0; block < document->block_count; block++) {
		bool named = !renamed;
		for (size_t i = 0; i < count; i++)
			named = named ||
				range_overlaps(gold[i].range, document->blocks[block].range);
		if (finder_reads(&finder, block) && named)
			add_block(t, &finder, block, gold, count, headlines);
	}
	finder_end(&finder);
	arena_free(finder.arena);
}

/* Remember the words that begin with a small letter: they are common ones. */
static void learn_words(struct training *t, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t start = i;
		while (i < text.len && isalpha((unsigned char)text.s[i]))
			i++;
		if (i > start && islower((unsigned char)text.s[start]))
			t->common[recall_hash((struct str){text.s + start, i - start}, true) %
				  WORDS] = true;
	}
}

/* Words of a name that tell what it is stay as they are, and so do countries. */
static bool keeps(void *context, struct str word)
{
	struct training *t = context;
	unsigned classes = lexicon_classes(t->lexicon, word, lexicon_hash(word));
	return t->common[recall_hash(word, true) % WORDS] ||
	       classes & (1u << LEXICON_COUNTRY | 1u << LEXICON_DEMONYM |
				 1u << LEXICON_METONYM) ||
	       head_type(word, false) != ENTITY_TYPES || head_type(word, true) != ENTITY_TYPES;
}

/* The same document with names that no list and no other document knows, so that what stands
 * around a name is learned, and not names alone. Offsets stay. */
static bool add_renamed(struct training *t, const struct document *document,
	const struct gold *gold, size_t count, struct error *err)
{
	struct buffer text = {0};
	buffer_add(&text, document->text);
	for (size_t i = 0; i < count; i++) {
		unsigned types = types_of(t->corpus, gold[i].type);
		struct str name = str_slice(document->text, gold[i].range);
		bool country = lexicon_classes(t->lexicon, name, lexicon_hash(name)) &
			       1u << LEXICON_COUNTRY;
		if (types & (TYPE(PERSON) | TYPE(PLACE) | TYPE(ORG)) && !(types & NO_NAME) &&
			!country)
			augment_name(&text, gold[i].range, keeps, t);
		if (types == TYPE(PERSON))
			augment_hyphens(&text, gold[i].range);
	}
	struct document *renamed = NULL;
	bool good = document_build(STR("renamed"), buffer_str(&text), &renamed, err);
	t->share = RENAMED_SHARE;
	if (good)
		add_blocks(t, renamed, gold, count, false, true);
	document_free(renamed);
	buffer_free(&text);
	return good;
}

static bool add_document(void *context, const struct document *document,
	const struct gold *gold, size_t count, bool headlines, struct error *err)
{
	struct training *t = context;
	t->share = 1;
	learn_words(t, document->text);
	add_blocks(t, document, gold, count, headlines, false);
	return headlines || add_renamed(t, document, gold, count, err);
}

/* NAME leaves out all of a corpus, NAME:K/N its documents K, K + N, K + 2 N ... */
static struct fold fold_of(const char *corpus, char **left_out, int count)
{
	size_t length = strlen(corpus);
	struct fold fold = {0, 0};
	for (int i = 0; i < count; i++) {
		if (strcmp(left_out[i], corpus) == 0)
			return (struct fold){0, 1};
		if (strncmp(left_out[i], corpus, length) == 0 && left_out[i][length] == ':')
			sscanf(left_out[i] + length + 1, "%u/%u", &fold.index, &fold.count);
	}
	return fold;
}

static bool read_corpora(
	struct training *t, const char *folder, char **left_out, int count, struct error *err)
{
	for (size_t i = 0; i < sizeof(corpora) / sizeof(*corpora); i++) {
		struct fold out = fold_of(corpora[i].name, left_out, count);
		if (out.count == 1)
			continue;
		struct buffer path = {0};
		buffer_format(&path, "%s/%s", folder, corpora[i].name);
		t->corpus = &corpora[i];
		t->marks = t->lost = 0;
		bool good = corpus_read(path.data, out, add_document, t, err);
		buffer_free(&path);
		if (!good)
			return false;
		fprintf(stderr, "%s: %zu names, %zu out of reach\n", corpora[i].name, t->marks,
			t->lost);
	}
	return true;
}

bool gather(const struct lexicon *lexicon, const char *folder, char **left_out, int count,
	struct gathered *out, struct error *err)
{
	struct training t = {
		.lexicon = lexicon, .out = out, .common = memory_zeroed(WORDS, sizeof(bool))};
	bool good = read_corpora(&t, folder, left_out, count, err);
	free(t.common);
	return good;
}
