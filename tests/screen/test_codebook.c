/* The codebook on the screen: the tree, what a tag means, one choice, what is required. */
#include "screen.h"
#include "test.h"

static const char article[] = "The treaty is void\n\n“We will not sign,” said Ana Orlov, the "
			      "minister. “Not now.”\n";
static const char codebook[] =
	"families:\n- {id: act, label: Speech act, required: true}\n"
	"- {id: tone, label: Tone, choice: single, parent: act}\n"
	"tags:\n- {id: threat, key: t, family: act, define: A cost is announced., examples: "
	"[we will answer], exclude: a mere warning}\n"
	"- {id: open-threat, key: o, parent: threat}\n"
	"- {id: harsh, key: h, family: tone}\n- {id: mild, key: m, family: tone}\n"
	"- {id: other, key: x}\n";

static struct screen *open_with_codebook(unsigned rows, unsigned columns)
{
	struct screen *screen = screen_open_text(rows, columns, str_from(article));
	free(test_file(screen->folder, "codebook.yaml", str_from(codebook)));
	screen_restart(screen);
	screen_run(screen, "wait\nkeys ]\n");
	return screen;
}

static void test_one_choice_replaces_the_other(void **state)
{
	(void)state;
	struct screen *screen = open_with_codebook(24, 100);
	screen_run(screen, "keys t h\nkeys t t\n");
	assert_true(screen_shows(screen, "harsh, threat"));
	screen_run(screen, "keys t m\n");
	assert_true(screen_shows(screen, "threat, mild"));
	assert_false(screen_shows(screen, "harsh"));
	screen_run(screen, "keys u\n");
	assert_true(screen_shows(screen, "harsh, threat"));
	screen_close(screen);
}

static void test_a_missing_tag_is_said(void **state)
{
	(void)state;
	struct screen *screen = open_with_codebook(24, 100);
	screen_run(screen, "keys t x\n");
	assert_true(screen_shows(screen, "needs a tag of Speech act"));
	screen_run(screen, "keys t m\n");
	assert_false(screen_shows(screen, "needs a tag"));
	screen_close(screen);
}

static void test_a_tag_that_no_codebook_has_is_shown(void **state)
{
	(void)state;
	struct screen *screen = open_with_codebook(40, 120);
	screen_run(screen, "command tag unheard-of\nkeys t\n");
	assert_true(screen_shows(screen, "· unheard-of"));
	assert_true(screen_shows(screen, "✓    unheard-of"));
	assert_true(screen_shows(screen, "not in the codebook"));
	screen_run(screen, "keys PgDn PgDn Enter Esc\n");
	assert_false(screen_shows(screen, "unheard-of  Ana"));
	screen_close(screen);
}

static void test_the_tree_and_what_a_tag_means(void **state)
{
	(void)state;
	struct screen *screen = open_with_codebook(40, 120);
	screen_run(screen, "keys t\n");
	assert_true(screen_shows(screen, "t  threat"));
	assert_true(screen_shows(screen, "o    open-threat"));
	assert_true(screen_shows(screen, "Speech act: A cost is announced. · examples: we will "
					 "answer · not: a mere"));
	screen_run(screen, "keys Down Down\n");
	assert_true(screen_shows(screen, "Speech act › Tone"));
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_choice_replaces_the_other),
		cmocka_unit_test(test_a_missing_tag_is_said),
		cmocka_unit_test(test_a_tag_that_no_codebook_has_is_shown),
		cmocka_unit_test(test_the_tree_and_what_a_tag_means),
	};
	return cmocka_run_group_tests_name("codebook", tests, NULL, NULL);
}
