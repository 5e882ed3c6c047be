#include "attache/text/source.h"

#include "attache/base/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

const char *source_encoding_name(enum source_encoding encoding)
{
	static const char *const names[] = {
		"UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE", "Windows-1252"};
	return names[encoding];
}

/* Windows-1252's own part, 0x80-0x9F; the rest is Latin-1. 0 marks the five holes. */
static const uint16_t windows_1252[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
	0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C,
	0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
	0x0178};

#define SAMPLE_BYTES ((size_t)64 * 1024) /* looked at for control characters */
#define GUESS_BYTES ((size_t)4096)       /* looked at for UTF-16 */

static bool refuse_formats(struct str bytes, struct error *err)
{
	static const struct {
		struct str magic;
		const char *name;
	} formats[] = {
		{{"%PDF-", 5}, "a PDF document"},
		{{"PK\x03\x04", 4}, "a zip archive or office document"},
		{{"\x89PNG", 4}, "a PNG picture"},
		{{"\xFF\xD8\xFF", 3}, "a JPEG picture"},
		{{"\x1F\x8B", 2}, "a gzip archive"},
		{{"\x7F"
		  "ELF",
			 4},
			"a program"},
	};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (str_starts(bytes, formats[i].magic))
			return error_set(err, ERR_ENCODING,
				"this is no text but %s; convert it to text first",
				formats[i].name);
	return true;
}

static uint32_t unit_at(struct str bytes, size_t at, bool big)
{
	uint32_t one = (unsigned char)bytes.s[at], two = (unsigned char)bytes.s[at + 1];
	return big ? one << 8 | two : two << 8 | one;
}

static bool is_odd_control(uint32_t c)
{
	return c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B;
}

/* Control characters that text never holds, among the first units of one or two bytes. */
static bool looks_binary(struct str bytes, enum source_encoding encoding)
{
	bool wide = encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
	size_t size = wide ? 2 : 1, odd = 0;
	size_t units = (bytes.len < SAMPLE_BYTES ? bytes.len : SAMPLE_BYTES) / size;
	for (size_t i = 0; i < units; i++)
		odd += is_odd_control(wide ? unit_at(bytes, 2 * i, encoding == ENCODING_UTF16BE)
					   : (unsigned char)bytes.s[i]);
	return odd > 16 && odd > units / 10;
}

/* UTF-16 without a mark: nearly every second byte of Western text is NUL. */
static bool guess_utf16(struct str bytes, enum source_encoding *encoding)
{
	size_t zeros[2] = {0, 0};
	size_t sample = bytes.len < GUESS_BYTES ? bytes.len & ~(size_t)1 : GUESS_BYTES;
	for (size_t i = 0; i < sample; i++)
		zeros[i & 1] += bytes.s[i] == '\0';
	size_t units = sample / 2;
	if (units < 4)
		return false;
	if (zeros[1] * 10 >= units * 6 && zeros[0] * 20 <= units) {
		*encoding = ENCODING_UTF16LE;
		return true;
	}
	if (zeros[0] * 10 >= units * 6 && zeros[1] * 20 <= units) {
		*encoding = ENCODING_UTF16BE;
		return true;
	}
	return false;
}

/* A byte outside ASCII that begins no character, with what follows it at hand. */
static bool is_bad(struct str bytes, size_t at, size_t *length)
{
	return utf8_decode(bytes, at, length) == UTF8_REPLACEMENT && *length == 1;
}

/* UTF-8 with some damage, or Windows-1252? Count characters of several bytes against bytes that
 * fit none; text in another charset has hardly any of the former. */
static bool is_utf8(struct str bytes, bool last)
{
	size_t good = 0, bad = 0;
	if (utf8_valid_prefix(bytes) == bytes.len)
		return true;
	for (size_t i = 0, length; i < bytes.len && (last || i + 4 <= bytes.len); i += length) {
		length = 1;
		if ((unsigned char)bytes.s[i] < 0x80)
			continue;
		if (is_bad(bytes, i, &length))
			bad++;
		else
			good++;
	}
	return bad == 0 || good > bad;
}

bool source_begin(
	struct source *source, struct str first, bool last, size_t *mark, struct error *err)
{
	*source = (struct source){.encoding = ENCODING_UTF8, .decided = true};
	*mark = 0;
	if (str_starts(first, STR("\xEF\xBB\xBF"))) {
		source->encoding = ENCODING_UTF8_BOM;
		*mark = 3;
	} else if (str_starts(first, STR("\xFF\xFE")) || str_starts(first, STR("\xFE\xFF"))) {
		source->encoding = first.s[0] == '\xFF' ? ENCODING_UTF16LE : ENCODING_UTF16BE;
		*mark = 2;
	} else if (!refuse_formats(first, err)) {
		return false;
	} else {
		source->decided = !(last && first.len % 2) &&
				  guess_utf16(first, &source->encoding);
	}
	struct str text = {first.s + *mark, first.len - *mark};
	if (looks_binary(text, source->encoding))
		return error_set(
			err, ERR_ENCODING, "this is no text: it is full of control characters");
	return true;
}

static void add_unit(struct buffer *out, uint32_t codepoint, struct source *source)
{
	if (codepoint == '\n' && source->after_return) {
		source->after_return = false;
		return;
	}
	source->after_return = codepoint == '\r';
	if (source->after_return) {
		source->carriage_returns++;
		codepoint = '\n';
	}
	buffer_add_codepoint(out, codepoint);
}

/* Needs four bytes at `limit`, unless the file ends there. */
static size_t decode_utf16(
	struct source *source, struct str bytes, size_t limit, struct buffer *out)
{
	bool big = source->encoding == ENCODING_UTF16BE;
	size_t i = 0;
	while (i < limit && i + 1 < bytes.len) {
		uint32_t unit = unit_at(bytes, i, big);
		i += 2;
		if (unit >= 0xD800 && unit < 0xE000) {
			uint32_t low = i + 1 < bytes.len ? unit_at(bytes, i, big) : 0;
			if (unit < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
				unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
				i += 2;
			} else {
				unit = UTF8_REPLACEMENT;
				source->replaced++;
			}
		}
		add_unit(out, unit, source);
	}
	if (i < limit && i + 1 == bytes.len) { /* half a unit at the end of the file */
		add_unit(out, UTF8_REPLACEMENT, source);
		source->replaced++;
		i++;
	}
	return i;
}

static size_t decode_windows_1252(
	struct source *source, struct str bytes, size_t limit, struct buffer *out)
{
	for (size_t i = 0; i < limit; i++) {
		uint32_t c = (unsigned char)bytes.s[i];
		if (c >= 0x80 && c < 0xA0) {
			c = windows_1252[c - 0x80];
			if (!c) {
				c = UTF8_REPLACEMENT;
				source->replaced++;
			}
		}
		add_unit(out, c, source);
	}
	return limit;
}

/* Runs without a carriage return or a bad byte are copied whole. A character that begins before
 * `limit` is taken whole. */
static size_t decode_utf8(
	struct source *source, struct str bytes, size_t limit, struct buffer *out)
{
	size_t stop = 0; /* no carriage return before it */
	for (size_t i = 0;;) {
		if (i >= limit)
			return i;
		if (stop <= i) {
			const char *found = memchr(bytes.s + i, '\r', limit - i);
			stop = found ? (size_t)(found - bytes.s) : limit;
		}
		if (bytes.s[i] == '\r') {
			add_unit(out, '\r', source);
			i++;
			continue;
		}
		if (source->after_return && bytes.s[i] == '\n') {
			add_unit(out, '\n', source);
			i++;
			continue;
		}
		source->after_return = false;
		size_t run = utf8_valid_prefix((struct str){bytes.s + i, stop - i}), length;
		buffer_add(out, (struct str){bytes.s + i, run});
		i += run;
		if (i == stop)
			continue;
		if (is_bad(bytes, i, &length)) {
			source->replaced++;
			buffer_add_codepoint(out, UTF8_REPLACEMENT);
		} else { /* it goes on behind the limit */
			buffer_add(out, (struct str){bytes.s + i, length});
		}
		i += length;
	}
}

static size_t ascii_run(struct str bytes, size_t limit)
{
	size_t i = 0;
	while (i < limit && (unsigned char)bytes.s[i] < 0x80)
		i++;
	return i;
}

size_t source_decode(
	struct source *source, struct str bytes, size_t limit, bool last, struct buffer *out)
{
	size_t used = 0;
	limit = limit < bytes.len ? limit : bytes.len;
	assert(last || bytes.len - limit >= SOURCE_WINDOW);
	if (!source->decided) {
		used = ascii_run(bytes, limit);
		decode_utf8(source, bytes, used, out);
		if (used == limit)
			return used;
		size_t end = bytes.len - used < SOURCE_WINDOW ? bytes.len
							      : used + SOURCE_WINDOW;
		bool whole = last && end == bytes.len;
		source->decided = true;
		if (!is_utf8(str_slice(bytes, (struct range){used, end}), whole))
			source->encoding = ENCODING_WINDOWS1252;
	}
	struct str rest = {bytes.s + used, bytes.len - used};
	switch (source->encoding) {
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		return used + decode_utf16(source, rest, limit - used, out);
	case ENCODING_WINDOWS1252:
		return used + decode_windows_1252(source, rest, limit - used, out);
	default:
		return used + decode_utf8(source, rest, limit - used, out);
	}
}

size_t source_bound(size_t bytes)
{
	return bytes > (SIZE_MAX - 4) / 3 ? SIZE_MAX : 3 * bytes + 4; /* U+FFFD takes three */
}
