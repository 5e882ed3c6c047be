/* The sidecar as text: what is written reads back, what is not ours stays byte for byte. */
#include "annotating.h"

#include "attache/annotate/sidecar.h"

static struct buffer write_over(
	struct str previous, const struct document *document, const struct annotations *set)
{
	struct buffer out = {0};
	struct error err = {0};
	if (!sidecar_write(&out, previous, document, set, &err))
		fail_msg("%u:%u: %s\n%.*s", err.line, err.column, err.msg, STR_ARG(previous));
	return out;
}

static struct annotations *read_back(struct str text, const struct document *document)
{
	struct annotations *set = NULL;
	struct error err = {0};
	if (!sidecar_parse(text, document, &set, &err))
		fail_msg("%u:%u: %s\n%.*s", err.line, err.column, err.msg, STR_ARG(text));
	return set;
}

static void expect_reads_back(
	struct str text, const struct document *document, const struct annotations *set)
{
	struct annotations *back = read_back(text, document);
	annotating_expect_same_sets(back, set);
	annotations_free(back);
}

static struct document *prose(uint64_t seed, size_t paragraphs)
{
	struct test_random random = {seed};
	struct buffer text = annotating_prose(&random, paragraphs);
	struct document *document = annotating_document("art icle.txt", buffer_str(&text));
	buffer_free(&text);
	return document;
}

/* ---- reading what was written
 * -------------------------------------------------------------- */

static void test_the_text_of_one_annotation(void **state)
{
	(void)state;
	struct document *document = annotating_document(
		"talks.txt", STR("Talks\n\nThe minister said “the window for diplomacy is "
				 "closing” and left.\n"));
	struct annotations *set = annotations_new();
	struct annotation *annotation = annotating_on(document, "the window for diplomacy is");
	snprintf(annotation->id, sizeof annotation->id, "01JDCZ8Q9T4KXV0M3R5W7Y9ABC");
	annotation_set(&annotation->speaker, STR("Kaja Kallas"));
	annotation_toggle_tag(annotation, "red-line");
	annotation_toggle_tag(annotation, "no");
	annotation->stance = -1;
	annotation_set(&annotation->note, STR("a \"strong\"\nword"));
	annotating_add(set, annotation);
	struct buffer text = write_over(STR(""), document, set);
	struct str items = buffer_str(&text);
	size_t at = str_find(items, STR("annotations:"));
	assert_int_not_equal(at, SIZE_MAX);
	assert_str(str_slice(items, (struct range){at, items.len}),
		"annotations:\n"
		"- id: \"01JDCZ8Q9T4KXV0M3R5W7Y9ABC\"\n"
		"  kind: quote\n"
		"  status: ok\n"
		"  start: 26\n"
		"  end: 53\n"
		"  exact: \"the window for diplomacy is\"\n"
		"  prefix: \"Talks\\n\\nThe minister said “\"\n"
		"  suffix: \" closing” and left.\\n\"\n"
		"  speaker: \"Kaja Kallas\"\n"
		"  tags: [red-line, \"no\"]\n"
		"  stance: -1\n"
		"  note: \"a \\\"strong\\\"\\nword\"\n"
		"  created: 2024-11-23T18:20:00Z\n");
	buffer_free(&text);
	annotations_free(set);
	document_free(document);
}

static void test_random_annotations_read_back(void **state)
{
	(void)state;
	struct document *document = prose(1, 40);
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct test_random random = {seed};
		struct annotations *set = annotations_new();
		for (size_t i = test_random_below(&random, 12); i > 0; i--)
			annotating_add(set, annotating_random(&random, document));
		struct buffer text = write_over(STR(""), document, set);
		expect_reads_back(buffer_str(&text), document, set);
		struct buffer again = write_over(buffer_str(&text), document, set);
		assert_int_equal(again.len, text.len);
		assert_memory_equal(again.data, text.data, text.len);
		buffer_free(&again);
		buffer_free(&text);
		annotations_free(set);
	}
	document_free(document);
}

static void test_a_very_long_note_reads_back(void **state)
{
	(void)state;
	struct document *document = prose(1, 3);
	struct annotations *set = annotations_new();
	struct annotation *annotation = annotating_on(document, "minister");
	struct buffer note = {0};
	for (size_t i = 0; i < 100000; i++)
		buffer_add_cstr(&note, "line\t“é”\n");
	annotation_set(
		&annotation->note, str_slice(buffer_str(&note), (struct range){0, 1000000}));
	annotating_add(set, annotation);
	struct buffer text = write_over(STR(""), document, set);
	expect_reads_back(buffer_str(&text), document, set);
	buffer_free(&text);
	buffer_free(&note);
	annotations_free(set);
	document_free(document);
}

/* ---- splicing
 * ------------------------------------------------------------------------------ */

/* A sidecar as a hand, another program and a year of work leave it. */
static const char handmade[] =
	"# my own heading\n"
	"version: 1\n"
	"project: {name: \"north\", seats: [1, 2]}   # not attaché's\n"
	"source:\n"
	"    file: \"art icle.txt\"\n"
	"    sha256: \"none\"   # old\n"
	"    chars: 5\n"
	"    shelf: 'B 12'\n"
	"annotations:\n"
	"# the first ones were made in Brussels\n"
	"- id: \"A1\"\n"
	"  # why it matters\n"
	"  kind: quote\n"
	"  start: 10    # counted by hand\n"
	"  end: 15\n"
	"  x-colour: 'green'\n"
	"  exact: 'x'\n"
	"  note: |\n"
	"    two\n"
	"    lines\n"
	"  x-list:\n"
	"  - one\n"
	"  - two: 3\n"
	"\n"
	"- kind: span\n"
	"  id: B2\n"
	"  status: moved\n"
	"  start: 20\n"
	"  end: 30\n"
	"  tags:\n"
	"  - red-line\n"
	"  - \"a, b\"\n"
	"  note: plain words - here\n"
	"  # end of B2\n"
	"- {id: C3, kind: mention, start: 40, end: 44, x: [1, {y: no}], note: \"flow\"}\n"
	"after: \"the list\"\n"
	"# last words\n";

static const char handmade_plain[] = "version: 1\n"
				     "annotations:\n"
				     "  - id: \"A1\"\n"
				     "    kind: quote\n"
				     "    start: 10\n"
				     "    end: 15\n"
				     "    note: \"n\"\n"
				     "    x-desk: \"asia\"\n"
				     "\n"
				     "  # between\n"
				     "  - id: \"B2\"\n"
				     "    kind: span\n"
				     "    start: 20\n"
				     "    end: 30\n"
				     "tail: yes\n";

static void test_nothing_changed_is_no_byte_changed(void **state)
{
	(void)state;
	static const char *const texts[] = {handmade_plain, "annotations: []\n",
		"annotations:\n", "x: 1\n", "# only this",
		"version: 1\nannotations:\n- id: a\n  kind: article",
		"\xef\xbb\xbfversion: 1\r\nannotations:\r\n- id: \"a\"\r\n  kind: article\r\n",
		"---\nannotations:\n- id: a\n  kind: article\n...\n",
		"version: 1\nannotations:\n-   id: \"a\"\n    kind: article\n\n\n# bye\nb: "
		"2\n"};
	struct document *document = prose(1, 5);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct annotations *set = read_back(str_from(texts[i]), document);
		if (annotations_count(set) == 0) {
			annotations_free(set);
			continue;
		}
		struct buffer text = write_over(str_from(texts[i]), document, set);
		assert_str(buffer_str(&text), texts[i]);
		buffer_free(&text);
		annotations_free(set);
	}
	document_free(document);
}

static void test_an_empty_list_takes_the_first_annotation(void **state)
{
	(void)state;
	static const char *const texts[] = {"annotations: []\nb: 2\n",
		"annotations:\nsource:\n  file: \"x\"\n", "annotations:\n", "x: 1\n",
		"# only this", "", "a: 1", "annotations: [\n ] # c\nlast: 1\n",
		"version: 1\nannotations: ~\n"};
	struct document *document = prose(1, 5);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct annotations *set = annotations_new();
		annotating_add(set, annotating_on(document, "minister"));
		struct buffer text = write_over(str_from(texts[i]), document, set);
		expect_reads_back(buffer_str(&text), document, set);
		annotations_free(set);
		set = annotations_new();
		struct buffer empty = write_over(buffer_str(&text), document, set);
		expect_reads_back(buffer_str(&empty), document, set);
		buffer_free(&empty);
		buffer_free(&text);
		annotations_free(set);
	}
	document_free(document);
}

static void change_note(struct annotations *set, const char *id, const char *note)
{
	struct annotation *after = annotation_copy(annotations_find(set, id));
	annotation_set(&after->note, str_from(note));
	annotating_replace(set, after);
}

/* Lines that only one of the texts has, from the first to the last difference. */
static size_t differing_lines(struct str a, struct str b, struct str *ours)
{
	size_t lines = 0, start = 0;
	while (start < a.len && start < b.len && a.s[start] == b.s[start])
		start++;
	while (start > 0 && a.s[start - 1] != '\n')
		start--;
	while (a.len > start && b.len > start && a.s[a.len - 1] == b.s[b.len - 1])
		a.len--, b.len--;
	*ours = str_slice(b, (struct range){start, b.len});
	for (size_t i = start; i < b.len; i++)
		lines += b.s[i] == '\n';
	return lines + 1;
}

static void test_one_changed_note_is_one_changed_line(void **state)
{
	(void)state;
	struct document *document = prose(1, 20);
	struct test_random random = {5};
	struct annotations *set = annotations_new();
	for (size_t i = 0; i < 50; i++) {
		struct annotation *annotation = annotating_random(&random, document);
		annotation_set(&annotation->note, STR("first"));
		annotating_add(set, annotation);
	}
	struct buffer before = write_over(STR(""), document, set);
	change_note(set, annotations_at(set, 25)->id, "second\nline");
	struct buffer after = write_over(buffer_str(&before), document, set);
	struct str ours;
	assert_int_equal(differing_lines(buffer_str(&before), buffer_str(&after), &ours), 1);
	assert_true(str_starts(ours, STR("  note: \"second\\nline")));
	buffer_free(&before);
	buffer_free(&after);
	annotations_free(set);
	document_free(document);
}

static void test_what_is_not_ours_survives_a_change(void **state)
{
	(void)state;
	static const char *const kept[] = {"# my own heading\n",
		"project: {name: \"north\", seats: [1, 2]}   # not attaché's\n", "\"   # old\n",
		"    shelf: 'B 12'\n", "# the first ones were made in Brussels\n",
		"  # why it matters\n", "  start: 10    # counted by hand\n",
		"  x-colour: 'green'\n", "  exact: 'x'\n", "  x-list:\n  - one\n  - two: 3\n\n",
		"- kind: span\n  id: B2\n", "  # end of B2\n",
		"after: \"the list\"\n# last words\n"};
	struct document *document = prose(1, 5);
	struct str flowless = str_from(handmade);
	struct buffer text = {0};
	/* Without the item in flow style every line can stay. */
	size_t flow = str_find(flowless, STR("- {id"));
	size_t end = str_find(flowless, STR("after:"));
	buffer_add(&text, str_slice(flowless, (struct range){0, flow}));
	buffer_add(&text, str_slice(flowless, (struct range){end, flowless.len}));
	struct annotations *set = read_back(buffer_str(&text), document);
	assert_int_equal(annotations_count(set), 2);
	assert_string_equal(annotations_find(set, "A1")->note, "two\nlines\n");
	change_note(set, "A1", "other");
	change_note(set, "B2", "words");
	struct buffer out = write_over(buffer_str(&text), document, set);
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (str_find(buffer_str(&out), str_from(kept[i])) == SIZE_MAX)
			fail_msg("lost: %s\nin:\n%s", kept[i], out.data);
	expect_reads_back(buffer_str(&out), document, set);
	buffer_free(&out);
	buffer_free(&text);
	annotations_free(set);
	document_free(document);
}

static void test_an_item_in_flow_style_is_written_anew_with_all_keys(void **state)
{
	(void)state;
	struct document *document = prose(1, 5);
	struct annotations *set = read_back(str_from(handmade), document);
	assert_int_equal(annotations_count(set), 3);
	change_note(set, "C3", "changed");
	struct buffer out = write_over(str_from(handmade), document, set);
	static const char *const kept[] = {"  x: [1, {y: no}]\n", "  x-colour: 'green'\n",
		"  # end of B2\n", "project: {name", "after: \"the list\"\n# last words\n"};
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (str_find(buffer_str(&out), str_from(kept[i])) == SIZE_MAX)
			fail_msg("lost: %s\nin:\n%s", kept[i], out.data);
	expect_reads_back(buffer_str(&out), document, set);
	buffer_free(&out);
	annotations_free(set);
	document_free(document);
}

/* Every line of `text` that holds "x-" or "#" or a key that is not ours. */
static void expect_foreign_lines_kept(struct str before, struct str after)
{
	struct str line;
	while (str_split(&before, '\n', &line)) {
		bool foreign = str_find(line, STR("#")) != SIZE_MAX ||
			       str_find(line, STR("x-")) != SIZE_MAX ||
			       str_starts(line, STR("tail"));
		if (foreign && str_find(after, line) == SIZE_MAX)
			fail_msg("lost: %.*s\nin:\n%.*s", STR_ARG(line), STR_ARG(after));
	}
}

static void test_a_thousand_random_changes_keep_what_is_foreign(void **state)
{
	(void)state;
	struct document *document = prose(1, 20);
	for (uint64_t seed = 1; seed <= 4; seed++) {
		struct test_random random = {seed};
		struct annotations *set = read_back(str_from(handmade_plain), document);
		struct buffer text = {0};
		buffer_add_cstr(&text, handmade_plain);
		for (size_t step = 0; step < 250; step++) {
			size_t count = annotations_count(set);
			struct annotation *after = annotating_random(&random, document);
			const struct annotation *held = annotations_at(
				set, test_random_below(&random, count));
			bool ours = held->id[0] != 'A' && held->id[0] != 'B';
			size_t choice = test_random_below(&random, 3);
			if (choice == 0 && count < 30) {
				annotating_add(set, after);
			} else if (choice == 1 && ours) {
				annotation_free(after);
				char id[ANNOTATION_ID_LENGTH + 1];
				memcpy(id, held->id, sizeof id);
				annotating_remove(set, id);
			} else {
				memcpy(after->id, held->id, sizeof after->id);
				annotation_set(&after->unknown, str_from(held->unknown));
				annotating_replace(set, after);
			}
			struct buffer next = write_over(buffer_str(&text), document, set);
			expect_reads_back(buffer_str(&next), document, set);
			expect_foreign_lines_kept(str_from(handmade_plain), buffer_str(&next));
			buffer_free(&text);
			text = next;
		}
		buffer_free(&text);
		annotations_free(set);
	}
	document_free(document);
}

static void test_a_key_added_to_an_unended_last_line(void **state)
{
	(void)state;
	struct document *document = prose(1, 5);
	struct str text = STR("annotations:\n  - id: a");
	struct annotations *set = read_back(text, document);
	change_note(set, "a", "m");
	struct buffer out = write_over(text, document, set);
	assert_str(buffer_str(&out), "annotations:\n  - id: a\n    note: \"m\"\n");
	buffer_free(&out);
	annotations_free(set);
	document_free(document);
}

static void test_windows_line_ends_and_a_missing_last_one(void **state)
{
	(void)state;
	struct document *document = prose(1, 5);
	struct str text = STR(
		"version: 1\r\nannotations:\r\n- id: \"a\"\r\n  kind: article\r\n  x-y: 1\r\n"
		"  note: \"n\"");
	struct annotations *set = read_back(text, document);
	assert_string_equal(annotations_at(set, 0)->note, "n");
	change_note(set, "a", "m");
	annotating_add(set, annotating_on(document, "minister"));
	struct buffer out = write_over(text, document, set);
	expect_reads_back(buffer_str(&out), document, set);
	assert_int_not_equal(str_find(buffer_str(&out), STR("  x-y: 1\r\n")), SIZE_MAX);
	buffer_free(&out);
	annotations_free(set);
	document_free(document);
}

/* ---- refusing
 * ------------------------------------------------------------------------------ */

static void test_what_is_wrong_is_named_with_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		unsigned line, column;
		const char *part;
	} cases[] = {
		{"- a\n", 1, 1, "must be a mapping"},
		{"---\n...\n", 2, 1, "must be a mapping"},
		{"{annotations: []}\n", 1, 1, "start of lines"},
		{"# c\n  version: 1\n", 2, 3, "start of lines"},
		{"annotations: 5\n", 1, 14, "must be a list"},
		{"annotations:\n- 5\n", 2, 3, "must be a mapping"},
		{"annotations:\n- kind: quote\n", 2, 3, "id is missing"},
		{"annotations:\n- id: a\n- id: a\n", 3, 3, "twice"},
		{"annotations:\n- id: a\n  id: b\n", 3, 3, "twice"},
		{"annotations:\n- id: \"012345678901234567890123456\"\n", 2, 7, "id must"},
		{"annotations:\n- id: a\n  kind: poem\n", 3, 9, "kind must be"},
		{"annotations:\n- id: a\n  status: 1\n", 3, 11, "status must be"},
		{"annotations:\n- id: a\n  start: -1\n", 3, 10, "whole number"},
		{"annotations:\n- id: a\n  start: \"1\"\n", 3, 10, "whole number"},
		{"annotations:\n- id: a\n  start: 3\n  end: 2\n", 2, 3, "before start"},
		{"annotations:\n- id: a\n  stance: 4\n", 3, 11, "between"},
		{"annotations:\n- id: a\n  stance: 99999999999999999999\n", 3, 11, "whole"},
		{"annotations:\n- id: a\n  tags: {a: b}\n", 3, 9, "must be a list"},
		{"annotations:\n- id: a\n  tags: [[a]]\n", 3, 10, "must be text"},
		{"annotations:\n- id: a\n  note: [a]\n", 3, 9, "note must be text"},
		{"annotations:\n- id: a\n  note: \"a\\0b\"\n", 3, 9, "NUL"},
		{"annotations:\n- id: a\n  created: yesterday\n", 3, 12, "must be a time"},
		{"annotations:\n- id: a\n  note: &x b\n", 3, 9, "anchors"},
		{"version: 2\n", 1, 10, "newer"},
		{"version: [1]\n", 1, 10, "whole number"},
		{"annotations:\n- id: a\nannotations:\n- id: b\n", 3, 1, "twice"},
		{"version: 1\nannotations:\n- id: a\n  x: \"\n- id: b\n", 6, 1, "end"},
	};
	struct document *document = prose(1, 2);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct annotations *set = NULL;
		struct error err = {0};
		if (sidecar_parse(str_from(cases[i].text), document, &set, &err))
			fail_msg("accepted: %s", cases[i].text);
		assert_null(set);
		if (err.line != cases[i].line || err.column != cases[i].column ||
			!strstr(err.msg, cases[i].part))
			fail_msg("%s: %u:%u: %s", cases[i].text, err.line, err.column, err.msg);
	}
	document_free(document);
}

static void test_places_beyond_the_text_do_no_harm(void **state)
{
	(void)state;
	struct document *document = annotating_document("a.txt", STR("short\n"));
	struct annotations *set = read_back(
		STR("annotations:\n- id: a\n  kind: quote\n  start: 4\n"
		    "  end: 18446744073709551615\n  exact: \"x\"\n"),
		document);
	assert_int_equal(annotations_at(set, 0)->range.end, 6);
	annotations_free(set);
	document_free(document);
}

/* ---- the article's date
 * ---------------------------------------------------------------------------- */

#define ITEM "annotations:\n- id: a\n  kind: article\n"

/* What a text becomes when its reader sets the date. */
static void expect_dated(const char *before, const char *date, const char *after,
	const struct document *document)
{
	struct annotations *set = read_back(str_from(before), document);
	annotations_set_date(set, date);
	struct buffer text = write_over(str_from(before), document, set);
	assert_string_equal(text.data, after);
	struct annotations *back = read_back(buffer_str(&text), document);
	assert_str(str_from(annotations_date(back)), date);
	annotating_expect_same_sets(back, set);
	struct buffer again = write_over(buffer_str(&text), document, back);
	assert_string_equal(again.data, text.data);
	annotations_free(back);
	annotations_free(set);
	buffer_free(&text);
	buffer_free(&again);
}

static void test_the_date_is_set_in_any_style(void **state)
{
	(void)state;
	static const struct {
		const char *before, *date, *after;
	} cases[] = {
		{"source:\n  file: \"a\"\n  date: \"2024-05-13\"  # hers\n" ITEM, "2026-03-01",
			"source:\n  file: \"a\"\n  date: \"2026-03-01\"  # hers\n" ITEM},
		{"source:\n  date: 2026-03-01\n" ITEM, "2026-03-01",
			"source:\n  date: 2026-03-01\n" ITEM},
		{"source:\n    file: a # name\n    x-mine: 1\n" ITEM, "2026-03-01",
			"source:\n    file: a # name\n    date: \"2026-03-01\"\n"
			"    x-mine: 1\n" ITEM},
		{"source:\n  x-mine:\n    deep: 1\n" ITEM, "2026-03-01",
			"source:\n  date: \"2026-03-01\"\n  x-mine:\n    deep: 1\n" ITEM},
		{"source: {file: a}\n" ITEM, "2026-03-01",
			"source: {date: \"2026-03-01\", file: a}\n" ITEM},
		{"source: {}\n" ITEM, "2026-03-01", "source: {date: \"2026-03-01\"}\n" ITEM},
		{"source:\n" ITEM, "2026-03-01", "source:\n  date: \"2026-03-01\"\n" ITEM},
		{"source:\n  date:\n" ITEM, "2026-03-01",
			"source:\n  date: \"2026-03-01\"\n" ITEM},
		{"# mine\n" ITEM, "2026-03-01",
			"# mine\nsource:\n  date: \"2026-03-01\"\n" ITEM},
		{ITEM "source:\n  file: a", "2026-03-01",
			ITEM "source:\n  file: a\n  date: \"2026-03-01\"\n"},
		{"source:\n  file: a\n  date: \"2024-05-13\"\n" ITEM, "",
			"source:\n  file: a\n" ITEM},
		{"source:\n  date: \"2024-05-13\"\n" ITEM, "", "source:\n  date: \"\"\n" ITEM},
		{"source: {date: 2024-05-13, file: a}\n" ITEM, "",
			"source: {date: \"\", file: a}\n" ITEM},
	};
	struct document *document = annotating_document("a.txt", STR("short\n"));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_dated(cases[i].before, cases[i].date, cases[i].after, document);
	document_free(document);
}

static void test_a_new_sidecar_has_the_readers_date(void **state)
{
	(void)state;
	struct document *document = annotating_document(
		"a.md", STR("---\ntitle: \"Talks\"\ndate: 2024-05-13\n---\nText.\n"));
	static const char *const dates[] = {NULL, "2026-03-01", ""};
	static const char *const lines[] = {
		"  date: \"2024-05-13\"\n", "  date: \"2026-03-01\"\n", NULL};
	for (size_t i = 0; i < 3; i++) {
		struct annotations *set = annotations_new();
		annotations_set_date(set, dates[i]);
		struct buffer text = write_over(STR(""), document, set);
		if (lines[i])
			assert_non_null(strstr(text.data, lines[i]));
		else
			assert_null(strstr(text.data, "date:"));
		annotations_free(set);
		buffer_free(&text);
	}
	document_free(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_text_of_one_annotation),
		cmocka_unit_test(test_random_annotations_read_back),
		cmocka_unit_test(test_a_very_long_note_reads_back),
		cmocka_unit_test(test_nothing_changed_is_no_byte_changed),
		cmocka_unit_test(test_an_empty_list_takes_the_first_annotation),
		cmocka_unit_test(test_one_changed_note_is_one_changed_line),
		cmocka_unit_test(test_what_is_not_ours_survives_a_change),
		cmocka_unit_test(test_an_item_in_flow_style_is_written_anew_with_all_keys),
		cmocka_unit_test(test_a_thousand_random_changes_keep_what_is_foreign),
		cmocka_unit_test(test_a_key_added_to_an_unended_last_line),
		cmocka_unit_test(test_windows_line_ends_and_a_missing_last_one),
		cmocka_unit_test(test_what_is_wrong_is_named_with_its_place),
		cmocka_unit_test(test_places_beyond_the_text_do_no_harm),
		cmocka_unit_test(test_the_date_is_set_in_any_style),
		cmocka_unit_test(test_a_new_sidecar_has_the_readers_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
