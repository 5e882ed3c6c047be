/* What calendar expressions mean: date.h. */
#include "test.h"

#include "article.h"
#include "attache/extract/date.h"

struct date_case {
	const char *sentence; /* the expression stands between < and > */
	const char *value;
};

/* Monday, 13 May 2024. */
#define MONDAY "2024-05-13"

static struct str value_of(struct arena *arena, const char *sentence, const char *reference)
{
	struct str text = str_from(sentence);
	size_t open = str_find(text, STR("<")), close = str_find(text, STR(">"));
	if (open == (size_t)-1) /* nothing but the expression */
		return date_value(arena, text, STR(""), STR(""), str_from(reference));
	return date_value(arena, str_slice(text, (struct range){open + 1, close}),
		str_slice(text, (struct range){0, open}),
		str_slice(text, (struct range){close + 1, text.len}), str_from(reference));
}

static void check(const char *reference, const struct date_case *cases, size_t count)
{
	struct arena *arena = arena_new();
	size_t wrong = 0;
	for (size_t i = 0; i < count; i++) {
		struct str value = value_of(arena, cases[i].sentence, reference);
		if (!str_equal(value, str_from(cases[i].value))) {
			print_error("%s on %s: \"%.*s\", not \"%s\"\n", cases[i].sentence,
				reference, STR_ARG(value), cases[i].value);
			wrong++;
		}
	}
	arena_free(arena);
	assert_int_equal(wrong, 0);
}

#define CHECK(reference, ...) \
	do { \
		static const struct date_case cases[] = {__VA_ARGS__}; \
		check((reference), cases, sizeof cases / sizeof *cases); \
	} while (0)

static void test_days_that_are_written_out_need_no_article(void **state)
{
	(void)state;
	CHECK("", {"May 26, 2024", "2024-05-26"}, {"26 May 2024", "2024-05-26"},
		{"the 26th of May, 2024", "2024-05-26"}, {"May 26th 2024", "2024-05-26"},
		{"Sunday, May 26, 2024", "2024-05-26"}, {"Sept. 11, 2001", "2001-09-11"},
		{"20 Nov 2019", "2019-11-20"}, {"August 12,     2025", "2025-08-12"},
		{"2024-05-26", "2024-05-26"}, {"May\n26, 2024", "2024-05-26"},
		{"Monday night, May 13, 2024", "2024-05-13"}, {"26.05.2024", "2024-05-26"});
}

static void test_ranges_of_days(void **state)
{
	(void)state;
	CHECK("", {"26-27 May 2024", "2024-05-26/2024-05-27"},
		{"May 26-27, 2024", "2024-05-26/2024-05-27"},
		{"26–27 May 2024", "2024-05-26/2024-05-27"},
		{"May 24 to 26, 2024", "2024-05-24/2024-05-26"},
		{"May 30 to June 2, 2024", "2024-05-30/2024-06-02"},
		{"30 May - 2 June 2024", "2024-05-30/2024-06-02"},
		{"December 30 to January 2, 2024", "2024-12-30/2025-01-02"},
		{"June 9 and 12, 2025", "{2025-06-09,2025-06-12}"},
		{"between <June 9 and 12, 2025>", "2025-06-09/2025-06-12"},
		{"May 27-26, 2024", ""});
}

static void test_months_and_years(void **state)
{
	(void)state;
	CHECK("", {"May 2024", "2024-05"}, {"March, 2018", "2018-03"},
		{"the May of 2024", "2024-05"}, {"2024", "2024"}, {"2023-24", "2023/2024"},
		{"2023/24", "2023/2024"}, {"2005–2015", "2005/2015"}, {"1999-00", ""},
		{"2024-05", "2024-05"}, {"1989 to 1991", "1989/1991"},
		{"2018 and 2019", "{2018,2019}"}, {"2018 or 2019", "[2018,2019]"});
}

static void test_decades_and_centuries(void **state)
{
	(void)state;
	CHECK("", {"the 1990s", "199X"}, {"1970s", "197X"}, {"late '70s", "197X"},
		{"late ’70s", "197X"}, {"the seventies", "197X"}, {"early 1980s", "198X"},
		{"2010s", "201X"}, {"2000s", "200X"}, {"1800s", "18XX"},
		{"13th century", "12XX"}, {"the twenty-first century", "20XX"},
		{"21st Century", "20XX"}, {"3rd century BC", ""});
}

static void test_parts_of_a_year(void **state)
{
	(void)state;
	CHECK("", {"spring 2024", "2024-21"}, {"spring of 2024", "2024-21"},
		{"the summer of 2019", "2019-22"}, {"fall 2023", "2023-23"},
		{"winter 2023", "2023-24"}, {"Q3 2024", "2024-35"},
		{"the third quarter of 2024", "2024-35"}, {"first half of 2024", "2024-40"},
		{"mid-2024", "2024"}, {"end of 2024", "2024"}, {"early May 2024", "2024-05"},
		{"about 2019", "2019~"}, {"around May 2019", "2019-05~"});
}

/* Day and month may stand in either order: both readings are given unless only one is a day. */
static void test_the_order_of_day_and_month_in_figures(void **state)
{
	(void)state;
	CHECK("", {"5/6/2024", "[2024-05-06,2024-06-05]"},
		{"6/5/2024", "[2024-05-06,2024-06-05]"}, {"13/5/2024", "2024-05-13"},
		{"5/13/2024", "2024-05-13"}, {"5/5/2024", "2024-05-05"}, {"13/13/2024", ""},
		{"31/4/2024", ""}, {"30/2/2024", ""}, {"5.6.2024", "2024-06-05"});
}

static void test_days_that_do_not_exist_have_no_value(void **state)
{
	(void)state;
	CHECK(MONDAY, {"February 30", ""}, {"February 29, 2023", ""}, {"April 31", ""},
		{"May 32", ""}, {"29 February 1900", ""});
	CHECK("", {"February 29, 2024", "2024-02-29"}, {"February 29, 2000", "2000-02-29"},
		{"February 29", "XXXX-02-29"});
}

static void test_without_the_article_s_date_what_is_relative_has_no_value(void **state)
{
	(void)state;
	CHECK("", {"Monday", ""}, {"yesterday", ""}, {"last year", ""}, {"two days ago", ""},
		{"this weekend", ""}, {"last November", ""}, {"next quarter", ""});
	CHECK("yesterday", {"Monday", ""});
	CHECK("2024-02-30", {"Monday", ""});
}

static void test_without_the_article_s_date_a_day_keeps_its_month(void **state)
{
	(void)state;
	CHECK("", {"May 26", "XXXX-05-26"}, {"26-27 May", "XXXX-05-26/XXXX-05-27"},
		{"March", "XXXX-03"}, {"Sunday, May 26", "XXXX-05-26"});
}

static void test_weekdays_of_reported_news_are_past(void **state)
{
	(void)state;
	CHECK(MONDAY, {"The minister said on <Friday>.", "2024-05-10"},
		{"The minister said on <Monday>.", "2024-05-13"},
		{"The ministers met <Tuesday>.", "2024-05-07"},
		{"Talks in Geneva on <Sunday>", "2024-05-12"}, {"<Friday night>", "2024-05-10"},
		{"He was arrested on <Saturday>.", "2024-05-11"},
		{"On <Friday>, the ministers signed.", "2024-05-10"});
}

static void test_weekdays_to_which_the_sentence_looks_ahead(void **state)
{
	(void)state;
	CHECK(MONDAY, {"The ministers will meet on <Friday>.", "2024-05-17"},
		{"The ministers will meet on <Monday>.", "2024-05-13"},
		{"On <Friday>, the ministers will sign.", "2024-05-17"},
		{"They agreed to meet on <Wednesday>.", "2024-05-15"},
		{"Talks resume <Thursday>.", "2024-05-16"},
		{"A vote is scheduled for <Tuesday>.", "2024-05-14"},
		{"The court gave him until <Friday>.", "2024-05-10"},
		{"They have until <Friday> to reply.", "2024-05-17"},
		{"The session has been postponed to <Friday>.", "2024-05-17"},
		{"Ministers to meet in Vienna on <Thursday>", "2024-05-16"},
		{"The tribunal will be convened on <Thursday>.", "2024-05-16"},
		{"next Monday", "2024-05-20"}, {"this Sunday", "2024-05-19"},
		{"this coming Friday", "2024-05-17"}, {"They’ll vote <Friday>.", "2024-05-17"});
}

static void test_the_nearest_verb_tells_the_direction(void **state)
{
	(void)state;
	CHECK(MONDAY, {"Orlov said on <Friday> that talks will begin on Sunday.", "2024-05-10"},
		{"Orlov said on Friday that talks will begin on <Sunday>.", "2024-05-19"},
		{"The summit, which will be held in June, was announced on <Friday>.",
			"2024-05-10"},
		{"On <Friday>, Orlov, whose term is to end in May, resigned.", "2024-05-10"},
		{"By <Friday> evening, the storm had passed.", "2024-05-10"},
		{"By <Friday> evening, the storm will have passed.", "2024-05-17"},
		{"He suspended parliament until <June 14>.", "2024-06-14"});
}

static void test_weekdays_with_a_week(void **state)
{
	(void)state;
	CHECK(MONDAY, {"last Monday", "2024-05-06"}, {"last Thursday", "2024-05-09"},
		{"This past Friday", "2024-05-10"}, {"Friday last week", "2024-05-10"},
		{"Friday of this week", "2024-05-17"}, {"Friday next week", "2024-05-24"});
}

static void test_a_weekday_with_its_date(void **state)
{
	(void)state;
	CHECK(MONDAY, {"Sunday, May 12", "2024-05-12"}, {"Tuesday, May 14", "2024-05-14"},
		{"Friday, December 15", "2023-12-15"}, /* in 2024 it is a Sunday */
		{"Saturday, May 10, 2025", "2025-05-10"},
		{"Monday, May 12, 2024", "2024-05-12?"});
}

static void test_days_near_the_article_s_own(void **state)
{
	(void)state;
	CHECK(MONDAY, {"yesterday", "2024-05-12"}, {"today", "2024-05-13"},
		{"tomorrow", "2024-05-14"}, {"tonight", "2024-05-13"},
		{"this morning", "2024-05-13"}, {"last night", "2024-05-12"},
		{"early today", "2024-05-13"}, {"yesterday evening", "2024-05-12"},
		{"the day before yesterday", "2024-05-11"}, {"two days ago", "2024-05-11"},
		{"10 days ago", "2024-05-03"}, {"three days from now", "2024-05-16"});
}

static void test_weeks_months_and_years_around_the_article(void **state)
{
	(void)state;
	CHECK(MONDAY, {"last week", "2024-05-06/2024-05-12"},
		{"this week", "2024-05-13/2024-05-19"}, {"next week", "2024-05-20/2024-05-26"},
		{"earlier this week", "2024-05-13/2024-05-19"}, {"last month", "2024-04"},
		{"later this month", "2024-05"}, {"earlier in this month", "2024-05"},
		{"next month", "2024-06"}, {"last year", "2023"}, {"earlier this year", "2024"},
		{"late last year", "2023"}, {"next year", "2025"}, {"this decade", "202X"},
		{"last century", "19XX"}, {"last quarter", "2024-33"},
		{"next quarter", "2024-35"}, {"first half of this year", "2024-40"},
		{"this weekend", "2024-05-18/2024-05-19"},
		{"last weekend", "2024-05-11/2024-05-12"},
		{"next weekend", "2024-05-25/2024-05-26"},
		{"They met over the <weekend>.", "2024-05-11/2024-05-12"},
		{"week of May 21", "2024-05-20/2024-05-26"},
		{"the first week of April", "2024-04-01/2024-04-07"});
}

static void test_stretches_of_time(void **state)
{
	(void)state;
	CHECK(MONDAY, {"the last five years", "2019/2024"},
		{"the past week", "2024-05-06/2024-05-13"},
		{"the next ten days", "2024-05-13/2024-05-23"},
		{"the past ten months", "2023-07/2024-05"}, {"the past decade", "2014/2024"},
		{"the coming week", "2024-05-13/2024-05-20"});
}

static void test_times_ago_are_about_then(void **state)
{
	(void)state;
	CHECK(MONDAY, {"a year ago", "2023~"}, {"three years ago", "2021~"},
		{"fifteen years ago", "2009~"}, {"three months ago", "2024-02~"},
		{"a week ago", "2024-05-06~"}, {"two decades ago", "200X"});
}

static void test_months_without_a_year(void **state)
{
	(void)state;
	CHECK(MONDAY, {"The strait has been closed since <March>.", "2024-03"},
		{"The talks began in <November>.", "2023-11"},
		{"The treaty will expire in <February>.", "2025-02"},
		{"The talks were held in <May>.", "2024-05"}, {"early June", "2024-06"},
		{"last November", "2023-11"}, {"last May", "2023-05"}, {"next May", "2025-05"},
		{"this June", "2024-06"}, {"this spring", "2024-21"},
		{"last summer", "2023-22"}, {"January of last year", "2023-01"},
		{"March 20 last year", "2023-03-20"}, {"Last year August 8", "2023-08-08"},
		{"December 22, last year", "2023-12-22"}, {"January of this year", "2024-01"},
		{"last winter", ""});
}

static void test_days_without_a_year(void **state)
{
	(void)state;
	CHECK(MONDAY, {"The truce was signed on <April 2>.", "2024-04-02"},
		{"The truce was signed on <October 2>.", "2023-10-02"},
		{"The vote will be held on <April 2>.", "2025-04-02"},
		{"The vote will be held on <October 2>.", "2024-10-02"},
		{"a summit on <June 15>", "2024-06-15"},
		{"the flood of <October 2>", "2023-10-02"},
		{"7-8 March", "2024-03-07/2024-03-08"}, {"Christmas Eve", "2023-12-24"},
		{"He was killed on <February 29>.", "2024-02-29"});
}

static void test_at_the_turn_of_the_year(void **state)
{
	(void)state;
	CHECK("2024-01-02", {"He said on <Sunday>.", "2023-12-31"}, {"yesterday", "2024-01-01"},
		{"two days ago", "2023-12-31"}, {"last month", "2023-12"},
		{"last week", "2023-12-25/2023-12-31"}, {"December 30", "2023-12-30"},
		{"last quarter", "2023-36"}, {"next month", "2024-02"},
		{"The court ruled on <December 20>.", "2023-12-20"});
	CHECK("2023-12-31", {"tomorrow", "2024-01-01"}, {"next month", "2024-01"},
		{"Voters go to the polls, officials said, on <January 13>.", "2023-01-13"},
		{"Voters will go to the polls on <January 13>.", "2024-01-13"},
		{"The poll of <January 13>", "2024-01-13"},
		{"this week", "2023-12-25/2023-12-31"});
}

static void test_in_leap_years(void **state)
{
	(void)state;
	CHECK("2024-03-01", {"yesterday", "2024-02-29"},
		{"He said on <Thursday>.", "2024-02-29"});
	CHECK("2023-03-01", {"yesterday", "2023-02-28"},
		{"He was killed on <February 29>.", "2020-02-29"});
	CHECK("2100-03-01", {"yesterday", "2100-02-28"});
	CHECK("2000-03-01", {"yesterday", "2000-02-29"});
}

static void test_what_depends_on_an_event_or_is_vague_has_no_value(void **state)
{
	(void)state;
	CHECK(MONDAY, {"the next day", ""}, {"the same day", ""}, {"that year", ""},
		{"a few days later", ""}, {"ten years later", ""}, {"recent years", ""},
		{"coming days", ""}, {"years ago", ""}, {"last couple of weeks", ""},
		{"the following day", ""}, {"next morning", ""}, {"Labour Day", ""}, {"", ""},
		{"the", ""}, {"of", ""}, {"12", ""},
		{"one two three four five six seven eight nine ten eleven twelve one two three "
		 "four five six",
			""});
}

/* Every second word, every cut: nothing is read past the end. */
static void test_fragments_are_read_without_harm(void **state)
{
	(void)state;
	static const char text[] =
		"the first week of last year's 26-27 May 2024-05-13 5/6/2024 "
		"’70s Q3 – twenty-first century ago";
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof text; i++)
		for (size_t j = i; j < sizeof text; j++) {
			struct str piece = {text + i, j - i};
			struct str value = date_value(arena, piece, piece, piece, STR(MONDAY));
			assert_true(value.len < 40);
		}
	arena_free(arena);
}

static void test_the_sentence_around_a_range_is_looked_at(void **state)
{
	(void)state;
	struct article article = article_read(
		STR("The summit\n\nThe ministers will meet. Gen. Orlov arrived on Friday. He "
		    "said that "
		    "the session will open in Vienna on Sunday.\n"));
	struct str text = article.document->text;
	struct arena *arena = arena_new();
	size_t friday = str_find(text, STR("Friday")), sunday = str_find(text, STR("Sunday"));
	struct str first = date_value_at(
		arena, article.document, (struct range){friday, friday + 6}, STR(MONDAY));
	struct str second = date_value_at(
		arena, article.document, (struct range){sunday, sunday + 6}, STR(MONDAY));
	assert_true(str_equal(first, STR("2024-05-10")));
	assert_true(str_equal(second, STR("2024-05-19")));
	arena_free(arena);
	article_close(&article);
}

static void test_days_of_the_calendar(void **state)
{
	(void)state;
	assert_true(date_is_day(STR("2024-02-29")));
	assert_false(date_is_day(STR("2023-02-29")));
	assert_false(date_is_day(STR("2024-13-01")));
	assert_false(date_is_day(STR("2024-00-10")));
	assert_false(date_is_day(STR("2024-5-13")));
	assert_false(date_is_day(STR("13 May 2024")));
	assert_false(date_is_day(STR("")));
	assert_false(date_is_day(STR("2024-05-13T10:00")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_that_are_written_out_need_no_article),
		cmocka_unit_test(test_ranges_of_days),
		cmocka_unit_test(test_months_and_years),
		cmocka_unit_test(test_decades_and_centuries),
		cmocka_unit_test(test_parts_of_a_year),
		cmocka_unit_test(test_the_order_of_day_and_month_in_figures),
		cmocka_unit_test(test_days_that_do_not_exist_have_no_value),
		cmocka_unit_test(test_without_the_article_s_date_what_is_relative_has_no_value),
		cmocka_unit_test(test_without_the_article_s_date_a_day_keeps_its_month),
		cmocka_unit_test(test_weekdays_of_reported_news_are_past),
		cmocka_unit_test(test_weekdays_to_which_the_sentence_looks_ahead),
		cmocka_unit_test(test_the_nearest_verb_tells_the_direction),
		cmocka_unit_test(test_weekdays_with_a_week),
		cmocka_unit_test(test_a_weekday_with_its_date),
		cmocka_unit_test(test_days_near_the_article_s_own),
		cmocka_unit_test(test_weeks_months_and_years_around_the_article),
		cmocka_unit_test(test_stretches_of_time),
		cmocka_unit_test(test_times_ago_are_about_then),
		cmocka_unit_test(test_months_without_a_year),
		cmocka_unit_test(test_days_without_a_year),
		cmocka_unit_test(test_at_the_turn_of_the_year),
		cmocka_unit_test(test_in_leap_years),
		cmocka_unit_test(test_what_depends_on_an_event_or_is_vague_has_no_value),
		cmocka_unit_test(test_fragments_are_read_without_harm),
		cmocka_unit_test(test_the_sentence_around_a_range_is_looked_at),
		cmocka_unit_test(test_days_of_the_calendar),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
