#include "test.h"

#include "attache/base/file.h"
#include "attache/base/memory.h"

#include <ftw.h>
#include <unistd.h>

void test_str_equal(struct str actual, const char *expected, const char *file, int line)
{
	if (str_equal(actual, str_from(expected)))
		return;
	print_error("have \"%.*s\"\nwant \"%s\"\n", STR_ARG(actual), expected);
	_fail(file, line);
}

char *test_folder(void)
{
	const char *parent = getenv("TMPDIR");
	struct buffer path = {0};
	buffer_format(&path, "%s/attache-test-XXXXXX", parent ? parent : "/tmp");
	if (!mkdtemp(path.data))
		fail_msg("cannot make %s", path.data);
	return path.data;
}

static int remove_entry(const char *path, const struct stat *status, int flag, struct FTW *ftw)
{
	(void)status;
	(void)flag;
	(void)ftw;
	return remove(path);
}

void test_folder_remove(char *folder)
{
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(folder);
}

char *test_file(const char *folder, const char *name, struct str content)
{
	struct buffer path = {0};
	struct error err = {0};
	buffer_format(&path, "%s/%s", folder, name);
	FILE *file = fopen(path.data, "wb");
	if (!file || fwrite(content.s, 1, content.len, file) != content.len ||
		fclose(file) != 0) {
		error_set_errno(&err, "cannot make %s", path.data);
		fail_msg("%s", err.msg);
	}
	return path.data;
}

struct buffer test_read(const char *path)
{
	struct buffer content = {0};
	struct error err = {0};
	if (!file_read(path, 0, &content, NULL, &err))
		fail_msg("%s", err.msg);
	buffer_reserve(&content, 1);
	return content;
}

uint64_t test_random(struct test_random *random)
{
	uint64_t z = random->state += 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

size_t test_random_below(struct test_random *random, size_t limit)
{
	return (size_t)(test_random(random) % limit);
}
