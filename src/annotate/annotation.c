#include "attache/annotate/annotation.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[ANNOTATION_KINDS] = {"quote", "mention", "span", "article"};
static const char *const status_names[ANNOTATION_STATUSES] = {
	"ok", "moved", "orphaned", "suggested", "rejected"};

const char *annotation_kind_name(enum annotation_kind kind)
{
	return kind_names[kind];
}

const char *annotation_status_name(enum annotation_status status)
{
	return status_names[status];
}

bool annotation_kind_from(struct str name, enum annotation_kind *kind)
{
	for (size_t i = 0; i < ANNOTATION_KINDS; i++) {
		if (str_equal(name, str_from(kind_names[i]))) {
			*kind = (enum annotation_kind)i;
			return true;
		}
	}
	return false;
}

bool annotation_status_from(struct str name, enum annotation_status *status)
{
	for (size_t i = 0; i < ANNOTATION_STATUSES; i++) {
		if (str_equal(name, str_from(status_names[i]))) {
			*status = (enum annotation_status)i;
			return true;
		}
	}
	return false;
}

struct annotation *annotation_new(void)
{
	struct annotation *annotation = memory_zeroed(1, sizeof *annotation);
	annotation->stance = STANCE_NONE;
	return annotation;
}

static char *copy_text(const char *text)
{
	return text ? memory_string(text, strlen(text)) : NULL;
}

/* The text fields, for what is done with all of them alike. */
static const size_t texts[] = {offsetof(struct annotation, exact),
	offsetof(struct annotation, prefix), offsetof(struct annotation, suffix),
	offsetof(struct annotation, speaker), offsetof(struct annotation, source),
	offsetof(struct annotation, target), offsetof(struct annotation, note),
	offsetof(struct annotation, by), offsetof(struct annotation, conflict_of),
	offsetof(struct annotation, adjudicated_by), offsetof(struct annotation, unknown)};
#define TEXTS (sizeof texts / sizeof *texts)

static char **text_at(struct annotation *annotation, size_t i)
{
	return (char **)(void *)((char *)annotation + texts[i]);
}

static const char *text_of(const struct annotation *annotation, size_t i)
{
	return *(const char *const *)(const void *)((const char *)annotation + texts[i]);
}

struct annotation *annotation_copy(const struct annotation *from)
{
	struct annotation *copy = memory_zeroed(1, sizeof *copy);
	*copy = *from;
	for (size_t i = 0; i < TEXTS; i++)
		*text_at(copy, i) = copy_text(text_of(from, i));
	copy->tags = from->tag_count ? memory_zeroed(from->tag_count, sizeof *copy->tags)
				     : NULL;
	for (size_t i = 0; i < from->tag_count; i++)
		copy->tags[i] = copy_text(from->tags[i]);
	return copy;
}

void annotation_free(struct annotation *annotation)
{
	if (!annotation)
		return;
	for (size_t i = 0; i < TEXTS; i++)
		free(*text_at(annotation, i));
	for (size_t i = 0; i < annotation->tag_count; i++)
		free(annotation->tags[i]);
	free(annotation->tags);
	free(annotation);
}

bool annotation_equal(const struct annotation *a, const struct annotation *b)
{
	bool equal = strcmp(a->id, b->id) == 0 && a->kind == b->kind &&
		     a->status == b->status && a->range.start == b->range.start &&
		     a->range.end == b->range.end && a->stance == b->stance &&
		     a->created == b->created && a->modified == b->modified &&
		     a->tag_count == b->tag_count;
	for (size_t i = 0; equal && i < TEXTS; i++)
		equal = str_equal(str_from(text_of(a, i)), str_from(text_of(b, i)));
	for (size_t i = 0; equal && i < a->tag_count; i++)
		equal = strcmp(a->tags[i], b->tags[i]) == 0;
	return equal;
}

void annotation_set(char **field, struct str value)
{
	free(*field);
	*field = value.len ? memory_string(value.s, value.len) : NULL;
}

static size_t tag_index(const struct annotation *annotation, const char *tag)
{
	size_t i = 0;
	while (i < annotation->tag_count && strcmp(annotation->tags[i], tag) != 0)
		i++;
	return i;
}

bool annotation_has_place(const struct annotation *annotation)
{
	return annotation->kind != ANNOTATION_ARTICLE &&
	       annotation->status != ANNOTATION_ORPHANED;
}

bool annotation_has_tag(const struct annotation *annotation, const char *tag)
{
	return tag_index(annotation, tag) < annotation->tag_count;
}

void annotation_toggle_tag(struct annotation *annotation, const char *tag)
{
	size_t i = tag_index(annotation, tag);
	if (i == annotation->tag_count) {
		annotation->tags = memory_resize(
			annotation->tags, annotation->tag_count + 1, sizeof *annotation->tags);
		annotation->tags[annotation->tag_count++] = copy_text(tag);
		return;
	}
	free(annotation->tags[i]);
	annotation->tag_count--;
	memmove(annotation->tags + i, annotation->tags + i + 1,
		(annotation->tag_count - i) * sizeof *annotation->tags);
}
