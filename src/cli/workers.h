/* Many inputs worked on side by side by a few processes, so that an input that crashes one
 * takes nothing else along. Results come out in the order of the inputs; few are held at a
 * time, so that memory does not grow with the number of inputs. */
#ifndef ATTACHE_CLI_WORKERS_H
#define ATTACHE_CLI_WORKERS_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"

/* A file, or text that came from elsewhere. */
struct work {
	const char *name; /* the path, or what messages call the text */
	bool is_text;
	struct str text;
	/* set while the work is done in this process: writes what is in `out` and empties it */
	void (*drain)(void *to, struct buffer *out);
	void *to;
};

/* What is done with one input: false when it cannot be. */
typedef bool workers_function(
	const void *context, const struct work *work, struct buffer *out, struct error *err);

struct workers;

/* With one job, the work is done in this process. */
struct workers *workers_new(size_t jobs, workers_function *function, const void *context);

/* Take an input; returns once there is room for the next one. Results that are due go to
 * stdout, errors to stderr. False when the output can no longer be written: then end. */
bool workers_give(struct workers *workers, const struct work *work);

/* Wait for what is under way and free all; returns the exit status: that of the last input that
 * failed, or what became of the output. */
int workers_end(struct workers *workers);

/* How many processors this process may use. */
size_t workers_processors(void);

#endif
