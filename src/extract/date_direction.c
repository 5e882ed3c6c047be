/* Whether a sentence looks back or ahead where a date stands: the nearest verb before it tells,
 * else the nearest behind it. "Orlov said on Monday that talks will begin on Friday." */
#include "date_read.h"

#include "word_list.h"

#include <string.h>

#define CLUE_WORDS 24 /* how many words are looked at, on either side */

struct clue_word {
	char text[16];
	bool capitalised;
};

static bool in(const char *word, const char *list)
{
	size_t len = strlen(word);
	if (!len || !word_list_may_hold(list, word[0], word[len - 1], len))
		return false;
	for (const char *at = list; (at = strstr(at, word)); at++)
		if (at > list && at[-1] == ' ' && at[len] == ' ')
			return true;
	return false;
}

static const char ahead[] =
	" will shall won't i'll we'll you'll he'll she'll it'll they'll due scheduled expected "
	"planned slated upcoming forthcoming postponed delayed rescheduled adjourned going "
	"would "
	"plans intends hopes expects ahead deadline forecast ";

/* What a timetable says in the present tense. */
static const char timetable[] =
	" begin begins start starts open opens resume resumes convene convenes expire expires "
	"arrive arrives meet meets vote votes travel travels visit visits leave leaves depart "
	"departs end ends close closes ";

static const char past[] =
	" said says told was were had did met held began took came went left made gave won "
	"fell "
	"rose struck shot wrote spoke hit saw found lost led flew drew broke became stood "
	"brought "
	"sought fought caught bought thought felt heard paid ran sat swore fled shut since ";

/* A word that begins a verb after "to": "agreed to meet", not "came to power". */
static const char plain[] =
	" meet hold visit discuss vote begin start resume attend travel arrive host sign "
	"address "
	"decide take be leave return open launch face convene hear appear speak make announce "
	"deliver send release publish brief join lead lift impose extend expire ";

static bool ends_in_ed(const char *word)
{
	size_t len = strlen(word);
	return len > 3 && strcmp(word + len - 2, "ed") == 0 &&
	       !in(word, " need united indeed ");
}

/* What one word says of the time; "held" in "will be held" nothing. */
static enum direction clue(const struct clue_word *words, size_t at, bool infinitives)
{
	const char *word = words[at].text;
	bool infinitive = at > 0 && strcmp(words[at - 1].text, "to") == 0;
	if (in(word, ahead) || (!infinitive && in(word, timetable)))
		return DIRECTION_FUTURE;
	if (infinitive && infinitives && (in(word, plain) || in(word, timetable)))
		return DIRECTION_FUTURE;
	bool passive = at > 0 && in(words[at - 1].text, " be been being ");
	if (!passive && (in(word, past) || (!words[at].capitalised && ends_in_ed(word))))
		return DIRECTION_PAST;
	return DIRECTION_UNKNOWN;
}

static size_t cut(struct str text, struct clue_word *words, size_t most)
{
	size_t count = 0, len = 0;
	for (size_t i = 0; i <= text.len && count < most; i++) {
		char c = i < text.len ? text.s[i] : ' ';
		bool apostrophe = str_starts((struct str){text.s + i, text.len - i}, STR("’"));
		bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
		if (apostrophe) {
			c = '\'';
			i += strlen("’") - 1;
		}
		if (upper || lower || c == '\'') {
			if (len == 0)
				words[count] = (struct clue_word){.capitalised = upper};
			if (len + 1 < sizeof words->text)
				words[count].text[len++] = upper ? (char)(c + 32) : c;
			continue;
		}
		count += len > 0;
		len = 0;
	}
	return count;
}

/* The end of a text, from a word's beginning on, with no more words than are looked at. */
static struct str tail(struct str text)
{
	size_t start = text.len, words = 0;
	while (start > 0 && words < CLUE_WORDS) {
		start--;
		words += text.s[start] == ' ' || text.s[start] == '\n';
	}
	return str_slice(text, (struct range){start, text.len});
}

enum direction date_direction(struct str before, struct str after)
{
	struct clue_word words[CLUE_WORDS + 8];
	size_t most = sizeof words / sizeof *words;
	size_t count = cut(tail(before), words, most);
	enum direction found = DIRECTION_UNKNOWN;
	bool until = count && in(words[count - 1].text, " by until till before ");
	for (size_t i = count; i > 0 && found == DIRECTION_UNKNOWN; i--)
		found = clue(words, i - 1, true);
	/* "suspended until October 14": the verb is past, the day may not be */
	if (found != DIRECTION_UNKNOWN)
		return until && found == DIRECTION_PAST ? DIRECTION_UNKNOWN : found;
	/* "On Friday Orlov, whose term is to end in May, resigned": the finite verb */
	count = cut(after, words, CLUE_WORDS);
	for (size_t i = 0; i < count && found == DIRECTION_UNKNOWN; i++)
		found = clue(words, i, false);
	return found == DIRECTION_UNKNOWN && until ? DIRECTION_FUTURE : found;
}
