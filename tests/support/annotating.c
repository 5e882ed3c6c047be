#include "annotating.h"

#include "attache/annotate/anchor.h"

struct document *annotating_document(const char *path, struct str text)
{
	struct document *document;
	struct error err = {0};
	if (!document_build(str_from(path), text, &document, &err))
		fail_msg("%s", err.msg);
	return document;
}

/* ---- texts ---------------------------------------------------------------------------------
 */

static const char *const words[] = {"the", "minister", "said", "that", "talks", "with", "Seoul",
	"would", "resume", "after", "a", "year", "of", "silence", "“we", "cannot", "wait”",
	"Germany’s", "envoy", "sanctions", "border", "hotline", "no", "date", "was", "named",
	"—", "trade", "delegation", "warned", "against", "steps", "U.S.", "Kyōto", "naïve",
	"deal", "river", "ships", "observers", "agreed", "on", "paper", "only", "🚢"};

struct buffer annotating_prose(struct test_random *random, size_t paragraphs)
{
	struct buffer out = {0};
	for (size_t i = 0; i < paragraphs; i++) {
		size_t count = 20 + test_random_below(random, 60);
		for (size_t j = 0; j < count; j++) {
			buffer_add_cstr(&out,
				words[test_random_below(random, sizeof words / sizeof *words)]);
			buffer_add_cstr(&out, j % 12 == 11     ? "\n"
					      : j + 1 == count ? ".\n\n"
							       : " ");
		}
	}
	return out;
}

void annotating_hostile(struct test_random *random, struct buffer *out)
{
	static const char *const pieces[] = {"a", "no", "\"", "\\", "'", "\n", "\r\n", "\t",
		"\x01", "\x1b[31m", "\x7f", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9",
		"\xef\xbb\xbf", "\xef\xbf\xbe", "\xef\xbf\xbf", "😀", "👩‍🚀", "e\xcc\x81",
		"漢字", "שלום", "\xe2\x80\xae", "# ", ": ", "- ", "\n- id: \"x\"\n", "---\n",
		"...\n", " ", "   ", "%", "&a", "*a", "!t", "{", "}", "[", "]", ",", "|", ">\n",
		"@", "`", "\\x41", "\\n", "~", "null", "1.5", "\xf4\x8f\xbf\xbf",
		"\xf0\x9f\x87\xa9"};
	size_t count = 1 + test_random_below(random, 12);
	if (test_random_below(random, 100) == 0)
		count = 5000;
	for (size_t i = 0; i < count; i++)
		buffer_add_cstr(
			out, pieces[test_random_below(random, sizeof pieces / sizeof *pieces)]);
}

/* ---- annotations
 * --------------------------------------------------------------------------- */

static void maybe_hostile(struct test_random *random, char **field)
{
	struct buffer text = {0};
	if (test_random_below(random, 2))
		annotating_hostile(random, &text);
	annotation_set(field, buffer_str(&text));
	buffer_free(&text);
}

struct annotation *annotating_random(
	struct test_random *random, const struct document *document)
{
	struct annotation *annotation = annotation_new();
	struct str text = document->text;
	annotation_make_id(annotation->id);
	annotation->kind = (enum annotation_kind)test_random_below(random, ANNOTATION_KINDS);
	annotation->status = (enum annotation_status)test_random_below(
		random, ANNOTATION_STATUSES);
	if (annotation->kind != ANNOTATION_ARTICLE) {
		size_t start = utf8_previous(text, test_random_below(random, text.len - 200));
		size_t end = start + 1 + test_random_below(random, 150);
		annotation->range = (struct range){
			start, utf8_next(text, utf8_previous(text, end))};
		anchor_make(annotation, document);
		if (annotation->status == ANNOTATION_ORPHANED)
			annotation->range = (struct range){0, 0};
	}
	maybe_hostile(random, &annotation->speaker);
	maybe_hostile(random, &annotation->source);
	maybe_hostile(random, &annotation->target);
	maybe_hostile(random, &annotation->note);
	maybe_hostile(random, &annotation->by);
	for (size_t i = test_random_below(random, 4); i > 0; i--) {
		static const char *const tags[] = {"red-line", "warning", "no", "a, b", "x]",
			"\"", "[", "1", "é", "true", "g8"};
		const char *tag = tags[test_random_below(random, sizeof tags / sizeof *tags)];
		if (!annotation_has_tag(annotation, tag))
			annotation_toggle_tag(annotation, tag);
	}
	if (test_random_below(random, 2))
		annotation->stance = (int8_t)(test_random_below(random, 7)) - 3;
	annotation->created = 1000 * (int64_t)test_random_below(random, 4000000000u);
	if (test_random_below(random, 2))
		annotation->modified = annotation->created + 1000;
	return annotation;
}

struct annotation *annotating_on(const struct document *document, const char *exact)
{
	struct annotation *annotation = annotation_new();
	size_t start = str_find(document->text, str_from(exact));
	assert_int_not_equal(start, SIZE_MAX);
	annotation_make_id(annotation->id);
	annotation->kind = ANNOTATION_QUOTE;
	annotation->range = (struct range){start, start + strlen(exact)};
	annotation->created = 1732386000000;
	anchor_make(annotation, document);
	return annotation;
}

void annotating_add(struct annotations *set, struct annotation *annotation)
{
	struct change inverse;
	assert_true(annotations_apply(set, (struct change){NULL, annotation}, &inverse));
	change_free(inverse);
}

void annotating_replace(struct annotations *set, struct annotation *after)
{
	struct change inverse;
	const struct annotation *before = annotations_find(set, after->id);
	assert_non_null(before);
	assert_true(annotations_apply(
		set, (struct change){annotation_copy(before), after}, &inverse));
	change_free(inverse);
}

void annotating_remove(struct annotations *set, const char *id)
{
	struct change inverse;
	const struct annotation *before = annotations_find(set, id);
	assert_non_null(before);
	assert_true(annotations_apply(
		set, (struct change){annotation_copy(before), NULL}, &inverse));
	change_free(inverse);
}

/* ---- comparing
 * ----------------------------------------------------------------------------- */

static void expect_text(
	const char *name, const char *id, const char *actual, const char *expected)
{
	if (actual == expected || (actual && expected && strcmp(actual, expected) == 0))
		return;
	fail_msg("%s of %s: have \"%s\", want \"%s\"", name, id, actual ? actual : "(none)",
		expected ? expected : "(none)");
}

void annotating_expect_same(const struct annotation *actual, const struct annotation *expected)
{
	const char *id = expected->id;
	assert_string_equal(actual->id, id);
	expect_text("kind", id, annotation_kind_name(actual->kind),
		annotation_kind_name(expected->kind));
	expect_text("status", id, annotation_status_name(actual->status),
		annotation_status_name(expected->status));
	assert_int_equal(actual->range.start, expected->range.start);
	assert_int_equal(actual->range.end, expected->range.end);
	expect_text("exact", id, actual->exact, expected->exact);
	expect_text("prefix", id, actual->prefix, expected->prefix);
	expect_text("suffix", id, actual->suffix, expected->suffix);
	expect_text("speaker", id, actual->speaker, expected->speaker);
	expect_text("source", id, actual->source, expected->source);
	expect_text("target", id, actual->target, expected->target);
	expect_text("note", id, actual->note, expected->note);
	expect_text("by", id, actual->by, expected->by);
	assert_int_equal(actual->tag_count, expected->tag_count);
	for (size_t i = 0; i < expected->tag_count; i++)
		expect_text("tag", id, actual->tags[i], expected->tags[i]);
	assert_int_equal(actual->stance, expected->stance);
	assert_int_equal(actual->created, expected->created);
	assert_int_equal(actual->modified, expected->modified);
}

void annotating_expect_same_sets(
	const struct annotations *actual, const struct annotations *expected)
{
	assert_int_equal(annotations_count(actual), annotations_count(expected));
	for (size_t i = 0; i < annotations_count(expected); i++)
		annotating_expect_same(annotations_at(actual, i), annotations_at(expected, i));
}
