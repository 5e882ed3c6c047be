#include "attache/base/error.h"

#include "attache/base/str.h"
#include "attache/base/utf8.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct error_status error_statuses[ERR_CODES] = {
	[ERR_NONE] = {"none", 0, "All went well"},
	[ERR_SYS] = {"system", 1, "The operating system refused: a read, a write, a folder"},
	[ERR_PARSE] = {"parse", 3,
		"A file does not follow its format; line and column are given"},
	[ERR_ENCODING] = {"encoding", 4, "The bytes are no text"},
	[ERR_NOTFOUND] = {"not-found", 5, "A file, tag, format or command does not exist"},
	[ERR_CONFLICT] = {"conflict", 6, "A sidecar changed on disk since it was read"},
	[ERR_USAGE] = {"usage", 2, "The program was called wrongly"},
	[ERR_LIMIT] = {"limit", 7, "The input is beyond a documented limit"},
	[ERR_FINDINGS] = {"findings", 8, "A check found errors or warnings"},
};

/* End the message at a character border: vsnprintf cuts in the middle of one. */
static void message_finish(char *msg)
{
	msg[utf8_valid_prefix(str_from(msg))] = '\0';
}

static void fill(struct error *err, enum error_code code, unsigned line, unsigned column,
	const char *format, va_list args) __attribute__((format(printf, 5, 0)));

static void fill(struct error *err, enum error_code code, unsigned line, unsigned column,
	const char *format, va_list args)
{
	assert(err && code != ERR_NONE);
	err->code = code;
	err->line = line;
	err->column = column;
	vsnprintf(err->msg, sizeof err->msg, format, args);
	message_finish(err->msg);
}

bool error_set(struct error *err, enum error_code code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fill(err, code, 0, 0, format, args);
	va_end(args);
	return false;
}

bool error_set_at(struct error *err, enum error_code code, unsigned line, unsigned column,
	const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fill(err, code, line, column, format, args);
	va_end(args);
	return false;
}

bool error_set_errno(struct error *err, const char *format, ...)
{
	int number = errno;
	va_list args;
	va_start(args, format);
	fill(err, number == ENOENT ? ERR_NOTFOUND : ERR_SYS, 0, 0, format, args);
	va_end(args);
	size_t len = strlen(err->msg);
	snprintf(err->msg + len, sizeof err->msg - len, ": %s", strerror(number));
	message_finish(err->msg);
	return false;
}

bool error_within(struct error *err, const char *format, ...)
{
	char context[sizeof err->msg], whole[2 * sizeof err->msg + 2];
	va_list args;
	va_start(args, format);
	vsnprintf(context, sizeof context, format, args);
	va_end(args);
	snprintf(whole, sizeof whole, "%s: %s", context, err->msg);
	memcpy(err->msg, whole, sizeof err->msg - 1);
	err->msg[sizeof err->msg - 1] = '\0';
	message_finish(err->msg);
	return false;
}
