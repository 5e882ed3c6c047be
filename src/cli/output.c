#include "cli.h"

#include "attache/base/file.h"
#include "attache/base/visible.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* One line on stderr. Messages hold file names and text of strangers: always made visible. */
static void complain(struct str message)
{
	struct buffer line = {0};
	buffer_add_cstr(&line, "attache: ");
	visible_add(&line, message, false);
	buffer_add_byte(&line, '\n');
	file_write_all(STDERR_FILENO, buffer_str(&line));
	buffer_free(&line);
}

int cli_fail(const struct error *err)
{
	struct buffer message = {0};
	buffer_add_cstr(&message, err->msg);
	if (err->line)
		buffer_format(&message, " (line %u, column %u)", err->line, err->column);
	complain(buffer_str(&message));
	buffer_free(&message);
	return error_statuses[err->code].status;
}

void cli_warn(const char *format, ...)
{
	struct buffer message = {0};
	va_list args;
	va_start(args, format);
	buffer_vformat(&message, format, args);
	va_end(args);
	complain(buffer_str(&message));
	buffer_free(&message);
}

int cli_output(struct str text)
{
	struct buffer safe = {0};
	if (isatty(STDOUT_FILENO)) {
		visible_add(&safe, text, true);
		text = buffer_str(&safe);
	}
	int status = cli_output_safe(text);
	buffer_free(&safe);
	return status;
}

int cli_output_safe(struct str text)
{
	struct error err;
	if (file_write_all(STDOUT_FILENO, text))
		return 0;
	error_set_errno(&err, "cannot write the output");
	return cli_fail(&err);
}

bool cli_has_colour(void)
{
	const char *no_colour = getenv("NO_COLOR");
	return isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
}

void cli_add_field(struct buffer *row, struct str text)
{
	struct buffer flat = {0};
	buffer_add(&flat, text);
	for (size_t i = 0; i < flat.len; i++)
		if (flat.data[i] == '\n' || flat.data[i] == '\t')
			flat.data[i] = ' ';
	visible_add(row, buffer_str(&flat), false);
	buffer_add_byte(row, '\t');
	buffer_free(&flat);
}

static bool is_special(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

bool cli_output_file(const char *path, struct str text, struct error *err)
{
	if (!is_special(path))
		return file_write_atomic(path, text, NULL, err);
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	bool ok = fd >= 0 && file_write_all(fd, text);
	if (!ok)
		error_set_errno(err, "cannot save %s", path);
	if (fd >= 0)
		close(fd);
	return ok;
}

size_t cli_columns(void)
{
	struct winsize size;
	if (!isatty(STDOUT_FILENO))
		return 0;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

static bool holds_lexicon(const char *folder)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/lexicon.bin", folder);
	bool holds = access(path.data, R_OK) == 0;
	buffer_free(&path);
	return holds;
}

const char *cli_data_dir(void)
{
	static char folder[4096];
	const char *chosen = getenv("ATTACHE_DATADIR");
	if (chosen && *chosen)
		return chosen;
	if (folder[0])
		return folder;
	char program[sizeof folder - sizeof "/data"];
	ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
	if (len > 0) {
		program[len] = '\0';
		char *slash = strrchr(program, '/');
		*slash = '\0';
		snprintf(folder, sizeof folder, "%s/data", program);
		if (holds_lexicon(folder))
			return folder;
	}
	snprintf(folder, sizeof folder, "%s", ATTACHE_DATADIR);
	return folder;
}

char *cli_data_path(const char *name)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/%s", cli_data_dir(), name);
	return path.data;
}

bool cli_lexicon_open(struct lexicon **out, struct error *err)
{
	char *path = cli_data_path("lexicon.bin");
	bool ok = lexicon_open(path, out, err);
	free(path);
	return ok;
}
