#include "test.h"

#include "attache/base/json.h"

#include <math.h>

static void test_commas_and_nesting(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct json json = {.out = &out};
	json_object(&json);
	json_key(&json, "a");
	json_array(&json);
	json_size(&json, 1);
	json_integer(&json, -2);
	json_array(&json);
	json_array_end(&json);
	json_array_end(&json);
	json_optional(&json, "none", STR(""));
	json_optional(&json, "some", STR("x"));
	json_key(&json, "b");
	json_boolean(&json, true);
	json_key(&json, "c");
	json_null(&json);
	json_object_end(&json);
	assert_str(buffer_str(&out),
		"{\"a\": [1, -2, []], \"some\": \"x\", \"b\": true, \"c\": null}");
	buffer_free(&out);
}

static void test_indented(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct json json = {.out = &out, .indent = 2};
	json_array(&json);
	json_object(&json);
	json_key(&json, "k");
	json_string(&json, STR("v"));
	json_object_end(&json);
	json_object(&json);
	json_object_end(&json);
	json_array_end(&json);
	assert_str(buffer_str(&out), "[\n  {\n    \"k\": \"v\"\n  },\n  {}\n]");
	buffer_free(&out);
}

static void test_escapes(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct json json = {.out = &out};
	json_string(&json, (struct str){"\"\\\n\t\x01\x7F“é\0", 12});
	assert_str(buffer_str(&out), "\"\\\"\\\\\\n\\t\\u0001\\u007f“é\\u0000\"");
	buffer_free(&out);
}

static void test_fractions(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct json json = {.out = &out};
	json_array(&json);
	json_fraction(&json, -1.0 / 3);
	json_fraction(&json, (double)NAN);
	json_array_end(&json);
	assert_str(buffer_str(&out), "[-0.3333, null]");
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commas_and_nesting),
		cmocka_unit_test(test_indented),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_fractions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
