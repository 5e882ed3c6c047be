/* Who annotates: the name that stands in `by`. */
#ifndef ATTACHE_ANNOTATE_ANNOTATOR_H
#define ATTACHE_ANNOTATE_ANNOTATOR_H

/* The first of: `chosen` (the option; NULL or empty: none), $ATTACHE_BY, which may be empty for
 * nobody, what `git config user.name` says in the article's folder, $USER. One line of text
 * without control characters, the caller's to free; NULL for nobody. Git is run for it, a few
 * milliseconds: ask when there is something to write, not before. */
char *annotator_name(const char *chosen, const char *article);

#endif
