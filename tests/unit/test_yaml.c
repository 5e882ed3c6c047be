/* YAML in: the tree with its places, and refusing what could hurt. YAML out: quoting. */
#include "test.h"

#include "attache/base/utf8.h"
#include "attache/base/yaml.h"

#include <sys/resource.h>

static const struct yaml_node *parse(struct arena *arena, const char *text)
{
	const struct yaml_node *root = NULL;
	struct error err = {0};
	if (!yaml_parse(arena, str_from(text), &root, &err))
		fail_msg("%u:%u: %s", err.line, err.column, err.msg);
	return root;
}

static void test_the_tree_and_its_places(void **state)
{
	(void)state;
	const char *text =
		"# é\nname: \"héllo 😀\" # c\nlist:\n- a\n- {b: 1, c: [x, 'y']}\nlast: |\n"
		"  one\n  two\n";
	struct arena *arena = arena_new();
	const struct yaml_node *root = parse(arena, text);
	const struct yaml_node *name = yaml_member(root, "name");
	assert_str(name->text, "héllo 😀");
	assert_true(name->quoted);
	assert_int_equal(name->line, 2);
	assert_int_equal(name->column, 7);
	assert_str(str_slice(str_from(text), name->bytes), "\"héllo 😀\"");
	assert_str(str_slice(str_from(text), name->key_bytes), "name");
	const struct yaml_node *list = yaml_member(root, "list");
	assert_int_equal(list->kind, YAML_SEQUENCE);
	assert_str(str_slice(str_from(text), list->first->bytes), "a");
	const struct yaml_node *flow = list->first->next;
	assert_str(str_slice(str_from(text), flow->bytes), "{b: 1, c: [x, 'y']}");
	assert_str(yaml_member(flow, "c")->first->next->text, "y");
	assert_null(flow->next);
	assert_str(yaml_member(root, "last")->text, "one\ntwo\n");
	assert_null(yaml_member(root, "none"));
	assert_null(yaml_member(list, "name"));
	arena_free(arena);
}

static void test_places_count_a_byte_order_mark(void **state)
{
	(void)state;
	const char *text = "\xef\xbb\xbfname: value\n";
	struct arena *arena = arena_new();
	const struct yaml_node *name = yaml_member(parse(arena, text), "name");
	assert_str(str_slice(str_from(text), name->bytes), "value");
	assert_str(str_slice(str_from(text), name->key_bytes), "name");
	arena_free(arena);
}

static void test_empty_documents_have_no_root(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	assert_null(parse(arena, ""));
	assert_null(parse(arena, "# only a comment\n"));
	assert_null(parse(arena, "\xef\xbb\xbf"));
	arena_free(arena);
}

static void test_what_is_refused_and_where(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		unsigned line, column;
		const char *part;
	} cases[] = {
		{"a: 1\nb: 2\na: 3\n", 3, 1, "twice"},
		{"a: &x [1]\nb: *x\n", 1, 4, "anchors"},
		{"a: 1\nb: *x\n", 2, 4, "aliases"},
		{"a: !!binary aGk=\n", 1, 4, "tags"},
		{"%TAG ! tag:x,2000:\n---\na: 1\n", 1, 1, "tags"},
		{"a: 1\n---\nb: 2\n", 2, 1, "second document"},
		{"? [a]\n: 1\n", 1, 3, "plain"},
		{"? {a: 1}\n: 1\n", 1, 3, "plain"},
		{"a: \"open\n", 2, 1, "unexpected end"},
		{"a: [1, 2\n", 2, 1, "did not find"},
		{"é: \"\x01\"\n", 1, 5, "control characters"},
		{"a: \xff\xfe\n", 1, 4, "UTF-8"},
		{"a: 1\n\tb: 2\n", 2, 1, "tab"},
		{"[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", 1, 17, "deep"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		const struct yaml_node *root;
		struct error err = {0};
		if (yaml_parse(arena, str_from(cases[i].text), &root, &err))
			fail_msg("accepted: %s", cases[i].text);
		if (err.line != cases[i].line || err.column != cases[i].column ||
			!strstr(err.msg, cases[i].part))
			fail_msg("%s: %u:%u: %s", cases[i].text, err.line, err.column, err.msg);
		arena_free(arena);
	}
	struct arena *arena = arena_new();
	const struct yaml_node *root;
	struct error err = {0};
	assert_false(yaml_parse(arena, (struct str){"a: 1\nb: \0\n", 10}, &root, &err));
	assert_int_equal(err.line, 2);
	assert_int_equal(err.column, 4);
	arena_free(arena);
}

static long peak_kilobytes(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* A text that a reader would choke on is refused before it costs more than itself. */
static void expect_cheap_refusal(struct buffer *text, unsigned line, const char *part)
{
	struct arena *arena = arena_new();
	const struct yaml_node *root;
	struct error err = {0};
	long before = peak_kilobytes();
	assert_false(yaml_parse(arena, buffer_str(text), &root, &err));
	assert_int_equal(err.line, line);
	assert_true(err.column > 0);
	if (!strstr(err.msg, part))
		fail_msg("%s", err.msg);
	assert_in_range(peak_kilobytes() - before, 0, 48 * 1024);
	arena_free(arena);
	buffer_free(text);
}

static void test_huge_values_cost_little(void **state)
{
	(void)state;
	struct buffer text = {0};
	buffer_add_cstr(&text, "a: 1\nb: \"");
	buffer_add_repeat(&text, 'x', (size_t)32 * 1024 * 1024);
	expect_cheap_refusal(&text, 2, "too long");
	buffer_add_cstr(&text, "a: 1\nb: ");
	buffer_add_repeat(&text, 'x', (size_t)32 * 1024 * 1024);
	expect_cheap_refusal(&text, 2, "too long");
	buffer_add_cstr(&text, "a: |\n  ");
	buffer_add_repeat(&text, 'x', (size_t)32 * 1024 * 1024);
	expect_cheap_refusal(&text, 1, "too long");
	buffer_add_cstr(&text, "a: 1\n#");
	buffer_add_repeat(&text, 'x', (size_t)32 * 1024 * 1024);
	buffer_add_cstr(&text, "\nb: 2\n");
	expect_cheap_refusal(&text, 1, "too long");
	buffer_add_cstr(&text, "a:\n  ");
	buffer_add_repeat(&text, '[', (size_t)8 * 1024 * 1024);
	expect_cheap_refusal(&text, 2, "deep");
}

static void test_many_directives_are_refused_at_once(void **state)
{
	(void)state;
	struct buffer text = {0};
	struct arena *arena = arena_new();
	const struct yaml_node *root;
	struct error err = {0};
	buffer_add_cstr(&text, "# a comment\n");
	for (unsigned i = 0; i < 1000000; i++)
		buffer_format(&text, "%%TAG !a%u! tag:x,2000:\n", i);
	buffer_add_cstr(&text, "---\na: b\n");
	assert_false(yaml_parse(arena, buffer_str(&text), &root, &err));
	assert_int_equal(err.line, 65);
	assert_int_equal(err.column, 1);
	assert_non_null(strstr(err.msg, "directives"));
	arena_free(arena);
	buffer_free(&text);
}

static void test_typed_views(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	const struct yaml_node *root = parse(arena, "n: 42\nq: \"42\"\nm: -3\nt: yes\nl: [1]\n"
						    "big: 99999999999999999999\n");
	struct error err;
	size_t size;
	int64_t integer;
	bool flag;
	struct str text;
	assert_true(yaml_get_size(yaml_member(root, "n"), &size, &err));
	assert_int_equal(size, 42);
	assert_true(yaml_get_integer(yaml_member(root, "m"), &integer, &err));
	assert_int_equal(integer, -3);
	assert_true(yaml_get_boolean(yaml_member(root, "t"), &flag, &err));
	assert_true(flag);
	assert_true(yaml_get_text(yaml_member(root, "q"), &text, &err));
	assert_false(yaml_get_size(yaml_member(root, "q"), &size, &err));
	assert_int_equal(err.line, 2);
	assert_false(yaml_get_size(yaml_member(root, "m"), &size, &err));
	assert_false(yaml_get_size(yaml_member(root, "big"), &size, &err));
	assert_false(yaml_get_text(yaml_member(root, "l"), &text, &err));
	assert_false(yaml_get_boolean(yaml_member(root, "n"), &flag, &err));
	assert_false(yaml_get_integer(NULL, &integer, &err));
	arena_free(arena);
}

static void test_quoted_text_reads_back(void **state)
{
	(void)state;
	struct buffer all = {0}, yaml = {0};
	for (uint32_t c = 1; c < 0x3000; c++)
		if (c < 0xD800 || c > 0xDFFF)
			buffer_add_codepoint(&all, c);
	static const uint32_t more[] = {
		0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600, 0x1FFFE, 0x10FFFF, 0xE000, 0xD7FF};
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		buffer_add_codepoint(&all, more[i]);
	buffer_add_cstr(&yaml, "k: ");
	yaml_add_quoted(&yaml, buffer_str(&all));
	assert_null(memchr(yaml.data, '\n', yaml.len));
	struct arena *arena = arena_new();
	struct str text = yaml_member(parse(arena, yaml.data), "k")->text;
	assert_int_equal(text.len, all.len);
	assert_memory_equal(text.s, all.data, all.len);
	arena_free(arena);
	buffer_free(&all);
	buffer_free(&yaml);
}

static void test_ten_thousand_keys_are_found_double_in_time(void **state)
{
	(void)state;
	struct buffer text = {0};
	for (unsigned i = 0; i < 200000; i++)
		buffer_format(&text, "k%u: 1\n", i);
	buffer_add_cstr(&text, "k77: 2\n");
	struct arena *arena = arena_new();
	const struct yaml_node *root;
	struct error err = {0};
	assert_false(yaml_parse(arena, buffer_str(&text), &root, &err));
	assert_int_equal(err.line, 200001);
	arena_free(arena);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_huge_values_cost_little),
		cmocka_unit_test(test_the_tree_and_its_places),
		cmocka_unit_test(test_places_count_a_byte_order_mark),
		cmocka_unit_test(test_empty_documents_have_no_root),
		cmocka_unit_test(test_what_is_refused_and_where),
		cmocka_unit_test(test_many_directives_are_refused_at_once),
		cmocka_unit_test(test_typed_views),
		cmocka_unit_test(test_quoted_text_reads_back),
		cmocka_unit_test(test_ten_thousand_keys_are_found_double_in_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
