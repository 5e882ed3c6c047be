#include "test.h"

#include "attache/extract/extraction.h"

#include <fcntl.h>
#include <unistd.h>

static char *data_path(void)
{
	struct buffer path = {0};
	const char *folder = getenv("ATTACHE_DATADIR");
	buffer_format(&path, "%s/lexicon.bin", folder ? folder : "build/release/data");
	return path.data;
}

static struct lexicon *open_lexicon(void)
{
	struct lexicon *lexicon = NULL;
	struct error err;
	char *path = data_path();
	assert_true(lexicon_open(path, &lexicon, &err));
	free(path);
	return lexicon;
}

static bool has(const struct lexicon *lexicon, const char *form, enum lexicon_class class,
	const char *country)
{
	struct lexicon_entry entries[LEXICON_CLASSES];
	size_t count = lexicon_find(lexicon, str_from(form), entries, LEXICON_CLASSES);
	for (size_t i = 0; i < count; i++)
		if (entries[i].class == class &&
			str_equal(entries[i].country, str_from(country)))
			return true;
	return false;
}

static void forms_are_found_with_their_country(void **state)
{
	(void)state;
	struct lexicon *lexicon = open_lexicon();
	assert_true(has(lexicon, "South Korea", LEXICON_COUNTRY, "KOR"));
	assert_true(has(lexicon, "U.S.", LEXICON_COUNTRY, "USA"));
	assert_true(has(lexicon, "Dutch", LEXICON_DEMONYM, "NLD"));
	assert_true(has(lexicon, "Beijing", LEXICON_CAPITAL, "CHN"));
	assert_true(has(lexicon, "foreign minister", LEXICON_TITLE, ""));
	assert_false(has(lexicon, "Atlantis", LEXICON_COUNTRY, ""));
	assert_false(has(lexicon, "south korea", LEXICON_COUNTRY, "KOR"));
	lexicon_free(lexicon);
}

static unsigned classes(const struct lexicon *lexicon, const char *form)
{
	return lexicon_classes(lexicon, str_from(form), lexicon_hash(str_from(form)));
}

static void what_begins_no_entry_is_known_from_its_hash(void **state)
{
	(void)state;
	struct lexicon *lexicon = open_lexicon();
	static const char *const beginnings[] = {"Democratic", "Democratic People",
		"Democratic People's Republic of", "foreign"};
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		assert_true(classes(lexicon, beginnings[i]) & LEXICON_LONGER);
	assert_false(classes(lexicon, "South Korea") & LEXICON_LONGER);
	size_t mistaken = 0;
	for (unsigned i = 0; i < 1000; i++) {
		char word[16];
		snprintf(word, sizeof word, "Xyzzy%u", i);
		mistaken += classes(lexicon, word) != 0;
	}
	assert_true(mistaken < 200);
	lexicon_free(lexicon);
}

static void a_form_has_the_classes_of_all_its_entries(void **state)
{
	(void)state;
	struct lexicon *lexicon = open_lexicon();
	static const char *const forms[] = {
		"Georgia", "South Korea", "minister", "said", "Atlantis", ""};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct lexicon_entry entries[LEXICON_CLASSES];
		struct str form = str_from(forms[i]);
		size_t count = lexicon_find(lexicon, form, entries, LEXICON_CLASSES);
		unsigned listed = 0;
		while (count--)
			listed |= 1u << entries[count].class;
		assert_int_equal(classes(lexicon, forms[i]) & ~LEXICON_LONGER, listed);
	}
	lexicon_free(lexicon);
}

static void countries_have_a_usual_name(void **state)
{
	(void)state;
	struct lexicon *lexicon = open_lexicon();
	assert_str(lexicon_country_name(lexicon, STR("GBR")), "United Kingdom");
	assert_str(lexicon_country_name(lexicon, STR("QQQ")), "");
	lexicon_free(lexicon);
}

static void truncated_or_foreign_files_are_refused(void **state)
{
	(void)state;
	char *path = data_path(), *folder = test_folder();
	struct buffer bytes = test_read(path);
	struct error err;
	struct lexicon *lexicon;
	char *cut = test_file(folder, "cut", buffer_str(&bytes));
	/* Every length up to the tables, and some hundred of longer ones. */
	for (size_t left = bytes.len - 1;; left -= 1 + (left > 512 ? left / 64 : 0)) {
		assert_int_equal(truncate(cut, (off_t)left), 0);
		assert_false(lexicon_open(cut, &lexicon, &err));
		assert_int_equal(err.code, ERR_PARSE);
		assert_non_null(strstr(err.msg, "truncated"));
		if (left == 0)
			break;
	}
	free(cut);
	bytes.data[0] = 'X';
	char *foreign = test_file(folder, "foreign", buffer_str(&bytes));
	assert_false(lexicon_open(foreign, &lexicon, &err));
	assert_int_equal(err.code, ERR_PARSE);
	assert_false(lexicon_open(folder, &lexicon, &err));
	free(foreign);
	free(path);
	buffer_free(&bytes);
	test_folder_remove(folder);
}

/* ---- damaged files */

#define HEADER_BYTES 48

/* Find something in an article; what, does not matter. */
static void read_article(const struct lexicon *lexicon)
{
	struct document *document;
	struct error err;
	assert_true(document_build(STR("article"),
		STR("U.S. Secretary of State Anna Orlova met the Chinese foreign minister, "
		    "Wang "
		    "Yi, in the Democratic People's Republic of Korea on Monday.\n\n\"The "
		    "talks "
		    "will go on,\" said Orlova, according to the Ministry of Foreign Affairs."),
		&document, &err));
	extraction_free(extraction_run(document, lexicon));
	document_free(document);
}

/* Open the file with one byte changed; whether it was taken. What opens leads nobody astray. */
static bool opens_changed(int fd, const char *path, size_t at, unsigned mask)
{
	struct lexicon *lexicon = NULL;
	struct error err;
	unsigned char old, new;
	assert_int_equal(pread(fd, &old, 1, (off_t)at), 1);
	new = (unsigned char)(old ^ mask);
	assert_int_equal(pwrite(fd, &new, 1, (off_t)at), 1);
	bool opened = lexicon_open(path, &lexicon, &err);
	if (opened)
		read_article(lexicon);
	else
		assert_int_equal(err.code, ERR_PARSE);
	lexicon_free(lexicon);
	assert_int_equal(pwrite(fd, &old, 1, (off_t)at), 1);
	return opened;
}

static void damaged_files_are_refused_or_harmless(void **state)
{
	(void)state;
	static const unsigned masks[] = {0x01, 0x80, 0xFF};
	char *path = data_path(), *folder = test_folder();
	struct buffer bytes = test_read(path);
	char *damaged = test_file(folder, "damaged", buffer_str(&bytes));
	struct lexicon *lexicon = open_lexicon();
	size_t model = bytes.len - lexicon_model(lexicon).len;
	struct test_random random = {3};
	int fd = open(damaged, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	for (size_t m = 0; m < sizeof masks / sizeof *masks; m++) {
		for (size_t at = 0; at < HEADER_BYTES; at++)
			assert_false(opens_changed(fd, damaged, at, masks[m]));
		for (size_t at = model; at < model + 64 && at < bytes.len; at++)
			opens_changed(fd, damaged, at, masks[m]);
	}
	for (int i = 0; i < 300; i++)
		opens_changed(fd, damaged,
			HEADER_BYTES + test_random_below(&random, bytes.len - HEADER_BYTES),
			(unsigned)(1 + test_random_below(&random, 255)));
	close(fd);
	lexicon_free(lexicon);
	free(damaged);
	free(path);
	buffer_free(&bytes);
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_are_found_with_their_country),
		cmocka_unit_test(what_begins_no_entry_is_known_from_its_hash),
		cmocka_unit_test(a_form_has_the_classes_of_all_its_entries),
		cmocka_unit_test(countries_have_a_usual_name),
		cmocka_unit_test(truncated_or_foreign_files_are_refused),
		cmocka_unit_test(damaged_files_are_refused_or_harmless),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
