/* Private to the name finders: date.c, heads.c and describe.c help mention.c and names.c. */
#ifndef ATTACHE_EXTRACT_MENTION_H
#define ATTACHE_EXTRACT_MENTION_H

#include "finder.h"

/* Number of tokens of the calendar expression that begins at `token`, 0 when none does. */
size_t date_match(struct finder *finder, struct tokens tokens, size_t token);

/* Fill what follows from a name's block, tokens and type; it is the last of finder->names. */
void name_describe(struct finder *finder, struct tokens tokens, struct name *name);

/* The type that a word gives the name it ends ("Ministry", "River", "Act") or, with `first`,
 * begins ("Mount", "Operation"); ENTITY_TYPES when it says nothing. */
enum entity_type head_type(struct str word, bool first);

/* Whether text is in a list of words divided by blanks. */
bool word_in(struct str word, const char *list);

#endif
