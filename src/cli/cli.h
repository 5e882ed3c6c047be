/* What the subcommands share: the table's rows, parsed arguments, articles to work on, output.
 *
 * A subcommand is one row in subcommand.c and one function in cmd_<name>.c. Everything else
 * about it (dispatch, --help, the man page, shell completion) is read from the row. */
#ifndef ATTACHE_CLI_CLI_H
#define ATTACHE_CLI_CLI_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"

#define CLI_OPTIONS_MAX 12

/* An option of a subcommand; lists end with a row without a name. */
struct cli_option {
	const char *name;  /* long name, without the dashes */
	char letter;       /* short form, 0 when there is none */
	const char *value; /* what its value is called in the help; NULL for a flag */
	const char *help;  /* under 60 columns */
};

struct cli_arguments;

struct subcommand {
	const char *name;     /* "export" */
	const char *operands; /* "FILE|DIR..." */
	const char *help;     /* one line, under 60 columns */
	const char *about;    /* a paragraph for --help and the man page */
	const struct cli_option *options;
	int (*run)(const struct cli_arguments *arguments); /* returns the exit status */
};

/* THE table. The first row is what `attache FILE...` does; it has no name. */
extern const struct subcommand subcommands[];
extern const size_t subcommand_count;
const struct subcommand *subcommand_find(const char *name); /* NULL when there is none */
const struct subcommand *subcommand_default(void);

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

/* Print "attache: message" on stderr, safe for a terminal, and return the exit status that the
 * table of error codes gives. */
int cli_fail(const struct error *err);

/* As cli_fail without ending anything: for what is odd with one of several articles. */
void cli_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Write text to stdout; control characters become visible signs when it is a terminal. Returns
 * the exit status: 0, or what a full disk makes of it. */
int cli_output(struct str text);

/* The folder with lexicon, codebook and themes: $ATTACHE_DATADIR, else the folder `data` beside
 * the program when it holds a lexicon (a build tree), else the one chosen at build time. */
const char *cli_data_dir(void);

/* A path in the data folder; the caller's to free. */
char *cli_data_path(const char *name);

/* The articles that operands name: files as they are, folders in the order of names. */
struct cli_articles {
	char **paths;
	size_t count, capacity;
};

enum cli_search {
	SEARCH_READABLE, /* of a folder: its .txt, .md and .markdown files */
	SEARCH_ANNOTATED /* of a folder and those below: every article with a sidecar */
};

/* False (ERR_NOTFOUND ...) when a file is missing or a folder holds no such article; nothing is
 * opened, so that pipes such as <(...) stay whole. */
bool cli_articles_find(const struct cli_arguments *arguments, enum cli_search search,
	struct cli_articles *articles, struct error *err);
void cli_articles_free(struct cli_articles *articles);

int cmd_extract(const struct cli_arguments *arguments);
int cmd_compare(const struct cli_arguments *arguments);
int cmd_read(const struct cli_arguments *arguments);
int cmd_help(const struct cli_arguments *arguments);
int cmd_text(const struct cli_arguments *arguments);

#endif
