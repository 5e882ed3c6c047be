/* Three sidecars, cut from any bytes at NUL bytes, merged both ways: nothing that is in one of
 * them and not deleted in the other is missing, and the outcome can be written and read. */
#include "attache/annotate/merge.h"
#include "attache/annotate/sidecar.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static struct annotations *cut(struct str *rest, const struct document *document)
{
	struct annotations *set = NULL;
	struct error err = {0};
	struct str piece = {0};
	str_split(rest, '\0', &piece);
	return sidecar_parse(piece, document, &set, &err) ? set : annotations_new();
}

static void expect_kept(const struct annotations *base, const struct annotations *side,
	const struct annotations *other, const struct annotations *merged)
{
	for (size_t i = 0; i < annotations_count(side); i++) {
		const struct annotation *item = annotations_at(side, i);
		const struct annotation *was = annotations_find(base, item->id);
		bool deleted = was && annotation_equal(was, item) &&
			       !annotations_find(other, item->id);
		assert(!deleted == (annotations_find(merged, item->id) != NULL));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *document;
	struct error err = {0};
	struct str rest = {(const char *)data, size};
	size_t conflicts, back;
	if (size > 20000 ||
		!document_build(STR("a.txt"), STR("Talks resume in Seoul\n"), &document, &err))
		return 0;
	struct annotations *base = cut(&rest, document), *ours = cut(&rest, document);
	struct annotations *theirs = cut(&rest, document), *again = NULL;
	struct annotations *merged = annotations_merge(base, ours, theirs, &conflicts);
	struct annotations *other = annotations_merge(base, theirs, ours, &back);
	expect_kept(base, ours, theirs, merged);
	expect_kept(base, theirs, ours, merged);
	assert(conflicts == back && annotations_count(merged) == annotations_count(other));
	struct buffer text = {0};
	assert(sidecar_write(&text, STR(""), document, merged, &err));
	assert(sidecar_parse(buffer_str(&text), document, &again, &err));
	assert(annotations_count(again) == annotations_count(merged));
	buffer_free(&text);
	annotations_free(again);
	annotations_free(other);
	annotations_free(merged);
	annotations_free(theirs);
	annotations_free(ours);
	annotations_free(base);
	document_free(document);
	return 0;
}
