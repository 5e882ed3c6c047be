#include "drive.h"

#include "attache/base/buffer.h"
#include "attache/base/memory.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

struct drive {
	pid_t pid;
	int master;
	double start; /* ms, of the step that runs */
	double last;  /* when the last byte came */
	VTerm *vterm;
	VTermScreen *screen;
};

double drive_now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

struct drive *drive_start(const char *const *argv)
{
	struct drive *drive = memory_zeroed(1, sizeof *drive);
	struct winsize size = {.ws_row = DRIVE_ROWS, .ws_col = DRIVE_COLUMNS};
	size_t count = 0;
	while (argv[count])
		count++;
	char **copy = memory_zeroed(count + 1, sizeof *copy);
	for (size_t i = 0; i < count; i++)
		copy[i] = memory_string(argv[i], strlen(argv[i]));
	drive->vterm = vterm_new(DRIVE_ROWS, DRIVE_COLUMNS);
	vterm_set_utf8(drive->vterm, 1);
	drive->screen = vterm_obtain_screen(drive->vterm);
	vterm_screen_enable_altscreen(drive->screen, 1);
	vterm_screen_reset(drive->screen, 1);
	drive->start = drive_now();
	drive->pid = forkpty(&drive->master, NULL, NULL, &size);
	if (drive->pid < 0) {
		perror("forkpty");
		exit(1);
	}
	if (drive->pid == 0) {
		execvp(copy[0], copy);
		perror(copy[0]);
		_exit(127);
	}
	for (size_t i = 0; i < count; i++)
		free(copy[i]);
	free(copy);
	return drive;
}

/* The row's text, in a static buffer. */
static struct str row_text(const struct drive *drive, int row)
{
	static char text[DRIVE_COLUMNS * 32];
	VTermRect rect = {
		.start_row = row, .end_row = row + 1, .start_col = 0, .end_col = DRIVE_COLUMNS};
	return (struct str){
		text, vterm_screen_get_text(drive->screen, text, sizeof text, rect)};
}

static bool on_screen(const struct drive *drive, struct str expected)
{
	for (int row = 0; row < DRIVE_ROWS; row++)
		if (str_find(row_text(drive, row), expected) != (size_t)-1)
			return true;
	return false;
}

void drive_show(const struct drive *drive)
{
	for (int row = 0; row < DRIVE_ROWS; row++)
		fprintf(stderr, "%.*s\n", STR_ARG(row_text(drive, row)));
}

static void answer(struct drive *drive, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = write(drive->master, bytes, length);
		if (sent < 0 && errno != EINTR)
			return;
		if (sent > 0) {
			bytes += sent;
			length -= (size_t)sent;
		}
	}
}

/* Take in what has come. False when the program has gone. */
static bool take(struct drive *drive, double *bytes)
{
	static char data[65536];
	ssize_t got = read(drive->master, data, sizeof data);
	drive->last = drive_now();
	if (got <= 0)
		return got < 0 && errno == EINTR;
	*bytes += (double)got;
	vterm_input_write(drive->vterm, data, (size_t)got);
	size_t length = vterm_output_read(drive->vterm, data, sizeof data);
	answer(drive, data, length);
	return true;
}

/* Milliseconds the program has run so far: the first number of schedstat, in nanoseconds. */
static double processor_time(const struct drive *drive)
{
	char path[64], line[128] = "";
	snprintf(path, sizeof path, "/proc/%d/schedstat", (int)drive->pid);
	FILE *file = fopen(path, "r");
	if (!file)
		return 0;
	char *read = fgets(line, sizeof line, file);
	fclose(file);
	return read ? strtod(line, NULL) / 1e6 : 0;
}

struct lap drive_step(struct drive *drive, const char *keys, const char *expected)
{
	struct lap lap = {0};
	double processor = keys ? processor_time(drive) : 0;
	if (keys) {
		drive->start = drive_now();
		answer(drive, keys, strlen(keys));
	} else if (drive->last > 0 && on_screen(drive, str_from(expected))) {
		lap.ok = true;
		lap.painted = drive->last - drive->start;
	}
	for (;;) {
		double time = drive_now();
		bool over = lap.ok && time - drive->last >= DRIVE_QUIET;
		if (over || time - drive->start > DRIVE_PATIENCE)
			break;
		struct pollfd event = {.fd = drive->master, .events = POLLIN};
		if (poll(&event, 1,
			    lap.ok ? (int)(DRIVE_QUIET - (time - drive->last)) + 1 : 20) <= 0)
			continue;
		if (!take(drive, &lap.bytes))
			break;
		if (!lap.ok && on_screen(drive, str_from(expected))) {
			lap.ok = true;
			lap.painted = drive->last - drive->start;
		}
	}
	lap.last = drive->last - drive->start;
	lap.processor = processor_time(drive) - processor;
	return lap;
}

void drive_settle(struct drive *drive)
{
	double start = drive_now(), bytes = 0;
	while (drive_now() - drive->last < DRIVE_SETTLED &&
		drive_now() - start < DRIVE_SETTLING) {
		struct pollfd event = {.fd = drive->master, .events = POLLIN};
		if (poll(&event, 1, 20) > 0 && !take(drive, &bytes))
			return;
	}
}

double drive_memory(const struct drive *drive)
{
	char path[64], line[256];
	long peak = 0;
	snprintf(path, sizeof path, "/proc/%d/status", (int)drive->pid);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof line, file))
		if (strncmp(line, "VmHWM:", 6) == 0)
			peak = strtol(line + 6, NULL, 10);
	if (file)
		fclose(file);
	return (double)peak;
}

void drive_end(struct drive *drive, const char *keys)
{
	double deadline = drive_now() + 1000, bytes = 0;
	bool ended = false;
	answer(drive, keys, strlen(keys));
	while (!ended && drive_now() < deadline) {
		struct pollfd event = {.fd = drive->master, .events = POLLIN};
		if (poll(&event, 1, 5) > 0)
			take(drive, &bytes);
		ended = waitpid(drive->pid, NULL, WNOHANG) == drive->pid;
	}
	if (!ended) {
		kill(drive->pid, SIGKILL);
		waitpid(drive->pid, NULL, 0);
	}
	close(drive->master);
	vterm_free(drive->vterm);
	free(drive);
}
