/* The time, as the program sees it. Tests and scripts fix it with ATTACHE_NOW (an RFC 3339 UTC
 * time such as 2026-11-23T18:20:00Z), which makes every output that holds a time repeatable. */
#ifndef ATTACHE_BASE_CLOCK_H
#define ATTACHE_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds since 1970-01-01 UTC. */
int64_t clock_now(void);

/* "2026-11-23T18:20:00Z", NUL-terminated. */
void clock_format(int64_t milliseconds, char out[21]);

/* The reverse, whole seconds; false when the text is no such time. */
bool clock_parse(const char *text, int64_t *milliseconds);

/* Milliseconds of a clock that only goes forward, for deadlines. */
int64_t clock_monotonic(void);

#endif
