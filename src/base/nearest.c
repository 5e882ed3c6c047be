#include "attache/base/nearest.h"

#include <string.h>

#define NAME_MAX_LENGTH 24
#define TOO_MANY_EDITS 3

/* The optimal string alignment distance, in bytes. Names longer than NAME_MAX_LENGTH are far
 * from everything. */
static size_t distance(struct str a, struct str b)
{
	size_t d[NAME_MAX_LENGTH + 1][NAME_MAX_LENGTH + 1];
	if (a.len > NAME_MAX_LENGTH || b.len > NAME_MAX_LENGTH)
		return TOO_MANY_EDITS;
	for (size_t i = 0; i <= a.len; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= b.len; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		for (size_t j = 1; j <= b.len; j++) {
			size_t best = d[i - 1][j - 1] + (a.s[i - 1] != b.s[j - 1]);
			if (d[i - 1][j] + 1 < best)
				best = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < best)
				best = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] &&
				a.s[i - 2] == b.s[j - 1] && d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	}
	return d[a.len][b.len];
}

struct nearest nearest_to(struct str word)
{
	return (struct nearest){.word = word, .name = NULL, .edits = TOO_MANY_EDITS};
}

void nearest_offer(struct nearest *nearest, const char *name)
{
	size_t edits = distance(nearest->word, str_from(name));
	if (edits < nearest->edits && edits < strlen(name) / 2 + 1) {
		nearest->edits = edits;
		nearest->name = name;
	}
}
