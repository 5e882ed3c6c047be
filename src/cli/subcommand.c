#include "cli.h"

#include <stdlib.h>
#include <string.h>

const struct cli_option cli_common_options[] = {
	{.name = "help", .letter = 'h', .help = "Print this help and end"},
	{.name = "version", .help = "Print the version and end"},
	{0},
};

static const struct cli_option no_options[] = {{0}};

static const struct cli_option extract_options[] = {
	{.name = "format", .letter = 'f', .value = "FORMAT", .help = "jsonl (default) or text"},
	{0},
};

const struct subcommand subcommands[] = {
	{.name = "text",
		.operands = "FILE...",
		.help = "Print the text that positions refer to",
		.about =
			"For plain text that is the file's text as UTF-8 with plain line ends, "
			"for Markdown the text without markup. Positions in sidecars and "
			"exports "
			"count its code points.",
		.options = no_options,
		.run = cmd_text},
	{.name = "extract",
		.operands = "FILE|DIR...",
		.help = "Print the entities and quotes found in articles",
		.about = "One line of JSON an article, positions in code points of its text.",
		.options = extract_options,
		.run = cmd_extract},
	{.name = "help",
		.operands = "[COMMAND]",
		.help = "Print the help of a subcommand",
		.about = "Without COMMAND it lists all subcommands.",
		.options = no_options,
		.run = cmd_help},
};

const size_t subcommand_count = sizeof subcommands / sizeof *subcommands;

const struct subcommand *subcommand_find(const char *name)
{
	for (size_t i = 0; i < subcommand_count; i++)
		if (subcommands[i].name && strcmp(subcommands[i].name, name) == 0)
			return &subcommands[i];
	return NULL;
}

const struct subcommand *subcommand_default(void)
{
	return &subcommands[0];
}

#define NAME_MAX_LENGTH 16

/* Edits (insert, delete, replace, swap of neighbours) that turn a into b: the optimal string
 * alignment distance. Names longer than NAME_MAX_LENGTH are far from everything. */
static size_t distance(const char *a, const char *b)
{
	size_t d[NAME_MAX_LENGTH + 1][NAME_MAX_LENGTH + 1];
	size_t n = strlen(a), m = strlen(b);
	if (n > NAME_MAX_LENGTH || m > NAME_MAX_LENGTH)
		return NAME_MAX_LENGTH;
	for (size_t i = 0; i <= n; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= m; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		for (size_t j = 1; j <= m; j++) {
			size_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (d[i - 1][j] + 1 < best)
				best = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < best)
				best = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	}
	return d[n][m];
}

const char *subcommand_nearest(const char *name)
{
	const char *nearest = NULL;
	size_t least = 3;
	for (size_t i = 0; i < subcommand_count; i++) {
		const char *candidate = subcommands[i].name;
		if (!candidate)
			continue;
		size_t edits = distance(name, candidate);
		if (edits < least && edits < strlen(candidate) / 2 + 1) {
			least = edits;
			nearest = candidate;
		}
	}
	return nearest;
}
