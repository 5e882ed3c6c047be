/* Undo and redo: inverse changes on two stacks. */
#include "attache/annotate/annotation.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define HISTORY_MAX 10000

struct step {
	struct change change; /* what undoing (or redoing) applies */
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
	stack_push(&history->undo, (struct step){inverse, memory_string(what, strlen(what))});
}

/* Apply the newest step of one stack and put its inverse on the other. A step that began from
 * what the set no longer holds leads nowhere and is passed over. */
static const char *move(
	struct stack *from, struct stack *to, struct annotations *set, struct range *where)
{
	while (from->count) {
		struct step step = from->steps[--from->count];
		const struct annotation *at = step.change.after ? step.change.after
								: step.change.before;
		struct change inverse;
		*where = at->range;
		if (annotations_apply(set, step.change, &inverse)) {
			stack_push(to, (struct step){inverse, step.what});
			return step.what;
		}
		step_free(step);
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
