/* Which sidecars an article has, and whose they are. */
#include "annotating.h"

#include "attache/annotate/sidecars.h"

#include <unistd.h>

static const char text[] = "Talks resume\n\nThe minister said that the window is closing.\n";

static void expect_part(const char *annotator, const char *part)
{
	struct buffer out = {0};
	sidecars_add_part(&out, str_from(annotator));
	assert_str(buffer_str(&out), part);
	buffer_free(&out);
}

static void test_part_of_a_name(void **state)
{
	(void)state;
	expect_part("ana", "ana");
	expect_part("Ana María", "Ana%20María");
	expect_part("../../etc", "%2E%2E%2F%2E%2E%2Fetc");
	expect_part("a\nb%", "a%0Ab%25");
	expect_part("-rf", "-rf");
	expect_part("recovered", "%72ecovered");
	expect_part("recovered-2", "%72ecovered-2");
}

static void test_long_names_are_cut_and_differ(void **state)
{
	(void)state;
	struct buffer one = {0}, other = {0}, name = {0};
	buffer_add_repeat(&name, '.', 300);
	sidecars_add_part(&one, buffer_str(&name));
	buffer_add_byte(&name, 'x');
	sidecars_add_part(&other, buffer_str(&name));
	assert_true(one.len <= SIDECARS_PART_MAX && other.len <= SIDECARS_PART_MAX);
	assert_false(str_equal(buffer_str(&one), buffer_str(&other)));
	buffer_free(&one);
	buffer_free(&other);
	buffer_free(&name);
}

static void put(const char *folder, const char *name, const char *content)
{
	free(test_file(folder, name, str_from(content)));
}

/* The annotators found, the shared sidecar as "-", with blanks between. */
static void expect_found(const char *article, const char *expected)
{
	struct document *document;
	struct error err;
	struct sidecars found;
	struct buffer names = {0};
	assert_true(document_load(article, &document, &err));
	sidecars_find(document, &found);
	for (size_t i = 0; i < found.count; i++) {
		const char *annotator = found.items[i].annotator;
		char *whose, *back = sidecars_article(found.items[i].path, &whose);
		buffer_format(&names, "%s%s", i ? " " : "", annotator ? annotator : "-");
		assert_string_equal(back, article);
		assert_str(str_from(whose), annotator ? annotator : "");
		free(back);
		free(whose);
	}
	assert_str(buffer_str(&names), expected);
	buffer_free(&names);
	sidecars_free(&found);
	document_free(document);
}

static void test_sidecars_of_an_article(void **state)
{
	(void)state;
	char *folder = test_folder(), *article = test_file(folder, "a.txt", str_from(text));
	expect_found(article, "");
	put(folder, "a.txt.recovered.ann.yaml", "");
	put(folder, "a.txt.recovered-2.ann.yaml", "");
	put(folder, "b.txt.ann.yaml", "");
	put(folder, "a.txt.ana.yaml", "");
	put(folder, "xa.txt.ann.yaml", "");
	expect_found(article, "");
	put(folder, "a.txt.zoe.ann.yaml", "");
	put(folder, "a.txt.Ana%20Mar\xC3\xAD\x61.ann.yaml", "");
	put(folder, "a.txt.%72ecovered.ann.yaml", "");
	put(folder, "a.txt.one.two.ann.yaml", "");
	put(folder, "a.txt.\xFF.ann.yaml", "");
	put(folder, "a.txt.%00.ann.yaml", "");
	expect_found(article, "Ana Mar\xC3\xAD\x61 recovered zoe");
	put(folder, "a.txt.ann.yaml", "");
	expect_found(article, "- Ana Mar\xC3\xAD\x61 recovered zoe");
	free(article);
	test_folder_remove(folder);
}

static void test_another_articles_sidecar_is_none(void **state)
{
	(void)state;
	char *folder = test_folder(), *article = test_file(folder, "notes", str_from(text));
	put(folder, "notes.txt.ann.yaml", "");
	expect_found(article, "txt");
	char *other = test_file(folder, "notes.txt", str_from(text));
	expect_found(article, "");
	expect_found(other, "-");
	free(article);
	free(other);
	test_folder_remove(folder);
}

static void expect_article(const char *path, const char *article)
{
	char *found = sidecars_article(path, NULL);
	assert_str(str_from(found), article);
	free(found);
}

static void test_articles_that_are_gone_keep_their_name(void **state)
{
	(void)state;
	expect_article("gone/a.txt.ann.yaml", "gone/a.txt");
	expect_article("gone/a.txt.recovered.ann.yaml", "gone/a.txt");
	expect_article("gone/a.txt.recovered-12.ann.yaml", "gone/a.txt");
	expect_article("gone/a.txt.recovered-.ann.yaml", "gone/a.txt.recovered-");
	expect_article("gone/a.txt.yaml", "");
	expect_article("gone/.ann.yaml", "");
}

static void test_reading_one(void **state)
{
	(void)state;
	char *folder = test_folder(), *article = test_file(folder, "a.txt", str_from(text));
	char *path = test_file(folder, "a.txt.ana.ann.yaml",
		STR("version: 1\nannotations:\n- id: \"X1\"\n  start: 0\n  end: 6\n"
		    "  exact: \"window\"\n"));
	struct document *document;
	struct annotations *set;
	struct error err;
	assert_true(document_load(article, &document, &err));
	assert_true(sidecars_read(path, document, &set, NULL, &err));
	const struct annotation *found = annotations_find(set, "X1");
	assert_non_null(found);
	assert_str(str_slice(document->text, found->range), "window");
	annotations_free(set);
	free(path);
	path = test_file(folder, "a.txt.bob.ann.yaml", STR("version: 1\nannotations: [\n"));
	assert_false(sidecars_read(path, document, &set, NULL, &err));
	assert_int_equal(err.code, ERR_PARSE);
	document_free(document);
	free(path);
	free(article);
	test_folder_remove(folder);
}

/* Of articles of one folder, one after the other, the folder is read once; of another one its
 * own names are. */
static void test_many_articles_of_a_folder(void **state)
{
	(void)state;
	char *folders[] = {test_folder(), test_folder()};
	struct sidecars_folder known = {0};
	for (size_t i = 0; i < 2; i++) {
		put(folders[i], "a.txt", "A.");
		put(folders[i], "ab.txt", "B.");
		put(folders[i], "a.txt.ann.yaml", "version: 1\n");
		put(folders[i], i ? "a.txt.zoe.ann.yaml" : "a.txt.ana.ann.yaml",
			"version: 1\n");
		put(folders[i], "ab.txt.ben.ann.yaml", "version: 1\n");
	}
	for (size_t i = 0; i < 4; i++) {
		struct document *document;
		struct sidecars found;
		struct error err;
		struct buffer path = {0};
		buffer_format(&path, "%s/%s", folders[i / 2], i % 2 ? "ab.txt" : "a.txt");
		assert_true(document_load(path.data, &document, &err));
		sidecars_find_in(document, &known, &found);
		assert_int_equal(found.count, i % 2 ? 1 : 2);
		assert_string_equal(found.items[found.count - 1].annotator, i % 2    ? "ben"
									    : i == 2 ? "zoe"
										     : "ana");
		assert_int_equal(known.count, 3);
		sidecars_free(&found);
		document_free(document);
		buffer_free(&path);
	}
	sidecars_folder_free(&known);
	test_folder_remove(folders[0]);
	test_folder_remove(folders[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_part_of_a_name),
		cmocka_unit_test(test_long_names_are_cut_and_differ),
		cmocka_unit_test(test_sidecars_of_an_article),
		cmocka_unit_test(test_another_articles_sidecar_is_none),
		cmocka_unit_test(test_articles_that_are_gone_keep_their_name),
		cmocka_unit_test(test_reading_one),
		cmocka_unit_test(test_many_articles_of_a_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
