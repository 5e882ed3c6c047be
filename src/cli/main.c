/* attache: choose the subcommand, parse its arguments, run it. */
#include "cli.h"

#include "attache/base/grapheme.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

static int print_help(const struct subcommand *subcommand)
{
	struct buffer out = {0};
	cli_add_help(&out, subcommand);
	int status = cli_output(buffer_str(&out));
	buffer_free(&out);
	return status;
}

/* A word that names no file may be a mistyped subcommand. */
static void hint_at_subcommand(const struct cli_arguments *arguments)
{
	if (arguments->subcommand->name || arguments->operand_count == 0)
		return;
	const char *word = arguments->operands[0];
	const char *nearest = strchr(word, '.') ? NULL : subcommand_nearest(word);
	if (nearest && access(word, F_OK) != 0)
		cli_warn("did you mean: attache %s", nearest);
}

int main(int argc, char **argv)
{
	struct error err;
	if (!grapheme_locale()) {
		error_set(&err, ERR_SYS, "no UTF-8 locale, not even C.UTF-8");
		return cli_fail(&err);
	}
	const struct subcommand *subcommand = argc > 1 ? subcommand_find(argv[1]) : NULL;
	int skip = subcommand ? 2 : 1;
	if (!subcommand)
		subcommand = subcommand_default();

	struct cli_arguments arguments;
	int status;
	if (!cli_parse(subcommand, argc - skip, argv + skip, &arguments, &err))
		status = cli_fail(&err);
	else if (arguments.help)
		status = print_help(subcommand);
	else if (arguments.version)
		status = cli_output(STR("attache " ATTACHE_VERSION "\n"));
	else
		status = subcommand->run(&arguments);
	if (status)
		hint_at_subcommand(&arguments);
	cli_arguments_free(&arguments);
	return status;
}
