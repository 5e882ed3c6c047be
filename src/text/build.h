/* What the builders of a document share. Text comes in pieces of any size; blocks are added as
 * soon as what follows cannot change them, so that the result is the same however the pieces
 * were cut. */
#ifndef ATTACHE_TEXT_BUILD_H
#define ATTACHE_TEXT_BUILD_H

#include "attache/base/error.h"
#include "attache/text/document.h"

struct build {
	struct arena *arena;
	struct document *document;
	char *place; /* document.text.s, for writing; room for all that may come */
	size_t room;
	bool markdown;
	size_t title;         /* index of the title, or of the block that may still be it */
	struct block *blocks; /* document.block_count of them are settled */
	size_t count, capacity;
	struct emphasis *emphases;
	size_t emphasis_capacity;
};

/* Append to document.text, which stays where it is. */
void build_text(struct build *build, struct str text);

/* Whether a line shows nothing: blanks, no-break spaces, zero-width signs. */
bool build_is_blank(struct str line);

/* Add a block (blanks at its ends are trimmed, an empty one is dropped). One longer than
 * BLOCK_MAX_BYTES is cut at blanks into continued blocks. `shape` has kind, level and
 * continued, the latter for the first of them. */
void build_block(struct build *build, struct range range, struct block shape);

/* Add what of the block is longer than BLOCK_MAX_BYTES for sure, while its end is not known: as
 * build_block would cut it. range.start moves on, shape.continued is set. */
void build_block_front(struct build *build, struct range *range, struct block *shape);

/* Settle what the blocks are (title, furniture, byline, numbers of paragraphs), all but those
 * that a block to come may still change; with `last` all. */
void build_settle(struct build *build, bool last);

/* Plain text, cut into lines and paragraphs, kinds guessed from their looks. */
struct plain;
struct plain *plain_new(struct build *build);
void plain_free(struct plain *plain); /* NULL is accepted */

/* The document's text became longer; with `last` no more will come. */
void plain_feed(struct plain *plain, bool last);

/* Looks of a single trimmed line, shared with Markdown: a rule or end mark; the bytes of a list
 * item's mark with the blank behind it (0 when the line is none). */
bool plain_is_rule(struct str line);
size_t plain_list_mark(struct str line);

/* Where a piece of at most `limit` bytes of a longer text from `start` on is best cut: at the
 * last blank of its second half, else between two characters. */
size_t plain_cut(struct str text, size_t start, size_t limit);

/* Markdown: appends to the document's text what it holds without markup, and the emphases. */
struct markdown;
struct markdown *markdown_new(struct build *build);
void markdown_free(struct markdown *markdown); /* NULL is accepted */
void markdown_feed(struct markdown *markdown, struct str source, bool last);

/* Bytes of text at most that `bytes` bytes of Markdown become. */
size_t markdown_bound(size_t bytes);

/* Front matter ends within so many bytes, or it is none. */
#define FRONT_MAX_BYTES ((size_t)64 * 1024)

/* Whether a text that begins so can have front matter. */
bool front_may_begin(struct str text);

/* Where the text behind YAML front matter begins, 0 when there is none; *yaml is its inside. */
size_t front_end(struct str text, struct range *yaml);

/* Fill the metadata from front matter; false when it is no readable mapping. */
bool front_read(struct build *build, struct str yaml, struct error *err);

/* A line that is a date and nothing else, as ISO 8601: "Saturday, April 4, 2009", "13 May
 * 2024", "2024-05-13" with or without a time. *date is left alone when it is none. */
bool metadata_date(struct arena *arena, struct str line, struct str *date);

/* Byline and date from one of the first blocks, where the metadata has none yet. */
void metadata_find(struct build *build, size_t block);

/* Mark whether a block is page furniture, and with it perhaps the next; the text stays. */
void furniture_mark(struct build *build, size_t block);

/* Whether the title is known, and among the blocks. */
bool build_has_title(const struct build *build);

#endif
