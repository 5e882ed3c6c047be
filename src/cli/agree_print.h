/* Printing how well annotators agree. */
#ifndef ATTACHE_CLI_AGREE_PRINT_H
#define ATTACHE_CLI_AGREE_PRINT_H

#include "attache/annotate/comparison.h"
#include "attache/base/buffer.h"

/* What is printed: all articles together, then each of them where that is wanted. */
struct agree_report {
	const struct agree_part {
		const char *article; /* NULL: all together */
		const struct comparison *comparison;
	} * parts;
	size_t count;
};

struct agree_format {
	const char *name;
	void (*print)(struct buffer *out, const struct agree_report *report);
};

/* The first is the default. */
extern const struct agree_format agree_formats[];
extern const size_t agree_format_count;

#endif
