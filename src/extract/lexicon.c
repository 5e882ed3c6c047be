#include "attache/extract/lexicon.h"

#include "attache/base/memory.h"
#include "lexicon_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct lexicon {
	void *map;
	size_t size;
	const struct lexicon_header *header;
	const struct lexicon_row *rows;
	const struct lexicon_slot *slots;
	const uint32_t *filter;
	const struct lexicon_country *countries;
	const char *text;
};

static bool is_power_of_2(uint32_t n)
{
	return n && !(n & (n - 1));
}

/* Lay the tables over the mapping; false when header and size do not agree. */
static bool lay_out(struct lexicon *lexicon)
{
	const struct lexicon_header *h = lexicon->map;
	if (lexicon->size < sizeof(*h) ||
		memcmp(h->magic, LEXICON_MAGIC, sizeof(h->magic)) != 0)
		return false;
	if (h->order != LEXICON_ORDER || h->classes != LEXICON_CLASSES ||
		h->size != lexicon->size || !is_power_of_2(h->slot_count) ||
		!is_power_of_2(h->filter_words) || h->slot_count <= h->entry_count)
		return false;
	uint64_t size = sizeof(*h) + (uint64_t)h->entry_count * sizeof(*lexicon->rows) +
			(uint64_t)h->slot_count * sizeof(*lexicon->slots) +
			(uint64_t)h->filter_words * sizeof(*lexicon->filter) +
			(uint64_t)h->country_count * sizeof(*lexicon->countries) +
			h->text_length + h->model_length;
	if (size != h->size)
		return false;
	const char *at = (const char *)lexicon->map + sizeof(*h);
	lexicon->header = h;
	lexicon->rows = (const void *)at;
	at += h->entry_count * sizeof(*lexicon->rows);
	lexicon->slots = (const void *)at;
	at += h->slot_count * sizeof(*lexicon->slots);
	lexicon->filter = (const void *)at;
	at += h->filter_words * sizeof(*lexicon->filter);
	lexicon->countries = (const void *)at;
	at += h->country_count * sizeof(*lexicon->countries);
	lexicon->text = at;
	return true;
}

bool lexicon_open(const char *path, struct lexicon **out, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set_errno(err, "cannot open the word lists %s", path);
	struct stat st;
	if (fstat(fd, &st) != 0) {
		error_set_errno(err, "cannot open the word lists %s", path);
		close(fd);
		return false;
	}
	struct lexicon *lexicon = memory_zeroed(1, sizeof(*lexicon));
	lexicon->size = st.st_size > 0 ? (size_t)st.st_size : 0;
	lexicon->map = lexicon->size && S_ISREG(st.st_mode)
			       ? mmap(NULL, lexicon->size, PROT_READ, MAP_PRIVATE, fd, 0)
			       : MAP_FAILED;
	close(fd);
	if (lexicon->map == MAP_FAILED || !lay_out(lexicon)) {
		lexicon_free(lexicon);
		return error_set(err, ERR_PARSE,
			"cannot use the word lists %s: truncated, or of another version or "
			"machine",
			path);
	}
	*out = lexicon;
	return true;
}

void lexicon_free(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	if (lexicon->map != MAP_FAILED)
		munmap(lexicon->map, lexicon->size);
	free(lexicon);
}

/* A span that leaves the text, in a damaged file, reads as empty. */
static struct str text_of(const struct lexicon *lexicon, struct lexicon_span span)
{
	uint32_t length = lexicon->header->text_length;
	if (span.start > length || span.length > length - span.start)
		return STR("");
	return (struct str){lexicon->text + span.start, span.length};
}

uint32_t lexicon_hash(struct str text)
{
	uint32_t hash = LEXICON_HASH;
	for (size_t i = 0; i < text.len; i++)
		hash = lexicon_hash_add(hash, text.s[i]);
	return hash;
}

bool lexicon_may_begin(const struct lexicon *lexicon, uint32_t hash)
{
	uint32_t word = lexicon_filter_word(hash, lexicon->header->filter_words);
	return lexicon->filter[word] & lexicon_filter_bit(hash);
}

/* The slot of a form, NULL when it is not listed. */
static const struct lexicon_slot *slot_of(
	const struct lexicon *lexicon, struct str form, uint32_t hash)
{
	const struct lexicon_header *h = lexicon->header;
	for (uint32_t tries = 0; tries < h->slot_count; tries++) {
		const struct lexicon_slot *slot =
			&lexicon->slots[(hash + tries) & (h->slot_count - 1)];
		if (slot->row >= h->entry_count)
			break;
		if (slot->hash == hash &&
			str_equal(text_of(lexicon, lexicon->rows[slot->row].form), form))
			return slot;
	}
	return NULL;
}

unsigned lexicon_classes(const struct lexicon *lexicon, struct str form, uint32_t hash)
{
	if (!lexicon_may_begin(lexicon, hash))
		return 0;
	const struct lexicon_slot *slot = slot_of(lexicon, form, hash);
	return slot ? slot->classes & (LEXICON_LONGER | ((1u << LEXICON_CLASSES) - 1))
		    : LEXICON_LONGER;
}

size_t lexicon_find(const struct lexicon *lexicon, struct str form,
	struct lexicon_entry *entries, size_t limit)
{
	size_t count = 0;
	const struct lexicon_slot *slot = slot_of(lexicon, form, lexicon_hash(form));
	uint32_t row = slot ? slot->row : LEXICON_EMPTY;
	for (; count < limit && row < lexicon->header->entry_count; row++) {
		const struct lexicon_row *found = &lexicon->rows[row];
		if (!str_equal(text_of(lexicon, found->form), form))
			break;
		entries[count++] = (struct lexicon_entry){
			.class = found->class < LEXICON_CLASSES
					 ? (enum lexicon_class)found->class
					 : LEXICON_WORD,
			.form = text_of(lexicon, found->form),
			.canonical = text_of(lexicon, found->canonical),
			.country = text_of(lexicon, found->country),
			.attribute = text_of(lexicon, found->attribute),
		};
	}
	return count;
}

struct str lexicon_model(const struct lexicon *lexicon)
{
	size_t length = lexicon->header->model_length;
	return (struct str){(const char *)lexicon->map + lexicon->size - length, length};
}

struct str lexicon_country_name(const struct lexicon *lexicon, struct str iso3)
{
	size_t low = 0, high = lexicon->header->country_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct lexicon_country *country = &lexicon->countries[middle];
		int order = str_compare(iso3, (struct str){country->iso3, 3});
		if (order == 0)
			return text_of(lexicon, country->name);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return STR("");
}
