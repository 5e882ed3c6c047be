#include "cli.h"

static void add_synopsis_line(struct buffer *out, const struct subcommand *subcommand)
{
	buffer_add_cstr(out, str_ends(buffer_str(out), STR("\n\n")) ? "Usage: " : "       ");
	cli_add_synopsis(out, subcommand);
	buffer_add_byte(out, '\n');
}

int cli_print_overview(const char *group)
{
	struct buffer out = {0};
	const struct subcommand *row;
	buffer_add_cstr(&out, "attache reads foreign-affairs articles and annotates them.\n\n");
	for (size_t i = 0; group && (row = subcommand_in_group(group, i)); i++)
		add_synopsis_line(&out, row);
	for (size_t i = 0; !group && i < subcommand_count; i++)
		add_synopsis_line(&out, &subcommands[i]);
	int status = cli_output(buffer_str(&out));
	buffer_free(&out);
	return status;
}

int cmd_help(const struct cli_arguments *arguments)
{
	struct buffer out = {0};
	struct error err;
	size_t used;
	if (arguments->operand_count == 0)
		return cli_print_overview(NULL);
	const char *name = arguments->operands[0];
	const struct subcommand *subcommand = subcommand_find_words(
		arguments->operands, arguments->operand_count, &used);
	if (!subcommand && subcommand_in_group(name, 0))
		return cli_print_overview(name);
	if (!subcommand) {
		const char *nearest = subcommand_nearest(name);
		error_set(&err, ERR_NOTFOUND, "no subcommand %s%s%s%s", name,
			nearest ? " (did you mean " : "", nearest ? nearest : "",
			nearest ? "?)" : "");
		return cli_fail(&err);
	}
	cli_add_help(&out, subcommand);
	int status = cli_output(buffer_str(&out));
	buffer_free(&out);
	return status;
}
