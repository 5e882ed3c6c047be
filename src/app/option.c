#include "attache/app/option.h"

#include "attache/base/memory.h"
#include "attache/base/nearest.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const sidebar_choices[] = {"auto", "show", "hide", NULL};
static const char *const colour_choices[] = {"auto", "0", "8", "16", "256", "true", NULL};
static const char *const background_choices[] = {"auto", "light", "dark", NULL};

static const char *const annotation_choices[] = {"shared", "own", NULL};

#define FIELD(name) .offset = offsetof(struct options, name)

const struct option_row option_table[] = {
	{.name = "theme",
		.kind = OPTION_TEXT,
		.fallback = "terminal",
		.help = "Colours: terminal, paper, night, auto, contrast, mono",
		.effects = OPTION_THEME,
		FIELD(theme)},
	{.name = "measure",
		.kind = OPTION_NUMBER,
		.min = 20,
		.max = 200,
		.fallback = "72",
		.help = "Columns of a line of the article, at most",
		.effects = OPTION_RELAYOUT,
		FIELD(measure)},
	{.name = "sidebar",
		.kind = OPTION_CHOICE,
		.choices = sidebar_choices,
		.fallback = "auto",
		.help = "The sidebar: auto shows it where there is room",
		.effects = OPTION_RELAYOUT,
		FIELD(sidebar)},
	{.name = "sidebar-width",
		.kind = OPTION_NUMBER,
		.min = 20,
		.max = 80,
		.fallback = "38",
		.help = "Columns of the sidebar on a wide screen",
		.effects = OPTION_RELAYOUT,
		FIELD(sidebar_width)},
	{.name = "hints",
		.kind = OPTION_BOOLEAN,
		.fallback = "true",
		.help = "Show the keys that apply now in the last line",
		.effects = OPTION_RELAYOUT,
		FIELD(hints)},
	{.name = "follow",
		.kind = OPTION_BOOLEAN,
		.fallback = "true",
		.help = "The article follows the cursor of the sidebar",
		FIELD(follow)},
	{.name = "mouse",
		.kind = OPTION_BOOLEAN,
		.fallback = "true",
		.help = "Use the mouse; false leaves it to the terminal",
		.effects = OPTION_MOUSE,
		FIELD(mouse)},
	{.name = "fold",
		.kind = OPTION_BOOLEAN,
		.fallback = "true",
		.help = "Fold page furniture into one line",
		.effects = OPTION_RELAYOUT,
		FIELD(fold)},
	{.name = "overview",
		.kind = OPTION_BOOLEAN,
		.fallback = "true",
		.help = "Show the column of marks at the article's right edge",
		.effects = OPTION_RELAYOUT,
		FIELD(overview)},
	{.name = "scroll-margin",
		.kind = OPTION_NUMBER,
		.min = 0,
		.max = 20,
		.fallback = "3",
		.help = "Lines kept visible above and below the cursor",
		.effects = OPTION_REDRAW,
		FIELD(scroll_margin)},
	{.name = "resume",
		.kind = OPTION_BOOLEAN,
		.fallback = "true",
		.help = "Open an article where it was left",
		FIELD(resume)},
	{.name = "clipboard",
		.kind = OPTION_TEXT,
		.fallback = "",
		.help = "Command that receives copied text, such as wl-copy",
		FIELD(clipboard)},
	{.name = "editor",
		.kind = OPTION_TEXT,
		.fallback = "",
		.help = "Editor for long notes, before $VISUAL and $EDITOR",
		FIELD(editor)},
	{.name = "by",
		.kind = OPTION_TEXT,
		.fallback = "",
		.help = "Your name in annotations; else $ATTACHE_BY, git's, $USER",
		FIELD(by)},
	{.name = "annotations",
		.kind = OPTION_CHOICE,
		.choices = annotation_choices,
		.fallback = "shared",
		.help = "Write the shared file or your own, ARTICLE.NAME.ann.yaml",
		FIELD(annotations)},
	{.name = "journal",
		.kind = OPTION_BOOLEAN,
		.fallback = "true",
		.help = "Keep a journal of changes, for attache log and :restore",
		FIELD(journal)},
	{.name = "doubtful",
		.kind = OPTION_NUMBER,
		.min = 0,
		.max = 100,
		.fallback = "60",
		.help = "Findings less sure than this, in percent, are dimmed",
		.effects = OPTION_REDRAW,
		FIELD(doubtful)},
	{.name = "extract-limit",
		.kind = OPTION_NUMBER,
		.min = 0,
		.max = 1000,
		.fallback = "4",
		.help = "Larger articles (in MB) wait for :extract",
		FIELD(extract_limit)},
	{.name = "indirect",
		.kind = OPTION_BOOLEAN,
		.fallback = "false",
		.help = "List statements without quotation marks as well",
		.effects = OPTION_REDRAW,
		FIELD(indirect)},
	{.name = "colours",
		.kind = OPTION_CHOICE,
		.choices = colour_choices,
		.fallback = "auto",
		.help = "Use no more colours than this; auto: as many as there are",
		.effects = OPTION_THEME,
		FIELD(colours)},
	{.name = "background",
		.kind = OPTION_CHOICE,
		.choices = background_choices,
		.fallback = "auto",
		.help = "Is the terminal's background light or dark",
		.effects = OPTION_THEME,
		FIELD(background)},
};

const size_t option_count = sizeof option_table / sizeof *option_table;

const struct option_row *option_find(struct str name)
{
	for (size_t i = 0; i < option_count; i++)
		if (str_equal(name, str_from(option_table[i].name)))
			return &option_table[i];
	return NULL;
}

const char *option_nearest(struct str name)
{
	struct nearest nearest = nearest_to(name);
	for (size_t i = 0; i < option_count; i++)
		nearest_offer(&nearest, option_table[i].name);
	return nearest.name;
}

/* ---- fields --------------------------------------------------------------------------------
 */

static const void *field(const struct options *options, const struct option_row *row)
{
	return (const char *)options + row->offset;
}

static void *field_of(struct options *options, const struct option_row *row)
{
	return (char *)options + row->offset;
}

static bool replace_number(unsigned *number, unsigned value)
{
	bool changed = *number != value;
	*number = value;
	return changed;
}

/* The new text may be a view of the old one. */
static bool replace_text(char **text, struct str value)
{
	bool changed = !str_equal(str_from(*text), value);
	char *copy = memory_string(value.s, value.len);
	free(*text);
	*text = copy;
	return changed;
}

static bool replace_boolean(bool *boolean, bool value)
{
	bool changed = *boolean != value;
	*boolean = value;
	return changed;
}

/* ---- setting -------------------------------------------------------------------------------
 */

static bool parse_boolean(struct str value, bool *out)
{
	static const char *const yes[] = {"true", "on", "yes"};
	static const char *const no[] = {"false", "off", "no"};
	for (size_t i = 0; i < 3; i++) {
		*out = str_equal_ascii_nocase(value, str_from(yes[i]));
		if (*out || str_equal_ascii_nocase(value, str_from(no[i])))
			return true;
	}
	return false;
}

static bool parse_choice(const struct option_row *row, struct str value, unsigned *out)
{
	for (unsigned i = 0; row->choices[i]; i++)
		if (str_equal_ascii_nocase(value, str_from(row->choices[i]))) {
			*out = i;
			return true;
		}
	return false;
}

static bool is_plain_text(struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)value.s[i] < ' ' || value.s[i] == 0x7F)
			return false;
	return true;
}

/* False when the row does not allow the value. */
static bool set_field(
	struct options *options, const struct option_row *row, struct str value, bool *changed)
{
	bool boolean;
	size_t number;
	unsigned choice;
	switch (row->kind) {
	case OPTION_BOOLEAN:
		if (!parse_boolean(value, &boolean))
			return false;
		*changed = replace_boolean(field_of(options, row), boolean);
		return true;
	case OPTION_NUMBER:
		if (!str_to_size(value, &number) || number < row->min || number > row->max)
			return false;
		*changed = replace_number(field_of(options, row), (unsigned)number);
		return true;
	case OPTION_CHOICE:
		if (!parse_choice(row, value, &choice))
			return false;
		*changed = replace_number(field_of(options, row), choice);
		return true;
	case OPTION_TEXT:
		if (!is_plain_text(value))
			return false;
		*changed = replace_text(field_of(options, row), value);
		return true;
	}
	return false;
}

bool options_set(struct options *options, struct str name, struct str value, unsigned *effects,
	struct error *err)
{
	const struct option_row *row = option_find(name);
	if (!row) {
		const char *nearest = option_nearest(name);
		return error_set(err, ERR_NOTFOUND, "no option \"%.*s\"%s%s%s", STR_ARG(name),
			nearest ? "; did you mean " : "", nearest ? nearest : "",
			nearest ? "?" : "");
	}
	bool changed = false;
	if (!set_field(options, row, str_trim(value), &changed)) {
		struct buffer range = {0};
		option_add_range(row, &range);
		error_set(err, ERR_USAGE, "%s is %s, not \"%.*s\"", row->name, range.data,
			STR_ARG(value));
		buffer_free(&range);
		return false;
	}
	if (effects)
		*effects = changed ? row->effects : 0;
	return true;
}

/* ---- showing -------------------------------------------------------------------------------
 */

void options_get(
	const struct options *options, const struct option_row *row, struct buffer *out)
{
	const void *value = field(options, row);
	switch (row->kind) {
	case OPTION_BOOLEAN:
		buffer_add_cstr(out, *(const bool *)value ? "true" : "false");
		break;
	case OPTION_NUMBER:
		buffer_format(out, "%u", *(const unsigned *)value);
		break;
	case OPTION_CHOICE:
		buffer_add_cstr(out, row->choices[*(const unsigned *)value]);
		break;
	case OPTION_TEXT:
		buffer_add_cstr(out, *(char *const *)value);
		break;
	}
}

void option_add_range(const struct option_row *row, struct buffer *out)
{
	switch (row->kind) {
	case OPTION_BOOLEAN:
		buffer_add_cstr(out, "true or false");
		break;
	case OPTION_NUMBER:
		buffer_format(out, "%u to %u", row->min, row->max);
		break;
	case OPTION_CHOICE:
		for (size_t i = 0; row->choices[i]; i++) {
			const char *before = i == 0 ? "" : row->choices[i + 1] ? ", " : " or ";
			buffer_format(out, "%s%s", before, row->choices[i]);
		}
		break;
	case OPTION_TEXT:
		buffer_add_cstr(out, "text");
		break;
	}
}

void options_init(struct options *options)
{
	*options = (struct options){0};
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		bool changed, ok = set_field(options, row, str_from(row->fallback), &changed);
		assert(ok);
		(void)ok;
	}
}

void options_free(struct options *options)
{
	for (size_t i = 0; i < option_count; i++) {
		if (option_table[i].kind != OPTION_TEXT)
			continue;
		char **text = field_of(options, &option_table[i]);
		free(*text);
		*text = NULL;
	}
}
