#include "annotated.h"

#include "attache/base/memory.h"
#include "cli.h"

#include <stdlib.h>
#include <string.h>

bool annotated_open(struct annotated *annotated, const char *path, struct error *err)
{
	*annotated = (struct annotated){0};
	if (document_load(path, &annotated->document, err) &&
		sidecar_open(
			annotated->document, &annotated->sidecar, &annotated->annotations, err))
		return true;
	annotated_close(annotated);
	return false;
}

void annotated_close(struct annotated *annotated)
{
	extraction_free(annotated->extraction);
	annotations_free(annotated->annotations);
	sidecar_free(annotated->sidecar);
	document_free(annotated->document);
	*annotated = (struct annotated){0};
}

bool annotated_is_sound(const struct annotated *annotated, struct error *err)
{
	const struct diagnostics *found = sidecar_diagnostics(annotated->sidecar);
	for (size_t i = 0; i < found->count; i++)
		if (found->items[i].severity == SEVERITY_ERROR)
			return error_set_at(err, ERR_PARSE, found->items[i].line,
				found->items[i].column, "%.*s",
				STR_ARG(found->items[i].message));
	return true;
}

/* ---- several sidecars -----------------------------------------------------------------------
 */

static void add_copy(struct annotations *to, const struct annotation *from, const char *owner)
{
	struct change inverse, change = {.after = annotation_copy(from)};
	if (owner && !change.after->by)
		annotation_set(&change.after->by, str_from(owner));
	if (annotations_apply(to, change, &inverse))
		change_free(inverse);
	else
		change_free(change);
}

/* What counts of the shared sidecar. */
static void add_shared(struct annotations *to, const struct annotations *shared, const char *by)
{
	bool all = !by || str_is_among(str_from(by), ',', STR("shared"));
	for (size_t i = 0; i < annotations_count(shared); i++) {
		const struct annotation *annotation = annotations_at(shared, i);
		if (all || str_is_among(str_from(by), ',', str_from(annotation->by)))
			add_copy(to, annotation, NULL);
	}
}

static int add_own(struct annotations *to, const struct sidecars_file *file,
	const struct document *document)
{
	struct error err;
	struct annotations *set;
	if (!sidecars_read(file->path, document, &set, NULL, &err))
		return cli_fail(&err);
	for (size_t i = 0; i < annotations_count(set); i++)
		add_copy(to, annotations_at(set, i), file->annotator);
	annotations_free(set);
	return 0;
}

int annotated_gather(
	struct annotated *annotated, struct sidecars_folder *folder, const char *by)
{
	struct sidecars found;
	sidecars_find_in(annotated->document, folder, &found);
	size_t first = found.count && !found.items[0].annotator;
	int status = 0;
	if (by || found.count > first) {
		struct annotations *all = annotations_new();
		if (!by)
			add_shared(all, annotated->annotations, by);
		for (size_t i = first; i < found.count; i++) {
			if (by && !str_is_among(str_from(by), ',',
					  str_from(found.items[i].annotator)))
				continue;
			int wrong = add_own(all, &found.items[i], annotated->document);
			status = wrong ? wrong : status;
		}
		if (by)
			add_shared(all, annotated->annotations, by);
		annotations_free(annotated->annotations);
		annotated->annotations = all;
	}
	sidecars_free(&found);
	return status;
}

/* ---- what is found in the article -----------------------------------------------------------
 */

static bool has_speaker(const struct annotations *set)
{
	for (size_t i = 0; i < annotations_count(set); i++)
		if (annotations_at(set, i)->speaker)
			return true;
	return false;
}

void annotated_search(struct annotated *annotated, const struct lexicon *lexicon)
{
	if (!annotated->extraction && has_speaker(annotated->annotations))
		annotated->extraction = extraction_run(annotated->document, lexicon);
}

static struct str country_of(const void *context, struct str speaker)
{
	const struct annotated *annotated = context;
	return annotated->extraction ? extraction_country_of(annotated->extraction, speaker)
				     : STR("");
}

struct export_article annotated_article(const struct annotated *annotated)
{
	return (struct export_article){.document = annotated->document,
		.annotations = annotated->annotations,
		.date = sidecar_date(annotated->sidecar),
		.speaker_country = country_of,
		.context = annotated};
}
