/* Findings as JSON Lines: every field, offsets in code points, nothing where nothing is known.
 */
#include "article.h"
#include "test.h"

#include "attache/extract/findings.h"

/* The findings of a text contain this piece, which shows field by field what is written. */
static void expect(const char *text, const char *piece)
{
	struct article article = article_read(str_from(text));
	struct buffer out = {0};
	findings_add_jsonl(&out, STR("a"), article.document, article.document->metadata.date,
		article.found);
	bool found = str_find(buffer_str(&out), str_from(piece)) != (size_t)-1;
	if (!found)
		print_error("missing: %s\nin: %s", piece, out.data);
	assert_true(found);
	assert_int_equal(out.data[out.len - 1], '\n');
	buffer_free(&out);
	article_close(&article);
}

static void a_date_has_what_it_means(void **state)
{
	(void)state;
	expect("Talks open\n\nMonday, May 13, 2024\n\nThe port opened on Friday.",
		"\"canonical\": \"Friday\", \"value\": \"2024-05-10\", \"confidence\"");
	expect("Talks open\n\nMonday, May 13, 2024\n\nThe port opened on Friday.",
		"{\"doc\": \"a\", \"date\": \"2024-05-13\", \"entities\"");
	expect("The port opened on Friday.", "\"canonical\": \"Friday\", \"confidence\"");
	expect("The port opened on 6 May 2024.", "\"value\": \"2024-05-06\"");
}

static void a_quote_has_every_field(void **state)
{
	(void)state;
	expect("“Põhja is open,” Grace Wanjiku said, according to the Kenyan statement.",
		"\"quotes\": [{\"quote_start\": 1, \"quote_end\": 15, \"text\": \"Põhja is "
		"open,\", "
		"\"kind\": \"direct\", \"speaker\": \"Grace Wanjiku\", "
		"\"speaker_start\": 17, \"speaker_end\": 30, \"cue\": \"said\", "
		"\"source\": \"the Kenyan statement\", \"group\": 0, \"confidence\": 95}");
}

static void what_is_unknown_is_left_out(void **state)
{
	(void)state;
	expect("“It stays open for all of us.”",
		"\"text\": \"It stays open for all of us.\", \"kind\": \"direct\", "
		"\"group\": 0, \"confidence\": 50}]}");
}

static void segments_of_an_utterance_share_a_group(void **state)
{
	(void)state;
	expect("“The port,” Grace Wanjiku said, “is open.”",
		"\"cue\": \"said\", \"group\": 0, \"confidence\": 95}, {\"quote_start\": 33");
	expect("“The port,” Grace Wanjiku said, “is open.”",
		"\"text\": \"is open.\", \"kind\": \"direct\", \"speaker\": \"Grace Wanjiku\", "
		"\"speaker_start\": 12, \"speaker_end\": 25, \"cue\": \"said\", \"group\": 0");
}

static void an_unnamed_speaker_is_the_words_that_name_him(void **state)
{
	(void)state;
	expect("“The port is open,” officials said.",
		"\"speaker\": \"officials\", \"speaker_start\": 20, \"speaker_end\": 29, ");
}

static void a_statement_is_marked_indirect(void **state)
{
	(void)state;
	expect("Grace Wanjiku said the port would open in May.",
		"\"text\": \"the port would open in May\", \"kind\": \"indirect\", "
		"\"speaker\": \"Grace Wanjiku\", \"speaker_start\": 0, \"speaker_end\": 13, "
		"\"cue\": \"said\"");
}

static void the_line_begins_with_the_name(void **state)
{
	(void)state;
	expect("Nothing.", "{\"doc\": \"a\", \"entities\": [], \"quotes\": []}\n");
}

static void names_without_folder_and_extension(void **state)
{
	(void)state;
	assert_str(findings_name(STR("news/a.b.txt")), "a.b");
	assert_str(findings_name(STR("a")), "a");
	assert_str(findings_name(STR(".hidden")), ".hidden");
	assert_str(findings_name(STR("-")), "stdin");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_has_what_it_means),
		cmocka_unit_test(a_quote_has_every_field),
		cmocka_unit_test(what_is_unknown_is_left_out),
		cmocka_unit_test(segments_of_an_utterance_share_a_group),
		cmocka_unit_test(an_unnamed_speaker_is_the_words_that_name_him),
		cmocka_unit_test(a_statement_is_marked_indirect),
		cmocka_unit_test(the_line_begins_with_the_name),
		cmocka_unit_test(names_without_folder_and_extension),
	};
	return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
