#include "test.h"

#include "attache/view/marks.h"
#include "attache/view/theme.h"

static void expect(
	const struct marks *marks, size_t offset, enum role role, unsigned extra, size_t until)
{
	enum role got_role;
	uint8_t got_extra;
	size_t got_until;
	marks_at(marks, offset, &got_role, &got_extra, &got_until);
	assert_int_equal(got_role, role);
	assert_int_equal(got_extra, extra);
	assert_int_equal(got_until, until);
}

static void test_no_marks(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct marks marks;
	marks_init(&marks, arena);
	marks_finish(&marks);
	expect(&marks, 5, ROLE_TEXT, 0, SIZE_MAX);
	marks_add(&marks, (struct mark){.range = {4, 4}, .role = ROLE_QUOTE});
	marks_finish(&marks);
	expect(&marks, 4, ROLE_TEXT, 0, SIZE_MAX);
	arena_free(arena);
}

static void test_priority_then_later_wins_and_styles_add_up(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct marks marks;
	marks_init(&marks, arena);
	marks_add(&marks, (struct mark){{10, 20}, ROLE_CURRENT, 0, 9});
	marks_add(&marks, (struct mark){{0, 30}, ROLE_QUOTE, STYLE_ITALIC, 1});
	marks_add(&marks, (struct mark){{5, 15}, ROLE_PERSON, 0, 1});
	marks_add(&marks, (struct mark){{12, 40}, ROLE_TEXT, STYLE_UNDERLINE, 255});
	marks_finish(&marks);
	expect(&marks, 0, ROLE_QUOTE, STYLE_ITALIC, 5);
	expect(&marks, 5, ROLE_PERSON, STYLE_ITALIC, 10);
	expect(&marks, 10, ROLE_CURRENT, STYLE_ITALIC, 12);
	expect(&marks, 12, ROLE_CURRENT, STYLE_ITALIC | STYLE_UNDERLINE, 15);
	expect(&marks, 19, ROLE_CURRENT, STYLE_ITALIC | STYLE_UNDERLINE, 20);
	expect(&marks, 20, ROLE_QUOTE, STYLE_ITALIC | STYLE_UNDERLINE, 30);
	expect(&marks, 30, ROLE_TEXT, STYLE_UNDERLINE, 40);
	expect(&marks, 40, ROLE_TEXT, 0, SIZE_MAX);
	arena_free(arena);
}

/* Against the definition itself, on many overlapping marks. */
static void test_random_marks_agree_with_the_definition(void **state)
{
	(void)state;
	struct test_random random = {11};
	for (unsigned round = 0; round < 200; round++) {
		struct arena *arena = arena_new();
		struct marks marks;
		marks_init(&marks, arena);
		size_t count = test_random_below(&random, 12);
		for (size_t i = 0; i < count; i++) {
			size_t start = test_random_below(&random, 30);
			size_t end = start + 1 + test_random_below(&random, 10);
			marks_add(
				&marks, (struct mark){{start, end},
						(enum role)test_random_below(&random, 5),
						(uint8_t)(1u << test_random_below(&random, 5)),
						(uint8_t)test_random_below(&random, 3)});
		}
		marks_finish(&marks);
		for (size_t offset = 0; offset < 45; offset++) {
			enum role role = ROLE_TEXT, got_role;
			unsigned extra = 0, priority = 0;
			for (size_t i = 0; i < marks.count; i++) {
				const struct mark *mark = &marks.items[i];
				if (!range_holds(mark->range, offset))
					continue;
				extra |= mark->extra;
				if (mark->role != ROLE_TEXT && mark->priority >= priority) {
					role = mark->role;
					priority = mark->priority;
				}
			}
			uint8_t got_extra;
			size_t until;
			marks_at(&marks, offset, &got_role, &got_extra, &until);
			assert_int_equal(got_role, role);
			assert_int_equal(got_extra, extra);
			assert_true(until > offset);
		}
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_marks),
		cmocka_unit_test(test_priority_then_later_wins_and_styles_add_up),
		cmocka_unit_test(test_random_marks_agree_with_the_definition),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
