/* CSV in: rows as they are read, with their places; what was written is read back. */
#include "test.h"

#include "attache/base/csv.h"
#include "attache/base/csv_reader.h"

static void test_rows_quotes_line_ends_and_places(void **state)
{
	(void)state;
	struct csv_reader reader;
	struct csv_cell *cells;
	struct error err;
	size_t count;
	struct arena *arena = arena_new();
	csv_reader_begin(&reader, STR("\xEF\xBB\xBF"
				      "é;\"a\"\"b\r\nc\";x\r\n\r\n'-1;'quoted';''=\r;\n"));
	assert_true(csv_reader_row(&reader, arena, &cells, &count, &err));
	assert_int_equal(count, 3);
	assert_str(cells[0].text, "é");
	assert_str(cells[1].text, "a\"b\r\nc");
	assert_int_equal(cells[1].column, 3);
	assert_str(cells[2].text, "x");
	assert_int_equal(cells[2].line, 2);
	assert_int_equal(cells[2].column, 4);
	assert_true(csv_reader_row(&reader, arena, &cells, &count, &err));
	assert_str(cells[0].text, "-1");
	assert_str(cells[1].text, "'quoted'");
	assert_str(cells[2].text, "'=");
	assert_int_equal(cells[0].line, 4);
	assert_true(csv_reader_row(&reader, arena, &cells, &count, &err));
	assert_int_equal(count, 2);
	assert_str(cells[1].text, "");
	assert_false(csv_reader_row(&reader, arena, &cells, &count, &err));
	assert_int_equal(err.code, ERR_NONE);
	arena_free(arena);
}

static void test_a_quote_that_never_closes_is_named_where_it_opens(void **state)
{
	(void)state;
	struct csv_reader reader;
	struct csv_cell *cells;
	struct error err;
	size_t count;
	struct arena *arena = arena_new();
	csv_reader_begin(&reader, STR("a,b\nc,\"d\ne"));
	assert_true(csv_reader_row(&reader, arena, &cells, &count, &err));
	assert_false(csv_reader_row(&reader, arena, &cells, &count, &err));
	assert_int_equal(err.code, ERR_PARSE);
	assert_int_equal(err.line, 2);
	assert_int_equal(err.column, 3);
	arena_free(arena);
}

static void test_any_cells_are_read_back(void **state)
{
	(void)state;
	static const char signs[] = "ab,;\"'\n\r\t=+-@ ";
	struct test_random random = {7};
	for (int round = 0; round < 2000; round++) {
		struct buffer text = {0}, cell[4] = {{0}};
		struct csv_reader reader;
		struct csv_cell *cells;
		struct error err;
		size_t count;
		struct csv csv = {.out = &text};
		buffer_add_cstr(&text, "h,h,h,h\r\n");
		for (size_t i = 0; i < 4; i++) {
			buffer_add_cstr(&cell[i], i ? "" : "x");
			for (size_t n = test_random_below(&random, 6); n > 0; n--)
				buffer_add_byte(&cell[i],
					signs[test_random_below(&random, sizeof signs - 1)]);
			csv_text(&csv, buffer_str(&cell[i]));
		}
		struct arena *arena = arena_new();
		csv_reader_begin(&reader, buffer_str(&text));
		assert_true(csv_reader_row(&reader, arena, &cells, &count, &err));
		assert_true(csv_reader_row(&reader, arena, &cells, &count, &err));
		assert_int_equal(count, 4);
		for (size_t i = 0; i < 4; i++) {
			assert_str(cells[i].text, cell[i].data);
			buffer_free(&cell[i]);
		}
		arena_free(arena);
		buffer_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_quotes_line_ends_and_places),
		cmocka_unit_test(test_a_quote_that_never_closes_is_named_where_it_opens),
		cmocka_unit_test(test_any_cells_are_read_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
