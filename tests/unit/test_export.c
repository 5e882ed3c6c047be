/* Exports of small articles built here: positions, escaping, order, repeatability. */
#include "test.h"

#include "attache/export/export.h"

/* An article with its annotations, freed whole. */
struct fixture {
	struct document *document;
	struct annotations *set;
	struct export_article article;
	unsigned made;
};

static struct str country(const void *context, struct str speaker)
{
	(void)context;
	return str_equal(speaker, STR("Kaja Kallas")) ? STR("EST") : STR("");
}

static void fixture_open(struct fixture *fixture, struct str bytes)
{
	struct error err = {0};
	*fixture = (struct fixture){0};
	if (!document_build(STR("talks.txt"), bytes, &fixture->document, &err))
		fail_msg("%s", err.msg);
	fixture->set = annotations_new();
	fixture->article = (struct export_article){.document = fixture->document,
		.annotations = fixture->set,
		.speaker_country = country};
}

static void fixture_close(struct fixture *fixture)
{
	annotations_free(fixture->set);
	document_free(fixture->document);
}

/* A new annotation on the first occurrence of `words`, with an id that sorts by its making. */
static struct annotation *annotate(struct fixture *fixture, const char *words)
{
	struct annotation *annotation = annotation_new();
	struct str exact = str_from(words);
	size_t start = str_find(fixture->document->text, exact);
	assert_true(start != (size_t)-1);
	snprintf(annotation->id, sizeof annotation->id, "01JDCZ8Q9T4KXV0M3R5W7Y%04u",
		++fixture->made);
	annotation->kind = ANNOTATION_QUOTE;
	annotation->range = (struct range){start, start + exact.len};
	annotation_set(&annotation->exact, exact);
	annotation->created = 1732386000000;
	return annotation;
}

static void add(struct fixture *fixture, struct annotation *annotation)
{
	struct change inverse;
	assert_true(annotations_apply(
		fixture->set, (struct change){.after = annotation}, &inverse));
	change_free(inverse);
}

static struct buffer export_as(
	const struct fixture *fixture, const char *name, struct export_options options)
{
	struct buffer out = {0};
	const struct export_format *format = export_format_find(str_from(name));
	assert_non_null(format);
	options.article_count = 1;
	format->begin(&out, &options);
	format->article(&out, &fixture->article, &options, 0);
	format->end(&out, &options);
	return out;
}

static bool holds(const struct buffer *out, const char *part)
{
	bool found = str_find(buffer_str(out), str_from(part)) != (size_t)-1;
	if (!found)
		print_error("missing: %s\nin: %s\n", part, out->data);
	return found;
}

/* The positions a JSON export gives for the annotation on `words` in `bytes`. */
static void check_positions(struct str bytes, const char *words, size_t start, size_t end)
{
	struct fixture fixture;
	char expected[64];
	fixture_open(&fixture, bytes);
	add(&fixture, annotate(&fixture, words));
	struct buffer out = export_as(&fixture, "json", (struct export_options){0});
	snprintf(expected, sizeof expected, "\"start\": %zu,", start);
	assert_true(holds(&out, expected));
	snprintf(expected, sizeof expected, "\"end\": %zu,", end);
	assert_true(holds(&out, expected));
	buffer_free(&out);
	fixture_close(&fixture);
}

static void test_positions_count_code_points(void **state)
{
	(void)state;
	check_positions(STR("He said no.\n"), "no", 8, 10);
	check_positions(STR("\xF0\x9F\x95\x8A\xEF\xB8\x8F said no.\n"), "no", 8, 10);
	check_positions(STR("e\xCC\x81t\xC3\xA9 said no.\n"), "no", 10, 12);
	check_positions(STR("One.\r\n\r\nTwo.\r\rHe said no.\r\n"), "no", 20, 22);
	check_positions(STR("\xEF\xBB\xBFHe said no.\n"), "no", 8, 10);
	check_positions(STR("\xD7\x90\xD7\x91\xD7\x92 said no.\n"), "\xD7\x91\xD7\x92", 1, 3);
	check_positions(STR("\xF0\x9F\x87\xAA\xF0\x9F\x87\xAA\xE2\x80\x9Cno\xE2\x80\x9D.\n"),
		"no", 3, 5);
}

static void test_position_after_nul(void **state)
{
	(void)state;
	check_positions(STR("A zero \0 in a text that is otherwise prose, he said no.\n"), "no",
		52, 54);
}

static void test_csv_header_and_row(void **state)
{
	(void)state;
	struct fixture fixture;
	fixture_open(&fixture, STR("Talks\n\nThe door is open, Kallas said.\n"));
	struct annotation *annotation = annotate(&fixture, "The door is open");
	annotation_set(&annotation->speaker, STR("Kaja Kallas"));
	annotation_toggle_tag(annotation, "offer");
	annotation_toggle_tag(annotation, "warning");
	annotation->stance = -2;
	add(&fixture, annotation);
	struct buffer out = export_as(&fixture, "csv", (struct export_options){0});
	assert_true(str_starts(buffer_str(&out),
		STR("id,file,title,outlet,date,kind,speaker,speaker_country,source,target,tags,"
		    "stance,exact,note,status,start,end,paragraph,created,modified,by\r\n")));
	assert_true(holds(&out, "quote,Kaja Kallas,EST,,,offer|warning,-2,The door is open,,ok,"
				"7,23,1,2024-11-23T18:20:00Z,,\r\n"));
	buffer_free(&out);
	fixture_close(&fixture);
}

static void test_csv_quotes_cells(void **state)
{
	(void)state;
	struct fixture fixture;
	fixture_open(&fixture, STR("He said \"no, never\".\n"));
	struct annotation *annotation = annotate(&fixture, "\"no, never\"");
	annotation_set(&annotation->note, STR("two\nlines"));
	annotation_set(&annotation->by, STR("a,b"));
	add(&fixture, annotation);
	struct buffer out = export_as(&fixture, "csv", (struct export_options){0});
	assert_true(holds(&out, ",\"\"\"no, never\"\"\",\"two\nlines\",ok,"));
	assert_true(holds(&out, ",\"a,b\"\r\n"));
	buffer_free(&out);
	fixture_close(&fixture);
}

static void test_csv_guards_formulas(void **state)
{
	(void)state;
	static const struct {
		const char *note, *guarded, *raw;
	} cases[] = {
		{"=1+1", ",'=1+1,", ",=1+1,"},
		{"+1", ",'+1,", ",+1,"},
		{"-1", ",'-1,", ",-1,"},
		{"@SUM(A1)", ",'@SUM(A1),", ",@SUM(A1),"},
		{"\t=1", ",'\t=1,", ",\t=1,"},
		{"\r=1", ",\"'\r=1\",", ",\"\r=1\","},
		{"=1,2", ",\"'=1,2\",", ",\"=1,2\","},
		{"a=1", ",a=1,", ",a=1,"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture fixture;
		fixture_open(&fixture, STR("He said no.\n"));
		struct annotation *annotation = annotate(&fixture, "no");
		annotation_set(&annotation->note, str_from(cases[i].note));
		add(&fixture, annotation);
		struct buffer out = export_as(&fixture, "csv", (struct export_options){0});
		assert_true(holds(&out, cases[i].guarded));
		buffer_free(&out);
		out = export_as(&fixture, "csv", (struct export_options){.raw = true});
		assert_true(holds(&out, cases[i].raw));
		buffer_free(&out);
		fixture_close(&fixture);
	}
}

static void test_stance_is_a_number_not_a_formula(void **state)
{
	(void)state;
	struct fixture fixture;
	fixture_open(&fixture, STR("He said no.\n"));
	struct annotation *annotation = annotate(&fixture, "no");
	annotation->stance = -3;
	add(&fixture, annotation);
	struct buffer out = export_as(&fixture, "csv", (struct export_options){0});
	assert_true(holds(&out, ",-3,no,"));
	buffer_free(&out);
	fixture_close(&fixture);
}

static void test_orphans_keep_words_and_positions(void **state)
{
	(void)state;
	static const char *const parts[] = {"orphaned,900,903,,", "\"start\": 900",
		"## No longer found in the article\n\n> maybe\n>\n> \xE2\x80\x94 orphaned\n"};
	static const char *const formats[] = {"csv", "json", "markdown"};
	struct fixture fixture;
	fixture_open(&fixture, STR("He said no.\n"));
	struct annotation *annotation = annotate(&fixture, "no");
	annotation_set(&annotation->exact, STR("maybe"));
	annotation->range = (struct range){0, 0};
	annotation->saved_start = 900;
	annotation->saved_end = 903;
	annotation->status = ANNOTATION_ORPHANED;
	add(&fixture, annotation);
	for (size_t i = 0; i < 3; i++) {
		struct buffer out = export_as(&fixture, formats[i], (struct export_options){0});
		assert_true(holds(&out, parts[i]));
		assert_true(holds(&out, "maybe"));
		buffer_free(&out);
	}
	fixture_close(&fixture);
}

static void test_about_the_article_has_no_position(void **state)
{
	(void)state;
	struct fixture fixture;
	fixture_open(&fixture, STR("He said no.\n"));
	struct annotation *annotation = annotate(&fixture, "no");
	annotation->kind = ANNOTATION_ARTICLE;
	annotation->range = (struct range){0, 0};
	annotation_set(&annotation->exact, STR(""));
	annotation_set(&annotation->note, STR("one-sided"));
	add(&fixture, annotation);
	struct buffer out = export_as(&fixture, "csv", (struct export_options){0});
	assert_true(holds(&out, ",article,,,,,,,,one-sided,ok,,,,"));
	buffer_free(&out);
	out = export_as(&fixture, "json", (struct export_options){0});
	assert_true(str_find(buffer_str(&out), STR("\"start\"")) == (size_t)-1);
	buffer_free(&out);
	out = export_as(&fixture, "markdown", (struct export_options){0});
	assert_true(holds(&out, "\n> \xE2\x80\x94 About the article\n\n^01JD"));
	assert_true(holds(&out, "\n\none-sided\n"));
	buffer_free(&out);
	fixture_close(&fixture);
}

static void test_markdown_shows_text_as_it_is(void **state)
{
	(void)state;
	struct fixture fixture;
	fixture_open(&fixture, STR("Talks\n\nIt was held in Oslo, where it was said that\n"
				   "# 5 *stars* [x](y) <b>.\n"));
	struct annotation *annotation = annotate(&fixture, "that\n# 5 *stars* [x](y) <b>.");
	annotation_set(&annotation->speaker, STR("Kaja Kallas"));
	annotation_set(&annotation->source, STR("EU statement"));
	annotation_toggle_tag(annotation, "red-line");
	annotation_set(&annotation->note, STR("1. not a list\n- nor this"));
	add(&fixture, annotation);
	struct buffer out = export_as(&fixture, "markdown", (struct export_options){0});
	assert_true(
		holds(&out, "\n> that\n> \\# 5 \\*stars\\* \\[x\\](y) \\<b>.\n>\n"
			    "> \xE2\x80\x94 Kaja Kallas (EST), EU statement \xC2\xB7 red-line "
			    "\xC2\xB7 [1]\n\n^01JDCZ8Q9T4KXV0M3R5W7Y0001\n\n"
			    "1\\. not a list\n\\- nor this\n"));
	assert_true(holds(&out, "annotations: 1\n---\n"));
	buffer_free(&out);
	fixture_close(&fixture);
}

static void test_readers_date_is_told(void **state)
{
	(void)state;
	struct fixture fixture;
	fixture_open(&fixture, STR("He said no.\n"));
	fixture.article.date = STR("2024-05-14");
	add(&fixture, annotate(&fixture, "no"));
	struct buffer out = export_as(&fixture, "json", (struct export_options){0});
	assert_true(holds(&out, "\"date\": \"2024-05-14\""));
	buffer_free(&out);
	fixture_close(&fixture);
}

static void test_same_input_same_bytes(void **state)
{
	(void)state;
	struct buffer first[8] = {{0}};
	assert_in_range(export_format_count, 3, 8);
	for (int round = 0; round < 2; round++) {
		struct fixture fixture;
		fixture_open(&fixture, STR("He said no. She said yes.\n"));
		struct annotation *no = annotate(&fixture, "no");
		struct annotation *yes = annotate(&fixture, "yes");
		/* The order in which they were made does not show. */
		add(&fixture, round ? no : yes);
		add(&fixture, round ? yes : no);
		for (size_t i = 0; i < export_format_count; i++) {
			struct buffer out = export_as(
				&fixture, export_formats[i]->name, (struct export_options){0});
			if (round == 0) {
				first[i] = out;
				continue;
			}
			assert_str(buffer_str(&out), first[i].data);
			buffer_free(&out);
			buffer_free(&first[i]);
		}
		fixture_close(&fixture);
	}
}

static void test_many_articles_in_one_json(void **state)
{
	(void)state;
	struct fixture fixture;
	struct buffer out = {0};
	struct export_options options = {.article_count = 2};
	const struct export_format *json = export_format_find(STR("json"));
	fixture_open(&fixture, STR("He said no.\n"));
	json->begin(&out, &options);
	json->article(&out, &fixture.article, &options, 0);
	json->article(&out, &fixture.article, &options, 1);
	json->end(&out, &options);
	assert_true(
		str_starts(buffer_str(&out), STR("{\n  \"version\": 1,\n  \"articles\": [\n    "
						 "{\n      \"file\": \"talks.txt\"")));
	assert_true(holds(&out, "\n    },\n    {\n"));
	assert_true(str_ends(buffer_str(&out), STR("\n    }\n  ]\n}\n")));
	buffer_free(&out);
	fixture_close(&fixture);
}

static void test_formats_have_unique_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < export_format_count; i++) {
		assert_ptr_equal(export_format_find(str_from(export_formats[i]->name)),
			export_formats[i]);
		assert_in_range(strlen(export_formats[i]->help), 1, 60);
	}
	assert_null(export_format_find(STR("docx")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_positions_count_code_points),
		cmocka_unit_test(test_position_after_nul),
		cmocka_unit_test(test_csv_header_and_row),
		cmocka_unit_test(test_csv_quotes_cells),
		cmocka_unit_test(test_csv_guards_formulas),
		cmocka_unit_test(test_stance_is_a_number_not_a_formula),
		cmocka_unit_test(test_orphans_keep_words_and_positions),
		cmocka_unit_test(test_about_the_article_has_no_position),
		cmocka_unit_test(test_markdown_shows_text_as_it_is),
		cmocka_unit_test(test_readers_date_is_told),
		cmocka_unit_test(test_same_input_same_bytes),
		cmocka_unit_test(test_many_articles_in_one_json),
		cmocka_unit_test(test_formats_have_unique_names),
	};
	return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
