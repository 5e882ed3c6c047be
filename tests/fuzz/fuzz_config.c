/* Any bytes as a config: options within their ranges that can be written and read again. */
#include "attache/app/config.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct options options;
	struct keymap *keymap = keymap_new();
	struct diagnostics diagnostics = {0};
	struct error err = {0};
	struct buffer value = {0};
	options_init(&options);
	if (!config_parse((struct str){(const char *)data, size}, &options, keymap,
		    &diagnostics, &err))
		assert(err.code != ERR_NONE && err.msg[0]);
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		unsigned effects = 0;
		buffer_clear(&value);
		options_get(&options, row, &value);
		assert(options_set(
			&options, str_from(row->name), buffer_str(&value), &effects, &err));
		assert(effects == 0);
	}
	buffer_free(&value);
	options_free(&options);
	keymap_free(keymap);
	diagnostics_free(&diagnostics);
	return 0;
}
