/* What the subcommands share: the table's rows, parsed arguments, articles to work on, output.
 *
 * A subcommand is one row in subcommand.c and one function in cmd_<name>.c. Everything else
 * about it (dispatch, --help, the man page, shell completion) is read from the row. */
#ifndef ATTACHE_CLI_CLI_H
#define ATTACHE_CLI_CLI_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"
#include "attache/extract/lexicon.h"

#define CLI_OPTIONS_MAX 12

/* An option of a subcommand; lists end with a row without a name. */
struct cli_option {
	const char *name;  /* long name, without the dashes */
	char letter;       /* short form, 0 when there is none */
	const char *value; /* what its value is called in the help; NULL for a flag */
	const char *help;  /* under 60 columns */
	/* The values it takes, NULL behind the last; NULL: any. Others are refused. */
	const char *(*choice)(size_t index);
};

struct cli_arguments;

struct subcommand {
	const char *name;     /* "export"; of a group two words, "codebook check" */
	const char *operands; /* "FILE|DIR..." */
	const char *help;     /* one line, under 60 columns */
	const char *about;    /* a paragraph for --help and the man page */
	const struct cli_option *options;
	int (*run)(const struct cli_arguments *arguments); /* returns the exit status */
};

/* THE table. The row without a name is what `attache FILE...` does. */
extern const struct subcommand subcommands[];
extern const size_t subcommand_count;
const struct subcommand *subcommand_find(const char *name); /* NULL when there is none */
const struct subcommand *subcommand_default(void);

/* The subcommand that the first words of a command line name, *used of them; NULL: none. */
const struct subcommand *subcommand_find_words(
	const char *const *words, size_t count, size_t *used);

/* The subcommands of a group, by the word they begin with; NULL behind the last. */
const struct subcommand *subcommand_in_group(const char *word, size_t index);

/* The subcommand whose name is nearest to a mistyped one, or NULL. */
const char *subcommand_nearest(const char *name);

/* The options every subcommand has. */
extern const struct cli_option cli_common_options[];

/* Parsed arguments. Operands and values point into argv. */
struct cli_arguments {
	const struct subcommand *subcommand;
	const char *values[CLI_OPTIONS_MAX]; /* by row of options; "" for a flag, NULL absent */
	const char **operands;
	size_t operand_count;
	bool help, version;
};

/* Options may stand anywhere before "--"; "-" is an operand. ERR_USAGE on failure. */
bool cli_parse(const struct subcommand *subcommand, int argc, char **argv,
	struct cli_arguments *arguments, struct error *err);
void cli_arguments_free(struct cli_arguments *arguments);

/* The value of an option of the subcommand, NULL when it was not given. */
const char *cli_value(const struct cli_arguments *arguments, const char *option);
bool cli_given(const struct cli_arguments *arguments, const char *option);

/* The synopsis, "attache export [--format FORMAT] FILE|DIR...", and the whole help text. */
void cli_add_synopsis(struct buffer *out, const struct subcommand *subcommand);
void cli_add_help(struct buffer *out, const struct subcommand *subcommand);

/* The options of the reader's configuration, what is wrong with it passed over. Free them with
 * options_free. */
struct options;
void cli_options_load(struct options *options);

/* Print the synopses of all subcommands, or of one group. Returns the exit status. */
int cli_print_overview(const char *group);

/* Print "attache: message" on stderr, safe for a terminal, and return the exit status that the
 * table of error codes gives. */
int cli_fail(const struct error *err);

/* As cli_fail without ending anything: for what is odd with one of several articles. */
void cli_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Write text to stdout; control characters become visible signs when it is a terminal. Returns
 * the exit status: 0, or what a full disk makes of it. */
int cli_output(struct str text);

/* As that for text that holds colours and that the caller made safe. */
int cli_output_safe(struct str text);

/* Whether stdout takes colours: a terminal, and $NO_COLOR is not set. */
bool cli_has_colour(void);

/* Append a field of a row and a tab: on one line, safe for a terminal, so that lines and tabs
 * mean what they mean. */
void cli_add_field(struct buffer *row, struct str text);

/* Write a file, whole or not at all; what is no regular file (a pipe, /dev/stdout) is written
 * into. */
bool cli_output_file(const char *path, struct str text, struct error *err);

/* The columns of the terminal that stdout is; 0 when it is none. */
size_t cli_columns(void);

/* The folder with lexicon, codebook and themes: $ATTACHE_DATADIR, else the folder `data` beside
 * the program when it holds a lexicon (a build tree), else the one chosen at build time. */
const char *cli_data_dir(void);

/* A path in the data folder; the caller's to free. */
char *cli_data_path(const char *name);

/* Open the lexicon of the data folder. */
bool cli_lexicon_open(struct lexicon **out, struct error *err);

/* The articles that operands name: files as they are, folders in the order of names. */
struct cli_articles {
	char **paths;
	size_t count, capacity;
};

enum cli_search {
	SEARCH_READABLE, /* of a folder: its .txt, .md and .markdown files */
	/* Of a folder and those below: every article with a sidecar, and where sidecars cannot
	 * lie beside articles, all articles. A sidecar as operand means its article. */
	SEARCH_ANNOTATED
};

/* False (ERR_NOTFOUND ...) when a file is missing or a folder holds no such article; nothing is
 * opened, so that pipes such as <(...) stay whole. */
bool cli_articles_find(const struct cli_arguments *arguments, enum cli_search search,
	struct cli_articles *articles, struct error *err);

/* The same for filters: says what is missing and takes the rest. Returns the exit status of the
 * last operand that could not be taken, 0 when all could. */
int cli_articles_gather(const struct cli_arguments *arguments, enum cli_search search,
	struct cli_articles *articles);
void cli_articles_free(struct cli_articles *articles);

/* The exit status of commands that speak as diff does (0: as it should be, 1: differences), for
 * all that went wrong. */
#define CLI_TROUBLE 2

int cmd_adjudicate(const struct cli_arguments *arguments);
int cmd_agree(const struct cli_arguments *arguments);
int cmd_check(const struct cli_arguments *arguments);
int cmd_codebook_check(const struct cli_arguments *arguments);
int cmd_codebook_export(const struct cli_arguments *arguments);
int cmd_codebook_import(const struct cli_arguments *arguments);
int cmd_codebook_rename(const struct cli_arguments *arguments);
int cmd_compare(const struct cli_arguments *arguments);
int cmd_diff(const struct cli_arguments *arguments);
int cmd_export(const struct cli_arguments *arguments);
int cmd_extract(const struct cli_arguments *arguments);
int cmd_help(const struct cli_arguments *arguments);
int cmd_log(const struct cli_arguments *arguments);
int cmd_list(const struct cli_arguments *arguments);
int cmd_merge(const struct cli_arguments *arguments);
int cmd_progress(const struct cli_arguments *arguments);
int cmd_read(const struct cli_arguments *arguments);
int cmd_text(const struct cli_arguments *arguments);

#endif
