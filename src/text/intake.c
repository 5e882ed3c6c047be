#include "intake.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEEP_BYTES ((size_t)64 * 1024) /* used bytes in front that are not worth a move */
#define READ_BYTES ((size_t)64 * 1024)

void intake_over(struct intake *intake, struct str bytes)
{
	*intake = (struct intake){
		.ahead = bytes, .last = true, .total = bytes.len, .read = bytes.len, .fd = -1};
}

/* One read into the buffer; false at the end of the file. */
static bool read_more(struct intake *intake, size_t size)
{
	struct buffer *bytes = &intake->bytes;
	buffer_reserve(bytes, size);
	for (;;) {
		ssize_t got = read(intake->fd, bytes->data + bytes->len, size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			intake->broken = errno;
		if (got <= 0)
			return false;
		bytes->len += (size_t)got;
		intake->read += (size_t)got;
		return true;
	}
}

static void stop(struct intake *intake)
{
	if (intake->fd > STDIN_FILENO)
		close(intake->fd);
	intake->fd = -1;
	intake->last = true;
}

static bool read_whole(struct intake *intake, const char *path, struct error *err)
{
	while (read_more(intake, READ_BYTES))
		;
	stop(intake);
	intake->ahead = buffer_str(&intake->bytes);
	intake->total = intake->ahead.len;
	if (!intake->broken)
		return true;
	errno = intake->broken;
	return error_set_errno(err, "cannot read %s", path);
}

bool intake_open(struct intake *intake, const char *path, struct error *err)
{
	struct stat status;
	bool is_stdin = strcmp(path, "-") == 0;
	*intake = (struct intake){.fd = STDIN_FILENO};
	if (!is_stdin)
		intake->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (intake->fd < 0)
		return error_set_errno(err, "cannot open %s", path);
	if (fstat(intake->fd, &status) != 0) {
		error_set_errno(err, "cannot look at %s", path);
		stop(intake);
		return false;
	}
	if (S_ISDIR(status.st_mode)) {
		stop(intake);
		return error_set(err, ERR_SYS, "cannot read %s: Is a directory", path);
	}
	file_stamp_from(&status, &intake->stamp);
	if (is_stdin || !S_ISREG(status.st_mode) || status.st_size <= 0)
		return read_whole(intake, path, err);
	intake->in_steps = true;
	intake->total = (size_t)status.st_size;
	return true;
}

void intake_fill(struct intake *intake, size_t need)
{
	while (!intake->last && intake->ahead.len < need) {
		size_t left = intake->total - intake->read;
		size_t want = need - intake->ahead.len;
		size_t front = intake->bytes.len - intake->ahead.len;
		if (front >= KEEP_BYTES) {
			buffer_splice(
				&intake->bytes, (struct range){0, front}, (struct str){0});
			front = 0;
		}
		if (want < READ_BYTES)
			want = READ_BYTES;
		if (left == 0 || !read_more(intake, want < left ? want : left))
			stop(intake);
		if (intake->read == intake->total)
			stop(intake);
		intake->ahead = (struct str){
			intake->bytes.data + front, intake->bytes.len - front};
	}
}

void intake_skip(struct intake *intake, size_t count)
{
	intake->ahead.s += count;
	intake->ahead.len -= count;
}

void intake_close(struct intake *intake)
{
	if (intake->fd > STDIN_FILENO)
		close(intake->fd);
	buffer_free(&intake->bytes);
	*intake = (struct intake){.fd = -1};
}
