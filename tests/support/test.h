/* What every test program includes: cmocka with its headers in order, and short helpers. */
#ifndef TESTS_SUPPORT_TEST_H
#define TESTS_SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "attache/base/buffer.h"
#include "attache/base/error.h"
#include "attache/base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A str equals a C string; shows both when not. */
#define assert_str(actual, expected) test_str_equal((actual), (expected), __FILE__, __LINE__)

void test_str_equal(struct str actual, const char *expected, const char *file, int line);

/* A fresh folder under the test's temporary folder; removed with what it holds by
 * test_folder_remove. Both end the test when the system refuses. */
char *test_folder(void);
void test_folder_remove(char *folder);

/* Make a file; the path is folder/name, the caller's to free. */
char *test_file(const char *folder, const char *name, struct str content);

/* All of a file, for comparing; the caller's to free. */
struct buffer test_read(const char *path);

/* A small repeatable generator of numbers (splitmix64): same seed, same numbers on any machine.
 */
struct test_random {
	uint64_t state;
};
uint64_t test_random(struct test_random *random);
size_t test_random_below(struct test_random *random, size_t limit);

#endif
