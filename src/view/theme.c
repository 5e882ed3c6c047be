#include "attache/view/theme.h"

#include "attache/base/arena.h"
#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/base/yaml.h"

#include <stdlib.h>
#include <string.h>

#define THEME_MAX_BYTES (1024 * 1024)

static const char *const colour_names[16] = {"black", "red", "green", "yellow", "blue",
	"magenta", "cyan", "white", "bright-black", "bright-red", "bright-green",
	"bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white"};

static const struct {
	const char *name;
	unsigned bit;
} attributes[] = {
	{"bold", STYLE_BOLD},
	{"italic", STYLE_ITALIC},
	{"underline", STYLE_UNDERLINE},
	{"reverse", STYLE_REVERSE},
	{"dim", STYLE_DIM},
};
#define ATTRIBUTES (sizeof attributes / sizeof *attributes)

static int hex_digit(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	if (byte >= 'A' && byte <= 'F')
		return byte - 'A' + 10;
	return -1;
}

bool theme_colour(struct str text, int32_t *colour)
{
	if (str_equal(text, STR("default"))) {
		*colour = COLOUR_DEFAULT;
		return true;
	}
	for (int i = 0; i < 16; i++) {
		if (str_equal(text, str_from(colour_names[i]))) {
			*colour = i;
			return true;
		}
	}
	if (text.len == 7 && text.s[0] == '#') {
		int32_t value = 0;
		for (size_t i = 1; i < 7; i++) {
			int digit = hex_digit(text.s[i]);
			if (digit < 0)
				return false;
			value = value * 16 + digit;
		}
		*colour = COLOUR_RGB | value;
		return true;
	}
	size_t index;
	if (!str_to_size(text, &index) || index > 255)
		return false;
	*colour = (int32_t)index;
	return true;
}

/* ---- from the file's entries to the styles -------------------------------------------------
 */

/* What the file says about one role. */
struct entry {
	bool present;
	bool has_foreground, has_background;
	int32_t foreground, background;
	unsigned set, cleared; /* STYLE_... bits */
};

/* Parents are few and never form a ring, so each role is worked out anew. */
static struct style resolve(const struct entry *entries, enum role role)
{
	const struct entry *entry = &entries[role];
	struct style style = {COLOUR_DEFAULT, COLOUR_DEFAULT, 0};
	if (role != ROLE_TEXT)
		style = resolve(entries, role_table[role].parent);
	if (!entry->present)
		style.attributes |= role_table[role].attributes;
	if (entry->has_foreground)
		style.foreground = entry->foreground;
	if (entry->has_background)
		style.background = entry->background;
	style.attributes = (style.attributes | entry->set) & ~entry->cleared;
	return style;
}

static void resolve_all(struct theme *theme, const struct entry *entries)
{
	for (unsigned i = 0; i < ROLES; i++)
		theme->styles[i] = resolve(entries, (enum role)i);
}

void theme_plain(struct theme *theme)
{
	const struct entry none[ROLES] = {0};
	*theme = (struct theme){.name = STR(""), .description = STR("")};
	resolve_all(theme, none);
}

static void complain(struct theme *theme, const struct yaml_node *node, const char *what)
{
	diagnostics_add(&theme->diagnostics, SEVERITY_WARNING, node->line, node->column,
		"%s \"%.*s\"", what,
		STR_ARG(node->kind == YAML_SCALAR ? node->text : node->key));
}

/* One property of a role, "bold: true" or "fg: red". */
static void read_property(
	struct theme *theme, struct entry *entry, const struct yaml_node *node)
{
	bool foreground = str_equal(node->key, STR("fg"));
	if (foreground || str_equal(node->key, STR("bg"))) {
		int32_t colour;
		if (node->kind != YAML_SCALAR || !theme_colour(node->text, &colour)) {
			complain(theme, node, "unknown colour");
		} else if (foreground) {
			entry->has_foreground = true;
			entry->foreground = colour;
		} else {
			entry->has_background = true;
			entry->background = colour;
		}
		return;
	}
	for (size_t i = 0; i < ATTRIBUTES; i++) {
		if (!str_equal(node->key, str_from(attributes[i].name)))
			continue;
		struct error err = {0};
		bool on;
		if (!yaml_get_boolean(node, &on, &err))
			complain(theme, node, "expected true or false, not");
		else if (on)
			entry->set |= attributes[i].bit;
		else
			entry->cleared |= attributes[i].bit;
		return;
	}
	diagnostics_add(&theme->diagnostics, SEVERITY_WARNING, node->line, node->column,
		"unknown property \"%.*s\": fg, bg, bold, italic, underline, reverse or dim",
		STR_ARG(node->key));
}

static void read_entry(struct theme *theme, struct entry *entries, const struct yaml_node *node)
{
	enum role role;
	if (!role_from(node->key, &role)) {
		diagnostics_add(&theme->diagnostics, SEVERITY_WARNING, node->line, node->column,
			"unknown role \"%.*s\"", STR_ARG(node->key));
		return;
	}
	if (node->kind != YAML_MAPPING) {
		diagnostics_add(&theme->diagnostics, SEVERITY_WARNING, node->line, node->column,
			"the looks of %s are no mapping such as {fg: red}", role_name(role));
		return;
	}
	entries[role].present = true;
	for (const struct yaml_node *child = node->first; child; child = child->next)
		read_property(theme, &entries[role], child);
}

static struct str owned(struct str text)
{
	return (struct str){memory_string(text.s, text.len), text.len};
}

bool theme_parse(struct str name, struct str text, struct theme **out, struct error *err)
{
	struct arena *arena = arena_new();
	const struct yaml_node *root;
	struct entry entries[ROLES] = {0};
	bool ok = yaml_parse(arena, text, &root, err);
	if (ok && root && root->kind != YAML_MAPPING)
		ok = error_set_at(err, ERR_PARSE, root->line, root->column,
			"a theme is a mapping of roles to looks");
	if (ok) {
		struct theme *theme = memory_zeroed(1, sizeof *theme);
		struct str description = STR("");
		for (const struct yaml_node *node = root ? root->first : NULL; node;
			node = node->next) {
			if (!str_equal(node->key, STR("description")))
				read_entry(theme, entries, node);
			else if (node->kind == YAML_SCALAR)
				description = node->text;
			else
				complain(theme, node, "expected a text as");
		}
		theme->name = owned(name);
		theme->description = owned(description);
		resolve_all(theme, entries);
		*out = theme;
	}
	arena_free(arena);
	return ok;
}

bool theme_load(const char *path, struct theme **out, struct error *err)
{
	struct buffer text = {0};
	struct str name = file_basename(str_from(path));
	if (str_ends(name, STR(".yaml")))
		name.len -= STR(".yaml").len;
	bool ok = file_read(path, THEME_MAX_BYTES, &text, NULL, err) &&
		  theme_parse(name, buffer_str(&text), out, err);
	if (!ok)
		error_within(err, "cannot load theme %s", path);
	buffer_free(&text);
	return ok;
}

void theme_free(struct theme *theme)
{
	if (!theme)
		return;
	/* Both were allocated by `owned`. */
	free((void *)(uintptr_t)theme->name.s);
	free((void *)(uintptr_t)theme->description.s);
	diagnostics_free(&theme->diagnostics);
	free(theme);
}

/* ---- fewer colours -------------------------------------------------------------------------
 */

uint32_t theme_palette(int32_t index)
{
	static const uint32_t first[16] = {0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE,
		0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF,
		0xFF00FF, 0x00FFFF, 0xFFFFFF};
	if (index < 16)
		return first[index < 0 ? 0 : index];
	if (index >= 232) {
		uint32_t grey = 8 + 10 * (uint32_t)(index > 255 ? 23 : index - 232);
		return grey << 16 | grey << 8 | grey;
	}
	static const uint8_t levels[6] = {0, 95, 135, 175, 215, 255};
	uint32_t cube = (uint32_t)index - 16;
	return (uint32_t)levels[cube / 36] << 16 | (uint32_t)levels[cube / 6 % 6] << 8 |
	       levels[cube % 6];
}

/* Distance of two colours after Thiadmer Riemersma, "Colour metric"
 * (compuphase.com/cmetric.htm): cheap, and closer to the eye than plain RGB. */
static uint32_t distance(uint32_t a, uint32_t b)
{
	int32_t red = (int32_t)(a >> 16 & 255) - (int32_t)(b >> 16 & 255);
	int32_t green = (int32_t)(a >> 8 & 255) - (int32_t)(b >> 8 & 255);
	int32_t blue = (int32_t)(a & 255) - (int32_t)(b & 255);
	int32_t mean = (int32_t)((a >> 16 & 255) + (b >> 16 & 255)) / 2;
	return (uint32_t)(((512 + mean) * red * red >> 8) + 4 * green * green +
			  ((767 - mean) * blue * blue >> 8));
}

/* The nearest of palette entries [first, last]. */
static int32_t nearest(uint32_t rgb, int32_t first, int32_t last)
{
	int32_t best = first;
	for (int32_t i = first + 1; i <= last; i++)
		if (distance(rgb, theme_palette(i)) < distance(rgb, theme_palette(best)))
			best = i;
	return best;
}

int32_t theme_quantise(int32_t colour, int colours)
{
	if (colour == COLOUR_DEFAULT || colours < 8)
		return COLOUR_DEFAULT;
	if (colours >= 1 << 24)
		return colour;
	/* The first 16 belong to the user's terminal, so with 256 none of them is "near". */
	if (colour >= COLOUR_RGB && colours >= 256)
		return nearest((uint32_t)(colour - COLOUR_RGB), 16, 255);
	if (colour >= COLOUR_RGB)
		colour = nearest((uint32_t)(colour - COLOUR_RGB), 0, 15);
	else if (colour > 15 && colours < 256)
		colour = nearest(theme_palette(colour), 0, 15);
	return colours < 16 ? colour % 8 : colour;
}

void theme_reduce(struct theme *theme, int colours)
{
	if (colours == 0) {
		struct theme plain;
		theme_plain(&plain);
		memcpy(theme->styles, plain.styles, sizeof theme->styles);
	}
	for (unsigned i = 0; i < ROLES; i++) {
		struct style *style = &theme->styles[i];
		style->foreground = theme_quantise(style->foreground, colours);
		style->background = theme_quantise(style->background, colours);
	}
}
