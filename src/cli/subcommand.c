#include "cli.h"

#include "agree_print.h"

#include "attache/annotate/codebook_format.h"
#include "attache/base/nearest.h"
#include "attache/export/export.h"

#include <string.h>

const struct cli_option cli_common_options[] = {
	{.name = "help", .letter = 'h', .help = "Print this help and end"},
	{.name = "version", .help = "Print the version and end"},
	{0},
};

/* ---- options that several have -------------------------------------------------------------
 */

/* clang-format off */
#define FORMAT_OPTION(about, choices) \
	{.name = "format", .letter = 'f', .value = "FORMAT", .help = (about), .choice = (choices)}
#define OUTPUT_OPTION \
	{.name = "output", .letter = 'o', .value = "FILE", \
		.help = "Write to FILE, whole or not at all"}
#define BY_OPTION \
	{.name = "by", .letter = 'b', .value = "A,B...", \
		.help = "Only what these annotated; shared: the shared file"}
#define CONFIG_OPTION \
	{.name = "config", .value = "FILE", .help = "Read this config; an empty name reads none"}
#define SCRIPT_OPTION \
	{.name = "script", .value = "FILE", \
		.help = "Press the keys of FILE instead of a terminal's"}
/* clang-format on */

/* ---- options of each -----------------------------------------------------------------------
 */

static const struct cli_option no_options[] = {{0}};

static const char *export_choice(size_t index)
{
	return index < export_format_count ? export_formats[index]->name : NULL;
}

static const char *extract_choice(size_t index)
{
	static const char *const formats[] = {"jsonl", "text", NULL};
	return formats[index];
}

static const struct cli_option text_options[] = {
	{.name = "blocks",
		.letter = 'b',
		.help = "Print how the text was read instead: a line a block"},
	{0},
};

static const struct cli_option extract_options[] = {
	FORMAT_OPTION("How to print; the first is the default", extract_choice),
	{.name = "date",
		.letter = 'd',
		.value = "DAY",
		.help = "Day of articles that give none, as 2024-05-13"},
	{.name = "jobs",
		.letter = 'j',
		.value = "N",
		.help = "Work on N articles at a time; default: all processors"},
	{.name = "null",
		.letter = '0',
		.help = "Read articles from stdin, each ended by a NUL"},
	{0},
};

static const struct cli_option list_options[] = {
	{.name = "tag",
		.letter = 't',
		.value = "TAG",
		.help = "Only what has the tag; a,b: one of them"},
	{.name = "speaker",
		.letter = 's',
		.value = "NAME",
		.help = "Only words of a speaker whose name holds NAME"},
	{.name = "country",
		.letter = 'c',
		.value = "COUNTRY",
		.help = "Only words of speakers of a country: CHN or China"},
	BY_OPTION,
	{0},
};

static const char *diff_choice(size_t index)
{
	static const char *const formats[] = {"text", "json", NULL};
	return formats[index];
}

static const struct cli_option diff_options[] = {
	{.name = "by",
		.letter = 'b',
		.value = "A,B",
		.help = "Whose annotations of ARTICLE to compare"},
	FORMAT_OPTION("How to print; the first is the default", diff_choice),
	{0},
};

static const char *agree_choice(size_t index)
{
	return index < agree_format_count ? agree_formats[index].name : NULL;
}

static const struct cli_option agree_options[] = {
	{.name = "by",
		.letter = 'b',
		.value = "A,B...",
		.help = "Whose annotations to compare; default: everybody's"},
	{.name = "each", .letter = 'e', .help = "Each article by itself too"},
	{.name = "unmarked",
		.letter = 'u',
		.help = "What somebody did not mark counts as without tag"},
	FORMAT_OPTION("How to print; the first is the default", agree_choice),
	{0},
};

static const struct cli_option merge_options[] = {
	{.name = "output",
		.letter = 'o',
		.value = "FILE",
		.help = "Write to FILE instead of OURS"},
	{0},
};

static const char *log_choice(size_t index)
{
	static const char *const formats[] = {"text", "jsonl", "json", NULL};
	return formats[index];
}

static const struct cli_option log_options[] = {
	{.name = "by", .value = "NAME", .help = "Only what NAME did"},
	{.name = "since",
		.value = "DAY",
		.help = "Only from that day or time (UTC) on: 2026-11-23"},
	{.name = "id", .value = "ID", .help = "Only what was done to one annotation"},
	{.name = "deleted",
		.letter = 'd',
		.help = "What was deleted and is not back, the newest first"},
	{.name = "restore",
		.value = "ID",
		.help = "Put a deleted annotation back where it was"},
	FORMAT_OPTION("How to print; the first is the default", log_choice),
	{0},
};

static const char *codebook_choice(size_t index)
{
	return index < codebook_format_count ? codebook_formats[index].name : NULL;
}

static const struct cli_option codebook_export_options[] = {
	FORMAT_OPTION("How to write; the first is the default", codebook_choice),
	OUTPUT_OPTION,
	{0},
};

static const struct cli_option codebook_import_options[] = {
	FORMAT_OPTION("How FILE is written; default: by its name", codebook_choice),
	OUTPUT_OPTION,
	{0},
};

static const struct cli_option codebook_rename_options[] = {
	{.name = "write", .letter = 'w', .help = "Do it; without, say what would be done"},
	{.name = "formerly", .help = "No OLD and NEW: all that a codebook calls `was`"},
	{0},
};

static const struct cli_option export_options[] = {
	FORMAT_OPTION("How to write; the first is the default", export_choice),
	OUTPUT_OPTION,
	{.name = "raw", .help = "Leave CSV cells that look like formulas as they are"},
	BY_OPTION,
	{0},
};

static const struct cli_option adjudicate_options[] = {
	CONFIG_OPTION,
	SCRIPT_OPTION,
	{0},
};

static const struct cli_option read_options[] = {
	{.name = "own", .help = "Keep annotations in a file of your own beside the article"},
	CONFIG_OPTION,
	SCRIPT_OPTION,
	{0},
};

/* ---- subcommands ---------------------------------------------------------------------------
 */

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
	{.name = "list",
		.operands = "FILE|DIR...",
		.help = "Print annotations, one on a line",
		.about =
			"The fields are separated by tabs, the same ones on every line, empty "
			"where there is nothing: file, date, paragraph, speaker, country, "
			"tags, "
			"words, note, stance, target, source, kind, status, id, by. A terminal "
			"is shown fewer of them, in columns. Of a folder and those below it, "
			"all articles with annotations are taken, and of an article all its "
			"sidecars; of one id the annotation in the shared one counts.",
		.options = list_options,
		.run = cmd_list},
	{.name = "progress",
		.operands = "FILE|DIR...",
		.help = "Print how many quotes of each article were reviewed",
		.about = "The fields are separated by tabs: file, quotes reviewed (annotated, "
			 "accepted or rejected), quotes found, annotations to check (moved or "
			 "suggested), orphans, annotations in all; the last line is the total "
			 "of several articles. A terminal is shown it in words. Of a folder, "
			 "all articles in it are taken.",
		.options = no_options,
		.run = cmd_progress},
	{.name = "log",
		.operands = "PATH...",
		.help = "Print who changed which annotation when",
		.about = "Reads the journal, which the reader keeps unless its option journal "
			 "is off. The fields are separated by tabs: time, who, what, the step "
			 "as undo calls it, id, words, article. As JSON a record holds the "
			 "annotation before and after. Of a folder, all articles below it are "
			 "told of, also those that are gone.",
		.options = log_options,
		.run = cmd_log},
	{.name = "export",
		.operands = "FILE|DIR...",
		.help = "Write annotations for other programs and for reading",
		.about = "All articles go into one output, in the order given; of a folder and "
			 "those below it, all articles with annotations are taken, and of an "
			 "article all its sidecars, as list does it.",
		.options = export_options,
		.run = cmd_export},
	{.name = "check",
		.operands = "FILE|DIR...",
		.help = "Say what is wrong with articles and annotations",
		.about =
			"Reads sidecars, articles and codebooks and prints what needs a look, "
			"one on a line, as FILE:LINE:COLUMN: SEVERITY: MESSAGE, and the sum in "
			"the end: sidecars that cannot be read, recovery files, annotations "
			"that moved or lost their place, words annotated twice, tags no "
			"codebook has. Errors and warnings set the exit status, notes do not.",
		.options = no_options,
		.run = cmd_check},
	{.name = "codebook check",
		.operands = "[FILE|DIR...]",
		.help = "Say what is wrong with codebooks",
		.about = "Prints what needs a look, one on a line, as "
			 "FILE:LINE:COLUMN: SEVERITY: MESSAGE, and the sum in the end: keys "
			 "given twice, unknown families, tags that stand below themselves. Of "
			 "a folder, by default this one, the codebook that its articles have "
			 "is taken. FILE may be in any format that can be imported. Errors and "
			 "warnings set the exit status.",
		.options = no_options,
		.run = cmd_codebook_check},
	{.name = "codebook export",
		.operands = "[FILE|DIR]",
		.help = "Write a codebook for other programs",
		.about = "Of a folder, by default this one, the codebook that its articles "
			 "have is taken. All that is said of families and tags goes into every "
			 "format. In qdc a family is a code that cannot be chosen, and what "
			 "REFI-QDA has no place for (keys, choice, examples) is the last "
			 "paragraph of a description; a tag's guid depends on its id alone, so "
			 "that the same codebook gives the same file.",
		.options = codebook_export_options,
		.run = cmd_codebook_export},
	{.name = "codebook import",
		.operands = "FILE",
		.help = "Make a codebook.yaml of another program's codebook",
		.about = "Reads a .qdc, .csv or .yaml file (- for stdin) and prints it as "
			 "YAML. What is odd is told on stderr and left out. Ids are made of "
			 "the names of codes (\"Red line\" is red-line); a .csv file needs a "
			 "first row that names its columns: id, and any of kind (family or "
			 "tag), label, family, parent, key, colour, choice, required, define, "
			 "include, exclude, examples, was, guid.",
		.options = codebook_import_options,
		.run = cmd_codebook_import},
	{.name = "codebook rename",
		.operands = "[OLD NEW] [FILE|DIR...]",
		.help = "Rename a tag in all sidecars of a folder",
		.about = "Prints what would change, a line a sidecar with the number of "
			 "annotations; --write changes it. Of folders, by default this one, "
			 "all sidecars there and below are taken, those of annotators too. A "
			 "tag that begins with OLD/ begins with NEW/ then. With --formerly "
			 "each tag that the codebook says bore another name (its was) is "
			 "renamed to what it is called now. Only the lines of tags change, and "
			 "the journal tells of it. The codebook itself is not touched.",
		.options = codebook_rename_options,
		.run = cmd_codebook_rename},
	{.name = "diff",
		.operands = "SIDECAR SIDECAR|ARTICLE",
		.help = "Compare two people's annotations of an article",
		.about = "Compares two sidecars, or what two people annotated in ARTICLE: "
			 "those with sidecars of their own, or else those who stand as `by` in "
			 "the shared one; \"shared\" names the shared sidecar beside others. "
			 "Annotations are paired by id, by words and by overlap. A line begins "
			 "with - for what only the first has, + for what only the second has, "
			 "! for what both have and say differently. The exit status is 0 when "
			 "there is no difference, 1 when there is, and 2 when something went "
			 "wrong.",
		.options = diff_options,
		.run = cmd_diff},
	{.name = "agree",
		.operands = "FILE|DIR...",
		.help = "Measure how well annotators agree",
		.about = "Takes annotators as diff does, any number of them, over all articles "
			 "given; or two or more sidecars of one text. What was marked is "
			 "paired by id, by words and by overlap, and makes the units. On the "
			 "tags of what both marked: Cohen's kappa, Krippendorff's alpha, for "
			 "all tags together (a unit's value is the set of its tags) and for "
			 "each tag. On what was marked: precision, recall and F1 of the second "
			 "annotator's spans against the first's, exact and overlapping, and "
			 "Krippendorff's alpha for unitizing (alpha-u). A dash stands where a "
			 "measure is not defined. Suggestions and what was rejected do not "
			 "count.",
		.options = agree_options,
		.run = cmd_agree},
	{.name = "adjudicate",
		.operands = "FILE|DIR...",
		.help = "Decide between annotators, difference by difference",
		.about =
			"Shows what annotators with sidecars of their own see differently, one "
			"place after the other, with their versions below the article. One "
			"key decides: 1, 2 ... for one version, b for both, n for none, s "
			"leaves it for later, u takes back; a takes over all in which they "
			"agree. The result goes to the shared sidecar, where `by` remains "
			"whose version it was and `adjudicated-by` says who decided.",
		.options = adjudicate_options,
		.run = cmd_adjudicate},
	{.name = "merge",
		.operands = "BASE OURS THEIRS [NAME]",
		.help = "Merge two versions of a sidecar",
		.about = "BASE is what both come from; it may be empty or missing. Annotations "
			 "are merged by id and field by field, and OURS receives the result. "
			 "Where both sides changed one field in different ways, both versions "
			 "are kept: theirs as a copy that says conflict-of. Comments and "
			 "unknown keys of both sides stay. The exit status is 0 when nothing "
			 "is in conflict, 1 when something is, and 2 when a file cannot be "
			 "read or written, in which case OURS stays as it is. Messages call "
			 "the sidecar NAME. As a merge driver of git: see EXAMPLES.",
		.options = merge_options,
		.run = cmd_merge},
	{.name = "text",
		.operands = "FILE|DIR...",
		.help = "Print the text that positions refer to",
		.about =
			"For plain text that is the file's text as UTF-8 with plain line ends, "
			"for Markdown the text without markup. Positions in sidecars and "
			"exports "
			"count its code points. --blocks prints first and last position, kind "
			"(furniture is folded on the screen), number of the paragraph and the "
			"first words of every block, separated by tabs.",
		.options = text_options,
		.run = cmd_text},
	{.name = "extract",
		.operands = "FILE|DIR...|-",
		.help = "Print the entities and quotes found in articles",
		.about = "One line of JSON an article, positions in code points of its text, "
			 "in the order of the articles whatever their number. An article that "
			 "cannot be read, or whose process ends, is told of; the others go on.",
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

const struct subcommand *subcommand_find_words(
	const char *const *words, size_t count, size_t *used)
{
	const struct subcommand *found = NULL;
	struct buffer name = {0};
	if (count > 1)
		buffer_format(&name, "%s %s", words[0], words[1]);
	if (count > 1)
		found = subcommand_find(name.data);
	*used = found ? 2 : 1;
	buffer_free(&name);
	return found || !count ? found : subcommand_find(words[0]);
}

const struct subcommand *subcommand_in_group(const char *word, size_t index)
{
	size_t len = strlen(word);
	for (size_t i = 0; i < subcommand_count; i++) {
		const char *name = subcommands[i].name;
		if (name && strncmp(name, word, len) == 0 && name[len] == ' ' && index-- == 0)
			return &subcommands[i];
	}
	return NULL;
}

const struct subcommand *subcommand_default(void)
{
	for (size_t i = 0; i < subcommand_count; i++)
		if (!subcommands[i].name)
			return &subcommands[i];
	return subcommand_find("help");
}

const char *subcommand_nearest(const char *name)
{
	struct nearest nearest = nearest_to(str_from(name));
	for (size_t i = 0; i < subcommand_count; i++)
		if (subcommands[i].name)
			nearest_offer(&nearest, subcommands[i].name);
	return nearest.name;
}
