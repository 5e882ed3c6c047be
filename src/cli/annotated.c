#include "annotated.h"

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
