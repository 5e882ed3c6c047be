/* What annotations cost: opening and saving large sidecars beside what the disk alone takes,
 * and finding annotations again in a text that was edited. Usage: bench_annotate FOLDER RUNS */
#include "annotating.h"

#include "attache/annotate/anchor.h"
#include "attache/annotate/sidecar.h"

#include <sys/resource.h>
#include <time.h>

struct timing {
	double elapsed, processor; /* ms */
};

static double read_clock(clockid_t clock)
{
	struct timespec time;
	clock_gettime(clock, &time);
	return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

static struct timing start(void)
{
	return (struct timing){
		read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_PROCESS_CPUTIME_ID)};
}

static struct timing since(struct timing start)
{
	return (struct timing){read_clock(CLOCK_MONOTONIC) - start.elapsed,
		read_clock(CLOCK_PROCESS_CPUTIME_ID) - start.processor};
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(const double *times, size_t count)
{
	double *sorted = calloc(count, sizeof *sorted);
	memcpy(sorted, times, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_value);
	double middle = sorted[count / 2];
	free(sorted);
	return middle;
}

/* Elapsed time, and what of it this process had a processor: the rest is the disk's, or the
 * neighbours'. */
static void report(const char *what, const struct timing *times, size_t count, double bar)
{
	double *elapsed = calloc(count, sizeof *elapsed), least = 1e9;
	double *processor = calloc(count, sizeof *processor);
	for (size_t i = 0; i < count; i++) {
		elapsed[i] = times[i].elapsed;
		processor[i] = times[i].processor;
		least = elapsed[i] < least ? elapsed[i] : least;
	}
	double middle = median(elapsed, count);
	printf("%-54s %8.2f %8.2f %9.2f", what, middle, least, median(processor, count));
	if (bar > 0)
		printf("   bar %.0f%s", bar, middle > bar ? "  MISSED" : "");
	putchar('\n');
	fflush(stdout);
	free(elapsed);
	free(processor);
}

static struct document *load(const char *path)
{
	struct document *document;
	struct error err = {0};
	if (!document_load(path, &document, &err))
		fail_msg("%s", err.msg);
	return document;
}

/* `count` annotations over the whole text, with a speaker, a tag and a note. */
static struct annotations *annotate(const struct document *document, size_t count)
{
	struct annotations *set = annotations_new();
	for (size_t i = 0; i < count; i++) {
		struct annotation *annotation = annotation_new();
		size_t start = utf8_previous(
			document->text, 1 + i * (document->text.len - 200) / count);
		annotation_make_id(annotation->id);
		annotation->range = (struct range){
			start, utf8_next(document->text, start + 20 + i % 90)};
		annotation->created = 1732386000000;
		anchor_make(annotation, document);
		annotation_set(&annotation->speaker, STR("Kaja Kallas"));
		annotation_toggle_tag(annotation, "red-line");
		annotation_set(&annotation->note, STR("strong; spoken in Brussels"));
		annotating_add(set, annotation);
	}
	return set;
}

static void change_one(struct annotations *set, size_t index, size_t run)
{
	struct annotation *after = annotation_copy(annotations_at(set, index));
	struct buffer note = {0};
	buffer_format(&note, "note %zu", run);
	annotation_set(&after->note, buffer_str(&note));
	annotating_replace(set, after);
	buffer_free(&note);
}

static void bench_sidecar(
	const char *folder, size_t count, size_t runs, double open_bar, double save_bar)
{
	struct test_random random = {count};
	struct buffer prose = annotating_prose(&random, count / 3), label = {0}, raw = {0};
	char *path = test_file(folder, "bench.txt", buffer_str(&prose));
	struct document *document = load(path);
	struct annotations *set = annotate(document, count);
	struct sidecar *sidecar;
	struct annotations *empty;
	struct error err = {0};
	struct timing *times = calloc(runs, sizeof *times);
	assert_true(sidecar_open(document, &sidecar, &empty, &err));
	assert_true(sidecar_save(sidecar, document, set, &err));
	struct buffer bytes = test_read(sidecar_path(sidecar));
	sidecar_free(sidecar);
	annotations_free(empty);
	annotations_free(set);
	for (size_t i = 0; i < runs; i++) {
		struct timing begun = start();
		assert_true(sidecar_open(document, &sidecar, &set, &err));
		times[i] = since(begun);
		assert_int_equal(annotations_count(set), count);
		if (i + 1 < runs) {
			sidecar_free(sidecar);
			annotations_free(set);
		}
	}
	buffer_format(&label, "open a sidecar of %zu annotations, %.1f MB", count,
		(double)bytes.len / 1e6);
	report(label.data, times, runs, open_bar);
	for (size_t i = 0; i < runs; i++) {
		change_one(set, count / 2 + i, i);
		struct timing begun = start();
		assert_true(sidecar_save(sidecar, document, set, &err));
		times[i] = since(begun);
	}
	report("  save one change", times, runs, save_bar);
	buffer_format(&raw, "%s/raw", folder);
	for (size_t i = 0; i < runs; i++) {
		struct timing begun = start();
		assert_true(file_write_atomic(raw.data, buffer_str(&bytes), NULL, &err));
		times[i] = since(begun);
	}
	report("  write, fsync and rename alone", times, runs, 0);
	sidecar_free(sidecar);
	annotations_free(set);
	document_free(document);
	buffer_free(&bytes);
	buffer_free(&prose);
	buffer_free(&label);
	buffer_free(&raw);
	free(times);
	free(path);
}

/* Two characters of a hundred are exchanged, left out or doubled, at random. */
static struct buffer edited(struct str text, struct test_random *random)
{
	struct buffer out = {0};
	for (size_t i = 0, next; i < text.len; i = next) {
		next = utf8_next(text, i);
		size_t choice = test_random_below(random, 150);
		if (choice == 0)
			continue;
		buffer_add(&out, str_slice(text, (struct range){i, next}));
		if (choice < 3)
			buffer_add_byte(&out, (char)('a' + test_random_below(random, 26)));
	}
	return out;
}

static void bench_anchor(size_t runs)
{
	struct test_random random = {1};
	struct buffer prose = annotating_prose(&random, 4000);
	prose.len = utf8_previous(buffer_str(&prose), 1024 * 1024);
	struct document *document = annotating_document("a.txt", buffer_str(&prose));
	struct annotations *set = annotate(document, 1000);
	struct buffer changed = edited(document->text, &random);
	struct document *after = annotating_document("a.txt", buffer_str(&changed));
	struct timing *times = calloc(runs, sizeof *times);
	size_t results[3] = {0};
	for (size_t run = 0; run < runs; run++) {
		struct timing begun = start();
		struct anchor_index *index = anchor_index_new(after);
		for (size_t i = 0; i < annotations_count(set); i++) {
			const struct annotation *annotation = annotations_at(set, i);
			struct range range;
			results[anchor_find(index, annotation, false, annotation->range.start,
				&range)] += run == 0;
		}
		anchor_index_free(index);
		times[run] = since(begun);
	}
	report("find 1000 annotations again, 1 MB after 2 % edits", times, runs, 300);
	printf("  %zu ok, %zu moved, %zu orphaned\n", results[0], results[1], results[2]);
	annotations_free(set);
	document_free(document);
	document_free(after);
	buffer_free(&prose);
	buffer_free(&changed);
	free(times);
}

int main(int argc, char **argv)
{
	struct rusage usage;
	size_t runs = argc > 2 ? strtoul(argv[2], NULL, 10) : 7;
	if (argc < 2 || runs == 0) {
		fprintf(stderr, "usage: bench_annotate FOLDER [RUNS]\n");
		return 2;
	}
	printf("%-54s %8s %8s %9s ms\n", "annotations", "median", "least", "processor");
	bench_sidecar(argv[1], 100, runs, 0, 0);
	bench_sidecar(argv[1], 10000, runs, 0, 5);
	bench_sidecar(argv[1], 50000, runs, 250, 50);
	bench_anchor(runs);
	getrusage(RUSAGE_SELF, &usage);
	printf("peak memory %ld MB\n", usage.ru_maxrss / 1024);
	return 0;
}
