#include "calendar.h"

int calendar_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

bool calendar_has(struct day day)
{
	return day.year >= 0 && day.year <= 9999 && day.month >= 1 && day.month <= 12 &&
	       day.day >= 1 && day.day <= calendar_month_days(day.year, day.month);
}

/* Days from Civil and Civil from Days (Hinnant, "chrono-Compatible Low-Level Date Algorithms"):
 * years begin in March, so that the leap day is the last of its year. */
int calendar_number(struct day day)
{
	int year = day.year - (day.month <= 2);
	int era = (year >= 0 ? year : year - 399) / 400;
	int of_era = year - era * 400;
	int of_year = (153 * ((day.month + 9) % 12) + 2) / 5 + day.day - 1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct day calendar_day(int number)
{
	number += 719468;
	int era = (number >= 0 ? number : number - 146096) / 146097;
	int day = number - era * 146097;
	int of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
	int month = (5 * of_year + 2) / 153;
	return (struct day){of_era + era * 400 + (month >= 10),
		month < 10 ? month + 3 : month - 9, of_year - (153 * month + 2) / 5 + 1};
}

int calendar_weekday(int number)
{
	return ((number + 3) % 7 + 7) % 7;
}
