#include "feature.h"

#include "form.h"
#include "mention.h"
#include "recall.h"
#include "tagger_file.h"

#include <string.h>

enum { GAP_MOST = 3, PARTICLES_MOST = 2 };

static uint8_t part_of(size_t i, size_t length)
{
	if (length == 1)
		return PART_UNIT;
	if (i == 0)
		return PART_BEGIN;
	return i + 1 == length ? PART_LAST : PART_INSIDE;
}

/* Tokens of the longest entry of a class that begins here, as the tagger sees it: a single word
 * in lower case is none of the lists' names. */
static size_t listed_length(
	const struct view *view, size_t token, const struct listing *listing, unsigned class)
{
	const struct token *items = view->tokens.items;
	size_t length = listing->length[class];
	if (items[token].kind != TOKEN_WORD || items[token].capitalised ||
		class == LEXICON_TITLE || class == LEXICON_SPEECH_VERB || class == LEXICON_WORD)
		return length;
	for (size_t i = 1; i < length; i++)
		if (items[token + i].space_before)
			return length;
	return 0;
}

static void spread_lists(struct view *view)
{
	for (size_t i = 0; i < view->tokens.count; i++) {
		if (view->tokens.items[i].kind == TOKEN_PUNCTUATION)
			continue;
		const struct listing *listing = lookup_token(view->finder, view->tokens, i);
		for (unsigned class = 0; listing->classes >> class; class ++) {
			size_t length = listed_length(view, i, listing, class);
			if (!length || (view->cells[i].listed >> class & 1))
				continue;
			for (size_t j = 0; j < length; j++) {
				view->cells[i + j].listed |= (uint16_t)(1u << class);
				view->cells[i + j].inside[class] =
					(uint8_t)(1 + part_of(j, length));
			}
			if (class != LEXICON_TITLE)
				continue;
			size_t next = i + length;
			if (next + 1 < view->tokens.count &&
				view->tokens.items[next].kind == TOKEN_PUNCTUATION &&
				!view->tokens.items[next].space_before &&
				finder_word(view->finder, &view->tokens.items[next]).s[0] ==
					'.')
				next++;
			if (next < view->tokens.count)
				view->cells[next].titled = true;
		}
	}
}

static void spread_rules(struct view *view, size_t block)
{
	struct finder *finder = view->finder;
	size_t first = finder_guess_from(finder, finder->document->blocks[block].range.start);
	for (size_t n = first; n < finder->guess_count && finder->guesses[n].block == block;
		n++) {
		const struct guess *guess = &finder->guesses[n];
		size_t length = guess->token_end - guess->token;
		for (size_t j = 0; j < length; j++) {
			struct cell *cell = &view->cells[guess->token + j];
			cell->rule = (uint8_t)label_of(
				guess->type, (enum tagger_part)part_of(j, length));
			cell->certain = guess->certain;
		}
	}
}

static void find_runs(struct view *view)
{
	struct tokens tokens = view->tokens;
	for (size_t i = 0; i < tokens.count;) {
		size_t end = i + 1;
		if (tokens.items[i].capitalised)
			while (end < tokens.count && tokens.items[end].capitalised &&
				!tokens.items[end].sentence_start)
				end++;
		for (size_t j = i; j < end; j++) {
			view->cells[j].run_start = (uint32_t)i;
			view->cells[j].run_end = (uint32_t)end;
		}
		i = end;
	}
}

/* Whether a token without a capital may stand inside a name. */
static bool may_link(const struct view *view, size_t i)
{
	const struct token *token = &view->tokens.items[i];
	struct str word = finder_word(view->finder, token);
	if (token->kind == TOKEN_PUNCTUATION)
		return word_in(word, "- – . , & / ' ’ ‘ \" “ ”");
	return word_in(word,
		       "of the for and in on to against with at de del della des la le du da "
		       "dos das do di y e von van der den ter zu af al el ul ud bin ibn "
		       "bint abu s 's ’s st nd rd th early late mid") ||
	       view->cells[i].rule;
}

/* "de Blasio", "von der Leyen", "bin Salman": the particles that stand before a name. */
static void add_particles(struct view *view, size_t name)
{
	const struct token *items = view->tokens.items;
	for (size_t i = name; i > 0 && i + PARTICLES_MOST > name; i--) {
		const struct token *token = &items[i - 1];
		if (items[i].sentence_start || !items[i].space_before || token->capitalised ||
			!word_in(finder_word(view->finder, token),
				"de del della da dos du di van von der den ter ten zu al el ul "
				"bin ben ibn bint abu af"))
			return;
		view->cells[i - 1].candidate = true;
	}
}

/* "Labour party", "Houthi movement", "Korean war": capitals are a matter of style there. */
static void add_common_head(struct view *view, size_t name)
{
	size_t next = name + 1;
	if (next < view->tokens.count && view->tokens.items[next].space_before &&
		word_in(finder_word(view->finder, &view->tokens.items[next]),
			"party movement war"))
		view->cells[next].candidate = true;
}

/* Which tokens may belong to names: capitals, numbers, what the rules took, and short gaps. */
static void find_candidates(struct view *view)
{
	struct tokens tokens = view->tokens;
	size_t last = (size_t)-1;
	for (size_t i = 0; i < tokens.count; i++) {
		const struct token *token = &tokens.items[i];
		struct cell *cell = &view->cells[i];
		bool named = token->capitalised || token->kind == TOKEN_NUMBER || cell->rule ||
			     (token->kind == TOKEN_WORD && cell->has_upper);
		if (token->sentence_start)
			last = (size_t)-1;
		if (!named)
			continue;
		cell->candidate = true;
		if (i >= 2 && !token->space_before && last + 2 < i &&
			word_in(finder_word(view->finder, &tokens.items[i - 1]), "- ’ '")) {
			view->cells[i - 1].candidate = true; /* al-Assad */
			view->cells[i - 2].candidate = true;
		}
		bool linked = last != (size_t)-1 && i - last - 1 <= GAP_MOST;
		for (size_t j = last + 1; j < i && linked; j++)
			linked = may_link(view, j);
		for (size_t j = last + 1; j < i && linked; j++)
			view->cells[j].candidate = true;
		if (token->capitalised) {
			add_particles(view, i);
			add_common_head(view, i);
		}
		last = i;
	}
}

void view_open(struct view *view, struct finder *finder, size_t block, struct arena *scratch)
{
	struct tokens tokens = finder_tokens(finder, block);
	*view = (struct view){.finder = finder,
		.block = block,
		.tokens = tokens,
		.cells = arena_alloc(scratch, tokens.count + 1, sizeof(struct cell))};
	size_t words = 0, capitals = 0;
	for (size_t i = 0; i < tokens.count; i++) {
		const struct token *token = &tokens.items[i];
		struct cell *cell = &view->cells[i];
		const struct form *form = forms_find(finder->forms, finder_word(finder, token));
		cell->word = form->written;
		cell->lower = form->folded;
		cell->shape = form->shape;
		cell->has_upper = form->has_upper;
		cell->head = (uint8_t)ENTITY_TYPES;
		if (token->capitalised) {
			cell->memory = recall_type(finder->recall, cell->word);
			cell->lowered = recall_lowered(finder->recall, cell->lower);
			cell->head = form->head;
			if (cell->head == ENTITY_TYPES)
				cell->head = (uint8_t)(ENTITY_TYPES + 1 + form->first_head);
		}
		if (token->kind == TOKEN_WORD && token->length > 3) {
			words++;
			capitals += token->capitalised;
		}
	}
	view->headline = words > 3 && capitals * 10 >= words * 7;
	spread_lists(view);
	spread_rules(view, block);
	find_runs(view);
	find_candidates(view);
}

bool view_run(const struct view *view, size_t from, size_t *start, size_t *end)
{
	size_t count = view->tokens.count;
	while (from < count && !view->cells[from].candidate)
		from++;
	*start = from;
	while (from < count && view->cells[from].candidate &&
		(from == *start || !view->tokens.items[from].sentence_start))
		from++;
	*end = from;
	return *end > *start;
}

/* ---- the features of one token -------------------------------------------------------------
 */

struct maker {
	uint64_t *out;
	size_t count;
	uint64_t kind; /* counts the templates */
};

static uint64_t mix(uint64_t a, uint64_t b)
{
	a = (a ^ (a >> 32)) * 0xd6e8feb86659fd93u;
	a = (a + b) * 0x9e3779b97f4a7c15u;
	return a ^ (a >> 29);
}

static void add(struct maker *maker, uint64_t a, uint64_t b)
{
	maker->out[maker->count++] = mix(mix(++maker->kind, a), b) * 0xff51afd7ed558ccdu;
}

/* A feature that is there or not. */
static void add_if(struct maker *maker, bool there, uint64_t a, uint64_t b)
{
	if (there)
		add(maker, a, b);
	else
		maker->kind++;
}

static const struct cell outside = {.word = 1, .lower = 1, .shape = 1, .head = ENTITY_TYPES};

static const struct cell *cell_at(const struct view *view, size_t token, int step)
{
	size_t i = token + (size_t)step;
	return i < view->tokens.count ? &view->cells[i] : &outside;
}

/* 0 when the word is shorter. */
static uint32_t affix(struct str word, size_t length, bool suffix)
{
	if (word.len < length)
		return 0;
	return recall_hash(
		(struct str){word.s + (suffix ? word.len - length : 0), length}, false);
}

static void add_words(struct maker *maker, const struct view *view, size_t token)
{
	const struct cell *c = cell_at(view, token, 0), *l = cell_at(view, token, -1),
			  *r = cell_at(view, token, 1), *l2 = cell_at(view, token, -2),
			  *r2 = cell_at(view, token, 2);
	add(maker, c->word, 0);
	add(maker, c->lower, 0);
	add(maker, l->lower, 0);
	add(maker, r->lower, 0);
	add(maker, l2->lower, 0);
	add(maker, r2->lower, 0);
	add(maker, l->lower, c->lower);
	add(maker, c->lower, r->lower);
	add(maker, l->lower, r->lower);
	add(maker, l->lower, c->shape);
	add(maker, c->shape, r->lower);
	add(maker, l2->lower, l->lower);
	add(maker, r->lower, r2->lower);
	add(maker, c->shape, 0);
	add(maker, l->shape, c->shape);
	add(maker, c->shape, r->shape);
	add(maker, mix(l->shape, r->shape), c->shape);
	add(maker, l->shape, 0);
	add(maker, r->shape, 0);
	struct str word = finder_word(view->finder, &view->tokens.items[token]);
	for (size_t length = 2; length <= 4; length++) {
		uint32_t prefix = affix(word, length, false),
			 suffix = affix(word, length, true);
		add_if(maker, prefix, prefix, 0);
		add_if(maker, suffix, suffix, 0);
	}
}

static void add_lists(struct maker *maker, const struct view *view, size_t token)
{
	const struct cell *c = cell_at(view, token, 0), *l = cell_at(view, token, -1),
			  *r = cell_at(view, token, 1);
	for (unsigned class = 0; class < LEXICON_CLASSES; class ++)
		add_if(maker, c->inside[class], class, c->inside[class]);
	add(maker, c->listed, 0);
	add(maker, c->listed, l->listed);
	add(maker, c->listed, r->listed);
	add(maker, mix(l->listed, r->listed), c->listed);
	add(maker, l->listed, c->lower);
	add(maker, r->listed, c->lower);
	add(maker, c->listed, c->shape);
	add(maker, mix(c->titled, l->titled), c->shape);
	add(maker, mix(c->titled, c->listed), r->listed);
}

static void add_rules(struct maker *maker, const struct view *view, size_t token)
{
	const struct cell *c = cell_at(view, token, 0), *l = cell_at(view, token, -1),
			  *r = cell_at(view, token, 1);
	uint64_t rule = c->rule * 2u + c->certain;
	add(maker, rule, 0);
	add(maker, rule, c->lower);
	add(maker, rule, l->lower);
	add(maker, rule, r->lower);
	add(maker, rule, c->shape);
	add(maker, rule, c->listed);
	add(maker, rule, mix(l->rule, r->rule));
	add(maker, l->rule, c->lower);
	add(maker, r->rule, c->lower);
	add(maker, mix(c->memory, c->lowered), rule);
	add(maker, c->memory, c->listed);
	add(maker, c->memory, c->shape);
	add(maker, mix(l->memory, r->memory), c->memory);
}

static void add_place(struct maker *maker, const struct view *view, size_t token)
{
	const struct cell *c = cell_at(view, token, 0);
	const struct cell *before = c->run_start ? &view->cells[c->run_start - 1] : &outside;
	const struct cell *after = c->run_end < view->tokens.count ? &view->cells[c->run_end]
								   : &outside;
	const struct cell *last = &view->cells[c->run_end - 1];
	const struct cell *first = &view->cells[c->run_start];
	size_t length = c->run_end - c->run_start, place = token - c->run_start;
	uint64_t where = mix(length < 6 ? length : 6, place < 6 ? place : 6);
	add(maker, where, view->headline);
	add(maker, where, c->shape);
	add(maker, mix(length, c->run_end - token), last->head);
	add(maker, mix(place, last->head), first->listed);
	add(maker, last->lower, place);
	add(maker, first->lower, place);
	add(maker, before->lower, where);
	add(maker, after->lower, where);
	add(maker, before->lower, last->head);
	add(maker, mix(before->lower, after->lower), place);
	add(maker, after->listed, c->listed);
	add(maker, before->listed, c->listed);
	add(maker, c->head, cell_at(view, token, 1)->head);
	add(maker, c->head, cell_at(view, token, -1)->lower);
	add(maker, mix(view->tokens.items[token].sentence_start, view->headline), c->shape);
	add(maker, view->tokens.items[token].sentence_start, c->lowered);
	add(maker, c->lowered, c->listed);
}

/* All templates in one function, so that their numbers are constants. */
__attribute__((flatten)) size_t view_features(
	const struct view *view, size_t token, uint64_t *features)
{
	struct maker maker = {.out = features};
	add(&maker, 0, 0);
	add_words(&maker, view, token);
	add_lists(&maker, view, token);
	add_rules(&maker, view, token);
	add_place(&maker, view, token);
	return maker.count;
}
