/* Three sidecars, cut from any bytes at NUL bytes, merged both ways: nothing that is in one of
 * them and not deleted in the other is missing, and the outcome can be written and read. */
#include "attache/annotate/merge.h"
#include "attache/annotate/sidecar.h"
#include "attache/annotate/sidecar_merge.h"

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

/* The same as texts, without a document: what can be read is merged, into a text that can be
 * read, holds all and, merged with a side again, brings nothing new. */
static void check_texts(struct str bytes)
{
	struct str versions[VERSIONS] = {{"", 0}, {"", 0}, {"", 0}};
	struct annotations *sides[VERSIONS] = {0}, *again = NULL;
	struct buffer out = {0}, settled = {0};
	struct error err;
	enum sidecar_version broken;
	size_t conflicts, more;
	for (size_t i = 0; i < VERSIONS; i++)
		str_split(&bytes, '\0', &versions[i]);
	if (!sidecar_merge(&out, versions, &conflicts, &broken, &err)) {
		assert(broken < VERSIONS && err.line > 0 && out.len == 0);
		return;
	}
	assert(sidecar_parse(buffer_str(&out), NULL, &again, &err));
	for (size_t i = 0; i < VERSIONS; i++)
		assert(sidecar_parse(versions[i], NULL, &sides[i], &err));
	expect_kept(sides[VERSION_BASE], sides[VERSION_OURS], sides[VERSION_THEIRS], again);
	expect_kept(sides[VERSION_BASE], sides[VERSION_THEIRS], sides[VERSION_OURS], again);
	versions[VERSION_BASE] = versions[VERSION_THEIRS];
	versions[VERSION_OURS] = buffer_str(&out);
	assert(sidecar_merge(&settled, versions, &more, &broken, &err));
	assert(more == 0 && str_equal(buffer_str(&settled), buffer_str(&out)));
	for (size_t i = 0; i < VERSIONS; i++)
		annotations_free(sides[i]);
	annotations_free(again);
	buffer_free(&settled);
	buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *document;
	struct error err = {0};
	struct str rest = {(const char *)data, size};
	size_t conflicts, back;
	if (size > 20000)
		return 0;
	check_texts(rest);
	if (!document_build(STR("a.txt"), STR("Talks resume in Seoul\n"), &document, &err))
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
