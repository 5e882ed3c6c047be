/* `attache codebook rename`: a tag gets another name wherever it was set. */
#include "cli.h"

#include "attache/annotate/annotator.h"
#include "attache/annotate/journal.h"
#include "attache/annotate/retag.h"
#include "attache/annotate/sidecars.h"
#include "attache/app/option.h"
#include "attache/base/memory.h"

#include <stdlib.h>
#include <string.h>

struct renaming {
	struct retag retag; /* with --formerly its codebook is each article's own */
	bool formerly, write;
	char *fallback; /* the codebook that comes with the program */
	struct options options;
	struct buffer out;
	size_t annotations, sidecars;
	bool told_unknown;
	int status;
};

/* What the journal is told of an article. */
struct notes {
	struct journal *journal;
	const char *step;
	char *by;
};

static void note(void *context, const struct change *change)
{
	const struct notes *notes = context;
	journal_note(notes->journal, NULL, change, notes->step, notes->by);
}

static void fail(struct renaming *renaming, const struct error *err)
{
	renaming->status = cli_fail(err);
}

static void rename_in(struct renaming *renaming, const struct retag *retag,
	const struct document *document, const char *path)
{
	struct error err;
	struct buffer step = {0};
	size_t count;
	struct notes notes = {0};
	if (renaming->write && renaming->options.journal)
		notes.journal = journal_open(NULL, document);
	if (notes.journal)
		notes.by = annotator_name(renaming->options.by, document->path.s);
	if (retag->formerly)
		buffer_add_cstr(&step, "rename tags");
	else
		buffer_format(&step, "rename tag %.*s to %.*s", STR_ARG(retag->from),
			STR_ARG(retag->to));
	notes.step = step.data;
	if (!retag_file(retag, path, renaming->write, &count, note, &notes, &err))
		fail(renaming, &err);
	else if (!journal_write(notes.journal, &err))
		cli_warn("%s", err.msg);
	if (count) {
		cli_add_field(&renaming->out, str_from(path));
		buffer_format(&renaming->out, "%zu\n", count);
		renaming->annotations += count;
		renaming->sidecars++;
	}
	journal_close(notes.journal);
	free(notes.by);
	buffer_free(&step);
}

/* A new name that the codebook does not have may be a slip. */
static void check_name(struct renaming *renaming, const struct codebook *codebook)
{
	struct str to = renaming->retag.to;
	if (renaming->told_unknown || renaming->formerly || codebook_find(codebook, to))
		return;
	renaming->told_unknown = true;
	cli_warn("there is no tag %.*s in %.*s", STR_ARG(to), STR_ARG(codebook->path));
}

static void rename_of_article(struct renaming *renaming, const char *path)
{
	struct error err;
	struct document *document = NULL;
	struct codebook *codebook = NULL;
	struct sidecars found = {0};
	bool ok = document_load(path, &document, &err) &&
		  codebook_load_for(path, renaming->fallback, &codebook, &err);
	if (ok) {
		struct retag retag = renaming->retag;
		retag.formerly = renaming->formerly ? codebook : NULL;
		sidecars_find(document, &found);
		size_t before = renaming->sidecars;
		for (size_t i = 0; i < found.count; i++)
			rename_in(renaming, &retag, document, found.items[i].path);
		if (renaming->sidecars > before)
			check_name(renaming, codebook);
	} else {
		fail(renaming, &err);
	}
	sidecars_free(&found);
	codebook_free(codebook);
	document_free(document);
}

static void add_sum(struct renaming *renaming)
{
	const char *hint = renaming->sidecars ? "; --write does it" : "";
	buffer_format(&renaming->out, "%zu annotation%s in %zu sidecar%s %s%s\n",
		renaming->annotations, renaming->annotations == 1 ? "" : "s",
		renaming->sidecars, renaming->sidecars == 1 ? "" : "s",
		renaming->write ? "changed" : "would change", renaming->write ? "" : hint);
}

static int rename_all(struct renaming *renaming, const struct cli_arguments *paths)
{
	struct cli_articles articles;
	renaming->status = cli_articles_gather(paths, SEARCH_ANNOTATED, &articles);
	for (size_t i = 0; i < articles.count; i++)
		rename_of_article(renaming, articles.paths[i]);
	if (articles.count)
		add_sum(renaming);
	int written = cli_output(buffer_str(&renaming->out));
	cli_articles_free(&articles);
	return written ? written : renaming->status;
}

/* A tag is one word: a new one must be, or the codebook could not hold it. */
static bool is_word(struct str tag, struct error *err)
{
	for (size_t i = 0; i < tag.len; i++)
		if ((unsigned char)tag.s[i] <= ' ' || tag.s[i] == ',' || tag.s[i] == '|')
			return error_set(err, ERR_USAGE,
				"\"%.*s\" is no tag: it must be one word", STR_ARG(tag));
	return tag.len > 0 || error_set(err, ERR_USAGE, "a tag cannot be empty");
}

static bool read_names(
	struct renaming *renaming, const struct cli_arguments *arguments, struct error *err)
{
	if (renaming->formerly)
		return true;
	if (arguments->operand_count < 2)
		return error_set(err, ERR_USAGE,
			"give the OLD and the NEW tag; try: attache codebook rename --help");
	renaming->retag.from = str_from(arguments->operands[0]);
	renaming->retag.to = str_from(arguments->operands[1]);
	if (str_equal(renaming->retag.from, renaming->retag.to))
		return error_set(err, ERR_USAGE, "OLD and NEW are the same tag");
	return renaming->retag.from.len ? is_word(renaming->retag.to, err)
					: is_word(renaming->retag.from, err);
}

int cmd_codebook_rename(const struct cli_arguments *arguments)
{
	static const char *here[] = {"."};
	struct error err;
	struct renaming renaming = {.write = cli_given(arguments, "write"),
		.formerly = cli_given(arguments, "formerly"),
		.fallback = cli_data_path("codebook.yaml")};
	struct cli_arguments paths = *arguments;
	size_t names = renaming.formerly ? 0 : 2;
	int status;
	if (!read_names(&renaming, arguments, &err)) {
		free(renaming.fallback);
		return cli_fail(&err);
	}
	paths.operands += names;
	paths.operand_count -= names;
	if (paths.operand_count == 0) {
		paths.operands = here;
		paths.operand_count = 1;
	}
	cli_options_load(&renaming.options);
	status = rename_all(&renaming, &paths);
	options_free(&renaming.options);
	buffer_free(&renaming.out);
	free(renaming.fallback);
	return status;
}
