/* Errors: what went wrong in the world, as a value the caller can show.
 *
 * A function that can fail for reasons outside the program returns bool (or a pointer) and
 * takes `struct error *err` last. err is never NULL and is filled only on failure. Programmer
 * errors are asserts; memory exhaustion ends the program (memory.h).
 *
 * Messages are lower case, without a full stop, what failed first and then why:
 * `cannot save article.txt.ann.yaml: No space left on device`. */
#ifndef ATTACHE_BASE_ERROR_H
#define ATTACHE_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

enum error_code {
	ERR_NONE,
	ERR_SYS,      /* the operating system refused */
	ERR_PARSE,    /* text that does not follow its format; line and column are set */
	ERR_ENCODING, /* bytes that are no text */
	ERR_NOTFOUND, /* a file, command, tag ... that does not exist */
	ERR_CONFLICT, /* the sidecar changed on disk since it was read */
	ERR_USAGE,    /* the program was called wrongly */
	ERR_LIMIT,    /* input beyond a documented limit */
	ERR_FINDINGS, /* a check found errors or warnings */
	ERR_CODES
};

struct error {
	enum error_code code;
	unsigned line;   /* 1-based, 0 when there is none */
	unsigned column; /* 1-based, in code points, 0 when there is none */
	char msg[256];   /* UTF-8, cut at a character border when too long */
};

/* One row of the table that maps error codes to exit statuses; the man page prints it. */
struct error_status {
	const char *name; /* "conflict" */
	int status;       /* exit status */
	const char *help; /* one line */
};

/* The table, indexed by enum error_code. */
extern const struct error_status error_statuses[ERR_CODES];

/* Fill err and return false, so that `return error_set(...)` reads as failing. */
bool error_set(struct error *err, enum error_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* As error_set, with the place in a text. */
bool error_set_at(struct error *err, enum error_code code, unsigned line, unsigned column,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* As error_set with ERR_SYS (ERR_NOTFOUND for ENOENT); appends ": " and the text of errno. */
bool error_set_errno(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Put "context: " before a message on its way up. Returns false. */
bool error_within(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
