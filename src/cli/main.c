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

/* Half of the name of a subcommand was given: "codebook" and no word that goes with it. */
static int explain_group(const char *group, const char *word)
{
	struct error err;
	if (*word == '\0' || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return cli_print_overview(group);
	error_set(&err, ERR_USAGE, "no subcommand %s %.60s; try: attache help %s", group, word,
		group);
	return cli_fail(&err);
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
	size_t used;
	const struct subcommand *subcommand = subcommand_find_words(
		(const char *const *)argv + 1, argc > 1 ? (size_t)argc - 1 : 0, &used);
	if (!subcommand && argc > 1 && subcommand_in_group(argv[1], 0))
		return explain_group(argv[1], argc > 2 ? argv[2] : "");
	int skip = subcommand ? 1 + (int)used : 1;
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
