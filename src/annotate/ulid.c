/* ULIDs: 48 bits of time, 80 of chance, in Crockford's base 32 (github.com/ulid/spec). */
#include "attache/annotate/annotation.h"
#include "attache/base/buffer.h"
#include "attache/base/clock.h"
#include "attache/base/file.h"

#include <inttypes.h>
#include <sys/random.h>

#define TIME_MASK 0xFFFFFFFFFFFFu

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

static void encode(uint64_t time, const uint8_t chance[10], char id[ANNOTATION_ID_LENGTH + 1])
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	for (size_t i = 0; i < 10; i++)
		id[i] = digits[time >> (45 - 5 * i) & 31];
	for (size_t i = 0; i < 16; i++) {
		size_t bit = 5 * i;
		unsigned pair = (unsigned)chance[bit / 8] << 8;
		if (bit / 8 + 1 < 10)
			pair |= chance[bit / 8 + 1];
		id[10 + i] = digits[pair >> (11 - bit % 8) & 31];
	}
	id[ANNOTATION_ID_LENGTH] = '\0';
}

void annotation_make_id(char id[ANNOTATION_ID_LENGTH + 1])
{
	uint64_t now = (uint64_t)clock_now() & TIME_MASK;
	if (now > last.time) {
		last.time = now;
		draw(last.chance, sizeof last.chance);
	} else {
		size_t i = sizeof last.chance;
		while (i > 0 && ++last.chance[i - 1] == 0)
			i--;
	}
	encode(last.time, last.chance, id);
}

/* ---- from content --------------------------------------------------------------------------
 */

static void add_text(struct buffer *out, const char *text)
{
	struct str view = str_from(text);
	buffer_format(out, "%zu:", view.len);
	buffer_add(out, view);
}

/* All that an annotation says, unmistakably: of texts their length stands before them. */
static void add_content(struct buffer *out, const struct annotation *annotation)
{
	const char *const texts[] = {annotation->id, annotation->exact, annotation->prefix,
		annotation->suffix, annotation->speaker, annotation->source, annotation->target,
		annotation->note, annotation->by, annotation->conflict_of,
		annotation->adjudicated_by, annotation->unknown};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		add_text(out, texts[i]);
	for (size_t i = 0; i < annotation->tag_count; i++)
		add_text(out, annotation->tags[i]);
	buffer_format(out, "/%d/%d/%d/%" PRId64 "/%" PRId64, (int)annotation->kind,
		(int)annotation->status, annotation->stance, annotation->created,
		annotation->modified);
}

static unsigned digit_of(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void annotation_derive_id(
	const struct annotation *annotation, char id[ANNOTATION_ID_LENGTH + 1])
{
	struct buffer content = {0};
	int64_t time = annotation->modified ? annotation->modified : annotation->created;
	uint8_t chance[10];
	char hex[65];
	add_content(&content, annotation);
	file_sha256(buffer_str(&content), hex);
	for (size_t i = 0; i < sizeof chance; i++)
		chance[i] = (uint8_t)(digit_of(hex[2 * i]) << 4 | digit_of(hex[2 * i + 1]));
	encode((uint64_t)time & TIME_MASK, chance, id);
	buffer_free(&content);
}
