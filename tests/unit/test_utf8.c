#include "test.h"

#include "attache/base/arena.h"
#include "attache/base/utf8.h"

static void test_valid_prefix_stops_at_the_first_bad_byte(void **state)
{
	(void)state;
	assert_int_equal(utf8_valid_prefix(STR("Łódź")), 7);
	assert_int_equal(utf8_valid_prefix(STR("ab\xFFxy")), 2);
	assert_int_equal(utf8_valid_prefix(STR("ab\xE2\x80")), 2);
	assert_int_equal(utf8_valid_prefix(STR("\xC0\xAF")), 0);
	assert_int_equal(utf8_valid_prefix(STR("\xED\xA0\x80")), 0);
	assert_int_equal(utf8_valid_prefix(STR("a\0b")), 3);
}

static void test_decode_never_stands_still(void **state)
{
	(void)state;
	size_t length;
	assert_int_equal(utf8_decode(STR("王"), 0, &length), 0x738B);
	assert_int_equal(length, 3);
	assert_int_equal(utf8_decode(STR("\x9B"), 0, &length), UTF8_REPLACEMENT);
	assert_int_equal(length, 1);
	assert_int_equal(utf8_decode(STR("a"), 1, &length), 0);
	assert_int_equal(length, 0);
}

static void test_steps_go_there_and_back(void **state)
{
	(void)state;
	struct str text = STR("e\xCC\x81 王😀x");
	size_t offsets[16], count = 0;
	for (size_t i = 0; i < text.len; i = utf8_next(text, i))
		offsets[count++] = i;
	assert_int_equal(count, utf8_count(text));
	size_t i = text.len;
	while (count > 0) {
		i = utf8_previous(text, i);
		assert_int_equal(i, offsets[--count]);
	}
	assert_int_equal(utf8_previous(text, 0), 0);
	assert_int_equal(utf8_next(text, text.len), text.len);
}

/* Every border of a text with characters of each length lies on, before and behind checkpoints.
 */
static void test_map_is_exact_everywhere(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a", "é", "王", "😀"};
	struct test_random random = {7};
	struct arena *arena = arena_new();
	struct buffer text = {0};
	while (text.len < 20000)
		buffer_add_cstr(&text, pieces[test_random_below(&random, 4)]);
	struct str view = buffer_str(&text);
	struct utf8_map *map = utf8_map_new(arena, view);
	struct utf8_place near = {0}, back = {0};
	size_t codepoint = 0;
	for (size_t i = 0; i < view.len; i = utf8_next(view, i), codepoint++) {
		assert_int_equal(utf8_to_codepoint(map, i), codepoint);
		assert_int_equal(utf8_to_byte(map, codepoint), i);
		assert_int_equal(utf8_to_byte_near(map, &near, codepoint), i);
		/* To and fro, near by and far off. */
		size_t other = codepoint * 7 % 3001;
		assert_int_equal(
			utf8_to_byte_near(map, &back, other), utf8_to_byte(map, other));
	}
	assert_int_equal(utf8_to_byte_near(map, &near, codepoint), view.len);
	assert_int_equal(utf8_to_byte_near(map, &near, codepoint + 9), view.len);
	assert_int_equal(utf8_map_length(map), codepoint);
	assert_int_equal(utf8_to_codepoint(map, view.len), codepoint);
	assert_int_equal(utf8_to_byte(map, codepoint), view.len);
	assert_int_equal(utf8_to_byte(map, codepoint + 99), view.len);
	assert_int_equal(utf8_to_codepoint(map, view.len + 99), codepoint);
	buffer_free(&text);
	arena_free(arena);
}

static void test_a_map_grows_with_its_text(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a", "é", "王", "😀"};
	struct test_random random = {8};
	for (int round = 0; round < 50; round++) {
		struct arena *arena = arena_new();
		struct buffer text = {0};
		while (text.len < 30000)
			buffer_add_cstr(&text, pieces[test_random_below(&random, 4)]);
		struct str whole = buffer_str(&text), part = {text.data, 0};
		struct utf8_map *grown = utf8_map_new(arena, part);
		struct utf8_map *map = utf8_map_new(arena, whole);
		while (part.len < whole.len) {
			size_t step = test_random_below(&random, round % 2 ? 50 : 9000);
			part.len += step < whole.len - part.len ? step : whole.len - part.len;
			while (part.len < whole.len && (whole.s[part.len] & 0xC0) == 0x80)
				part.len++;
			utf8_map_extend(grown, arena, part);
			assert_int_equal(utf8_map_length(grown), utf8_count(part));
		}
		for (size_t i = 0; i < whole.len; i = utf8_next(whole, i)) {
			size_t codepoint = utf8_to_codepoint(map, i);
			assert_int_equal(utf8_to_codepoint(grown, i), codepoint);
			assert_int_equal(utf8_to_byte(grown, codepoint), i);
		}
		buffer_free(&text);
		arena_free(arena);
	}
}

static void test_map_of_lengths_around_a_checkpoint(void **state)
{
	(void)state;
	for (size_t len = 4094; len <= 4098; len++) {
		struct arena *arena = arena_new();
		struct buffer text = {0};
		buffer_add_repeat(&text, 'x', len);
		struct utf8_map *map = utf8_map_new(arena, buffer_str(&text));
		assert_int_equal(utf8_to_codepoint(map, len), len);
		assert_int_equal(utf8_to_byte(map, len - 1), len - 1);
		buffer_free(&text);
		arena_free(arena);
	}
	struct arena *arena = arena_new();
	struct utf8_map *map = utf8_map_new(arena, STR(""));
	assert_int_equal(utf8_to_byte(map, 0), 0);
	assert_int_equal(utf8_map_length(map), 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid_prefix_stops_at_the_first_bad_byte),
		cmocka_unit_test(test_decode_never_stands_still),
		cmocka_unit_test(test_steps_go_there_and_back),
		cmocka_unit_test(test_map_is_exact_everywhere),
		cmocka_unit_test(test_map_of_lengths_around_a_checkpoint),
		cmocka_unit_test(test_a_map_grows_with_its_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
