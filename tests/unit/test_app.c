/* The interactive program as a machine: what keys do to annotations, screen and place. */
#include "test.h"

#include "attache/annotate/sidecar.h"
#include "attache/app/command.h"
#include "attache/app/script.h"
#include "attache/base/grapheme.h"

#include <sys/stat.h>
#include <unistd.h>

static const char text[] =
	"Envoys weigh a fragile truce\n\n"
	"The two ministers met in Geneva on Monday.\n\n"
	"“We will not accept a line drawn by others,” Foreign Minister Lena Aru said. “But we "
	"are ready to talk about everything else.”\n\n"
	"Tarsk called the remarks “a step back from what was agreed in Oslo”.\n\n"
	"“The window is closing,” Prime Minister Ivo Tarn warned. “It will not open twice.”\n\n"
	"Asked about the corridor, Aru said: “We will see when the time comes.”\n";

struct fixture {
	char *folder, *path, *sidecar;
	struct app *app;
	struct buffer out;
};

static void open_app(struct fixture *f)
{
	struct error err;
	const char *paths[] = {f->path};
	struct app_setup setup = {.paths = paths,
		.path_count = 1,
		.data_dir = getenv("ATTACHE_DATADIR"),
		.config_path = "",
		.no_state = true,
		.rows = 30,
		.columns = 110};
	if (!app_new(&setup, &f->app, &err))
		fail_msg("%s", err.msg);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct buffer sidecar = {0};
	setenv("ATTACHE_NOW", "2026-11-23T18:20:00Z", 1);
	f->folder = test_folder();
	f->path = test_file(f->folder, "article.txt", str_from(text));
	buffer_format(&sidecar, "%s.ann.yaml", f->path);
	f->sidecar = sidecar.data;
	open_app(f);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	app_free(f->app);
	test_folder_remove(f->folder);
	free(f->path);
	free(f->sidecar);
	buffer_free(&f->out);
	free(f);
	return 0;
}

static void run(struct fixture *f, const char *script)
{
	struct error err;
	buffer_clear(&f->out);
	if (!script_run(f->app, str_from(script), &f->out, &err))
		fail_msg("%s (line %u)", err.msg, err.line);
}

/* The screen, or what is saved, holds these words. */
static void expect_screen(struct fixture *f, const char *words)
{
	run(f, "dump\n");
	if (str_find(buffer_str(&f->out), str_from(words)) == SIZE_MAX)
		fail_msg("not on the screen: %s\n%s", words, f->out.data);
}

static void expect_no_screen(struct fixture *f, const char *words)
{
	run(f, "dump\n");
	if (str_find(buffer_str(&f->out), str_from(words)) != SIZE_MAX)
		fail_msg("on the screen: %s\n%s", words, f->out.data);
}

static bool saved_holds(const struct fixture *f, const char *words)
{
	struct buffer saved = {0};
	if (access(f->sidecar, F_OK) == 0)
		saved = test_read(f->sidecar);
	bool holds = str_find(buffer_str(&saved), str_from(words)) != SIZE_MAX;
	buffer_free(&saved);
	return holds;
}

static void test_three_keys_tag_a_quote_on_disk(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] t w\n");
	assert_true(saved_holds(f, "tags: [warning]"));
	assert_true(saved_holds(f, "kind: quote"));
	assert_true(saved_holds(f, "speaker: \"Lena Aru\""));
	expect_screen(f, "1 of 4 reviewed · saved");
}

static void test_again_tags_the_next_alike_and_goes_on(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] t w .\n");
	assert_true(saved_holds(f, "a step back from what was agreed in Oslo"));
	expect_screen(f, "2 of 4 reviewed");
	/* It went on to the third: again tags that one, not the fourth. */
	run(f, "keys .\n");
	assert_true(saved_holds(f, "The window is closing"));
	assert_false(saved_holds(f, "when the time comes"));
}

static void test_the_same_letter_takes_the_tag_off(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] t w t w\n");
	assert_false(saved_holds(f, "kind: quote"));
	expect_screen(f, "3 Notes 0");
}

static void test_several_tags_in_one_picker(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] t /\ntype red\nkeys Enter\ntype warn\nkeys Enter Esc\n");
	assert_true(saved_holds(f, "tags: [red-line, warning]"));
}

static void test_a_new_tag_is_made_on_the_spot(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] t /\ntype zz new kind\nkeys Enter Esc\n");
	assert_true(saved_holds(f, "zz-new-kind"));
}

static void test_a_new_tag_goes_into_the_folders_codebook(void **state)
{
	struct fixture *f = *state;
	struct buffer path = {0};
	run(f, "wait\nkeys ] t /\ntype zz-kind\nkeys Enter Esc\n");
	expect_screen(f, "keep it with :codebook-add zz-kind");
	run(f, "command codebook-add zz-kind Says what zz says.\n");
	buffer_format(&path, "%s/codebook.yaml", f->folder);
	struct buffer codebook = test_read(path.data);
	assert_true(str_find(buffer_str(&codebook),
			    STR("\n  - {id: \"zz-kind\", define: \"Says what zz says.\"}\n")) !=
		    SIZE_MAX);
	/* The tags that shipped are there too, and the picker shows the new one. */
	run(f, "keys t /\ntype says what zz\n");
	expect_screen(f, "zz-kind");
	expect_screen(f, "1 of 23");
	buffer_free(&codebook);
	buffer_free(&path);
}

static void test_a_note_of_two_lines(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] m\ntype first\nkeys M-Enter\ntype second\nkeys Enter\n");
	assert_true(saved_holds(f, "note: \"first\\nsecond\""));
}

static void test_a_speaker_is_corrected_with_completion(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] s C-u\ntype Ivo\nkeys Tab Enter\n");
	assert_true(saved_holds(f, "speaker: \"Ivo Tarn\""));
}

static void test_rejected_and_accepted_count_as_reviewed(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] r a\n");
	assert_true(saved_holds(f, "status: rejected"));
	expect_screen(f, "2 of 4 reviewed");
	expect_screen(f, "quote 3/4");
}

static void test_words_selected_by_keyboard_become_a_span(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys } v w w w t c\n");
	assert_true(saved_holds(f, "kind: span"));
	assert_true(saved_holds(f, "exact: \"The two ministers met\""));
}

static void test_the_other_end_of_a_selection_moves(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys } v 3 w o w t c\n");
	assert_true(saved_holds(f, "exact: \"two ministers met\""));
}

static void test_the_mouse_selects(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys }\nmouse press 4 5\nmouse drag 4 12\nmouse release 4 12\n");
	expect_screen(f, "selection of 8 characters");
}

/* Every command that the table says changes annotations can be taken back. */
static void test_every_edit_is_undone_and_redone(void **state)
{
	struct fixture *f = *state;
	static const char *const calls[][2] = {{"tag", "command tag offer\n"},
		{"again", "keys .\n"}, {"note", "command note a remark\n"},
		{"speaker", "command speaker Somebody\n"},
		{"date", "command date 2026-03-01\n"}, {"accept", "keys a\n"},
		{"reject", "keys r\n"}, {"delete", "command delete\n"},
		{"restore", NULL},     /* needs something deleted: golden/test_log */
		{"note-editor", NULL}, /* ends as `note` does, when the editor has */
		{"attach", NULL},      /* needs an orphan: screen/test_review */
		{"rename-tags", NULL}, /* needs a codebook: screen/test_review */
		{"select-tag", NULL},  /* is `tag` by another key */
		/* Between annotators undecide takes back: screen/test_adjudicate. */
		{"version-first", NULL}, {"version-second", NULL}, {"version-third", NULL},
		{"version-fourth", NULL}, {"version", NULL}, {"version-all", NULL},
		{"version-none", NULL}, {"agreed", NULL}};
	run(f, "wait\nkeys ] t w ]\n");
	for (size_t i = 0; i < command_count; i++) {
		size_t c = 0, calls_count = sizeof calls / sizeof *calls;
		if (!command_table[i].edits)
			continue;
		while (c < calls_count && strcmp(calls[c][0], command_table[i].name) != 0)
			c++;
		if (c == calls_count)
			fail_msg("no call to try %s with", command_table[i].name);
		if (!calls[c][1])
			continue;
		run(f, "keys g ]\n"); /* the first quote, which is annotated */
		struct buffer before = test_read(f->sidecar);
		run(f, calls[c][1]);
		struct buffer after = test_read(f->sidecar);
		if (str_equal(buffer_str(&before), buffer_str(&after)))
			fail_msg("%s changed nothing", command_table[i].name);
		run(f, "keys u\n");
		struct buffer undone = test_read(f->sidecar);
		assert_string_equal(undone.data, before.data);
		run(f, "keys C-r\n");
		struct buffer redone = test_read(f->sidecar);
		assert_string_equal(redone.data, after.data);
		run(f, "keys u\n");
		buffer_free(&before);
		buffer_free(&after);
		buffer_free(&undone);
		buffer_free(&redone);
	}
}

static void test_annotations_are_there_again_next_time(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] t w m\ntype seen\nkeys Enter q\n");
	assert_true(app_finished(f->app));
	app_free(f->app);
	open_app(f);
	run(f, "wait\nkeys 3\n");
	expect_screen(f, "3 Notes 1");
	expect_screen(f, "warning");
	expect_screen(f, "seen");
}

static void test_a_phrase_over_two_rows_is_found(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nresize 60 30\nkeys /\ntype ready to talk about everything\nkeys Enter\n");
	expect_screen(f, "1/1");
	expect_no_screen(f, "not found");
}

static void test_search_goes_round_and_says_so(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys /\ntype aru\nkeys Enter\n");
	expect_screen(f, "1/2");
	run(f, "keys n\n");
	expect_screen(f, "2/2");
	run(f, "keys n\n");
	expect_screen(f, "went round  ·  aru 1/2");
}

static void test_only_matching_paragraphs_are_shown(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys &\ntype corridor\nkeys Enter\n");
	expect_screen(f, "Asked about the corridor");
	expect_screen(f, "· 5 paragraphs without it · Esc shows all");
	expect_no_screen(f, "met in Geneva");
	run(f, "keys Esc\n");
	expect_screen(f, "met in Geneva");
}

static void test_a_cancelled_search_goes_back(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ]\n");
	expect_screen(f, "quote 1/4");
	run(f, "keys /\ntype corridor\nkeys Esc\n");
	expect_screen(f, "quote 1/4");
}

static void test_the_star_walks_all_forms_of_a_name(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] *\n");
	expect_screen(f, "1/2");
	run(f, "keys n\n");
	expect_screen(f, "2/2");
}

static void test_a_count_repeats(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys 4 ]\n");
	expect_screen(f, "quote 4/4");
}

static void test_digits_that_show_tabs_are_counts_with_alt(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys 3\n");
	expect_screen(f, "none yet: t tags, m notes");
	run(f, "keys M-2 ]\n");
	expect_screen(f, "quote 2/4");
	run(f, "keys g M-1 3 ]\n");
	expect_screen(f, "quote 4/4"); /* thirteen on ends at the last */
	expect_screen(f, "none yet: t tags, m notes");
}

static void test_a_quote_is_gone_to_before_all_is_found(void **state)
{
	struct fixture *f = *state;
	run(f, "keys ]\n");
	expect_screen(f, "quote 1/4");
}

static void test_jumps_go_back_and_forward(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] /\ntype corridor\nkeys Enter n H\n");
	run(f, "keys g ] ] G H\n");
	expect_screen(f, "quote 2/4");
}

static void test_the_filter_keeps_matching_items(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys 2 f\ntype tarn\nkeys Enter\n");
	expect_screen(f, "Ivo Tarn");
	expect_screen(f, "1 of 4");
	run(f, "keys Esc\n");
	expect_screen(f, "Lena Aru");
}

static void test_enter_in_the_sidebar_goes_there(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys 2 2 j j Enter\n");
	expect_screen(f, "quote 3/4 · Ivo Tarn");
}

static void test_help_shows_own_bindings(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\ncommand bind F9 tag warning\ncommand bind F8 quote-next\nkeys F8 F9\n");
	assert_true(saved_holds(f, "tags: [warning]"));
	run(f, "keys ?\n");
	expect_screen(f, "] F8");
	run(f, "keys q\n");
	assert_false(app_finished(f->app));
}

static void test_a_mistyped_command_is_answered(void **state)
{
	struct fixture *f = *state;
	struct error err;
	assert_false(app_command(f->app, STR("thme night"), &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	expect_screen(f, "did you mean theme?");
}

static void test_a_theme_is_shown_while_it_is_typed(void **state)
{
	struct fixture *f = *state;
	struct style before = app_theme(f->app)->styles[ROLE_TEXT];
	run(f, "keys :\ntype theme night\n");
	assert_memory_not_equal(&before, &app_theme(f->app)->styles[ROLE_TEXT], sizeof before);
	run(f, "keys Esc\n");
	assert_memory_equal(&before, &app_theme(f->app)->styles[ROLE_TEXT], sizeof before);
}

static void test_the_readers_own_themes_come_first(void **state)
{
	struct fixture *f = *state;
	struct buffer themes = {0};
	char *folder = realpath(f->folder, NULL);
	assert_non_null(folder);
	setenv("XDG_CONFIG_HOME", folder, 1);
	buffer_format(&themes, "%s/attache", folder);
	free(folder);
	mkdir(themes.data, 0700);
	buffer_add_cstr(&themes, "/themes");
	mkdir(themes.data, 0700);
	free(test_file(themes.data, "night.yaml",
		STR("description: My own night\ntext: {fg: red}\n")));
	run(f, "command theme night\n");
	assert_str(app_theme(f->app)->description, "My own night");
	run(f, "command theme paper\n");
	assert_str(app_theme(f->app)->name, "paper");
	unsetenv("XDG_CONFIG_HOME");
	buffer_free(&themes);
}

static void test_the_terminals_background_chooses_the_theme(void **state)
{
	struct fixture *f = *state;
	struct event light = {.kind = EVENT_BACKGROUND, .light = true};
	struct event dark = {.kind = EVENT_BACKGROUND, .light = false};
	assert_false(app_wants_background(f->app));
	app_handle(f->app, &light);
	assert_str(app_theme(f->app)->name, "terminal");
	run(f, "command theme auto\n");
	assert_true(app_wants_background(f->app));
	assert_str(app_theme(f->app)->name, "paper");
	app_handle(f->app, &dark);
	assert_str(app_theme(f->app)->name, "night");
	run(f, "command set background light\n");
	assert_str(app_theme(f->app)->name, "paper");
	app_handle(f->app, &dark);
	assert_str(app_theme(f->app)->name, "paper");
}

static void test_a_copied_quote_is_cited(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] ] ] y\ndump clipboard\n");
	if (str_find(buffer_str(&f->out), STR("— Ivo Tarn (Envoys weigh a fragile truce")) ==
		SIZE_MAX)
		fail_msg("%s", f->out.data);
}

static void test_what_another_program_wrote_is_offered_and_taken_in(void **state)
{
	struct fixture *f = *state, second = {.folder = f->folder, .path = f->path};
	run(f, "wait\nkeys ] t w\n");
	open_app(&second);
	run(&second, "wait\nkeys ] ] t c\n");
	run(f, "tick\n");
	expect_screen(f, "the annotations changed on disk");
	run(f, "keys ] ] m\ntype ours\nkeys Enter\n");
	assert_true(saved_holds(f, "tags: [commitment]"));
	assert_true(saved_holds(f, "note: \"ours\""));
	run(f, "command reload\n");
	expect_screen(f, "took in 1 change");
	expect_screen(f, "3 of 4 reviewed");
	app_free(second.app);
	buffer_free(&second.out);
}

static void test_a_very_large_article_waits_for_extract(void **state)
{
	struct fixture *f = *state;
	run(f, "command set extract-limit 0\ncommand edit /dev/null\n");
	run(f, "keys C-p\nwait\nkeys ]\n");
	expect_screen(f, "a large article: :extract looks for quotes");
	run(f, "command extract\nwait\nkeys ]\n");
	expect_screen(f, "quote 1/4");
}

static void test_keys_do_nothing_where_nothing_is_seen(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ] t\nresize 15 3\nkeys w\nresize 110 30\n");
	assert_false(saved_holds(f, "warning"));
	expect_screen(f, "tag:");
	run(f, "keys Esc\nresize 15 3\nkeys t w q\n");
	assert_false(saved_holds(f, "warning"));
	assert_true(app_finished(f->app));
}

static void test_two_articles_side_by_side(void **state)
{
	struct fixture *f = *state;
	struct buffer script = {0};
	char *other = test_file(f->folder, "statement.txt",
		STR("Statement of the ministry\n\nThe talks were useful.\n\nMinister Aru "
		    "thanked her hosts. “We leave as friends,” Aru said.\n"));
	buffer_format(&script, "wait\nkeys ]\ncommand compare %s\nwait\n", other);
	run(f, script.data);
	expect_screen(f, "thanked her hosts");
	expect_screen(f, "met in Geneva");
	/* The speaker of the quote here is found there under a shorter name. */
	run(f, "keys e Tab\n");
	expect_screen(f, "\n Aru, Minister");
	run(f, "keys ] t w Tab\n");
	run(f, "command tag warning\nkeys e Tab\n");
	expect_screen(f, "quote 1/1 · Aru · warning");
	run(f, "command compare\n");
	expect_no_screen(f, "thanked her hosts");
	expect_screen(f, "quote 1/4");
	buffer_free(&script);
	free(other);
}

static void press(struct fixture *f, uint32_t key)
{
	struct event event = {.kind = EVENT_KEY, .key = key};
	app_handle(f->app, &event);
}

static void test_a_change_shows_first_and_is_called_saved_when_it_is(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ]\n");
	press(f, 't');
	press(f, 'w');
	assert_true(app_is_saving(f->app));
	assert_true(app_has_work(f->app));
	expect_screen(f, "Lena Aru · warning");
	expect_screen(f, "1 of 4 reviewed · saving");
	assert_false(saved_holds(f, "warning"));
	app_settle(f->app);
	assert_false(app_is_saving(f->app));
	assert_true(saved_holds(f, "tags: [warning]"));
	expect_screen(f, "1 of 4 reviewed · saved");
}

static void test_no_event_overtakes_a_save(void **state)
{
	struct fixture *f = *state;
	run(f, "wait\nkeys ]\n");
	press(f, 't');
	press(f, 'w');
	assert_false(saved_holds(f, "warning"));
	press(f, ']');
	assert_true(saved_holds(f, "tags: [warning]"));
	press(f, 'u');
	assert_true(app_is_saving(f->app));
	app_free(f->app);
	assert_false(saved_holds(f, "warning"));
	open_app(f);
}

static void test_what_cannot_be_saved_is_not_called_saved(void **state)
{
	struct fixture *f = *state;
	if (geteuid() == 0) {
		/* Root writes into read-only folders: the sidecar's place is taken instead. */
		run(f, "wait\n");
		assert_int_equal(rename(f->folder, "/nonexistent/folder"), -1);
		char *moved = test_folder();
		struct buffer to = {0};
		buffer_format(&to, "%s/gone", moved);
		assert_int_equal(rename(f->folder, to.data), 0);
		run(f, "keys ]\n");
		run(f, "keys t w\n");
		expect_no_screen(f, "· saved");
		expect_screen(f, "NOT SAVED");
		run(f, "keys q\n");
		assert_false(app_finished(f->app));
		expect_screen(f, ":quit! ends all the same");
		assert_int_equal(rename(to.data, f->folder), 0);
		run(f, "command write\n");
		assert_true(saved_holds(f, "tags: [warning]"));
		run(f, "keys Esc\n");
		expect_screen(f, "reviewed · saved");
		run(f, "command quit!\n");
		assert_true(app_finished(f->app));
		test_folder_remove(moved);
		buffer_free(&to);
	}
}

int main(void)
{
	grapheme_locale();
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(test_three_keys_tag_a_quote_on_disk),
		CASE(test_again_tags_the_next_alike_and_goes_on),
		CASE(test_the_same_letter_takes_the_tag_off),
		CASE(test_several_tags_in_one_picker),
		CASE(test_a_new_tag_is_made_on_the_spot),
		CASE(test_a_new_tag_goes_into_the_folders_codebook),
		CASE(test_a_note_of_two_lines),
		CASE(test_a_speaker_is_corrected_with_completion),
		CASE(test_rejected_and_accepted_count_as_reviewed),
		CASE(test_words_selected_by_keyboard_become_a_span),
		CASE(test_the_other_end_of_a_selection_moves),
		CASE(test_the_mouse_selects),
		CASE(test_every_edit_is_undone_and_redone),
		CASE(test_annotations_are_there_again_next_time),
		CASE(test_a_phrase_over_two_rows_is_found),
		CASE(test_search_goes_round_and_says_so),
		CASE(test_only_matching_paragraphs_are_shown),
		CASE(test_a_cancelled_search_goes_back),
		CASE(test_the_star_walks_all_forms_of_a_name),
		CASE(test_a_count_repeats),
		CASE(test_digits_that_show_tabs_are_counts_with_alt),
		CASE(test_a_quote_is_gone_to_before_all_is_found),
		CASE(test_jumps_go_back_and_forward),
		CASE(test_the_filter_keeps_matching_items),
		CASE(test_enter_in_the_sidebar_goes_there),
		CASE(test_help_shows_own_bindings),
		CASE(test_a_mistyped_command_is_answered),
		CASE(test_a_theme_is_shown_while_it_is_typed),
		CASE(test_the_readers_own_themes_come_first),
		CASE(test_the_terminals_background_chooses_the_theme),
		CASE(test_a_copied_quote_is_cited),
		CASE(test_what_another_program_wrote_is_offered_and_taken_in),
		CASE(test_a_very_large_article_waits_for_extract),
		CASE(test_keys_do_nothing_where_nothing_is_seen),
		CASE(test_two_articles_side_by_side),
		CASE(test_a_change_shows_first_and_is_called_saved_when_it_is),
		CASE(test_no_event_overtakes_a_save),
		CASE(test_what_cannot_be_saved_is_not_called_saved),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
