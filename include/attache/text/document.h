/* The document: one article as clean immutable text, cut into blocks, with its metadata.
 *
 * For plain text, document.text IS the file's text (decoded, LF); page furniture is marked as
 * such, never removed, and paragraphs are marked as flowing. For Markdown it is the text
 * without markup and front matter, ending with a line end. Every position in the program is a
 * byte offset into document.text.
 *
 * Blocks are sorted, do not overlap, and hold no blank lines at their ends. A block never
 * exceeds BLOCK_MAX_BYTES: a longer paragraph is cut at a blank into blocks of which all but
 * the first have `continued` set, so that layout and extraction of a 10 MB line cost no more
 * than of many short ones. Sentences and tokens are found per block on demand (segment.h). */
#ifndef ATTACHE_TEXT_DOCUMENT_H
#define ATTACHE_TEXT_DOCUMENT_H

#include "attache/base/arena.h"
#include "attache/base/diagnostic.h"
#include "attache/base/error.h"
#include "attache/base/file.h"
#include "attache/base/utf8.h"
#include "attache/text/source.h"

#define BLOCK_MAX_BYTES (16 * 1024)
#define BLOCK_NONE ((size_t)-1)

enum block_kind {
	BLOCK_TITLE,
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_LIST_ITEM,
	BLOCK_QUOTATION,    /* a block quotation */
	BLOCK_PREFORMATTED, /* line ends are kept */
	BLOCK_RULE,         /* a rule or end mark such as ### */
	BLOCK_FURNITURE,    /* page furniture: folded on the screen, ignored by extraction */
	BLOCK_KINDS
};

enum furniture_kind {
	FURNITURE_NONE,
	FURNITURE_DUPLICATE_TITLE,
	FURNITURE_TEASER,
	FURNITURE_DUPLICATE_TEASER,
	FURNITURE_READ_MORE,
	FURNITURE_COMMENT_PROMPT,
	FURNITURE_SHARE,
	FURNITURE_ADVERT,
	FURNITURE_RELATED,
	FURNITURE_KINDS
};

struct block {
	struct range range; /* bytes of document.text */
	enum block_kind kind;
	enum furniture_kind furniture;
	unsigned level;     /* heading 1-6; depth of a list item or quotation, 1-based */
	unsigned paragraph; /* 1-based number shown to the reader; 0 for furniture, rules, title
			     */
	bool continued;     /* goes on from the block before it */
};

enum emphasis_kind { EMPHASIS_ITALIC, EMPHASIS_BOLD, EMPHASIS_CODE, EMPHASIS_LINK };

struct emphasis {
	struct range range;
	enum emphasis_kind kind;
	struct str url; /* of a link */
};

struct metadata {
	struct str title, byline, outlet, date, url; /* empty when unknown; date is ISO 8601 */
	struct range title_range; /* of the title in the text, empty if not there */
};

struct document {
	struct str path; /* as given; "-" for stdin */
	struct str text; /* text.s never moves, text.len grows until complete */
	bool complete;   /* all was read; before that, what follows holds for the text so far */
	size_t bytes_done, bytes_total; /* of the file */
	const struct block *blocks;
	size_t block_count;
	unsigned paragraph_count;
	const struct emphasis *emphases; /* sorted by start */
	size_t emphasis_count;
	struct metadata metadata;
	enum source_encoding encoding;
	char sha256[65]; /* of the file's bytes */
	struct file_stamp stamp;
	struct utf8_map *map;
	struct diagnostics diagnostics;
};

/* Open a file and build the first part of it, about DOCUMENT_FIRST_BYTES; a smaller file is
 * complete at once. path "-" reads stdin; pipes are read whole, then built in steps. Markdown
 * by name (.md, .markdown) or by front matter. The document owns everything it points to. */
#define DOCUMENT_FIRST_BYTES ((size_t)64 * 1024)
bool document_open(const char *path, struct document **out, struct error *err);

/* Read and build about `bytes` more; true when the document is complete. What comes out in the
 * end is the same whatever the steps were. Blocks and emphases that are there stay what they
 * are, under the same index; their arrays may move. Encoding, sha256 and diagnostics are final
 * when complete: a file that is ASCII so far may turn out to be Windows-1252, and bytes that do
 * not fit what the encoding was decided to be (source.h) become U+FFFD. A file that cannot be
 * read on ends there, which is an error among the diagnostics; so is one that changed. */
bool document_step(struct document *document, size_t bytes);

/* Open and do all steps. A file that cannot be read to its end is a failure here. */
bool document_load(const char *path, struct document **out, struct error *err);

/* As document_open and document_load from bytes; `path` names them and chooses the format.
 * Nothing is built yet by document_begin, and the bytes must stay until complete. */
bool document_begin(
	struct str path, struct str bytes, struct document **out, struct error *err);
bool document_build(
	struct str path, struct str bytes, struct document **out, struct error *err);

void document_free(struct document *document); /* NULL is accepted */

/* Index of the block that holds offset, else of the nearest one before it, else (offset lies
 * before all blocks) 0. BLOCK_NONE for a document without blocks. O(log n). */
size_t document_block_at(const struct document *document, size_t offset);

const char *block_kind_name(enum block_kind kind);         /* "paragraph" */
const char *furniture_kind_name(enum furniture_kind kind); /* "duplicate-title" */

#endif
