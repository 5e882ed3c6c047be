/* What goes beyond the screen: copies, by the terminal or the reader's own command, and
 * links. */
#include "pty_screen.h"
#include "test.h"

static const char article[] = "Envoys weigh a truce\n\n"
			      "“We will wait,” Foreign Minister Lena Aru said on Monday.\n";

struct fixture {
	char *folder, *path;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->folder = test_folder();
	f->path = test_file(f->folder, "article.txt", str_from(article));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	test_folder_remove(f->folder);
	free(f->path);
	free(f);
	return 0;
}

/* Open the article with this config and copy its quote. */
static struct pty_screen *copy_quote(struct fixture *f, const char *config)
{
	char *path = test_file(f->folder, "config.yaml", str_from(config));
	const char *argv[] = {"attache", "--config", path, f->path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
	pty_expect(pty, "reviewed");
	pty_send(pty, STR("]"));
	pty_expect(pty, "quote 1/1");
	pty_send(pty, STR("y"));
	free(path);
	return pty;
}

static void quit(struct pty_screen *pty)
{
	pty_send(pty, STR("q"));
	assert_int_equal(pty_wait_exit(pty), 0);
	pty_free(pty);
}

static void test_the_terminal_gets_it_as_osc_52(void **state)
{
	struct pty_screen *pty = copy_quote(*state, "mouse: true\n");
	pty_expect(pty, "copied");
	/* "“We will wait,” in base64 begins so. */
	pty_expect_raw(pty, 0, STR("\033]52;c;4oCcV2Ugd2lsbCB3YWl0"));
	quit(pty);
}

static void test_a_command_of_the_readers_gets_it(void **state)
{
	struct fixture *f = *state;
	struct buffer config = {0}, target = {0};
	buffer_format(&target, "%s/copied", f->folder);
	buffer_format(
		&config, "clipboard: \"cat >'%s'; echo not on the screen\"\n", target.data);
	struct pty_screen *pty = copy_quote(f, config.data);
	pty_expect(pty, "copied");
	quit(pty);
	struct buffer copied = test_read(target.data);
	assert_int_not_equal(
		str_find(buffer_str(&copied), STR("“We will wait,” — Lena Aru")), SIZE_MAX);
	buffer_free(&copied);
	buffer_free(&config);
	buffer_free(&target);
}

static void test_a_command_that_fails_is_reported(void **state)
{
	struct pty_screen *pty = copy_quote(*state, "clipboard: \"false\"\n");
	pty_expect(pty, "not copied: the clipboard command failed");
	quit(pty);
}

static void test_the_title_links_to_the_article(void **state)
{
	struct fixture *f = *state;
	char *path = test_file(f->folder, "linked.md",
		STR("---\ntitle: A truce is weighed\nurl: https://example.org/truce\n---\n\n"
		    "Nothing was said on Monday.\n"));
	const char *argv[] = {"attache", "--config", "", path, NULL};
	struct pty_screen *pty = pty_start(argv, &(struct pty_setup){24, 80, NULL});
	pty_expect(pty, "A truce is weighed");
	size_t at = pty_expect_raw(pty, 0, STR("\033]8;;https://example.org/truce\033\\"));
	at = pty_expect_raw(pty, at, STR("A truce is weighed"));
	pty_expect_raw(pty, at, STR("\033]8;;\033\\"));
	quit(pty);
	free(path);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(test_the_terminal_gets_it_as_osc_52),
		CASE(test_a_command_of_the_readers_gets_it),
		CASE(test_a_command_that_fails_is_reported),
		CASE(test_the_title_links_to_the_article),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
