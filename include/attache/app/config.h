/* The config file: options and key bindings of the reader's own, in YAML.
 *
 *     measure: 66
 *     theme: night
 *     bind:
 *       C-t: tag warning        # everywhere
 *       "[ p": quote previous   # two keys for one command
 *       sidebar:
 *         x: delete             # in the sidebar only
 *       q: ""                   # not bound */
#ifndef ATTACHE_APP_CONFIG_H
#define ATTACHE_APP_CONFIG_H

#include "attache/app/keymap.h"
#include "attache/app/option.h"
#include "attache/base/diagnostic.h"

/* "$XDG_CONFIG_HOME/attache/config.yaml" or the like; NULL without a home, the caller's to
 * free. */
char *config_default_path(void);

/* Read a config file over what options and keymap hold. A missing file is fine. What cannot be
 * used (an unknown option, a value out of range, a key that does not exist) gives a diagnostic
 * with line and column and is left out. False only for a file that cannot be read or is no YAML
 * mapping; options and keymap are then as before. */
bool config_load(const char *path, struct options *options, struct keymap *keymap,
	struct diagnostics *diagnostics, struct error *err);

/* The same from text; err gets line and column. */
bool config_parse(struct str text, struct options *options, struct keymap *keymap,
	struct diagnostics *diagnostics, struct error *err);

/* Append a config file that holds every option with its default, commented out. */
void config_write_default(struct buffer *out);

#endif
