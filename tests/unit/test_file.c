#include "test.h"

#include "attache/base/file.h"

#include <dirent.h>
#include <sys/stat.h>
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
		cmocka_unit_test(test_missing_file_has_a_stamp),
		cmocka_unit_test(test_parents_are_made),
		cmocka_unit_test(test_sha256_of_the_standard),
		cmocka_unit_test(test_basename),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
