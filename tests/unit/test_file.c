#include "test.h"

#include "attache/base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static size_t entries(const char *folder)
{
	size_t count = 0;
	DIR *handle = opendir(folder);
	assert_non_null(handle);
	while (readdir(handle))
		count++;
	closedir(handle);
	return count - 2;
}

static void test_read_appends_all_bytes(void **state)
{
	(void)state;
	char *folder = test_folder();
	char *path = test_file(folder, "a b\nc.txt", (struct str){"x\0y", 3});
	struct buffer out = {0};
	struct file_stamp stamp;
	struct error err;
	buffer_add_cstr(&out, ">");
	assert_true(file_read(path, 0, &out, &stamp, &err));
	assert_int_equal(out.len, 4);
	assert_memory_equal(out.data, ">x\0y", 5);
	assert_int_equal(stamp.size, 3);
	assert_true(file_read("/dev/null", 0, &out, NULL, &err));
	assert_int_equal(out.len, 4);
	buffer_free(&out);
	free(path);
	test_folder_remove(folder);
}

static void test_read_failures_leave_the_buffer(void **state)
{
	(void)state;
	char *folder = test_folder();
	char *path = test_file(folder, "large", STR("0123456789"));
	struct buffer out = {0};
	struct error err;
	buffer_add_cstr(&out, "kept");
	assert_false(file_read(folder, 0, &out, NULL, &err));
	assert_int_equal(err.code, ERR_SYS);
	assert_false(file_read("/nowhere/at/all", 0, &out, NULL, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	assert_false(file_read(path, 9, &out, NULL, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	assert_false(file_read("/dev/zero", 1000, &out, NULL, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	assert_str(buffer_str(&out), "kept");
	assert_true(file_read(path, 10, &out, NULL, &err));
	buffer_free(&out);
	free(path);
	test_folder_remove(folder);
}

static void test_write_replaces_whole_and_leaves_nothing(void **state)
{
	(void)state;
	char *folder = test_folder();
	char *path = test_file(folder, "notes.yaml", STR("old, and longer than the new"));
	struct file_stamp written, now;
	struct error err;
	assert_int_equal(chmod(path, 0640), 0);
	assert_true(file_write_atomic(path, STR("new"), &written, &err));
	struct buffer content = test_read(path);
	assert_str(buffer_str(&content), "new");
	assert_int_equal(entries(folder), 1);
	assert_true(file_stamp(path, &now, &err));
	assert_true(file_stamp_equal(&written, &now));
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0640);
	buffer_free(&content);
	free(path);
	test_folder_remove(folder);
}

static void test_write_goes_through_a_symlink(void **state)
{
	(void)state;
	char *folder = test_folder();
	char *path = test_file(folder, "real", STR("old"));
	struct buffer link = {0};
	struct error err;
	buffer_format(&link, "%s/link", folder);
	assert_int_equal(symlink("real", link.data), 0);
	assert_true(file_write_atomic(link.data, STR("new"), NULL, &err));
	struct stat status;
	assert_int_equal(lstat(link.data, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	struct buffer content = test_read(path);
	assert_str(buffer_str(&content), "new");
	buffer_free(&content);
	buffer_free(&link);
	free(path);
	test_folder_remove(folder);
}

static void test_failed_write_leaves_the_old_file(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer path = {0};
	struct error err;
	/* A folder stands where the file should go: the rename fails after the write. */
	buffer_format(&path, "%s/taken", folder);
	assert_int_equal(mkdir(path.data, 0700), 0);
	free(test_file(path.data, "inside", STR("x")));
	assert_false(file_write_atomic(path.data, STR("new"), NULL, &err));
	assert_true(str_starts(str_from(err.msg), STR("cannot save ")));
	assert_int_equal(entries(folder), 1);
	assert_int_equal(entries(path.data), 1);
	buffer_free(&path);
	test_folder_remove(folder);
}

static void test_longest_name_can_be_written(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer path = {0};
	struct error err = {0};
	buffer_format(&path, "%s/", folder);
	buffer_add_repeat(&path, 'n', 255);
	if (!file_write_atomic(path.data, STR("x"), NULL, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(entries(folder), 1);
	buffer_free(&path);
	test_folder_remove(folder);
}

/* A file of that name, as old as said, in the folder. */
static void leave(const char *folder, const char *name, time_t age)
{
	char *path = test_file(folder, name, STR("half of it"));
	struct timespec times[2] = {{.tv_sec = time(NULL) - age}, {.tv_sec = time(NULL) - age}};
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
	free(path);
}

static bool is_there(const char *folder, const char *name)
{
	struct buffer path = {0};
	struct stat status;
	buffer_format(&path, "%s/%s", folder, name);
	bool there = lstat(path.data, &status) == 0;
	buffer_free(&path);
	return there;
}

static void test_sweeping_takes_only_our_own_dead_files(void **state)
{
	(void)state;
	static const char *const others[] = {".a.txt.ann.yaml.ab1XYZ", ".a.txt.attache-ab1XY",
		".a.txt.attache-ab1XYZ7", ".a.txt.attache-ab-XYZ", "a.txt.attache-ab1XYZ",
		".attache-ab1XYZ", ".a.txt.ann.yaml.swp"};
	char *folder = test_folder();
	struct buffer path = {0};
	buffer_format(&path, "%s/b.txt.ann.yaml", folder);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		leave(folder, others[i], 86400);
	leave(folder, ".a.txt.ann.yaml.attache-ab1XYZ", 86400);
	leave(folder, ".b.txt.ann.yaml.attache-000000", 120);
	leave(folder, ".b.txt.ann.yaml.attache-fresh1", 10);
	leave(folder, ".b.txt.ann.yaml.attache-future", -86400);
	file_sweep(path.data);
	assert_false(is_there(folder, ".a.txt.ann.yaml.attache-ab1XYZ"));
	assert_false(is_there(folder, ".b.txt.ann.yaml.attache-000000"));
	assert_true(is_there(folder, ".b.txt.ann.yaml.attache-fresh1"));
	assert_true(is_there(folder, ".b.txt.ann.yaml.attache-future"));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_true(is_there(folder, others[i]));
	buffer_free(&path);
	test_folder_remove(folder);
}

static void test_sweeping_leaves_a_live_writers_file(void **state)
{
	(void)state;
	const char *name = ".a.txt.attache-lives1";
	char *folder = test_folder();
	struct buffer path = {0};
	leave(folder, name, 86400);
	buffer_format(&path, "%s/%s", folder, name);
	int fd = open(path.data, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0 && flock(fd, LOCK_EX) == 0);
	file_sweep(path.data);
	assert_true(is_there(folder, name));
	close(fd);
	file_sweep(path.data);
	assert_false(is_there(folder, name));
	buffer_free(&path);
	test_folder_remove(folder);
}

/* Neither what a name of ours leads to nor what cannot be a temporary file is touched. */
static void test_sweeping_follows_no_links_and_opens_no_pipes(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer link = {0}, pipe = {0};
	leave(folder, "kept", 86400);
	buffer_format(&link, "%s/.a.attache-link01", folder);
	buffer_format(&pipe, "%s/.a.attache-pipe01", folder);
	assert_int_equal(symlink("kept", link.data), 0);
	assert_int_equal(mkfifo(pipe.data, 0600), 0);
	file_sweep(link.data);
	file_sweep(pipe.data);
	assert_true(is_there(folder, "kept") && is_there(folder, ".a.attache-link01") &&
		    is_there(folder, ".a.attache-pipe01"));
	file_sweep("/nowhere/at/all");
	buffer_free(&link);
	buffer_free(&pipe);
	test_folder_remove(folder);
}

static void test_missing_file_has_a_stamp(void **state)
{
	(void)state;
	struct file_stamp one, two;
	struct error err;
	assert_true(file_stamp("/nowhere/x", &one, &err));
	assert_false(one.exists);
	assert_true(file_stamp("/nowhere/y", &two, &err));
	assert_true(file_stamp_equal(&one, &two));
	assert_true(file_stamp("/", &two, &err));
	assert_false(file_stamp_equal(&one, &two));
}

static void test_parents_are_made(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer path = {0};
	struct error err;
	buffer_format(&path, "%s/a/b/c.yaml", folder);
	assert_true(file_make_parent(path.data, &err));
	assert_true(file_make_parent(path.data, &err));
	assert_true(file_write_atomic(path.data, STR("x"), NULL, &err));
	buffer_add_cstr(&path, "/d/e");
	assert_false(file_make_parent(path.data, &err));
	buffer_free(&path);
	test_folder_remove(folder);
}

static void test_sha256_of_the_standard(void **state)
{
	(void)state;
	char hex[65];
	file_sha256(STR("abc"), hex); /* FIPS 180-2, appendix B.1 */
	assert_string_equal(
		hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void test_basename(void **state)
{
	(void)state;
	assert_str(file_basename(STR("/a/b.txt")), "b.txt");
	assert_str(file_basename(STR("b.txt")), "b.txt");
	assert_str(file_basename(STR("a/")), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_appends_all_bytes),
		cmocka_unit_test(test_read_failures_leave_the_buffer),
		cmocka_unit_test(test_write_replaces_whole_and_leaves_nothing),
		cmocka_unit_test(test_write_goes_through_a_symlink),
		cmocka_unit_test(test_failed_write_leaves_the_old_file),
		cmocka_unit_test(test_longest_name_can_be_written),
		cmocka_unit_test(test_sweeping_takes_only_our_own_dead_files),
		cmocka_unit_test(test_sweeping_leaves_a_live_writers_file),
		cmocka_unit_test(test_sweeping_follows_no_links_and_opens_no_pipes),
		cmocka_unit_test(test_missing_file_has_a_stamp),
		cmocka_unit_test(test_parents_are_made),
		cmocka_unit_test(test_sha256_of_the_standard),
		cmocka_unit_test(test_basename),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
