#include "test.h"

#include "attache/base/grapheme.h"
#include "attache/view/grid.h"

static struct str dump(const struct grid *grid, bool with_roles)
{
	static struct buffer out;
	buffer_clear(&out);
	grid_dump(grid, &out, with_roles);
	return buffer_str(&out);
}

/* A wide cell is followed by an empty one and nothing else is empty; text is printable. */
static void check(const struct grid *grid)
{
	for (unsigned row = 0; row < grid->rows; row++) {
		const struct cell *cells = grid->cells + (size_t)row * grid->columns;
		for (unsigned i = 0; i < grid->columns; i++) {
			if (cells[i].width == 2) {
				assert_true(i + 1 < grid->columns);
				assert_int_equal(cells[i + 1].width, 0);
			} else if (cells[i].width == 0) {
				assert_true(i > 0 && cells[i - 1].width == 2);
				assert_int_equal(cells[i].length, 0);
			}
			if (cells[i].width > 0) {
				assert_in_range(cells[i].length, 1, GRID_CLUSTER_MAX);
				assert_false((unsigned char)cells[i].cluster[0] < ' ');
			}
		}
	}
}

static void test_put_cuts_at_width_and_edge(void **state)
{
	(void)state;
	struct grid *grid = grid_new(2, 6);
	assert_int_equal(grid_put(grid, 0, 0, 4, STR("Geneva"), ROLE_TEXT), 4);
	assert_int_equal(grid_put(grid, 1, 4, 10, STR("Oslo"), ROLE_PLACE), 2);
	assert_int_equal(grid_put(grid, 2, 0, 10, STR("below"), ROLE_TEXT), 0);
	assert_int_equal(grid_put(grid, 0, 6, 10, STR("beside"), ROLE_TEXT), 0);
	assert_str(dump(grid, true), "Gene\n    Os\n  roles: 4-5 place\n");
	grid_free(grid);
	grid_free(NULL);
}

static void test_a_wide_cluster_is_not_cut_in_half(void **state)
{
	(void)state;
	struct grid *grid = grid_new(1, 5);
	assert_int_equal(grid_put(grid, 0, 0, 3, STR("王毅"), ROLE_PERSON), 2);
	assert_str(dump(grid, false), "王\n");
	check(grid);
	assert_int_equal(grid_put(grid, 0, 4, 5, STR("王"), ROLE_TEXT), 0);
	check(grid);
	grid_free(grid);
}

static void test_writing_over_half_of_a_wide_cluster_clears_the_other(void **state)
{
	(void)state;
	struct grid *grid = grid_new(1, 6);
	grid_put(grid, 0, 0, 6, STR("王毅说"), ROLE_TEXT);
	grid_put(grid, 0, 1, 1, STR("x"), ROLE_TEXT);
	assert_str(dump(grid, false), " x毅说\n");
	grid_put(grid, 0, 4, 1, STR("y"), ROLE_TEXT);
	assert_str(dump(grid, false), " x毅y\n");
	grid_put(grid, 0, 1, 2, STR("安"), ROLE_TEXT);
	assert_str(dump(grid, false), " 安 y\n");
	check(grid);
	grid_free(grid);
}

static void test_nothing_hostile_gets_in(void **state)
{
	(void)state;
	struct grid *grid = grid_new(1, 40);
	grid_put(grid, 0, 0, 40,
		STR("\033[31m\a\r\n\t\x7f \xC2\x9B\xE2\x80\xAE\xE2\x80\x8B\xEF\xBB\xBF"
		    "\xC2\xAD\xF3\xA0\x81\xA1."),
		ROLE_TEXT);
	struct str text = dump(grid, false);
	for (size_t i = 0; i + 1 < text.len; i++)
		assert_false((unsigned char)text.s[i] < ' ' || text.s[i] == 0x7F);
	const char *const bad[] = {"\xC2\x9B", "\xE2\x80\xAE", "\xE2\x80\x8B", "\xEF\xBB\xBF",
		"\xF3\xA0\x81\xA1", "\xC2\xAD"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(str_find(text, str_from(bad[i])), SIZE_MAX);
	assert_true(str_starts(text, STR("␛[31m␇␍␊␉␡ ")));
	check(grid);
	grid_free(grid);
}

static void test_clusters_take_the_columns_the_terminal_gives_them(void **state)
{
	(void)state;
	static const struct {
		const char *text, *drawn;
		unsigned columns;
	} cases[] = {
		{"e\xCC\x81", "e\xCC\x81", 1},     /* a combining accent */
		{"\xCC\x81x", "\xE2\x97\x8Cx", 2}, /* with nothing to stand on */
		{"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "\xF0\x9F\x91\xA9",
			2},                                                  /* joined */
		{"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", "\xF0\x9F\x91\x8D", 2}, /* skin tone */
		{"\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4", 1}, /* emoji selector */
		{"a\xCC\x80\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85",
			"a\xCC\x80\xCC\x81\xCC\x82\xCC\x83",
			1}, /* more marks than a cell keeps */
	};
	struct grid *grid = grid_new(1, 8);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		grid_clear(grid);
		assert_int_equal(grid_put(grid, 0, 0, 8, str_from(cases[i].text), ROLE_TEXT),
			cases[i].columns);
		struct str text = dump(grid, false);
		text.len--;
		assert_str(text, cases[i].drawn);
		check(grid);
	}
	grid_free(grid);
}

static void test_field_fills_or_ends_in_an_ellipsis(void **state)
{
	(void)state;
	struct grid *grid = grid_new(3, 10);
	for (unsigned row = 0; row < 3; row++)
		grid_put(grid, row, 0, 10, STR("xxxxxxxxxx"), ROLE_TEXT);
	grid_put_field(grid, 0, 1, 8, STR("Lena Aru"), ROLE_PERSON);
	grid_put_field(grid, 1, 1, 7, STR("Lena Aru"), ROLE_PERSON);
	grid_put_field(grid, 2, 1, 6, STR("王毅部长"), ROLE_PERSON);
	assert_str(dump(grid, false), "xLena Arux\nxLena A…xx\nx王毅… xxx\n");
	check(grid);
	grid_put_field(grid, 0, 0, 0, STR("Lena"), ROLE_PERSON);
	assert_str(dump(grid, false), "xLena Arux\nxLena A…xx\nx王毅… xxx\n");
	grid_free(grid);
}

static void test_paint_keeps_the_text(void **state)
{
	(void)state;
	struct grid *grid = grid_new(1, 8);
	grid_put(grid, 0, 0, 8, STR("red line"), ROLE_TEXT);
	grid_paint(grid, 0, 4, 99, ROLE_QUOTE, 1 | 4);
	grid_paint(grid, 5, 0, 8, ROLE_QUOTE, 0);
	assert_str(dump(grid, true), "red line\n  roles: 4-7 quote+bold+underline\n");
	grid_fill(grid, 0, 0, 9, 5, ROLE_STATUS);
	assert_str(
		dump(grid, true), "     ine\n  roles: 0-4 status, 5-7 quote+bold+underline\n");
	grid_free(grid);
}

static void test_resize_and_empty(void **state)
{
	(void)state;
	struct grid *grid = grid_new(0, 0);
	assert_int_equal(grid_put(grid, 0, 0, 5, STR("x"), ROLE_TEXT), 0);
	grid_fill(grid, 0, 0, 3, 3, ROLE_TEXT);
	grid->bell = grid->cursor_visible = true;
	grid_resize(grid, 1, 2);
	assert_false(grid->bell || grid->cursor_visible);
	grid_put(grid, 0, 0, 2, STR("ab"), ROLE_TEXT);
	grid_resize(grid, 1, 2);
	assert_str(dump(grid, false), "\n");
	grid_free(grid);
}

static void test_random_writes_keep_cells_whole(void **state)
{
	(void)state;
	static const char *const texts[] = {"王", "a", "e\xCC\x81", "\033", "한국어",
		"\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5", "\xE2\x80\x8D", "कि",
		"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "plain"};
	struct test_random random = {7};
	struct grid *grid = grid_new(3, 9);
	for (unsigned i = 0; i < 4000; i++) {
		struct str text = str_from(
			texts[test_random_below(&random, sizeof texts / sizeof *texts)]);
		unsigned row = (unsigned)test_random_below(&random, 4);
		unsigned column = (unsigned)test_random_below(&random, 10);
		unsigned columns = (unsigned)test_random_below(&random, 10);
		if (i % 3 == 0) {
			grid_put_field(grid, row, column, columns, text, ROLE_TEXT);
		} else {
			unsigned used = grid_put(grid, row, column, columns, text, ROLE_TEXT);
			assert_true(used <= columns);
		}
		check(grid);
	}
	grid_free(grid);
}

static void test_only_web_addresses_are_links(void **state)
{
	(void)state;
	struct grid *grid = grid_new(2, 20);
	grid_link(grid, 0, 15, 30, STR("https://example.org/a?b=1"));
	assert_string_equal(grid->link, "https://example.org/a?b=1");
	assert_int_equal(grid->link_columns, 5);
	grid_clear(grid);
	assert_string_equal(grid->link, "");
	static const char *const others[] = {"javascript:alert(1)", "file:///etc/passwd",
		"https://example.org/\033]0;x\a", "https://example.org/a b",
		"https://example.org/\xC3\xA9", ""};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		grid_link(grid, 0, 1, 5, str_from(others[i]));
		assert_string_equal(grid->link, "");
	}
	grid_free(grid);
}

int main(void)
{
	if (!grapheme_locale())
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_web_addresses_are_links),
		cmocka_unit_test(test_put_cuts_at_width_and_edge),
		cmocka_unit_test(test_a_wide_cluster_is_not_cut_in_half),
		cmocka_unit_test(test_writing_over_half_of_a_wide_cluster_clears_the_other),
		cmocka_unit_test(test_nothing_hostile_gets_in),
		cmocka_unit_test(test_clusters_take_the_columns_the_terminal_gives_them),
		cmocka_unit_test(test_field_fills_or_ends_in_an_ellipsis),
		cmocka_unit_test(test_paint_keeps_the_text),
		cmocka_unit_test(test_resize_and_empty),
		cmocka_unit_test(test_random_writes_keep_cells_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
