/* The state of the interactive program: what the commands work on. Only app.c, screen.c, the
 * bars and the commands see it whole; reader, sidebar, picker and prompt know only their own
 * part and what they are given. */
#ifndef APP_APP_STATE_H
#define APP_APP_STATE_H

#include "adjudication.h"
#include "attache/app/app.h"
#include "attache/app/command.h"
#include "attache/app/option.h"
#include "attache/extract/lexicon.h"
#include "compare.h"
#include "help.h"
#include "overview.h"
#include "pane_article.h"
#include "picker.h"
#include "prompt.h"
#include "reader.h"
#include "screen.h"
#include "sidebar.h"

enum focus { FOCUS_ARTICLE, FOCUS_SIDEBAR };

#define MESSAGE_TIME 6000 /* ms a message stays when no key is pressed */
#define TAGS_MAX 16       /* tags that `again` can set at once */

struct app {
	/* what was given */
	char **paths;
	size_t path_count, path;
	char *data_dir;
	bool no_state;

	/* long-lived */
	struct options options;
	struct keymap *keymap;
	struct lexicon *lexicon;
	bool caught_up; /* what the first frame can do without was loaded */
	struct theme *theme;
	unsigned background;            /* enum option_background: what the terminal said */
	struct diagnostics diagnostics; /* of config and theme */

	/* the open article */
	struct session *session;
	struct reader reader;
	struct sidebar sidebar;
	struct overview overview;
	struct adjudication adjudication;
	bool adjudicates;  /* each article is to be adjudicated as it is opened */
	struct side other; /* beside it, while two are compared */

	/* the screen */
	unsigned rows, columns;
	struct screen screen;
	enum focus focus;
	bool sidebar_hidden; /* by the reader, on a screen that has room */
	struct picker picker;
	struct prompt prompt;
	bool previewing; /* the theme is the one that is named in the prompt */
	struct help help;
	struct arena *frame;

	/* input */
	unsigned count; /* being typed; 0: none */
	bool dragging;
	size_t drag_start;
	char *last_tags[TAGS_MAX];
	size_t last_tag_count;
	struct object before_search;             /* where a cancelled search goes back to */
	char taken_up[ANNOTATION_ID_LENGTH + 1]; /* an orphan that waits for its place; or "" */

	/* what the status line says for a moment */
	struct buffer message;
	bool message_is_error;
	int64_t message_until;
	bool told_of_change; /* on disk */

	/* between the app and its terminal */
	enum app_request request;
	struct buffer request_text;
	struct range edited; /* what the editor's note is about */
	enum annotation_kind edited_kind;
	bool finished;
	int exit_status;
};

/* Say something in the status line. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_complain(struct app *app, const struct error *err);

/* Run a command line; a count typed before its key wins over the line's own, 0: none was typed.
 */
bool app_run(struct app *app, struct str line, unsigned count, struct error *err);

/* Arrange the screen anew, after a change of size, options or focus. */
void app_arrange(struct app *app);

/* The option `sidebar` is (another) one: it says whether there is one until a key does. */
void app_sidebar_option(struct app *app);

/* The pane of the article that keys go to. */
struct pane_article app_article_pane(const struct app *app);

/* The article is another one, or its findings are: bring reader and sidebar up to date. */
void app_findings_changed(struct app *app);

/* The reader moved: the sidebar goes along, unless it is where the reader moves from. */
void app_moved(struct app *app);

/* The list's current item is another one: the article goes along, if the reader likes it so. */
void app_follow_list(struct app *app);

/* Open the article at this index of the list. On failure the open one stays. */
bool app_open(struct app *app, size_t path, struct error *err);
void app_close(struct app *app);

/* The open article was read on a piece. */
void app_grown(struct app *app);

/* The open article has its annotations now: say what is odd about them. */
void app_annotated(struct app *app);

/* What others annotated was looked for. */
void app_others_found(struct app *app);

/* Before a key: what it may ask for, and what need not be there in the first frame. */
void app_catch_up(struct app *app);

/* Compare the open article with the one at this index; or end that. Swap which one keys go
 * to. */
bool app_compare(struct app *app, size_t path, struct error *err);
void app_compare_end(struct app *app);
void app_swap(struct app *app);

/* Load a theme by name or path; "auto" stands for the one that fits the background. */
bool app_load_theme(struct app *app, struct str name, struct error *err);

/* Everything that is odd, by where it comes from. */
#define APP_DIAGNOSTICS 5
void app_diagnostics(const struct app *app, struct help_source sources[APP_DIAGNOSTICS]);

void app_ask(struct app *app, enum app_request request, struct str text);

/* Which keys apply now. */
enum context app_context(const struct app *app);

/* Typing into the prompt, and what it leads to (prompt_actions.c). */
void app_prompt(struct app *app, enum prompt_kind kind, struct str text);
void app_prompt_handle(struct app *app, const struct event *event);

/* Begin to decide between annotators of the open article (command_adjudicate.c). */
bool app_adjudicate(struct app *app, struct error *err);

/* The picker's keys (command_annotate.c). */
void app_pick(struct app *app, const struct event *event);

/* Candidates for what is typed into the prompt (completion.c). */
void app_complete(struct app *app);

/* The lines above and below the article (bars.c). */
void app_draw_bars(struct app *app, struct grid *grid);

/* Search as it is typed, and for good (command_search.c). */
void app_search(struct app *app, struct str pattern, bool typing);
void app_filter_paragraphs(struct app *app, struct str pattern);

/* The annotation on the current object, or NULL. */
const struct annotation *app_annotation(const struct app *app);

/* What the annotating commands share (command_annotate.c): whether the current object can be
 * annotated; a copy of the annotation on it, or a new one; putting that in place, where a
 * selection becomes what was annotated. */
bool app_can_annotate(const struct app *app, struct error *err);
struct annotation *app_draft(const struct app *app);
bool app_put(
	struct app *app, struct annotation *annotation, const char *what, struct error *err);

/* Take up an orphan, so that `attach` gives it a place; the annotation taken up, or NULL. */
void app_take_up(struct app *app, const struct annotation *orphan);
const struct annotation *app_taken_up(const struct app *app);

/* Set the note or speaker of the current object (command_annotate.c). */
bool app_set_note(struct app *app, struct range range, enum annotation_kind kind,
	struct str note, struct error *err);
bool app_set_speaker(struct app *app, struct str speaker, struct error *err);

#endif
