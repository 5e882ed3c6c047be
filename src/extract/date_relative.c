/* Days, weeks, months and years counted from the article's day: "yesterday", "last week", "two
 * years ago", "this coming Friday". */
#include "date_read.h"

#include <stdlib.h>

static struct moment moment_of_month(int year, int month)
{
	/* months past the end of a year, or before its beginning */
	int count = year * 12 + month - 1;
	return (struct moment){
		.unit = MOMENT_MONTH, .year = count / 12, .month = count % 12 + 1};
}

static struct moment moment_of_year(int year)
{
	return (struct moment){.unit = MOMENT_YEAR, .year = year};
}

static void set_days(struct date_span *span, int from, int to)
{
	span->kind = SPAN_FROM_TO;
	span->from = moment_of_day(from);
	span->to = moment_of_day(to);
}

static int monday_of(int day)
{
	return day - calendar_weekday(day);
}

/* ---- units
 * -------------------------------------------------------------------------------------- */

enum unit { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_DECADE, UNIT_CENTURY };

static enum unit read_unit(struct date_reader *reader)
{
	static const char *const names[] = {[UNIT_DAY] = " day days ",
		[UNIT_WEEK] = " week weeks ",
		[UNIT_MONTH] = " month months ",
		[UNIT_YEAR] = " year years ",
		[UNIT_DECADE] = " decade decades ",
		[UNIT_CENTURY] = " century centuries "};
	for (int unit = UNIT_DAY; unit <= UNIT_CENTURY; unit++)
		if (date_take(reader, names[unit]))
			return (enum unit)unit;
	return UNIT_NONE;
}

/* The day, month or year that lies `count` units from the article's day. */
static struct moment away(const struct date_reader *reader, enum unit unit, int count)
{
	struct day today = calendar_day(reader->today);
	switch (unit) {
	case UNIT_DAY:
		return moment_of_day(reader->today + count);
	case UNIT_WEEK:
		return moment_of_day(reader->today + 7 * count);
	case UNIT_MONTH:
		return moment_of_month(today.year, today.month + count);
	case UNIT_DECADE:
		return moment_of_year(today.year + 10 * count);
	case UNIT_CENTURY:
		return moment_of_year(today.year + 100 * count);
	case UNIT_YEAR:
	case UNIT_NONE:
		break;
	}
	return moment_of_year(today.year + count);
}

/* "two days ago", "a year from now": but for days, about then. */
static bool read_distance(struct date_reader *reader, struct date_span *span)
{
	size_t start = reader->at;
	int count = date_count(date_at(reader, 0));
	if (count < 0)
		return false;
	reader->at++;
	enum unit unit = read_unit(reader);
	bool back = date_take(reader, " ago ");
	bool ahead = !back && date_is(reader, 0, " from ") && date_is(reader, 1, " now today ");
	if (!unit || !(back || ahead)) {
		reader->at = start;
		return false;
	}
	reader->at += ahead ? 2 : 0;
	span->from = away(reader, unit, back ? -count : count);
	span->from.mark = unit == UNIT_DAY ? 0 : '~';
	if (unit >= UNIT_DECADE) {
		span->from.unit = unit == UNIT_DECADE ? MOMENT_DECADE : MOMENT_CENTURY;
		span->from.mark = 0;
	}
	return true;
}

/* ---- this, last, next
 * ------------------------------------------------------------------------------- */

/* Which week, month ... : -1 the last, 0 this, 1 the next one. */
struct pointer {
	int step;
	bool stretch; /* "the past", "the coming": up to or from the article's day */
};

static bool read_pointer(struct date_reader *reader, struct pointer *pointer)
{
	*pointer = (struct pointer){0};
	if (date_take(reader, " this ")) {
		if (date_take(reader, " past "))
			*pointer = (struct pointer){-1, true};
		else if (date_take(reader, " coming "))
			*pointer = (struct pointer){1, true};
		return true;
	}
	if (date_take(reader, " current "))
		return true;
	if (date_take(reader, " last "))
		pointer->step = -1;
	else if (date_take(reader, " past "))
		*pointer = (struct pointer){-1, true};
	else if (date_take(reader, " next "))
		pointer->step = 1;
	else if (date_take(reader, " coming upcoming "))
		*pointer = (struct pointer){1, true};
	return pointer->step != 0;
}

/* "the last five years", "the next ten days", "the past week": from the article's day back or
 * on. */
static bool read_stretch(
	struct date_reader *reader, struct pointer pointer, struct date_span *span)
{
	size_t start = reader->at;
	int count = date_count(date_at(reader, 0));
	if (count > 0)
		reader->at++;
	bool many = date_is(reader, 0, " days weeks months years decades centuries ");
	enum unit unit = read_unit(reader);
	/* "the past week" is one, "the coming days" are who knows how many */
	if (!unit || !pointer.step || (count <= 0 && (many || !pointer.stretch))) {
		reader->at = start;
		return false;
	}
	struct moment here = away(reader, unit, 0);
	struct moment there = away(reader, unit, pointer.step * (count > 0 ? count : 1));
	span->kind = SPAN_FROM_TO;
	span->from = pointer.step < 0 ? there : here;
	span->to = pointer.step < 0 ? here : there;
	return true;
}

/* "this week" is Monday to Sunday, "next month" a month, "last decade" the ten years up to now.
 */
static bool read_pointed_unit(
	struct date_reader *reader, struct pointer pointer, struct date_span *span)
{
	size_t start = reader->at;
	enum unit unit = read_unit(reader);
	struct day today = calendar_day(reader->today);
	int monday = monday_of(reader->today) + 7 * pointer.step;
	switch (unit) {
	case UNIT_WEEK:
		set_days(span, monday, monday + 6);
		return true;
	case UNIT_MONTH:
		span->from = moment_of_month(today.year, today.month + pointer.step);
		return true;
	case UNIT_YEAR:
		/* "last year August 8" */
		if (!date_read_written(reader, span) || span->from.year != YEAR_UNKNOWN)
			span->from = moment_of_year(0);
		span->from.year = span->to.year = today.year + pointer.step;
		return true;
	case UNIT_DECADE:
		span->from = moment_of_year(today.year + 10 * pointer.step);
		span->from.unit = MOMENT_DECADE;
		return true;
	case UNIT_CENTURY:
		span->from = moment_of_year(today.year + 100 * pointer.step);
		span->from.unit = MOMENT_CENTURY;
		return true;
	case UNIT_DAY: /* "the next day" is the day after something else */
	case UNIT_NONE:
		break;
	}
	reader->at = start;
	return false;
}

/* "this quarter", "next quarter". */
static bool read_quarter(
	struct date_reader *reader, struct pointer pointer, struct date_span *span)
{
	if (!date_take(reader, " quarter "))
		return false;
	struct day today = calendar_day(reader->today);
	int count = today.year * 4 + (today.month - 1) / 3 + pointer.step;
	span->from = (struct moment){
		.unit = MOMENT_PART, .year = count / 4, .part = 33 + count % 4};
	return true;
}

/* The Saturday and Sunday that lie ahead, or on the last two days of a week these. */
static void set_weekend(struct date_span *span, int today, int step)
{
	int saturday = monday_of(today) + 5;
	bool is_now = today >= saturday;
	if (step < 0)
		saturday -= 7;
	else if (step > 0 && is_now)
		saturday += 7;
	set_days(span, saturday, saturday + 1);
}

static bool read_weekend(
	struct date_reader *reader, struct pointer pointer, struct date_span *span)
{
	if (!date_take(reader, " weekend "))
		return false;
	int step = pointer.step;
	bool early = calendar_weekday(reader->today) < 3;
	if (step == 0 && reader->direction == DIRECTION_PAST && early)
		step = -1;
	if (step > 0 && !pointer.stretch && calendar_weekday(reader->today) < 5) {
		/* "next weekend" is not the one of this week */
		set_weekend(span, reader->today + 7, 0);
		return true;
	}
	set_weekend(span, reader->today, step);
	return true;
}

/* "this morning", "last night". */
static bool read_part_of_day(
	struct date_reader *reader, struct pointer pointer, struct date_span *span)
{
	bool night = date_is(reader, 0, " night ");
	if (!(night && pointer.step <= 0) &&
		!(pointer.step == 0 && date_is(reader, 0, " morning afternoon evening ")))
		return false;
	reader->at++;
	span->from = moment_of_day(reader->today + pointer.step);
	return true;
}

/* ---- days of the week
 * --------------------------------------------------------------------------------- */

static int weekday_before(int today, int weekday) /* on that day itself: today */
{
	return today - (calendar_weekday(today) - weekday + 7) % 7;
}

/* "of last week", "this week": the Monday of that week, or NO_DAY. */
static int read_week(struct date_reader *reader)
{
	size_t start = reader->at;
	struct pointer pointer;
	date_take(reader, " of ");
	if (read_pointer(reader, &pointer) && date_take(reader, " week "))
		return monday_of(reader->today) + 7 * pointer.step;
	reader->at = start;
	return NO_DAY;
}

static bool read_weekday(
	struct date_reader *reader, const struct pointer *pointer, struct date_span *span)
{
	int weekday = date_weekday(date_at(reader, 0)), today = reader->today;
	if (weekday < 0)
		return false;
	reader->at++;
	int monday = read_week(reader), day = weekday_before(today, weekday);
	bool ahead = reader->direction == DIRECTION_FUTURE;
	if (pointer && pointer->step == 0)
		ahead = reader->direction != DIRECTION_PAST;
	if (monday != NO_DAY)
		day = monday + weekday;
	else if (pointer && pointer->step < 0)
		day = weekday_before(today - 1, weekday);
	else if (pointer && pointer->step > 0)
		day = weekday_before(today + 7, weekday);
	else if (ahead && day != today)
		day += 7;
	span->from = moment_of_day(day);
	return true;
}

/* ---- months and seasons
 * -------------------------------------------------------------------------------- */

/* "last November", "this spring", "next March 3": the direction is said. */
static bool read_pointed_month(
	struct date_reader *reader, struct pointer pointer, struct date_span *span)
{
	struct date_reader ahead = *reader;
	struct day today = calendar_day(reader->today);
	if (!date_read_written(&ahead, span) || span->kind == SPAN_EITHER ||
		span->from.year != YEAR_UNKNOWN)
		return false;
	reader->at = ahead.at;
	struct moment *from = &span->from;
	bool same = from->unit == MOMENT_MONTH && from->month == today.month;
	ahead.direction = pointer.step < 0 ? DIRECTION_PAST : DIRECTION_FUTURE;
	if (pointer.step == 0)
		from->year = today.year;
	else
		date_settle_year(&ahead, from);
	if (same && pointer.step)
		from->year = today.year + pointer.step;
	span->to.year = from->year;
	return true;
}

/* ---- single words
 * ---------------------------------------------------------------------------------------- */

static bool read_day_word(struct date_reader *reader, struct date_span *span)
{
	int step;
	date_take(reader, " the ");
	if (date_is(reader, 0, " day ") && date_is(reader, 1, " before after ") &&
		date_is(reader, 2, " yesterday tomorrow ")) {
		step = date_is(reader, 1, " before ") ? -2 : 2;
		if ((step < 0) != date_is(reader, 2, " yesterday "))
			return false;
		reader->at += 3;
	} else if (date_take(reader, " yesterday ")) {
		step = -1;
	} else if (date_take(reader, " tomorrow ")) {
		step = 1;
	} else if (date_take(reader, " today tonight ")) {
		step = 0;
	} else {
		return false;
	}
	span->from = moment_of_day(reader->today + step);
	return true;
}

/* "the weekend", without which: the one that the sentence looks to. */
static bool read_bare_weekend(struct date_reader *reader, struct date_span *span)
{
	if (!date_take(reader, " weekend "))
		return false;
	set_weekend(span, reader->today, reader->direction == DIRECTION_FUTURE ? 0 : -1);
	return true;
}

/* "last year", "this month" and on: "last year August 8". */
static bool read_pointed(struct date_reader *reader, struct date_span *span)
{
	size_t start = reader->at;
	struct pointer pointer;
	if (read_pointer(reader, &pointer) &&
		(read_stretch(reader, pointer, span) ||
			read_pointed_unit(reader, pointer, span) ||
			read_quarter(reader, pointer, span) ||
			read_weekend(reader, pointer, span) ||
			read_part_of_day(reader, pointer, span) ||
			read_weekday(reader, &pointer, span) ||
			read_pointed_month(reader, pointer, span)))
		return true;
	reader->at = start;
	return false;
}

bool date_read_relative(struct date_reader *reader, struct date_span *span)
{
	if (reader->today == NO_DAY)
		return false;
	return read_day_word(reader, span) || read_pointed(reader, span) ||
	       read_distance(reader, span) || read_weekday(reader, NULL, span) ||
	       read_bare_weekend(reader, span);
}
