#include "cli.h"
#include "workers.h"

#include "attache/annotate/sidecar.h"
#include "attache/base/visible.h"
#include "attache/extract/date.h"
#include "attache/extract/findings.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define JOBS_MAX 256
#define PIECE (64 * 1024) /* bytes read from stdin at a time */

/* What every worker knows. */
struct setup {
	struct lexicon *lexicon;
	bool as_text;
	struct str date; /* of articles that have none themselves */
};

/* The article's day: the reader's, its own, or the one given for all. In the arena. */
static struct str date_of(const struct setup *setup, const struct work *work,
	const struct document *document, struct arena *arena)
{
	struct str date = STR("");
	struct sidecar *sidecar = NULL;
	struct annotations *set = NULL;
	struct error err;
	if (!work->is_text && sidecar_open(document, &sidecar, &set, &err))
		date = arena_str(arena, sidecar_date(sidecar));
	annotations_free(set);
	sidecar_free(sidecar);
	if (!date_is_day(date))
		date = document->metadata.date;
	return date_is_day(date) ? date : setup->date;
}

static bool extract(
	const void *context, const struct work *work, struct buffer *out, struct error *err)
{
	const struct setup *setup = context;
	struct document *document;
	bool ok = work->is_text
			  ? document_build(str_from(work->name), work->text, &document, err)
			  : document_load(work->name, &document, err);
	if (!ok)
		return false;
	struct extraction *extraction = extraction_run(document, setup->lexicon);
	struct arena *arena = arena_new();
	struct str name = findings_name(document->path);
	struct str date = date_of(setup, work, document, arena);
	if (setup->as_text) {
		struct buffer page = {0};
		findings_add_text(&page, name, document, date, extraction);
		visible_add(out, buffer_str(&page), true);
		buffer_free(&page);
	} else {
		findings_drain_jsonl(
			out, name, document, date, extraction, work->drain, work->to);
	}
	arena_free(arena);
	extraction_free(extraction);
	document_free(document);
	return true;
}

/* ---- documents that come through stdin, each ended by a NUL
 * ---------------------------------- */

static bool give_record(struct workers *workers, struct str record, size_t number)
{
	struct buffer name = {0};
	buffer_format(&name, "stdin-%zu", number);
	bool more = workers_give(
		workers, &(struct work){.name = name.data, .is_text = true, .text = record});
	buffer_free(&name);
	return more;
}

/* Give away the records that are whole and keep the rest. `seen` bytes hold no NUL. */
static bool give_whole_records(
	struct workers *workers, struct buffer *bytes, size_t seen, size_t *number)
{
	size_t start = 0;
	bool more = true;
	for (size_t i = seen; more && i < bytes->len; i++) {
		if (bytes->data[i] != '\0')
			continue;
		more = give_record(
			workers, (struct str){bytes->data + start, i - start}, ++*number);
		start = i + 1;
	}
	if (start)
		buffer_splice(bytes, (struct range){0, start}, STR(""));
	return more;
}

static bool give_records(struct workers *workers, struct error *err)
{
	struct buffer bytes = {0};
	size_t number = 0;
	bool more = true, ok = true;
	while (more) {
		size_t seen = bytes.len;
		buffer_reserve(&bytes, PIECE + 1);
		ssize_t got = read(STDIN_FILENO, bytes.data + bytes.len, PIECE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			ok = error_set_errno(err, "cannot read the standard input");
		if (got <= 0)
			break;
		bytes.len += (size_t)got;
		bytes.data[bytes.len] = '\0';
		more = give_whole_records(workers, &bytes, seen, &number);
	}
	if (ok && more && bytes.len)
		give_record(workers, buffer_str(&bytes), ++number);
	buffer_free(&bytes);
	return ok;
}

/* ---- the subcommand -------------------------------------------------------------------------
 */

static bool read_jobs(const char *value, size_t *jobs, struct error *err)
{
	*jobs = workers_processors();
	if (!value)
		return true;
	if (str_to_size(str_from(value), jobs) && *jobs >= 1 && *jobs <= JOBS_MAX)
		return true;
	return error_set(err, ERR_USAGE, "option --jobs takes a number from 1 to %d, not %.60s",
		JOBS_MAX, value);
}

static int extract_files(
	struct workers *workers, const struct cli_articles *articles, int status)
{
	for (size_t i = 0; i < articles->count; i++)
		if (!workers_give(workers, &(struct work){.name = articles->paths[i]}))
			break;
	int failed = workers_end(workers);
	return failed ? failed : status;
}

static int extract_records(struct workers *workers)
{
	struct error err;
	int status = give_records(workers, &err) ? 0 : cli_fail(&err);
	int failed = workers_end(workers);
	return failed ? failed : status;
}

static bool read_date(const char *value, struct str *date, struct error *err)
{
	*date = str_from(value);
	return !value || date_is_day(*date) ||
	       error_set(err, ERR_USAGE, "option --date takes a day as 2024-05-13, not %.60s",
		       value);
}

/* With --null there is nothing to read but stdin. */
static bool check_null(const struct cli_arguments *arguments, struct error *err)
{
	size_t count = arguments->operand_count;
	if (count == 0 || (count == 1 && strcmp(arguments->operands[0], "-") == 0))
		return true;
	return error_set(err, ERR_USAGE,
		"option --null reads the standard input only, not %.100s",
		arguments->operands[0]);
}

int cmd_extract(const struct cli_arguments *arguments)
{
	struct error err;
	struct cli_articles articles = {0};
	const char *format = cli_value(arguments, "format");
	bool records = cli_given(arguments, "null");
	struct setup setup = {.as_text = format && strcmp(format, "text") == 0};
	size_t jobs;
	if (!read_jobs(cli_value(arguments, "jobs"), &jobs, &err) ||
		!read_date(cli_value(arguments, "date"), &setup.date, &err) ||
		(records && !check_null(arguments, &err)) ||
		!cli_lexicon_open(&setup.lexicon, &err))
		return cli_fail(&err);
	int status = records ? 0 : cli_articles_gather(arguments, SEARCH_READABLE, &articles);
	if (records) {
		status = extract_records(workers_new(jobs, extract, &setup));
	} else {
		bool alone = articles.count < 2;
		status = extract_files(
			workers_new(alone ? 1 : jobs, extract, &setup), &articles, status);
	}
	lexicon_free(setup.lexicon);
	cli_articles_free(&articles);
	return status;
}
