#include "attache/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t clock_now(void)
{
	int64_t fixed;
	const char *now = getenv("ATTACHE_NOW");
	if (now && clock_parse(now, &fixed))
		return fixed;
	struct timespec time;
	clock_gettime(CLOCK_REALTIME, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int64_t clock_monotonic(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void clock_format(int64_t milliseconds, char out[21])
{
	int64_t seconds = milliseconds / 1000;
	if (milliseconds % 1000 < 0)
		seconds--;
	time_t time = (time_t)seconds;
	struct tm parts;
	if (!gmtime_r(&time, &parts) || parts.tm_year < -1900 || parts.tm_year > 8099 ||
		strftime(out, 21, "%Y-%m-%dT%H:%M:%SZ", &parts) != 20)
		memcpy(out, "1970-01-01T00:00:00Z", 21);
}

static bool digits(const char *text, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

bool clock_parse(const char *text, int64_t *milliseconds)
{
	struct tm parts = {0};
	if (strlen(text) != 20 || !digits(text, 4, &parts.tm_year) || text[4] != '-' ||
		!digits(text + 5, 2, &parts.tm_mon) || text[7] != '-' ||
		!digits(text + 8, 2, &parts.tm_mday) || text[10] != 'T' ||
		!digits(text + 11, 2, &parts.tm_hour) || text[13] != ':' ||
		!digits(text + 14, 2, &parts.tm_min) || text[16] != ':' ||
		!digits(text + 17, 2, &parts.tm_sec) || text[19] != 'Z')
		return false;
	if (parts.tm_mon < 1 || parts.tm_mon > 12 || parts.tm_mday < 1 || parts.tm_mday > 31 ||
		parts.tm_hour > 23 || parts.tm_min > 59 || parts.tm_sec > 60)
		return false;
	parts.tm_year -= 1900;
	parts.tm_mon -= 1;
	*milliseconds = (int64_t)timegm(&parts) * 1000;
	return true;
}
