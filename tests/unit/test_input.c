#include "test.h"

#include "attache/tui/input.h"

/* Events as short text: "j C-d Esc paste(..) click(3,4)". */
static void describe(struct buffer *out, const struct event *event)
{
	static const struct {
		uint32_t key;
		const char *name;
	} names[] = {{KEYCODE_ESCAPE, "Esc"}, {KEYCODE_RETURN, "Ret"},
		{KEYCODE_TABULATOR, "Tab"}, {KEYCODE_BACKSPACE, "BS"}, {KEYCODE_DELETE, "Del"},
		{KEYCODE_INSERT, "Ins"}, {KEYCODE_UP, "Up"}, {KEYCODE_DOWN, "Down"},
		{KEYCODE_LEFT, "Left"}, {KEYCODE_RIGHT, "Right"}, {KEYCODE_HOME, "Home"},
		{KEYCODE_END, "End"}, {KEYCODE_PAGE_UP, "PgUp"}, {KEYCODE_PAGE_DOWN, "PgDn"}};
	static const char *const mouse[] = {"press", "drag", "release", "up", "down"};
	if (out->len)
		buffer_add_byte(out, ' ');
	if (event->kind == EVENT_PASTE) {
		buffer_format(out, "paste(%.*s)", STR_ARG(event->text));
	} else if (event->kind == EVENT_MOUSE) {
		buffer_format(out, "%s(%u,%u)", mouse[event->mouse], event->row, event->column);
	} else if (event->kind == EVENT_FOCUS) {
		buffer_add_cstr(out, "focus");
	} else if (event->kind == EVENT_BACKGROUND) {
		buffer_add_cstr(out, event->light ? "light" : "dark");
	} else {
		assert_int_equal(event->kind, EVENT_KEY);
		uint32_t key = event->key &
			       ~(uint32_t)(KEYCODE_CONTROL | KEYCODE_ALT | KEYCODE_SHIFT);
		if (event->key & KEYCODE_CONTROL)
			buffer_add_cstr(out, "C-");
		if (event->key & KEYCODE_ALT)
			buffer_add_cstr(out, "M-");
		if (event->key & KEYCODE_SHIFT)
			buffer_add_cstr(out, "S-");
		if (key > KEYCODE_FUNCTION) {
			buffer_format(out, "F%u", key - KEYCODE_FUNCTION);
			return;
		}
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			if (names[i].key == key) {
				buffer_add_cstr(out, names[i].name);
				return;
			}
		}
		assert_true(key < KEYCODE_SPECIAL);
		buffer_add_codepoint(out, key);
	}
}

/* All events of bytes that come in pieces of `piece` bytes; a flush at the very end. */
static struct str events(struct str bytes, size_t piece)
{
	static struct buffer out;
	struct input input = {0};
	struct event event;
	buffer_clear(&out);
	for (size_t i = 0; i < bytes.len; i += piece) {
		size_t end = i + piece < bytes.len ? i + piece : bytes.len;
		input_feed(&input, str_slice(bytes, (struct range){i, end}));
		while (input_next(&input, false, &event))
			describe(&out, &event);
	}
	while (input_next(&input, true, &event))
		describe(&out, &event);
	assert_false(input_waiting(&input));
	input_free(&input);
	return buffer_str(&out);
}

#define BYTES(literal) \
	{ \
		literal, sizeof(literal) - 1 \
	}

static void test_keys(void **state)
{
	(void)state;
	static const struct {
		struct str bytes;
		const char *events;
	} cases[] = {
		{BYTES("jG é王"), "j G   é 王"},
		{BYTES("\r\t\x7f\b\x04\x1f\x1c"), "Ret Tab BS BS C-d C-_ C-\\"},
		{BYTES("\0"), "C- "},
		{BYTES("\n"), "C-j"},
		{BYTES("\033"), "Esc"},
		{BYTES("\033\033"), "Esc Esc"},
		{BYTES("\033x\033\r\033\xC3\xA9"), "M-x M-Ret M-é"},
		{BYTES("\033[A\033OB\033[C\033OD"), "Up Down Right Left"},
		{BYTES("\033\033[A"), "Esc Up"},
		{BYTES("\033[H\033[F\033[1~\033[4~\033[7~\033[8~"),
			"Home End Home End Home End"},
		{BYTES("\033[2~\033[3~\033[5~\033[6~"), "Ins Del PgUp PgDn"},
		{BYTES("\033[1;5A\033[1;2B\033[1;3C\033[6;5~"), "C-Up S-Down M-Right C-PgDn"},
		{BYTES("\033[Z"), "S-Tab"},
		{BYTES("\033OP\033[11~\033[15~\033[17~\033[24~\033[1;2S"),
			"F1 F1 F5 F6 F12 S-F4"},
		{BYTES("\033[[A\033[[E"), "F1 F5"},
		{BYTES("\033[27;5;105~\033[105;5u\033[13;2u"), "C-i C-i S-Ret"},
		{BYTES("\033[I\033[O"), "focus"},
		{BYTES("\033["), "M-["},
		{BYTES("\033O"), "M-O"},
		{BYTES("\xC3"), ""},
		{BYTES("\xC3j\xFFk\xC2\x85l"), "j k l"},
		/* Answers and unknown sequences are no keys. */
		{BYTES("\033]11;rgb:ffff/fdfd/f6f6\033\\j"), "light j"},
		{BYTES("\033]11;rgb:1e1e/1E1E/2e2e\aj"), "dark j"},
		{BYTES("\033]11;rgb:00/00\aj\033]11;rgb:xx/yy/zz\ak"), "j k"},
		{BYTES("\033]10;rgb:ffff/ffff/ffff\aj\033]52;c;aGk=\033\\k"), "j k"},
		{BYTES("\033]"), "M-]"},
		{BYTES("\033[?2026;2$yj\033[99~k\033[>1;2cl"), "j k l"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t piece = 1; piece <= cases[i].bytes.len; piece++)
			assert_str(events(cases[i].bytes, piece), cases[i].events);
}

static void test_mouse(void **state)
{
	(void)state;
	assert_str(events(STR("\033[<0;1;1M\033[<32;5;3M\033[<0;5;3m"), 64),
		"press(0,0) drag(2,4) release(2,4)");
	assert_str(events(STR("\033[<64;9;9M\033[<65;9;9M\033[<80;9;9M"), 64),
		"up(8,8) down(8,8) up(8,8)");
	assert_str(events(STR("\033[<2;1;1M\033[<35;1;1M\033[<0;0;0M\033[<0;1Mj"), 64), "j");
}

static void test_paste(void **state)
{
	(void)state;
	const struct str bytes = STR("a\033[200~one\rtwo\r\nq:\033[A\xFF\033[201~b");
	for (size_t piece = 1; piece <= bytes.len; piece++)
		assert_str(events(bytes, piece), "a paste(one\ntwo\nq:\033[A\xEF\xBF\xBD) b");
	assert_str(events(STR("\033[200~\033[201~"), 99), "paste()");
}

static void test_a_huge_paste_is_cut_and_the_keys_behind_it_live(void **state)
{
	(void)state;
	struct input input = {0};
	struct event event;
	input_feed(&input, STR("\033[200~"));
	assert_false(input_next(&input, false, &event));
	struct buffer chunk = {0};
	buffer_add_repeat(&chunk, 'x', 100000);
	for (unsigned i = 0; i < 20; i++) {
		input_feed(&input, buffer_str(&chunk));
		assert_false(input_next(&input, false, &event));
		assert_false(input_waiting(&input));
	}
	input_feed(&input, STR("\033[201~j"));
	assert_true(input_next(&input, false, &event));
	assert_int_equal(event.text.len, INPUT_PASTE_MAX);
	assert_true(input_next(&input, false, &event));
	assert_int_equal(event.key, 'j');
	buffer_free(&chunk);
	input_free(&input);
}

static void test_an_endless_sequence_is_dropped(void **state)
{
	(void)state;
	struct input input = {0};
	struct event event;
	input_feed(&input, STR("\033["));
	for (unsigned i = 0; i < 40; i++)
		input_feed(&input, STR("1;"));
	assert_false(input_next(&input, false, &event));
	assert_false(input_waiting(&input));
	input_feed(&input, STR("j"));
	assert_true(input_next(&input, false, &event));
	assert_int_equal(event.key, 'j');
	input_free(&input);
}

static void test_an_answer_without_end_is_dropped(void **state)
{
	(void)state;
	struct input input = {0};
	struct event event;
	struct buffer bytes = {0};
	buffer_add_cstr(&bytes, "\033]11;rgb:");
	buffer_add_repeat(&bytes, 'f', 400);
	input_feed(&input, buffer_str(&bytes));
	assert_false(input_next(&input, false, &event));
	assert_false(input_waiting(&input));
	input_feed(&input, STR("j"));
	assert_true(input_next(&input, false, &event));
	assert_int_equal(event.key, 'j');
	input_free(&input);
	buffer_free(&bytes);
}

static void test_waiting_tells_that_a_sequence_has_begun(void **state)
{
	(void)state;
	struct input input = {0};
	struct event event;
	assert_false(input_waiting(&input));
	input_feed(&input, STR("\033"));
	assert_false(input_next(&input, false, &event));
	assert_true(input_waiting(&input));
	assert_true(input_next(&input, true, &event));
	assert_int_equal(event.key, KEYCODE_ESCAPE);
	assert_false(input_waiting(&input));
	input_free(&input);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_mouse),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_a_huge_paste_is_cut_and_the_keys_behind_it_live),
		cmocka_unit_test(test_an_endless_sequence_is_dropped),
		cmocka_unit_test(test_an_answer_without_end_is_dropped),
		cmocka_unit_test(test_waiting_tells_that_a_sequence_has_begun),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
