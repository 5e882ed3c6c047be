/* The panel below the article: the versions of a difference side by side. */
#include "adjudication.h"

#include "attache/annotate/pairing.h"
#include "attache/base/grapheme.h"
#include "sidebar_items.h"

#define LEAST_COLUMNS \
	22 /* of a version beside others; with less they stand one below another */
#define WORD_LINES 2
#define NOTE_LINES 3
#define LEAST_ROWS 7 /* so that the article does not go up and down with every difference */
#define PARTS_MAX (PAIR_DIFFERENCES + 3)

/* A version as it is shown: pieces of text, each on a line or more. */
struct shown {
	struct part {
		struct str text;
		enum role role;
		unsigned lines;
	} parts[PARTS_MAX];
	size_t count;
	unsigned lines;
};

struct panel {
	const struct adjudication *adjudication;
	const struct session *session;
	const struct annotation *const *versions;
	struct arena *frame;
	unsigned columns; /* of a version */
};

/* Whether those who marked it differ in this. */
static bool differ(const struct panel *panel, enum pair_difference difference)
{
	const struct annotation *first = NULL;
	for (size_t i = 0; i < panel->adjudication->annotators; i++) {
		struct pair pair = {first, panel->versions[i]};
		if (pair.a && pair.b && pair_differs(&pair, difference))
			return true;
		first = first ? first : panel->versions[i];
	}
	return false;
}

static void add(struct shown *shown, struct str text, enum role role, unsigned lines)
{
	shown->parts[shown->count++] = (struct part){text, role, lines};
	shown->lines += lines;
}

static struct str tags_of(const struct panel *panel, const struct annotation *version)
{
	struct str text = STR("");
	for (size_t i = 0; i < version->tag_count; i++)
		text = arena_format(panel->frame, "%.*s%s%s", STR_ARG(text), i ? ", " : "",
			version->tags[i]);
	return text.len ? text : STR("no tag");
}

static struct str value_of(const struct panel *panel, const struct annotation *version,
	enum pair_difference difference)
{
	switch (difference) {
	case PAIR_KIND:
		return str_from(annotation_kind_name(version->kind));
	case PAIR_STATUS:
		return str_from(annotation_status_name(version->status));
	case PAIR_SPEAKER:
		return str_from(version->speaker);
	case PAIR_SOURCE:
		return str_from(version->source);
	case PAIR_TARGET:
		return str_from(version->target);
	case PAIR_NOTE:
		return str_from(version->note);
	case PAIR_STANCE:
		return version->stance == STANCE_NONE
			       ? STR("")
			       : arena_format(panel->frame, "%+d", version->stance);
	default:
		return STR("");
	}
}

static struct str words_of(const struct annotation *version)
{
	if (version->kind == ANNOTATION_ARTICLE)
		return STR("about the whole article");
	return str_from(version->exact);
}

static void add_difference(struct shown *shown, const struct panel *panel,
	const struct annotation *version, enum pair_difference difference)
{
	struct str value = value_of(panel, version, difference);
	struct str text = arena_format(panel->frame, "%s: %.*s",
		pair_difference_name(difference), STR_ARG(value.len ? value : STR("none")));
	unsigned most = difference == PAIR_NOTE ? NOTE_LINES : 1;
	add(shown, text, value.len ? ROLE_TEXT : ROLE_DIM,
		item_lines(text, panel->columns, most));
}

static struct shown show(const struct panel *panel, size_t index)
{
	const struct adjudication *adjudication = panel->adjudication;
	const struct annotation *version = panel->versions[index];
	struct shown shown = {.count = 0};
	bool kept = version && adjudication_keeps(panel->session, version);
	add(&shown,
		arena_format(panel->frame, "%zu %s%s", index + 1, adjudication->names[index],
			kept ? " ✓" : ""),
		adjudication->roles[index], 1);
	if (!version) {
		add(&shown, STR("did not mark it"), ROLE_DIM, 1);
		return shown;
	}
	struct str words = words_of(version);
	add(&shown, words, ROLE_QUOTE, item_lines(words, panel->columns, WORD_LINES));
	add(&shown, tags_of(panel, version), session_role(panel->session, version), 1);
	for (unsigned d = 0; d < PAIR_DIFFERENCES; d++)
		if (d != PAIR_SPAN && d != PAIR_TAGS && differ(panel, (enum pair_difference)d))
			add_difference(&shown, panel, version, (enum pair_difference)d);
	return shown;
}

/* How many stand beside one another. */
static unsigned abreast(const struct adjudication *adjudication, unsigned columns)
{
	unsigned count = (unsigned)adjudication->annotators;
	while (count > 1 && (columns - 1) / count < LEAST_COLUMNS)
		count--;
	return count;
}

static struct panel panel_of(const struct adjudication *adjudication,
	const struct session *session, unsigned columns, struct arena *frame)
{
	struct panel panel = {
		adjudication, session, adjudication_versions(adjudication), frame, 0};
	unsigned each = (columns - 1) / abreast(adjudication, columns);
	panel.columns = each > 3 ? each - 3 : 1;
	return panel;
}

unsigned adjudication_rows(const struct adjudication *adjudication,
	const struct session *session, unsigned columns, unsigned screen_rows,
	struct arena *frame)
{
	if (!adjudication->open || columns < 2)
		return 0;
	struct panel panel = panel_of(adjudication, session, columns, frame);
	unsigned rows = 1, tallest = 0, across = abreast(adjudication, columns);
	for (size_t i = 0; panel.versions && i < adjudication->annotators; i++) {
		unsigned lines = show(&panel, i).lines;
		tallest = lines > tallest ? lines : tallest;
		if ((i + 1) % across == 0 || i + 1 == adjudication->annotators) {
			rows += tallest;
			tallest = 0;
		}
	}
	unsigned most = screen_rows * 3 / 5;
	rows = rows < LEAST_ROWS ? LEAST_ROWS : rows;
	return rows < most ? rows : most;
}

/* ---- drawing -------------------------------------------------------------------------------
 */

/* In what they differ: "tags, note", or who did not mark it. */
static struct str describe(const struct panel *panel)
{
	struct str text = STR("");
	size_t missing = 0;
	for (unsigned d = 0; d < PAIR_DIFFERENCES; d++)
		if (differ(panel, (enum pair_difference)d))
			text = arena_format(panel->frame, "%.*s%s%s", STR_ARG(text),
				text.len ? ", " : "",
				pair_difference_name((enum pair_difference)d));
	for (size_t i = 0; i < panel->adjudication->annotators; i++)
		if (!panel->versions[i])
			text = arena_format(panel->frame, "%.*s%s%s", STR_ARG(text),
				missing++  ? ", "
				: text.len ? " · not marked by "
					   : "not marked by ",
				panel->adjudication->names[i]);
	return text;
}

/* What was decided of the current difference. */
static const char *decision(const struct panel *panel)
{
	const struct adjudication *adjudication = panel->adjudication;
	if (!adjudication_is_decided(adjudication, panel->session, adjudication->current))
		return "";
	for (size_t i = 0; i < adjudication->annotators; i++)
		if (panel->versions[i] &&
			adjudication_keeps(panel->session, panel->versions[i]))
			return " · decided";
	return " · decided: none";
}

static struct str progress(const struct panel *panel)
{
	const struct adjudication *adjudication = panel->adjudication;
	size_t agreed = adjudication_agreed(adjudication, panel->session);
	struct str text = arena_format(panel->frame, "%zu decided",
		adjudication_decided(adjudication, panel->session));
	if (agreed)
		text = arena_format(
			panel->frame, "%.*s · %zu agreed: a takes them", STR_ARG(text), agreed);
	return text;
}

static void draw_title(const struct panel *panel, struct area area, struct grid *grid)
{
	const struct adjudication *adjudication = panel->adjudication;
	struct str right = progress(panel), left = STR("no difference");
	if (adjudication->count)
		left = arena_format(panel->frame, "difference %zu of %zu%s · %.*s",
			adjudication->current + 1, adjudication->count, decision(panel),
			STR_ARG(describe(panel)));
	unsigned width = (unsigned)grapheme_text_width(right);
	unsigned room = area.columns > width + 8 ? area.columns - width - 8 : 0;
	if (grapheme_text_width(left) > room)
		width = 0;
	for (unsigned c = 0; c < area.columns; c++)
		grid_put(grid, area.row, area.column + c, 1, STR("─"), ROLE_BORDER);
	left = arena_format(panel->frame, " %.*s ", STR_ARG(left));
	grid_put(grid, area.row, area.column + 2, area.columns - 4, left, ROLE_GROUP);
	if (width)
		grid_put(grid, area.row, area.column + area.columns - 4 - width, width + 2,
			arena_format(panel->frame, " %.*s ", STR_ARG(right)), ROLE_COUNT);
}

static void draw_version(
	const struct panel *panel, size_t index, struct area area, struct grid *grid)
{
	struct shown shown = show(panel, index);
	struct item_place place = {.grid = grid,
		.frame = panel->frame,
		.row = area.row,
		.column = area.column,
		.columns = area.columns,
		.rows = area.rows};
	unsigned line = 0;
	for (size_t i = 0; i < shown.count && line < area.rows; i++) {
		unsigned indent = i ? 2 : 0;
		item_put_words(&place, line, shown.parts[i].lines, indent, shown.parts[i].text,
			shown.parts[i].role);
		line += shown.parts[i].lines;
	}
}

void adjudication_draw(const struct adjudication *adjudication, const struct session *session,
	struct area area, struct grid *grid, struct arena *frame)
{
	struct panel panel = panel_of(adjudication, session, area.columns, frame);
	unsigned across = abreast(adjudication, area.columns), row = 1, tallest = 0;
	unsigned each = (area.columns - 1) / across;
	grid_fill(grid, area.row, area.column, area.rows, area.columns, ROLE_PICKER);
	draw_title(&panel, area, grid);
	for (size_t i = 0; panel.versions && i < adjudication->annotators; i++) {
		unsigned column = area.column + 1 + (unsigned)(i % across) * each;
		if (row < area.rows)
			draw_version(&panel, i,
				(struct area){
					area.row + row, column, area.rows - row, each - 1},
				grid);
		unsigned lines = show(&panel, i).lines;
		tallest = lines > tallest ? lines : tallest;
		if ((i + 1) % across == 0) {
			row += tallest;
			tallest = 0;
		}
	}
}
