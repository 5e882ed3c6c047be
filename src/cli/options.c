#include "cli.h"

#include "attache/app/config.h"

#include <stdlib.h>

void cli_options_load(struct options *options)
{
	struct keymap *keymap = keymap_new();
	struct diagnostics ignored = {0};
	struct error err;
	char *path = config_default_path();
	options_init(options);
	if (path)
		config_load(path, options, keymap, &ignored, &err);
	diagnostics_free(&ignored);
	keymap_free(keymap);
	free(path);
}
