#include "pane_article.h"

#include "attache/view/marks.h"
#include "attache/view/theme.h"

#include <string.h>

#define GUTTER 2u         /* columns: the mark of an annotated line, a blank */
#define OVERVIEW_WIDTH 2u /* a blank, the overview */
#define BARE_COLUMNS 24   /* narrower than this: text only */
#define LOOK_BACK 64      /* quotes and annotations before the screen that may reach into it */

/* What wins over what where marks overlap. */
enum {
	LAYER_EMPHASIS,
	LAYER_QUOTE,
	LAYER_NAME,
	LAYER_OTHER,
	LAYER_NOTE,
	LAYER_HIT,
	LAYER_CURRENT
};

struct pane_article pane_article_place(struct area area, unsigned measure, bool overview)
{
	struct pane_article pane = {.area = area,
		.bare = area.columns < BARE_COLUMNS,
		.has_overview = overview && area.columns >= BARE_COLUMNS};
	unsigned sides = (pane.bare ? 0u : GUTTER) + (pane.has_overview ? OVERVIEW_WIDTH : 0u);
	unsigned room = area.columns > sides ? area.columns - sides : 1;
	pane.measure = measure < room ? measure : room;
	pane.left = area.column + (pane.bare ? 0u : GUTTER) + (room - pane.measure) / 2;
	return pane;
}

/* ---- marks ---------------------------------------------------------------------------------
 */

static const enum role type_roles[ENTITY_TYPES] = {[ENTITY_PERSON] = ROLE_PERSON,
	[ENTITY_COUNTRY] = ROLE_COUNTRY,
	[ENTITY_PLACE] = ROLE_PLACE,
	[ENTITY_ORG] = ROLE_ORGANISATION,
	[ENTITY_NORP] = ROLE_NORP,
	[ENTITY_DATE] = ROLE_DATE,
	[ENTITY_EVENT] = ROLE_OTHER,
	[ENTITY_LAW] = ROLE_OTHER};

static void add_mark(
	struct marks *marks, struct range range, enum role role, uint8_t extra, uint8_t layer)
{
	marks_add(marks,
		(struct mark){.range = range, .role = role, .extra = extra, .priority = layer});
}

static void mark_emphases(
	struct marks *marks, const struct document *document, struct range visible)
{
	static const uint8_t styles[] = {[EMPHASIS_ITALIC] = STYLE_ITALIC,
		[EMPHASIS_BOLD] = STYLE_BOLD,
		[EMPHASIS_CODE] = 0,
		[EMPHASIS_LINK] = STYLE_UNDERLINE};
	size_t low = 0, high = document->emphasis_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (document->emphases[middle].range.start < visible.start)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low > LOOK_BACK ? low - LOOK_BACK : 0; i < document->emphasis_count;
		i++) {
		const struct emphasis *emphasis = &document->emphases[i];
		if (emphasis->range.start >= visible.end)
			break;
		add_mark(marks, emphasis->range, ROLE_TEXT, styles[emphasis->kind],
			LAYER_EMPHASIS);
	}
}

static void mark_names(struct marks *marks, const struct extraction *extraction,
	struct range visible, unsigned doubtful)
{
	size_t low = 0, high = extraction->mention_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (extraction->mentions[middle].range.end <= visible.start)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; i < extraction->mention_count; i++) {
		const struct mention *mention = &extraction->mentions[i];
		if (mention->range.start >= visible.end)
			break;
		if (extraction_is_sure(
			    extraction, &extraction->entities[mention->entity], doubtful))
			add_mark(marks, mention->range, type_roles[mention->type], 0,
				LAYER_NAME);
	}
}

static void mark_quotes(
	struct marks *marks, const struct session *session, struct range visible)
{
	const struct extraction *extraction = session->extraction;
	size_t first = utterances_from(&session->utterances, visible.start);
	first = first > LOOK_BACK ? first - LOOK_BACK : 0;
	for (size_t i = first; i < session->utterances.count; i++) {
		const struct utterance *utterance = &session->utterances.items[i];
		if (utterance->range.start >= visible.end)
			break;
		for (size_t q = 0; q < utterance->count; q++) {
			const struct quote *quote = &extraction->quotes[utterance->first + q];
			if (quote->kind != QUOTE_INDIRECT)
				add_mark(marks, quote->outer,
					quote->kind == QUOTE_SCARE ? ROLE_QUOTE_SCARE
								   : ROLE_QUOTE,
					0, LAYER_QUOTE);
		}
	}
}

static bool is_marked(const struct annotation *annotation)
{
	return annotation_has_place(annotation) && annotation->status != ANNOTATION_REJECTED;
}

/* A range as it is marked: of an utterance only what was said, not what the reporter puts
 * between. */
static void mark_said(struct marks *marks, const struct session *session, struct range range,
	enum role role, uint8_t style, uint8_t layer)
{
	const struct utterances *utterances = &session->utterances;
	size_t i = utterances_from(utterances, range.start);
	bool whole = session->extraction && i < utterances->count &&
		     utterances->items[i].range.start == range.start &&
		     utterances->items[i].range.end == range.end;
	if (!whole) {
		add_mark(marks, range, role, style, layer);
		return;
	}
	const struct utterance *utterance = &utterances->items[i];
	for (size_t q = 0; q < utterance->count; q++)
		add_mark(marks, session->extraction->quotes[utterance->first + q].range, role,
			style, layer);
}

static void mark_annotations(
	struct marks *marks, const struct session *session, struct range visible)
{
	size_t first = annotations_from(session->annotations, visible.start);
	first = first > LOOK_BACK ? first - LOOK_BACK : 0;
	for (size_t i = first; i < annotations_count(session->annotations); i++) {
		const struct annotation *annotation = annotations_at(session->annotations, i);
		if (annotation->range.start >= visible.end)
			break;
		if (is_marked(annotation))
			mark_said(marks, session, annotation->range,
				session_role(session, annotation), STYLE_UNDERLINE, LAYER_NOTE);
	}
}

static void mark_other(struct marks *marks, const struct session *session,
	const struct other *other, struct range visible)
{
	size_t first = annotations_from(other->set, visible.start);
	first = first > LOOK_BACK ? first - LOOK_BACK : 0;
	for (size_t i = first; i < annotations_count(other->set); i++) {
		const struct annotation *annotation = annotations_at(other->set, i);
		if (annotation->range.start >= visible.end)
			break;
		if (others_is_placed(annotation))
			mark_said(marks, session, annotation->range, other->role,
				STYLE_UNDERLINE, LAYER_OTHER);
	}
}

static void mark_hits(struct marks *marks, const struct hits *hits, struct range visible)
{
	size_t first = hits_from(hits, visible.start);
	for (size_t i = first ? first - 1 : 0; i < hits_count(hits); i++) {
		struct range range = hits_at(hits, i);
		if (range.start >= visible.end)
			break;
		add_mark(marks, range, ROLE_SEARCH, 0, LAYER_HIT);
	}
}

/* A sentence is the current object most of the time: colouring it would tire the eye. */
static void mark_current(
	struct marks *marks, const struct session *session, const struct object *current)
{
	if (current->kind == OBJECT_SELECTION)
		add_mark(marks, current->range, ROLE_SELECTION, 0, LAYER_CURRENT);
	else if (current->kind == OBJECT_HIT)
		add_mark(marks, current->range, ROLE_SEARCH_CURRENT, 0, LAYER_CURRENT);
	else if (current->kind != OBJECT_SENTENCE && current->kind != OBJECT_NONE)
		mark_said(marks, session, current->range, ROLE_CURRENT, 0, LAYER_CURRENT);
}

static void gather_marks(
	struct marks *marks, struct reader *reader, unsigned doubtful, struct arena *frame)
{
	const struct session *session = reader->session;
	struct range visible = reader_visible(reader);
	marks_init(marks, frame);
	mark_emphases(marks, session->document, visible);
	if (session->extraction) {
		mark_quotes(marks, session, visible);
		mark_names(marks, session->extraction, visible, doubtful);
	}
	for (size_t i = 0; i < session->others.count; i++)
		mark_other(marks, session, &session->others.items[i], visible);
	mark_annotations(marks, session, visible);
	mark_hits(marks, &reader->hits, visible);
	mark_current(marks, session, &reader->current);
	marks_finish(marks);
}

/* ---- lines ---------------------------------------------------------------------------------
 */

static enum role block_role(const struct block *block)
{
	switch (block->kind) {
	case BLOCK_TITLE:
		return ROLE_TITLE;
	case BLOCK_HEADING:
		return ROLE_HEADING;
	case BLOCK_FURNITURE:
		return ROLE_FURNITURE;
	case BLOCK_RULE:
		return ROLE_DIM;
	default:
		return ROLE_TEXT;
	}
}

struct text_line {
	struct grid *grid;
	unsigned row, left;
	const struct line *line;
	enum role base;
};

static void draw_text(
	const struct text_line *at, const struct layout *layout, const struct marks *marks)
{
	grid_put(at->grid, at->row, at->left, at->line->indent, at->line->lead, ROLE_DIM);
	size_t until = 0;
	enum role role = ROLE_TEXT;
	uint8_t extra = 0;
	for (struct line_piece piece = {0}; layout_next_piece(layout, at->line, &piece);) {
		if (piece.range.start >= until)
			marks_at(marks, piece.range.start, &role, &extra, &until);
		enum role drawn = role == ROLE_TEXT ? at->base : role;
		unsigned column = at->left + piece.column;
		grid_put(at->grid, at->row, column, piece.width, piece.text, drawn);
		if (extra)
			grid_paint(at->grid, at->row, column, piece.width, drawn, extra);
	}
}

static void draw_fold(
	const struct text_line *at, const struct reader *reader, struct arena *frame)
{
	unsigned count = at->line->folded;
	const char *what = reader->filtered ? "paragraph" : "line";
	const char *rest = reader->filtered ? "without it · Esc shows all"
					    : "of page furniture · z opens";
	struct str text = arena_format(
		frame, "· %u %s%s %s", count, what, count == 1 ? "" : "s", rest);
	grid_put_field(at->grid, at->row, at->left, layout_columns(reader->layout), text,
		ROLE_FURNITURE);
}

/* The first annotation on a line, or NULL. */
static const struct annotation *annotation_on_line(
	const struct annotations *set, struct range range)
{
	for (size_t i = annotations_from(set, range.start); i < annotations_count(set); i++) {
		const struct annotation *next = annotations_at(set, i);
		if (next->range.start >= range.end)
			break;
		if (is_marked(next))
			return next;
	}
	return annotations_covering(set, range.start);
}

/* Which other annotated a line first, or NULL. */
static const struct other *other_on_line(const struct others *others, struct range range)
{
	for (size_t i = 0; i < others->count; i++) {
		const struct annotation *annotation = annotation_on_line(
			others->items[i].set, range);
		if (annotation && others_is_placed(annotation))
			return &others->items[i];
	}
	return NULL;
}

/* The sign in the gutter: a bar where a line is annotated, a thin one where others did that, a
 * point where the reader is. */
static void draw_gutter(const struct pane_article *pane, const struct reader *reader,
	const struct text_line *at)
{
	const struct session *session = reader->session;
	struct range range = at->line->range;
	const struct annotation *annotation = annotation_on_line(session->annotations, range);
	const struct other *other = other_on_line(&session->others, range);
	unsigned column = pane->left - GUTTER;
	enum role role = annotation ? session_role(session, annotation) : ROLE_TEXT;
	if (annotation && is_marked(annotation))
		grid_put(at->grid, at->row, column, 1, STR("▌"),
			role == ROLE_ANNOTATED ? ROLE_OVERVIEW_NOTE : role);
	else if (other)
		grid_put(at->grid, at->row, column, 1, STR("▏"), other->role);
	else if (reader->current.kind == OBJECT_SENTENCE &&
		 range_holds(range, reader->current.range.start))
		grid_put(at->grid, at->row, column, 1, STR("›"), ROLE_DIM);
}

static void place_cursor(struct grid *grid, const struct pane_article *pane,
	struct reader *reader, struct place place, unsigned row)
{
	const struct object *current = &reader->current;
	size_t offset = current->range.start;
	if (current->kind == OBJECT_SELECTION && !reader->at_start)
		offset = current->range.end - 1;
	if (current->kind == OBJECT_NONE ||
		layout_compare(layout_place(reader->layout, offset), place) != 0)
		return;
	unsigned column = layout_column(reader->layout, place, offset);
	grid->cursor_row = row;
	grid->cursor_column = pane->left +
			      (column < pane->measure ? column : pane->measure - 1);
	grid->cursor_visible = true;
}

static void draw_line(const struct pane_article *pane, struct reader *reader,
	struct place place, const struct marks *marks, const struct text_line *at,
	struct arena *frame)
{
	if (at->line->kind == LINE_FOLD) {
		draw_fold(at, reader, frame);
	} else if (at->line->kind == LINE_TEXT) {
		if (!pane->bare)
			draw_gutter(pane, reader, at);
		draw_text(at, reader->layout, marks);
	}
	if (at->line->kind != LINE_BLANK)
		place_cursor(at->grid, pane, reader, place, at->row);
}

void pane_article_draw(const struct pane_article *pane, struct reader *reader,
	struct overview *overview, unsigned doubtful, struct grid *grid, struct arena *frame)
{
	const struct document *document = reader->session->document;
	struct marks marks;
	if (document->block_count == 0) {
		grid_put(grid, pane->area.row, pane->left, pane->measure,
			STR("This article is empty."), ROLE_DIM);
		return;
	}
	gather_marks(&marks, reader, doubtful, frame);
	struct place place = reader->top;
	for (unsigned i = 0; i < pane->area.rows; i++) {
		const struct line *line = layout_line(reader->layout, place);
		struct text_line at = {grid, pane->area.row + i, pane->left, line,
			block_role(&document->blocks[line->block])};
		draw_line(pane, reader, place, &marks, &at, frame);
		long moved;
		place = layout_move(reader->layout, place, 1, &moved);
		if (!moved)
			break;
	}
	if (pane->has_overview)
		overview_draw(overview, reader, grid, pane->area.row,
			pane->area.column + pane->area.columns - 1, pane->area.rows);
}

bool pane_article_offset(const struct pane_article *pane, struct reader *reader, unsigned row,
	unsigned column, size_t *offset)
{
	if (reader->session->document->block_count == 0 || !area_holds(pane->area, row, column))
		return false;
	long moved, down = (long)(row - pane->area.row);
	struct place place = layout_move(reader->layout, reader->top, down, &moved);
	const struct line *line = layout_line(reader->layout, place);
	if (moved != down || line->kind != LINE_TEXT)
		return false;
	unsigned inside = column > pane->left ? column - pane->left : 0;
	*offset = layout_offset(reader->layout, place, inside);
	if (*offset >= line->range.end && line->range.end > line->range.start)
		*offset = line->range.end - 1;
	return true;
}
