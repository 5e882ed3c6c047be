/* make install puts all that is needed below DESTDIR, the program runs from there without the
 * build tree, and make uninstall takes it away again. */
#include "process.h"
#include "test.h"

/* make as a user calls it: without what the make around this test hands down. */
static void run_make(const char *target, const char *folder)
{
	struct buffer script = {0};
	buffer_format(&script,
		"unset MAKEFLAGS MAKELEVEL MFLAGS ATTACHE_DATADIR\n"
		"exec make -s VARIANT=\"$(basename \"$ATTACHE_BUILD\")\" PREFIX=/opt/attache "
		"DATADIR=/opt/attache/share/attache DESTDIR='%s' %s >/dev/null",
		folder, target);
	struct process process = process_run(
		(const char *const[]){"sh", "-c", script.data, NULL}, NULL, (struct str){0});
	assert_string_equal(process.err.data, "");
	assert_int_equal(process.status, 0);
	process_free(&process);
	buffer_free(&script);
}

/* The files below a folder, one on a line, in order. */
static struct process files_of(const char *folder)
{
	return process_run(
		(const char *const[]){"sh", "-c", "find . ! -type d | LC_ALL=C sort", NULL},
		folder, (struct str){0});
}

static bool holds(const struct process *process, const char *line)
{
	for (struct str rest = buffer_str(&process->out), file; str_split(&rest, '\n', &file);)
		if (str_equal(file, str_from(line)))
			return true;
	print_error("missing: %s\n", line);
	return false;
}

static void test_installed_files(void **state)
{
	(void)state;
	char *folder = test_folder();
	static const char *const files[] = {"bin/attache", "share/man/man1/attache.1",
		"share/man/man5/attache-sidecar.5", "share/bash-completion/completions/attache",
		"share/attache/lexicon.bin", "share/attache/codebook.yaml",
		"share/attache/config.yaml", "share/attache/sidecar.schema.json",
		"share/attache/themes/night.yaml"};
	run_make("install", folder);
	struct process process = files_of(folder);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct buffer path = {0};
		buffer_format(&path, "./opt/attache/%s", files[i]);
		assert_true(holds(&process, path.data));
		buffer_free(&path);
	}
	process_free(&process);
	run_make("uninstall", folder);
	process = files_of(folder);
	assert_string_equal(process.out.data, "");
	process_free(&process);
	test_folder_remove(folder);
}

/* With its data folder named, as the paths chosen at build time lie elsewhere. */
static void test_installed_program_runs(void **state)
{
	(void)state;
	char *folder = test_folder();
	run_make("install", folder);
	struct process process = process_run(
		(const char *const[]){"sh", "-c",
			"export ATTACHE_DATADIR=$PWD/opt/attache/share/attache\n"
			"echo 'President Ana Kovac arrived.' >a.txt\n"
			"opt/attache/bin/attache --version && "
			"opt/attache/bin/attache extract --format text a.txt",
			NULL},
		folder, (struct str){0});
	assert_string_equal(process.err.data, "");
	assert_true(str_starts(buffer_str(&process.out), STR("attache ")));
	assert_non_null(strstr(process.out.data, "Ana Kovac, President"));
	assert_int_equal(process.status, 0);
	process_free(&process);
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_installed_files),
		cmocka_unit_test(test_installed_program_runs),
	};
	return cmocka_run_group_tests_name("install", tests, NULL, NULL);
}
