/* Whose name stands in annotations: the option, the environment, git, the user. */
#include "test.h"

#include "attache/annotate/annotator.h"

#include <sys/stat.h>

static char *folder, *article;

/* A folder that is a repository, whose user has this name; nothing outside it says another. */
static int set_up(void **state)
{
	(void)state;
	struct buffer command = {0};
	folder = test_folder();
	article = test_file(folder, "a.txt", STR("Text.\n"));
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_CEILING_DIRECTORIES", folder, 1);
	setenv("USER", "login", 1);
	unsetenv("ATTACHE_BY");
	unsetenv("GIT_DIR");
	buffer_format(&command,
		"cd '%s' && mkdir repository && git init -q repository && "
		"git -C repository config user.name 'Ana of Git'",
		folder);
	int status = system(command.data);
	buffer_free(&command);
	return status;
}

static int tear_down(void **state)
{
	(void)state;
	free(article);
	test_folder_remove(folder);
	return 0;
}

static void expect(const char *chosen, const char *path, const char *expected)
{
	char *name = annotator_name(chosen, path);
	if (expected && name)
		assert_string_equal(name, expected);
	else
		assert_true(!expected && !name);
	free(name);
}

static char *in_repository(void)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/repository/a.txt", folder);
	return path.data;
}

static void test_the_first_of_four(void **state)
{
	(void)state;
	char *tracked = in_repository();
	setenv("ATTACHE_BY", "Ana of Environment", 1);
	expect("Ana of Option", tracked, "Ana of Option");
	expect("", tracked, "Ana of Environment");
	expect(NULL, tracked, "Ana of Environment");
	unsetenv("ATTACHE_BY");
	expect(NULL, tracked, "Ana of Git");
	expect(NULL, article, "login");
	unsetenv("USER");
	expect(NULL, article, NULL);
	setenv("USER", "login", 1);
	free(tracked);
}

/* An empty name in the environment is nobody's, and nobody else is asked. */
static void test_nobody_by_environment(void **state)
{
	(void)state;
	char *tracked = in_repository();
	setenv("ATTACHE_BY", "", 1);
	expect(NULL, tracked, NULL);
	expect("Ana of Option", tracked, "Ana of Option");
	unsetenv("ATTACHE_BY");
	free(tracked);
}

static void test_without_git(void **state)
{
	(void)state;
	char *tracked = in_repository(), *path = strdup(getenv("PATH"));
	setenv("PATH", folder, 1);
	expect(NULL, tracked, "login");
	/* Something that is called so and fails, or says nothing. */
	char *git = test_file(folder, "git", STR("#!/bin/sh\nexit 1\n"));
	chmod(git, 0755);
	expect(NULL, tracked, "login");
	free(git);
	setenv("PATH", path, 1);
	free(tracked);
	free(path);
}

/* A name is one line of text, without blanks around it and not without end. */
static void test_names_are_cleaned(void **state)
{
	(void)state;
	struct buffer endless = {0};
	buffer_add_repeat(&endless, 'a', 100000);
	expect("  Ana Orlov \nand more", article, "Ana Orlov");
	expect("Zo\xC3\xAB", article, "Zo\xC3\xAB");
	expect("\x1B[31mAna", article, NULL);
	expect("Zo\xEB", article, NULL);
	expect(" \n", article, NULL);
	expect(endless.data, article, NULL);
	setenv("USER", endless.data, 1);
	expect(NULL, article, NULL);
	setenv("USER", "login", 1);
	buffer_free(&endless);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_first_of_four),
		cmocka_unit_test(test_nobody_by_environment),
		cmocka_unit_test(test_without_git),
		cmocka_unit_test(test_names_are_cleaned),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
