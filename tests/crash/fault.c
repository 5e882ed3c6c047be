/* A library to be preloaded: the calls of a save, each of which can be made to fail. It does
 * nothing until a test arms it (fault.h). */
#include "fault.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static struct fault fault;
static unsigned seen[FAULT_CALLS];

void fault_arm(const struct fault *next)
{
	fault = *next;
	memset(seen, 0, sizeof seen);
}

unsigned fault_seen(enum fault_call call)
{
	return seen[call];
}

/* Whether this call is the one, with errno set. */
static bool fails(enum fault_call call, const char *path)
{
	if (!fault.armed || (fault.below && path && !strstr(path, fault.below)))
		return false;
	unsigned number = ++seen[call];
	if (call != fault.call ||
		!(number == fault.number || (fault.forever && number > fault.number)))
		return false;
	errno = fault.error;
	return fault.error != 0;
}

/* The function that would have been called; a pointer to data is what dlsym gives. */
#define REAL(name) \
	__typeof__(&name) real; \
	void *found = dlsym(RTLD_NEXT, #name); \
	memcpy(&real, &found, sizeof real)

int open(const char *path, int flags, ...)
{
	REAL(open);
	mode_t mode = 0;
	if (flags & (O_CREAT | O_TMPFILE)) {
		va_list args;
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	return fails(FAULT_OPEN, path) ? -1 : real(path, flags, mode);
}

/* What open() becomes when the compiler fortifies it. */
int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
	return open(path, flags);
}

int mkostemp(char *path, int flags)
{
	REAL(mkostemp);
	return fails(FAULT_MAKE, path) ? -1 : real(path, flags);
}

ssize_t write(int fd, const void *data, size_t count)
{
	REAL(write);
	if (fails(FAULT_WRITE, NULL))
		return -1;
	if (fault.armed && fault.call == FAULT_SHORT_WRITE && fd > 2 && count > 1)
		count = 1 + count / 3;
	return real(fd, data, count);
}

int fsync(int fd)
{
	REAL(fsync);
	return fails(FAULT_FSYNC, NULL) ? -1 : real(fd);
}

/* The file is closed in any case, as Linux does it. */
int close(int fd)
{
	REAL(close);
	int result = real(fd);
	return fails(FAULT_CLOSE, NULL) ? -1 : result;
}

int rename(const char *from, const char *to)
{
	REAL(rename);
	return fails(FAULT_RENAME, to) ? -1 : real(from, to);
}

int fchmod(int fd, mode_t mode)
{
	REAL(fchmod);
	return fails(FAULT_FCHMOD, NULL) ? -1 : real(fd, mode);
}

int fstat(int fd, struct stat *status)
{
	REAL(fstat);
	return fails(FAULT_FSTAT, NULL) ? -1 : real(fd, status);
}

int stat(const char *path, struct stat *status)
{
	REAL(stat);
	return fails(FAULT_STAT, path) ? -1 : real(path, status);
}

int flock(int fd, int operation)
{
	REAL(flock);
	return fails(FAULT_FLOCK, NULL) ? -1 : real(fd, operation);
}
