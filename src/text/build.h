/* What the builders of a document share: a growing list of blocks over the text. */
#ifndef ATTACHE_TEXT_BUILD_H
#define ATTACHE_TEXT_BUILD_H

#include "attache/base/error.h"
#include "attache/text/document.h"

struct build {
	struct arena *arena;
	struct document *document; /* text is set; blocks are not, until the build ends */
	struct block *blocks;
	size_t count, capacity;
};

/* Add a block (blanks at its ends are trimmed, an empty one is dropped). One longer than
 * BLOCK_MAX_BYTES is cut at blanks into continued blocks. */
void build_block(struct build *build, struct range range, enum block_kind kind, unsigned level);

/* Plain text from `from` on: cut into lines and paragraphs, kinds guessed from their looks. */
void plain_build(struct build *build, size_t from);

/* Looks of a single trimmed line, shared with Markdown: a rule or end mark; the bytes of a list
 * item's mark with the blank behind it (0 when the line is none). */
bool plain_is_rule(struct str line);
size_t plain_list_mark(struct str line);

/* Markdown: sets document.text to the text without markup, and the emphases. */
void markdown_build(struct build *build, struct str source);

/* Where the text behind YAML front matter begins, 0 when there is none; *yaml is its inside. */
size_t front_end(struct str text, struct range *yaml);

/* Fill the metadata from front matter; false when it is no readable mapping. */
bool front_read(struct build *build, struct str yaml, struct error *err);

/* A line that is a date and nothing else, as ISO 8601: "Saturday, April 4, 2009", "13 May
 * 2024", "2024-05-13" with or without a time. *date is left alone when it is none. */
bool metadata_date(struct arena *arena, struct str line, struct str *date);

/* Byline and date from the first blocks, where the metadata has none yet. */
void metadata_find(struct build *build);

/* Mark what is page furniture among the blocks; the text stays as it is. */
void furniture_mark(struct build *build);

#endif
