/* XML: the tree that is read, what is refused with its place, what is written. */
#include "test.h"

#include "attache/base/xml.h"

static const struct xml_node *parse(struct arena *arena, const char *text)
{
	const struct xml_node *root;
	struct error err = {0};
	if (!xml_parse(arena, str_from(text), &root, &err))
		fail_msg("%u:%u: %s", err.line, err.column, err.msg);
	return root;
}

static void test_elements_attributes_text_and_places(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	const struct xml_node *root = parse(arena,
		"<?xml version=\"1.0\"?>\n<q:a xmlns:q=\"urn:x\">\n"
		"  <é/><b one='1'\n "
		"q:two=\"&lt;&#x2014;\">x<c>y</c>z<![CDATA[<&]]></b>\n</q:a>");
	assert_str(root->name, "a");
	assert_str(root->space, "urn:x");
	assert_int_equal(root->line, 2);
	assert_int_equal(root->column, 1);
	const struct xml_node *b = root->first->next;
	assert_str(b->name, "b");
	assert_str(b->space, "");
	assert_str(b->text, "xz<&");
	assert_int_equal(b->line, 3);
	assert_int_equal(b->column, 7);
	assert_str(xml_value(b, "one"), "1");
	assert_str(xml_value(b, "two"), "<—");
	assert_str(xml_value(b, "three"), "");
	assert_str(b->first->text, "y");
	assert_null(b->next);
	arena_free(arena);
}

static void check_refused(
	struct str text, enum error_code code, unsigned line, unsigned column, const char *part)
{
	struct arena *arena = arena_new();
	const struct xml_node *root;
	struct error err = {0};
	assert_false(xml_parse(arena, text, &root, &err));
	if (!strstr(err.msg, part))
		fail_msg("%s is not in: %s", part, err.msg);
	assert_int_equal(err.code, code);
	assert_int_equal(err.line, line);
	assert_int_equal(err.column, column);
	assert_in_range(arena_used(arena), 0, 256 * 1024);
	arena_free(arena);
}

static void test_hostile_documents_are_refused_with_their_place(void **state)
{
	(void)state;
	check_refused(STR("<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;\">]>\n"
			  "<a>&c;</a>"),
		ERR_PARSE, 1, 1, "a document type");
	check_refused(
		STR("<?xml version='1.0'?>\n <!DOCTYPE a SYSTEM \"file:///etc/hosts\"><a/>"),
		ERR_PARSE, 2, 2, "a document type");
	check_refused(STR("<a>\n<b></a>"), ERR_PARSE, 2, 8, "mismatch");
	check_refused(STR("<a>&nbsp;</a>"), ERR_PARSE, 1, 10, "not defined");
	check_refused(STR("<a/><a/>"), ERR_PARSE, 1, 5, "Extra content");
	check_refused(STR("<a>\x01</a>"), ERR_PARSE, 1, 4, "Char");
	check_refused(STR("no markup"), ERR_PARSE, 1, 1, "is empty");
	check_refused(STR(""), ERR_PARSE, 1, 1, "empty");
}

static void test_depth_and_number_of_elements_are_bounded(void **state)
{
	(void)state;
	struct buffer text = {0};
	for (int i = 0; i < 100000; i++)
		buffer_add_cstr(&text, "<a>");
	check_refused(buffer_str(&text), ERR_LIMIT, 1, 3 * XML_MAX_DEPTH + 1, "too deep");
	buffer_clear(&text);
	buffer_add_cstr(&text, "<a>");
	for (int i = 0; i < XML_MAX_NODES; i++)
		buffer_add_cstr(&text, "<b/>");
	struct arena *arena = arena_new();
	const struct xml_node *root;
	struct error err;
	assert_false(xml_parse(arena, buffer_str(&text), &root, &err));
	assert_int_equal(err.code, ERR_LIMIT);
	arena_free(arena);
	buffer_free(&text);
}

/* Also text longer than a piece that the parser is given. */
static void test_what_is_written_is_read_back(void **state)
{
	(void)state;
	struct error err;
	struct buffer out = {0}, text = {0};
	for (int i = 0; i < 30000; i++)
		buffer_format(&text, "<%d> & “\r\n\"", i);
	struct xml_writer *writer = xml_writer_new(&err);
	assert_non_null(writer);
	xml_open(writer, "a");
	xml_attribute(writer, "b", STR("\t<\"&'>\n"));
	xml_open(writer, "c");
	xml_text(writer, buffer_str(&text));
	xml_close(writer);
	xml_open(writer, "d");
	xml_text(writer, ((struct str){"x\0\x1By", 4}));
	xml_writer_end(writer, &out);
	struct arena *arena = arena_new();
	const struct xml_node *root = parse(arena, out.data);
	assert_str(xml_value(root, "b"), "\t<\"&'>\n");
	assert_str(root->first->text, text.data);
	assert_str(root->first->next->text, "x\uFFFD\uFFFDy");
	arena_free(arena);
	buffer_free(&text);
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_elements_attributes_text_and_places),
		cmocka_unit_test(test_hostile_documents_are_refused_with_their_place),
		cmocka_unit_test(test_depth_and_number_of_elements_are_bounded),
		cmocka_unit_test(test_what_is_written_is_read_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
