#include "attache/app/command.h"

#include "attache/base/nearest.h"
#include "commands.h"

#include <assert.h>

#define A CONTEXT_ARTICLE
#define S CONTEXT_SIDEBAR
#define V CONTEXT_SELECT
#define H CONTEXT_HELP
#define D CONTEXT_ADJUDICATE
#define ANYWHERE (A | S | V)

/* A row is read as a sentence, not as a column. */
/* clang-format off */
const struct command command_table[] = {
	/* ---- moving */
	{.name = "line-down", .keys = "j Down C-e", .contexts = A, .group = "Move",
		.help = "One line down", .run = command_line_down},
	{.name = "line-up", .keys = "k Up C-y", .contexts = A, .group = "Move",
		.help = "One line up", .run = command_line_up},
	{.name = "page-down", .keys = "Space PgDn C-f", .contexts = A, .group = "Move",
		.help = "One page down", .run = command_page_down},
	{.name = "page-up", .keys = "b PgUp C-b", .contexts = A, .group = "Move",
		.help = "One page up", .run = command_page_up},
	{.name = "half-down", .keys = "C-d", .contexts = A | D, .group = "Move",
		.help = "Half a page down", .run = command_half_down},
	{.name = "half-up", .keys = "C-u", .contexts = A | D, .group = "Move",
		.help = "Half a page up", .run = command_half_up},
	{.name = "first", .keys = "g Home", .contexts = A, .group = "Move",
		.help = "To the beginning; with a count, to that paragraph",
		.run = command_first},
	{.name = "last", .keys = "G End", .contexts = A, .group = "Move",
		.help = "To the end; with a count, to that paragraph", .run = command_last},
	{.name = "paragraph-next", .keys = "}", .contexts = A, .group = "Move",
		.help = "Next paragraph", .run = command_paragraph_next},
	{.name = "paragraph-previous", .keys = "{", .contexts = A, .group = "Move",
		.help = "Beginning of the paragraph, or the one before",
		.run = command_paragraph_previous},
	{.name = "sentence-next", .keys = ")", .contexts = A, .group = "Move",
		.help = "Next sentence", .run = command_sentence_next},
	{.name = "sentence-previous", .keys = "(", .contexts = A, .group = "Move",
		.help = "Previous sentence", .run = command_sentence_previous},
	{.name = "quote-next", .keys = "]", .contexts = A | S, .group = "Move",
		.help = "Next quote", .hint = "next quote", .run = command_quote_next},
	{.name = "quote-previous", .keys = "[", .contexts = A | S, .group = "Move",
		.help = "Previous quote", .run = command_quote_previous},
	{.name = "jump-back", .keys = "H", .contexts = A | S, .group = "Move",
		.help = "Back to where one jumped from", .run = command_jump_back},
	{.name = "jump-forward", .keys = "L", .contexts = A | S, .group = "Move",
		.help = "Forward again", .run = command_jump_forward},

	/* ---- annotating */
	{.name = "tag", .keys = "t", .contexts = ANYWHERE, .group = "Annotate",
		.args = "[TAG...]", .argument = ARGUMENT_TAG, .edits = true,
		.help = "Choose tags; with names, set or remove these", .hint = "tag",
		.run = command_tag},
	{.name = "codebook-add", .contexts = A | S, .group = "Annotate", .args = "TAG [DEFINITION]",
		.argument = ARGUMENT_TEXT, .help = "Put a tag into the codebook of this folder",
		.run = command_codebook_add},
	{.name = "again", .keys = ".", .contexts = A | S, .group = "Annotate", .edits = true,
		.help = "The last tags again, and on to the next quote", .hint = "again",
		.run = command_again},
	{.name = "note", .keys = "m", .contexts = ANYWHERE, .group = "Annotate",
		.args = "[TEXT]", .argument = ARGUMENT_TEXT, .edits = true,
		.help = "Write a note; M-Enter begins another line", .hint = "note",
		.run = command_note},
	{.name = "note-editor", .keys = "M", .contexts = ANYWHERE, .group = "Annotate",
		.edits = true, .help = "Write a note in your editor",
		.run = command_note_editor},
	{.name = "speaker", .keys = "s", .contexts = ANYWHERE, .group = "Annotate",
		.args = "[NAME]", .argument = ARGUMENT_SPEAKER, .edits = true,
		.help = "Set or correct who speaks", .hint = "speaker", .run = command_speaker},
	{.name = "accept", .keys = "a", .contexts = A | S, .group = "Annotate", .edits = true,
		.help = "Accept what was found or moved, and on to the next",
		.run = command_accept},
	{.name = "reject", .keys = "r", .contexts = A | S, .group = "Annotate", .edits = true,
		.help = "Reject it, and on to the next", .run = command_reject},
	{.name = "delete", .keys = "d", .contexts = A | S, .group = "Annotate", .edits = true,
		.help = "Delete the annotation", .run = command_delete},
	{.name = "attach", .keys = "Enter", .contexts = A, .group = "Annotate", .edits = true,
		.help = "Give an orphan taken up in the notes its place here",
		.run = command_attach},
	{.name = "rename-tags", .contexts = A | S, .group = "Annotate", .edits = true,
		.help = "Call tags here what the codebook calls them now",
		.run = command_rename_tags},
	{.name = "restore", .contexts = A | S, .group = "Annotate", .args = "[WORDS]",
		.argument = ARGUMENT_DELETED, .edits = true,
		.help = "Bring back what was deleted, the last or by its words",
		.run = command_restore},
	{.name = "date", .contexts = A | S, .group = "Annotate", .args = "[DAY|none]",
		.argument = ARGUMENT_TEXT, .edits = true,
		.help = "The article's day, from which Monday is counted",
		.run = command_date},
	{.name = "undo", .keys = "u", .contexts = A | S, .group = "Annotate",
		.help = "Take the last change back", .run = command_undo},
	{.name = "redo", .keys = "C-r", .contexts = A | S, .group = "Annotate",
		.help = "Make it again", .run = command_redo},
	{.name = "copy", .keys = "y", .contexts = ANYWHERE, .group = "Annotate",
		.help = "Copy the words with who said them and where", .run = command_copy},
	{.name = "copy-note", .keys = "Y", .contexts = ANYWHERE, .group = "Annotate",
		.help = "Copy them with tags and note too", .run = command_copy_note},

	/* ---- selecting */
	{.name = "select", .keys = "v", .contexts = A, .group = "Select",
		.help = "Select words from here", .hint = "select", .run = command_select},
	{.name = "select-right", .keys = "l Right", .contexts = V, .group = "Select",
		.help = "One character on", .run = command_select_right},
	{.name = "select-left", .keys = "h Left", .contexts = V, .group = "Select",
		.help = "One character back", .run = command_select_left},
	{.name = "select-word", .keys = "w", .contexts = V, .group = "Select",
		.help = "One word on", .hint = "word", .run = command_select_word},
	{.name = "select-word-back", .keys = "b", .contexts = V, .group = "Select",
		.help = "One word back", .run = command_select_word_back},
	{.name = "select-sentence", .keys = ")", .contexts = V, .group = "Select",
		.help = "One sentence on", .hint = "sentence", .run = command_select_sentence},
	{.name = "select-sentence-back", .keys = "(", .contexts = V, .group = "Select",
		.help = "One sentence back", .run = command_select_sentence_back},
	{.name = "select-down", .keys = "j Down", .contexts = V, .group = "Select",
		.help = "One line down", .run = command_select_down},
	{.name = "select-up", .keys = "k Up", .contexts = V, .group = "Select",
		.help = "One line up", .run = command_select_up},
	{.name = "select-other", .keys = "o", .contexts = V, .group = "Select",
		.help = "Move the other end", .hint = "other end", .run = command_select_other},
	{.name = "select-tag", .keys = "Enter", .contexts = V, .group = "Select", .edits = true,
		.help = "Choose tags for the selection", .run = command_select_tag},

	/* ---- searching */
	{.name = "search", .keys = "/", .contexts = A | S, .group = "Search",
		.args = "[PATTERN]", .argument = ARGUMENT_TEXT,
		.help = "Find words or a regular expression", .hint = "search",
		.run = command_search},
	{.name = "paragraphs", .keys = "&", .contexts = A | S, .group = "Search",
		.args = "[PATTERN]", .argument = ARGUMENT_TEXT,
		.help = "Show only paragraphs that hold a pattern", .run = command_paragraphs},
	{.name = "search-next", .keys = "n", .contexts = A | S, .group = "Search",
		.help = "Next hit", .run = command_search_next},
	{.name = "search-previous", .keys = "N", .contexts = A | S, .group = "Search",
		.help = "Previous hit", .run = command_search_previous},
	{.name = "mentions", .keys = "*", .contexts = A | S, .group = "Search",
		.help = "Walk all mentions of the name or speaker here",
		.run = command_mentions},

	/* ---- the sidebar */
	{.name = "pane-next", .keys = "Tab", .contexts = A | S, .group = "Sidebar",
		.help = "To the sidebar and back", .hint = "sidebar", .run = command_pane_next},
	{.name = "pane-previous", .keys = "S-Tab", .contexts = A | S, .group = "Sidebar",
		.help = "The same, the other way round", .run = command_pane_next},
	{.name = "entities", .keys = "1", .contexts = A | S, .group = "Sidebar",
		.help = "Show entities", .run = command_entities},
	{.name = "quotes", .keys = "2", .contexts = A | S, .group = "Sidebar",
		.help = "Show quotes", .run = command_quotes},
	{.name = "notes", .keys = "3", .contexts = A | S, .group = "Sidebar",
		.help = "Show annotations", .run = command_notes},
	{.name = "item-down", .keys = "j Down", .contexts = S, .group = "Sidebar",
		.help = "Next item", .run = command_item_down},
	{.name = "item-up", .keys = "k Up", .contexts = S, .group = "Sidebar",
		.help = "Previous item", .run = command_item_up},
	{.name = "item-page-down", .keys = "Space PgDn C-d", .contexts = S, .group = "Sidebar",
		.help = "One page of items down", .run = command_item_page_down},
	{.name = "item-page-up", .keys = "b PgUp C-u", .contexts = S, .group = "Sidebar",
		.help = "One page of items up", .run = command_item_page_up},
	{.name = "item-first", .keys = "g Home", .contexts = S, .group = "Sidebar",
		.help = "First item", .run = command_item_first},
	{.name = "item-last", .keys = "G End", .contexts = S, .group = "Sidebar",
		.help = "Last item", .run = command_item_last},
	{.name = "go", .keys = "Enter", .contexts = S, .group = "Sidebar",
		.help = "Go to the item in the article", .hint = "go", .run = command_go},
	{.name = "filter", .keys = "f", .contexts = A | S, .group = "Sidebar", .args = "[TEXT]",
		.argument = ARGUMENT_TEXT, .help = "Show only items that hold a text",
		.hint = "filter", .run = command_filter},
	{.name = "sidebar", .keys = "\\", .contexts = A | S, .group = "Sidebar",
		.help = "Hide the sidebar or show it", .run = command_sidebar},
	{.name = "sidebar-wider", .keys = "<", .contexts = A | S, .group = "Sidebar",
		.help = "Wider sidebar", .run = command_sidebar_wider},
	{.name = "sidebar-narrower", .keys = ">", .contexts = A | S, .group = "Sidebar",
		.help = "Narrower sidebar", .run = command_sidebar_narrower},

	/* ---- the view */
	{.name = "fold", .keys = "z", .contexts = A | S, .group = "View",
		.help = "Fold or unfold page furniture", .run = command_fold},
	{.name = "measure-wider", .keys = "+", .contexts = A | S, .group = "View",
		.help = "Longer lines", .run = command_measure_wider},
	{.name = "measure-narrower", .keys = "-", .contexts = A | S, .group = "View",
		.help = "Shorter lines", .run = command_measure_narrower},
	{.name = "measure-default", .keys = "=", .contexts = A | S, .group = "View",
		.help = "Lines of the usual length", .run = command_measure_default},
	{.name = "theme", .contexts = A | S, .group = "View", .args = "[NAME]",
		.argument = ARGUMENT_THEME, .help = "Change the colours", .run = command_theme},
	{.name = "set", .contexts = A | S, .group = "View", .args = "[OPTION [VALUE]]",
		.argument = ARGUMENT_OPTION, .help = "Set an option, or say what it is",
		.run = command_set},
	{.name = "bind", .contexts = A | S, .group = "View", .args = "KEY [COMMAND]",
		.argument = ARGUMENT_COMMAND, .help = "Let a key run a command line, or nothing",
		.run = command_bind},
	{.name = "cancel", .keys = "Esc", .contexts = ANYWHERE | H, .group = "View",
		.help = "Leave the selection, the filter, the search, the help",
		.run = command_cancel},
	{.name = "redraw", .keys = "C-l", .contexts = ANYWHERE | H | D, .group = "View",
		.help = "Draw the screen anew", .run = command_redraw},
	{.name = "help", .aliases = "h", .keys = "? F1", .contexts = ANYWHERE | D, .group = "View",
		.help = "All keys and commands", .hint = "help", .run = command_help},
	{.name = "help-down", .keys = "j Down", .contexts = H, .group = "View",
		.help = "One line of the help down", .run = command_help_down},
	{.name = "help-up", .keys = "k Up", .contexts = H, .group = "View",
		.help = "One line of the help up", .run = command_help_up},
	{.name = "help-page-down", .keys = "Space PgDn C-f C-d", .contexts = H, .group = "View",
		.help = "One page of the help down", .run = command_help_page_down},
	{.name = "help-page-up", .keys = "b PgUp C-b C-u", .contexts = H, .group = "View",
		.help = "One page of the help up", .run = command_help_page_up},
	{.name = "help-first", .keys = "g Home", .contexts = H, .group = "View",
		.help = "To the beginning of the help", .run = command_help_first},
	{.name = "help-last", .keys = "G End", .contexts = H, .group = "View",
		.help = "To the end of the help", .run = command_help_last},
	{.name = "help-find", .keys = "/ f", .contexts = H, .group = "View", .args = "[TEXT]",
		.argument = ARGUMENT_TEXT, .help = "Show only help that holds a text",
		.hint = "find", .run = command_help_find},
	{.name = "help-close", .keys = "q ?", .contexts = H, .group = "View",
		.help = "Close the help", .hint = "close", .run = command_cancel},

	/* ---- deciding between annotators */
	{.name = "adjudicate", .contexts = A | S, .group = "Adjudicate",
		.help = "Decide between annotators, difference by difference",
		.run = command_adjudicate},
	{.name = "version-first", .keys = "1", .contexts = D, .group = "Adjudicate", .edits = true,
		.help = "The first annotator's version stands", .hint = "first",
		.run = command_version_first},
	{.name = "version-second", .keys = "2", .contexts = D, .group = "Adjudicate", .edits = true,
		.help = "The second's stands", .hint = "second", .run = command_version_second},
	{.name = "version-third", .keys = "3", .contexts = D, .group = "Adjudicate", .edits = true,
		.help = "The third's stands", .run = command_version_third},
	{.name = "version-fourth", .keys = "4", .contexts = D, .group = "Adjudicate", .edits = true,
		.help = "The fourth's stands", .run = command_version_fourth},
	{.name = "version", .contexts = D, .group = "Adjudicate", .args = "N",
		.argument = ARGUMENT_TEXT, .edits = true, .help = "That of annotator N stands",
		.run = command_version},
	{.name = "version-all", .keys = "b", .contexts = D, .group = "Adjudicate", .edits = true,
		.help = "Both stand, or all that differ", .hint = "both",
		.run = command_version_all},
	{.name = "version-none", .keys = "n", .contexts = D, .group = "Adjudicate",
		.edits = true, .help = "None stands: it is kept as rejected",
		.hint = "none", .run = command_version_none},
	{.name = "difference-next", .keys = "s ] j Down", .contexts = D, .group = "Adjudicate",
		.help = "Next difference; this one may wait", .hint = "next",
		.run = command_difference_next},
	{.name = "difference-previous", .keys = "[ k Up", .contexts = D, .group = "Adjudicate",
		.help = "The difference before", .run = command_difference_previous},
	{.name = "agreed", .keys = "a", .contexts = D, .group = "Adjudicate", .edits = true,
		.help = "Take over all in which the annotators agree", .hint = "agreed",
		.run = command_agreed},
	{.name = "undecide", .keys = "u", .contexts = D, .group = "Adjudicate",
		.help = "Take the last decision back", .hint = "undo", .run = command_undecide},
	{.name = "adjudicate-end", .keys = "Esc q", .contexts = D, .group = "Adjudicate",
		.help = "Leave it; what is decided stays", .hint = "end",
		.run = command_adjudicate_end},

	/* ---- files */
	{.name = "command", .keys = ":", .contexts = ANYWHERE | H | D, .group = "Program",
		.args = "[LINE]", .argument = ARGUMENT_COMMAND,
		.help = "Type a command; Tab completes", .run = command_prompt},
	{.name = "next-file", .aliases = "n next", .keys = "C-n", .contexts = A | S | D,
		.group = "Program", .help = "Next article", .run = command_next_file},
	{.name = "previous-file", .aliases = "p previous prev", .keys = "C-p",
		.contexts = A | S | D, .group = "Program",
		.help = "Previous article", .run = command_previous_file},
	{.name = "edit", .aliases = "e", .contexts = A | S, .group = "Program", .args = "FILE",
		.argument = ARGUMENT_FILE, .help = "Open another article", .run = command_edit},
	{.name = "compare", .contexts = A | S, .group = "Program", .args = "[FILE]",
		.argument = ARGUMENT_FILE,
		.help = "Another article beside this one; without FILE, one again",
		.run = command_compare},
	{.name = "same", .keys = "e", .contexts = A, .group = "Program",
		.help = "The other article to the same tag or name", .run = command_same},
	{.name = "extract", .contexts = A | S, .group = "Program",
		.help = "Look for names and quotes in a very large article",
		.run = command_extract},
	{.name = "reload", .contexts = A | S, .group = "Program",
		.help = "Take in what changed on disk", .run = command_reload},
	{.name = "recover", .contexts = A | S, .group = "Program",
		.help = "Take in work that could not be saved in its place",
		.run = command_recover},
	{.name = "write", .aliases = "w w! wa", .contexts = A | S, .group = "Program",
		.help = "Save; harmless, for every change is saved at once",
		.run = command_write},
	{.name = "export", .contexts = A | S, .group = "Program", .args = "FORMAT FILE",
		.argument = ARGUMENT_FORMAT, .help = "Write this article's annotations out",
		.run = command_export},
	{.name = "dump-screen", .contexts = ANYWHERE, .group = "Program", .args = "FILE",
		.argument = ARGUMENT_FILE, .help = "Write the screen as text, for a bug report",
		.run = command_dump_screen},
	{.name = "diagnostics", .contexts = A | S, .group = "Program",
		.help = "All that is odd about article, sidecar, codebook and config",
		.run = command_diagnostics},
	{.name = "suspend", .keys = "C-z", .contexts = ANYWHERE | H | D, .group = "Program",
		.help = "Stop, back to the shell; fg goes on", .run = command_suspend},
	{.name = "quit", .aliases = "q x wq qa exit", .keys = "q C-c", .contexts = ANYWHERE,
		.group = "Program", .help = "End; everything is saved already", .run = command_quit},
	{.name = "quit!", .aliases = "q! qa!", .contexts = ANYWHERE, .group = "Program",
		.help = "End, even when the last change could not be saved",
		.run = command_quit_unsaved},
};
/* clang-format on */

const size_t command_count = sizeof command_table / sizeof *command_table;

static bool is_called(const struct command *command, struct str name)
{
	struct str aliases = str_from(command->aliases ? command->aliases : "");
	if (str_equal(str_from(command->name), name))
		return true;
	for (struct str alias; str_split(&aliases, ' ', &alias);)
		if (str_equal(alias, name))
			return true;
	return false;
}

const struct command *command_find(struct str name)
{
	for (size_t i = 0; i < command_count; i++)
		if (is_called(&command_table[i], name))
			return &command_table[i];
	return NULL;
}

const char *command_nearest(struct str name)
{
	struct nearest nearest = nearest_to(name);
	for (size_t i = 0; i < command_count; i++)
		nearest_offer(&nearest, command_table[i].name);
	return nearest.name;
}

void command_split(struct str line, struct str *name, struct str *arguments)
{
	line = str_trim(line);
	size_t end = 0;
	while (end < line.len && line.s[end] != ' ')
		end++;
	*name = str_slice(line, (struct range){0, end});
	*arguments = str_trim(str_slice(line, (struct range){end, line.len}));
}

const struct command *command_called(struct str line, struct call *call, struct error *err)
{
	size_t digits = 0, count = 0;
	struct str name;
	while (digits < line.len && line.s[digits] >= '0' && line.s[digits] <= '9')
		digits++;
	struct str number = str_slice(line, (struct range){0, digits});
	if (digits && (!str_to_size(number, &count) || count > COMMAND_COUNT_MAX))
		count = COMMAND_COUNT_MAX;
	if (digits && digits == line.len)
		line = STR("first");
	else
		line = str_slice(line, (struct range){digits, line.len});
	*call = (struct call){.count = 1};
	if (count)
		*call = (struct call){.count = (unsigned)count, .counted = true};
	command_split(line, &name, &call->arguments);
	const struct command *command = command_find(name);
	if (command)
		return command;
	const char *nearest = command_nearest(name);
	error_set(err, ERR_NOTFOUND, "no command %.*s%s%s%s", STR_ARG(name),
		nearest ? "; did you mean " : "", nearest ? nearest : "", nearest ? "?" : "");
	return NULL;
}

void command_bind_defaults(struct keymap *keymap)
{
	for (size_t i = 0; i < command_count; i++) {
		const struct command *command = &command_table[i];
		struct error err;
		if (!command->keys)
			continue;
		bool bound = keymap_bind(keymap, str_from(command->keys), command->contexts,
			str_from(command->name), &err);
		assert(bound);
		(void)bound;
	}
}
