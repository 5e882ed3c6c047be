#include "test.h"

#include "attache/base/utf8.h"

#include <errno.h>

static void test_set_returns_false_and_fills(void **state)
{
	(void)state;
	struct error err = {0};
	assert_false(error_set_at(&err, ERR_PARSE, 3, 7, "cannot read %s", "x.yaml"));
	assert_int_equal(err.code, ERR_PARSE);
	assert_int_equal(err.line, 3);
	assert_int_equal(err.column, 7);
	assert_string_equal(err.msg, "cannot read x.yaml");
}

static void test_within_puts_context_first(void **state)
{
	(void)state;
	struct error err = {0};
	error_set(&err, ERR_SYS, "disk full");
	assert_false(error_within(&err, "cannot save %s", "a"));
	assert_string_equal(err.msg, "cannot save a: disk full");
	assert_int_equal(err.code, ERR_SYS);
}

static void test_errno_of_a_missing_file_is_not_found(void **state)
{
	(void)state;
	struct error err = {0};
	errno = ENOENT;
	error_set_errno(&err, "cannot open x");
	assert_int_equal(err.code, ERR_NOTFOUND);
	assert_string_equal(err.msg, "cannot open x: No such file or directory");
	errno = EIO;
	error_set_errno(&err, "cannot open x");
	assert_int_equal(err.code, ERR_SYS);
}

static void test_long_message_ends_at_a_character(void **state)
{
	(void)state;
	char text[400];
	struct error err = {0};
	for (size_t offset = 0; offset < 2; offset++) {
		memset(text, 'a', offset);
		for (size_t i = offset; i + 2 < sizeof text; i += 2)
			memcpy(text + i, "é", 3);
		error_set(&err, ERR_PARSE, "%s", text);
		struct str msg = str_from(err.msg);
		assert_true(msg.len >= sizeof err.msg - 2);
		assert_int_equal(utf8_valid_prefix(msg), msg.len);
		error_within(&err, "é");
		msg = str_from(err.msg);
		assert_int_equal(utf8_valid_prefix(msg), msg.len);
	}
}

static void test_every_code_has_a_status_of_its_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < ERR_CODES; i++) {
		assert_non_null(error_statuses[i].name);
		for (size_t j = 0; j < i; j++) {
			assert_int_not_equal(
				error_statuses[i].status, error_statuses[j].status);
			assert_string_not_equal(error_statuses[i].name, error_statuses[j].name);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set_returns_false_and_fills),
		cmocka_unit_test(test_within_puts_context_first),
		cmocka_unit_test(test_errno_of_a_missing_file_is_not_found),
		cmocka_unit_test(test_long_message_ends_at_a_character),
		cmocka_unit_test(test_every_code_has_a_status_of_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
