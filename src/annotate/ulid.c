/* ULIDs: 48 bits of time, 80 of chance, in Crockford's base 32 (github.com/ulid/spec). */
#include "attache/annotate/annotation.h"
#include "attache/base/clock.h"

#include <sys/random.h>

/* Within one process ids grow even when the clock stands still or goes back: the
 * specification's monotonic rule, the random part plus one. */
static struct {
	uint64_t time;
	uint8_t chance[10];
} last;

static void draw(uint8_t *bytes, size_t count)
{
	for (size_t done = 0; done < count;) {
		ssize_t got = getrandom(bytes + done, count - done, 0);
		if (got > 0)
			done += (size_t)got;
	}
}

void annotation_make_id(char id[ANNOTATION_ID_LENGTH + 1])
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint64_t now = (uint64_t)clock_now() & 0xFFFFFFFFFFFFu;
	if (now > last.time) {
		last.time = now;
		draw(last.chance, sizeof last.chance);
	} else {
		size_t i = sizeof last.chance;
		while (i > 0 && ++last.chance[i - 1] == 0)
			i--;
	}
	for (size_t i = 0; i < 10; i++)
		id[i] = digits[last.time >> (45 - 5 * i) & 31];
	for (size_t i = 0; i < 16; i++) {
		size_t bit = 5 * i;
		unsigned pair = (unsigned)last.chance[bit / 8] << 8;
		if (bit / 8 + 1 < sizeof last.chance)
			pair |= last.chance[bit / 8 + 1];
		id[10 + i] = digits[pair >> (11 - bit % 8) & 31];
	}
	id[ANNOTATION_ID_LENGTH] = '\0';
}
