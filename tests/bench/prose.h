/* Articles to measure with: prose of the kind the program reads, invented, the same on every
 * machine, in any size. */
#ifndef TESTS_BENCH_PROSE_H
#define TESTS_BENCH_PROSE_H

#include "attache/base/buffer.h"

/* Words that stand once: at the start of the body, and in the last paragraph. */
#define PROSE_FIRST "Prologue"
#define PROSE_RARE "zanzibarite"
#define PROSE_LAST "Postscript"

/* Append about `size` bytes: a headline, then paragraphs of sentences and quotes; with
 * `one_line` all of it without a single line end. */
void prose_add(struct buffer *out, size_t size, bool one_line);

#endif
