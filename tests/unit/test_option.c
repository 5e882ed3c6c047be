#include "test.h"

#include "attache/app/option.h"

static struct str value_of(const struct options *options, const char *name)
{
	static struct buffer out;
	const struct option_row *row = option_find(str_from(name));
	assert_non_null(row);
	buffer_clear(&out);
	options_get(options, row, &out);
	return buffer_str(&out);
}

static unsigned set(struct options *options, const char *name, const char *value)
{
	struct error err = {0};
	unsigned effects = 99;
	if (!options_set(options, str_from(name), str_from(value), &effects, &err))
		fail_msg("%s", err.msg);
	return effects;
}

static void test_the_table_is_sound(void **state)
{
	(void)state;
	struct options options;
	options_init(&options);
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		assert_ptr_equal(option_find(str_from(row->name)), row);
		assert_true(strlen(row->help) < 60);
		assert_true(row->help[0] >= 'A' && row->help[0] <= 'Z');
		assert_str(value_of(&options, row->name), row->fallback);
		assert_true((row->kind == OPTION_CHOICE) == (row->choices != NULL));
		assert_true(row->kind != OPTION_NUMBER || row->min < row->max);
		assert_int_equal(set(&options, row->name, row->fallback), 0);
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(row->name, option_table[j].name);
			assert_int_not_equal(row->offset, option_table[j].offset);
		}
	}
	options_free(&options);
}

static void test_defaults(void **state)
{
	(void)state;
	struct options options;
	options_init(&options);
	assert_int_equal(options.measure, 72);
	assert_int_equal(options.sidebar_width, 38);
	assert_int_equal(options.scroll_margin, 3);
	assert_int_equal(options.doubtful, 60);
	assert_true(options.hints && options.follow && options.mouse && options.fold);
	assert_true(options.overview && options.resume);
	assert_false(options.indirect);
	assert_int_equal(options.sidebar, SIDEBAR_AUTO);
	assert_int_equal(options.colours, COLOURS_AUTO);
	assert_int_equal(options.background, BACKGROUND_AUTO);
	assert_string_equal(options.theme, "terminal");
	assert_string_equal(options.by, "");
	options_free(&options);
}

static void test_setting_tells_what_to_do(void **state)
{
	(void)state;
	struct options options;
	options_init(&options);
	assert_int_equal(set(&options, "measure", "60"), OPTION_RELAYOUT);
	assert_int_equal(set(&options, "measure", " 60 "), 0);
	assert_int_equal(options.measure, 60);
	assert_int_equal(set(&options, "mouse", "off"), OPTION_MOUSE);
	assert_int_equal(set(&options, "mouse", "No"), 0);
	assert_false(options.mouse);
	assert_int_equal(set(&options, "theme", "night"), OPTION_THEME);
	assert_string_equal(options.theme, "night");
	assert_int_equal(set(&options, "sidebar", "hide"), OPTION_RELAYOUT);
	assert_int_equal(options.sidebar, SIDEBAR_HIDE);
	assert_int_equal(set(&options, "colours", "true"), OPTION_THEME);
	assert_int_equal(options.colours, COLOURS_TRUE);
	assert_int_equal(set(&options, "by", "Zoë"), 0);
	assert_str(value_of(&options, "by"), "Zoë");
	assert_int_equal(set(&options, "by", options.by + 0), 0);
	assert_true(
		options_set(&options, STR("indirect"), STR("ON"), NULL, &(struct error){0}));
	assert_true(options.indirect);
	options_free(&options);
}

static void test_mistakes_say_what_is_allowed(void **state)
{
	(void)state;
	static const struct {
		const char *name, *value, *message;
		enum error_code code;
	} cases[] = {
		{"measure", "19", "measure is 20 to 200, not \"19\"", ERR_USAGE},
		{"measure", "201", "measure is 20 to 200, not \"201\"", ERR_USAGE},
		{"measure", "-3", "measure is 20 to 200, not \"-3\"", ERR_USAGE},
		{"measure", "", "measure is 20 to 200, not \"\"", ERR_USAGE},
		{"mouse", "maybe", "mouse is true or false, not \"maybe\"", ERR_USAGE},
		{"sidebar", "left", "sidebar is auto, show or hide, not \"left\"", ERR_USAGE},
		{"by", "a\nb", "by is text, not \"a\nb\"", ERR_USAGE},
		{"mesure", "60", "no option \"mesure\"; did you mean measure?", ERR_NOTFOUND},
		{"speed", "60", "no option \"speed\"", ERR_NOTFOUND},
	};
	struct options options;
	options_init(&options);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err = {0};
		unsigned effects = 7;
		assert_false(options_set(&options, str_from(cases[i].name),
			str_from(cases[i].value), &effects, &err));
		assert_string_equal(err.msg, cases[i].message);
		assert_int_equal(err.code, cases[i].code);
		assert_int_equal(effects, 7);
	}
	for (size_t i = 0; i < option_count; i++)
		assert_str(value_of(&options, option_table[i].name), option_table[i].fallback);
	options_free(&options);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_table_is_sound),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_setting_tells_what_to_do),
		cmocka_unit_test(test_mistakes_say_what_is_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
