/* A program on a pseudo-terminal with a stop-watch: keys in, and how long until what was
 * expected stood on the screen and the last byte of the repaint had come. */
#ifndef TESTS_BENCH_DRIVE_H
#define TESTS_BENCH_DRIVE_H

#include "attache/base/str.h"

#define DRIVE_ROWS 40
#define DRIVE_COLUMNS 120
#define DRIVE_QUIET 80       /* ms without a byte: the repaint is over */
#define DRIVE_PATIENCE 20000 /* ms until a step has failed */

#define DRIVE_SETTLED 400   /* ms */
#define DRIVE_SETTLING 8000 /* ms */

struct drive;

/* The stop-watch, in milliseconds. */
double drive_now(void);

/* What one step took, in milliseconds from the key (of the first step: from fork). */
struct lap {
	bool ok;
	double painted;   /* what was expected stands on the screen */
	double last;      /* the last byte came */
	double processor; /* time the program ran on a processor, whatever else ran */
	double bytes;
};

/* Start argv (NULL at its end). Ends the bench when the system refuses. */
struct drive *drive_start(const char *const *argv);

/* Send keys (NULL: none, for the start and for what the keys before led to later) and wait
 * until a row of the screen holds `expected` ("": until any byte came) and nothing more comes.
 */
struct lap drive_step(struct drive *drive, const char *keys, const char *expected);

/* Wait until the program has nothing more to show: no byte for DRIVE_SETTLED, or until
 * DRIVE_SETTLING has passed. */
void drive_settle(struct drive *drive);

/* The largest memory the program has had so far, in KB. */
double drive_memory(const struct drive *drive);

/* Send keys that end the program, wait for its end, kill it when it does not. */
void drive_end(struct drive *drive, const char *keys);

/* Print the screen to stderr. */
void drive_show(const struct drive *drive);

#endif
