#include "annotated.h"
#include "cli.h"
#include "report.h"

#include "attache/annotate/codebook.h"
#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/base/visible.h"

#include <stdlib.h>
#include <string.h>

#define CHECK_MAX_BYTES ((size_t)64 * 1024 * 1024) /* no sidecar is larger */

#define WORDS_COLUMNS 40 /* of an annotation's words in a message, in code points */

struct check {
	struct report report;
	size_t articles, annotations;
	char *fallback;      /* the codebook that comes with the program */
	char *last_codebook; /* what is wrong with it was said already */
};

/* ---- annotations ----------------------------------------------------------------------------
 */

/* The line of the sidecar that holds an annotation's id; 0 when it is not found. */
static unsigned line_of(struct str sidecar, const char *id)
{
	size_t at = str_find(sidecar, str_from(id));
	unsigned line = 1;
	if (at == (size_t)-1)
		return 0;
	for (size_t i = 0; i < at; i++)
		line += sidecar.s[i] == '\n';
	return line;
}

/* The first of an annotation's words, as far as a message needs them. */
static struct str words_of(const struct annotation *annotation)
{
	struct str words = str_from(annotation->exact);
	size_t end = 0;
	for (size_t i = 0; i < WORDS_COLUMNS && end < words.len; i++)
		end = utf8_next(words, end);
	return str_slice(words, (struct range){0, end});
}

static void check_tags(struct report *to, struct spot spot, const struct annotation *annotation,
	const struct codebook *codebook)
{
	for (size_t i = 0; i < annotation->tag_count; i++) {
		const char *tag = annotation->tags[i];
		if (codebook_find(codebook, str_from(tag)))
			continue;
		const struct codebook_tag *now = codebook_formerly(codebook, str_from(tag));
		const char *nearest = codebook_nearest(codebook, str_from(tag));
		if (now)
			report_add(to, spot, SEVERITY_WARNING, "the tag \"%s\" is \"%.*s\" now",
				tag, STR_ARG(now->id));
		else
			report_add(to, spot, SEVERITY_WARNING,
				"no tag \"%s\" in the codebook%s%s%s", tag,
				nearest ? " (did you mean \"" : "", nearest ? nearest : "",
				nearest ? "\"?)" : "");
	}
}

static void check_required(struct report *to, struct spot spot,
	const struct annotation *annotation, const struct codebook *codebook)
{
	struct str words = words_of(annotation);
	for (size_t i = codebook_missing(codebook, annotation, 0); i != CODEBOOK_NONE;
		i = codebook_missing(codebook, annotation, i + 1))
		report_add(to, spot, SEVERITY_WARNING,
			"\"%.*s\" has no tag of %.*s, which the codebook requires",
			STR_ARG(words), STR_ARG(codebook->families[i].id));
}

/* Tags of a family of which one at most may be chosen. */
static void check_choice(struct report *to, struct spot spot,
	const struct annotation *annotation, const struct codebook *codebook)
{
	for (size_t i = 0; i < annotation->tag_count; i++)
		for (size_t j = i + 1; j < annotation->tag_count; j++) {
			const struct codebook_tag *a = codebook_find(
				codebook, str_from(annotation->tags[i]));
			const struct codebook_tag *b = codebook_find(
				codebook, str_from(annotation->tags[j]));
			if (a && b && codebook_excludes(codebook, a, b))
				report_add(to, spot, SEVERITY_WARNING,
					"both %s and %s: the codebook wants one of them",
					annotation->tags[i], annotation->tags[j]);
		}
}

static bool is_same_again(const struct annotation *annotation, const struct annotation *before)
{
	return before && annotation->kind == before->kind && annotation_has_place(annotation) &&
	       before->status != ANNOTATION_ORPHANED &&
	       annotation->range.start == before->range.start &&
	       annotation->range.end == before->range.end;
}

static void check_annotation(struct report *to, struct spot spot,
	const struct annotation *annotation, const struct annotation *before)
{
	struct str words = words_of(annotation);
	if (annotation->status == ANNOTATION_ORPHANED)
		report_add(to, spot, SEVERITY_WARNING,
			"orphan: \"%.*s\" is no longer in the article", STR_ARG(words));
	if (annotation->status == ANNOTATION_MOVED)
		report_add(to, spot, SEVERITY_WARNING,
			"moved: \"%.*s\" was found again with some doubt", STR_ARG(words));
	if (annotation->conflict_of)
		report_add(to, spot, SEVERITY_WARNING,
			"conflict: another version of %s, changed in two places",
			annotation->conflict_of);
	else if (is_same_again(annotation, before))
		report_add(to, spot, SEVERITY_WARNING, "\"%.*s\" is annotated twice: see %s",
			STR_ARG(words), before->id);
}

/* ---- articles -------------------------------------------------------------------------------
 */

static struct codebook *open_codebook(struct check *check, const char *article)
{
	struct error err;
	struct codebook *codebook;
	if (!codebook_load_for(article, check->fallback, &codebook, &err)) {
		report_add(&check->report, (struct spot){article, 0, 0}, SEVERITY_ERROR,
			"its codebook: %s", err.msg);
		return NULL;
	}
	if (!check->last_codebook ||
		!str_equal(str_from(check->last_codebook), codebook->path)) {
		free(check->last_codebook);
		check->last_codebook = memory_string(codebook->path.s, codebook->path.len);
		report_add_all(&check->report, check->last_codebook, &codebook->diagnostics,
			SEVERITY_NOTE);
	}
	return codebook;
}

static void check_annotations(
	struct check *check, const struct annotated *annotated, const struct codebook *codebook)
{
	struct error err;
	struct buffer text = {0};
	const char *path = sidecar_path(annotated->sidecar);
	/* For line numbers. What was not read, or is not there, has none. */
	if (annotations_count(annotated->annotations))
		file_read(path, CHECK_MAX_BYTES, &text, NULL, &err);
	const struct annotation *before = NULL;
	for (size_t i = 0; i < annotations_count(annotated->annotations); i++) {
		const struct annotation *annotation = annotations_at(annotated->annotations, i);
		struct spot spot = {path, line_of(buffer_str(&text), annotation->id), 0};
		check_annotation(&check->report, spot, annotation, before);
		if (codebook) {
			check_tags(&check->report, spot, annotation, codebook);
			check_choice(&check->report, spot, annotation, codebook);
			check_required(&check->report, spot, annotation, codebook);
		}
		before = annotation;
		check->annotations++;
	}
	buffer_free(&text);
}

static void check_article(struct check *check, const char *path)
{
	struct error err;
	struct annotated annotated;
	check->articles++;
	if (!annotated_open(&annotated, path, &err)) {
		report_add(&check->report, (struct spot){path, err.line, err.column},
			SEVERITY_ERROR, "%s%s",
			err.code == ERR_NOTFOUND ? "annotations without their article: " : "",
			err.msg);
		return;
	}
	const char *sidecar = sidecar_path(annotated.sidecar);
	report_add_all(&check->report, path, &annotated.document->diagnostics, SEVERITY_NOTE);
	/* Notes and warnings there sum up what is said of each annotation below. */
	report_add_all(&check->report, sidecar, sidecar_diagnostics(annotated.sidecar),
		SEVERITY_ERROR);
	struct sidecar_recoveries recoveries;
	sidecar_recovery_find(annotated.sidecar, &recoveries);
	for (size_t i = 0; i < recoveries.count; i++)
		report_add(&check->report, (struct spot){recoveries.paths[i], 0, 0},
			SEVERITY_WARNING,
			"work that could not be saved: open %s to take it over", path);
	sidecar_recoveries_free(&recoveries);
	struct codebook *codebook = open_codebook(check, path);
	check_annotations(check, &annotated, codebook);
	codebook_free(codebook);
	annotated_close(&annotated);
}

int cmd_check(const struct cli_arguments *arguments)
{
	struct cli_articles articles;
	struct check check = {.fallback = cli_data_path("codebook.yaml")};
	struct report *report = &check.report;
	int status = cli_articles_gather(arguments, SEARCH_ANNOTATED, &articles), written = 0;
	for (size_t i = 0; !written && i < articles.count; i++) {
		check_article(&check, articles.paths[i]);
		written = cli_output(buffer_str(&report->out));
		buffer_clear(&report->out);
	}
	if (!written && articles.count) {
		report_add_count(report, "", check.articles, "article");
		report_add_count(report, ", ", check.annotations, "annotation");
		buffer_add_cstr(&report->out, ": ");
		report_add_sum(report);
		written = cli_output(buffer_str(&report->out));
	}
	if (report_status(report))
		status = report_status(report);
	buffer_free(&report->out);
	free(check.fallback);
	free(check.last_codebook);
	cli_articles_free(&articles);
	return written ? written : status;
}
