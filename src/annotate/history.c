/* Undo and redo: inverse changes on two stacks. */
#include "attache/annotate/annotation.h"
#include "attache/annotate/merge.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define HISTORY_MAX 10000

struct step {
	struct change change; /* what undoing (or redoing) applies */
	char *date;           /* ... or the date it sets; NULL: it is a change */
	char *what;
};

struct stack {
	struct step *steps;
	size_t count, capacity;
};

struct history {
	struct stack undo, redo;
};

struct history *history_new(void)
{
	return memory_zeroed(1, sizeof(struct history));
}

static void step_free(struct step step)
{
	change_free(step.change);
	free(step.date);
	free(step.what);
}

static void stack_clear(struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++)
		step_free(stack->steps[i]);
	stack->count = 0;
}

void history_free(struct history *history)
{
	if (!history)
		return;
	stack_clear(&history->undo);
	stack_clear(&history->redo);
	free(history->undo.steps);
	free(history->redo.steps);
	free(history);
}

static void stack_push(struct stack *stack, struct step step)
{
	if (stack->count == HISTORY_MAX) {
		step_free(stack->steps[0]);
		stack->count--;
		memmove(stack->steps, stack->steps + 1, stack->count * sizeof *stack->steps);
	}
	stack->steps = memory_grow(
		stack->steps, &stack->capacity, stack->count + 1, sizeof *stack->steps);
	stack->steps[stack->count++] = step;
}

void history_push(struct history *history, struct change inverse, const char *what)
{
	stack_clear(&history->redo);
	stack_push(&history->undo,
		(struct step){.change = inverse, .what = memory_string(what, strlen(what))});
}

void history_push_date(struct history *history, const char *before, const char *what)
{
	stack_clear(&history->redo);
	stack_push(&history->undo, (struct step){.date = memory_string(before, strlen(before)),
					   .what = memory_string(what, strlen(what))});
}

/* Put the date of a step into the set, and the set's into the step. */
static void swap_date(struct annotations *set, struct step *step)
{
	const char *held = annotations_date(set);
	char *now = memory_string(held ? held : "", held ? strlen(held) : 0);
	annotations_set_date(set, step->date);
	free(step->date);
	step->date = now;
}

/* The change that a step asks for, on what the set holds now: what others changed there since
 * stays. False when there is nothing left to change. */
static bool rebase(const struct annotations *set, struct change step, struct change *now)
{
	const char *id = step.before ? step.before->id : step.after->id;
	const struct annotation *held = annotations_find(set, id);
	bool untouched = held && step.before && annotation_equal(held, step.before), conflict;
	if (!step.before != !held || (!step.after && !untouched))
		return false;
	now->before = held ? annotation_copy(held) : NULL;
	now->after = !step.after ? NULL
		     : !held || untouched
			     ? annotation_copy(step.after)
			     : annotation_merge(step.before, step.after, held, &conflict);
	return true;
}

/* Apply the newest step of one stack and put its inverse on the other. A step on what somebody
 * else has taken away leads nowhere and is passed over. */
static const char *move(
	struct stack *from, struct stack *to, struct annotations *set, struct range *where)
{
	while (from->count) {
		struct step step = from->steps[--from->count];
		struct change change, inverse;
		if (step.date) {
			swap_date(set, &step);
			*where = (struct range){0};
			stack_push(to, step);
			return step.what;
		}
		bool possible = rebase(set, step.change, &change);
		change_free(step.change);
		if (possible && annotations_apply(set, change, &inverse)) {
			*where = (inverse.before ? inverse.before : inverse.after)->range;
			stack_push(to, (struct step){.change = inverse, .what = step.what});
			return step.what;
		}
		if (possible)
			change_free(change);
		free(step.what);
	}
	return NULL;
}

const char *history_undo(struct history *history, struct annotations *set, struct range *where)
{
	return move(&history->undo, &history->redo, set, where);
}

const char *history_redo(struct history *history, struct annotations *set, struct range *where)
{
	return move(&history->redo, &history->undo, set, where);
}

const struct change *history_back(const struct history *history, bool undone)
{
	const struct stack *stack = undone ? &history->redo : &history->undo;
	const struct step *newest = stack->count ? &stack->steps[stack->count - 1] : NULL;
	return newest && !newest->date ? &newest->change : NULL;
}
