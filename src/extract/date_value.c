/* The values of calendar expressions: what was read, put together and written as EDTF. */
#include "date_read.h"

#include <string.h>

/* ---- writing
 * ----------------------------------------------------------------------------------- */

static bool is_sound(const struct moment *moment)
{
	if (moment->unit == MOMENT_DAY) {
		/* 29 February of an unknown year is a day */
		int year = moment->year == YEAR_UNKNOWN ? 2000 : moment->year;
		return calendar_has((struct day){year, moment->month, moment->day});
	}
	return moment->year == YEAR_UNKNOWN || (moment->year >= 0 && moment->year <= 9999);
}

/* "2024" or "XXXX". */
static struct str year_text(struct arena *arena, int year)
{
	return year == YEAR_UNKNOWN ? STR("XXXX") : arena_format(arena, "%04d", year);
}

static struct str moment_text(struct arena *arena, const struct moment *moment)
{
	struct str year = year_text(arena, moment->year);
	char mark[2] = {moment->mark, '\0'};
	switch (moment->unit) {
	case MOMENT_DAY:
		return arena_format(arena, "%.*s-%02d-%02d%s", STR_ARG(year), moment->month,
			moment->day, mark);
	case MOMENT_MONTH:
		return arena_format(arena, "%.*s-%02d%s", STR_ARG(year), moment->month, mark);
	case MOMENT_PART:
		return arena_format(arena, "%.*s-%02d%s", STR_ARG(year), moment->part, mark);
	case MOMENT_DECADE:
		return arena_format(arena, "%.3sX%s", year.s, mark);
	case MOMENT_CENTURY:
		return arena_format(arena, "%.2sXX%s", year.s, mark);
	case MOMENT_YEAR:
		break;
	}
	return arena_format(arena, "%.*s%s", STR_ARG(year), mark);
}

static struct str span_text(struct arena *arena, const struct date_span *span)
{
	static const char *const forms[][3] = {[SPAN_FROM_TO] = {"", "/", ""},
		[SPAN_BOTH] = {"{", ",", "}"},
		[SPAN_EITHER] = {"[", ",", "]"}};
	if (!is_sound(&span->from) || (span->kind != SPAN_ONE && !is_sound(&span->to)))
		return STR("");
	struct str from = moment_text(arena, &span->from);
	if (span->kind == SPAN_ONE)
		return from;
	struct str to = moment_text(arena, &span->to);
	/* what ends before it begins was misread */
	if (span->kind == SPAN_FROM_TO && str_compare(from, to) >= 0)
		return STR("");
	const char *const *form = forms[span->kind];
	return arena_format(
		arena, "%s%.*s%s%.*s%s", form[0], STR_ARG(from), form[1], STR_ARG(to), form[2]);
}

/* ---- reading
 * ----------------------------------------------------------------------------------- */

/* Both ends of the span get the year they lack. */
static void settle(const struct date_reader *reader, struct date_span *span)
{
	date_settle_year(reader, &span->from);
	if (span->kind != SPAN_ONE && span->to.year == YEAR_UNKNOWN)
		span->to.year = span->from.year;
}

/* "Monday, May 13": the year in which it was a Monday, near the article's day; a weekday that
 * does not fit makes the date uncertain. */
static void fit_weekday(const struct date_reader *reader, int weekday, struct date_span *span)
{
	static const int steps[] = {0, -1, 1};
	struct moment *day = &span->from;
	bool open = day->year == YEAR_UNKNOWN && reader->today != NO_DAY;
	settle(reader, span);
	if (day->unit != MOMENT_DAY || day->year == YEAR_UNKNOWN || span->kind != SPAN_ONE)
		return;
	for (size_t i = 0; i < (open ? 3 : 1); i++) {
		struct day here = {day->year + steps[i], day->month, day->day};
		if (calendar_has(here) && calendar_weekday(calendar_number(here)) == weekday) {
			day->year = here.year;
			return;
		}
	}
	day->mark = '?';
}

static bool read_moment(struct date_reader *reader, struct date_span *span)
{
	size_t start = reader->at;
	int weekday = date_weekday(date_at(reader, 0));
	if (weekday >= 0) {
		reader->at++;
		date_take(reader, " morning afternoon evening night ");
		date_take(reader, " the ");
		if (date_read_written(reader, span) && span->from.unit == MOMENT_DAY) {
			fit_weekday(reader, weekday, span);
			return true;
		}
		reader->at = start;
		*span = (struct date_span){0};
	}
	return date_read_relative(reader, span) || date_read_written(reader, span);
}

/* "May 30 to June 2", "Monday to Wednesday", "2018 and 2019". */
static bool read_second(struct date_reader *reader, struct date_span *span)
{
	size_t start = reader->at;
	struct date_span second = {0};
	enum span_kind kind = SPAN_FROM_TO;
	if (date_take(reader, " and & "))
		kind = SPAN_BOTH;
	else if (date_take(reader, " or "))
		kind = SPAN_EITHER;
	else if (!date_take(reader, " - to until till through "))
		return false;
	if (!read_moment(reader, &second) || second.kind != SPAN_ONE ||
		second.from.unit != span->from.unit) {
		reader->at = start;
		return false;
	}
	if (span->from.year == YEAR_UNKNOWN)
		span->from.year = second.from.year;
	settle(reader, span);
	date_settle_year(reader, &second.from);
	/* "December 30 to January 2": over the end of the year */
	if (second.from.year == span->from.year && second.from.month < span->from.month)
		second.from.year++;
	span->kind = kind;
	span->to = second.from;
	return true;
}

/* "the week of October 21", "the first week of April". */
static bool read_week_of(struct date_reader *reader, struct date_span *span)
{
	size_t start = reader->at;
	const struct date_word *word = date_at(reader, 0);
	int number = word && word->kind == DATE_ORDINAL && word->number <= 4 ? word->number : 0;
	reader->at += number > 0;
	bool weeks = date_take(reader, " week ") && date_take(reader, " of ") &&
		     date_read_written(reader, span) && span->kind == SPAN_ONE &&
		     span->from.unit == (number ? MOMENT_MONTH : MOMENT_DAY);
	date_settle_year(reader, &span->from);
	if (!weeks || span->from.year == YEAR_UNKNOWN || !is_sound(&span->from)) {
		reader->at = start;
		*span = (struct date_span){0};
		return false;
	}
	struct day day = {span->from.year, span->from.month, span->from.day};
	if (number)
		day.day = 1 + 7 * (number - 1);
	int first = calendar_number(day);
	first -= number ? 0 : calendar_weekday(first);
	span->kind = SPAN_FROM_TO;
	span->from = moment_of_day(first);
	span->to = moment_of_day(first + 6);
	return true;
}

/* Words that choose a part of what follows; the value is the whole. "about" makes it vague. */
static char skip_modifiers(struct date_reader *reader)
{
	char mark = 0;
	for (size_t start = (size_t)-1; start != reader->at;) {
		start = reader->at;
		date_take(reader, " the in on since from during ");
		if (date_take(reader, " about around circa roughly approximately "))
			mark = '~';
		if (date_take(reader,
			    " early earlier late later mid middle beginning start end "))
			date_take(reader, " - of in ");
	}
	return mark;
}

static bool read_all(struct date_reader *reader, struct date_span *span)
{
	char mark = skip_modifiers(reader);
	if (!read_week_of(reader, span) && !read_moment(reader, span))
		return false;
	if (span->kind == SPAN_ONE)
		read_second(reader, span);
	settle(reader, span);
	while (date_take(reader, " morning afternoon evening night local time "))
		;
	if (mark && !span->from.mark)
		span->from.mark = mark;
	return reader->at == reader->count;
}

static int day_number(struct str text)
{
	static const size_t places[][2] = {{0, 4}, {5, 7}, {8, 10}};
	size_t parts[3];
	if (text.len != 10 || text.s[4] != '-' || text.s[7] != '-')
		return NO_DAY;
	for (int i = 0; i < 3; i++)
		if (!str_to_size(str_slice(text, (struct range){places[i][0], places[i][1]}),
			    &parts[i]))
			return NO_DAY;
	struct day day = {(int)parts[0], (int)parts[1], (int)parts[2]};
	return calendar_has(day) ? calendar_number(day) : NO_DAY;
}

bool date_is_day(struct str text)
{
	return day_number(text) != NO_DAY;
}

struct str date_value(struct arena *arena, struct str words, struct str before,
	struct str after, struct str reference)
{
	struct date_reader reader;
	struct date_span span = {0};
	if (!date_words(&reader, words))
		return STR("");
	reader.today = day_number(reference);
	reader.direction = date_direction(before, after);
	if (!read_all(&reader, &span))
		return STR("");
	/* "between May 3 and May 5" */
	if (span.kind == SPAN_BOTH && str_ends(str_trim(before), STR("between")))
		span.kind = SPAN_FROM_TO;
	return span_text(arena, &span);
}

/* ---- the sentence around a range
 * --------------------------------------------------------------- */

#define CONTEXT_BYTES 300

/* Whether a sentence ends at the blank at an offset, as near as matters here. */
static bool ends_sentence(struct str text, size_t at)
{
	while (at > 0 && (text.s[at - 1] == '"' || text.s[at - 1] == ')' ||
				 (unsigned char)text.s[at - 1] >= 0x80))
		at--;
	if (at < 4 || !memchr(".!?", text.s[at - 1], 3))
		return false;
	/* "Gen. Orlov", "Sept. 3", "U.S. troops" */
	return text.s[at - 2] >= 'a' && text.s[at - 2] <= 'z' && text.s[at - 3] != ' ' &&
	       !(text.s[at - 4] >= 'A' && text.s[at - 4] <= 'Z') && text.s[at - 4] != '.';
}

struct str date_value_at(struct arena *arena, const struct document *document,
	struct range range, struct str reference)
{
	struct str text = document->text;
	size_t block = document_block_at(document, range.start);
	struct range place = block == BLOCK_NONE ? range : document->blocks[block].range;
	size_t start = range.start, end = range.end;
	while (start > place.start && range.start - start < CONTEXT_BYTES &&
		!((text.s[start - 1] == ' ' || text.s[start - 1] == '\n') &&
			ends_sentence(text, start - 1)))
		start--;
	while (end < place.end && end - range.end < CONTEXT_BYTES &&
		!((text.s[end] == ' ' || text.s[end] == '\n') && ends_sentence(text, end)))
		end++;
	return date_value(arena, str_slice(text, range),
		str_slice(text, (struct range){start, range.start}),
		str_slice(text, (struct range){range.end, end}), reference);
}
