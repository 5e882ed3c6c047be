/* The lines above and below the article: title, status, hints. */
#include "app_state.h"

#include "attache/base/grapheme.h"

#define MESSAGE_COLUMNS 24 /* what stands at the right leaves as many to the left */

static unsigned width_of(struct str text)
{
	return (unsigned)grapheme_text_width(text);
}

/* Put `right` at the right end of a row and `left` into what is left of it. */
static void draw_row(struct grid *grid, unsigned row, unsigned columns, struct str left,
	struct str right, enum role role)
{
	unsigned width = width_of(right);
	grid_fill(grid, row, 0, 1, columns, role);
	if (width + MESSAGE_COLUMNS >= columns)
		width = 0;
	grid_put_field(grid, row, 1, columns - 1 - (width ? width + 2 : 0), left, role);
	if (width)
		grid_put(grid, row, columns - 1 - width, width, right, role);
}

/* ---- title ---------------------------------------------------------------------------------
 */

static struct str long_date(struct arena *frame, struct str iso)
{
	static const char *const months[] = {"January", "February", "March", "April", "May",
		"June", "July", "August", "September", "October", "November", "December"};
	size_t month, day;
	if (iso.len != 10 || !str_to_size(str_slice(iso, (struct range){5, 7}), &month) ||
		!str_to_size(str_slice(iso, (struct range){8, 10}), &day) || month < 1 ||
		month > 12)
		return iso;
	return arena_format(frame, "%zu %s %.*s", day, months[month - 1], 4, iso.s);
}

static void draw_title(struct app *app, struct grid *grid)
{
	const struct document *document = app->session->document;
	const struct metadata *metadata = &document->metadata;
	bool title_is_seen = range_length(metadata->title_range) &&
			     reader_shows(&app->reader, metadata->title_range.start);
	struct str left = metadata->title.len && !title_is_seen ? metadata->title
								: file_basename(document->path);
	/* Of two articles each has its name above it. */
	if (app->other.session && app->screen.mode != SCREEN_NARROW && metadata->title.len)
		left = metadata->title;
	struct str outlet = metadata->outlet,
		   date = long_date(app->frame, session_date(app->session));
	if (outlet.len || date.len)
		left = arena_format(app->frame, "%.*s — %.*s%s%.*s", STR_ARG(left),
			STR_ARG(outlet), outlet.len && date.len ? ", " : "", STR_ARG(date));
	struct str right = STR("");
	if (app->path_count > 1)
		right = arena_format(app->frame, "%zu/%zu  ", app->path + 1, app->path_count);
	right = arena_format(
		app->frame, "%.*s%3u%%", STR_ARG(right), reader_percent(&app->reader));
	draw_row(grid, 0, app->columns, left, right, ROLE_TITLE_BAR);
	unsigned width = width_of(left), room = app->columns - 3 - width_of(right);
	grid_link(grid, 0, 1, width < room ? width : room, metadata->url);
}

/* ---- status --------------------------------------------------------------------------------
 */

static struct str describe_quote(struct app *app, size_t index)
{
	const struct session *session = app->session;
	const struct utterance *utterance = &session->utterances.items[index];
	const struct quote *quote = &session->extraction->quotes[utterance->first];
	const struct annotation *annotation = app_annotation(app);
	struct str speaker = quote->speaker_name.len ? quote->speaker_name
						     : STR("unattributed");
	if (annotation && annotation->speaker)
		speaker = str_from(annotation->speaker);
	struct str number = utterance->number
				    ? arena_format(app->frame, "quote %u/%u", utterance->number,
					      session->utterances.visited)
				    : arena_format(app->frame, "%s quote",
					      quote_kind_name(utterance->kind));
	return arena_format(app->frame, "%.*s · %.*s", STR_ARG(number), STR_ARG(speaker));
}

static struct str describe_mention(struct app *app, size_t index)
{
	const struct extraction *extraction = app->session->extraction;
	const struct mention *mention = &extraction->mentions[index];
	const struct entity *entity = &extraction->entities[mention->entity];
	struct str text = entity->canonical;
	if (entity->role.len)
		text = arena_format(
			app->frame, "%.*s, %.*s", STR_ARG(text), STR_ARG(entity->role));
	if (entity->country.len)
		text = arena_format(
			app->frame, "%.*s (%.*s)", STR_ARG(text), STR_ARG(entity->country));
	if (mention->metonym)
		text = arena_format(app->frame, "%.*s, for its government", STR_ARG(text));
	return text;
}

static struct str describe_object(struct app *app)
{
	const struct object *current = &app->reader.current;
	const struct document *document = app->session->document;
	switch (current->kind) {
	case OBJECT_NONE:
		return STR("empty");
	case OBJECT_QUOTE:
		return describe_quote(app, current->index);
	case OBJECT_MENTION:
		return describe_mention(app, current->index);
	case OBJECT_HIT:
		return arena_format(app->frame, "%s %zu/%zu%s", app->reader.hits.label,
			current->index + 1, hits_count(&app->reader.hits),
			hits_has_work(&app->reader.hits) ? "+" : "");
	case OBJECT_SELECTION:
		return arena_format(app->frame, "selection of %zu characters",
			utf8_count(str_slice(document->text, current->range)));
	case OBJECT_ANNOTATION:
		return STR("annotation");
	case OBJECT_SENTENCE:
		break;
	}
	size_t block = document_block_at(document, current->range.start);
	unsigned paragraph = document->blocks[block].paragraph;
	if (!paragraph)
		return str_from(block_kind_name(document->blocks[block].kind));
	return arena_format(
		app->frame, "paragraph %u/%u", paragraph, document->paragraph_count);
}

static struct str describe_annotation(struct app *app)
{
	const struct annotation *annotation = app_annotation(app);
	struct str text = STR("");
	if (!annotation)
		return app->reader.current.kind == OBJECT_QUOTE ? STR(" · not tagged") : text;
	if (annotation->status != ANNOTATION_OK)
		text = arena_format(
			app->frame, " · %s", annotation_status_name(annotation->status));
	for (size_t i = 0; i < annotation->tag_count; i++)
		text = arena_format(app->frame, "%.*s%s%s", STR_ARG(text), i ? ", " : " · ",
			annotation->tags[i]);
	const struct codebook *codebook = app->session->codebook;
	size_t missing = codebook_missing(codebook, annotation, 0);
	if (missing != CODEBOOK_NONE)
		text = arena_format(app->frame, "%.*s · needs a tag of %.*s", STR_ARG(text),
			STR_ARG(codebook->families[missing].label));
	if (annotation->note)
		text = arena_format(app->frame, "%.*s · noted", STR_ARG(text));
	return text;
}

/* What others make of the current object, "ben: threat, warning". */
static struct str describe_others(struct app *app)
{
	const struct others *others = &app->session->others;
	struct str text = STR("");
	for (size_t i = 0; i < others->count; i++) {
		const struct other *other = &others->items[i];
		const struct annotation *annotation = others_on(
			other, app->reader.current.range);
		if (!annotation)
			continue;
		text = arena_format(app->frame, "%.*s · %s:", STR_ARG(text), other->name);
		for (size_t t = 0; t < annotation->tag_count; t++)
			text = arena_format(app->frame, "%.*s%s %s", STR_ARG(text),
				t ? "," : "", annotation->tags[t]);
		if (!annotation->tag_count)
			text = arena_format(app->frame, "%.*s no tag", STR_ARG(text));
		if (annotation->note)
			text = arena_format(app->frame, "%.*s, noted", STR_ARG(text));
	}
	return text;
}

static size_t diagnostics_count(const struct app *app)
{
	struct help_source sources[APP_DIAGNOSTICS];
	size_t count = 0;
	app_diagnostics(app, sources);
	for (size_t i = 0; i < APP_DIAGNOSTICS; i++)
		count += sources[i].diagnostics ? sources[i].diagnostics->count : 0;
	return count;
}

/* What is on disk: the one thing that must never be claimed wrongly. */
static struct str saved_state(const struct app *app)
{
	const struct session *session = app->session;
	if (session->pending)
		return STR("saving");
	if (session->unsaved)
		return STR("NOT SAVED");
	if (session->no_sidecar.code)
		return STR("read only");
	if (!session->sidecar)
		return STR("reading …");
	if (session_saves_to_recovery(session))
		return STR("saved to recovery file");
	if (sidecar_is_elsewhere(session->sidecar))
		return STR("saved elsewhere");
	return session->owns ? STR("saved, own file") : STR("saved");
}

/* While an orphan waits for its place. */
static struct str describe_taken_up(struct app *app)
{
	const struct annotation *orphan = app_taken_up(app);
	struct str words = str_from(orphan->exact ? orphan->exact : orphan->note);
	struct str keys = app->reader.current.kind == OBJECT_SELECTION
				  ? STR(" · Enter attaches it to the selection, Esc unselects")
				  : STR(" · Enter attaches it here, v selects, Esc leaves it");
	size_t room = app->columns > width_of(keys) + 6 ? app->columns - width_of(keys) - 6 : 0;
	size_t end = grapheme_fit(words, room);
	return arena_format(app->frame, "“%.*s%s”%.*s", (int)end, words.s,
		end < words.len ? "…" : "", STR_ARG(keys));
}

static struct str describe_state(struct app *app)
{
	struct session *session = app->session;
	struct str text = STR(""), state = saved_state(app);
	size_t odd = diagnostics_count(app);
	if (app->screen.mode == SCREEN_NARROW)
		return state;
	if (session->document->encoding != ENCODING_UTF8)
		text = arena_format(
			app->frame, "%s · ", source_encoding_name(session->document->encoding));
	if (odd)
		text = arena_format(app->frame, "%.*s%zu odd · ", STR_ARG(text), odd);
	const struct progress *progress = session_progress(session);
	if (progress->quotes)
		text = arena_format(app->frame, "%.*s%zu of %zu reviewed · ", STR_ARG(text),
			progress->reviewed, progress->quotes);
	if (progress->to_check)
		text = arena_format(
			app->frame, "%.*s%zu to check · ", STR_ARG(text), progress->to_check);
	if (progress->orphans)
		text = arena_format(app->frame, "%.*s%zu orphan%s · ", STR_ARG(text),
			progress->orphans, progress->orphans == 1 ? "" : "s");
	return arena_format(app->frame, "%.*s%.*s", STR_ARG(text), STR_ARG(state));
}

/* A message too long for its row goes on in the row of the hints. Returns what stays. */
static struct str draw_rest(
	const struct app *app, struct grid *grid, struct str message, enum role role)
{
	size_t end = grapheme_fit(message, app->columns - 2), blank = end;
	if (end == message.len || !app->screen.hint_row)
		return message;
	while (blank > 0 && message.s[blank] != ' ')
		blank--;
	end = blank ? blank : end;
	struct str rest = str_trim(str_slice(message, (struct range){end, message.len}));
	draw_row(grid, app->screen.hint_row, app->columns, rest, STR(""), role);
	return str_slice(message, (struct range){0, end});
}

static void draw_status(struct app *app, struct grid *grid)
{
	struct str right = describe_state(app);
	struct str count = app->count ? arena_format(app->frame, "%u", app->count) : STR("");
	if (count.len)
		right = arena_format(app->frame, "%.*s · %.*s", STR_ARG(count), STR_ARG(right));
	struct str object = describe_object(app), annotation = describe_annotation(app);
	struct str others = describe_others(app);
	struct str left = arena_format(app->frame, "%.*s%.*s%.*s", STR_ARG(object),
		STR_ARG(annotation), STR_ARG(others));
	enum role role = app->session->unsaved ? ROLE_ERROR : ROLE_STATUS;
	if (app_taken_up(app)) {
		left = describe_taken_up(app);
		right = app->session->unsaved ? right : STR("");
	}
	struct str message = buffer_str(&app->message);
	/* A message is to be read whole: what stands at the right makes room for it, unless it
	 * is the alarm. */
	if (message.len && width_of(message) + width_of(right) + 4 > app->columns)
		right = app->session->unsaved ? saved_state(app) : STR("");
	if (message.len) {
		role = app->message_is_error ? ROLE_ERROR : ROLE_MESSAGE;
		struct str first = draw_rest(app, grid, message, role);
		bool whole = first.len == message.len;
		left = app->message_is_error || !whole
			       ? first
			       : arena_format(app->frame, "%.*s  ·  %.*s", STR_ARG(message),
					 STR_ARG(left));
	}
	draw_row(grid, app->screen.status_row, app->columns, left, right, role);
}

/* ---- hints ---------------------------------------------------------------------------------
 */

static const char *first_key(
	const struct app *app, const struct command *command, enum context context)
{
	struct buffer keys = {0};
	keymap_keys_of(app->keymap, str_from(command->name), context, &keys);
	struct str rest = buffer_str(&keys), key;
	const char *name = NULL;
	if (str_split(&rest, ' ', &key))
		name = arena_cstr(app->frame, key);
	buffer_free(&keys);
	return name;
}

struct hint {
	struct str key, text;
	unsigned width;
};

/* False when the command has no hint or no key here. */
static bool hint_of(const struct app *app, const struct command *command, struct hint *hint)
{
	enum context context = app_context(app);
	if (!command->hint || !(command->contexts & context))
		return false;
	const char *key = first_key(app, command, context);
	if (!key)
		return false;
	*hint = (struct hint){.key = str_from(key), .text = str_from(command->hint)};
	hint->width = width_of(hint->key) + 1 + width_of(hint->text);
	return true;
}

static unsigned put_hint(
	const struct app *app, struct grid *grid, unsigned column, const struct hint *hint)
{
	unsigned row = app->screen.hint_row;
	column += grid_put(grid, row, column, hint->width, hint->key, ROLE_HINT_KEY) + 1;
	return column + grid_put(grid, row, column, hint->width, hint->text, ROLE_HINT) + 2;
}

/* As many as there is room for; the last of them leads to all others. */
static void draw_hints(struct app *app, struct grid *grid)
{
	const struct command *help = command_find(STR("help"));
	struct hint hint, last = {.width = 0};
	bool has_last = hint_of(app, help, &last);
	unsigned column = 1, end = app->columns - (has_last ? last.width + 2 : 0);
	for (size_t i = 0; i < command_count; i++) {
		if (&command_table[i] == help || !hint_of(app, &command_table[i], &hint))
			continue;
		if (column + hint.width >= end)
			break;
		column = put_hint(app, grid, column, &hint);
	}
	if (has_last)
		put_hint(app, grid, column, &last);
}

void app_draw_bars(struct app *app, struct grid *grid)
{
	draw_title(app, grid);
	for (unsigned c = 0; app->screen.border_row && c < app->columns; c++)
		grid_put(grid, app->screen.border_row, c, 1, STR("─"), ROLE_BORDER);
	/* The picker has hints of its own. */
	if (app->screen.hint_row && !app->picker.open)
		draw_hints(app, grid);
	draw_status(app, grid);
}
