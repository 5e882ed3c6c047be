#include "attache/app/keymap.h"

#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <stdlib.h>

/* One key with its command line in each context, NULL where it has none. */
struct bound_key {
	uint32_t key;
	char *lines[CONTEXTS];
};

struct keymap {
	struct bound_key *keys; /* in the order they were first bound; none is ever removed */
	size_t count, capacity;
	size_t *slots;     /* hash table with open addressing: index into keys + 1, 0 = free */
	size_t slot_count; /* a power of two, more than twice count */
};

static const char *const context_names[CONTEXTS] = {
	"article", "sidebar", "select", "help", "adjudicate"};

static unsigned context_index(enum context context)
{
	unsigned index = 0;
	while (index + 1 < CONTEXTS && (unsigned)context != 1u << index)
		index++;
	return index;
}

const char *context_name(enum context context)
{
	return context_names[context_index(context)];
}

bool context_from(struct str name, enum context *context)
{
	for (unsigned i = 0; i < CONTEXTS; i++)
		if (str_equal(name, str_from(context_names[i]))) {
			*context = (enum context)(1u << i);
			return true;
		}
	return false;
}

struct keymap *keymap_new(void)
{
	struct keymap *keymap = memory_zeroed(1, sizeof *keymap);
	keymap->slot_count = 64;
	keymap->slots = memory_zeroed(keymap->slot_count, sizeof *keymap->slots);
	return keymap;
}

void keymap_free(struct keymap *keymap)
{
	if (!keymap)
		return;
	for (size_t i = 0; i < keymap->count; i++)
		for (unsigned context = 0; context < CONTEXTS; context++)
			free(keymap->keys[i].lines[context]);
	free(keymap->keys);
	free(keymap->slots);
	free(keymap);
}

/* The slot of a key, or the free one where it belongs. The multiplier is 2^32 divided by the
 * golden ratio (Knuth, The Art of Computer Programming 3, 6.4). */
static size_t *slot_of(const struct keymap *keymap, uint32_t key)
{
	size_t mask = keymap->slot_count - 1, slot = (key * UINT32_C(2654435769)) >> 16 & mask;
	while (keymap->slots[slot] && keymap->keys[keymap->slots[slot] - 1].key != key)
		slot = (slot + 1) & mask;
	return &keymap->slots[slot];
}

static void grow_slots(struct keymap *keymap)
{
	free(keymap->slots);
	keymap->slot_count *= 2;
	keymap->slots = memory_zeroed(keymap->slot_count, sizeof *keymap->slots);
	for (size_t i = 0; i < keymap->count; i++)
		*slot_of(keymap, keymap->keys[i].key) = i + 1;
}

static struct bound_key *key_entry(struct keymap *keymap, uint32_t key)
{
	size_t *slot = slot_of(keymap, key);
	if (*slot)
		return &keymap->keys[*slot - 1];
	keymap->keys = memory_grow(
		keymap->keys, &keymap->capacity, keymap->count + 1, sizeof *keymap->keys);
	keymap->keys[keymap->count] = (struct bound_key){.key = key};
	*slot = ++keymap->count;
	if (keymap->count * 2 >= keymap->slot_count)
		grow_slots(keymap);
	return &keymap->keys[keymap->count - 1];
}

/* The next blank-separated word; false at the end. */
static bool next_word(struct str *rest, struct str *word)
{
	*rest = str_trim(*rest);
	size_t end = 0;
	while (end < rest->len && rest->s[end] != ' ' && rest->s[end] != '\t' &&
		rest->s[end] != '\n')
		end++;
	*word = str_slice(*rest, (struct range){0, end});
	*rest = str_slice(*rest, (struct range){end, rest->len});
	return word->len > 0;
}

static bool check_keys(struct str keys, struct error *err)
{
	struct str rest = keys, word;
	uint32_t key;
	size_t count = 0;
	for (; next_word(&rest, &word); count++)
		if (!key_parse(word, &key))
			return error_set(
				err, ERR_PARSE, "no key is called \"%.*s\"", STR_ARG(word));
	return count > 0 || error_set(err, ERR_PARSE, "no key is named");
}

static bool check_line(struct str line, struct error *err)
{
	for (size_t i = 0; i < line.len; i++)
		if ((unsigned char)line.s[i] < ' ')
			return error_set(
				err, ERR_PARSE, "a command line has no control characters");
	return true;
}

bool keymap_bind(struct keymap *keymap, struct str keys, unsigned contexts, struct str line,
	struct error *err)
{
	struct str rest = keys, word;
	uint32_t key;
	line = str_trim(line);
	if (!check_keys(keys, err) || !check_line(line, err))
		return false;
	while (next_word(&rest, &word) && key_parse(word, &key)) {
		struct bound_key *entry = key_entry(keymap, key);
		for (unsigned i = 0; i < CONTEXTS; i++) {
			if (!(contexts & 1u << i))
				continue;
			free(entry->lines[i]);
			entry->lines[i] = line.len ? memory_string(line.s, line.len) : NULL;
		}
	}
	return true;
}

struct str keymap_find(const struct keymap *keymap, uint32_t key, enum context context)
{
	size_t index = *slot_of(keymap, key);
	return str_from(index ? keymap->keys[index - 1].lines[context_index(context)] : NULL);
}

/* ---- the keys of a command -----------------------------------------------------------------
 */

static bool runs(struct str bound, struct str line, bool command_only)
{
	if (!command_only)
		return str_equal(bound, line);
	return str_starts(bound, line) && bound.len > line.len && bound.s[line.len] == ' ';
}

static bool add_keys(const struct keymap *keymap, struct str line, unsigned contexts,
	bool command_only, struct buffer *out)
{
	bool found = false;
	for (size_t i = 0; i < keymap->count; i++) {
		bool here = false;
		for (unsigned context = 0; context < CONTEXTS; context++)
			here = here || ((contexts & 1u << context) &&
					       runs(str_from(keymap->keys[i].lines[context]),
						       line, command_only));
		if (!here)
			continue;
		char name[24];
		key_name(keymap->keys[i].key, name);
		if (found)
			buffer_add_byte(out, ' ');
		buffer_add_cstr(out, name);
		found = true;
	}
	return found;
}

void keymap_keys_of(
	const struct keymap *keymap, struct str line, unsigned contexts, struct buffer *out)
{
	line = str_trim(line);
	if (line.len && !add_keys(keymap, line, contexts, false, out) &&
		str_find(line, STR(" ")) == (size_t)-1)
		add_keys(keymap, line, contexts, true, out);
}

/* The contexts of a key that run the same line as `context`; 0 when an earlier one does. */
static unsigned contexts_like(const struct bound_key *entry, unsigned context)
{
	struct str line = str_from(entry->lines[context]);
	unsigned bits = 0;
	for (unsigned i = 0; i < CONTEXTS && line.len; i++) {
		if (!str_equal(str_from(entry->lines[i]), line))
			continue;
		if (i < context)
			return 0;
		bits |= 1u << i;
	}
	return bits;
}

bool keymap_next(const struct keymap *keymap, struct key_binding *binding)
{
	for (; binding->position < keymap->count * CONTEXTS; binding->position++) {
		const struct bound_key *entry = &keymap->keys[binding->position / CONTEXTS];
		unsigned context = (unsigned)(binding->position % CONTEXTS);
		unsigned contexts = contexts_like(entry, context);
		if (!contexts)
			continue;
		binding->key = entry->key;
		binding->contexts = contexts;
		binding->line = str_from(entry->lines[context]);
		binding->position++;
		return true;
	}
	return false;
}
