/* What is reported without quote marks: "Orlov said the talks would go on", "Orlov urged Rome
 * to wait", "the talks will go on, Orlov said", "according to Orlov, the talks will go on".
 *
 * A statement is the complement of a reporting verb whose subject is known, within one sentence
 * and outside all quotation marks: up to the next reporting verb or the sentence's end. What is
 * in marks is a quotation already and is not listed twice. */
#include "speech.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define SENTENCE_REACH 120 /* tokens */
#define ADDRESSEE_REACH 14

/* What a verb takes as its complement. */
enum complement {
	COMPLEMENT_NONE,
	COMPLEMENT_CLAUSE,  /* said (that) the talks would go on */
	COMPLEMENT_THAT,    /* agreed that ...; agreed to ... */
	COMPLEMENT_REQUEST, /* urged Rome to wait */
	COMPLEMENT_TOPIC    /* condemned any use of force */
};

/* Verbs of each kind, each between blanks. */
static const char *const verbs[] = {
	[COMPLEMENT_CLAUSE] =
		" said says say saying told tells telling added adds adding stated states "
		"stating "
		"noted notes noting warned warns warning insisted insists insisting argued "
		"argues "
		"arguing claimed claims claiming stressed stresses stressing emphasised "
		"emphasized "
		"emphasising emphasizing underlined underscored announced announces announcing "
		"declared declares declaring acknowledged acknowledges acknowledging admitted "
		"admits "
		"admitting confirmed confirms confirming explained explains explaining "
		"believes "
		"believed suggested suggests suggesting indicated indicates indicating "
		"reiterated "
		"reiterates reiterating maintained maintains alleged alleges alleging "
		"predicted "
		"predicts cautioned conceded concedes revealed disclosed wrote writes writing "
		"tweeted asserted asserts contended contends estimated replied "
		"responded "
		"recalled remarked signalled signaled assured reaffirmed testified ",
	[COMPLEMENT_THAT] = " agreed agrees pledged pledges pledging vowed vows vowing "
			    "promised promises promising "
			    "offered offers refused refuses threatened threatens hoped hopes "
			    "proposed proposes "
			    "denied denies denying demanded demands demanding ",
	[COMPLEMENT_REQUEST] =
		" urged urges urging called calling calls asked appealed ordered "
		"encouraged invited pressed ",
	[COMPLEMENT_TOPIC] =
		" condemned condemns condemning denounced denounces denouncing "
		"rejected rejects rejecting welcomed welcomes welcoming accused accuses "
		"accusing criticised criticized criticises criticizes criticising "
		"criticizing dismissed dismisses praised praises hailed opposed opposes "
		"opposing advocated advocates blamed blames ",
};

/* The verbs again, each to be found by its letters: open addressing, a quarter full. */
struct verb_table {
	struct slot {
		struct str verb;
		enum complement kind;
	} slots[1024];
};

static size_t slot_of(struct str word)
{
	size_t hash = word.len;
	for (size_t i = 0; i < word.len; i++)
		hash = hash * 31 + (unsigned char)word.s[i];
	return (hash ^ hash >> 10) % 1024;
}

static void verb_table_fill(struct verb_table *table)
{
	for (enum complement kind = COMPLEMENT_CLAUSE; kind <= COMPLEMENT_TOPIC; kind++) {
		struct str rest = str_from(verbs[kind]), verb;
		while (str_split(&rest, ' ', &verb)) {
			if (!verb.len)
				continue;
			size_t at = slot_of(verb);
			while (table->slots[at].verb.len)
				at = (at + 1) % 1024;
			table->slots[at] = (struct slot){verb, kind};
		}
	}
}

/* What the token takes as its complement when it is such a verb. */
static enum complement complement_of(
	const struct verb_table *table, const struct scene *scene, size_t token)
{
	const struct token *here = &scene->tokens.items[token];
	if (here->kind != TOKEN_WORD || here->capitalised || here->length < 3)
		return COMPLEMENT_NONE;
	struct str word = finder_word(scene->finder, here);
	for (size_t at = slot_of(word); table->slots[at].verb.len; at = (at + 1) % 1024)
		if (str_equal(table->slots[at].verb, word))
			return table->slots[at].kind;
	return COMPLEMENT_NONE;
}

/* What was found so far. */
struct statements {
	struct verb_table table;
	struct quote *quotes; /* the finder's up to a block and what was found between them */
	size_t quote_count, quote_capacity;
	size_t count; /* of the statements */
};

/* The search of one block. */
struct search {
	struct finder *finder;
	struct statements *found;
	const struct verb_table *table;
	struct scene scene;
	size_t covered;   /* tokens of the sentence before this one belong to a statement */
	size_t next, end; /* the block's quotations that stand behind what was found so far */
};

static bool is_outside(const struct scene *scene, struct span words)
{
	for (size_t i = words.start; i < words.end; i++)
		if (!scene_outside(scene, i))
			return false;
	return true;
}

/* Whether the words hold a finite verb, as far as words tell. */
static bool is_clause(const struct scene *scene, struct span words)
{
	for (size_t i = words.start + 1; i < words.end; i++) {
		if (scene_clausal(scene, i))
			return true;
		struct str word = finder_word(scene->finder, &scene->tokens.items[i]);
		if (!scene->tokens.items[i].capitalised && word.len > 4 &&
			(str_ends(word, STR("ed")) || str_ends(word, STR("s"))) &&
			i > words.start + 1)
			return true;
	}
	return false;
}

static struct span trimmed(const struct scene *scene, struct span words)
{
	while (words.start < words.end && scene_is(scene, words.start, " , : ; — – - that "))
		words.start++;
	while (words.end > words.start && scene_is(scene, words.end - 1, " . , ; : ! ? — – "))
		words.end--;
	return words;
}

/* Whether these words can name somebody: no clause, and not too many. */
static bool may_be_party(const struct scene *scene, const struct party *party)
{
	if (party->words.end <= party->words.start || party->words.end - party->words.start > 9)
		return false;
	for (size_t i = party->words.start + 1; i < party->words.end; i++)
		if (scene_name(scene, i) == NAME_NONE && scene_clausal(scene, i))
			return false;
	return true;
}

static void put(struct statements *found, const struct quote *quote)
{
	found->quotes = memory_grow(found->quotes, &found->quote_capacity,
		found->quote_count + 1, sizeof *found->quotes);
	found->quotes[found->quote_count++] = *quote;
}

static void add(struct search *search, struct span words, const struct party *party, size_t cue,
	struct range source, uint8_t confidence)
{
	struct scene *scene = &search->scene;
	struct finder *finder = search->finder;
	if (words.end < scene->tokens.count && !scene_outside(scene, words.end))
		return; /* the beginning of a sentence whose end is quoted */
	words = trimmed(scene, words);
	if (words.end < words.start + 2 || words.start < search->covered ||
		!is_outside(scene, words))
		return;
	struct range range = scene_range(scene, words);
	while (search->next < search->end &&
		finder->quotes[search->next].outer.start < range.start)
		put(search->found, &finder->quotes[search->next++]);
	struct quote quote = {.range = range,
		.outer = range,
		.kind = QUOTE_INDIRECT,
		.speaker = party->entity,
		.speaker_words = scene_range(scene, party->words),
		.cue = scene_range(scene, (struct span){cue, cue + 1}),
		.source = source,
		.group = (uint32_t)(finder->quote_count + search->found->count++),
		.confidence = party->guessed && confidence > 60 ? 60 : confidence};
	quote.speaker_name = party_name(finder, party, quote.speaker_words);
	put(search->found, &quote);
	search->covered = words.end;
}

/* Where the statement ends: before ", adding that", "and said", "while", or with the sentence.
 */
static size_t statement_end(const struct search *search, size_t from, size_t end)
{
	const struct scene *scene = &search->scene;
	for (size_t i = from; i < end; i++) {
		if (!scene_outside(scene, i) || scene_is(scene, i, " ; "))
			return i;
		if (complement_of(search->table, scene, i) == COMPLEMENT_NONE || i == from)
			continue;
		if (scene_is(scene, i - 1, " , — – and but "))
			return i - 1;
	}
	return end;
}

/* Behind the addressee of "told his guest that", or `from` when there is none. */
static size_t behind_addressee(const struct scene *scene, size_t from, size_t end)
{
	size_t reach = from + ADDRESSEE_REACH < end ? from + ADDRESSEE_REACH : end;
	for (size_t i = from; i < reach; i++)
		if (scene_is(scene, i, " that ") && scene_outside(scene, i))
			return i + 1;
	if (scene_is(scene, from,
		    " reporters journalists parliament lawmakers him her them us me supporters "
		    "delegates students state media "))
		return from + 1;
	size_t name = scene_name(scene, from);
	return name != NAME_NONE ? scene->finder->names[name].token_end : end;
}

/* The complement of the verb; empty when what follows is none. */
static struct span complement(
	const struct search *search, size_t verb, enum complement kind, size_t end)
{
	const struct scene *scene = &search->scene;
	struct span none = {0, 0};
	size_t from = verb + 1;
	bool that = scene_is(scene, from, " that ");
	bool infinitive = scene_is(scene, from, " to ");
	if (from >= end || !scene_outside(scene, from))
		return none;
	if (kind == COMPLEMENT_CLAUSE && !that) {
		if (scene_is(scene, verb, " told tells telling assured "))
			from = behind_addressee(scene, from, end);
		else if (scene_is(scene, from, " on in at during after to by ")) {
			size_t next = behind_addressee(scene, from, end);
			from = next > from + 1 && scene_is(scene, next - 1, " that ") ? next
										      : end;
		}
		struct span words = {from, statement_end(search, from, end)};
		/* "which analysts say could have": the subject stands elsewhere */
		bool starts =
			from < end && scene->tokens.items[from].kind != TOKEN_PUNCTUATION &&
			!scene_is(scene, from,
				" is are was were be could would will may might should can "
				"must has have had do did does been ");
		return starts && is_clause(scene, words) ? words : none;
	}
	if (kind == COMPLEMENT_THAT && !that && !infinitive)
		return none;
	if (kind == COMPLEMENT_REQUEST &&
		scene_is(scene, from, " not about whether if how why "))
		return none;
	if (kind == COMPLEMENT_REQUEST) {
		if (scene_is(scene, verb, " called calls calling appealed ") &&
			!scene_is(scene, from, " on for to "))
			return none;
		struct span words = {from, statement_end(search, from, end)};
		bool wish = scene_is(scene, from, " for ");
		for (size_t i = from; i < words.end; i++)
			wish = wish || scene_is(scene, i, " to ");
		if (scene_is(scene, from, " on "))
			words.start++;
		return wish ? words : none;
	}
	return (struct span){from, statement_end(search, from, end)};
}

static bool is_passive(const struct scene *scene, size_t verb)
{
	return verb > 0 && scene_is(scene, verb - 1,
				   " was were is are been being be not reportedly widely ");
}

/* "Orlov said the talks would go on". */
static bool by_verb(struct search *search, size_t verb, enum complement kind,
	struct span sentence, struct range source)
{
	struct scene *scene = &search->scene;
	struct span words = complement(search, verb, kind, sentence.end);
	if (words.start >= words.end || verb == sentence.start || is_passive(scene, verb))
		return false;
	if (kind != COMPLEMENT_TOPIC && !scene_speaks(scene, verb) &&
		!scene_attributes(scene, verb))
		return false;
	struct party party = subject_left(scene, verb, (struct span){sentence.start, verb});
	/* "asked whether she believed the report" */
	if (party.words.start > sentence.start &&
		scene_is(scene, party.words.start - 1,
			" whether if when as while because what how why until unless although "
			"though "))
		return false;
	if (!may_be_party(scene, &party) ||
		(kind == COMPLEMENT_TOPIC && party.entity == ENTITY_NONE))
		return false;
	add(search, words, &party, verb, source, kind == COMPLEMENT_TOPIC ? 50 : 70);
	return true;
}

/* Whether only a date or a place follows: the cue ends its sentence. */
static bool ends_with(const struct scene *scene, size_t from, size_t end)
{
	if (end > from + 12)
		return false;
	for (size_t i = from; i < end; i++)
		if (!scene_outside(scene, i) || scene_clausal(scene, i) ||
			scene_is(scene, i, " that "))
			return false;
	return from >= end || scene->tokens.items[from].kind == TOKEN_PUNCTUATION ||
	       scene_is(scene, from, " on in at during after to late early this last ") ||
	       scene_name(scene, from) != NAME_NONE;
}

/* "The talks will go on, Orlov said on Friday": `comma` stands before the reporter's words. */
static bool by_trailing_verb(struct search *search, size_t verb, struct span sentence)
{
	struct scene *scene = &search->scene;
	size_t comma = verb;
	while (comma > sentence.start && verb - comma < 14 && !scene_is(scene, comma, " , "))
		comma--;
	if (!scene_is(scene, comma, " , ") || comma < sentence.start + 3)
		return false;
	struct party party;
	if (comma + 1 == verb) {
		party = subject_right(scene, verb + 1, sentence.end);
	} else {
		if (!ends_with(scene, verb + 1, sentence.end))
			return false;
		party = subject_left(scene, verb, (struct span){comma + 1, verb});
	}
	struct span words = {sentence.start, comma};
	if (!may_be_party(scene, &party) || !is_clause(scene, words) ||
		scene_is(scene, verb, " saying adding noting "))
		return false;
	add(search, words, &party, verb, (struct range){0, 0}, 65);
	return true;
}

/* "According to Orlov, the talks will go on"; "the talks will go on, according to Orlov". */
static bool by_accordance(struct search *search, size_t token, struct span sentence)
{
	struct scene *scene = &search->scene;
	struct party party = subject_right(scene, token + 2, sentence.end);
	if (!may_be_party(scene, &party))
		return false;
	struct span words = {sentence.start, token};
	if (token == sentence.start) {
		size_t comma = party.words.end;
		while (comma < sentence.end && !scene_is(scene, comma, " , "))
			comma++;
		words = (struct span){comma, sentence.end};
	} else if (!ends_with(scene, party.words.end, sentence.end)) {
		return false;
	}
	if (words.end < words.start + 4 || !is_clause(scene, words))
		return false;
	add(search, words, &party, token, (struct range){0, 0}, 65);
	return true;
}

static bool accords(const struct scene *scene, size_t token)
{
	return scene_is(scene, token, " according ") && scene_is(scene, token + 1, " to ") &&
	       scene_outside(scene, token);
}

/* "According to a Chinese statement, Orlov said ...": through whom it came. */
static struct range source_before(const struct scene *scene, struct span sentence)
{
	size_t end = sentence.start + 2;
	if (!accords(scene, sentence.start))
		return (struct range){0, 0};
	while (end < sentence.end && !scene_is(scene, end, " , "))
		end++;
	return scene_range(scene, (struct span){sentence.start + 2, end});
}

static void search_sentence(struct search *search, struct span sentence)
{
	struct scene *scene = &search->scene;
	search->covered = sentence.start;
	struct range source = source_before(scene, sentence);
	bool found = false;
	for (size_t i = sentence.start; i < sentence.end; i++) {
		enum complement kind = complement_of(search->table, scene, i);
		if (kind == COMPLEMENT_NONE || !scene_outside(scene, i) || i < search->covered)
			continue;
		found = by_verb(search, i, kind, sentence, source) ||
			(kind == COMPLEMENT_CLAUSE && !found &&
				by_trailing_verb(search, i, sentence)) ||
			found;
	}
	for (size_t i = sentence.start; i < sentence.end && !found; i++)
		if (accords(scene, i))
			found = by_accordance(search, i, sentence);
}

static void search_block(struct search *search)
{
	struct tokens tokens = search->scene.tokens;
	struct span sentence = {0, 0};
	while (sentence.start < tokens.count) {
		sentence.end = sentence.start + 1;
		while (sentence.end < tokens.count &&
			sentence.end - sentence.start < SENTENCE_REACH &&
			!tokens.items[sentence.end].sentence_start)
			sentence.end++;
		search_sentence(search, sentence);
		sentence.start = sentence.end;
	}
}

void statements_begin(struct finder *finder, size_t unused)
{
	(void)unused;
	finder->statements = memory_zeroed(1, sizeof *finder->statements);
	verb_table_fill(&finder->statements->table);
}

void statements_find(struct finder *finder, size_t block)
{
	const struct block *here = &finder->document->blocks[block];
	size_t first = finder_quotes_before(finder, here->range.start), end = first;
	while (end < finder->quote_count && finder->quotes[end].outer.start < here->range.end)
		end++;
	struct search search = {.finder = finder,
		.found = finder->statements,
		.table = &finder->statements->table,
		.next = first,
		.end = end};
	if (here->kind == BLOCK_PARAGRAPH || here->kind == BLOCK_LIST_ITEM) {
		scene_enter(&search.scene, finder, block, first, end);
		search_block(&search);
		arena_reset(finder->scratch);
	}
	while (search.next < end)
		put(search.found, &finder->quotes[search.next++]);
}

void statements_end(struct finder *finder, size_t unused)
{
	(void)unused;
	struct statements *found = finder->statements;
	if (!found)
		return;
	free(finder->quotes);
	finder->quotes = found->quotes;
	finder->quote_count = found->quote_count;
	finder->quote_capacity = found->quote_capacity;
	free(found);
	finder->statements = NULL;
}
