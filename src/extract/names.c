/* The names of a block: what the tagger decides, with what stands around them. */
#include "mention.h"
#include "tagger.h"

enum { DOUBTFUL = 88 };

static void add(struct finder *finder, size_t block, struct tokens tokens, struct name found)
{
	struct name *name = finder_add_name(finder);
	*name = found;
	name->block = (uint32_t)block;
	name->mention.entity = ENTITY_NONE;
	name_describe(finder, tokens, name);
}

/* The guess that holds a token, or NULL. */
static const struct guess *guess_at(const struct finder *finder, size_t block, size_t token)
{
	size_t i = finder_guess_from(finder, finder->document->blocks[block].range.start);
	for (; i < finder->guess_count && finder->guesses[i].block == block &&
		finder->guesses[i].token <= token;
		i++)
		if (token < finder->guesses[i].token_end)
			return &finder->guesses[i];
	return NULL;
}

static void add_found(
	struct view *view, size_t from, size_t to, enum entity_type type, unsigned confidence)
{
	add(view->finder, view->block, view->tokens,
		(struct name){.token = (uint32_t)from,
			.token_end = (uint32_t)to,
			.mention = {.type = type, .confidence = (uint8_t)confidence}});
}

/* A name in capitals or in full with its title before it: there the rules do not err. */
static bool is_titled(const struct view *view, const struct guess *guess)
{
	return guess->type == ENTITY_PERSON && guess->certain &&
	       view->cells[guess->token].titled &&
	       (view->tokens.items[guess->token].all_caps ||
		       guess->token_end - guess->token > 1);
}

/* Add those with titles that end at or before a token, where the tagger found nothing. */
static void add_titled(struct view *view, size_t from, size_t until)
{
	const struct finder *finder = view->finder;
	for (; view->guess < finder->guess_count; view->guess++) {
		const struct guess guess = finder->guesses[view->guess];
		if (guess.block != view->block || guess.token_end > until)
			return;
		if (guess.token >= from && is_titled(view, &guess))
			add_found(view, guess.token, guess.token_end, ENTITY_PERSON, 90);
	}
}

/* "Iranian Foreign Ministry" is a people and a ministry. */
static size_t people_before(const struct view *view, size_t from, size_t to)
{
	const struct guess *guess = guess_at(view->finder, view->block, from);
	struct str last = finder_word(view->finder, &view->tokens.items[to - 1]);
	bool people = guess && guess->type == ENTITY_NORP && guess->token == from &&
		      guess->token_end < to && str_equal(last, STR("Ministry"));
	return people ? guess->token_end : from;
}

static void found(
	struct view *view, size_t from, size_t to, enum entity_type type, unsigned confidence)
{
	if (from < view->passed)
		return;
	add_titled(view, view->passed, from);
	const struct guess *last = guess_at(view->finder, view->block, to - 1);
	const struct guess *first = guess_at(view->finder, view->block, from);
	if (first && first->token == from && first->token_end >= to && is_titled(view, first) &&
		(type == ENTITY_PERSON || confidence < DOUBTFUL)) {
		type = ENTITY_PERSON;
		to = first->token_end;
	}
	bool capitals = view->tokens.items[from].all_caps &&
			view->tokens.items[to - 1].all_caps;
	view->passed = to;
	if (capitals && last && last->type == ENTITY_PERSON && last->certain &&
		last->token > from) {
		add_found(view, last->token, last->token_end, ENTITY_PERSON, 90);
		return;
	}
	size_t people = type == ENTITY_ORG ? people_before(view, from, to) : from;
	if (people > from)
		add_found(view, from, people, ENTITY_NORP, confidence);
	add_found(view, people, to, type, confidence);
}

/* Without a model the guesses stand. */
static void take_guesses(struct finder *finder, size_t block)
{
	struct tokens tokens = finder_tokens(finder, block);
	size_t i = finder_guess_from(finder, finder->document->blocks[block].range.start);
	for (; i < finder->guess_count && finder->guesses[i].block == block; i++) {
		const struct guess *guess = &finder->guesses[i];
		if (guess->type != ENTITY_TYPES)
			add(finder, block, tokens,
				(struct name){.token = guess->token,
					.token_end = guess->token_end,
					.mention = {.type = guess->type,
						.confidence = guess->certain ? 94 : DOUBTFUL}});
	}
}

void mentions_find(struct finder *finder, size_t block)
{
	if (!finder->tagger) {
		take_guesses(finder, block);
		return;
	}
	struct view view;
	view_open(&view, finder, block, finder->scratch);
	view.guess = finder_guess_from(finder, finder->document->blocks[block].range.start);
	tagger_run(finder->tagger, &view, found);
	add_titled(&view, view.passed, view.tokens.count);
	arena_reset(finder->scratch);
}
