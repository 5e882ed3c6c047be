/* The keymap: which command line a key runs in which context. Keys are bound to command lines
 * as typed after ":", never to functions, so that the defaults, the user's file and `:bind` say
 * the same thing in the same words. */
#ifndef ATTACHE_APP_KEYMAP_H
#define ATTACHE_APP_KEYMAP_H

#include "attache/app/event.h"
#include "attache/base/buffer.h"

enum context {
	CONTEXT_ARTICLE = 1,
	CONTEXT_SIDEBAR = 2,
	CONTEXT_SELECT = 4,
	CONTEXT_HELP = 8,
	CONTEXT_ADJUDICATE = 16
};
#define CONTEXTS 5
#define CONTEXT_ALL 31u

const char *context_name(enum context context); /* "article" */
bool context_from(struct str name, enum context *context);

struct keymap;

struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap); /* NULL is accepted */

/* Bind keys (names as for key_parse, separated by blanks) to a command line in every context of
 * the CONTEXT_... bits; an empty line unbinds. Later bindings win. False (ERR_PARSE) for a name
 * that is no key or a line with control characters, and then nothing is bound. */
bool keymap_bind(struct keymap *keymap, struct str keys, unsigned contexts, struct str line,
	struct error *err);

/* The command line of a key, empty when it has none; valid until the next keymap_bind. Costs
 * the same however much is bound. */
struct str keymap_find(const struct keymap *keymap, uint32_t key, enum context context);

/* Append the names of the keys that run this command line in one of the contexts, separated by
 * blanks, first bound first. When none does and `line` is one word: the keys whose line begins
 * with that command. */
void keymap_keys_of(
	const struct keymap *keymap, struct str line, unsigned contexts, struct buffer *out);

/* All bindings, keys in the order they were first bound, contexts with the same line together:
 *
 *     struct key_binding binding = {0};
 *     while (keymap_next(keymap, &binding)) ... */
struct key_binding {
	uint32_t key;
	unsigned contexts; /* CONTEXT_... bits */
	struct str line;
	size_t position; /* where the walk is; begin with 0 */
};
bool keymap_next(const struct keymap *keymap, struct key_binding *binding);

#endif
