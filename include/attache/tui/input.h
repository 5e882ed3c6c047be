/* Input: the bytes a terminal sends, turned into events. Knows no terminal itself, so that
 * every sequence can be tested. Reads what xterm and its kin, tmux, screen, rxvt, kitty and the
 * Linux console send; unknown sequences are swallowed whole, never typed into the program.
 *
 *     input_feed(&input, bytes);
 *     while (input_next(&input, false, &event)) ...
 *     if (input_waiting(&input)) ... and no byte came for a while: input_next(&input, true,
 * ...)
 */
#ifndef ATTACHE_TUI_INPUT_H
#define ATTACHE_TUI_INPUT_H

#include "attache/app/event.h"
#include "attache/base/buffer.h"

#define INPUT_PASTE_MAX (1024 * 1024) /* bytes; the rest of a longer paste is dropped */

struct input {
	struct buffer bytes;
	size_t start; /* of what was not read yet, in bytes */
	bool pasting;
	struct buffer paste, text; /* as it comes in; as handed out */
};

void input_free(struct input *input); /* zeroed = ready for use */
void input_feed(struct input *input, struct str bytes);

/* The next event, false when there is none. `flush`: nothing more is coming, so an unfinished
 * sequence is a key of its own (Escape). The text of a paste holds until the next call; it is
 * valid UTF-8 and its lines end in LF. */
bool input_next(struct input *input, bool flush, struct event *event);

/* An escape sequence or character has begun and not ended. */
bool input_waiting(const struct input *input);

#endif
