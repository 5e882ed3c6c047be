/* attache agree: how well annotators agree. */
#include "agree_print.h"
#include "annotators.h"
#include "cli.h"

#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define TOLD_MAX 3 /* articles that are left out and told of by name */

struct agreement {
	const char *by;           /* whose annotations; NULL: all */
	bool each, unmarked;      /* options */
	struct agree_part *parts; /* all together, then each article where that is wanted */
	struct comparison **comparisons;
	size_t count;
	size_t compared, alone; /* articles; those that fewer than two annotated */
	struct sidecars_folder folder;
	struct buffer names; /* who was met: each once, a line a name */
};

/* ---- articles ------------------------------------------------------------------------------
 */

static struct comparison *begin(struct agreement *agreement, const char *article)
{
	size_t count = agreement->count + 1;
	agreement->parts = memory_resize(agreement->parts, count, sizeof *agreement->parts);
	agreement->comparisons = memory_resize(
		agreement->comparisons, count, sizeof *agreement->comparisons);
	struct comparison *comparison = comparison_new(agreement->unmarked);
	agreement->comparisons[agreement->count] = comparison;
	agreement->parts[agreement->count++] = (struct agree_part){article, comparison};
	return comparison;
}

static void meet(struct agreement *agreement, const char *name)
{
	for (struct str rest = buffer_str(&agreement->names), met;
		str_split(&rest, '\n', &met);)
		if (str_equal(met, str_from(name)))
			return;
	buffer_format(&agreement->names, "%s%s", agreement->names.len ? "\n" : "", name);
}

static void tell_lost(const char *article, const struct annotators *annotators)
{
	size_t lost = 0;
	for (size_t i = 0; i < annotators->count; i++)
		for (size_t k = 0; k < annotations_count(annotators->items[i].set); k++)
			lost += annotations_at(annotators->items[i].set, k)->status ==
				ANNOTATION_ORPHANED;
	if (lost)
		cli_warn("%s: %zu annotation%s lost their place: they count for tags, not "
			 "for spans",
			article, lost, lost == 1 ? "" : "s");
}

/* Add what several people annotated to all and, where wanted, to a part of its own. */
static void compare(
	struct agreement *agreement, const char *article, const struct annotators *annotators)
{
	struct comparison_part *parts = memory_zeroed(annotators->count + 1, sizeof *parts);
	for (size_t i = 0; i < annotators->count; i++)
		parts[i] = (struct comparison_part){
			annotators->items[i].name, annotators->items[i].set};
	comparison_add(
		agreement->comparisons[0], annotators->document, parts, annotators->count);
	if (agreement->each && article)
		comparison_add(begin(agreement, article), annotators->document, parts,
			annotators->count);
	free(parts);
	agreement->compared++;
	tell_lost(article ? article : annotators->items[0].name, annotators);
}

static void leave_out(
	struct agreement *agreement, const char *article, const struct annotators *annotators)
{
	agreement->alone++;
	if (agreement->alone <= TOLD_MAX)
		cli_warn("%s: annotated by %s%s; left out", article,
			annotators->count ? annotators->items[0].name : "nobody",
			annotators->count ? " alone" : "");
}

static int add_article(struct agreement *agreement, const char *article)
{
	struct error err;
	struct annotators annotators;
	if (!annotators_open(&annotators, article, &agreement->folder, &err))
		return cli_fail(&err);
	for (size_t i = 0; i < annotators.count; i++)
		meet(agreement, annotators.items[i].name);
	if (agreement->by)
		annotators_keep(&annotators, agreement->by);
	else if (annotators.count > 2)
		annotators_drop_shared(&annotators);
	if (annotators.count < 2)
		leave_out(agreement, article, &annotators);
	else
		compare(agreement, article, &annotators);
	annotators_close(&annotators);
	return 0;
}

/* ---- operands ------------------------------------------------------------------------------
 */

static bool same_article(const char *a, const char *b)
{
	char *one = sidecars_article(a, NULL), *other = sidecars_article(b, NULL);
	bool same = one && other && strcmp(one, other) == 0;
	free(one);
	free(other);
	return same;
}

/* Whether the operands are versions of one article's annotations: sidecars that are all of one
 * article, or no two of which are. */
static bool are_versions(const struct cli_arguments *arguments)
{
	size_t count = arguments->operand_count, same = 0;
	for (size_t i = 0; i < count; i++) {
		if (!annotators_is_sidecar(arguments->operands[i]))
			return false;
		same += i > 0 && same_article(arguments->operands[0], arguments->operands[i]);
	}
	for (size_t i = 2; same == 0 && i < count; i++)
		if (same_article(arguments->operands[i - 1], arguments->operands[i]))
			return false;
	return count > 1 && (same == 0 || same == count - 1);
}

static int add_versions(struct agreement *agreement, const struct cli_arguments *arguments)
{
	struct error err;
	struct annotators annotators;
	if (!annotators_open_files(
		    &annotators, arguments->operands, arguments->operand_count, &err))
		return cli_fail(&err);
	compare(agreement, NULL, &annotators);
	annotators_close(&annotators);
	return 0;
}

/* An article that is named twice counts once. */
static bool is_again(const struct cli_articles *articles, size_t index)
{
	bool again = false;
	for (size_t i = 0; !again && i < index; i++)
		again = strcmp(articles->paths[i], articles->paths[index]) == 0;
	return again;
}

static int add_all(
	struct agreement *agreement, const struct cli_articles *articles, bool may_repeat)
{
	int status = 0;
	for (size_t i = 0; i < articles->count; i++) {
		if (may_repeat && is_again(articles, i))
			continue;
		int wrong = add_article(agreement, articles->paths[i]);
		status = wrong ? wrong : status;
	}
	if (agreement->alone > TOLD_MAX)
		cli_warn("%zu articles more are annotated by fewer than two; left out",
			agreement->alone - TOLD_MAX);
	return status;
}

/* ---- the subcommand ------------------------------------------------------------------------
 */

static bool has_met(const struct agreement *agreement, struct str name)
{
	for (struct str rest = buffer_str(&agreement->names), met;
		str_split(&rest, '\n', &met);)
		if (str_equal(met, name))
			return true;
	return false;
}

/* Whether all that were named are there, and there was something to compare. */
static bool is_complete(const struct agreement *agreement, struct error *err)
{
	struct buffer names = {0};
	bool ok = true;
	for (struct str rest = buffer_str(&agreement->names), name;
		str_split(&rest, '\n', &name);)
		buffer_format(&names, "%s%.*s", names.len ? ", " : "", STR_ARG(name));
	const char *there = names.len ? names.data : "nobody";
	for (struct str rest = str_from(agreement->by), name;
		ok && str_split(&rest, ',', &name);)
		ok = has_met(agreement, str_trim(name)) ||
		     error_set(err, ERR_NOTFOUND,
			     "no annotations by %.*s; there are those by: %s",
			     STR_ARG(str_trim(name)), there);
	if (ok && !agreement->compared)
		ok = error_set(err, ERR_NOTFOUND,
			"no article that two annotated; there are annotations by: %s", there);
	buffer_free(&names);
	return ok;
}

static int print(const struct agreement *agreement, const char *format)
{
	struct buffer out = {0};
	struct agree_report report = {agreement->parts, agreement->count};
	size_t chosen = 0;
	for (size_t i = 0; format && i < agree_format_count; i++)
		if (strcmp(agree_formats[i].name, format) == 0)
			chosen = i;
	agree_formats[chosen].print(&out, &report);
	int status = cli_output(buffer_str(&out));
	buffer_free(&out);
	return status;
}

static void agreement_free(struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->count; i++)
		comparison_free(agreement->comparisons[i]);
	free(agreement->comparisons);
	free(agreement->parts);
	buffer_free(&agreement->names);
	sidecars_folder_free(&agreement->folder);
}

int cmd_agree(const struct cli_arguments *arguments)
{
	struct error err;
	struct cli_articles articles = {0};
	struct agreement agreement = {.by = cli_value(arguments, "by"),
		.each = cli_given(arguments, "each"),
		.unmarked = cli_given(arguments, "unmarked")};
	int status = 0, wrong = 0;
	begin(&agreement, NULL);
	if (!agreement.by && are_versions(arguments)) {
		wrong = add_versions(&agreement, arguments);
	} else {
		status = cli_articles_gather(arguments, SEARCH_ANNOTATED, &articles);
		wrong = add_all(&agreement, &articles, arguments->operand_count > 1);
		if (!wrong && articles.count && !is_complete(&agreement, &err))
			wrong = cli_fail(&err);
	}
	if (agreement.compared && !(wrong && !articles.count)) {
		int written = print(&agreement, cli_value(arguments, "format"));
		wrong = written ? written : wrong;
	}
	agreement_free(&agreement);
	cli_articles_free(&articles);
	return wrong ? wrong : status;
}
