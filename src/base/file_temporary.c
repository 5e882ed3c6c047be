#include "file_temporary.h"

#include "attache/base/file.h"
#include "attache/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define INFIX ".attache-"
#define RANDOM_LETTERS 6 /* as mkostemp replaces them */
#define STEM_MAX 200     /* of the target's name; a name has 255 bytes at most */
#define STALE_AGE 60     /* s: a save takes less, also where locks are not seen */

char *file_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return memory_string(".", 1);
	return memory_string(path, slash == path ? 1 : (size_t)(slash - path));
}

/* Lock the new file. False when somebody who sweeps was faster: it has no name any more. Where
 * there are no locks the file is as good. */
static bool claim(int fd)
{
	struct stat status;
	int locked;
	do
		locked = flock(fd, LOCK_EX);
	while (locked != 0 && errno == EINTR);
	return fstat(fd, &status) != 0 || status.st_nlink > 0;
}

int file_temporary_make(struct buffer *path, const char *target)
{
	struct str base = file_basename(str_from(target));
	buffer_add(path, (struct str){target, strlen(target) - base.len});
	buffer_add_byte(path, '.');
	buffer_add(path, (struct str){base.s, base.len > STEM_MAX ? STEM_MAX : base.len});
	buffer_add_cstr(path, INFIX);
	size_t stem = path->len;
	for (;;) {
		buffer_splice(path, (struct range){stem, path->len}, STR("XXXXXX"));
		int fd = mkostemp(path->data, O_CLOEXEC);
		if (fd >= 0 && claim(fd))
			return fd;
		if (fd < 0 && errno != EINTR)
			return -1;
		if (fd >= 0)
			close(fd);
	}
}

static bool is_temporary(struct str name)
{
	struct str infix = STR(INFIX);
	if (name.len <= 1 + infix.len + RANDOM_LETTERS || name.s[0] != '.')
		return false;
	size_t letters = name.len - RANDOM_LETTERS;
	for (size_t i = letters; i < name.len; i++)
		if (!((name.s[i] >= '0' && name.s[i] <= '9') ||
			    ((name.s[i] | 0x20) >= 'a' && (name.s[i] | 0x20) <= 'z')))
			return false;
	return str_equal(str_slice(name, (struct range){letters - infix.len, letters}), infix);
}

static bool is_old(const struct stat *status)
{
	return status->st_mtim.tv_sec < time(NULL) - STALE_AGE;
}

/* Remove the file if its writer is dead. Who makes one looks for its name after it got the
 * lock, so that none is taken from under a writer that is about to. */
static void sweep_one(int folder, const char *name)
{
	struct stat status, named;
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
		is_old(&status) && flock(fd, LOCK_EX | LOCK_NB) == 0 &&
		fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
		named.st_dev == status.st_dev && named.st_ino == status.st_ino)
		unlinkat(folder, name, 0);
	close(fd);
}

void file_temporary_sweep(const char *target)
{
	char *folder = file_folder(target);
	DIR *entries = opendir(folder);
	free(folder);
	if (!entries)
		return;
	for (struct dirent *entry; (entry = readdir(entries));)
		if (is_temporary(str_from(entry->d_name)))
			sweep_one(dirfd(entries), entry->d_name);
	closedir(entries);
}
