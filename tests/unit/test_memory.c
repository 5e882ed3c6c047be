#include "test.h"

#include "attache/base/memory.h"

static void test_zeroed_memory(void **state)
{
	(void)state;
	unsigned char *bytes = memory_zeroed(1000, 1);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(bytes[i], 0);
	free(bytes);
	free(memory_zeroed(0, 8));
}

static void test_arrays_grow_by_doubling(void **state)
{
	(void)state;
	size_t capacity = 0, moves = 0, before = 0;
	int *items = NULL;
	for (int i = 0; i < 1000; i++) {
		items = memory_grow(items, &capacity, (size_t)i + 1, sizeof *items);
		moves += capacity != before;
		before = capacity;
		items[i] = i;
	}
	assert_in_range(moves, 1, 10);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	free(items);
}

static void test_strings_end_with_nul(void **state)
{
	(void)state;
	char *copy = memory_string("abcdef", 3);
	assert_string_equal(copy, "abc");
	free(copy);
}

/* Of four gigabytes two pages are used. */
static void test_reserved_memory_costs_what_is_written(void **state)
{
	(void)state;
	size_t bytes = (size_t)1 << 32;
	char *place = memory_reserve(bytes);
	assert_int_equal(place[0], 0);
	place[0] = 'a';
	place[bytes - 1] = 'z';
	assert_int_equal(place[bytes / 2], 0);
	assert_int_equal(place[bytes - 1], 'z');
	memory_release(place, bytes);
	memory_release(NULL, bytes);
	memory_release(memory_reserve(0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zeroed_memory),
		cmocka_unit_test(test_arrays_grow_by_doubling),
		cmocka_unit_test(test_strings_end_with_nul),
		cmocka_unit_test(test_reserved_memory_costs_what_is_written),
	};
	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
