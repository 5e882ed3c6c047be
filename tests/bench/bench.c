/* bench: the program beside less and vim, on the same files, in the same minutes. What counts
 * is the ratio, and of each step the best run: what neighbours on the machine cost is no part
 * of it.
 *
 *     bench PROGRAM FOLDER [RUNS [FILE...]]
 *
 * FOLDER receives the articles, a home of its own for every program, and is not cleared. */
#include "drive.h"
#include "prose.h"

#include "attache/annotate/anchor.h"
#include "attache/annotate/sidecar.h"
#include "attache/base/file.h"
#include "attache/base/grapheme.h"
#include "attache/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RUNS_MAX 25
#define ANNOTATIONS 10000

enum step {
	STEP_START,
	STEP_LINE,
	STEP_PAGE,
	STEP_QUOTE,
	STEP_TAB,
	STEP_MARK,
	STEP_SAVED, /* follows from the mark, without a key */
	STEP_END,
	STEP_HOME,
	STEP_SEARCH,
	STEPS
};

enum { ATTACHE, LESS, VIM, TOOLS };

static const struct tool {
	const char *name;
	const char *argv[8];     /* the file follows */
	const char *keys[STEPS]; /* NULL: the tool has no such thing */
	const char *quit;
} tools[TOOLS] = {
	{"attache", {NULL},
		{[STEP_LINE] = "j",
			[STEP_PAGE] = " ",
			[STEP_QUOTE] = "]",
			[STEP_TAB] = "2",
			[STEP_MARK] = ":tag warning\r",
			[STEP_SAVED] = "",
			[STEP_END] = "G",
			[STEP_HOME] = "g",
			[STEP_SEARCH] = "/" PROSE_RARE "\r"},
		"q"},
	{"less", {"less"},
		{[STEP_LINE] = "j",
			[STEP_PAGE] = " ",
			[STEP_END] = "G",
			[STEP_HOME] = "g",
			[STEP_SEARCH] = "/" PROSE_RARE "\r"},
		"q"},
	{"vim", {"vim", "-R", "-N", "-n", "-u", "NONE", "-i", "NONE"},
		{[STEP_LINE] = "\005",
			[STEP_PAGE] = "\006",
			[STEP_END] = "G",
			[STEP_HOME] = "gg",
			[STEP_SEARCH] = "/" PROSE_RARE "\r"},
		"\033:q!\r"},
};

/* What must stand on the screen for a step to be done. */
static const char *const expected[STEPS] = {[STEP_START] = PROSE_FIRST,
	[STEP_LINE] = "",
	[STEP_PAGE] = "",
	[STEP_QUOTE] = "",
	[STEP_TAB] = "",
	[STEP_MARK] = "tag warning  ·",
	[STEP_SAVED] = " saved",
	[STEP_END] = PROSE_LAST,
	[STEP_HOME] = PROSE_FIRST,
	[STEP_SEARCH] = PROSE_LAST};

enum { FILE_5K, FILE_1M, FILE_10M, FILE_100M, FILE_LINE, FILE_NOTES, FILES };

static const struct article {
	const char *name;
	size_t size;
	bool one_line, annotated;
	bool peers; /* less and vim read it as well */
} articles[FILES] = {
	{"5k", 5000, false, false, true},
	{"1m", 1000 * 1000, false, false, true},
	{"10m", 10 * 1000 * 1000, false, false, true},
	{"100m", 100 * 1000 * 1000, false, false, true},
	{"10m-one-line", 10 * 1000 * 1000, true, false, false},
	{"10000-annotations", 4 * 1000 * 1000, false, true, false},
};

struct samples {
	double painted[RUNS_MAX], last[RUNS_MAX], processor[RUNS_MAX], bytes[RUNS_MAX];
	size_t count, failed;
};

struct measured {
	struct samples steps[STEPS];
	double memory[RUNS_MAX]; /* KB */
	double disk[RUNS_MAX];   /* ms to write the sidecar's bytes and have them on disk */
	size_t runs;
};

static struct measured measured[FILES][TOOLS];

static void die(const char *what, const struct error *err)
{
	fprintf(stderr, "bench: %s: %s\n", what, err->msg);
	exit(1);
}

/* ---- files ---------------------------------------------------------------------------------
 */

static char *article_path(const char *folder, const struct article *article)
{
	struct buffer path = {0};
	buffer_format(&path, "%s/%s.txt", folder, article->name);
	return path.data;
}

/* Annotate a few words here and there, all over the article. */
static void annotate(const char *path)
{
	struct error err;
	struct document *document;
	struct sidecar *sidecar;
	struct annotations *set;
	if (!document_load(path, &document, &err) ||
		!sidecar_open(document, &sidecar, &set, &err))
		die(path, &err);
	size_t step = document->text.len / (ANNOTATIONS + 1);
	for (size_t i = 1; i <= ANNOTATIONS; i++) {
		struct annotation *annotation = annotation_new();
		struct change inverse;
		annotation_make_id(annotation->id);
		annotation->kind = ANNOTATION_SPAN;
		annotation->range.start = utf8_previous(document->text, i * step);
		annotation->range.end = utf8_next(document->text, i * step + 40);
		anchor_make(annotation, document);
		annotation_toggle_tag(annotation, "warning");
		if (annotations_apply(set, (struct change){NULL, annotation}, &inverse))
			change_free(inverse);
		else
			annotation_free(annotation);
	}
	if (!sidecar_save(sidecar, document, set, &err))
		die(path, &err);
	sidecar_free(sidecar);
	annotations_free(set);
	document_free(document);
}

static void make_article(const char *path, const struct article *article)
{
	struct buffer text = {0};
	struct error err;
	prose_add(&text, article->size, article->one_line);
	if (!file_write_atomic(path, buffer_str(&text), NULL, &err))
		die("cannot write an article", &err);
	buffer_free(&text);
}

/* Every run starts from the same annotations: those of the run before go. */
static void make_sidecar(const char *path, const struct article *article)
{
	struct buffer sidecar = {0};
	buffer_format(&sidecar, "%s.ann.yaml", path);
	unlink(sidecar.data);
	buffer_free(&sidecar);
	if (article->annotated)
		annotate(path);
}

/* A home without the user's settings, and a config that opens every article at its start. */
static void make_home(const char *folder)
{
	struct buffer path = {0};
	struct error err;
	setenv("HOME", folder, 1);
	setenv("XDG_CONFIG_HOME", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LESSHISTFILE", "-", 1);
	static const char *const foreign[] = {"LESS", "LESSOPEN", "LESSCHARSET", "LINES",
		"COLUMNS", "COLORTERM", "NO_COLOR", "VIMINIT", "EXINIT", "TMUX"};
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		unsetenv(foreign[i]);
	buffer_format(&path, "%s/attache/config.yaml", folder);
	if (!file_make_parent(path.data, &err) ||
		!file_write_atomic(path.data, STR("resume: false\n"), NULL, &err))
		die("cannot make a home", &err);
	buffer_free(&path);
}

/* ---- measuring -----------------------------------------------------------------------------
 */

static void keep(struct samples *samples, const struct lap *lap)
{
	if (!lap->ok || samples->count == RUNS_MAX) {
		samples->failed++;
		return;
	}
	samples->painted[samples->count] = lap->painted;
	samples->last[samples->count] = lap->last;
	samples->processor[samples->count] = lap->processor;
	samples->bytes[samples->count++] = lap->bytes;
}

/* What the disk alone takes for a save: the sidecar's bytes written, synced and put in place by
 * nobody's program, right after the save that is compared with it. */
static double write_alone(const char *path)
{
	struct buffer sidecar = {0}, bytes = {0}, copy = {0};
	struct error err;
	buffer_format(&sidecar, "%s.ann.yaml", path);
	buffer_format(&copy, "%s.copy", path);
	if (!file_read(sidecar.data, 0, &bytes, NULL, &err))
		die("cannot read annotations", &err);
	double start = drive_now();
	if (!file_write_atomic(copy.data, buffer_str(&bytes), NULL, &err))
		die("cannot write a copy", &err);
	double took = drive_now() - start;
	buffer_free(&sidecar);
	buffer_free(&bytes);
	buffer_free(&copy);
	return took;
}

/* One program through all steps on one file. */
static void run(const char *program, const char *path, size_t file, size_t tool)
{
	const struct tool *row = &tools[tool];
	struct measured *result = &measured[file][tool];
	const char *argv[10] = {program};
	size_t count = 1;
	for (size_t i = 0; i < 8 && row->argv[i]; i++) {
		argv[i] = row->argv[i];
		count = i + 1;
	}
	argv[count] = path;
	struct drive *drive = drive_start(argv);
	for (size_t step = 0; step < STEPS; step++) {
		if (step != STEP_START && !row->keys[step])
			continue;
		const char *keys = row->keys[step];
		struct lap lap = drive_step(drive, keys && *keys ? keys : NULL, expected[step]);
		keep(&result->steps[step], &lap);
		/* What is found in a long article shows up bit by bit; the keys are measured
		 * when that is over. */
		if (step == STEP_START && lap.ok)
			drive_settle(drive);
		if (lap.ok)
			continue;
		if (result->steps[step].failed == 1) {
			fprintf(stderr, "bench: %s failed at step %zu of %s:\n", row->name,
				step, articles[file].name);
			drive_show(drive);
		}
		break;
	}
	result->memory[result->runs++] = drive_memory(drive);
	drive_end(drive, row->quit);
	if (articles[file].annotated)
		result->disk[result->runs - 1] = write_alone(path);
}

/* The smallest; -1 when nothing was measured. */
static double best(const double *values, size_t count)
{
	double least = -1;
	for (size_t i = 0; i < count; i++)
		if (least < 0 || values[i] < least)
			least = values[i];
	return least;
}

static double painted(size_t file, size_t tool, enum step step)
{
	const struct samples *samples = &measured[file][tool].steps[step];
	return best(samples->painted, samples->count);
}

static double last(size_t file, size_t tool, enum step step)
{
	const struct samples *samples = &measured[file][tool].steps[step];
	return best(samples->last, samples->count);
}

static double processor(size_t file, size_t tool, enum step step)
{
	const struct samples *samples = &measured[file][tool].steps[step];
	return best(samples->processor, samples->count);
}

static double bytes(size_t file, size_t tool, enum step step)
{
	const struct samples *samples = &measured[file][tool].steps[step];
	return best(samples->bytes, samples->count);
}

static double megabytes(size_t file, size_t tool)
{
	return best(measured[file][tool].memory, measured[file][tool].runs) / 1024;
}

/* ---- the table -----------------------------------------------------------------------------
 */

static void show(double value, const char *unit)
{
	if (value < 0)
		printf(" - |");
	else if (*unit == '\0')
		printf(" %.2f |", value);
	else
		printf(" %.*f %s |", value < 100 && *unit != 'B' ? 2 : 0, value, unit);
}

/* A measure, its value, and what is to be reached. */
static void bar(
	const char *measure, const char *file, double value, double reach, const char *unit)
{
	printf("| %s | %s |", measure, file);
	show(value, unit);
	printf(" %g | %s |\n", reach,
		value < 0        ? "not measured"
		: value <= reach ? "yes"
				 : "NO");
}

static double ratio(double value, double to)
{
	return value < 0 || to <= 0 ? -1 : value / to;
}

static void print_bars(void)
{
	static const struct {
		enum step step;
		const char *name;
	} repaints[] = {{STEP_LINE, "line"}, {STEP_PAGE, "page"}, {STEP_QUOTE, "quote jump"},
		{STEP_TAB, "tab switch"}};
	printf("\n| measure | file | value | reach | reached |\n|---|---|---|---|---|\n");
	bar("first paint, ratio to less", "5k",
		ratio(painted(FILE_5K, ATTACHE, STEP_START),
			painted(FILE_5K, LESS, STEP_START)),
		1.5, "");
	bar("first paint, ratio to less", "10m",
		ratio(painted(FILE_10M, ATTACHE, STEP_START),
			painted(FILE_10M, LESS, STEP_START)),
		2, "");
	bar("first paint, ratio to less", "100m",
		ratio(painted(FILE_100M, ATTACHE, STEP_START),
			painted(FILE_100M, LESS, STEP_START)),
		3, "");
	bar("sidebar filled", "5k", last(FILE_5K, ATTACHE, STEP_START), 10, "ms");
	for (size_t i = 0; i < sizeof repaints / sizeof *repaints; i++) {
		bar(repaints[i].name, "5k", last(FILE_5K, ATTACHE, repaints[i].step), 1, "ms");
		bar(repaints[i].name, "5k", bytes(FILE_5K, ATTACHE, repaints[i].step), 5000,
			"B");
	}
	bar("page", "1m", last(FILE_1M, ATTACHE, STEP_PAGE), 1, "ms");
	bar("page", "1m", bytes(FILE_1M, ATTACHE, STEP_PAGE), 5000, "B");
	bar("End", "100m", last(FILE_100M, ATTACHE, STEP_END), 3, "ms");
	bar("Home", "100m", last(FILE_100M, ATTACHE, STEP_HOME), 3, "ms");
	bar("search near the end, ratio to vim", "10m",
		ratio(painted(FILE_10M, ATTACHE, STEP_SEARCH),
			painted(FILE_10M, VIM, STEP_SEARCH)),
		1, "");
	bar("tag a quote, on the screen", "10000-annotations",
		painted(FILE_NOTES, ATTACHE, STEP_MARK), 5, "ms");
	bar("tag a quote, called saved, ratio to the disk alone", "10000-annotations",
		ratio(painted(FILE_NOTES, ATTACHE, STEP_SAVED),
			best(measured[FILE_NOTES][ATTACHE].disk,
				measured[FILE_NOTES][ATTACHE].runs)),
		1.5, "");
	bar("quote jump", "10000-annotations", last(FILE_NOTES, ATTACHE, STEP_QUOTE), 5, "ms");
	bar("memory", "5k", megabytes(FILE_5K, ATTACHE), 12, "MB");
	bar("memory, ratio to the file", "100m",
		ratio(megabytes(FILE_100M, ATTACHE), 1e8 / 1048576), 2, "");
	bar("first paint, ratio to short lines", "10m-one-line",
		ratio(painted(FILE_LINE, ATTACHE, STEP_START),
			painted(FILE_10M, ATTACHE, STEP_START)),
		2, "");
	bar("page, ratio to short lines", "10m-one-line",
		ratio(last(FILE_LINE, ATTACHE, STEP_PAGE), last(FILE_10M, ATTACHE, STEP_PAGE)),
		2, "");
	bar("End, ratio to short lines", "10m-one-line",
		ratio(last(FILE_LINE, ATTACHE, STEP_END), last(FILE_10M, ATTACHE, STEP_END)), 2,
		"");
}

/* Times of one step as a row shows them: painted where something was expected. */
static double elapsed(size_t file, size_t tool, enum step step)
{
	return *expected[step] ? painted(file, tool, step) : last(file, tool, step);
}

static void print_all(
	const char *what, double (*time)(size_t file, size_t tool, enum step step))
{
	printf("\n| %s | file | start | line | page | quote | tab | tag | saved | End | Home | "
	       "search "
	       "| "
	       "memory |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
		what);
	for (size_t file = 0; file < FILES; file++) {
		for (size_t tool = 0; tool < TOOLS; tool++) {
			if (measured[file][tool].runs == 0)
				continue;
			printf("| %s | %s |", tools[tool].name, articles[file].name);
			for (enum step step = STEP_START; step < STEPS; step++)
				show(time(file, tool, step), "ms");
			show(megabytes(file, tool), "MB");
			printf("\n");
		}
	}
}

static bool chosen(int argc, char **argv, const char *name)
{
	for (int i = 4; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc <= 4;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: bench PROGRAM FOLDER [RUNS [FILE...]]\n");
		return 2;
	}
	size_t runs = 7;
	if (argc > 3 &&
		(!str_to_size(str_from(argv[3]), &runs) || runs < 1 || runs > RUNS_MAX)) {
		fprintf(stderr, "bench: RUNS is 1 to %d\n", RUNS_MAX);
		return 2;
	}
	grapheme_locale();
	mkdir(argv[2], 0700);
	make_home(argv[2]);
	for (size_t file = 0; file < FILES; file++) {
		if (!chosen(argc, argv, articles[file].name))
			continue;
		char *path = article_path(argv[2], &articles[file]);
		fprintf(stderr, "bench: %s\n", articles[file].name);
		make_article(path, &articles[file]);
		for (size_t i = 0; i < runs; i++) {
			make_sidecar(path, &articles[file]);
			for (size_t tool = 0; tool < (articles[file].peers ? TOOLS : 1); tool++)
				run(argv[1], path, file, tool);
		}
		free(path);
	}
	print_all("elapsed", elapsed);
	print_all("on a processor", processor);
	print_bars();
	return 0;
}
