/* Renaming tags: in annotations, and in files of which nothing else changes. */
#include "test.h"

#include "attache/annotate/retag.h"

#define ITEM(id, tags, more) \
	"- id: \"01JDCZ8Q9T4KXV0M3R5W7Y9AB" id "\"\n  kind: span\n  status: ok\n  start: 1\n" \
	"  end: 3\n  exact: \"ne\"\n  tags: " tags "\n" more
#define HEAD "# mine\nversion: 1\nsource:\n  file: \"a.txt\"\n  sha256: \"00\"\nannotations:\n"

static void test_names_and_what_stands_below_them(void **state)
{
	(void)state;
	static const struct {
		const char *before, *after;
	} cases[] = {{"trade", "commerce"}, {"trade/war", "commerce/war"}, {"trader", "trader"},
		{"x/trade", "x/trade"}};
	struct retag retag = {.from = STR("trade"), .to = STR("commerce")};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct annotation *annotation = annotation_new();
		annotation_toggle_tag(annotation, cases[i].before);
		bool changed = strcmp(cases[i].before, cases[i].after) != 0;
		assert_int_equal(retag_annotation(&retag, annotation), changed);
		assert_string_equal(annotation->tags[0], cases[i].after);
		annotation_free(annotation);
	}
}

static void test_of_two_that_become_one_one_stays(void **state)
{
	(void)state;
	struct retag retag = {.from = STR("b"), .to = STR("a")};
	struct annotation *annotation = annotation_new();
	annotation_toggle_tag(annotation, "b");
	annotation_toggle_tag(annotation, "c");
	annotation_toggle_tag(annotation, "a");
	assert_true(retag_annotation(&retag, annotation));
	assert_int_equal(annotation->tag_count, 2);
	assert_string_equal(annotation->tags[0], "c");
	assert_string_equal(annotation->tags[1], "a");
	annotation_free(annotation);
}

static void test_a_codebook_tells_what_was_renamed(void **state)
{
	(void)state;
	struct codebook *codebook;
	struct error err;
	assert_true(codebook_parse(STR("tags:\n- {id: red-line, was: [limit, bound]}\n"
				       "- {id: bound}\n"),
		"x", &codebook, &err));
	struct retag retag = {.formerly = codebook};
	struct annotation *annotation = annotation_new();
	annotation_toggle_tag(annotation, "bound"); /* there is such a tag again */
	assert_false(retag_annotation(&retag, annotation));
	annotation_toggle_tag(annotation, "limit");
	assert_true(retag_annotation(&retag, annotation));
	assert_string_equal(annotation->tags[1], "red-line");
	annotation_free(annotation);
	codebook_free(codebook);
}

static void collect(void *context, const struct change *change)
{
	struct buffer *out = context;
	buffer_format(out, "%s>%s ", change->before->tags[0], change->after->tags[0]);
}

/* Comments, unknown keys, order and style of all other lines stay. */
static void test_only_the_lines_of_tags_change(void **state)
{
	(void)state;
	static const char before[] = HEAD ITEM("A", "[old, other] # why", "  x-mine: 1\n")
		ITEM("B", "[\"older\"]", "") "# end\n" ITEM(
			"C", "[old]", "  note: \"old\"\n  modified: 2026-11-23T18:25:00Z\n");
	char *folder = test_folder();
	char *path = test_file(folder, "a.txt.ann.yaml", str_from(before));
	struct retag retag = {.from = STR("old"), .to = STR("new")};
	struct buffer told = {0};
	struct error err;
	size_t count;
	assert_true(retag_file(&retag, path, false, &count, collect, &told, &err));
	assert_int_equal(count, 2);
	assert_int_equal(told.len, 0);
	struct buffer same = test_read(path);
	assert_str(buffer_str(&same), before);
	assert_true(retag_file(&retag, path, true, &count, collect, &told, &err));
	assert_int_equal(count, 2);
	assert_string_equal(told.data, "old>new old>new ");
	struct buffer after = test_read(path);
	size_t differing = 0;
	struct str old = buffer_str(&same), new = buffer_str(&after), a, b;
	while (str_split(&old, '\n', &a) && str_split(&new, '\n', &b))
		if (!str_equal(a, b)) {
			differing++;
			assert_true(str_starts(b, STR("  tags: [new")));
		}
	assert_int_equal(old.len + new.len, 0);
	assert_int_equal(differing, 2);
	assert_true(retag_file(&retag, path, true, &count, NULL, NULL, &err));
	assert_int_equal(count, 0);
	buffer_free(&same);
	buffer_free(&after);
	buffer_free(&told);
	free(path);
	test_folder_remove(folder);
}

static void test_a_sidecar_that_cannot_be_read_is_left_alone(void **state)
{
	(void)state;
	static const char broken[] = HEAD "- id: [\n";
	char *folder = test_folder();
	char *path = test_file(folder, "a.txt.ann.yaml", str_from(broken));
	struct retag retag = {.from = STR("old"), .to = STR("new")};
	struct error err;
	size_t count;
	assert_false(retag_file(&retag, path, true, &count, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_PARSE);
	struct buffer after = test_read(path);
	assert_str(buffer_str(&after), broken);
	buffer_free(&after);
	free(path);
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_and_what_stands_below_them),
		cmocka_unit_test(test_of_two_that_become_one_one_stays),
		cmocka_unit_test(test_a_codebook_tells_what_was_renamed),
		cmocka_unit_test(test_only_the_lines_of_tags_change),
		cmocka_unit_test(test_a_sidecar_that_cannot_be_read_is_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
