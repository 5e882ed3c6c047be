/* Running the real program (or any other) and looking at what it says. */
#ifndef TESTS_SUPPORT_PROCESS_H
#define TESTS_SUPPORT_PROCESS_H

#include "attache/base/buffer.h"

struct process {
	int status; /* exit status; 128 + signal when one ended it */
	struct buffer out, err;
};

/* Run argv (NULL at its end) in `folder` (NULL: here) with `input` on stdin; waits for its end.
 * argv[0] "attache" is the program that was just built. */
struct process process_run(const char *const *argv, const char *folder, struct str input);
void process_free(struct process *process);

/* process_run of the program with the arguments given, here, without input. */
#define ATTACHE(...) \
	process_run((const char *const[]){"attache", __VA_ARGS__, NULL}, NULL, (struct str){0})

/* The path of the program under test. */
const char *process_attache(void);

#endif
