#include "attache/tui/input.h"

#include "attache/base/utf8.h"

#include <string.h>

#define ESCAPE 0x1B
#define SEQUENCE_MAX 64 /* bytes; longer ones are noise */

static const struct str paste_end = {"\033[201~", 6};

void input_free(struct input *input)
{
	buffer_free(&input->bytes);
	buffer_free(&input->paste);
	buffer_free(&input->text);
}

void input_feed(struct input *input, struct str bytes)
{
	if (input->start == input->bytes.len) {
		buffer_clear(&input->bytes);
		input->start = 0;
	}
	buffer_add(&input->bytes, bytes);
}

bool input_waiting(const struct input *input)
{
	return input->start < input->bytes.len && !input->pasting;
}

static struct event key_event(uint32_t key)
{
	return (struct event){.kind = EVENT_KEY, .key = key};
}

/* ---- control sequences: ESC [ parameters final ---------------------------------------------
 */

struct sequence {
	char prefix; /* '<' of a mouse report, '?' of an answer, else 0 */
	unsigned values[4];
	unsigned count;
	char final;
};

/* Length of the sequence after "ESC [", 0 when it has not ended. */
static size_t read_sequence(struct str bytes, struct sequence *sequence)
{
	size_t i = 0;
	*sequence = (struct sequence){0};
	if (i < bytes.len && strchr("<=>?", bytes.s[i]) && bytes.s[i])
		sequence->prefix = bytes.s[i++];
	for (; i < bytes.len; i++) {
		char byte = bytes.s[i];
		unsigned *value = &sequence->values[sequence->count < 4 ? sequence->count : 3];
		if (byte >= '0' && byte <= '9') {
			if (*value < 100000)
				*value = *value * 10 + (unsigned)(byte - '0');
		} else if (byte == ';') {
			sequence->count++;
		} else if (byte >= '@' && byte <= '~') {
			sequence->final = byte;
			sequence->count++;
			return i + 1;
		} else if (byte < ' ' || byte > '~') {
			return i > 0 ? i : 1; /* broken off: what follows is read anew */
		}
	}
	return 0;
}

/* xterm's modifier parameter: 1 + shift + 2 alt + 4 control. */
static uint32_t modifiers(unsigned parameter)
{
	unsigned bits = parameter > 0 ? parameter - 1 : 0;
	return ((bits & 1) ? KEYCODE_SHIFT : 0u) | ((bits & 2) ? KEYCODE_ALT : 0u) |
	       ((bits & 4) ? KEYCODE_CONTROL : 0u);
}

static uint32_t numbered_key(unsigned number)
{
	static const uint32_t keys[] = {0, KEYCODE_HOME, KEYCODE_INSERT, KEYCODE_DELETE,
		KEYCODE_END, KEYCODE_PAGE_UP, KEYCODE_PAGE_DOWN, KEYCODE_HOME, KEYCODE_END};
	if (number < sizeof keys / sizeof *keys)
		return keys[number];
	if (number >= 11 && number <= 15)
		return KEYCODE_FUNCTION + number - 10;
	if (number >= 17 && number <= 21)
		return KEYCODE_FUNCTION + number - 11;
	if (number == 23 || number == 24)
		return KEYCODE_FUNCTION + number - 12;
	return 0;
}

static uint32_t lettered_key(char final)
{
	switch (final) {
	case 'A':
		return KEYCODE_UP;
	case 'B':
		return KEYCODE_DOWN;
	case 'C':
		return KEYCODE_RIGHT;
	case 'D':
		return KEYCODE_LEFT;
	case 'H':
		return KEYCODE_HOME;
	case 'F':
		return KEYCODE_END;
	case 'M': /* the keypad's Enter, behind ESC O */
		return KEYCODE_RETURN;
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return KEYCODE_FUNCTION + 1 + (uint32_t)(final - 'P');
	default:
		return 0;
	}
}

/* The key of a single byte below 0x80. */
static uint32_t byte_key(unsigned char byte)
{
	if (byte == '\r')
		return KEYCODE_RETURN;
	if (byte == '\t')
		return KEYCODE_TABULATOR;
	if (byte == 0x7F || byte == '\b')
		return KEYCODE_BACKSPACE;
	if (byte == ESCAPE)
		return KEYCODE_ESCAPE;
	if (byte == 0)
		return ' ' | KEYCODE_CONTROL;
	if (byte <= 26)
		return (uint32_t)(byte + 'a' - 1) | KEYCODE_CONTROL;
	if (byte < ' ')
		return (uint32_t)(byte + '@') | KEYCODE_CONTROL;
	return byte;
}

/* A key told by its code point (kitty's "u", xterm's modifyOtherKeys). */
static uint32_t coded_key(unsigned codepoint, uint32_t with)
{
	if (codepoint >= 0x80)
		return codepoint | (with & ~(uint32_t)KEYCODE_SHIFT);
	uint32_t key = byte_key((unsigned char)codepoint);
	if (!(key & KEYCODE_SPECIAL))
		with &= ~(uint32_t)KEYCODE_SHIFT;
	return key | with;
}

static bool mouse_event(const struct sequence *sequence, struct event *event)
{
	unsigned button = sequence->values[0];
	if (sequence->count < 3 || sequence->values[1] == 0 || sequence->values[2] == 0)
		return false;
	*event = (struct event){.kind = EVENT_MOUSE,
		.row = sequence->values[2] - 1,
		.column = sequence->values[1] - 1};
	button &= ~(4u | 8u | 16u); /* shift, alt, control */
	if (button == 64 || button == 65)
		event->mouse = button == 64 ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
	else if (button == 0)
		event->mouse = sequence->final == 'm' ? MOUSE_RELEASE : MOUSE_PRESS;
	else if (button == 32)
		event->mouse = MOUSE_DRAG;
	else
		return false;
	return true;
}

/* False when the sequence means nothing to us. */
static bool sequence_event(
	struct input *input, const struct sequence *sequence, struct event *event)
{
	uint32_t key = 0, with = modifiers(sequence->values[1]);
	if (sequence->prefix == '<' && (sequence->final == 'M' || sequence->final == 'm'))
		return mouse_event(sequence, event);
	if (sequence->prefix)
		return false;
	switch (sequence->final) {
	case '~':
		if (sequence->values[0] == 200) {
			input->pasting = true;
			buffer_clear(&input->paste);
			return false;
		}
		if (sequence->values[0] == 27 && sequence->count >= 3)
			key = coded_key(sequence->values[2], with);
		else if ((key = numbered_key(sequence->values[0])) != 0)
			key |= with;
		break;
	case 'u':
		key = coded_key(sequence->values[0], with);
		break;
	case 'Z':
		key = KEYCODE_TABULATOR | KEYCODE_SHIFT;
		break;
	case 'I':
		*event = (struct event){.kind = EVENT_FOCUS};
		return true;
	default:
		key = sequence->final == 'M' ? 0 : lettered_key(sequence->final);
		if (key)
			key |= with;
		break;
	}
	*event = key_event(key);
	return key != 0;
}

/* ---- pasted text ---------------------------------------------------------------------------
 */

/* Terminals send CR for line ends, and not all of them send valid UTF-8. */
static void clean_paste(struct input *input)
{
	struct str raw = buffer_str(&input->paste);
	buffer_clear(&input->text);
	for (size_t i = 0, length; i < raw.len; i += length) {
		uint32_t codepoint = utf8_decode(raw, i, &length);
		if (codepoint != '\r')
			buffer_add_codepoint(&input->text, codepoint);
		else if (i + 1 == raw.len || raw.s[i + 1] != '\n')
			buffer_add_byte(&input->text, '\n');
	}
}

/* Take bytes up to the end mark. True when the paste is complete. */
static bool read_paste(struct input *input)
{
	struct str bytes = buffer_str(&input->bytes);
	bytes = str_slice(bytes, (struct range){input->start, bytes.len});
	size_t end = str_find(bytes, paste_end), take = end;
	bool complete = end != (size_t)-1;
	if (!complete) {
		/* The mark may be cut in two by the end of what has come in so far. */
		size_t tail = bytes.len < paste_end.len - 1 ? bytes.len : paste_end.len - 1;
		while (tail > 0 && memcmp(bytes.s + bytes.len - tail, paste_end.s, tail) != 0)
			tail--;
		take = bytes.len - tail;
	}
	size_t room = INPUT_PASTE_MAX - input->paste.len;
	buffer_add(&input->paste, (struct str){bytes.s, take < room ? take : room});
	input->start += complete ? take + paste_end.len : take;
	return complete;
}

/* ---- what a terminal answers ---------------------------------------------------------------
 */

#define ANSWER_MAX 256 /* bytes: a longer one is none */

/* Bytes of an answer "ESC ] ... BEL" or "ESC ] ... ESC \\", 0 while it has no end. */
static size_t answer_length(struct str bytes)
{
	for (size_t i = 2; i < bytes.len; i++) {
		if (bytes.s[i] == '\a')
			return i + 1;
		if (bytes.s[i] == ESCAPE && i + 1 < bytes.len)
			return bytes.s[i + 1] == '\\' ? i + 2 : i;
	}
	return 0;
}

/* The first two hexadecimal digits of a colour's part, "1e" of "1e1e". */
static bool colour_part(struct str part, unsigned *value)
{
	static const char digits[] = "0123456789abcdef";
	*value = 0;
	if (part.len < 2)
		return false;
	for (size_t i = 0; i < 2; i++) {
		const char *digit = strchr(digits, part.s[i] | 0x20);
		if (!digit || !*digit)
			return false;
		*value = *value * 16 + (unsigned)(digit - digits);
	}
	return true;
}

/* "11;rgb:ffff/fdfd/f6f6": the background's colour. Light is what is nearer to white, after
 * the luminance of ITU-R BT.601. */
static bool background_event(struct str answer, struct event *event)
{
	static const unsigned weights[] = {299, 587, 114};
	unsigned luminance = 0, count = 0, value;
	struct str part;
	if (!str_starts(answer, STR("11;rgb:")))
		return false;
	for (struct str rest = str_slice(answer, (struct range){7, answer.len});
		count < 3 && str_split(&rest, '/', &part); count++) {
		if (!colour_part(part, &value))
			return false;
		luminance += weights[count] * value;
	}
	*event = (struct event){.kind = EVENT_BACKGROUND, .light = luminance >= 128 * 1000};
	return count == 3;
}

/* ---- one event -----------------------------------------------------------------------------
 */

/* Length of the UTF-8 character that begins with `first`; 0 when it cannot begin one. */
static size_t character_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

enum outcome { HAVE_EVENT, HAVE_NOTHING, NEED_MORE };

static enum outcome read_character(
	struct input *input, struct str bytes, bool flush, uint32_t with, struct event *event)
{
	size_t length = character_length((unsigned char)bytes.s[0]), decoded;
	if (length > bytes.len && !flush)
		return NEED_MORE;
	uint32_t codepoint = utf8_decode(bytes, 0, &decoded);
	input->start += decoded;
	if (length == 0 || decoded != length || (codepoint >= 0x80 && codepoint < 0xA0))
		return HAVE_NOTHING;
	*event = key_event(
		(length == 1 ? byte_key((unsigned char)bytes.s[0]) : codepoint) | with);
	return HAVE_EVENT;
}

static enum outcome read_escape(
	struct input *input, struct str bytes, bool flush, struct event *event)
{
	struct str rest = str_slice(bytes, (struct range){1, bytes.len});
	struct sequence sequence;
	size_t length;
	if (rest.len == 0 || rest.s[0] == ESCAPE) {
		if (rest.len == 0 && !flush)
			return NEED_MORE;
		input->start++;
		*event = key_event(KEYCODE_ESCAPE);
		return HAVE_EVENT;
	}
	if (rest.len == 1 && (rest.s[0] == '[' || rest.s[0] == 'O') && !flush)
		return NEED_MORE;
	if (rest.len > 1 && rest.s[0] == 'O' && (unsigned char)rest.s[1] > ' ') {
		uint32_t key = lettered_key(rest.s[1]);
		input->start += 3;
		*event = key_event(key);
		return key ? HAVE_EVENT : HAVE_NOTHING;
	}
	if (rest.len > 1 && rest.s[0] == '[' && rest.s[1] == '[') { /* F1-F5 of Linux */
		if (rest.len == 2 && !flush)
			return NEED_MORE;
		bool known = rest.len > 2 && rest.s[2] >= 'A' && rest.s[2] <= 'E';
		input->start += rest.len > 2 ? 4 : 3;
		if (known)
			*event = key_event(KEYCODE_FUNCTION + 1 + (uint32_t)(rest.s[2] - 'A'));
		return known ? HAVE_EVENT : HAVE_NOTHING;
	}
	if (rest.len > 1 && rest.s[0] == '[') {
		length = read_sequence(str_slice(rest, (struct range){1, rest.len}), &sequence);
		if (length == 0 && rest.len < SEQUENCE_MAX && !flush)
			return NEED_MORE;
		input->start += length ? 2 + length : bytes.len;
		return sequence.final && sequence_event(input, &sequence, event) ? HAVE_EVENT
										 : HAVE_NOTHING;
	}
	if (rest.s[0] == ']' && !(rest.len == 1 && flush)) {
		length = answer_length(bytes);
		if (length == 0 && bytes.len < ANSWER_MAX && !flush)
			return NEED_MORE;
		input->start += length ? length : bytes.len;
		bytes.len = length ? length : bytes.len;
		return background_event(str_slice(bytes, (struct range){2, bytes.len}), event)
			       ? HAVE_EVENT
			       : HAVE_NOTHING;
	}
	input->start++;
	enum outcome outcome = read_character(input, rest, flush, KEYCODE_ALT, event);
	if (outcome == NEED_MORE)
		input->start--;
	return outcome;
}

bool input_next(struct input *input, bool flush, struct event *event)
{
	while (input->start < input->bytes.len) {
		if (input->pasting) {
			if (!read_paste(input))
				return false;
			input->pasting = false;
			clean_paste(input);
			*event = (struct event){
				.kind = EVENT_PASTE, .text = buffer_str(&input->text)};
			return true;
		}
		struct str bytes = buffer_str(&input->bytes);
		bytes = str_slice(bytes, (struct range){input->start, bytes.len});
		enum outcome outcome = bytes.s[0] == ESCAPE
					       ? read_escape(input, bytes, flush, event)
					       : read_character(input, bytes, flush, 0, event);
		if (outcome != HAVE_NOTHING)
			return outcome == HAVE_EVENT;
	}
	return false;
}
