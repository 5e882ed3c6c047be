/* Files: read whole, written atomically, told apart by identity. */
#ifndef ATTACHE_BASE_FILE_H
#define ATTACHE_BASE_FILE_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"

#include <stdint.h>

/* What identifies one state of a file: changes when somebody else writes it. */
struct file_stamp {
	bool exists;
	uint64_t device, inode, size;
	int64_t mtime_sec, mtime_nsec;
};

struct stat;
void file_stamp_from(const struct stat *status, struct file_stamp *stamp);
bool file_stamp_equal(const struct file_stamp *a, const struct file_stamp *b);

/* The stamp of path now; a missing file is not an error (exists is false). */
bool file_stamp(const char *path, struct file_stamp *stamp, struct error *err);

/* Append all of a file (or of stdin for "-") to out. Regular files, pipes and devices that end
 * are read; a directory is an error. `limit` bytes at most (ERR_LIMIT beyond), 0 = none. stamp
 * may be NULL. On failure out is as before. */
bool file_read(const char *path, size_t limit, struct buffer *out, struct file_stamp *stamp,
	struct error *err);

/* Write all of data to an open descriptor, whatever pieces the system takes it in; false with
 * errno set. */
bool file_write_all(int fd, struct str data);

/* Replace path by data so that at every instant either the old or the new file is there, whole:
 * temporary file in the same folder, write, fsync, rename, fsync of the folder. A symlink is
 * followed, the mode of an existing file is kept, and its owner where that is allowed. stamp
 * (may be NULL) receives the new state. On failure the old file is untouched and the temporary
 * file removed; only when it is the folder that cannot be synced the new file is there, and
 * stamp says so. */
bool file_write_atomic(
	const char *path, struct str data, struct file_stamp *stamp, struct error *err);

/* As file_write_atomic, but ERR_CONFLICT, with nothing changed, when path is no longer in the
 * state `expected` the instant before the rename. */
bool file_replace(const char *path, struct str data, const struct file_stamp *expected,
	struct file_stamp *stamp, struct error *err);

/* Remove the temporary files that killed writers left in the folder of path, whatever file they
 * were for: those of the name that ours have, older than a minute, whose writer is dead. That
 * is told by a lock; where the file system knows none, nothing is removed. */
void file_sweep(const char *path);

/* Keep other programs of ours from writing in the folder of path until file_unlock: advisory,
 * on the folder itself, so that nothing is left behind by whoever dies. Waits `patience`
 * milliseconds at most (ERR_SYS then). *lock is -1, and nothing is kept, where the file system
 * knows no locks. */
bool file_lock(const char *path, int patience, int *lock, struct error *err);
void file_unlock(int lock);

/* mkdir -p of the folder that holds path, mode 0700 for what is made. */
bool file_make_parent(const char *path, struct error *err);

bool file_is_directory(const char *path);

/* Lower-case hexadecimal SHA-256 of data, NUL-terminated. */
void file_sha256(struct str data, char hex[65]);

/* The part of a path behind the last slash. */
struct str file_basename(struct str path);

#endif
