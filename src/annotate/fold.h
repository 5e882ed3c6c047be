/* Folding: text in which differences that an edit of a page brings along do not show. Runs of
 * blanks and line ends are one blank, quote marks and dashes are ASCII, accents are composed
 * (NFC), zero-width signs are gone. Every folded byte knows where it came from. */
#ifndef ATTACHE_ANNOTATE_FOLD_H
#define ATTACHE_ANNOTATE_FOLD_H

#include "attache/base/buffer.h"

struct fold_origin {
	uint32_t start, length; /* bytes of the source that a folded byte stands for */
};

struct folded {
	struct buffer text;
	struct fold_origin *origin; /* one for each byte of text */
	size_t capacity;
};

/* Fold a text; `with_origin` false leaves origin NULL. */
void fold_text(struct folded *folded, struct str text, bool with_origin);
void fold_free(struct folded *folded);

#endif
