#include "overview.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MARK_QUOTE = 1, MARK_HIT = 2, MARK_NOTE = 4, MARK_OTHER = 8 };

void overview_free(struct overview *overview)
{
	free(overview->marks);
	*overview = (struct overview){0};
}

static unsigned row_of(const struct overview *overview, size_t offset)
{
	return (unsigned)(offset * overview->rows / (overview->text + 1));
}

static void gather_others(struct overview *overview, const struct others *others)
{
	for (size_t i = 0; i < others->count; i++)
		for (size_t k = 0; k < annotations_count(others->items[i].set); k++) {
			const struct annotation *annotation = annotations_at(
				others->items[i].set, k);
			if (others_is_placed(annotation))
				overview->marks[row_of(overview, annotation->range.start)] |=
					MARK_OTHER;
		}
}

static void gather(struct overview *overview, const struct reader *reader)
{
	const struct session *session = reader->session;
	memset(overview->marks, 0, overview->rows);
	gather_others(overview, &session->others);
	for (size_t i = 0; i < session->utterances.count; i++)
		if (session->utterances.items[i].number)
			overview->marks[row_of(overview,
				session->utterances.items[i].range.start)] |= MARK_QUOTE;
	for (size_t i = 0; i < hits_count(&reader->hits); i++)
		overview->marks[row_of(overview, hits_at(&reader->hits, i).start)] |= MARK_HIT;
	for (size_t i = 0; i < annotations_count(session->annotations); i++) {
		const struct annotation *annotation = annotations_at(session->annotations, i);
		if (annotation_has_place(annotation) &&
			annotation->status != ANNOTATION_REJECTED)
			overview->marks[row_of(overview, annotation->range.start)] |= MARK_NOTE;
	}
}

static void update(struct overview *overview, const struct reader *reader, unsigned rows)
{
	struct overview now = {.rows = rows,
		.version = reader->session->version + 1,
		.hits = hits_count(&reader->hits),
		.text = reader->session->document->text.len,
		.marks = overview->marks};
	if (now.rows == overview->rows && now.version == overview->version &&
		now.hits == overview->hits && now.text == overview->text)
		return;
	now.marks = memory_resize(now.marks, rows, 1);
	*overview = now;
	gather(overview, reader);
}

void overview_draw(struct overview *overview, struct reader *reader, struct grid *grid,
	unsigned row, unsigned column, unsigned rows)
{
	if (rows == 0 || reader->session->document->text.len == 0)
		return;
	update(overview, reader, rows);
	struct range visible = reader_visible(reader);
	unsigned first = row_of(overview, visible.start), last = row_of(overview, visible.end);
	for (unsigned i = 0; i < rows; i++) {
		bool shown = i >= first && i <= last;
		struct str sign = shown ? STR("┃") : STR("│");
		enum role role = shown ? ROLE_TEXT : ROLE_BORDER;
		if (overview->marks[i] & MARK_NOTE) {
			sign = STR("●");
			role = ROLE_OVERVIEW_NOTE;
		} else if (overview->marks[i] & MARK_HIT) {
			sign = STR("·");
			role = ROLE_OVERVIEW_HIT;
		} else if (overview->marks[i] & MARK_OTHER) {
			sign = STR("○");
			role = ROLE_OVERVIEW_NOTE;
		} else if (overview->marks[i] & MARK_QUOTE) {
			sign = STR("■");
			role = ROLE_OVERVIEW_QUOTE;
		}
		grid_put(grid, row + i, column, 1, sign, role);
	}
}
