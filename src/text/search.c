#define PCRE2_CODE_UNIT_WIDTH 8
#include "attache/text/search.h"

#include "attache/base/memory.h"
#include "attache/base/utf8.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#define MATCH_LIMIT 1000000 /* steps of one match: a pattern that explodes finds nothing */

struct search {
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *context;
	bool literal, complete;
	size_t at; /* byte offset the search has come to */
	struct range *hits;
	size_t count, capacity;
};

static bool has_upper_case(struct str pattern)
{
	for (size_t at = 0, length; at < pattern.len; at += length) {
		uint32_t code = utf8_decode(pattern, at, &length);
		if (code == '\\') /* \W is no letter */
			at += length;
		else if (uc_is_general_category(code, UC_UPPERCASE_LETTER))
			return true;
	}
	return false;
}

/* Append the sign at *at as the expression that stands for it, and step behind it. */
static void add_sign(struct buffer *out, struct str pattern, size_t *at, bool literal)
{
	char byte = pattern.s[*at];
	if (byte == ' ') {
		buffer_add_cstr(out, "\\s+");
		while (*at < pattern.len && pattern.s[*at] == ' ')
			++*at;
	} else if (byte == '\'') {
		buffer_add_cstr(out, "['‘’]");
		++*at;
	} else if (byte == '"') {
		buffer_add_cstr(out, "[\"“”„]");
		++*at;
	} else if (!literal && byte == '\\' && *at + 1 < pattern.len) {
		buffer_add(out, str_slice(pattern, (struct range){*at, *at + 2}));
		*at += 2;
	} else {
		if (literal && strchr("\\^$.[]|()?*+{}#-", byte))
			buffer_add_byte(out, '\\');
		buffer_add_byte(out, byte);
		++*at;
	}
}

/* A class such as [' ] goes in as it is. */
static void add_class(struct buffer *out, struct str pattern, size_t *at)
{
	size_t start = *at, end = start + 1;
	while (end < pattern.len && (pattern.s[end] != ']' || end == start + 1))
		end += pattern.s[end] == '\\' && end + 1 < pattern.len ? 2 : 1;
	*at = end < pattern.len ? end + 1 : pattern.len;
	buffer_add(out, str_slice(pattern, (struct range){start, *at}));
}

static pcre2_code *compile(struct str pattern, bool literal, int *number)
{
	struct buffer expression = {0};
	size_t place;
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
	if (!has_upper_case(pattern))
		options |= PCRE2_CASELESS;
	for (size_t at = 0; at < pattern.len;) {
		if (!literal && pattern.s[at] == '[')
			add_class(&expression, pattern, &at);
		else
			add_sign(&expression, pattern, &at, literal);
	}
	pcre2_code *code = pcre2_compile(
		(PCRE2_SPTR)expression.data, expression.len, options, number, &place, NULL);
	buffer_free(&expression);
	return code;
}

bool search_compile(struct str pattern, struct search **out, struct error *err)
{
	int number;
	bool literal = false;
	*out = NULL;
	if (pattern.len == 0)
		return error_set(err, ERR_USAGE, "nothing to search for");
	pcre2_code *code = compile(pattern, false, &number);
	if (!code) {
		literal = true;
		code = compile(pattern, true, &number);
	}
	if (!code) {
		char message[120];
		pcre2_get_error_message(number, (PCRE2_UCHAR *)message, sizeof message);
		return error_set(err, ERR_USAGE, "cannot search for this: %s", message);
	}
	struct search *search = memory_zeroed(1, sizeof *search);
	search->code = code;
	search->literal = literal;
	search->match = pcre2_match_data_create_from_pattern(code, NULL);
	search->context = pcre2_match_context_create(NULL);
	if (!search->match || !search->context)
		memory_exhausted();
	pcre2_set_match_limit(search->context, MATCH_LIMIT);
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* as quick as it can be; else slower */
	*out = search;
	return true;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	pcre2_match_data_free(search->match);
	pcre2_match_context_free(search->context);
	pcre2_code_free(search->code);
	free(search->hits);
	free(search);
}

bool search_is_literal(const struct search *search)
{
	return search->literal;
}

static void add_hit(struct search *search, struct range hit)
{
	search->hits = memory_grow(
		search->hits, &search->capacity, search->count + 1, sizeof *search->hits);
	search->hits[search->count++] = hit;
	search->complete = search->count == SEARCH_HITS_MAX;
}

bool search_step(struct search *search, const struct document *document, size_t bytes)
{
	struct str text = document->text;
	size_t stop = text.len - search->at < bytes ? text.len : search->at + bytes;
	while (!search->complete && search->at < stop) {
		int found = pcre2_match(search->code, (PCRE2_SPTR)text.s, text.len, search->at,
			PCRE2_NO_UTF_CHECK, search->match, search->context);
		if (found < 0) {
			search->complete = true;
			break;
		}
		const size_t *ends = pcre2_get_ovector_pointer(search->match);
		if (ends[1] > ends[0])
			add_hit(search, (struct range){ends[0], ends[1]});
		search->at = ends[1] > ends[0] ? ends[1] : utf8_next(text, ends[1]);
	}
	search->complete = search->complete || search->at >= text.len;
	return search->complete;
}

bool search_complete(const struct search *search)
{
	return search->complete;
}

size_t search_count(const struct search *search)
{
	return search->count;
}

struct range search_hit(const struct search *search, size_t index)
{
	return search->hits[index];
}
