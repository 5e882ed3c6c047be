/* The reporter's words around a quotation: where his sentence begins and ends, and which of its
 * verbs report speech. */
#include "speech.h"

#include "word_list.h"

#include <string.h>

#define CLAUSE_REACH 60 /* tokens looked at on either side of a quotation */

void scene_enter(struct scene *scene, struct finder *finder, size_t block, size_t first_quote,
	size_t quote_end)
{
	scene->finder = finder;
	scene->block = block;
	scene->tokens = finder_tokens(finder, block);
	size_t count = scene->tokens.count;
	scene->quote_at = arena_alloc(finder->scratch, count + 1, sizeof *scene->quote_at);
	scene->facts = arena_alloc(finder->scratch, count + 1, sizeof *scene->facts);
	size_t quote = first_quote;
	for (size_t i = 0; i < count; i++) {
		size_t start = scene->tokens.items[i].start;

		while (quote < quote_end && finder->quotes[quote].outer.end <= start)
			quote++;
		if (quote < quote_end && range_holds(finder->quotes[quote].outer, start))
			scene->quote_at[i] = (uint32_t)quote + 1;
	}
}

bool scene_outside(const struct scene *scene, size_t token)
{
	return token < scene->tokens.count && scene->quote_at[token] == 0;
}

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Whether the token, in lower case, is one of the words of " said told "; each stands between
 * blanks. */
bool scene_is(const struct scene *scene, size_t token, const char *words)
{
	char folded[24];

	if (token >= scene->tokens.count)
		return false;
	struct str word = finder_word(scene->finder, &scene->tokens.items[token]);
	if (str_equal(word, STR("’s")) || str_equal(word, STR("'s")))
		word = STR("'s");
	if (word.len + 3 > sizeof folded || !word_list_may_hold(words, lower(word.s[0]),
						    lower(word.s[word.len - 1]), word.len))
		return false;
	folded[0] = ' ';
	for (size_t i = 0; i < word.len; i++)
		folded[i + 1] = lower(word.s[i]);
	folded[word.len + 1] = ' ';
	folded[word.len + 2] = '\0';
	return strstr(words, folded) != NULL;
}

struct range scene_range(const struct scene *scene, struct span span)
{
	if (span.start >= span.end)
		return (struct range){0, 0};
	const struct token *last = &scene->tokens.items[span.end - 1];
	return (struct range){
		scene->tokens.items[span.start].start, last->start + last->length};
}

/* The first token that starts at or after a byte offset. */
static size_t token_from(const struct scene *scene, size_t offset)
{
	size_t low = 0, high = scene->tokens.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (scene->tokens.items[middle].start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct span scene_quote_tokens(const struct scene *scene, const struct quote *quote)
{
	return (struct span){
		token_from(scene, quote->outer.start), token_from(scene, quote->outer.end)};
}

static bool ends_sentence(const struct scene *scene, size_t token)
{
	return scene_is(scene, token, " . ! ? … ");
}

/* Whether the quotation itself begins a sentence. */
static bool begins_sentence(const struct scene *scene, struct span quote)
{
	const struct token *items = scene->tokens.items;

	if (quote.start == 0 || items[quote.start].sentence_start)
		return true;
	return ends_sentence(scene, quote.start - 1) &&
	       (quote.start + 1 >= scene->tokens.count || items[quote.start + 1].capitalised);
}

struct span scene_before(const struct scene *scene, struct span quote)
{
	size_t start = quote.start;

	if (begins_sentence(scene, quote))
		return (struct span){start, start};
	while (start > 0 && quote.start - start < CLAUSE_REACH) {
		size_t here = start - 1;

		if (scene_outside(scene, here) && ends_sentence(scene, here) &&
			start < quote.start && scene->tokens.items[start].sentence_start)
			break;
		if (!scene_outside(scene, here) && scene_outside(scene, start) &&
			scene->tokens.items[start].sentence_start)
			break;
		start = here;
	}
	return (struct span){start, quote.start};
}

struct span scene_after(const struct scene *scene, struct span quote)
{
	size_t end = quote.end;
	const struct token *items = scene->tokens.items;

	while (end < scene->tokens.count && end - quote.end < CLAUSE_REACH) {
		if (items[end].sentence_start && scene_outside(scene, end))
			break;
		if (!scene_outside(scene, end) &&
			(scene->quote_at[end] != scene->quote_at[end - 1] &&
				ends_sentence(scene, end - 1)))
			break;
		end++;
	}
	return (struct span){quote.end, end};
}

size_t scene_name(const struct scene *scene, size_t token)
{
	return token < scene->tokens.count
		       ? finder_name_at(scene->finder, scene->tokens.items[token].start)
		       : NAME_NONE;
}

struct str scene_last_word(struct str text)
{
	size_t start = text.len;
	while (start > 0 && text.s[start - 1] != ' ')
		start--;
	return text.len ? str_slice(text, (struct range){start, text.len}) : text;
}

/* A word that makes what follows it a noun: "the remarks", "his claims". */
static bool after_determiner(const struct scene *scene, size_t token)
{
	return token > 0 && scene_is(scene, token - 1,
				    " the a an this that these those his her its their my our "
				    "your 's any no some of "
				    "in with by for joint several such other earlier recent ");
}

/* "Gulnoza Said": a verb is written small, but at the beginning of a sentence or in a heading.
 */
static bool is_surname(const struct scene *scene, size_t token)
{
	const struct token *here = &scene->tokens.items[token];
	enum block_kind kind = scene->finder->document->blocks[scene->block].kind;
	return kind == BLOCK_PARAGRAPH && here->capitalised && !here->all_caps &&
	       !here->sentence_start && token > 0 && scene_outside(scene, token - 1) &&
	       scene->tokens.items[token - 1].capitalised;
}

/* "put it bluntly", "summed it up" */
static bool puts_it(const struct scene *scene, size_t token)
{
	return (scene_is(scene, token, " put puts putting ") &&
		       scene_is(scene, token + 1, " it things ")) ||
	       (scene_is(scene, token, " summed sums summing ") &&
		       scene_is(scene, token + 1, " up it "));
}

static bool speaks(const struct scene *scene, size_t token)
{
	if (scene_name(scene, token) != NAME_NONE ||
		scene->tokens.items[token].kind != TOKEN_WORD)
		return false;
	if (scene_is(scene, token, " in ")) /* "in a statement" */
		return false;
	bool listed = finder_match(
			      scene->finder, scene->tokens, token, LEXICON_SPEECH_VERB, NULL) ||
		      scene_is(scene, token,
			      " elaborated continued read reads recalled recalls recounted "
			      "observed went quoted "
			      "reported paraphrased joked quipped mused ");
	if (!listed)
		return puts_it(scene, token);
	if (scene_is(scene, token, " reportedly allegedly according ") ||
		is_surname(scene, token))
		return false;
	if (scene_is(scene, token, " charged ")) /* "with a crime" */
		return !scene_is(scene, token + 1, " with ");
	if (scene_is(scene, token, " went "))
		return scene_is(scene, token + 1, " on ") &&
		       (!scene_outside(scene, token + 2) ||
			       scene_is(scene, token + 2, " , : to "));
	return !after_determiner(scene, token) ||
	       (scene_is(scene, token - 1, " that this in of by with ") &&
		       !scene_is(scene, token,
			       " report reports claim claims comments remarks "
			       "statement notes demands calls call pledge pledges "));
}

static bool attributes(const struct scene *scene, size_t token)
{
	if (scene_name(scene, token) != NAME_NONE || after_determiner(scene, token))
		return false;
	return scene_is(scene, token,
		       " called calls calling call described describes describing describe "
		       "termed terms "
		       "terming dubbed dubbing labelled labeled labelling labeling branded "
		       "branding "
		       "characterized characterised characterizing characterising accused "
		       "accuses "
		       "accusing thanked praised praises praising hailed hails hailing ") ||
	       scene_is(scene, token,
		       " cited cites citing referred refers referring denounced denounces "
		       "denouncing "
		       "condemned condemns condemning slammed slams slamming blasted rejected "
		       "rejects "
		       "rejecting dismissed dismisses dismissing vowed vows vowing promised "
		       "promises "
		       "promising pledged pledges pledging expressed expresses expressing ") ||
	       scene_is(scene, token,
		       " opposed opposes opposing voiced spoke speaks speaking talked deemed "
		       "decried "
		       "blamed blames blaming criticized criticised criticizing criticising "
		       "attacked "
		       "lambasted welcomed welcomes welcoming touted portrayed depicted "
		       "credited found "
		       "considered compared likened concluded demanded demands urged urges "
		       "urging ") ||
	       scene_is(scene, token,
		       " wanted sought seek seeks backed supported signaled signalled stressed "
		       "hinted "
		       "informed ruled offered complained regarded apologised apologized "
		       "advocated "
		       " declined declines refused refuses agreed agrees threatened threatens "
		       "mocked ridiculed envisioned decided supposes gave issued sought hopes "
		       "hoped believes believe believed thinks thought sees saw likened ");
}

bool scene_attributes_weakly(const struct scene *scene, size_t token)
{
	return !scene_speaks(scene, token) &&
	       scene_is(scene, token,
		       " found thought believed considered wanted sought supported backed "
		       "opposed agreed agrees "
		       "decided "
		       "hopes hoped gave issued refused refuses declined declines regarded "
		       "supposes "
		       "seek seeks saw sees ruled compared concluded informed offered ");
}

/* What is known of a token's word; found out when first asked for. */
enum { SPEAKS_KNOWN = 1, SPEAKS = 2, ATTRIBUTES_KNOWN = 4, ATTRIBUTES = 8 };

bool scene_speaks(const struct scene *scene, size_t token)
{
	if (!scene_outside(scene, token))
		return false;
	uint8_t *facts = &scene->facts[token];
	if (!(*facts & SPEAKS_KNOWN))
		*facts |= speaks(scene, token) ? SPEAKS_KNOWN | SPEAKS : SPEAKS_KNOWN;
	return *facts & SPEAKS;
}

bool scene_attributes(const struct scene *scene, size_t token)
{
	if (!scene_outside(scene, token))
		return false;
	uint8_t *facts = &scene->facts[token];
	if (!(*facts & ATTRIBUTES_KNOWN))
		*facts |= attributes(scene, token) ? ATTRIBUTES_KNOWN | ATTRIBUTES
						   : ATTRIBUTES_KNOWN;
	return *facts & ATTRIBUTES;
}

bool scene_clausal(const struct scene *scene, size_t token)
{
	return scene_is(scene, token,
		       " is are was were am be been has have had do does did will would can "
		       "could shall "
		       "should may might must i we they he she it you don't doesn't didn't "
		       "won't can't "
		       "isn't aren't wasn't weren't i'm we're they're it's that's there's "
		       "let's ") ||
	       scene_is(scene, token,
		       " know think want believe hope need say says said go get make made take "
		       "came come "
		       "see seen give let stop thank 'm 're 've 'll 'd n't ");
}

/* "a statement", "his letter": what is written, not who wrote it. */
bool scene_document(const struct scene *scene, struct span words)
{
	for (size_t i = words.start; i < words.end; i++)
		if (scene_is(scene, i,
			    " statement letter memo tweet post message communique communiqué "
			    "email "
			    "e-mail "))
			return true;
	return false;
}
