#include "workers.h"

#include "cli.h"

#include "attache/base/memory.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SLOTS_PER_JOB 4 /* results that wait for a slow one before them */

/* What goes to a worker, before the name and the text of an input. */
struct request {
	bool is_text;
	size_t name_len, text_len;
};

/* What comes back, before `len` bytes: the result, or a struct error. */
struct reply {
	bool ok;
	size_t len;
};

/* One input under way. */
struct slot {
	char *name;
	bool done;
	struct buffer received; /* reply and result, as far as they have come */
	bool ended;             /* the worker did, before its reply was whole */
	int wait_status;
};

struct worker {
	pid_t pid;
	int fd;            /* both ways; -1: not started */
	struct slot *slot; /* what it works on; NULL: it waits */
};

struct workers {
	workers_function *function;
	const void *context;
	size_t jobs;
	struct worker *team;
	struct pollfd *polls;
	struct slot *slots; /* a ring: the oldest one is due next */
	size_t slot_count, oldest, count;
	int failed; /* exit status of the last input that failed */
	int broken; /* exit status of an output that cannot be written, else 0 */
};

struct workers *workers_new(size_t jobs, workers_function *function, const void *context)
{
	struct workers *workers = memory_zeroed(1, sizeof *workers);
	workers->function = function;
	workers->context = context;
	workers->jobs = jobs;
	workers->team = memory_zeroed(jobs, sizeof *workers->team);
	workers->polls = memory_zeroed(jobs, sizeof *workers->polls);
	workers->slot_count = jobs * SLOTS_PER_JOB;
	workers->slots = memory_zeroed(workers->slot_count, sizeof *workers->slots);
	for (size_t i = 0; i < jobs; i++)
		workers->team[i].fd = -1;
	return workers;
}

/* ---- both ends of a socket ------------------------------------------------------------------
 */

static bool send_all(int fd, const void *data, size_t len)
{
	const char *bytes = data;
	for (size_t done = 0; done < len;) {
		ssize_t sent = send(fd, bytes + done, len - done, MSG_NOSIGNAL);
		if (sent < 0 && errno != EINTR)
			return false;
		done += sent > 0 ? (size_t)sent : 0;
	}
	return true;
}

static bool receive_all(int fd, void *data, size_t len)
{
	char *bytes = data;
	for (size_t done = 0; done < len;) {
		ssize_t got = recv(fd, bytes + done, len - done, 0);
		if (got == 0 || (got < 0 && errno != EINTR))
			return false;
		done += got > 0 ? (size_t)got : 0;
	}
	return true;
}

/* ---- in the process of a worker -----------------------------------------------------------
 */

static bool receive_request(int fd, struct request *request, struct buffer *bytes)
{
	buffer_clear(bytes);
	if (!receive_all(fd, request, sizeof *request))
		return false;
	size_t len = request->name_len + request->text_len;
	buffer_reserve(bytes, len + 1);
	bytes->len = len;
	bytes->data[len] = '\0';
	return receive_all(fd, bytes->data, len);
}

/* Work on what comes until nothing comes any more. */
_Noreturn static void be_worker(const struct workers *workers, int fd)
{
	struct request request;
	struct buffer bytes = {0}, out = {0};
	bool heard = true;
	while (heard && receive_request(fd, &request, &bytes)) {
		struct error err = {0};
		char *name = memory_string(bytes.data, request.name_len);
		struct work work = {.name = name,
			.is_text = request.is_text,
			.text = {bytes.data + request.name_len, request.text_len}};
		buffer_clear(&out);
		bool ok = workers->function(workers->context, &work, &out, &err);
		struct reply reply = {ok, ok ? out.len : sizeof err};
		heard = send_all(fd, &reply, sizeof reply) &&
			send_all(fd, ok ? (const void *)out.data : &err, reply.len);
		free(name);
	}
	_exit(0);
}

/* ---- in the program: the team
 * ---------------------------------------------------------------- */

static bool start(struct workers *workers, struct worker *worker)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	pid_t pid = fork();
	if (pid == 0) {
		/* Its siblings must not miss the end because it holds their sockets. */
		for (size_t i = 0; i < workers->jobs; i++)
			if (workers->team[i].fd >= 0)
				close(workers->team[i].fd);
		close(ends[0]);
		be_worker(workers, ends[1]);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return false;
	}
	*worker = (struct worker){.pid = pid, .fd = ends[0]};
	return true;
}

/* End a worker, or hear how it ended. */
static int stop(struct worker *worker)
{
	int status = 0;
	close(worker->fd);
	worker->fd = -1;
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

/* A worker that waits, if need be a new one; NULL when all are busy or none can be started. */
static struct worker *idle_worker(struct workers *workers)
{
	for (size_t i = 0; i < workers->jobs; i++) {
		struct worker *worker = &workers->team[i];
		if (worker->fd < 0 ? start(workers, worker) : !worker->slot)
			return worker;
	}
	return NULL;
}

/* ---- in the program: results
 * ------------------------------------------------------------------ */

static struct slot *slot_at(struct workers *workers, size_t index)
{
	return &workers->slots[(workers->oldest + index) % workers->slot_count];
}

/* How many bytes a slot still waits for at least. */
static size_t missing(const struct slot *slot)
{
	struct reply reply;
	if (slot->received.len < sizeof reply)
		return sizeof reply - slot->received.len;
	memcpy(&reply, slot->received.data, sizeof reply);
	return sizeof reply + reply.len - slot->received.len;
}

/* Take what a worker sends. */
static void receive(struct worker *worker)
{
	struct slot *slot = worker->slot;
	size_t want = missing(slot);
	buffer_reserve(&slot->received, want + 1);
	ssize_t got = recv(worker->fd, slot->received.data + slot->received.len, want, 0);
	if (got < 0 && errno == EINTR)
		return;
	if (got > 0) {
		slot->received.len += (size_t)got;
		slot->done = missing(slot) == 0;
	} else {
		slot->wait_status = stop(worker);
		slot->ended = slot->done = true;
	}
	if (slot->done)
		worker->slot = NULL;
}

static void put_out(struct workers *workers, struct str text)
{
	if (!workers->broken)
		workers->broken = cli_output(text);
}

/* Pass on what has become of the input that is due. */
static void settle(struct workers *workers, struct slot *slot)
{
	struct error err;
	struct reply reply = {0};
	struct str body = {0};
	if (!slot->ended) {
		memcpy(&reply, slot->received.data, sizeof reply);
		body = (struct str){slot->received.data + sizeof reply, reply.len};
	}
	if (reply.ok) {
		put_out(workers, body);
	} else if (!slot->ended) {
		assert(body.len == sizeof err);
		memcpy(&err, body.s, sizeof err);
		workers->failed = cli_fail(&err);
	} else {
		int status = slot->wait_status;
		error_set(&err, ERR_SYS, "cannot work on %.150s: its process ended (%s)",
			slot->name, WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "exit");
		workers->failed = cli_fail(&err);
	}
	free(slot->name);
	buffer_free(&slot->received);
}

/* Wait until something comes, and pass on what is due. */
static void pump(struct workers *workers)
{
	for (size_t i = 0; i < workers->jobs; i++) {
		const struct worker *worker = &workers->team[i];
		workers->polls[i] = (struct pollfd){
			.fd = worker->slot ? worker->fd : -1, .events = POLLIN};
	}
	if (poll(workers->polls, (nfds_t)workers->jobs, -1) > 0)
		for (size_t i = 0; i < workers->jobs; i++)
			if (workers->team[i].slot && workers->polls[i].revents)
				receive(&workers->team[i]);
	while (workers->count && slot_at(workers, 0)->done) {
		settle(workers, slot_at(workers, 0));
		workers->oldest = (workers->oldest + 1) % workers->slot_count;
		workers->count--;
	}
}

/* ---- giving work
 * ------------------------------------------------------------------------------ */

static void drain(void *to, struct buffer *out)
{
	put_out(to, buffer_str(out));
	buffer_clear(out);
}

static void work_here(struct workers *workers, const struct work *work)
{
	struct error err;
	struct buffer out = {0};
	struct work here = *work;
	here.drain = drain;
	here.to = workers;
	if (workers->function(workers->context, &here, &out, &err))
		put_out(workers, buffer_str(&out));
	else
		workers->failed = cli_fail(&err);
	buffer_free(&out);
}

static void hand_over(struct workers *workers, struct worker *worker, const struct work *work)
{
	struct request request = {work->is_text, strlen(work->name), work->text.len};
	struct slot *slot = slot_at(workers, workers->count++);
	*slot = (struct slot){.name = memory_string(work->name, request.name_len)};
	worker->slot = slot;
	/* When it fails, the worker has ended, and its end will be heard. */
	if (send_all(worker->fd, &request, sizeof request) &&
		send_all(worker->fd, work->name, request.name_len))
		send_all(worker->fd, work->text.s, work->text.len);
}

bool workers_give(struct workers *workers, const struct work *work)
{
	struct worker *worker = NULL;
	while (workers->jobs > 1) {
		worker = workers->count < workers->slot_count ? idle_worker(workers) : NULL;
		if (worker || workers->count == 0)
			break;
		pump(workers);
	}
	/* The system may have no process to give: then it is done here. */
	if (worker)
		hand_over(workers, worker, work);
	else
		work_here(workers, work);
	return !workers->broken;
}

int workers_end(struct workers *workers)
{
	while (workers->count)
		pump(workers);
	for (size_t i = 0; i < workers->jobs; i++)
		if (workers->team[i].fd >= 0)
			stop(&workers->team[i]);
	int status = workers->broken ? workers->broken : workers->failed;
	free(workers->team);
	free(workers->polls);
	free(workers->slots);
	free(workers);
	return status;
}

size_t workers_processors(void)
{
	cpu_set_t set;
	int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
	return count > 0 ? (size_t)count : 1;
}
