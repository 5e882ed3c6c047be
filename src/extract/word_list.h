/* Lists of words in the code: "of for on", whose words blanks part. */
#ifndef ATTACHE_EXTRACT_WORD_LIST_H
#define ATTACHE_EXTRACT_WORD_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a list may hold a word that begins and ends so and is so long: nearly all words are
 * in none of the lists they are looked for in, and one look tells. No is sure. The list must
 * be a constant: what it holds is remembered under its address. */
bool word_list_may_hold(const char *list, char first, char last, size_t length);

#endif
