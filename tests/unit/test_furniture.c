#include "blocks.h"
#include "test.h"

static void test_the_headline_twice(void **state)
{
	(void)state;
	expect_blocks("Talks Resume\n\nThe Post\n\nTalks Resume\n\nBody one.\n",
		"title|Talks Resume\n"
		"paragraph|The Post\n"
		"furniture:duplicate-title|Talks Resume\n"
		"paragraph|Body one.\n");
	expect_blocks("Talks Resume\n\nTalks Resume\n\nBody one.\n",
		"title|Talks Resume\n"
		"furniture:duplicate-title|Talks Resume\n"
		"paragraph|Body one.\n");
}

static void test_a_link_to_another_article_twice(void **state)
{
	(void)state;
	expect_blocks(
		"Title\n\nBody one.\n\n\n\nOther News of the Day\n\nOther News of the Day\n\n"
		"Body two.\n",
		"title|Title\n"
		"paragraph|Body one.\n"
		"furniture:teaser|Other News of the Day\n"
		"furniture:duplicate-teaser|Other News of the Day\n"
		"paragraph|Body two.\n");
}

static void test_a_refrain_is_no_teaser(void **state)
{
	(void)state;
	expect_blocks("Title\n\nNever again, they said.\n\nNever again, they said.\n\nBody.\n",
		"title|Title\n"
		"paragraph|Never again, they said.\n"
		"paragraph|Never again, they said.\n"
		"paragraph|Body.\n");
	expect_blocks("Title\n\n“Never again.”\n\n“Never again.”\n\nBody.\n",
		"title|Title\n"
		"paragraph|“Never again.”\n"
		"paragraph|“Never again.”\n"
		"paragraph|Body.\n");
}

static void test_lines_of_pages(void **state)
{
	(void)state;
	static const char *const lines[][2] = {
		{"Read More", "read-more"},
		{"READ MORE »", "read-more"},
		{"Continue reading...", "read-more"},
		{"Leave a Reply", "comment-prompt"},
		{"Leave a Reply Cancel reply", "comment-prompt"},
		{"Your email address will not be published.", "comment-prompt"},
		{"Share this article: Facebook | Twitter", "share"},
		{"Follow us on X", "share"},
		{"ADVERTISEMENT", "advert"},
		{"- Advertisement -", "advert"},
		{"Sign up for our morning briefing", "advert"},
		{"Related: Five Questions About the Code", "related"},
		{"Also Read: The Long History of a Reef", "related"},
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct buffer text = {0}, blocks = {0};
		buffer_format(&text, "Title\n\nBody one.\n\n%s\n\nBody two.\n", lines[i][0]);
		buffer_format(&blocks,
			"title|Title\nparagraph|Body one.\nfurniture:%s|%s\nparagraph|Body "
			"two.\n",
			lines[i][1], lines[i][0]);
		expect_blocks(text.data, blocks.data);
		buffer_free(&text);
		buffer_free(&blocks);
	}
}

static void test_sentences_that_begin_like_furniture(void **state)
{
	(void)state;
	expect_blocks("Title\n\nRead more of it, she said, and the treaty makes less sense.\n\n"
		      "Share prices fell in Seoul.\n\nRelated firms were not named.\n",
		"title|Title\n"
		"paragraph|Read more of it, she said, and the treaty makes less sense.\n"
		"paragraph|Share prices fell in Seoul.\n"
		"paragraph|Related firms were not named.\n");
}

static void test_headlines_below_a_label(void **state)
{
	(void)state;
	expect_blocks("Title\n\nBody one.\n\nMost Read\n\nA Bridge Too Expensive for Riga\n\n"
		      "The Price of Salt Went Up\n\nBody two goes on.\n",
		"title|Title\n"
		"paragraph|Body one.\n"
		"furniture:related|Most Read\n"
		"furniture:related|A Bridge Too Expensive for Riga\n"
		"furniture:related|The Price of Salt Went Up\n"
		"paragraph|Body two goes on.\n");
	expect_blocks("Title\n\nRelated articles\n\nA Bridge for Riga\nThe Price of Salt\n"
		      "Three Snows in May\n\nBody two goes on.\n",
		"title|Title\n"
		"furniture:related|Related articles\n"
		"furniture:related|A Bridge for Riga\nThe Price of Salt\nThree Snows in May\n"
		"paragraph|Body two goes on.\n");
	/* One line alone may be the article's own heading. */
	expect_blocks("Title\n\nSee also\n\nWhat Comes After the Vote\n\nBody two goes on.\n",
		"title|Title\n"
		"furniture:related|See also\n"
		"heading:2|What Comes After the Vote\n"
		"paragraph|Body two goes on.\n");
}

static void test_the_title_comes_after_furniture(void **state)
{
	(void)state;
	expect_blocks("Subscribe Now\n\nShare\n\nTalks Resume\n\nBody one.\n",
		"furniture:advert|Subscribe Now\n"
		"furniture:share|Share\n"
		"title|Talks Resume\n"
		"paragraph|Body one.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_headline_twice),
		cmocka_unit_test(test_a_link_to_another_article_twice),
		cmocka_unit_test(test_a_refrain_is_no_teaser),
		cmocka_unit_test(test_lines_of_pages),
		cmocka_unit_test(test_sentences_that_begin_like_furniture),
		cmocka_unit_test(test_headlines_below_a_label),
		cmocka_unit_test(test_the_title_comes_after_furniture),
	};
	return cmocka_run_group_tests_name("furniture", tests, NULL, NULL);
}
