/* The bytes of a file, in order, with a look ahead. Files are read piece by piece and never
 * mapped, so that one that shrinks meanwhile only ends early; what is appended after the
 * opening is left out. Pipes, devices and standard input are read whole at once, files that
 * tell no size as well. */
#ifndef ATTACHE_TEXT_INTAKE_H
#define ATTACHE_TEXT_INTAKE_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"
#include "attache/base/file.h"

struct intake {
	struct str ahead; /* what was read and not yet used */
	bool last;        /* nothing comes behind `ahead` */
	size_t total;     /* bytes in all, as told at the opening */
	int broken;       /* errno of the read that failed; it ended the file. 0 = none */
	bool in_steps;    /* a file that is read as it is needed */
	struct file_stamp stamp;
	/* its own affairs */
	int fd; /* -1: all was read */
	struct buffer bytes;
	size_t read;
};

/* path "-" is standard input. */
bool intake_open(struct intake *intake, const char *path, struct error *err);

/* Bytes at hand, not copied: they must outlive the intake. */
void intake_over(struct intake *intake, struct str bytes);

/* See to it that `need` bytes are ahead, or all that are left. */
void intake_fill(struct intake *intake, size_t need);
void intake_skip(struct intake *intake, size_t count);

void intake_close(struct intake *intake); /* a zeroed one is accepted */

#endif
