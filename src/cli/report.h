/* What is wrong with files, as check commands say it: FILE:LINE:COLUMN: SEVERITY: MESSAGE. */
#ifndef ATTACHE_CLI_REPORT_H
#define ATTACHE_CLI_REPORT_H

#include "attache/base/buffer.h"
#include "attache/base/diagnostic.h"
#include "attache/base/error.h"

/* Zeroed: nothing reported. The caller prints and frees `out`. */
struct report {
	struct buffer out; /* safe for a terminal */
	size_t counts[SEVERITY_ERROR + 1];
};

/* Where something is wrong. */
struct spot {
	const char *path;
	unsigned line, column; /* 0: the file as a whole */
};

void report_add(struct report *report, struct spot spot, enum severity severity,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* All that is at least as severe as `least`. */
void report_add_all(struct report *report, const char *path, const struct diagnostics *found,
	enum severity least);

/* "1 error, 2 warnings" and the line's end. */
void report_add_sum(struct report *report);

/* "2 articles", with `before` in front. */
void report_add_count(
	struct report *report, const char *before, size_t count, const char *what);

/* 0 when there is neither an error nor a warning. */
int report_status(const struct report *report);

#endif
