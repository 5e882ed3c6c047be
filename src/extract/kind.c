/* Speech or not: direct (a clause or more), partial (a fragment that somebody said) or scare (a
 * term, a title, a slogan). */
#include "speech.h"

struct measure {
	size_t words;
	bool verb, capital, stop, title_case;
};

static struct measure measure(const struct scene *scene, struct span tokens)
{
	struct measure found = {.title_case = true};
	bool first = true;

	for (size_t i = tokens.start; i < tokens.end; i++) {
		const struct token *token = &scene->tokens.items[i];

		if (token->kind == TOKEN_PUNCTUATION) {
			found.stop = found.stop || scene_is(scene, i, " . ! ? ; … ");
			continue;
		}
		found.words++;
		if (first)
			found.capital = token->capitalised;
		first = false;
		found.verb = found.verb || scene_clausal(scene, i);
		if (!token->capitalised && token->kind == TOKEN_WORD &&
			!scene_is(
				scene, i, " of the a an and in to for on with or from by 's "))
			found.title_case = false;
	}
	found.title_case = found.title_case && found.capital;
	return found;
}

static bool is_person(const struct scene *scene, size_t token)
{
	size_t name = scene_name(scene, token);
	return name != NAME_NONE && scene->finder->names[name].mention.type == ENTITY_PERSON;
}

/* "what one called", "Orlov has called": somebody's words; not "a group called". */
static bool calls(const struct scene *scene, size_t before)
{
	if (scene_is(scene, before,
		    " he she they it also who previously has have had , one some many others "
		    "critics officials repeatedly publicly once ") ||
		is_person(scene, before))
		return true;
	for (size_t i = before + 1; i > 0 && before + 1 - i < 7; i--) {
		if (scene_is(scene, i - 1, " what "))
			return true;
		if (scene_is(scene, i - 1, " , . ; "))
			break;
	}
	return false;
}

/* "so-called", "known as", "the term", "entitled": what follows is a name, not speech. */
static bool named_before(const struct scene *scene, struct span tokens)
{
	size_t at = tokens.start;

	if (at == 0)
		return false;
	if (scene_is(scene, at - 1, " ( "))
		return !measure(scene, tokens).verb;
	if (scene_is(scene, at - 1, " the a an ") && at >= 2)
		at--;
	if (scene_is(scene, at - 1,
		    " so-called called entitled titled nicknamed dubbed term terms word words "
		    "phrase "
		    "slogan motto hashtag song album film movie book novel series episode "
		    "named "
		    "reading banner banners placards principle policy initiative chanting "))
		return !(scene_is(scene, at - 1, " called dubbed termed ") && at >= 2 &&
			 calls(scene, at - 2));
	if (scene_is(scene, at - 1, " with of for ") && at >= 2)
		return scene_is(scene, at - 2,
			" charged convicted guilty acquitted suspected arrested detained "
			"jailed "
			"sentenced indicted imprisoned prosecuted tried charges charge ");
	if (scene_is(scene, at - 1, " as ") && at >= 2)
		return scene_is(scene, at - 2, " known nicknamed such only billed ");
	if (scene_is(scene, at - 1, " saying ") && at >= 2)
		return scene_is(
			scene, at - 2, " banner banners sign signs placard placards poster ");
	return scene_is(scene, at - 1, " or ") && at >= 2 && scene_is(scene, at - 2, " , ");
}

/* "model", "policy", "approach" behind the quotation: it is the name of one. */
static bool named_behind(const struct scene *scene, struct span tokens)
{
	return scene_is(scene, tokens.end,
		" model policy principle approach formula framework strategy initiative "
		"doctrine "
		"campaign movement project programme program event scheme category status ) ");
}

static bool begins_sentence(const struct scene *scene, size_t token)
{
	return token == 0 || scene->tokens.items[token].sentence_start;
}

enum quote_kind kind_of(const struct scene *scene, const struct quote *quote,
	struct span tokens, size_t cue, bool single_style)
{
	struct str text = scene->finder->document->text;
	struct measure found = measure(scene, tokens);
	unsigned char mark = (unsigned char)text.s[quote->outer.start];
	bool single = mark == '\'' || str_starts(str_slice(text, quote->outer), STR("‘"));
	const struct block *block = &scene->finder->document->blocks[scene->block];
	bool heading = block->kind == BLOCK_TITLE || block->kind == BLOCK_HEADING;

	bool has_cue = cue != TOKEN_NONE;
	size_t length = found.words;
	bool unmarked = quote->outer.start == quote->range.start;
	if (unmarked && length > 0)
		return QUOTE_DIRECT;
	bool close = has_cue && cue < tokens.start && tokens.start - cue <= 6 &&
		     (scene_attributes(scene, cue) || cue + 1 == tokens.start);
	if (single && !single_style && !heading && length < 6 && !close)
		return QUOTE_SCARE;
	if (length < 8 && named_before(scene, tokens))
		return QUOTE_SCARE;
	if (length < 5 && named_behind(scene, tokens))
		return QUOTE_SCARE;
	bool sentence = begins_sentence(scene, tokens.start);
	bool alone = sentence || scene_is(scene, tokens.start - 1, " , : — – ( ") ||
		     scene_is(scene, tokens.start - 1, " . ! ? ");
	bool says = tokens.start > 0 && scene_speaks(scene, tokens.start - 1);
	if (length >= 4 && found.verb && (found.capital || found.stop || alone || says))
		return QUOTE_DIRECT;
	if (found.capital && !found.title_case && length >= 3 && (alone || says))
		return QUOTE_DIRECT;
	if (found.capital && alone && found.stop && (has_cue || sentence))
		return QUOTE_DIRECT;
	if (length >= 7 && found.verb)
		return QUOTE_DIRECT;
	if (length >= 12)
		return QUOTE_PARTIAL;
	if (!has_cue)
		return length >= 7 && !found.title_case ? QUOTE_PARTIAL : QUOTE_SCARE;
	if (found.title_case && length > 1 && !alone && !says && !close)
		return QUOTE_SCARE;
	return QUOTE_PARTIAL;
}
