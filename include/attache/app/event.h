/* Events: what happens to the program, without a terminal in sight. */
#ifndef ATTACHE_APP_EVENT_H
#define ATTACHE_APP_EVENT_H

#include "attache/base/error.h"
#include "attache/base/str.h"

#include <stdint.h>

enum event_kind {
	EVENT_KEY,
	EVENT_PASTE,
	EVENT_MOUSE,
	EVENT_RESIZE,
	EVENT_TICK,
	EVENT_FOCUS,
	EVENT_BACKGROUND, /* the terminal said whether it is light */
	EVENT_QUIT        /* SIGTERM, SIGHUP, terminal gone */
};

/* A key: a code point, or one of KEY_... ; modifiers are bits above. C-a is 'a' |
 * KEYCODE_CONTROL.
 */
enum {
	KEYCODE_CONTROL = 1 << 24,
	KEYCODE_ALT = 1 << 25,
	KEYCODE_SHIFT = 1 << 26, /* for special keys only; letters carry their case */
	KEYCODE_SPECIAL = 1 << 23,
	KEYCODE_ESCAPE = KEYCODE_SPECIAL,
	KEYCODE_RETURN,
	KEYCODE_TABULATOR,
	KEYCODE_BACKSPACE,
	KEYCODE_DELETE,
	KEYCODE_INSERT,
	KEYCODE_UP,
	KEYCODE_DOWN,
	KEYCODE_LEFT,
	KEYCODE_RIGHT,
	KEYCODE_HOME,
	KEYCODE_END,
	KEYCODE_PAGE_UP,
	KEYCODE_PAGE_DOWN,
	KEYCODE_FUNCTION /* F1 is KEYCODE_FUNCTION + 1 */
};

enum mouse_action { MOUSE_PRESS, MOUSE_DRAG, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
	enum event_kind kind;
	uint32_t key;            /* EVENT_KEY */
	struct str text;         /* EVENT_PASTE */
	enum mouse_action mouse; /* EVENT_MOUSE */
	bool light;              /* EVENT_BACKGROUND */
	unsigned row, column;    /* EVENT_MOUSE, 0-based; EVENT_RESIZE: the new size */
};

/* Key names as in the config and the help: "j", "C-d", "M-x", "S-Tab", "Space", "PgDn", "F1",
 * "<". */
bool key_parse(struct str name, uint32_t *key);
void key_name(uint32_t key, char out[24]);

#endif
