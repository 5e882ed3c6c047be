/* Temporary files of saves: named so that nobody else's is taken for one of ours, and locked
 * as long as their writer lives. */
#ifndef BASE_FILE_TEMPORARY_H
#define BASE_FILE_TEMPORARY_H

#include "attache/base/buffer.h"

/* The folder part of a path, "." when there is none; the caller's to free. */
char *file_folder(const char *path);

/* Make an empty file beside `target` and append its name to path. The lock goes with the last
 * descriptor of it. -1 with errno set on failure. */
int file_temporary_make(struct buffer *path, const char *target);

/* Remove those beside `target` whose writer is dead (file_sweep). */
void file_temporary_sweep(const char *target);

#endif
