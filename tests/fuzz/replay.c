/* The fuzz corpus as plain tests: every file of tests/fuzz/corpus/<name>/ is one case of the
 * program fuzz_<name>. A finding of the fuzzer becomes a test by adding its file there. */
#include "test.h"

#include "attache/base/memory.h"

#include <dirent.h>
#include <errno.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay_file(void **state)
{
	struct buffer content = test_read(*state);
	/* An exact copy, so that reading one byte too far is seen by the sanitizers. */
	uint8_t *data = memory_zeroed(content.len ? content.len : 1, 1);
	memcpy(data, content.data ? content.data : "", content.len);
	assert_int_equal(LLVMFuzzerTestOneInput(data, content.len), 0);
	free(data);
	buffer_free(&content);
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int main(int argc, char **argv)
{
	(void)argc;
	const char *name = strrchr(argv[0], '/');
	name = name ? name + 1 : argv[0];
	struct buffer folder = {0};
	buffer_format(&folder, "tests/fuzz/corpus/%s", name + strlen("fuzz_"));
	struct dirent **entries;
	int count = scandir(folder.data, &entries, not_hidden, alphasort);
	if (count <= 0) {
		fprintf(stderr, "no corpus in %s: %s\n", folder.data,
			count < 0 ? strerror(errno) : "it is empty");
		return 1;
	}
	struct CMUnitTest *tests = memory_zeroed((size_t)count, sizeof *tests);
	for (int i = 0; i < count; i++) {
		struct buffer path = {0};
		buffer_format(&path, "%s/%s", folder.data, entries[i]->d_name);
		tests[i] = (struct CMUnitTest){.name = path.data,
			.test_func = replay_file,
			.initial_state = path.data};
		free(entries[i]);
	}
	free(entries);
	int failed = _cmocka_run_group_tests(name, tests, (size_t)count, NULL, NULL);
	for (int i = 0; i < count; i++)
		free(tests[i].initial_state);
	free(tests);
	buffer_free(&folder);
	return failed;
}
