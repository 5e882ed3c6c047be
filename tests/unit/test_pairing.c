/* Pairing the annotations of two people: who is put beside whom, and what is a difference. */
#include "annotating.h"

#include "attache/annotate/pairing.h"

static struct annotation *mark(const char *id, size_t start, size_t end)
{
	struct annotation *annotation = annotation_new();
	snprintf(annotation->id, sizeof annotation->id, "%s", id);
	annotation->range = (struct range){start, end};
	annotation_set(&annotation->exact, STR("words"));
	return annotation;
}

static struct annotation *placeless(const char *id, enum annotation_kind kind,
	enum annotation_status status, const char *exact)
{
	struct annotation *annotation = mark(id, 0, 0);
	annotation->kind = kind;
	annotation->status = status;
	annotation_set(&annotation->exact, str_from(exact));
	return annotation;
}

/* Both sets go with it. Shown as "a1=b1 a2- -b2". */
static void check_pairs(struct annotations *a, struct annotations *b, const char *expected)
{
	struct pairing pairing;
	struct buffer out = {0};
	buffer_add(&out, STR(""));
	pairing_make(&pairing, a, b);
	for (size_t i = 0; i < pairing.count; i++) {
		const struct pair *pair = &pairing.pairs[i];
		buffer_format(&out, "%s%s%s%s", i ? " " : "", pair->a ? pair->a->id : "",
			pair->a && pair->b ? "=" : "-", pair->b ? pair->b->id : "");
	}
	assert_str(buffer_str(&out), expected);
	buffer_free(&out);
	pairing_free(&pairing);
	annotations_free(a);
	annotations_free(b);
}

static struct annotations *set_of(struct annotation **items, size_t count)
{
	struct annotations *set = annotations_new();
	for (size_t i = 0; i < count; i++)
		annotating_add(set, items[i]);
	return set;
}
#define SET(...) \
	set_of((struct annotation *[]){__VA_ARGS__}, \
		sizeof((struct annotation *[]){__VA_ARGS__}) / sizeof(struct annotation *))

static void test_one_id_is_one_thing_wherever_it_stands(void **state)
{
	(void)state;
	check_pairs(SET(mark("x", 10, 20), mark("a", 30, 40)),
		SET(mark("x", 50, 60), mark("b", 10, 20)), "x=x -b a-");
}

static void test_the_same_words_before_what_overlaps(void **state)
{
	(void)state;
	check_pairs(SET(mark("a1", 10, 30), mark("a2", 10, 40)),
		SET(mark("b1", 10, 40), mark("b2", 28, 35)), "a1=b2 a2=b1");
}

static void test_the_same_kind_first(void **state)
{
	(void)state;
	struct annotation *mention = mark("a1", 10, 20);
	mention->kind = ANNOTATION_MENTION;
	check_pairs(SET(mention, mark("a2", 10, 20)), SET(mark("b1", 10, 20)), "a1- a2=b1");
}

static void test_who_shares_most_is_paired_first(void **state)
{
	(void)state;
	check_pairs(SET(mark("a1", 0, 10), mark("a2", 8, 30)),
		SET(mark("b1", 5, 28), mark("b2", 29, 50)), "a1- a2=b1 -b2");
	check_pairs(SET(mark("a1", 0, 100), mark("a2", 10, 20)),
		SET(mark("b1", 12, 22), mark("b2", 60, 100)), "a1=b2 a2=b1");
	check_pairs(SET(mark("a1", 0, 10)), SET(mark("b1", 10, 20)), "a1- -b1");
}

static void test_what_has_no_place(void **state)
{
	(void)state;
	check_pairs(SET(placeless("a1", ANNOTATION_ARTICLE, ANNOTATION_OK, ""),
			    placeless("a2", ANNOTATION_QUOTE, ANNOTATION_ORPHANED, "lost"),
			    placeless("a3", ANNOTATION_QUOTE, ANNOTATION_ORPHANED, "gone")),
		SET(placeless("b1", ANNOTATION_QUOTE, ANNOTATION_ORPHANED, "lost"),
			placeless("b2", ANNOTATION_ARTICLE, ANNOTATION_OK, ""),
			mark("b3", 0, 5)),
		"a1=b2 a2=b1 a3- -b3");
}

/* Whatever the sets, each annotation is in one pair. */
static void test_each_is_in_one_pair(void **state)
{
	(void)state;
	struct test_random random = {5};
	for (size_t round = 0; round < 300; round++) {
		struct annotations *sets[2] = {annotations_new(), annotations_new()};
		struct pairing pairing;
		size_t seen = 0;
		for (size_t i = 0; i < 2; i++)
			for (size_t n = test_random_below(&random, 30); n > 0; n--) {
				char id[24];
				snprintf(id, sizeof id, "%zu%c", n,
					test_random_below(&random, 3) ? "ab"[i] : 'x');
				size_t start = test_random_below(&random, 60);
				annotating_add(sets[i],
					mark(id, start,
						start + test_random_below(&random, 20)));
			}
		pairing_make(&pairing, sets[0], sets[1]);
		for (size_t i = 0; i < pairing.count; i++) {
			const struct pair *pair = &pairing.pairs[i];
			seen += pair->a && pair->b ? 2 : 1;
			assert_true(
				!pair->a || annotations_find(sets[0], pair->a->id) == pair->a);
			assert_true(
				!pair->b || annotations_find(sets[1], pair->b->id) == pair->b);
			for (size_t k = 0; k < i; k++) {
				assert_true(!pair->a || pairing.pairs[k].a != pair->a);
				assert_true(!pair->b || pairing.pairs[k].b != pair->b);
			}
		}
		assert_int_equal(seen, annotations_count(sets[0]) + annotations_count(sets[1]));
		pairing_free(&pairing);
		annotations_free(sets[0]);
		annotations_free(sets[1]);
	}
}

/* ---- differences ----------------------------------------------------------------------------
 */

/* "span tags" for two annotations, which go with it. */
static void check_differences(struct annotation *a, struct annotation *b, const char *expected)
{
	struct pair pair = {a, b};
	struct buffer out = {0};
	buffer_add(&out, STR(""));
	for (size_t i = 0; i < PAIR_DIFFERENCES; i++)
		if (pair_differs(&pair, (enum pair_difference)i))
			buffer_format(&out, "%s%s", out.len ? " " : "",
				pair_difference_name((enum pair_difference)i));
	assert_str(buffer_str(&out), expected);
	assert_int_equal(pair_is_same(&pair), out.len == 0);
	buffer_free(&out);
	annotation_free(a);
	annotation_free(b);
}

static void test_who_and_when_are_no_differences(void **state)
{
	(void)state;
	struct annotation *a = mark("a", 10, 15), *b = mark("b", 10, 15);
	annotation_set(&a->by, STR("ana"));
	a->created = 5;
	a->status = ANNOTATION_MOVED;
	annotation_toggle_tag(a, "one");
	annotation_toggle_tag(a, "two");
	annotation_toggle_tag(b, "two");
	annotation_toggle_tag(b, "one");
	check_differences(a, b, "");
	check_differences(mark("a", 10, 15), mark("a", 20, 25), "");
}

static void test_each_field_is_one(void **state)
{
	(void)state;
	struct annotation *b = mark("b", 10, 16);
	b->kind = ANNOTATION_SPAN;
	b->status = ANNOTATION_SUGGESTED;
	annotation_toggle_tag(b, "one");
	annotation_set(&b->speaker, STR("x"));
	annotation_set(&b->source, STR("x"));
	annotation_set(&b->target, STR("x"));
	annotation_set(&b->note, STR("x"));
	b->stance = 0;
	check_differences(mark("a", 10, 15), b,
		"span kind status tags speaker source target stance note");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_id_is_one_thing_wherever_it_stands),
		cmocka_unit_test(test_the_same_words_before_what_overlaps),
		cmocka_unit_test(test_the_same_kind_first),
		cmocka_unit_test(test_who_shares_most_is_paired_first),
		cmocka_unit_test(test_what_has_no_place),
		cmocka_unit_test(test_each_is_in_one_pair),
		cmocka_unit_test(test_who_and_when_are_no_differences),
		cmocka_unit_test(test_each_field_is_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
