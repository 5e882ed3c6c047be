/* The command table: what its many readers rely on. */
#include "test.h"

#include "attache/app/command.h"

static void test_rows_are_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count; i++) {
		const struct command *command = &command_table[i];
		struct str name = str_from(command->name);
		assert_true(name.len > 0 && name.len <= 24);
		size_t letters = str_ends(name, STR("!")) ? name.len - 1 : name.len;
		for (size_t j = 0; j < letters; j++)
			assert_true((name.s[j] >= 'a' && name.s[j] <= 'z') || name.s[j] == '-');
		assert_non_null(command->run);
		assert_non_null(command->group);
		assert_true(command->contexts != 0 && !(command->contexts & ~CONTEXT_ALL));
		assert_true(strlen(command->help) < 60);
		assert_true(command->help[0] >= 'A' && command->help[0] <= 'Z');
		assert_false(str_ends(str_from(command->help), STR(".")));
		assert_true(!command->hint || strlen(command->hint) <= 12);
		assert_true(command->argument == ARGUMENT_NONE || command->args);
	}
}

static void test_names_are_unique_and_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count; i++)
		assert_ptr_equal(
			command_find(str_from(command_table[i].name)), &command_table[i]);
	assert_null(command_find(STR("")));
	assert_null(command_find(STR("nosuch")));
	assert_string_equal(command_nearest(STR("qiut")), "quit");
	assert_null(command_nearest(STR("zanzibar")));
}

/* Every default key parses, and runs its own command in every context it is for: no two
 * commands are on one key. */
static void test_no_two_commands_are_on_one_key(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_new();
	command_bind_defaults(keymap);
	for (size_t i = 0; i < command_count; i++) {
		const struct command *command = &command_table[i];
		struct str rest = str_from(command->keys), name;
		while (rest.len && str_split(&rest, ' ', &name)) {
			uint32_t key = 0;
			if (!key_parse(name, &key))
				fail_msg("%s: no key %.*s", command->name, STR_ARG(name));
			for (unsigned bit = 1; bit <= CONTEXT_ALL; bit <<= 1) {
				if (!(command->contexts & bit))
					continue;
				struct str line = keymap_find(keymap, key, (enum context)bit);
				if (!str_equal(line, str_from(command->name)))
					fail_msg("%.*s in %s runs %.*s, not %s", STR_ARG(name),
						context_name((enum context)bit), STR_ARG(line),
						command->name);
			}
		}
	}
	keymap_free(keymap);
}

/* A group's commands stand together, so that the help needs no sorting. */
static void test_groups_are_in_one_piece(void **state)
{
	(void)state;
	for (size_t i = 1; i < command_count; i++) {
		if (strcmp(command_table[i].group, command_table[i - 1].group) == 0)
			continue;
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(command_table[i].group, command_table[j].group);
	}
}

static void test_lines_are_taken_apart(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		{"tag warning red-line", "tag", "warning red-line"}, {"quit", "quit", ""},
		{"  set   measure 60 ", "set", "measure 60"}, {"", "", ""}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str name, arguments;
		command_split(str_from(cases[i][0]), &name, &arguments);
		assert_str(name, cases[i][1]);
		assert_str(arguments, cases[i][2]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_whole),
		cmocka_unit_test(test_names_are_unique_and_found),
		cmocka_unit_test(test_no_two_commands_are_on_one_key),
		cmocka_unit_test(test_groups_are_in_one_piece),
		cmocka_unit_test(test_lines_are_taken_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
