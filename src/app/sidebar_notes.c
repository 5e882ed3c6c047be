/* The Notes tab: every annotation, what needs a look in sections of its own. */
#include "sidebar_items.h"

#define NOTE_LINES 3

static const struct section {
	const char *label;
	unsigned statuses; /* bits of enum annotation_status */
} sections[] = {
	{"Orphans: Enter attaches", 1u << ANNOTATION_ORPHANED},
	{"Moved: a accepts, r rejects", 1u << ANNOTATION_MOVED},
	{"Suggestions", 1u << ANNOTATION_SUGGESTED},
	{"Annotations", 1u << ANNOTATION_OK},
	{"Rejected", 1u << ANNOTATION_REJECTED},
};

static bool matches(const struct item_list *list, const struct annotation *annotation)
{
	if (list->filter.len == 0 || item_matches(list, str_from(annotation->exact)) ||
		item_matches(list, str_from(annotation->note)) ||
		item_matches(list, str_from(annotation->speaker)))
		return true;
	for (size_t i = 0; i < annotation->tag_count; i++)
		if (item_matches(list, str_from(annotation->tags[i])))
			return true;
	return false;
}

static unsigned height_of(const struct annotation *annotation, unsigned columns)
{
	unsigned height = 1, room = columns > 2 ? columns - 2 : 1;
	if (annotation->exact)
		height += item_lines(str_from(annotation->exact), room, 2);
	if (annotation->note)
		height += item_lines(str_from(annotation->note), room, NOTE_LINES);
	return height;
}

const struct annotations *item_set(const struct session *session, const struct item *item)
{
	return item->other ? session->others.items[item->other - 1].set : session->annotations;
}

/* A section of one set: its annotations with these statuses. */
static void add_section(struct item_list *list, const struct session *session, size_t other,
	const struct section *section, unsigned columns)
{
	struct item group = {
		.kind = ITEM_GROUP, .height = 1, .label = section->label, .other = other};
	const struct annotations *set = item_set(session, &group);
	size_t head = list->count;
	item_add(list, group);
	for (size_t i = 0; i < annotations_count(set); i++) {
		const struct annotation *annotation = annotations_at(set, i);
		if (section->statuses & 1u << annotation->status && matches(list, annotation))
			item_add(list, (struct item){.kind = ITEM_NOTE,
					       .height = height_of(annotation, columns),
					       .index = i,
					       .other = other});
	}
	list->items[head].index = list->count - head - 1;
	if (list->count == head + 1)
		list->count = head;
}

void items_of_notes(struct item_list *list, const struct session *session, unsigned columns)
{
	const struct others *others = &session->others;
	list->total = annotations_count(session->annotations);
	for (size_t s = 0; s < sizeof sections / sizeof *sections; s++)
		add_section(list, session, 0, &sections[s], columns);
	for (size_t i = 0; i < others->count; i++) {
		struct section section = {others->items[i].label, ~0u};
		list->total += annotations_count(others->items[i].set);
		add_section(list, session, i + 1, &section, columns);
	}
}

static struct str title_of(struct arena *frame, const struct annotation *annotation)
{
	struct str text = STR("");
	for (size_t i = 0; i < annotation->tag_count; i++)
		text = arena_format(
			frame, "%.*s%s%s", STR_ARG(text), i ? " " : "", annotation->tags[i]);
	return text.len ? text : str_from(annotation_kind_name(annotation->kind));
}

void item_draw_note(
	const struct item_place *place, const struct session *session, const struct item *item)
{
	const struct annotation *annotation = annotations_at(
		item_set(session, item), item->index);
	enum role role = item->other ? session->others.items[item->other - 1].role
				     : session_role(session, annotation);
	unsigned column = 1 + item_put(place, 0, 1, place->columns,
				      title_of(place->frame, annotation), role);
	if (annotation->speaker)
		item_put(place, 0, column + 2, place->columns, str_from(annotation->speaker),
			ROLE_PERSON);
	unsigned line = 1, room = place->columns > 2 ? place->columns - 2 : 1;
	if (annotation->exact) {
		unsigned lines = item_lines(str_from(annotation->exact), room, 2);
		item_put_words(place, line, lines, 2, str_from(annotation->exact),
			annotation->status == ANNOTATION_ORPHANED ? ROLE_ORPHAN : ROLE_QUOTE);
		line += lines;
	}
	if (annotation->note)
		item_put_words(place, line,
			item_lines(str_from(annotation->note), room, NOTE_LINES), 2,
			str_from(annotation->note), ROLE_TEXT);
}
