/* Days of the Gregorian calendar, as numbers that can be counted with. */
#ifndef EXTRACT_CALENDAR_H
#define EXTRACT_CALENDAR_H

#include <stdbool.h>

struct day {
	int year, month, day;
};

int calendar_month_days(int year, int month); /* 28 to 31; month is 1 to 12 */
bool calendar_has(struct day day);

/* Days since 1970-01-01, and back. */
int calendar_number(struct day day);
struct day calendar_day(int number);

int calendar_weekday(int number); /* 0 is Monday */

#endif
