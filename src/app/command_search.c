/* Commands that search: patterns, and the mentions of a name. */
#include "app_state.h"
#include "commands.h"

#include <stdint.h>

/* Which hit it is stands in the status line; only that it is not the next below is news. */
static void say_wrapped(struct app *app, bool wrapped)
{
	buffer_clear(&app->message);
	if (wrapped)
		app_say(app, "went round");
}

/* Search on, and read on where the article is not read to its end; false when all is done. */
static bool search_on(struct app *app)
{
	struct hits *hits = &app->reader.hits;
	if (hits_has_work(hits))
		hits_step(hits, app->session->document);
	else if (hits->search && !app->session->document->complete)
		app_step(app);
	else
		return false;
	return true;
}

/* Search on until there is a hit at or behind an offset. */
static void search_to(struct app *app, size_t offset)
{
	struct hits *hits = &app->reader.hits;
	while (hits_from(hits, offset) == hits_count(hits) && search_on(app))
		;
}

static bool walk(struct app *app, const struct call *call, bool forward, struct error *err)
{
	struct reader *reader = &app->reader;
	bool wrapped = false, once = false;
	if (!reader->hits.label)
		return error_set(err, ERR_NOTFOUND,
			"nothing was searched: / finds words, * a name's mentions");
	for (unsigned i = 0; i < call->count; i++) {
		size_t start = reader->current.range.start;
		if (forward)
			search_to(app, start + 1);
		else if (hits_from(&reader->hits, start) == 0)
			search_to(app, SIZE_MAX); /* the last of all is the one before */
		if (!reader_step_hit(reader, forward, &wrapped))
			return error_set(
				err, ERR_NOTFOUND, "not found: %s", reader->hits.label);
		once = once || wrapped;
	}
	say_wrapped(app, once);
	app_moved(app);
	return true;
}

COMMAND(search_next)
{
	return walk(app, call, true, err);
}

COMMAND(search_previous)
{
	return walk(app, call, false, err);
}

void app_search(struct app *app, struct str pattern, bool typing)
{
	struct reader *reader = &app->reader;
	struct error err;
	size_t origin = typing ? reader->hits.origin : reader->current.range.start;
	/* A hit of the search before is none of this one. */
	if (reader->current.kind == OBJECT_HIT)
		reader->current = reader_object_at(reader, reader->current.range.start);
	if (pattern.len == 0) {
		hits_clear(&reader->hits);
		reader->hits.origin = origin;
		return;
	}
	if (!hits_search(&reader->hits, pattern, &err)) {
		reader->hits.origin = origin;
		app_complain(app, &err);
		return;
	}
	reader->hits.origin = origin;
	search_to(app, origin); /* the rest is counted while nothing else is to be done */
	size_t count = hits_count(&reader->hits), i = hits_from(&reader->hits, origin);
	const char *failure = hits_failure(&reader->hits);
	if (count == 0) {
		bool literal = search_is_literal(reader->hits.search);
		app_say(app, "%s",
			failure   ? failure
			: literal ? "not found as it stands; it is no valid pattern"
				  : "not found");
		return;
	}
	bool wrapped = i == count;
	i = wrapped ? 0 : i;
	reader_take(reader, (struct object){OBJECT_HIT, hits_at(&reader->hits, i), i});
	say_wrapped(app, wrapped);
	app_moved(app);
}

/* The whole pattern at once, or asked for in the prompt. */
static void ask_for_pattern(struct app *app, const struct call *call, enum prompt_kind kind)
{
	app->focus = FOCUS_ARTICLE;
	app_arrange(app);
	reader_filter(&app->reader, false);
	app->before_search = app->reader.current;
	app->reader.hits.origin = app->reader.current.range.start;
	if (!call->arguments.len)
		app_prompt(app, kind, STR(""));
	else if (kind == PROMPT_SEARCH)
		app_search(app, call->arguments, false);
	else
		app_filter_paragraphs(app, call->arguments);
}

COMMAND(search)
{
	ask_for_pattern(app, call, PROMPT_SEARCH);
	return true;
}

void app_filter_paragraphs(struct app *app, struct str pattern)
{
	struct reader *reader = &app->reader;
	reader_filter(reader, false);
	app_search(app, pattern, true);
	while (search_on(app))
		;
	if (hits_count(&reader->hits))
		reader_filter(reader, true);
}

COMMAND(paragraphs)
{
	ask_for_pattern(app, call, PROMPT_PARAGRAPHS);
	return true;
}

COMMAND(mentions)
{
	struct reader *reader = &app->reader;
	uint32_t entity = reader_entity(reader);
	if (app->focus == FOCUS_SIDEBAR) {
		const struct item *item = sidebar_current(&app->sidebar);
		if (item && item->kind == ITEM_ENTITY)
			entity = (uint32_t)item->index;
	}
	if (entity == ENTITY_NONE)
		return error_set(err, ERR_NOTFOUND, "no name here");
	struct range here = reader->current.range;
	hits_of_entity(&reader->hits, app->session->extraction, entity);
	size_t at = hits_from(&reader->hits, here.start);
	if (at < hits_count(&reader->hits) && hits_at(&reader->hits, at).start == here.start) {
		reader->current = (struct object){OBJECT_HIT, hits_at(&reader->hits, at), at};
	}
	return walk(app, call, true, err);
}
