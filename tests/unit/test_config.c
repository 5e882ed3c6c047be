#include "test.h"

#include "attache/app/config.h"

static struct options options;
static struct keymap *keymap;
static struct diagnostics diagnostics;

static int set_up(void **state)
{
	(void)state;
	options_init(&options);
	keymap = keymap_new();
	diagnostics = (struct diagnostics){0};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	options_free(&options);
	keymap_free(keymap);
	diagnostics_free(&diagnostics);
	return 0;
}

static void parse(const char *text)
{
	struct error err = {0};
	if (!config_parse(str_from(text), &options, keymap, &diagnostics, &err))
		fail_msg("%u:%u: %s", err.line, err.column, err.msg);
}

static struct str line_of(const char *name, enum context context)
{
	uint32_t key = 0;
	assert_true(key_parse(str_from(name), &key));
	return keymap_find(keymap, key, context);
}

static void test_options_and_bindings(void **state)
{
	(void)state;
	parse("# mine\n"
	      "measure: 66\n"
	      "theme: \"night\"\n"
	      "mouse: off\n"
	      "colours: 256\n"
	      "bind:\n"
	      "  C-t: tag warning\n"
	      "  \"] Right\": 3 quote-next\n"
	      "  \"1\": quotes\n"
	      "  sidebar:\n"
	      "    C-t: tag red-line\n"
	      "  q: \"\"\n");
	assert_int_equal(diagnostics.count, 0);
	assert_int_equal(options.measure, 66);
	assert_string_equal(options.theme, "night");
	assert_false(options.mouse);
	assert_int_equal(options.colours, COLOURS_256);
	assert_str(line_of("C-t", CONTEXT_ARTICLE), "tag warning");
	assert_str(line_of("C-t", CONTEXT_SIDEBAR), "tag red-line");
	assert_str(line_of("Right", CONTEXT_HELP), "3 quote-next");
	assert_str(line_of("1", CONTEXT_ARTICLE), "quotes");
}

static void test_an_empty_binding_takes_the_default_away(void **state)
{
	(void)state;
	struct error err;
	assert_true(keymap_bind(keymap, STR("q"), CONTEXT_ALL, STR("quit"), &err));
	parse("bind: {article: {q: \"\"}}\n");
	assert_str(line_of("q", CONTEXT_ARTICLE), "");
	assert_str(line_of("q", CONTEXT_HELP), "quit");
}

static void test_mistakes_are_told_with_their_place_and_the_rest_holds(void **state)
{
	(void)state;
	parse("mesure: 66\n"
	      "hints: perhaps\n"
	      "theme: [a, b]\n"
	      "bind:\n"
	      "  Dwon: line-down\n"
	      "  j: [line, 1]\n"
	      "  nowhere: {j: line-down}\n"
	      "  k: qoute-next\n"
	      "fold: no\n");
	static const struct {
		unsigned line, column;
		const char *says;
	} expected[] = {
		{1, 9, "no option \"mesure\"; did you mean measure?"},
		{2, 8, "hints is true or false, not \"perhaps\""},
		{3, 8, "expected one value for theme"},
		{5, 9, "no key is called \"Dwon\""},
		{6, 6, "expected a command line for \"j\""},
		{7, 12, "no context \"nowhere\": article, sidebar, select, adjudicate or help"},
		{8, 6, "no command qoute-next; did you mean quote-next?"},
	};
	assert_int_equal(diagnostics.count, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < diagnostics.count; i++) {
		assert_int_equal(diagnostics.items[i].line, expected[i].line);
		assert_int_equal(diagnostics.items[i].column, expected[i].column);
		assert_str(diagnostics.items[i].message, expected[i].says);
	}
	assert_false(options.fold);
	assert_true(options.hints);
	assert_str(line_of("k", CONTEXT_ARTICLE), "");
}

static void test_what_is_no_config_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		unsigned line;
	} cases[] = {{"- a\n- b\n", 1}, {"measure\n", 1}, {"measure: 60\nmeasure: 61\n", 2},
		{"hints: true\nbind: {j: [\n", 3}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = {0};
		assert_false(config_parse(
			str_from(cases[i].text), &options, keymap, &diagnostics, &err));
		assert_int_equal(err.code, ERR_PARSE);
		assert_int_equal(err.line, cases[i].line);
	}
	assert_int_equal(options.measure, 72);
	parse("");
	parse("# only a comment\n");
	parse("bind: {}\n");
}

static void test_files(void **state)
{
	(void)state;
	struct error err = {0};
	char *folder = test_folder();
	char *path = test_file(folder, "config.yaml", STR("measure: 50\n"));
	char *bad = test_file(folder, "bad.yaml", STR("measure: [\n"));
	assert_true(config_load(path, &options, keymap, &diagnostics, &err));
	assert_int_equal(options.measure, 50);
	assert_true(config_load("/nowhere/config.yaml", &options, keymap, &diagnostics, &err));
	assert_false(config_load(folder, &options, keymap, &diagnostics, &err));
	assert_false(config_load(bad, &options, keymap, &diagnostics, &err));
	assert_true(str_starts(str_from(err.msg), STR("cannot use ")));
	assert_int_equal(err.line, 2);
	test_folder_remove(folder);
	free(path);
	free(bad);
}

static void test_the_default_path_follows_the_environment(void **state)
{
	(void)state;
	static const struct {
		const char *config, *home, *path;
	} cases[] = {
		{"/c", "/h", "/c/attache/config.yaml"},
		{"relative", "/h", "/h/.config/attache/config.yaml"},
		{"", "/h", "/h/.config/attache/config.yaml"},
		{"", "", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		setenv("XDG_CONFIG_HOME", cases[i].config, 1);
		setenv("HOME", cases[i].home, 1);
		char *path = config_default_path();
		if (cases[i].path)
			assert_string_equal(path, cases[i].path);
		else
			assert_null(path);
		free(path);
	}
}

/* The printed config changes nothing as it is, and nothing with every sign # of a setting taken
 * away. */
static void test_the_default_config_says_the_defaults(void **state)
{
	(void)state;
	struct buffer text = {0}, uncommented = {0};
	config_write_default(&text);
	parse(text.data);
	for (struct str rest = buffer_str(&text), line; str_split(&rest, '\n', &line);) {
		bool setting = line.len > 1 && line.s[0] == '#' && line.s[1] != ' ';
		setting = setting || str_starts(line, STR("#  "));
		buffer_add(&uncommented,
			setting ? str_slice(line, (struct range){1, line.len}) : line);
		buffer_add_byte(&uncommented, '\n');
	}
	parse(uncommented.data);
	assert_int_equal(diagnostics.count, 0);
	struct buffer value = {0};
	for (size_t i = 0; i < option_count; i++) {
		buffer_clear(&value);
		options_get(&options, &option_table[i], &value);
		assert_str(buffer_str(&value), option_table[i].fallback);
		assert_int_not_equal(
			str_find(buffer_str(&text), str_from(option_table[i].name)), SIZE_MAX);
	}
	assert_str(line_of("C-t", CONTEXT_ARTICLE), "tag warning");
	buffer_free(&value);
	buffer_free(&text);
	buffer_free(&uncommented);
}

#define config_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		config_test(test_options_and_bindings),
		config_test(test_an_empty_binding_takes_the_default_away),
		config_test(test_mistakes_are_told_with_their_place_and_the_rest_holds),
		config_test(test_what_is_no_config_is_refused),
		config_test(test_files),
		config_test(test_the_default_path_follows_the_environment),
		config_test(test_the_default_config_says_the_defaults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
