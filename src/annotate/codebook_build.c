/* From items to a codebook: what each says is checked, what is wrong is told and left out. */
#include "codebook_tree.h"

#include "attache/base/buffer.h"
#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <stdlib.h>
#include <unictype.h>

void codebook_draft_begin(struct codebook_draft *draft, const char *path)
{
	struct codebook_whole *whole = memory_zeroed(1, sizeof *whole);
	whole->arena = arena_new();
	whole->codebook.path = arena_str(whole->arena, str_from(path));
	*draft = (struct codebook_draft){.codebook = &whole->codebook, .arena = whole->arena};
}

void codebook_draft_drop(struct codebook_draft *draft)
{
	codebook_free(draft->codebook);
	*draft = (struct codebook_draft){0};
}

#define ODD_AT(codebook, line, column, ...) \
	diagnostics_add( \
		&(codebook)->diagnostics, SEVERITY_WARNING, (line), (column), __VA_ARGS__)

struct codebook_item *codebook_draft_add(
	struct codebook_draft *draft, bool is_family, unsigned line, unsigned column)
{
	size_t *of_kind = is_family ? &draft->codebook->family_count
				    : &draft->codebook->tag_count;
	if (*of_kind > CODEBOOK_TAGS_MAX)
		return NULL;
	if (++*of_kind > CODEBOOK_TAGS_MAX) {
		ODD_AT(draft->codebook, line, column,
			"more than %d %s: from here on they are left out", CODEBOOK_TAGS_MAX,
			is_family ? "families" : "tags");
		return NULL;
	}
	draft->items = arena_grow(draft->arena, draft->items, &draft->capacity,
		draft->count + 1, sizeof *draft->items);
	struct codebook_item *item = &draft->items[draft->count++];
	*item = (struct codebook_item){.is_family = is_family, .line = line, .column = column};
	return item;
}

/* ---- one field ------------------------------------------------------------------------------
 */

static void forget(struct codebook_item *item, enum codebook_field field)
{
	item->fields[field].count = 0;
}

#define ODD_FIELD(codebook, item, field, ...) \
	ODD_AT((codebook), (item)->fields[field].line, (item)->fields[field].column, \
		__VA_ARGS__)

/* The first character that must not stand in a tag: it is one word everywhere, commas and bars
 * separate tags. Its length, 0 when there is none. */
static size_t find_separator(struct str id, size_t *at)
{
	size_t length = 0;
	for (*at = 0; *at < id.len; *at += length) {
		uint32_t code = utf8_decode(id, *at, &length);
		if (code == ',' || code == '|' || uc_is_property_white_space(code) ||
			uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Cc))
			return length;
	}
	return 0;
}

static void check_word(struct codebook *codebook, const struct codebook_item *item)
{
	struct str id = codebook_item_text(item, CODEBOOK_ID);
	size_t at, length = find_separator(id, &at);
	if (length == 0)
		return;
	struct buffer better = {0};
	buffer_add(&better, id);
	while ((length = find_separator(buffer_str(&better), &at)) > 0)
		buffer_splice(&better, (struct range){at, at + length}, STR("-"));
	ODD_FIELD(codebook, item, CODEBOOK_ID,
		"\"%.*s\" is no name for a %s: it must be one word, like %s", STR_ARG(id),
		item->is_family ? "family" : "tag", better.data);
	buffer_free(&better);
}

/* A sign that one key makes: no blank, control or mark that combines. */
static bool is_typed(uint32_t code)
{
	return uc_is_graph(code) && !uc_is_general_category_withtable(
					    code, UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_M);
}

static void check_key(struct codebook *codebook, struct codebook_item *item)
{
	struct str key = codebook_item_text(item, CODEBOOK_KEY);
	size_t length = 0;
	if (key.len == 0)
		return;
	uint32_t code = utf8_decode(key, 0, &length);
	if (length != key.len)
		ODD_FIELD(codebook, item, CODEBOOK_KEY,
			"the key \"%.*s\" is more than one character", STR_ARG(key));
	else if (code == '/' || !is_typed(code))
		ODD_FIELD(codebook, item, CODEBOOK_KEY, "the key \"%.*s\" %s", STR_ARG(key),
			code == '/' ? "is the one that finds tags" : "cannot be typed");
	else
		return;
	forget(item, CODEBOOK_KEY);
}

static void check_colour(struct codebook *codebook, struct codebook_item *item)
{
	struct str colour = codebook_item_text(item, CODEBOOK_COLOUR);
	unsigned tint;
	if (colour.len == 0 || codebook_tint(colour, &tint))
		return;
	struct buffer names = {0};
	for (unsigned i = 0; i < CODEBOOK_TINTS; i++)
		buffer_format(&names, "%s, ", codebook_tint_name(i));
	ODD_FIELD(codebook, item, CODEBOOK_COLOUR,
		"unknown colour \"%.*s\"; there are: %s#RRGGBB", STR_ARG(colour), names.data);
	buffer_free(&names);
	forget(item, CODEBOOK_COLOUR);
}

/* Which of two words a field says: 1 or 0, or -1 for neither; 0 when it says nothing. */
static int one_of(struct str value, const char *yes, const char *no)
{
	for (struct str rest = str_from(yes), word; str_split(&rest, ' ', &word);)
		if (str_equal_ascii_nocase(value, word))
			return 1;
	for (struct str rest = str_from(no), word; str_split(&rest, ' ', &word);)
		if (str_equal_ascii_nocase(value, word))
			return 0;
	return value.len ? -1 : 0;
}

static int is_single(const struct codebook_item *item)
{
	return one_of(codebook_item_text(item, CODEBOOK_CHOICE), "single one", "multiple many");
}

static int is_required(const struct codebook_item *item)
{
	return one_of(
		codebook_item_text(item, CODEBOOK_REQUIRED), "true yes on 1", "false no off 0");
}

static void check_family(struct codebook *codebook, struct codebook_item *item)
{
	if (is_single(item) < 0) {
		ODD_FIELD(codebook, item, CODEBOOK_CHOICE,
			"choice must be single or multiple, not \"%.*s\"",
			STR_ARG(codebook_item_text(item, CODEBOOK_CHOICE)));
		forget(item, CODEBOOK_CHOICE);
	}
	if (is_required(item) < 0) {
		ODD_FIELD(codebook, item, CODEBOOK_REQUIRED,
			"required must be true or false, not \"%.*s\"",
			STR_ARG(codebook_item_text(item, CODEBOOK_REQUIRED)));
		forget(item, CODEBOOK_REQUIRED);
	}
}

/* ---- items beside one another
 * -----------------------------------------------------------------
 */

/* The item of one kind, among those before `end`, whose field has this value; or NULL. */
static const struct codebook_item *find_before(const struct codebook_item *const *items,
	size_t end, bool families, enum codebook_field field, struct str value)
{
	for (size_t i = 0; i < end; i++)
		if (items[i]->is_family == families &&
			str_equal(codebook_item_text(items[i], field), value))
			return items[i];
	return NULL;
}

static bool is_new(struct codebook *codebook, const struct codebook_item *item,
	const struct codebook_item *const *kept, size_t count)
{
	const char *kind = item->is_family ? "family" : "tag";
	struct str id = codebook_item_text(item, CODEBOOK_ID);
	if (id.len == 0) {
		ODD_AT(codebook, item->line, item->column, "a %s without id is left out", kind);
		return false;
	}
	if (!find_before(kept, count, item->is_family, CODEBOOK_ID, id))
		return true;
	ODD_AT(codebook, item->line, item->column,
		"the %s \"%.*s\" stands here twice; the first one counts", kind, STR_ARG(id));
	return false;
}

static void check_beside(struct codebook *codebook, struct codebook_item *item,
	const struct codebook_item *const *kept, size_t count)
{
	struct str key = codebook_item_text(item, CODEBOOK_KEY);
	struct str label = codebook_item_text(item, CODEBOOK_LABEL);
	const struct codebook_item *other = NULL;
	if (label.len)
		other = find_before(kept, count, item->is_family, CODEBOOK_LABEL, label);
	if (other)
		ODD_FIELD(codebook, item, CODEBOOK_LABEL,
			"\"%.*s\" and \"%.*s\" have the same label, \"%.*s\"",
			STR_ARG(codebook_item_text(other, CODEBOOK_ID)),
			STR_ARG(codebook_item_text(item, CODEBOOK_ID)), STR_ARG(label));
	other = key.len ? find_before(kept, count, false, CODEBOOK_KEY, key) : NULL;
	if (!other)
		return;
	ODD_FIELD(codebook, item, CODEBOOK_KEY,
		"the key \"%.*s\" of \"%.*s\" is taken by \"%.*s\"", STR_ARG(key),
		STR_ARG(codebook_item_text(item, CODEBOOK_ID)),
		STR_ARG(codebook_item_text(other, CODEBOOK_ID)));
	forget(item, CODEBOOK_KEY);
}

struct codebook *codebook_draft_end(struct codebook_draft *draft)
{
	struct codebook *codebook = draft->codebook;
	const struct codebook_item **kept = arena_alloc(
		draft->arena, draft->count, sizeof *kept);
	size_t count = 0;
	for (size_t i = 0; i < draft->count; i++) {
		struct codebook_item *item = &draft->items[i];
		if (!is_new(codebook, item, kept, count))
			continue;
		check_word(codebook, item);
		check_key(codebook, item);
		check_colour(codebook, item);
		check_family(codebook, item);
		check_beside(codebook, item, kept, count);
		kept[count++] = item;
	}
	codebook_tree_make(codebook, draft->arena, kept, count);
	*draft = (struct codebook_draft){0};
	return codebook;
}

bool codebook_item_is_single(const struct codebook_item *item)
{
	return is_single(item) > 0;
}

bool codebook_item_is_required(const struct codebook_item *item)
{
	return is_required(item) > 0;
}
