/* What extraction costs: processor time and memory of `attache extract` at growing sizes,
 * beside grep counting lines with names by a pattern, and what opening the data takes. Usage:
 * bench_extract ATTACHE FOLDER RUNS [FOLDER-OF-ARTICLES]; without articles the text is made up
 * (prose.h). */
#include "prose.h"

#include "attache/base/buffer.h"
#include "attache/base/error.h"
#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/extract/extraction.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MEGABYTE 1000000.0
#define SPEED_BAR 8.0   /* MB a second on one core */
#define OPENING_BAR 3.0 /* ms */

struct cost {
	double seconds, megabytes; /* of the processor, of memory at most */
};

_Noreturn static void give_up(const char *what)
{
	fprintf(stderr, "bench_extract: %s\n", what);
	exit(1);
}

static int by_seconds(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;
	return (x->seconds > y->seconds) - (x->seconds < y->seconds);
}

/* Run a program whose output nobody reads. */
static struct cost run(char *const *arguments)
{
	struct rusage usage;
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
		if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
			_exit(127);
		execvp(arguments[0], arguments);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0 || !WIFEXITED(status) ||
		WEXITSTATUS(status) > 1)
		give_up("a program did not run");
	struct timeval user = usage.ru_utime, system = usage.ru_stime;
	return (struct cost){(double)(user.tv_sec + system.tv_sec) +
				     (double)(user.tv_usec + system.tv_usec) / 1e6,
		(double)usage.ru_maxrss * 1024 / MEGABYTE};
}

static struct cost median(char *const *arguments, size_t runs)
{
	struct cost *costs = memory_zeroed(runs, sizeof *costs);
	for (size_t i = 0; i < runs; i++)
		costs[i] = run(arguments);
	qsort(costs, runs, sizeof *costs, by_seconds);
	struct cost middle = costs[runs / 2];
	free(costs);
	return middle;
}

/* All articles of a folder, one behind the other. */
static void add_articles(struct buffer *out, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		struct buffer path = {0}, bytes = {0};
		struct error err;
		buffer_format(&path, "%s/%s", folder, entries[i]->d_name);
		bool article = str_ends(buffer_str(&path), STR(".md")) ||
			       str_ends(buffer_str(&path), STR(".txt"));
		if (article && file_read(path.data, 0, &bytes, NULL, &err)) {
			buffer_add(out, buffer_str(&bytes));
			buffer_add_cstr(out, "\n\n");
		}
		buffer_free(&path);
		buffer_free(&bytes);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

static void write_file(const char *path, struct str piece, size_t size)
{
	FILE *file = fopen(path, "w");
	for (size_t done = 0; file && done < size;) {
		size_t part = size - done < piece.len ? size - done : piece.len;
		if (fwrite(piece.s, 1, part, file) != part)
			break;
		done += part;
	}
	if (!file || fclose(file) != 0)
		give_up("cannot write a text");
}

static void measure_size(
	char *program, const char *folder, struct str piece, size_t size, size_t runs)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/extract-%zu.md", folder, size);
	write_file(path.data, piece, size);
	char verb[] = "extract", counter[] = "grep", option[] = "-cE";
	char names[] = "([A-Z][a-z]+ ){2}";
	char *extract[] = {program, verb, path.data, NULL};
	char *grep[] = {counter, option, names, path.data, NULL};
	struct cost ours = median(extract, runs), theirs = median(grep, runs);
	double megabytes = (double)size / MEGABYTE;
	double speed = megabytes / ours.seconds, most = 3 * megabytes + 12;
	printf("%5.0f MB  %8.2f s  %6.1f MB/s  %5.1f times grep   %6.1f MB of %.0f%s%s\n",
		megabytes, ours.seconds, speed, ours.seconds / theirs.seconds, ours.megabytes,
		most, speed < SPEED_BAR ? "  SLOW" : "",
		ours.megabytes > most ? "  LARGE" : "");
	fflush(stdout);
	unlink(path.data);
	buffer_free(&path);
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

/* Map the data and find nothing in an empty article. */
static void measure_opening(const char *data, size_t runs)
{
	struct buffer path = {0};
	struct error err;
	double least = 1e9;
	buffer_format(&path, "%s/lexicon.bin", data);
	for (size_t i = 0; i < runs; i++) {
		struct lexicon *lexicon;
		struct document *document;
		double start = now();
		if (!lexicon_open(path.data, &lexicon, &err) ||
			!document_build(STR("empty"), STR(""), &document, &err))
			give_up(err.msg);
		extraction_free(extraction_run(document, lexicon));
		document_free(document);
		lexicon_free(lexicon);
		double took = now() - start;
		least = took < least ? took : least;
	}
	printf("opening the data: %.3f ms%s\n", least, least > OPENING_BAR ? "  SLOW" : "");
	buffer_free(&path);
}

int main(int argc, char **argv)
{
	static const size_t sizes[] = {1000000, 10000000, 100000000};
	const char *data = getenv("ATTACHE_DATADIR");
	struct buffer text = {0};
	size_t runs = 0;
	if (argc < 4 || !data || !str_to_size(str_from(argv[3]), &runs) || runs == 0)
		give_up("usage: bench_extract ATTACHE FOLDER RUNS [FOLDER-OF-ARTICLES]");
	if (argc > 4)
		add_articles(&text, argv[4]);
	if (text.len == 0)
		prose_add(&text, 2000000, false);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		measure_size(argv[1], argv[2], buffer_str(&text), sizes[i],
			sizes[i] > 50000000 ? 1 : runs);
	measure_opening(data, runs);
	buffer_free(&text);
	return 0;
}
