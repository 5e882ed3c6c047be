/* Calendar expressions cut into words. */
#include "date_read.h"

#include "word_list.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool add_word(struct date_reader *reader, const char *s, size_t len)
{
	struct date_word *word = &reader->words[reader->count];
	if (reader->count == DATE_WORDS || len >= sizeof(word->text))
		return false;
	*word = (struct date_word){.number = -1};
	memcpy(word->text, s, len);
	reader->count++;
	return true;
}

/* "30", "2024", "12th", "1990s", "'70s". */
static void read_figures(struct date_word *word)
{
	const char *s = word->text + (word->text[0] == '\'');
	int number = 0;
	unsigned digits = 0;
	for (; is_digit(s[digits]); digits++)
		number = number * 10 + (s[digits] - '0');
	if (!digits || digits > 4)
		return;
	const char *rest = s + digits;
	if (*rest == '\0' && s == word->text)
		word->kind = DATE_NUMBER;
	else if (strcmp(rest, "st") == 0 || strcmp(rest, "nd") == 0 ||
		 strcmp(rest, "rd") == 0 || strcmp(rest, "th") == 0)
		word->kind = DATE_ORDINAL;
	else if (strcmp(rest, "s") == 0 && number % 10 == 0 && (digits == 4 || digits == 2))
		word->kind = DATE_DECADE;
	else
		return;
	word->number = word->kind == DATE_DECADE && digits == 2 ? 1900 + number : number;
	word->digits = digits;
}

static int listed(const char *word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(word, list[i]) == 0)
			return (int)i;
	return -1;
}

#define LISTED(word, list) listed(word, list, sizeof(list) / sizeof *(list))

static void read_word(struct date_word *word)
{
	static const char *const numbers[] = {"", "one", "two", "three", "four", "five", "six",
		"seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
		"fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
	static const char *const tens[] = {"", "ten", "twenty", "thirty", "forty", "fifty",
		"sixty", "seventy", "eighty", "ninety"};
	static const char *const ordinals[] = {"", "first", "second", "third", "fourth",
		"fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
		"thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
		"eighteenth", "nineteenth", "twentieth"};
	static const char *const decades[] = {"", "", "twenties", "thirties", "forties",
		"fifties", "sixties", "seventies", "eighties", "nineties"};
	const char *text = word->text;
	int found;
	read_figures(word);
	if (word->kind != DATE_WORD)
		return;
	if ((found = LISTED(text, numbers)) > 0)
		word->number = found;
	else if ((found = LISTED(text, tens)) > 0)
		word->number = found * 10;
	else if ((found = LISTED(text, ordinals)) > 0)
		*word = (struct date_word){.kind = DATE_ORDINAL, .number = found};
	else if ((found = LISTED(text, decades)) > 0)
		*word = (struct date_word){.kind = DATE_DECADE, .number = 1900 + found * 10};
}

/* "twenty-first": one number of two words. */
static void join_ordinals(struct date_reader *reader)
{
	size_t kept = 0;
	for (size_t i = 0; i < reader->count; i++) {
		const struct date_word *word = &reader->words[i];
		bool joined = i + 2 < reader->count && word->kind == DATE_WORD &&
			      word->number >= 20 && word->number < 100 &&
			      reader->words[i + 1].text[0] == '-' && word[2].number > 0 &&
			      word[2].number < 10 && word[2].kind <= DATE_ORDINAL &&
			      word[2].digits == 0;
		int tens = word->number;
		if (joined)
			i += 2;
		reader->words[kept] = reader->words[i];
		if (joined)
			reader->words[kept].number += tens;
		kept++;
	}
	reader->count = kept;
}

/* The length of a sign that stands for itself, and the letter it is written with. */
static size_t sign_at(struct str text, size_t at, char *sign)
{
	static const char *const dashes[] = {"–", "—", "‑", "‐"};
	*sign = text.s[at];
	if (*sign == '-' || *sign == '/')
		return 1;
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (str_starts((struct str){text.s + at, text.len - at}, str_from(dashes[i]))) {
			*sign = '-';
			return strlen(dashes[i]);
		}
	bool between = *sign == '.' && at > 0 && at + 1 < text.len &&
		       is_digit(text.s[at - 1]) && is_digit(text.s[at + 1]);
	return between ? 1 : 0;
}

bool date_words(struct date_reader *reader, struct str text)
{
	char word[sizeof reader->words->text];
	size_t len = 0, step;
	reader->count = reader->at = 0;
	for (size_t i = 0; i <= text.len; i += step) {
		char sign = ' ', c = i < text.len ? text.s[i] : ' ';
		size_t sign_length = i < text.len ? sign_at(text, i, &sign) : 0;
		struct str rest = {text.s + i, text.len - i};
		step = sign_length ? sign_length : 1;
		if (str_starts(rest, STR("’")) || str_starts(rest, STR("‘"))) {
			c = '\'';
			step = strlen("’");
		} else if (str_starts(rest, STR("\xC2\xA0"))) {
			c = ' ';
			step = 2;
		}
		bool ends = sign_length || c == ' ' || c == '\n' || c == '\t' || c == ',' ||
			    c == '.' || c == '(' || c == ')';
		if (!ends) {
			if (len + 1 == sizeof word)
				return false;
			word[len++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
			continue;
		}
		if (len && !add_word(reader, word, len))
			return false;
		if (len)
			read_word(&reader->words[reader->count - 1]);
		len = 0;
		if (sign_length && !add_word(reader, &sign, 1))
			return false;
		if (sign_length)
			reader->words[reader->count - 1].kind = DATE_SIGN;
	}
	join_ordinals(reader);
	return true;
}

const struct date_word *date_at(const struct date_reader *reader, size_t offset)
{
	return reader->at + offset < reader->count ? &reader->words[reader->at + offset] : NULL;
}

bool date_is(const struct date_reader *reader, size_t offset, const char *list)
{
	const struct date_word *word = date_at(reader, offset);
	size_t len = word ? strlen(word->text) : 0;
	if (!len || !word_list_may_hold(list, word->text[0], word->text[len - 1], len))
		return false;
	for (const char *at = list; (at = strstr(at, word->text)); at++)
		if (at > list && at[-1] == ' ' && at[len] == ' ')
			return true;
	return false;
}

bool date_take(struct date_reader *reader, const char *list)
{
	bool is = date_is(reader, 0, list);
	reader->at += is;
	return is;
}

int date_month(const struct date_word *word)
{
	static const char *const months[] = {"january", "february", "march", "april", "may",
		"june", "july", "august", "september", "october", "november", "december"};
	size_t len = word ? strlen(word->text) : 0;
	for (int i = 0; i < 12 && len >= 3; i++)
		if (strcmp(word->text, months[i]) == 0 ||
			(len <= 4 && strncmp(word->text, months[i], len) == 0))
			return i + 1;
	return 0;
}

int date_weekday(const struct date_word *word)
{
	static const char *const days[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
	size_t len = word ? strlen(word->text) : 0;
	for (int i = 0; i < 7 && len >= 3; i++)
		if (strcmp(word->text, days[i]) == 0 ||
			(len <= 5 && strncmp(word->text, days[i], len) == 0))
			return i;
	return -1;
}

int date_count(const struct date_word *word)
{
	if (!word || word->kind > DATE_NUMBER)
		return -1;
	if (strcmp(word->text, "a") == 0 || strcmp(word->text, "an") == 0)
		return 1;
	return word->number;
}

bool date_year(const struct date_word *word)
{
	return word && word->kind == DATE_NUMBER && word->digits == 4 && word->number >= 1000 &&
	       word->number < 3000;
}
