/* The functions of the command table, by file. Each gets the app and what it was called with;
 * false with a message when it could not do what was asked. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "attache/app/command.h"

#define COMMAND(name) \
	bool command_##name(struct app *app, const struct call *call __attribute__((unused)), \
		struct error *err __attribute__((unused)))

/* command_move.c */
COMMAND(line_down);
COMMAND(line_up);
COMMAND(page_down);
COMMAND(page_up);
COMMAND(half_down);
COMMAND(half_up);
COMMAND(first);
COMMAND(last);
COMMAND(paragraph_next);
COMMAND(paragraph_previous);
COMMAND(sentence_next);
COMMAND(sentence_previous);
COMMAND(quote_next);
COMMAND(quote_previous);
COMMAND(jump_back);
COMMAND(jump_forward);

/* command_annotate.c */
COMMAND(tag);
COMMAND(codebook_add);
COMMAND(again);
COMMAND(note);
COMMAND(note_editor);
COMMAND(speaker);
COMMAND(delete);
COMMAND(restore);
COMMAND(undo);
COMMAND(redo);
COMMAND(copy);
COMMAND(copy_note);

/* command_adjudicate.c */
COMMAND(adjudicate);
COMMAND(version);
COMMAND(version_first);
COMMAND(version_second);
COMMAND(version_third);
COMMAND(version_fourth);
COMMAND(version_all);
COMMAND(version_none);
COMMAND(agreed);
COMMAND(undecide);
COMMAND(difference_next);
COMMAND(difference_previous);
COMMAND(adjudicate_end);

/* command_review.c */
COMMAND(accept);
COMMAND(reject);
COMMAND(attach);
COMMAND(rename_tags);

/* command_select.c */
COMMAND(select);
COMMAND(select_right);
COMMAND(select_left);
COMMAND(select_word);
COMMAND(select_word_back);
COMMAND(select_sentence);
COMMAND(select_sentence_back);
COMMAND(select_down);
COMMAND(select_up);
COMMAND(select_other);
COMMAND(select_tag);

/* command_search.c */
COMMAND(search);
COMMAND(paragraphs);
COMMAND(search_next);
COMMAND(search_previous);
COMMAND(mentions);

/* command_sidebar.c */
COMMAND(pane_next);
COMMAND(entities);
COMMAND(quotes);
COMMAND(notes);
COMMAND(item_down);
COMMAND(item_up);
COMMAND(item_page_down);
COMMAND(item_page_up);
COMMAND(item_first);
COMMAND(item_last);
COMMAND(go);
COMMAND(filter);
COMMAND(sidebar);
COMMAND(sidebar_wider);
COMMAND(sidebar_narrower);

/* command_view.c */
COMMAND(fold);
COMMAND(measure_wider);
COMMAND(measure_narrower);
COMMAND(measure_default);
COMMAND(theme);
COMMAND(set);
COMMAND(bind);
COMMAND(cancel);
COMMAND(redraw);
COMMAND(help);
COMMAND(help_down);
COMMAND(help_up);
COMMAND(help_page_down);
COMMAND(help_page_up);
COMMAND(help_first);
COMMAND(help_last);
COMMAND(help_find);
COMMAND(prompt);

/* command_file.c */
COMMAND(next_file);
COMMAND(previous_file);
COMMAND(edit);
COMMAND(compare);
COMMAND(same);
COMMAND(extract);
COMMAND(reload);
COMMAND(recover);
COMMAND(date);
COMMAND(write);
COMMAND(export);
COMMAND(dump_screen);
COMMAND(diagnostics);
COMMAND(suspend);
COMMAND(quit);
COMMAND(quit_unsaved);

#endif
