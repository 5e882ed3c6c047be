/* The codebook: what is read, which one governs an article, what is odd. */
#include "test.h"

#include "attache/annotate/codebook.h"

#include <sys/stat.h>
#include <unistd.h>

static struct codebook *load(const char *folder, const char *content)
{
	struct codebook *codebook = NULL;
	struct error err = {0};
	char *path = test_file(folder, "codebook.yaml", str_from(content));
	if (!codebook_load(path, &codebook, &err))
		fail_msg("%s", err.msg);
	free(path);
	return codebook;
}

static void test_tags_families_keys_and_definitions(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct codebook *codebook = load(folder,
		"families:\n- {id: press, label: Pressure}\n- blame\ntags:\n"
		"- {id: demand, label: Demand, key: d, family: press, define: \"Insists.\"}\n"
		"- {id: blame-it, key: é, family: blame}\n- plain\n");
	assert_int_equal(codebook->diagnostics.count, 0);
	assert_int_equal(codebook->family_count, 2);
	assert_str(codebook->families[0].label, "Pressure");
	assert_str(codebook->families[1].label, "blame");
	assert_int_equal(codebook->tag_count, 3);
	const struct codebook_tag *tag = codebook_by_key(codebook, STR("d"));
	assert_str(tag->id, "demand");
	assert_str(tag->define, "Insists.");
	assert_int_equal(tag->family, 0);
	assert_str(codebook_by_key(codebook, STR("é"))->label, "blame-it");
	assert_int_equal(codebook_find(codebook, STR("plain"))->family, SIZE_MAX);
	assert_null(codebook_find(codebook, STR("none")));
	assert_null(codebook_by_key(codebook, STR("")));
	codebook_free(codebook);
	test_folder_remove(folder);
}

static void test_oddities_are_named_with_their_line(void **state)
{
	(void)state;
	static const struct {
		const char *tag;
		const char *part;
	} cases[] = {
		{"- {label: x}", "without id"},
		{"- a\n- a", "twice"},
		{"- {id: a, key: k}\n- {id: b, key: k}", "is taken"},
		{"- {id: a, family: none}", "unknown family"},
	};
	char *folder = test_folder();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer content = {0};
		buffer_format(&content, "tags:\n%s\n- last\n", cases[i].tag);
		struct codebook *codebook = load(folder, content.data);
		assert_int_equal(codebook->diagnostics.count, 1);
		const struct diagnostic *odd = &codebook->diagnostics.items[0];
		assert_true(odd->line == 2 || odd->line == 3);
		assert_int_not_equal(str_find(odd->message, str_from(cases[i].part)), SIZE_MAX);
		assert_non_null(codebook_find(codebook, STR("last")));
		codebook_free(codebook);
		buffer_free(&content);
	}
	test_folder_remove(folder);
}

static void test_what_is_no_codebook_is_refused(void **state)
{
	(void)state;
	static const char *const contents[] = {"", "tags", "- a\n", "tags: [\n",
		"families: []\n", "tags: x\n", "tags: {a: b}\n"};
	char *folder = test_folder();
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		struct codebook *codebook;
		struct error err = {0};
		char *path = test_file(folder, "c.yaml", str_from(contents[i]));
		if (codebook_load(path, &codebook, &err))
			fail_msg("accepted: %s", contents[i]);
		assert_int_equal(err.code, ERR_PARSE);
		assert_true(err.line > 0);
		assert_non_null(strstr(err.msg, "c.yaml"));
		free(path);
	}
	test_folder_remove(folder);
}

static void expect_governed_by(const char *article, const char *fallback, const char *tag)
{
	struct codebook *codebook;
	struct error err = {0};
	if (!codebook_load_for(article, fallback, &codebook, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(codebook->tag_count, 1);
	assert_str(codebook->tags[0].id, tag);
	codebook_free(codebook);
}

static void test_the_nearest_codebook_upwards_governs(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct buffer deep = {0}, article = {0};
	char *fallback = test_file(folder, "fallback.yaml", STR("tags: [shipped]\n"));
	buffer_format(&deep, "%s/a", folder);
	assert_int_equal(mkdir(deep.data, 0700), 0);
	buffer_add_cstr(&deep, "/b");
	assert_int_equal(mkdir(deep.data, 0700), 0);
	free(test_file(deep.data, "article.txt", STR("x")));
	buffer_format(&article, "%s/article.txt", deep.data);
	setenv("HOME", folder, 1);
	expect_governed_by(article.data, fallback, "shipped");
	free(test_file(folder, "codebook.yaml", STR("tags: [home]\n")));
	expect_governed_by(article.data, fallback, "home");
	free(test_file(deep.data, "codebook.yaml", STR("tags: [near]\n")));
	expect_governed_by(article.data, fallback, "near");
	expect_governed_by("-", fallback, "shipped");
	buffer_free(&deep);
	buffer_free(&article);
	free(fallback);
	test_folder_remove(folder);
}

static void test_the_shipped_codebook_is_whole(void **state)
{
	(void)state;
	struct buffer path = {0};
	struct codebook *codebook;
	struct error err = {0};
	const char *data = getenv("ATTACHE_DATADIR");
	buffer_format(&path, "%s/codebook.yaml", data ? data : "data");
	if (!codebook_load(path.data, &codebook, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(codebook->diagnostics.count, 0);
	assert_true(codebook->tag_count > 20);
	for (size_t i = 0; i < codebook->tag_count; i++) {
		assert_true(codebook->tags[i].define.len > 10);
		assert_true(codebook->tags[i].key.len == 1);
		assert_true(codebook->tags[i].family < codebook->family_count);
	}
	codebook_free(codebook);
	buffer_free(&path);
}

/* Adding changes nothing but the one line. */
static void test_a_tag_is_added_behind_the_last(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"tags:\n  - {id: one, key: o} # first\n  - id: two\n    define: second\n\n# "
		 "end\n",
			"tags:\n  - {id: one, key: o} # first\n  - id: two\n    define: "
			"second\n"
			"  - {id: \"new\"}\n\n# end\n"},
		{"tags:\n- one\n- two # last\nrules: [a]\n",
			"tags:\n- one\n- two # last\n- {id: \"new\"}\nrules: [a]\n"},
		{"tags:\n- one", "tags:\n- one\n- {id: \"new\"}"},
	};
	char *folder = test_folder();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct error err;
		struct codebook *codebook, *again;
		char *path = test_file(folder, "codebook.yaml", str_from(cases[i][0]));
		assert_true(codebook_load(path, &codebook, &err));
		if (!codebook_add(codebook, path, STR("new"), STR(""), &err))
			fail_msg("%s", err.msg);
		struct buffer text = test_read(path);
		assert_string_equal(text.data, cases[i][1]);
		assert_true(codebook_load(path, &again, &err));
		assert_int_equal(again->tag_count, codebook->tag_count + 1);
		assert_false(codebook_add(again, path, STR("new"), STR(""), &err));
		assert_int_equal(err.code, ERR_CONFLICT);
		buffer_free(&text);
		codebook_free(codebook);
		codebook_free(again);
		free(path);
	}
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_tag_is_added_behind_the_last),
		cmocka_unit_test(test_tags_families_keys_and_definitions),
		cmocka_unit_test(test_oddities_are_named_with_their_line),
		cmocka_unit_test(test_what_is_no_codebook_is_refused),
		cmocka_unit_test(test_the_nearest_codebook_upwards_governs),
		cmocka_unit_test(test_the_shipped_codebook_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
