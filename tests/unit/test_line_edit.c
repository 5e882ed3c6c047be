#include "test.h"

#include "attache/app/line_edit.h"
#include "attache/base/grapheme.h"
#include "attache/base/utf8.h"

static int utf8_locale(void **state)
{
	(void)state;
	return grapheme_locale() ? 0 : -1;
}

/* Send keys, named and separated by blanks; the outcome of the last. */
static enum line_edit_outcome press(struct line_edit *edit, const char *keys)
{
	enum line_edit_outcome outcome = LINE_IGNORED;
	for (struct str rest = str_from(keys), name; str_split(&rest, ' ', &name);) {
		struct event event = {.kind = EVENT_KEY};
		if (!key_parse(name, &event.key))
			fail_msg("no key: %.*s", STR_ARG(name));
		outcome = line_edit_handle(edit, &event);
	}
	return outcome;
}

static enum line_edit_outcome paste(struct line_edit *edit, const char *text)
{
	struct event event = {.kind = EVENT_PASTE, .text = str_from(text)};
	return line_edit_handle(edit, &event);
}

/* The text with "|" where the cursor is. */
static struct str picture(const struct line_edit *edit)
{
	static struct buffer out;
	struct str text = line_edit_text(edit);
	buffer_clear(&out);
	buffer_add(&out, str_slice(text, (struct range){0, edit->cursor}));
	buffer_add_byte(&out, '|');
	buffer_add(&out, str_slice(text, (struct range){edit->cursor, text.len}));
	return buffer_str(&out);
}

struct key_case {
	const char *before, *keys, *after;
};

static void check_keys(const struct key_case *cases, size_t count, bool multiline)
{
	for (size_t i = 0; i < count; i++) {
		struct line_edit edit;
		line_edit_init(&edit, multiline, NULL);
		line_edit_set(&edit, str_from(cases[i].before));
		press(&edit, cases[i].keys);
		assert_str(picture(&edit), cases[i].after);
		line_edit_free(&edit);
	}
}

static void test_keys_on_one_line(void **state)
{
	(void)state;
	static const struct key_case cases[] = {
		{"", "t a g Space x", "tag x|"},
		{"red line", "Left Left Backspace", "red l|ne"},
		{"red line", "Home Delete C-d", "|d line"},
		{"red line", "C-a C-f Right C-b X", "rX|ed line"},
		{"red line", "C-a End C-h", "red lin|"},
		{"a red-line, two", "M-b M-b", "a red-|line, two"},
		{"a red-line, two", "C-Left C-Left C-Left", "a |red-line, two"},
		{"a red-line, two", "Home M-f C-Right", "a red|-line, two"},
		{"a red-line, two", "C-w", "a red-line, |"},
		{"a red-line, two", "C-w C-w", "a |"},
		{"a red-line, two", "M-Backspace M-Backspace", "a red-|"},
		{"a red-line, two", "Home M-d", "| red-line, two"},
		{"a red-line, two", "M-b C-k", "a red-line, |"},
		{"a red-line, two", "M-b C-u", "|two"},
		{"a red-line, two", "M-b C-u End C-y", "twoa red-line, |"},
		{"a", "Home Left Backspace C-w C-u M-b", "|a"},
		{"a", "Right Delete C-k M-f M-d C-y", "a|"},
		{"a", "Up Down C-Home C-End", "a|"},
		{"cafe\xCC\x81s", "Left Left", "caf|e\xCC\x81s"},
		{"cafe\xCC\x81", "Backspace", "caf|"},
		{"王毅 said", "Home Right Delete M-d", "王|"},
		{"état", "M-b M-d", "|"},
		{"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7!", "Left Backspace", "|!"},
		{"\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7",
			"Backspace", "\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5|"},
	};
	check_keys(cases, sizeof cases / sizeof *cases, false);
}

static void test_keys_on_several_lines(void **state)
{
	(void)state;
	static const struct key_case cases[] = {
		{"one", "M-Enter t C-j w", "one\nt\nw|"},
		{"one\ntwo", "Home Backspace", "one|two"},
		{"one\ntwo", "Up", "one|\ntwo"},
		{"one\ntwo", "Up End Delete", "one|two"},
		{"one\ntwo", "Up C-a C-k C-k", "|two"},
		{"one\ntwo", "C-Home Down", "one\n|two"},
		{"one\ntwo", "C-Home C-n C-n", "one\ntwo|"},
		{"one\ntwo", "Up Up", "|one\ntwo"},
		{"a long line\nx\nanother line", "Up Up X", "a long lineX|\nx\nanother line"},
		{"a long line\nx\nanother line", "Up Left Up", "|a long line\nx\nanother line"},
		{"one\n", "Left", "one|\n"},
		{"one\n\ntwo", "Home Left Left", "one|\n\ntwo"},
		{"one two", "M-b C-p", "|one two"},
	};
	check_keys(cases, sizeof cases / sizeof *cases, true);
}

static void test_what_keys_say(void **state)
{
	(void)state;
	struct line_edit edit;
	line_edit_init(&edit, false, NULL);
	assert_int_equal(press(&edit, "x"), LINE_CHANGED);
	assert_int_equal(press(&edit, "Left"), LINE_MOVED);
	assert_int_equal(press(&edit, "Backspace"), LINE_MOVED);
	assert_int_equal(press(&edit, "Delete"), LINE_CHANGED);
	assert_int_equal(press(&edit, "Enter"), LINE_ACCEPTED);
	assert_int_equal(press(&edit, "C-j"), LINE_ACCEPTED);
	assert_int_equal(press(&edit, "Esc"), LINE_CANCELLED);
	assert_int_equal(press(&edit, "C-g"), LINE_CANCELLED);
	static const char *const others[] = {
		"Tab", "S-Tab", "F1", "PgUp", "M-x", "C-l", "C-Space", "Insert"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_int_equal(press(&edit, others[i]), LINE_IGNORED);
	struct event resize = {.kind = EVENT_RESIZE, .row = 5, .column = 5};
	assert_int_equal(line_edit_handle(&edit, &resize), LINE_IGNORED);
	assert_str(picture(&edit), "|");
	line_edit_free(&edit);
}

static void test_pasted_text_is_cleaned(void **state)
{
	(void)state;
	struct line_edit edit;
	line_edit_init(&edit, false, NULL);
	assert_int_equal(paste(&edit, "one\ntwo\t\033[31m\x07three\xC2\x9B\n\n"), LINE_CHANGED);
	assert_str(picture(&edit), "one two [31mthree|");
	assert_int_equal(paste(&edit, ""), LINE_MOVED);
	line_edit_free(&edit);
	line_edit_init(&edit, true, NULL);
	paste(&edit, "one\ntwo\t\033three\n");
	assert_str(picture(&edit), "one\ntwo\tthree\n|");
	line_edit_free(&edit);
}

/* A mark put behind a letter joins it, and the cursor never stands inside a cluster. */
static void test_what_joins_stays_whole(void **state)
{
	(void)state;
	struct line_edit edit;
	line_edit_init(&edit, false, NULL);
	line_edit_set(&edit, STR("x\xCC\x81y"));
	press(&edit, "Home");
	paste(&edit, "e");
	assert_str(picture(&edit), "e|x\xCC\x81y");
	press(&edit, "Delete");
	assert_str(picture(&edit), "e|y");
	line_edit_set(&edit, STR("\xCC\x81y"));
	press(&edit, "Home e");
	assert_str(picture(&edit), "e\xCC\x81|y");
	line_edit_free(&edit);
}

static void test_too_much_is_dropped(void **state)
{
	(void)state;
	struct buffer text = {0};
	struct line_edit edit;
	for (unsigned i = 0; i < 20000; i++)
		buffer_add_cstr(&text, "王毅");
	line_edit_init(&edit, false, NULL);
	press(&edit, "a");
	paste(&edit, text.data);
	assert_int_equal(edit.text.len, LINE_EDIT_MAX);
	assert_int_equal(utf8_valid_prefix(line_edit_text(&edit)), LINE_EDIT_MAX);
	press(&edit, "b");
	assert_int_equal(edit.text.len, LINE_EDIT_MAX);
	press(&edit, "Backspace b c d e");
	assert_int_equal(edit.text.len, LINE_EDIT_MAX);
	assert_true(str_ends(line_edit_text(&edit), STR("毅王bcd")) ||
		    str_ends(line_edit_text(&edit), STR("王毅bcd")));
	line_edit_free(&edit);
	buffer_free(&text);
}

static void test_the_history_is_walked_by_what_was_typed(void **state)
{
	(void)state;
	struct line_history history = {0};
	struct line_edit edit;
	static const char *const entries[] = {
		"theme night", "tag warning", "theme paper", "  ", "set measure 60"};
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		line_history_add(&history, str_from(entries[i]));
	assert_int_equal(history.count, 4);
	line_edit_init(&edit, false, &history);
	press(&edit, "Up");
	assert_str(picture(&edit), "set measure 60|");
	press(&edit, "C-p C-p C-p Up");
	assert_str(picture(&edit), "theme night|");
	press(&edit, "C-n Down Down Down Down");
	assert_str(picture(&edit), "|");
	press(&edit, "t h Up");
	assert_str(picture(&edit), "theme paper|");
	press(&edit, "Up Up");
	assert_str(picture(&edit), "theme night|");
	press(&edit, "Down");
	assert_str(picture(&edit), "theme paper|");
	press(&edit, "Down");
	assert_str(picture(&edit), "th|");
	/* An entry that was changed is what was typed from then on. */
	press(&edit, "Up C-w Up");
	assert_str(picture(&edit), "theme paper|");
	line_edit_free(&edit);
	line_history_free(&history);
}

static void test_the_history_keeps_the_newest_of_each(void **state)
{
	(void)state;
	struct line_history history = {0};
	struct buffer text = {0};
	line_history_add(&history, STR("again"));
	line_history_add(&history, STR("other"));
	line_history_add(&history, STR("again"));
	assert_int_equal(history.count, 2);
	assert_string_equal(history.items[1], "again");
	/* An entry of its own may be given back to it. */
	line_history_add(&history, str_from(history.items[0]));
	assert_string_equal(history.items[1], "other");
	for (unsigned i = 0; i < LINE_HISTORY_MAX + 10; i++) {
		buffer_clear(&text);
		buffer_format(&text, "entry %u", i);
		line_history_add(&history, buffer_str(&text));
	}
	assert_int_equal(history.count, LINE_HISTORY_MAX);
	assert_string_equal(history.items[0], "entry 10");
	buffer_free(&text);
	line_history_free(&history);
}

static void test_one_line_scrolls_with_its_cursor(void **state)
{
	(void)state;
	struct line_edit edit;
	struct str visible;
	unsigned column;
	line_edit_init(&edit, false, NULL);
	line_edit_set(&edit, STR("abcdefghij"));
	line_edit_view(&edit, 20, &visible, &column);
	assert_str(visible, "abcdefghij");
	assert_int_equal(column, 10);
	line_edit_view(&edit, 6, &visible, &column);
	assert_str(visible, "fghij");
	assert_int_equal(column, 5);
	press(&edit, "Left Left Left");
	line_edit_view(&edit, 6, &visible, &column);
	assert_str(visible, "fghij");
	assert_int_equal(column, 2);
	press(&edit, "Left Left Left");
	line_edit_view(&edit, 6, &visible, &column);
	assert_str(visible, "cdefgh");
	assert_int_equal(column, 2);
	press(&edit, "Home");
	line_edit_view(&edit, 6, &visible, &column);
	assert_str(visible, "abcdef");
	assert_int_equal(column, 0);
	/* No empty room on the right while text is hidden on the left. */
	press(&edit, "End");
	line_edit_view(&edit, 6, &visible, &column);
	press(&edit, "Backspace Backspace Backspace");
	line_edit_view(&edit, 6, &visible, &column);
	assert_str(visible, "cdefg");
	line_edit_set(&edit, STR("王毅王毅"));
	line_edit_view(&edit, 6, &visible, &column);
	assert_str(visible, "王毅");
	assert_int_equal(column, 4);
	line_edit_view(&edit, 0, &visible, &column);
	assert_int_equal(visible.len, 0);
	line_edit_free(&edit);
}

static void check_rows(struct line_edit *edit, unsigned columns, const char *expected)
{
	struct range rows[32];
	struct buffer out = {0};
	size_t count = line_edit_rows(edit, columns, 0, rows, 32);
	for (size_t i = 0; i < count; i++)
		buffer_format(&out, "%s%.*s", i ? "/" : "",
			STR_ARG(str_slice(line_edit_text(edit), rows[i])));
	assert_str(buffer_str(&out), expected);
	buffer_free(&out);
}

static void test_several_lines_wrap_at_blanks(void **state)
{
	(void)state;
	struct line_edit edit;
	line_edit_init(&edit, true, NULL);
	check_rows(&edit, 10, "");
	line_edit_set(&edit, STR("one two three\n\nfourfourfour x\n"));
	check_rows(&edit, 40, "one two three//fourfourfour x/");
	check_rows(&edit, 8, "one two/three//fourfou/rfour x/");
	check_rows(&edit, 7, "one /two /three//fourfo/urfour/x/");
	check_rows(&edit, 2, "o/n/e/t/w/o/t/h/r/e/e//f/o/u/r/f/o/u/r/f/o/u/r/x/");
	line_edit_set(&edit, STR("王毅王毅"));
	check_rows(&edit, 5, "王毅/王毅");
	check_rows(&edit, 1, "王/毅/王/毅");
	line_edit_set(&edit, STR("five \nsix "));
	check_rows(&edit, 5, "five//six ");
	line_edit_set(&edit, STR("王毅王毅"));
	struct range row;
	assert_int_equal(line_edit_rows(&edit, 1, 0, &row, 1), 4);
	assert_int_equal(row.end, 3);
	line_edit_free(&edit);
}

static void test_up_and_down_move_by_rows(void **state)
{
	(void)state;
	struct line_edit edit;
	size_t row;
	unsigned column;
	line_edit_init(&edit, true, NULL);
	line_edit_set(&edit, STR("one two three\nfour"));
	check_rows(&edit, 8, "one two/three/four");
	press(&edit, "Up");
	assert_str(picture(&edit), "one two thre|e\nfour");
	press(&edit, "Up");
	assert_str(picture(&edit), "one |two three\nfour");
	line_edit_place(&edit, 8, &row, &column);
	assert_int_equal(row, 0);
	assert_int_equal(column, 4);
	press(&edit, "Left Down Down");
	assert_str(picture(&edit), "one two three\nfou|r");
	/* In a row that is full to its edge the cursor stays in that row. */
	line_edit_set(&edit, STR("abcdefghij"));
	check_rows(&edit, 5, "abcd/efgh/ij");
	press(&edit, "Up");
	assert_str(picture(&edit), "abcdef|ghij");
	press(&edit, "End Up Up Down");
	line_edit_place(&edit, 5, &row, &column);
	assert_int_equal(row, 1);
	line_edit_free(&edit);
}

/* Any keys and pastes keep the text valid and the cursor on a border of clusters. */
static void walk(uint64_t seed, bool multiline)
{
	static const uint32_t keys[] = {KEYCODE_LEFT, KEYCODE_RIGHT, KEYCODE_UP, KEYCODE_DOWN,
		KEYCODE_HOME, KEYCODE_END, KEYCODE_BACKSPACE, KEYCODE_DELETE, 'x', ' ', '-',
		0x301, 0x200D, 0x1F469, 0x1F1EF, 0x1F1F5, 0x738B, 0x915, 0x94D, 0x937, 0x1100,
		0x1161, 0xFE0F, 0x202E, 'j' | KEYCODE_CONTROL, 'k' | KEYCODE_CONTROL,
		'u' | KEYCODE_CONTROL, 'w' | KEYCODE_CONTROL, 'y' | KEYCODE_CONTROL,
		'b' | KEYCODE_ALT, 'f' | KEYCODE_ALT, 'd' | KEYCODE_ALT,
		KEYCODE_BACKSPACE | KEYCODE_ALT, KEYCODE_HOME | KEYCODE_CONTROL};
	static const char *const pastes[] = {"a cafe\xCC\x81\n", "\xCC\x81", "한국 王\t",
		"\xE2\x80\x8D\xF0\x9F\x91\xA7", "\r\n\033[A", "one two three four five six"};
	struct test_random random = {seed};
	struct line_history history = {0};
	struct line_edit edit;
	line_history_add(&history, STR("x e\xCC\x81"));
	line_history_add(&history, STR("王 x"));
	line_edit_init(&edit, multiline, &history);
	for (unsigned step = 0; step < 3000; step++) {
		struct event event = {.kind = EVENT_KEY};
		size_t choice = test_random_below(&random, sizeof keys / sizeof *keys + 3);
		if (choice < sizeof keys / sizeof *keys)
			event.key = keys[choice];
		else
			event = (struct event){.kind = EVENT_PASTE,
				.text = str_from(pastes[test_random_below(
					&random, sizeof pastes / sizeof *pastes)])};
		line_edit_handle(&edit, &event);
		struct str text = line_edit_text(&edit), visible;
		size_t border = 0, row;
		unsigned column, columns = 1 + (unsigned)test_random_below(&random, 30);
		assert_int_equal(utf8_valid_prefix(text), text.len);
		while (border < edit.cursor)
			border = grapheme_next(text, border);
		assert_int_equal(border, edit.cursor);
		if (multiline) {
			size_t count = line_edit_rows(&edit, columns, 0, NULL, 0);
			line_edit_place(&edit, columns, &row, &column);
			assert_true(row < count);
			assert_true(columns < 3 || column < columns);
		} else {
			line_edit_view(&edit, columns, &visible, &column);
			assert_true(column < columns);
			assert_true(grapheme_text_width(visible) <= columns);
			assert_true(visible.s + visible.len <= text.s + text.len);
		}
		if (text.len > 300)
			line_edit_set(&edit, STR("e"));
	}
	line_edit_free(&edit);
	line_history_free(&history);
}

static void test_random_keys_keep_the_cursor_on_borders(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 8; seed++)
		walk(seed, seed % 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_on_one_line),
		cmocka_unit_test(test_keys_on_several_lines),
		cmocka_unit_test(test_what_keys_say),
		cmocka_unit_test(test_pasted_text_is_cleaned),
		cmocka_unit_test(test_what_joins_stays_whole),
		cmocka_unit_test(test_too_much_is_dropped),
		cmocka_unit_test(test_the_history_is_walked_by_what_was_typed),
		cmocka_unit_test(test_the_history_keeps_the_newest_of_each),
		cmocka_unit_test(test_one_line_scrolls_with_its_cursor),
		cmocka_unit_test(test_several_lines_wrap_at_blanks),
		cmocka_unit_test(test_up_and_down_move_by_rows),
		cmocka_unit_test(test_random_keys_keep_the_cursor_on_borders),
	};
	return cmocka_run_group_tests(tests, utf8_locale, NULL);
}
