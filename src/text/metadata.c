/* Byline and date as the first lines of an article state them. */
#include "build.h"

#include <string.h>

#define LINE_MAX_BYTES 80
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

bool metadata_date(struct arena *arena, struct str line, struct str *date)
{
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
			if (word.len == 0 || is_weekday(word))
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

void metadata_find(struct build *build, size_t index)
{
	struct metadata *metadata = &build->document->metadata;
	struct block *block = &build->blocks[index];
	struct str line = str_slice(build->document->text, block->range);
	if (index >= LINES || line.len > LINE_MAX_BYTES ||
		(block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_HEADING))
		return;
	bool date = !metadata->date.len && metadata_date(build->arena, line, &metadata->date);
	bool byline = !metadata->byline.len &&
		      (str_starts(line, STR("By ")) || str_starts(line, STR("BY "))) &&
		      line.len > 3 && line.s[3] >= 'A' && line.s[3] <= 'Z' &&
		      !str_ends(line, STR(".")) && !memchr(line.s, '\n', line.len);
	if (byline)
		metadata->byline = str_slice(line, (struct range){3, line.len});
	if (date || byline)
		block->kind = BLOCK_PARAGRAPH;
}
