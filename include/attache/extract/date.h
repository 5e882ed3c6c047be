/* What a calendar expression means: "Monday" in an article of 13 May 2024 is 2024-05-13.
 *
 * Values are EDTF, the Extended Date/Time Format of ISO 8601-2:2019:
 *
 *     2024-05-26              a day; 2024-05 a month; 2024 a year; 199X a decade; 20XX a
 * century 2024-05-26/2024-05-27   from, to; "last week" is its Monday to its Sunday
 *     {2024-06-09,2024-06-12} both
 *     2024-21                 spring; 22 summer, 23 autumn, 24 winter; 33 to 36 quarters, 40
 * and 41 halves of a year
 *     XXXX-05-26              the year is not known
 *     2019~                   about 2019: "five years ago" in 2024
 *     2024-05-14?             uncertain: a weekday that does not fit its date
 *     [2024-05-06,2024-06-05] one of them: "5/6/2024" (day and month in either order)
 *
 * A value is never finer than the words: "early May 2024" is 2024-05. What depends on an event
 * ("the next day", "a year later"), is vague ("recent years") or is no date has no value. */
#ifndef ATTACHE_EXTRACT_DATE_H
#define ATTACHE_EXTRACT_DATE_H

#include "attache/base/arena.h"
#include "attache/text/document.h"

/* The value of an expression of an article of the day `reference` ("2024-05-13", empty when
 * unknown: what is relative to it has no value then); empty when there is none. `before` and
 * `after` are what else the sentence says: a weekday, and a date without its year, is the last
 * one up to `reference`, or, where the sentence looks ahead ("will meet", "until", "scheduled
 * for"), the next one from it on. The value is the arena's. */
struct str date_value(struct arena *arena, struct str words, struct str before,
	struct str after, struct str reference);

/* The same for a range of a document, the sentence around it looked at. */
struct str date_value_at(struct arena *arena, const struct document *document,
	struct range range, struct str reference);

/* Whether this is a day of the calendar as ISO 8601 has it: "2024-02-29". */
bool date_is_day(struct str text);

#endif
