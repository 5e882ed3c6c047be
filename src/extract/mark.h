/* Quote marks: what a character is, told from its neighbours.
 *
 * An opening mark stands before a word, a closing one behind it; which glyph was chosen says
 * less, since articles open straight and close curly, set “ at both ends or ” at the beginning.
 */
#ifndef ATTACHE_EXTRACT_MARK_H
#define ATTACHE_EXTRACT_MARK_H

#include "attache/base/str.h"

#include <stdint.h>

enum mark {
	MARK_NONE,
	MARK_DOUBLE, /* " “ ” '' ’’ `` ″ */
	MARK_LOW,    /* „ */
	MARK_ANGLE,  /* « » */
	MARK_ANGLE_REVERSED,
	MARK_ANGLE_SINGLE, /* ‹ › */
	MARK_CORNER        /* 「 」 */
};

#define MARK_LEFT_DOUBLE 0x201C
#define MARK_RIGHT_DOUBLE 0x201D
#define MARK_LEFT_SINGLE 0x2018
#define MARK_RIGHT_SINGLE 0x2019

/* A character and its neighbours; 0 at the block's ends. */
struct place {
	size_t offset, length;
	uint32_t before, here, after, beyond; /* beyond: the one behind `after` */
};

struct place place_at(struct str text, struct range bounds, size_t offset);

bool mark_is_blank(uint32_t c);
bool mark_is_wordlike(uint32_t c);

/* Bytes of the mark here: two apostrophes stand for one double mark. */
size_t mark_width(const struct place *place);

/* The style that a mark here opens; MARK_NONE when it opens nothing. */
enum mark mark_opening(const struct place *place);
bool mark_closes(enum mark open, const struct place *place);

/* A straight mark with blanks on both sides, which may open or close. */
bool mark_is_adrift(const struct place *place);
/* A straight mark that stands before a word without the blank that belongs before it:
 * said,"We. It opens when nothing is open. */
bool mark_is_pressed(const struct place *place);

/* Single marks, told from apostrophes (the ’90s, the ministers’ plan). */
bool mark_opens_single(struct str text, const struct place *place);
/* How surely a single mark closes: 0 not at all, 1 perhaps a plural possessive, 2 surely. */
unsigned mark_closes_single(const struct place *place);

#endif
