/* Any bytes as a sidecar: read or refused with a place; what was read is written over it
 * unchanged and changed, reads back the same, and the text's own lines are kept. */
#include "attache/annotate/sidecar.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static const char article[] =
	"Talks resume\n\nThe minister said “the window is closing” and left, "
	"and nobody would be named.\n";

static struct annotations *read_again(
	const struct buffer *text, const struct document *document)
{
	struct annotations *set = NULL;
	struct error err = {0};
	bool ok = sidecar_parse(buffer_str(text), document, &set, &err);
	assert(ok);
	return set;
}

/* Places beyond the text end with it when they are written. */
static void expect_same(const struct annotations *a, const struct annotations *b)
{
	assert(annotations_count(a) == annotations_count(b));
	for (size_t i = 0; i < annotations_count(a); i++) {
		const struct annotation *x = annotations_at(a, i);
		const struct annotation *y = annotations_find(b, x->id);
		assert(y && annotation_equal(x, y));
	}
}

static void change_first(struct annotations *set)
{
	struct change inverse;
	const struct annotation *held = annotations_at(set, 0);
	struct annotation *after = annotation_copy(held);
	annotation_set(&after->note, STR("changed: \"x\"\n- id: y"));
	annotation_toggle_tag(after, "t");
	bool ok = annotations_apply(
		set, (struct change){annotation_copy(held), after}, &inverse);
	assert(ok);
	change_free(inverse);
}

/* A date is set in whatever style the text has, and taken out again; all else stays. */
static void expect_dates(
	struct str bytes, const struct document *document, struct annotations *set)
{
	static const char *const dates[] = {"2026-03-01", ""};
	struct buffer text = {0};
	struct error err = {0};
	buffer_add(&text, bytes);
	for (size_t i = 0; i < 2; i++) {
		struct buffer next = {0}, settled = {0};
		annotations_set_date(set, dates[i]);
		assert(sidecar_write(&next, buffer_str(&text), document, set, &err));
		struct annotations *again = read_again(&next, document);
		expect_same(set, again);
		assert(sidecar_write(&settled, buffer_str(&next), document, set, &err));
		assert(str_equal(buffer_str(&settled), buffer_str(&next)));
		annotations_free(again);
		buffer_free(&settled);
		buffer_free(&text);
		text = next;
	}
	buffer_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *document;
	struct annotations *set = NULL, *again;
	struct error err = {0};
	struct buffer same = {0}, changed = {0}, settled = {0};
	struct str bytes = {(const char *)data, size};
	if (size > 20000 || !document_build(STR("a.txt"), str_from(article), &document, &err))
		return 0;
	if (!sidecar_parse(bytes, document, &set, &err)) {
		assert(!set && err.line > 0 && err.column > 0 && err.msg[0]);
		document_free(document);
		return 0;
	}
	assert(sidecar_write(&same, bytes, document, set, &err));
	again = read_again(&same, document);
	expect_same(set, again);
	annotations_free(again);
	/* The second writing settles the head; from then on nothing moves. */
	assert(sidecar_write(&settled, buffer_str(&same), document, set, &err));
	assert(settled.len == same.len && memcmp(settled.data, same.data, same.len) == 0);
	if (annotations_count(set)) {
		change_first(set);
		assert(sidecar_write(&changed, bytes, document, set, &err));
		again = read_again(&changed, document);
		expect_same(set, again);
		annotations_free(again);
	}
	expect_dates(bytes, document, set);
	buffer_free(&same);
	buffer_free(&changed);
	buffer_free(&settled);
	annotations_free(set);
	document_free(document);
	return 0;
}
