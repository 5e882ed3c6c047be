#include "form.h"

#include "attache/base/memory.h"
#include "list_key.h"
#include "mention.h"
#include "recall.h"

#include <stdlib.h>
#include <string.h>

enum { FORMS_LEAST = 256, FORMS_MOST = 4096, BYTES_PER_FORM = 32 };

struct forms {
	const struct lexicon *lexicon;
	struct form *table;
	size_t mask;
};

struct forms *forms_new(const struct lexicon *lexicon, size_t text_length)
{
	size_t count = FORMS_LEAST;
	while (count < FORMS_MOST && count < text_length / BYTES_PER_FORM)
		count *= 2;
	struct forms *forms = memory_zeroed(1, sizeof *forms);
	*forms = (struct forms){.lexicon = lexicon,
		.table = memory_zeroed(count, sizeof *forms->table),
		.mask = count - 1};
	return forms;
}

void forms_free(struct forms *forms)
{
	if (!forms)
		return;
	free(forms->table);
	free(forms);
}

/* The first and the last eight bytes of a word, which overlap in a shorter one. */
static void take_ends(struct str word, uint64_t *first, uint64_t *last)
{
	uint32_t halves[2];
	*first = *last = 0;
	if (word.len >= sizeof *first) {
		memcpy(first, word.s, sizeof *first);
		memcpy(last, word.s + word.len - sizeof *last, sizeof *last);
	} else if (word.len >= sizeof *halves) {
		memcpy(&halves[0], word.s, sizeof *halves);
		memcpy(&halves[1], word.s + word.len - sizeof *halves, sizeof *halves);
		*first = halves[0];
		*last = halves[1];
	} else {
		for (size_t i = 0; i < word.len; i++)
			*first = *first << 8 | (unsigned char)word.s[i];
	}
}

/* Runs of one kind of sign beyond four are cut. */
static uint32_t shape_of(struct str word, bool *has_upper)
{
	uint32_t hash = LEXICON_HASH;
	char last = 0;
	unsigned run = 0;
	*has_upper = false;
	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.s[i];
		char sort = (char)c;
		if ((c >= 'a' && c <= 'z') || c >= 0x80)
			sort = 'x';
		else if (c >= 'A' && c <= 'Z')
			sort = 'X';
		else if (c >= '0' && c <= '9')
			sort = 'd';
		*has_upper = *has_upper || sort == 'X';
		run = sort == last ? run + 1 : 0;
		last = sort;
		if (run < 4)
			hash = lexicon_hash_add(hash, sort);
	}
	return hash;
}

/* The lists have ' for ’ and know nothing of hashes that must not be 0, hence both. */
static void fill(const struct forms *forms, struct str word, struct form *form)
{
	struct list_key key;
	unsigned classes = 0;
	list_key_begin(&key, LIST_KEY_MATCHED);
	if (list_key_add(&key, word))
		classes = list_key_classes(&key, forms->lexicon);
	form->list_written = key.written_hash;
	form->list_folded = key.folded_hash;
	form->alone = (uint16_t)(classes & ((1u << LEXICON_CLASSES) - 1));
	form->longer = classes & LEXICON_LONGER;
	form->written = recall_hash(word, false);
	form->folded = recall_hash(word, true);
	form->shape = shape_of(word, &form->has_upper);
	form->head = (uint8_t)head_type(word, false);
	form->first_head = (uint8_t)head_type(word, true);
}

const struct form *forms_find(struct forms *forms, struct str word)
{
	uint64_t first, last;
	take_ends(word, &first, &last);
	uint64_t hash = (first ^ (last * 0x9e3779b97f4a7c15u) ^ word.len) * 0xd6e8feb86659fd93u;
	struct form *form = &forms->table[(hash >> 40) & forms->mask];
	if (form->length == word.len && form->first == first && form->last == last &&
		(word.len <= 2 * sizeof first || memcmp(form->text, word.s, word.len) == 0))
		return form;
	*form = (struct form){
		.first = first, .last = last, .text = word.s, .length = (uint32_t)word.len};
	fill(forms, word, form);
	return form;
}
