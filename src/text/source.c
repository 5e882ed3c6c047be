#include "attache/text/source.h"

#include "attache/base/buffer.h"
#include "attache/base/utf8.h"

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

#define SAMPLE_BYTES ((size_t)64 * 1024)

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

/* Control characters that text never holds, among the first bytes. */
static bool looks_binary(struct str bytes)
{
	size_t odd = 0, sample = bytes.len < SAMPLE_BYTES ? bytes.len : SAMPLE_BYTES;
	for (size_t i = 0; i < sample; i++) {
		unsigned char c = (unsigned char)bytes.s[i];
		odd += c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B;
	}
	return odd > 16 && odd > sample / 10;
}

/* UTF-16 without a mark: nearly every second byte of Western text is NUL. */
static bool guess_utf16(struct str bytes, enum source_encoding *encoding)
{
	size_t zeros[2] = {0, 0}, sample = bytes.len < 4096 ? bytes.len & ~(size_t)1 : 4096;
	for (size_t i = 0; i < sample; i++)
		zeros[i & 1] += bytes.s[i] == '\0';
	size_t units = sample / 2;
	if (units < 4 || bytes.len % 2)
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

/* UTF-8 with some damage, or Windows-1252? Count valid sequences of several bytes against bytes
 * that fit none; text in another charset has hardly any of the former. */
static bool is_damaged_utf8(struct str bytes)
{
	size_t good = 0, bad = 0;
	for (size_t i = 0; i < bytes.len;) {
		if ((unsigned char)bytes.s[i] < 0x80) {
			i++;
			continue;
		}
		size_t length;
		if (utf8_decode(bytes, i, &length) == UTF8_REPLACEMENT && length == 1)
			bad++;
		else
			good++;
		i += length;
	}
	return good > bad;
}

static void add_unit(
	struct buffer *out, uint32_t codepoint, bool *after_return, struct source *source)
{
	if (codepoint == '\n' && *after_return) {
		*after_return = false;
		return;
	}
	*after_return = codepoint == '\r';
	if (*after_return) {
		source->carriage_returns++;
		codepoint = '\n';
	}
	buffer_add_codepoint(out, codepoint);
}

static void decode_utf16(struct buffer *out, struct str bytes, bool big, struct source *source)
{
	bool after_return = false;
	for (size_t i = 0; i < bytes.len; i += 2) {
		uint32_t unit[2] = {UTF8_REPLACEMENT, 0};
		for (size_t k = 0; k < 2 && i + 2 * k + 1 < bytes.len; k++) {
			uint32_t one = (unsigned char)bytes.s[i + 2 * k];
			uint32_t two = (unsigned char)bytes.s[i + 2 * k + 1];
			unit[k] = big ? one << 8 | two : two << 8 | one;
		}
		bool high = unit[0] >= 0xD800 && unit[0] < 0xDC00;
		bool surrogate = unit[0] >= 0xD800 && unit[0] < 0xE000;
		if (high && unit[1] >= 0xDC00 && unit[1] < 0xE000) {
			unit[0] = 0x10000 + ((unit[0] - 0xD800) << 10) + (unit[1] - 0xDC00);
			i += 2;
		} else if (surrogate || i + 1 >= bytes.len) {
			unit[0] = UTF8_REPLACEMENT;
			source->replaced++;
		}
		add_unit(out, unit[0], &after_return, source);
	}
}

static void decode_windows_1252(struct buffer *out, struct str bytes, struct source *source)
{
	bool after_return = false;
	for (size_t i = 0; i < bytes.len; i++) {
		uint32_t c = (unsigned char)bytes.s[i];
		if (c >= 0x80 && c < 0xA0) {
			c = windows_1252[c - 0x80];
			if (!c) {
				c = UTF8_REPLACEMENT;
				source->replaced++;
			}
		}
		add_unit(out, c, &after_return, source);
	}
}

/* UTF-8 that needs mending: bad bytes and carriage returns; runs between them are copied whole.
 */
static void decode_utf8(struct buffer *out, struct str bytes, struct source *source)
{
	for (size_t i = 0; i < bytes.len;) {
		struct str rest = {bytes.s + i, bytes.len - i};
		const char *stop = memchr(rest.s, '\r', rest.len);
		size_t run = utf8_valid_prefix(
			(struct str){rest.s, stop ? (size_t)(stop - rest.s) : rest.len});
		buffer_add(out, (struct str){rest.s, run});
		i += run;
		if (i == bytes.len)
			return;
		if (bytes.s[i] == '\r') {
			source->carriage_returns++;
			buffer_add_byte(out, '\n');
			i += i + 1 < bytes.len && bytes.s[i + 1] == '\n' ? 2 : 1;
		} else {
			source->replaced++;
			buffer_add_codepoint(out, UTF8_REPLACEMENT);
			i++;
		}
	}
}

bool source_decode(
	struct arena *arena, struct str bytes, struct source *source, struct error *err)
{
	*source = (struct source){.text = bytes, .encoding = ENCODING_UTF8};
	struct str rest = bytes;
	bool utf16 = false;
	if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
		source->encoding = ENCODING_UTF8_BOM;
		rest = (struct str){bytes.s + 3, bytes.len - 3};
	} else if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"))) {
		source->encoding = bytes.s[0] == '\xFF' ? ENCODING_UTF16LE : ENCODING_UTF16BE;
		rest = (struct str){bytes.s + 2, bytes.len - 2};
		utf16 = true;
	} else {
		utf16 = guess_utf16(bytes, &source->encoding);
	}
	if (!utf16 && (!refuse_formats(bytes, err)))
		return false;
	if (!utf16 && looks_binary(bytes))
		return error_set(
			err, ERR_ENCODING, "this is no text: it is full of control characters");
	bool valid = !utf16 && utf8_valid_prefix(rest) == rest.len;
	if (valid && !memchr(rest.s ? rest.s : "", '\r', rest.len)) {
		source->text = rest;
		return true;
	}
	struct buffer out = {0};
	if (utf16) {
		decode_utf16(&out, rest, source->encoding == ENCODING_UTF16BE, source);
	} else if (valid || source->encoding == ENCODING_UTF8_BOM || is_damaged_utf8(rest)) {
		decode_utf8(&out, rest, source);
	} else {
		source->encoding = ENCODING_WINDOWS1252;
		decode_windows_1252(&out, rest, source);
	}
	source->text = arena_str(arena, buffer_str(&out));
	buffer_free(&out);
	return true;
}
