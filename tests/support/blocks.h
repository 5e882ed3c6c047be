/* How a text is cut into blocks, written down for comparing. */
#ifndef TESTS_SUPPORT_BLOCKS_H
#define TESTS_SUPPORT_BLOCKS_H

#include "attache/text/document.h"

/* A document of plain text; ends the test when there is none. */
struct document *blocks_read(struct str text);

/* The blocks of a plain text are exactly these lines of "kind:detail|text", the detail being
 * the kind of furniture or a level above 0; a "+" behind them: continued. */
#define expect_blocks(text, expected) blocks_expect((text), (expected), __FILE__, __LINE__)
void blocks_expect(const char *text, const char *expected, const char *file, int line);

#endif
