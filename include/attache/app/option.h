/* Options: what a reader can set, in the config file or with `:set`. THE option table has many
 * readers: the config parser, `:set` and its completion, the manual, the default config. */
#ifndef ATTACHE_APP_OPTION_H
#define ATTACHE_APP_OPTION_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"

enum option_sidebar { SIDEBAR_AUTO, SIDEBAR_SHOW, SIDEBAR_HIDE };
enum option_colours {
	COLOURS_AUTO,
	COLOURS_NONE,
	COLOURS_8,
	COLOURS_16,
	COLOURS_256,
	COLOURS_TRUE
};
enum option_annotations { ANNOTATIONS_SHARED, ANNOTATIONS_OWN };
enum option_background { BACKGROUND_AUTO, BACKGROUND_LIGHT, BACKGROUND_DARK };

/* The values. Texts are owned, NUL-terminated, never NULL. */
struct options {
	bool hints, follow, mouse, fold, overview, resume, indirect, journal;
	unsigned measure, sidebar_width, scroll_margin, doubtful, extract_limit;
	unsigned sidebar;     /* enum option_sidebar */
	unsigned colours;     /* enum option_colours */
	unsigned background;  /* enum option_background */
	unsigned annotations; /* enum option_annotations */
	char *theme, *clipboard, *editor, *by;
};

enum option_kind { OPTION_BOOLEAN, OPTION_NUMBER, OPTION_CHOICE, OPTION_TEXT };

/* What a change asks of the screen. */
enum option_effect {
	OPTION_REDRAW = 1,
	OPTION_RELAYOUT = 2,
	OPTION_THEME = 4, /* load the theme anew */
	OPTION_MOUSE = 8  /* tell the terminal */
};

struct option_row {
	const char *name;
	enum option_kind kind;
	unsigned min, max; /* OPTION_NUMBER */
	const char *const
		*choices;     /* OPTION_CHOICE: names in the order of the enum, then NULL */
	const char *fallback; /* the default, as text */
	const char *help;     /* under 60 columns */
	unsigned effects;     /* enum option_effect bits */
	size_t offset;        /* of the field in struct options */
};
extern const struct option_row option_table[];
extern const size_t option_count;

void options_init(struct options *options); /* the defaults; release with options_free */
void options_free(struct options *options);

const struct option_row *option_find(struct str name); /* NULL: there is none */

/* The option a mistyped name may stand for, or NULL. */
const char *option_nearest(struct str name);

/* Set one option from text: true/false/on/off/yes/no, a number, a choice, any text of one line.
 * *effects (may be NULL) receives the row's effects, or 0 when the value is as it was. False
 * (ERR_NOTFOUND, ERR_USAGE) leaves everything as it was; the message says what is allowed. */
bool options_set(struct options *options, struct str name, struct str value, unsigned *effects,
	struct error *err);

/* Append a value as options_set reads it. */
void options_get(
	const struct options *options, const struct option_row *row, struct buffer *out);

/* Append what an option may be: "true or false", "20 to 200", "auto, show or hide", "text". */
void option_add_range(const struct option_row *row, struct buffer *out);

#endif
