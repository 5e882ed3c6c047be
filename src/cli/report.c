#include "report.h"

#include "attache/base/visible.h"

void report_add(struct report *report, struct spot spot, enum severity severity,
	const char *format, ...)
{
	struct buffer line = {0};
	va_list args;
	buffer_add_cstr(&line, spot.path);
	if (spot.line)
		buffer_format(&line, ":%u", spot.line);
	if (spot.line && spot.column)
		buffer_format(&line, ":%u", spot.column);
	buffer_format(&line, ": %s: ", severity_name(severity));
	va_start(args, format);
	buffer_vformat(&line, format, args);
	va_end(args);
	visible_add(&report->out, buffer_str(&line), false);
	buffer_add_byte(&report->out, '\n');
	report->counts[severity]++;
	buffer_free(&line);
}

void report_add_all(struct report *report, const char *path, const struct diagnostics *found,
	enum severity least)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct diagnostic *item = &found->items[i];
		if (item->severity >= least)
			report_add(report, (struct spot){path, item->line, item->column},
				item->severity, "%.*s", STR_ARG(item->message));
	}
}

void report_add_count(struct report *report, const char *before, size_t count, const char *what)
{
	buffer_format(&report->out, "%s%zu %s%s", before, count, what, count == 1 ? "" : "s");
}

void report_add_sum(struct report *report)
{
	report_add_count(report, "", report->counts[SEVERITY_ERROR], "error");
	report_add_count(report, ", ", report->counts[SEVERITY_WARNING], "warning");
	buffer_add_byte(&report->out, '\n');
}

int report_status(const struct report *report)
{
	bool found = report->counts[SEVERITY_ERROR] || report->counts[SEVERITY_WARNING];
	return found ? error_statuses[ERR_FINDINGS].status : 0;
}
