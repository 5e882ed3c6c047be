/* Reviewing on the screen: what was found, moved or suggested is judged with one key and on to
 * the next; orphans get a place anew; tags take the codebook's new names. */
#include "screen.h"
#include "test.h"

static const char article[] =
	"Envoys weigh a truce\n\n"
	"“We will not accept a line drawn by others,” Foreign Minister Lena Aru said.\n\n"
	"Nothing was agreed in the second round of the talks.\n\n"
	"“The door is open,” Minister Ivo Tarn said on Monday.\n\n"
	"“We shall see,” Lena Aru said.\n";

#define ITEM(id, status, place, words, more) \
	"- id: \"01JDCZ8Q9T4KXV0M3R5W7YQ00" id "\"\n  kind: span\n  status: " status \
	"\n" place "  exact: \"" words "\"\n" more "  created: 2026-11-20T08:00:00Z\n"

#define ORPHAN \
	ITEM("1", "orphaned", "  start: 150\n  end: 190\n", \
		"nothing whatever was settled in round two", "  tags: [denial]\n")
#define ORPHAN_TOO \
	ITEM("2", "orphaned", "  start: 400\n  end: 420\n", "a page that was left out", "")
#define SUGGESTED ITEM("3", "suggested", "  start: 108\n  end: 118\n", "was agreed", "")

static struct screen *open_with(const char *items, unsigned rows, unsigned columns)
{
	struct screen *screen = screen_open_text(rows, columns, str_from(article));
	struct buffer sidecar = {0};
	buffer_format(&sidecar, "version: 1\nannotations:\n%s", items);
	free(test_file(screen->folder, "article.txt.ann.yaml", buffer_str(&sidecar)));
	buffer_free(&sidecar);
	screen_run(screen, "wait\n");
	return screen;
}

static bool saved_holds(struct screen *screen, const char *text)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/article.txt.ann.yaml", screen->folder);
	struct buffer saved = test_read(path.data);
	bool holds = str_find(buffer_str(&saved), str_from(text)) != (size_t)-1;
	buffer_free(&saved);
	buffer_free(&path);
	return holds;
}

static void test_one_key_judges_and_goes_on_to_the_next(void **state)
{
	(void)state;
	struct screen *screen = open_with(SUGGESTED, 24, 100);
	assert_true(screen_shows(screen, "0 of 3 reviewed · 1 to check"));
	screen_run(screen, "keys ] a\n");
	assert_true(screen_shows(screen, "accepted  ·  annotation · suggested"));
	screen_run(screen, "keys r\n");
	assert_true(saved_holds(screen, "status: rejected"));
	assert_true(screen_shows(screen, "rejected  ·  quote 2/3"));
	screen_run(screen, "keys ] a\n");
	assert_true(screen_shows(screen, "accepted · none below, 1 above"));
	screen_run(screen, "keys [ r\n");
	assert_true(screen_shows(screen, "rejected · nothing is left to review"));
	assert_true(screen_shows(screen, "3 of 3 reviewed"));
	screen_run(screen, "keys u u u u\n");
	assert_true(screen_shows(screen, "0 of 3 reviewed · 1 to check"));
	assert_true(saved_holds(screen, "status: suggested"));
	screen_close(screen);
}

static void test_a_correction_is_a_judgement(void **state)
{
	(void)state;
	struct screen *screen = open_with(SUGGESTED, 24, 100);
	screen_run(screen, "keys 3 3 s\ntype Somebody\nkeys Enter\n");
	assert_true(saved_holds(screen, "status: ok"));
	assert_true(saved_holds(screen, "speaker: \"Somebody\""));
	screen_close(screen);
}

static void test_an_orphan_is_attached_to_a_selection(void **state)
{
	(void)state;
	struct screen *screen = open_with(ORPHAN ORPHAN_TOO, 24, 80);
	assert_true(screen_shows(screen, "2 orphans"));
	screen_run(screen,
		"keys 3 3\nprint ==== orphans among the notes\ndump\n"
		"keys t\nprint ==== keys do not act on what is there by chance\ndump\n"
		"keys Enter\nprint ==== one is taken up\ndump\n"
		"keys v 2 w\nprint ==== words are selected\ndump\n"
		"keys Enter\nprint ==== and it is attached\ndump\n");
	assert_true(saved_holds(screen, "exact: \"Nothing was agreed\""));
	assert_true(saved_holds(screen, "tags: [denial]"));
	assert_true(saved_holds(screen, "status: ok"));
	screen_run(screen, "keys u\n");
	assert_true(saved_holds(screen, "nothing whatever was settled"));
	assert_true(screen_shows(screen, "2 orphans"));
	screen_run(screen, "keys C-r\n");
	assert_true(screen_shows(screen, "1 orphan"));
	screen_check(screen, "orphans-80x24");
	screen_close(screen);
}

/* Without a selection it is attached to what the cursor is on; Esc leaves it as it was. */
static void test_an_orphan_is_attached_to_a_quote_or_left(void **state)
{
	(void)state;
	struct screen *screen = open_with(ORPHAN, 40, 120);
	screen_run(screen, "keys Enter\n");
	assert_true(screen_shows(screen, "no orphan is taken up"));
	screen_run(screen, "keys 3 3 Enter Esc\n");
	assert_true(screen_shows(screen, "left as an orphan"));
	screen_run(screen, "keys Enter\n");
	assert_true(screen_shows(screen, "no orphan is taken up"));
	screen_run(screen, "keys 3 3 Enter ] Enter\n");
	assert_true(saved_holds(screen, "exact: \"The door is open,\""));
	assert_true(screen_shows(screen, "attached; u takes it off again"));
	screen_run(screen, "keys Enter\n");
	assert_true(screen_shows(screen, "there are no orphans"));
	screen_close(screen);
}

static void test_new_names_of_the_codebook_are_offered(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 100, str_from(article));
	free(test_file(screen->folder, "codebook.yaml",
		STR("tags:\n- {id: red-line, was: limit}\n- offer\n")));
	free(test_file(screen->folder, "article.txt.ann.yaml",
		STR("version: 1\nannotations:\n" ITEM("1", "ok", "  start: 108\n  end: 118\n",
			"was agreed", "  tags: [offer, limit]\n"))));
	screen_run(screen, "wait\n");
	assert_true(screen_shows(screen, "tags of 1 annotation are called otherwise"));
	screen_run(screen, "command rename-tags\n");
	assert_true(saved_holds(screen, "tags: [offer, red-line]"));
	assert_true(screen_shows(screen, "renamed in 1 annotation;"));
	screen_run(screen, "keys u\n");
	assert_true(saved_holds(screen, "tags: [offer, limit]"));
	screen_close(screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_key_judges_and_goes_on_to_the_next),
		cmocka_unit_test(test_a_correction_is_a_judgement),
		cmocka_unit_test(test_an_orphan_is_attached_to_a_selection),
		cmocka_unit_test(test_an_orphan_is_attached_to_a_quote_or_left),
		cmocka_unit_test(test_new_names_of_the_codebook_are_offered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
