/* Build tool: compile the word lists of data/ into the one file that lexicon.c maps.
 *
 * lexicon_compile OUT data/NAME.tsv... [data/NAME.model]: a list's name chooses the class, a
 * model of the tagger is taken in as it is. Lines that begin with # are
 * comments. A list's columns are described in its first lines. */
#include "../extract/lexicon_file.h"
#include "attache/base/arena.h"
#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/extract/lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
	enum lexicon_class class;
	struct str form, canonical, country, attribute;
	size_t order; /* of reading: the first of one form and class wins */
};

struct compiler {
	struct arena *arena;
	struct item *items;
	size_t count, capacity;
	struct lexicon_country *countries;
	struct str *country_names;
	size_t country_count, country_capacity, name_capacity;
	struct lexicon_span *shared; /* texts of many entries */
	size_t shared_count, shared_capacity;
	struct buffer text;
	struct buffer model; /* as it is */
};

static const struct list {
	const char *name;
	enum lexicon_class class;
} lists[] = {{"countries.tsv", LEXICON_COUNTRY}, {"groups.tsv", LEXICON_DEMONYM},
	{"places.tsv", LEXICON_PLACE}, {"organisations.tsv", LEXICON_ORGANISATION},
	{"metonyms.tsv", LEXICON_METONYM}, {"titles.tsv", LEXICON_TITLE},
	{"given_names.tsv", LEXICON_GIVEN_NAME}, {"surnames.tsv", LEXICON_SURNAME},
	{"speech_verbs.tsv", LEXICON_SPEECH_VERB}, {"events.tsv", LEXICON_EVENT},
	{"laws.tsv", LEXICON_LAW}, {"words.tsv", LEXICON_WORD}};

static void add(struct compiler *c, enum lexicon_class class, struct str form,
	struct str canonical, struct str country, struct str attribute)
{
	if (!form.len)
		return;
	c->items = memory_grow(c->items, &c->capacity, c->count + 1, sizeof(*c->items));
	c->items[c->count] = (struct item){
		class, form, canonical, country, attribute, c->count};
	c->count++;
}

static void add_each(struct compiler *c, enum lexicon_class class, struct str forms,
	char separator, struct str canonical, struct str country, struct str attribute)
{
	struct str form;
	while (str_split(&forms, separator, &form))
		add(c, class, form, canonical.len ? canonical : form, country, attribute);
}

static void add_country(struct compiler *c, const struct str *columns)
{
	struct str iso = columns[0], name = columns[1];
	add(c, LEXICON_COUNTRY, name, name, iso, STR(""));
	add_each(c, LEXICON_COUNTRY, columns[2], '|', name, iso, STR(""));
	add_each(c, LEXICON_DEMONYM, columns[3], '|', STR(""), iso, STR("national"));
	add_each(c, LEXICON_CAPITAL, columns[4], '|', STR(""), iso, STR(""));
	for (size_t i = 0; i < c->country_count; i++)
		if (memcmp(c->countries[i].iso3, iso.s, 3) == 0)
			return;
	size_t need = c->country_count + 1;
	c->countries = memory_grow(
		c->countries, &c->country_capacity, need, sizeof(*c->countries));
	c->country_names = memory_grow(c->country_names, &c->name_capacity, need, sizeof(name));
	struct lexicon_country *country = &c->countries[c->country_count];
	*country = (struct lexicon_country){0};
	memcpy(country->iso3, iso.s, 3);
	c->country_names[c->country_count++] = name;
}

static bool read_line(struct compiler *c, const struct list *list, struct str line)
{
	struct str columns[5] = {{0}};
	size_t count = 0;
	while (count < 5 && str_split(&line, '\t', &columns[count]))
		count++;
	if (line.len || count == 0)
		return false;
	switch (list->class) {
	case LEXICON_COUNTRY:
		if (count < 3 || columns[0].len != 3)
			return false;
		add_country(c, columns);
		return true;
	case LEXICON_GIVEN_NAME: /* culture, gender, names */
		if (count != 3)
			return false;
		add_each(c, list->class, columns[2], ' ', STR(""), STR(""), columns[1]);
		return true;
	case LEXICON_SURNAME: /* culture, names */
		if (count != 2)
			return false;
		add_each(c, list->class, columns[1], ' ', STR(""), STR(""), STR(""));
		return true;
	case LEXICON_WORD: /* kind, words */
		if (count != 2)
			return false;
		add_each(c, list->class, columns[1], ' ', STR(""), STR(""), columns[0]);
		return true;
	default: /* form, variants, country, attribute */
		if (count > 4)
			return false;
		add(c, list->class, columns[0], columns[0], columns[2], columns[3]);
		add_each(c, list->class, columns[1], '|', columns[0], columns[2], columns[3]);
		return true;
	}
}

static bool read_list(struct compiler *c, const char *path)
{
	struct error err;
	struct buffer *bytes = arena_alloc(c->arena, 1, sizeof(*bytes));
	if (!file_read(path, 0, bytes, NULL, &err)) {
		fprintf(stderr, "lexicon_compile: %s\n", err.msg);
		return false;
	}
	struct str name = file_basename(str_from(path));
	if (str_ends(name, STR(".model"))) {
		buffer_add(&c->model, buffer_str(bytes));
		buffer_free(bytes);
		return true;
	}
	const struct list *list = NULL;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (str_equal(name, str_from(lists[i].name)))
			list = &lists[i];
	if (!list) {
		fprintf(stderr, "lexicon_compile: %s is no known list\n", path);
		return false;
	}
	struct str rest = arena_str(c->arena, buffer_str(bytes)), line;
	buffer_free(bytes);
	for (unsigned number = 1; str_split(&rest, '\n', &line); number++)
		if (line.len && line.s[0] != '#' && !read_line(c, list, line)) {
			fprintf(stderr, "%s:%u: wrong columns\n", path, number);
			return false;
		}
	return true;
}

static int by_form(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = str_compare(x->form, y->form);
	if (!order)
		order = (x->class > y->class) - (x->class < y->class);
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_iso(const void *a, const void *b)
{
	return memcmp(a, b, 3);
}

static struct lexicon_span keep(struct compiler *c, struct str text)
{
	struct lexicon_span span = {(uint32_t)c->text.len, (uint32_t)text.len};
	buffer_add(&c->text, text);
	return span;
}

/* A country or an attribute, which many entries share: kept once. */
static struct lexicon_span keep_shared(struct compiler *c, struct str text)
{
	for (size_t i = 0; i < c->shared_count; i++) {
		struct lexicon_span span = c->shared[i];
		if (str_equal(text, (struct str){c->text.data + span.start, span.length}))
			return span;
	}
	c->shared = memory_grow(
		c->shared, &c->shared_capacity, c->shared_count + 1, sizeof(*c->shared));
	return c->shared[c->shared_count++] = keep(c, text);
}

static uint32_t table_size(size_t items)
{
	uint32_t size = 16;
	while (size < items + items / 3 + 1)
		size *= 2;
	return size;
}

static struct lexicon_slot *take_slot(
	struct lexicon_slot *slots, uint32_t slot_count, struct str form, uint32_t row)
{
	uint32_t hash = lexicon_hash(form), slot = hash & (slot_count - 1);
	while (slots[slot].row != LEXICON_EMPTY)
		slot = (slot + 1) & (slot_count - 1);
	slots[slot] = (struct lexicon_slot){hash, row, 0};
	return &slots[slot];
}

static bool is_alphanumeric(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether a word may end here: two letters or digits of ASCII in a row belong to one word, all
 * else may be a border. */
static bool is_border(struct str form, size_t at)
{
	return at == form.len || !is_alphanumeric(form.s[at - 1]) ||
	       !is_alphanumeric(form.s[at]);
}

/* Enter whatever the form begins with up to the border of a word. */
static void add_beginnings(uint32_t *filter, uint32_t words, struct str form)
{
	uint32_t hash = LEXICON_HASH;
	for (size_t i = 0; i < form.len; i++) {
		hash = lexicon_hash_add(hash, form.s[i]);
		if (is_border(form, i + 1))
			filter[lexicon_filter_word(hash, words)] |= lexicon_filter_bit(hash);
	}
}

/* Whether longer forms begin with that of an item: they follow it in order. */
static bool has_longer(const struct compiler *c, size_t item, size_t count)
{
	struct str form = c->items[item].form;
	for (size_t i = item + 1; i < count && str_starts(c->items[i].form, form); i++)
		if (c->items[i].form.len > form.len && is_border(c->items[i].form, form.len))
			return true;
	return false;
}

static void add_bytes(struct buffer *out, const void *data, size_t count, size_t size)
{
	buffer_add(out, (struct str){data, count * size});
}

static void compile(struct compiler *c, struct buffer *out)
{
	qsort(c->items, c->count, sizeof(*c->items), by_form);
	size_t kept = 0;
	for (size_t i = 0; i < c->count; i++)
		if (!kept || c->items[kept - 1].class != c->items[i].class ||
			!str_equal(c->items[kept - 1].form, c->items[i].form))
			c->items[kept++] = c->items[i];
	for (size_t i = 0; i < c->country_count; i++)
		c->countries[i].name = keep(c, c->country_names[i]);
	if (c->country_count)
		qsort(c->countries, c->country_count, sizeof(*c->countries), by_iso);

	struct lexicon_header header = {.magic = LEXICON_MAGIC,
		.order = LEXICON_ORDER,
		.classes = LEXICON_CLASSES,
		.entry_count = (uint32_t)kept,
		.slot_count = table_size(kept),
		.filter_words = table_size(kept),
		.country_count = (uint32_t)c->country_count};
	struct lexicon_row *rows = arena_alloc(c->arena, kept + 1, sizeof(*rows));
	struct lexicon_slot *slots = arena_alloc(c->arena, header.slot_count, sizeof(*slots));
	uint32_t *filter = arena_alloc(c->arena, header.filter_words, sizeof(*filter));
	memset(slots, 0xff, header.slot_count * sizeof(*slots));
	struct lexicon_slot *slot = NULL; /* of the form at hand */
	for (size_t i = 0; i < kept; i++) {
		const struct item *item = &c->items[i];
		rows[i].class = item->class;
		rows[i].form = keep(c, item->form);
		rows[i].canonical = str_equal(item->canonical, item->form)
					    ? rows[i].form
					    : keep(c, item->canonical);
		rows[i].country = keep_shared(c, item->country);
		rows[i].attribute = keep_shared(c, item->attribute);
		add_beginnings(filter, header.filter_words, item->form);
		if (!slot || !str_equal(c->items[i - 1].form, item->form))
			slot = take_slot(slots, header.slot_count, item->form, (uint32_t)i);
		slot->classes |= 1u << item->class;
		if (has_longer(c, i, kept))
			slot->classes |= LEXICON_LONGER;
	}
	header.model_length = (uint32_t)c->model.len;
	header.size = sizeof(header) + kept * sizeof(*rows) +
		      header.slot_count * sizeof(*slots) +
		      header.filter_words * sizeof(*filter) +
		      c->country_count * sizeof(*c->countries);
	while ((header.size + c->text.len) % LEXICON_ALIGNMENT)
		buffer_add_byte(&c->text, '\0');
	header.text_length = (uint32_t)c->text.len;
	header.size += c->text.len + c->model.len;
	add_bytes(out, &header, 1, sizeof(header));
	add_bytes(out, rows, kept, sizeof(*rows));
	add_bytes(out, slots, header.slot_count, sizeof(*slots));
	add_bytes(out, filter, header.filter_words, sizeof(*filter));
	add_bytes(out, c->countries, c->country_count, sizeof(*c->countries));
	buffer_add(out, buffer_str(&c->text));
	buffer_add(out, buffer_str(&c->model));
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: lexicon_compile OUT LIST.tsv...\n");
		return 2;
	}
	struct compiler compiler = {.arena = arena_new()};
	struct buffer out = {0};
	struct error err;
	bool good = true;
	for (int i = 2; i < argc && good; i++)
		good = read_list(&compiler, argv[i]);
	if (good) {
		compile(&compiler, &out);
		good = file_write_atomic(argv[1], buffer_str(&out), NULL, &err);
		if (!good)
			fprintf(stderr, "lexicon_compile: %s\n", err.msg);
	}
	buffer_free(&out);
	buffer_free(&compiler.text);
	buffer_free(&compiler.model);
	free(compiler.items);
	free(compiler.shared);
	free(compiler.countries);
	free(compiler.country_names);
	arena_free(compiler.arena);
	return good ? 0 : 1;
}
