#include "compare.h"

void compare_split(struct area whole, struct area *left, struct area *right)
{
	unsigned half = (whole.columns - 1) / 2;
	*left = (struct area){whole.row + 1, whole.column, whole.rows - 1, half};
	*right = (struct area){
		whole.row + 1, whole.column + whole.columns - half, whole.rows - 1, half};
}

static bool share_a_tag(const struct annotation *a, const struct annotation *b)
{
	for (size_t i = 0; i < a->tag_count; i++)
		if (annotation_has_tag(b, a->tags[i]))
			return true;
	return false;
}

/* The next annotation that shares a tag, round the end of the article if need be. */
static bool find_tag(
	const struct annotation *annotation, struct reader *other, struct object *object)
{
	const struct annotations *set = other->session->annotations;
	size_t count = annotations_count(set);
	size_t first = annotations_from(set, other->current.range.start + 1);
	for (size_t i = 0; i < count; i++) {
		const struct annotation *next = annotations_at(set, (first + i) % count);
		if (next->status == ANNOTATION_ORPHANED || !share_a_tag(annotation, next))
			continue;
		*object = reader_object_on(other, next->range);
		return true;
	}
	return false;
}

/* The same name, long or short, goes before the same country. */
static uint32_t same_entity(const struct entity *entity, const struct extraction *there)
{
	uint32_t by_country = ENTITY_NONE;
	for (uint32_t i = 0; i < there->entity_count; i++) {
		const struct entity *candidate = &there->entities[i];
		if (entity_is_called(candidate, entity->canonical) ||
			entity_is_called(entity, candidate->canonical))
			return i;
		if (by_country == ENTITY_NONE && entity->country.len &&
			entity->type == ENTITY_COUNTRY && candidate->type == ENTITY_COUNTRY &&
			str_equal(candidate->country, entity->country))
			by_country = i;
	}
	return by_country;
}

static bool find_entity(
	const struct entity *entity, struct reader *other, struct object *object)
{
	const struct extraction *there = other->session->extraction;
	uint32_t same = there ? same_entity(entity, there) : ENTITY_NONE;
	if (same == ENTITY_NONE)
		return false;
	const struct entity *found = &there->entities[same];
	size_t chosen = found->mentions[0];
	for (size_t i = found->mention_count; i-- > 0;)
		if (there->mentions[found->mentions[i]].range.start >
			other->current.range.start)
			chosen = found->mentions[i];
	*object = (struct object){OBJECT_MENTION, there->mentions[chosen].range, chosen};
	return true;
}

bool compare_find(struct reader *reader, struct reader *other, struct object *object)
{
	const struct session *session = reader->session;
	const struct annotation *annotation = annotations_on(
		session->annotations, reader->current.range);
	if (annotation && annotation->tag_count && find_tag(annotation, other, object))
		return true;
	uint32_t entity = reader_entity(reader);
	return entity != ENTITY_NONE &&
	       find_entity(&session->extraction->entities[entity], other, object);
}
