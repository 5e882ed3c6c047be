/* The codebook: what is read, which one governs an article, what is odd. */
#include "test.h"

#include "attache/annotate/annotation.h"
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
		{"- {id: a, parent: none}", "unknown parent"},
		{"- {id: a, key: ww}", "more than one character"},
		{"- {id: a, key: /}", "is the one that finds tags"},
		{"- {id: a, key: \"\\u200B\"}", "cannot be typed"},
		{"- id: a b", "one word, like a-b"},
		{"- {id: a, label: x}\n- {id: b, label: x}", "same label"},
		{"- {id: a, colour: mauve}", "unknown colour"},
		{"- {id: a, color: \"#12345\"}", "unknown colour"},
		{"- {id: a, choice: single}", "choice is nothing a tag has"},
		{"- {id: a, define: [x]}", "define must be text"},
		{"- {id: a, examples: {x: y}}", "examples must be text or a list"},
		{"- {id: a, define: x, definition: y}", "given twice"},
		{"- {id: a, tags: 3}", "tags must be a list"},
		{"- {id: a, families: [x]}", "a tag holds tags"},
		{"- {id: a, parent: a}", "below itself"},
		{"- {id: a, parent: b}\n- {id: b, parent: a}", "below itself"},
		{"- {id: a, tags: [b]}\n- b", "twice"},
		{"- [a]", "a list stands where"},
	};
	char *folder = test_folder();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer content = {0};
		buffer_format(&content, "tags:\n%s\n- last\n", cases[i].tag);
		struct codebook *codebook = load(folder, content.data);
		if (codebook->diagnostics.count != 1)
			fail_msg("%zu oddities in %s", codebook->diagnostics.count,
				cases[i].tag);
		const struct diagnostic *odd = &codebook->diagnostics.items[0];
		assert_true(odd->line == 2 || odd->line == 3);
		assert_int_not_equal(str_find(odd->message, str_from(cases[i].part)), SIZE_MAX);
		assert_non_null(codebook_find(codebook, STR("last")));
		codebook_free(codebook);
		buffer_free(&content);
	}
	test_folder_remove(folder);
}

/* The mistakes of families; the tag behind them is always there. */
static void test_oddities_of_families(void **state)
{
	(void)state;
	static const struct {
		const char *families;
		unsigned line, column;
		const char *part;
	} cases[] = {
		{"families: 3", 1, 11, "families must be a list"},
		{"families:\n- {label: x}", 2, 3, "without id"},
		{"families:\n- a\n- a", 3, 3, "twice"},
		{"families:\n- {id: a, parent: b}", 2, 19, "unknown parent \"b\""},
		{"families:\n- {id: a, parent: b}\n- {id: b, parent: a}", 2, 19,
			"below itself"},
		{"families:\n- {id: a, choice: few}", 2, 19, "single or multiple"},
		{"families:\n- {id: a, required: maybe}", 2, 21, "true or false"},
		{"families:\n- {id: a, colour: 7}", 2, 19, "unknown colour \"7\""},
		{"families:\n- {id: a, key: k}", 2, 16, "nothing a family has"},
		{"families:\n- {id: a, families: [{id: b, parent: c}]}", 2, 38, "given twice"},
		{"version: 7", 1, 10, "version"},
	};
	char *folder = test_folder();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer content = {0};
		buffer_format(&content, "%s\ntags:\n- last\n", cases[i].families);
		struct codebook *codebook = load(folder, content.data);
		assert_int_equal(codebook->diagnostics.count, 1);
		const struct diagnostic *odd = &codebook->diagnostics.items[0];
		if (odd->line != cases[i].line || odd->column != cases[i].column)
			fail_msg("%s: at %u:%u", cases[i].families, odd->line, odd->column);
		if (str_find(odd->message, str_from(cases[i].part)) == SIZE_MAX)
			fail_msg("%s", odd->message.s);
		assert_non_null(codebook_find(codebook, STR("last")));
		codebook_free(codebook);
		buffer_free(&content);
	}
	test_folder_remove(folder);
}

static const char tree[] =
	"families:\n"
	"- {id: inner, parent: outer, choice: single, colour: teal}\n"
	"- id: outer\n"
	"  required: true\n"
	"  families: [{id: nested, tags: [deep]}]\n"
	"  tags: [high]\n"
	"tags:\n"
	"- {id: loose, examples: one}\n"
	"- {id: one, family: inner, was: [eins, un]}\n"
	"- {id: two, family: inner, tags: [{id: half, colour: \"#ff0000\"}]}\n"
	"- {id: part, parent: one}\n";

static void test_families_and_tags_stand_in_their_tree(void **state)
{
	(void)state;
	static const struct {
		const char *id, *family, *parent;
		unsigned depth, tint;
	} tags[] = {
		{"high", "outer", NULL, 0, 0},
		{"one", "inner", NULL, 0, 5},
		{"part", "inner", "one", 1, 5},
		{"two", "inner", NULL, 0, 5},
		{"half", "inner", "two", 1, 0},
		{"deep", "nested", NULL, 0, 0},
		{"loose", NULL, NULL, 0, CODEBOOK_TINTS},
	};
	char *folder = test_folder();
	struct codebook *codebook = load(folder, tree);
	assert_int_equal(codebook->diagnostics.count, 0);
	assert_int_equal(codebook->family_count, 3);
	assert_str(codebook->families[0].id, "outer");
	assert_str(codebook->families[1].id, "inner");
	assert_int_equal(codebook->families[1].parent, 0);
	assert_int_equal(codebook->families[1].depth, 1);
	assert_str(codebook->families[2].id, "nested");
	assert_int_equal(codebook->tag_count, sizeof tags / sizeof *tags);
	for (size_t i = 0; i < codebook->tag_count; i++) {
		const struct codebook_tag *tag = &codebook->tags[i];
		assert_str(tag->id, tags[i].id);
		assert_int_equal(tag->depth, tags[i].depth);
		assert_int_equal(tag->tint, tags[i].tint);
		if (tags[i].family)
			assert_str(codebook->families[tag->family].id, tags[i].family);
		else
			assert_int_equal(tag->family, CODEBOOK_NONE);
		if (tags[i].parent)
			assert_str(codebook->tags[tag->parent].id, tags[i].parent);
		else
			assert_int_equal(tag->parent, CODEBOOK_NONE);
	}
	assert_str(codebook_formerly(codebook, STR("un"))->id, "one");
	assert_string_equal(codebook_nearest(codebook, STR("eins")), "one");
	assert_string_equal(codebook_nearest(codebook, STR("hihg")), "high");
	codebook_free(codebook);
	test_folder_remove(folder);
}

/* Too many families in one another lose their parent, not themselves. */
static void test_depth_and_number_are_bounded(void **state)
{
	(void)state;
	struct buffer content = {0};
	char *folder = test_folder();
	buffer_add_cstr(&content, "families:\n- f0\n");
	for (int i = 1; i <= 40; i++)
		buffer_format(&content, "- {id: f%d, parent: f%d}\n", i, i - 1);
	buffer_add_cstr(&content, "tags:\n");
	for (int i = 0; i < CODEBOOK_TAGS_MAX + 3; i++)
		buffer_format(&content, "- t%d\n", i);
	struct codebook *codebook = load(folder, content.data);
	assert_int_equal(codebook->family_count, 41);
	assert_int_equal(codebook->tag_count, CODEBOOK_TAGS_MAX);
	for (size_t i = 0; i < codebook->family_count; i++)
		assert_in_range(codebook->families[i].depth, 0, CODEBOOK_DEPTH_MAX - 1);
	assert_int_equal(codebook->diagnostics.count, 3);
	codebook_free(codebook);
	buffer_free(&content);
	test_folder_remove(folder);
}

static void expect_tags(const struct annotation *annotation, const char *expected)
{
	struct buffer tags = {0};
	buffer_add(&tags, STR(""));
	for (size_t i = 0; i < annotation->tag_count; i++)
		buffer_format(&tags, "%s%s", i ? " " : "", annotation->tags[i]);
	assert_str(buffer_str(&tags), expected);
	buffer_free(&tags);
}

static void test_single_choice_replaces_and_required_is_missed(void **state)
{
	(void)state;
	char *folder = test_folder();
	struct codebook *codebook = load(folder, tree);
	struct annotation *annotation = annotation_new();
	annotation->kind = ANNOTATION_QUOTE;
	assert_int_equal(codebook_missing(codebook, annotation, 0), 0);
	codebook_toggle(codebook, annotation, "loose");
	codebook_toggle(codebook, annotation, "unheard-of");
	assert_int_equal(codebook_missing(codebook, annotation, 0), 0);
	codebook_toggle(codebook, annotation, "one");
	assert_int_equal(codebook_missing(codebook, annotation, 0), CODEBOOK_NONE);
	codebook_toggle(codebook, annotation, "high");
	codebook_toggle(codebook, annotation, "half");
	expect_tags(annotation, "loose unheard-of high half");
	codebook_toggle(codebook, annotation, "half");
	expect_tags(annotation, "loose unheard-of high");
	codebook_toggle(codebook, annotation, "high");
	assert_int_equal(codebook_missing(codebook, annotation, 0), 0);
	assert_int_equal(codebook_missing(codebook, annotation, 1), CODEBOOK_NONE);
	annotation->status = ANNOTATION_REJECTED;
	assert_int_equal(codebook_missing(codebook, annotation, 0), CODEBOOK_NONE);
	annotation_free(annotation);
	codebook_free(codebook);
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
		cmocka_unit_test(test_oddities_of_families),
		cmocka_unit_test(test_families_and_tags_stand_in_their_tree),
		cmocka_unit_test(test_depth_and_number_are_bounded),
		cmocka_unit_test(test_single_choice_replaces_and_required_is_missed),
		cmocka_unit_test(test_what_is_no_codebook_is_refused),
		cmocka_unit_test(test_the_nearest_codebook_upwards_governs),
		cmocka_unit_test(test_the_shipped_codebook_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
