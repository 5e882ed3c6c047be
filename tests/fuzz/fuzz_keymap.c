/* Lines "keys<TAB>contexts<TAB>command line" bound one after the other: what is bound last is
 * found, and every binding is met by the walk. */
#include "attache/app/keymap.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

static void bind_line(struct keymap *keymap, struct str line)
{
	struct str keys, contexts;
	struct error err = {0};
	uint32_t key;
	if (!str_split(&line, '\t', &keys) || !str_split(&line, '\t', &contexts))
		return;
	unsigned bits = contexts.len ? (unsigned char)contexts.s[0] & CONTEXT_ALL : CONTEXT_ALL;
	if (!keymap_bind(keymap, keys, bits, line, &err)) {
		assert(err.code == ERR_PARSE && err.msg[0]);
		return;
	}
	if (key_parse(str_trim(keys), &key) && (bits & CONTEXT_ARTICLE))
		assert(str_equal(keymap_find(keymap, key, CONTEXT_ARTICLE), str_trim(line)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct keymap *keymap = keymap_new();
	struct str rest = {(const char *)data, size}, line;
	struct key_binding binding = {0};
	struct buffer names = {0};
	while (str_split(&rest, '\n', &line))
		bind_line(keymap, line);
	while (keymap_next(keymap, &binding)) {
		char name[24];
		uint32_t key;
		key_name(binding.key, name);
		assert(key_parse(str_from(name), &key) && key == binding.key);
		for (unsigned bit = 1; bit <= CONTEXT_ALL; bit <<= 1)
			if (binding.contexts & bit)
				assert(str_equal(keymap_find(keymap, key, (enum context)bit),
					binding.line));
		buffer_clear(&names);
		keymap_keys_of(keymap, binding.line, binding.contexts, &names);
		assert(str_find(buffer_str(&names), str_from(name)) != (size_t)-1);
	}
	buffer_free(&names);
	keymap_free(keymap);
	return 0;
}
