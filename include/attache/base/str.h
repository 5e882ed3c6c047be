/* Views of text: a pointer and a length in bytes. A str owns nothing; below the source layer
 * every str is valid UTF-8. Functions that compare do so byte by byte. */
#ifndef ATTACHE_BASE_STR_H
#define ATTACHE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *s;
	size_t len; /* bytes */
};

/* A half-open range of byte offsets. */
struct range {
	size_t start, end;
};

/* A str from a string literal. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* For printf: printf("%.*s", STR_ARG(text)). */
#define STR_ARG(text) (int)(text).len, (text).s

struct str str_from(const char *cstr); /* NULL gives an empty str */
bool str_equal(struct str a, struct str b);
bool str_equal_ascii_nocase(struct str a, struct str b); /* A-Z and a-z alike */
int str_compare(struct str a, struct str b);             /* as memcmp, then by length */
bool str_starts(struct str text, struct str prefix);
bool str_ends(struct str text, struct str suffix);

/* Byte offset of the first occurrence, or (size_t)-1. An empty needle is found at 0. */
size_t str_find(struct str text, struct str needle);

size_t str_find_ascii_nocase(struct str text, struct str needle); /* A-Z and a-z alike */

struct str str_slice(struct str text, struct range range); /* range lies within text */
struct str str_trim(struct str text);                      /* ASCII blanks off both ends */

/* Cut the next piece off *rest, up to `separator` or the end; the separator is dropped.
 * Returns false when *rest is used up. "a,,b" gives three pieces, "a," one, "" none: right for
 * the lines of a file. */
bool str_split(struct str *rest, char separator, struct str *piece);

/* Whether one of the pieces between separators, blanks off their ends, is the name. */
bool str_is_among(struct str list, char separator, struct str name);

/* Where the line that holds `offset` begins, and where the next one does (or text.len). */
size_t str_line_start(struct str text, size_t offset);
size_t str_line_end(struct str text, size_t offset);

/* Parse a whole str as a decimal number without sign; false when it is none or too large. */
bool str_to_size(struct str text, size_t *value);

static inline size_t range_length(struct range range)
{
	return range.end - range.start;
}

static inline bool range_holds(struct range range, size_t offset)
{
	return range.start <= offset && offset < range.end;
}

static inline bool range_overlaps(struct range a, struct range b)
{
	return a.start < b.end && b.start < a.end;
}

#endif
