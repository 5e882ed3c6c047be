/* `attache codebook ...`: checking codebooks and exchanging them with other programs. */
#include "cli.h"
#include "report.h"

#include "attache/annotate/codebook_format.h"
#include "attache/base/file.h"

#include <stdlib.h>

/* The codebook in a file; of a folder the one that its articles have. */
static bool load(const char *path, const char *format, struct codebook **out, struct error *err)
{
	if (file_is_directory(path)) {
		char *fallback = cli_data_path("codebook.yaml");
		bool ok = codebook_load_for(path, fallback, out, err);
		free(fallback);
		return ok;
	}
	return codebook_load_as(
		path, format ? codebook_format_find(str_from(format)) : NULL, out, err);
}

struct check {
	struct report report;
	size_t codebooks, families, tags;
};

static void check_one(struct check *check, const char *path)
{
	struct codebook *codebook;
	struct error err;
	check->codebooks++;
	if (!load(path, NULL, &codebook, &err)) {
		report_add(&check->report, (struct spot){path, err.line, err.column},
			SEVERITY_ERROR, "%s", err.msg);
		return;
	}
	report_add_all(&check->report, codebook->path.s, &codebook->diagnostics, SEVERITY_NOTE);
	check->families += codebook->family_count;
	check->tags += codebook->tag_count;
	codebook_free(codebook);
}

int cmd_codebook_check(const struct cli_arguments *arguments)
{
	struct check check = {0};
	struct report *report = &check.report;
	size_t count = arguments->operand_count;
	for (size_t i = 0; i < count || i == 0; i++)
		check_one(&check, count ? arguments->operands[i] : ".");
	report_add_count(report, "", check.codebooks, "codebook");
	report_add_count(report, ", ", check.tags, "tag");
	buffer_format(&report->out, ", %zu %s: ", check.families,
		check.families == 1 ? "family" : "families");
	report_add_sum(report);
	int written = cli_output(buffer_str(&report->out));
	buffer_free(&report->out);
	return written ? written : report_status(report);
}

/* What was odd with a codebook that is passed on. */
static void warn(const struct codebook *codebook)
{
	for (size_t i = 0; i < codebook->diagnostics.count; i++) {
		const struct diagnostic *item = &codebook->diagnostics.items[i];
		cli_warn("%s:%u:%u: %s: %.*s", codebook->path.s, item->line, item->column,
			severity_name(item->severity), STR_ARG(item->message));
	}
}

/* Write a codebook in a format to where the option says; returns the exit status. */
static int put(const struct cli_arguments *arguments, const struct codebook *codebook,
	const struct codebook_format *format)
{
	struct buffer out = {0};
	struct error err;
	const char *path = cli_value(arguments, "output");
	int status = 0;
	warn(codebook);
	if (!format->write(codebook, &out, &err))
		status = cli_fail(&err);
	else if (!path)
		status = cli_output(buffer_str(&out));
	else if (!cli_output_file(path, buffer_str(&out), &err))
		status = cli_fail(&err);
	buffer_free(&out);
	return status;
}

static int pass_on(const struct cli_arguments *arguments, const char *path, const char *from,
	const struct codebook_format *to)
{
	struct codebook *codebook;
	struct error err;
	if (!load(path, from, &codebook, &err))
		return cli_fail(&err);
	int status = put(arguments, codebook, to);
	codebook_free(codebook);
	return status;
}

static int wrong_count(const char *what, const char *command)
{
	struct error err;
	error_set(&err, ERR_USAGE, "%s; try: attache codebook %s --help", what, command);
	return cli_fail(&err);
}

int cmd_codebook_export(const struct cli_arguments *arguments)
{
	const char *name = cli_value(arguments, "format");
	if (arguments->operand_count > 1)
		return wrong_count("one codebook at a time", "export");
	return pass_on(arguments, arguments->operand_count ? arguments->operands[0] : ".", NULL,
		name ? codebook_format_find(str_from(name)) : &codebook_formats[0]);
}

int cmd_codebook_import(const struct cli_arguments *arguments)
{
	if (arguments->operand_count != 1)
		return wrong_count("give the one file to import", "import");
	return pass_on(arguments, arguments->operands[0], cli_value(arguments, "format"),
		&codebook_formats[0]);
}
