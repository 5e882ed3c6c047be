/* Golden files: what a program gives, compared with what a reader once found right. They lie in
 * tests/golden/expected/; `make golden-update` writes them anew, to be read as a diff. */
#ifndef TESTS_SUPPORT_GOLDEN_H
#define TESTS_SUPPORT_GOLDEN_H

#include "attache/base/str.h"

/* Fails the test and shows the first line that differs. `name` is a file name. */
void golden_check(const char *name, struct str actual);

#endif
