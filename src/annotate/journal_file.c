#include "journal_file.h"

#include "attache/annotate/journal.h"
#include "attache/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTEMPTS 10 /* others may move the file away as well */

void journal_file_path(struct buffer *path, const char *folder, unsigned age)
{
	buffer_clear(path);
	buffer_format(path, "%s/journal", folder);
	if (age)
		buffer_format(path, ".%u", age);
	buffer_add_cstr(path, ".jsonl");
}

static int open_newest(const char *path)
{
	int fd;
	do
		fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
	while (fd < 0 && errno == EINTR);
	return fd;
}

static void move_away(const char *folder)
{
	struct buffer from = {0}, to = {0};
	for (unsigned age = JOURNAL_FILES - 1; age > 0; age--) {
		journal_file_path(&from, folder, age - 1);
		journal_file_path(&to, folder, age);
		rename(from.data, to.data);
	}
	buffer_free(&from);
	buffer_free(&to);
}

/* Whether the open file is full. Then it is moved away, by the first of those who want that:
 * the lock is on the file itself, and whoever gets it later finds another one at the path. */
static bool is_full(int fd, const char *folder, const char *path)
{
	struct stat open_file, there;
	if (fstat(fd, &open_file) != 0 || (size_t)open_file.st_size < JOURNAL_MAX_BYTES)
		return false;
	if (flock(fd, LOCK_EX) != 0)
		return false; /* no locks here: better a long file than a lost one */
	if (stat(path, &there) == 0 && there.st_dev == open_file.st_dev &&
		there.st_ino == open_file.st_ino)
		move_away(folder);
	return true;
}

/* Whether the last line lacks its end: its writer was cut off. */
static bool is_torn(int fd)
{
	struct stat status;
	char last = '\n';
	return fstat(fd, &status) == 0 && status.st_size > 0 &&
	       pread(fd, &last, 1, status.st_size - 1) == 1 && last != '\n';
}

static bool append(int fd, struct str record)
{
	struct buffer line = {0};
	if (is_torn(fd))
		buffer_add_byte(&line, '\n');
	buffer_add(&line, record);
	buffer_add_byte(&line, '\n');
	bool ok = file_write_all(fd, buffer_str(&line));
	buffer_free(&line);
	return ok;
}

bool journal_file_append(const char *folder, struct str record, struct error *err)
{
	struct buffer path = {0};
	journal_file_path(&path, folder, 0);
	bool ok = file_make_parent(path.data, err);
	int fd = ok ? open_newest(path.data) : -1;
	for (int attempt = 0; fd >= 0 && attempt < ATTEMPTS && is_full(fd, folder, path.data);
		attempt++) {
		close(fd);
		fd = open_newest(path.data);
	}
	if (ok && (fd < 0 || !append(fd, record)))
		ok = error_set_errno(err, "cannot write the journal");
	if (fd >= 0)
		close(fd);
	buffer_free(&path);
	return ok;
}
