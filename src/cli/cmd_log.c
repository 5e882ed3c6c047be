/* `attache log`: what the journal tells of articles, and bringing back what was deleted. */
#include "annotated.h"
#include "cli.h"

#include "attache/annotate/annotator.h"
#include "attache/annotate/journal.h"
#include "attache/app/option.h"
#include "attache/base/clock.h"
#include "attache/base/file.h"

#include <stdlib.h>
#include <string.h>

struct log {
	struct buffer out;
	const char *format; /* "text", "jsonl", "json" */
	size_t records;
};

/* ---- rows ----------------------------------------------------------------------------------
 */

static bool same_text(const char *a, const char *b)
{
	return str_equal(str_from(a), str_from(b));
}

static bool same_tags(const struct annotation *a, const struct annotation *b)
{
	for (size_t i = 0; i < a->tag_count; i++)
		if (!annotation_has_tag(b, a->tags[i]))
			return false;
	return a->tag_count == b->tag_count;
}

/* "changed tags, note": what differs between the two. */
static void add_differences(
	struct buffer *out, const struct annotation *before, const struct annotation *after)
{
	const struct {
		const char *name;
		bool same;
	} parts[] = {
		{"kind", before->kind == after->kind},
		{"status", before->status == after->status},
		{"words", same_text(before->exact, after->exact)},
		{"place", before->saved_start == after->saved_start &&
				  before->saved_end == after->saved_end},
		{"speaker", same_text(before->speaker, after->speaker)},
		{"source", same_text(before->source, after->source)},
		{"target", same_text(before->target, after->target)},
		{"tags", same_tags(before, after)},
		{"stance", before->stance == after->stance},
		{"note", same_text(before->note, after->note)},
	};
	size_t count = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!parts[i].same)
			buffer_format(out, "%s%s", count++ ? ", " : " ", parts[i].name);
}

static void add_row(struct log *log, int64_t time, struct str by, struct str what,
	struct str step, struct str article, const struct annotation *annotation)
{
	char when[21];
	const struct journal_lost lost = {
		.annotation = (struct annotation *)(uintptr_t)annotation};
	clock_format(time, when);
	cli_add_field(&log->out, str_from(when));
	cli_add_field(&log->out, by);
	cli_add_field(&log->out, what);
	cli_add_field(&log->out, step);
	cli_add_field(&log->out, str_from(annotation->id));
	cli_add_field(&log->out, journal_lost_words(&lost));
	cli_add_field(&log->out, article);
	log->out.data[log->out.len - 1] = '\n';
}

static void take(void *context, const struct journal_record *record)
{
	struct log *log = context;
	bool first = log->records++ == 0;
	if (strcmp(log->format, "text") != 0) {
		if (strcmp(log->format, "json") == 0)
			buffer_add_cstr(&log->out, first ? "[\n" : ",\n");
		buffer_add(&log->out, record->line);
		if (strcmp(log->format, "jsonl") == 0)
			buffer_add_byte(&log->out, '\n');
		return;
	}
	struct buffer what = {0};
	buffer_add_cstr(&what, journal_what_name(record->what));
	if (record->what == JOURNAL_CHANGED)
		add_differences(&what, record->before, record->after);
	add_row(log, record->time, record->by, buffer_str(&what), record->step, record->article,
		record->after ? record->after : record->before);
	buffer_free(&what);
}

/* ---- one operand ---------------------------------------------------------------------------
 */

/* The records that an operand asks for. */
struct operand {
	struct buffer path; /* absolute; of a folder with "/" at its end */
	struct annotated annotated;
	bool opened; /* the article is there */
};

/* An article that is gone has a journal all the same. */
static bool operand_open(struct operand *operand, const char *path, struct error *err)
{
	char *real = realpath(path, NULL);
	*operand = (struct operand){0};
	if (real) {
		buffer_add_cstr(&operand->path, real);
	} else if (*path != '/') {
		char *folder = realpath(".", NULL);
		buffer_format(&operand->path, "%s/%s", folder ? folder : "", path);
		free(folder);
	} else {
		buffer_add_cstr(&operand->path, path);
	}
	bool there = real != NULL, ok = true;
	free(real);
	if (file_is_directory(path)) {
		if (!str_ends(buffer_str(&operand->path), STR("/")))
			buffer_add_byte(&operand->path, '/');
	} else if (there) {
		ok = operand->opened = annotated_open(&operand->annotated, path, err);
	}
	return ok;
}

static void operand_close(struct operand *operand)
{
	if (operand->opened)
		annotated_close(&operand->annotated);
	buffer_free(&operand->path);
}

static void look_at(const struct operand *operand, struct journal_query *query)
{
	query->article = operand->path.data;
	query->sha256 = operand->opened ? operand->annotated.document->sha256 : NULL;
	query->held = operand->opened ? operand->annotated.annotations : NULL;
}

static int log_operand(struct log *log, const char *path, struct journal_query query)
{
	struct error err;
	struct operand operand;
	size_t damaged = 0;
	int status = 0;
	if (!operand_open(&operand, path, &err)) {
		operand_close(&operand);
		return cli_fail(&err);
	}
	look_at(&operand, &query);
	if (!journal_read(NULL, &query, take, log, &damaged, &err))
		status = cli_fail(&err);
	if (damaged)
		cli_warn("%zu lines of the journal are damaged and left out", damaged);
	operand_close(&operand);
	return status;
}

static int log_deleted(struct log *log, const char *path, struct journal_query query)
{
	struct error err;
	struct operand operand;
	struct journal_deleted deleted = {0};
	bool ok = operand_open(&operand, path, &err);
	look_at(&operand, &query);
	ok = ok && journal_deleted_find(NULL, &query, &deleted, &err);
	for (size_t i = 0; i < deleted.count; i++)
		add_row(log, deleted.items[i].time, str_from(deleted.items[i].by),
			STR("deleted"), STR(""), buffer_str(&operand.path),
			deleted.items[i].annotation);
	journal_deleted_free(&deleted);
	operand_close(&operand);
	return ok ? 0 : cli_fail(&err);
}

/* ---- bringing back -------------------------------------------------------------------------
 */

static bool put_back(
	struct annotated *annotated, const struct journal_lost *lost, struct error *err)
{
	struct change restored = {NULL, journal_restored(lost, annotated->document)}, inverse;
	restored.after->modified = clock_now();
	if (!annotations_apply(annotated->annotations, restored, &inverse)) {
		change_free(restored);
		return error_set(err, ERR_CONFLICT, "the annotation is there already");
	}
	bool ok = sidecar_save(
		annotated->sidecar, annotated->document, annotated->annotations, err);
	struct options options;
	cli_options_load(&options);
	if (ok && options.journal) {
		struct error ignored;
		struct journal *journal = journal_open(NULL, annotated->document);
		char *by = annotator_name(options.by, annotated->document->path.s);
		const struct change made = {NULL, inverse.before};
		journal_note(journal, annotated->document, &made, "restore", by);
		if (!journal_write(journal, &ignored))
			cli_warn("%s", ignored.msg);
		journal_close(journal);
		free(by);
	}
	options_free(&options);
	change_free(inverse);
	return ok;
}

static int restore(const char *path, const char *id)
{
	struct error err;
	struct operand operand;
	struct journal_query query = {0};
	struct journal_deleted deleted = {0};
	bool ok = operand_open(&operand, path, &err);
	if (ok && !operand.opened)
		ok = error_set(&err, ERR_USAGE, "--restore needs the article, not %s", path);
	ok = ok && annotated_is_sound(&operand.annotated, &err);
	look_at(&operand, &query);
	query.id = id;
	ok = ok && journal_deleted_find(NULL, &query, &deleted, &err);
	if (ok && deleted.count == 0)
		ok = error_set(&err, ERR_NOTFOUND,
			"the journal knows no deleted annotation %s of %s", id, path);
	ok = ok && put_back(&operand.annotated, &deleted.items[0], &err);
	int status = ok ? 0 : cli_fail(&err);
	if (ok) {
		struct buffer line = {0};
		buffer_format(&line, "brought back %s in %s\n", id,
			sidecar_target(operand.annotated.sidecar));
		status = cli_output(buffer_str(&line));
		buffer_free(&line);
	}
	journal_deleted_free(&deleted);
	operand_close(&operand);
	return status;
}

/* ---- the subcommand ------------------------------------------------------------------------
 */

/* "2026-11-23", or with a time behind it. */
static bool parse_since(const char *text, int64_t *since, struct error *err)
{
	struct buffer full = {0};
	buffer_format(&full, "%s%s", text, strchr(text, 'T') ? "" : "T00:00:00Z");
	bool ok = clock_parse(full.data, since);
	buffer_free(&full);
	return ok || error_set(err, ERR_USAGE,
			     "since is a day or a time in UTC, such as 2026-11-23 or "
			     "2026-11-23T18:20:00Z, not %.60s",
			     text);
}

static int log_all(const struct cli_arguments *arguments, const struct journal_query *query)
{
	const char *format = cli_value(arguments, "format");
	struct log log = {.format = format ? format : "text"};
	int status = 0;
	for (size_t i = 0; i < arguments->operand_count; i++) {
		const char *path = arguments->operands[i];
		int wrong = cli_given(arguments, "deleted") ? log_deleted(&log, path, *query)
							    : log_operand(&log, path, *query);
		status = wrong ? wrong : status;
	}
	if (strcmp(log.format, "json") == 0)
		buffer_add_cstr(&log.out, log.records ? "\n]\n" : "[]\n");
	int written = cli_output(buffer_str(&log.out));
	buffer_free(&log.out);
	return written ? written : status;
}

int cmd_log(const struct cli_arguments *arguments)
{
	struct error err;
	const char *since = cli_value(arguments, "since");
	const char *id = cli_value(arguments, "restore");
	const char *format = cli_value(arguments, "format");
	struct journal_query query = {
		.id = cli_value(arguments, "id"), .by = cli_value(arguments, "by")};
	bool ok = true;
	if (arguments->operand_count == 0)
		ok = error_set(&err, ERR_USAGE, "no article given; try: attache log --help");
	else if (id && arguments->operand_count != 1)
		ok = error_set(&err, ERR_USAGE, "--restore takes one article");
	else if (cli_given(arguments, "deleted") && format && strcmp(format, "text") != 0)
		ok = error_set(&err, ERR_USAGE, "--deleted is printed as text only");
	ok = ok && (!since || parse_since(since, &query.since, &err));
	if (!ok)
		return cli_fail(&err);
	return id ? restore(arguments->operands[0], id) : log_all(arguments, &query);
}
