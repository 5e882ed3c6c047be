/* Several forms of a name are one entity; different names are not. */
#include "test.h"

#include "attache/extract/extraction.h"

static struct lexicon *lexicon;

static int open_lists(void **state)
{
	(void)state;
	struct error err;
	const char *folder = getenv("ATTACHE_DATADIR");
	struct buffer path = {0};
	buffer_format(&path, "%s/lexicon.bin", folder ? folder : "build/release/data");
	bool good = lexicon_open(path.data, &lexicon, &err);
	buffer_free(&path);
	return good ? 0 : -1;
}

static int close_lists(void **state)
{
	(void)state;
	lexicon_free(lexicon);
	return 0;
}

/* The entity that is called so, or none. */
static const struct entity *called(const struct extraction *found, const char *name)
{
	for (size_t i = 0; i < found->entity_count; i++)
		if (entity_is_called(&found->entities[i], str_from(name)))
			return &found->entities[i];
	print_message("nothing is called %s\n", name);
	return NULL;
}

static void check(const char *text, const char *one, const char *other, bool same)
{
	struct error err;
	struct document *document = NULL;
	assert_true(document_build(STR("article.txt"), str_from(text), &document, &err));
	struct extraction *found = extraction_run(document, lexicon);
	const struct entity *a = called(found, one), *b = called(found, other);
	assert_non_null(a);
	assert_non_null(b);
	assert_int_equal(a == b, same);
	/* What was joined to another entity is none any more. */
	for (size_t i = 0; i < found->entity_count; i++)
		assert_true(found->entities[i].mention_count > 0);
	for (size_t i = 0; i < found->mention_count; i++)
		assert_true(found->mentions[i].entity < found->entity_count);
	extraction_free(found);
	document_free(document);
}

static void test_an_acronym_is_its_long_form(void **state)
{
	(void)state;
	check("The Kurdistan Workers' Party (PKK) attacked on Monday. The PKK said so.",
		"Kurdistan Workers' Party", "PKK", true);
	check("Officials of the National Hurricane Center met in Miami. The NHC warned of "
	      "floods.",
		"National Hurricane Center", "NHC", true);
}

static void test_country_before_or_behind_a_body(void **state)
{
	(void)state;
	check("The Parliament of the United Kingdom met on Monday. The UK Parliament voted.",
		"Parliament of the United Kingdom", "UK Parliament", true);
}

static void test_bodies_of_two_countries_stay_apart(void **state)
{
	(void)state;
	check("The French Senate met on Monday. The Italian Senate met in Rome on Tuesday.",
		"French Senate", "Italian Senate", false);
}

static void test_accents_do_not_count(void **state)
{
	(void)state;
	check("Jarosław Kaczyński spoke in Warsaw. Later Kaczynski left, officials said.",
		"Jarosław Kaczyński", "Kaczynski", true);
}

static void test_two_people_of_one_family_name(void **state)
{
	(void)state;
	check("Kim Jong Un met Kim Yo Jong in Pyongyang on Monday.", "Kim Jong Un",
		"Kim Yo Jong", false);
}

static void test_one_people_in_two_forms(void **state)
{
	(void)state;
	check("Three Mexicans were hurt, the Mexican government said.", "Mexicans", "Mexican",
		true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_acronym_is_its_long_form),
		cmocka_unit_test(test_country_before_or_behind_a_body),
		cmocka_unit_test(test_bodies_of_two_countries_stay_apart),
		cmocka_unit_test(test_accents_do_not_count),
		cmocka_unit_test(test_two_people_of_one_family_name),
		cmocka_unit_test(test_one_people_in_two_forms),
	};
	return cmocka_run_group_tests(tests, open_lists, close_lists);
}
