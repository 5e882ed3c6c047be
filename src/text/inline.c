#include "inline.h"

#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define OPEN_MAX 32  /* marks that wait for their partner; the oldest is given up first */
#define URL_MAX 2048 /* bytes of a link's target with its title */
#define TAG_MAX 512  /* bytes of an HTML tag */
#define TICKS_MAX 16 /* backticks around code */

enum action { EMIT, DROP, LITERAL, BREAK };

struct opener {
	size_t at, count;
	char sign;
};

struct scan {
	struct str raw;
	unsigned char *actions;
	struct arena *arena;
	struct emphases *emphases;
	struct opener open[OPEN_MAX];
	size_t open_count;
	size_t no_ticks_after[TICKS_MAX + 1]; /* no closing run of n lies behind this */
};

static void note(
	struct scan *scan, size_t start, size_t end, enum emphasis_kind kind, struct str url)
{
	struct emphases *list = scan->emphases;
	if (start >= end)
		return;
	list->items = memory_grow(
		list->items, &list->capacity, list->count + 1, sizeof *list->items);
	list->items[list->count++] = (struct emphasis){{start, end}, kind, url};
}

static bool is_blank_at(struct str raw, size_t at)
{
	return at >= raw.len || raw.s[at] == ' ' || raw.s[at] == '\n' || raw.s[at] == '\t';
}

static bool is_word_at(struct str raw, size_t at)
{
	if (at >= raw.len)
		return false;
	unsigned char c = (unsigned char)raw.s[at];
	return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool is_ascii_punctuation(char c)
{
	return c > ' ' && c < 0x7F && !is_word_at((struct str){&c, 1}, 0);
}

static void push(struct scan *scan, size_t at, size_t count, char sign)
{
	if (scan->open_count == OPEN_MAX)
		memmove(scan->open, scan->open + 1, --scan->open_count * sizeof *scan->open);
	scan->open[scan->open_count++] = (struct opener){at, count, sign};
}

/* A run of * or _: closes what the newest run of its sign opened, else opens. */
static size_t star(struct scan *scan, size_t at)
{
	struct str raw = scan->raw;
	char sign = raw.s[at];
	size_t end = at;
	while (end < raw.len && raw.s[end] == sign)
		end++;
	bool word_before = at > 0 && is_word_at(raw, at - 1), word_after = is_word_at(raw, end);
	bool opens = !is_blank_at(raw, end) && !(sign == '_' && word_before);
	bool closes = at > 0 && !is_blank_at(raw, at - 1) && !(sign == '_' && word_after);
	size_t left = end - at, cursor = at;
	for (size_t i = scan->open_count; closes && i-- > 0 && left;) {
		struct opener *opener = &scan->open[i];
		if (opener->sign != sign)
			continue;
		size_t used = opener->count < left ? opener->count : left;
		used = used > 2 ? 2 : used;
		size_t inside = opener->at + opener->count;
		memset(scan->actions + inside - used, DROP, used);
		memset(scan->actions + cursor, DROP, used);
		note(scan, inside, cursor, used == 2 ? EMPHASIS_BOLD : EMPHASIS_ITALIC,
			(struct str){0});
		opener->count -= used;
		left -= used;
		cursor += used;
		scan->open_count = opener->count ? i + 1 : i;
		if (opener->count)
			i++;
	}
	if (left && opens)
		push(scan, cursor, left, sign);
	return end;
}

static size_t ticks(struct scan *scan, size_t at)
{
	struct str raw = scan->raw;
	size_t end = at;
	while (end < raw.len && raw.s[end] == '`')
		end++;
	size_t count = end - at;
	if (count > TICKS_MAX || at >= scan->no_ticks_after[count])
		return end;
	for (size_t i = end; i < raw.len;) {
		const char *tick = memchr(raw.s + i, '`', raw.len - i);
		if (!tick)
			break;
		size_t close = (size_t)(tick - raw.s);
		for (i = close; i < raw.len && raw.s[i] == '`';)
			i++;
		if (i - close != count)
			continue;
		memset(scan->actions + at, DROP, count);
		memset(scan->actions + end, LITERAL, close - end);
		memset(scan->actions + close, DROP, count);
		note(scan, end, close, EMPHASIS_CODE, (struct str){0});
		return i;
	}
	scan->no_ticks_after[count] = at;
	return end;
}

/* "](url)" closes the newest "["; anything else leaves both brackets in the text. */
static size_t bracket(struct scan *scan, size_t at)
{
	struct str raw = scan->raw;
	size_t i = scan->open_count;
	while (i > 0 && scan->open[i - 1].sign != '[')
		i--;
	if (i == 0)
		return at + 1;
	size_t start = scan->open[i - 1].at;
	scan->open_count = i - 1;
	if (at + 1 >= raw.len || raw.s[at + 1] != '(')
		return at + 1;
	size_t depth = 0, end = at + 1, limit = at + URL_MAX < raw.len ? at + URL_MAX : raw.len;
	for (; end < limit; end++) {
		if (raw.s[end] == '[' || raw.s[end] == '\n')
			return at + 1; /* keeps a text of nothing but "[](" linear */
		depth += raw.s[end] == '(';
		if (raw.s[end] == ')' && --depth == 0)
			break;
	}
	if (end == limit)
		return at + 1;
	struct str url = str_trim(str_slice(raw, (struct range){at + 2, end}));
	const char *title = url.len ? memchr(url.s, ' ', url.len) : NULL;
	if (title)
		url.len = (size_t)(title - url.s);
	bool image = start > 0 && raw.s[start - 1] == '!' && scan->actions[start - 1] == EMIT;
	scan->actions[start] = DROP;
	if (image)
		scan->actions[start - 1] = DROP;
	memset(scan->actions + at, DROP, end + 1 - at);
	if (!image)
		note(scan, start + 1, at, EMPHASIS_LINK, arena_str(scan->arena, url));
	return end + 1;
}

static size_t tag(struct scan *scan, size_t at)
{
	struct str raw = scan->raw;
	size_t limit = raw.len - at < TAG_MAX ? raw.len - at : TAG_MAX;
	const char *close = memchr(raw.s + at, '>', limit);
	if (!close || at + 1 >= raw.len ||
		!(is_word_at(raw, at + 1) || strchr("/!", raw.s[at + 1])))
		return at + 1;
	size_t end = (size_t)(close - raw.s);
	struct str inside = str_slice(raw, (struct range){at + 1, end});
	if (str_starts(inside, STR("http://")) || str_starts(inside, STR("https://")) ||
		str_starts(inside, STR("mailto:"))) {
		scan->actions[at] = scan->actions[end] = DROP;
		memset(scan->actions + at + 1, LITERAL, inside.len);
		note(scan, at + 1, end, EMPHASIS_LINK, arena_str(scan->arena, inside));
		return end + 1;
	}
	memset(scan->actions + at, DROP, end + 1 - at);
	if (str_equal_ascii_nocase(inside, STR("br")) ||
		str_equal_ascii_nocase(inside, STR("br/")) ||
		str_equal_ascii_nocase(inside, STR("br /")))
		scan->actions[at] = BREAK;
	return end + 1;
}

/* Decode the entity at `at` into out; returns its length, 0 when it is none. */
static size_t add_entity(struct buffer *out, struct str raw, size_t at)
{
	static const struct {
		const char *name;
		uint32_t codepoint;
	} entities[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''},
		{"nbsp", 0xA0}, {"mdash", 0x2014}, {"ndash", 0x2013}, {"hellip", 0x2026},
		{"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
		{"eacute", 0xE9}, {"euro", 0x20AC}, {"pound", 0xA3}};
	size_t limit = raw.len - at < 12 ? raw.len - at : 12;
	const char *stop = memchr(raw.s + at, ';', limit);
	if (!stop)
		return 0;
	struct str name = {raw.s + at + 1, (size_t)(stop - raw.s) - at - 1};
	if (name.len > 1 && name.s[0] == '#') {
		bool hex = (name.s[1] | 0x20) == 'x';
		char *end;
		char digits[12];
		size_t skip = hex ? 2 : 1;
		memcpy(digits, name.s + skip, name.len - skip);
		digits[name.len - skip] = '\0';
		unsigned long value = strtoul(digits, &end, hex ? 16 : 10);
		if (*end || end == digits || value == 0 || value > 0x10FFFF)
			return 0;
		buffer_add_codepoint(out, (uint32_t)value);
		return name.len + 2;
	}
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (str_equal(name, str_from(entities[i].name))) {
			buffer_add_codepoint(out, entities[i].codepoint);
			return name.len + 2;
		}
	return 0;
}

static bool has_markup(struct str raw)
{
	static const char signs[] = "\\*_`[]<&";
	for (size_t i = 0; i < sizeof signs - 1; i++)
		if (memchr(raw.s, signs[i], raw.len))
			return true;
	return false;
}

void inline_add(
	struct buffer *out, struct str raw, struct arena *arena, struct emphases *emphases)
{
	if (raw.len == 0)
		return;
	if (!has_markup(raw)) {
		buffer_add(out, raw);
		return;
	}
	struct scan scan = {.raw = raw, .arena = arena, .emphases = emphases};
	scan.actions = memory_zeroed(raw.len, 1);
	size_t first = emphases->count;
	for (size_t n = 0; n <= TICKS_MAX; n++)
		scan.no_ticks_after[n] = raw.len;
	for (size_t at = 0; at < raw.len;) {
		char c = raw.s[at];
		if (c == '\\' && at + 1 < raw.len &&
			(is_ascii_punctuation(raw.s[at + 1]) || raw.s[at + 1] == '\n')) {
			scan.actions[at] = DROP;
			scan.actions[at + 1] = LITERAL;
			at += 2;
		} else if (c == '*' || c == '_') {
			at = star(&scan, at);
		} else if (c == '`') {
			at = ticks(&scan, at);
		} else if (c == '[') {
			push(&scan, at++, 1, '[');
		} else if (c == ']') {
			at = bracket(&scan, at);
		} else if (c == '<') {
			at = tag(&scan, at);
		} else {
			at++;
		}
	}
	/* Places in raw become places in out. */
	size_t *places = memory_zeroed(raw.len + 1, sizeof *places);
	for (size_t at = 0; at < raw.len;) {
		size_t length = 1;
		places[at] = out->len;
		if (scan.actions[at] == EMIT && raw.s[at] == '&' &&
			(length = add_entity(out, raw, at)) > 0) {
			for (size_t k = 1; k < length; k++)
				places[at + k] = out->len;
		} else {
			length = 1;
			if (scan.actions[at] == BREAK)
				buffer_add_byte(out, '\n');
			else if (scan.actions[at] != DROP)
				buffer_add_byte(out, raw.s[at]);
		}
		at += length;
	}
	places[raw.len] = out->len;
	size_t kept = first;
	for (size_t i = first; i < emphases->count; i++) {
		struct emphasis emphasis = emphases->items[i];
		emphasis.range = (struct range){
			places[emphasis.range.start], places[emphasis.range.end]};
		if (emphasis.range.start < emphasis.range.end)
			emphases->items[kept++] = emphasis;
	}
	emphases->count = kept;
	free(places);
	free(scan.actions);
}
