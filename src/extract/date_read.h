/* Private to the readers of calendar expressions: date_words.c cuts them into words,
 * date_moment.c reads a day, a month, a year or a part of one as it is written, date_relative.c
 * what counts from the article's day, date_value.c puts them together. */
#ifndef EXTRACT_DATE_READ_H
#define EXTRACT_DATE_READ_H

#include "attache/extract/date.h"
#include "calendar.h"

#define DATE_WORDS 16 /* longer expressions have no value */
#define YEAR_UNKNOWN (-1)
#define NO_DAY (-1000000000)

enum date_kind { DATE_WORD, DATE_NUMBER, DATE_ORDINAL, DATE_DECADE, DATE_SIGN };

struct date_word {
	enum date_kind kind;
	char text[16];   /* lower case, ’ as ', without an abbreviation's dot */
	int number;      /* of a number, an ordinal ("12th", "third") or a decade ("1990s") */
	unsigned digits; /* of a number in figures */
};

/* Where a reader stands in the words, and what it may count from. */
struct date_reader {
	struct date_word words[DATE_WORDS];
	size_t count, at;
	int today; /* the article's day, NO_DAY when unknown */
	enum direction { DIRECTION_UNKNOWN, DIRECTION_PAST, DIRECTION_FUTURE } direction;
};

/* A day, a month, a year ... */
struct moment {
	enum moment_unit {
		MOMENT_DAY,
		MOMENT_MONTH,
		MOMENT_PART, /* of a year: season, quarter, half */
		MOMENT_YEAR,
		MOMENT_DECADE,
		MOMENT_CENTURY
	} unit;
	int year, month, day;
	int part;  /* 21 to 41, as EDTF counts them */
	char mark; /* '~' about, '?' uncertain, 0 neither */
};

struct date_span {
	enum span_kind { SPAN_ONE, SPAN_FROM_TO, SPAN_BOTH, SPAN_EITHER } kind;
	struct moment from, to;
};

/* Cut an expression into words; false when it has too many or one that is too long. */
bool date_words(struct date_reader *reader, struct str text);

/* Whether the word at an offset from the reader's place is one of a list " a b c "; past the
 * end none is. date_take also steps over it. */
bool date_is(const struct date_reader *reader, size_t offset, const char *list);
bool date_take(struct date_reader *reader, const char *list);
const struct date_word *date_at(const struct date_reader *reader, size_t offset); /* or NULL */

int date_month(const struct date_word *word);   /* 1 to 12, 0 when none; NULL is accepted */
int date_weekday(const struct date_word *word); /* 0 is Monday, -1 when none */
int date_count(const struct date_word *word);   /* "three", "3", "a": -1 when none */
bool date_year(const struct date_word *word);   /* "2024" */

/* Each reads at the reader's place and steps over what it read; false and nothing read when
 * what stands there is something else. */
bool date_read_written(struct date_reader *reader, struct date_span *span);
bool date_read_relative(struct date_reader *reader, struct date_span *span);
bool date_read_year(struct date_reader *reader, int *year); /* "2024", "of last year" */

/* Give a day or month that has none the year it must be of. */
void date_settle_year(const struct date_reader *reader, struct moment *moment);

struct moment moment_of_day(int number);

/* date_direction.c: whether a sentence looks back or ahead where the expression stands. */
enum direction date_direction(struct str before, struct str after);

#endif
