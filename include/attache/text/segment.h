/* Sentences and tokens of one block, found on demand.
 *
 * A token is a word (letters, digits and the apostrophes, dots and hyphens that belong inside:
 * "U.S.", "10,000", "Tae-yul", "Xi's" is "Xi" + "'s") or one punctuation sign. Hyphens between
 * capitalised words are tokens of their own ("Seoul-Washington" is three), inside lower-case
 * compounds and given names they are decided by the rules in segment.c.
 * Sentences end at . ! ? … (with closing quote marks) before something that can begin a
 * sentence; abbreviations, initials and titles ("Gen.", "U.S.", "Jr.") do not end one. */
#ifndef ATTACHE_TEXT_SEGMENT_H
#define ATTACHE_TEXT_SEGMENT_H

#include "attache/base/arena.h"
#include "attache/text/document.h"

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_PUNCTUATION };

struct token {
	uint32_t start, length; /* bytes; start counts from the beginning of document.text */
	enum token_kind kind;
	bool capitalised;  /* begins with an upper-case letter */
	bool all_caps;     /* two letters or more, all upper case */
	bool space_before; /* blank or line end before it */
	bool sentence_start;
};

struct tokens {
	const struct token *items;
	size_t count;
};

struct sentences {
	const struct range
		*items; /* byte ranges in document.text, without blanks at the ends */
	size_t count;
};

void segment_tokens(struct arena *arena, const struct document *document, size_t block,
	struct tokens *tokens);
void segment_sentences(struct arena *arena, const struct document *document, size_t block,
	struct sentences *sentences);

#endif
