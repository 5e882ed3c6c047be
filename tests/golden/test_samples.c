/* What is found in the sample articles, for machines and for people. */
#include "golden.h"
#include "process.h"
#include "test.h"

/* JSON Lines with a line for each finding, so that a difference shows which one. */
static void check_jsonl(const char *path, const char *golden)
{
	struct process process = ATTACHE("extract", path);
	assert_int_equal(process.status, 0);
	assert_string_equal(process.err.data, "");
	struct buffer lines = {0};
	for (size_t i = 0; i < process.out.len; i++) {
		buffer_add_byte(&lines, process.out.data[i]);
		if (i + 1 < process.out.len && process.out.data[i + 1] == '{' && i > 0)
			buffer_add_byte(&lines, '\n');
	}
	golden_check(golden, buffer_str(&lines));
	buffer_free(&lines);
	process_free(&process);
}

static void check_text(const char *path, const char *golden)
{
	struct process process = ATTACHE("extract", "--format", "text", path);
	assert_int_equal(process.status, 0);
	golden_check(golden, buffer_str(&process.out));
	process_free(&process);
}

static void plain_text_for_machines(void **state)
{
	(void)state;
	check_jsonl("data/samples/hotline.txt", "extract-hotline.jsonl");
}

static void markdown_for_machines(void **state)
{
	(void)state;
	check_jsonl("data/samples/river-pact.md", "extract-river-pact.jsonl");
}

static void plain_text_for_people(void **state)
{
	(void)state;
	check_text("data/samples/hotline.txt", "extract-hotline.txt");
}

static void markdown_for_people(void **state)
{
	(void)state;
	check_text("data/samples/river-pact.md", "extract-river-pact.txt");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_for_machines),
		cmocka_unit_test(markdown_for_machines),
		cmocka_unit_test(plain_text_for_people),
		cmocka_unit_test(markdown_for_people),
	};
	return cmocka_run_group_tests_name("samples", tests, NULL, NULL);
}
