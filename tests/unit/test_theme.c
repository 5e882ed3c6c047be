#include "test.h"

#include "attache/view/theme.h"

#include <math.h>

static const char *const shipped[] = {"terminal", "paper", "night", "contrast", "mono"};
#define SHIPPED (sizeof shipped / sizeof *shipped)

static struct theme *parse(const char *text)
{
	struct theme *theme;
	struct error err = {0};
	if (!theme_parse(STR("test"), str_from(text), &theme, &err))
		fail_msg("%u:%u: %s", err.line, err.column, err.msg);
	return theme;
}

static struct theme *load(const char *name)
{
	struct buffer path = {0};
	struct theme *theme;
	struct error err = {0};
	const char *data = getenv("ATTACHE_DATADIR");
	buffer_format(&path, "%s/themes/%s.yaml", data ? data : "build/release/data", name);
	if (!theme_load(path.data, &theme, &err))
		fail_msg("%s", err.msg);
	buffer_free(&path);
	return theme;
}

static void test_roles_inherit(void **state)
{
	(void)state;
	struct theme *theme = parse("description: a test\n"
				    "text: {fg: '#102030', bg: 230}\n"
				    "quote: {fg: bright-red, bold: true}\n"
				    "quote.scare: {bold: false, italic: true}\n");
	assert_str(theme->name, "test");
	assert_str(theme->description, "a test");
	assert_int_equal(theme->diagnostics.count, 0);
	assert_int_equal(theme->styles[ROLE_TEXT].foreground, COLOUR_RGB | 0x102030);
	assert_int_equal(theme->styles[ROLE_QUOTE].foreground, 9);
	assert_int_equal(theme->styles[ROLE_QUOTE].background, 230);
	assert_int_equal(theme->styles[ROLE_QUOTE].attributes, STYLE_BOLD);
	assert_int_equal(theme->styles[ROLE_QUOTE_SCARE].foreground, 9);
	assert_int_equal(theme->styles[ROLE_QUOTE_SCARE].attributes, STYLE_ITALIC);
	/* Not named: the parent's looks and the role's own attributes. */
	assert_int_equal(theme->styles[ROLE_CURRENT].background, 230);
	assert_int_equal(theme->styles[ROLE_CURRENT].attributes, STYLE_REVERSE);
	theme_free(theme);
	theme_free(NULL);
}

static void test_mistakes_are_told_with_their_place(void **state)
{
	(void)state;
	struct theme *theme = parse("text: {fg: white}\n"
				    "qoute: {fg: red}\n"
				    "quote: {fg: redd, wavy: true, bold: perhaps}\n"
				    "person: red\n"
				    "place: {bg: '#12345g', fg: 256}\n");
	static const struct {
		unsigned line;
		const char *says;
	} expected[] = {{2, "unknown role \"qoute\""}, {3, "unknown colour \"redd\""},
		{3, "unknown property \"wavy\""},
		{3, "expected true or false, not \"perhaps\""}, {4, "the looks of person"},
		{5, "unknown colour \"#12345g\""}, {5, "unknown colour \"256\""}};
	assert_int_equal(theme->diagnostics.count, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < theme->diagnostics.count; i++) {
		const struct diagnostic *diagnostic = &theme->diagnostics.items[i];
		assert_int_equal(diagnostic->line, expected[i].line);
		assert_true(diagnostic->column > 0);
		assert_true(str_starts(diagnostic->message, str_from(expected[i].says)));
	}
	/* What was wrong is left out, the rest holds. */
	assert_int_equal(theme->styles[ROLE_QUOTE].foreground, 7);
	assert_int_equal(theme->styles[ROLE_PLACE].foreground, 7);
	theme_free(theme);
}

static void test_what_is_no_theme_is_refused(void **state)
{
	(void)state;
	struct theme *theme;
	struct error err = {0};
	assert_false(theme_parse(STR("x"), STR("- a\n- b\n"), &theme, &err));
	assert_int_equal(err.code, ERR_PARSE);
	assert_int_equal(err.line, 1);
	assert_false(theme_parse(STR("x"), STR("text: {fg: red\nquote: ["), &theme, &err));
	assert_true(err.line >= 1);
	assert_false(theme_load("/nonexistent/night.yaml", &theme, &err));
	assert_non_null(strstr(err.msg, "/nonexistent/night.yaml"));
	theme = parse("");
	assert_int_equal(theme->styles[ROLE_TEXT].foreground, COLOUR_DEFAULT);
	theme_free(theme);
}

static void test_colours(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int32_t colour;
	} good[] = {{"default", -1}, {"black", 0}, {"bright-white", 15}, {"0", 0}, {"255", 255},
		{"#000000", COLOUR_RGB}, {"#FFaa00", COLOUR_RGB | 0xFFAA00}};
	int32_t colour;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(theme_colour(str_from(good[i].text), &colour));
		assert_int_equal(colour, good[i].colour);
	}
	const char *const bad[] = {
		"", "#fff", "#1234567", "#12345x", "256", "-1", "Red", "1e1"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(theme_colour(str_from(bad[i]), &colour));
}

static void test_fewer_colours(void **state)
{
	(void)state;
	const int32_t red = COLOUR_RGB | 0xFF0000, grey = COLOUR_RGB | 0x767676;
	assert_int_equal(theme_quantise(red, 1 << 24), red);
	assert_int_equal(theme_quantise(red, 256), 196);
	assert_int_equal(theme_quantise(grey, 256), 243);
	assert_int_equal(theme_quantise(red, 16), 9);
	assert_int_equal(theme_quantise(red, 8), 1);
	assert_int_equal(theme_quantise(red, 0), COLOUR_DEFAULT);
	assert_int_equal(theme_quantise(12, 8), 4);
	assert_int_equal(theme_quantise(12, 16), 12);
	assert_int_equal(theme_quantise(196, 16), 9);
	assert_int_equal(theme_quantise(COLOUR_DEFAULT, 256), COLOUR_DEFAULT);
	/* Every entry of the palette is its own nearest neighbour, or one of the same shade. */
	for (int32_t i = 16; i < 256; i++) {
		int32_t rgb = COLOUR_RGB | (int32_t)theme_palette(i);
		assert_int_equal(theme_palette(theme_quantise(rgb, 256)), theme_palette(i));
	}
}

static void test_every_shipped_theme_names_every_role(void **state)
{
	(void)state;
	for (size_t i = 0; i < SHIPPED; i++) {
		struct theme *theme = load(shipped[i]);
		assert_str(theme->name, shipped[i]);
		assert_true(theme->description.len > 0);
		if (theme->diagnostics.count > 0)
			fail_msg("%s:%u: %.*s", shipped[i], theme->diagnostics.items[0].line,
				STR_ARG(theme->diagnostics.items[0].message));
		/* What must be told from the text is told from it. */
		static const enum role distinct[] = {ROLE_QUOTE, ROLE_CURRENT, ROLE_SELECTION,
			ROLE_SEARCH, ROLE_SEARCH_CURRENT, ROLE_ANNOTATED, ROLE_PERSON,
			ROLE_LIST_CURRENT, ROLE_TAG_1, ROLE_TAG_8, ROLE_ERROR};
		for (size_t j = 0; j < sizeof distinct / sizeof *distinct; j++)
			assert_memory_not_equal(&theme->styles[distinct[j]],
				&theme->styles[ROLE_TEXT], sizeof(struct style));
		assert_memory_not_equal(&theme->styles[ROLE_SEARCH],
			&theme->styles[ROLE_SEARCH_CURRENT], sizeof(struct style));
		theme_free(theme);
	}
}

static void test_the_terminal_theme_uses_the_users_colours_only(void **state)
{
	(void)state;
	struct theme *theme = load("terminal"), *mono = load("mono");
	for (unsigned i = 0; i < ROLES; i++) {
		const struct style *style = &theme->styles[i];
		assert_true(style->foreground < 16 && style->background < 16);
		/* A background is never set without a foreground to go with it. */
		assert_true(style->background == COLOUR_DEFAULT ||
			    style->foreground != COLOUR_DEFAULT);
		assert_int_equal(mono->styles[i].foreground, COLOUR_DEFAULT);
		assert_int_equal(mono->styles[i].background, COLOUR_DEFAULT);
	}
	theme_free(theme);
	theme_free(mono);
}

/* Relative luminance and contrast as WCAG 2.1 defines them. */
static double luminance(int32_t colour)
{
	double sum = 0;
	static const double weights[3] = {0.2126, 0.7152, 0.0722};
	for (int i = 0; i < 3; i++) {
		double part = (colour >> (16 - 8 * i) & 255) / 255.0;
		part = part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
		sum += weights[i] * part;
	}
	return sum;
}

static double contrast(const struct style *style)
{
	double a = luminance(style->foreground), b = luminance(style->background);
	return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static void test_text_has_the_contrast_to_be_read(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		double least;
	} themes[] = {{"paper", 4.5}, {"night", 4.5}, {"contrast", 7}};
	for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
		struct theme *theme = load(themes[i].name);
		for (unsigned role = 0; role < ROLES; role++) {
			const struct style *style = &theme->styles[role];
			assert_true(style->foreground >= COLOUR_RGB &&
				    style->background >= COLOUR_RGB);
			if (role == ROLE_BORDER) /* lines, not text */
				continue;
			if (contrast(style) < themes[i].least)
				fail_msg("%s: %s has a contrast of %.2f", themes[i].name,
					role_name((enum role)role), contrast(style));
		}
		theme_free(theme);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles_inherit),
		cmocka_unit_test(test_mistakes_are_told_with_their_place),
		cmocka_unit_test(test_what_is_no_theme_is_refused),
		cmocka_unit_test(test_colours),
		cmocka_unit_test(test_fewer_colours),
		cmocka_unit_test(test_every_shipped_theme_names_every_role),
		cmocka_unit_test(test_the_terminal_theme_uses_the_users_colours_only),
		cmocka_unit_test(test_text_has_the_contrast_to_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
