/* Quotations of many house styles: the cases of tests/unit/cases, each a test of its own name.
 *
 * A case is "=== name", the article, "---" and a line per quotation in its order:
 * "kind|text|speaker|words that name him|cue|source|group", as many fields as the case is
 * about. A name that ends in "(Markdown)" says how the article is read. Indirect statements are
 * compared only in indirect.txt. */
#include "article.h"
#include "test.h"

#define CASES_MAX 400

struct article_case {
	struct str text, expected;
	bool markdown, indirect;
};

static struct CMUnitTest tests[CASES_MAX];
static struct article_case cases[CASES_MAX];
static size_t count;

/* The article's quotations, each with as many fields as the line expected in its place. */
static void passes(void **state)
{
	const struct article_case *test = *state;
	struct article article = article_read_as(
		str_from(test->markdown ? "article.md" : "article.txt"), test->text);
	struct buffer out = {0};
	struct str rest = test->expected, line = {0};
	for (size_t i = 0; i < article.found->quote_count; i++) {
		if (article.found->quotes[i].kind == QUOTE_INDIRECT && !test->indirect)
			continue;
		bool more = str_split(&rest, '\n', &line);
		unsigned fields = 1;
		for (size_t at = 0; more && at < line.len; at++)
			fields += line.s[at] == '|';
		article_add_quote(&out, &article, i, more ? fields : 3);
	}
	struct buffer expected = {0};
	buffer_add(&expected, test->expected);
	test_str_equal(
		buffer_str(&out), expected.data ? expected.data : "", __FILE__, __LINE__);
	buffer_free(&expected);
	buffer_free(&out);
	article_close(&article);
}

/* Cut "=== name\narticle\n---\nlines\n\n" off the rest; false when there is none. */
static bool next_case(struct str *rest, bool indirect)
{
	size_t start = str_find(*rest, STR("=== "));
	if (start == (size_t)-1)
		return false;
	struct str at = str_slice(*rest, (struct range){start + 4, rest->len});
	struct str name;
	str_split(&at, '\n', &name);
	size_t rule = str_find(at, STR("\n---\n"));
	size_t end = str_find(at, STR("\n=== "));
	end = end == (size_t)-1 ? at.len : end;
	assert_true(rule < end && count < CASES_MAX);
	size_t expected = rule + 5, stop = end;
	while (stop > expected && at.s[stop - 1] == '\n' && at.s[stop - 2] == '\n')
		stop--;
	if (stop == expected + 1 && at.s[expected] == '\n')
		stop = expected;
	cases[count] = (struct article_case){.text = str_slice(at, (struct range){0, rule}),
		.expected = str_slice(at, (struct range){expected, stop}),
		.markdown = str_ends(name, STR("(Markdown)")),
		.indirect = indirect};
	tests[count] = (struct CMUnitTest){.name = strndup(name.s, name.len),
		.test_func = passes,
		.initial_state = &cases[count]};
	count++;
	*rest = str_slice(at, (struct range){end, at.len});
	return true;
}

static struct str load(const char *name, struct buffer *text)
{
	struct buffer path = {0};
	buffer_format(&path, "tests/unit/cases/%s.txt", name);
	*text = test_read(path.data);
	buffer_free(&path);
	return buffer_str(text);
}

int main(void)
{
	static const char *const files[] = {
		"marks", "speakers", "sources", "transcripts", "articles", "traps", "indirect"};
	struct buffer texts[sizeof files / sizeof *files] = {0};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct str rest = load(files[i], &texts[i]);
		while (next_case(&rest, strcmp(files[i], "indirect") == 0))
			;
	}
	int failed = _cmocka_run_group_tests("quote cases", tests, count, NULL, NULL);
	for (size_t i = 0; i < count; i++)
		free((char *)(void *)(uintptr_t)tests[i].name);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		buffer_free(&texts[i]);
	return failed;
}
