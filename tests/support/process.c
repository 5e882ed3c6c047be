#include "process.h"

#include "test.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

const char *process_attache(void)
{
	const char *path = getenv("ATTACHE_PROGRAM");
	if (!path)
		fail_msg("ATTACHE_PROGRAM is not set; run the tests with make test");
	return path;
}

static void child(const char *const *argv, const char *folder, int pipes[3][2])
{
	for (int i = 0; i < 3; i++) {
		dup2(pipes[i][i == 0 ? 0 : 1], i);
		close(pipes[i][0]);
		close(pipes[i][1]);
	}
	signal(SIGPIPE, SIG_DFL);
	const char *program = strcmp(argv[0], "attache") == 0 ? process_attache() : argv[0];
	if (folder && chdir(folder) != 0)
		_exit(126);
	/* execvp does not change its arguments; its prototype is older than const. */
	union {
		const char *const *from;
		char *const *to;
	} arguments = {.from = argv};
	execvp(program, arguments.to);
	_exit(127);
}

/* Take what is there; false at the end. */
static bool drain(int fd, struct buffer *out)
{
	char piece[4096];
	ssize_t got = read(fd, piece, sizeof piece);
	if (got > 0)
		buffer_add(out, (struct str){piece, (size_t)got});
	return got > 0 || (got < 0 && errno == EINTR);
}

/* Feed stdin and read both outputs until they are closed, so that no pipe fills up. */
static void converse(struct process *process, int in, int out, int err, struct str input)
{
	struct pollfd fds[3] = {{in, POLLOUT, 0}, {out, POLLIN, 0}, {err, POLLIN, 0}};
	size_t written = 0;
	while (fds[1].fd >= 0 || fds[2].fd >= 0) {
		if (fds[0].fd >= 0 && written == input.len) {
			close(in);
			fds[0].fd = -1;
		}
		if (poll(fds, 3, -1) < 0 && errno != EINTR)
			fail_msg("poll: %s", strerror(errno));
		if (fds[0].fd >= 0 && fds[0].revents) {
			ssize_t wrote = write(in, input.s + written, input.len - written);
			if (wrote > 0)
				written += (size_t)wrote;
			else if (wrote < 0 && errno != EINTR)
				written = input.len;
		}
		if (fds[1].fd >= 0 && fds[1].revents && !drain(out, &process->out))
			fds[1].fd = -1;
		if (fds[2].fd >= 0 && fds[2].revents && !drain(err, &process->err))
			fds[2].fd = -1;
	}
	if (fds[0].fd >= 0)
		close(in);
}

struct process process_run(const char *const *argv, const char *folder, struct str input)
{
	struct process process = {0};
	int pipes[3][2];
	for (int i = 0; i < 3; i++)
		if (pipe(pipes[i]) != 0)
			fail_msg("pipe: %s", strerror(errno));
	fflush(NULL);
	pid_t pid = fork();
	if (pid < 0)
		fail_msg("fork: %s", strerror(errno));
	if (pid == 0)
		child(argv, folder, pipes);
	close(pipes[0][0]);
	close(pipes[1][1]);
	close(pipes[2][1]);
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	converse(&process, pipes[0][1], pipes[1][0], pipes[2][0], input);
	signal(SIGPIPE, before);
	close(pipes[1][0]);
	close(pipes[2][0]);
	int status;
	if (waitpid(pid, &status, 0) != pid)
		fail_msg("waitpid: %s", strerror(errno));
	process.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	/* Never NULL, so that a test may look at them as C strings. */
	buffer_add(&process.out, (struct str){0});
	buffer_add(&process.err, (struct str){0});
	return process;
}

void process_free(struct process *process)
{
	buffer_free(&process->out);
	buffer_free(&process->err);
}
