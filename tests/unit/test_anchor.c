/* Anchors: what is kept of a place, and how it is found again. */
#include "annotating.h"

#include "attache/annotate/anchor.h"

static const char text[] =
	"TALKS RESUME\n\n"
	"The foreign minister said on Monday that “the window for diplomacy is closing”, "
	"adding\n"
	"that her country would wait no longer. Observers were less sure.\n\n"
	"A second official repeated the phrase. “We will wait no longer,” he said, and "
	"left.\n\n"
	"Nobody named a date for the next meeting, and nobody was asked to do so.\n";

/* Look for an annotation made on `text` in a changed text. */
static enum anchor_result find_in(
	const char *changed, const char *exact, bool same, struct str *found)
{
	struct document *before = annotating_document("a.txt", str_from(text));
	struct document *after = annotating_document("a.txt", str_from(changed));
	struct annotation *annotation = annotating_on(before, exact);
	struct anchor_index *index = anchor_index_new(after);
	struct range range;
	static char copy[512];
	enum anchor_result result = anchor_find(
		index, annotation, same, annotation->range.start, &range);
	assert_true(range.end <= after->text.len && range.start <= range.end);
	assert_true(range_length(range) < sizeof copy);
	memcpy(copy, after->text.s + range.start, range_length(range));
	*found = (struct str){copy, range_length(range)};
	anchor_index_free(index);
	annotation_free(annotation);
	document_free(before);
	document_free(after);
	return result;
}

/* `text` with the first `old` replaced. */
static char *with(const char *old, const char *new)
{
	struct buffer out = {0};
	size_t at = str_find(str_from(text), str_from(old));
	assert_int_not_equal(at, SIZE_MAX);
	buffer_add_cstr(&out, text);
	buffer_splice(&out, (struct range){at, at + strlen(old)}, str_from(new));
	return out.data;
}

static const char quote[] = "the window for diplomacy is closing";

static void test_making_keeps_words_and_whole_context(void **state)
{
	(void)state;
	struct document *document = annotating_document("a.txt", str_from(text));
	struct annotation *annotation = annotating_on(document, quote);
	assert_string_equal(annotation->exact, quote);
	assert_string_equal(annotation->prefix, "foreign minister said on Monday that “");
	assert_string_equal(annotation->suffix, "”, adding\nthat her country would");
	annotation_free(annotation);
	annotation = annotating_on(document, "TALKS");
	assert_null(annotation->prefix);
	annotation_free(annotation);
	document_free(document);
}

static void test_an_unchanged_source_needs_no_search(void **state)
{
	(void)state;
	struct str found;
	assert_int_equal(find_in(text, quote, true, &found), ANCHOR_OK);
	assert_str(found, quote);
}

static void test_harmless_changes_keep_it_ok(void **state)
{
	(void)state;
	struct str found;
	char *changed = with("TALKS RESUME", "TALKS TO RESUME AGAIN, OFFICIALS SAY");
	assert_int_equal(find_in(changed, quote, false, &found), ANCHOR_OK);
	assert_str(found, quote);
	free(changed);
	changed = with("window for diplomacy is closing”, adding\nthat",
		"window\nfor  diplomacy is\nclosing\", adding that");
	assert_int_equal(find_in(changed, quote, false, &found), ANCHOR_OK);
	assert_str(found, "the window\nfor  diplomacy is\nclosing");
	free(changed);
}

static void test_a_changed_word_is_moved_for_review(void **state)
{
	(void)state;
	struct str found;
	char *changed = with("is closing", "is narrowing");
	assert_int_equal(find_in(changed, quote, false, &found), ANCHOR_MOVED);
	assert_str(found, "the window for diplomacy is narrowing");
	free(changed);
}

static void test_words_that_went_are_orphaned(void **state)
{
	(void)state;
	struct str found;
	char *changed = with("“the window for diplomacy is closing”", "little");
	assert_int_equal(find_in(changed, quote, false, &found), ANCHOR_ORPHANED);
	assert_int_equal(found.len, 0);
	free(changed);
}

static void test_context_tells_twins_apart(void **state)
{
	(void)state;
	struct str found;
	char *changed = with("TALKS RESUME", "“We will wait no longer,” it was said.");
	struct document *after = annotating_document("a.txt", str_from(changed));
	struct document *before = annotating_document("a.txt", str_from(text));
	struct annotation *annotation = annotating_on(before, "We will wait no longer,");
	struct anchor_index *index = anchor_index_new(after);
	struct range range;
	assert_int_equal(anchor_find(index, annotation, false, annotation->range.start, &range),
		ANCHOR_OK);
	assert_true(range.start > 200);
	(void)found;
	anchor_index_free(index);
	annotation_free(annotation);
	document_free(before);
	document_free(after);
	free(changed);
}

static void test_twins_without_context_are_not_guessed_at(void **state)
{
	(void)state;
	struct document *document = annotating_document(
		"a.txt", STR("abc said wait here now\n\nabc said wait here now\n\nabc said "
			     "wait here now\n"));
	struct annotation *annotation = annotation_new();
	struct anchor_index *index = anchor_index_new(document);
	struct range range;
	annotation_set(&annotation->exact, STR("wait"));
	annotation_set(&annotation->prefix, STR("said "));
	annotation_set(&annotation->suffix, STR(" here"));
	assert_int_equal(anchor_find(index, annotation, false, 11, &range), ANCHOR_ORPHANED);
	anchor_index_free(index);
	annotation_free(annotation);
	document_free(document);
}

static void test_nothing_to_look_for(void **state)
{
	(void)state;
	static const char *const empty[] = {"", " \n", "\xe2\x80\x8b"};
	struct document *document = annotating_document("a.txt", str_from(text));
	struct anchor_index *index = anchor_index_new(document);
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		struct annotation *annotation = annotation_new();
		struct range range = {1, 2};
		annotation_set(&annotation->exact, str_from(empty[i]));
		assert_int_equal(
			anchor_find(index, annotation, false, 0, &range), ANCHOR_ORPHANED);
		assert_int_equal(range.end, 0);
		annotation_free(annotation);
	}
	anchor_index_free(index);
	document_free(document);
}

static void test_an_empty_document_orphans(void **state)
{
	(void)state;
	struct str found;
	assert_int_equal(find_in("", quote, false, &found), ANCHOR_ORPHANED);
	assert_int_equal(find_in("\n\n", quote, false, &found), ANCHOR_ORPHANED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_making_keeps_words_and_whole_context),
		cmocka_unit_test(test_an_unchanged_source_needs_no_search),
		cmocka_unit_test(test_harmless_changes_keep_it_ok),
		cmocka_unit_test(test_a_changed_word_is_moved_for_review),
		cmocka_unit_test(test_words_that_went_are_orphaned),
		cmocka_unit_test(test_context_tells_twins_apart),
		cmocka_unit_test(test_twins_without_context_are_not_guessed_at),
		cmocka_unit_test(test_nothing_to_look_for),
		cmocka_unit_test(test_an_empty_document_orphans),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
