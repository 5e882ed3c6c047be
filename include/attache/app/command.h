/* Commands: THE table of what the interactive program can do. Keys, `:` lines, the help, hints,
 * completion and the manual all read it; a key is bound to a command line, never to a
 * function. */
#ifndef ATTACHE_APP_COMMAND_H
#define ATTACHE_APP_COMMAND_H

#include "attache/app/keymap.h"

struct app;

/* What the arguments of a command are, for completion. */
enum argument {
	ARGUMENT_NONE,
	ARGUMENT_TEXT,
	ARGUMENT_TAG,
	ARGUMENT_SPEAKER,
	ARGUMENT_THEME,
	ARGUMENT_OPTION,
	ARGUMENT_FORMAT,
	ARGUMENT_FILE,
	ARGUMENT_COMMAND,
	ARGUMENT_DELETED /* words of what was deleted, or its id */
};

/* A command as it was called: "3 quote-next", "tag warning". */
struct call {
	struct str arguments; /* trimmed, may be empty */
	unsigned count;       /* typed before the key; 1 when none was */
	bool counted;         /* a count was typed */
};

struct command {
	const char *name;    /* "quote-next" */
	const char *aliases; /* what editors call it, separated by blanks: "q x"; NULL: none */
	const char *keys;    /* default keys, separated by blanks; NULL: none */
	unsigned contexts;
	const char *group; /* heading in the help: "Move" */
	const char *args;  /* "[TAG...]", NULL: takes none */
	const char *help;  /* under 60 columns */
	const char *hint;  /* one or two words for the line of hints; NULL: not hinted */
	enum argument argument;
	bool edits; /* changes annotations: undo takes it back */
	bool (*run)(struct app *app, const struct call *call, struct error *err);
};

extern const struct command command_table[];
extern const size_t command_count;

/* By name or alias; NULL when there is none. */
const struct command *command_find(struct str name);
const char *command_nearest(struct str name); /* for "did you mean"; or NULL */

#define COMMAND_COUNT_MAX 99999

/* The command that a line runs, and how: "3 quote-next", "tag warning"; a number alone is the
 * paragraph to go to. NULL (ERR_NOTFOUND, with the name that may have been meant) when there is
 * none. */
const struct command *command_called(struct str line, struct call *call, struct error *err);

/* Take a line apart: the command's name, its arguments. */
void command_split(struct str line, struct str *name, struct str *arguments);

/* Bind the default keys of the table, with the same parser as for the reader's own. */
void command_bind_defaults(struct keymap *keymap);

#endif
