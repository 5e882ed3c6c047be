/* What a codebook says about an annotation: which tags exclude one another, what is missing,
 * what a tag may have been meant to be. */
#include "attache/annotate/codebook_build.h"

#include "attache/annotate/annotation.h"
#include "attache/base/memory.h"
#include "attache/base/nearest.h"

#include <stdlib.h>
#include <string.h>

/* Whether `family` is `outer` or within it. */
static bool is_within(const struct codebook *codebook, size_t family, size_t outer)
{
	while (family != CODEBOOK_NONE && family != outer)
		family = codebook->families[family].parent;
	return family == outer;
}

bool codebook_excludes(const struct codebook *codebook, const struct codebook_tag *a,
	const struct codebook_tag *b)
{
	for (size_t family = a->family; a != b && family != CODEBOOK_NONE;
		family = codebook->families[family].parent)
		if (codebook->families[family].single && is_within(codebook, b->family, family))
			return true;
	return false;
}

void codebook_toggle(
	const struct codebook *codebook, struct annotation *annotation, const char *tag)
{
	const struct codebook_tag *row = codebook_find(codebook, str_from(tag));
	if (row && !annotation_has_tag(annotation, tag))
		for (size_t i = annotation->tag_count; i-- > 0;) {
			const struct codebook_tag *other = codebook_find(
				codebook, str_from(annotation->tags[i]));
			if (other && codebook_excludes(codebook, row, other))
				annotation_toggle_tag(annotation, other->id.s);
		}
	annotation_toggle_tag(annotation, tag);
}

static bool has_one_of(
	const struct codebook *codebook, const struct annotation *annotation, size_t family)
{
	for (size_t i = 0; i < annotation->tag_count; i++) {
		const struct codebook_tag *tag = codebook_find(
			codebook, str_from(annotation->tags[i]));
		if (tag && is_within(codebook, tag->family, family))
			return true;
	}
	return false;
}

size_t codebook_missing(
	const struct codebook *codebook, const struct annotation *annotation, size_t from)
{
	bool counts = annotation->status == ANNOTATION_OK ||
		      annotation->status == ANNOTATION_MOVED;
	if (!counts || (annotation->kind != ANNOTATION_QUOTE && !annotation->tag_count))
		return CODEBOOK_NONE;
	for (size_t i = from; i < codebook->family_count; i++)
		if (codebook->families[i].required && !has_one_of(codebook, annotation, i))
			return i;
	return CODEBOOK_NONE;
}

const struct codebook_tag *codebook_formerly(const struct codebook *codebook, struct str id)
{
	for (size_t i = 0; i < codebook->tag_count; i++) {
		const struct codebook_texts *was =
			&codebook->tags[i].item->fields[CODEBOOK_WAS];
		for (size_t w = 0; w < was->count; w++)
			if (str_equal(was->items[w], id))
				return &codebook->tags[i];
	}
	return NULL;
}

const char *codebook_nearest(const struct codebook *codebook, struct str id)
{
	const struct codebook_tag *now = codebook_formerly(codebook, id);
	struct nearest nearest = nearest_to(id);
	for (size_t i = 0; i < codebook->tag_count; i++)
		nearest_offer(&nearest, codebook->tags[i].id.s);
	return now ? now->id.s : nearest.name;
}
