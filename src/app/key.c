#include "attache/app/event.h"

#include "attache/base/buffer.h"
#include "attache/base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define FUNCTION_KEYS 24
#define MODIFIERS ((uint32_t)(KEYCODE_CONTROL | KEYCODE_ALT | KEYCODE_SHIFT))

static const struct {
	char letter;
	uint32_t bit;
} modifiers[] = {{'C', KEYCODE_CONTROL}, {'M', KEYCODE_ALT}, {'S', KEYCODE_SHIFT}};

/* The first name of a key is the one that is shown; the others are understood. */
static const struct {
	uint32_t key;
	const char *name;
} names[] = {
	{' ', "Space"},
	{KEYCODE_ESCAPE, "Esc"},
	{KEYCODE_RETURN, "Enter"},
	{KEYCODE_TABULATOR, "Tab"},
	{KEYCODE_BACKSPACE, "Backspace"},
	{KEYCODE_DELETE, "Delete"},
	{KEYCODE_INSERT, "Insert"},
	{KEYCODE_UP, "Up"},
	{KEYCODE_DOWN, "Down"},
	{KEYCODE_LEFT, "Left"},
	{KEYCODE_RIGHT, "Right"},
	{KEYCODE_HOME, "Home"},
	{KEYCODE_END, "End"},
	{KEYCODE_PAGE_UP, "PgUp"},
	{KEYCODE_PAGE_DOWN, "PgDn"},
	{KEYCODE_ESCAPE, "Escape"},
	{KEYCODE_RETURN, "Return"},
	{KEYCODE_DELETE, "Del"},
	{KEYCODE_INSERT, "Ins"},
	{KEYCODE_BACKSPACE, "BS"},
	{KEYCODE_PAGE_UP, "PageUp"},
	{KEYCODE_PAGE_DOWN, "PageDown"},
};
#define NAMES (sizeof names / sizeof *names)

/* Cut "C-", "M-", "S-" off; what is left is not empty, so "-" and "C--" are keys. */
static uint32_t cut_modifiers(struct str *name)
{
	uint32_t bits = 0;
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < 3 && name->len > 2 && name->s[1] == '-'; i++) {
			if (name->s[0] == modifiers[i].letter && !(bits & modifiers[i].bit)) {
				bits |= modifiers[i].bit;
				*name = str_slice(*name, (struct range){2, name->len});
				again = true;
			}
		}
	}
	return bits;
}

static bool special_key(struct str name, uint32_t *key)
{
	for (size_t i = 0; i < NAMES; i++)
		if (str_equal_ascii_nocase(name, str_from(names[i].name))) {
			*key = names[i].key;
			return true;
		}
	size_t number;
	if (name.len < 2 || name.len > 3 || (name.s[0] != 'F' && name.s[0] != 'f') ||
		!str_to_size(str_slice(name, (struct range){1, name.len}), &number) ||
		number < 1 || number > FUNCTION_KEYS || name.s[1] == '0')
		return false;
	*key = KEYCODE_FUNCTION + (uint32_t)number;
	return true;
}

bool key_parse(struct str name, uint32_t *key)
{
	uint32_t bits = cut_modifiers(&name), code;
	size_t length;
	if (special_key(name, &code)) {
		/* The space bar has no shifted form a terminal would tell. */
		if (code == ' ' && (bits & KEYCODE_SHIFT))
			return false;
		*key = code | bits;
		return true;
	}
	if (name.len == 0 || utf8_valid_prefix(name) != name.len)
		return false;
	code = utf8_decode(name, 0, &length);
	bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
	if (length != name.len || control || code == ' ' || (bits & KEYCODE_SHIFT))
		return false;
	/* Terminals send one code for control with either case. */
	if ((bits & KEYCODE_CONTROL) && code >= 'A' && code <= 'Z')
		code += 'a' - 'A';
	*key = code | bits;
	return true;
}

void key_name(uint32_t key, char out[24])
{
	char text[24] = "";
	size_t used = 0;
	for (size_t i = 0; i < 3; i++) {
		if (key & modifiers[i].bit) {
			text[used++] = modifiers[i].letter;
			text[used++] = '-';
		}
	}
	key &= ~MODIFIERS;
	if (key > KEYCODE_FUNCTION) {
		snprintf(text + used, sizeof text - used, "F%u",
			(unsigned)(key - KEYCODE_FUNCTION) % 1000);
		memcpy(out, text, sizeof text);
		return;
	}
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].key == key) {
			snprintf(text + used, sizeof text - used, "%s", names[i].name);
			memcpy(out, text, sizeof text);
			return;
		}
	assert(key < KEYCODE_SPECIAL);
	utf8_encode(key, text + used);
	memcpy(out, text, sizeof text);
}
