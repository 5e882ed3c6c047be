/* Themes: YAML files with one entry per role (fg, bg, bold, italic, underline, reverse, dim).
 * Colours: default, the 16 names, 0-255, #rrggbb. Missing roles take the looks of their parent
 * role (role.c) or of text. A bad file gives diagnostics with line:column and falls back. */
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

bool theme_load(const char *path, struct theme **out, struct error *err);
bool theme_parse(struct str name, struct str text, struct theme **out, struct error *err);
void theme_free(struct theme *theme); /* NULL is accepted */

/* A colour as a terminal with `colours` colours (0, 8, 16, 256, 1 << 24) can show it:
 * COLOUR_RGB is quantised to the nearest palette entry, 8 colours fold the bright half; 0 gives
 * COLOUR_DEFAULT. */
int32_t theme_quantise(int32_t colour, int colours);

#endif
