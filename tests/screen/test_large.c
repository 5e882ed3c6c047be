/* An article whose first part is on the screen while the rest is still to be read. */
#include "screen.h"
#include "test.h"

static struct screen *open_large(void)
{
	struct buffer text = {0};
	buffer_add_cstr(&text, "A Long Day\n\n");
	for (int i = 0; text.len < 400 * 1000; i++)
		buffer_format(&text, "Paragraph %d tells that nothing had been agreed.%s\n\n",
			i, i == 3 || i == 4000 ? " A zanzibarite was found." : "");
	struct screen *screen = screen_open_text(24, 80, buffer_str(&text));
	buffer_free(&text);
	return screen;
}

static void test_search_reads_on_for_its_first_hit(void **state)
{
	(void)state;
	struct screen *screen = open_large();
	screen_run(screen, "keys /\ntype Paragraph 6000 tells\nkeys Enter\n");
	assert_true(screen_shows(screen, "Paragraph 6000 tells"));
	screen_close(screen);
}

static void test_the_next_hit_is_in_the_part_not_yet_read(void **state)
{
	(void)state;
	struct screen *screen = open_large();
	screen_run(screen, "keys /\ntype zanzibarite\nkeys Enter\n");
	assert_true(screen_shows(screen, "Paragraph 3 tells"));
	screen_run(screen, "keys n\n");
	assert_true(screen_shows(screen, "Paragraph 4000 tells"));
	assert_false(screen_shows(screen, "went round"));
	screen_run(screen, "keys n\n");
	assert_true(screen_shows(screen, "went round"));
	screen_close(screen);
}

static void test_the_hit_before_the_first_is_the_last_of_all(void **state)
{
	(void)state;
	struct screen *screen = open_large();
	screen_run(screen, "keys /\ntype zanzibarite\nkeys Enter\nkeys N\n");
	assert_true(screen_shows(screen, "Paragraph 4000 tells"));
	screen_close(screen);
}

static void test_paragraphs_are_filtered_to_the_end(void **state)
{
	(void)state;
	struct screen *screen = open_large();
	screen_run(screen, "command paragraphs zanzibarite\n");
	assert_true(screen_shows(screen, "Paragraph 3 tells"));
	assert_true(screen_shows(screen, "Paragraph 4000 tells"));
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_search_reads_on_for_its_first_hit),
		cmocka_unit_test(test_the_next_hit_is_in_the_part_not_yet_read),
		cmocka_unit_test(test_the_hit_before_the_first_is_the_last_of_all),
		cmocka_unit_test(test_paragraphs_are_filtered_to_the_end),
	};
	return cmocka_run_group_tests_name("large", tests, NULL, NULL);
}
