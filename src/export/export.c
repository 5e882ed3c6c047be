#include "format.h"

const struct export_format *const export_formats[] = {
	&export_markdown, &export_csv, &export_json};

const size_t export_format_count = sizeof export_formats / sizeof *export_formats;

struct export_place export_place_of(
	const struct export_article *article, const struct annotation *annotation)
{
	const struct document *document = article->document;
	if (annotation->kind == ANNOTATION_ARTICLE)
		return (struct export_place){0};
	if (annotation->status == ANNOTATION_ORPHANED)
		return (struct export_place){.positioned = true,
			.start = annotation->saved_start,
			.end = annotation->saved_end,
			.exact = str_from(annotation->exact)};
	size_t block = document_block_at(document, annotation->range.start);
	return (struct export_place){.positioned = true,
		.start = utf8_to_codepoint(document->map, annotation->range.start),
		.end = utf8_to_codepoint(document->map, annotation->range.end),
		.paragraph = block == BLOCK_NONE ? 0 : document->blocks[block].paragraph,
		.exact = str_slice(document->text, annotation->range)};
}

struct str export_country_of(
	const struct export_article *article, const struct annotation *annotation)
{
	if (!annotation->speaker || !article->speaker_country)
		return (struct str){0};
	return article->speaker_country(article->context, str_from(annotation->speaker));
}

struct str export_date_of(const struct export_article *article)
{
	return article->date.len ? article->date : article->document->metadata.date;
}

const struct export_format *export_format_find(struct str name)
{
	for (size_t i = 0; i < export_format_count; i++)
		if (str_equal(str_from(export_formats[i]->name), name))
			return export_formats[i];
	return NULL;
}
