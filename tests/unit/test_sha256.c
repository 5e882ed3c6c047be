#include "test.h"

#include "attache/base/sha256.h"

/* FIPS 180-2, appendix B. */
static void expect_sum(const char *text, size_t piece, const char *expected)
{
	struct str rest = str_from(text);
	struct sha256 *sha256 = sha256_new();
	char hex[65];
	while (rest.len) {
		size_t len = piece < rest.len ? piece : rest.len;
		sha256_add(sha256, (struct str){rest.s, len});
		rest = str_slice(rest, (struct range){len, rest.len});
	}
	sha256_end(sha256, hex);
	assert_string_equal(hex, expected);
}

static void test_sums_of_the_standard_in_any_pieces(void **state)
{
	(void)state;
	static const char blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	for (size_t piece = 1; piece < 70; piece++) {
		expect_sum("abc", piece,
			"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		expect_sum(blocks, piece,
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	}
	expect_sum("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_it_is_freed_without_a_sum(void **state)
{
	(void)state;
	struct sha256 *sha256 = sha256_new();
	sha256_add(sha256, STR("words"));
	sha256_free(sha256);
	sha256_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums_of_the_standard_in_any_pieces),
		cmocka_unit_test(test_it_is_freed_without_a_sum),
	};
	return cmocka_run_group_tests_name("sha256", tests, NULL, NULL);
}
