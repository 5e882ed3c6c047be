/* Page furniture: what a web page puts between an article's paragraphs. Marked, never removed.
 */
#include "build.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define TEASER_MAX 200 /* bytes; a longer line repeated is a refrain, not a teaser */

const char *furniture_kind_name(enum furniture_kind kind)
{
	static const char *const names[FURNITURE_KINDS] = {"none", "duplicate-title", "teaser",
		"duplicate-teaser", "read-more", "comment-prompt", "share", "advert",
		"related"};
	return names[kind];
}

/* Whole lines (lower case, without marks at their ends) that are never an article's own. */
static const struct {
	const char *text;
	enum furniture_kind kind;
} lines[] = {
	{"read more", FURNITURE_READ_MORE},
	{"read more here", FURNITURE_READ_MORE},
	{"read the full story", FURNITURE_READ_MORE},
	{"read full article", FURNITURE_READ_MORE},
	{"continue reading", FURNITURE_READ_MORE},
	{"keep reading", FURNITURE_READ_MORE},
	{"show more", FURNITURE_READ_MORE},
	{"load more", FURNITURE_READ_MORE},
	{"see more", FURNITURE_READ_MORE},
	{"view all", FURNITURE_READ_MORE},
	{"leave a reply", FURNITURE_COMMENT_PROMPT},
	{"leave a comment", FURNITURE_COMMENT_PROMPT},
	{"post a comment", FURNITURE_COMMENT_PROMPT},
	{"add a comment", FURNITURE_COMMENT_PROMPT},
	{"join the conversation", FURNITURE_COMMENT_PROMPT},
	{"view comments", FURNITURE_COMMENT_PROMPT},
	{"comments", FURNITURE_COMMENT_PROMPT},
	{"log in to comment", FURNITURE_COMMENT_PROMPT},
	{"your email address will not be published", FURNITURE_COMMENT_PROMPT},
	{"share", FURNITURE_SHARE},
	{"share this", FURNITURE_SHARE},
	{"share this article", FURNITURE_SHARE},
	{"share this story", FURNITURE_SHARE},
	{"share on facebook", FURNITURE_SHARE},
	{"share on twitter", FURNITURE_SHARE},
	{"share on x", FURNITURE_SHARE},
	{"share on linkedin", FURNITURE_SHARE},
	{"share via email", FURNITURE_SHARE},
	{"email this article", FURNITURE_SHARE},
	{"print this article", FURNITURE_SHARE},
	{"copy link", FURNITURE_SHARE},
	{"follow us", FURNITURE_SHARE},
	{"tweet", FURNITURE_SHARE},
	{"facebook", FURNITURE_SHARE},
	{"whatsapp", FURNITURE_SHARE},
	{"advertisement", FURNITURE_ADVERT},
	{"advertisment", FURNITURE_ADVERT},
	{"sponsored content", FURNITURE_ADVERT},
	{"article continues below advertisement", FURNITURE_ADVERT},
	{"story continues below advertisement", FURNITURE_ADVERT},
	{"scroll to continue", FURNITURE_ADVERT},
	{"skip advertisement", FURNITURE_ADVERT},
	{"subscribe", FURNITURE_ADVERT},
	{"subscribe now", FURNITURE_ADVERT},
	{"sign up", FURNITURE_ADVERT},
	{"sign in", FURNITURE_ADVERT},
	{"related", FURNITURE_RELATED},
	{"related articles", FURNITURE_RELATED},
	{"related stories", FURNITURE_RELATED},
	{"related news", FURNITURE_RELATED},
	{"most read", FURNITURE_RELATED},
	{"most popular", FURNITURE_RELATED},
	{"more on this story", FURNITURE_RELATED},
	{"more from this section", FURNITURE_RELATED},
	{"you may also like", FURNITURE_RELATED},
	{"recommended", FURNITURE_RELATED},
	{"recommended for you", FURNITURE_RELATED},
	{"editors' picks", FURNITURE_RELATED},
	{"trending", FURNITURE_RELATED},
	{"see also", FURNITURE_RELATED},
};

/* Beginnings of short lines that tell the same. */
static const struct {
	const char *text;
	enum furniture_kind kind;
} beginnings[] = {
	{"read more:", FURNITURE_RELATED},
	{"read also:", FURNITURE_RELATED},
	{"also read:", FURNITURE_RELATED},
	{"read next:", FURNITURE_RELATED},
	{"see also:", FURNITURE_RELATED},
	{"related:", FURNITURE_RELATED},
	{"watch:", FURNITURE_RELATED},
	{"listen:", FURNITURE_RELATED},
	{"share this article", FURNITURE_SHARE},
	{"share this story", FURNITURE_SHARE},
	{"follow us on", FURNITURE_SHARE},
	{"follow him on", FURNITURE_SHARE},
	{"follow her on", FURNITURE_SHARE},
	{"click here to", FURNITURE_ADVERT},
	{"sign up for our", FURNITURE_ADVERT},
	{"sign up to our", FURNITURE_ADVERT},
	{"sign up for the", FURNITURE_ADVERT},
	{"subscribe to our", FURNITURE_ADVERT},
	{"subscribe to the", FURNITURE_ADVERT},
	{"get our newsletter", FURNITURE_ADVERT},
	{"download our app", FURNITURE_ADVERT},
	{"download the app", FURNITURE_ADVERT},
	{"leave a reply", FURNITURE_COMMENT_PROMPT},
};

/* The line in lower case without marks and arrows at its ends; cut at the buffer's size. */
static struct str bare(struct str line, char *out, size_t size)
{
	size_t len = 0;
	while (line.len &&
		!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
			line.s[0])) {
		line.s++;
		line.len--;
	}
	for (size_t i = 0; i < line.len && len < size; i++)
		out[len++] = (char)(line.s[i] >= 'A' && line.s[i] <= 'Z' ? line.s[i] + 32
									 : line.s[i]);
	while (len && strchr(".!?:;,>|-* \n", out[len - 1]))
		len--;
	/* Arrows, ellipsis, angle quotes. */
	for (;;) {
		if (len >= 3 && (unsigned char)out[len - 3] == 0xE2)
			len -= 3;
		else if (len >= 2 && (unsigned char)out[len - 2] == 0xC2)
			len -= 2;
		else if (len && out[len - 1] == ' ')
			len--;
		else
			break;
	}
	return (struct str){out, len};
}

static enum furniture_kind by_words(struct str line)
{
	char small[TEASER_MAX];
	if (line.len >= TEASER_MAX || memchr(line.s, '\n', line.len))
		return FURNITURE_NONE;
	struct str text = bare(line, small, sizeof small);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (str_equal(text, str_from(lines[i].text)))
			return lines[i].kind;
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (str_starts(text, str_from(beginnings[i].text)) && line.len < 140)
			return beginnings[i].kind;
	return FURNITURE_NONE;
}

static void fold(struct block *block, enum furniture_kind kind)
{
	block->kind = BLOCK_FURNITURE;
	block->furniture = kind;
}

static struct str text_of(const struct build *build, size_t index)
{
	return str_slice(build->document->text, build->blocks[index].range);
}

/* A line that is no sentence: a headline, perhaps. */
static bool is_headline_line(struct str line)
{
	return line.len >= 12 && line.len <= TEASER_MAX && !str_ends(line, STR(".")) &&
	       !str_ends(line, STR(".”"));
}

static bool is_headline(const struct build *build, size_t index)
{
	enum block_kind kind = build->blocks[index].kind;
	struct str line = text_of(build, index);
	return (kind == BLOCK_PARAGRAPH || kind == BLOCK_HEADING) && is_headline_line(line) &&
	       !memchr(line.s, '\n', line.len);
}

/* Lines of one block that are all headlines. */
static bool holds_headlines(const struct build *build, size_t index)
{
	struct str rest = text_of(build, index), line;
	if (build->blocks[index].kind != BLOCK_PREFORMATTED)
		return false;
	while (str_split(&rest, '\n', &line))
		if (!is_headline_line(str_trim(line)))
			return false;
	return true;
}

/* Headlines below "Related articles" or "Most read", two of them at least. */
static bool is_related(const struct build *build, size_t index)
{
	if (index == 0 || build->blocks[index - 1].furniture != FURNITURE_RELATED)
		return false;
	if (!is_headline(build, index))
		return holds_headlines(build, index);
	bool second = index > 1 && build->blocks[index - 2].furniture == FURNITURE_RELATED;
	return second || (index + 1 < build->count && is_headline(build, index + 1));
}

void furniture_mark(struct build *build, size_t index)
{
	struct block *block = &build->blocks[index];
	if (block->kind == BLOCK_TITLE || block->kind == BLOCK_FURNITURE || block->continued)
		return;
	struct str line = text_of(build, index);
	enum furniture_kind kind = by_words(line);
	if (kind != FURNITURE_NONE) {
		fold(block, kind);
		return;
	}
	if (is_related(build, index)) {
		fold(block, FURNITURE_RELATED);
		return;
	}
	/* Pages print the headline once for the browser and once for the reader ... */
	if (build_has_title(build) && index < build->title + 4 &&
		str_equal(line, text_of(build, build->title))) {
		fold(block, FURNITURE_DUPLICATE_TITLE);
		return;
	}
	/* ... and a link to another article twice, for its picture and for its text. */
	if (index != build->title && index + 1 < build->count && is_headline(build, index) &&
		is_headline(build, index + 1) && str_equal(line, text_of(build, index + 1))) {
		fold(block, FURNITURE_TEASER);
		fold(&build->blocks[index + 1], FURNITURE_DUPLICATE_TEASER);
	}
}
