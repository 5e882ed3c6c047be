#include "attache/annotate/annotator.h"

#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME_MAX_BYTES 200

extern char **environ;

/* A name as it may be written: the first line, without blanks around it; NULL when that is no
 * text or too long. */
static char *clean(struct str text)
{
	struct str line = STR("");
	str_split(&text, '\n', &line);
	line = str_trim(line);
	bool ok = line.len > 0 && line.len <= NAME_MAX_BYTES &&
		  utf8_valid_prefix(line) == line.len;
	for (size_t i = 0; ok && i < line.len; i++)
		ok = (unsigned char)line.s[i] >= ' ' && line.s[i] != 0x7F;
	return ok ? memory_string(line.s, line.len) : NULL;
}

/* Start git with its output in a pipe; -1 when that is not possible. */
static int start_git(char *folder, pid_t *child)
{
	char git[] = "git", in[] = "-C", config[] = "config", key[] = "user.name";
	char *const argv[] = {git, in, folder, config, key, NULL};
	posix_spawn_file_actions_t actions;
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	bool ok = posix_spawnp(child, "git", &actions, NULL, argv, environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (!ok)
		close(ends[0]);
	return ok ? ends[0] : -1;
}

static char *name_from_git(const char *article)
{
	struct str path = str_from(article);
	size_t folder_len = path.len - file_basename(path).len;
	char *folder = folder_len ? memory_string(article, folder_len) : memory_string(".", 1);
	char text[NAME_MAX_BYTES + 64];
	size_t length = 0;
	pid_t child;
	int fd = start_git(folder, &child), status;
	free(folder);
	if (fd < 0)
		return NULL;
	for (ssize_t got = 1; got > 0 && length < sizeof text;) {
		got = read(fd, text + length, sizeof text - length);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got > 0)
			length += (size_t)got;
	}
	close(fd);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	return clean((struct str){text, length});
}

char *annotator_name(const char *chosen, const char *article)
{
	const char *by = getenv("ATTACHE_BY");
	if (chosen && *chosen)
		return clean(str_from(chosen));
	if (by)
		return clean(str_from(by));
	char *name = name_from_git(article);
	return name ? name : clean(str_from(getenv("USER")));
}
