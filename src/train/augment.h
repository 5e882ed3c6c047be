/* More to learn from: the same text as other pages would have it. */
#ifndef ATTACHE_TRAIN_AUGMENT_H
#define ATTACHE_TRAIN_AUGMENT_H

#include "attache/base/buffer.h"
#include "attache/base/str.h"

#include <stdint.h>

/* The text with the first sentence of each paragraph as a headline of its own, With Its Words
 * Capitalised, every fourth IN CAPITALS. No offset moves. */
void augment_headlines(struct buffer *text);

/* "Cho Tae-yul" becomes "Cho Tae Yul", as other houses write it. */
void augment_hyphens(struct buffer *text, struct range range);

typedef bool augment_keep(void *context, struct str word);

/* Put other vowels and consonants into the words of a range that begin with a capital, are
 * longer than three letters and not to be kept, the same into the same word: a name of the same
 * shape that no list knows. */
void augment_name(struct buffer *text, struct range range, augment_keep *keep, void *context);

#endif
