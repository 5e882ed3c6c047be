#include "cli.h"

#include "attache/base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static size_t option_count(const struct subcommand *subcommand)
{
	size_t count = 0;
	while (subcommand->options[count].name)
		count++;
	assert(count <= CLI_OPTIONS_MAX);
	return count;
}

/* The row of an option by its long name (of `len` bytes) or, with len 0, by its letter. */
static const struct cli_option *option_find(
	const struct cli_option *options, const char *name, size_t len)
{
	for (const struct cli_option *option = options; option->name; option++) {
		if (len == 0 && option->letter && option->letter == *name)
			return option;
		if (len && strlen(option->name) == len && memcmp(option->name, name, len) == 0)
			return option;
	}
	return NULL;
}

static bool wrong_option(
	const struct subcommand *subcommand, const char *word, struct error *err)
{
	return error_set(err, ERR_USAGE, "unknown option %s; try: attache %s%s--help", word,
		subcommand->name ? subcommand->name : "", subcommand->name ? " " : "");
}

/* "a, b", the values an option takes. */
static void add_choices(struct buffer *out, const struct cli_option *option)
{
	for (size_t i = 0; option->choice(i); i++)
		buffer_format(out, "%s%s", i ? ", " : "", option->choice(i));
}

static bool is_allowed(const struct cli_option *option, const char *value, struct error *err)
{
	if (!option->choice)
		return true;
	for (size_t i = 0; option->choice(i); i++)
		if (strcmp(option->choice(i), value) == 0)
			return true;
	struct buffer choices = {0};
	add_choices(&choices, option);
	error_set(err, ERR_USAGE, "no %s %.60s; there are: %s", option->name, value,
		choices.data);
	buffer_free(&choices);
	return false;
}

/* Take one option word (and its value, from the same word or the next). */
static bool take_option(
	struct cli_arguments *arguments, int argc, char **argv, int *at, struct error *err)
{
	const struct subcommand *subcommand = arguments->subcommand;
	const char *word = argv[*at];
	bool is_long = word[1] == '-';
	const char *name = word + (is_long ? 2 : 1);
	size_t len = is_long ? strcspn(name, "=") : 0;
	const char *value = is_long ? (name[len] == '=' ? name + len + 1 : NULL)
				    : (name[1] ? name + 1 : NULL);

	const struct cli_option *common = option_find(cli_common_options, name, len);
	if (common && !value) {
		if (strcmp(common->name, "help") == 0)
			arguments->help = true;
		else
			arguments->version = true;
		return true;
	}
	const struct cli_option *option = option_find(subcommand->options, name, len);
	if (!option || (is_long && len == 0))
		return wrong_option(subcommand, word, err);
	if (!option->value && value)
		return error_set(err, ERR_USAGE, "option --%s takes no value", option->name);
	if (option->value && !value) {
		if (*at + 1 >= argc)
			return error_set(err, ERR_USAGE, "option --%s needs a value: %s",
				option->name, option->value);
		value = argv[++*at];
	}
	if (value && !is_allowed(option, value, err))
		return false;
	arguments->values[option - subcommand->options] = value ? value : "";
	return true;
}

bool cli_parse(const struct subcommand *subcommand, int argc, char **argv,
	struct cli_arguments *arguments, struct error *err)
{
	assert(option_count(subcommand) <= CLI_OPTIONS_MAX);
	*arguments = (struct cli_arguments){.subcommand = subcommand};
	arguments->operands = memory_zeroed((size_t)argc + 1, sizeof *arguments->operands);
	bool options_end = false;
	for (int i = 0; i < argc; i++) {
		if (!options_end && strcmp(argv[i], "--") == 0)
			options_end = true;
		else if (options_end || argv[i][0] != '-' || argv[i][1] == '\0')
			arguments->operands[arguments->operand_count++] = argv[i];
		else if (!take_option(arguments, argc, argv, &i, err))
			return false;
	}
	return true;
}

void cli_arguments_free(struct cli_arguments *arguments)
{
	free(arguments->operands);
	*arguments = (struct cli_arguments){0};
}

const char *cli_value(const struct cli_arguments *arguments, const char *option)
{
	const struct cli_option *options = arguments->subcommand->options;
	const struct cli_option *row = option_find(options, option, strlen(option));
	assert(row);
	return arguments->values[row - options];
}

bool cli_given(const struct cli_arguments *arguments, const char *option)
{
	return cli_value(arguments, option) != NULL;
}

void cli_add_synopsis(struct buffer *out, const struct subcommand *subcommand)
{
	buffer_add_cstr(out, "attache");
	if (subcommand->name)
		buffer_format(out, " %s", subcommand->name);
	for (const struct cli_option *option = subcommand->options; option->name; option++) {
		if (option->letter)
			buffer_format(out, " [-%c", option->letter);
		else
			buffer_format(out, " [--%s", option->name);
		buffer_format(out, option->value ? " %s]" : "]", option->value);
	}
	if (*subcommand->operands)
		buffer_format(out, " %s", subcommand->operands);
}

static void add_option(struct buffer *out, const struct cli_option *option)
{
	struct buffer left = {0};
	if (option->letter)
		buffer_format(&left, "-%c, ", option->letter);
	else
		buffer_add_cstr(&left, "    ");
	buffer_format(&left, "--%s", option->name);
	if (option->value)
		buffer_format(&left, " %s", option->value);
	buffer_format(out, "  %-26s  %s", left.data, option->help);
	if (option->choice) {
		buffer_format(out, "\n  %-26s  ", "");
		add_choices(out, option);
	}
	buffer_add_byte(out, '\n');
	buffer_free(&left);
}

/* Append a paragraph, broken at blanks so that no line is longer than 78 columns. */
static void add_wrapped(struct buffer *out, const char *text)
{
	size_t column = 0;
	for (struct str rest = str_from(text), word; str_split(&rest, ' ', &word);) {
		if (column && column + 1 + word.len > 78) {
			buffer_add_byte(out, '\n');
			column = 0;
		} else if (column) {
			buffer_add_byte(out, ' ');
			column++;
		}
		buffer_add(out, word);
		column += word.len;
	}
	buffer_add_byte(out, '\n');
}

void cli_add_help(struct buffer *out, const struct subcommand *subcommand)
{
	buffer_add_cstr(out, "Usage: ");
	cli_add_synopsis(out, subcommand);
	buffer_format(out, "\n\n%s.\n", subcommand->help);
	if (subcommand->about)
		add_wrapped(out, subcommand->about);
	buffer_add_cstr(out, "\nOptions:\n");
	for (const struct cli_option *option = subcommand->options; option->name; option++)
		add_option(out, option);
	for (const struct cli_option *option = cli_common_options; option->name; option++)
		add_option(out, option);
	if (!subcommand->name) {
		buffer_add_cstr(out, "\nSubcommands:\n");
		for (size_t i = 0; i < subcommand_count; i++)
			if (subcommands[i].name)
				buffer_format(out, "  %-15s  %s\n", subcommands[i].name,
					subcommands[i].help);
	}
}
