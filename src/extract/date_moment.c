/* Days, months, years and parts of a year as they are written: "26-27 May 2024", "spring of
 * 2024", "Q3", "the 1990s", "5/6/2024". */
#include "date_read.h"

#include <stdlib.h>
#include <string.h>

struct moment moment_of_day(int number)
{
	struct day day = calendar_day(number);
	return (struct moment){
		.unit = MOMENT_DAY, .year = day.year, .month = day.month, .day = day.day};
}

/* ---- the year
 * -------------------------------------------------------------------------------- */

bool date_read_year(struct date_reader *reader, int *year)
{
	size_t start = reader->at;
	date_take(reader, " of in ");
	date_take(reader, " the ");
	const struct date_word *word = date_at(reader, 0);
	if (date_year(word)) {
		*year = word->number;
		reader->at++;
		return true;
	}
	if (reader->today != NO_DAY && date_is(reader, 0, " this last next ") &&
		date_is(reader, 1, " year ")) {
		*year = calendar_day(reader->today).year + date_is(reader, 0, " next ") -
			date_is(reader, 0, " last ");
		reader->at += 2;
		return true;
	}
	reader->at = start;
	return false;
}

/* How far ahead a date of an unknown direction may lie, in days: "on June 10" in an article of
 * 30 May is to come, "on December 20" in one of January is over. */
#define AHEAD 60

/* First day of what the moment would be in a year; NO_DAY when that year has no such day. */
static int day_in(const struct moment *moment, int year)
{
	int month = moment->month;
	if (moment->unit == MOMENT_PART)
		month = moment->part < 25   ? (moment->part - 21) * 3 + 3
			: moment->part < 40 ? (moment->part - 33) * 3 + 1
					    : (moment->part - 40) * 6 + 1;
	struct day day = {year, month, moment->unit == MOMENT_DAY ? moment->day : 1};
	return calendar_has(day) ? calendar_number(day) : NO_DAY;
}

void date_settle_year(const struct date_reader *reader, struct moment *moment)
{
	if (moment->year != YEAR_UNKNOWN || reader->today == NO_DAY)
		return;
	struct day today = calendar_day(reader->today);
	/* a month or a season is compared with the one that the article's day lies in */
	int here = reader->today, reach = AHEAD;
	if (moment->unit != MOMENT_DAY)
		here = calendar_number((struct day){today.year, today.month, 1});
	for (int year = today.year - 8; year <= today.year + 8; year++) {
		int day = day_in(moment, year);
		if (day == NO_DAY)
			continue;
		if (reader->direction == DIRECTION_FUTURE) {
			if (day >= here) {
				moment->year = year;
				return;
			}
		} else if (day <= here + (reader->direction == DIRECTION_PAST ? 0 : reach)) {
			moment->year = year;
		}
	}
}

/* ---- months and days
 * ---------------------------------------------------------------------------- */

/* "26", "26th"; a day of the month, or 0. */
static int day_of_month(const struct date_word *word)
{
	bool is = word && (word->kind == DATE_NUMBER || word->kind == DATE_ORDINAL) &&
		  word->digits && word->digits <= 2 && word->number <= 31;
	return is ? word->number : 0;
}

/* "-", "to", "and" between two days, and what it makes of them. */
static bool read_joint(struct date_reader *reader, struct date_span *span)
{
	if (date_take(reader, " - to until till through "))
		span->kind = SPAN_FROM_TO;
	else if (date_take(reader, " and & "))
		span->kind = SPAN_BOTH;
	else if (date_take(reader, " or "))
		span->kind = SPAN_EITHER;
	else
		return false;
	return true;
}

/* "26", "26-27", "26 and 27": one day or two. */
static bool read_days(struct date_reader *reader, struct date_span *span)
{
	span->from.day = day_of_month(date_at(reader, 0));
	if (!span->from.day)
		return false;
	reader->at++;
	size_t before = reader->at;
	if (read_joint(reader, span)) {
		span->to.day = day_of_month(date_at(reader, 0));
		const struct date_word *next = date_at(reader, 1);
		if (span->to.day && !(date_month(next) && date_month(&reader->words[0]))) {
			reader->at++;
			return true;
		}
		reader->at = before;
	}
	span->kind = SPAN_ONE;
	return true;
}

/* "26 May 2024", "May 26, 2024", "May 26-27", "May 2024", "May". */
static bool read_month(struct date_reader *reader, struct date_span *span)
{
	size_t start = reader->at;
	bool days = read_days(reader, span);
	if (days)
		date_take(reader, " of ");
	int month = date_month(date_at(reader, 0));
	if (!month) {
		reader->at = start;
		return false;
	}
	reader->at++;
	date_take(reader, " the ");
	days = days || read_days(reader, span);
	int year = YEAR_UNKNOWN;
	date_read_year(reader, &year);
	span->from.unit = days ? MOMENT_DAY : MOMENT_MONTH;
	span->from.month = month;
	span->from.year = year;
	int day = span->to.day;
	span->to = span->from;
	span->to.day = day;
	return true;
}

/* Four figures, sign, two figures, sign, two figures. */
static bool read_iso(struct date_reader *reader, struct date_span *span)
{
	const struct date_word *words = date_at(reader, 0);
	if (!date_at(reader, 4) || !date_year(words) || !date_is(reader, 1, " - / . ") ||
		strcmp(words[1].text, words[3].text) != 0 || words[2].digits != 2 ||
		words[4].digits != 2)
		return false;
	span->from = (struct moment){.unit = MOMENT_DAY,
		.year = words[0].number,
		.month = words[2].number,
		.day = words[4].number};
	reader->at += 5;
	return true;
}

static bool sits(int year, int month, int day)
{
	return calendar_has((struct day){year, month, day});
}

/* "13/5/2024", "5/13/2024", "13.05.2024". With slashes the order may be either. */
static bool read_numeric(struct date_reader *reader, struct date_span *span)
{
	const struct date_word *words = date_at(reader, 0);
	if (!date_at(reader, 4) || !date_is(reader, 1, " / . - ") ||
		strcmp(words[1].text, words[3].text) != 0 || !date_year(&words[4]) ||
		!day_of_month(words) || !day_of_month(&words[2]))
		return false;
	int first = words[0].number, second = words[2].number, year = words[4].number;
	bool day_first = sits(year, second, first);
	bool month_first = words[1].text[0] != '.' && sits(year, first, second);
	struct moment moment = {
		.unit = MOMENT_DAY, .year = year, .month = second, .day = first};
	span->from = moment;
	moment.month = first;
	moment.day = second;
	if (day_first && month_first && first != second) {
		span->kind = SPAN_EITHER;
		span->to = first < second ? span->from : moment;
		span->from = first < second ? moment : span->from;
	} else if (month_first) {
		span->from = moment;
	} else if (!day_first) {
		return false;
	}
	reader->at += 5;
	return true;
}

/* ---- years and their parts
 * ------------------------------------------------------------------------- */

/* "spring", "third quarter", "Q3", "first half": its number in EDTF, or 0. */
static int read_part(struct date_reader *reader)
{
	static const char *const seasons[] = {
		" spring ", " summer ", " autumn fall ", " winter "};
	for (int i = 0; i < 4; i++)
		if (date_take(reader, seasons[i]))
			return 21 + i;
	const struct date_word *word = date_at(reader, 0);
	if (word && word->text[0] == 'q' && word->text[1] >= '1' && word->text[1] <= '4' &&
		!word->text[2]) {
		reader->at++;
		return 33 + word->text[1] - '1';
	}
	if (!word || word->kind != DATE_ORDINAL || word->number > 4)
		return 0;
	int number = word->number;
	bool quarter = date_is(reader, 1, " quarter "), half = date_is(reader, 1, " half ");
	if (!quarter && !(half && number <= 2))
		return 0;
	reader->at += 2;
	return quarter ? 32 + number : 39 + number;
}

static bool read_part_of_year(struct date_reader *reader, struct date_span *span)
{
	size_t start = reader->at;
	int part = read_part(reader), year = YEAR_UNKNOWN;
	if (!part)
		return false;
	bool known = date_read_year(reader, &year);
	/* a winter has two years, and the half of something else none */
	if (!known && (part == 24 || part >= 40)) {
		reader->at = start;
		return false;
	}
	span->from = (struct moment){.unit = MOMENT_PART, .year = year, .part = part};
	return true;
}

/* "2024", "2023-24", "2005–2015"; "2024-05" is a month, since no season ends before it began.
 */
static bool read_years(struct date_reader *reader, struct date_span *span)
{
	const struct date_word *word = date_at(reader, 0), *last = date_at(reader, 2);
	if (!date_year(word))
		return false;
	span->from = (struct moment){.unit = MOMENT_YEAR, .year = word->number};
	if (!last || !date_is(reader, 1, " - / ") || last->kind != DATE_NUMBER ||
		(last->digits != 2 && !date_year(last))) {
		reader->at++;
		return true;
	}
	int end = last->digits == 2 ? word->number / 100 * 100 + last->number : last->number;
	if (end <= word->number && last->digits == 2 && sits(word->number, last->number, 1)) {
		span->from.unit = MOMENT_MONTH;
		span->from.month = last->number;
	} else {
		span->kind = SPAN_FROM_TO;
		span->to = (struct moment){.unit = MOMENT_YEAR, .year = end};
	}
	reader->at += 3;
	return true;
}

/* "1990s", "nineties", "1800s", "13th century". */
static bool read_age(struct date_reader *reader, struct date_span *span)
{
	const struct date_word *word = date_at(reader, 0);
	if (word && word->kind == DATE_DECADE) {
		bool century = word->number % 100 == 0 && word->number < 2000;
		span->from = (struct moment){
			.unit = century ? MOMENT_CENTURY : MOMENT_DECADE, .year = word->number};
		reader->at++;
		return true;
	}
	if (!word || word->kind != DATE_ORDINAL || !date_is(reader, 1, " century "))
		return false;
	span->from = (struct moment){.unit = MOMENT_CENTURY, .year = (word->number - 1) * 100};
	reader->at += 2;
	return true;
}

/* ---- feasts of a fixed day
 * -------------------------------------------------------------------------- */

static bool read_feast(struct date_reader *reader, struct date_span *span)
{
	static const struct {
		const char *words[3];
		int month, day;
	} feasts[] = {{{"christmas", "eve"}, 12, 24}, {{"christmas", "day"}, 12, 25},
		{{"christmas"}, 12, 25}, {{"boxing", "day"}, 12, 26},
		{{"new", "year's", "eve"}, 12, 31}, {{"new", "year's", "day"}, 1, 1},
		{{"valentine's", "day"}, 2, 14}, {{"may", "day"}, 5, 1},
		{{"bastille", "day"}, 7, 14}, {{"halloween"}, 10, 31}};
	for (size_t i = 0; i < sizeof feasts / sizeof *feasts; i++) {
		size_t count = 0;
		while (count < 3 && feasts[i].words[count] && date_at(reader, count) &&
			strcmp(date_at(reader, count)->text, feasts[i].words[count]) == 0)
			count++;
		if (count < 3 && feasts[i].words[count])
			continue;
		reader->at += count;
		span->from = (struct moment){.unit = MOMENT_DAY,
			.year = YEAR_UNKNOWN,
			.month = feasts[i].month,
			.day = feasts[i].day};
		date_read_year(reader, &span->from.year);
		return true;
	}
	return false;
}

bool date_read_written(struct date_reader *reader, struct date_span *span)
{
	return read_iso(reader, span) || read_numeric(reader, span) ||
	       read_feast(reader, span) || read_month(reader, span) ||
	       read_part_of_year(reader, span) || read_age(reader, span) ||
	       read_years(reader, span);
}
