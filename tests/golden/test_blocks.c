/* How the sample articles are read: blocks, furniture, metadata. */
#include "golden.h"
#include "process.h"
#include "test.h"

static const char *const samples[] = {"hotline.txt", "river-pact.md", "cable-inquiry.txt"};

static void test_blocks_of_the_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct buffer path = {0}, name = {0};
		buffer_format(&path, "data/samples/%s", samples[i]);
		buffer_format(&name, "%s.blocks", samples[i]);
		struct process process = ATTACHE("text", "--blocks", path.data);
		assert_int_equal(process.status, 0);
		golden_check(name.data, buffer_str(&process.out));
		process_free(&process);
		buffer_free(&path);
		buffer_free(&name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_blocks_of_the_samples)};
	return cmocka_run_group_tests_name("blocks", tests, NULL, NULL);
}
