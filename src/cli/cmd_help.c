#include "cli.h"

static void add_overview(struct buffer *out)
{
	buffer_add_cstr(out, "attache reads foreign-affairs articles and annotates them.\n\n");
	for (size_t i = 0; i < subcommand_count; i++) {
		buffer_add_cstr(out, i == 0 ? "Usage: " : "       ");
		cli_add_synopsis(out, &subcommands[i]);
		buffer_add_byte(out, '\n');
	}
}

int cmd_help(const struct cli_arguments *arguments)
{
	struct buffer out = {0};
	if (arguments->operand_count == 0) {
		add_overview(&out);
	} else {
		const char *name = arguments->operands[0];
		const struct subcommand *subcommand = subcommand_find(name);
		if (!subcommand) {
			const char *nearest = subcommand_nearest(name);
			struct error err;
			error_set(&err, ERR_NOTFOUND, "no subcommand %s%s%s%s", name,
				nearest ? " (did you mean " : "", nearest ? nearest : "",
				nearest ? "?)" : "");
			return cli_fail(&err);
		}
		cli_add_help(&out, subcommand);
	}
	int status = cli_output(buffer_str(&out));
	buffer_free(&out);
	return status;
}
