/* Merging sidecars as texts: values, comments and unknown keys of both sides, without their
 * article. */
#include "annotating.h"

#include "attache/annotate/sidecar.h"
#include "attache/annotate/sidecar_merge.h"

#define HEAD \
	"# attache annotations\nversion: 1\nsource:\n  file: \"a.txt\"\n" \
	"  sha256: \"1111111111111111111111111111111111111111111111111111111111111111\"\n" \
	"  chars: 90\nannotations:\n"
#define ITEM(id, start, end, more) \
	"- id: \"" id "\"\n  kind: quote\n  status: ok\n  start: " start "\n  end: " end \
	"\n  exact: \"words\"\n" more "  created: 2026-11-23T18:20:00Z\n"

#define A ITEM("A", "10", "15", "  note: \"base\"\n")
#define B ITEM("B", "30", "35", "  tags: [one]\n")

static void check(const char *base, const char *ours, const char *theirs, const char *expected)
{
	struct buffer out = {0};
	struct error err;
	size_t conflicts;
	enum sidecar_version broken;
	assert_true(sidecar_merge(&out,
		(struct str[]){str_from(base), str_from(ours), str_from(theirs)}, &conflicts,
		&broken, &err));
	assert_str(buffer_str(&out), expected);
	assert_int_equal(conflicts, 0);
	buffer_free(&out);
}

static void test_one_side_only(void **state)
{
	(void)state;
	check(HEAD A, HEAD A, HEAD A B, HEAD A B);
	check(HEAD A, HEAD A B, HEAD A, HEAD A B);
	check(HEAD A B, HEAD B, HEAD A B, HEAD B);
	check(HEAD A B, HEAD A B, HEAD B, HEAD B);
	check("", HEAD A, "", HEAD A);
	check("", "", HEAD A, HEAD A);
	check("", HEAD A, HEAD B, HEAD A B);
	check(HEAD A, HEAD A, HEAD, HEAD);
}

static void test_fields_of_one_annotation(void **state)
{
	(void)state;
	check(HEAD A, HEAD ITEM("A", "10", "15", "  note: \"ours\"\n"),
		HEAD ITEM("A", "10", "15", "  tags: [two]\n  stance: -1\n  note: \"base\"\n"),
		HEAD ITEM("A", "10", "15", "  tags: [two]\n  stance: -1\n  note: \"ours\"\n"));
}

static void test_deleted_and_changed_stays(void **state)
{
	(void)state;
	const char *changed = HEAD ITEM("A", "10", "15", "  note: \"changed\"\n");
	check(HEAD A, HEAD, changed, changed);
	check(HEAD A, changed, HEAD, changed);
}

/* Comments and keys of others, on whichever side and whatever else changed there. */
static void test_comments_and_unknown_keys_survive(void **state)
{
	(void)state;
	const char *noted = HEAD ITEM("A", "10", "15", "  note: \"new\"\n");
	const char *reworked = HEAD ITEM(
		"A", "10", "15", "  # why?\n  note: \"base\" # says who\n  x-mine: [1, 2]\n");
	const char *both = HEAD ITEM(
		"A", "10", "15", "  # why?\n  note: \"new\" # says who\n  x-mine: [1, 2]\n");
	check(HEAD A, reworked, noted, both);
	check(HEAD A, noted, reworked, both);
	check("", HEAD A, HEAD ITEM("B", "30", "35", "  # hm\n  x: y\n"),
		HEAD A ITEM("B", "30", "35", "  # hm\n  x: y\n"));
}

static void test_both_sides_comment_on_one_annotation(void **state)
{
	(void)state;
	check(HEAD A, HEAD ITEM("A", "10", "15", "  # ours\n  note: \"base\"\n"),
		HEAD ITEM("A", "10", "15", "  note: \"base\"\n  # theirs\n"),
		HEAD ITEM("A", "10", "15", "  # ours\n  note: \"base\"\n") "  # theirs\n");
	check(HEAD A, HEAD ITEM("A", "10", "15", "  # ours\n  note: \"base\"\n"),
		HEAD ITEM("A", "10", "15", "  note: \"base\"\n  x: y # theirs\n"),
		HEAD ITEM("A", "10", "15",
			"  # ours\n  note: \"base\"\n") "  x: y\n  # theirs\n");
}

/* The source as it was before, with other keys; and what stands around it. */
#define FRAME(chars, source, list, tail) \
	"version: 1\nsource:\n  file: \"a.txt\"\n" source "  chars: " chars \
	"\nannotations:\n" list tail

static void test_frames_of_both_sides(void **state)
{
	(void)state;
	check(FRAME("90", "", A, ""), FRAME("90", "  x: 1\n", A, "x-end: 1\n"),
		FRAME("90", "", B, ""), FRAME("90", "  x: 1\n", B, "x-end: 1\n"));
	check(FRAME("90", "", A, ""), FRAME("90", "", A, "mine:\n  a: 1\n"),
		FRAME("91", "  date: \"2024-05-13\"\n", A, "others:\n- x\n"),
		"version: 1\nsource:\n  date: \"2024-05-13\"\n  file: \"a.txt\"\n  chars: 91\n"
		"annotations:\n" A "mine:\n  a: 1\nothers:\n- x\n");
}

static void test_two_states_of_the_article_are_none(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct error err;
	size_t conflicts;
	enum sidecar_version broken;
	struct buffer theirs = {0};
	buffer_add(&theirs, STR(HEAD A B));
	memset(theirs.data + str_find(buffer_str(&theirs), STR("1111")), '2', 64);
	assert_true(sidecar_merge(&out,
		(struct str[]){STR(HEAD A), STR(HEAD A), buffer_str(&theirs)}, &conflicts,
		&broken, &err));
	memset(theirs.data + str_find(buffer_str(&theirs), STR("2222")), '0', 64);
	assert_str(buffer_str(&out), theirs.data);
	buffer_free(&theirs);
	buffer_free(&out);
}

static void test_a_conflict_keeps_both_with_their_comments(void **state)
{
	(void)state;
	struct buffer out = {0};
	struct error err;
	struct annotations *set;
	size_t conflicts;
	enum sidecar_version broken;
	assert_true(sidecar_merge(&out,
		(struct str[]){STR(HEAD A),
			STR(HEAD ITEM("A", "10", "15", "  note: \"ours\" # mine\n")),
			STR(HEAD ITEM(
				"A", "10", "15", "  note: \"theirs\" # yours\n  x: y\n"))},
		&conflicts, &broken, &err));
	assert_int_equal(conflicts, 1);
	assert_true(sidecar_parse(buffer_str(&out), NULL, &set, &err));
	assert_int_equal(annotations_count(set), 2);
	const struct annotation *held = annotations_find(set, "A");
	assert_string_equal(held->note, "ours");
	size_t other = strcmp(annotations_at(set, 0)->id, "A") == 0;
	const struct annotation *copy = annotations_at(set, other);
	assert_string_equal(copy->conflict_of, "A");
	assert_string_equal(copy->note, "theirs");
	assert_non_null(strstr(out.data, "note: \"ours\" # mine\n"));
	assert_non_null(strstr(out.data, "note: \"theirs\" # yours\n"));
	assert_non_null(strstr(out.data, "  x: y\n"));
	annotations_free(set);
	buffer_free(&out);
}

static void test_what_cannot_be_read_is_named(void **state)
{
	(void)state;
	static const struct str bad = {"annotations: [", 14};
	for (size_t i = 0; i < VERSIONS; i++) {
		struct str versions[VERSIONS] = {STR(HEAD A), STR(HEAD A), STR(HEAD A)};
		struct buffer out = {0};
		struct error err = {0};
		size_t conflicts;
		enum sidecar_version broken = VERSIONS;
		versions[i] = bad;
		assert_false(sidecar_merge(&out, versions, &conflicts, &broken, &err));
		assert_int_equal(broken, i);
		assert_int_equal(err.code, ERR_PARSE);
		assert_int_equal(out.len, 0);
		buffer_free(&out);
	}
}

/* Lists in other styles: indented, in flow style, missing. */
static void test_other_styles(void **state)
{
	(void)state;
	check("", "version: 1\n", HEAD A,
		"version: 1\nannotations:\n" A "source:\n  file: \"a.txt\"\n"
		"  sha256: "
		"\"1111111111111111111111111111111111111111111111111111111111111111\"\n"
		"  chars: 90\n");
	check("", HEAD A, "annotations:\n  - id: B\n    kind: quote\n    exact: x # c\n",
		HEAD "- id: \"B\"\n  kind: quote\n  status: ok\n  start: 0\n  end: 0\n"
		     "  exact: \"x\"\n" A);
	check("", "annotations: [{id: B, exact: x}]\n", "version: 1\nannotations:\n" A,
		"annotations:\n- id: \"B\"\n  kind: quote\n  status: ok\n  start: 0\n  end: 0\n"
		"  exact: \"x\"\n" A "version: 1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_side_only),
		cmocka_unit_test(test_fields_of_one_annotation),
		cmocka_unit_test(test_deleted_and_changed_stays),
		cmocka_unit_test(test_comments_and_unknown_keys_survive),
		cmocka_unit_test(test_both_sides_comment_on_one_annotation),
		cmocka_unit_test(test_frames_of_both_sides),
		cmocka_unit_test(test_two_states_of_the_article_are_none),
		cmocka_unit_test(test_a_conflict_keeps_both_with_their_comments),
		cmocka_unit_test(test_what_cannot_be_read_is_named),
		cmocka_unit_test(test_other_styles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
