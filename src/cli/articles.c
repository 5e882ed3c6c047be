#include "cli.h"

#include "attache/annotate/sidecars.h"
#include "attache/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_DEPTH_MAX 32

static void add(struct cli_articles *articles, const char *path, size_t len)
{
	articles->paths = memory_grow(articles->paths, &articles->capacity, articles->count + 1,
		sizeof *articles->paths);
	articles->paths[articles->count++] = memory_string(path, len);
}

static bool ends_nocase(struct str text, struct str suffix)
{
	if (text.len <= suffix.len)
		return false;
	struct range tail = {text.len - suffix.len, text.len};
	return str_equal_ascii_nocase(str_slice(text, tail), suffix);
}

static bool is_article_name(struct str name)
{
	return ends_nocase(name, STR(".txt")) || ends_nocase(name, STR(".md")) ||
	       ends_nocase(name, STR(".markdown"));
}

/* Byte order, so that the order of articles depends on no locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool is_file(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* A folder itself, not a link to one: links could lead in circles. */
static bool is_own_folder(const char *path)
{
	struct stat status;
	return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Its other sidecars and its recovery files stand beside one another in a folder. */
static void add_annotated(struct cli_articles *articles, const char *article)
{
	for (size_t i = articles->count; i > 0; i--) {
		struct str before = str_from(articles->paths[i - 1]);
		if (str_equal(before, str_from(article)))
			return;
		if (!str_starts(before, str_from(article)))
			break;
	}
	add(articles, article, strlen(article));
}

/* Take the article of a sidecar; false when the path is none's. */
static bool take_sidecar(struct cli_articles *articles, const char *path)
{
	char *article = sidecars_article(path, NULL);
	if (article)
		add_annotated(articles, article);
	free(article);
	return article != NULL;
}

static bool search_folder(struct cli_articles *articles, const char *folder,
	enum cli_search search, unsigned depth, struct error *err);

/* One entry of a folder that is searched. */
static bool take_entry(struct cli_articles *articles, const char *path, bool sidecars_elsewhere,
	enum cli_search search, unsigned depth, struct error *err)
{
	struct str name = str_from(path);
	if (search == SEARCH_READABLE || sidecars_elsewhere) {
		if (is_article_name(name) && is_file(path)) {
			add(articles, name.s, name.len);
			return true;
		}
	}
	if (search == SEARCH_READABLE)
		return true;
	if (is_own_folder(path))
		return depth == FOLDER_DEPTH_MAX ||
		       search_folder(articles, path, search, depth + 1, err);
	if (!sidecars_elsewhere && is_file(path))
		take_sidecar(articles, path);
	return true;
}

static bool search_folder(struct cli_articles *articles, const char *folder,
	enum cli_search search, unsigned depth, struct error *err)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, not_hidden, by_name);
	if (count < 0)
		return error_set_errno(err, "cannot open %s", folder);
	bool sidecars_elsewhere = search == SEARCH_ANNOTATED && access(folder, W_OK) != 0;
	const char *slash = str_ends(str_from(folder), STR("/")) ? "" : "/";
	bool ok = true;
	for (int i = 0; i < count; i++) {
		struct buffer path = {0};
		buffer_format(&path, "%s%s%s", folder, slash, entries[i]->d_name);
		free(entries[i]);
		ok = ok &&
		     take_entry(articles, path.data, sidecars_elsewhere, search, depth, err);
		buffer_free(&path);
	}
	free(entries);
	return ok;
}

static bool add_operand(struct cli_articles *articles, const char *path, enum cli_search search,
	struct error *err)
{
	struct stat status;
	if (strcmp(path, "-") == 0) {
		add(articles, path, 1);
		return true;
	}
	if (stat(path, &status) != 0)
		return error_set_errno(err, "cannot open %s", path);
	if (!S_ISDIR(status.st_mode)) {
		if (access(path, R_OK) != 0)
			return error_set_errno(err, "cannot open %s", path);
		if (search != SEARCH_ANNOTATED || !take_sidecar(articles, path))
			add(articles, path, strlen(path));
		return true;
	}
	size_t before = articles->count;
	if (!search_folder(articles, path, search, 0, err))
		return false;
	if (articles->count > before)
		return true;
	if (search == SEARCH_READABLE)
		return error_set(
			err, ERR_NOTFOUND, "no articles in %s (.txt, .md, .markdown)", path);
	return error_set(err, ERR_NOTFOUND, "no annotated articles in %s", path);
}

static bool has_operands(const struct cli_arguments *arguments, struct error *err)
{
	if (arguments->operand_count)
		return true;
	const char *name = arguments->subcommand->name;
	return error_set(err, ERR_USAGE, "no article given; try: attache %s%s--help",
		name ? name : "", name ? " " : "");
}

bool cli_articles_find(const struct cli_arguments *arguments, enum cli_search search,
	struct cli_articles *articles, struct error *err)
{
	*articles = (struct cli_articles){0};
	if (!has_operands(arguments, err))
		return false;
	for (size_t i = 0; i < arguments->operand_count; i++)
		if (!add_operand(articles, arguments->operands[i], search, err))
			return false;
	return true;
}

int cli_articles_gather(const struct cli_arguments *arguments, enum cli_search search,
	struct cli_articles *articles)
{
	struct error err;
	*articles = (struct cli_articles){0};
	if (!has_operands(arguments, &err))
		return cli_fail(&err);
	int status = 0;
	for (size_t i = 0; i < arguments->operand_count; i++)
		if (!add_operand(articles, arguments->operands[i], search, &err))
			status = cli_fail(&err);
	return status;
}

void cli_articles_free(struct cli_articles *articles)
{
	for (size_t i = 0; i < articles->count; i++)
		free(articles->paths[i]);
	free(articles->paths);
	*articles = (struct cli_articles){0};
}
