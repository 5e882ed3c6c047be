#include "prose.h"

#include <stdint.h>

/* splitmix64 (Sebastiano Vigna). */
static uint64_t next_number(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

#define PICK(list, state) (list)[next_number(state) % (sizeof(list) / sizeof *(list))]

static const char *const speakers[] = {"Foreign Minister Lena Aru", "Wang Yi", "Antony Blinken",
	"the Kremlin spokesman, Dmitri Peskov", "Prime Minister Tomas Brandt",
	"a senior European official", "Ms. Ocampo", "President Joko Widodo",
	"Josep Borrell, the EU’s foreign policy chief", "Ambassador Rahel Desta"};
static const char *const places[] = {"Geneva", "Beijing", "Washington", "New Delhi", "Ankara",
	"Brussels", "Nairobi", "Moscow", "Jakarta", "Vienna"};
static const char *const bodies[] = {"the United Nations", "NATO", "the European Union",
	"the African Union", "ASEAN", "the State Department", "the Chinese foreign ministry",
	"the World Bank"};
static const char *const subjects[] = {"the corridor", "the second round of sanctions",
	"the river treaty", "the draft communique", "the inspection regime",
	"the disputed islands", "grain exports", "the prisoner exchange", "the exclusion zone"};
static const char *const verbs[] = {
	"said", "told reporters", "warned", "insisted", "added", "argued"};
static const char *const words[] = {"will not accept a line drawn by others",
	"remain ready to talk about everything else", "see no reason to delay any further",
	"have made our position on this matter perfectly clear",
	"regard this as a step back from what was agreed in the spring",
	"expect all sides to honour what they have signed",
	"cannot speak of trust while the crossings stay closed"};
static const char *const days[] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

static void add_sentence(struct buffer *out, uint64_t *state)
{
	switch (next_number(state) % 5) {
	case 0:
		buffer_format(out, "“We %s,” %s %s in %s on %s.", PICK(words, state),
			PICK(speakers, state), PICK(verbs, state), PICK(places, state),
			PICK(days, state));
		break;
	case 1:
		buffer_format(out, "Officials from %s met in %s on %s to discuss %s and %s.",
			PICK(bodies, state), PICK(places, state), PICK(days, state),
			PICK(subjects, state), PICK(subjects, state));
		break;
	case 2:
		buffer_format(out,
			"In a statement of %u pages, %s called %s “a matter for the parties "
			"alone”.",
			(unsigned)(2 + next_number(state) % 90), PICK(bodies, state),
			PICK(subjects, state));
		break;
	case 3:
		buffer_format(out,
			"%s has been under negotiation for %u months, and neither %s nor %s "
			"has yet named a date.",
			"The agreement", (unsigned)(3 + next_number(state) % 40),
			PICK(places, state), PICK(places, state));
		break;
	default:
		buffer_format(out,
			"According to %s, talks on %s would resume once %s had replied to the "
			"letter that %s sent last %s.",
			PICK(bodies, state), PICK(subjects, state), PICK(places, state),
			PICK(places, state), PICK(days, state));
		break;
	}
}

void prose_add(struct buffer *out, size_t size, bool one_line)
{
	uint64_t state = 20240513;
	const char *between = one_line ? " " : "\n\n";
	size_t end = out->len + size;
	buffer_format(out, "Envoys weigh a fragile truce%s" PROSE_FIRST ". ", between);
	while (out->len < end) {
		uint64_t sentences = 2 + next_number(&state) % 4;
		for (uint64_t i = 0; i < sentences; i++) {
			add_sentence(out, &state);
			buffer_add_byte(out, ' ');
		}
		out->data[--out->len] = '\0';
		buffer_add_cstr(out, between);
	}
	buffer_add_cstr(
		out, "The " PROSE_RARE " clause was struck out. " PROSE_LAST " follows.");
	if (!one_line)
		buffer_add_byte(out, '\n');
}
