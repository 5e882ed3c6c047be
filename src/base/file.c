#include "attache/base/file.h"

#include "file_temporary.h"

#include "attache/base/memory.h"
#include "attache/base/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* As much of the end of a path as leaves a message room to say why. */
static const char *end_of(const char *path)
{
	size_t length = strlen(path), start = length > 120 ? length - 120 : 0;
	while ((path[start] & 0xC0) == 0x80)
		start++;
	return path + start;
}

void file_stamp_from(const struct stat *status, struct file_stamp *stamp)
{
	*stamp = (struct file_stamp){.exists = true,
		.device = (uint64_t)status->st_dev,
		.inode = (uint64_t)status->st_ino,
		.size = (uint64_t)status->st_size,
		.mtime_sec = (int64_t)status->st_mtim.tv_sec,
		.mtime_nsec = (int64_t)status->st_mtim.tv_nsec};
}

bool file_stamp_equal(const struct file_stamp *a, const struct file_stamp *b)
{
	if (!a->exists || !b->exists)
		return a->exists == b->exists;
	return a->device == b->device && a->inode == b->inode && a->size == b->size &&
	       a->mtime_sec == b->mtime_sec && a->mtime_nsec == b->mtime_nsec;
}

bool file_stamp(const char *path, struct file_stamp *stamp, struct error *err)
{
	struct stat status;
	*stamp = (struct file_stamp){0};
	if (stat(path, &status) == 0) {
		file_stamp_from(&status, stamp);
		return true;
	}
	if (errno == ENOENT || errno == ENOTDIR)
		return true;
	return error_set_errno(err, "cannot look at %s", end_of(path));
}

/* Calls that a signal may interrupt are made again. */
static int open_again(const char *path, int flags)
{
	int fd;
	do
		fd = open(path, flags);
	while (fd < 0 && errno == EINTR);
	return fd;
}

static bool read_all(int fd, const char *path, size_t limit, size_t expected,
	struct buffer *out, struct error *err)
{
	size_t before = out->len;
	buffer_reserve(out, expected + 8192); /* and the read that finds the end */
	for (;;) {
		if (out->capacity - out->len < 4096)
			buffer_reserve(out, 64 * 1024);
		size_t room = out->capacity - out->len - 1;
		size_t left = limit + 1 -
			      (out->len - before); /* one more tells that it is too much */
		ssize_t got = read(
			fd, out->data + out->len, limit && left < room ? left : room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set_errno(err, "cannot read %s", path);
		if (got == 0)
			return true;
		out->len += (size_t)got;
		out->data[out->len] = '\0';
		if (limit && out->len - before > limit)
			return error_set(err, ERR_LIMIT,
				"cannot read %s: larger than %zu bytes", path, limit);
	}
}

bool file_read(const char *path, size_t limit, struct buffer *out, struct file_stamp *stamp,
	struct error *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open_again(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return error_set_errno(err, "cannot open %s", path);
	struct stat status;
	size_t before = out->len;
	bool ok = false;
	if (fstat(fd, &status) != 0)
		error_set_errno(err, "cannot look at %s", path);
	else if (S_ISDIR(status.st_mode))
		error_set(err, ERR_SYS, "cannot read %s: Is a directory", path);
	else {
		size_t expected = S_ISREG(status.st_mode) && status.st_size > 0
					  ? (size_t)status.st_size
					  : 0;
		if (limit && expected > limit)
			error_set(err, ERR_LIMIT, "cannot read %s: larger than %zu bytes", path,
				limit);
		else
			ok = read_all(fd, path, limit, expected, out, err);
	}
	if (!is_stdin)
		close(fd);
	if (!ok && out->data) {
		out->len = before;
		out->data[before] = '\0';
	}
	if (ok && stamp)
		file_stamp_from(&status, stamp);
	return ok;
}

bool file_write_all(int fd, struct str data)
{
	for (size_t done = 0; done < data.len;) {
		ssize_t wrote = write(fd, data.s + done, data.len - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return false;
		done += (size_t)wrote;
	}
	return true;
}

static bool sync_fd(int fd)
{
	int result;
	do
		result = fsync(fd);
	while (result != 0 && errno == EINTR);
	return result == 0;
}

static bool sync_folder(const char *path, struct error *err)
{
	char *folder = file_folder(path);
	int fd = open_again(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* Some file systems cannot sync a folder and say EINVAL; the rename has happened. */
	bool ok = fd >= 0 && (sync_fd(fd) || errno == EINVAL || errno == ENOTSUP);
	if (!ok)
		error_set_errno(err, "cannot save %s: cannot sync its folder", end_of(path));
	if (fd >= 0)
		close(fd);
	free(folder);
	return ok;
}

/* Mode and owner as of the file that is replaced. Only the mode must succeed. */
static bool dress(int fd, const char *path)
{
	struct stat old, own;
	if (stat(path, &old) != 0) {
		mode_t mask = umask(0);
		umask(mask);
		return fchmod(fd, 0666 & ~mask) == 0;
	}
	if (fstat(fd, &own) == 0 && (own.st_uid != old.st_uid || own.st_gid != old.st_gid) &&
		fchown(fd, old.st_uid, old.st_gid) != 0)
		return fchmod(fd, old.st_mode & 0777) == 0;
	return fchmod(fd, old.st_mode & 07777) == 0;
}

/* A time of change to the nanosecond: the kernel's own advances in steps of milliseconds, in
 * which a file can be replaced twice and be given the first one's inode again. */
static void set_time(int fd)
{
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {0}};
	if (clock_gettime(CLOCK_REALTIME, &times[1]) == 0)
		(void)!futimens(fd, times);
}

static bool close_saved(int fd)
{
	return close(fd) == 0 || errno == EINTR;
}

static bool still_is(const char *path, const struct file_stamp *expected, struct error *err)
{
	struct file_stamp now;
	if (!file_stamp(path, &now, err))
		return error_within(err, "cannot save");
	return file_stamp_equal(&now, expected) ||
	       error_set(err, ERR_CONFLICT, "%s changed on disk", end_of(path));
}

/* Write data to the open temporary file and put it in the place of path. */
static bool put(int fd, const char *temporary, const char *path, struct str data,
	const struct file_stamp *expected, struct file_stamp *stamp, struct error *err)
{
	struct stat status;
	bool ok = dress(fd, path) && file_write_all(fd, data);
	if (ok)
		set_time(fd);
	ok = ok && sync_fd(fd) && fstat(fd, &status) == 0;
	if (!ok)
		error_set_errno(err, "cannot save %s", end_of(path));
	/* Closing may fail, and says so before the rename; the lock lasts until behind it. */
	int lock = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (!close_saved(fd) && ok)
		ok = error_set_errno(err, "cannot save %s", end_of(path));
	ok = ok && (!expected || still_is(path, expected, err));
	if (ok && rename(temporary, path) != 0)
		ok = error_set_errno(err, "cannot save %s", end_of(path));
	if (!ok)
		unlink(temporary);
	if (lock >= 0)
		close(lock);
	if (!ok)
		return false;
	if (stamp)
		file_stamp_from(&status, stamp);
	return sync_folder(path, err);
}

/* The file that a path names through symbolic links, so that they stay links when it is
 * replaced; also when the last one leads to a file that does not exist yet. The caller's to
 * free. */
static char *follow(const char *path)
{
	char *target = memory_string(path, strlen(path)), link[4096];
	for (unsigned links = 0; links < 16; links++) {
		ssize_t length = readlink(target, link, sizeof link);
		if (length <= 0 || (size_t)length == sizeof link)
			break;
		struct buffer next = {0};
		struct str base = file_basename(str_from(target));
		if (link[0] != '/')
			buffer_add(&next, (struct str){target, strlen(target) - base.len});
		buffer_add(&next, (struct str){link, (size_t)length});
		free(target);
		target = next.data;
	}
	return target;
}

bool file_replace(const char *path, struct str data, const struct file_stamp *expected,
	struct file_stamp *stamp, struct error *err)
{
	char *target = follow(path);
	struct buffer temporary = {0};
	int fd = file_temporary_make(&temporary, target);
	bool ok = fd >= 0 ? put(fd, temporary.data, target, data, expected, stamp, err)
			  : error_set_errno(err, "cannot save %s", end_of(path));
	buffer_free(&temporary);
	free(target);
	return ok;
}

bool file_write_atomic(
	const char *path, struct str data, struct file_stamp *stamp, struct error *err)
{
	return file_replace(path, data, NULL, stamp, err);
}

void file_sweep(const char *path)
{
	char *target = follow(path);
	file_temporary_sweep(target);
	free(target);
}

bool file_lock(const char *path, int patience, int *lock, struct error *err)
{
	char *folder = file_folder(path);
	struct timespec pause = {.tv_nsec = 1000000};
	*lock = open_again(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (*lock < 0)
		return error_set_errno(err, "cannot lock the folder of %s", end_of(path));
	for (int waited = 0; flock(*lock, LOCK_EX | LOCK_NB) != 0; waited++) {
		bool busy = errno == EWOULDBLOCK;
		if (busy && waited < patience) {
			nanosleep(&pause, NULL);
			continue;
		}
		if (errno == EINTR)
			continue;
		close(*lock);
		*lock = -1;
		return !busy || error_set(err, ERR_SYS,
					"cannot save %s: another program keeps its folder "
					"locked",
					end_of(path));
	}
	return true;
}

void file_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

bool file_make_parent(const char *path, struct error *err)
{
	char *folder = file_folder(path);
	bool ok = true;
	for (char *slash = folder; ok && slash;) {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = '\0';
		if (mkdir(folder, 0700) != 0 && errno != EEXIST && !file_is_directory(folder))
			ok = error_set_errno(err, "cannot make the folder %s", folder);
		if (slash)
			*slash = '/';
	}
	free(folder);
	return ok;
}

bool file_is_directory(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

void file_sha256(struct str data, char hex[65])
{
	struct sha256 *sha256 = sha256_new();
	sha256_add(sha256, data);
	sha256_end(sha256, hex);
}

struct str file_basename(struct str path)
{
	for (size_t i = path.len; i > 0; i--)
		if (path.s[i - 1] == '/')
			return (struct str){path.s + i, path.len - i};
	return path;
}
