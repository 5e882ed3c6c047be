/* The command table: what every row must hold, whoever adds one. */
#include "test.h"

#include "attache/app/command.h"
#include "attache/base/grapheme.h"

#define HELP_COLUMNS 60

static void test_names_are_unique(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count; i++)
		for (size_t j = i + 1; j < command_count; j++)
			assert_string_not_equal(command_table[i].name, command_table[j].name);
}

static void test_every_key_has_a_name_that_parses(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count; i++) {
		struct str rest = str_from(command_table[i].keys), name;
		while (str_split(&rest, ' ', &name)) {
			uint32_t key;
			char again[24];
			assert_true(key_parse(name, &key));
			key_name(key, again);
			assert_str(name, again);
		}
	}
}

static void test_no_key_means_two_things_in_a_context(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count; i++)
		for (size_t j = i + 1; j < command_count; j++) {
			struct str rest = str_from(command_table[i].keys), key, other;
			if (!(command_table[i].contexts & command_table[j].contexts))
				continue;
			while (str_split(&rest, ' ', &key)) {
				struct str others = str_from(command_table[j].keys);
				while (str_split(&others, ' ', &other))
					if (str_equal(key, other))
						fail_msg("%.*s runs %s and %s", STR_ARG(key),
							command_table[i].name,
							command_table[j].name);
			}
		}
}

static void test_help_fits_its_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count; i++) {
		struct str help = str_from(command_table[i].help);
		assert_true(help.len > 0);
		assert_in_range(grapheme_text_width(help), 1, HELP_COLUMNS - 1);
		assert_false(str_ends(help, STR(".")));
	}
}

static void test_every_row_can_run_somewhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count; i++) {
		assert_non_null(command_table[i].run);
		assert_non_null(command_table[i].group);
		assert_true(command_table[i].contexts != 0);
		assert_true((command_table[i].args != NULL) ==
			    (command_table[i].argument != ARGUMENT_NONE));
	}
}

/* Groups are headings of the help: a group that comes twice would have two. */
static void test_groups_stand_together(void **state)
{
	(void)state;
	for (size_t i = 1; i < command_count; i++) {
		if (strcmp(command_table[i].group, command_table[i - 1].group) == 0)
			continue;
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(command_table[j].group, command_table[i].group);
	}
}

static void test_default_keys_run_their_commands(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_new();
	command_bind_defaults(keymap);
	assert_str(keymap_find(keymap, ']', CONTEXT_ARTICLE), "quote-next");
	assert_str(keymap_find(keymap, 'j', CONTEXT_ARTICLE), "line-down");
	assert_str(keymap_find(keymap, 'j', CONTEXT_SIDEBAR), "item-down");
	assert_str(keymap_find(keymap, 'w', CONTEXT_SELECT), "select-word");
	assert_str(keymap_find(keymap, 'w', CONTEXT_ARTICLE), "");
	keymap_free(keymap);
}

static void test_a_mistyped_command_has_a_neighbour(void **state)
{
	(void)state;
	assert_string_equal(command_nearest(STR("qiut")), "quit");
	assert_string_equal(command_nearest(STR("thme")), "theme");
	assert_null(command_nearest(STR("xyzzyxyzzy")));
}

static void test_a_line_splits_into_name_and_arguments(void **state)
{
	(void)state;
	struct str name, arguments;
	command_split(STR("  tag  red-line  warning "), &name, &arguments);
	assert_str(name, "tag");
	assert_str(arguments, "red-line  warning");
	command_split(STR("quit"), &name, &arguments);
	assert_str(name, "quit");
	assert_int_equal(arguments.len, 0);
	command_split(STR(""), &name, &arguments);
	assert_int_equal(name.len, 0);
}

int main(void)
{
	grapheme_locale();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_unique),
		cmocka_unit_test(test_every_key_has_a_name_that_parses),
		cmocka_unit_test(test_no_key_means_two_things_in_a_context),
		cmocka_unit_test(test_help_fits_its_column),
		cmocka_unit_test(test_every_row_can_run_somewhere),
		cmocka_unit_test(test_groups_stand_together),
		cmocka_unit_test(test_default_keys_run_their_commands),
		cmocka_unit_test(test_a_mistyped_command_has_a_neighbour),
		cmocka_unit_test(test_a_line_splits_into_name_and_arguments),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
