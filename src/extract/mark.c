#include "mark.h"

#include "attache/base/utf8.h"

#include <unictype.h>

#define LOW_DOUBLE 0x201E
#define DOUBLE_PRIME 0x2033
#define LEFT_ANGLE 0xAB
#define RIGHT_ANGLE 0xBB
#define LEFT_ANGLE_SINGLE 0x2039
#define RIGHT_ANGLE_SINGLE 0x203A
#define LEFT_CORNER 0x300C
#define RIGHT_CORNER 0x300D
#define ELLIPSIS 0x2026

bool mark_is_blank(uint32_t c)
{
	return c == 0 || c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x202F ||
	       (c >= 0x2000 && c <= 0x200B) || c == 0x3000;
}

bool mark_is_wordlike(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		       (c >= '0' && c <= '9');
	return uc_is_alnum(c);
}

static uint32_t character_at(struct str text, struct range bounds, size_t offset)
{
	size_t length;
	if (offset < bounds.start || offset >= bounds.end)
		return 0;
	return utf8_decode(text, offset, &length);
}

struct place place_at(struct str text, struct range bounds, size_t offset)
{
	struct place place = {.offset = offset};
	place.here = utf8_decode(text, offset, &place.length);
	if (offset > bounds.start)
		place.before = character_at(text, bounds, utf8_previous(text, offset));
	size_t next = offset + place.length;
	place.after = character_at(text, bounds, next);
	if (place.after)
		place.beyond = character_at(text, bounds, utf8_next(text, next));
	return place;
}

/* Two apostrophes that stand for one double mark. */
static bool is_doubled(const struct place *place)
{
	return (place->here == '\'' || place->here == MARK_RIGHT_SINGLE || place->here == '`' ||
		       place->here == MARK_LEFT_SINGLE) &&
	       place->after == place->here;
}

size_t mark_width(const struct place *place)
{
	return place->length * (is_doubled(place) ? 2 : 1);
}

static bool before_word(uint32_t after)
{
	return !mark_is_blank(after) && after != ',' && after != ';' && after != ')';
}

/* What may stand directly before an opening mark. */
static bool opens_after(uint32_t before)
{
	return !mark_is_wordlike(before) && before != '.' && before != ',' && before != '!' &&
	       before != '?' && before != MARK_RIGHT_SINGLE && before != '\'' &&
	       before != ELLIPSIS && before != '%' && before != ')';
}

enum mark mark_opening(const struct place *place)
{
	bool word = before_word(place->after);
	bool apart = mark_is_blank(place->before);
	switch (place->here) {
	case MARK_LEFT_DOUBLE:
		return word || apart ? MARK_DOUBLE : MARK_NONE;
	case MARK_RIGHT_DOUBLE:
		return word && apart ? MARK_DOUBLE : MARK_NONE;
	case '"':
	case DOUBLE_PRIME:
		return word && opens_after(place->before) ? MARK_DOUBLE : MARK_NONE;
	case LOW_DOUBLE:
		return MARK_LOW;
	case LEFT_ANGLE:
		return MARK_ANGLE;
	case RIGHT_ANGLE:
		return word && apart ? MARK_ANGLE_REVERSED : MARK_NONE;
	case LEFT_ANGLE_SINGLE:
		return MARK_ANGLE_SINGLE;
	case LEFT_CORNER:
		return MARK_CORNER;
	default:
		if (is_doubled(place) && opens_after(place->before) &&
			before_word(place->beyond))
			return MARK_DOUBLE;
		return MARK_NONE;
	}
}

bool mark_closes(enum mark open, const struct place *place)
{
	bool behind_word = !mark_is_blank(place->before);
	bool at_end = !mark_is_wordlike(place->after);
	switch (place->here) {
	case MARK_RIGHT_DOUBLE:
		return open == MARK_DOUBLE || open == MARK_LOW;
	case MARK_LEFT_DOUBLE:
		return open == MARK_LOW || (open == MARK_DOUBLE && behind_word && at_end);
	case '"':
	case DOUBLE_PRIME:
		return (open == MARK_DOUBLE || open == MARK_LOW) &&
		       (behind_word || !before_word(place->after));
	case RIGHT_ANGLE:
		return open == MARK_ANGLE;
	case LEFT_ANGLE:
		return open == MARK_ANGLE_REVERSED;
	case RIGHT_ANGLE_SINGLE:
		return open == MARK_ANGLE_SINGLE;
	case RIGHT_CORNER:
		return open == MARK_CORNER;
	default:
		return open == MARK_DOUBLE && is_doubled(place) && behind_word &&
		       !mark_is_wordlike(place->beyond);
	}
}

bool mark_is_adrift(const struct place *place)
{
	return place->here == '"' && mark_is_blank(place->before) &&
	       mark_is_blank(place->after);
}

bool mark_is_pressed(const struct place *place)
{
	return place->here == '"' && mark_is_wordlike(place->after) &&
	       (place->before == ',' || place->before == '.' || place->before == ';' ||
		       place->before == ')');
}

/* ---- single marks */

/* ’90s, ’em, ’tis: an apostrophe although it stands before the word. */
static bool is_elision(struct str text, const struct place *place)
{
	static const char *const words[] = {
		"em", "tis", "twas", "til", "till", "cause", "bout", "n"};
	struct range word = {place->offset + place->length, place->offset + place->length};
	while (word.end < text.len && mark_is_wordlike((unsigned char)text.s[word.end]) &&
		word.end - word.start < 8)
		word.end++;
	struct str found = str_slice(text, word);
	if (found.len >= 2 && found.s[0] >= '0' && found.s[0] <= '9' &&
		str_ends(found, STR("s")))
		return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal_ascii_nocase(found, str_from(words[i])))
			return true;
	return false;
}

unsigned mark_closes_single(const struct place *place)
{
	if ((place->here != MARK_RIGHT_SINGLE && place->here != '\'') ||
		mark_is_blank(place->before) || mark_is_wordlike(place->after) ||
		place->after == place->here)
		return 0;
	if (place->before == 's' && mark_is_blank(place->after) &&
		mark_is_wordlike(place->beyond))
		return 1;
	return 2;
}

bool mark_opens_single(struct str text, const struct place *place)
{
	if (place->here != MARK_LEFT_SINGLE && place->here != '\'')
		return false;
	return opens_after(place->before) && before_word(place->after) && !is_doubled(place) &&
	       !is_elision(text, place);
}
