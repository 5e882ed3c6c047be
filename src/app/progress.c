#include "attache/app/progress.h"

#include "utterance.h"

bool progress_is_open(const struct annotation *annotation)
{
	return annotation->status == ANNOTATION_MOVED ||
	       annotation->status == ANNOTATION_SUGGESTED;
}

void progress_count(const struct utterances *utterances, const struct annotations *set,
	struct progress *progress)
{
	*progress = (struct progress){
		.quotes = utterances->visited, .annotations = annotations_count(set)};
	for (size_t i = 0; i < utterances->count; i++) {
		const struct annotation *on = annotations_on(set, utterances->items[i].range);
		if (utterances->items[i].number && on && !progress_is_open(on))
			progress->reviewed++;
	}
	for (size_t i = 0; i < progress->annotations; i++) {
		const struct annotation *annotation = annotations_at(set, i);
		progress->to_check += progress_is_open(annotation);
		progress->orphans += annotation->status == ANNOTATION_ORPHANED;
	}
}

void progress_of(const struct extraction *extraction, const struct annotations *set,
	struct progress *progress)
{
	struct utterances utterances = {0};
	utterances_make(&utterances, extraction);
	progress_count(&utterances, set, progress);
	utterances_free(&utterances);
}
