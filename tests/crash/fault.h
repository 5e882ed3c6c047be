/* Making a system call fail. */
#ifndef TESTS_CRASH_FAULT_H
#define TESTS_CRASH_FAULT_H

#include <stdbool.h>

enum fault_call {
	FAULT_OPEN,
	FAULT_MAKE, /* mkostemp */
	FAULT_WRITE,
	FAULT_FSYNC,
	FAULT_CLOSE,
	FAULT_RENAME,
	FAULT_FCHMOD,
	FAULT_FSTAT,
	FAULT_STAT,
	FAULT_FLOCK,
	FAULT_SHORT_WRITE, /* not a failure: every write takes a part only */
	FAULT_CALLS
};

struct fault {
	bool armed;
	enum fault_call call;
	unsigned number;   /* the first call that fails, from 1 */
	bool forever;      /* and all later ones */
	int error;         /* errno; 0: count only */
	const char *below; /* only calls on paths that hold this; NULL: all */
};

/* Begin anew with counting. */
void fault_arm(const struct fault *fault);

/* Calls since then. */
unsigned fault_seen(enum fault_call call);

#endif
