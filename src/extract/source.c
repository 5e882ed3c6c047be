/* Through whom the words came: "according to the Chinese statement", "was quoted by Xinhua as
 * saying", "quoted as saying in a ministry statement". The reporter's own hearing has none. */
#include "speech.h"

/* The noun phrase from `from` on, up to a comma, a full stop or the quotation. */
static struct range phrase_from(const struct scene *scene, size_t from, size_t end)
{
	size_t to = from;
	while (to < end && to - from < 12 && scene_outside(scene, to) &&
		!scene_is(scene, to,
			" , . ; : — ( as on that which who and after before when while ") &&
		(scene_name(scene, to) == NAME_NONE ||
			scene->finder->names[scene_name(scene, to)].mention.type !=
				ENTITY_DATE))
		to++;
	return scene_range(scene, (struct span){from, to});
}

static bool same_words(
	const struct scene *scene, struct range found, const struct party *speaker)
{
	return speaker->words.end > speaker->words.start &&
	       range_overlaps(found, scene_range(scene, speaker->words));
}

static struct range find_in(
	const struct scene *scene, struct span words, const struct party *speaker)
{
	for (size_t i = words.start; i + 2 < words.end; i++) {
		struct range found = {0, 0};
		if (!scene_outside(scene, i))
			continue;
		if (scene_is(scene, i, " according ") && scene_is(scene, i + 1, " to "))
			found = phrase_from(scene, i + 2, words.end);
		else if (scene_is(scene, i, " quoted cited ") && scene_is(scene, i + 1, " by "))
			found = phrase_from(scene, i + 2, words.end);
		else if (scene_is(scene, i, " quoted cited ") &&
			 scene_is(scene, i + 1, " as ") && scene_is(scene, i + 3, " by in "))
			found = phrase_from(scene, i + 4, words.end);
		if (range_length(found) && !same_words(scene, found, speaker))
			return found;
	}
	return (struct range){0, 0};
}

struct range source_find(const struct scene *scene, struct span before, struct span after,
	const struct party *speaker)
{
	struct range found = find_in(scene, after, speaker);
	return range_length(found) ? found : find_in(scene, before, speaker);
}
