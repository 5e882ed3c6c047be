#include "cli.h"

#include "attache/base/nearest.h"

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

static const struct cli_option read_options[] = {
	{.name = "config",
		.value = "FILE",
		.help = "Read this config; an empty name reads none"},
	{.name = "script",
		.value = "FILE",
		.help = "Press the keys of FILE instead of a terminal's"},
	{0},
};

const struct subcommand subcommands[] = {
	{.operands = "FILE|DIR...",
		.help = "Read articles and annotate them",
		.about =
			"The article is shown beside the entities and quotes found in it. "
			"Quotes are "
			"tagged by keyboard; every annotation is saved at once, in a YAML file "
			"beside the article. DIR reads all articles of a folder, - what comes "
			"through a pipe.",
		.options = read_options,
		.run = cmd_read},
	{.name = "compare",
		.operands = "FILE FILE",
		.help = "Read two articles side by side",
		.about =
			"Tab goes from one to the other; e takes the other one to the same tag "
			"or name.",
		.options = read_options,
		.run = cmd_compare},
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

const char *subcommand_nearest(const char *name)
{
	struct nearest nearest = nearest_to(str_from(name));
	for (size_t i = 0; i < subcommand_count; i++)
		if (subcommands[i].name)
			nearest_offer(&nearest, subcommands[i].name);
	return nearest.name;
}
