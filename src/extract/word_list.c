#include "word_list.h"

#include <stdint.h>
#include <string.h>

enum { LISTS = 512, BITS = 256, BITS_PER_WORD = 64 };

/* A bit for the ends and the length of each word of a list. */
struct sieve {
	const char *list; /* NULL: none yet */
	uint64_t bits[BITS / BITS_PER_WORD];
};

/* Nothing but a memory of constants, for all threads of work there are: one. */
static struct sieve sieves[LISTS];

static unsigned bit_of(char first, char last, size_t length)
{
	unsigned a = (unsigned char)first, b = (unsigned char)last;
	return (a * 37 + b * 5 + (unsigned)length * 67) % BITS;
}

static void fill(struct sieve *sieve, const char *list)
{
	*sieve = (struct sieve){.list = list};
	while (*list) {
		size_t length = strcspn(list, " ");
		if (length) {
			unsigned bit = bit_of(list[0], list[length - 1], length);
			sieve->bits[bit / BITS_PER_WORD] |= (uint64_t)1 << bit % BITS_PER_WORD;
		}
		list += length + (list[length] == ' ');
	}
}

bool word_list_may_hold(const char *list, char first, char last, size_t length)
{
	uintptr_t address = (uintptr_t)list;
	struct sieve *sieve = &sieves[(address ^ address >> 9) % LISTS];
	if (sieve->list != list)
		fill(sieve, list);
	unsigned bit = bit_of(first, last, length);
	return sieve->bits[bit / BITS_PER_WORD] >> bit % BITS_PER_WORD & 1;
}
