#include "test.h"

#include "attache/app/state.h"
#include "attache/base/file.h"

#include <sys/stat.h>

static char *folder;

static int set_up(void **state)
{
	(void)state;
	folder = test_folder();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	test_folder_remove(folder);
	return 0;
}

static const char *hash(const char *text)
{
	static char hex[65];
	file_sha256(str_from(text), hex);
	return hex;
}

static void put(const char *path, const char *text, size_t offset)
{
	struct error err = {0};
	const struct state_article article = {path, hash(text)};
	if (!state_position_set(folder, &article, offset, &err))
		fail_msg("%s", err.msg);
}

/* The position as known, -1 when it is not. */
static long get(const char *path, const char *text)
{
	const struct state_article article = {path, hash(text)};
	size_t offset;
	return state_position_get(folder, &article, &offset) ? (long)offset : -1;
}

static void test_a_position_is_known_again(void **state)
{
	(void)state;
	assert_int_equal(get("/a/one.txt", "one"), -1);
	put("/a/one.txt", "one", 120);
	put("/a/two words.txt", "two", 7);
	assert_int_equal(get("/a/one.txt", "one"), 120);
	assert_int_equal(get("/a/two words.txt", "two"), 7);
	put("/a/one.txt", "one", 0);
	assert_int_equal(get("/a/one.txt", "one"), 0);
}

static void test_moved_and_changed_articles_are_known_again(void **state)
{
	(void)state;
	put("/a/one.txt", "one", 120);
	put("/a/two.txt", "two", 7);
	assert_int_equal(get("/b/moved.txt", "one"), 120);
	assert_int_equal(get("/a/one.txt", "one, corrected"), 120);
	/* What it says goes before what it is called. */
	assert_int_equal(get("/a/two.txt", "one"), 120);
	assert_int_equal(get("/b/other.txt", "other"), -1);
	put("/a/one.txt", "one, corrected", 99);
	assert_int_equal(get("/a/one.txt", "one, corrected"), 99);
	/* A copy has a place of its own. */
	put("/a/copy.txt", "two", 8);
	assert_int_equal(get("/a/two.txt", "two"), 7);
	assert_int_equal(get("/a/copy.txt", "two"), 8);
}

static void test_the_oldest_are_forgotten(void **state)
{
	(void)state;
	struct buffer text = {0}, path = {0};
	char hex[65];
	for (unsigned i = 0; i < STATE_POSITIONS_MAX + 50; i++) {
		char name[16];
		snprintf(name, sizeof name, "old %u", i);
		file_sha256(str_from(name), hex);
		buffer_format(&text, "%s %u /old/%u.txt\n", hex, i, i);
	}
	buffer_format(&path, "%s/positions", folder);
	struct error err;
	assert_true(file_write_atomic(path.data, buffer_str(&text), NULL, &err));
	put("/new.txt", "new", 1);
	struct buffer after = test_read(path.data);
	size_t lines = 0;
	for (size_t i = 0; i < after.len; i++)
		lines += after.data[i] == '\n';
	assert_int_equal(lines, STATE_POSITIONS_MAX);
	assert_int_equal(get("/new.txt", "new"), 1);
	assert_int_equal(get("/old/0.txt", "old 0"), 0);
	assert_int_equal(get("/old/998.txt", "old 998"), 998);
	assert_int_equal(get("/old/999.txt", "old 999"), -1);
	buffer_free(&after);
	buffer_free(&text);
	buffer_free(&path);
}

static void test_a_damaged_file_costs_its_damaged_lines_only(void **state)
{
	(void)state;
	put("/a/one.txt", "one", 120);
	struct buffer path = {0}, text = {0};
	struct error err;
	buffer_format(&path, "%s/positions", folder);
	text = test_read(path.data);
	buffer_add(&text, STR("\n\xFF\xFE 12 /x\nabc 3 /y\n\0\0\0\n"));
	buffer_format(&text, "%s x /z\n%s 99999999999999999999999 /z\n%s 5 relative\n%s 5",
		hash("z"), hash("z"), hash("z"), hash("z"));
	assert_true(file_write_atomic(path.data, buffer_str(&text), NULL, &err));
	assert_int_equal(get("/a/one.txt", "one"), 120);
	assert_int_equal(get("/z", "z"), -1);
	put("/a/two.txt", "two", 7);
	struct buffer after = test_read(path.data);
	size_t lines = 0;
	for (size_t i = 0; i < after.len; i++)
		lines += after.data[i] == '\n';
	assert_int_equal(lines, 2);
	assert_int_equal(get("/a/one.txt", "one"), 120);
	buffer_free(&after);
	buffer_free(&text);
	buffer_free(&path);
}

static void test_without_a_folder_nothing_is_remembered(void **state)
{
	(void)state;
	struct error err = {0};
	struct line_history history = {0};
	const struct state_article article = {"/a", hash("a")};
	size_t offset;
	assert_true(state_position_set(NULL, &article, 3, &err));
	assert_false(state_position_get(NULL, &article, &offset));
	assert_true(state_history_save(NULL, "commands", &history, &err));
	state_history_load(NULL, "commands", &history);
	assert_int_equal(history.count, 0);
	put("/a/with\nnewline", "a", 3);
	assert_int_equal(get("/a/with\nnewline", "a"), -1);
}

static void test_the_folder_is_made_and_is_the_readers_own(void **state)
{
	(void)state;
	struct error err = {0};
	struct buffer deep = {0};
	struct stat status;
	const struct state_article article = {"/a", hash("a")};
	size_t offset;
	buffer_format(&deep, "%s/state/attache", folder);
	assert_true(state_position_set(deep.data, &article, 3, &err));
	assert_true(state_position_get(deep.data, &article, &offset));
	assert_int_equal(offset, 3);
	assert_int_equal(stat(deep.data, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	/* A file stands where the folder should be. */
	buffer_add_cstr(&deep, "/positions/no");
	assert_false(state_position_set(deep.data, &article, 3, &err));
	assert_int_not_equal(err.msg[0], '\0');
	buffer_free(&deep);
}

static void test_histories_of_two_programs_are_merged(void **state)
{
	(void)state;
	struct error err = {0};
	struct line_history first = {0}, second = {0}, all = {0};
	line_history_add(&first, STR("theme night"));
	line_history_add(&first, STR("set measure 60"));
	line_history_add(&second, STR("tag warning"));
	line_history_add(&second, STR("theme night"));
	assert_true(state_history_save(folder, "commands", &first, &err));
	assert_true(state_history_save(folder, "commands", &second, &err));
	state_history_load(folder, "commands", &all);
	assert_int_equal(all.count, 3);
	assert_string_equal(all.items[0], "set measure 60");
	assert_string_equal(all.items[1], "tag warning");
	assert_string_equal(all.items[2], "theme night");
	line_history_free(&all);
	state_history_load(folder, "searches", &all);
	assert_int_equal(all.count, 0);
	line_history_free(&first);
	line_history_free(&second);
}

static void test_the_default_folder_follows_the_environment(void **state)
{
	(void)state;
	setenv("HOME", "/h", 1);
	setenv("XDG_STATE_HOME", "/s", 1);
	char *path = state_default_folder();
	assert_string_equal(path, "/s/attache");
	free(path);
	unsetenv("XDG_STATE_HOME");
	path = state_default_folder();
	assert_string_equal(path, "/h/.local/state/attache");
	free(path);
	unsetenv("HOME");
	assert_null(state_default_folder());
}

#define state_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		state_test(test_a_position_is_known_again),
		state_test(test_moved_and_changed_articles_are_known_again),
		state_test(test_the_oldest_are_forgotten),
		state_test(test_a_damaged_file_costs_its_damaged_lines_only),
		state_test(test_without_a_folder_nothing_is_remembered),
		state_test(test_the_folder_is_made_and_is_the_readers_own),
		state_test(test_histories_of_two_programs_are_merged),
		state_test(test_the_default_folder_follows_the_environment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
