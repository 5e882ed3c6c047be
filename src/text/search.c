#define PCRE2_CODE_UNIT_WIDTH 8
#include "attache/text/search.h"

#include "pattern.h"

#include "attache/base/clock.h"
#include "attache/base/memory.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#define PATTERN_MAX 4096          /* bytes of a pattern */
#define MATCH_LIMIT 1000000       /* steps of one match; PCRE2's measure */
#define WINDOW ((size_t)8 * 1024) /* hits begin within so many bytes of text at once */
#define WIDE_WINDOW ((size_t)256) /* around an accent */
#define JIT_STACK_MIN (32 * 1024)
#define JIT_STACK_MAX (1024 * 1024)

struct search {
	pcre2_code *code;
	pcre2_code *narrow; /* finds the same where there are no accents; NULL when none does */
	size_t span;        /* bytes that a hit of it is shorter than */
	pcre2_match_data *match;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	char *words;                     /* the pattern, when it is nothing but text */
	const struct document *document; /* since the first step */
	bool literal;
	const char *failure;
	size_t at;     /* byte offset the search has come to */
	size_t plain;  /* from there to here no sign has an accent */
	int64_t spent; /* ms */
	struct range *hits;
	size_t count, capacity;
};

/* ---- compiling -----------------------------------------------------------------------------
 */

static pcre2_code *compile(struct str expression, bool any_case, int *number)
{
	size_t place;
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C |
			   PCRE2_USE_OFFSET_LIMIT | (any_case ? PCRE2_CASELESS : 0);
	return pcre2_compile(
		(PCRE2_SPTR)expression.s, expression.len, options, number, &place, NULL);
}

/* As typed with everything widened; as typed (a lookbehind must not be wide); as it stands. */
static pcre2_code *compile_any(
	struct str pattern, pcre2_code **narrow, bool *literal, int *number)
{
	bool any_case = !pattern_has_upper_case(pattern);
	struct buffer expression = {0};
	*literal = false;
	*narrow = NULL;
	pattern_add(&expression, pattern, false, false);
	pcre2_code *code = compile(buffer_str(&expression), any_case, number);
	bool wide = code != NULL;
	if (!code)
		code = compile(pattern, any_case, number);
	if (!code) {
		*literal = true;
		buffer_clear(&expression);
		pattern_add(&expression, pattern, true, false);
		code = compile(buffer_str(&expression), any_case, number);
		wide = true;
	}
	if (code && wide) {
		int ignored;
		buffer_clear(&expression);
		pattern_add(&expression, pattern, *literal, true);
		*narrow = compile(buffer_str(&expression), any_case, &ignored);
	}
	buffer_free(&expression);
	return code;
}

/* As quick as it can be where machine code is allowed; else slower. */
static void prepare(struct search *search)
{
	search->match = pcre2_match_data_create_from_pattern(search->code, NULL);
	search->context = pcre2_match_context_create(NULL);
	if (!search->match || !search->context)
		memory_exhausted();
	pcre2_set_match_limit(search->context, MATCH_LIMIT);
	if (pcre2_jit_compile(search->code, PCRE2_JIT_COMPLETE) != 0)
		return;
	if (search->narrow)
		pcre2_jit_compile(search->narrow, PCRE2_JIT_COMPLETE);
	search->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
	pcre2_jit_stack_assign(search->context, NULL, search->stack);
}

bool search_compile(struct str pattern, struct search **out, struct error *err)
{
	int number;
	bool literal;
	*out = NULL;
	if (pattern.len == 0)
		return error_set(err, ERR_USAGE, "nothing to search for");
	if (pattern.len > PATTERN_MAX)
		return error_set(err, ERR_USAGE, "cannot search for this: longer than %d bytes",
			PATTERN_MAX);
	pcre2_code *narrow, *code = compile_any(pattern, &narrow, &literal, &number);
	if (!code) {
		char message[120];
		pcre2_get_error_message(number, (PCRE2_UCHAR *)message, sizeof message);
		return error_set(err, ERR_USAGE, "cannot search for this: %s", message);
	}
	struct search *search = memory_zeroed(1, sizeof *search);
	search->code = code;
	search->narrow = narrow;
	search->span = pattern_span(pattern, literal);
	if (pattern_is_text(pattern))
		search->words = memory_string(pattern.s, pattern.len);
	search->literal = literal;
	prepare(search);
	*out = search;
	return true;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	pcre2_match_data_free(search->match);
	pcre2_match_context_free(search->context);
	pcre2_jit_stack_free(search->stack);
	pcre2_code_free(search->code);
	pcre2_code_free(search->narrow);
	free(search->hits);
	free(search->words);
	free(search);
}

void search_narrow(struct search *search, const struct search *earlier)
{
	if (!search->words || !earlier->words ||
		!str_starts(str_from(search->words), str_from(earlier->words)))
		return;
	search->at = earlier->count ? earlier->hits[0].start : earlier->at;
}

bool search_is_literal(const struct search *search)
{
	return search->literal;
}

/* ---- searching -----------------------------------------------------------------------------
 */

static void add_hit(struct search *search, struct range hit)
{
	search->hits = memory_grow(
		search->hits, &search->capacity, search->count + 1, sizeof *search->hits);
	search->hits[search->count++] = hit;
}

static bool ended(const struct search *search)
{
	return search->failure || search->count == SEARCH_HITS_MAX;
}

/* The end of what a hit that begins before `stop` can see. */
static size_t reach_of(struct str text, size_t stop)
{
	size_t end = text.len - stop < SEARCH_REACH ? text.len : stop + SEARCH_REACH;
	while (end < text.len && end > stop && ((unsigned char)text.s[end] & 0xC0) == 0x80)
		end--;
	return end;
}

/* The expression for what begins between here and *stop, which comes nearer where that lets the
 * narrow one do: hits that begin farther before an accent than they are long know nothing of
 * it. */
static const pcre2_code *choose(struct search *search, struct str text, size_t *stop)
{
	size_t end = reach_of(text, *stop);
	if (!search->narrow)
		return search->code;
	if (search->plain < search->at)
		search->plain = search->at;
	if (search->plain < end)
		search->plain = pattern_next_accent(text, search->plain, end);
	if (search->plain >= end)
		return search->narrow;
	size_t before = search->plain - search->at;
	if (before > search->span && before - search->span > WIDE_WINDOW) {
		*stop = search->plain - search->span;
		return search->narrow;
	}
	size_t wide = before < WIDE_WINDOW ? WIDE_WINDOW : before + 1;
	if (*stop - search->at > wide)
		*stop = search->at + wide;
	return search->code;
}

/* What begins before `stop`; the expression sees no further than SEARCH_REACH behind it, which
 * keeps even a pattern that looks for the end of everything linear in the text. */
static void search_window(
	struct search *search, const pcre2_code *code, struct str text, size_t stop)
{
	size_t end = reach_of(text, stop);
	uint32_t options = PCRE2_NO_UTF_CHECK | (end < text.len ? PCRE2_NOTEOL : 0);
	pcre2_set_offset_limit(search->context, stop - 1);
	while (!ended(search) && search->at < stop) {
		int found = pcre2_match(code, (PCRE2_SPTR)text.s, end, search->at, options,
			search->match, search->context);
		if (found == PCRE2_ERROR_NOMATCH)
			break;
		if (found < 0) {
			search->failure = "the pattern is too slow to search for";
			return;
		}
		/* \K in a lookahead can put the beginning behind the end. */
		const size_t *ends = pcre2_get_ovector_pointer(search->match);
		struct range hit = {ends[0], ends[1]};
		if (hit.end > hit.start && hit.start >= search->at) {
			add_hit(search, hit);
			search->at = hit.end;
		} else {
			size_t from = hit.end > search->at ? hit.end : search->at;
			search->at = utf8_next(text, from);
		}
	}
	if (search->at < stop)
		search->at = stop;
}

/* Text up to here can be searched: what comes later cannot change its hits. */
static size_t searchable(const struct document *document)
{
	size_t len = document->text.len;
	if (document->complete)
		return len;
	return len > SEARCH_REACH ? len - SEARCH_REACH : 0;
}

bool search_step(struct search *search, const struct document *document, size_t bytes)
{
	search->document = document;
	struct str text = document->text;
	size_t limit = searchable(document), start = search->at;
	int64_t began = clock_monotonic(), now = began;
	while (!ended(search) && search->at < limit && search->at - start < bytes) {
		size_t stop = limit - search->at < WINDOW ? limit : search->at + WINDOW;
		const pcre2_code *code = choose(search, text, &stop);
		while (stop < text.len && ((unsigned char)text.s[stop] & 0xC0) == 0x80)
			stop++;
		search_window(search, code, text, stop);
		now = clock_monotonic();
		if (search->spent + now - began > SEARCH_TIME)
			search->failure = "the pattern is too slow to search for";
	}
	search->spent += now - began;
	return search_complete(search);
}

bool search_complete(const struct search *search)
{
	return ended(search) ||
	       (search->document && search->at >= searchable(search->document));
}

const char *search_failure(const struct search *search)
{
	return search->failure;
}

size_t search_count(const struct search *search)
{
	return search->count;
}

struct range search_hit(const struct search *search, size_t index)
{
	return search->hits[index];
}
