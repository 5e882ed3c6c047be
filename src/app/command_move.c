/* Commands that move. */
#include "app_state.h"
#include "commands.h"

static bool scroll(struct app *app, long lines)
{
	reader_scroll(&app->reader, lines);
	app_moved(app);
	return true;
}

static long page(const struct app *app)
{
	/* Two lines stay, so that the eye finds the place again. */
	return app->reader.rows > 4 ? (long)app->reader.rows - 2 : 1;
}

static long half(const struct app *app)
{
	return app->reader.rows > 1 ? (long)app->reader.rows / 2 : 1;
}

COMMAND(line_down)
{
	return scroll(app, (long)call->count);
}

COMMAND(line_up)
{
	return scroll(app, -(long)call->count);
}

COMMAND(page_down)
{
	return scroll(app, page(app) * (long)call->count);
}

COMMAND(page_up)
{
	return scroll(app, -page(app) * (long)call->count);
}

COMMAND(half_down)
{
	return scroll(app, half(app) * (long)call->count);
}

COMMAND(half_up)
{
	return scroll(app, -half(app) * (long)call->count);
}

/* To the paragraph with the number a reader sees in exports. */
static bool to_paragraph(struct app *app, unsigned number, struct error *err)
{
	const struct document *document = app->session->document;
	while (!document->complete)
		app_step(app);
	for (size_t i = 0; i < document->block_count; i++)
		if (document->blocks[i].paragraph == number) {
			reader_jump(&app->reader, reader_sentence_at(&app->reader,
							  document->blocks[i].range.start));
			app_moved(app);
			return true;
		}
	return error_set(err, ERR_NOTFOUND, "no paragraph %u; there are %u", number,
		document->paragraph_count);
}

COMMAND(first)
{
	if (call->counted)
		return to_paragraph(app, call->count, err);
	reader_first(&app->reader);
	app_moved(app);
	return true;
}

COMMAND(last)
{
	if (call->counted)
		return to_paragraph(app, call->count, err);
	while (!app->session->document->complete)
		app_step(app); /* the end is where all was read */
	reader_last(&app->reader);
	app_moved(app);
	return true;
}

/* Repeat a step; what stops it is said when not even one was made. */
static bool step(struct app *app, const struct call *call,
	bool (*one)(struct reader *reader, bool forward), bool forward, const char *none)
{
	unsigned done = 0;
	while (done < call->count && one(&app->reader, forward))
		done++;
	if (!done)
		app_say(app, "%s", none);
	app_moved(app);
	return true;
}

COMMAND(paragraph_next)
{
	return step(app, call, reader_step_paragraph, true, "last paragraph");
}

COMMAND(paragraph_previous)
{
	return step(app, call, reader_step_paragraph, false, "first paragraph");
}

COMMAND(sentence_next)
{
	return step(app, call, reader_step_sentence, true, "last sentence");
}

COMMAND(sentence_previous)
{
	return step(app, call, reader_step_sentence, false, "first sentence");
}

static const char *no_quote(const struct app *app, const char *end)
{
	if (app->session->waits)
		return "a large article: :extract looks for quotes";
	if (!app->session->extraction && session_has_work(app->session))
		return "still looking for quotes";
	return app->session->utterances.visited ? end : "no quotes found";
}

#define WAIT_BYTES \
	(512 * 1024) /* an article up to here is searched before a quote is gone to */

/* Whoever asks for a quote before they are found gets it all the same. */
static void find_quotes(struct app *app)
{
	struct error err = {0};
	if (app->session->document->bytes_total <= WAIT_BYTES && !app->session->waits)
		while (session_has_work(app->session) && !err.code)
			session_step(app->session, &err);
	app_findings_changed(app);
}

COMMAND(quote_next)
{
	if (!app->session->extraction)
		find_quotes(app);
	return step(app, call, reader_step_quote, true, no_quote(app, "last quote"));
}

COMMAND(quote_previous)
{
	if (!app->session->extraction)
		find_quotes(app);
	return step(app, call, reader_step_quote, false, no_quote(app, "first quote"));
}

static bool jump(struct reader *reader, bool forward)
{
	return forward ? reader_jump_forward(reader) : reader_jump_back(reader);
}

COMMAND(jump_back)
{
	return step(app, call, jump, false, "nothing to jump back to");
}

COMMAND(jump_forward)
{
	return step(app, call, jump, true, "nothing to jump forward to");
}
