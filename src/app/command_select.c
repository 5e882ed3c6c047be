/* Commands that select. */
#include "app_state.h"
#include "commands.h"

COMMAND(select)
{
	reader_select(&app->reader);
	return true;
}

static bool extend(
	struct app *app, const struct call *call, enum selection_step step, bool forward)
{
	for (unsigned i = 0; i < call->count; i++)
		reader_extend(&app->reader, step, forward);
	return true;
}

COMMAND(select_right)
{
	return extend(app, call, SELECT_CLUSTER, true);
}

COMMAND(select_left)
{
	return extend(app, call, SELECT_CLUSTER, false);
}

COMMAND(select_word)
{
	return extend(app, call, SELECT_WORD, true);
}

COMMAND(select_word_back)
{
	return extend(app, call, SELECT_WORD, false);
}

COMMAND(select_sentence)
{
	return extend(app, call, SELECT_SENTENCE, true);
}

COMMAND(select_sentence_back)
{
	return extend(app, call, SELECT_SENTENCE, false);
}

COMMAND(select_down)
{
	return extend(app, call, SELECT_LINE, true);
}

COMMAND(select_up)
{
	return extend(app, call, SELECT_LINE, false);
}

COMMAND(select_other)
{
	reader_other_end(&app->reader);
	return true;
}

/* What Enter does with a selection: an orphan that waits for its place gets it, else tags are
 * chosen. */
COMMAND(select_tag)
{
	return app_taken_up(app) ? command_attach(app, call, err) : command_tag(app, call, err);
}
