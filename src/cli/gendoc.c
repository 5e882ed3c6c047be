/* gendoc: prints the documents that repeat what the tables say, so that nobody has to: the man
 * page (from a template), the shell completion, the commented default config. A build tool.
 *
 *     gendoc man TEMPLATE | completion | config */
#include "cli.h"

#include "attache/app/command.h"
#include "attache/app/config.h"
#include "attache/base/file.h"
#include "attache/export/export.h"

#include <stdio.h>
#include <string.h>

/* Append text as roff shows it: no line of it is a request, no sign of it an escape. */
static void add_roff(struct buffer *out, const char *text)
{
	for (const char *c = text; *c; c++) {
		bool line_start = c == text || c[-1] == '\n';
		if (line_start && (*c == '.' || *c == '\''))
			buffer_add_cstr(out, "\\&");
		if (*c == '\\')
			buffer_add_cstr(out, "\\e");
		else if (*c == '-')
			buffer_add_cstr(out, "\\-");
		else
			buffer_add_byte(out, *c);
	}
}

#define LINE_MAX_COLUMNS 76

/* Prose for mdoc: each sentence begins a line, and no line is long, as mandoc wants it. */
static void add_prose(struct buffer *out, const char *text)
{
	struct buffer broken = {0};
	size_t column = 0;
	bool sentence_end = false;
	for (struct str rest = str_from(text), word; str_split(&rest, ' ', &word);) {
		bool full = column + 1 + word.len > LINE_MAX_COLUMNS;
		if (column) {
			buffer_add_byte(&broken, full || sentence_end ? '\n' : ' ');
			column = full || sentence_end ? 0 : column + 1;
		}
		buffer_add(&broken, word);
		column += word.len;
		sentence_end = str_ends(word, STR("."));
	}
	if (broken.len) {
		add_roff(out, broken.data);
		buffer_add_byte(out, '\n');
	}
	buffer_free(&broken);
}

static void add_option_item(struct buffer *out, const struct cli_option *option)
{
	buffer_add_cstr(out, ".It ");
	if (option->letter)
		buffer_format(out, "Fl %c , ", option->letter);
	buffer_add_cstr(out, "Fl \\-");
	add_roff(out, option->name);
	if (option->value)
		buffer_format(out, " Ar %s", option->value);
	buffer_add_byte(out, '\n');
	add_roff(out, option->help);
	for (size_t i = 0; option->choice && option->choice(i); i++)
		buffer_format(out, "%s%s", i ? ", " : ":\n", option->choice(i));
	buffer_add_cstr(out, ".\n");
}

static void add_options(struct buffer *out, const struct cli_option *options)
{
	if (!options->name)
		return;
	buffer_add_cstr(out, ".Bl -tag -width Ds\n");
	for (; options->name; options++)
		add_option_item(out, options);
	buffer_add_cstr(out, ".El\n");
}

/* "FILE|DIR..." with the names as arguments and the signs as they are. */
static void add_operands(struct buffer *out, const char *operands)
{
	for (const char *c = operands; *c;) {
		size_t name = strspn(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
		if (name) {
			buffer_format(out, " Ar %.*s", (int)name, c);
			c += name;
		} else if (strncmp(c, "...", 3) == 0) {
			buffer_add_cstr(out, " ...");
			c += 3;
		} else {
			if (*c == '|')
				buffer_add_cstr(out, " |");
			else if (*c == '[')
				buffer_add_cstr(out, " Op");
			c++;
		}
	}
}

static void man_synopsis(struct buffer *out)
{
	for (size_t i = 0; i < subcommand_count; i++) {
		const struct subcommand *row = &subcommands[i];
		buffer_add_cstr(out, ".Nm attache\n");
		if (row->name)
			buffer_format(out, ".Cm %s\n", row->name);
		for (const struct cli_option *option = row->options; option->name; option++) {
			buffer_add_cstr(out, ".Op Fl ");
			if (option->letter)
				buffer_add_byte(out, option->letter);
			else
				buffer_format(out, "\\-%s", option->name);
			if (option->value)
				buffer_format(out, " Ar %s", option->value);
			buffer_add_byte(out, '\n');
		}
		if (*row->operands) {
			struct buffer operands = {0};
			add_operands(&operands, row->operands);
			buffer_format(out, ".%s\n", operands.data + 1);
			buffer_free(&operands);
		}
	}
}

static void man_subcommands(struct buffer *out)
{
	for (size_t i = 0; i < subcommand_count; i++) {
		const struct subcommand *row = &subcommands[i];
		if (row->name)
			buffer_format(out, ".Ss attache %s\n", row->name);
		else
			buffer_add_cstr(out, ".Ss attache\n");
		add_roff(out, row->help);
		buffer_add_cstr(out, ".\n");
		if (row->about)
			add_prose(out, row->about);
		add_options(out, row->options);
	}
	buffer_add_cstr(out, ".Ss Options of every subcommand\n");
	add_options(out, cli_common_options);
}

static void man_formats(struct buffer *out)
{
	buffer_add_cstr(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < export_format_count; i++) {
		buffer_format(out, ".It Cm %s\n", export_formats[i]->name);
		add_roff(out, export_formats[i]->help);
		buffer_add_cstr(out, ".\n");
	}
	buffer_add_cstr(out, ".El\n");
}

static void man_options(struct buffer *out)
{
	buffer_add_cstr(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		struct buffer range = {0};
		option_add_range(row, &range);
		buffer_format(out, ".It Cm %s :", row->name);
		if (row->kind == OPTION_TEXT && !*row->fallback)
			buffer_add_cstr(out, " text\n");
		else
			buffer_format(
				out, " %s , No by default %s\n", range.data, row->fallback);
		add_roff(out, row->help);
		buffer_add_cstr(out, ".\n");
		buffer_free(&range);
	}
	buffer_add_cstr(out, ".El\n");
}

/* A name, key or argument as mdoc shows it, signs of its own language disarmed. */
static void add_plain(struct buffer *out, const char *text)
{
	for (const char *c = text; *c; c++) {
		if (*c == '\\')
			buffer_add_cstr(out, "\\e");
		else if (*c == '-')
			buffer_add_cstr(out, "\\-");
		else if (strchr(".,;:?!()[]|\"'",
				 *c)) /* a delimiter, or the end of an argument */
			buffer_format(out, "\\&%s", *c == '"' ? "\\(dq" : (char[]){*c, '\0'});
		else
			buffer_add_byte(out, *c);
	}
}

/* Words separated by blanks, each with a macro before it. */
static void add_each(struct buffer *out, const char *words, const char *macro)
{
	struct str rest = str_from(words), word;
	while (str_split(&rest, ' ', &word)) {
		struct buffer name = {0};
		buffer_add(&name, word);
		buffer_add_cstr(out, macro);
		add_plain(out, name.data);
		buffer_free(&name);
	}
}

static void man_command(struct buffer *out, const struct command *row)
{
	buffer_add_cstr(out, ".It Cm ");
	add_plain(out, row->name);
	if (row->aliases)
		add_each(out, row->aliases, " , ");
	if (row->args) {
		buffer_add_cstr(out, " Ar ");
		add_plain(out, row->args);
	}
	if (row->keys) {
		buffer_add_cstr(out, " No keys");
		add_each(out, row->keys, " Sy ");
	}
	buffer_add_byte(out, '\n');
	add_roff(out, row->help);
	buffer_add_cstr(out, ".\n");
}

static void man_commands(struct buffer *out)
{
	const char *group = NULL;
	for (size_t i = 0; i < command_count; i++) {
		const struct command *row = &command_table[i];
		if (!group || strcmp(group, row->group) != 0) {
			buffer_format(out, "%s.Ss %s\n.Bl -tag -width Ds\n",
				group ? ".El\n" : "", row->group);
			group = row->group;
		}
		man_command(out, row);
	}
	buffer_add_cstr(out, ".El\n");
}

static void man_statuses(struct buffer *out)
{
	buffer_add_cstr(out, ".Bl -tag -width Ds\n");
	for (int status = 0; status < 256; status++)
		for (size_t code = 0; code < ERR_CODES; code++)
			if (error_statuses[code].status == status) {
				buffer_format(out, ".It %d\n", status);
				add_roff(out, error_statuses[code].help);
				buffer_add_cstr(out, ".\n");
			}
	buffer_add_cstr(out, ".El\n");
}

/* What a line @@name@@ of the template stands for. */
static const struct section {
	const char *name;
	void (*add)(struct buffer *out);
} sections[] = {
	{"synopsis", man_synopsis},
	{"subcommands", man_subcommands},
	{"formats", man_formats},
	{"commands", man_commands},
	{"options", man_options},
	{"statuses", man_statuses},
};

static bool add_section(struct buffer *out, struct str name)
{
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (str_equal(str_from(sections[i].name), name)) {
			sections[i].add(out);
			return true;
		}
	return false;
}

static bool print_man(const char *template, struct buffer *out, struct error *err)
{
	struct buffer text = {0};
	if (!file_read(template, 0, &text, NULL, err))
		return false;
	bool ok = true;
	unsigned number = 0;
	for (struct str rest = buffer_str(&text), line; ok && str_split(&rest, '\n', &line);) {
		number++;
		if (line.len > 4 && str_starts(line, STR("@@")) && str_ends(line, STR("@@"))) {
			struct str name = str_slice(line, (struct range){2, line.len - 2});
			ok = add_section(out, name);
			if (!ok)
				error_set_at(err, ERR_PARSE, number, 1, "no section %.*s",
					STR_ARG(name));
		} else {
			buffer_add(out, line);
			buffer_add_byte(out, '\n');
		}
	}
	buffer_free(&text);
	return ok;
}

static void add_words(struct buffer *out, const struct cli_option *options)
{
	for (; options->name; options++)
		buffer_format(out, " --%s", options->name);
}

static void add_case(struct buffer *out, const struct subcommand *subcommand)
{
	struct buffer words = {0};
	add_words(&words, subcommand->options);
	add_words(&words, cli_common_options);
	const char *name = subcommand->name;
	const char *quote = name && strchr(name, ' ') ? "'" : "";
	buffer_format(out, "\t%s%s%s) options='%s' ;;\n", quote, name ? name : "*", quote,
		words.data + 1);
	buffer_free(&words);
}

/* "export -f", the values behind it. */
static void add_choices_case(struct buffer *out, const struct subcommand *subcommand)
{
	for (const struct cli_option *option = subcommand->options; option->name; option++) {
		if (!option->choice)
			continue;
		buffer_format(out, "\t'%s --%s'", subcommand->name, option->name);
		if (option->letter)
			buffer_format(out, " | '%s -%c'", subcommand->name, option->letter);
		buffer_add_cstr(out, ") values='");
		for (size_t i = 0; option->choice(i); i++)
			buffer_format(out, "%s%s", i ? " " : "", option->choice(i));
		buffer_add_cstr(out, "' ;;\n");
	}
}

/* The first words of all names, each once. */
static void add_names(struct buffer *out)
{
	struct str before = STR("");
	for (size_t i = 0; i < subcommand_count; i++) {
		struct str rest = str_from(subcommands[i].name), word;
		if (!str_split(&rest, ' ', &word) || str_equal(word, before))
			continue;
		buffer_format(out, "%s%.*s", before.len ? " " : "", STR_ARG(word));
		before = word;
	}
}

/* The second words of groups, and the names that consist of both. */
static void add_groups(struct buffer *out)
{
	for (size_t i = 0; i < subcommand_count; i++) {
		const char *name = subcommands[i].name;
		const char *blank = name ? strchr(name, ' ') : NULL;
		if (!blank)
			continue;
		struct buffer group = {0};
		buffer_add(&group, (struct str){name, (size_t)(blank - name)});
		if (subcommand_in_group(group.data, 0) == &subcommands[i]) {
			const struct subcommand *row;
			buffer_format(out,
				"\tif [[ $command == %s ]]; then\n"
				"\t\tcommand+=\" ${COMP_WORDS[2]}\"\n"
				"\t\t((COMP_CWORD == 2)) && values='",
				group.data);
			for (size_t k = 0; (row = subcommand_in_group(group.data, k)); k++)
				buffer_format(
					out, "%s%s", k ? " " : "", row->name + group.len + 1);
			buffer_add_cstr(out, "'\n\tfi\n");
		}
		buffer_free(&group);
	}
}

static void print_completion(struct buffer *out)
{
	buffer_add_cstr(out,
		"# bash completion of attache, printed by gendoc from the tables.\n"
		"_attache()\n{\n"
		"\tlocal word=${COMP_WORDS[COMP_CWORD]} options values=\n"
		"\tlocal command=${COMP_WORDS[1]}\n"
		"\tlocal names='");
	add_names(out);
	buffer_add_cstr(out, "'\n\tCOMPREPLY=()\n");
	add_groups(out);
	buffer_add_cstr(out, "\tcase \"$command ${COMP_WORDS[COMP_CWORD - 1]}\" in\n");
	for (size_t i = 0; i < subcommand_count; i++)
		if (subcommands[i].name)
			add_choices_case(out, &subcommands[i]);
	buffer_add_cstr(out, "\t'help help') values=$names ;;\n"
			     "\tesac\n"
			     "\tif [[ $values ]]; then\n"
			     "\t\tCOMPREPLY=($(compgen -W \"$values\" -- \"$word\"))\n"
			     "\t\treturn\n\tfi\n"
			     "\tcase $command in\n");
	for (size_t i = 0; i < subcommand_count; i++)
		if (subcommands[i].name)
			add_case(out, &subcommands[i]);
	add_case(out, subcommand_default());
	buffer_add_cstr(out, "\tesac\n"
			     "\tif [[ $word == -* ]]; then\n"
			     "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
			     "\t\treturn\n\tfi\n"
			     "\tif ((COMP_CWORD == 1)); then\n"
			     "\t\tCOMPREPLY=($(compgen -W \"$names\" -- \"$word\"))\n\tfi\n"
			     "\tlocal IFS=$'\\n'\n"
			     "\tCOMPREPLY+=($(compgen -f -- \"$word\"))\n"
			     "}\n"
			     "complete -o filenames -F _attache attache\n");
}

int main(int argc, char **argv)
{
	struct buffer out = {0};
	struct error err;
	bool ok = true;
	if (argc == 3 && strcmp(argv[1], "man") == 0)
		ok = print_man(argv[2], &out, &err);
	else if (argc == 2 && strcmp(argv[1], "completion") == 0)
		print_completion(&out);
	else if (argc == 2 && strcmp(argv[1], "config") == 0)
		config_write_default(&out);
	else
		ok = error_set(&err, ERR_USAGE, "usage: gendoc man TEMPLATE|completion|config");
	int status = ok ? cli_output(buffer_str(&out)) : cli_fail(&err);
	buffer_free(&out);
	return status;
}
