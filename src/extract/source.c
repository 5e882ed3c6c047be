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

/* Words that are passed on: "in a statement carried by state media". */
static bool is_passed_on(const struct scene *scene, size_t verb, size_t start)
{
	if (!scene_is(scene, verb,
		    " carried broadcast aired published released issued distributed posted "
		    "reported shared relayed cited obtained seen provided ") ||
		!scene_is(scene, verb + 1, " by "))
		return false;
	for (size_t i = verb; i > start && verb - i < 6; i--)
		if (scene_is(scene, i - 1,
			    " statement remarks comments interview letter video footage "
			    "transcript "
			    "speech message address readout note communique communiqué "
			    "recording "
			    "article audio document memo email speech "))
			return true;
	return false;
}

/* "according to two people briefed on the talks": unnamed speakers, no source. */
static bool is_somebody(const struct scene *scene, size_t from)
{
	for (size_t i = from; i < from + 4; i++)
		if (scene_is(scene, i,
			    " person people officials diplomat diplomats witnesses "
			    "residents "
			    "source sources ") ||
			(scene_is(scene, i, " official ") &&
				scene_name(scene, i + 1) == NAME_NONE))
			return true;
	return false;
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
		else if (is_passed_on(scene, i, words.start))
			found = phrase_from(scene, i + 2, words.end);
		if (range_length(found) && !same_words(scene, found, speaker) &&
			!is_somebody(scene, i + 2))
			return found;
	}
	return (struct range){0, 0};
}

/* “...,” Orlov said, the Tver Herald reported. */
static struct range find_reporter(
	const struct scene *scene, struct span after, const struct party *speaker)
{
	for (size_t i = after.end; i > after.start + 2; i--) {
		if (!scene_is(scene, i - 1, " reported reports ") ||
			!scene_outside(scene, i - 1))
			continue;
		size_t comma = i - 1;
		while (comma > after.start && i - comma < 12 && scene_outside(scene, comma) &&
			!scene_is(scene, comma, " , "))
			comma--;
		struct span words = {comma + 1, i - 1};
		struct range found = scene_range(scene, words);
		bool fits = comma > after.start && scene_is(scene, comma, " , ") &&
			    words.end > words.start && !same_words(scene, found, speaker) &&
			    comma >= speaker->words.end;
		return fits ? found : (struct range){0, 0};
	}
	return (struct range){0, 0};
}

struct range source_find(const struct scene *scene, struct span before, struct span after,
	const struct party *speaker)
{
	struct range found = find_in(scene, after, speaker);
	if (!range_length(found))
		found = find_reporter(scene, after, speaker);
	return range_length(found) ? found : find_in(scene, before, speaker);
}
