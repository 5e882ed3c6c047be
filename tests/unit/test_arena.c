#include "test.h"

#include "attache/base/arena.h"
#include "attache/base/memory.h"

static void test_pieces_are_zeroed_aligned_and_apart(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	unsigned char *pieces[2000];
	for (size_t i = 0; i < 2000; i++) {
		pieces[i] = arena_alloc(arena, 1 + i % 97, 1);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (size_t j = 0; j < 1 + i % 97; j++)
			assert_int_equal(pieces[i][j], 0);
		memset(pieces[i], (int)(i & 255), 1 + i % 97);
	}
	for (size_t i = 0; i < 2000; i++)
		for (size_t j = 0; j < 1 + i % 97; j++)
			assert_int_equal(pieces[i][j], i & 255);
	arena_free(arena);
}

static void test_piece_larger_than_a_chunk(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	arena_alloc(arena, 1, 8);
	char *large = arena_alloc(arena, 1 << 20, 3);
	large[(3 << 20) - 1] = 'x';
	char *after = arena_alloc(arena, 1, 1);
	assert_true(after < large || after >= large + (3 << 20));
	arena_free(arena);
}

static void test_reset_forgets_and_zeroes_again(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	arena_reset(arena);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++) {
			char *piece = arena_alloc(arena, 1000, 1);
			assert_int_equal(piece[999], 0);
			memset(piece, 'x', 1000);
		}
		assert_true(arena_used(arena) >= 100000);
		arena_reset(arena);
		assert_int_equal(arena_used(arena), 0);
	}
	arena_free(arena);
}

static void test_grow_keeps_items(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	size_t *items = NULL, capacity = 0;
	for (size_t i = 0; i < 5000; i++) {
		items = arena_grow(arena, items, &capacity, i + 1, sizeof *items);
		items[i] = i;
	}
	assert_true(capacity >= 5000);
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(items[i], i);
	arena_free(arena);
}

static void test_strings_end_in_nul(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct str copy = arena_str(arena, (struct str){"Geneva talks", 6});
	assert_int_equal(copy.len, 6);
	assert_string_equal(copy.s, "Geneva");
	assert_str(arena_format(arena, "%d of %s", 3, "twelve"), "3 of twelve");
	assert_int_equal(arena_str(arena, (struct str){NULL, 0}).s[0], 0);
	arena_free(arena);
}

static void test_heap_array_doubles(void **state)
{
	(void)state;
	size_t capacity = 0;
	int *items = NULL;
	for (int i = 0; i < 1000; i++) {
		items = memory_grow(items, &capacity, (size_t)i + 1, sizeof *items);
		items[i] = i;
	}
	assert_int_equal(items[999], 999);
	assert_int_equal(capacity, 1024);
	free(items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(test_piece_larger_than_a_chunk),
		cmocka_unit_test(test_reset_forgets_and_zeroes_again),
		cmocka_unit_test(test_grow_keeps_items),
		cmocka_unit_test(test_strings_end_in_nul),
		cmocka_unit_test(test_heap_array_doubles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
