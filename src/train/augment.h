/* More to learn from: the same text as other pages would have it. */
#ifndef ATTACHE_TRAIN_AUGMENT_H
#define ATTACHE_TRAIN_AUGMENT_H

#include "attache/base/buffer.h"

#include <stdint.h>

/* The text with the first sentence of each paragraph as a headline of its own, With Its Words
 * Capitalised, every fourth IN CAPITALS. No offset moves. */
void augment_headlines(struct buffer *text);

#endif
