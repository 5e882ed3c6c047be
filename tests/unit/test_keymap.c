#include "test.h"

#include "attache/app/keymap.h"

static void bind(struct keymap *keymap, const char *keys, unsigned contexts, const char *line)
{
	struct error err = {0};
	if (!keymap_bind(keymap, str_from(keys), contexts, str_from(line), &err))
		fail_msg("%s", err.msg);
}

static struct str line_of(const struct keymap *keymap, const char *name, enum context context)
{
	uint32_t key = 0;
	assert_true(key_parse(str_from(name), &key));
	return keymap_find(keymap, key, context);
}

static struct str keys_of(const struct keymap *keymap, const char *line, unsigned contexts)
{
	static struct buffer out;
	buffer_clear(&out);
	keymap_keys_of(keymap, str_from(line), contexts, &out);
	return buffer_str(&out);
}

static void test_each_key_of_a_list_runs_the_line_where_it_is_bound(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_new();
	bind(keymap, " j  Down\tC-n ", CONTEXT_ARTICLE | CONTEXT_HELP, "line 1");
	static const char *const keys[] = {"j", "Down", "C-n"};
	for (size_t i = 0; i < 3; i++) {
		assert_str(line_of(keymap, keys[i], CONTEXT_ARTICLE), "line 1");
		assert_str(line_of(keymap, keys[i], CONTEXT_HELP), "line 1");
		assert_str(line_of(keymap, keys[i], CONTEXT_SIDEBAR), "");
	}
	assert_str(line_of(keymap, "k", CONTEXT_ARTICLE), "");
	keymap_free(keymap);
	keymap_free(NULL);
}

static void test_later_bindings_win_and_empty_ones_unbind(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_new();
	bind(keymap, "t", CONTEXT_ALL, "tag");
	bind(keymap, "t", CONTEXT_SELECT, " tag warning ");
	assert_str(line_of(keymap, "t", CONTEXT_ARTICLE), "tag");
	assert_str(line_of(keymap, "t", CONTEXT_SELECT), "tag warning");
	bind(keymap, "t", CONTEXT_ARTICLE, "");
	assert_str(line_of(keymap, "t", CONTEXT_ARTICLE), "");
	assert_str(line_of(keymap, "t", CONTEXT_SIDEBAR), "tag");
	keymap_free(keymap);
}

static void test_a_bad_name_binds_nothing(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_new();
	struct error err = {0};
	assert_false(keymap_bind(keymap, STR("j Dwon"), CONTEXT_ALL, STR("line 1"), &err));
	assert_int_equal(err.code, ERR_PARSE);
	assert_string_equal(err.msg, "no key is called \"Dwon\"");
	assert_str(line_of(keymap, "j", CONTEXT_ARTICLE), "");
	assert_false(keymap_bind(keymap, STR("  "), CONTEXT_ALL, STR("line 1"), &err));
	assert_false(keymap_bind(keymap, STR("j"), CONTEXT_ALL, STR("line\n1"), &err));
	assert_str(line_of(keymap, "j", CONTEXT_ARTICLE), "");
	keymap_free(keymap);
}

static void test_the_keys_of_a_command(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_new();
	bind(keymap, "C-t", CONTEXT_ARTICLE, "tag warning");
	bind(keymap, "t", CONTEXT_ARTICLE | CONTEXT_SELECT, "tag");
	bind(keymap, "Enter", CONTEXT_SELECT, "tag");
	bind(keymap, "C-d", CONTEXT_ARTICLE, "half-page 1");
	bind(keymap, "C-u", CONTEXT_ARTICLE, "half-page -1");
	assert_str(keys_of(keymap, "tag", CONTEXT_ALL), "t Enter");
	assert_str(keys_of(keymap, "tag", CONTEXT_ARTICLE), "t");
	assert_str(keys_of(keymap, "tag warning", CONTEXT_ALL), "C-t");
	assert_str(keys_of(keymap, "half-page", CONTEXT_ALL), "C-d C-u");
	assert_str(keys_of(keymap, "half", CONTEXT_ALL), "");
	assert_str(keys_of(keymap, "tag", CONTEXT_HELP), "");
	assert_str(keys_of(keymap, "", CONTEXT_ALL), "");
	keymap_free(keymap);
}

static void test_a_walk_visits_every_binding_once(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_new();
	struct buffer seen = {0};
	bind(keymap, "q", CONTEXT_ALL, "quit");
	bind(keymap, "q", CONTEXT_HELP, "close");
	bind(keymap, "x", CONTEXT_ARTICLE, "gone");
	bind(keymap, "x", CONTEXT_ARTICLE, "");
	bind(keymap, "j", CONTEXT_ARTICLE | CONTEXT_SIDEBAR, "line 1");
	struct key_binding binding = {0};
	while (keymap_next(keymap, &binding)) {
		char name[24];
		key_name(binding.key, name);
		buffer_format(
			&seen, "%s %u %.*s\n", name, binding.contexts, STR_ARG(binding.line));
	}
	assert_str(buffer_str(&seen), "q 23 quit\nq 8 close\nj 3 line 1\n");
	buffer_free(&seen);
	keymap_free(keymap);
}

/* Enough keys that the table grows several times. */
static void test_many_keys_are_all_found(void **state)
{
	(void)state;
	struct keymap *keymap = keymap_new();
	struct buffer line = {0};
	for (uint32_t pass = 0; pass < 2; pass++) {
		for (uint32_t key = 0x4E00; key < 0x4E00 + 2000; key++) {
			char name[24];
			key_name(key, name);
			buffer_clear(&line);
			buffer_format(&line, "run %u", key);
			if (pass == 0)
				bind(keymap, name, CONTEXT_ARTICLE, line.data);
			else
				assert_str(
					keymap_find(keymap, key, CONTEXT_ARTICLE), line.data);
		}
	}
	assert_str(keymap_find(keymap, 0x4DFF, CONTEXT_ARTICLE), "");
	buffer_free(&line);
	keymap_free(keymap);
}

static void test_contexts_have_names(void **state)
{
	(void)state;
	for (unsigned bit = 1; bit < CONTEXT_ALL; bit <<= 1) {
		enum context context;
		assert_true(context_from(str_from(context_name((enum context)bit)), &context));
		assert_int_equal(context, bit);
	}
	enum context context;
	assert_false(context_from(STR("nowhere"), &context));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_key_of_a_list_runs_the_line_where_it_is_bound),
		cmocka_unit_test(test_later_bindings_win_and_empty_ones_unbind),
		cmocka_unit_test(test_a_bad_name_binds_nothing),
		cmocka_unit_test(test_the_keys_of_a_command),
		cmocka_unit_test(test_a_walk_visits_every_binding_once),
		cmocka_unit_test(test_many_keys_are_all_found),
		cmocka_unit_test(test_contexts_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
