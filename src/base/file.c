#include "attache/base/file.h"

#include "attache/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void stamp_from(const struct stat *status, struct file_stamp *stamp)
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
		stamp_from(&status, stamp);
		return true;
	}
	if (errno == ENOENT || errno == ENOTDIR)
		return true;
	return error_set_errno(err, "cannot look at %s", path);
}

static bool read_all(int fd, const char *path, size_t limit, size_t expected,
	struct buffer *out, struct error *err)
{
	size_t before = out->len;
	buffer_reserve(out, expected);
	for (;;) {
		if (out->capacity - out->len < 4096)
			buffer_reserve(out, 64 * 1024);
		ssize_t got = read(fd, out->data + out->len, out->capacity - out->len - 1);
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
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
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
		stamp_from(&status, stamp);
	return ok;
}

static bool write_all(int fd, struct str data)
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

/* The folder part of a path, "." when there is none; the caller's to free. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return memory_string(".", 1);
	return memory_string(path, slash == path ? 1 : (size_t)(slash - path));
}

static bool sync_folder(const char *path, struct error *err)
{
	char *folder = folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* Some file systems cannot sync a folder and say EINVAL; the rename has happened. */
	bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP);
	if (!ok)
		error_set_errno(err, "cannot save %s: cannot sync its folder", path);
	if (fd >= 0)
		close(fd);
	free(folder);
	return ok;
}

/* Write data to the open temporary file and put it in the place of path. */
static bool replace(int fd, const char *temporary, const char *path, struct str data,
	struct file_stamp *stamp, struct error *err)
{
	struct stat old, status;
	mode_t mode = 0;
	if (stat(path, &old) == 0)
		mode = old.st_mode & 07777;
	else {
		mode_t mask = umask(0);
		umask(mask);
		mode = 0666 & ~mask;
	}
	bool ok = fchmod(fd, mode) == 0 && write_all(fd, data) && fsync(fd) == 0 &&
		  fstat(fd, &status) == 0;
	if (!ok)
		error_set_errno(err, "cannot save %s", path);
	if (close(fd) != 0 && ok)
		ok = error_set_errno(err, "cannot save %s", path);
	if (ok && rename(temporary, path) != 0)
		ok = error_set_errno(err, "cannot save %s", path);
	if (!ok) {
		unlink(temporary);
		return false;
	}
	if (stamp)
		stamp_from(&status, stamp);
	return sync_folder(path, err);
}

bool file_write_atomic(
	const char *path, struct str data, struct file_stamp *stamp, struct error *err)
{
	/* Write through a symlink, so that it stays one. */
	char *real = realpath(path, NULL);
	const char *target = real ? real : path;
	struct str base = file_basename(str_from(target));
	struct buffer temporary = {0};
	buffer_add(&temporary, (struct str){target, strlen(target) - base.len});
	/* A name of its own, hidden; a 255-byte name leaves no room for more than its
	 * beginning. */
	buffer_add_byte(&temporary, '.');
	buffer_add(&temporary, (struct str){base.s, base.len > 200 ? 200 : base.len});
	buffer_add_cstr(&temporary, ".XXXXXX");
	bool ok;
	int fd = mkostemp(temporary.data, O_CLOEXEC);
	if (fd < 0)
		ok = error_set_errno(err, "cannot save %s", path);
	else
		ok = replace(fd, temporary.data, target, data, stamp, err);
	buffer_free(&temporary);
	free(real);
	return ok;
}

bool file_make_parent(const char *path, struct error *err)
{
	char *folder = folder_of(path);
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
	SHA2_CTX context;
	uint8_t digest[SHA256_DIGEST_LENGTH];
	SHA256Init(&context);
	SHA256Update(&context, (const uint8_t *)data.s, data.len);
	SHA256Final(digest, &context);
	for (size_t i = 0; i < sizeof digest; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

struct str file_basename(struct str path)
{
	for (size_t i = path.len; i > 0; i--)
		if (path.s[i - 1] == '/')
			return (struct str){path.s + i, path.len - i};
	return path;
}
