/* Byline and date as the first lines of an article state them. */
#include "build.h"

#include <string.h>
#include <unictype.h>

#define LINE_MAX_BYTES 120
#define OUTLET_MAX 60
#define LINES 5 /* blocks at the top that are looked at */

static unsigned month_of(struct str word)
{
	static const char *const months[] = {"january", "february", "march", "april", "may",
		"june", "july", "august", "september", "october", "november", "december"};
	if (word.len && word.s[word.len - 1] == '.')
		word.len--;
	for (unsigned i = 0; i < 12 && word.len >= 3; i++)
		if (word.len <= strlen(months[i]) &&
			str_equal_ascii_nocase(word, (struct str){months[i], word.len}))
			return i + 1;
	return 0;
}

static bool is_weekday(struct str word)
{
	static const char *const days[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
	for (size_t i = 0; i < 7; i++)
		if (str_equal_ascii_nocase(word, str_from(days[i])))
			return true;
	return false;
}

/* What may stand beside a date: a time with its zone. */
static bool is_time(struct str word)
{
	static const char *const words[] = {"at", "on", "am", "pm", "a.m.", "p.m.", "gmt",
		"utc", "est", "edt", "et", "bst", "cet", "cest", "hkt", "ist", "jst"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal_ascii_nocase(word, str_from(words[i])))
			return true;
	const char *colon = memchr(word.s, ':', word.len);
	return colon && word.len <= 7 && word.s[0] >= '0' && word.s[0] <= '9';
}

/* Without blanks at its ends, no-break spaces among them. */
static struct str trim(struct str line)
{
	struct str space = STR("\xC2\xA0");
	for (line = str_trim(line); str_ends(line, space); line = str_trim(line))
		line.len -= space.len;
	for (; str_starts(line, space); line = str_trim(line))
		line = str_slice(line, (struct range){space.len, line.len});
	return line;
}

bool metadata_date(struct arena *arena, struct str line, struct str *date)
{
	line = trim(line);
	size_t year = 0, month = 0, day = 0, number;
	if (line.len >= 10 && line.s[4] == '-' && line.s[7] == '-' &&
		str_to_size((struct str){line.s, 4}, &year) &&
		str_to_size((struct str){line.s + 5, 2}, &month) &&
		str_to_size((struct str){line.s + 8, 2}, &day)) {
		if (line.len > 10 && line.s[10] != ' ' && line.s[10] != 'T')
			return false;
	} else {
		struct str rest = line, word;
		while (str_split(&rest, ' ', &word)) {
			while (word.len && word.s[word.len - 1] == ',')
				word.len--;
			if (word.len == 0 || is_weekday(word) || is_time(word))
				continue;
			if (str_to_size(word, &number)) {
				if (number <= 31 && !day)
					day = number;
				else if (number >= 1000 && !year)
					year = number;
				else
					return false;
			} else if (!month && month_of(word)) {
				month = month_of(word);
			} else {
				return false;
			}
		}
	}
	if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	*date = arena_format(arena, "%04zu-%02zu-%02zu", year, month, day);
	return true;
}

/* "Published on", "Updated:" before a date. */
static struct str without_label(struct str line)
{
	static const char *const labels[] = {
		"first published", "published", "last updated", "updated", "posted", "date"};
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t len = strlen(labels[i]);
		if (line.len <= len ||
			!str_equal_ascii_nocase((struct str){line.s, len}, str_from(labels[i])))
			continue;
		line = str_slice(line, (struct range){len, line.len});
		if (str_starts(line, STR(":")))
			line = str_slice(line, (struct range){1, line.len});
		return str_trim(line);
	}
	return line;
}

static bool take_byline(struct metadata *metadata, struct str line)
{
	bool begins = str_starts(line, STR("By ")) || str_starts(line, STR("BY "));
	if (metadata->byline.len || !begins || line.len < 5 || str_ends(line, STR(".")))
		return false;
	struct str name = trim(str_slice(line, (struct range){3, line.len}));
	size_t length;
	if (!uc_is_upper(utf8_decode(name, 0, &length)))
		return false;
	metadata->byline = name;
	return true;
}

/* Cut the next piece off a line such as "By Ann Lee | May 13, 2024". */
static bool next_piece(struct str *rest, struct str *piece)
{
	static const char *const borders[] = {"|", "•", "·"};
	size_t at = rest->len, len = 0;
	if (rest->len == 0)
		return false;
	for (size_t i = 0; i < sizeof borders / sizeof *borders; i++) {
		size_t found = str_find(*rest, str_from(borders[i]));
		if (found < at) {
			at = found;
			len = strlen(borders[i]);
		}
	}
	*piece = trim(str_slice(*rest, (struct range){0, at}));
	*rest = str_slice(*rest, (struct range){at + len, rest->len});
	return true;
}

/* A short line between the title and its repetition names the outlet. */
static bool take_outlet(struct build *build, size_t index, struct str line)
{
	struct metadata *metadata = &build->document->metadata;
	struct str text = build->document->text;
	if (index + 1 >= build->count || metadata->outlet.len || line.len > OUTLET_MAX ||
		!build_has_title(build) || index != build->title + 1 ||
		!str_equal(str_slice(text, build->blocks[index - 1].range),
			str_slice(text, build->blocks[index + 1].range)))
		return false;
	metadata->outlet = line;
	return true;
}

void metadata_find(struct build *build, size_t index)
{
	struct metadata *metadata = &build->document->metadata;
	struct block *block = &build->blocks[index];
	struct str line = str_slice(build->document->text, block->range), piece;
	if (index >= build->title + LINES || line.len > LINE_MAX_BYTES ||
		(block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_HEADING) ||
		memchr(line.s, '\n', line.len))
		return;
	bool found = false;
	for (struct str rest = line; next_piece(&rest, &piece);) {
		found = take_byline(metadata, piece) || found;
		if (!metadata->date.len)
			found = metadata_date(
					build->arena, without_label(piece), &metadata->date) ||
				found;
	}
	if (!found)
		found = take_outlet(build, index, line);
	if (found) {
		block->kind = BLOCK_PARAGRAPH;
		block->level = 0;
	}
}
