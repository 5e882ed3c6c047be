/* Utterances: what a reader calls one quote. The extraction lists segments; the segments of one
 * speech clause that follow each other are one utterance here, from the first word to the last,
 * whatever the reporter puts between them. Scare quotes and indirect statements stand alone. */
#ifndef APP_UTTERANCE_H
#define APP_UTTERANCE_H

#include "attache/extract/extraction.h"

struct utterance {
	struct range range;   /* quote marks outside */
	size_t first, count;  /* segments: indexes into extraction.quotes */
	enum quote_kind kind; /* direct when one of them is */
	unsigned number;      /* 1-based among what ] visits; 0 for scare and indirect */
};

struct utterances {
	struct utterance *items; /* sorted by start */
	size_t count;
	unsigned visited; /* how many have a number */
};

void utterances_make(struct utterances *utterances, const struct extraction *extraction);
void utterances_free(struct utterances *utterances); /* and make it empty */

/* The utterance that covers offset (innermost), or (size_t)-1; first one that starts at or
 * behind offset, or count. */
size_t utterances_at(const struct utterances *utterances, size_t offset);
size_t utterances_from(const struct utterances *utterances, size_t offset);

#endif
