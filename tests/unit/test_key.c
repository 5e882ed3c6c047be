#include "test.h"

#include "attache/app/event.h"
#include "attache/base/utf8.h"

static void test_names_and_keys(void **state)
{
	(void)state;
	static const struct {
		const char *name, *canonical;
		uint32_t key;
	} cases[] = {
		{"j", "j", 'j'},
		{"G", "G", 'G'},
		{"<", "<", '<'},
		{"-", "-", '-'},
		{"C--", "C--", '-' | KEYCODE_CONTROL},
		{"C", "C", 'C'},
		{"C-d", "C-d", 'd' | KEYCODE_CONTROL},
		{"C-D", "C-d", 'd' | KEYCODE_CONTROL},
		{"M-x", "M-x", 'x' | KEYCODE_ALT},
		{"M-X", "M-X", 'X' | KEYCODE_ALT},
		{"M-C-x", "C-M-x", 'x' | KEYCODE_ALT | KEYCODE_CONTROL},
		{"S-Tab", "S-Tab", KEYCODE_TABULATOR | KEYCODE_SHIFT},
		{"Space", "Space", ' '},
		{"C-Space", "C-Space", ' ' | KEYCODE_CONTROL},
		{"space", "Space", ' '},
		{"PgDn", "PgDn", KEYCODE_PAGE_DOWN},
		{"PageDown", "PgDn", KEYCODE_PAGE_DOWN},
		{"F1", "F1", KEYCODE_FUNCTION + 1},
		{"f12", "F12", KEYCODE_FUNCTION + 12},
		{"S-F24", "S-F24", (KEYCODE_FUNCTION + 24) | KEYCODE_SHIFT},
		{"F", "F", 'F'},
		{"Enter", "Enter", KEYCODE_RETURN},
		{"Return", "Enter", KEYCODE_RETURN},
		{"Esc", "Esc", KEYCODE_ESCAPE},
		{"Backspace", "Backspace", KEYCODE_BACKSPACE},
		{"C-M-S-Backspace", "C-M-S-Backspace",
			KEYCODE_BACKSPACE | KEYCODE_CONTROL | KEYCODE_ALT | KEYCODE_SHIFT},
		{"é", "é", 0xE9},
		{"王", "王", 0x738B},
		{"M-😀", "M-😀", 0x1F600 | KEYCODE_ALT},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint32_t key = 0;
		char name[24];
		if (!key_parse(str_from(cases[i].name), &key))
			fail_msg("no key: %s", cases[i].name);
		assert_int_equal(key, cases[i].key);
		key_name(key, name);
		assert_string_equal(name, cases[i].canonical);
		assert_true(key_parse(str_from(name), &key));
		assert_int_equal(key, cases[i].key);
	}
}

static void test_what_no_key_sends_is_refused(void **state)
{
	(void)state;
	static const char *const cases[] = {"", "jj", "C-", "C-C-d", "S-a", "S-Space", "F0",
		"F25", "F1x", "F01", "X-a", "Tabulator", " ", "\t", "\x7F", "\xC2\x85", "\xFF",
		"\xC3", "j k", "c-d"};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint32_t key = 42;
		if (key_parse(str_from(cases[i]), &key))
			fail_msg("a key: \"%s\"", cases[i]);
		assert_int_equal(key, 42);
	}
}

/* Whatever the terminal layer makes of bytes has a name, and the name means that key. */
static void test_every_key_has_a_name_of_its_own(void **state)
{
	(void)state;
	static const uint32_t bits[] = {0, KEYCODE_CONTROL, KEYCODE_ALT,
		(uint32_t)KEYCODE_CONTROL | (uint32_t)KEYCODE_ALT};
	for (size_t i = 0; i < 4; i++) {
		for (uint32_t code = 0x20; code < 0x3000; code++) {
			uint32_t key = 0, expected = code | bits[i];
			char name[24];
			if ((code >= 0x7F && code < 0xA0) ||
				((bits[i] & KEYCODE_CONTROL) && code >= 'A' && code <= 'Z'))
				continue;
			key_name(expected, name);
			assert_true(key_parse(str_from(name), &key));
			assert_int_equal(key, expected);
		}
		for (uint32_t code = KEYCODE_SPECIAL; code <= KEYCODE_FUNCTION + 24; code++) {
			uint32_t key = 0, expected = code | bits[i] | KEYCODE_SHIFT;
			char name[24];
			if (code == KEYCODE_FUNCTION) /* F0 */
				continue;
			key_name(expected, name);
			assert_true(key_parse(str_from(name), &key));
			assert_int_equal(key, expected);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_and_keys),
		cmocka_unit_test(test_what_no_key_sends_is_refused),
		cmocka_unit_test(test_every_key_has_a_name_of_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
