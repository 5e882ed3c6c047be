/* Themes: YAML files with a description and one entry per role (fg, bg, bold, italic,
 * underline, reverse, dim). Colours: default, the 16 names, 0-255, #rrggbb. What an entry
 * leaves out it takes from its parent role (role.h); a role without an entry takes its parent's
 * looks and the attributes of the role table. An unknown role, key or colour gives a diagnostic
 * with line and column and is left out; only a file that cannot be read or is no YAML mapping
 * is refused. */
#ifndef ATTACHE_VIEW_THEME_H
#define ATTACHE_VIEW_THEME_H

#include "attache/base/diagnostic.h"
#include "attache/base/error.h"
#include "attache/view/role.h"

#include <stdint.h>

enum {
	STYLE_BOLD = 1,
	STYLE_ITALIC = 2,
	STYLE_UNDERLINE = 4,
	STYLE_REVERSE = 8,
	STYLE_DIM = 16
};
#define STYLE_ALL 31u

/* A colour: COLOUR_DEFAULT, 0-255 a palette index, or COLOUR_RGB | 0xrrggbb. */
#define COLOUR_DEFAULT (-1)
#define COLOUR_RGB 0x1000000

struct style {
	int32_t foreground, background;
	unsigned attributes; /* STYLE_... */
};

struct theme {
	struct str name, description;
	struct style styles[ROLES];
	struct diagnostics diagnostics;
};

/* A theme owns its strings. theme_load names it after the file: "themes/night.yaml" is night.
 */
bool theme_load(const char *path, struct theme **out, struct error *err);
bool theme_parse(struct str name, struct str text, struct theme **out, struct error *err);
void theme_free(struct theme *theme); /* NULL is accepted */

/* The looks without any theme: attributes in the terminal's own two colours. */
void theme_plain(struct theme *theme);

/* A colour as a terminal with `colours` colours (0, 8, 16, 256, 1 << 24) can show it:
 * COLOUR_RGB is quantised to the nearest palette entry, 8 colours fold the bright half; 0 gives
 * COLOUR_DEFAULT. */
int32_t theme_quantise(int32_t colour, int colours);

/* All looks of a theme with so many colours at most; 0 gives those of theme_plain. */
void theme_reduce(struct theme *theme, int colours);

/* 0xrrggbb of a palette entry 0-255 as xterm draws it. */
uint32_t theme_palette(int32_t index);

/* Parse a colour as written in a theme. */
bool theme_colour(struct str text, int32_t *colour);

#endif
