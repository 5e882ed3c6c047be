#include "mention.h"

#include <string.h>

static const char weekdays[] = "monday tuesday wednesday thursday friday saturday sunday";
static const char months[] = "january february march april may june july august september "
			     "october november december jan. feb. aug. sept. oct. nov. dec.";
static const char units[] =
	"week month year decade century weekend summer winter spring autumn "
	"night quarter";

static struct str word_at(struct finder *finder, struct tokens tokens, size_t i)
{
	return i < tokens.count ? finder_folded(finder, &tokens.items[i]) : STR("");
}

static bool number_at(
	struct finder *finder, struct tokens tokens, size_t i, size_t low, size_t high)
{
	size_t value;
	return i < tokens.count && tokens.items[i].kind == TOKEN_NUMBER &&
	       str_to_size(finder_word(finder, &tokens.items[i]), &value) && low <= value &&
	       value <= high;
}

static bool is(struct finder *finder, struct tokens tokens, size_t i, const char *word)
{
	return str_equal(word_at(finder, tokens, i), str_from(word));
}

static size_t year_after(struct finder *finder, struct tokens tokens, size_t i)
{
	size_t comma = is(finder, tokens, i, ",") ? 1 : 0;
	return number_at(finder, tokens, i + comma, 1500, 2199) ? i + comma + 1 : i;
}

/* "May 26", "May 26-27", "May 2024", "26 May 2024"; where it ends, or i. */
static size_t month_end(struct finder *finder, struct tokens tokens, size_t i)
{
	size_t at = i;
	bool day = number_at(finder, tokens, at, 1, 31);
	if (day)
		at++;
	if (at >= tokens.count || !tokens.items[at].capitalised ||
		!word_in(word_at(finder, tokens, at), months))
		return i;
	bool may = is(finder, tokens, at, "may") || is(finder, tokens, at, "march");
	at++;
	size_t before = at;
	if (!day && number_at(finder, tokens, at, 1, 31)) {
		at++;
		struct str dash = word_at(finder, tokens, at);
		if ((str_equal(dash, STR("-")) || str_equal(dash, STR("–"))) &&
			number_at(finder, tokens, at + 1, 1, 31))
			at += 2;
	}
	at = year_after(finder, tokens, at);
	bool bare = at == before && !day;
	return bare && may && tokens.items[i].sentence_start ? i : at;
}

/* A capital, a number, or one of "yesterday today tomorrow tonight last next this past". */
static bool may_begin(const struct token *token, struct str word)
{
	return token->capitalised || token->kind == TOKEN_NUMBER ||
	       (token->kind == TOKEN_WORD && memchr("ytlnp", word.s[0], 5)) ||
	       (word.s[0] >= '0' && word.s[0] <= '9');
}

size_t date_match(struct finder *finder, struct tokens tokens, size_t token)
{
	const struct token *t = &tokens.items[token];
	if (!may_begin(t, finder_word(finder, t)))
		return 0;
	struct str word = word_at(finder, tokens, token);
	size_t end = month_end(finder, tokens, token);
	if (end > token)
		return end - token;
	if (t->capitalised && word_in(word, weekdays)) {
		end = token + 1;
		if (is(finder, tokens, end, ",")) {
			size_t month = month_end(finder, tokens, end + 1);
			if (month > end + 1)
				end = month;
		}
		return end - token;
	}
	if (word_in(word, "yesterday today tomorrow tonight"))
		return 1;
	if (word_in(word, "last next this past") && token + 1 < tokens.count) {
		struct str next = word_at(finder, tokens, token + 1);
		if (word_in(next, units) ||
			(tokens.items[token + 1].capitalised && word_in(next, weekdays)))
			return 2;
		end = month_end(finder, tokens, token + 1);
		return end > token + 1 ? end - token : 0;
	}
	if (number_at(finder, tokens, token, 1800, 2100) && word.len == 4) {
		struct str before = token ? word_at(finder, tokens, token - 1) : STR("");
		struct str after = word_at(finder, tokens, token + 1);
		bool counted = after.len && tokens.items[token + 1].kind == TOKEN_WORD &&
			       word_in(after,
				       "people troops soldiers miles kilometers kilometres "
				       "meters metres deaths cases members dollars men");
		return word_in(before, "$ £ €") || counted ? 0 : 1;
	}
	size_t value;
	if (word.len == 5 && word.s[4] == 's' && str_to_size((struct str){word.s, 4}, &value))
		return 1;
	return 0;
}
