/* The sidecar's format as data/sidecar.schema.json and attache-sidecar(5) give it, against what
 * the program writes. */
#include "annotating.h"
#include "schema.h"
#include "test.h"

#include "attache/annotate/sidecar.h"
#include "attache/base/yaml.h"

static const struct yaml_node *parse(struct arena *arena, struct str text)
{
	struct error err;
	const struct yaml_node *root = NULL;
	if (!yaml_parse(arena, text, &root, &err))
		fail_msg("line %u, column %u: %s", err.line, err.column, err.msg);
	return root;
}

/* Whether a sidecar's text is as the schema says; shows why not when it should be. */
static bool fits(struct str text, bool expected)
{
	struct arena *arena = arena_new();
	struct buffer schema = test_read("data/sidecar.schema.json"), wrong = {0};
	bool ok = schema_check(parse(arena, buffer_str(&schema)), parse(arena, text), &wrong);
	if (ok != expected)
		print_error("%s%.*s", wrong.len ? wrong.data : "", STR_ARG(text));
	assert_true(ok || wrong.len);
	buffer_free(&wrong);
	buffer_free(&schema);
	arena_free(arena);
	return ok;
}

static void test_sample_fits(void **state)
{
	(void)state;
	struct buffer text = test_read("tests/golden/input/hotline.txt.ann.yaml");
	assert_true(fits(buffer_str(&text), true));
	buffer_free(&text);
}

/* What is written fits, whatever the annotations hold. */
static void test_what_is_written_fits(void **state)
{
	(void)state;
	struct test_random random = {.state = 7};
	for (unsigned round = 0; round < 30; round++) {
		struct error err;
		struct buffer prose = annotating_prose(&random, 5), out = {0};
		struct document *document = annotating_document(
			"talks.txt", buffer_str(&prose));
		struct annotations *set = annotations_new();
		for (unsigned i = 0; i < 20; i++)
			annotating_add(set, annotating_random(&random, document));
		assert_true(sidecar_write(&out, STR(""), document, set, &err));
		assert_true(fits(buffer_str(&out), true));
		annotations_free(set);
		document_free(document);
		buffer_free(&out);
		buffer_free(&prose);
	}
}

static void test_mistakes_do_not_fit(void **state)
{
	(void)state;
	static const char *const mistakes[] = {
		"version: 2\n",
		"annotations: []\n",
		"version: 1\nannotations: {}\n",
		"version: 1\nsource:\n  sha256: \"12\"\n",
		"version: 1\nsource:\n  chars: -1\n",
		"version: 1\nannotations:\n- kind: quote\n",
		"version: 1\nannotations:\n- id: a\n  kind: quotation\n",
		"version: 1\nannotations:\n- id: a\n  status: lost\n",
		"version: 1\nannotations:\n- id: a\n  start: \"3\"\n",
		"version: 1\nannotations:\n- id: a\n  stance: 4\n",
		"version: 1\nannotations:\n- id: a\n  tags: []\n",
		"version: 1\nannotations:\n- id: a\n  tags: [[b]]\n",
		"version: 1\nannotations:\n- id: a\n  created: 2026-11-23\n",
		"version: 1\nannotations:\n- id: 01JDCZ8Q9T4KXV0M3R5W7YQ0023\n",
	};
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
		assert_false(fits(str_from(mistakes[i]), false));
	assert_true(
		fits(STR("version: 1\nmine: yes\nannotations:\n- id: a\n  x-mine: 3\n"), true));
}

/* The lines of the manual between .Bd and .Ed, without roff's escapes. */
static void test_manual_shows_one_that_fits(void **state)
{
	(void)state;
	struct buffer page = test_read("man/attache-sidecar.5"), text = {0};
	bool inside = false;
	for (struct str rest = buffer_str(&page), line; str_split(&rest, '\n', &line);) {
		if (str_starts(line, STR(".Bd")) || str_starts(line, STR(".Ed"))) {
			inside = str_starts(line, STR(".Bd"));
			continue;
		}
		for (size_t i = 0; inside && i < line.len; i++) {
			buffer_add_byte(&text, line.s[i]);
			i += line.s[i] == '\\' && i + 1 < line.len && line.s[i + 1] == 'e';
		}
		if (inside)
			buffer_add_byte(&text, '\n');
	}
	assert_true(text.len > 500);
	assert_true(fits(buffer_str(&text), true));
	buffer_free(&page);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sample_fits),
		cmocka_unit_test(test_what_is_written_fits),
		cmocka_unit_test(test_mistakes_do_not_fit),
		cmocka_unit_test(test_manual_shows_one_that_fits),
	};
	return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
