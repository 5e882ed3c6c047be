/* Codebooks in the formats they are exchanged in: what is written is read back the same. */
#include "test.h"

#include "attache/annotate/codebook_build.h"
#include "attache/annotate/codebook_format.h"
#include "attache/base/xml.h"

#define RICH \
	"version: 1\nfamilies:\n" \
	"- {id: acts, label: \"What is done\", choice: single, required: true, colour: red}\n" \
	"- {id: press, parent: acts, colour: \"#123456\", define: \"Pressure\\n\\nof all " \
	"kinds.\"}\n" \
	"- {id: empty}\n" \
	"tags:\n" \
	"- {id: red-line, label: \"Red line\", family: press, key: r, define: \"One, " \
	"\\\"two\\\"" \
	" & <three>\", include: [\"a|b\", \"c\\nd\"], exclude: e, examples: [\"=x\", \"f " \
	"\\\\n" \
	"\"], was: [limit, bound]}\n" \
	"- {id: thin-red, parent: red-line, searle: {a: [1, \"1\", null, -0.5]}, scale: " \
	"yes}\n" \
	"- {id: G7, key: \"-\", guid: \"0D62985D-B147-5D01-A9B5-CAE5DCD98342\"}\n" \
	"- {id: odd, define: \"Ends so:\\n\\nkey: w\"}\n" \
	"- plain\n" \
	"rules:\n- \"More than one: yes.\"\n"

static struct codebook *read_as(const struct codebook_format *format, struct str text)
{
	struct codebook *codebook = NULL;
	struct error err = {0};
	if (!format->read(text, "x", &codebook, &err))
		fail_msg("%s: %u:%u: %s\n%s", format->name, err.line, err.column, err.msg,
			text.s);
	if (codebook->diagnostics.count)
		fail_msg("%s: %s", format->name, codebook->diagnostics.items[0].message.s);
	return codebook;
}

static struct buffer write_as(
	const struct codebook_format *format, const struct codebook *codebook)
{
	struct buffer out = {0};
	struct error err = {0};
	if (!format->write(codebook, &out, &err))
		fail_msg("%s: %s", format->name, err.msg);
	return out;
}

static void check_same_item(const struct codebook_item *a, const struct codebook_item *b)
{
	for (unsigned i = 0; i < CODEBOOK_FIELDS; i++) {
		if (i == CODEBOOK_FAMILY) /* a tag below a tag need not say it */
			continue;
		assert_int_equal(a->fields[i].count, b->fields[i].count);
		for (size_t v = 0; v < a->fields[i].count; v++)
			assert_str(a->fields[i].items[v], b->fields[i].items[v].s);
	}
}

static void check_same(const struct codebook *a, const struct codebook *b)
{
	assert_int_equal(a->family_count, b->family_count);
	assert_int_equal(a->tag_count, b->tag_count);
	for (size_t i = 0; i < a->family_count; i++) {
		assert_int_equal(a->families[i].parent, b->families[i].parent);
		check_same_item(a->families[i].item, b->families[i].item);
	}
	for (size_t i = 0; i < a->tag_count; i++) {
		assert_int_equal(a->tags[i].family, b->tags[i].family);
		assert_int_equal(a->tags[i].parent, b->tags[i].parent);
		check_same_item(a->tags[i].item, b->tags[i].item);
	}
}

/* Through each format, and the second time the same bytes. */
static void test_each_format_keeps_all_fields_and_the_tree(void **state)
{
	(void)state;
	struct codebook *codebook = read_as(&codebook_formats[0], STR(RICH));
	for (size_t i = 0; i < codebook_format_count; i++) {
		const struct codebook_format *format = &codebook_formats[i];
		struct buffer once = write_as(format, codebook);
		struct codebook *back = read_as(format, buffer_str(&once));
		check_same(codebook, back);
		struct buffer twice = write_as(format, back);
		assert_string_equal(once.data, twice.data);
		codebook_free(back);
		buffer_free(&once);
		buffer_free(&twice);
	}
	codebook_free(codebook);
}

static void test_yaml_keeps_members_that_attache_does_not_know(void **state)
{
	(void)state;
	struct codebook *codebook = read_as(&codebook_formats[0], STR(RICH));
	struct buffer out = write_as(&codebook_formats[0], codebook);
	assert_non_null(strstr(out.data, "searle: {a: [1, \"1\", null, -0.5]}, scale: yes}\n"));
	assert_non_null(strstr(out.data, "rules: [\"More than one: yes.\"]\n"));
	assert_non_null(strstr(out.data, "choice: \"single\", required: true}\n"));
	buffer_free(&out);
	codebook_free(codebook);
}

/* What other programs write: names that repeat, braces, short colours, no descriptions. */
static void test_codebooks_of_other_programs_are_read(void **state)
{
	(void)state;
	const struct codebook_format *qdc = codebook_format_find(STR("qdc"));
	struct codebook *codebook;
	struct error err;
	assert_true(qdc->read(
		STR("<CodeBook origin=\"Other\" xmlns=\"urn:QDA-XML:codebook:1:0\"><Codes>\n"
		    "<Code guid=\"{0D62985D-B147-5D01-A9B5-CAE5DCD98342}\" isCodable=\"true\" "
		    "color=\"#46a\" name=\"Trade, war\"><Code name=\"Positive\" "
		    "isCodable=\"true\" "
		    "guid=\"1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\"/></Code>\n"
		    "<Code name=\"Themes\" isCodable=\"false\" "
		    "guid=\"2FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\">"
		    "<Code name=\"Positive\" isCodable=\"1\" "
		    "guid=\"3FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\"><Description>key: it is not "
		    "alone\nin its paragraph</Description></Code></Code>\n"
		    "</Codes><Sets/></CodeBook>"),
		"x", &codebook, &err));
	assert_int_equal(codebook->diagnostics.count, 1); /* two with the label Positive */
	assert_int_equal(codebook->family_count, 1);
	assert_str(codebook->families[0].id, "themes");
	assert_str(codebook->families[0].label, "Themes");
	const struct codebook_tag *trade = codebook_find(codebook, STR("trade-war"));
	assert_str(trade->label, "Trade, war");
	assert_str(codebook_item_text(trade->item, CODEBOOK_COLOUR), "#4466aa");
	assert_str(codebook_item_text(trade->item, CODEBOOK_GUID),
		"0D62985D-B147-5D01-A9B5-CAE5DCD98342");
	const struct codebook_tag *inner = codebook_find(codebook, STR("positive"));
	const struct codebook_tag *other = codebook_find(codebook, STR("themes-positive"));
	assert_int_equal(inner->parent, trade - codebook->tags);
	assert_int_equal(other->family, 0);
	assert_str(other->define, "key: it is not alone\nin its paragraph");
	codebook_free(codebook);
}

static void test_what_is_no_codebook_is_refused_with_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *format, *text, *part;
		unsigned line, column;
	} cases[] = {
		{"qdc", "<a/>", "no codebook of REFI-QDA", 1, 1},
		{"qdc", "<CodeBook xmlns=\"urn:other\"><Codes/></CodeBook>", "no codebook", 1,
			1},
		{"qdc", "\n<!DOCTYPE CodeBook [<!ENTITY a \"b\">]><CodeBook/>", "document type",
			2, 1},
		{"csv", "name,label\na,b\n", "is called id", 1, 1},
		{"csv", "id\n\"a", "never closed", 2, 1},
		{"csv", "id\na\nb\xE9\n", "no UTF-8", 3, 2},
		{"csv", "", "empty", 1, 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct codebook *codebook;
		struct error err = {0};
		const struct codebook_format *format = codebook_format_find(
			str_from(cases[i].format));
		assert_false(format->read(str_from(cases[i].text), "x", &codebook, &err));
		if (!strstr(err.msg, cases[i].part))
			fail_msg("%s is not in: %s", cases[i].part, err.msg);
		assert_int_equal(err.line, cases[i].line);
		assert_int_equal(err.column, cases[i].column);
	}
}

static void test_odd_cells_are_told_with_their_place(void **state)
{
	(void)state;
	struct codebook *codebook;
	struct error err;
	const struct codebook_format *csv = codebook_format_find(STR("csv"));
	assert_true(
		csv->read(STR("Kind;ID;Mood;key;choice\nfamily;f;;;single\nthing;t;;tt;x\n"),
			"x", &codebook, &err));
	static const struct {
		const char *part;
		unsigned line, column;
	} expected[] = {{"left out: \"Mood\"", 1, 9}, {"neither family nor tag", 3, 1},
		{"a tag has no such field", 3, 13}, {"more than one character", 3, 10}};
	assert_int_equal(codebook->diagnostics.count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct diagnostic *item = &codebook->diagnostics.items[i];
		if (!strstr(item->message.s, expected[i].part))
			fail_msg("%s is not in: %s", expected[i].part, item->message.s);
		assert_int_equal(item->line, expected[i].line);
		assert_int_equal(item->column, expected[i].column);
	}
	assert_true(codebook->families[0].single);
	codebook_free(codebook);
}

/* The structure that the standard's schema demands: codes only, each with its three attributes,
 * the description before what a code holds. */
static void check_code(const struct xml_node *code)
{
	assert_str(code->name, "Code");
	assert_int_equal(xml_value(code, "guid").len, 36);
	assert_true(xml_value(code, "name").len > 0);
	assert_true(str_equal(xml_value(code, "isCodable"), STR("true")) ||
		    str_equal(xml_value(code, "isCodable"), STR("false")));
	struct str colour = xml_value(code, "color");
	assert_true(colour.len == 0 || (colour.len == 7 && colour.s[0] == '#'));
	for (const struct xml_node *child = code->first; child; child = child->next)
		if (child != code->first || !str_equal(child->name, STR("Description")))
			check_code(child);
}

static void test_qdc_has_the_structure_of_the_standard(void **state)
{
	(void)state;
	struct error err;
	struct arena *arena = arena_new();
	const struct xml_node *root;
	struct codebook *codebook = read_as(&codebook_formats[0], STR(RICH));
	struct buffer out = write_as(codebook_format_find(STR("qdc")), codebook);
	assert_true(xml_parse(arena, buffer_str(&out), &root, &err));
	assert_str(root->name, "CodeBook");
	assert_str(root->space, "urn:QDA-XML:codebook:1.0");
	assert_str(root->first->name, "Codes");
	assert_null(root->first->next);
	for (const struct xml_node *code = root->first->first; code; code = code->next)
		check_code(code);
	assert_str(xml_value(root->first->first, "color"), "#C0392B");
	arena_free(arena);
	buffer_free(&out);
	codebook_free(codebook);
}

static void test_formats_are_told_by_the_ending(void **state)
{
	(void)state;
	assert_string_equal(codebook_format_of(STR("a/b.QDC"))->name, "qdc");
	assert_string_equal(codebook_format_of(STR("b.csv"))->name, "csv");
	assert_string_equal(codebook_format_of(STR("csv"))->name, "yaml");
	assert_null(codebook_format_find(STR("xml")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_format_keeps_all_fields_and_the_tree),
		cmocka_unit_test(test_yaml_keeps_members_that_attache_does_not_know),
		cmocka_unit_test(test_codebooks_of_other_programs_are_read),
		cmocka_unit_test(test_what_is_no_codebook_is_refused_with_its_place),
		cmocka_unit_test(test_odd_cells_are_told_with_their_place),
		cmocka_unit_test(test_qdc_has_the_structure_of_the_standard),
		cmocka_unit_test(test_formats_are_told_by_the_ending),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
