#include "adjudication.h"

#include "attache/annotate/pairing.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

void adjudication_close(struct adjudication *adjudication)
{
	for (size_t i = 0; i < adjudication->annotators; i++) {
		free(adjudication->names[i]);
		annotations_free(adjudication->sets[i]);
	}
	free(adjudication->names);
	free(adjudication->roles);
	free(adjudication->sets);
	free(adjudication->differences);
	free(adjudication->decisions);
	units_free(&adjudication->units);
	*adjudication = (struct adjudication){0};
}

/* ---- beginning -----------------------------------------------------------------------------
 */

/* What the program proposed and nobody looked at is no version. */
static struct annotations *copy_of(const struct annotations *set)
{
	struct annotations *out = annotations_new();
	for (size_t i = 0; i < annotations_count(set); i++) {
		struct change inverse,
			change = {.after = annotation_copy(annotations_at(set, i))};
		if (change.after->status == ANNOTATION_SUGGESTED) {
			change_free(change);
			continue;
		}
		annotations_apply(out, change, &inverse);
		change_free(inverse);
	}
	return out;
}

static void take_others(struct adjudication *adjudication, const struct others *others)
{
	size_t count = others->count;
	adjudication->annotators = count;
	adjudication->names = memory_zeroed(count, sizeof *adjudication->names);
	adjudication->roles = memory_zeroed(count, sizeof *adjudication->roles);
	adjudication->sets = memory_zeroed(count, sizeof(struct annotations *));
	for (size_t i = 0; i < count; i++) {
		const struct other *other = &others->items[i];
		adjudication->names[i] = memory_string(other->name, strlen(other->name));
		adjudication->roles[i] = other->role;
		adjudication->sets[i] = copy_of(other->set);
	}
	units_make(&adjudication->units, (const struct annotations *const *)adjudication->sets,
		count);
	adjudication->differences = memory_zeroed(
		adjudication->units.count + 1, sizeof *adjudication->differences);
	for (size_t i = 0; i < adjudication->units.count; i++)
		if (!units_agree(&adjudication->units, i))
			adjudication->differences[adjudication->count++] = i;
}

static bool can_begin(struct session *session, struct error *err)
{
	const struct others *others = &session->others;
	if (!session_is_ready(session, err))
		return false;
	if (session->owns)
		return error_set(err, ERR_USAGE,
			"decisions go to the shared file: :set annotations shared, then :edit");
	if (!session_annotator(session))
		return error_set(err, ERR_USAGE, "decisions need your name: set the option by");
	if (others->count < 2)
		return error_set(err, ERR_NOTFOUND,
			"nothing to decide: %s has a sidecar of their own beside this article",
			others->count ? "only one annotator" : "no annotator");
	return true;
}

bool adjudication_open(
	struct adjudication *adjudication, struct session *session, struct error *err)
{
	if (!can_begin(session, err))
		return false;
	adjudication_close(adjudication);
	take_others(adjudication, &session->others);
	if (!adjudication->count && !adjudication_agreed(adjudication, session)) {
		adjudication_close(adjudication);
		return error_set(err, ERR_NOTFOUND,
			"nothing to decide: the annotators agree, and all is in the shared "
			"file");
	}
	adjudication->open = true;
	if (adjudication->count && adjudication_is_decided(adjudication, session, 0))
		adjudication_next_open(adjudication, session);
	return true;
}

/* ---- what was decided ----------------------------------------------------------------------
 */

const struct annotation *const *adjudication_versions(const struct adjudication *adjudication)
{
	if (!adjudication->count)
		return NULL;
	return units_at(&adjudication->units, adjudication->differences[adjudication->current]);
}

bool adjudication_keeps(const struct session *session, const struct annotation *version)
{
	struct pair pair = {annotations_find(session->annotations, version->id), version};
	return pair.a && pair.a->adjudicated_by && pair_is_same(&pair);
}

bool adjudication_is_decided(const struct adjudication *adjudication,
	const struct session *session, size_t difference)
{
	const struct annotation *const *versions = units_at(
		&adjudication->units, adjudication->differences[difference]);
	bool decided = false;
	for (size_t i = 0; !decided && i < adjudication->annotators; i++) {
		const struct annotation *there = versions[i] ? annotations_find(
								       session->annotations,
								       versions[i]->id)
							     : NULL;
		decided = there && there->adjudicated_by;
	}
	return decided;
}

size_t adjudication_decided(
	const struct adjudication *adjudication, const struct session *session)
{
	size_t decided = 0;
	for (size_t i = 0; i < adjudication->count; i++)
		decided += adjudication_is_decided(adjudication, session, i);
	return decided;
}

/* ---- deciding ------------------------------------------------------------------------------
 */

static void remember(struct adjudication *adjudication, unsigned steps)
{
	if (!steps)
		return;
	adjudication->decisions = memory_grow(adjudication->decisions,
		&adjudication->decision_capacity, adjudication->decision_count + 1,
		sizeof *adjudication->decisions);
	adjudication->decisions[adjudication->decision_count++] = (struct decision){
		adjudication->current, steps};
}

/* Put a copy of a version into the shared sidecar, under a new id where its own is taken by
 * what stands beside it. */
static bool keep(struct session *session, const struct annotation *version, bool beside,
	bool rejected, unsigned *steps, struct error *err)
{
	struct annotation *copy = annotation_copy(version);
	annotation_set(&copy->adjudicated_by, str_from(session_annotator(session)));
	copy->stamp = 0;
	if (rejected)
		copy->status = ANNOTATION_REJECTED;
	if (beside) {
		annotation_set(&copy->conflict_of, str_from(version->id));
		annotation_make_id(copy->id);
	}
	++*steps;
	return session_put(session, copy, rejected ? "decide: none" : "decide", err);
}

/* Whether an annotation of the shared sidecar is an earlier decision on one of the versions. */
static bool is_earlier(
	const struct annotation *there, const struct annotation *const *versions, size_t count)
{
	for (size_t i = 0; there->adjudicated_by && i < count; i++)
		if (versions[i] &&
			(strcmp(there->id, versions[i]->id) == 0 ||
				(there->conflict_of &&
					strcmp(there->conflict_of, versions[i]->id) == 0)))
			return true;
	return false;
}

static bool remove_earlier(struct session *session, const struct annotation *const *versions,
	size_t count, unsigned *steps, struct error *err)
{
	for (size_t i = annotations_count(session->annotations); i > 0; i--) {
		const struct annotation *there = annotations_at(session->annotations, i - 1);
		if (!is_earlier(there, versions, count))
			continue;
		++*steps;
		if (!session_remove(session, there, "decide anew", err))
			return false;
	}
	return true;
}

/* Whether a version says what one before it says already. */
static bool is_repeated(const struct annotation *const *versions, size_t index)
{
	bool repeated = false;
	for (size_t i = 0; !repeated && i < index; i++) {
		struct pair pair = {versions[i], versions[index]};
		repeated = pair_is_same(&pair);
	}
	return repeated;
}

static bool keep_all(struct session *session, const struct annotation *const *versions,
	size_t count, unsigned *steps, struct error *err)
{
	for (size_t i = 0; i < count; i++) {
		if (!versions[i] || is_repeated(versions, i))
			continue;
		bool beside = annotations_find(session->annotations, versions[i]->id) != NULL;
		if (!keep(session, versions[i], beside, false, steps, err))
			return false;
	}
	return true;
}

bool adjudication_decide(struct adjudication *adjudication, struct session *session,
	size_t choice, struct error *err)
{
	const struct annotation *const *versions = adjudication_versions(adjudication);
	size_t count = adjudication->annotators;
	unsigned steps = 0;
	if (!versions)
		return error_set(err, ERR_NOTFOUND, "there is no difference");
	if (choice < ADJUDICATION_NONE && choice >= count)
		return error_set(err, ERR_USAGE, "there are %zu versions", count);
	bool one = choice < count;
	/* Nobody's version stands: the choice of one who did not mark it is for none. */
	bool none = choice == ADJUDICATION_NONE || (one && !versions[choice]);
	const struct annotation *first = units_first(
		&adjudication->units, adjudication->differences[adjudication->current]);
	bool ok = remove_earlier(session, versions, count, &steps, err);
	if (ok && none)
		ok = keep(session, first, false, true, &steps, err);
	else if (ok && one)
		ok = keep(session, versions[choice], false, false, &steps, err);
	else if (ok)
		ok = keep_all(session, versions, count, &steps, err);
	remember(adjudication, steps);
	return ok;
}

static bool is_wanted(
	const struct adjudication *adjudication, const struct session *session, size_t unit)
{
	return units_agree(&adjudication->units, unit) &&
	       !annotations_find(
		       session->annotations, units_first(&adjudication->units, unit)->id);
}

size_t adjudication_agreed(
	const struct adjudication *adjudication, const struct session *session)
{
	size_t agreed = 0;
	for (size_t i = 0; i < adjudication->units.count; i++)
		agreed += is_wanted(adjudication, session, i);
	return agreed;
}

bool adjudication_take_agreed(
	struct adjudication *adjudication, struct session *session, struct error *err)
{
	unsigned steps = 0;
	bool ok = true;
	for (size_t i = 0; ok && i < adjudication->units.count; i++)
		if (is_wanted(adjudication, session, i))
			ok = keep(session, units_first(&adjudication->units, i), false, false,
				&steps, err);
	remember(adjudication, steps);
	return ok;
}

bool adjudication_undo(
	struct adjudication *adjudication, struct session *session, struct error *err)
{
	struct range where;
	if (!adjudication->decision_count)
		return error_set(err, ERR_NOTFOUND, "no decision to take back");
	struct decision last = adjudication->decisions[--adjudication->decision_count];
	for (unsigned i = 0; i < last.steps && session_undo(session, &where); i++)
		;
	adjudication->current = last.difference;
	return true;
}

/* ---- walking -------------------------------------------------------------------------------
 */

bool adjudication_step(struct adjudication *adjudication, bool forward)
{
	size_t next = adjudication->current + (forward ? 1 : (size_t)-1);
	if (next >= adjudication->count)
		return false;
	adjudication->current = next;
	return true;
}

bool adjudication_next_open(struct adjudication *adjudication, const struct session *session)
{
	for (size_t i = 1; i <= adjudication->count; i++) {
		size_t at = (adjudication->current + i) % adjudication->count;
		if (adjudication_is_decided(adjudication, session, at))
			continue;
		adjudication->current = at;
		return true;
	}
	return false;
}
